"""Tables and lines at speed: a row is put together from what is known of its groups of cells, and the reference reads the rest.

What a table's rows say repeats: the same actors meet at the same place. So the cells that decide a member of the record are
read, judged by the schema and the rules, and written as bytes once, and remembered; a row is joined from what is remembered.
This may only accept. Whatever gives a finding, looks odd or is new in kind goes through the reference
(:mod:`eventx.tabular`, :mod:`eventx.validator`), so both give the same bytes, findings and ledger.

The rooms: :mod:`~eventx.bulk.joining` is what is known of groups of cells, and how a row is joined from it. A table is joined in
:mod:`~eventx.bulk.blocks` of rows without Polars, or in :mod:`~eventx.bulk.columns` with it; :mod:`~eventx.bulk.table_rows`
chooses. Lines of NDJSON that are only checked are :mod:`~eventx.bulk.lines`'s, those written in another form
:mod:`~eventx.bulk.restating`'s. :mod:`~eventx.bulk.pieces` is what an exporter brings to take part in all this.
"""
