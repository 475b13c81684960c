"""Texts that report no conflict: what goes on about an accident, and stray words of war; a report's events are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def _read(importer: Run, *paragraphs: str) -> tuple[list[dict[str, Any]], list[str]]:
    text = "\n\n".join(paragraphs)
    records, outcomes, _ = importer(f"NAIROBI, Kenya -- {text}\n".encode(), published="2024-05-15")
    return records, [outcome.reason for outcome in outcomes if outcome.reason]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "A blast ripped through a fireworks factory near Nakuru on Monday, killing nine workers.",
            "The explosion flattened two halls. Nineteen people were hospitalized.",
        ),
        ("A gas pipe exploded beneath a bakery in Kisumu on May 13, killing four.", "Two more people died in hospital later."),
        ("At least nine people were killed in a fire at a tannery in Nakuru on Monday.", "Five were hospitalized."),
        ("A garment factory in Kisumu caught fire on May 13, killing two workers.", "Six women were injured."),
        ("A bus plunged into a ravine near Mombasa on Monday, killing 12.", "Another 20 passengers were injured, police said."),
    ],
)
def test_what_goes_on_about_an_accident_is_no_event(importer: Run, paragraphs: tuple[str, ...]) -> None:
    records, reasons = _read(importer, *paragraphs)
    assert records == []
    assert set(reasons) <= {"ART-ACCIDENT", "ART-VAGUE", "ART-ANAPHOR"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("A bus plunged into a ravine near Mombasa on Monday, killing 12.", "Gunmen killed four people in Garissa on Tuesday."),
        ("A fire at a hospital in Nakuru killed 25.", "A bomb exploded at a market in Mandera on May 13, killing five people."),
        (
            "Floods killed 30 people in Garissa on May 12.",
            "An explosion outside a police station in Mombasa killed four officers on May 13.",
        ),
        ("Lightning killed three herders in Garissa.", "Al-Shabab fighters killed six soldiers in Lamu on May 13."),
    ],
)
def test_what_is_told_beside_an_accident_is_kept(importer: Run, paragraphs: tuple[str, ...]) -> None:
    assert len(_read(importer, *paragraphs)[0]) == 1


SUMMIT = (
    "The foreign ministers of Kenya and Ethiopia discussed trade and a new railway in Nairobi on Tuesday.",
    "They signed no document, but agreed to meet again in June. Both praised what they called a fruitful visit.",
    "The two economies grew by 5 percent last year, and exports of tea and coffee rose.",
    "The railway is to be paid for by loans, the finance ministry said. A bank in London will examine the plan.",
    "Analysts see the visit as a sign of better relations after years of mistrust.",
)


@pytest.mark.parametrize(
    "stray",
    [
        "The opposition says the government has been arresting and intimidating its critics in the capital.",
        "The old fort that was once the headquarters of the rebels of 1920 was the scene of a reception.",
    ],
)
def test_a_stray_word_of_war_in_a_text_about_something_else_is_no_event(importer: Run, stray: str) -> None:
    assert _read(importer, *SUMMIT, stray)[0] == []


@pytest.mark.parametrize(
    "told",
    [
        "Gunmen killed three policemen in Mandera on Monday.",
        "A car bomb exploded outside a hotel in Mogadishu on May 13, killing six people.",
        "Police fired tear gas at protesters in Kisumu on Tuesday.",
        "Rebels captured the town of Moyale on May 12.",
        "Five herders were shot dead by unknown attackers near Garissa on Monday.",
    ],
)
def test_an_event_told_in_passing_is_kept(importer: Run, told: str) -> None:
    assert len(_read(importer, *SUMMIT, told)[0]) == 1
