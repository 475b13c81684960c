"""What a denial denies: the act, who did it, or only a figure; on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]
FIGHT = "The army said its troops killed 40 rebels in Bhamo on May 13. "
BATTLE = "Troops clashed with rebels in Bhamo on May 13. Four rebels were killed and two wounded, the army said. "
MURDER = "Unknown gunmen killed a Taliban judge in Kabul on May 13. "
CAPTURE = "Rebels captured the airport of Bhamo on May 13, their radio said. "
STRIKE = "Pakistan bombed a village in Khost on May 13, killing nine people, the Taliban said. "


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (FIGHT + "The rebels denied the claim, saying they lost three men.", "reported"),
        (FIGHT + "Rebel sources denied it, insisting that only three of their men had died.", "reported"),
        (FIGHT + "A rebel spokesman denied the figure, and said three fighters were killed.", "reported"),
        (MURDER + "The National Resistance Front denied it was behind the killing.", "reported"),
        (MURDER + "The National Resistance Front denied any role in the attack.", "reported"),
        (MURDER + "Islamic State denied carrying out the attack.", "reported"),
        (MURDER + "Officials blamed the National Resistance Front, which denied it was behind the killing.", "denied"),
        (STRIKE + "Pakistan denied carrying out the strike.", "denied"),
        (CAPTURE + "The army denied that it had lost the airport.", "denied"),
        (CAPTURE + "The government denied losing the town.", "denied"),
        (CAPTURE + "The army denied losing any men.", "reported"),
        (STRIKE + "Pakistan's army denied it had bombed the village.", "denied"),
        (STRIKE + "Pakistan denied that civilians had been killed.", "reported"),
        (STRIKE + "Pakistan denied it, saying it had hit only militants.", "reported"),
        (FIGHT + "The rebels denied the claim and said they had killed 12 soldiers.", "reported"),
        (BATTLE + "The rebels denied that any fighter had been killed.", "reported"),
        (BATTLE + "The rebels denied that anyone had been wounded.", "reported"),
        (FIGHT + "The rebels denied the claim and said there had been no fighting.", "denied"),
        (MURDER + "The Taliban denied that any judge had been killed.", "denied"),
    ],
)
def test_only_a_denied_act_is_denied(events: Events, text: str, status: str) -> None:
    (record,) = events(f"{text}\n")
    assert record["status"] == status


def test_the_figure_of_who_denies_another_stands_beside_it(events: Events) -> None:
    (record,) = events(FIGHT + "The rebels denied the claim, saying they lost three men.\n")
    assert [(toll["best"], toll["claimant"]) for toll in record["tolls"]] == [(40, "The army"), (3, "The rebels")]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels denied the claim and said they had killed 12 soldiers.",
        "The rebels rejected the report and said they killed 12 soldiers.",
    ],
)
def test_who_denies_one_figure_and_claims_another_keeps_it(events: Events, text: str) -> None:
    (record,) = events(f"{FIGHT}{text}\n")
    assert [(toll["best"], toll["claimant"]) for toll in record["tolls"]] == [(40, "The army"), (12, "The rebels")]


def test_a_denial_that_civilians_died_is_a_claim_of_none(events: Events) -> None:
    (record,) = events(STRIKE + "Pakistan denied that civilians had been killed.\n")
    assert [(toll["best"], toll["who"]) for toll in record["tolls"]] == [(9, "all"), (0, "civilians")]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Al-Shabab said its fighters killed 30 soldiers in an ambush near Hudur, Somalia, on May 13.", "Al-Shabab"),
        ("Hamas said its fighters had killed seven soldiers in Rafah on May 13.", "Hamas"),
        ("The Taliban said its men killed 12 soldiers in Kunduz, Afghanistan, on May 13.", "The Taliban"),
        ("Boko Haram claimed its men shot dead nine soldiers near Baga, Nigeria, on May 13.", "Boko Haram"),
        ("Hizballah announced that its fighters had wounded three soldiers in Metula, Israel, on May 13.", "Hizballah"),
        ("Al-Shabab claimed the attack that killed 30 soldiers near Hudur, Somalia, on May 13.", None),
        ("Jaish al-Adl said it was behind a raid in Rask, Iran, on May 13 in which 11 officers were killed.", None),
    ],
)
def test_who_says_how_many_its_men_killed_claims_the_figure(events: Events, text: str, claimant: str | None) -> None:
    (record,) = events(f"PRAGUE -- {text}\n")
    assert record["tolls"][0].get("claimant") == claimant


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("A mine killed two people near Ghazni on May 13, police said, and injured three, a nurse said.", ["police", "a nurse"]),
        (
            "A mine killed two people near Ghazni on May 13, the mayor said, injuring three, according to a nurse.",
            ["the mayor", "a nurse"],
        ),
        (
            "Two people were killed near Ghazni on May 13, police said, when rebels fired at a bus, wounding six, a nurse said.",
            ["police", "a nurse"],
        ),
        ("A mine killed two people near Ghazni on May 13, the mayor said, and injured three.", ["the mayor", "the mayor"]),
    ],
)
def test_who_speaks_in_the_middle_tells_what_goes_on_unless_another_closes_it(
    events: Events, text: str, claims: list[str]
) -> None:
    (record,) = events(text)
    assert [toll.get("claimant") for toll in record["tolls"]] == claims


def test_what_an_armed_partys_television_says_and_nobody_confirms_is_its_claim(events: Events) -> None:
    (record,) = events(
        "Houthi-run television reported that British planes had bombed a school in Saada on May 13. London did not confirm it."
    )
    assert record["status"] == "claimed"
