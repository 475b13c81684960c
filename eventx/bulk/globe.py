"""Points of the globe in columns: which of them there are, and the cell that each lies in. Needs the extra ``bulk``."""

from __future__ import annotations

import polars as pl

from eventx.borders import COLUMNS, PER_DEGREE

_LAT, _LON = pl.col("lat"), pl.col("lon")
ON_EARTH = _LAT.is_between(-90, 90) & _LON.is_between(-180, 180)
GLOBE_CELL = (
    ((90 - _LAT) * PER_DEGREE).cast(pl.Int32, strict=False).clip(upper_bound=180 * PER_DEGREE - 1) * COLUMNS
    + ((_LON + 180) * PER_DEGREE).cast(pl.Int32, strict=False).clip(upper_bound=COLUMNS - 1)
).alias("cell")
"""As eventx.borders.cell_of has it; null where a number is far from the globe."""
