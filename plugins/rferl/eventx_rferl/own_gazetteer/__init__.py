"""Points for the villages that the shipped gazetteer lacks, from a file of the reader's own (option ``gazetteer``).

Knows the file (:mod:`file`) and which of its places an event's place is (:mod:`points`). Finds no name in a text, and moves no
place that has a point.
"""
