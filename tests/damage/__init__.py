"""A corpus of seeded errors: good files, and one kind of damage at a time. ``python -m tests.damage`` prints what is found."""
