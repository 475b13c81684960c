"""Reads datelines: where, when and for which agency an article was written, and the place that a later paragraph is headed with.

Knows RFE/RL's and VOA's (``CITY, Country --``, ``Prague, 12 August 2004 (RFE/RL) --``), agencies' (``CITY, Aug 7 (PTI)``), and
those that newspapers and roundups put before each report (``QUETTA: ``, ``QUETTA — ``). A day without its year gives no day.
Doesn't know which names are places.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from attrs import evolve

from eventx_rferl.language.calendar_dates import calendar_day
from eventx_rferl.language.lexicons import settings
from eventx_rferl.model import Block

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_AGENCY = r"(?: ?(?P<agency>\([A-Za-z][\w/.'’ -]{1,30}\)|/[A-Z][A-Za-z]+/))?"
DATELINE = re.compile(
    r"\A(?:\(file photo\) )?(?:\([A-Z/ ]+\) )?(?P<where>(?:[A-Z][\w'’.-]*?"
    r"(?: (?:[A-Z\d][\w'’.-]*?|al-[\w'’-]+?|of|and|the|de|del|la|el|da|do|near|sur|upon|in)){0,3}"
    rf"(?:, (?!{_MONTH}\.? \d)[A-Z][^\W\d]['’.\w -]{{1,40}}?)?)?)"
    r"(?: \((?P<state>[A-Z][\w ]{2,30})\)(?=, ?\w+ \w)|/[A-Z][\w'’-]+(?=, ?\w+ \w))?"
    rf"(?:[.,;]? ?(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"
    rf"|[.,;]? ?(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:, (?P<year2>\d{{4}}))?)?"
    + _AGENCY
    # one hyphen, a line or a colon is enough behind a day or an agency, and nothing behind both
    + r"(?: ?(?:--|—|–|(?(agency)[-_:]|(?(day)-|(?(day2)-|(?!))))) |(?(agency)(?(day)|(?(day2)|(?!)))|(?!)) (?=[A-Z“\"‘]))"
)
# "March 3, 2015 (ARUSHA) – Both sides ...": the day goes before the place.
DAY_FIRST = re.compile(
    rf"\A(?P<month>{_MONTH}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}),? "
    r"\((?P<where>[A-Z][A-Z'’.-]+(?:[ ,/-]+[A-Z][\w'’.-]*){0,4})\) ?(?:--|—|–|-|:)? ?(?=[A-Z“\"‘])"
)
# "(Nairobi, June 3, 2025) – Rebels ...": all of it in brackets.
BRACKETED = re.compile(
    r"\A\((?P<where>[A-Z][\w'’.-]+(?:[ ,/-]+[A-Z][\w'’.-]*){0,4}?)(?:, |\. ?| )"
    rf"(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})),? (?P<year>\d{{4}})\)"
    r" ?(?:--|—|–|-|:)? ?(?=[A-Z“\"‘])"
)
# "KHAR, Pakistan—A convoy ...": no room behind the dash, so the place has to stand in capitals.
TIGHT = re.compile(
    r"\A(?P<where>[A-Z][A-Z'’.-]+(?: [A-Z'’.-]+){0,3}(?P<state>, [A-Z][\w'’. -]{2,40}?)?)"
    + _AGENCY
    + r" ?(?:--|—|–|(?(state)-|(?!)))(?=[A-Z“\"‘])"
)
# "TUNIS, March 4 Dockers ...": what was between the day and the text is lost.
STRIPPED = re.compile(
    rf"\A(?P<where>[A-Z][A-Z'’.-]+(?: [A-Z'’.-]+){{0,2}})(?:/[A-Z]+)?, {_MONTH}\.? \d{{1,2}} (?=[A-Z“\"][\w’'-]*[a-z])"
)
# "Jolo, (Agency / Another - 3rd Aug, 2013) Pirates ...": the day behind the agencies.
AGENCY_DAY = re.compile(
    r"\A(?P<where>[A-Z][\w .'’-]{2,40}(?:, [A-Z][\w .'’-]{2,40})?),? \([A-Z][^()]{1,60}? - (?P<day>\d{1,2})(?:st|nd|rd|th)? "
    rf"(?P<month>{_MONTH}),? (?P<year>\d{{4}}) ?\)(?: ?:)? ?"
)
# "QUETTA: Three men ...", "Eastern Equatoria: Three children ...": a newspaper's or an update's.
CAPITALS = re.compile(
    r"(?P<where>[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+){0,3}(?:, (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})?): (?=[A-Z“\"‘])"
)
TITLED = re.compile(r"(?P<where>[A-Z][a-z'’-]+(?: (?:[A-Z][a-z'’-]+|of|and|el|al)){0,4}): (?=[A-Z“\"‘])")
# "BAMAKO — Malian troops ...": a roundup's.
DASHED = re.compile(r"(?P<where>[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+){0,3})[ \xa0](?:—|–|--)[ \xa0](?=[A-Z“\"‘])")
# What the first paragraph was cut behind.
CUT_OFF = re.compile(r"\b([A-Z][A-Z'’. -]+?)(?::|[ \xa0](?:—|–|--))[ \xa0]$")
LONGEST_HEADLINE = 150
LONGEST = 90
# One of these ends a dateline or stands in it.
MARK = re.compile(r"[-—–_:(/]")


@cache
def _labels() -> frozenset[str]:
    """What no place is called: a newsroom's labels, and the days of the week that entries of a chronology are headed with."""
    return frozenset((*settings("places.toml")["newsrooms"]["labels"], *settings("calendar.toml")["weekdays"]))


