"""The good files that damage is done to: invented, consistent, and without a finding.

Knows records, a dataset document, and tables of ACLED, UCDP, GDELT and of somebody's own. Those of the benchmarks serve here too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from benchmarks.data import acled, gdelt, ucdp

ROOT = Path(__file__).resolve().parents[2]
_TOWNS = (
    ("Varska", 49.8421, 24.0316), ("Olbia", 48.4647, 35.0462), ("Meliva", 47.8388, 35.1396),
    ("Torhiv", 50.9077, 34.7981), ("Stara Huta", 51.4982, 31.2893), ("Pryluk", 50.5938, 32.3876),
    ("Zelena Hora", 48.9226, 24.7111), ("Kamysh", 46.6354, 32.6169),
)  # fmt: skip
_RECORDS = 60


@frozen
class Good:
    """A good file: its name, its bytes, and the options that its importer needs."""

    name: str
    content: bytes
    options: Mapping[str, str] = field(factory=dict)


def event(number: int) -> dict[str, Any]:
    """An event that says much, another one for each number."""
    town, lat, lon = _TOWNS[number % len(_TOWNS)]
    day = (date(2024, 2, 2) + timedelta(days=5 * number + number // 7)).isoformat()
    later = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    killed = number % 5
    quote = f"Shells hit {town} at dawn"
    return {
        "schema_version": "1.0.0", "kind": "event", "id": f"example:{1000 + number}", "type": "shelling", "status": "reported",
        "codes": [{"system": "acled", "code": "Shelling/artillery/missile attack", "basis": "source"}],
        "date": {"start": day, "end": day, "precision": "day", "text": day, "basis": "explicit"},
        "place": {
            "name": town, "country": {"name": "Ukraine", "codes": [{"system": "iso3166-1-numeric", "code": "804"}]},
            "admin1": "Invented Oblast", "precision": "settlement", "radius_m": 4000,
            "point": {"lat": round(lat + number / 1000, 4), "lon": round(lon + number / 1000, 4)},
        },
        "actors": [
            {"name": "Invented Front", "role": "initiator", "side": "a", "type": "rebel-group"},
            {"name": f"Civilians of {town}", "role": "target", "side": "b", "type": "civilians"},
        ],
        "tolls": [
            {"measure": "killed", "who": "side-a", "best": 0}, {"measure": "killed", "who": "side-b", "best": 0},
            {"measure": "killed", "who": "civilians", "best": killed}, {"measure": "killed", "who": "unspecified", "best": 1},
            {"measure": "killed", "who": "all", "low": killed, "best": killed + 1, "high": killed + 2},
            {"measure": "injured", "who": "all", "text": "12 people", "best": 12, "claimant": "the mayor", "as_of": day},
        ],
        "notes": f"{quote}, the mayor said on {day}; event number {number}.",
        "sources": [{"id": "s1", "name": "Invented Courier", "published": day, "retrieved": later, "sha256": "a" * 64}],
        "evidence": [{"pointer": "/place/name", "source": "s1", "quote": {"exact": town, "start": 11, "end": 11 + len(town)}}],
        "provenance": {"method": "human"},
    }  # fmt: skip


def records() -> list[dict[str, Any]]:
    """The events of the stream: two of them are parts of a campaign that stands before them."""
    found = [event(number) for number in range(_RECORDS)]
    campaign = {**event(0), "id": "example:999", "kind": "campaign", "notes": "Two towns were hit on one day."}
    del campaign["evidence"]
    campaign["tolls"] = [{"measure": "killed", "who": "all", "best": 40}]
    for part in found[1:3]:
        part["relations"] = [{"type": "part-of", "target": campaign["id"]}]
    return [campaign, *found]


def lines(made: list[Any]) -> bytes:
    """Records as NDJSON."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made).encode()


def document() -> dict[str, Any]:
    """The same events as a dataset document with a coverage."""
    ukraine = {"name": "Ukraine", "codes": [{"system": "iso3166-1-alpha3", "code": "UKR"}]}
    coverage = {"start": "2024-01-01", "end": "2025-12-31", "countries": [ukraine]}
    return {"schema_version": "1.0.0", "title": "Invented", "coverage": coverage, "events": records()}


@cache
def files() -> Mapping[str, Good]:
    """Every good file by the name of its form."""
    incidents = ROOT / "plugins/csv/samples/incidents.csv"
    mapping = {"mapping": str(incidents.with_suffix(".toml"))}
    return {
        "records": Good("good.ndjson", lines(records())),
        "dataset": Good("good.json", json.dumps(document(), ensure_ascii=False).encode()),
        "acled": Good("acled.csv", b"".join(acled.table(80, 3))),
        "ucdp": Good("ucdp.csv", b"".join(ucdp.table(80, 3))),
        "gdelt": Good("gdelt.export.CSV", b"".join(gdelt.table(80, 3))),
        "own table": Good("incidents.csv", incidents.read_bytes().replace(b";Fire;", b";Rally;"), mapping),
    }
