"""From bytes to JSON objects; what is wrong is told as ``eventx validate`` tells it, by the same rules and in the same words.

Knows the fast reader, which may only accept. Doesn't repair.
"""

from __future__ import annotations

from typing import Any

import orjson

from eventx.errors import InputError
from eventx.json_positions import is_plain
from eventx.report import Finding, Kind, Outcome, Position


def parse_line(line: bytes, name: str, number: int) -> Outcome:
    """The outcome of one line of NDJSON. One that ends too early is told as cut off, which only the last of a file is."""
    line = line.removesuffix(b"\n")
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Outcome.rejected(*_wrong(line, name, number))
    if not isinstance(record, dict):
        return Outcome.rejected(not_an_object(record, Position(name, line=number)))
    if not is_plain(line, record) and (found := _wrong(line, name, number)):
        return Outcome.rejected(*found)
    return Outcome(Kind.KEPT, Position(name, line=number), (record,), line=line)


def broken_line(outcome: Outcome) -> Outcome:
    """The outcome of a line that ends too early, if others follow it."""
    from eventx.validator.texts import TextJudge

    return Outcome.rejected(*TextJudge(outcome.position.file).whole(outcome.findings))


def parse_document(content: bytes, name: str) -> dict[str, Any] | list[Any]:
    """A whole document. Raises :class:`InputError` with the rule, and the line and column of what is wrong."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise _refused(_wrong(content, name, 1)) from None
    if not isinstance(document, dict | list):
        raise InputError(f"{name}: JSON, but neither a record nor an array of records nor a dataset")
    if not is_plain(content, document) and (found := _wrong(content, name, 1)):
        raise _refused(found)
    return document


def not_an_object(record: Any, position: Position) -> Finding:
    """What is told of a record that is none."""
    from eventx.validator.explain import shown
    from eventx.validator.texts import TextJudge

    return TextJudge(position.file).told("EVX026", f"a record must be a JSON object, not {shown(record)}", position)


def _refused(found: list[Finding]) -> InputError:
    first = found[0]
    cut = "; the file is cut off" if first.rule == "EVX025" else ""
    return InputError(f"{first.position}: {first.rule}: {first.message}{cut}; nothing was read")


def _wrong(content: bytes, name: str, first_line: int) -> list[Finding]:
    # Only for what is wrong: it takes all rules, and the time to look at each character.
    from eventx.validator.texts import TextJudge

    return TextJudge(name).parsed(content, first_line - 1)[0]
