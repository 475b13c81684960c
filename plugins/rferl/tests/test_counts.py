"""Who counts whom: claims of several speakers about the same victims, and denials that anybody died."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]
Claims = list[tuple[str, int, str]]
BASE = "Rebels attacked an army base near Beni on May 13. "
STRIKE = "An air strike hit a market in Hodeidah on May 13. "


def _claims(events: Events, text: str) -> tuple[dict[str, Any], Claims]:
    (record,) = events(f"{text}\n")
    killed = [toll for toll in record["tolls"] if toll["measure"] == "killed"]
    return record, [(toll.get("group", toll["who"]), toll.get("best", toll.get("low")), toll["claimant"]) for toll in killed]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            BASE + "The army said 12 soldiers were killed; the rebels said 40 soldiers died.",
            [("soldiers", 12, "The army"), ("soldiers", 40, "the rebels")],
        ),
        (
            BASE + "The army said seven of its soldiers were killed, while the rebels claimed they had killed 25 troops.",
            [("soldiers", 7, "The army"), ("soldiers", 25, "the rebels")],
        ),
        (
            BASE + "The army said 20 of its troops died, but the rebels put the figure at more than 100.",
            [("troops", 20, "The army"), ("troops", 101, "the rebels")],
        ),
        (
            STRIKE + "Doctors said nine civilians were killed. The Saudi-led coalition put the number of dead at two.",
            [("civilians", 9, "Doctors"), ("civilians", 2, "The Saudi-led coalition")],
        ),
        (
            "Indian and Pakistani troops exchanged fire near Uri on May 13. India said three of its soldiers were killed. "
            "Pakistan said four of its soldiers were killed.",
            [("soldiers", 3, "India"), ("soldiers", 4, "Pakistan")],
        ),
    ],
)
def test_claim_and_counter_claim_on_the_same_victims_are_about_one_group(events: Events, text: str, claims: Claims) -> None:
    assert _claims(events, text)[1] == claims


def test_each_sides_own_dead_are_two_groups(events: Events) -> None:
    _, claims = _claims(
        events,
        "Ethiopian troops and Eritrean forces clashed near the town of Badme on May 13. Ethiopia's army said 40 Eritrean "
        "soldiers were killed. Eritrea said 12 Ethiopian soldiers were killed.",
    )
    assert [group for group, _, _ in claims] == ["Eritrean soldiers", "Ethiopian soldiers"]


@pytest.mark.parametrize(
    ("told", "group", "speaker"),
    [
        ("Doctors said nine people died, but the coalition denied that anybody died.", "all", "the coalition"),
        (
            "Doctors said nine civilians were killed. The coalition denied that anyone had been killed.",
            "civilians",
            "The coalition",
        ),
        (
            "Doctors said nine civilians were killed. The coalition said that no civilians were killed.",
            "civilians",
            "The coalition",
        ),
        ("Doctors said nine civilians were killed. The coalition denied killing anyone.", "civilians", "The coalition"),
        ("Doctors said nine people were killed. The coalition denied any civilian casualties.", "civilians", "The coalition"),
        ("Doctors said nine people died; the coalition rejected reports that anyone had died.", "all", "the coalition"),
        ("Doctors said nine people died. The coalition dismissed claims of civilian deaths.", "civilians", "The coalition"),
    ],
)
def test_a_denial_of_deaths_is_a_claim_and_denies_no_strike(events: Events, told: str, group: str, speaker: str) -> None:
    record, claims = _claims(events, STRIKE + told)
    assert record["status"] == "reported"
    assert [best for _, best, _ in claims] == [9, 0]
    assert claims[1] == (group, 0, speaker)


def test_a_speakers_newer_count_replaces_that_nobody_died(events: Events) -> None:
    _, claims = _claims(events, STRIKE + "Doctors said no one was killed. Doctors later said two people were killed.")
    assert [best for _, best, _ in claims] == [2]


@pytest.mark.parametrize(
    ("told", "group"),
    [
        ("No casualties were reported on the Azerbaijani side.", "Azerbaijani side"),
        ("The Azerbaijani side suffered no casualties.", "Azerbaijani side"),
        ("There were no casualties among the soldiers.", "soldiers"),
        ("No casualties were reported.", "all"),
    ],
)
def test_that_one_side_lost_nobody_is_no_count_of_all(events: Events, told: str, group: str) -> None:
    (record,) = events(f"Azerbaijani forces shelled the village of Berkaber on May 13. {told}\n")
    assert {(toll.get("group", toll["who"]), toll["best"]) for toll in record["tolls"]} == {(group, 0)}


def test_whose_killing_a_crowd_protests_is_no_toll_of_the_protest(events: Events) -> None:
    (record,) = events("Thousands of people marched in Tehran on May 13 to protest the execution of two prisoners.\n")
    assert "tolls" not in record


@pytest.mark.parametrize(
    ("told", "killed", "injured"),
    [
        ("A bomb, police said, killed four in Kano on May 13 and injured 11, according to a doctor.", "police", "a doctor"),
        ("Gunmen, officials said, shot dead three in Lae on May 13 and hurt nine, a nurse said.", "officials", "a nurse"),
        ("A bomb killed four and injured 11 in Kano on May 13, police said.", "police", "police"),
    ],
)
def test_each_speaker_of_a_sentence_says_what_stands_beside_him(events: Events, told: str, killed: str, injured: str) -> None:
    (record,) = events(f"{told}\n")
    assert {toll["measure"]: toll["claimant"] for toll in record["tolls"]} == {"killed": killed, "injured": injured}


@pytest.mark.parametrize(
    ("told", "who"),
    [
        (
            "Shops stayed shut, provincial police spokesman Karim Noor told VOA. He said a bomb killed two on May 13.",
            "provincial",
        ),
        ("It was dark, survivors told reporters at the mosque. They said a bomb killed two on May 13.", "survivors"),
        ("It was dark, the army said.\n\nNobody fled, it said.\n\nA bomb killed two on May 13, it said.", "the army"),
    ],
)
def test_he_and_they_are_who_spoke_last(events: Events, told: str, who: str) -> None:
    assert events(f"{told}\n")[0]["tolls"][0]["claimant"].startswith(who)


@pytest.mark.parametrize(
    "later",
    [
        "The toll later rose to eight, police said.",
        "The death toll has since risen from five to eight, a hospital said.",
        "The number of dead rose from five to eight on May 14, the governor said.",
    ],
)
def test_a_toll_that_rose_replaces_the_one_told_before(events: Events, later: str) -> None:
    (record,) = events(f"KABUL, Afghanistan -- A bomb killed five people in Herat on May 13, police said. {later}\n")
    assert [(toll["best"], toll.get("superseded", False)) for toll in record["tolls"]] == [(5, True), (8, False)]


def test_the_dead_of_several_regions_are_not_those_of_one_town(events: Events) -> None:
    whole, town = events(
        "BAGHDAD, Iraq -- Bombings killed at least seven people in several regions on May 13. A car bomb in Baquba killed four.\n"
    )
    assert "place" not in whole or whole["place"]["name"] != "Baquba"
    assert [toll["best"] for toll in town["tolls"]] == [4]


@pytest.mark.parametrize(
    "purpose",
    [
        "to remember the 15 people who died when a canopy collapsed at the railway station in November",
        "in memory of 40 people who drowned in the floods",
        "to honor the three students who were killed in 1985",
    ],
)
def test_the_dead_whom_a_crowd_remembers_are_none_of_the_rally(events: Events, purpose: str) -> None:
    (record,) = events(f"BELGRADE, Serbia -- Hundreds marched in Novi Sad on May 13 {purpose}.\n")
    assert (record["type"], "tolls" in record) == ("peaceful-protest", False)
