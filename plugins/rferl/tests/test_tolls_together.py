"""Figures that count the dead and the hurt together, and figures told for one of several places, on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx_rferl.tolls.of_whom import told_apart

Events = Callable[[str], list[dict[str, Any]]]
BLAST = "KABUL, Afghanistan -- A suicide bomber struck a mosque in Kunduz on May 13"


def _tolls(record: dict[str, Any]) -> list[tuple[str, int | None]]:
    return [(toll["measure"], toll.get("best", toll.get("low"))) for toll in record.get("tolls", ())]


@pytest.mark.parametrize(
    ("rest", "tolls"),
    [
        (". It left more than 60 people dead or wounded, police said.", [("casualties", 61)]),
        (". It left 60 worshippers dead and wounded.", [("casualties", 60)]),
        (". The UN mission put the toll at more than 100 killed and wounded.", [("casualties", 101)]),
        (". There were more than 100 dead and wounded.", [("casualties", 101)]),
        (". Hospitals counted 90 dead or injured, a doctor said.", [("casualties", 90)]),
        (". At least 30 people were killed and wounded.", [("casualties", 30)]),
        (". At least 30 people have been killed or hurt in the bombing.", [("casualties", 30)]),
        (", killing or wounding 30 people.", [("casualties", 30)]),
        (". It killed and wounded more than 40 worshippers, the governor said.", [("casualties", 41)]),
        (". The casualty toll was 80, a doctor said.", [("casualties", 80)]),
        (". The number of killed and wounded stands at 90.", [("casualties", 90)]),
        (". It left 20 people dead and 40 wounded.", [("killed", 20), ("injured", 40)]),
        (". It left 20 people dead and others wounded.", [("killed", 20)]),
        (". It killed nine and wounded 40 worshippers.", [("killed", 9), ("injured", 40)]),
        (". The casualty toll was 80 dead, a doctor said.", [("killed", 80)]),
        (". The toll stood at 46 dead and 143 wounded.", [("killed", 46), ("injured", 143)]),
    ],
)
def test_dead_and_hurt_counted_together_are_casualties(events: Events, rest: str, tolls: list[tuple[str, int]]) -> None:
    (record,) = events(f"{BLAST}{rest}\n")
    assert _tolls(record) == tolls


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        (
            "The army executed 223 civilians in the villages of Nondin and Soro on May 13. "
            "It said 44 people were killed in Nondin and 179 in Soro.",
            [223],
            [[44], [179]],
        ),
        (
            "Strikes on Rafah and Khan Yunis killed 30 people on May 13. Twenty died in Rafah and 10 in Khan Yunis.",
            [30],
            [[20], [10]],
        ),
        ("Strikes on Rafah and Khan Yunis killed 30 people on May 13. Twenty people died in Rafah.", [30], [[20], []]),
        ("Russia shelled Nikopol and Kherson on May 13. Two people were killed in Kherson.", [], [[], [2]]),
        ("Gunmen killed nine people in Kutum and four others in Nyala on May 13.", [], [[9], [4]]),
        ("Gunmen raided Kutum and Nyala on May 13. A trader and two drivers were killed in Nyala.", [], [[], [3]]),
        ("Bombs went off in Baghdad and Baquba on May 13, killing 12 people. The blasts also wounded 30.", [12, 30], [[], []]),
    ],
)
def test_a_toll_stands_once_where_it_is_told(events: Events, text: str, whole: list[int], parts: list[list[int]]) -> None:
    campaign, *places = events(f"{text}\n")
    assert campaign["kind"] == "campaign"
    assert [n for _, n in _tolls(campaign)] == whole
    assert [[n for _, n in _tolls(place)] for place in places] == parts


@pytest.mark.parametrize(
    ("rest", "tolls"),
    [
        (". No one was hurt, but a shop was damaged.", [("killed", 0), ("injured", 0)]),
        (". No one was injured but the windows of a bank were broken.", [("killed", 0), ("injured", 0)]),
        (". No one was hurt, but 13 worshippers and a policeman were taken to a hospital.", [("injured", 13), ("injured", 1)]),
        (". No one was killed but one man was hurt.", [("killed", 0), ("injured", 1)]),
        (". No one was killed except the bomber.", []),
    ],
)
def test_no_one_is_not_one(events: Events, rest: str, tolls: list[tuple[str, int]]) -> None:
    (record,) = events(f"{BLAST}{rest}\n")
    assert _tolls(record) == tolls


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Fano said its fighters had lost two men and killed 30 in Debre Birhan on May 8.", ["its fighters", None]),
        ("Police killed ten gunmen and lost eight of their own in a battle in Kumanovo on May 9.", ["gunmen", "Police"]),
        ("The rebels lost 12 men in the battle of Kumanovo on May 9.", ["The rebels"]),
        ("The army lost four soldiers but killed 20 rebels in Kumanovo on May 9.", ["soldiers", "rebels"]),
        ("U.S. forces killed the leader of Islamic State in Baidoa on May 5.", ["leader"]),
        ("Israeli forces killed two leaders of Hamas in Gaza City on May 5.", ["leaders"]),
        ("Gunmen killed the leader of a village council in Quetta on May 5.", [None]),
    ],
)
def test_whose_dead_they_are_is_told(events: Events, text: str, groups: list[str | None]) -> None:
    (record,) = events(f"{text}\n")
    assert [toll.get("group") for toll in record["tolls"]] == groups


def test_figures_of_one_claimant_that_are_of_different_people_say_of_whom(events: Events) -> None:
    (record,) = events(
        "OSH, Kyrgyzstan -- Gunmen opened fire on a market in Osh on March 2, 2026. Police said nine traders were killed and "
        "that three passersby died.\n"
    )
    assert [(toll["who"], toll.get("group")) for toll in record["tolls"]] == [
        ("civilians", "nine traders"),
        ("civilians", "three passersby"),
    ]


def test_what_is_less_than_a_part_is_not_the_figure_of_all() -> None:
    claim = {"measure": "killed", "claimant": "an official"}
    ten = {**claim, "who": "group", "group": "rebels", "low": 10, "best": 10, "high": 10, "text": "ten rebels"}
    for words, said in (
        ("two of his own", ("group", "two of his own")),
        ("two dead", ("unspecified", None)),
        ("12", ("all", None)),
    ):
        figure = 12 if words == "12" else 2
        (_, toll) = told_apart([ten, {**claim, "who": "all", "low": figure, "best": figure, "high": figure, "text": words}])
        assert (toll["who"], toll.get("group")) == said


@pytest.mark.parametrize(
    ("victims", "killed"),
    [
        ("seven police officers in Kandahar and Lashkar Gah", [7]),
        ("six soldiers near Kandahar, Lashkar Gah and Spin Boldak", [6]),
        ("three soldiers in Sloviansk and nearby Chasiv Yar", [3]),
        ("two engineers and John Smith in Kabul", [3]),
        ("two police officers in Kabul and John Smith in Herat", [2, 1]),
    ],
)
def test_the_second_of_the_places_behind_a_figure_is_no_victim(events: Events, victims: str, killed: list[int]) -> None:
    told = events(f"KABUL, Afghanistan -- Bombs killed {victims} on May 13.\n")
    assert [best for record in told for _, best in _tolls(record)] == killed
