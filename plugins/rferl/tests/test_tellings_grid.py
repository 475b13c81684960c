"""Many ways to tell each kind of event, and many sentences that tell none, crossed with ways to say where.

The frames stand in ``tellings_grid.tsv``, one a line: ACLED's sub event type (or "none"), and a sentence with slots. Each is read
once, in one of the six countries below and with one way to say where and when, which the line itself chooses: lines can come
and go without changing how others are read. Exactly one event of that kind, at that place, is right; none where none is told.
What isn't read right yet isn't among the lines: they guard what is, and measure nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventx.scoring.events import events_of

Events = Callable[[str], list[dict[str, Any]]]
LINES = [line.split("\t") for line in (Path(__file__).parent / "tellings_grid.tsv").read_text(encoding="utf-8").splitlines()]
# Where the dispatch is written, a town, another town, and who fight there.
COUNTRIES = (
    ("ABUJA, Nigeria", "Maiduguri", "Damaturu", "Nigerian troops", "Boko Haram fighters"),
    ("BOGOTA, Colombia", "Cucuta", "Arauca", "Colombian troops", "National Liberation Army rebels"),
    ("MANILA, Philippines", "Zamboanga", "Cotabato", "Philippine soldiers", "Abu Sayyaf militants"),
    ("DAMASCUS, Syria", "Idlib", "Palmyra", "Syrian government forces", "Islamic State militants"),
    ("MAPUTO, Mozambique", "Pemba", "Palma", "Mozambican security forces", "insurgents"),
    ("BAMAKO, Mali", "Gao", "Menaka", "Malian soldiers", "JNIM fighters"),
)
WHERE = ("in {a}", "near {b}", "in central {a}", "on the outskirts of {b}", "some 20 kilometers north of {a}", "east of {b}")
DAYS = ("on May 13", "on Monday", "late on May 12", "on Tuesday", "before dawn on May 13")


def _filled(frame: str) -> tuple[str, str]:
    """The sentence of a line behind its dateline, and the town where it happened."""
    number = zlib.crc32(frame.encode())
    line, town, other, army, rebels = COUNTRIES[number % len(COUNTRIES)]
    where = WHERE[number // len(COUNTRIES) % len(WHERE)]
    there = town if "{town}" in frame or "{a}" in where else other
    slots = {"in": where.format(a=town, b=other), "town": town, "army": army, "rebels": rebels, "day": DAYS[number % len(DAYS)]}
    sentence = re.sub(r"\{(\w+)\}", lambda slot: slots[slot[1]], frame)
    return f"{line} -- {sentence[:1].upper()}{sentence[1:]}\n", there


@pytest.mark.parametrize(("kind", "frame"), LINES)
def test_each_way_of_telling_is_one_event_of_its_kind_at_its_place(events: Events, kind: str, frame: str) -> None:
    text, there = _filled(frame)
    told = events_of(events(text))
    if kind == "none":
        assert [event.kind for event in told] == [], text
        return
    assert [event.kind for event in told] == [kind], text
    assert there in [place.name for place in told[0].places], text
