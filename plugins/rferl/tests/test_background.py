"""What stands later in an article about other countries, other days or reactions doesn't leak into what was told before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def _countries(record: dict[str, Any]) -> set[str]:
    """The countries that a record names anywhere."""
    named = [record.get("place", {}), *record.get("actors", [])]
    return {one["country"]["name"] for one in named if "country" in one}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "Gunmen killed nine people in an attack on a village on May 13, police said.\n\n"
            "In neighboring Chad, the army has been fighting Boko Haram for years. Nigeria's army has also sent troops.",
            {"Chad", "Nigeria"},
        ),
        (
            "An air strike hit a market in Togoga on May 13, killing 51 people, doctors said.\n\n"
            "Eritrea entered the war in 2020. Eritrean troops have been accused of massacres in Ethiopia.",
            {"Eritrea"},
        ),
        (
            "Drones struck a wedding in the town of Bamina on May 13, killing 20 people, residents said.\n\n"
            "Russia and Turkey have both delivered drones to the army.",
            {"Russia", "Turkey"},
        ),
        (
            "Gunmen opened fire on a mosque on May 13, killing 11 worshippers.\n\n"
            "Attacks of this kind are common. In Burkina Faso, 30 worshippers were killed on April 20 in Essakane.",
            {"Burkina Faso"},
        ),
    ],
)
def test_a_country_named_in_a_later_paragraph_is_not_that_of_an_earlier_event(events: Events, text: str, other: set[str]) -> None:
    assert not _countries(events(f"{text}\n")[0]) & other


def test_the_only_country_an_article_is_about_may_be_named_later(events: Events) -> None:
    (record,) = events("Gunmen killed nine people in a village on May 13.\n\nThe governor said Nigeria would send troops.\n")
    assert {actor["country"]["name"] for actor in record["actors"]} == {"Nigeria"}


def test_a_dispatch_is_about_the_country_it_was_written_in_unless_it_names_another(events: Events) -> None:
    (record,) = events(
        "BAMAKO -- Gunmen attacked a military post near Menaka on May 13.\n\nNeighboring Niger expelled the French.\n"
    )
    assert record["place"]["country"]["name"] == "Mali"
    (record,) = events("NAIROBI -- Gunmen attacked a military post near Baidoa, Somalia, on May 13, killing six soldiers.\n")
    assert _countries(record) == {"Somalia"}
