"""What our own flat table says in words beside its figures and names: claims, types of actors, relations, days and addresses of
sources, codes of countries, quotes.

Knows how :mod:`eventx.tabular.flat` writes them. Takes of a cell only what would be written the same again, the figures beside it
included, which other programs write with a point (24.0); any other cell travels as it is. Doesn't read the columns that mean one
value each: the mapping ``flat`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from eventx.report import Record
from eventx.tabular.flat import MEASURES, PARTS
from eventx.tabular.formula_guard import BLANK_WORDS, unguarded
from eventx.vocabulary import country as country_by_code
from eventx.vocabulary import vocabulary

NAME = "eventx-flat"
"""The mapping of the flat table."""

_PLACES = {name: (part, at) for part in PARTS for at, name in enumerate(part.names)}
_BETWEEN = re.compile(r"; (?![^“]*”)")  # quoted words may have one
_CLAIM = re.compile(
    r"(?: (?:(?P<low>[0-9]+)–(?P<high>[0-9]+)|(?P<least>[0-9]+)\+|(?P<best>[0-9]+)"
    r"|(?P<state>none-or-unknown|none|unknown|withheld)))?"
    r"(?: (?!by )(?P<group>(?:(?! by )[^(“”])+?))?(?: \(“(?P<text>[^“”]+)”\))?(?: by (?P<claimant>.+?))?(?P<old>, superseded)?"
)
_SEATS = (
    ("initiators", "initiator_types", "initiator"),
    ("targets", "target_types", "target"),
    ("actors", "actor_types", "not-stated"),
)
_ALPHA3 = "iso3166-1-alpha3"
_FLOATED = re.compile(r"([0-9]+)[.]0+")
_FIGURES = tuple(f"{measure}_{end}" for measure in MEASURES for end in ("low", "best", "high", "claims"))
_ADDRESS = re.compile(r"https?://\S+")
# A spreadsheet in German or French writes 34,52; none of these can be thousands.
_COMMA = re.compile(r"(-?[0-9]{1,3}),([0-9]+)")
_WITH_DECIMALS = frozenset(("latitude", "longitude", "confidence"))


def ours(column: str, cell: str) -> str:
    """What eventx wrote into a cell: without a guard, blank where another program says NA for blank, and with a decimal point."""
    return "" if cell in BLANK_WORDS else unguarded(plain(column, cell))


def plain(column: str, cell: str) -> str:
    """The same for what has no guard and blanks of its own, as GeoJSON: an apostrophe there, or an NA, is the text's own."""
    if column in _WITH_DECIMALS and (found := _COMMA.fullmatch(cell)):
        return f"{found[1]}.{found[2]}"
    return cell


def restore(record: Record, cells: Mapping[str, str], pointers: dict[str, str]) -> Iterator[str]:
    """Put what the words say into a record that was read from the row's other columns; what of several claims can't be, is said.

    ``cells`` are the row's by column, ``pointers`` say where each column's value stands.
    """
    # A column of whole numbers with empty cells is one of decimals to pandas and others, claims that are numbers alone included.
    cells = {**cells, **{one: found[1] for one in _FIGURES if (found := _FLOATED.fullmatch(cells.get(one, "").strip()))}}
    for measure in MEASURES:
        if words := cells.get(f"{measure}_claims"):
            yield from _claimed(record, cells, pointers, measure, words)
    if words := cells.get("other_tolls"):
        others = [_claim(one.partition(": ")[2], one.partition(": ")[0]) for one in _BETWEEN.split(words)]
        _adopt(record, cells, ("other_tolls",), "tolls", [*record.get("tolls", ()), *others])
    if words := cells.get("relations"):
        known = vocabulary("relation-types").terms
        pairs = [one.partition(" ") for one in words.split("; ")]
        links = [{"type": kind, "target": target} if kind in known else None for kind, _, target in pairs]
        _adopt(record, cells, ("part_of", "relations"), "relations", [*record.get("relations", ()), *links])
    for names, types, role in _SEATS:
        if words := cells.get(types):
            _adopt(record, cells, (names, types), "actors", _typed(record.get("actors", ()), role, words, bool(cells.get(names))))
    for column, member, is_one in (("source_urls", "url", _is_address), ("published", "published", _is_day)):
        if words := cells.get(column):
            parts = words.split("; ")
            sources = record.get("sources") or [{}] * len(parts)  # an address or a day alone is a source, too
            fits = len(parts) == len(sources) and all(map(is_one, parts))
            told = [{**source, member: one} for source, one in zip(sources, parts, strict=True)] if fits else [None]
            _adopt(record, cells, ("sources", column), "sources", told)
    if (code := cells.get("country_code")) and country_by_code(_ALPHA3, code):
        _coded(record, cells, code)
    if words := cells.get("evidence"):
        # Of a quote the row says neither which value it supports nor where it stands: it supports the record.
        quotes = [{"pointer": "", "quote": {"exact": one}} for one in words.split(" | ") if one]
        _adopt(record, cells, ("evidence",), "evidence", [*record.get("evidence", ()), *quotes])


