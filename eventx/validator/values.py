"""Values that a Python object can hold and JSON can't. Records that were parsed from JSON have none."""

from __future__ import annotations

import math
from collections.abc import Iterator

from eventx.json_pointers import pointer_to
from eventx.json_positions import DEEPEST
from eventx.report import Record
from eventx.validator.explain import Objection, shown


def writable(record: Record) -> bool:
    """Whether a record can be written as JSON as it is, for sure; a "no" only means that :func:`strange` must look."""
    import orjson

    strict = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS
    try:
        return b"null" not in orjson.dumps(record, option=strict)  # what is written for NaN
    except (TypeError, ValueError, RecursionError):
        return False


_SMALLEST, _LARGEST = -(2**63), 2**64 - 1
"""The whole numbers that every program keeps which reads JSON here."""


def strange(value: object, path: tuple[str | int, ...] = (), inside: tuple[int, ...] = ()) -> Iterator[Objection]:
    """Each value, or name of a member, that JSON doesn't have. ``inside``: what the value stands in, by its identity."""
    if isinstance(value, dict | list | tuple):
        if id(value) in inside:
            yield Objection("EVX013", _pointer_to(path), "the value contains itself, which no text can", None)
            return
        if len(inside) == DEEPEST:
            yield Objection("EVX013", _pointer_to(path[:1]), f"nested deeper than {DEEPEST} levels", None)
            return
        inside = (*inside, id(value))
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                yield _objection(path, f"the name of a member must be text, not {shown(name)}", name)
            elif not _encodes(name):
                yield _objection(path, f"the member's name {shown(name)} holds half of a surrogate pair", name)
            else:
                yield from strange(inner, (*path, name), inside)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from strange(inner, (*path, index), inside)
    elif isinstance(value, str):
        if not _encodes(value):
            yield _objection(path, f"the text {shown(value)} holds half of a surrogate pair", value)
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield _objection(path, f"{value} is no JSON number", value)
    elif isinstance(value, int) and not _SMALLEST <= value <= _LARGEST:
        number = f"the number {_shortened(value)}"
        yield Objection("EVX013", _pointer_to(path), f"{number} is too large to be kept as it is; write it as text", None)
    elif value is not None and not isinstance(value, bool | int):
        yield _objection(path, f"a Python {type(value).__name__} is no JSON value", value)


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shortened(number: int) -> str:
    """A number's digits; of one with very many only how many, which Python refuses to write."""
    return str(number) if abs(number) < 10**60 else f"with {int(math.log10(abs(number))) + 1:,} digits"


def _pointer_to(path: tuple[str | int, ...]) -> str:
    return pointer_to(part if not isinstance(part, str) or _encodes(part) else "?" for part in path)


def _objection(path: tuple[str | int, ...], message: str, value: object) -> Objection:
    return Objection("EVX013", _pointer_to(path), message, shown(value))
