"""ACLED's table through the validators of tables, each with the same constraints and asked for the list of errors.

Prints how many rows it saw and how many errors it listed (each counts in its own manner, so the number is shown, not compared).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from constraints import DAY, DECIMAL, FILLED, LISTED, UNIQUE, WHOLE


def frictionless(source: str) -> tuple[int, int]:
    """Table Schema, row by row."""
    from frictionless import Checklist, Resource, Schema

    with open(source, encoding="utf-8") as table:
        columns = table.readline().strip().split(",")
    fields = []
    for name in columns:
        field: dict[str, object] = {"name": name, "type": "string"}
        if name in WHOLE:
            low, high = WHOLE[name]
            field |= {"type": "integer", "constraints": {"required": True, "minimum": low, "maximum": high}}
        elif name in DECIMAL:
            least, most = DECIMAL[name]
            field |= {"type": "number", "constraints": {"required": True, "minimum": least, "maximum": most}}
        elif name in LISTED:
            values, blank = LISTED[name]
            field |= {"constraints": {"required": not blank, "enum": list(values)}}
        elif name == DAY:
            field |= {"type": "date", "constraints": {"required": True}}
        elif name == UNIQUE or name in FILLED:
            field |= {"constraints": {"required": True, "unique": name == UNIQUE}}
        fields.append(field)
    # An absolute path would count as unsafe.
    path = Path(source).resolve()
    resource = Resource(path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor({"fields": fields}))
    report = resource.validate(Checklist(), limit_errors=10_000_000)
    (task,) = report.tasks
    return task.stats["rows"], sum(1 for _ in report.flatten(["type"]))


def dataframely(source: str) -> tuple[int, int]:
    """Rules on Polars columns."""
    import dataframely as dy

    members = {
        **{name: dy.Int64(nullable=False, min=low, max=high) for name, (low, high) in WHOLE.items()},
        **{name: dy.Float64(nullable=False, min=low, max=high) for name, (low, high) in DECIMAL.items()},
        **{name: dy.String(nullable=blank, check=_among(values)) for name, (values, blank) in LISTED.items()},
        **{name: dy.String(nullable=False) for name in FILLED},
        DAY: dy.Date(nullable=False),
        UNIQUE: dy.String(nullable=False, primary_key=True),
    }
    table = _polars(source).select(list(members))
    _, failure = type("Acled", (dy.Schema,), members).filter(table, cast=True)
    failure.invalid()
    return table.height, sum(failure.counts().values())


def _among(values: tuple[str, ...]) -> Callable[[Any], Any]:
    def check(column: Any) -> Any:
        return column.is_in(values)

    return check


def pandera(source: str) -> tuple[int, int]:
    """Checks on Polars columns, all errors collected."""
    import pandera.polars as pa
    import polars as pl

    columns = {
        **{name: pa.Column(pl.Int64, pa.Check.in_range(low, high), coerce=True) for name, (low, high) in WHOLE.items()},
        **{name: pa.Column(pl.Float64, pa.Check.in_range(low, high), coerce=True) for name, (low, high) in DECIMAL.items()},
        **{name: pa.Column(pl.String, pa.Check.isin(values), nullable=blank) for name, (values, blank) in LISTED.items()},
        **{name: pa.Column(pl.String, nullable=False) for name in FILLED},
        DAY: pa.Column(pl.Date),
        UNIQUE: pa.Column(pl.String, nullable=False, unique=True),
    }
    table = _polars(source)
    try:
        pa.DataFrameSchema(columns).validate(table.select(list(columns)), lazy=True)
    except pa.errors.SchemaErrors as found:
        return table.height, len(found.failure_cases)
    return table.height, 0


def _polars(source: str) -> Any:
    """The table as text, but for the day: Polars casts no text to days, so one that isn't is null before the check.

    A blank cell is null too; a cell too many is dropped unseen, because else nothing can be read.
    """
    import polars

    table = polars.read_csv(source, infer_schema=False, truncate_ragged_lines=True)
    return table.with_columns(polars.col(DAY).str.to_date("%Y-%m-%d", strict=False))


if __name__ == "__main__":
    rows, errors = {"frictionless": frictionless, "dataframely": dataframely, "pandera": pandera}[sys.argv[1]](sys.argv[2])
    print(json.dumps({"rows": rows, "listed": errors}))
