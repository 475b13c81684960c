"""What the reader must keep apart on pages, in copied text, in feeds and in files of several articles. All texts are invented."""

# ruff: noqa: E501 (markup and articles stand in one line, as on a page)

from __future__ import annotations

import base64
import io
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventx.errors import InputError, RefusedInput
from eventx.report import End
from eventx_rferl import Importer
from eventx_rferl.model import Article
from eventx_rferl.reader.files import Part, parts
from eventx_rferl.reader.forms import AMP, ARTICLE, BREAKS, LIVE, PRINT, form_of, tamed
from eventx_rferl.reader.html import read_html, read_page
from eventx_rferl.reader.language import language_of
from eventx_rferl.reader.sniff import sniff
from eventx_rferl.reader.text import article_in, split

ARTICLES = Path(__file__).parent / "articles"
BODY = (
    "<p>ORVA, Testland --&nbsp;Two guards were killed when gunmen opened fire on a checkpoint near the town on May 3.</p>"
    "<p>The police said that they were looking for four men.</p>"
)
TEXT = (
    "ORVA, Testland -- Two guards were killed when gunmen opened fire on a checkpoint near the town on May 3.\n\n"
    "The police said that they were looking for four men.\n"
)
SITE = '<meta content="RadioFreeEurope/RadioLiberty" property="og:site_name" />'


def prose(article: Article) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph"]


def only(markup: str) -> Article:
    return read_html(markup)


PAGES = {
    ARTICLE: f'<html lang="en"><head>{SITE}</head><body class="x pg-article"><h1>T</h1><div class="wsw">{BODY}</div></body></html>',
    BREAKS: f"<html><head>{SITE}</head><body><div class='zoomMe'>{BODY.replace('<p>', '').replace('</p>', '<br /><br />')}</div></html>",
    AMP: f"<html ⚡ lang=en><head>{SITE}</head><body><header>Menu words here</header><h1>T</h1>{BODY}<amp-img alt='x'>No.</amp-img>"
    "<amp-video><div>Your browser doesn't support HTML5</div></amp-video></body></html>",
    PRINT: f'<html><head>{SITE}<link rel="canonical" href="https://www.rferl.org/articleprintview/99001.html"></head>'
    f'<body><h1>T</h1><div class="published">May 4, 2012</div>{BODY}</body></html>',
    LIVE: f'<html><head>{SITE}<link href="https://www.rferl.org/a/testland-live-briefing/99000500.html" rel="canonical" /></head>'
    f'<body class="pg-article"><div class="wsw">{BODY}</div></body></html>',
}


@pytest.mark.parametrize("form", PAGES, ids=[form.name for form in PAGES])
def test_each_form_of_the_page_gives_the_same_text(form: Any) -> None:
    assert form_of(PAGES[form]) is form
    assert only(PAGES[form]).text == TEXT


def test_a_live_briefing_keeps_one_address_but_each_state_of_it_its_own_name() -> None:
    before, after = only(PAGES[LIVE]), only(PAGES[LIVE].replace("four men", "five men"))
    assert before.key.startswith("99000500.")
    assert before.key != after.key


def test_posts_of_a_live_briefing_that_stand_in_json_ld_only_are_articles_with_their_own_days() -> None:
    page = """<html><head><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Live","datePublished":"2024-05-01",
    "url":"https://www.rferl.org/a/x/99000501.html","liveBlogUpdate":[
    {"headline":"One","datePublished":"2024-05-02 07:00:00Z","articleBody":"Shells fell on the market of Orva, killing two people."},
    {"headline":"Two","datePublished":"2024-05-03","articleBody":"<p>Two men were held in Orva after the attack.</p>"}]}</script></head>
    <body class="pg-article"></body></html>"""
    found = [part.article for part in parts(page.encode(), name="live.html")]
    assert [a and (a.title, a.published, a.text) for a in found] == [
        ("One", date(2024, 5, 2), "Shells fell on the market of Orva, killing two people.\n"),
        ("Two", date(2024, 5, 3), "Two men were held in Orva after the attack.\n"),
    ]


