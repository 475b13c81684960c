"""Any eventx record in the shape of an ACLED row: what a row can say, chosen by stated rules, and each loss named.

Knows what ACLED's columns can't carry. Doesn't write columns: the layout does. A record that came from an ACLED table passes
through unchanged. What is lost and not named here is found by reading the row back (:mod:`eventx_acled.writing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from eventx.report import Record
from eventx.tabular.losses import Say
from eventx.vocabulary import Country, Match, country, country_by_name, crosswalk
from eventx_acled.layout import PREFIX
from eventx_acled.toll import choose_toll
from eventx_acled.vintages import layout_named

_VIOLENCE_AGAINST_CIVILIANS = ("violence-against-civilians", "attack-on-civilians", "sexual-violence", "abduction")


def left_out(record: Record, *, reports: bool) -> tuple[str, str] | None:
    """Why a record is no row at all, as code and detail; None if it is one."""
    kind, status = record["kind"], record["status"]
    if kind == "campaign":
        return "ACLED-CAMPAIGN", _toll_words(record)
    if kind == "report" and not reports:
        return "ACLED-REPORT", ""
    return ("ACLED-NOT-HAPPENED", status) if status in ("denied", "retracted") else None


def shaped(record: Record, say: Say) -> Record:
    """The record as an ACLED row can say it; what is lost is said."""
    made = dict(record)
    own = is_own(record)
    if record["status"] != "reported":
        say("ACLED-STATUS", "/status", record["status"])
    if record["kind"] != "event":
        say("ACLED-REPORT", "/kind", record["kind"])
    if not record["id"].startswith(f"{PREFIX}:"):
        say("ACLED-ID", "/id", record["id"])
    _type(made, say)
    _date(made, say, own)
    _place(made, say, own)
    if not (own and _in_their_seats(made.get("actors", ()))):
        _actors(made, say)
    made["tolls"] = choose_toll(record, say)
    if not own:
        _meta(record, say)
        if "sources" in record:
            made["sources"] = [_named(source) for source in record["sources"]]
    _lists(made, say)
    for member in ("relations", "gaps"):
        if member in record:
            say("ACLED-RELATION" if member == "relations" else "ACLED-GAP", f"/{member}", f"{len(record[member])}")
    for member in record:
        if ":" in member and not member.startswith(f"{PREFIX}:"):
            say("ACLED-EXTRA", f"/{member}", "")
    return made


def is_own(record: Record) -> bool:
    """Whether a record came from an ACLED table; it may have been edited since."""
    return layout_named(record.get("provenance", {}).get("mapping", "")) is not None


def _toll_words(record: Record) -> str:
    tolls = record.get("tolls", ())
    return "; ".join(f"{toll.get('text') or toll.get('best', toll.get('low', '?'))} {toll['measure']}" for toll in tolls)


@cache
def _crosswalk(system: str, dimension: str) -> Mapping[str, Match]:
    return crosswalk(system, dimension, "from-eventx")


def _type(made: Record, say: Say) -> None:
    codes, kind = made.get("codes", ()), made.get("type")
    own = [code["code"] for code in codes if code["system"] == PREFIX and code["basis"] == "source"]
    others = [code for code in codes if not own or code["system"] != PREFIX]
    if not own or kind not in (None, _meant(own)):  # another source's record, or the type was corrected since
        match = _crosswalk(PREFIX, "event-type").get(kind) if kind else None
        if match is None or match.code is None:
            if f"{PREFIX}:sub_event_type" not in made:
                say("ACLED-TYPE", "/type", kind or "no type")
        else:
            others = list(codes)
            if not match.exact:
                say("ACLED-TYPE-WIDER", "/type", f"{kind} → {match.code}")
    if others := [code for code in others if code["basis"] == "source"]:
        say("ACLED-CODES", "/codes", ", ".join(f"{code['system']} {code['code']}" for code in others))


def _meant(codes: Sequence[str]) -> str | None:
    """The type that an ACLED row's codes stand for; the sub event type decides."""
    meanings = [crosswalk(system, "event-type") for system in (PREFIX, "acled-older")]
    known = [match for code in codes for meaning in meanings if (match := meaning.get(code)) is not None]
    return known[-1].code if known else None


def _date(made: Record, say: Say, own: bool) -> None:
    date = made.get("date")
    match = _crosswalk("acled-time-precision", "date-precision").get(date["precision"]) if date else None
    if date is None or match is None or match.code is None:
        say("ACLED-DATE", "/date", f"{date['precision']} {date.get('text', '')}".strip() if date else "no date")
    elif "start" not in date:
        say("ACLED-DATE", "/date", "no interval")
        made.pop("date")
    elif date["start"] != date["end"] and not own:
        say("ACLED-INTERVAL", "/date", f"{date['start']} to {date['end']}")


