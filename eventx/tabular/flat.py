"""One flat row of an event: the same scalar columns for every record, for maps and spreadsheets.

Knows which columns there are and how a record's lists become one cell. What doesn't fit a flat row is named by
:func:`lost`, so that an exporter can report it. Doesn't know a file format.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from attrs import frozen

from eventx.report import Record

Scalar = str | int | float | bool | None

# Two ways in which sources divide a total; groups of one way don't share a person.
_APART = (frozenset(("civilians", "combatants")), frozenset(("side-a", "side-b", "civilians", "unspecified")))
MEASURES = ("killed", "injured")
"""The measures that have columns of their own; claims of others stand in ``other_tolls``."""

CODES: Mapping[str, str] = {
    "FLAT-CLAIMS": "Several claims about one toll: the row has their lowest and highest figure, and all of them as words.",
    "FLAT-GROUPS": "Figures for groups that may share people are not added up: the row has the largest as a lowest figure.",
    "FLAT-EVIDENCE": "Evidence: the row has the quotes, but not which value each supports nor where it stands.",
    "FLAT-ACTORS": "Details of actors (side, country, associates, codes, words beside a name, participant) have no column.",
    "FLAT-PLACE": "Details of the place (gazetteer, its words, other codes of the country, that it is disputed) have no column.",
    "FLAT-DATE": "How the date is known (stated, counted from another, inferred) has no column.",
    "FLAT-TOLLS": "Details of tolls (when a figure was given, by which source; a rule that chose one) have no column.",
    "FLAT-RELATIONS": "How sure a relation is, and why, has no column.",
    "FLAT-PROVENANCE": "Of provenance only importer, method and confidence have columns.",
    "FLAT-TERMS": "Of rights the terms have no column; licence, attribution and redistribution have.",
    "FLAT-LANGUAGE": "The language has no column.",
    "FLAT-CODES": "Codes of other systems have no column.",
    "FLAT-EXTRAS": "Members under a source's own prefix have no column.",
    "FLAT-GAPS": "Why a value is absent has no column; its cell is empty.",
    "FLAT-SOURCES": "Details of sources beyond name, address and day have no column.",
}
IMPLIED: Mapping[str, str] = MappingProxyType(
    {"/sources/*/id": "a key for other members of the same record; in a row nothing refers to it"}
)
"""Values that a flat row doesn't have and nobody loses."""


BETWEEN = "; "
"""What stands between the entries of a list in one cell."""


def joined(values: Iterable[str | None]) -> str | None:
    """Texts in one cell, as ACLED joins them; None if there are none."""
    some = [value for value in values if value]
    return BETWEEN.join(dict.fromkeys(some)) if len(some) > 1 else some[0] if some else None


def _beside(names: Sequence[str | None], values: Sequence[str | None]) -> str | None:
    """What is said of the bearers of names: a value for each name, so that it can be told whose it is; else each value once."""
    some = [value for value in values if value]
    aligned = len(some) == len(names) == len(set(names)) and all(names)
    return BETWEEN.join(some) if aligned and some else joined(some)


def _alpha3(country: Mapping[str, Any]) -> str | None:
    return next((code["code"] for code in country.get("codes", ()) if code["system"] == "iso3166-1-alpha3"), None)


def _name(actor: Mapping[str, Any]) -> str | None:
    return actor.get("name") or actor.get("text")


def _longest(quotes: Iterable[str]) -> list[str]:
    """The quotes that stand in no other quote, in order."""
    given = list(dict.fromkeys(quotes))
    return [quote for quote in given if not any(quote != other and quote in other for other in given)]


def _claim(toll: Mapping[str, Any]) -> str:
    numbers = [str(toll[end]) for end in ("low", "high") if end in toll]
    words = str(toll["best"]) if "best" in toll else "–".join(dict.fromkeys(numbers)) or toll.get("state", "")
    if "low" in toll and "high" not in toll and toll.get("best", toll["low"]) == toll["low"]:
        words = f"{toll['low']}+"
    if toll["who"] != "all":
        whose = (toll["who"] if toll["who"] != "group" else None, toll.get("group"))
        words += f" {': '.join(filter(None, whose))}"
    if "text" in toll:
        words += f" (“{toll['text']}”)"
    if "claimant" in toll:
        words += f" by {toll['claimant']}"
    return words.strip() + (", superseded" if toll.get("superseded") else "")