def _opening(line: str) -> str:
    """The first words of a line, with a plain blank for one that mustn't break, as VOA's pages have it behind the dash."""
    return line[:200].replace("\xa0", " ")


def _begins(line: str) -> re.Match[str] | None:
    """The dateline with which a line may begin; most lines have nothing that could end one."""
    return _placed(DATELINE.match(line)) if MARK.search(line, 0, LONGEST) else None


def _placed(match: re.Match[str] | None) -> re.Match[str] | None:
    """The dateline, if a day of the week isn't taken for its place: "Monday -- Gang members"."""
    return match if match is None or match["where"].lower() not in _labels() else None


def _colon(line: str) -> re.Match[str] | None:
    """A place in capitals with a colon, as newspapers put it; no label of the newsroom's."""
    match = CAPITALS.match(line)
    return match if match and _labels().isdisjoint(match["where"].lower().split()) else None


def _day(match: re.Match[str]) -> date | None:
    said = match.groupdict()
    year, month, day = (said[part] or said.get(f"{part}2") for part in ("year", "month", "day"))
    number = settings("calendar.toml")["months"].get((month or "").lower())
    return calendar_day(int(year), number, int(day)) if year and number and day else None


def dateline_of(text: str, blocks: tuple[Block, ...]) -> tuple[str | None, date | None, tuple[Block, ...]]:
    """The place and day of the dateline, and the blocks with the dateline cut off the first paragraph."""
    first = next((b for b in blocks if b.kind == "paragraph"), None)
    if first is None:
        return None, None, blocks
    line = _opening(text[first.start : min(first.end, first.start + 200)])
    second = next((b for b in blocks if b.kind == "paragraph" and b.start > first.start), None)
    if second is not None and (told := AGENCY_DAY.match(text[second.start : second.end])):
        lead = text[first.start : first.end].rstrip(".")
        if text.startswith(lead, second.start + told.end()):  # the same sentence stands above the dateline, too
            blocks = tuple(evolve(b, kind="heading") if b is first else b for b in blocks)
            first, line = second, _opening(text[second.start : second.start + 200])
    if told := AGENCY_DAY.match(line):
        number = settings("calendar.toml")["months"].get(told["month"].lower())
        day = calendar_day(int(told["year"]), number, int(told["day"])) if number else None
        cut = Block(first.start + told.end(), first.end, "paragraph")
        return told["where"], day, tuple(cut if b is first else b for b in blocks if b is not first or cut.start < cut.end)
    match = DAY_FIRST.match(line) or BRACKETED.match(line) or _placed(DATELINE.match(line))
    dayless = TIGHT.match(line) or _colon(line) or STRIPPED.match(line)
    if match is not None and match.end() <= LONGEST:
        where, day, end = match["where"].strip(" ,.") or None, _day(match), match.end()
    elif dayless is not None:
        where, day, end = dayless["where"], None, dayless.end()
    else:
        return None, None, blocks
    cut = Block(first.start + end, first.end, "paragraph")
    return where, day, tuple(cut if b is first else b for b in blocks if b is not first or cut.start < cut.end)


# "On May 3, 2006 -- a day after ...": no place.
NO_PLACE = frozenset({"on", "in", "since", "by", "until", "before", "after", "from", "published", "updated", "posted"})


WEEK = timedelta(days=7)


