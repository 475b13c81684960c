"""What a sentence says by its grammar: sentences and clauses, numbers, dates, voice; and the lexicons as values.

Doesn't know events.
"""
