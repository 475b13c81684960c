"""Lines of NDJSON that are only checked, in columns. Needs the extra ``bulk`` (Polars).

What the texts of records' members say is remembered, and the line judge of :mod:`eventx.validator` reads what isn't known.
"""
