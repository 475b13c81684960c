"""Verdicts without looking twice: what was judged good once, a line, a member or its text, is not judged again.

Knows only how to say that something is good. Whatever it can't say that of goes to the :class:`~eventx.validator.Validator`, so
whoever wants to know what is checked need not read on here.
"""