def _known(found: dict[str, Any]) -> Country | None:
    for code in found.get("codes", ()):
        if code["system"] in ("iso3166-1-numeric", "iso3166-1-alpha3", "iso3166-1-alpha2", "gwno", "fips10-4") and (
            known := country(code["system"], code["code"])
        ):
            return known
    return country_by_name(found["name"]) if "name" in found else None


def _place(made: Record, say: Say, own: bool) -> None:
    place = made.get("place", {})
    found = place.get("country")
    if found is not None:
        if found.get("disputed"):
            say("ACLED-DISPUTED", "/place/country/disputed", found.get("name", ""))
        if not own and (known := _known(found)) is not None:
            codes = [{"system": "iso3166-1-numeric", "code": known.numeric}] if known.numeric else []
            made["place"] = place = {**place, "country": {"name": known.acled_name or known.name, "codes": codes}}
    if own:
        return
    if "point" not in place:
        say("ACLED-NO-POINT", "/place", place.get("name", ""))
    precision = place.get("precision")
    if precision is not None:
        match = _crosswalk("acled-geo-precision", "place-precision").get(precision)
        if match is None or not match.exact:
            say("ACLED-GEO-PRECISION", "/place/precision", f"{precision} → {match.code if match and match.code else 'blank'}")
    if lost := [member for member in ("radius_m", "gazetteer", "pcode") if member in place]:
        say("ACLED-RADIUS", f"/place/{lost[0]}", ", ".join(lost))


def _actors(made: Record, say: Say) -> None:
    actors = made.get("actors")
    if not actors:
        return
    directed = made.get("type") in _VIOLENCE_AGAINST_CIVILIANS
    seats: dict[str, dict[str, Any]] = {}
    rest: list[dict[str, Any]] = []
    for actor in sorted(actors, key=_by_role) if directed else actors:
        side = {"initiator": "a", "target": "b"}.get(actor["role"]) if directed else None
        side = side or actor.get("side")
        if side is not None and side not in seats:
            seats[side] = actor
        else:
            rest.append(actor)
    for role, sides in (("initiator", "ab"), ("target", "ba"), ("participant", "ab"), ("not-stated", "ab")):
        for actor in [one for one in rest if one["role"] == role and "side" not in one]:
            free = next((side for side in sides if side not in seats), None)
            if free is not None:
                seats[free] = actor
                rest.remove(actor)
    if rest:
        say("ACLED-ACTORS", "/actors", "; ".join(str(one.get("name") or one.get("text") or one.get("type")) for one in rest))
    if not directed and any(actor["role"] in ("initiator", "target") for actor in actors):
        say("ACLED-DIRECTION", "/actors", "")
    made["actors"] = [_actor(actor, side, say) for side, actor in sorted(seats.items())]


def _in_their_seats(actors: Sequence[dict[str, Any]]) -> bool:
    """Whether the actors are as an ACLED row gives them, so that there is nothing to choose."""
    sides = [actor.get("side") for actor in actors]
    return sides in ([], ["a"], ["b"], ["a", "b"]) and all(
        actor["role"] == "not-stated" and "text" not in actor and ("type" not in actor or "codes" in actor) for actor in actors
    )


def _by_role(actor: dict[str, Any]) -> int:
    return 0 if actor["role"] in ("initiator", "target") else 1


def _actor(actor: dict[str, Any], side: str, say: Say) -> dict[str, Any]:
    made = {**actor, "side": side}
    if "name" not in made and "text" in made:
        made["name"] = made["text"]
    own = any(code["system"] == "acled-inter" for code in actor.get("codes", ()))
    kind = actor.get("type")
    if kind is not None and not own:
        match = _crosswalk("acled-inter", "actor-type").get(kind)
        if match is None or match.predicate not in ("skos:exactMatch", "skos:closeMatch"):
            say("ACLED-ACTOR-TYPE", "/actors", f"{kind} → {match.code if match and match.code else 'blank'}")
    return made


def _named(source: dict[str, Any]) -> dict[str, Any]:
    """A source under its title, if its publisher isn't known."""
    return {**source, "name": source["title"]} if "title" in source and "name" not in source else source


def _lists(made: Record, say: Say) -> None:
    names = [source["name"] for source in made.get("sources", ()) if "name" in source]
    lists = (("/sources", names), ("/tags", made.get("tags", ())))
    associates = (("/actors", actor.get("associates", ())) for actor in made.get("actors", ()))
    for pointer, items in (*lists, *associates):
        for item in items:
            if ";" in item:
                say("ACLED-SEPARATOR", pointer, item)


def _meta(record: Record, say: Say) -> None:
    sources = record.get("sources", ())
    if any(member not in ("id", "name", "scale") for source in sources for member in source):
        say("ACLED-SOURCE", "/sources", "")
    if "evidence" in record:
        say("ACLED-EVIDENCE", "/evidence", f"{len(record['evidence'])}")
    if "provenance" in record or "rights" in record:
        say("ACLED-PROVENANCE", "/provenance" if "provenance" in record else "/rights", "")
