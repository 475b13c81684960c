"""One telling of an event: all that its sentence says of it, put together.

Doesn't know other tellings of the same event.
"""
