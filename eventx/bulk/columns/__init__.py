"""Rows joined a chunk at a time: cut, looked up, checked and written in columns. Needs the extra ``bulk`` (Polars).

Knows a chunk; which chunk is next, and what becomes of one that is no good, is :mod:`eventx.bulk.table_file`'s.
"""
