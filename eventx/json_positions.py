"""A JSON reader that keeps positions: where each value of a text stands, which members stand twice, what is not JSON and where.

Used only where there is something to explain, since parsers that are fast drop positions. Knows RFC 8259; doesn't build values,
and repairs nothing.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from math import isinf
from typing import Any

from attrs import frozen

from eventx.json_pointers import pointer_to, step

_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z.])", re.ASCII)
_CONSTANT = re.compile(r"-?(?:NaN|nan|Infinity|inf)\b")
_WORD = re.compile(r"(?:true|false|null)\b")
_LONE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_PYTHON = re.compile(r"(?:True|False|None)\b")
_read = json.JSONDecoder().raw_decode
_EXCERPT = 20
_NUMBER_SHOWN = 60
_MEMBERS = re.compile(rb'"[ \t\n\r]*:')
_MANY_DIGITS = re.compile(rb"[0-9]{19}")
_LARGEST = 2**64 - 1
DEEPEST = 200
"""How deep values may be nested; writers of JSON give up somewhat later."""


@frozen
class Spot:
    """A place in a text: line and column from 1, in characters, and the offset from 0."""

    line: int
    column: int
    offset: int


@frozen
class Trouble:
    """Something in a text that JSON doesn't have or allows only at a price: where, and to which value it belongs."""

    spot: Spot
    message: str
    pointer: str = ""


@frozen
class Scan:
    """What was found in a text. ``unkept`` is JSON, but programs that read it don't keep it as it is.

    ``broken`` is where it stops being JSON; ``cut`` says that it stops because the text ends."""

    places: Mapping[str, Spot]
    repeated: tuple[Trouble, ...] = ()
    constants: tuple[Trouble, ...] = ()
    surrogates: tuple[Trouble, ...] = ()
    unkept: tuple[Trouble, ...] = ()
    broken: Trouble | None = None
    cut: bool = False

    def nearest(self, pointer: str) -> Spot | None:
        """Where the value at a pointer stands, or else the nearest object or array that would hold it."""
        while pointer not in self.places:
            if not pointer:
                return None
            pointer = pointer.rpartition("/")[0]
        return self.places[pointer]


class _Broken(Exception):
    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def is_plain(content: bytes, value: Any) -> bool:
    """Whether a value that a fast parser gave says surely all that the text says: no member twice, no number cut, not too deep.

    Where it isn't sure, :func:`scan` tells.
    """
    import orjson

    try:
        if orjson.dumps(value) == content.strip():  # written by a program that can't repeat a member
            return True
    except TypeError:
        return False
    # A text may hold what looks like a member, never the other way round.
    return len(_MEMBERS.findall(content)) == _members(value) and not _MANY_DIGITS.search(content)


def _members(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(_members, value.values()))
    if isinstance(value, list):
        return sum(map(_members, value))
    return 0


def with_parents(pointers: Collection[str]) -> frozenset[str]:
    """The pointers and all that lead to them, so that :meth:`Scan.nearest` finds something."""
    found = {""}
    for pointer in pointers:
        at = pointer
        while at and at not in found:
            found.add(at)
            at = at.rpartition("/")[0]
    return frozenset(found)


def scan(text: str, wanted: Collection[str] = ()) -> Scan:
    """Read one JSON text, and say where the values at the wanted pointers stand. Never raises for what is in the text."""
    reader = _Reader(text, with_parents(wanted))
    broken: Trouble | None = None
    cut = False
    try:
        reader.read()
    except _Broken as error:
        cut = error.offset >= len(text.rstrip(" \t\r\n"))
        broken = Trouble(reader.spot(error.offset), error.message, reader.pointer())
    places = {pointer: reader.spot(offset) for pointer, offset in reader.places.items()}
    return Scan(
        places, tuple(reader.repeated), tuple(reader.constants), tuple(reader.surrogates), tuple(reader.unkept), broken, cut
    )


