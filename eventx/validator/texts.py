"""What is wrong with a text as JSON, by the numbers of the rules: whoever reads eventx' own format tells one fault in one way.

Knows the text and where in it a fault stands. Doesn't judge records (:mod:`eventx.validator`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from eventx.json_positions import Trouble, is_plain, scan
from eventx.report import Finding, Position
from eventx.rules import rule

NOTHING: Any = object()
"""Stands for no JSON value at all."""
_CUT, _BROKEN = "EVX025", "EVX020"
_LINES = re.compile(r"\.(?:ndjson|jsonl)$", re.IGNORECASE)
_MORE = "there is more after the end of the value"
_ONE_A_LINE = (
    "Correct the text at the line and column named. Here each record takes one line; one that is written over several lines "
    "goes into a file of its own that ends in .json, several into an array there."
)


def is_of_lines(name: str) -> bool:
    """Whether a file is called as those are of a record a line."""
    return _LINES.search(name) is not None


class TextJudge:
    """Parses texts of one file, with positions in it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def parsed(self, content: bytes, lines_before: int) -> tuple[list[Finding], Any]:
        """What is wrong with the text as JSON, and the value, if there is one."""
        import orjson

        try:
            value = orjson.loads(content)
        except orjson.JSONDecodeError:
            return self._why_no_json(content, lines_before), NOTHING
        if is_plain(content, value):
            return [], value
        looked = scan(content.decode("utf-8"))
        found = [self._trouble("EVX021", each, lines_before) for each in looked.repeated]
        if looked.unkept:
            return [*found, *(self._trouble("EVX020", each, lines_before) for each in looked.unkept)], NOTHING
        return found, value

    def _why_no_json(self, content: bytes, lines_before: int) -> list[Finding]:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return [self.told("EVX024", "the file is UTF-16", Position(self.name, line=1, byte=0))]
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = lines_before + content.count(b"\n", 0, error.start) + 1
            column = len(content[: error.start].rpartition(b"\n")[2].decode("utf-8")) + 1
            words = f"byte 0x{content[error.start]:02x} is not UTF-8"
            return [self.told("EVX024", words, Position(self.name, line=line, column=column))]
        looked = scan(text)
        found = [self._trouble("EVX022", each, lines_before) for each in looked.constants]
        found += [self._trouble("EVX013", each, lines_before) for each in looked.surrogates]
        found += [self._trouble("EVX021", each, lines_before) for each in looked.repeated]
        found += [self._trouble("EVX020", each, lines_before) for each in looked.unkept]
        if looked.broken is not None:
            found.append(self._trouble(_CUT if looked.cut else _BROKEN, looked.broken, lines_before))
        if not found:
            position = Position(self.name, line=lines_before + 1)
            found.append(self.told("EVX020", "this is not JSON as RFC 8259 has it", position))
        return found

    def _trouble(self, name: str, trouble: Trouble, lines_before: int) -> Finding:
        spot = trouble.spot
        # The name of a member may be half a surrogate pair, which no file and no terminal takes.
        pointer, words = (one and one.encode("utf-8", "backslashreplace").decode() for one in (trouble.pointer, trouble.message))
        position = Position(self.name, line=lines_before + spot.line, column=spot.column, pointer=pointer)
        over_lines = words.startswith(_MORE) or name == _CUT
        return rule(name).finding(words, position, advice=_ONE_A_LINE if over_lines and is_of_lines(self.name) else None)

    def told(self, name: str, words: str, position: Position) -> Finding:
        """A finding of a rule that is about the text."""
        return rule(name).finding(words, position)

    def whole(self, found: Sequence[Finding]) -> list[Finding]:
        """What was found in a line that others follow: it isn't cut off then but broken."""
        return [rule(_BROKEN).finding(one.message, one.position, advice=one.advice) if one.rule == _CUT else one for one in found]
