"""The words of a sentence, taken together, may speak for another kind of event than its trigger does, or for none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def _rules(record: dict[str, Any]) -> list[str]:
    return [one["rule"] for one in record["evidence"] if one["pointer"] == "/type"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "ACCRA, Ghana -- Some 40 people who unfurled a banner reading “Clean Water” outside parliament on May 13 were set "
            "upon by police, who beat them with batons.",
            "protest-intervention",
        ),
        (
            "LIMA, Peru -- As they withdrew from the town of Huanta on May 13, militants set fire to about 20 houses and blew up "
            "a church, residents said.",
            "looting-destruction",
        ),
        (
            "LAHORE, Pakistan -- The violence began with the May 12 bombing of a Shi'ite rally in Quetta, in which a man blew "
            "himself up and 25 people were killed.",
            "suicide-bombing",
        ),
    ],
)
def test_a_sentence_says_what_kind_of_event_it_tells(events: Events, text: str, kind: str) -> None:
    (record,) = events(text + "\n")
    assert record["type"] == kind


def test_where_words_decide_the_sentence_is_shown_beside_the_trigger(events: Events) -> None:
    (record,) = events(
        "PORT-AU-PRINCE, Haiti -- A gang looted a clinic in Mirebalais on May 13, carrying off beds and blowing up the door.\n"
    )
    assert record["type"] == "looting-destruction"
    shown = [one for one in record["evidence"] if one["pointer"] == "/type"]
    assert {one["rule"] for one in shown} <= {"ART-TRIGGER", "ART-WORDS"}
    assert all(one["basis"] == "inferred" for one in shown if one["rule"] == "ART-WORDS")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("KYIV, Ukraine -- A drone hit a bus in Nikopol on May 13, killing two passengers.", "drone-strike"),
        ("KYIV, Ukraine -- A missile hit a bus station in Nikopol on May 13, killing two passengers.", "missile-attack"),
        ("DAMASCUS, Syria -- Warplanes bombed a market in Idlib on May 13, killing 12 shoppers.", "air-strike"),
    ],
)
def test_a_kind_that_is_finer_than_acleds_stays(events: Events, text: str, kind: str) -> None:
    (record,) = events(text + "\n")
    assert record["type"] == kind
    assert _rules(record) == ["ART-TRIGGER"]


def test_each_of_two_events_in_one_sentence_keeps_its_kind(events: Events) -> None:
    found = events("BAGHDAD, Iraq -- A car bomb killed five people in Hilla on May 13, and in Basra gunmen shot dead a judge.\n")
    assert [record["type"] for record in found] == ["explosive-device", "attack-on-civilians"]


def test_who_was_hit_and_not_the_wording_tells_an_attack_from_a_clash(events: Events) -> None:
    (record,) = events("BAMAKO, Mali -- Three soldiers were pulled out of a bus and executed near Gao in Mali on May 13.\n")
    assert record["type"] == "armed-clash"


def test_what_is_told_in_words_of_no_event_is_withheld_with_that_reason(importer: Callable[..., Any]) -> None:
    text = "SKOPJE -- Finance Minister Petar Ilic was “shot down by people who see bombs where there are only bills” on May 13.\n"
    records, outcomes, _ = importer(text.encode(), published="2024-05-15")
    assert not records
    assert [outcome.reason for outcome in outcomes] == ["ART-NO-EVENT"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("On May 13 the pupils of Leon poured onto the streets with pots and pans over the cost of milk.", "peaceful-protest"),
        ("On May 13 the two sides put their names to a pact on prisoners.", "agreement"),
        ("Mothers banged pots outside the ministry in Leon on May 13 to call for bread.", "peaceful-protest"),
    ],
)
def test_a_sentence_with_a_day_is_told_by_its_words_where_no_word_of_the_lists_stands(
    events: Events, sentence: str, kind: str
) -> None:
    (record,) = events(f"MANAGUA, Nicaragua -- {sentence}\n")
    assert record["type"] == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Three families in Esteli dug their children out of the rubble on May 12 after the planes had gone.",
        "On May 13 four charred cars were all that was left of the aid convoy near Jinotega.",
        "The garrison at Lode laid its rifles on the ground on May 13 and walked out between the rebels.",
    ],
)
def test_words_tell_less_clearly_where_the_article_tells_of_fighting_before(events: Events, sentence: str) -> None:
    before = "Rebels killed four guards in Leon on May 9."
    assert events(f"MANAGUA, Nicaragua -- {sentence}\n") == []
    assert len(events(f"MANAGUA, Nicaragua -- {before}\n\n{sentence}\n")) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Rescuers from three counties searched the woods for the lost hikers on May 13.",
        "The junta's leader opened a bridge in Myitkyina on May 13 and praised the engineers.",
        "Deputies in Chisinau debated the budget until dawn on May 13.",
        "The rebels, who held the mine until last year, sold its gold in May, a report says.",
        "The police chief in Kisumu resigned on May 13.",
        "Students in Eldoret sat an exam on May 13.",
        "Soldiers built a bridge over the river near Garissa on May 13.",
        "Troops trained with new rifles near Isiolo on May 13.",
        "A former rebel ran for mayor in Lodwar on May 13.",
        "A judge freed two journalists in Mombasa on May 13.",
        "The village of Kapedo was calm on May 13, and shops opened.",
        "A river flooded 200 houses in Garissa on May 13.",
        "The football team from Kisumu defeated Nakuru on May 13 with two late goals.",
        "Lecturers in Nakuru began a five-day strike on May 13.",
        "A 48-hour strike by dockers paralyzed the port of Mombasa on May 13.",
        "The pilots' strike closed the airport in Kisumu on May 13.",
    ],
)
def test_a_day_alone_makes_no_event(events: Events, sentence: str) -> None:
    assert events(f"NAIROBI, Kenya -- {sentence}\n") == []


def test_everyday_sentences_with_a_day_hardly_ever_make_an_event(events: Events) -> None:
    """Nothing was learned from these; four of the ninety are taken for events all the same ("the guards changed at noon")."""
    lines = (Path(__file__).parent / "no_events.txt").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if events(f"NAIROBI, Kenya -- {line}\n")]
    assert len(lines) == 90
    assert len(told) <= 4, told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A bomb killed a ranger in Yala on May 13. It was planted beneath a bench and detonated as he sat down.",
            "explosive-device",
        ),
        ("A man walked into a cafe in Mosul on May 13 and detonated, killing nine people.", "suicide-bombing"),
    ],
)
def test_what_is_planted_kills_nobody_who_brings_it(events: Events, text: str, kind: str) -> None:
    (record,) = events(f"{text}\n")
    assert record["type"] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bandits killed six Muslims in a funeral procession in Kaya on May 13.", "attack-on-civilians"),
        ("Thousands walked in a torchlight procession through Riga on May 13 to demand new elections.", "peaceful-protest"),
    ],
)
def test_who_is_killed_in_a_procession_did_not_protest(events: Events, text: str, kind: str) -> None:
    (record,) = events(f"{text}\n")
    assert record["type"] == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "On May 12, the Army of the Free, the armed wing of a banned party in Sudan, announced that its men would halt all "
            "operations from June 1.",
            ["group-change"],
        ),
        ("Militants who had entered Ramadi in Iraq were driven out by soldiers on May 13.", ["territory-regained"]),
        ("Gunmen shot two men in Accra in Ghana on May 13. Their clans had fallen out over a well.", ["attack-on-civilians"]),
        (
            "A tanker was struck off Hodeidah in Yemen on May 12 by a missile. Within 24 hours of the attack, U.S. aircraft "
            "destroyed three launchers near Saada.",
            ["missile-attack", "air-strike"],
        ),
        (
            "Three Ossetians were swapped for four Georgian villagers at Ergneti in Georgia on May 3.",
            ["agreement"],
        ),
        ("Troops fought their way into Marawi in the Philippines on May 13.", ["armed-clash"]),
        ("Rights groups on Monday protested against the arrest of a reporter in Colombo.", []),
        ("Russia protested on May 13 against the arrest of two sailors in Lagos in Nigeria.", []),
        ("Kurds protested on May 13 against the arrest of two mayors in Diyarbakir in Turkey.", ["peaceful-protest"]),
        ("Nurses protested in front of the ministry in Colombo on May 13 against the arrest of a doctor.", ["peaceful-protest"]),
        ("In February, the army in India killed 14 rebels and killed another 20 in March.", []),
        ("Forty men landed at Zamboanga in the Philippines on May 13 with the aim of marching on the town hall.", []),
        (
            "Those hostages, 27 teachers and pupils, were marched out of two schools in Pikit in the Philippines on May 13.",
            ["abduction"],
        ),
        ("The gang vowed to kidnap judges, to burn the courts, and to shoot every policeman in Mosul.", []),
    ],
)
def test_what_is_told_decides_the_kinds(events: Events, text: str, kinds: list[str]) -> None:
    assert [record["type"] for record in events(text + "\n")] == kinds
