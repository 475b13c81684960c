"""What in a member's text is one line's own and can't be bad: numbers of rows, prose, points.

Knows the forms in which rules and schema find nothing for sure, each by one regular expression. What has another form is looked
at as it stands. So texts that differ only there are the same text to :mod:`eventx.validator.members`.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from eventx.borders import cell_of
from eventx.located import is_plain
from eventx.rules.places import OF_COUNTRIES, lies_in_cell
from eventx.rules.words import SHORTER, SUSPECTS, SUSPICIOUS

# Ids in which no rule about ids could find anything: a source's prefix, letters, and digits at the end.
ID = re.compile(rb'"id": ?"([a-z][a-z0-9._-]{0,40}:(?![0-9]+[eE])[A-Za-z]{0,6}[0-9]{1,17})"')
OF_POINTS = OF_COUNTRIES | {"EVX201", "EVX202", "EVX203", "EVX204", "EVX206", "EVX207", "EVX604", "EVX605"}
"""Rules about places that ask for nothing of a point but its digits and its country."""
_WHOLE = re.compile(rb"[1-9][0-9]{0,14}")
_ROW = re.compile(
    rb'"evidence": ?\[\{"pointer": ?"", ?"cell": ?\{"row": ?[1-9][0-9]{0,14}(?:, ?"line": ?[1-9][0-9]{0,14})?\}\}\]'
)
_CELL = re.compile(rb'("row"|"line"): ?[1-9][0-9]{0,14}')
# Two to four decimals, of which the last says something, inside of the ranges: what the rules of digits ask for.
_DEGREES = re.compile(
    rb'"point": ?\{"lat": ?(-?(?:[1-8]?[0-9])\.[0-9]{1,3}[1-9]), ?"lon": ?(-?(?:1[0-7][0-9]|[1-9]?[0-9])\.[0-9]{1,3}[1-9])\}'
)
_SUSPECTS, _SUSPICIOUS = re.compile(SUSPECTS), re.compile(SUSPICIOUS)
# Prose as JSON has it, without escapes that could be a sign which rules about texts look for; nor is it a formula.
_PROSE = re.compile(r'"notes": ?"(?![-=+@\s])[^"\\\x00-\x1f]+(?:\\["\\n/][^"\\\x00-\x1f]*)*"')
_MOST = 1 << 16


class Places:
    """Places without their points. Each has to lie in the country that its place names, which is asked by cells of a grid."""

    def __init__(self) -> None:
        self._known: dict[bytes, Any] = {}
        self._lie: set[tuple[bytes, int]] = set()

    def __call__(self, text: bytes) -> bytes:
        """The place without its point, if it was learned and no rule is against the point; else as it is."""
        found = _DEGREES.search(text)
        if found is None:
            return text
        key = text[: found.start()] + b"@" + text[found.end() :]
        place = self._known.get(key)
        if place is None:
            return text
        cell = cell_of(float(found[1]), float(found[2]))
        if (key, cell) not in self._lie:
            if not lies_in_cell(place, cell):
                return text
            if len(self._lie) >= _MOST:
                self._lie.clear()
            self._lie.add((key, cell))
        return key

    def learn(self, text: bytes, place: Any) -> bytes:
        """The place without its point, if the point has the form; it is then known."""
        key, count = _DEGREES.subn(b"@", text)
        if count != 1:
            return text
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = place
        return key


def nothing(_: bytes) -> bytes:
    """Nothing to look up: the id was looked at."""
    return b""


def without_numbers(text: bytes) -> bytes:
    """Evidence without the numbers of rows and lines, which no rule asks for."""
    return b"row" if _ROW.fullmatch(text) else _CELL.sub(rb"\1", text)


def unless_prose(text: bytes) -> bytes:
    """The notes, unless they are prose in which no rule about texts finds anything."""
    try:
        words = text.decode()
    except UnicodeDecodeError:
        return text
    if len(words) < SHORTER and _PROSE.fullmatch(words) and not _SUSPICIOUS.search(words):
        return b""
    alone = b"{" + text + b"}"
    try:
        member = orjson.loads(alone)
    except ValueError:
        return text
    notes = member.get("notes")
    good = isinstance(notes, str) and 0 < len(notes) < SHORTER and not _SUSPECTS.search(notes)
    return b"" if good and len(member) == 1 and is_plain(alone, member) else text


def unless_whole(text: bytes, value: int) -> bytes:
    """A member, unless it is a whole number."""
    return b"" if _WHOLE.fullmatch(text, value) else text
