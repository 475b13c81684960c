"""The places a sentence names, what each is to an event, and the gazetteer's answer for it.

Doesn't know which event a place belongs to.
"""
