"""Dispatches that stand in one file without a ruler, and datelines as VOA prints them. All texts are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx_rferl.reader.sniff import sniff
from eventx_rferl.reader.text import split

Run = Callable[..., Any]
BLAST = "A suicide bomber blew himself up outside a bank in Kandahar, killing 21 people, a doctor said on March 3.\n\n"
RAID = "Gunmen on motorbikes attacked the village of Bodio in central Mali on Saturday, killing 40 people, officials said.\n"


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        (f"KABUL, March 3, 2024 (RFE/RL) -- {BLAST}BAMAKO, March 4, 2024 (AFP) -- {RAID}", 2),
        (f"KABUL, March 3, 2024 (RFE/RL) -- {BLAST}###\n\nBAMAKO, March 4, 2024 (AFP) -- {RAID}", 2),
        (f"KABUL -- {BLAST}BAMAKO, March 4, 2024 (AFP) -- {RAID}", 2),
        (f"KABUL -- {BLAST}***\n\nBAMAKO -- {RAID}", 2),
        (f"KABUL, March 3 (RFE/RL) -- {BLAST}BAMAKO, March 4 (AFP) -- {RAID}", 2),
        (f"Blast In Kandahar\n\nKABUL, March 3, 2024 -- {BLAST}Raid In Mali\n\nBAMAKO, March 4, 2024 -- {RAID}", 2),
        (f"KABUL, March 3, 2024 -- {BLAST}March 4, 2024\n\nBAMAKO -- {RAID}", 2),
        (f"KABUL, March 3, 2024 -- {BLAST}Dozens killed in Mali raid\nMarch 4, 2024\n\nBAMAKO (AFP) -- {RAID}", 2),
        # a round-up's places, a day that no dateline has, and one without its year behind one with it
        (f"KABUL -- {BLAST}BAMAKO -- {RAID}", 1),
        (f"KABUL, March 3, 2024 -- {BLAST}In Bamako, March 4, 2024, was a day of mourning -- {RAID}", 1),
        (f"KABUL, March 3, 2024 -- {BLAST}BAMAKO, March 4 (AFP) -- {RAID}", 1),
    ],
)
def test_a_paragraph_with_a_dateline_of_its_own_day_begins_another_article(text: str, articles: int) -> None:
    found = split(text)
    assert len(found) == articles
    assert "".join(found).split() == [word for word in text.split() if word not in ("###", "***")]


@pytest.mark.parametrize("ruler", ["---", "===", "* * *", "______", "ARTICLE 2", "Document 2 of 2"])
@pytest.mark.parametrize("second", ["Bamako, March 4, 2024 (AFP) - ", "Dozens killed in Mali raid\n\nMarch 4, 2024\n\n"])
def test_a_line_between_articles_parts_them(ruler: str, second: str) -> None:
    first = f"KABUL, March 3, 2024 -- {BLAST}"
    assert split(f"{first}{ruler}\n\n{second}{RAID}") == [first, f"{second}{RAID}"]


@pytest.mark.parametrize(
    "text",
    [
        f"Blast In Kandahar\nDate: March 3, 2024\n---\n\nKABUL -- {BLAST}",
        f"KABUL, March 3, 2024 -- {BLAST}---\n\n{RAID}",
    ],
)
def test_a_line_below_a_head_or_within_an_article_parts_nothing(text: str) -> None:
    assert split(text) == [text]


def test_each_dispatch_counts_days_from_its_own(importer: Run) -> None:
    text = f"KABUL, March 3, 2024 (RFE/RL) -- {BLAST}BAMAKO, March 4, 2024 (AFP) -- {RAID}"
    records, outcomes, _ = importer(text.encode())
    assert [record["date"]["end"] for record in records] == ["2024-03-03", "2024-03-02"]
    assert [outcome.position.row for outcome in outcomes] == [1, 2]


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("BAMAKO, MALI \u2014\u00a0", "Mali"),
        ("BAMAKO, Mali \u2014\u00a0", "Mali"),
        ("NIAMEY, NIGER -- ", "Niger"),
        ("ABUJA, NIGERIA (VOA) -- ", "Nigeria"),
        ("KINSHASA, DEMOCRATIC REPUBLIC OF CONGO \u2014 ", "Democratic Republic of the Congo"),
    ],
)
def test_a_country_in_capitals_behind_a_dash_is_a_dateline_s(importer: Run, line: str, country: str) -> None:
    data = f"{line}Gunmen attacked the village of Zibane on Monday, killing 40 people, officials told VOA.\n".encode()
    assert sniff(data, "a.txt") is not None
    (record,) = importer(data, published="2024-05-15")[0]
    assert {actor["country"]["name"] for actor in record["actors"]} == {country}
    assert record["notes"].startswith("Gunmen")


@pytest.mark.parametrize(
    "sentence",
    [
        "DAKAR -- Armed men killed 12 people, including three children, in Djibo on Monday, June 3, 2024.",
        "Gunmen killed 12 people, three of them children, in Djibo on Friday, May 31, 2024.",
        "BAMAKO, Mali — Gunmen killed 12 people in Djibo, May 31, 2024.",
    ],
)
def test_a_sentence_that_ends_with_its_day_is_no_caption(importer: Run, sentence: str) -> None:
    text = f"{sentence}\n\nThe prosecutor said on June 4 that an inquiry had been opened. Nobody has claimed the attack.\n"
    assert len(importer(text.encode())[0]) == 1


def test_a_line_under_a_picture_that_ends_with_its_day_is_a_caption(importer: Run) -> None:
    text = "DAKAR -- An inquiry was opened on June 4.\n\nA car bomb site in Djibo, Burkina Faso, June 3, 2024.\n\nIt goes on.\n"
    assert importer(text.encode())[0] == []


SECOND = "another article seems to begin at \u201c"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"KABUL, March 3, 2024 -- {BLAST}BAMAKO, March 4 (AFP) -- {RAID}", "BAMAKO, March 4 (AFP)"),
        (f"Blast In Kandahar\n\nMarch 3, 2024\n\n{BLAST}Raid In Mali\n\nMarch 9, 2024\n\n{RAID}", "March 9, 2024"),
        (f"KABUL, March 3, 2024 -- {BLAST}Dozens killed in Mali raid\n\nMarch 9, 2024\n\n{RAID}", "March 9, 2024"),
        (f"KABUL, March 3, 2024 -- {BLAST}Dozens killed in Mali raid\nMarch 9, 2024\n\n{RAID}", "Dozens killed"),
        (f"KABUL, March 3, 2024 -- {BLAST}By Ann Other, 9 March 2024\n\n{RAID}", "By Ann Other"),
        (f"KABUL, March 3, 2024 -- {BLAST}BAMAKO, 9 March 2024\n\n{RAID}", "BAMAKO, 9 March"),
        (f"KABUL, March 3, 2024 -- {BLAST}BAMAKO (AFP) -- {RAID}", "BAMAKO (AFP)"),
        (f"KABUL, March 3, 2024 -- {BLAST}ARTICLE 2\n\n{RAID}", "ARTICLE 2"),
        (f"KABUL, March 3, 2024 -- {BLAST}Updated: March 5, 2024\n\n{RAID}", ""),
        # A roundup's places, and a day below the text.
        (f"KABUL -- {BLAST}BAMAKO -- {RAID}", ""),
        (f"Blast In Kandahar\n\n{BLAST}March 3, 2024\n", ""),
    ],
)
def test_whoever_reads_the_ledger_is_told_of_an_article_that_was_not_parted(importer: Run, text: str, line: str) -> None:
    told = [f for outcome in importer(text.encode())[1] for f in outcome.findings if f.rule == "ART-SEVERAL"]
    assert [finding.message.startswith(SECOND + line) for finding in told] == ([True] if line else [])
