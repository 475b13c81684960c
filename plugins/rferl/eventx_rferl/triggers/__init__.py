"""Which words tell an event, of which kind, and whether it happened at all.

Doesn't know where, or who did it.
"""
