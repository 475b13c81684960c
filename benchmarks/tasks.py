"""What is measured: the tasks, and for each the ways to do it, as data.

Knows commands as templates: ``{input}``, ``{output}``, ``{ledger}``, ``{schema}`` and ``{modules}`` (of node) are paths,
``{ways}`` is the folder of this project's own programs, ``{python}`` and ``{eventx}`` are commands. Runs nothing.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

# What a way is beside eventx: eventx itself, a tool for the same job, or a floor that no way of its kind can go below.
Part = Literal["eventx", "peer", "floor"]


@frozen
class Way:
    """One way to do a task.

    ``needs``: what must be there, as ``module:``, ``program:``, ``node:`` or ``extra:`` with a name. ``does``: what it does of
    the task, in words, because few tools do all of it. ``most``: more rows take too long; it gets the first so many, and the
    table says so. ``source``: its input, if it isn't the task's. ``codes``: the exit codes of a run that did its job.
    """

    name: str
    label: str
    does: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    part: Part = "peer"
    most: int | None = None
    source: str = ""
    codes: tuple[int, ...] = (0,)


@frozen
class Task:
    """A job: its input (see :mod:`benchmarks.inputs`), the suffix of what it writes, and the ways to do it, eventx first."""

    name: str
    title: str
    source: str
    ways: tuple[Way, ...]
    suffix: str = ""
    unit: str = "rows"


_CONVERT = ("convert", "{input}", "-q", "-o", "{output}", "--ledger", "{ledger}")
_CHECK = ("validate", "{input}", "--max", "5")
_ROWS = ("{python}", "{ways}/rows_only.py")
_TABLES, _DUCK, _GEO, _LINES = "{ways}/tables.py", "{ways}/duck.py", "{ways}/geo.py", "{ways}/json_lines.py"
_ALL = "schema, rules, ledger"


def _eventx(arguments: tuple[str, ...], does: str, *, codes: tuple[int, ...] = (0,), source: str = "") -> tuple[Way, ...]:
    """As it is installed, and, where it is installed with the columns, without them."""
    return (
        Way("eventx", "eventx", does, ("{eventx}", *arguments), part="eventx", codes=codes, source=source),
        Way(
            "eventx-rows", "eventx, row by row", does, (*_ROWS, *arguments), ("extra:bulk",), "eventx", codes=codes, source=source
        ),
    )


_TO_GEOJSON = (
    Way(
        "duckdb-flat",
        "DuckDB SQL, flat",
        "types of 9 columns; no rules, no ledger",
        ("{python}", _DUCK, "geojson_flat", "{input}", "{output}"),
        ("module:duckdb",),
    ),
    Way(
        "duckdb-same",
        "DuckDB SQL, eventx's members",
        "types of 9 columns; no rules, no ledger",
        ("{python}", _DUCK, "geojson_same", "{input}", "{output}"),
        ("module:duckdb",),
    ),
    Way(
        "ogr2ogr",
        "ogr2ogr",
        "flat; no validation",
        (
            *("ogr2ogr", "-f", "GeoJSON", "{output}", "{input}", "-oo", "X_POSSIBLE_NAMES=longitude"),
            *("-oo", "Y_POSSIBLE_NAMES=latitude", "-oo", "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4326"),
        ),
        ("program:ogr2ogr",),
    ),
    Way(
        "pyogrio",
        "pyogrio, Arrow stream",
        "flat; no validation",
        ("{python}", _GEO, "pyogrio_geojson", "{input}", "{output}"),
        ("module:pyogrio", "module:pyarrow"),
    ),
    Way(
        "geopandas",
        "pandas + geopandas",
        "flat; no validation",
        ("{python}", _GEO, "geopandas_geojson", "{input}", "{output}"),
        ("module:geopandas", "module:pyogrio"),
        most=1_000_000,
    ),
    Way(
        "csvkit",
        "csvkit csvjson",
        "flat; no validation",
        ("{python}", "{ways}/through_csvkit.py", "{input}", "{output}"),
        ("module:csvkit",),
        most=20_000,
    ),
    Way("plain", "Python csv + json", "flat, text only; no validation", ("{python}", "{ways}/plain.py", "{input}", "{output}")),
)
_OF_TABLES = (
    Way(
        "dataframely",
        "dataframely",
        "13 columns, list of errors",
        ("{python}", _TABLES, "dataframely", "{input}"),
        ("module:dataframely",),
        most=2_000_000,
    ),
    Way(
        "pandera",
        "pandera (Polars)",
        "13 columns, list of errors",
        ("{python}", _TABLES, "pandera", "{input}"),
        ("module:pandera", "module:polars"),
        most=2_000_000,
    ),
    Way(
        "frictionless",
        "frictionless",
        "13 columns, list of errors",
        ("{python}", _TABLES, "frictionless", "{input}"),
        ("module:frictionless",),
        most=200_000,
    ),
)
_JSON_LINES = (
    Way(
        "orjson",
        "orjson parsing alone",
        "no check, one core",
        ("{python}", _LINES, "orjson", "{input}", "{schema}"),
        ("module:orjson",),
        "floor",
    ),
    Way(
        "orjson-cores",
        "orjson parsing alone, all cores",
        "no check",
        ("{python}", _LINES, "orjson_all_cores", "{input}", "{schema}"),
        ("module:orjson",),
        "floor",
    ),
    Way(
        "jsonschema-rs",
        "orjson + jsonschema-rs",
        "schema; verdict only, one core",
        ("{python}", _LINES, "jsonschema_rs", "{input}", "{schema}"),
        ("module:jsonschema_rs", "module:orjson"),
    ),
    Way(
        "sourcemeta",
        "Sourcemeta CLI --fast",
        "schema; verdict only",
        ("{sourcemeta}", "validate", "--fast", "{schema}", "{input}"),
        ("node:@sourcemeta/jsonschema",),
    ),
    Way(
        "ajv",
        "ajv on node",
        "schema; verdict only",
        ("node", "{ways}/ajv.cjs", "{modules}", "{input}", "{schema}"),
        ("program:node", "node:ajv", "node:ajv-formats"),
    ),
    Way(
        "jsonschema",
        "jsonschema, one validator",
        "schema, all errors",
        ("{python}", _LINES, "jsonschema", "{input}", "{schema}"),
        ("module:jsonschema", "module:orjson"),
        most=10_000,
    ),
    Way(
        "check-jsonschema",
        "check-jsonschema",
        "schema, all errors; one array",
        ("{python}", "-m", "check_jsonschema", "--schemafile", "{array_schema}", "{input}"),
        ("module:check_jsonschema",),
        most=10_000,
        source="array",
    ),
)
_ONE_RECORD = (
    Way("python", "Python alone", "starts and ends", ("{python}", "-c", "pass"), part="floor"),
    Way(
        "sourcemeta",
        "Sourcemeta CLI --fast",
        "schema; verdict only",
        ("{sourcemeta}", "validate", "--fast", "{schema}", "{input}"),
        ("node:@sourcemeta/jsonschema",),
    ),
    Way(
        "ajv",
        "ajv on node",
        "schema; verdict only",
        ("node", "{ways}/ajv.cjs", "{modules}", "{input}", "{schema}"),
        ("program:node", "node:ajv", "node:ajv-formats"),
    ),
    Way(
        "check-jsonschema",
        "check-jsonschema",
        "schema",
        ("{python}", "-m", "check_jsonschema", "--schemafile", "{schema}", "{input}"),
        ("module:check_jsonschema",),
    ),
)
_VERSIONS = (
    Way("python", "Python alone", "starts and ends", ("{python}", "-c", "pass"), part="floor"),
    Way("ogr2ogr", "ogr2ogr", "--version", ("ogr2ogr", "--version"), ("program:ogr2ogr",)),
    Way(
        "check-jsonschema",
        "check-jsonschema",
        "--version",
        ("{python}", "-m", "check_jsonschema", "--version"),
        ("module:check_jsonschema",),
    ),
    Way("frictionless", "frictionless", "--version", ("{python}", "-m", "frictionless", "--version"), ("module:frictionless",)),
)

TASKS = (
    Task(
        "acled-geojson",
        "ACLED CSV → GeoJSON",
        "acled",
        (
            *_eventx(_CONVERT, _ALL),
            Way("eventx-low", "eventx --low-memory", _ALL, ("{eventx}", *_CONVERT, "--low-memory"), ("extra:bulk",), "eventx"),
            *_TO_GEOJSON,
        ),
        "geojson",
    ),
    Task(
        "acled-geoparquet",
        "ACLED CSV → GeoParquet",
        "acled",
        (
            *_eventx(_CONVERT, _ALL),
            Way(
                "duckdb-same",
                "DuckDB SQL, eventx's members",
                "nested record and flat columns, no WKB; no rules, no ledger",
                ("{python}", _DUCK, "parquet_same", "{input}", "{output}"),
                ("module:duckdb",),
            ),
            Way(
                "duckdb-flat",
                "DuckDB SQL, flat",
                "ACLED's columns, no WKB; no rules, no ledger",
                ("{python}", _DUCK, "parquet_flat", "{input}", "{output}"),
                ("module:duckdb",),
            ),
            Way(
                "geopandas",
                "pandas + geopandas",
                "flat, WKB; no validation",
                ("{python}", _GEO, "geopandas_parquet", "{input}", "{output}"),
                ("module:geopandas", "module:pyarrow"),
                most=1_000_000,
            ),
        ),
        "parquet",
    ),
    Task(
        "acled-csv",
        "ACLED CSV → flat CSV",
        "acled",
        (
            *_eventx(_CONVERT, _ALL),
            Way(
                "duckdb-same",
                "DuckDB SQL, eventx's members",
                "types of 9 columns; no rules, no ledger",
                ("{python}", _DUCK, "csv_same", "{input}", "{output}"),
                ("module:duckdb",),
            ),
        ),
        "csv",
    ),
    Task(
        "ndjson-validate",
        "Validation of NDJSON",
        "records",
        (_eventx(_CHECK, "schema, rules, all errors")[0], *_JSON_LINES),  # lines are no rows of a table
        unit="records",
    ),
    Task(
        "csv-validate",
        "Validation of an ACLED CSV",
        "acled",
        (*_eventx(_CHECK, "all columns, schema, rules, list of errors"), *_OF_TABLES),
    ),
    Task(
        "bad-geojson",
        "ACLED CSV with 1 % bad rows → GeoJSON",
        "acled-bad",
        (
            *_eventx(_CONVERT, f"{_ALL}, every bad row listed", codes=(1,)),
            Way("eventx-clean", "eventx, clean rows", _ALL, ("{eventx}", *_CONVERT), part="eventx", source="acled"),
            Way(
                "duckdb-rejects",
                "DuckDB SQL, flat, rejects stored",
                "2 of the 4 kinds of bad rows found; no rules",
                ("{python}", _DUCK, "geojson_rejects", "{input}", "{output}"),
                ("module:duckdb",),
            ),
            Way(
                "ogr2ogr",
                "ogr2ogr",
                "flat; bad rows pass",
                _TO_GEOJSON[2].command,
                ("program:ogr2ogr",),
            ),
        ),
        "geojson",
    ),
    Task(
        "bad-validate",
        "Validation of an ACLED CSV with 1 % bad rows",
        "acled-bad",
        (
            *_eventx(_CHECK, "all columns, schema, rules, list of errors", codes=(1,)),
            Way("eventx-clean", "eventx, clean rows", "the same", ("{eventx}", *_CHECK), part="eventx", source="acled"),
            *_OF_TABLES,
        ),
    ),
    Task(
        "ucdp-acled",
        "UCDP GED CSV → ACLED CSV",
        "ucdp",
        (
            *_eventx(("convert", "{input}", "-q", "--to", "acled", "-o", "{output}"), "schema, rules, losses"),
            Way(
                "duckdb",
                "DuckDB SQL",
                "the plain columns, few codes; no rules, no ledger",
                ("{python}", _DUCK, "ucdp_acled", "{input}", "{output}"),
                ("module:duckdb",),
            ),
        ),
        "csv",
    ),
    Task(
        "ucdp-geojson",
        "UCDP GED CSV → GeoJSON",
        "ucdp",
        (*_eventx(_CONVERT, _ALL), *(way for way in _TO_GEOJSON if way.name in ("ogr2ogr", "pyogrio"))),
        "geojson",
    ),
    Task(
        "gdelt-ndjson",
        "GDELT 2.0 → NDJSON",
        "gdelt",
        (
            *_eventx(_CONVERT, _ALL),
            Way(
                "duckdb",
                "DuckDB SQL, flat",
                "61 cells as text; no validation",
                ("{python}", _DUCK, "gdelt_ndjson", "{input}", "{output}"),
                ("module:duckdb",),
            ),
        ),
        "ndjson",
    ),
    Task(
        "articles",
        "News articles → NDJSON",
        "articles",
        _eventx(_CONVERT, "events with evidence, ledger", codes=(0, 1))[:1],
        "ndjson",
        "articles",
    ),
    Task("start-version", "Start-up: --version", "", (*_eventx(("--version",), "--version")[:1], *_VERSIONS), unit="runs"),
    Task(
        "start-validate",
        "Start-up: validate one record",
        "record",
        (*_eventx(_CHECK, "schema, rules")[:1], *_ONE_RECORD),
        unit="runs",
    ),
)
