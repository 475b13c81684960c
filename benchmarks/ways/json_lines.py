"""A file of one JSON record a line, through Python's parsers and validators: each line parsed, then checked by the schema.

None of them checks eventx's rules beyond the schema. Prints how many lines it saw and how many it refused.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path


def main(name: str, source: str, schema: str) -> None:
    """Check a file in one of the ways below."""
    size = Path(source).stat().st_size
    if name == "orjson_all_cores":
        cores = len(os.sched_getaffinity(0))
        with ProcessPoolExecutor(cores) as pool:
            parts = [(size * one // cores, size * (one + 1) // cores) for one in range(cores)]
            rows = sum(seen for seen, _ in pool.map(partial(_parse, source), parts))
        bad = 0
    elif name == "orjson":
        rows, bad = _parse(source, (0, size))
    else:
        rows, bad = _check(source, WAYS[name](schema))
    print(json.dumps({"rows": rows, "bad": bad}))


def _parse(source: str, part: tuple[int, int]) -> tuple[int, int]:
    """Parse the lines that begin in a part of a file."""
    import orjson

    seen, (start, end) = 0, part
    with open(source, "rb") as lines:
        at = start
        if start:
            lines.seek(start - 1)
            at += len(lines.readline()) - 1
        for line in lines:
            if at >= end:
                break
            orjson.loads(line)
            seen += 1
            at += len(line)
    return seen, 0


def _check(source: str, valid: Callable[[object], bool]) -> tuple[int, int]:
    import orjson

    seen = bad = 0
    with open(source, "rb") as lines:
        for line in lines:
            seen += 1
            bad += not valid(orjson.loads(line))
    return seen, bad


def _jsonschema(schema: str) -> Callable[[object], bool]:
    """One validator for all records, formats checked, every error looked for."""
    import jsonschema

    with open(schema, encoding="utf-8") as stream:
        checker = jsonschema.Draft202012Validator(json.load(stream), format_checker=jsonschema.FormatChecker())

    def valid(record: object) -> bool:
        return not list(checker.iter_errors(record))

    return valid


def _jsonschema_rs(schema: str) -> Callable[[object], bool]:
    """The engine that eventx uses, without its rules: the first verdict."""
    import jsonschema_rs

    with open(schema, encoding="utf-8") as stream:
        return jsonschema_rs.Draft202012Validator(json.load(stream), validate_formats=True).is_valid


WAYS = {"jsonschema": _jsonschema, "jsonschema_rs": _jsonschema_rs}

if __name__ == "__main__":
    main(*sys.argv[1:])
