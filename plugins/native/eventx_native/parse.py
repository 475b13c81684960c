"""From bytes to JSON objects, with words for what is wrong and where.

Knows the two JSON readers: a fast one that may only accept, and the standard library's, which explains. Neither repairs.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from eventx.errors import InputError
from eventx.located import is_plain, scan
from eventx.report import Finding, Outcome, Position, Severity


def parse_line(line: bytes, name: str, number: int) -> Outcome:
    """The outcome of one line of NDJSON."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Outcome.rejected(_syntax(line, name, number))
    position = Position(name, line=number)
    if not isinstance(record, dict):
        words = f"a record must be a JSON object, not {type(record).__name__}"
        return Outcome.rejected(Finding("JSON-NOT-AN-OBJECT", Severity.ERROR, words, position))
    if (finding := _doubt(line, record, position)) is not None:
        return Outcome.rejected(finding)
    return Outcome.kept(position, record)


def parse_document(content: bytes, name: str) -> dict[str, Any] | list[Any]:
    """A whole document. Raises :class:`InputError` with the line and column of what is wrong."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        finding = _syntax(content, name, 1)
        raise InputError(f"{finding.position}: {finding.message}; nothing was read") from None
    if not isinstance(document, dict | list):
        raise InputError(f"{name}: JSON, but neither a record nor an array of records nor a dataset")
    if (doubt := _doubt(content, document, Position(name, line=1))) is not None:
        raise InputError(f"{doubt.position}: {doubt.message}; nothing was read")
    return document


def _syntax(content: bytes, name: str, first_line: int) -> Finding:
    try:
        text = content.decode("utf-8").rstrip()  # what ends too early ends on its own line, not behind the line break
    except UnicodeDecodeError as error:
        line = first_line + content.count(b"\n", 0, error.start)
        words = f"byte {error.start} is not UTF-8 (0x{content[error.start]:02x}); save the file as UTF-8"
        return Finding("JSON-SYNTAX", Severity.ERROR, words, Position(name, line=line, byte=error.start))
    try:
        json.loads(text, parse_constant=_constant)
    except json.JSONDecodeError as error:
        ends = error.pos >= len(text)
        words = "the JSON ends too early; the file may be cut off" if ends else f"this is not JSON: {error.msg}"
        position = Position(name, line=first_line + error.lineno - 1, column=error.colno)
        return Finding("JSON-SYNTAX", Severity.ERROR, words, position)
    except (ValueError, RecursionError) as error:
        return Finding("JSON-SYNTAX", Severity.ERROR, f"this is not JSON: {error}", Position(name, line=first_line))
    looked = scan(text)
    for trouble in (*looked.unkept, *looked.surrogates):
        position = Position(name, line=first_line + trouble.spot.line - 1, column=trouble.spot.column)
        return Finding("JSON-SYNTAX", Severity.ERROR, trouble.message, position)
    words = "this is not JSON as RFC 8259 has it"
    return Finding("JSON-SYNTAX", Severity.ERROR, words, Position(name, line=first_line))


def _constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON number; leave an unknown value away")


def _doubt(content: bytes, value: Any, position: Position) -> Finding | None:
    """What the text says and the value doesn't, if anything."""
    if is_plain(content, value):
        return None
    looked = scan(content.decode("utf-8"))
    for troubles, code in ((looked.unkept, "JSON-SYNTAX"), (looked.repeated, "JSON-REPEATED-MEMBER")):
        for trouble in troubles:
            line = (position.line or 1) + trouble.spot.line - 1
            place = Position(position.file, line=line, column=trouble.spot.column, pointer=trouble.pointer or None)
            advice = "keep one of the two" if code == "JSON-REPEATED-MEMBER" else None
            return Finding(code, Severity.ERROR, trouble.message, place, advice=advice)
    return None
