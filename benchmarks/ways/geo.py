"""ACLED's table as GeoJSON or GeoParquet with the geospatial libraries: pyogrio's Arrow stream, or geopandas."""

from __future__ import annotations

import sys
from typing import Any


def pyogrio_geojson(source: str, target: str) -> None:
    """GDAL reads and writes; the batches pass through as Arrow."""
    import pyogrio

    options = {"X_POSSIBLE_NAMES": "longitude", "Y_POSSIBLE_NAMES": "latitude", "AUTODETECT_TYPE": "YES"}
    with pyogrio.open_arrow(source, use_pyarrow=False, **options) as (meta, stream):
        pyogrio.write_arrow(
            stream,
            target,
            driver="GeoJSON",
            geometry_type="Point",
            geometry_name=meta["geometry_name"] or "wkb_geometry",
            crs="EPSG:4326",
        )


def geopandas_geojson(source: str, target: str) -> None:
    """Pandas reads, geopandas writes through pyogrio."""
    _frame(source).to_file(target, driver="GeoJSON", engine="pyogrio")


def geopandas_parquet(source: str, target: str) -> None:
    """Pandas reads, geopandas writes GeoParquet through pyarrow."""
    _frame(source).to_parquet(target, compression="zstd")


def _frame(source: str) -> Any:
    import geopandas
    import pandas

    # ISO's and ACLED's blanks are blanks; "NA" is Namibia in other columns.
    table = pandas.read_csv(source, keep_default_na=False)
    return geopandas.GeoDataFrame(
        table, geometry=geopandas.points_from_xy(table["longitude"], table["latitude"]), crs="EPSG:4326"
    )


{one.__name__: one for one in (pyogrio_geojson, geopandas_geojson, geopandas_parquet)}[sys.argv[1]](*sys.argv[2:])