POSTS = (
    ("2024-05-14", "Shells fell on the market of Orva today, killing two people."),
    ("2024-05-12", "Two men were held in Orva on Friday."),
)


def _dated(markup: str) -> list[tuple[date | None, str]]:
    return [(p.article.published, p.article.text) for p in parts(markup.encode(), name="a.html") if p.article is not None]


def _briefing(entry: str, updates: str = "") -> str:
    told = "".join(entry.format(day=day, text=text) for day, text in POSTS)
    facts = f'{{"@type":"LiveBlogPosting","headline":"L","datePublished":"2024-05-10"{updates}}}'
    return f'<html>{SITE}<script type="application/ld+json">{facts}</script><body><div id="article-content">{told}</div></body></html>'


@pytest.mark.parametrize(
    "entry",
    [
        "<div class='post'><time datetime='{day}T10:00:00Z'>10:00</time><div class='wsw'><p>{text}</p></div></div>",
        "<div class='post'><div class='wsw'><p>{text}</p></div><time datetime='{day}T10:00:00Z'>10:00</time></div>",
        "<div class='wsw'><div><time datetime='{day}T10:00:00Z'>10:00</time><h3>Entry</h3><p>{text}</p></div></div>",
        "<div><time datetime='{day}T10:00:00Z'>10:00</time><p>{text}</p></div>",
    ],
)
def test_an_entry_of_a_live_briefing_is_of_the_day_on_which_it_was_written(entry: str) -> None:
    found = _dated(_briefing(entry))
    assert [(day, text.split("\n\n")[-1].strip()) for day, text in found] == [(date.fromisoformat(d), text) for d, text in POSTS]
    assert len(_dated(_briefing(entry.replace("{day}", "2024-05-10")))) == 1  # so that an event told in two is found to be one


def test_an_entry_that_shows_no_time_has_the_day_that_the_page_says_of_its_text_or_none() -> None:
    entry = "<div class='wsw'><p>{text}</p></div>"
    said = ",".join(f'{{"datePublished":"{day}T10:00:00Z","articleBody":"{text}"}}' for day, text in POSTS)
    assert [day for day, _ in _dated(_briefing(entry, f',"liveBlogUpdate":[{said}]'))] == [date(2024, 5, 14), date(2024, 5, 12)]
    assert [day for day, _ in _dated(_briefing(entry))] == [None]


def test_articles_beside_each_other_on_a_page_are_each_of_their_day() -> None:
    one = "<article><h1>{t}</h1><time datetime='{day}'>x</time><div class='wsw'><p>{text}</p></div></article>"
    page = "<html><body>" + "".join(one.format(t=day, day=day, text=text) for day, text in POSTS) + "</body></html>"
    assert [(day, text.strip()) for day, text in _dated(page)] == [(date.fromisoformat(day), text) for day, text in POSTS]
    beside = page.replace("<article>", "<aside>").replace("</article>", "</aside>")
    assert len(_dated(beside)) == 1  # teasers are no articles


def test_a_text_beside_the_article_that_has_no_day_is_told() -> None:
    page = f'{PAGES[ARTICLE].removesuffix("</body></html>")}<div class="wsw"><p>Gunmen shot four passengers of a bus near Gaya.</p></div>'
    *_, end = Importer().read(io.BytesIO(f"{page}</body></html>".encode()), name="a.html")
    assert isinstance(end, End)
    assert [(one.rule, one.value) for one in end.findings] == [("ART-SEVERAL", "Gunmen shot four passengers of a bus near Gaya.")]


def test_a_page_that_says_two_days_of_publication_is_told() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-04"}</script></head><body>'
        f'<time pubdate="pubdate" datetime="DAY">x</time><div class="wsw">{BODY}</div></body></html>'
    )
    for day, told in (("2019-05-04", ["ART-TWO-DAYS"]), ("2024-05-05T01:00:00+05:00", [])):
        outcomes = list(Importer().read(io.BytesIO(page.replace("DAY", day).encode()), name="a.html"))
        assert [one.rule for each in outcomes for one in each.findings] == told


