"""Who did it to whom in sentences put together from a table: ways to name the attacker, frames of the deed, countries.

``who_grid.tsv`` has the parts, and which side each frame hits. A reader who skims the news must get the sides of nearly all of
them, and of most with each part: the floors are what a change must not fall below, not what can be reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eventx.scoring.events import Actor, events_of

Events = Callable[[str], list[dict[str, Any]]]
Part = tuple[str, ...]

ROWS = [tuple(line.split("\t")) for line in (Path(__file__).parent / "who_grid.tsv").read_text(encoding="utf-8").splitlines()]
PARTS: dict[str, list[Part]] = defaultdict(list)
for row in ROWS:
    if not row[0].startswith("#"):
        PARTS[row[0]].append(row[1:])
SIDES = {"civilians": "Civilians", "soldiers": "State forces"}
SENTENCES = 260
ALL, EACH = 0.98, 0.8


def _texts(part: str) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Dateline text, the attacker's type and country, the target's type, and the parts it is made of."""
    made = []
    lands, namings, frames = PARTS["land"], PARTS[part], PARTS["frame"]
    for n in range(SENTENCES // 2):
        land = lands[n % len(lands)]
        naming = namings[(n + n // len(lands)) % len(namings)]
        frame = frames[(n + n // len(namings)) % len(frames)]
        name, adjective, code, dateline, town, group, bare, other, _ = land
        fill = {"group": group, "bare": bare, "town": town, "adjective": adjective, "land": name, "other": other}
        before, who, after = (each.format(**fill) for each in naming)
        sentence = frame[1].format(A=who, town=town)
        told = " ".join(each[:1].upper() + each[1:] for each in (before, sentence, after) if each)
        by, where = ("Rebel group", code) if part == "irregulars" else ("External/Other forces", land[8])
        made.append((f"{dateline} -- {told}\n", f"{by} {where}", f"{SIDES[frame[0]]} {code}", code, (code, naming[1], frame[1])))
    return made


def _is(actor: Actor, wanted: str) -> bool:
    kind, _, code = wanted.rpartition(" ")
    return actor.kind == kind and (code in actor.countries or not actor.countries)


def test_a_reader_gets_who_did_it_to_whom(events: Events) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    missed = []
    for part in ("irregulars", "states"):
        for text, by, against, _, parts in _texts(part):
            found = events_of(events(text))
            sides = [actor for event in found[:1] for actor in event.actors]
            good = any(_is(a, by) for a in sides) and any(_is(a, against) for a in sides)
            for each in ("all", *parts):
                right[each].append(good)
            if not good:
                missed.append((text, by, against, [(a.name, a.kind) for a in sides]))
    shares = {each: sum(told) / len(told) for each, told in right.items()}
    assert shares["all"] >= ALL, missed
    assert {each: share for each, share in shares.items() if share < EACH} == {}, missed
