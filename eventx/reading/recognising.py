"""Which importer reads an input, by its content.

Knows how importers are asked and whose claim counts, and names what nobody reads. Doesn't know any format, nor what is done with
the one that was chosen (:mod:`eventx.reading`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import perf_counter
from typing import Any

from attrs import frozen

from eventx.errors import PluginError, RefusedInput, UsageError
from eventx.files.inputs import Opened
from eventx.plugins import Plugin, Sniff, importers
from eventx.plugins import options as options_of
from eventx.report import Finding, Position, Severity
from eventx.rules import UNREAD

OnFinding = Callable[[Finding], None]
DEFAULT_FORMAT = "eventx"
_LINES = re.compile(r"\.(?:ndjson|jsonl|geojsonl)(?:\.(?:gz|zip|zst))?$", re.IGNORECASE)
"""What files of a record a line are called; without a record they are empty."""
_JSON = re.compile(r"\.(?:ndjson|jsonl|json)(?:\.(?:gz|zip|zst))?$", re.IGNORECASE)
"""What files of eventx' own format are called: what nobody else reads is told there as what it lacks to be one."""
_SLOW = 2.0
"""Seconds; an importer that needs more to look at a file is named."""

_LAYER = "save its layer as GeoJSON or CSV, as QGIS or ogr2ogr do"
_TABLE = "save its table as CSV"
_KINDS = (
    (b"%PDF", "a PDF", ""),
    (b"{\\rtf", "rich text (RTF)", ""),
    (b"SQLite format 3\x00", "an SQLite database, such as a GeoPackage", _LAYER),
    (b"\x00\x00\x27\x0a", "a shapefile", _LAYER),
    (b"fgb\x03fgb", "FlatGeobuf", _LAYER),
    (b"\x00\x01\x00\x00Standard", "an Access database", _TABLE),
    (b"<stata_dta>", "a file of Stata", _TABLE),
    (b"$FL2", "a file of SPSS", _TABLE),
)
"""How files begin that nothing reads but that people have, what they are, and what to do instead."""

_SURE = 0.5
"""From here on a claim counts at once; below it, a table may have titles above its header, and importers are asked again."""
_POSSIBLE = 0.1


@frozen
class Claim:
    """An importer's claim on an input."""

    plugin: Plugin
    sniff: Sniff


