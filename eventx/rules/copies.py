"""Rules 509 and 510: one event told as two records. Keeps 16 to 40 bytes for each event, and never a record.

Compares what coders and programs leave the same when they tell an event again: day, place, type, actors, the dead, and the words.
Doesn't know spellings: a copy with another name of a town is not found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from attrs import define, field

from eventx.report import Position, Severity
from eventx.rules.rule import POINT, Breach, Rule, Sighting
from eventx.rules.seen import IdSet

_COPY, _MIRRORED = "EVX509", "EVX510"
# What copying changes in words: spaces and punctuation.
_SKIPPED = b" \t\r\n.,;:!?'\"()[]-"
_LOWER = bytes(range(256)).lower()
_BESIDE_ASCII = [sign.encode() for sign in "–—’“”«»"]  # which begin with one of two pairs of bytes

_Said = tuple[int, int | None]


@define
class Copies:
    """What events say, with their actors in any order, and in this one."""

    rules: Mapping[str, Rule]
    said: IdSet = field(factory=IdSet)
    in_order: IdSet = field(factory=IdSet)

    @property
    def learns(self) -> tuple[str, ...]:
        """What copying leaves the same."""
        return ("kind", "date", "place", POINT, "actors", "type", "tolls", "notes", "sources")

    def part(self, member: str, value: Any) -> Any:
        """A member's share in what the event says, as bytes; of the actors in any order, and in this one if they are several."""
        match member:
            case "date":
                return None if value is None or "start" not in value else repr((value["start"], value["end"])).encode()
            case "place":
                return None if value is None else repr(value.get("name")).encode() if value.get("name") else b""
            case "actors":
                return None if value is None else _of_actors([str(actor.get("name")) for actor in value])
            case "tolls":
                return repr([toll.get("best") for toll in value or () if toll["measure"] == "killed"]).encode()
            case "notes":
                return None if value is None else _words(value)
            case "sources":
                called = [(source.get("name"), source.get("title"), source.get("url")) for source in value or ()]
                return repr(called).encode()
        return value if member == POINT else repr(value).encode()

    def learned(self, *parts: Any) -> _Said | None:
        """What the event says, with its actors in any order and in this one, as numbers; the latter only if they are several."""
        kind, when, where, point, actors, called, killed, words, sources = parts
        if when is None or where is None or actors is None or kind != b"'event'":
            return None
        if not where:
            if point is None:
                return None
            where = repr(point).encode()
        in_any, in_this = actors
        # Python's own hash of a text is another one in each process.
        said = blake2b(b"\0".join((when, where, called, killed, in_any, sources if words is None else words)), digest_size=8)
        if in_this is None:
            return int.from_bytes(said.digest()), None
        any_order = said.digest()
        said.update(in_this)
        return int.from_bytes(any_order), int.from_bytes(said.digest())

    def take(
        self,
        learned: Sequence[_Said | None],
        names: Sequence[str],
        at: Callable[[int], Position],  # noqa: ARG002
    ) -> Iterator[tuple[int, str, Breach]]:
        """Whether an earlier event says the same."""
        told = [(number, *one) for number, one in enumerate(learned) if one is not None]
        several = [(number, in_order) for number, _, in_order in told if in_order is not None]
        same_order = {several[place][0] for place in _there_before(self.in_order, [in_order for _, in_order in several])}
        for place in _there_before(self.said, [said for _, said, _ in told]):
            number, _, in_order = told[place]
            if number in same_order or in_order is None:
                words = "an earlier event has the same day, place, type, actors, deaths and words, under another id"
                if _COPY in self.rules:
                    yield number, _COPY, Breach("", words, names[number])
            elif _MIRRORED in self.rules:
                words = "an earlier event says the same with its actors the other way round"
                yield number, _MIRRORED, Breach("/actors", words, names[number])

    def finish(self) -> Iterable[tuple[str, Sighting]]:
        """Nothing: a copy is told when it is seen."""
        return ()


def _there_before(seen: IdSet, marks: Sequence[int]) -> list[int]:
    """The places of those marks that are in a set or stand at an earlier place; then all are in it."""
    found: list[int] = []
    left = iter(marks)
    place = seen.add_each(left)
    while place < len(marks):
        found.append(place)
        place += 1 + seen.add_each(left)
    return found


def _of_actors(names: list[str]) -> tuple[bytes, bytes | None]:
    return repr(sorted(set(names))).encode(), repr(names).encode() if len(names) > 1 else None


def _words(notes: str) -> bytes:
    """The notes without case, spaces and punctuation."""
    if notes.isascii():
        return notes.encode().translate(_LOWER, _SKIPPED)
    words = notes.lower().encode("utf-8", "surrogatepass")
    if b"\xe2\x80" in words or b"\xc2" in words:
        for sign in _BESIDE_ASCII:
            words = words.replace(sign, b"")
    return words.translate(None, _SKIPPED)


RULES = (
    Rule(
        _COPY, Severity.NOTE, "An event is told once",
        "Counts have it twice. Some datasets do split one report into rows that look the same, so this is to be looked at.",
        "Keep one, or relate the two as 'duplicates' or 'same-as'.", screen=Copies,
    ),
    Rule(
        _MIRRORED, Severity.WARNING, "An event is not told again from the other side",
        "A monadic table has a row for each actor: summing it doubles every event of two sides, and all of its deaths.",
        "Export the table in its dyadic form, or keep one row of each pair.", screen=Copies,
    ),
)  # fmt: skip
