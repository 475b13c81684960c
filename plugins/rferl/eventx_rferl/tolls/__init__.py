"""Who counts whom: people in a sentence, tolls with their claimants, which victims are civilians.

Knows one sentence at a time, and which counts of an event stand side by side. Doesn't know places or actors.
"""
