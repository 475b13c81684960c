"""What Polars is asked for, in one go.

Knows how an answer takes least time where many are asked for. Needs the extra ``bulk``.
"""

from __future__ import annotations

import polars as pl


def asked(rows: pl.LazyFrame) -> pl.DataFrame:
    """The answer to a query as it is written: to think of a better way takes as long for a chunk of any size."""
    # It takes as long for a few rows as for thousands, so as much as can be is asked for at once.
    return rows.collect(engine="in-memory", optimizations=pl.QueryOptFlags.none())
