"""Who did what to whom, with how many victims, in sentences of our own: one dispatch a line of ``sentences.tsv``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventx.scoring.events import Actor, CodedEvent, events_of

LINES = [line.split("\t") for line in (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()[3:]]
Events = Callable[[str], list[dict[str, Any]]]


def _named(actor: Actor | None) -> str:
    return actor.name if actor else "-"


def _count(event: CodedEvent, measure: str) -> str:
    """The figures of a measure: "3", "20..None" for at least 20; "-" if there is none."""
    told = [toll for toll in event.tolls if toll.measure == measure]
    return ",".join(str(toll.low) if toll.low == toll.high else f"{toll.low}..{toll.high}" for toll in told) or "-"


def _told(event: CodedEvent) -> tuple[str, ...]:
    return event.kind, _named(event.first), _named(event.second), _count(event, "killed"), _count(event, "injured")


@pytest.mark.parametrize(("place", "sentence", "events_", "relations"), LINES)
def test_a_sentence_is_coded_as_a_human_does(events: Events, place: str, sentence: str, events_: str, relations: str) -> None:
    found = events_of(events(f"{place} -- {sentence}\n"))
    wanted = [one.split(";") for one in events_.split(" / ")]
    told = [
        tuple(cell if want != "*" else "*" for cell, want in zip(_told(event), one, strict=True))
        for event, one in zip(found, wanted, strict=True)
    ]
    assert told == [tuple(one) for one in wanted]
    numbers = {event.id: number for number, event in enumerate(found, 1)}
    links = [f"{numbers[event.id]} {kind} {numbers[to]}" for event in found for kind, to in sorted(event.relations)]
    assert not relations or ", ".join(links) == relations