def find(text: str, wanted: Collection[str]) -> Scan:
    """Where the values at the wanted pointers stand in a text that is JSON, and nothing else; many times as fast."""
    places: dict[str, int] = {}
    try:
        _find(text, _after_space(text, 0), "", with_parents(wanted), places)
    except (ValueError, IndexError, RecursionError):  # JSON that Python doesn't read
        return scan(text, wanted)
    breaks = _breaks_of(text)
    return Scan({pointer: _spot(breaks, offset) for pointer, offset in places.items()})


def _find(text: str, at: int, pointer: str, wanted: frozenset[str], places: dict[str, int]) -> int:
    """Take down where a value and those in it stand that are wanted; returns where it ends."""
    places[pointer] = at
    opening = text[at]
    if opening not in "{[":
        return _read(text, at)[1]
    closing, count = "}" if opening == "{" else "]", 0
    at = _after_space(text, at + 1)
    if text[at] == closing:
        return at + 1
    while True:
        if opening == "{":
            name, at = _read(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
            inner = pointer + step(name)
        else:
            inner, count = f"{pointer}/{count}", count + 1
        at = _after_space(text, _find(text, at, inner, wanted, places) if inner in wanted else _read(text, at)[1])
        if text[at] == closing:
            return at + 1
        at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    return at if text[at : at + 1] > " " else _SPACE.match(text, at).end()  # type: ignore[union-attr]


def _breaks_of(text: str) -> list[int]:
    return [match.end() for match in re.finditer("\n", text)]


def _spot(breaks: Sequence[int], offset: int) -> Spot:
    line = bisect_right(breaks, offset)
    begin = breaks[line - 1] if line else 0
    return Spot(line + 1, offset - begin + 1, offset)


class _Reader:
    """One pass over the text without recursion, so that depth is no matter."""

    def __init__(self, text: str, wanted: frozenset[str]) -> None:
        self.text = text
        self.wanted = wanted
        self._deepest = max(pointer.count("/") for pointer in wanted)
        self.places: dict[str, int] = {}
        self.repeated: list[Trouble] = []
        self.constants: list[Trouble] = []
        self.surrogates: list[Trouble] = []
        self.unkept: list[Trouble] = []
        self._breaks = _breaks_of(text)
        self._path: list[str | int] = []
        # For each open object the names seen so far, for each open array None.
        self._open: list[set[str] | None] = []
        self._at = 0

    def spot(self, offset: int) -> Spot:
        return _spot(self._breaks, offset)

    def pointer(self) -> str:
        return pointer_to(self._path)

    def read(self) -> None:
        self._value()
        while self._open:
            names = self._open[-1]
            self._skip()
            if self._at_end():
                raise _Broken(f"the text ends inside an {'array' if names is None else 'object'}", self._at)
            sign = self.text[self._at]
            if sign == ("]" if names is None else "}"):
                self._at += 1
                self._open.pop()
                self._path.pop()
            elif sign == ",":
                self._at += 1
                self._skip()
                self._next(names)
            else:
                raise _Broken(f"expected ',' or '{']' if names is None else '}'}', found {self._excerpt()}", self._at)
        self._skip()
        if not self._at_end():
            raise _Broken(f"there is more after the end of the value: {self._excerpt()}", self._at)

    def _next(self, names: set[str] | None) -> None:
        """The next member or entry after a comma."""
        if names is None:
            last = self._path[-1]
            self._path[-1] = last + 1 if isinstance(last, int) else 0
            if not self._at_end() and self.text[self._at] == "]":
                raise _Broken("a comma before the end of an array; take it out", self._at)
        else:
            if not self._at_end() and self.text[self._at] == "}":
                raise _Broken("a comma before the end of an object; take it out", self._at)
            self._name(names)
        self._value()

    def _value(self) -> None:
        """One value; of an object or array its beginning and first entry."""
        while True:
            self._skip()
            if len(self._path) <= self._deepest and (pointer := self.pointer()) in self.wanted:
                self.places[pointer] = self._at
            if self._at_end():
                raise _Broken("the text ends where a value should stand", self._at)
            sign = self.text[self._at]
            if sign == "{":
                if not self._opened("}"):
                    return
                names: set[str] = set()
                self._open.append(names)
                self._path.append("")
                self._name(names)
            elif sign == "[":
                if not self._opened("]"):
                    return
                self._open.append(None)
                self._path.append(0)
            else:
                self._scalar(sign)
                return

    def _opened(self, end: str) -> bool:
        """Step into an object or array; False if it is empty, and then it is closed already."""
        if len(self._open) == DEEPEST:
            self.unkept.append(Trouble(self.spot(self._at), f"nested deeper than {DEEPEST} levels"))
        self._at += 1
        self._skip()
        if not self._at_end() and self.text[self._at] == end:
            self._at += 1
            return False
        return True

    def _scalar(self, sign: str) -> None:
        if sign == '"':
            self._string()
        elif found := _WORD.match(self.text, self._at):
            self._at = found.end()
        elif found := _NUMBER.match(self.text, self._at):
            number = found[0]
            whole = number.lstrip("-").isdigit()
            # Python reads no more than some thousand digits as a whole number.
            large = whole and len(number) > 18 and (len(number) > 21 or abs(int(number)) > _LARGEST)
            if large or (not whole and isinf(float(number))):
                shown = number if len(number) <= _NUMBER_SHOWN else f"{number[:_NUMBER_SHOWN]}…"
                words = f"the number {shown} is too large to be kept as it is; write it as text"
                self.unkept.append(Trouble(self.spot(self._at), words, self.pointer()))
            self._at = found.end()
        elif found := _CONSTANT.match(self.text, self._at):
            self.constants.append(Trouble(self.spot(self._at), f"{found[0]} is no JSON number", self.pointer()))
            self._at = found.end()
        elif found := _PYTHON.match(self.text, self._at):
            raise _Broken(f"{found[0]} is Python, not JSON", self._at)
        elif sign == "'":
            raise _Broken("text stands in double quotes in JSON, not in single ones", self._at)
        else:
            raise _Broken(f"expected a value, found {self._excerpt()}", self._at)

    def _string(self) -> str:
        found = _STRING.match(self.text, self._at)
        if found is None:
            raise self._broken_string()
        raw = found[0]
        if lone := _LONE.search(raw):
            spot = self.spot(self._at + lone.start())
            self.surrogates.append(Trouble(spot, f"{lone[0]} is half of a surrogate pair", self.pointer()))
        self._at = found.end()
        return raw

    def _broken_string(self) -> _Broken:
        """Where a string stops being one: a raw line break, a wrong escape, or the end of the text."""
        at = self._at + 1
        while at < len(self.text):
            sign = self.text[at]
            if sign == '"':
                break
            if sign < " ":
                if sign == "\n" and '"' not in self.text[at:]:
                    break
                return _Broken(f"a raw control character (U+{ord(sign):04X}) inside a text; write it as an escape", at)
            if sign == "\\":
                if re.compile(r'["\\/bfnrt]|u[0-9a-fA-F]{4}').match(self.text, at + 1) is None and at + 6 < len(self.text):
                    return _Broken(f"\\{self.text[at + 1]} is no escape of JSON", at)
                at += 1
            at += 1
        return _Broken("a text begins here and never ends", len(self.text))

    def _name(self, names: set[str]) -> None:
        if self._at_end():
            raise _Broken("the text ends inside an object", self._at)
        if self.text[self._at] != '"':
            raise _Broken(f"expected a member's name in double quotes, found {self._excerpt()}", self._at)
        begin = self._at
        name: str = json.loads(self._string())
        self._path[-1] = name
        if name in names:
            self.repeated.append(Trouble(self.spot(begin), f"the member '{name}' stands twice in one object", self.pointer()))
        names.add(name)
        self._skip()
        if self._at_end():
            raise _Broken("the text ends inside an object", self._at)
        if self.text[self._at] != ":":
            raise _Broken(f"expected ':' after the name '{name}', found {self._excerpt()}", self._at)
        self._at += 1

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self._at)
        self._at = found.end() if found else self._at

    def _at_end(self) -> bool:
        return self._at >= len(self.text)

    def _excerpt(self) -> str:
        return repr(self.text[self._at : self._at + _EXCERPT].split("\n")[0])