@pytest.mark.parametrize("shown", ["<div class='date'>May 4, 2012</div>", "<p class='article_date'>4 May 2012</p>"])
def test_the_day_that_a_page_shows_in_words_above_its_text_is_that_of_publication(shown: str) -> None:
    found = only(f"<html><head>{SITE}</head><body><h1>T</h1>{shown}<div class='wsw'>{BODY}</div></body></html>")
    assert (found.published, found.published_note) == (date(2012, 5, 4), "the date is the one that the page shows")


@pytest.mark.parametrize("around", ["<table><tr><td>Menu</td><td><font size=2>{}</font></td></tr></table>", "{}"])
def test_the_bare_text_of_an_old_page_is_read_where_it_has_a_dateline(around: str) -> None:
    told = "Two guards were killed in Orva, Testland, police said.<br><br>They were looking for four men.<br>"
    page = f"<html><head><title>RFE/RL Newsline</title></head><body>{around.format('Orva, 4 May 2001 (RFE/RL) -- ' + told)}</body></html>"
    found = only(page)
    assert (found.published, found.dateline is not None) == (date(2001, 5, 4), True)
    assert "Menu" not in found.text


def test_meta_elements_count_in_any_order_and_dates_with_a_blank_are_times() -> None:
    found = only(
        '<html><head><meta content="Blast &#39;kills&#39; two" property="og:title"/><meta property="og:url" '
        'content="https://www.rferl.org/a/99000502.html"/><script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2024-04-28 07:00:00Z"}</script></head><body><div class="wsw">' + BODY + "</div></body></html>"
    )
    assert (found.title, found.key, found.published_text) == ("Blast 'kills' two", "99000502", "2024-04-28T07:00:00Z")


@pytest.mark.parametrize("stamp", ["2024-13-45 99:00:00Z", "0000-00-00", "", "yesterday"])
def test_a_day_that_never_was_is_no_day(stamp: str) -> None:
    found = only(
        f'<html><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{stamp}"}}</script>'
        f'<div class="wsw">{BODY}</div></html>'
    )
    assert (found.published, found.published_text, found.published_note) == (None, None, None)


def test_what_stands_around_a_copied_article_is_no_part_of_it() -> None:
    copied = (
        "Accessibility links\n\nBreaking News\n\nTestland\n\nGuards Killed In Orva\n\nMay 04, 2012 08:12\n\n"
        "Smoke rose over the market where 40 people died in 1999.\n\nSmoke rose over the market where 40 people died in 1999.\n\n"
        + TEXT
        + "\nSEE ALSO:\n\nTen Killed In Another Town\n\nThe mayor called for calm.\n\nWith reporting by AP\n\n"
        "See comments (2)\n\nThis forum has been closed.\n\nRecommended\n\nFive people were shot dead elsewhere yesterday, it says.\n"
    )
    found = article_in(copied)
    assert prose(found) == [
        *[line.removeprefix("ORVA, Testland -- ") for line in TEXT.strip().split("\n\n")],
        "The mayor called for calm.",
    ]
    assert found.published == date(2012, 5, 4)
    assert found.published_note is not None
    assert found.text == copied


