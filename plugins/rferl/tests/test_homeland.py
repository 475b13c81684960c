"""The country of who acted, where the telling itself names no place: that in which the text stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx.scoring.events import events_of

Events = Callable[[str], list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "BAKU -- Azerbaijan's president met Azerbaijan's ministers on May 12.\n\n"
            "In Yerevan, the opposition was on the streets on May 13. Gunmen shot and killed a lawyer at dusk.\n",
            "Civilians (Armenia)",
        ),
        (
            "WASHINGTON -- The U.S. president and the U.S. Congress spoke of the United States' long war on May 12.\n\n"
            "A bomb killed a clerk in Kandahar on May 13.\n\nTwo days before, gunmen had shot dead a prosecutor.\n",
            "Civilians (Afghanistan)",
        ),
        (
            "PORT-AU-PRINCE -- Gunmen shot dead two traders on May 13.\n\n"
            "Kenyan officers, the first of a force from Kenya, are to land.\n",
            "Civilians (Haiti)",
        ),
    ],
)
def test_victims_are_of_the_country_in_which_the_text_stands(events: Events, text: str, second: str) -> None:
    last = events_of(events(text))[-1]
    assert last.second is not None
    assert last.second.name == second