def _adopt(record: Record, cells: Mapping[str, str], columns: Sequence[str], member: str, value: Any) -> bool:
    """Give the record this value of a member, if it would then have these cells again."""
    if None in value:
        return False
    made = {**record, member: value}
    for column in columns:
        part, at = _PLACES[column]
        cell = part.cells(made)[at]
        if cells.get(column, "") != ("" if cell is None else str(cell)):
            return False
    record[member] = made[member]
    for column in columns:
        record.pop(f"flat:{column}", None)
    return True


def _claimed(record: Record, cells: Mapping[str, str], pointers: dict[str, str], measure: str, words: str) -> Iterator[str]:
    tolls = record.get("tolls", ())
    parts: list[str] = []
    for one in _BETWEEN.split(words):
        if parts and _claim(one, measure) is None:  # who claims it may have a semicolon
            parts[-1] += f"; {one}"
        else:
            parts.append(one)
    claims = [_claim(part, measure) for part in parts]
    figures: Mapping[str, Any] = next((toll for toll in tolls if toll["measure"] == measure), {})
    # The columns have the figures of the claim that stands alone, or of a claimant's only one for all people.
    whole = [at for at, one in enumerate(claims) if len(claims) == 1 or (one and one["who"] == "all" and "superseded" not in one)]
    claimants = {one.get("claimant") for one in claims if one}
    if len(whole) == len(claimants) == 1 and (one := claims[whole[0]]) is not None:
        claims[whole[0]] = {**one, **{end: figures[end] for end in ("low", "best", "high") if end in figures}}
    columns = [f"{measure}_{end}" for end in ("low", "best", "high", "claims")]
    others = [toll for toll in tolls if toll["measure"] != measure]
    if _adopt(record, cells, columns, "tolls", [*others, *claims]):
        pointers.update({column: "/tolls" for column, at in pointers.items() if at.startswith("/tolls/")})
    elif len(parts) > 1:
        yield f"the {len(parts)} claims of {measure} came back as one figure or range; their words are in flat:{measure}_claims"


def _claim(words: str, measure: str) -> dict[str, Any] | None:
    """The claim that the words of one are; None if they aren't surely any."""
    found = _CLAIM.fullmatch(f" {words}")
    if found is None or measure not in vocabulary("toll-measures").terms:
        return None
    given = {name: value for name, value in found.groupdict().items() if value}
    claim: dict[str, Any] = {"measure": measure, "who": "all"}
    if group := given.get("group"):
        who, _, named = group.partition(": ")
        known = who in vocabulary("toll-groups").terms and who not in ("all", "group")
        claim |= {"who": who, **({"group": named} if named else {})} if known else {"who": "group", "group": group}
    claim |= {end: int(given[end]) for end in ("low", "best", "high") if end in given}
    claim |= {"low": int(given["least"])} if "least" in given else {}
    claim |= {name: given[name] for name in ("state", "text", "claimant") if name in given}
    if not claim.keys() & {"low", "best", "state", "text"}:
        return None
    return claim | ({"superseded": True} if "old" in given else {})


def _typed(actors: Sequence[Mapping[str, Any]], role: str, words: str, named: bool) -> list[Any]:
    """The actors with the types of those of one role, if each has one; one of no name is made for a type that stands alone."""
    types = words.split("; ")
    if not all(one in vocabulary("actor-types").terms for one in types):
        return [None]
    if not named and len(types) == 1:
        return [*actors, {"role": role, "type": types[0]}]
    if sum(actor["role"] == role for actor in actors) != len(types):
        return [None]
    rest = iter(types)
    return [{**actor, "type": next(rest)} if actor["role"] == role else actor for actor in actors]


def _coded(record: Record, cells: Mapping[str, str], code: str) -> None:
    """Give the country its code, unless the name has told it."""
    place = record.get("place", {})
    country = place.get("country", {})
    codes = country.get("codes", ())
    if not any(one["system"] == _ALPHA3 for one in codes):
        codes = [*codes, {"system": _ALPHA3, "code": code, "basis": "source"}]
    _adopt(record, cells, ("country_code",), "place", {**place, "country": {**country, "codes": [*codes]}})


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None
