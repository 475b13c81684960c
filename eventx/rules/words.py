"""Rules 6xx: texts and codes. Knows the marks that broken encodings and hidden characters leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

# UTF-8 read as Windows-1252 or Latin-1: Ã and Â before a sign that no word has there, and â€ for curly quotes and dashes; the
# same for Cyrillic, whose letters become pairs that begin with Ð or Ñ.
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€|(?:[ÐÑ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}|\ufffd")
# Zero-width and bidirectional controls, which make equal names unequal. The joiners are left out: Persian and Indic scripts need
# them.
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u00ad]")


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    if "notes" in record:
        yield "/notes", record["notes"]
    place = record.get("place")
    if place:
        for name in ("name", "admin1", "admin2", "admin3"):
            if name in place:
                yield f"/place/{name}", place[name]
    for index, actor in enumerate(record.get("actors", ())):
        if "name" in actor:
            yield f"/actors/{index}/name", actor["name"]


def _mojibake(record: Record) -> Iterator[Breach]:
    for pointer, text in _texts(record):
        if not text.isascii() and (found := _MOJIBAKE.search(text)):
            shown = text[max(found.start() - 10, 0) : found.end() + 10]
            yield Breach(pointer, f"{shown!r} looks like text read in the wrong encoding", shown)


def _hidden(record: Record) -> Iterator[Breach]:
    for pointer, text in _texts(record):
        if not text.isascii() and (found := _HIDDEN.search(text)):
            yield Breach(pointer, f"an invisible character U+{ord(found[0]):04X} stands at {found.start()}", text)


@cache
def _sub_type_codes() -> dict[str, frozenset[str]]:
    """For each ACLED sub-event type, the event types that it, or a term above it, crosswalks to."""
    from eventx.vocabulary import crosswalk

    return {code: frozenset((match.code,)) for code, match in crosswalk("acled", "event-type").items() if match.code is not None}


def _crosswalk_disagrees(record: Record) -> Iterator[Breach]:
    if "type" not in record:
        return
    from eventx.vocabulary import is_a

    for index, code in enumerate(record["codes"]):
        if code["basis"] != "crosswalk" or code["system"] != "acled":
            continue
        meant = _sub_type_codes().get(code["code"])
        if meant and not any(is_a(record["type"], one) or is_a(one, record["type"]) for one in meant):
            words = f"{code['code']!r} is called derived from {record['type']!r}, but means {', '.join(sorted(meant))}"
            yield Breach(f"/codes/{index}/code", words, code["code"])


RULES = (
    Rule(
        "EVX601", Severity.WARNING, "Names and notes are read in the right encoding",
        "A name with broken letters matches nothing, and each further save breaks it more.",
        "Read the original again with its encoding named (-O encoding=…).", "", _mojibake,
    ),
    Rule(
        "EVX602", Severity.WARNING, "Names and notes have no invisible characters",
        "Two names that look the same are then different actors or places.",
        "Take the character out at the source, or keep the raw cell under the source's prefix.", "", _hidden,
    ),
    Rule(
        "EVX603", Severity.WARNING, "A code derived by a crosswalk fits the type it was derived from",
        "Then the type was changed afterwards, and the old code still counts in somebody's table.",
        "Derive the codes again, or mark the code as the source's own.", "codes", _crosswalk_disagrees,
    ),
)  # fmt: skip
