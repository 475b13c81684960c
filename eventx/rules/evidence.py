"""Rules 4xx: evidence, references within a record, and gaps. Knows JSON Pointers and quotes."""

from __future__ import annotations

from collections.abc import Iterator

from eventx.json_pointers import ABSENT, has_gap, resolve
from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule


def _pointer_leads_nowhere(record: Record) -> Iterator[Breach]:
    for index, item in enumerate(record["evidence"]):
        pointer = item["pointer"]
        if pointer and resolve(record, pointer) is ABSENT and not has_gap(record, pointer):
            yield Breach(f"/evidence/{index}/pointer", f"there is nothing at {pointer}", pointer)


def _quote_length(record: Record) -> Iterator[Breach]:
    for index, item in enumerate(record["evidence"]):
        quote = item.get("quote")
        if quote is not None and "start" in quote and quote["end"] - quote["start"] != len(quote["exact"]):
            words = f"the quote has {len(quote['exact'])} characters, but stands from {quote['start']} to {quote['end']}"
            yield Breach(f"/evidence/{index}/quote", words)


def _unknown_source(record: Record) -> Iterator[Breach]:
    known: frozenset[str] | None = None
    for member in ("tolls", "evidence"):
        if member not in record:
            continue
        for index, item in enumerate(record[member]):
            if "source" in item:
                known = known or frozenset(source["id"] for source in record.get("sources", ()) if "id" in source)
                if item["source"] not in known:
                    words = f"no entry of `sources` has the id {item['source']!r}"
                    yield Breach(f"/{member}/{index}/source", words, item["source"])


def _no_evidence(record: Record) -> Iterator[Breach]:
    for index, item in enumerate(record["evidence"]):
        if "quote" not in item and "cell" not in item:
            yield Breach(f"/evidence/{index}", "the evidence has neither a quote nor a cell")


def _gap_is_filled(record: Record) -> Iterator[Breach]:
    for index, gap in enumerate(record["gaps"]):
        if gap["state"] != "generalised" and resolve(record, gap["pointer"]) is not ABSENT:
            yield Breach(f"/gaps/{index}", f"{gap['pointer']} is called {gap['state']}, but it is there", gap["pointer"])


def _sources_share_an_id(record: Record) -> Iterator[Breach]:
    if len(record["sources"]) == 1:
        return
    seen: set[str] = set()
    for index, source in enumerate(record["sources"]):
        if "id" in source:
            if source["id"] in seen:
                yield Breach(f"/sources/{index}/id", f"two sources have the id {source['id']!r}", source["id"])
            seen.add(source["id"])


def _offsets_without_text(record: Record) -> Iterator[Breach]:
    hashed: set[str | None] | None = None
    for index, item in enumerate(record["evidence"]):
        if "start" not in item.get("quote", ()):
            continue
        if hashed is None:
            hashed = {source.get("id") for source in record.get("sources", ()) if "sha256" in source}
        if item.get("source") not in hashed:
            yield Breach(f"/evidence/{index}/quote/start", "offsets into a text that no sha256 identifies")
            return  # once is enough: one source, many quotes


def _generalised_nothing(record: Record) -> Iterator[Breach]:
    if any(relation["type"] == "part-of" for relation in record.get("relations", ())):
        return  # what is told of all parts together stands, coarser, on the campaign
    for index, gap in enumerate(record["gaps"]):
        if gap["state"] == "generalised" and resolve(record, gap["pointer"]) is ABSENT:
            yield Breach(f"/gaps/{index}", f"{gap['pointer']} is called generalised, but it is not there", gap["pointer"])


RULES = (
    Rule(
        "EVX401", Severity.ERROR, "Evidence points to a value of the record",
        "A pointer that leads nowhere proves nothing; it is usually left over from an edit.",
        "Correct the pointer, or take the item out. Evidence for a gap points where the gap does.",
        "evidence", _pointer_leads_nowhere, reads=("evidence",),
    ),
    Rule(
        "EVX402", Severity.ERROR, "A quote is as long as its offsets say",
        "Offsets count code points of the extracted text; bytes or UTF-16 units mark the wrong words.",
        "Count again in code points, end exclusive.", "evidence", _quote_length,
    ),
    Rule(
        "EVX403", Severity.ERROR, "A source that is referred to is listed",
        "The claim or the evidence would have no owner.",
        "Add the source, with this id, to `sources`.",
        "", _unknown_source, reads=("tolls.source", "evidence.source", "sources.id"),
    ),
    Rule(
        "EVX405", Severity.WARNING, "Evidence is a quote or a cell",
        "A pointer and a rule alone can't be looked up.",
        "Add the words or the cell.", "evidence", _no_evidence,
    ),
    Rule(
        "EVX406", Severity.ERROR, "A gap is a gap",
        "A value called unknown or withheld that is there after all may be a leak, or an old note.",
        "Take the gap out, or the value.", "gaps", _gap_is_filled,
    ),
    Rule(
        "EVX407", Severity.ERROR, "Each source of a record has its own id",
        "Claims and evidence that name the id could belong to either.",
        "Give the second source another id.", "sources", _sources_share_an_id,
    ),
    Rule(
        "EVX408", Severity.NOTE, "Offsets count in a text that can be recognised",
        "Articles are changed under the same address; without the hash nobody knows which text the offsets are for.",
        "Add the SHA-256 of the extracted text to the source, and the source to the evidence.",
        "evidence", _offsets_without_text, reads=("evidence.quote", "sources.sha256"),
    ),
    Rule(
        "EVX409", Severity.WARNING, "What was made coarser is there, or on the campaign",
        "A value that was taken away altogether is withheld, which is something else.",
        "Call the gap withheld, or give the coarser value.", "gaps", _generalised_nothing, reads=("gaps", "relations"),
    ),
)  # fmt: skip
