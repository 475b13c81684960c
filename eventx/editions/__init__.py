"""Versions of records: a dataset brought up to date by files that change it, and what differs between two.

``newest`` keeps the newest version of each record, ``differing`` says how two versions differ, ``deleted`` reads lists of what a
source has deleted; ``updating`` and ``comparing`` put them together. Nothing here knows a format.
"""