def figures(record: Record, measure: str) -> dict[str, int]:
    """The bounds of a toll as far as they are known: ``low``, ``best``, ``high``.

    A resolved figure wins. Else claims for all people count; where there are none, a claimant's claims for groups are added up if
    the groups can't share a person, and else are only a lowest figure. One claimant's figure is given as it is; of several, the
    lowest low and the highest high, and no best: nobody claims a middle.
    """
    for toll in record.get("resolved_tolls", ()):
        if toll["measure"] == measure and toll["who"] == "all":
            return {end: toll[end] for end in ("low", "best", "high") if end in toll}
    tolls = [toll for toll in record.get("tolls", ()) if toll["measure"] == measure and not toll.get("superseded")]
    if not tolls:
        return {}
    by_claimant: dict[tuple[str | None, str | None], list[Mapping[str, Any]]] = defaultdict(list)
    for toll in tolls:
        by_claimant[toll.get("claimant"), toll.get("source")].append(toll)
    claims = [bounds for tolls in by_claimant.values() if (bounds := _total(tolls))]
    if len(claims) <= 1:
        return claims[0] if claims else {}
    found: dict[str, int] = {}
    lows = [claim.get("low", claim.get("best")) for claim in claims]
    highs = [claim.get("high", claim.get("best")) for claim in claims]
    if all(low is not None for low in lows):
        found["low"] = min(low for low in lows if low is not None)
    if all(high is not None for high in highs) and not any("low" in claim and "high" not in claim for claim in claims):
        found["high"] = max(high for high in highs if high is not None)
    return found


def _overlap(tolls: Sequence[Mapping[str, Any]]) -> bool:
    """Whether groups may share a person: children are among the civilians, officers on a side."""
    groups = [toll["who"] for toll in tolls]
    return len(groups) > 1 and (len(set(groups)) < len(groups) or not any(way.issuperset(groups) for way in _APART))