@pytest.mark.parametrize(
    ("line", "where", "day"),
    [
        ("BISHKEK -- ", "BISHKEK", None),
        ("BATKEN, Kyrgyzstan -- ", "BATKEN, Kyrgyzstan", None),
        ("HERAT, Afghanistan (Reuters) -- ", "HERAT, Afghanistan", None),
        ("12 August 2004 -- ", None, date(2004, 8, 12)),
        ("Prague, 1 June 2005 (RFE/RL) -- ", "Prague", date(2005, 6, 1)),
        ("(RFE/RL) 3 November 2005 -- ", None, date(2005, 11, 3)),
        ("(file photo) (AFP) June 17, 2006 -- ", None, date(2006, 6, 17)),
        ("ADEN, Aug 7 (PTI) ", "ADEN", None),
        ("Aden, Yemen, 3 May 2020 (Local Radio) -- ", "Aden, Yemen", date(2020, 5, 3)),
        ("ADEN, March 22 - ", "ADEN", None),
        ("ADEN CITY, Yemen (A Paper/05 May) -- ", "ADEN CITY, Yemen", None),
        ("ADEN, May 3 (APP): ", "ADEN", None),
        ("ADEN: ", "ADEN", None),
    ],
)
def test_every_dateline_of_the_house_is_read_and_is_no_sentence(line: str, where: str | None, day: date | None) -> None:
    found = article_in(line + "Two guards were killed in the town.\n")
    assert (found.dateline, found.published) == (where, day)
    assert prose(found) == ["Two guards were killed in the town."]


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING: ",
        "On Monday - a holiday - ",
        "May 5 was calm until the night: ",
        "In Aden, May 5 (the day of the vote) was calm until ",
    ],
)
def test_what_only_looks_like_a_dateline_is_left_in_the_text(line: str) -> None:
    found = article_in(line + "Two guards were killed in the town.\n")
    assert (found.dateline, found.published) == (None, None)
    assert prose(found) == [line + "Two guards were killed in the town."]


def test_a_first_line_in_a_sentences_letters_is_the_headline_if_a_dateline_follows() -> None:
    found = article_in("Two guards killed in the old town\n\nADEN, 3 May 2020 -- Two guards were killed in the town.\n")
    assert (found.title, found.published) == ("Two guards killed in the old town", date(2020, 5, 3))
    assert article_in("We went to the market.\n\nIt was closed -- and guards stood there.\n").title is None


def test_a_clause_before_a_dash_is_no_place() -> None:
    line = "Nine men fell -- five rebels, three guards and a driver -- in a fight in the town."
    found = article_in(f"{line}\n")
    assert (found.dateline, prose(found)) == (None, [line])
    assert article_in("Port of Spain, Trinidad -- Two guards were shot.\n").dateline == "Port of Spain, Trinidad"


def test_a_first_line_without_a_full_stop_and_apart_is_the_headline() -> None:
    body = "Two guards were killed in the old town on May 3, the governor said.\n"
    for below in (body, f"May 4, 2020\n\n{body}", f"By A. Writer\n\n{body}"):
        assert article_in(f"Two guards killed in the old town\n\n{below}").title == "Two guards killed in the old town"
    assert article_in(f"Two guards killed in the old town\n{body}").title is None  # wrapped prose
    assert article_in(f"Two guards fell.\n\n{body}").title is None


def test_a_short_text_below_its_day_is_claimed() -> None:
    body = "Two guards were killed in the old town on May 3, the governor said.\n"
    for text in (f"Two guards were killed in the old town on Sunday\n\nMay 4, 2020\n\n{body}", f"ADEN — {body}"):
        assert sniff(text.encode(), "x.txt") is not None
    assert sniff(b"ERROR \xe2\x80\x94 disk full\n", "x.txt") is None


def test_places_that_several_paragraphs_are_headed_with_are_no_part_of_the_sentences() -> None:
    text = "ADEN: Two guards were shot.\n\nTAIZ: Three men were arrested.\n\nThey were armed.\n"
    found = article_in(text)
    assert prose(found) == ["Two guards were shot.", "Three men were arrested.", "They were armed."]
    assert [text[slice(*span)] for span in found.heads] == ["ADEN", "TAIZ"]
    assert article_in("Two guards were shot.\n\nWitnesses: They were armed.\n").heads == ()


@pytest.mark.parametrize(
    "told",
    [
        "RFE/RL: What happened?\n\nSalman: Police killed three men.\n\nRFE/RL: And then?\n\nSalman: Gunmen shot two soldiers.\n",
        "VOA: What did you see?\n\nPaktia: Two guards were shot.\n\nVOA: Who was it?\n\nPaktia: They were soldiers.\n",
        "Question: Who was hurt?\n\nAdam Gao: Two guards were shot.\n\nKidal: Three men were arrested.\n",
        "Kut: Police killed three men.\n\nSalman: Gunmen shot two soldiers.\n\nKut: Rebels killed four policemen.\n",
    ],
)
def test_who_speaks_in_an_interview_is_no_place_although_a_town_has_the_name(told: str) -> None:
    assert article_in("Two men from Iraq were asked on Monday.\n\n" + told).heads == ()


