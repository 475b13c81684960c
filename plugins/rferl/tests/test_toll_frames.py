"""How many: the frames in which an article gives a toll, and who says it, on sentences written for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]
RAID = "Gunmen attacked a market in Bunia on May 13. "


def _tolls(events: Events, text: str) -> list[tuple[str, int | None, str | None]]:
    (record,) = events(f"{text}\n")
    return [(toll["measure"], toll.get("best", toll.get("low")), toll.get("claimant")) for toll in record.get("tolls", ())]


@pytest.mark.parametrize(
    ("sentence", "measure", "count"),
    [
        ("Nine others, among them a toddler, were being treated for burns.", "injured", 9),
        ("Six traders were taken to hospitals in the city.", "injured", 6),
        ("Seven porters were rushed to a military hospital.", "injured", 7),
        ("Two bystanders were cut by flying glass.", "injured", 2),
        ("A night watchman was hit in the neck.", "injured", 1),
        ("A 19-year-old baker was fatally wounded.", "killed", 1),
        ("A waiter who was hit in the chest died in an ambulance.", "killed", 1),
        ("The raid cost three fishermen's lives.", "killed", 3),
        ("The imam and three of his disciples died.", "killed", 4),
        ("The mayor put the number of slain traders at 14.", "killed", 14),
        ("Doctors said many of the 17 wounded were in critical condition.", "injured", 17),
    ],
)
def test_a_frame_that_tells_a_toll_is_read(events: Events, sentence: str, measure: str, count: int) -> None:
    assert [(m, n) for m, n, _ in _tolls(events, RAID + sentence)] == [(measure, count)]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("The toll was four, said police spokesman Ali Noor.", [(4, "police spokesman Ali Noor")]),
        ("According to the governor, five traders died.", [(5, "the governor")]),
        ("The Halo group, which monitors abuses in Ituri, said six people were killed.", [(6, "The Halo group")]),
        ("In the north, which was quiet until then, aid workers said six people died.", [(6, "aid workers")]),
        (
            "The government said 31 people were killed; a rights group spoke of at least 90.",
            [(31, "The government"), (90, "a rights group")],
        ),
        ("The army said eight people died, while the rebels admitted to two.", [(8, "The army"), (2, "the rebels")]),
    ],
)
def test_who_gives_the_figure_is_named(events: Events, sentence: str, claims: list[tuple[int, str]]) -> None:
    assert [(n, who) for m, n, who in _tolls(events, RAID + sentence) if m == "killed"] == claims


def test_a_figure_that_was_raised_later_is_superseded(events: Events) -> None:
    (record,) = events(RAID + "The Health Ministry gave the death toll as 21, later raised to 26.\n")
    assert [(t["best"], t["claimant"], bool(t.get("superseded"))) for t in record["tolls"]] == [
        (21, "The Health Ministry", True),
        (26, "The Health Ministry", False),
    ]


def test_what_nobody_has_said_has_no_speaker(events: Events) -> None:
    (record,) = events(RAID + "Officials have not said whether a guard was killed. Three traders were hurt.\n")
    assert all(t.get("claimant") is None for t in record["tolls"])