def _total(tolls: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    whole = [toll for toll in tolls if toll["who"] == "all"]
    counted = whole[-1:] or tolls
    if _overlap(counted):
        figures = [figure for toll in counted if (figure := toll.get("low", toll.get("best"))) is not None]
        return {"low": max(figures)} if figures else {}
    found: dict[str, int] = {}
    for end in ("low", "best", "high"):
        values = [toll.get(end, toll.get("best")) for toll in counted if end in toll or end != "best"]
        if (
            values
            and len(values) == len(counted)
            and all(value is not None for value in values)
            and any(end in t for t in counted)
        ):
            found[end] = sum(value for value in values if value is not None)
    if not found and counted and all(toll.get("state") == "none" for toll in counted):
        return {"best": 0}
    return found


Cells = tuple[Scalar, ...]


@frozen
class Columns:
    """Adjacent columns, and the members of a record that decide them, alone."""

    names: tuple[str, ...]
    members: tuple[str, ...]
    cells: Callable[[Record], Cells]


def flat(record: Record) -> dict[str, Scalar]:
    """The row of a record: every column of :data:`COLUMNS`, None where nothing is known."""
    return dict(zip(COLUMNS, chain.from_iterable([cells(record) for cells in _CELLS]), strict=True))


def _itself(name: str) -> Columns:
    def cells(record: Record) -> Cells:
        return (record.get(name),)

    return Columns((name,), (name,), cells)


def _date(record: Record) -> Cells:
    when = record.get("date", {})
    return when.get("start"), when.get("end"), when.get("precision"), when.get("text")


def _place(record: Record) -> Cells:
    place = record.get("place", {})
    country, point = place.get("country", {}), place.get("point", {})
    units = (place.get(name) for name in ("admin1", "admin2", "admin3", "pcode"))
    exact = point.get("lat"), point.get("lon"), place.get("precision"), place.get("radius_m")
    return (place.get("name"), country.get("name"), _alpha3(country), *units, *exact)


def _actors(record: Record) -> Cells:
    actors: Sequence[Mapping[str, Any]] = record.get("actors", ())
    taking = [[actor for actor in actors if actor["role"] == role] for role in ("initiator", "target")]
    rest = [actor for actor in actors if actor["role"] not in ("initiator", "target")]
    cells: list[Scalar] = []
    for some in (*taking, rest):
        names = list(map(_name, some))
        cells += [joined(names), _beside(names, [actor.get("type") for actor in some])]
    return tuple(cells)


def _tolls(record: Record) -> Cells:
    tolls: Sequence[Mapping[str, Any]] = record.get("tolls", ())
    cells: list[Scalar] = []
    for measure in MEASURES:
        bounds = figures(record, measure)
        cells += [bounds.get("low"), bounds.get("best"), bounds.get("high")]
        cells.append(joined(_claim(toll) for toll in tolls if toll["measure"] == measure))
    rest = (toll for toll in tolls if toll["measure"] not in MEASURES)
    return (*cells, joined(f"{toll['measure']}: {_claim(toll)}" for toll in rest))


def _tags(record: Record) -> Cells:
    return (joined(record.get("tags", ())),)


def _relations(record: Record) -> Cells:
    relations: Sequence[Mapping[str, Any]] = record.get("relations", ())
    wholes = (relation["target"] for relation in relations if relation["type"] == "part-of")
    rest = (relation for relation in relations if relation["type"] != "part-of")
    return joined(wholes), joined(f"{relation['type']} {relation['target']}" for relation in rest)


def _sources(record: Record) -> Cells:
    sources: Sequence[Mapping[str, Any]] = record.get("sources", ())
    names, urls, days = ([source.get(name) for source in sources] for name in ("name", "url", "published"))
    return joined(names), joined(urls), _beside(names, days)


def _evidence(record: Record) -> Cells:
    quotes = (item["quote"]["exact"] for item in record.get("evidence", ()) if "quote" in item)
    return (" | ".join(_longest(quotes)) or None,)


def _provenance(record: Record) -> Cells:
    provenance: Mapping[str, Any] = record.get("provenance", {})
    return provenance.get("importer", {}).get("name"), provenance.get("method"), provenance.get("confidence")


def _rights(record: Record) -> Cells:
    rights: Mapping[str, Any] = record.get("rights", {})
    return rights.get("licence"), rights.get("attribution"), rights.get("redistribution")


PARTS = (
    *map(_itself, ("id", "kind", "type", "status")),
    Columns(("date_start", "date_end", "date_precision", "date_text"), ("date",), _date),
    Columns(
        (
            "place", "country", "country_code", "admin1", "admin2", "admin3", "pcode",
            "latitude", "longitude", "place_precision", "radius_m",
        ),
        ("place",),
        _place,
    ),
    Columns(
        ("initiators", "initiator_types", "targets", "target_types", "actors", "actor_types"), ("actors",), _actors
    ),
    Columns(
        (
            "killed_low", "killed_best", "killed_high", "killed_claims",
            "injured_low", "injured_best", "injured_high", "injured_claims", "other_tolls",
        ),
        ("tolls", "resolved_tolls"),
        _tolls,
    ),
    _itself("civilian_targeting"),
    _itself("notes"),
    Columns(("tags",), ("tags",), _tags),
    Columns(("part_of", "relations"), ("relations",), _relations),
    Columns(("sources", "source_urls", "published"), ("sources",), _sources),
    Columns(("evidence",), ("evidence",), _evidence),
    Columns(("importer", "method", "confidence"), ("provenance",), _provenance),
    Columns(("licence", "attribution", "redistribution"), ("rights",), _rights),
)  # fmt: skip
"""The row in the order of its columns, by the members that decide them."""
COLUMNS = tuple(name for part in PARTS for name in part.names)
_CELLS = tuple(part.cells for part in PARTS)


def lost(record: Record) -> Iterator[tuple[str, str, str]]:
    """What of a record a flat row can't carry: code, pointer, detail; each code at most once."""
    for needs, found in _LOST:
        if needs in record:
            yield from found(record)
    if extras := [name for name in record if ":" in name]:
        yield "FLAT-EXTRAS", "", joined(extras) or ""


_Lost = Iterator[tuple[str, str, str]]


def _lost_tolls(record: Record) -> _Lost:
    tolls = record["tolls"]
    for measure in MEASURES:
        claimants = {toll.get("claimant") for toll in tolls if toll["measure"] == measure}
        if len(claimants) > 1:
            yield "FLAT-CLAIMS", "/tolls", f"{len(claimants)} claimants for {measure}"
        groups = [toll for toll in tolls if toll["measure"] == measure and not toll.get("superseded")]
        if not any(toll["who"] == "all" for toll in groups) and _overlap(groups):
            yield "FLAT-GROUPS", "/tolls", joined(_claim(toll) for toll in groups) or measure
    if any(toll.keys() & {"as_of", "source"} for toll in tolls) and "resolved_tolls" not in record:
        yield "FLAT-TOLLS", "/tolls", ""


def _lost_resolved(_: Record) -> _Lost:
    yield "FLAT-TOLLS", "/tolls", ""


def _lost_evidence(record: Record) -> _Lost:
    if record["evidence"]:
        yield "FLAT-EVIDENCE", "/evidence", f"{len(record['evidence'])} items"


def _lost_actors(record: Record) -> _Lost:
    for actor in record["actors"]:
        # Participants stand in the column of those whose role isn't stated.
        if actor["role"] == "participant" or actor.keys() - {"name", "type", "role", "text"} or actor.keys() >= {"name", "text"}:
            yield "FLAT-ACTORS", "/actors", _name(actor) or ""
            break


def _lost_place(record: Record) -> _Lost:
    place = record["place"]
    country = place.get("country", {})
    codes = [code["system"] for code in country.get("codes", ()) if code["system"] != "iso3166-1-alpha3"]
    if codes or "disputed" in country or place.keys() & {"gazetteer", "text"}:
        yield "FLAT-PLACE", "/place", joined([*codes, *(name for name in ("gazetteer", "text") if name in place)]) or "disputed"


def _lost_date(record: Record) -> _Lost:
    if "basis" in record["date"]:
        yield "FLAT-DATE", "/date/basis", record["date"]["basis"]


def _lost_relations(record: Record) -> _Lost:
    if any(relation.keys() & {"score", "reasons"} for relation in record["relations"]):
        yield "FLAT-RELATIONS", "/relations", ""


def _lost_provenance(record: Record) -> _Lost:
    provenance = record["provenance"]
    rest = [name for name in provenance if name not in ("importer", "method", "confidence")]
    if rest or "version" in provenance.get("importer", {}):
        yield "FLAT-PROVENANCE", "/provenance", joined(sorted(rest)) or "version"


def _lost_rights(record: Record) -> _Lost:
    if "terms" in record["rights"]:
        yield "FLAT-TERMS", "/rights/terms", record["rights"]["terms"]


def _lost_language(record: Record) -> _Lost:
    yield "FLAT-LANGUAGE", "/language", record["language"]


def _lost_codes(record: Record) -> _Lost:
    yield "FLAT-CODES", "/codes", joined(f"{code['system']} {code['code']}" for code in record["codes"]) or ""


def _lost_gaps(record: Record) -> _Lost:
    yield "FLAT-GAPS", "/gaps", joined(gap["pointer"] for gap in record["gaps"]) or ""


def _lost_sources(record: Record) -> _Lost:
    if any(source.keys() - {"id", "name", "url", "published"} for source in record["sources"]):
        yield "FLAT-SOURCES", "/sources", ""


_LOST = (
    ("tolls", _lost_tolls),
    ("resolved_tolls", _lost_resolved),
    ("evidence", _lost_evidence),
    ("actors", _lost_actors),
    ("place", _lost_place),
    ("date", _lost_date),
    ("relations", _lost_relations),
    ("provenance", _lost_provenance),
    ("rights", _lost_rights),
    ("language", _lost_language),
    ("codes", _lost_codes),
    ("gaps", _lost_gaps),
    ("sources", _lost_sources),
)
"""What looks for losses in a member, if a record has it."""