@pytest.mark.parametrize(
    "told",
    [
        "Jonglei: Two guards were shot.\n\nUpper Nile: Three men were arrested.\n",
        "Jonglei: Two guards were shot.\n\nThey were armed.\n\nJonglei: A child died.\n\nUnity: Three men were arrested.\n",
        "QUETTA: Two guards were shot.\n\nLAHORE: Three men were arrested.\n\nQUETTA: A shop burned.\n",
    ],
)
def test_an_update_goes_from_place_to_place(told: str) -> None:
    assert len(article_in("An update of the week.\n\n" + told).heads) > 1


ONE = " date 2024-05-04 Written for a test.\n\nTwo guards were killed in Orva on May 3, the police of the town said.\n"
TWO = " date 2024-06-01 Written for a test.\n\nThree men were wounded by a mine near Orva on May 31, doctors said.\n"


def test_several_articles_in_one_text_are_kept_apart_and_their_words_stay() -> None:
    both = f"{ONE}\n{TWO}"
    found = [part.article for part in parts(both.encode(), name="two.txt")]
    assert [a and a.published for a in found] == [date(2024, 5, 4), date(2024, 6, 1)]
    for article in found:
        assert article is not None
        assert article.text in both
    assert len({a.sha256 for a in found if a}) == 2


@pytest.mark.parametrize("between", ["\n=====\n", "\n\f\n", "\nWith reporting by Reuters\n\nTwo Held In Tal\n\n"])
def test_rulers_and_credits_part_articles_that_begin_with_datelines(between: str) -> None:
    other = "TAL, Testland -- Two men were held after a protest in the town.\n"
    assert len(split(TEXT + between + other)) == 2


def test_a_ruler_inside_an_article_parts_nothing() -> None:
    assert len(split(TEXT + "\n*****\n\nA third guard was wounded in the arm.\n")) == 1


FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Some Radio</title><language>en</language>
<item><title>Guards Killed</title><description>&lt;p&gt;Two guards were killed in the town of Orva.&lt;/p&gt;</description>
<link>https://www.rferl.org/a/guards/99000503.html</link><pubDate>Mon, 10 Mar 2025 22:00:00 +0000</pubDate></item>
<item><title>Photos</title><description></description><pubDate>never</pubDate></item>
<item><title>Russian</title><description>Президент сказал журналистам, что переговоры продолжатся на следующей неделе.</description></item>
</channel></rss>"""


def test_each_item_of_a_feed_is_an_article_or_says_why_not() -> None:
    first, second, third = parts(FEED.encode(), name="feed.xml")
    assert first.article is not None
    assert (first.article.key, first.article.published_text, first.article.publisher) == (
        "99000503",
        "2025-03-10T22:00:00Z",
        "Some Radio",
    )
    assert "summary" in (first.article.published_note or "")
    assert (second.article, second.rule) == (None, "ART-NO-TEXT")
    assert (third.article, third.rule) == (None, "ART-LANGUAGE")
    assert "Russian" in third.message


@pytest.mark.parametrize("damage", [FEED[:300], FEED.replace("<rss", '<!DOCTYPE x [<!ENTITY a "b">]><rss')])
def test_a_damaged_or_booby_trapped_feed_is_refused_with_a_sentence(damage: str) -> None:
    with pytest.raises(InputError, match="feed"):
        list(parts(damage.encode(), name="feed.xml"))


LANGUAGES = {
    "Russian": "Президент сказал журналистам, что переговоры продолжатся на следующей неделе в столице, и это было не так.",
    "Ukrainian": "Президент сказав журналістам, що переговори триватимуть наступного тижня у столиці, і це було не так, як він.",
    "Georgian": "პრეზიდენტმა განაცხადა, რომ მოლაპარაკებები გაგრძელდება მომავალ კვირას და ეს არ იყო ადვილი.",
    "Armenian": "Նախագահը ասել է, որ բանակցությունները կշարունակվեն հաջորդ շաբաթ և այս ամենը մեջ է։",
    "Persian": "رئیس جمهور گفت که مذاکرات در هفته آینده در پایتخت ادامه می یابد و این برای مردم است.",
    "Serbian, Croatian or Bosnian": "Predsednik je rekao da će se razgovori nastaviti na jesen i da su za to svi koji nisu bili tu.",
    "Albanian": "Presidenti tha se bisedimet do të vazhdojnë në javën e ardhshme dhe se kjo është një hap për të gjithë.",
    "German": "Der Präsident sagte, dass die Gespräche in der nächsten Woche mit den Vertretern der Stadt und nicht ohne sie beginnen.",
}


@pytest.mark.parametrize(("name", "text"), LANGUAGES.items())
def test_a_text_in_another_language_is_refused_by_the_language_s_name(name: str, text: str) -> None:
    with pytest.raises(InputError, match=f"{name.split(',', maxsplit=1)[0]}.*English"):
        parts((text + " ").encode() * 4, name="a.txt")


def test_the_text_decides_the_language_not_what_the_page_says_of_itself() -> None:
    page = PAGES[ARTICLE].replace('lang="en"', 'lang="hy"')
    assert only(page).language == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Douze civils tués dans une attaque à Djibo.", "fr"),
        ("Une attaque a fait douze morts samedi à Djibo, a indiqué une source sécuritaire.", "und"),
        ("Des hommes armés ont tué douze villageois à Bodio samedi. Trois soldats ont été blessés.", "und"),
        (
            "The émigré, a protégé of the general, was shot dead by gunmen at a café in the city of Gao on Monday, police said.",
            "en",
        ),
        ("Two killed in Kandahar shooting.", "en"),
    ],
)
def test_a_short_text_with_accents_is_not_taken_for_english(text: str, code: str) -> None:
    found = language_of(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.name)
def test_no_english_article_is_taken_for_another_language(path: Path) -> None:
    found = language_of(path.read_text(encoding="utf-8"))
    assert found is not None
    assert found.code == "en"


def test_another_site_s_page_names_the_extra_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _without_trafilatura(monkeypatch)
    with pytest.raises(InputError, match=r"a\.html.*eventx-conflict\[articles\]"):
        parts(b"<html><body><article><p>Two guards were killed.</p></article></body></html>", name="a.html")


@pytest.mark.parametrize("tag", ["h1", "p", "div", "section", "main"])
def test_a_piece_of_a_page_is_no_plain_text(monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    _without_trafilatura(monkeypatch)
    with pytest.raises(InputError, match="is a web page without an article body"):
        parts(f"<{tag}>Gunmen kill five</{tag}>\n<p>Gunmen shot five men in Mopti on May 13.</p>\n".encode(), name="a.html")


def _without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    def refuse(name: str, *rest: object) -> object:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", refuse)


def test_with_the_extra_another_site_s_article_is_read_and_its_day_has_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    def extract(markup: str, **options: object) -> str:
        assert "guards" in markup
        assert options["output_format"] == "json"
        return '{"title": "Guards", "date": "2024-05-04", "text": "Two guards were killed.\\nThe police seek four men."}'

    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=extract))  # type: ignore[misc]
    (part,) = parts(b"<html><body><p>Two guards were killed.</p></body></html>", name="a.html")
    assert part.article is not None
    assert part.article.text == "Two guards were killed.\n\nThe police seek four men.\n"
    assert (part.article.published, part.article.title) == (date(2024, 5, 4), "Guards")
    assert "trafilatura" in (part.article.published_note or "")


def test_the_real_extra_reads_a_plain_page() -> None:
    pytest.importorskip("trafilatura")
    sentence = "Two guards were killed when gunmen opened fire on a checkpoint near the town of Orva, the police said on May 3."
    page = f"<html lang='en'><head><title>Guards</title></head><body><nav>Menu</nav><article>{f'<p>{sentence}</p>' * 5}</article></body></html>"
    (part,) = parts(page.encode(), name="a.html")
    assert part.article is not None
    assert sentence in part.article.text


@pytest.mark.parametrize(
    ("head", "name", "sure"),
    [(FEED.encode(), "feed.xml", True), (b"<?xml version='1.0'?><gpx/>", "a.xml", False), (PAGES[AMP].encode(), "a", True)],
)
def test_sniffing_knows_feeds_and_amp_pages(head: bytes, name: str, sure: bool) -> None:
    found = sniff(head, name)
    assert (found is not None and found.score >= 0.5) is sure


NASTY = [
    "<",
    "<a ",
    "<!",
    "<![",
    "<!--",
    "</",
    "<?",
    "<div>",
    '<a b="',
    "<a b='x\">",
    "&#",
    "<script>",
    "<div class=wsw>",
    "<br",
    "\x00",
]


@pytest.mark.parametrize("piece", NASTY)
def test_what_is_never_closed_costs_no_time(piece: str) -> None:
    """A parser whose time grows with the square needs minutes for this."""
    markup = f'<html><div class="wsw">{BODY}' + piece * 60_000
    began = time.process_time()
    read_page(markup)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "line", ["(" + "A/" * 90 + "x", "A " * 40_000, "WATCH " * 20_000, "A, " * 30_000 + "--", "\n \n" * 30_000 + "x"]
)
def test_odd_text_costs_no_time(line: str) -> None:
    began = time.process_time()
    for chunk in split(line):
        article_in(chunk)
    assert time.process_time() - began < 5


def parts_or_sentence(data: bytes) -> tuple[Part, ...]:
    """The articles of some bytes; none if they are refused, which must name the file."""
    try:
        return parts(data, name="fuzz")
    except InputError as error:
        words = str(error)
    assert "fuzz" in words
    return ()


def same_words(article: Article) -> None:
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(article.text)
        assert article.text[block.start : block.end].strip()
        last = block.end


PIECES = st.sampled_from(
    [*NASTY, *PAGES.values(), BODY, TEXT, ONE, FEED, ">", "</div>", "</html>", "<p>", "-->", "\f", "\n=====\n", "RFE/RL"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8), st.data())
def test_whatever_is_mutated_gives_articles_or_a_sentence(pieces: list[str], data: st.DataObject) -> None:
    mixed = "".join(pieces)
    at = data.draw(st.integers(0, len(mixed)))
    mixed = mixed[at:] + mixed[: data.draw(st.integers(0, len(mixed)))]
    for part in parts_or_sentence(mixed.encode("utf-8", "surrogatepass")):
        if part.article is not None:
            same_words(part.article)
        else:
            assert part.rule
            assert part.message


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_bytes_give_articles_or_a_sentence(data: bytes) -> None:
    parts_or_sentence(data)


@given(st.text(max_size=300))
def test_taming_leaves_markup_without_comments_as_it_is_when_all_is_closed(text: str) -> None:
    plain = text.replace("<", "").replace(">", "")
    assert tamed(f"<p>{plain}</p>") == f"<p>{plain}</p>"


def _saved(page: str, charset: str, end: str) -> bytes:
    body = base64.encodebytes(page.encode(charset)).decode()
    head = 'From: <Saved by Blink>\nSubject: T\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="B"\n\n'
    part = f"--B\nContent-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\nContent-Location: https://www.rferl.org/a/1.html\n\n"
    return f"{head}{part}{body}\n--B\nContent-Type: image/png\n\nx\n{end}".encode()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_page_that_a_browser_saved_with_its_pictures_is_read(charset: str) -> None:
    (part,) = parts(_saved(PAGES[ARTICLE], charset, "--B--\n"), name="a.mhtml")
    assert part.article is not None
    assert part.article.text == TEXT
    found = sniff(_saved(PAGES[ARTICLE], charset, ""), "a.mhtml")
    assert found is not None
    with pytest.raises(RefusedInput, match="cut off"):
        parts(_saved(PAGES[ARTICLE], charset, ""), name="a.mhtml")
