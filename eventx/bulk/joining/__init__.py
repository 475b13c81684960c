"""What is known of groups of cells, and how a row is joined from it, in nothing but what Python itself brings.

Doesn't know whole tables (:mod:`eventx.bulk.blocks.rows`), nor columns (:mod:`eventx.bulk.columns`).
"""
