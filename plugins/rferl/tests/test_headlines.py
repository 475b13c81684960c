"""Headlines: read where nothing else tells what happened, the same event as the text's, and nothing where it is only usual."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx.scoring.events import events_of

Events = Callable[[str], list[dict[str, Any]]]


def _told(records: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (e.kind, [a.name for a in e.actors], [(t.measure, t.low) for t in e.tolls], [p.name for p in e.places])
        for e in events_of(records)
    ]


@pytest.mark.parametrize(
    ("title", "kind", "actors", "tolls"),
    [
        ("Gunmen kill five in Mopti", "Attack", "Unidentified Armed Group (Mali);Civilians (Mali)", [("killed", 5)]),
        ("Gunmen Kill Five In Mopti", "Attack", "Unidentified Armed Group (Mali);Civilians (Mali)", [("killed", 5)]),
        ("Taliban Kills Journalist In Kandahar", "Attack", "*;Civilians (Afghanistan)", [("killed", 1)]),
        ("Blast rocks market in Kabul, kills 12", "Remote explosive/landmine/IED", "*;Civilians (Afghanistan)", [("killed", 12)]),
        ("Jihadists overrun army base near Djibo, kill 30 soldiers", "*", "Jihadists (Burkina Faso);*", [("killed", 30)]),
        ("Syrian Democratic Forces Capture Town Of Manbij", "*", "Syrian Democratic Forces (SDF);*", []),
        ("Troops, rebels clash in Goma as mortar bombs hit market", "Armed clash", "*;*", []),
        ("Police Detain 20 Protesters In Baku", "Protest with intervention", "*;Protesters (Azerbaijan)", [("arrested", 20)]),
        ("Police raid kills three in Dagestan", "*", "*;*", [("killed", 3)]),
        ("Armenia, Azerbaijan sign peace deal in Prague", "Agreement", "*;*", []),
        (
            "Gunmen Kill Five UAE Soldiers In Aden",
            "Armed clash",
            "*;Military Forces of the United Arab Emirates",
            [("killed", 5)],
        ),
    ],
)
def test_a_headline_alone_is_read(events: Events, title: str, kind: str, actors: str, tolls: list[tuple[str, int]]) -> None:
    ((kind_told, named, counts, _),) = _told(events(f"{title}\n"))
    assert kind in ("*", kind_told)
    assert [want if want == "*" else name for want, name in zip(actors.split(";"), named, strict=True)] == actors.split(";")
    assert counts == tolls


def test_each_line_of_a_list_of_headlines_is_read(events: Events) -> None:
    lines = ("Drone Strike Kills 7 In Kidal", "Gunmen kill five in Mopti market on Tuesday", "Clashes in Segou leave 10 dead")
    for between in ("\n", "\n\n"):
        assert [event["place"]["name"] for event in events(between.join(lines) + "\n")] == ["Kidal", "Mopti", "Segou"]


def test_a_headline_gives_no_day_that_it_doesnt_say(events: Events) -> None:
    (record,) = events("Gunmen kill five in Mopti\n")
    assert "date" not in record
    (dated,) = events("Gunmen kill five in Mopti on Monday\n")
    assert dated["date"]["start"] == "2024-05-13"


@pytest.mark.parametrize("title", ["Gunmen kill five in Mopti", "Gunmen Kill Five In Mopti"])
def test_what_the_text_tells_too_is_told_once(events: Events, title: str) -> None:
    text = "Gunmen killed five people in the central Malian town of Mopti on Monday, officials said."
    assert _told(events(f"{title}\n\n{text}\n")) == _told(events(f"{text}\n"))


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Rebels Seize Mining Town Of Rubaya, Kill 12", "Rubaya"),
        ("Gunmen Kill Four Police In Cape Town", "Cape Town"),
        ("Car Bomb Kills Two In Salt Lake City", "Salt Lake City"),
    ],
)
def test_a_headline_names_its_place_whatever_is_capital(events: Events, title: str, place: str) -> None:
    (record,) = events(f"{title}\n")
    assert record["place"]["name"] == place


def test_who_a_headline_names_is_written_as_there(events: Events) -> None:
    (record,) = events("Masked Gunmen Kill Five Police Officers In Mopti On May 13\n")
    assert [actor["text"] for actor in record["actors"]] == ["Masked Gunmen", "Police Officers"]


def test_evidence_quotes_the_headline_as_it_stands(events: Events) -> None:
    (record,) = events("Gunmen Storm Hotel In Mopti, Kill Five Guests\n")
    quotes = {one["pointer"]: one["quote"] for one in record["evidence"]}
    assert quotes["/tolls/0"]["exact"] in "Gunmen Storm Hotel In Mopti, Kill Five Guests"[quotes["/tolls/0"]["start"] :]
    assert record["notes"] == "Gunmen Storm Hotel In Mopti, Kill Five Guests"


@pytest.mark.parametrize(
    "line",
    [
        "Rebels vow to storm the town and kill the governor of Goma",
        "Why gunmen attack schools in Zamfara so often",
        "Every Friday villagers march in Bilin and soldiers fire tear gas",
        "In a letter about missile launches, doctors in Sanaa asked for help on Monday.",
        "Herders in Plateau state say rebels often attack their camps on Sunday mornings.",
    ],
)
def test_what_is_usual_or_only_meant_is_no_event(events: Events, line: str) -> None:
    assert events(f"{line}\n") == []
