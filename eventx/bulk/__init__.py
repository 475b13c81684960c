"""Tables at speed: a row is put together from what is known of its groups of cells, and the reference reads what isn't known.

What a table's rows say repeats: the same actors meet at the same place. So the cells that decide a member of the record are
read, judged by the schema and the rules, and written as bytes once (:mod:`eventx.bulk.joining.groups`), and remembered; a row
is joined from what is remembered (:mod:`eventx.bulk.joining.joiner`). This may only accept. Whatever gives a finding, looks odd
or is new in kind goes through the reference (:mod:`eventx.tabular`, :mod:`eventx.validator`), so both give the same bytes,
findings and ledger.

Lines of records that are only checked go the same way (:mod:`eventx.bulk.records`): what their members' texts say is remembered,
and the line judge of :mod:`eventx.validator` reads what isn't known. That and :mod:`eventx.bulk.columns` need Polars; without it
tables are joined in blocks (:mod:`eventx.bulk.blocks`).
"""
