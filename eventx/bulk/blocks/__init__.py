"""Rows of a table joined a block at a time, with nothing but what Python itself brings: for smaller files, and without Polars."""
