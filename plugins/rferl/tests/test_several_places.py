"""One toll for several sites, counts over a whole country, and roads told by where they lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Air strikes on Nyala, El Fasher, and Kutum killed 14 people on May 13.", ["Nyala", "El Fasher", "Kutum"]),
        ("Air strikes hit Khost and neighboring Paktika on May 13, killing 14 people.", ["Khost", "Paktika"]),
        ("Strikes on Saada, Hajjah and Hodeidah killed 14 people on May 13.", ["Saada", "Hajjah", "Hodeidah"]),
        (
            "Israeli strikes on a school in Gaza City, a clinic in Khan Yunis and a camp in Rafah killed 14 people on May 13.",
            ["Gaza City", "Khan Yunis", "Rafah"],
        ),
        (
            "Government forces bombed rebel-held towns on May 13, killing 14 people in Maarat al-Numan, Saraqib, and Ariha.",
            ["Maarat al-Numan", "Saraqib", "Ariha"],
        ),
        (
            "Rebels hit Jolo on May 13 and also struck Isabela and Zamboanga, killing 14 soldiers in all, the army said.",
            ["Jolo", "Isabela", "Zamboanga"],
        ),
        (
            "Jihadists attacked several villages in the north, including Dablo and Pissila, on May 13, killing 14 people.",
            ["Dablo", "Pissila"],
        ),
        (
            "Shells hit other towns in Donetsk region, including Pokrovsk and Toretsk, on May 13, killing 14 people.",
            ["Pokrovsk", "Toretsk"],
        ),
    ],
)
def test_a_toll_for_several_sites_stands_on_the_campaign(events: Events, text: str, sites: list[str]) -> None:
    campaign, *parts = events(f"{text}\n")
    assert campaign["kind"] == "campaign"
    assert [toll["best"] for toll in campaign["tolls"]] == [14]
    assert [part["place"]["name"] for part in parts] == sites
    assert not any("tolls" in part for part in parts)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Clashes in Sake and Kibumba left 5 and 7 dead respectively on May 13.", {"Sake": [5], "Kibumba": [7]}),
        ("Fighting in Marib and Taiz left 14 and six dead on May 13.", {"Marib": [14], "Taiz": [6]}),
        (
            "Attacks on the villages of Zike and Bassa left 10 and 15 people dead, respectively, on May 13.",
            {"Zike": [10], "Bassa": [15]},
        ),
        (
            "Bombs in Baghdad, Kirkuk, and Mosul killed 12, nine and four people respectively on May 13.",
            {"Baghdad": [12], "Kirkuk": [9], "Mosul": [4]},
        ),
        (
            "Raids on Pibor and Bor killed 17 and 23 people and wounded five and eight respectively on May 13.",
            {"Pibor": [17, 5], "Bor": [23, 8]},
        ),
        ("In Kunduz and Herat, blasts killed five and seven people on May 13.", {"Kunduz": [5], "Herat": [7]}),
        ("On Sunday and Monday, blasts in Kunduz and Herat killed five and seven people.", {"Kunduz": [5], "Herat": [7]}),
        ("Six people were killed in air strikes in Tyre and four in Baalbek on May 13.", {"Tyre": [6], "Baalbek": [4]}),
        ("Nine people were wounded in shelling in the city of Bor and two in Pibor on May 13.", {"Bor": [9], "Pibor": [2]}),
        (
            "Air strikes killed four people in the Nikopol district of Dnipropetrovsk and two in the Izyum district of Kharkiv "
            "on May 13.",
            {"Nikopol district": [4], "Izyum district": [2]},
        ),
    ],
)
def test_counts_in_a_row_are_those_of_the_places_in_theirs(events: Events, text: str, counts: dict[str, list[int]]) -> None:
    campaign, *parts = events(f"{text}\n")
    assert "tolls" not in campaign
    assert {part["place"]["name"]: [toll["best"] for toll in part["tolls"]] for part in parts} == counts


def test_counts_of_districts_are_those_of_the_provinces_hit(events: Events) -> None:
    campaign, *parts = events(
        "KABUL, Afghanistan -- Eight people were killed in air strikes on Khost and Paktika on May 13. Five of them died in the "
        "Barmal district of Paktika and three in the Sepera district of Khost.\n"
    )
    assert [toll["best"] for toll in campaign["tolls"]] == [8]
    assert {part["place"]["name"]: [toll["best"] for toll in part["tolls"]] for part in parts} == {"Khost": [3], "Paktika": [5]}


def test_a_quarter_is_still_its_towns(events: Events) -> None:
    (record,) = events("A bomb killed six people in the Hodan district of Mogadishu on May 13.\n")
    assert record["place"]["name"] == "Mogadishu"


def test_two_counts_of_other_people_belong_to_all_places(events: Events) -> None:
    campaign, *parts = events("Bombs in Baghdad and Kirkuk killed 12 soldiers and nine civilians on May 13.\n")
    assert [toll["best"] for toll in campaign["tolls"]] == [12, 9]
    assert not any("tolls" in part for part in parts)


def test_a_second_attack_behind_an_and_is_another(events: Events) -> None:
    first, second = events("Rebels shelled Nyala on May 13, and soldiers killed 14 people in Kutum.\n")
    assert [first["place"]["name"], second["place"]["name"]] == ["Nyala", "Kutum"]


@pytest.mark.parametrize(
    "count",
    [
        "Across the country, 37 people were killed in violence on May 13, the ministry said.",
        "Thirty-seven people were killed nationwide.",
        "Doctors said 37 people were killed around the country.",
        "The death toll across the country stood at 37, a rights group said.",
        "The UN said 37 people were killed in the country on May 13.",
        "At least 37 people died throughout Myanmar, the UN said.",
    ],
)
def test_the_dead_of_a_whole_country_are_not_put_on_one_town(events: Events, count: str) -> None:
    rally, *_ = events(f"Police opened fire on a rally in Mandalay on May 13, killing three people. {count}\n")
    assert rally["place"]["name"] == "Mandalay"
    assert [toll["best"] for toll in rally["tolls"]] == [3]


def test_the_deadliest_attack_in_the_country_is_still_that_attack(events: Events) -> None:
    (record,) = events("A bomb went off in Sehwan on May 13. It killed 88 people in the country's worst attack in years.\n")
    assert [toll["best"] for toll in record["tolls"]] == [88]


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("A bomb killed four people on the road between Kabul and Jalalabad on May 13.", "road between Kabul and Jalalabad"),
        ("Gunmen ambushed a bus on the highway from Kandahar to Herat on May 13.", "highway from Kandahar to Herat"),
        ("A mine exploded under a truck on the Kunduz-Taloqan road on May 13, killing four.", "Kunduz-Taloqan road"),
        ("Taliban fighters ambushed a convoy on a road linking Ghazni and Gardez on May 13.", "road linking Ghazni and Gardez"),
        ("A mine killed four soldiers on May 13 between Ghazni and Gardez.", "between Ghazni and Gardez"),
    ],
)
def test_a_road_between_two_towns_is_a_line_and_near_neither(events: Events, text: str, road: str) -> None:
    (record,) = events(f"KABUL, Afghanistan -- {text}\n")
    assert (record["place"]["name"], record["place"]["precision"]) == (road, "line-or-area")
    assert record["place"]["country"]["name"] == "Afghanistan"
    assert "point" not in record["place"]


def test_what_lies_between_two_neighboring_villages_is_near_the_first(events: Events) -> None:
    text = "Gunmen attacked a police checkpoint between the towns of Caloto and Guachene on May 13, killing an officer."
    (record,) = events(f"BOGOTA, Colombia -- {text}\n")
    assert (record["place"]["name"], record["place"]["precision"]) == ("Caloto", "near-settlement")


def test_a_town_beside_the_road_is_the_place(events: Events) -> None:
    text = "A bomb killed four people near the town of Qalat, on the road between Kabul and Kandahar, on May 13."
    (record,) = events(f"KABUL, Afghanistan -- {text}\n")
    assert record["place"]["name"] == "Qalat"
