"""What in a member's text is one line's own, and stands in an output as it stands in the line: numbers, points, prose.

Knows where it is in a text, and how what an output makes of it is taken apart there. Doesn't know which lines are good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import orjson
from attrs import frozen

from eventx.bulk.joining.placeholders import POINT
from eventx.bulk.joining.prose import in_table, plain_among
from eventx.validator.fast.known import Slot

Values = tuple[bytes, ...]
Split = tuple[Sequence[bytes], Sequence[Values]]
"""For each text what is left of it, and what was taken off, as it is written."""

# No zero at the beginning, which an output may leave out.
_ID = re.compile(rb'( ?"[a-z][a-z0-9._-]{0,40}:[A-Za-z]{0,6}0*)([1-9][0-9]{0,16})"')
_SCALAR = re.compile(rb' ?(?:([1-9][0-9]{0,14})|"([^"\\\x00-\x1f\x7f]{1,200})")')
_NUMBERED = re.compile(rb'("(?:row|line)": ?)([1-9][0-9]{0,14})(?=[,}])')
# As many digits as a number needs, none of them so small that it is written with an exponent.
_NUMBER = r"-?(?!0\.0000)(?:0|[1-9][0-9]{0,2})\.[0-9]{0,7}[1-9]"
_DEGREES = re.compile(rf'("point": ?\{{"lat": ?)({_NUMBER})(, ?"lon": ?)({_NUMBER})(?=\}})'.encode())
_GAP = b"\n"  # which no text of a line has in it
_DIGITS = b"98765432109"  # stands in, with another digit for each
_WORDS = "words that stand in 0Z"
_MOST = 9  # gaps of a text

_NONE: Values = ()


@frozen
class Form:
    """How an output writes texts and points: see :class:`eventx.bulk.pieces.Sink`."""

    delimiter: str
    decimals: int | None

    @property
    def words(self) -> bytes:
        """How the prose that stands in is written."""
        return _WORDS.encode() if self.delimiter else orjson.dumps(_WORDS)

    def prose(self, said: str) -> bytes:
        """How prose is written."""
        return in_table(said, self.delimiter).encode() if self.delimiter else orjson.dumps(said)

    def degrees(self, text: bytes) -> bytes:
        """How a latitude or longitude is written."""
        return text.ljust(text.index(b".") + 1 + self.decimals, b"0") if self.decimals else text


class Own:
    """What takes the texts of one slot apart.

    ``any_words``: whether words that the schema takes as they are, whatever they are, are written so too, or not at all.
    """

    def __init__(self, slot: Slot, form: Form, *, any_words: bool) -> None:
        self._form, self._any_words = form, any_words
        self._taken: Callable[[Sequence[bytes], Sequence[str | None]], Split] | None
        match slot.says, slot.own is not None:
            case "id", _:
                self._taken = self._ids
            case "prose", _:
                self._taken = self._prose
            case "place", _:
                self._taken = self._points
            case _, True:
                self._taken = self._numbers if slot.names == ("evidence",) else self._scalars
            case _:
                self._taken = None

    @property
    def is_point(self) -> bool:
        """Whether that is a place's point, latitude first."""
        return self._taken == self._points

    @property
    def is_there(self) -> bool:
        """Whether there is anything to take off."""
        return self._taken is not None

    def split(self, texts: Sequence[bytes], said: Sequence[str | None]) -> Split:
        """The texts of many lines apart; ``said`` is what they say if they are prose."""
        return (texts, [_NONE] * len(texts)) if self._taken is None else self._taken(texts, said)

    def _ids(self, texts: Sequence[bytes], _: Sequence[str | None]) -> Split:
        found = [_ID.fullmatch(text) for text in texts]
        keys = [text if one is None else one[1] + _GAP + b'"' for one, text in zip(found, texts, strict=True)]
        return keys, [_NONE if one is None else (one[2],) for one in found]

    def _scalars(self, texts: Sequence[bytes], _: Sequence[str | None]) -> Split:
        keys, values = list[bytes](), list[Values]()
        for text in texts:
            if (found := _SCALAR.fullmatch(text)) is None or (found[2] and not self._any_words):
                keys.append(text)
                values.append(_NONE)
            else:
                keys.append(_GAP if found[1] else b'"' + _GAP + b'"')
                values.append((found[1] or found[2],))
        return keys, values

    def _numbers(self, texts: Sequence[bytes], _: Sequence[str | None]) -> Split:
        keys, values = list[bytes](), list[Values]()
        for text in texts:
            apart = _NUMBERED.split(text)
            if 3 <= len(apart) <= 3 * _MOST + 1:
                values.append(tuple(apart[2::3]))
                apart[2::3] = [_GAP] * len(values[-1])
                keys.append(b"".join(apart))
            else:
                keys.append(text)
                values.append(_NONE)
        return keys, values

    def _points(self, texts: Sequence[bytes], _: Sequence[str | None]) -> Split:
        keys, values = list[bytes](), list[Values]()
        for text in texts:
            apart = _DEGREES.split(text)
            if len(apart) == 6:
                before, lat, north, lon, east, after = apart
                keys.append(b"".join((before, lat, _GAP, lon, _GAP, after)))
                values.append((self._form.degrees(north), self._form.degrees(east)))
            else:
                keys.append(text)
                values.append(_NONE)
        return keys, values

    def _prose(self, texts: Sequence[bytes], said: Sequence[str | None]) -> Split:
        words = ["" if one is None else one for one in said]
        plain = [
            good and not one[-1].isspace() and one[0] != "'" and "  " not in one and "\n" not in one
            for good, one in zip(plain_among(words), words, strict=True)
        ]
        keys = [_GAP if good else text for good, text in zip(plain, texts, strict=True)]
        written = self._form.prose
        return keys, [(written(one),) if good else _NONE for good, one in zip(plain, words, strict=True)]

    def stood_in(self, key: bytes, number: int) -> tuple[bytes, list[bytes]]:
        """A text with this key in which something stands in, and what that is as it is written. ``number``: of the slot."""
        if self._taken is None or _GAP not in key:
            return key, []
        if self._taken == self._prose:
            return orjson.dumps(_WORDS), [self._form.words]
        if self._taken == self._points:
            given = [one.encode() for one in POINT]
            return _filled(key, given), [self._form.degrees(one) for one in given]
        signs = [_DIGITS + b"%d%d" % (number % 10, at + 1) for at in range(key.count(_GAP))]
        return _filled(key, signs), signs


