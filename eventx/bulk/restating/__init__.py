"""Lines of records given back in another form: a member's text that was met before is not read again.

A line is good if its members' texts are known to be (:mod:`eventx.validator.fast.members`); what an output makes of them is
remembered by the text, but for what is a line's own (:mod:`eventx.bulk.restating.templates`). This may only accept: every other
line goes to the reference, which also writes the first line of each kind.
"""
