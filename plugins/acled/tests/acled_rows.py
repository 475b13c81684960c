"""Invented rows in ACLED's layout. No row is, or is made from, ACLED data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from eventx.report import End, Finding, Kind, Losses, Outcome, Record
from eventx_acled import AcledExporter, AcledImporter
from eventx_acled.layout import COLUMNS

ROW = {
    "event_id_cnty": "AAA1", "event_date": "2026-02-28", "year": "2026", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of A (2019-)", "assoc_actor_1": "Unit X; Unit Y", "inter1": "State forces",
    "actor2": "Free Front", "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
    "civilian_targeting": "", "iso": "231", "region": "Eastern Africa", "country": "Ethiopia", "admin1": "Region X",
    "admin2": "District Y", "admin3": "", "location": "Town Z", "latitude": "8.5900", "longitude": "39.8588",
    "geo_precision": "1", "source": "Agency A; Daily B", "source_scale": "National",
    "notes": "On 28 February 2026, \"two\" sides, fought.\nThen they left.",
    "fatalities": "3", "tags": "crowd size=large", "timestamp": "1772300000",
}  # fmt: skip


def cells(**changed: str) -> list[str]:
    return list((ROW | changed).values())


def table(*rows: Sequence[str], header: Sequence[str] = COLUMNS, **dialect: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows([header, *rows])
    return out.getvalue().encode()


def parsed(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def outcomes(content: bytes, **options: Any) -> tuple[list[Outcome], End]:
    *found, end = AcledImporter().read(io.BytesIO(content), name="t.csv", **options)
    assert isinstance(end, End)
    kept = [one for one in found if isinstance(one, Outcome)]
    assert len(kept) == len(found)
    return kept, end


def imported(content: bytes, **options: Any) -> list[Record]:
    """The records, through JSON and back as a file would have them."""
    kept, _ = outcomes(content, **options)
    assert all(one.kind is Kind.KEPT for one in kept), [one.message for one in kept if one.kind is not Kind.KEPT]
    return [orjson.loads(orjson.dumps(record)) for one in kept for record in one.records]


def one(**changed: str) -> Record:
    (record,) = imported(table(cells(**changed)))
    return record


def findings(**changed: str) -> list[Finding]:
    (outcome,), _ = outcomes(table(cells(**changed)))
    return list(outcome.findings)


def exported(records: Iterable[Record], **options: Any) -> tuple[list[dict[str, str]], Losses]:
    out, losses = io.BytesIO(), Losses()
    count = AcledExporter().write(records, out, losses, **options)
    header, *rows = parsed(out.getvalue())
    assert count == len(rows)
    return [dict(zip(header, row, strict=True)) for row in rows], losses


def there_and_back(content: bytes) -> list[list[str]]:
    out = io.BytesIO()
    AcledExporter().write(imported(content), out, Losses())
    return parsed(out.getvalue())
