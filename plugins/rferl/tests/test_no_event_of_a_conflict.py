"""Accidents, corrections, novels and games are withheld by their own reasons; what resembles them and was an attack is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx_rferl.classifying import classify

Run = Callable[..., Any]


def _reasons(importer: Run, sentence: str) -> tuple[int, set[str]]:
    records, outcomes, _ = importer(f"NAIROBI, Kenya -- {sentence}\n".encode(), published="2024-05-15")
    return len(records), {outcome.reason for outcome in outcomes if outcome.reason}


@pytest.mark.parametrize(
    "sentence",
    [
        "Two miners died in a coal-mine explosion in Kisumu on Tuesday.",
        "Five miners were killed in a gas explosion at a coal mine in Nakuru on May 13.",
        "An explosion at a gold mine near Kisumu killed nine workers on May 13.",
        "An explosion tore through a copper mine in Zambia on May 13, killing 14 people.",
        "A blast in the Raspadskaya pit killed 12 miners in Kemerovo, Russia, on May 13.",
        "Rescuers found the bodies of 11 miners after a methane blast at a mine in Soma, Turkey, on May 13.",
        "A fire at a hospital in Nakuru killed 25.",
        "A fire in a nightclub in Kisumu on May 13 left 30 people dead.",
        "Fire swept through a market in Kisumu on May 13, killing four traders.",
        "An explosion at a fireworks plant in Nakuru on May 13 killed six.",
        "A collapse at a school in Kampala, Uganda, killed 25 on May 13.",
        "An earthquake killed 12 people in Herat, Afghanistan, on Wednesday.",
        "Floods killed 30 people in Garissa on May 13.",
        "Lightning killed three herders in Garissa on May 13.",
        "Fifteen people were killed under a collapsed canopy at a railway station in Novi Sad on May 13.",
        "A falling balcony killed two women in Mumbai on May 13.",
        "A bus whose brakes had failed ran into pilgrims in Karbala, Iraq, on May 13, killing nine.",
        "The brakes of a truck failed and it ran into a market in Mbeya, Tanzania, on May 13, killing 14.",
        "A lorry carrying cement lost control and ran over traders in Ibadan, Nigeria, on May 13, killing seven.",
        "A bus ran into a group of schoolchildren in Mendoza, Argentina, on May 13, killing four.",
        "A lorry ran over pedestrians in Graz, Austria, on May 13, killing five; police said it was not deliberately done.",
        "A truck whose driver fell asleep slammed into a line of carts near Bhopal, India, on May 13, killing eight people.",
    ],
)
def test_an_accident_or_a_disaster_is_withheld_as_one(importer: Run, sentence: str) -> None:
    assert _reasons(importer, sentence) == (0, {"ART-ACCIDENT"})


@pytest.mark.parametrize(
    "sentence",
    [
        "A mine killed four children in Mandera on May 13.",
        "Gunmen killed six miners at a gold mine near Kisumu on May 13.",
        "A bomb exploded at the entrance of a coal mine in Duki, Pakistan, on May 13, killing three miners.",
        "A truck carrying miners struck a mine near Harnai, Pakistan, on May 13, killing 11.",
        "A land mine exploded near a coal mine in Luhansk, Ukraine, on May 13, killing two workers.",
        "Arsonists set fire to a hospital in Nakuru on May 13, killing five patients.",
        "A rocket hit a fuel depot in Kisumu on May 13. The fire killed two people.",
        "A bus ran into an ambush by gunmen near Garissa on May 13; six passengers were killed.",
        "A lorry ran over a mine near Mandera on May 13, killing six traders.",
        "A truck laden with explosives crashed into the gate of a police station in Garissa on May 13, killing six.",
    ],
)
def test_a_weapon_at_a_mine_or_a_fire_that_was_set_is_no_accident(importer: Run, sentence: str) -> None:
    assert _reasons(importer, sentence)[0] == 1


def test_the_dead_of_an_accident_in_another_town_go_to_no_event_told_before(importer: Run) -> None:
    text = "A bomb killed five people in Nakuru on May 13.\n\nA fire at a hospital in Kampala, Uganda, killed 25."
    (record,), outcomes, _ = importer(f"NAIROBI, Kenya -- {text}\n".encode(), published="2024-05-15")
    assert [toll["best"] for toll in record["tolls"]] == [5]
    assert [outcome.reason for outcome in outcomes if outcome.reason] == ["ART-ACCIDENT"]


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("2 miners dead in Karaganda coal mine explosion", False),
        ("Coal-mine blast kills 12 in Kemerovo", False),
        ("Explosion at gold mine kills nine workers", False),
        ("Methane explosion in Turkish mine leaves 41 dead", False),
        ("Colliery blast leaves 14 dead in Jharkhand", False),
        ("Land mine kills four children in Balkh", True),
        ("Bomb at coal mine kills 3", True),
        ("Roadside mine kills two soldiers", True),
        ("Mine explosion kills five soldiers", True),
    ],
)
def test_a_headline_of_a_mine_s_accident_is_classified_as_no_event(headline: str, told: bool) -> None:
    assert (classify(headline) is not None) is told


@pytest.mark.parametrize(
    "sentence",
    [
        "Correction: An earlier version of this story said five people were killed in Grozny, Russia, on May 1, 2024.",
        "This story has been corrected: it previously stated that four people were shot dead in Lviv on May 12.",
        "CORRECTION: This article wrongly reported that rebels had seized Luhansk on May 10.",
        "Editor's note: A previous version of this report misstated that the bomb killed 12 people in Odesa on May 11.",
        "An earlier version of this article incorrectly said that soldiers shelled Kharkiv on May 12.",
    ],
)
def test_what_a_correction_takes_back_is_no_event(importer: Run, sentence: str) -> None:
    assert _reasons(importer, sentence) == (0, {"ART-CORRECTED"})


@pytest.mark.parametrize(
    "sentence",
    [
        "The novel tells how rebels stormed the palace in Bangui, Central African Republic, in 2013.",
        "The film depicts the night in May 2021 when soldiers shot dead 20 villagers in Mopti, Mali.",
        "Her play, staged in Kisumu, portrays a mob that lynched two teachers in Garissa in March 2019.",
        "The television series is about a policeman who was shot dead in Mombasa on May 3.",
        "In his first novel, soldiers shot 40 monks in Mandera on May 3, 1990.",
        "Chess grandmaster attacks: on May 2, 2024, Ding attacked on the kingside and killed off the game in Singapore.",
        "On May 13, Carlsen attacked with his rook and bishop in Stavanger and won in 40 moves.",
        "Kenya attacked down the left and Omondi shot wide in Nairobi on May 13.",
        "Arsenal bombarded the visitors' goal in Nairobi on May 13 and struck twice before halftime.",
    ],
)
def test_what_a_novel_or_a_game_tells_is_no_event(importer: Run, sentence: str) -> None:
    assert _reasons(importer, sentence) == (0, {"ART-FICTION"})


@pytest.mark.parametrize(
    "sentence",
    [
        "Her memoir describes how police opened fire on protesters in Kisumu in June 2023, killing three.",
        "The author of the novel told reporters that gunmen had shot and wounded him in Mombasa on May 13.",
        "Gunmen shot dead the author of a novel in Mombasa on May 13.",
        "Rebels shelled a chess club in Kisumu on May 13, killing two players.",
        "A bomb exploded at a stadium in Kisumu on May 13 before halftime, killing nine.",
        "The army corrected its fire and shelled Mandera again on May 13, killing two people.",
    ],
)
def test_what_resembles_a_novel_a_game_or_a_correction_is_told(importer: Run, sentence: str) -> None:
    assert _reasons(importer, sentence)[0] == 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Air raid alert across Ukraine.", False),
        ("Air raid sirens sound in Kyiv, Ukraine, on May 13.", False),
        ("Air raid alerts were declared in 12 regions of Ukraine on May 13.", False),
        ("An air-raid warning sent residents of Odesa, Ukraine, to shelters on May 13.", False),
        ("An air raid on Lviv, Ukraine, killed two people on May 13 before the alert was lifted.", True),
        ("A bomb exploded in Kisumu on May 13 after a warning.", True),
    ],
)
def test_an_alert_is_no_attack(importer: Run, sentence: str, told: bool) -> None:
    assert _reasons(importer, sentence)[0] == told
