"""Rules 509 and 510: one event told as two records. Keeps 22 to 27 bytes for each event, and never a record.

Compares what coders and programs leave the same when they tell an event again: day, place, type, actors, the dead, and the words;
and says where the earlier event stands. Doesn't know spellings: a copy with another name of a town is not found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from attrs import define, field

from eventx.report import Position, Severity
from eventx.rules.earlier import NOWHERE, Numbered, named, number_of
from eventx.rules.rule import POINT, Breach, Rule, Screen
from eventx.rules.seen import Keys

_COPY, _MIRRORED = "EVX509", "EVX510"
APART = "\x1f"
"""What may stand between the notes of several events; in notes it is left out."""
# What copying changes in words: spaces and punctuation.
_SKIPPED = b" \t\r\n.,;:!?'\"()[]-"
_SKIPPED_BESIDE_ASCII = "–—’“”«»"
_LOWER = bytes(range(256)).lower()
_ASCII = bytes(set(range(0x80)) - {ord(APART)})
_BESIDE_ASCII = bytes(range(0x80, 0x100))

_Said = tuple[int, int | None]
MARKS = 0xFFFFFFFFFFFFFFFF
"""What an event says is a number of 64 bits: the sum of those of its members. One that says nothing is 0."""


@cache
def _digest() -> Callable[..., Any]:
    from hashlib import blake2b  # with which OpenSSL is loaded, and most runs look for no copies

    return blake2b


def mark(member: str, said: bytes) -> int:
    """The number for what a member says. Python's own hash of a text is another one in each process."""
    return int.from_bytes(_digest()(said, digest_size=8, person=member.encode()).digest())


def mark_of_words(notes: str) -> int:
    """The number for notes, whatever their case, spaces and punctuation."""
    return mark("notes", words_of((notes,))[0])


def words_of(notes: Iterable[str]) -> list[bytes]:
    """Each of some notes without case, spaces and punctuation; what isn't ASCII comes last."""
    data = APART.join(some := list(notes)).encode("utf-8", "surrogatepass")
    if data.count(APART.encode()) >= len(some):
        data = APART.join([one.replace(APART, "") for one in some]).encode("utf-8", "surrogatepass")
    words = plain_words(data).split(APART.encode())
    if data.isascii():
        return words
    others = [f"{APART}{other}" if other else "" for other in other_words(data).split(APART)]
    return [one + other.encode("utf-8", "surrogatepass") for one, other in zip(words, others, strict=True)]


def plain_words(notes: bytes) -> bytes:
    """Notes without case, spaces and punctuation, and what isn't ASCII."""
    return notes.translate(_LOWER, _SKIPPED + _BESIDE_ASCII)


def other_words(notes: bytes) -> str:
    """What isn't ASCII in notes without case and punctuation."""
    found = notes.translate(None, _ASCII).decode("utf-8", "surrogatepass").lower().replace("ς", "σ")
    for sign in _SKIPPED_BESIDE_ASCII:
        found = found.replace(sign, "")
    return found


def mark_of_sources(said: str) -> int:
    """The number for what sources are called."""
    return mark("sources", said.encode("utf-8", "surrogatepass"))


def mark_of_name(name: str) -> int:
    """The number for the name of a place; those of actors are multiples of it."""
    return mark("name", name.encode("utf-8", "surrogatepass"))


def names_of(actors: Sequence[Mapping[str, Any]]) -> list[str]:
    """What actors are called."""
    return [str(actor.get("name")) for actor in actors]


IN_ANY_ORDER = 5
"""By how much the number for an actor's name counts, in whatever order actors stand."""


def in_order(at: int) -> int:
    """The same if an actor has to stand at this place."""
    return 2 * at + 7


def said_by(sources: Sequence[Mapping[str, Any]]) -> str:
    """What sources are called, as a text."""
    return "\n".join("\t".join(str(source.get(name, "")) for name in ("name", "title", "url")) for source in sources)


