"""One flat view of a record, for everything that writes tables: the same keys for every record, and plain values.

Knows which members have a column and how a list becomes one cell. Doesn't know any format, and doesn't choose between claims that
contradict each other: where there are several, the figure is left unknown and the claims stand side by side in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eventx.report import Record

Value = str | int | float | bool | None
JOINT = "; "

KEYS: tuple[str, ...] = (
    "id", "kind", "type", "status",
    "date_start", "date_end", "date_precision", "date_text",
    "place", "country", "country_iso3", "admin1", "admin2", "admin3", "pcode", "latitude", "longitude", "place_precision", "radius_m",
    "actor_a", "actor_a_type", "actor_a_role", "actor_b", "actor_b_type", "actor_b_role", "other_actors",
    "killed_low", "killed_best", "killed_high", "killed_state", "injured_low", "injured_best", "injured_high", "injured_state",
    "tolls",
    "civilian_targeting", "notes", "tags", "codes", "sources", "source_urls", "published", "quotes", "relations",
    "importer", "method", "confidence", "redistribution", "attribution",
)  # fmt: skip
"""The columns, in order. Every flat view has all of them."""


def flat(record: Record) -> dict[str, Value]:
    """The flat view of a record. What is not known is None."""
    date = record.get("date", {})
    place = record.get("place", {})
    country = place.get("country", {})
    point = place.get("point", {})
    provenance = record.get("provenance", {})
    rights = record.get("rights", {})
    sources = record.get("sources", ())
    first, second, others = _actors(record)
    values: dict[str, Value] = dict.fromkeys(KEYS)
    values |= {
        "id": record["id"],
        "kind": record["kind"],
        "type": record.get("type"),
        "status": record["status"],
        "date_start": date.get("start"),
        "date_end": date.get("end"),
        "date_precision": date.get("precision"),
        "date_text": date.get("text"),
        "place": place.get("name"),
        "country": country.get("name"),
        "country_iso3": next((one["code"] for one in country.get("codes", ()) if one["system"] == "iso3166-1-alpha3"), None),
        "latitude": point.get("lat"),
        "longitude": point.get("lon"),
        "place_precision": place.get("precision"),
        "radius_m": place.get("radius_m"),
        "actor_a": _name(first),
        "actor_a_type": first.get("type"),
        "actor_a_role": first.get("role"),
        "actor_b": _name(second),
        "actor_b_type": second.get("type"),
        "actor_b_role": second.get("role"),
        "other_actors": _joined(_name(one) for one in others),
        "tolls": _joined(map(toll_in_words, record.get("tolls", ()))),
        "civilian_targeting": record.get("civilian_targeting"),
        "notes": record.get("notes"),
        "tags": _joined(record.get("tags", ())),
        "codes": _joined(f"{one['system']}:{one['code']}" for one in record.get("codes", ())),
        "sources": _joined(source.get("name") for source in sources),
        "source_urls": _joined(source.get("url") for source in sources),
        "published": min((source["published"] for source in sources if "published" in source), default=None),
        "quotes": _joined(_quotes(record), " | "),
        "relations": _joined(f"{one['type']} {one['target']}" for one in record.get("relations", ())),
        "importer": provenance.get("importer", {}).get("name"),
        "method": provenance.get("method"),
        "confidence": provenance.get("confidence"),
        "redistribution": rights.get("redistribution"),
        "attribution": rights.get("attribution"),
    }
    for name in ("admin1", "admin2", "admin3", "pcode"):
        values[name] = place.get(name)
    for measure in ("killed", "injured"):
        toll = the_toll(record, measure)
        for name in ("low", "best", "high", "state"):
            values[f"{measure}_{name}"] = toll.get(name)
    return values


def _actors(record: Record) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """The actors of sides a and b, else the initiator and the target; and all others."""
    actors = list(record.get("actors", ()))
    seats: list[dict[str, Any]] = []
    for side, role in (("a", "initiator"), ("b", "target")):
        found = next((one for one in actors if one.get("side") == side), None)
        if found is None:
            found = next((one for one in actors if "side" not in one and one["role"] == role), None)
        if found is not None:
            actors.remove(found)
        seats.append(found or {})
    for index, seat in enumerate(seats):
        if not seat and actors and "side" not in actors[0] and actors[0]["role"] in ("participant", "not-stated"):
            seats[index] = actors.pop(0)
    return seats[0], seats[1], actors


def _name(actor: dict[str, Any]) -> str | None:
    found: str | None = actor.get("name", actor.get("text"))
    return found


def the_toll(record: Record, measure: str) -> dict[str, Any]:
    """The one figure for all people: the resolved one, else the only claim that stands; empty if claims differ or there is none."""
    for resolved in record.get("resolved_tolls", ()):
        if resolved["measure"] == measure and resolved["who"] == "all":
            return dict(resolved)
    claims = [
        toll
        for toll in record.get("tolls", ())
        if toll["measure"] == measure and toll["who"] == "all" and not toll.get("superseded")
    ]
    return claims[0] if len(claims) == 1 else {}


def toll_in_words(toll: dict[str, Any]) -> str:
    """A claim in a few words: ``killed 3 to 5 (civilians), says the mayor``."""
    low, best, high = (toll.get(name) for name in ("low", "best", "high"))
    if best is not None:
        number = f"{best}" if low in (None, best) and high in (None, best) else f"{best} ({_or(low)} to {_or(high)})"
    elif low is not None or high is not None:
        number = f"{_or(low)} to {_or(high)}" if low is not None and high is not None else _bound(low, high)
    else:
        number = str(toll.get("text") or toll.get("state") or "?")
    who = "" if toll["who"] == "all" else f" ({toll.get('group', toll['who'])})"
    says = f", says {toll['claimant']}" if "claimant" in toll else ""
    old = ", superseded" if toll.get("superseded") else ""
    return f"{toll['measure']} {number}{who}{says}{old}"


def _or(number: int | None) -> str:
    return "?" if number is None else str(number)


def _bound(low: int | None, high: int | None) -> str:
    return f"at least {low}" if low is not None else f"at most {high}"


def _quotes(record: Record) -> Iterable[str]:
    found: dict[str, None] = {}
    for item in record.get("evidence", ()):
        if "quote" in item:
            found[item["quote"]["exact"]] = None
    return found


def _joined(items: Iterable[str | None], joint: str = JOINT) -> str | None:
    return joint.join(item for item in items if item) or None
