"""One event told twice in an article is one, two that look alike stay two, and what tells of none gives none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]

ONE = [
    # Paragraphs behind the lead, in the lead's town and without its day.
    "Shells struck a bus depot in Toretsk overnight, the mayor said.\n\n"
    "Talks on a truce went on in Minsk.\n\n"
    "Neither side has withdrawn its tanks.\n\n"
    "A school in the west of Toretsk was badly damaged by the shelling of Toretsk.",
    # The lead tells neither day nor town.
    "Soldiers killed three marchers in a southern town that has been restless since March, activists said.\n\n"
    "The marches began over the price of bread.\n\n"
    "The government blames foreign agents.\n\n"
    "On Monday, troops surrounded a bridge in Dezful and fired at the marchers, activists said.",
    # Whom the troops fired at is told before.
    "Troops opened fire on protesters in Zahedan on May 13, killing at least two, activists said.\n\n"
    "One group posted clips of bloodied men being carried away.\n\n"
    "Another said that the troops were shooting to kill and hospitals were full.",
    # The same victims again.
    "Gunmen killed 14 passengers in Ormara on May 13, officials said.\n\n"
    "The men wore uniforms, an officer said.\n\n"
    "Fourteen passengers had been led from their coach and were shot dead, an officer added.",
    # Hurt in what "after" tells.
    "A customs man was wounded in a shoot-out along the Kenyan-Somali border over the weekend.\n\n"
    "Officials said the 30-year-old inspector was hospitalized after the shoot-out erupted early on May 11.",
    # Fighters who were captured in a fight, and the fight.
    "Troops killed five insurgents and captured one more in Zabul on May 13, NATO said.\n\n"
    "It said the troops were looking for a commander when the insurgents fired on them in Zabul.",
    # It was to be defused and went off.
    "Police found and tried to defuse a bomb in Nad Ali on May 13, but it exploded, killing two officers.",
]

TWO = [
    "Shells struck a bus depot in Toretsk on May 13, the mayor said.\n\n"
    "Talks on a truce went on in Minsk.\n\n"
    "Neither side has withdrawn its tanks.\n\n"
    "Shelling badly damaged a school in Pokrovsk.",
    "Gunmen killed 14 passengers in Ormara on May 13, officials said.\n\nIn Turbat, gunmen killed 14 passengers of another bus.",
    "A suicide bomber hit a police station in Khujand on May 6, killing two people.\n\n"
    "Days later, a bomb went off at a disco in Khujand, wounding seven people.",
    "Police defused a bomb in Nad Ali on May 13. Another bomb exploded in Sangin on May 13, killing two officers.",
]

NONE = [
    "Drone attacks on oil depots in the region of Samara have intensified in recent days, the governor said.",
    "Rocket attacks on Sderot have become more frequent in recent days.",
    "A court in Aqtau jailed an editor amid a widening crackdown on supporters of the party.",
    "The crackdown on independent media in Baku has been denounced abroad.",
    "The minister ruled out talks in Rasht and told the rebels to hand in their weapons.",
    "Farmers near Dvani said that a truck took the Russian soldiers back to their camp.",
    "Troops have set up nine checkpoints on the highway to Kulob.",
    '"The operation is over. Seven men were killed in Grozny, and four were detained," the minister wrote on May 13.',
]


@pytest.mark.parametrize("text", ONE)
def test_one_event_told_again_is_one(events: Events, text: str) -> None:
    assert [record["kind"] for record in events(text)] == ["event"]


@pytest.mark.parametrize("text", TWO)
def test_two_events_that_look_alike_stay_two(events: Events, text: str) -> None:
    assert [record["kind"] for record in events(text)] == ["event", "event"]


@pytest.mark.parametrize("text", NONE)
def test_what_tells_of_no_event_gives_none(events: Events, text: str) -> None:
    assert events(text) == []


def test_a_bloody_friday_is_no_day_of_the_week(events: Events) -> None:
    (told,) = events('Survivors accuse the army of massacring 40 marchers on a "bloody Friday" in Osh on May 3.')
    assert told["date"]["start"] == "2024-05-03"
