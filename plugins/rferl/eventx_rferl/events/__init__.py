"""From tellings to events: which are one, what each event is, and what the rest of the article says about it.

Doesn't know how a sentence is read, or what a record looks like.
"""