class Met(Protocol):
    """A set of numbers that were met."""

    def met(self, names: Sequence[int]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        ...


class MetFirst(Protocol):
    """A set of numbers that were met, and beside each the number that stood there first."""

    def met(self, marks: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        ...

    def number(self, mark: int) -> int:
        """What stands beside one that is in the set."""
        ...


@define
class Copies(Screen):
    """What events say, with their actors in any order, and in this one.

    ``mark_of_words``, ``mark_of_sources`` and ``mark_of_name`` can be other functions for a run, if these take the same for the
    same; ``said`` and ``in_order``, which remember the numbers, other sets. Beside what is said stands the number of the record
    that said it first, 0 if that isn't known.
    """

    rules: Mapping[str, Rule]
    said: MetFirst = field(factory=Numbered)
    in_order: Met = field(factory=Keys)
    mark_of_words: Callable[[str], int] = mark_of_words
    mark_of_sources: Callable[[str], int] = mark_of_sources
    mark_of_name: Callable[[str], int] = mark_of_name
    _file: str | None = None

    @property
    def learns(self) -> tuple[str, ...]:
        """What copying leaves the same."""
        return ("kind", "date", "place", POINT, "actors", "type", "tolls", "notes", "sources")

    def part(self, member: str, value: Any) -> Any:
        """The number for a member; of the actors in any order, and in this one if they are several. 0 for a place of no name."""
        match member:
            case "kind":
                return value
            case "date":
                said = value is not None and "start" in value
                return mark(member, repr((value["start"], value["end"])).encode()) if said else None
            case "place":
                return None if value is None else self.mark_of_name(name) if (name := value.get("name")) else 0
            case "actors":
                return None if value is None else self._of_actors(names_of(value))
            case "tolls":
                return mark(member, repr([toll.get("best") for toll in value or () if toll["measure"] == "killed"]).encode())
            case "notes":
                return None if value is None else self.mark_of_words(value)
            case "sources":
                return self.mark_of_sources(said_by(value or ()))
        return value if member == POINT else mark(member, repr(value).encode())

    def _of_actors(self, names: Sequence[str]) -> tuple[int, int | None]:
        marks = {name: self.mark_of_name(name) for name in names}
        in_this = sum(marks[name] * in_order(at) for at, name in enumerate(names)) & MARKS if len(names) > 1 else None
        return sum(marks.values()) * IN_ANY_ORDER & MARKS, in_this

    def learned(self, *parts: Any) -> _Said | None:
        """What the event says, with its actors in any order and in this one, as numbers; the latter only if they are several."""
        kind, when, where, point, actors, called, killed, words, sources = parts
        if when is None or where is None or actors is None or kind != "event":
            return None
        if not where:
            if point is None:
                return None
            where = mark_of_point(point)
        in_any, in_this = actors
        said = when + where + called + killed + in_any + (sources if words is None else words) & MARKS
        return said, None if in_this is None else said + in_this & MARKS

    def take(
        self,
        learned: Sequence[_Said | None],
        names: Sequence[str],
        at: Callable[[int], Position],
    ) -> Iterator[tuple[int, str, Breach]]:
        """Whether an earlier event says the same, and where that one stands."""
        told = [(number, *one) for number, one in enumerate(learned) if one is not None]
        several = [(number, in_order) for number, _, in_order in told if in_order is not None]
        same_order = {several[place][0] for place in self.in_order.met([in_order for _, in_order in several])}
        marks, numbers = [said for _, said, _ in told], [self.number(at(number)) for number, _, _ in told]
        for place in self.said.met(marks, numbers):
            number, said, in_order = told[place]
            earlier = self._earlier(said, at(number))
            if number in same_order or in_order is None:
                words = (
                    f"{earlier} has the same day, name of the place, type, names of actors, deaths and words, under another id"
                )
                if _COPY in self.rules:
                    yield number, _COPY, Breach("", words, names[number])
            elif _MIRRORED in self.rules:
                words = f"{earlier} says the same with its actors the other way round"
                yield number, _MIRRORED, Breach("/actors", words, names[number])

    def number(self, position: Position) -> int:
        """The number for where an event stands. Of several files only the first has them, so that they lead to one place."""
        if self._file is None:
            self._file = position.file
        return number_of(position) if position.file == self._file else NOWHERE

    def _earlier(self, said: int, position: Position) -> str:
        where = named(self.said.number(said), position)
        beside = "" if position.file == self._file else f" of {self._file}"
        return f"an earlier event ({where}{beside})" if where else "an earlier event"


def mark_of_point(point: tuple[float, float]) -> int:
    """The number for where an event was that names no place."""
    return mark(POINT, repr(point).encode())


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
