"""Which of several places of a name is meant, and where the news happened if only the title or the dateline says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def where(record: dict[str, Any]) -> tuple[str, str, str | None]:
    """The place's name and precision, and the rule that read it."""
    rule = next((e["rule"] for e in record["evidence"] if e["pointer"] == "/place"), None)
    return record["place"]["name"], record["place"]["precision"], rule


def why(record: dict[str, Any], pointer: str) -> list[str]:
    return [gap["reason"] for gap in record.get("gaps", []) if gap["pointer"] == pointer]


@pytest.mark.parametrize(
    ("text", "number", "land"),
    [
        ("KYIV, Ukraine -- Shells killed a man in Malynivka on May 13, officials said.", 5, "Ukraine"),
        ("KYIV, Ukraine -- A strike hit a school in Zaliznychne on May 13, killing one.", 5, "Ukraine"),
        ("MANILA, Philippines -- Rebels killed two soldiers in San Isidro on May 13.", 18, "the Philippines"),
        ("Drones hit Oleksandrivka in the Kherson region on May 13, wounding three.", 3, "Kherson, Ukraine"),
        # What the paragraph names beside it lies far from all of them.
        ("KYIV, Ukraine -- Rockets hit Ivanivka on May 13. In Lviv, shops stayed open.\n\nNobody fled Kherson.", 16, "Ukraine"),
    ],
)
def test_a_village_with_namesakes_has_no_point_where_nothing_says_which(
    events: Events, text: str, number: int, land: str
) -> None:
    (record,) = events(f"{text}\n")
    assert record["place"]["precision"] == "settlement"
    assert not {"point", "gazetteer"} & set(record["place"])
    assert why(record, "/place/point") == [
        f"the gazetteer has {number} places of that name in {land}, and the article doesn't say which"
    ]


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("KHERSON, Ukraine -- Shells killed two people in Ivanivka on May 13.", "Kherson"),
        ("KYIV, Ukraine -- Shells killed two people in Malynivka on May 13.\n\nThe Donetsk region is without power.", "Donetsk"),
        ("KYIV, Ukraine -- Kupyansk and Borova came under artillery fire on May 13.", "Kharkiv"),
        ("KYIV, Ukraine -- Drones set fire to a mill in Borova on May 13. The hospital in Izyum took in two men.", "Kharkiv"),
        ("GROZNY, Russia -- Soldiers shot dead two women in Znamenskoye on May 13.", "Chechnya"),
    ],
)
def test_of_several_villages_the_one_in_the_province_or_near_the_town_that_is_named_is_meant(
    events: Events, text: str, admin1: str
) -> None:
    assert {record["place"]["admin1"] for record in events(f"{text}\n") if "place" in record} == {admin1}


def test_a_city_is_meant_by_its_name_alone(events: Events) -> None:
    (record,) = events("KYIV, Ukraine -- Shells killed two people in Nikopol on May 13.\n")
    assert record["place"]["point"] == {"lat": 47.568, "lon": 34.391}


BOMB = "A bomb ripped through a bus on Monday, killing nine people, police said."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"MAIDUGURI, Nigeria -- {BOMB}", ("Maiduguri", "settlement", "PLACE-DATELINE")),
        (f"Quetta, Pakistan, May 14 (Agency) - {BOMB}", ("Quetta", "settlement", "PLACE-DATELINE")),
        # In the capital one writes of all the country, unless the words say "here".
        (f"KABUL -- {BOMB}", ("Afghanistan", "country", "PLACE-DATELINE")),
        ("KABUL -- A bomb killed nine people here on Monday.", ("Kabul", "settlement", "PLACE-DATELINE")),
        (f"Blast Hits Bus In Quetta, Kills Nine\n\nISLAMABAD -- {BOMB}", ("Quetta", "settlement", "PLACE-TITLE")),
        (f"Bomb tears through bus in Mopti\n\nMay 14, 2024\n\n{BOMB}", ("Mopti", "settlement", "PLACE-TITLE")),
    ],
)
def test_where_no_sentence_names_a_place_the_title_or_the_dateline_does(
    events: Events, text: str, place: tuple[str, str, str]
) -> None:
    (record,) = events(f"{text}\n")
    assert where(record) == place
    assert {e["basis"] for e in record["evidence"] if e["pointer"] == "/place"} == {"inferred"}


def test_the_place_of_the_title_says_whose_gunmen_and_civilians_they_are(events: Events) -> None:
    (record,) = events("Gunmen kill five in Mopti market\n\nMay 14, 2024\n\nGunmen shot dead five traders on Monday.\n")
    assert [actor["name"] for actor in record["actors"]] == ["Unidentified Armed Group (Mali)", "Civilians (Mali)"]


@pytest.mark.parametrize("title", ["Leaders Meet In Brussels After Bus Bombing", "Talks In Geneva Overshadowed By Bus Bombing"])
def test_where_the_title_says_they_speak_of_it_it_did_not_happen(events: Events, title: str) -> None:
    (record,) = events(f"{title}\n\nMay 14, 2024\n\n{BOMB}\n")
    assert "place" not in record


@pytest.mark.parametrize(
    "text",
    [
        "BEIRUT, Lebanon -- Syrian rebels shelled an army post on Monday, killing two soldiers.",
        "GOMA, Democratic Republic of the Congo -- The roads were quiet on Monday.\n\nIn 2012, rebels took hostage a bishop.",
        "IRBIL, Iraq -- The bombs that killed 50 people in May 1988 are not forgotten.",
    ],
)
def test_a_dateline_places_nothing_abroad_or_long_ago_or_further_down_and_the_reason_names_it(events: Events, text: str) -> None:
    (record,) = events(f"{text}\n")
    dateline = text.partition(" -- ")[0]
    assert "place" not in record
    assert why(record, "/place") == [
        f"no sentence names a place for it, and its dateline, “{dateline}”, only says where the article was written"
    ]


@pytest.mark.parametrize(
    ("text", "country", "lat"),
    [
        ("BERLIN, Germany -- A bomb killed two people in Peru's capital on May 13.", "Peru", -12),
        ("NAIROBI, Kenya -- Shells landed in the heart of South Sudan's capital on May 13, killing nine.", "South Sudan", 5),
        ("BAMAKO, Mali -- Gunmen shot dead two guards in the country's capital on May 13.", "Mali", 13),
    ],
)
def test_a_countrys_capital_is_its_city(events: Events, text: str, country: str, lat: int) -> None:
    (record,) = events(f"{text}\n")
    assert (record["place"]["country"]["name"], round(record["place"]["point"]["lat"])) == (country, lat)


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Gunmen killed three soldiers in Tripoli on May 13, Lebanese officials said.", "Lebanon"),
        ("Dominican police shot dead a gang leader in Santiago on May 13.", "Dominican Republic"),
        ("A knifeman stabbed four people in London on May 13, Canadian police said.", "Canada"),
        ("Gunmen killed three soldiers in Tripoli on May 13, Libyan officials said.", "Libya"),
        ("Gunmen killed a guard in Athens on May 13, U.S. officials said.", "Greece"),
        ("Lebanese police held nine men. Gunmen killed three Libyan soldiers in Tripoli on May 13.", "Libya"),
    ],
)
def test_a_capitals_name_is_the_speakers_own_city_where_nothing_tells_of_the_capitals_country(
    events: Events, sentence: str, country: str
) -> None:
    assert events(f"{sentence}\n")[-1]["place"]["country"]["name"] == country