def recognise(opened: Opened, on_finding: OnFinding | None = None, *, options: Mapping[str, Any] | None = None) -> str:
    """The name of the importer that claims an input by its content.

    Raises :class:`RefusedInput` if none does, and :class:`UsageError` if two claim it equally. A broken importer is passed over,
    and told about if anybody is to be told: a reading that follows tells it anyway. ``options`` are those of the reading: in the
    encoding that they name the content is looked at, and where nothing is sure of it, it is read by the only importer that takes
    them.
    """
    if not opened.head.strip(b" \t\r\n\xef\xbb\xbf"):
        if _LINES.search(opened.name):
            return DEFAULT_FORMAT  # writing no records gives such a file
        words = f"the file is empty; if that says that there are no records: --from {DEFAULT_FORMAT}"
        raise RefusedInput(f"{opened.name}: {words}", UNREAD)
    from eventx.tabular.dialect import in_utf8, past_blank_rows, past_titles

    named = options.get("encoding") if isinstance(options, Mapping) else None
    encoding = named if isinstance(named, str) else None
    head = past_blank_rows(in_utf8(opened.head, encoding, opened.name))
    claims = _claims(head, opened.name, on_finding)
    if not claims or claims[0].sniff.score < _SURE:
        below = past_titles(head.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        found = _claims(below, opened.name, None) if below != head else []
        if found and found[0].sniff.score > max([_POSSIBLE, *(claim.sniff.score for claim in claims)]):
            claims = found
    if not claims and (words := _kind_of(opened.head)):
        raise RefusedInput(f"{opened.name}: {words}", UNREAD)
    if not claims and b"\x00" in head:
        words = "the file is no text, or it is UTF-16 without a byte order mark; save it as UTF-8, or name its "
        words += "format and encoding: --from NAME -O encoding=utf-16-le"
        raise RefusedInput(f"{opened.name}: {words}", UNREAD)
    if (taker := _taker(options, claims)) is not None:
        return taker
    if not claims:
        prose = ""
        if "rferl" in importers() and _is_prose(head):
            prose = "; it reads as prose: for an article without a dateline --from rferl"
            if not _is_latin(head):
                prose = "; it reads as prose in another script than English has, and --from rferl reads only English articles"
                prose += ": take the English version of the article, or translate it first"
        if re.match(rb"\s*<(?:!doctype html|html|head|body)\b", head, re.IGNORECASE):
            prose = (
                "; it is a web page, so look whether it tells of an error. If it holds an English article, --from rferl reads it "
                "with the extra articles: pip install 'eventx-conflict[articles]'"
            )
        elif _JSON.search(opened.name) and not prose:
            return DEFAULT_FORMAT
        seen = "this content" if encoding is None else f"this content as {encoding}"
        words = f"no importer recognises {seen}; name one with --from ({', '.join(importers())}){prose}"
        raise RefusedInput(f"{opened.name}: {words}", UNREAD)
    first, *others = claims
    if others and others[0].sniff.score == first.sniff.score:
        both = " and ".join(f"{claim.plugin.name!r} ({claim.sniff.reason})" for claim in (first, others[0]))
        raise UsageError(f"{opened.name}: {both} both claim this file; choose with --from")
    return first.plugin.name


def _claims(head: bytes, name: str, on_finding: OnFinding | None) -> list[Claim]:
    """What importers claim of a file that begins so, the surest first."""
    claims: list[Claim] = []
    for plugin in importers().values():
        before = perf_counter()
        try:
            sniff = plugin.claim(head, name)
        except PluginError as error:
            if on_finding is not None:
                on_finding(_broken(str(error), name))
            continue
        if (took := perf_counter() - before) > _SLOW and on_finding is not None:
            who = f"importer {plugin.name!r} of {plugin.distribution} {plugin.version}"
            words = f"{who} took {took:.1f} s to be loaded and to look at the file; --from NAME asks no other"
            on_finding(_broken(words, name))
        if sniff is not None:
            claims.append(Claim(plugin, sniff))
    return sorted(claims, key=_by_score)


def _taker(options: Mapping[str, Any] | None, claims: list[Claim]) -> str | None:
    """The one importer that has all the options given, where whoever claims the content isn't sure of it and lacks one."""
    if not isinstance(options, Mapping) or not options or (claims and claims[0].sniff.score >= _SURE):
        return None
    takers: list[str] = []
    for plugin in importers().values():
        with suppress(PluginError):
            if options.keys() <= options_of(plugin.load()).keys():
                takers.append(plugin.name)
    return takers[0] if len(takers) == 1 else None


def _kind_of(head: bytes) -> str:
    """What a file is that nothing reads but that people have, and what to take in its place; empty for any other."""
    advice = "save the text of an article as a .txt file, a table as CSV"
    return next((f"this is {kind}; {does or advice}" for sign, kind, does in _KINDS if head.startswith(sign)), "")


def _is_prose(head: bytes) -> bool:
    """Whether there is a line of sentences: words without a row's separators, with a full stop at the end."""
    return re.search(rb"(?m)^[^\t;|{}<>]{60,}[.!?][\"')\x80-\xff]*\r?$", head[:4096]) is not None


def _is_latin(head: bytes) -> bool:
    """Whether most letters can be English: those of other scripts take two bytes and more each."""
    text = head[:4096].decode("utf-8", "replace")
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isascii, letters)) * 2 > len(letters)


def _by_score(claim: Claim) -> float:
    return -claim.sniff.score


def remark_on(finding: Finding) -> str:
    """What is the matter with an importer that has no part in a run, as a sentence: it is no finding of the input."""
    return f"{finding.rule}: {finding.message}; {finding.advice}"


def _broken(message: str, name: str) -> Finding:
    return Finding("EVX901", Severity.WARNING, message, Position(name), advice="the other plugins work without it")
