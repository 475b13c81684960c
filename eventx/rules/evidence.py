"""Rules 4xx: evidence and references within a record. Knows JSON Pointers and quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

_ABSENT = object()


def resolve(document: Any, pointer: str) -> Any:
    """The value at a JSON Pointer (RFC 6901), or a marker that equals nothing if there is none."""
    found = document
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return _ABSENT
    return found


def _pointer_leads_nowhere(record: Record) -> Iterator[Breach]:
    for index, item in enumerate(record["evidence"]):
        pointer = item["pointer"]
        if pointer and resolve(record, pointer) is _ABSENT:
            yield Breach(f"/evidence/{index}/pointer", f"there is nothing at {pointer}", pointer)


def _quote_length(record: Record) -> Iterator[Breach]:
    for index, item in enumerate(record["evidence"]):
        quote = item.get("quote")
        if quote and "start" in quote and quote["end"] - quote["start"] != len(quote["exact"]):
            words = f"the quote has {len(quote['exact'])} characters, but stands from {quote['start']} to {quote['end']}"
            yield Breach(f"/evidence/{index}/quote", words)


def _unknown_source(record: Record) -> Iterator[Breach]:
    known = {source.get("id") for source in record.get("sources", ())}
    for member in ("tolls", "evidence"):
        for index, item in enumerate(record.get(member, ())):
            if "source" in item and item["source"] not in known:
                words = f"no entry of `sources` has the id {item['source']!r}"
                yield Breach(f"/{member}/{index}/source", words, item["source"])


def _empty_evidence(record: Record) -> Iterator[Breach]:
    for index, item in enumerate(record["evidence"]):
        if "quote" not in item and "cell" not in item:
            yield Breach(f"/evidence/{index}", "the evidence has neither a quote nor a cell")


def _gap_is_filled(record: Record) -> Iterator[Breach]:
    for index, gap in enumerate(record["gaps"]):
        present = resolve(record, gap["pointer"]) is not _ABSENT
        if present and gap["state"] != "generalised":
            yield Breach(f"/gaps/{index}", f"{gap['pointer']} is called {gap['state']}, but it is there", gap["pointer"])
        elif not present and gap["state"] == "generalised":
            yield Breach(f"/gaps/{index}", f"{gap['pointer']} is called generalised, but it is not there", gap["pointer"])


RULES = (
    Rule(
        "EVX401", Severity.ERROR, "Evidence points to a value of the record",
        "A pointer that leads nowhere proves nothing; it is usually left over from an edit.",
        "Correct the pointer, or take the item out.", "evidence", _pointer_leads_nowhere,
    ),
    Rule(
        "EVX402", Severity.ERROR, "A quote is as long as its offsets say",
        "Offsets count code points of the extracted text; bytes or UTF-16 units mark the wrong words.",
        "Count again in code points, end exclusive.", "evidence", _quote_length,
    ),
    Rule(
        "EVX403", Severity.ERROR, "A source that is referred to is listed",
        "The claim or the evidence would have no owner.",
        "Add the source, with this id, to `sources`.", "", _unknown_source,
    ),
    Rule(
        "EVX404", Severity.ERROR, "A quote stands in its source's text",
        "A quote that isn't there is a wrong offset at best, an invention at worst. Checked where the text is at hand.",
        "Take the quote from the very text whose SHA-256 the source has.", "evidence",
    ),
    Rule(
        "EVX405", Severity.ERROR, "Evidence is a quote or a cell",
        "A pointer and a rule alone can't be looked up.",
        "Add the words or the cell.", "evidence", _empty_evidence,
    ),
    Rule(
        "EVX406", Severity.ERROR, "A gap is a gap",
        "A value called unknown or withheld that is there after all may be a leak, or an old note.",
        "Take the gap out, or the value.", "gaps", _gap_is_filled,
    ),
)  # fmt: skip