def _filled(key: bytes, values: Sequence[bytes]) -> bytes:
    first, *rest = key.split(_GAP)
    return first + b"".join(value + after for value, after in zip(values, rest, strict=True))


@frozen
class Template:
    """Bytes with gaps: ``text`` has a sign where the value with a number of ``picks`` comes; without picks it is as it stands."""

    text: bytes
    picks: tuple[int, ...]

    def filled(self, values: Any) -> bytes:
        """With these values."""
        return self.text % tuple([values[at] for at in self.picks]) if self.picks else self.text


def template(data: bytes, signs: Sequence[bytes], form: Form) -> Template | None:
    """Bytes in which something stands in, taken apart there; None if that is not all of a text."""
    if not signs:
        return Template(data, ())
    apart = re.split(b"(%b)" % b"|".join(map(re.escape, sorted(signs, key=len, reverse=True))), data)
    picks = tuple(signs.index(one) for one in apart[1::2])
    if not picks:
        return Template(data, ())
    for at in range(1, len(apart), 2):
        if apart[at] == form.words and not _stands_alone(apart[at - 1], apart[at + 1], form):
            return None
    around = [one.replace(b"%", b"%%") for one in apart[::2]]
    return Template(b"%b".join(around), picks)


def _stands_alone(before: bytes, after: bytes, form: Form) -> bool:
    """Whether prose that stands in is a text or a cell of its own."""
    if not form.delimiter:
        return not before.endswith(b"\\")
    ends = (form.delimiter.encode(), b"\n", b"\r")
    return (not before or before.endswith(ends)) and (not after or after.startswith(ends))
