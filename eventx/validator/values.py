"""Values that a Python object can hold and JSON can't. Records that were parsed from JSON have none."""

from __future__ import annotations

import math
from collections.abc import Iterator

from eventx.report import Record
from eventx.validator.explain import Objection, pointer_to, shown


def writable(record: Record) -> bool:
    """Whether a record can be written as JSON as it is, for sure; a "no" only means that :func:`strange` must look."""
    import orjson

    strict = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS
    try:
        return b"null" not in orjson.dumps(record, option=strict)  # what is written for NaN
    except (TypeError, ValueError, RecursionError):
        return False


def strange(value: object, path: tuple[str | int, ...] = ()) -> Iterator[Objection]:
    """Each value, or name of a member, that JSON doesn't have."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                yield _objection(path, f"the name of a member must be text, not {shown(name)}", name)
            elif not _encodes(name):
                yield _objection(path, f"the member's name {shown(name)} holds half of a surrogate pair", name)
            else:
                yield from strange(inner, (*path, name))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from strange(inner, (*path, index))
    elif isinstance(value, str):
        if not _encodes(value):
            yield _objection(path, f"the text {shown(value)} holds half of a surrogate pair", value)
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield _objection(path, f"{value} is no JSON number", value)
    elif value is not None and not isinstance(value, bool | int):
        yield _objection(path, f"a Python {type(value).__name__} is no JSON value", value)


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _objection(path: tuple[str | int, ...], message: str, value: object) -> Objection:
    where = pointer_to(part if not isinstance(part, str) or _encodes(part) else "?" for part in path)
    return Objection("EVX013", where, message, shown(value))
