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
        "Two marchers were shot dead in Arak on May 13. The ministry denied the role of police in the two killings, "
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
        "Thousands of demonstrators took to the streets of Gyumri for a third day on May 14.\n\n"
        "The rally went on after dark. Speakers addressed the crowd, and others marched past the town hall."
    )
    (record,) = events(text)
    assert record["type"] == "protest-intervention"
    assert [(t["measure"], t["low"]) for t in record["tolls"]] == [("arrested", 91)]
