"""What the readers take for text, and what they leave out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import eventx
from eventx.errors import InputError, UsageError
from eventx_rferl import Importer, text
from eventx_rferl.reader.html import article_id, read_html
from eventx_rferl.reader.text import decode, read_text

ARTICLES = Path(__file__).parent / "articles"


@pytest.mark.parametrize("number", ["d07", "d08", "d11", "d14"])
def test_the_extracted_text_of_a_page_is_the_coded_one(number: str) -> None:
    page = (ARTICLES / f"{number}.html").read_bytes()
    assert text(page, f"{number}.html") == (ARTICLES / f"{number}.body.txt").read_text(encoding="utf-8")


def test_a_page_gives_day_title_address_and_number() -> None:
    found = read_html((ARTICLES / "d07.html").read_text(encoding="utf-8"))
    assert found is not None
    assert (found.published, found.published_text) == (date(2024, 4, 4), "2024-04-04T06:12:00Z")
    assert found.title == "Rescuers Among Four Killed In Double Drone Strike On Kharkiv"
    assert found.key == "99000007"
    assert found.url is not None
    assert found.url.endswith("/99000007.html")


def test_without_json_ld_the_time_element_gives_the_day() -> None:
    found = read_html(
        '<html><body><time datetime="2012-03-04T08:00:00+02:00">x</time><div class="wsw"><p>One two.</p></div></body></html>'
    )
    assert found is not None
    assert found.published == date(2012, 3, 4)
    assert found.published_note is not None


def test_captions_players_and_see_also_are_no_text() -> None:
    page = """<html><body><div class="wsw"><p>First.</p>
    <div class="wsw__embed"><figure><figcaption>Ten dead.</figcaption></figure></div>
    <div class="media-block also-read"><h4>Five dead elsewhere</h4></div>
    <p>Second&nbsp; one.</p><p><em>With reporting by AFP</em></p></div>
    <div class="media-block-wrap">Related</div></body></html>"""
    found = read_html(page)
    assert found is not None
    assert found.text == "First.\n\nSecond one.\n"


def test_old_pages_break_lines_instead_of_paragraphs() -> None:
    found = read_html(
        '<html><div class="wsw">One.<br /><br/>Two &amp; three.<br><strong>Tense Summer</strong><br/>Four.</div></html>'
    )
    assert found is not None
    assert found.text == "One.\n\nTwo & three.\n\nTense Summer\n\nFour.\n"
    assert [b.kind for b in found.blocks] == ["paragraph", "paragraph", "heading", "paragraph"]


def test_the_seed_form_says_that_its_day_is_the_republications() -> None:
    found = read_text(
        " date 2024-05-06 This article was originally published in Some Radio (SR). Read the original.\n\nOne sentence.\n"
    )
    assert (found.form, found.published, found.publisher) == ("seed", date(2024, 5, 6), "Some Radio (SR)")
    assert "republication" in (found.published_note or "")
    assert [found.text[b.start : b.end] for b in found.blocks] == ["One sentence."]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("Gunmen killed nine villagers in Borno on Monday, police said.", "paragraph", "Gunmen killed nine villagers"),
        ("GOMA, Congo — Rebels shelled a camp on Monday, killing four people.", "paragraph", "Rebels shelled a camp"),
        ("Nine Villagers Killed In Borno", "headline", "Nine Villagers Killed In Borno"),
    ],
)
def test_what_else_stands_in_the_line_of_the_seed_form_is_the_articles(line: str, kind: str, text: str) -> None:
    found = read_text(f" date 2024-05-06 {line}\n\nOne more sentence stood here.\n")
    first = found.blocks[0]
    assert first.kind == kind
    assert found.text[first.start : first.end].startswith(text)


@pytest.mark.parametrize(
    "line",
    [
        "Women wait for water beside a burned-out truck in Aden, 3 March 2016.",
        "A boy walks past a house that shells destroyed in Aden (File Photo)",
        "The square as it was before the war (Photo: AA)",
        "The crater of the bomb in Mogadishu's market. Photo: Some Agency",
        "File photo of the governor's house in Mocha. (AFP/Somebody)",
        "Five men died yesterday, police said — Some Agency (@agency) April 4, 2021",
        "2 min read",
    ],
)
def test_what_stands_under_a_picture_or_beside_the_text_is_none_of_the_article(line: str) -> None:
    found = read_text(f"Four Die In Yala\n\n{line}\n\nA bomb killed four men in Yala on Monday, police in the province said.\n")
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "notice"] == [line]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("October 9, 2018. Posted by Some Blog - Elsewhere", date(2018, 10, 9)),
        ("Some Reporter Published July 3, 2020", date(2020, 7, 3)),
        ("17:20, March 08, 2014", date(2014, 3, 8)),
        ("Posted on May 3, 2019 by admin", date(2019, 5, 3)),
        ("2020/06/14", date(2020, 6, 14)),
        ("Nov 11 2012", date(2012, 11, 11)),
    ],
)
def test_a_line_that_names_who_posted_it_and_when_is_the_day(line: str, day: date) -> None:
    found = read_text(f"Four Die In Yala\n\n{line}\n\nA bomb killed four men in Yala on Monday, police in the province said.\n")
    assert found.published == day


def test_lines_cut_where_they_were_full_are_one_paragraph() -> None:
    found = read_text(
        " date 2011-03-04 TUNIS, March 4 Striking dockers blocked the\nroad to the harbor with burning tires on Friday.\n"
        "Ferries waited off the coast while a\ncolumn of lorries stretched back\ninto the suburbs of the town.\n"
        "Nobody was hurt.\n"
    )
    assert found.dateline == "TUNIS"
    assert [" ".join(found.text[b.start : b.end].split()) for b in found.blocks] == [
        "Striking dockers blocked the road to the harbor with burning tires on Friday.",
        "Ferries waited off the coast while a column of lorries stretched back into the suburbs of the town.",
        "Nobody was hurt.",
    ]


def test_lines_above_an_article_stand_apart_if_one_of_them_is_its_day() -> None:
    found = read_text(
        "AFRICA\n2 MIN READ\nFour Die In Yala\nThe victims were farmers, an official said.\nJune 30, 2024\n\n"
        "Gunmen killed four farmers in Yala on Sunday, an official in the province said.\n\nNobody claimed the attack.\n"
    )
    assert found.published == date(2024, 6, 30)
    assert [b.kind for b in found.blocks][-2:] == ["paragraph", "paragraph"]
    assert not any("2024" in found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph")


def test_a_day_right_below_a_title_in_a_sentences_letters_is_the_articles() -> None:
    found = read_text(
        "Timeline: a month of raids in the north\nMay 31, 2026\n\nMay 3: Gunmen raided Orva, killing six farmers.\n"
    )
    assert found.published == date(2026, 5, 31)


def test_a_dateline_with_its_agencies_and_day_may_have_its_first_sentence_above_it() -> None:
    lead = "A ferry captain was shot in his cabin by pirates, the coast guard of the island said"
    found = read_text(
        f"Ferry Captain Shot By Pirates\n\n{lead}\n\n"
        f"Jolo, Philippines, (Some Point / Some News - 3rd Aug, 2013 ) :{lead}.\n\nNobody claimed them.\n"
    )
    assert (found.dateline, found.published) == ("Jolo, Philippines", date(2013, 8, 3))
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"] == [f"{lead}.", "Nobody claimed them."]


def test_a_dateline_gives_place_and_day_and_is_no_sentence() -> None:
    found = read_text("Prague, 1 June 2005 (RFE/RL) -- Something happened in Osh today.\n\n(AP/Reuters)\n")
    assert (found.dateline, found.published) == ("Prague", date(2005, 6, 1))
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"] == ["Something happened in Osh today."]


def test_headline_headings_and_credits_are_told_apart() -> None:
    found = read_text(
        "Two Killed In Blast\n\nOSH, Kyrgyzstan -- Two men died.\n\nA Long Night\n\nIt rained.\n\nWith reporting by Reuters\n"
    )
    assert [b.kind for b in found.blocks] == ["headline", "paragraph", "heading", "paragraph", "credit"]
    assert found.title == "Two Killed In Blast"


def test_line_ends_and_byte_order_marks_change_nothing() -> None:
    assert decode("\ufeffA\r\nB\rC".encode()) == "A\nB\nC"
    assert decode("A b".encode("utf-16")) == "A b"


@pytest.mark.parametrize(
    "declared",
    ['<meta charset="windows-1252">', "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>"],
)
def test_an_older_page_is_read_in_the_encoding_that_it_declares(declared: str) -> None:
    words = "Gunmen killed two guards in a café of “Orva” on May 6, the mayor said."
    page = f'<html><head>{declared}</head><body class="pg-article"><div class="wsw"><p>{words}</p></div></body></html>'
    assert text(page.encode("windows-1252"), "a.html") == words + "\n"
    with pytest.raises(InputError, match=r"Name the encoding with -O encoding=…; the text there reads as windows-1252 '.*café"):
        text(page.replace(declared, "").encode("windows-1252"), "a.html")


@pytest.mark.parametrize("encoding", ["windows-1252", "koi8-r"])
def test_a_text_whose_encoding_is_named_reads_as_in_utf8(encoding: str, tmp_path: Path) -> None:
    name = "Joséphine Bâ" if encoding == "windows-1252" else "Пётр Иванов"
    words = f"BISHKEK, Kyrgyzstan -- Gunmen killed two guards in Osh on May 6, mayor {name} said.\n"
    (tmp_path / "a.txt").write_bytes(words.encode(encoding))
    (tmp_path / "b.txt").write_text(words, encoding="utf-8")
    options = {"published": "2024-05-07"}
    with pytest.raises(InputError, match="Name the encoding"):
        list(eventx.read(tmp_path / "a.txt", options=options))
    found, plain = (
        list(eventx.read(tmp_path / file, options=given).records())
        for file, given in (("a.txt", options | {"encoding": encoding}), ("b.txt", options))
    )
    assert [one["id"] for one in found] == [one["id"] for one in plain]
    assert found[0]["tolls"] == plain[0]["tolls"]
    with pytest.raises(UsageError, match="'latin-9000' is no encoding"):
        list(eventx.read(tmp_path / "a.txt", options={"encoding": "latin-9000"}))


def test_the_number_in_the_address_names_the_article() -> None:
    assert article_id("https://www.rferl.org/a/some-slug/31668477.html") == "31668477"
    assert article_id("https://www.rferl.org/a/1054278.html") == "1054278"
    assert article_id("https://example.org/") is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
        (b"Caf\xe9 au lait was served in town.", "not UTF-8"),
        (b"<html><body><p>No article here.</p></body></html>", "without an article body|no article text"),
        (b"Hello.", "no article text"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        text(data, "file.txt")


def test_other_languages_are_refused() -> None:
    words = "Президент сказал журналистам, что переговоры продолжатся на следующей неделе в столице. " * 10
    with pytest.raises(InputError, match="English"):
        text(words.encode(), "a.txt")


@pytest.mark.parametrize(
    ("head", "name", "sure"),
    [
        (b" date 2024-05-06 Words.\n\nText.", "x", True),
        (b'<!DOCTYPE html><body class="pg-article">', "x.html", True),
        (b"KYIV -- Something happened.", "x.txt", True),
        (b"GAO (Reuters) - Two guards were killed in the town of Orva.\n", "x.txt", True),
        (b'{"a": 1}', "x.json", False),
        (b"a,b\n1,2\n", "x.csv", False),
        (b"\x00\x01", "x", False),
        (b"", "x.txt", False),
        (b"(RFE/RL) 3 November 2005 -- Two guards were killed in the town of Orva.\n", "x.txt", True),
        (b"14 October 2003 -- Miners fought troops in the streets of Orva on Monday.\n\nTwo died.\n", "x.txt", True),
        (b"June 17, 2006 (VOA) -- Two guards were killed in the town of Orva.\n", "x", True),
        (
            b"3 May 2005 -- Service started on port 80 by root\n3 May 2005 -- Service stopped on port 80 by root\n",
            "x.txt",
            False,
        ),
        (b"(OK) 3 May 2005 -- Orva;2;killed in the town of Orva on Monday\n", "x.txt", False),
    ],
)
def test_sniffing_claims_articles_only(head: bytes, name: str, sure: bool) -> None:
    found = Importer().sniff(head, name)
    assert (found is not None and found.score >= 0.5) is sure


def test_a_short_text_without_a_dateline_is_claimed_weakly() -> None:
    for words, is_prose in (
        ("Troops rescued 77 hostages from rebels in the north, the army said on July 2.\n", True),
        ("Minutes of 2 July\nTroops rescued 77 hostages from rebels in the north, the army said.\n", False),
        ("id\tplace\tday of the event\twhat was seen there\tby whom it was seen.\n", False),
    ):
        found = Importer().sniff(words.encode(), "x.txt")
        assert (found is not None) is is_prose, words


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("ORVA, Mali—Two guards were killed.", "ORVA, Mali"),
        ("ORVA, Mali-Two guards were killed.", "ORVA, Mali"),
        ("ORVA (AP) _ Two guards were killed.", "ORVA"),
        ("ORVA, Mali, May 3 /Xinhua/ -- Two guards were killed.", "ORVA, Mali"),
        ("ORVA. May 3 (Interfax) - Two guards were killed.", "ORVA"),
        ("ORVA (Mali), May 3 – Two guards were killed.", "ORVA"),
        ("Orva/Gao, 3 May 2022 – Two guards were killed.", "Orva"),
        ("Orva, Mali; 3 May 1998 (RFE/RL) - Two guards were killed.", "Orva, Mali"),
        ("(Orva, May 3, 2022) – Two guards were killed.", "Orva"),
        ("(Orva/Gao, 3 May 2022) - Two guards were killed.", "Orva/Gao"),
        ("Mali-Two guards were killed.", None),
        ("Peace—Two guards had hoped for it.", None),
        ("A UN-Mali accord was signed in Orva.", None),
    ],
)
def test_datelines_of_many_newsrooms(line: str, where: str | None) -> None:
    article = read_text(f"Guards Killed\n\n{line} Police in the north of the country said so.\n")
    assert article.dateline == where
    assert article.text[article.blocks[1].start :].startswith("Two guards" if where else line)


@pytest.mark.parametrize("line", ["Orva, 15 May 2022 - ", "(Orva, May 15, 2022) – ", "ORVA, May 15, 2022 (AFP) - "])
def test_a_dateline_below_the_first_paragraph_gives_the_day_and_is_no_part_of_the_text(line: str) -> None:
    found = read_text(f"Armed men have killed guards in the north of Mali.\n\n{line}Two guards were killed on Friday.\n")
    assert found.published == date(2022, 5, 15)
    assert found.text[found.blocks[-1].start :].startswith("Two guards")


def test_the_days_of_a_list_of_attacks_are_no_datelines() -> None:
    listed = "Madrid, March 11, 2004 -- Bombs killed 191 people.\n\nLondon, July 7, 2005 -- Bombs killed 52 people.\n"
    found = read_text(f"These attacks are remembered.\n\n{listed}")
    assert found.published is None
    assert [found.text[block.start : block.end].split(" -- ")[0] for block in found.blocks[1:]] == [
        "Madrid, March 11, 2004",
        "London, July 7, 2005",
    ]


def test_an_agency_in_the_dateline_is_no_part_of_the_text() -> None:
    article = read_text("GAO (Reuters) - Two guards were killed in the town of Orva on May 3.\n")
    assert article.dateline == "GAO"
    assert article.text[article.blocks[0].start :].startswith("Two guards")


@pytest.mark.parametrize(
    "top",
    [
        "Militants Kill 4\n\nJune 14, 2025\nVOA News",
        "Militants Kill 4\nJune 14, 2025\n\nBy John Doe",
        "Militants Kill 4\n\nJune 14, 2025 16:20 GMT\nBy RFE/RL's Nigeria Service",
        "Militants Kill 4\nBy John Doe\nUpdated: Saturday, 14 June 2025",
    ],
)
def test_a_line_that_is_only_a_date_at_the_top_gives_the_day(top: str) -> None:
    found = read_text(top + "\n\nMAIDUGURI, NIGERIA -- Gunmen killed four farmers in Konduga on June 12, police said.\n")
    assert (found.published, found.title, found.dateline) == (date(2025, 6, 14), "Militants Kill 4", "MAIDUGURI, NIGERIA")
    prose = [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"]
    assert prose == ["Gunmen killed four farmers in Konduga on June 12, police said."]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025-06-14", date(2025, 6, 14)),
        ("Published: 2025-06-14T16:20:00+02:00", date(2025, 6, 14)),
        ("Date: June 14, 2025", date(2025, 6, 14)),
        ("Posted on 14th June 2025", date(2025, 6, 14)),
        ("Issued on: 14/06/2025 - 16:20", date(2025, 6, 14)),
        ("Vol. 3, No. 44, Part I, 4 March 1999", date(1999, 3, 4)),
        ("Sat, 14 Jun 2025 16:20:00 +0000", date(2025, 6, 14)),
        ("14.06.2025, 16:20 CET", date(2025, 6, 14)),
        ("Agence Exemple | June 14, 2025 4:20 pm GMT+3", date(2025, 6, 14)),
        ("June 14, 2025 / 4:20 PM / Agence Exemple", date(2025, 6, 14)),
        ("Source: Exemple| 2025-06-14 16:20:59|Editor: somebody", date(2025, 6, 14)),
        ("Exemple | Updated: 2025-06-14 16:20", date(2025, 6, 14)),
        ("(Last Updated On: June 14, 2025 4:20 pm)", date(2025, 6, 14)),
        ("06/07/2025", None),  # in July or in June
        ("2025-06-31", None),
        ("On June 14, 2025", None),
        ("June 14, 2025 Marketgoers Return", None),
        ("June 14-16, 2025", None),
    ],
)
def test_a_line_that_is_only_a_date_is_read_in_many_forms_if_it_is_one_day(line: str, day: date | None) -> None:
    found = read_text(
        f"Militants Kill 4\n\n{line}\n\nGunmen killed four farmers in Konduga, police in the state of Borno said.\n"
    )
    assert found.published == day


def test_a_date_in_wrapped_prose_is_no_date_line() -> None:
    found = read_text("Gunmen killed four farmers in Konduga on\nJune 14, 2025\nbefore they fled.\n\nThe army came.\n")
    assert found.published is None
    assert len(found.blocks) == 2


@pytest.mark.parametrize(
    ("top", "published", "begins"),
    [
        ("Marchers in Orva on May 3 (RFE/RL) ORVA, May 4, 2007 (RFE/RL) -- Two", date(2007, 5, 4), "Two"),
        ("May 4, 2007Two", date(2007, 5, 4), "Two"),
        ("اقرأ هذا الخبر بالعربيةTwo", None, "Two"),
        ("Page last updated at 11:20 GMT, Friday, 4 May 2007\n\nGuards die on a mined road\n\nTwo", date(2007, 5, 4), "Two"),
        (
            "Off the wire\nGold down on strong dollar  • Two elected in Lima\n\nRebels kill two guards in ambush\n\n"
            "Exemple, May 4, 2007 Adjust font size:\n\nTwo",
            date(2007, 5, 4),
            "Two",
        ),
        ("Marchers met (it was May) in ORVA, May 4, 2007, and two", None, "Marchers"),
    ],
)
def test_what_copying_leaves_before_the_first_paragraph_is_no_part_of_it(top: str, published: date | None, begins: str) -> None:
    found = read_text(
        f"{top} guards were killed by rebels in the north of the country, the police said on Friday.\n\nThey fled.\n"
    )
    prose = [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"]
    assert found.published == published
    assert prose[0].startswith(begins)
    assert len(prose) == 2


def test_a_lead_that_ends_with_its_day_is_no_caption() -> None:
    lead = "A suicide bomber killed twelve people in Quetta on Tuesday, May 14, 2024."
    found = read_text(f" date 2024-05-15 x\n\n{lead}\n\nThe road was closed for hours, and a hospital took in those hurt.\n")
    assert next(found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph") == lead


def test_a_line_that_ends_as_a_file_photo_does_is_a_caption() -> None:
    found = read_text(
        "Two Killed\n\nShelling left three dead in Orva. (file photo)\n\nShelling killed two men in Gao on May 3.\n"
    )
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"] == [
        "Shelling killed two men in Gao on May 3."
    ]
