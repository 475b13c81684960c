"""What in a member's text is one line's own and can't be bad: numbers of rows, prose, points.

Knows the forms in which rules and schema find nothing for sure, each by one regular expression. What has another form is looked
at as it stands. So texts that differ only there have the same key in :mod:`eventx.validator.fast.members`. A key that isn't the
text itself has a line break in it, which no text of a line has; None stands for nothing to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from eventx.earth.borders import cells_of
from eventx.rules.names import OF_PLACES
from eventx.rules.places import OF_COUNTRIES, lies_in_cell
from eventx.rules.texts import COMPUTED, SHORTER, SUSPICIOUS_WITHIN

Key = bytes | None
Own = Callable[[Sequence[bytes]], Sequence[Key]]
"""Gives the keys of a member's texts."""
Point = tuple[float, float]

# Ids in which no rule about ids could find anything: a source's prefix, letters, and digits at the end.
ID = r' ?"[a-z][a-z0-9._-]{0,40}:[A-Za-z]{0,6}[0-9]{1,17}"'
OF_POINTS = OF_COUNTRIES | {"EVX201", "EVX202", "EVX203", "EVX204", "EVX206", "EVX207", "EVX604", "EVX605"}
"""Rules about places that ask for nothing of a point but its digits and its country."""
WHOLE = " ?[1-9][0-9]{0,14}"
ROW = (
    r' ?\[\{"pointer": ?"", ?"cell": ?\{(?:"file": ?"[ !#-\[\]-~]{1,200}", ?)?"row": ?[1-9][0-9]{0,14}'
    r'(?:, ?"line": ?[1-9][0-9]{0,14})?\}\}\]'
)
CELL = '("row"|"line"): ?[1-9][0-9]{0,14}'
# Two to four decimals, of which the last says something, inside of the ranges: what the rules of digits ask for.
LATITUDE = r"-?(?:[1-8]?[0-9])\.[0-9]{1,3}[1-9]"
LONGITUDE = r"-?(?:1[0-7][0-9]|[1-9]?[0-9])\.[0-9]{1,3}[1-9]"
_ID, _WHOLE, _ROW, _CELL = (re.compile(form.encode()) for form in (ID, WHOLE, ROW, CELL))
_DEGREES = re.compile(rf'"point": ?\{{"lat": ?({LATITUDE}), ?"lon": ?({LONGITUDE})\}}'.encode())
# One day that every month has.
_DAY = re.compile(
    rb' ?\{"start": ?"([12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8]))", ?"end": ?"\1", ?"precision": ?"day"'
    rb'((?:, ?"basis": ?"[a-z]+")?)\}'
)
NAME = rf' ?"({"|".join(OF_PLACES)})": ?"[^"\\]*",'
NAMES = rf" ?\{{(?:{NAME})+"
"""What :func:`unnamed` takes off a place."""
_NAME, _NAMES = re.compile(NAME.encode()), re.compile(NAMES.encode())
_SUSPICIOUS = re.compile(SUSPICIOUS_WITHIN)
_MOST = 1 << 16


def ids_of(texts: Iterable[bytes]) -> list[str | None]:
    """The ids that no rule about ids could find anything in; None for others."""
    return [found[0].strip(b' "').decode() if found is not None else None for found in map(_ID.fullmatch, texts)]


def whole(texts: Sequence[bytes]) -> Sequence[Key]:
    """Nothing for whole numbers."""
    return [None if found is not None else text for found, text in zip(map(_WHOLE.fullmatch, texts), texts, strict=True)]


def one_day(text: bytes) -> bytes:
    """A date without its day, if it is no more than one, which is then as good as any other."""
    found = _DAY.fullmatch(text)
    return text if found is None else b"\n" + found[2]


def unnamed(text: bytes) -> bytes:
    """A place without what the names say with which it begins."""
    found = _NAMES.match(text)
    return text if found is None else b"\n" + b",".join(_NAME.findall(found[0])) + b"\n" + text[found.end() :]


def without_numbers(texts: Sequence[bytes]) -> Sequence[Key]:
    """Evidence without the numbers of rows and lines, which no rule asks for."""
    return [
        b"row\n" if found is not None else _CELL.sub(b"\\1\n", text)
        for found, text in zip(map(_ROW.fullmatch, texts), texts, strict=True)
    ]


def prose(texts: Sequence[bytes]) -> list[str | None]:
    """What texts say in which no rule about texts finds anything; None for others."""
    try:
        # No text of a line has a line break, so none of them can reach over it.
        values: list[Any] = orjson.loads(b"[" + b",\n".join(texts) + b"]")
    except ValueError:
        return [said for text in texts for said in prose((text,))] if len(texts) > 1 else [None]
    # Texts that are no JSON by themselves can be JSON together, but not if there are only strings, as many as texts.
    if len(values) != len(texts) or not all(type(value) is str for value in values):
        return [said for text in texts for said in prose((text,))] if len(texts) > 1 else [None]
    return [
        value if type(value) is str and 0 < len(value) < SHORTER and value[0] not in COMPUTED and not _suspicious(value) else None
        for value in values
    ]


_suspicious = _SUSPICIOUS.search


def apart(texts: Sequence[bytes]) -> tuple[list[bytes], list[Point | None]]:
    """The keys of places: what is left without the point, if that has the form; and the points that were taken off."""
    split = list(map(_DEGREES.split, texts))
    if all(len(one) == 4 for one in split):  # as nearly always
        heads, lats, lons, tails = zip(*split, strict=True)
        return list(map(b"\n".join, zip(heads, tails, strict=True))), list(zip(map(float, lats), map(float, lons), strict=True))
    keys: list[bytes] = []
    points: list[Point | None] = []
    for one, text in zip(split, texts, strict=True):
        has = len(one) == 4
        keys.append(one[0] + b"\n" + one[3] if has else text)
        points.append((float(one[1]), float(one[2])) if has else None)
    return keys, points


class Places:
    """Places without their points. Each has to lie in the country that its place names, which is asked by cells of a grid."""

    def __init__(self) -> None:
        self.known: dict[bytes, Any] = {}
        self._lie: set[tuple[Key, int]] = set()

    def astray(self, keys: Sequence[Key], points: Sequence[Point | None]) -> set[int]:
        """The numbers of those points that don't lie where their place says. Of each key it must be known what it says."""
        if None in points:
            apart = [number for number, point in enumerate(points) if point is not None]
            some = self.astray([keys[number] for number in apart], [points[number] for number in apart])
            return {apart[number] for number in some}
        pairs = list(zip(keys, cells_of(point for point in points if point is not None), strict=True))
        new = set(pairs).difference(self._lie)
        if not new:
            return set()
        good = {pair for pair in new if pair[0] in self.known and lies_in_cell(self.known[pair[0]], pair[1])}
        if len(self._lie) >= _MOST:
            self._lie.clear()
        self._lie |= good
        return {number for number, pair in enumerate(pairs) if pair in new and pair not in good}

    def learn(self, key: bytes, place: Any) -> None:
        """Know what a key says."""
        if len(self.known) >= _MOST:
            self.known.clear()
            self._lie.clear()
        self.known[key] = place
