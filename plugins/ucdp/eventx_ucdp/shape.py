"""Any eventx record in the shape of a UCDP row: what a row can say, chosen by stated rules, and each loss named.

Knows what UCDP records at all: deaths, by organised actors. Doesn't write columns: the layout does. A record that came from
a UCDP table passes through unchanged. What is lost and not named here is found by
reading the row back (:mod:`eventx_ucdp.writing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from eventx.report import Record
from eventx.tabular.flat import figures
from eventx.tabular.losses import Say
from eventx.vocabulary import Country, Match, country, country_by_name, crosswalk
from eventx_ucdp.layout import PREFIX, layout_named
from eventx_ucdp.parts import NON_STATE, ONE_SIDED, STATE_BASED

_STATES = frozenset(("state-forces", "military", "police", "intelligence", "government"))
_GROUPS = frozenset(("rebel-group", "political-militia", "identity-militia", "criminal-group", "armed-group"))
# ACLED's 8 holds foreign armies and others; which of the two, their name says.
_FOREIGN = "external-forces"
_ARMIES = ("Military Forces of", "Police Forces of")
_CODES = ("gwno", "iso3166-1-alpha3", "iso3166-1-alpha2", "iso3166-1-numeric", "fips10-4")


def left_out(record: Record) -> tuple[str, str] | None:
    """Why a record is no UCDP row at all, as code and detail; None if it is one."""
    status = record["status"]
    if record["kind"] in ("campaign", "report"):
        return f"UCDP-{record['kind'].upper()}", ""
    if status in ("denied", "retracted"):
        return "UCDP-NOT-HAPPENED", status
    if is_own(record):
        return None
    if not _deadly(figures(record, "killed")):
        return "UCDP-NOT-LETHAL", ""
    if _violence(record) is None:
        return "UCDP-ACTORS", "; ".join(_words(actor) for actor in record.get("actors", ()))
    return None


def is_own(record: Record) -> bool:
    """Whether a record came from a UCDP table; it may have been edited since."""
    return layout_named(record.get("provenance", {}).get("mapping", "")) is not None


def _deadly(found: Mapping[str, int]) -> bool:
    return any(found.get(end, 0) > 0 for end in ("low", "best", "high"))


def _words(actor: Mapping[str, Any]) -> str:
    return str(actor.get("name") or actor.get("text") or actor.get("type") or "an unnamed actor")


def _is_state(actor: Mapping[str, Any]) -> bool:
    kind = actor.get("type")
    return kind in _STATES or (kind == _FOREIGN and str(actor.get("name", "")).startswith(_ARMIES))


def _is_group(actor: Mapping[str, Any]) -> bool:
    return actor.get("type") in _GROUPS or (actor.get("type") == _FOREIGN and not _is_state(actor))


def _violence(record: Record) -> tuple[str, list[dict[str, Any]]] | None:
    """UCDP's type of violence by who acts, and the two sides in its order; None if it is none of UCDP's."""
    actors: Sequence[dict[str, Any]] = record.get("actors", ())
    states = [actor for actor in actors if _is_state(actor)]
    groups = [actor for actor in actors if _is_group(actor)]
    victims = [actor for actor in actors if actor.get("type") == "civilians"]
    if record.get("type") == "excessive-force":
        victims += [actor for actor in actors if actor.get("type") == "protesters"]
    organised = sorted((*states, *groups), key=_by_side)
    if victims and len(organised) == 1:
        return ONE_SIDED, [organised[0], victims[0]]
    if len(organised) > 1:
        if not states:
            return NON_STATE, organised[:2]
        first = states[0]
        return STATE_BASED, [first, next(actor for actor in organised if actor is not first)]
    return None


def _by_side(actor: Mapping[str, Any]) -> str:
    return str(actor.get("side", "c"))


def shaped(record: Record, say: Say) -> Record:
    """The record as a UCDP row can say it; what is lost is said."""
    if is_own(record):
        return record
    made = dict(record)
    if record["status"] != "reported":
        say("UCDP-STATUS", "/status", record["status"])
    _sides(made, say)
    _toll(made, record, say)
    _date(made, say)
    _place(made, say)
    if others := [f"{code['system']} {code['code']}" for code in record.get("codes", ()) if code["system"] != PREFIX]:
        say("UCDP-CODES", "/codes", ", ".join(others))
    if "type" in record:
        say("UCDP-TYPE", "/type", record["type"])
    if "evidence" in record:
        say("UCDP-EVIDENCE", "/evidence", f"{len(record['evidence'])}")
    for member in ("provenance", "rights"):
        if member in record:
            say("UCDP-PROVENANCE", f"/{member}", "")
    for member in record:
        if ":" in member and not member.startswith(f"{PREFIX}:"):
            say("UCDP-EXTRA", f"/{member}", "")
    return made


def _sides(made: Record, say: Say) -> None:
    found = _violence(made)
    assert found is not None, "left_out() has let it through"
    code, sides = found
    say("UCDP-VIOLENCE", "", code)
    made["codes"] = [{"system": PREFIX, "code": code, "basis": "crosswalk"}]
    if rest := [_words(actor) for actor in made["actors"] if not any(actor is one for one in sides)]:
        say("UCDP-MORE-ACTORS", "/actors", "; ".join(rest))
    made["actors"] = [_side(actor, side) for actor, side in zip(sides, "ab", strict=True)]


def _side(actor: dict[str, Any], side: str) -> dict[str, Any]:
    made = {**actor, "side": side}
    if "name" not in made and "text" in made:
        made["name"] = made["text"]
    if side == "b" and actor.get("type") in ("civilians", "protesters"):
        made["name"] = "Civilians"
    if (known := _known(actor.get("country", {}))) is not None and known.gwno and _is_state(actor):
        made["country"] = {"codes": [{"system": "gwno", "code": known.gwno}]}
    else:
        made.pop("country", None)
    return made


def _toll(made: Record, record: Record, say: Say) -> None:
    found = figures(record, "killed")
    claims = [toll for toll in record.get("tolls", ()) if toll["measure"] == "killed" and not toll.get("superseded")]
    if len({toll.get("claimant") for toll in claims}) > 1:
        say("UCDP-TOLL", "/tolls", f"{len(claims)} claims")
    if "best" not in found:
        say("UCDP-NO-BEST", "/tolls", ", ".join(f"{end} {number}" for end, number in found.items()))
    low, high = found.get("low", found.get("best")), found.get("high", found.get("best"))
    bounds = {name: number for name, number in (("low", low), ("best", found.get("best")), ("high", high)) if number is not None}
    parts = [
        {"measure": "killed", "who": toll["who"], "best": toll["best"]}
        for toll in claims
        if toll["who"] in ("side-a", "side-b", "civilians", "unspecified") and "best" in toll and len(claims) > 1
    ]
    made["tolls"] = [*parts, {"measure": "killed", "who": "all", **bounds}]


def _date(made: Record, say: Say) -> None:
    date = made.get("date")
    match = _crosswalk("ucdp-date-prec", "date-precision").get(date["precision"]) if date else None
    if date is None or match is None or match.code is None or "start" not in date:
        made.pop("date", None)
        say("UCDP-DATE", "/date", date["precision"] if date else "no date")


def _place(made: Record, say: Say) -> None:
    place = made.get("place", {})
    if "country" in place:
        known = _known(place["country"])
        if known is not None and known.gwno:
            found = {"name": known.ucdp_name or known.name, "codes": [{"system": "gwno", "code": known.gwno}]}
            made["place"] = {**place, "country": found}
        else:
            say("UCDP-COUNTRY", "/place/country", place["country"].get("name", ""))
    if "point" not in place:
        say("UCDP-NO-POINT", "/place", place.get("name", ""))
    precision = place.get("precision")
    match = _crosswalk("ucdp-where-prec", "place-precision").get(precision) if precision else None
    if match is not None and not match.exact:
        say("UCDP-WHERE", "/place/precision", f"{precision} → {match.code or 'blank'}")


def _known(found: Mapping[str, Any]) -> Country | None:
    for code in found.get("codes", ()):
        if code["system"] in _CODES and (known := country(code["system"], code["code"])):
            return known
    return country_by_name(found["name"]) if "name" in found else None


@cache
def _crosswalk(system: str, dimension: str) -> Mapping[str, Match]:
    return crosswalk(system, dimension, "from-eventx")