def another_dateline(text: str, blocks: tuple[Block, ...], known: date | None) -> tuple[date | None, tuple[Block, ...]]:
    """The day, with its year, of the dateline that stands below the article's beginning; the blocks with it cut off.

    It says when that was written, as one above does: nothing that it heads was on that day. Entries of a list have days of their
    own ("Madrid, March 11, 2004 -- Bombs on trains killed ..."): several, or one long before the ``known`` one of the article.
    """
    days: set[date] = set()
    cut: list[Block] = []
    begun = False
    for block in blocks:
        match = None
        if block.kind == "paragraph":
            line = _opening(text[block.start : min(block.end, block.start + 200)]) if begun else ""
            match = (BRACKETED.match(line) or _begins(line)) if "20" in line or "19" in line else None
            begun = True
        day = _day(match) if match is not None and match.end() <= LONGEST else None
        heads = match is not None and day is not None and match["where"] and match["where"].lower() not in NO_PLACE
        days.update((day,) if day and heads else ())
        cut.append(evolve(block, start=block.start + match.end()) if match is not None and heads else block)
    if len(days) != 1 or (known and abs(known - min(days)) > WEEK):
        return None, blocks
    return min(days), tuple(cut)


def is_dateline(line: str) -> bool:
    """Whether a line begins with a dateline that no sentence would: its place in capitals."""
    match = _begins(_opening(line)) or TIGHT.match(_opening(line))
    if match is None or match.end() > LONGEST:
        return False
    first = match["where"].split(",")[0].split(" (")[0]
    return bool(first) and first.isupper() and len(first) > 2


def own_day(line: str) -> str:
    """Of which kind the day is in the dateline that a line begins with: "year", "day" without its year, "" for none."""
    match = _begins(_opening(line))
    if match is None or match.end() > LONGEST or not (is_dateline(line) or (match["agency"] and match["where"])):
        return ""
    return "year" if match["year"] or match["year2"] else "day" if match["day"] or match["day2"] else ""


def by_agency(line: str) -> bool:
    """Whether a line begins with a dateline in capitals that names who reports: "BAMAKO (AFP) -"."""
    match = _begins(_opening(line))
    return match is not None and match["agency"] is not None and is_dateline(line)


def _dated(line: str) -> bool:
    match = _begins(_opening(line))
    if AGENCY_DAY.match(_opening(line)):
        return True
    return match is not None and match.end() <= LONGEST and bool(match["day"] or match["day2"] or match["agency"])


def headed(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, a first line as the headline even if it is written as a sentence is: without a full stop, and apart.

    It stands apart above a dateline, and with a blank line below it above a longer paragraph that ends as sentences do.
    """
    prose = [b for b in blocks if b.kind == "paragraph"][:2]
    if len(prose) < 2 or any(b.kind != "notice" for b in blocks[: blocks.index(prose[0])]):
        return blocks
    line, below = text[prose[0].start : prose[0].end], text[prose[1].start : prose[1].end]
    if len(line) > LONGEST_HEADLINE or line[-1] in '.:;,”"':
        return blocks
    apart = text[prose[0].end : prose[1].start].count("\n") > 1 and not line.endswith("…")
    full = apart and len(below) > len(line) and below.rstrip('”"’) ')[-1:] in (".", "!", "?")
    if not (full or is_dateline(below) or _dated(below)):
        return blocks
    return tuple(evolve(b, kind="headline") if b is prose[0] else b for b in blocks)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(settings('places.toml')['newsrooms']['asking'])})(?: [\w’'-]+){{0,3}}: ?")


def _spoken(text: str, blocks: tuple[Block, ...], names: list[str]) -> bool:
    """Whether the paragraphs are an interview's, headed with who speaks: somebody asks, or one speaks again behind another."""
    if any(_asking().match(text, b.start, b.end) for b in blocks):  # a short question is a heading to the reader
        return True
    titled = [name for name, _ in groupby(names) if not name.isupper()]
    return len(set(titled)) < len(titled)


def later_datelines(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[tuple[int, int], ...]]:
    """The blocks with the places cut off that paragraphs are headed with, and where these stand; only if several have one.

    Those of an interview are left: they are headed with who speaks, and many a name is also a town's. The first one may have
    lost its own to :func:`dateline_of`.
    """
    found: dict[int, re.Match[str]] = {}
    first = next((b.start for b in blocks if b.kind == "paragraph"), 0)
    opening = CUT_OFF.search(text, max(0, first - LONGEST), first)
    for number, block in enumerate(blocks):
        line = text[block.start : block.start + 200] if block.kind == "paragraph" else ""
        match = _colon(line) or DASHED.match(line) or TITLED.match(line)
        if match and _labels().isdisjoint(match["where"].lower().split()):
            found[number] = match
    heads = [(blocks[n].start + match.start("where"), blocks[n].start + match.end("where")) for n, match in found.items()]
    heads = [opening.span(1), *heads] if opening is not None else heads
    if not found or len(heads) < 2 or _spoken(text, blocks, [match["where"] for match in found.values()]):
        return blocks, ()
    return tuple(evolve(b, start=b.start + found[n].end()) if n in found else b for n, b in enumerate(blocks)), tuple(heads)
