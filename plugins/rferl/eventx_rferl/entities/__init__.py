"""What an installed spaCy model adds, if one is asked for. Never needed, and never a gate."""
