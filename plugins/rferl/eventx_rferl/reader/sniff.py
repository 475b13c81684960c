"""Recognises articles by the first bytes of a file.

Knows the marks of the seed form, of pages and feeds of RFE/RL and VOA, and of a dateline. Prose without marks is claimed with
little weight, other sites' pages hardly.
"""

from __future__ import annotations

import re
from itertools import pairwise

from eventx.plugins import Sniff
from eventx_rferl.reader.saved import is_saved

OTHERS = (".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".geojson", ".tab")
FEED = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*|<\?[^>]{0,300}\?>\s*){0,5}<(?:rss|feed|rdf:RDF)[\s>]"
)
SITE = re.compile(r"rferl|voanews|RFE/RL|RadioFreeEurope|Voice of America", re.IGNORECASE)
MARKS = re.compile(r'class=["\']?[^"\'>]{0,300}\b(?:wsw|wordclick|pg-article|zoomMe|articleContent)\b|\butag_data\s*=')
NEWS = re.compile(
    r'"(?:News|ReportageNews)Article"|"LiveBlogPosting"|property="og:type"[^>]{0,40}content="article"|content="article"'
)
# "(RFE/RL) 17 January 2024 -- Two guards ...", "14 October 2003 -- Miners ...": a day, a dash, and a sentence; a log has one such
# line behind the other.
DATED_LINE = re.compile(
    r"^(?:\(file photo\) )?(?:\([A-Z/ ]{2,20}\) )?(?:\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
    r"(?: \([A-Za-z/ ]{2,20}\))? (?:--|—|–) [\"“'‘]?[A-Z][^\n|;\t]{30,}$",
    re.MULTILINE,
)


def _dated(text: str) -> bool:
    """Whether a paragraph opens with a day instead of a place, and no line like it follows at once."""
    lines = [match.span() for match in DATED_LINE.finditer(text)]
    return bool(lines) and all(there[0] - here[1] > 1 for here, there in pairwise(lines))


_PLACED = re.compile(
    r"^(?:[A-Z][^\n]{2,80} (?:--|\([A-Z][A-Za-z/ ]{1,20}\) ?[-–—]{1,2}) \S"
    r"|[A-Z][A-Z'’.-]{2,20}(?: [A-Z'’.-]{2,20}){0,3}(?:, [A-Z][^\n,|;]{2,40})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? ?[–—] [“\"‘A-Z])",
    re.MULTILINE,
)
"""``KABUL, Afghanistan -- …``, and agencies' ``BAMAKO (Reuters) - …``, ``BAMAKO — …``."""


def sniff(head: bytes, filename: str) -> Sniff | None:
    """How sure it is that this is an article."""
    if is_saved(head):
        return Sniff(0.6 if SITE.search(head[:4000].decode("latin-1")) else 0.3, "a web page that a browser saved (MHTML)")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head[:4096] and not wide:
        return None
    start = head.decode("utf-16" if wide else "utf-8", "replace").removeprefix("\ufeff").replace("\xa0", " ")
    if re.match(r"\s?date \d{4}-\d\d-\d\d\b", start):
        return Sniff(0.95, "its first line is ' date YYYY-MM-DD ...'")
    if FEED.match(start[:12_000]):
        return Sniff(0.9, "a feed of RFE/RL's or VOA's") if SITE.search(start) else Sniff(0.4, "a feed")
    lowered = start[:4000].lower()
    if "<html" in lowered or "<!doctype html" in lowered:
        if MARKS.search(start):
            return Sniff(0.95, "a page of RFE/RL's or VOA's content system")
        if SITE.search(start):
            return Sniff(0.6, "a web page of RFE/RL's or VOA's")
        return Sniff(0.3, "a news article's web page") if NEWS.search(start) else None
    if not start.strip() or lowered.lstrip()[:1] in ("{", "[", "<") or filename.lower().endswith((*OTHERS, ".xml")):
        return None
    if _PLACED.search(start) or _dated(start):
        return Sniff(0.7, "it has a dateline")
    sentences = len(re.findall(r"[a-z]{2}[.!?][\"”’]?\s+[A-Z“\"]", start))
    prose = sentences >= 3 or (filename.lower().endswith(".txt") and _is_prose(start))
    return Sniff(0.15, "it looks like prose") if prose else None


def _is_prose(text: str) -> bool:
    """Whether a short text is sentences: no line but its day is a few words, or cells, and the last ends a sentence."""
    from eventx_rferl.reader.day_lines import day_of  # which loads more than all of this module, for few files

    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for number, line in enumerate(lines) if number > 2 or day_of(line) is None]
    return all(len(line.split(" ")) > 7 and "\t" not in line for line in lines) and bool(
        re.search(r"[a-z0-9][.!?][\"”’]?\Z", lines[-1])
    )
