"""What nothing bounds is no event: told behind others without a day, a place and anybody hit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
LEAD = (
    "OUAGADOUGOU, Burkina Faso -- Gunmen have killed six villagers in Djibo in northern Burkina Faso, officials said on March 6."
)


def _types(importer: Run, *paragraphs: str) -> tuple[list[str], list[str]]:
    records, outcomes, _ = importer(
        "\n\n".join((LEAD, "The governor said that markets would stay closed.", *paragraphs)).encode() + b"\n",
        published="2023-03-07",
    )
    return [record["type"] for record in records], [outcome.reason for outcome in outcomes if outcome.kind == "withheld"]


@pytest.mark.parametrize(
    "behind",
    [
        "Elsewhere, troops of the Multinational Force pushed the militants out of two bases.",
        "Boko Haram has set fire to the homes of two chiefs.",
    ],
)
def test_what_is_told_behind_without_day_place_and_victims_is_withheld(importer: Run, behind: str) -> None:
    assert _types(importer, behind) == (["attack-on-civilians"], ["ART-VAGUE"])


@pytest.mark.parametrize(
    "behind",
    [
        "Elsewhere, troops of the Multinational Force pushed the militants out of two bases on March 2.",
        "Boko Haram has set fire to the homes of two chiefs in Dori.",
        "Boko Haram fighters have kidnapped four teachers.",
    ],
)
def test_a_day_a_place_or_victims_bound_an_event(importer: Run, behind: str) -> None:
    kinds, reasons = _types(importer, behind)
    assert (len(kinds), reasons) == (2, [])


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Rebel forces seized the capital and forced the president of Chad to flee.", "Chad"),
        ("Army officers seized the capital of Mali.", "Mali"),
    ],
)
def test_a_capital_that_is_seized_is_a_town(importer: Run, text: str, country: str) -> None:
    (record,), _, _ = importer(f"{text}\n".encode(), published="2024-05-15")
    place = record["place"]
    assert (record["type"], place["precision"], place["country"]["name"]) == ("territory-overtaken", "settlement", country)
    assert "point" in place


def test_an_army_that_admits_a_loss_has_lost_it(importer: Run) -> None:
    (record,), _, _ = importer(
        b"Sri Lanka's army admitted on May 13 the loss of its camp at Mullaitivu.\n", published="2024-05-15"
    )
    assert (record["type"], record["place"]["name"]) == ("territory-overtaken", "Mullaitivu")
