"""Tables: how they are written in a file, what their columns mean, and a flat view of a record for those who write them.

Knows delimited text and declared layouts. Doesn't know any format of the field: plugins declare theirs.
"""
