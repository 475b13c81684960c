"""Who does it to whom: by grammar, by the words for armed groups, and by what an article tells elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx_rferl.actors.named import actors_in
from eventx_rferl.actors.organisations import abbreviations
from eventx_rferl.language.sentences import sentences_of
from eventx_rferl.reader.text import read_text

Events = Callable[[str], list[dict[str, Any]]]
FILLER = "The weather in the region has been cold for the season, and schools are closed until Monday."


def _named(sentence: str) -> list[tuple[str, str | None]]:
    article = read_text(sentence)
    return [(a.name, a.type) for a in actors_in(article.text, sentences_of(article)[0]) if a.group not in ("adjective", "state")]


@pytest.mark.parametrize(
    ("sentence", "name", "type_"),
    [
        ("Gunmen belonging to the Los Pelones gang fired at a bus.", "Los Pelones", "political-militia"),
        ("Fighters of the People's Front for Justice took the town.", "People's Front for Justice", "rebel-group"),
        ("The warplanes of the Saudi-led coalition struck at dawn.", "Saudi-led coalition", "external-forces"),
        ("Troops from Eritrea crossed the river.", "Military Forces of Eritrea", "military"),
        ("Forces loyal to the governor, Ismail Khan, held the bridge.", "Militia of Ismail Khan", "political-militia"),
        ("Men in Eritrean uniforms came at night.", "Military Forces of Eritrea", "military"),
        ("Russian guns shelled the town.", "Military Forces of Russia", "military"),
        ("Philippine police came.", "Police Forces of the Philippines", "police"),
    ],
)
def test_an_actor_has_its_conventional_name(sentence: str, name: str, type_: str) -> None:
    assert (name, type_) in _named(sentence)


def test_two_tribes_are_two_actors() -> None:
    names = [name for name, _ in _named("Men of the Mamozai and Mullakhel tribes fought over a forest.")]
    assert {"Mamozai Tribal Militia", "Mullakhel Tribal Militia"} <= set(names)


def test_a_rights_group_is_no_armed_group() -> None:
    assert _named("The Vyasna rights group counted the cars.") == []


def test_an_abbreviation_that_the_article_explains_is_known_afterwards() -> None:
    known = abbreviations("The Free Valley Liberation Front (FVLF) was founded in 1990. The FVLF has few men.")
    assert known["FVLF"].name == "Free Valley Liberation Front"


def _sides(record: dict[str, Any]) -> dict[str, str]:
    return {actor["role"]: actor["name"] for actor in record["actors"]}


@pytest.mark.parametrize(
    ("sentence", "initiator", "target"),
    [
        (
            "Warplanes bombed a village in Myanmar's Kayin State on May 13, in an area held by the Karen National Union.",
            "Military Forces of Myanmar",
            "Civilians (Myanmar)",
        ),
        (
            "Two police officers were shot dead in Quetta, Pakistan, on May 13.",
            "Unidentified Armed Group (Pakistan)",
            "Police Forces of Pakistan",
        ),
        (
            "M23 rebels captured the town of Goma, in the Democratic Republic of the Congo, on May 13.",
            "March 23 Movement (M23)",
            "Military Forces of the Democratic Republic of the Congo",
        ),
        (
            "A crowd set upon two men in Kampala, Uganda, on May 13 and beat them to death.",
            "Rioters (Uganda)",
            "Civilians (Uganda)",
        ),
        ("Police in Dili, East Timor, arrested two men on May 13.", "Police Forces of East Timor", "Civilians (East Timor)"),
        (
            "A bomb went off in a pub in Belfast on May 13, injuring seven people. Police blamed the Real IRA.",
            "Real IRA",
            "Civilians (United Kingdom)",
        ),
        (
            "An Israeli air strike in Gaza City on May 13 killed a Hamas commander and his driver.",
            "Military Forces of Israel",
            "Hamas",
        ),
    ],
)
def test_both_sides_are_found(events: Events, sentence: str, initiator: str, target: str) -> None:
    sides = _sides(events(f"{sentence}\n\n{FILLER}\n")[0])
    assert sides["initiator"] == initiator
    assert sides["target"].startswith(target)


def test_a_blame_that_is_denied_names_nobody(events: Events) -> None:
    text = (
        "A bomb went off in a pub in Belfast on May 13, injuring seven people. Police blamed the Real IRA. The Real IRA denied "
        f"any part in it.\n\n{FILLER}\n"
    )
    assert _sides(events(text)[0])["initiator"] == "Unidentified Armed Group (United Kingdom)"


def test_the_militants_are_those_that_the_article_names(events: Events) -> None:
    text = (
        "Al-Shabaab fighters stormed an army camp near Kismayo, Somalia, on May 12, killing 11 soldiers.\n\n"
        "Somali troops killed three militants near Jilib, Somalia, on May 14.\n"
    )
    sides = _sides(events(text)[1])
    assert sides == {"initiator": "Military Forces of Somalia", "target": "Al-Shabaab"}
    inferred = [e for e in events(text)[1]["evidence"] if e["pointer"] == "/actors/1"]
    assert [e["basis"] for e in inferred] == ["inferred"]


def test_whom_a_crowd_speaks_of_did_not_meet_it_and_who_fired_tear_gas_does_not_speak(events: Events) -> None:
    (record,) = events(
        "Hundreds of people rallied in Stepanakert on May 13 to demand an end to military operations. "
        "Police fired tear gas to disperse the crowd, and organizers said 12 people were detained.\n"
    )
    assert record["actors"][0]["name"].startswith("Police Forces")
    assert not any(actor["type"] == "military" for actor in record["actors"])
    assert [toll["claimant"] for toll in record["tolls"]] == ["organizers"]


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        (
            "Rebels surrounded an army patrol near Cali on May 13 and killed nine soldiers.",
            "Rebels (Colombia)",
            "Military Forces of Colombia",
        ),
    ],
)
def test_whom_somebody_walks_up_to_does_not_shoot(events: Events, text: str, initiator: str, target: str) -> None:
    (record,) = events(f"{text}\n")
    assert [actor["name"] for actor in record["actors"]] == [initiator, target]


def test_a_group_named_after_a_day_says_no_day(events: Events) -> None:
    (record,) = events("KINSHASA -- On Monday, fighters of the M23 (March 23 Movement) attacked an army post in Masisi.\n")
    assert record["date"]["start"] == "2024-05-13"


def test_who_was_named_last_before_a_deal_that_nobody_is_told_to_sign_has_a_rule_of_its_own(events: Events) -> None:
    told = "Armenian soldiers fired on an Azerbaijani patrol near Lachin on May 10. A cease-fire was signed on May 13."
    deal = events(f"TBILISI, Georgia -- {told}\n")[-1]
    rules = {e["rule"]: e["basis"] for e in deal["evidence"] if e["pointer"].startswith("/actors")}
    assert {actor["name"] for actor in deal["actors"]} == {"Government of Armenia", "Government of Azerbaijan"}
    assert rules == {"ACTOR-LAST-NAMED": "inferred"}


@pytest.mark.parametrize(
    ("claim", "doer"),
    [
        ("Islamic State claimed responsibility on its website.", "Islamic State"),
        ("Islamic State has claimed responsibility for similar attacks in the past.", "Unidentified Armed Group (Afghanistan)"),
        ("Islamic State denied responsibility.", "Unidentified Armed Group (Afghanistan)"),
    ],
)
def test_a_claim_paragraphs_behind_the_only_deed_told_is_of_that_one(events: Events, claim: str, doer: str) -> None:
    (record,) = events(
        "KABUL, Afghanistan -- A bomb killed six people at a mosque in Kabul on May 13.\n\n"
        f"The prime minister called it a cowardly act.\n\n{claim}\n"
    )
    assert [actor["name"] for actor in record["actors"] if actor["role"] == "initiator"] == [doer]
