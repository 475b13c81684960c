"""Times, by the coding rules' table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from eventx_rferl.language.dates import phrases_in, resolve
from eventx_rferl.model import When

Events = Callable[[str], list[dict[str, Any]]]

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def _one(words: str, published: date | None = PUBLISHED) -> When | None:
    found = [p for p in phrases_in(words, 0, len(words), published) if p.when is not None]
    return found[0].when if found else None


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("on May 14", (2024, 5, 14), (2024, 5, 14), "day"),
        ("on 14 May 2019", (2019, 5, 14), (2019, 5, 14), "day"),
        ("late on December 30", (2023, 12, 30), (2023, 12, 30), "day"),
        ("on February 3, 2011,", (2011, 2, 3), (2011, 2, 3), "day"),
        ("between February 21 and 27", (2024, 2, 21), (2024, 2, 27), "days"),
        ("from December 30 to January 2", (2023, 12, 30), (2024, 1, 2), "days"),
        ("overnight", (2024, 5, 14), (2024, 5, 15), "days"),
        ("yesterday", (2024, 5, 14), (2024, 5, 14), "day"),
        ("today", (2024, 5, 15), (2024, 5, 15), "day"),
        ("on Sunday", (2024, 5, 12), (2024, 5, 12), "day"),
        ("earlier this week", (2024, 5, 13), (2024, 5, 14), "week"),
        ("last week", (2024, 5, 6), (2024, 5, 12), "week"),
        ("on Tuesday of last week", (2024, 5, 7), (2024, 5, 7), "day"),
        ("from the evening of May 3 until the following afternoon", (2024, 5, 3), (2024, 5, 4), "days"),
        ("earlier this month", (2024, 5, 1), (2024, 5, 14), "month"),
        ("last month", (2024, 4, 1), (2024, 4, 30), "month"),
        ("in June 2012", (2012, 6, 1), (2012, 6, 30), "month"),
        ("In November", (2023, 11, 1), (2023, 11, 30), "month"),
        ("last October", (2023, 10, 1), (2023, 10, 31), "month"),
        ("in late July", (2023, 7, 21), (2023, 7, 31), "month"),
        ("in early March 2020", (2020, 3, 1), (2020, 3, 10), "month"),
        ("in mid-April", (2024, 4, 11), (2024, 4, 20), "month"),
        ("in 2004", (2004, 1, 1), (2004, 12, 31), "year"),
        ("last year", (2023, 1, 1), (2023, 12, 31), "year"),
        ("on Tuesday, May 14, last year", (2023, 5, 14), (2023, 5, 14), "day"),
        ("on May 14 last year", (2023, 5, 14), (2023, 5, 14), "day"),
        ("in March of last year", (2023, 3, 1), (2023, 3, 31), "month"),
        ("in the last days of February", (2024, 2, 1), (2024, 2, 29), "month"),
        ("on May 13, the third anniversary of the coup,", (2024, 5, 13), (2024, 5, 13), "day"),
        ("three days ago", (2024, 5, 12), (2024, 5, 12), "day"),
    ],
)
def test_a_phrase_is_an_interval(words: str, start: tuple[int, int, int], end: tuple[int, int, int], precision: str) -> None:
    found = _one(f"It happened {words} in the town.")
    assert found is not None
    assert (found.start_day, found.end_day, found.precision) == (date(*start), date(*end), precision)


def test_an_anniversary_is_the_day_of_the_event() -> None:
    found = _one("June 3 will mark two years since a missile hit the station.")
    assert found is not None
    assert found.start_day == date(2022, 6, 3)
    found = _one("The city marks on May 20 the first anniversary of the bombing.")
    assert found is not None
    assert found.start_day == date(2022, 5, 20)


def test_without_a_publication_day_nothing_is_guessed() -> None:
    assert _one("It happened on May 14.", None) is None
    assert _one("It happened overnight.", None) is None
    found = _one("It happened on May 14, 2019.", None)
    assert found is not None


def test_the_modal_verb_and_the_name_are_no_month() -> None:
    assert _one("It may happen, and people march in the streets.") is None
    assert _one("He may come. May was there.") is None


@pytest.mark.parametrize(
    "words",
    [
        "Troops killed dozens of people in what became known as Bloody Friday.",
        "Police shot the marchers of Bloody Sunday.",
        "The killings are remembered as Black January.",
        "The cleric who leads Friday prayers was shot.",
        "A bomb tore through the Friday Mosque.",
        "Pilgrims came to the church on Good Friday.",
    ],
)
def test_a_day_or_month_in_a_name_is_no_date(words: str) -> None:
    assert phrases_in(words, 0, len(words), PUBLISHED) == ()


def test_at_friday_prayers_is_a_day_only_where_no_other_is_told_and_only_inferred() -> None:
    found = _one("A bomb killed six worshippers during Friday prayers.")
    assert found is not None
    assert (found.start_day, found.basis) == (date(2024, 5, 10), "inferred")
    found = _one("A bomb killed six worshippers during Friday prayers on April 5.")
    assert found is not None
    assert (found.start_day, found.basis) == (date(2024, 4, 5), "explicit")


def test_a_phrase_that_is_counted_from_an_event_waits_for_it() -> None:
    words = "The previous day, it rained."
    phrase = phrases_in(words, 0, len(words), PUBLISHED)[0]
    assert phrase.when is None
    anchor = When(date(2024, 5, 10), date(2024, 5, 10), "day", 0, 1, "explicit", "DATE-DAY")
    assert resolve(phrase, anchor).start_day == date(2024, 5, 9)


@pytest.mark.parametrize(
    ("words", "shift"),
    [
        ("three days earlier", -3),
        ("two weeks later", 2),
        ("A day earlier", -1),
        ("Hours later", 0),
        ("Five days before that, it rained.", -5),
        ("A day after this, it rained.", 1),
        ("A day before, it rained.", -1),
        ("A month after it, it rained.", 1),
    ],
)
def test_offsets_keep_their_direction(words: str, shift: int) -> None:
    assert phrases_in(words, 0, len(words), PUBLISHED)[0].shift == shift


def test_the_year_of_that_year_is_the_one_last_named() -> None:
    words = "The city fell in May 2012. On July 21 of that year a general was stabbed; on New Year’s Day there was a shooting."
    days = [p.when.start_day for p in phrases_in(words, 0, len(words), PUBLISHED) if p.when is not None]
    assert days == [date(2012, 5, 1), date(2012, 7, 21), date(2024, 1, 1)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "On May 2, gunmen killed a farmer near Kano. Gunmen attacked the village on June 3, 2025, police said.",
            [None, "2025-06-03"],
        ),
        ("A bomb exploded in Jos overnight, killing four. On June 3, 2025, a bomb exploded in Jos.", [None, "2025-06-03"]),
        ("A bomb killed four soldiers in Jos on June 3, 2025. A bomb killed two people in Jos yesterday.", ["2025-06-03", None]),
        ("A bomb exploded in Jos on May 3, killing four people.\n\nThe bomb exploded in Jos in June 2025.", [None, "2025-06-01"]),
        ("A bomb exploded in Jos on June 3, killing four people.\n\nThe bomb exploded in Jos in June 2025.", ["2025-06-01"]),
        ("A bomb killed four soldiers in Jos on June 3, 2025. In Jos, a bomb went off on June 3.", ["2025-06-03"]),
    ],
)
def test_without_publication_a_stated_day_is_not_replaced_by_that_of_another_telling(
    importer: Callable[..., Any], text: str, days: list[str | None]
) -> None:
    records, _, _ = importer(text.encode(), "article.txt", None)
    assert [record.get("date", {}).get("start") for record in records] == days


@pytest.mark.parametrize(
    "text",
    [
        "Russian drones killed a woman in Mykolayiv overnight, Governor Vitaliy Kim said on May 3.",
        "Governor Vitaliy Kim said on May 3 that Russian drones had killed a woman in Mykolayiv overnight.",
        "Overnight, Russian drones killed a woman in Mykolayiv, police said on May 3.",
        "A woman died in a drone strike on Mykolayiv last night, the mayor reported on May 3.",
    ],
)
def test_the_night_of_a_speaker_is_counted_from_the_day_he_spoke(events: Events, text: str) -> None:
    (record,) = events(f"KYIV, Ukraine -- {text}\n")
    assert (record["date"]["start"], record["date"]["end"]) == ("2024-05-02", "2024-05-03")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Gunmen attacked a police post on May 13, killing two officers.", "2024-05-13"),
        ("The army found and destroyed an arms cache near Tibu on May 13.", "2024-05-13"),
        ("Militants fled after they raided an army post on May 13, killing two sergeants.", "2024-05-13"),
        ("Two policemen were killed in Herat, the governor said in a post on May 13.", "2024-05-12"),
        ("Two policemen were killed in Herat, the governor said in a post on Telegram on May 13.", "2024-05-12"),
        ("Two policemen were killed in Herat, the governor said late in the evening of May 13.", "2024-05-12"),
        ("The governor said on the morning of May 13 that two policemen had been killed in Herat.", "2024-05-12"),
        ("Two policemen were killed in Herat on the morning of May 13, the governor said.", "2024-05-13"),
    ],
)
def test_the_day_on_which_it_was_said_is_told_from_that_of_the_event(events: Events, text: str, start: str) -> None:
    (record,) = events(f"KABUL, Afghanistan -- {text}\n")
    assert record["date"]["start"] == start


def test_a_night_told_without_a_day_is_the_last_before_publication(events: Events) -> None:
    (record,) = events("KYIV, Ukraine -- Russian drones killed a woman in Mykolayiv overnight, Governor Vitaliy Kim said.\n")
    assert (record["date"]["start"], record["date"]["end"]) == ("2024-05-14", "2024-05-15")


def test_debris_that_kills_is_told_beside_the_hits_of_the_wave(events: Events) -> None:
    text = (
        "KYIV, Ukraine -- Ukrainian forces shot down 12 of 15 Russian drones overnight, but falling debris killed a woman in the "
        "city of Mykolayiv, the governor said on May 3.\n\n"
        "Russian troops shelled Nikopol the same day, wounding a man, officials said.\n"
    )
    assert [record["tolls"][0]["measure"] for record in events(text)] == ["killed", "injured"]


def test_the_day_of_what_befell_a_town_again_is_not_that_of_the_killing(events: Events) -> None:
    (record,) = events("In February, rebels killed 55 people in Djugu, Congo, the same territory that was attacked on May 13.\n")
    assert record["date"]["start"] == "2024-02-01"


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("In April last year,", "2023-04-01", "2023-04-30"),
        ("In March this year,", "2024-03-01", "2024-03-31"),
        ("On March 15 last year,", "2023-03-15", "2023-03-15"),
    ],
)
def test_a_month_of_last_year_is_that_month(events: Events, told: str, start: str, end: str) -> None:
    (record,) = events(f"{told} rebels killed nine policemen at an outpost near Gao, Mali.\n")
    assert (record["date"]["start"], record["date"]["end"]) == (start, end)


@pytest.mark.parametrize(
    "site",
    ["near the 14th of July bridge in Baghdad, Iraq,", "in 7 November Square in Tunis, Tunisia,", "on 26 July Street in Cairo,"],
)
def test_the_day_in_the_name_of_a_square_is_not_that_of_an_attack(events: Events, site: str) -> None:
    (record,) = events(f"A bomb exploded {site} on May 13, killing six people.\n")
    assert record["date"]["start"] == "2024-05-13"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (
            "Three aid workers kidnapped in March in Bay region, Somalia, were freed on May 13 after elders negotiated.",
            "2024-03-01",
        ),
        ("A priest abducted in March near Jos, Nigeria, was released on May 13.", "2024-03-01"),
        ("Four engineers who were kidnapped on May 2 in Mandera, Kenya, were rescued on May 13.", "2024-05-02"),
        ("A Swiss tourist taken hostage in 2022 in Quetta, Pakistan, returned home on May 13.", "2022-01-01"),
        ("Three aid workers kidnapped in Bay region, Somalia, were set free on May 13.", None),
        ("Boko Haram freed 21 girls on May 13 whom it abducted in Chibok, Nigeria, in 2014.", "2014-01-01"),
        ("Rebels on May 13 freed three nuns whom they had held for a month near Ituri, Congo.", None),
        ("On May 13, troops were still searching for 40 students kidnapped by rebels in Bay region, Somalia.", None),
        ("Gunmen kidnapped three teachers in Garissa, Kenya, on May 13.", "2024-05-13"),
        ("Gunmen kidnapped three teachers in Garissa, Kenya, on May 13; two others taken in March were freed.", "2024-05-13"),
    ],
)
def test_the_day_of_a_release_is_not_that_of_the_abduction(events: Events, sentence: str, day: str | None) -> None:
    record = events(f"NAIROBI -- {sentence}\n")[0]
    assert record["type"] == "abduction"
    assert record.get("date", {}).get("start") == day


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        (("14:35", "12:10", "09:00"), "2024-05-15"),
        (("09:00 GMT", "12:10 GMT", "14:35 GMT"), "2024-05-15"),
        (("9:00 a.m. --", "12:10 p.m. --", "2:35 p.m. --"), "2024-05-15"),
        (("18.40:", "12.10:", "09.05:"), "2024-05-15"),
        (("14:35 |", "14:35 |", "09:00 |"), "2024-05-15"),
        (("00:20", "23:10", "21:00"), None),  # over midnight: of which day each is isn't said
        (("30", "12", "7"), None),
    ],
)
def test_an_entry_that_opens_with_an_hour_is_of_the_briefing_s_day(
    events: Events, hours: tuple[str, ...], day: str | None
) -> None:
    first, second, third = hours
    found = events(
        f"Live Blog: War in Ukraine\n\n{first} A missile hit a hotel in Dnipro, killing two people.\n\n"
        f"{second} Shelling wounded five people in Nikopol on May 14.\n\n"
        f"{third} A drone struck a bus in Kherson, injuring three.\n"
    )
    days = [record.get("date", {}).get("start") for record in found]
    assert days[:2] == [day, "2024-05-14"]
    assert day is None or days[2] == day


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("A student hurt at a rally in Kisumu, Kenya, on May 8 died in hospital on May 13.", "2024-05-08"),
        ("A teacher injured in a protest in Jos, Nigeria, last week died of his wounds on May 13.", "2024-05-06"),
        ("A teacher died in a protest in Jos, Nigeria, on May 13.", "2024-05-13"),
    ],
)
def test_who_died_later_was_hurt_on_the_day_told_before(events: Events, sentence: str, day: str) -> None:
    (record,) = events(f"{sentence}\n")
    assert record["date"]["start"] == day


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("The governor, who lost an eye last March when a bomb went off in Kandahar, was due to speak on Tuesday.", "2024-03-01"),
        ("The mayor of Herat, who lost a leg last March when a bomb went off at his office, resigned on Monday.", "2024-03-01"),
        ("Rebels were to leave on Friday but on Monday shelled Goma, killing two.", "2024-05-13"),
        ("The mayor, wounded last March when gunmen fired on his car in Gaza City, was to arrive on Thursday.", "2024-03-01"),
        ("The rebels took Jaar in 2011. On March 18 that year, snipers killed 45 men in Sanaa.", "2011-03-18"),
        ("A curfew has been in force since May 2013. That month, militants killed 55 people in Bama.", "2013-05-01"),
        ("Two houses in Osh were set on fire on Tuesday by masked men.", "2024-05-14"),
    ],
)
def test_a_day_right_before_when_is_that_of_the_deed_and_a_day_of_plans_is_not(
    events: Callable[[str], list[dict[str, Any]]], sentence: str, start: str
) -> None:
    assert events(sentence)[-1]["date"]["start"] == start


@pytest.mark.parametrize(
    ("gap", "day"),
    [
        ("Two days after the ambush, ", "2024-05-11"),
        ("Two days after the ambush ", "2024-05-11"),
        ("The day after the convoy was attacked, ", "2024-05-10"),
        ("Three nights before the ambush, ", "2024-05-06"),
        ("A week after the ambush ", "2024-05-16"),
    ],
)
def test_a_day_is_counted_from_the_event_that_is_named(events: Events, gap: str, day: str) -> None:
    text = f"KIDAL, Mali -- Rebels ambushed a convoy near Aguelhok on May 9.\n\n{gap}soldiers shot three herders in Anefis.\n"
    _, counted = events(text)
    assert counted["date"]["start"] == day
