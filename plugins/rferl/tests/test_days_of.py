"""What went on for days, and what is told of one of these days in the same town."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("lead", "behind"),
    [
        (
            "AMBON, Indonesia -- Police are trying to keep apart Muslims and Christians in Ambon after two days of street "
            "battles in which 24 people are reported to have died.",
            "It started on May 12 with a row over a fare. On May 13 a mob set upon a ferry's crew in Ambon; one sailor drowned.",
        ),
        (
            "JOS, Nigeria -- Three days of riots in Jos have left 40 people dead, officials said on May 14.",
            "On May 13 a crowd beat a driver to death in Jos.",
        ),
        (
            "KARACHI, Pakistan -- Four days of violence in Karachi have cost 20 lives, police said on May 14.",
            "On May 12 gunmen killed three shopkeepers in Karachi.",
        ),
    ],
)
def test_a_day_of_it_is_part_of_it_and_keeps_its_toll(events: Events, lead: str, behind: str) -> None:
    whole, day = events(f"{lead}\n\n{behind}\n")
    assert [(link["type"], link["target"]) for link in day["relations"]] == [("part-of", whole["id"])]
    assert len(whole["tolls"]) == len(day["tolls"]) == 1


@pytest.mark.parametrize(
    "behind",
    ["On May 13 gunmen killed a nurse in Bria.", "On March 2 a mob stoned a trader to death in Bambari."],
)
def test_another_town_or_another_month_is_no_part_of_it(events: Events, behind: str) -> None:
    found = events(
        f"BANGUI, Central African Republic -- After two days of clashes in Bambari, troops came on May 14.\n\n{behind}\n"
    )
    assert not any(record.get("relations") for record in found)
