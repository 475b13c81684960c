"""An event without a day: when it takes the day of the event that is told before it, and when it stays without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def _days(found: list[dict[str, Any]]) -> list[str | None]:
    return [record.get("date", {}).get("start") for record in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("MAIDUGURI, Nigeria -- Gunmen killed four farmers in Gwoza on May 10. Soldiers shelled a camp in Bama.", "2024-05-10"),
        (
            "MAIDUGURI, Nigeria -- Gunmen killed four farmers in Gwoza on May 14.\n\nSoldiers shelled a camp in Bama.",
            "2024-05-14",
        ),
        (
            "CALI, Colombia -- Rebels kidnapped two nurses in Toribio on Tuesday.\n\nA bomb wounded a guard in Corinto.",
            "2024-05-14",
        ),
        (
            "MOPTI, Mali -- Drones hit a market in Douentza on Wednesday.\n\nMilitants burned down a school in Bankass.",
            "2024-05-15",
        ),
        ("KHARKIV, Ukraine -- A missile hit a bakery in Izyum on May 3. Shells killed a man in Kupyansk.", "2024-05-03"),
    ],
)
def test_the_day_told_before_in_the_paragraph_or_that_of_the_news(events: Events, text: str, day: str) -> None:
    assert _days(events(f"{text}\n")) == [day, day]


@pytest.mark.parametrize(
    "text",
    [
        "MAIDUGURI, Nigeria -- Gunmen killed four farmers in Gwoza on May 10.\n\nSoldiers shelled a camp in Bama.",
        "CALI, Colombia -- Rebels kidnapped two nurses in Toribio on May 2.\n\nA bomb wounded a guard in Corinto.",
        "KHARKIV, Ukraine -- A missile hit a bakery in Izyum on Friday.\n\nShells killed a man in Kupyansk.",
    ],
)
def test_behind_an_older_day_a_new_paragraph_may_tell_of_another(events: Events, text: str) -> None:
    first, second = _days(events(f"{text}\n"))
    assert first is not None
    assert second is None


def test_a_concluded_day_is_not_handed_on(events: Events) -> None:
    days = _days(
        events(
            "MOPTI, Mali -- Drones hit a market in Douentza on May 14. Militants burned down a school in Bankass. "
            "Gunmen kidnapped a teacher in Kona.\n"
        )
    )
    assert days == ["2024-05-14", "2024-05-14", None]


@pytest.mark.parametrize(
    "behind",
    [
        "The attack followed an air strike that had hit a clinic in Gardez.",
        "The bombing came after gunmen had kidnapped two doctors in Zurmat.",
    ],
)
def test_what_one_sentence_sets_beside_another_event_has_a_day_of_its_own(events: Events, behind: str) -> None:
    days = _days(events(f"KHOST, Afghanistan -- A suicide bomber killed six people in Khost on May 14. {behind}\n"))
    assert days == ["2024-05-14", None]


@pytest.mark.parametrize(
    "text",
    [
        "GOMA, Congo -- Rebels seized the town of Sake a day earlier, residents said.",
        "ADEN, Yemen -- Two days later a drone hit a depot near Mocha.",
        "HERAT, Afghanistan -- A bomb killed four worshipers in Herat the day before.",
        "CALI, Colombia -- Hours later gunmen shot dead a priest in Jamundi.",
    ],
)
def test_what_is_counted_from_a_day_that_nobody_told_stays_without_one(events: Events, text: str) -> None:
    assert _days(events(f"{text}\n")) == [None]


@pytest.mark.parametrize(
    ("behind", "day"),
    [
        ("Rebels seized the town of Sake a day earlier, residents said.", "2024-05-10"),
        ("Two days later, rebels seized the town of Sake.", "2024-05-13"),
    ],
)
def test_it_is_counted_from_the_last_day_told_in_the_paragraph_above(events: Events, behind: str, day: str) -> None:
    above = "The bishop spoke in the cathedral on May 11. He called for calm. The choir sang. Many wept."
    assert _days(events(f"GOMA, Congo -- {above}\n\n{behind}\n")) == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (  # the year of the paragraph
            "KIDAL, Mali -- On October 31, 2021, rebels killed 12 soldiers in Kidal. On November 14, they shelled Gao.",
            ["2021-10-31", "2021-11-14"],
        ),
        (
            "KIDAL, Mali -- On December 20, 2021, rebels killed 12 soldiers in Kidal. On January 4, they shelled Gao.",
            ["2021-12-20", "2022-01-04"],
        ),
        (  # but not of another paragraph, nor the year since which something has gone on
            "KIDAL, Mali -- On October 31, 2021, rebels killed 12 soldiers in Kidal.\n\nOn May 4, they shelled Gao.",
            ["2021-10-31", "2024-05-04"],
        ),
        (
            "KYIV, Ukraine -- It was the worst raid since February 24, 2022. On May 4, a missile killed four people in Izyum.",
            ["2024-05-04"],
        ),
        (  # nor what is told in passing, where the day is one of the last
            "NIAMEY, Niger -- The junta, which won on July 26, 2021, is weak. On April 9, gunmen killed nine in Inates.",
            ["2024-04-09"],
        ),
        (
            "KABUL, Asia -- On August 15, 2021, the capital fell. Attacks went on. On May 2, a bomb killed six in Herat.",
            ["2024-05-02"],
        ),
        (
            "BAMAKO, Mali -- On March 3, 2022, gunmen killed 20 soldiers in Inates. On May 13, they killed nine in Gao.",
            ["2022-03-03", "2024-05-13"],
        ),
        (
            "GOMA, Congo -- Rebels shelled Goma on May 4. At the time, some 500 people were holding a rally in Bukavu.",
            ["2024-05-04", "2024-05-04"],
        ),
        (
            "GOMA, Congo -- Rebels shelled Goma on May 4. By noon, a crowd had burned down 15 homes in Bukavu.",
            ["2024-05-04", "2024-05-04"],
        ),
        (
            "GOMA, Congo -- Since May 4 the city has been theirs: On that day rebels stormed the airport of Goma.",
            ["2024-05-04"],
        ),
        (
            "GOMA, Congo -- Two bodies were pulled out of a house in Goma on May 4, which a shell had hit a day earlier.",
            ["2024-05-03"],
        ),
        ("GAO, Mali -- A bus was stopped by gunmen near Gao on May 4 and 17 of those on board were abducted.", ["2024-05-04"]),
    ],
)
def test_the_day_that_words_count_from(events: Events, text: str, days: list[str]) -> None:
    assert _days(events(f"{text}\n")) == days


def test_until_the_following_morning_is_both_days(events: Events) -> None:
    text = "GOMA, Congo -- Rebels came on May 4. At Sake, the garrison fought them until the following morning, killing ten.\n"
    (record,) = events(text)
    assert (record["date"]["start"], record["date"]["end"]) == ("2024-05-04", "2024-05-05")


def test_the_dead_who_lie_there_until_the_next_day_fell_in_the_fight_told_before(events: Events) -> None:
    text = "GOMA, Congo -- Rebels stormed Rutshuru on May 4. The bodies of six soldiers lay in the street until the next day.\n"
    (record,) = events(text)
    assert (record["date"]["start"], record["tolls"][0]["best"]) == ("2024-05-04", 6)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Six days after a car bomb killed 12 people in Baidoa, shops have reopened.", "2024-05-09"),
        ("Twelve days after two explosions tore through a mosque in Baidoa, nobody has been arrested.", "2024-05-03"),
        ("Parents are still waiting three weeks after gunmen abducted 30 pupils in Baidoa.", "2024-04-21"),  # and six days more
        ("Six days after a car bomb killed 12 people in Baidoa, shops reopened.", None),
        ("The army said six days after a car bomb killed 12 people in Baidoa that it has arrested two men.", None),
    ],
)
def test_how_things_stand_so_long_after_it_tells_when_it_was(events: Events, text: str, day: str | None) -> None:
    assert _days(events(f"MOGADISHU, Somalia -- {text}\n"))[0] == day


def test_what_came_a_day_earlier_is_not_the_day_on_which_the_crowd_was_shot_at(events: Events) -> None:
    text = (
        "YANGON, Myanmar -- Soldiers shot into a funeral in Bago on May 12, killing a woman.\n\n"
        "Mourners were singing for a student, one of those shot dead a day earlier, when soldiers appeared and opened fire.\n\n"
        "Thousands marched through Dawei on the same day.\n"
    )
    assert _days(events(text))[-1] == "2024-05-12"


def test_the_same_day_is_none_that_somebody_plans_for(events: Events) -> None:
    one, other = events(
        'BELGRADE, Serbia -- Students rallied in Belgrade on May 14. "We will march on Friday," one of them said. On the same '
        "day, hundreds protested in Nis.\n"
    )
    assert one["date"]["start"] == other["date"]["start"] == "2024-05-14"


@pytest.mark.parametrize(
    "text",
    [
        "NAIROBI, Kenya -- Some 80 students marched through Kisumu in anger at last month's fuel tax.",
        "MINSK, Belarus -- Police clashed with demonstrators who rallied in Brest against last year's referendum.",
        "LIMA, Peru -- Teachers blocked a bridge in Cusco over last week's pay deal.",
    ],
)
def test_the_time_of_what_is_protested_against_is_not_the_protests(events: Events, text: str) -> None:
    assert _days(events(f"{text}\n")) == [None]
