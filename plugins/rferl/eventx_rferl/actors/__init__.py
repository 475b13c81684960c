"""Who is named in a sentence, whose men they are, and who acts on whom around a trigger.

Doesn't know which sentences are of one event.
"""
