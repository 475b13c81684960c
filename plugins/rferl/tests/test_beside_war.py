"""What reports of rallies, courts, talks and votes tell, and what they only mention; on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def _told(found: list[dict[str, Any]]) -> list[tuple[str, str | None, str | None]]:
    return [(e["type"], e.get("date", {}).get("start"), e.get("place", {}).get("name")) for e in found]


POLITICS = (
    "\n\nThe minister spoke of prices and of wages on television."
    "\n\nHe said that people ought to wait for the new budget, and that foreigners had misled the young."
    "\n\nParliament is to debate pensions next week."
    "\n\nThe opposition has 40 seats there and wants an early vote."
)


def test_who_was_hurt_or_held_in_a_town_this_week_is_news_in_a_text_about_politics(events: Events) -> None:
    text = "TEHRAN, Iran -- Students clashed with police in Arak on Monday, and there were reports of anger elsewhere." + POLITICS
    assert _told(events(text)) == [("violent-demonstration", "2024-05-13", "Arak")]


def test_the_blame_put_on_others_makes_no_denied_event(events: Events) -> None:
    text = (
        "Two marchers were shot dead in Arak on May 13. The ministry denied any role of the police in these killings, "
        "and blamed foreign agents.\n"
    )
    (record,) = events(text)
    assert record["status"] == "reported"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A rally that is yet to be held.
        (
            "Police arrested a baker in Gyumri on May 14, where a rally of those who reject the treaty is to be held on Sunday.",
            [("arrest", "2024-05-14", "Gyumri")],
        ),
        # Why she fled is no threat to arrest her.
        (
            "The singer, who fled Minsk fearing for her safety, was arrested in Bishkek on May 13.",
            [("arrest", "2024-05-13", "Bishkek")],
        ),
        # A vote that comes.
        (
            "Some 900 people marched through Osh on May 13. Speakers at the rally called for calm in the vote set for October.",
            [("peaceful-protest", "2024-05-13", "Osh")],
        ),
        # When the speaker came to office.
        (
            "The poet, who left prison in March, spoke to hundreds who had gathered in Osh to protest.",
            [("peaceful-protest", None, "Osh")],
        ),
        # Control of a council is none of a town.
        ("The mayor, now in control of the council, spoke in Jolo on May 13.", []),
        # A day of the news, on which they came and fired.
        (
            "The gunmen, who arrived early on May 13 on motorcycles, shot dead nine villagers in Lamu.",
            [("attack-on-civilians", "2024-05-13", "Lamu")],
        ),
        # How many marched then, not how many were counted.
        (
            "The crowd rose to about 500 people on May 13 as marchers walked through Leon, Nicaragua.",
            [("peaceful-protest", "2024-05-13", "Leon")],
        ),
        # Where a minister speaks of it.
        (
            "KUTAISI, Georgia -- Gunmen on Monday freed two monitors whom they had seized near Zugdidi on May 9. "
            "The Danish minister said in Copenhagen that both were well.",
            [("abduction", "2024-05-09", "Zugdidi")],
        ),
        # What a vigil recalls.
        (
            "Dozens rallied in Tbilisi on May 13 to mark two years of the war in Ukraine.",
            [("peaceful-protest", "2024-05-13", "Tbilisi")],
        ),
    ],
)
def test_what_is_ahead_or_elsewhere_gives_no_event_no_day_and_no_place(
    events: Events, text: str, told: list[tuple[str, str | None, str | None]]
) -> None:
    assert _told(events(text)) == told


def test_the_rally_at_which_people_were_detained_is_one_event(events: Events) -> None:
    text = (
        "GYUMRI, Armenia -- More than 90 people were detained in Gyumri, officials said, as officers cleared streets that "
        "opponents of the prime minister had blocked.\n\n"
        "Thousands marched through the streets of Gyumri for a third day on May 14.\n\n"
        "The rally went on after dark. Speakers addressed the crowd, and others marched past the town hall."
    )
    (record,) = events(text)
    assert record["type"] == "protest-intervention"
    assert [(t["measure"], t["low"]) for t in record["tolls"]] == [("arrested", 91)]


def test_what_happened_in_one_state_is_told_apart_from_the_count_of_a_country(events: Events) -> None:
    text = (
        "LAGOS, Nigeria -- Sixteen people were killed on Monday in violence across Nigeria, a network of monitors said.\n\n"
        "In Rivers State, unknown gunmen shot dead a chief and his brother, police said."
    )
    assert [(e["place"]["name"], [t["low"] for t in e["tolls"]]) for e in events(text)] == [("Nigeria", [16]), ("Rivers", [2])]


@pytest.mark.parametrize(
    ("stray", "told"),
    [
        ("Ninety people were detained in the town of Arak, an agency reported.", [("arrest", "Arak")]),
        ("The army also hit posts in the hills near Sanandaj, a ministry said.", [("bombardment", "Sanandaj")]),
        ("The clerk, who works for a charity, was detained in April as she tried to fly home.", [("arrest", None)]),
        ("He took a photograph of a colleague who had been detained.", []),
    ],
)
def test_who_was_held_or_hit_and_where_or_when_is_told_in_a_text_about_politics(
    events: Events, stray: str, told: list[tuple[str, str | None]]
) -> None:
    found = events("TEHRAN, Iran -- The cabinet met on Tuesday." + POLITICS + "\n\n" + stray)
    assert [place for _, _, place in _told(found)] == [place for _, place in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hundreds of mourners gathered in Osh on May 13 for the boy's funeral.", []),
        ("The assailant was chased from the hotel in Mogadishu on May 13 by other militiamen.", []),
        (
            "Some 500 people protested in Osh on May 13, the latest and loudest of many rallies that have disturbed "
            "the calm of the southern city this year.",
            [("peaceful-protest", "2024-05-13", "Osh")],
        ),
        (
            "Protesters clashed with police in Osh on May 13, in what has been called the most violent rally this year.",
            [("violent-demonstration", "2024-05-13", "Osh")],
        ),
        (
            "Goma had been the prize of a May 2012 insurrection that briefly overran Goma before troops returned.",
            [("territory-overtaken", "2012-05-01", "Goma")],
        ),
        (
            "Policemen rushed a crowd of protesters in Kabul on May 13, firing into the air.",
            [("protest-intervention", "2024-05-13", "Kabul")],
        ),
        (
            "Policemen fired at a crowd of protesters in Kabul on May 13.",
            [("excessive-force", "2024-05-13", "Kabul")],
        ),
    ],
)
def test_funerals_pursuits_ranks_and_shots_in_the_air_are_taken_for_what_they_are(
    events: Events, text: str, told: list[tuple[str, str | None, str | None]]
) -> None:
    assert _told(events(text)) == told


def test_arms_that_were_seized_are_no_abduction(events: Events) -> None:
    text = (
        "CARACAS, Venezuela -- Police cleared two camps in Caracas on May 13.\n\n"
        "The minister showed reporters pistols and grenades that, he said, were seized in the camps."
    )
    assert "abduction" not in {record["type"] for record in events(text)}


@pytest.mark.parametrize(
    "text",
    [
        "South Sudan's president, Salva Kiir, put his name to a cease-fire agreement on May 13 with his rival in Ethiopia.",
        "Chad's government and the rebels of the Front for Change announced in Rome the signing of a cease-fire.",
    ],
)
def test_the_government_of_the_place_where_a_truce_is_signed_is_no_party_to_it(events: Events, text: str) -> None:
    (record,) = events(text)
    assert record["type"] == "agreement"
    assert not {"Government of Ethiopia", "Government of Italy"} & {actor["name"] for actor in record.get("actors", [])}


def test_a_denied_charge_is_no_denied_arrest(events: Events) -> None:
    text = (
        "Police arrested two organizers of a rally in Gyumri on May 13. A spokesman said that one of them had a pistol. "
        "His party denied the claim, saying the weapon had been planted.\n"
    )
    assert {record["status"] for record in events(text)} == {"reported"}


@pytest.mark.parametrize(
    "death",
    [
        "The family say the trader was killed in custody, since he had paid no bribe.",
        "He was beaten in March and died in hospital in Nakuru on May 1.",
    ],
)
def test_whose_death_a_crowd_protests_against_is_no_victim_of_the_rally(events: Events, death: str) -> None:
    text = f"Some 400 people protested in Nakuru against the inaction of the police.\n\n{death}"
    (record,) = events(text)
    assert record["type"] == "peaceful-protest"
    assert "date" not in record
    assert not record.get("tolls")


def test_what_the_mob_did_besides_belongs_to_its_attack(events: Events) -> None:
    text = (
        "NAIROBI, Kenya -- At least six policemen were injured in an attack on a police station in Nakuru by people protesting "
        "against a visit of the minister.\n\n"
        "Armed with sticks, the attackers smashed the gate and torched two motorcycles on Monday afternoon.\n\n"
        "Policemen fired rubber bullets at the mob."
    )
    (record,) = events(text)
    assert record["date"]["start"] == "2024-05-13"
    assert [(t["measure"], t["low"]) for t in record["tolls"]] == [("injured", 6)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "KADUNA, Nigeria -- Gunmen have freed some of the students they kidnapped in April from a school in Niger state.\n\n"
            "Armed men raided the school on April 30 and kidnapped 136 students.",
            "2024-04-30",
        ),
        (
            "KADUNA, Nigeria -- The students who were abducted from a Kaduna college have been freed, the police said.\n\n"
            "On April 3, gunmen broke into the college in Kaduna and abducted a score of students.",
            "2024-04-03",
        ),
    ],
)
def test_an_abduction_told_of_its_end_and_of_its_day_is_one(events: Events, text: str, start: str) -> None:
    assert [(e["type"], e["date"]["start"]) for e in events(text)] == [("abduction", start)]


def test_an_abbreviation_in_square_brackets_does_nothing(events: Events) -> None:
    text = "Rebels of the M23 group in the Democratic Republic of Congo [DRC] have seized the town of Kitshanga from the army."
    (record,) = events(text)
    assert [a["name"] for a in record["actors"] if a["role"] == "initiator"] == ["March 23 Movement (M23)"]
    assert any("[DRC]" in quote["quote"]["exact"] for quote in record["evidence"])


def test_a_line_with_the_day_that_begins_the_article_tells_its_country(events: Events) -> None:
    text = (
        " date 2024-05-15 SAN CRISTOBAL, Venezuela (AP) -- A boy was shot dead by a policeman at a rally on Tuesday.\n\n"
        "Shops stayed closed in San Cristobal, a town near the Colombian border, where protesters clashed with police.\n"
    )
    assert {record["place"]["country"]["name"] for record in events(text)} == {"Venezuela"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # What police did to the crowd that they broke up.
        (
            "Police violently broke up a rally in Kutaisi on May 13.\n\nDemonstrators fled in all directions. Many on the "
            "ground were kicked by officers and dragged along the street.",
            ["protest-intervention"],
        ),
        # A road that the same crowd blocked next.
        (
            "Protesters clashed with police in Nakuru on May 13. The protesters blocked the Nakuru-Eldoret highway and hurled "
            "stones at policemen. Seventy-four demonstrators were arrested.",
            ["violent-demonstration"],
        ),
    ],
)
def test_what_happens_to_a_crowd_is_part_of_its_rally(events: Events, text: str, kinds: list[str]) -> None:
    assert [record["type"] for record in events(text)] == kinds


def test_the_dead_for_whom_a_crowd_demands_justice_are_no_toll_of_the_rally(events: Events) -> None:
    text = (
        "Police fired tear gas in Khartoum on May 13 to break up a march of thousands who demanded justice for 79 people "
        "killed in last year's coup."
    )
    (record,) = events(text)
    assert not record.get("tolls")


def test_an_agreement_that_ends_a_war_of_decades_is_one_whatever_the_deal_is_called(events: Events) -> None:
    (record,) = events(
        "The Philippine government signed an agreement with the Moro Islamic Liberation Front, the largest group in the south, "
        "in March, ending a 45-year conflict."
    )
    assert (record["type"], record["date"]["start"]) == ("agreement", "2024-03-01")
    assert not events("Two companies signed an agreement on May 13, ending a long legal conflict over patents.")


@pytest.mark.parametrize(
    "text",
    [
        "On May 13, thieves tried to break into a shop in Kano, police said.",
        "Two burglars attempted to force the door of a bank in Lagos on May 13.",
    ],
)
def test_thieves_who_only_try_loot_nothing(events: Events, text: str) -> None:
    assert events(f"LAGOS, Nigeria -- {text}\n") == []
