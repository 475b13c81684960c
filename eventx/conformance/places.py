"""Whether what an outcome points at is there: lines, cells, quotes, JSON Pointers.

Knows text files, values that are escaped there as XML or JSON have it, and the extracted text of an importer that has ``text``.
Doesn't open workbooks or archives: what it can't look into it doesn't judge.
"""

from __future__ import annotations

import codecs
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from eventx.json_pointers import ABSENT, resolve
from eventx.report import Outcome, Position

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPE = re.compile(r'(?:\\u[0-9A-Fa-f]{4}|\\["\\/bfnrt])+')


def text_of(content: bytes) -> str | None:
    """The content as text; None if it is binary."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content[:4096]:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def untrue_places(plugin: Any, outcomes: Sequence[Outcome], content: bytes, name: str) -> Iterator[str]:
    """One sentence for each thing pointed at that isn't there."""
    text = text_of(content)
    if text is None:
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = sorted({line for outcome in outcomes if (line := outcome.position.line) is not None})
    ends = {start: after - 1 for start, after in pairwise((*starts, len(lines) + 1))}
    extracted = plugin.text(content, name) if hasattr(plugin, "text") else None
    document = _document(text)
    for outcome in outcomes:
        yield from _untrue_position(outcome.position, len(lines), len(content), extracted, document)
        for record in outcome.records:
            for item in record.get("evidence", ()):
                if "cell" in item:
                    yield from _untrue_cell(item["cell"], outcome.position, lines, ends)
                if "quote" in item:
                    yield from _untrue_quote(item["quote"], extracted)


def _untrue_position(position: Position, lines: int, size: int, extracted: str | None, document: Any) -> Iterator[str]:
    if position.line is not None and not 1 <= position.line <= lines:
        yield f"{position} is no line of the file, which has {lines}"
    if position.byte is not None and not 0 <= position.byte <= size:
        yield f"{position} is beyond the file's {size} bytes"
    if position.row is not None and position.row < 1:
        yield f"{position}: rows count from 1"
    if position.start is not None and position.end is not None:
        most = len(extracted) if extracted is not None else position.end
        if not 0 <= position.start <= position.end <= most:
            yield f"{position} is no span of the text"
    if position.pointer and document is not None and resolve(document, position.pointer) is ABSENT:
        yield f"{position} leads nowhere in the document"


def _untrue_cell(cell: Mapping[str, Any], position: Position, lines: Sequence[str], ends: Mapping[int, int]) -> Iterator[str]:
    line = cell.get("line")
    if line is None:
        return
    if not 1 <= line <= len(lines):
        yield f"{position}: evidence in line {line}, but the file has {len(lines)}"
        return
    value = cell.get("value")
    if not isinstance(value, str):
        return
    # A quoted cell can go over several lines: as far as the unit does.
    last = next((end for start, end in ends.items() if start <= line <= end), line)
    unit = "\n".join(lines[line - 1 : max(last, line)])
    if not any(_bare(value) in _bare(each) for each in (unit, html.unescape(unit), _unescaped(unit))):
        yield f"{position}: evidence says line {line} has {value[:60]!r}, but it has {unit[:120]!r}"


def _unescaped(unit: str) -> str:
    """Text of JSON without its escapes."""
    return _ESCAPE.sub(lambda found: str(json.loads(f'"{found[0]}"')), unit)


def _bare(text: str) -> str:
    """Without what quoting a cell adds or what line ends a table has."""
    return text.replace('"', "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _untrue_quote(quote: Mapping[str, Any], extracted: str | None) -> Iterator[str]:
    start, end = quote.get("start"), quote.get("end")
    if extracted is None or start is None or end is None:
        return
    if extracted[start:end] != quote["exact"]:
        yield f"characters {start}-{end} of the text are {extracted[start:end][:60]!r}, not {quote['exact'][:60]!r}"


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
