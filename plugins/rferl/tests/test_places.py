"""Where it happened: what the words around a place name make of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Near Qorvand, gunmen killed four shepherds on May 13.", "Qorvand"),
        ("Gunmen burst into a clinic in Qorvand and abducted two doctors on May 13.", "Qorvand"),
        ("Soldiers killed a rebel commander near Qorvand who was wanted for murder.", "Qorvand"),
        ("Drones struck a fuel depot at the airport of Nyala on May 13.", "Nyala"),
        ("RSF drones attacked the airport of the capital, Khartoum, on May 13.", "Khartoum"),
        ("Bombers destroyed the dome of Samarra's Al-Askari shrine on May 13.", "Samarra"),
        ("A drone hit a bus stop in Russian-occupied Nova Kakhovka on May 13, wounding three people.", "Nova Kakhovka"),
        ("Farther west, in besieged El-Fasher, a drone hit a hospital on May 13.", "El-Fasher"),
        ("While soldiers looked on, a mob in Sokoto beat to death a man whom it accused of spying on May 13.", "Sokoto"),
        ("Rebels drove the army out of Qorvand on May 13.", "Qorvand"),
        ("Elders compared it with Qorvand, where raiders fell upon sleeping families on May 3.", "Qorvand"),
        ("Police patrolled the corners of Cali where, on May 13, gunmen shot three shopkeepers.", "Cali"),
        ("Angry fans marched from the stadium of Alexandria to the port on May 13.", "Alexandria"),
        ("On the road up to Zaria, gunmen stopped a bus on May 13 and took nine passengers away.", "Zaria"),
        ("Kharkiv awoke to explosions on May 13 as missiles hit a school, killing two people.", "Kharkiv"),
        ("Survivors of Rutshuru said rebels had shot 12 men on May 12.", "Rutshuru"),
        ("In Herat, gunmen shot dead two teachers on May 13.", "Herat"),
        ("Police arrested three men in The Hague on May 13.", "The Hague"),
        ("Pakistani jets struck Barmal on May 13, killing eight.", "Barmal"),
        ("Rebels laid siege to Kidal on May 13.", "Kidal"),
        ("Gunmen shot two shepherds in the Qorvand area of northern Iraq on May 13.", "Qorvand"),
        ("A bomb killed two people in the Karrada area of Baghdad on May 13.", "Baghdad"),
        ("In Mali soldiers killed ten people on May 13.", "Mali"),
        ("Protesters marched through the Georgian capital on May 13.", "the Georgian capital"),
        ("The army wrested Qorvand from the rebels on May 13.", "Qorvand"),
    ],
)
def test_the_words_around_a_name_say_that_it_happened_there(events: Events, sentence: str, name: str) -> None:
    (record,) = events(f"{sentence}\n\nOfficials gave no further details at a briefing in the evening.\n")
    assert record["place"]["name"] == name


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Insurgents burned a bus in Barangay Malinao, Gubat, Sorsogon, on May 13.", ["Barangay Malinao"]),
        ("Artillery hit Lohka village in the eastern Shan state on May 13, wounding a monk.", ["Lohka"]),
        ("Gunmen killed five people in Kankara, in Nigeria's Katsina state, on May 13.", ["Kankara"]),
        ("Gunmen killed five people in Celaya, Mexico's Guanajuato state, on May 13.", ["Celaya"]),
        ("Gunmen killed five people in Celaya, in the Mexican state of Guanajuato, on May 13.", ["Celaya"]),
        ("Gunmen killed five people in Nigeria's Zaria and in Nigeria's Katsina state on May 13.", ["Zaria", "Katsina"]),
        ("Gunmen attacked Dawakin village in Chibok local government area of Borno state on May 13, killing six.", ["Dawakin"]),
        (
            "Gunmen shot a judge in the Afghan capital's Hazara-dominated district of Dasht-e Barchi on May 13.",
            ["the Afghan capital"],
        ),
        (
            "Looters burned a clinic in the village of Lubero-Kati in Masisi territory, North Kivu province, on May 13.",
            ["Lubero-Kati"],
        ),
        ("Youths killed five people in Panyang village, Rumbek East County, Lakes State, on May 13.", ["Panyang"]),
        ("Soldiers shot dead a teenager at the Balata refugee camp near Nablus on May 13.", ["Balata"]),
        (
            "A mine killed a farmer in Murzuq district, some 130 kilometres (80 miles) south of Sabha, on May 13.",
            ["Murzuq district"],
        ),
        ("Rebels killed nine people at the Kanyaruchinya displacement camp near Goma on May 13.", ["Kanyaruchinya"]),
        ("Bandits killed three Nigerian farmers in Safana LGA of Katsina State on May 13.", ["Safana"]),
        ("Troops killed a man during a raid in the occupied West Bank on May 13.", ["West Bank"]),
        ("Guerrillas burned trucks outside the LIB 17 barracks in Loikaw on May 13.", ["Loikaw"]),
        ("Drones struck depots in Nyala, El Geneina and Kutum on May 13.", ["Nyala", "El Geneina", "Kutum"]),
        ("Missiles hit the towns of Kharkiv, Odesa, and Dnipro on May 13.", ["Kharkiv", "Odesa", "Dnipro"]),
    ],
)
def test_what_a_place_lies_in_is_no_second_place(events: Events, sentence: str, names: list[str]) -> None:
    found = [record["place"]["name"] for record in events(f"{sentence}\n") if record["kind"] == "event"]
    assert found == names


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Lahore has been tense since May 3, when gunmen killed three people there.", "Lahore"),
        ("The army has had troops in Chaman since May 3, when gunmen killed three people there.", "Chaman"),
        ("Lahore has seen the worst of it. On May 3, gunmen killed three people there.", "Lahore"),
        ("Police said gunmen had killed three other people there on May 3.", "Quetta"),
    ],
)
def test_there_is_the_place_of_its_own_sentence_then_what_the_one_before_is_about(events: Events, told: str, name: str) -> None:
    found = events(f"A bomb killed two people in Quetta on May 13, police said. {told}\n")
    assert [record["place"]["name"] for record in found] == ["Quetta", name]


def test_a_region_and_its_country_in_one_name_are_two_places(events: Events) -> None:
    (record,) = events("The army bombed a school in the Sagaing Region of Myanmar on May 13, killing 11 people.\n")
    assert (record["place"]["name"], record["place"]["country"]["name"]) == ("Sagaing", "Myanmar")


def test_a_name_that_ends_in_of_behind_a_kind_of_place_is_read_on(events: Events) -> None:
    (record,) = events("A States Department of Defense strike killed eleven people in Osh on May 13, residents said.\n")
    assert record["place"]["name"] == "Osh"


def test_a_namesake_far_from_the_place_named_beside_it_is_not_meant(events: Events) -> None:
    (record,) = events("Russian forces captured the village of Stepove, north of Avdiyivka in Ukraine, on May 13.\n")
    assert record["place"]["name"] == "Stepove"
    assert "point" not in record["place"]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("BISHKEK, Kyrgyzstan -- A bomb wounded two guards in Jalal-Abad on May 13.", "settlement"),
        ("BISHKEK, Kyrgyzstan -- A bomb wounded two guards in the Jalal-Abad region on May 13.", "admin1"),
        ("TRIPOLI, Libya -- Gunmen shot two traders in Murzuq on May 13.", "settlement"),
        ("SANAA, Yemen -- A rocket fell on a farm outside Marib on May 13, killing a boy.", "near-settlement"),
        ("SANAA, Yemen -- A rocket fell on a farm in Marib Province on May 13, killing a boy.", "admin1"),
        ("MOSCOW -- A car bomb killed a colonel in Nizhny Novgorod, Russia, on May 13.", "settlement"),
        ("KANO, Nigeria -- Gunmen killed two traders in Katsina on May 13.", "settlement"),
        ("KANO, Nigeria -- Gunmen killed two traders in Katsina state on May 13.", "admin1"),
        ("KABUL, Afghanistan -- A roadside bomb killed two drivers in Helmand on May 13.", "admin1"),
        ("KABUL, Afghanistan -- A roadside bomb killed two drivers in Badakhshan on May 13.", "admin1"),
    ],
)
def test_a_bare_name_of_a_town_and_its_unit_is_the_towns(events: Events, text: str, precision: str) -> None:
    (record,) = events(f"{text}\n")
    assert record["place"]["precision"] == precision


def test_of_two_namesakes_the_one_in_the_province_named_beside_is_meant(events: Events) -> None:
    (record,) = events("A mine killed two farmers near Pokrovsk, in Ukraine's Donetsk region, on May 13.\n")
    assert round(record["place"]["point"]["lat"]) == 48


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Cattle were sold in Moyale until March. Raiders overran the village on May 13, killing two elders.", "Moyale"),
        ("Nobody in Gori slept. “The chairs. The table.” Soldiers took the town on May 13 after a fight.", "Gori"),
        ("The mob wanted to avenge the villagers of Riyom.\n\nGunmen had stormed three hamlets there on May 11.", "Riyom"),
        ("It was hot in Kano. In the Sharada quarter, gunmen shot dead two traders on May 13.", "Kano"),
        ("It was hot in Guayaquil. In the Chone district of Manabi Province, gunmen killed two men on May 13.", "Chone district"),
        ("In the capital, crowds stormed an embassy on May 13. Police in Kinshasa used tear gas.", "the capital"),
        ("It was noon in Raqqa, a guard said. A bomb killed two teachers on May 13.", "Raqqa"),
        ("Gunmen killed two guards in Gaya, Bihar, where they overpowered a patrol on May 13.", "Gaya"),
    ],
)
def test_the_sentence_before_says_which_town_a_quarter_or_the_village_is_of(events: Events, told: str, name: str) -> None:
    assert events(f"{told}\n")[0]["place"]["name"] == name


@pytest.mark.parametrize(
    "told",
    [
        "LAHORE, Pakistan -- Nobody slept.\n\nMilitants killed nine soldiers on May 13, the army said, without saying where.",
        "LAHORE, Pakistan -- Militants killed nine soldiers on May 13, the army said, without saying where.",
        "A man from Odesa won a prize in Poltava.\n\nElsewhere, a drone killed three soldiers on May 13.",
        "KYIV, Ukraine -- The minister visited Lviv.\n\nA shell killed two farmers on May 13.",
        "The people of Kauswagan sat in silence. Gunmen shot two guards at the mill on May 13.",
        "A nurse from Kumba flew home.\n\nSoldiers shot dead two teachers on May 13.",
    ],
)
def test_a_town_where_nothing_was_told_to_happen_and_the_datelines_are_no_place(events: Events, told: str) -> None:
    assert "place" not in events(f"{told}\n")[0]


def test_where_the_owner_of_a_house_is_from_is_not_where_it_stands(events: Events) -> None:
    (record,) = events("A cook from Odesa works in Lviv. A shell hit his house on May 13.\n")
    assert record["place"]["name"] == "Lviv"


def test_the_town_of_a_quarter_has_a_rule_of_its_own(events: Events) -> None:
    (record,) = events("It was hot in Kano. In the Sharada quarter, gunmen shot dead two traders on May 13.\n")
    assert {e["rule"] for e in record["evidence"] if e["pointer"] == "/place"} == {"PLACE-QUARTER-OF"}


@pytest.mark.parametrize(
    ("told", "name", "basis"),
    [
        (
            "Shells wounded four women in Ukraine's Kherson region on May 13. In Beryslav, a clinic lost its roof.",
            "Beryslav",
            "inferred",
        ),
        (
            "Shells wounded four women in Ukraine's Kherson region on May 13. In Odesa, schools stayed shut.",
            "Kherson",
            "explicit",
        ),
        ("A teacher from Marivan was shot dead in Iran's Kurdistan Province on May 13.", "Marivan", "inferred"),
        ("A nurse from Gao was shot dead by jihadists in northern Mali on May 13.", "northern Mali", "explicit"),
        ("A spokesman in Nairobi said rebels had shot two herders in Kenya on May 13.", "Kenya", "explicit"),
        (
            "A mine killed two men in Pakistan's Balochistan Province on May 13. A minister in Quetta spoke.",
            "Balochistan",
            "explicit",
        ),
        ("Gunmen killed two men in Helmand Province on May 13. The dead were buried in Lashkar Gah.", "Helmand", "explicit"),
    ],
)
def test_a_town_named_beside_a_wide_area_is_where_it_was_if_it_lies_there(
    events: Events, told: str, name: str, basis: str
) -> None:
    record = events(f"{told}\n")[0]
    assert record["place"]["name"] == name
    assert {e["basis"] for e in record["evidence"] if e["pointer"] == "/place"} == {basis}


@pytest.mark.parametrize("whose", ["A US air strike", "A UK drone strike", "UAE jets", "A U.S. missile strike"])
def test_a_village_that_no_list_holds_lies_not_where_those_who_hit_it_come_from(events: Events, whose: str) -> None:
    (record,) = events(f"{whose} killed nine militants near Qorvand on May 13.\n")
    assert (record["place"]["name"], "country" in record["place"]) == ("Qorvand", False)


@pytest.mark.parametrize(
    ("told", "country", "words"),
    [
        ("MOGADISHU -- A US air strike killed nine militants near Qorvand on May 13.", "Somalia", "MOGADISHU"),
        ("Nigerian troops killed nine bandits near Qorvand on May 13.", "Nigeria", "Nigerian"),
        ("Russian guns shelled the village of Qorvand on May 13, Ukrainian police said.", "Ukraine", "Ukrainian"),
        ("LIMA -- The minister flew to Ecuador.\n\nGunmen shot Peruvian miners in Qorvand on May 13.", "Peru", "Peruvian"),
    ],
)
def test_a_village_that_no_list_holds_lies_in_the_country_that_the_article_leaves(
    events: Events, told: str, country: str, words: str
) -> None:
    (record,) = events(f"{told}\n")
    assert (record["place"]["country"]["name"], "point" in record["place"]) == (country, False)
    (evidence,) = [e for e in record["evidence"] if e["pointer"] == "/place/country"]
    assert (evidence["quote"]["exact"], evidence["basis"], evidence["rule"]) == (words, "inferred", "PLACE-COUNTRY")


def test_a_village_of_two_countries_that_no_list_holds_is_of_neither(events: Events) -> None:
    (record,) = events("Afghan and Tajik guards traded fire near Qorvand on May 13.\n")
    assert "country" not in record["place"]
