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
    ("text", "told"),
    [
        ("Gunmen raided a village near Kaduna on May 13 and took away four women.", [("abducted", 4)]),
        ("Gunmen stopped a bus with 20 passengers near Jos on May 13 and took away four of them.", [("abducted", 4)]),
        ("Masked men took four journalists away in Juba on May 13.", [("abducted", 4)]),
        ("Rebels halted a minibus near Bunia on May 13 and led six of its passengers away.", [("abducted", 6)]),
        ("Gunmen carried off 30 children from Kankara on May 13.", [("abducted", 30)]),
        ("Gunmen drove off with nine of the workers near Okene on May 13.", [("abducted", 9)]),
        ("Police raided a mosque in Kashgar on May 13 and took away 12 men.", [("arrested", 12)]),
        ("Police recovered six bullet-riddled bodies in Ciudad Juarez on May 13.", [("killed", 6)]),
        ("Four headless corpses were dumped in Acapulco on May 13.", [("killed", 4)]),
        ("A bomb killed four people in Gao on May 13. Ambulances took away 20 people.", [("killed", 4)]),
        ("Militants shelled a school in Gao on May 13. Firefighters led 30 children away.", []),
    ],
)
def test_those_taken_away_or_found_dead_are_counted(events: Events, text: str, told: list[tuple[str, int]]) -> None:
    assert [(m, n) for m, n, _ in _tolls(events, text)] == told


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
        ("Six traders, the mayor conceded, were killed.", [(6, "the mayor")]),
        ("Losses were put at 12 dead by a local council.", [(12, "a local council")]),
        ("Local officials reckoned that nine traders lay dead.", [(9, "Local officials")]),
        ("Monks say 15 people lost their lives; the army's figure is six.", [(15, "Monks"), (6, "the army")]),
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


def test_the_dead_told_behind_a_deed_are_its_victims_whatever_it_was(events: Events) -> None:
    records = events(
        "A hand grenade was thrown at a cafe in Dushanbe on May 10, wounding two men.\n\nA nurse escaped on May 13 when soldiers "
        "clashed with gunmen near Kulob. Three soldiers were killed, a doctor said.\n"
    )
    assert [len(r.get("tolls", ())) for r in records] == [1, 1]
    assert records[1]["tolls"][0]["best"] == 3


def test_victims_of_one_side_belong_to_the_attack_on_that_side(events: Events) -> None:
    records = events(
        "Army helicopters fired rockets at rebels near Tetovo in North Macedonia on May 13.\n\nThe raid came a day after rebels "
        "ambushed an army truck near Kumanovo. Doctors said two conscripts were killed.\n"
    )
    ambush = next(r for r in records if r["type"] == "armed-clash")
    assert [(t["measure"], t["best"]) for t in ambush["tolls"]] == [("killed", 2)]


@pytest.mark.parametrize(
    ("sentence", "tolls"),
    [
        ("Rescuers found more bodies, bringing to 34 the number of people killed.", [("killed", 34)]),
        (
            "It left six policemen and four nurses, among them two trainees who were walking past, dead.",
            [("killed", 6), ("killed", 4)],
        ),
        ("The mayor died along with 18 other people.", [("killed", 1), ("killed", 18)]),
        ("Two employees of the Red Crescent were shot dead.", [("killed", 2)]),
        ("A doctor told reporters that he had counted 11 dead and 21 wounded.", [("killed", 11), ("injured", 21)]),
        ("It wounded five traders, two of them seriously, and a nurse.", [("injured", 6)]),
    ],
)
def test_a_longer_frame_is_read_to_its_end(events: Events, sentence: str, tolls: list[tuple[str, int]]) -> None:
    (record,) = events(f"{RAID}{sentence}\n")
    assert [(t["measure"], t["best"]) for t in record["tolls"]] == tolls
