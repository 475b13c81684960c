"""Chronologies and live briefings: the day that an entry is headed with is that of what it tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx_rferl.reader.html import read_html

Events = Callable[[str], list[dict[str, Any]]]

HEAD = """<html lang="en"><head><link rel="canonical" href="https://www.rferl.org/a/x/99000700.html"/>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":"2024-05-16 09:00:00Z",
"url":"https://www.rferl.org/a/x/99000700.html","publisher":{"@type":"NewsMediaOrganization","name":"RFE/RL"}}</script></head>"""


def _page(*blocks: str) -> str:
    return f'{HEAD}<body class="x pg-article"><h1>T</h1><div class="wsw">{"".join(blocks)}</div></body></html>'


def _days(found: list[dict[str, Any]]) -> list[str | None]:
    return [record.get("date", {}).get("start") for record in found]


INTRO = "The week in the valley of the Dosso river in Niger, as doctors and officials tell it, day by day."
MINE = "A mine killed two soldiers near Tera, the army said."
BUS = "Gunmen stopped a bus near Gaya and shot four passengers."


def _from_page(folder: Path, page: str) -> list[str | None]:
    (folder / "page.html").write_text(page, encoding="utf-8")
    return [event.date.start if event.date else None for event in eventx.read(folder / "page.html", format="rferl")]


@pytest.mark.parametrize("mark", ["<h2>{}</h2>", "<h2 class='wsw__h2'>{}</h2>", "<p>{}</p>", "<p><strong>{}</strong></p>"])
def test_entries_of_a_page_are_of_the_day_in_the_line_above_them(tmp_path: Path, mark: str) -> None:
    entries = [mark.format("May 14, 2024"), f"<p>{MINE}</p>", mark.format("Monday, May 13"), f"<p>{BUS}</p><p>{MINE}</p>"]
    assert _from_page(tmp_path, _page(f"<p>{INTRO}</p>", *entries)) == ["2024-05-14", "2024-05-13", "2024-05-13"]
    assert _from_page(tmp_path, _page(*entries))[0] == "2024-05-14"  # with nothing above the first


def test_what_heads_entries_is_a_part_of_the_text() -> None:
    page = _page(
        "<p>May 16, 2024</p>", f"<p>{INTRO}</p>", "<h2>16:20</h2>", f"<p>{MINE}</p>", "<h2>May 14, 2024</h2>", f"<p>{BUS}</p>"
    )
    assert read_html(page).text == "\n\n".join((INTRO, "16:20", MINE, "May 14, 2024", BUS)) + "\n"  # the first is the page's day


def test_an_hour_that_heads_an_entry_gives_no_day(tmp_path: Path) -> None:
    page = _page("<h2>16:20</h2>", f"<p>{MINE}</p>", "<h2>11:05</h2>", f"<p>{BUS}</p>")
    assert _from_page(tmp_path, page) == [None, None]


@pytest.mark.parametrize(
    ("first", "second", "third", "days"),
    [
        ("December 30, 2021", "January 2", "November 20", ["2021-12-30", "2022-01-02", "2022-11-20"]),
        ("March 4, 2022", "March 3", "February 27", ["2022-03-04", "2022-03-03", "2022-02-27"]),  # the newest first
        ("14 May", "12 May", "30 April", ["2024-05-14", "2024-05-12", "2024-04-30"]),
    ],
)
@pytest.mark.parametrize("form", ["{day}\n\n{text}", "{day}: {text}", "{day} -- {text}"])
def test_a_day_without_a_year_is_near_that_of_the_entry_above(
    events: Events, form: str, first: str, second: str, third: str, days: list[str]
) -> None:
    told = zip((first, second, third), (MINE, BUS, "Shells hit a school in Dosso and wounded a guard."), strict=True)
    assert _days(events(f"{INTRO}\n\n" + "\n\n".join(form.format(day=day, text=text) for day, text in told))) == days


def test_a_year_above_entries_is_theirs(events: Events) -> None:
    text = f"{INTRO}\n\n2022\n\nJune 3: {MINE}\n\nSept. 12: {BUS}\n\n2023\n\nJuly 1: Shells hit a school in Dosso.\n"
    assert _days(events(text)) == ["2022-06-03", "2022-09-12", "2023-07-01"]


def test_a_day_in_an_entry_is_near_the_day_that_heads_it(events: Events) -> None:
    text = f"{INTRO}\n\nMarch 3, 2022: {MINE} On March 5 gunmen shot a farmer in Gaya.\n\nMay 1, 2023: {BUS}\n"
    assert _days(events(text)) == ["2022-03-03", "2022-03-05", "2023-05-01"]


def test_a_single_day_in_a_line_heads_no_chronology(events: Events, tmp_path: Path) -> None:
    assert _days(events(f"{INTRO}\n\n{MINE}\n\nMay 14\n\n{BUS}\n")) == [None, None]
    assert set(_from_page(tmp_path, _page("<p>May 12, 2024</p>", f"<p>{MINE}</p>", f"<p>{BUS}</p>"))) == {None}


def test_the_day_below_a_title_is_when_that_was_published_and_says_nothing_of_its_events(events: Events) -> None:
    text = f"{INTRO}\n\n{MINE}\n\nFour Shot Dead On A Bus In Niger\n\nMay 14, 2024\n\n{BUS}\n"
    assert _days(events(text)) == [None, None]


@pytest.mark.parametrize("published", [None, "2024-05-20"])
@pytest.mark.parametrize(
    ("mark", "later"),
    [
        ("<h3>{}</h3>", "May 5"),
        ("<h3>{}</h3>", "May 5, 2024"),
        ("<p>{}</p>", "May 5, 2024"),
        ("<p>{}</p>", "May 5"),
        ("<p>{}</p>", "Sunday, May 5:"),
    ],
)
def test_a_chronology_that_says_no_day_of_publication_is_dated_by_the_first_year(
    tmp_path: Path, mark: str, later: str, published: str | None
) -> None:
    entries = f"{mark.format('May 3, 2024')}<p>{MINE}</p>{mark.format(later)}<p>{BUS}</p>"
    page = f"<html><body><div class='wsw'>{entries}</div></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    options = {"published": published} if published else None
    found = eventx.read(tmp_path / "page.html", format="rferl", options=options)
    assert [event.date.start if event.date else None for event in found] == ["2024-05-03", "2024-05-05"]


@pytest.mark.parametrize(("first", "second"), [("May 3", "May 5"), ("May 3, 2024", "May 5, 2024"), ("2024\n\nMay 3", "May 5")])
def test_the_first_day_below_the_title_of_a_chronology_heads_an_entry(events: Events, first: str, second: str) -> None:
    assert _days(events(f"The Week In Niger\n\n{first}\n\n{MINE}\n\n{second}\n\n{BUS}\n")) == ["2024-05-03", "2024-05-05"]


def test_the_day_in_a_pages_dateline_is_that_of_publication_where_nothing_else_says_it(tmp_path: Path) -> None:
    told = "<p>NIAMEY, Niger, May 4, 2024 -- A mine killed two soldiers near Tera on May 3.</p>"
    assert _from_page(tmp_path, f"<html><body><div class='wsw'>{told}</div></body></html>") == ["2024-05-03"]


def test_the_year_that_the_title_names_is_that_of_its_entries(events: Events) -> None:
    assert _days(events(f"Niger: A Chronology, 2024\n\nMay 3\n\n{MINE}\n\nMay 5\n\n{BUS}\n")) == ["2024-05-03", "2024-05-05"]


def test_a_title_among_entries_ends_the_one_above_it(events: Events) -> None:
    text = f"The Week In Niger\n\nMay 3, 2024\n\n{MINE}\n\nMay 5, 2024\n\n{MINE}\n\nWho Are The Gunmen\n\n{BUS}\n"
    assert _days(events(text)) == ["2024-05-03", "2024-05-05", None]


def test_titles_at_the_head_of_entries_end_none(events: Events) -> None:
    text = f"The Week In Niger\n\nMay 3, 2024\n\nMines\n\n{MINE}\n\nMay 5, 2024\n\nMore Mines\n\n{MINE}\n\nBuses\n\n{BUS}\n"
    assert _days(events(text)) == ["2024-05-03", "2024-05-05", "2024-05-05"]


def test_a_day_of_the_week_that_heads_an_entry_is_no_place(importer: Callable[..., Any]) -> None:
    text = f"A Week In Niger\n\nMonday: {MINE}\n\nTuesday: {BUS}\n"
    assert _days(importer(text.encode(), published="2024-05-15")[0]) == ["2024-05-13", "2024-05-14"]


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_the_victims_told_behind_the_deed_of_an_entry_are_of_that_deed(events: Events, gap: str) -> None:
    found = events(
        f"May 12, 2024\n\nA bomb went off at a checkpoint in Mosul.{gap}Four soldiers were killed.\n\n"
        f"May 13, 2024\n\nGunmen attacked a village near Kirkuk.{gap}Six farmers were killed.\n"
    )
    assert _days(found) == ["2024-05-12", "2024-05-13"]
    assert [[toll["best"] for toll in record["tolls"]] for record in found] == [[4], [6]]
