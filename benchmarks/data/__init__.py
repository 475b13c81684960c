"""Invented tables in the shapes of ACLED, UCDP and GDELT: the same for the same seed, written as a stream.

Every clean row is one that eventx keeps without a finding and writes back as it was. No row, place or actor is anybody's data.
"""
