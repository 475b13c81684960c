"""Rules 509 and 510: one event told as two records. Keeps 16 to 40 bytes for each event, and never a record.

Compares what coders and programs leave the same when they tell an event again: day, place, type, actors, the dead, and the words.
Doesn't know spellings: a copy with another name of a town is not found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from attrs import define, field

from eventx.report import Position, Record, Severity
from eventx.rules.rule import Breach, Rule, Sighting
from eventx.rules.seen import IdSet

_COPY, _MIRRORED = "EVX509", "EVX510"
# What copying changes in words: spaces and punctuation.
_SKIPPED = b" \t\r\n.,;:!?'\"()[]-"
_BESIDE_ASCII = "–—’“”«»"


@define
class Copies:
    """What events say, with their actors in any order, and in this one."""

    rules: Mapping[str, Rule]
    said: IdSet = field(factory=IdSet)
    in_order: IdSet = field(factory=IdSet)

    def learn(self, record: Record) -> tuple[int, int, bool] | None:
        """What the event says, with its actors in any order and in this one, as numbers; and whether it has several actors."""
        when, place, actors = record.get("date"), record.get("place"), record.get("actors")
        if when is None or place is None or actors is None or record["kind"] != "event" or "start" not in when:
            return None
        point = place.get("point")
        where = place.get("name") or ((point["lat"], point["lon"]) if point is not None else None)
        if where is None:
            return None
        names = [str(actor.get("name")) for actor in actors]
        killed = [toll.get("best") for toll in record.get("tolls", ()) if toll["measure"] == "killed"]
        said = repr((when["start"], when["end"], where, record.get("type"), killed)).encode() + _words(record)
        # Python's own hash of a text is another one in each process.
        in_order = blake2b(said + repr(names).encode(), digest_size=8).digest()
        names = sorted(set(names))
        return (
            int.from_bytes(blake2b(said + repr(names).encode(), digest_size=8).digest()),
            int.from_bytes(in_order),
            len(actors) > 1,
        )

    def take(self, learned: tuple[int, int, bool], name: str, position: Position) -> Iterable[tuple[str, Breach]]:  # noqa: ARG002
        """Whether an earlier event says the same."""
        said, in_order, several = learned
        fresh = self.said.add(said)
        same_order = not self.in_order.add(in_order)
        if fresh:
            return ()
        if same_order or not several:
            words = "an earlier event has the same day, place, type, actors, deaths and words, under another id"
            return ((_COPY, Breach("", words, name)),) if _COPY in self.rules else ()
        words = "an earlier event says the same with its actors the other way round"
        return ((_MIRRORED, Breach("/actors", words, name)),) if _MIRRORED in self.rules else ()

    def finish(self) -> Iterable[tuple[str, Sighting]]:
        """Nothing: a copy is told when it is seen."""
        return ()


def _words(record: Record) -> bytes:
    """The notes without case, spaces and punctuation; else what the sources are called."""
    if "notes" not in record:
        return repr(
            [(source.get("name"), source.get("title"), source.get("url")) for source in record.get("sources", ())]
        ).encode()
    words: str = record["notes"].lower()
    if not words.isascii():
        for sign in _BESIDE_ASCII:
            words = words.replace(sign, "")
    return words.encode("utf-8", "surrogatepass").translate(None, _SKIPPED)


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
