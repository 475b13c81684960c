"""Invented rows in UCDP's layouts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from eventx.report import End, Kind, Losses, Outcome, Record
from eventx_ucdp import UcdpExporter, UcdpImporter
from eventx_ucdp.layout import COLUMNS, COLUMNS_19

ROW = {
    "id": "500001", "relid": "AAA-2025-1-123-4", "year": "2025", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "1", "conflict_dset_id": "333", "conflict_new_id": "333",
    "conflict_name": "Myanmar (Burma): Government", "dyad_dset_id": "700", "dyad_new_id": "700",
    "dyad_name": "Government of Myanmar (Burma) - Free Front", "side_a_dset_id": "144", "side_a_new_id": "144",
    "side_a": "Government of Myanmar (Burma)", "side_b_dset_id": "9001", "side_b_new_id": "9001", "side_b": "Free Front",
    "number_of_sources": "2",
    "source_article": '"Agency A,2025-03-02,Clash in the hills";"Daily B,2025-03-03,Two, maybe three, dead"',
    "source_office": "Agency A;Daily B", "source_date": "2025-03-02;2025-03-03",
    "source_headline": "Clash in the hills;Two, maybe three, dead", "source_original": "police\nand a spokesman",
    "where_prec": "2", "where_coordinates": "Town X", "where_description": "on the road north of Town X", "adm_1": "Region Y",
    "adm_2": "District Z", "latitude": "23.69", "longitude": "98.77", "geom_wkt": "POINT (98.77 23.69)",
    "priogrid_gid": "163998", "country": "Myanmar (Burma)", "country_id": "775", "region": "Asia", "event_clarity": "1",
    "date_prec": "1", "date_start": "2025-03-01 00:00:00.000", "date_end": "2025-03-01 00:00:00.000", "deaths_a": "1",
    "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0", "best": "3", "high": "5", "low": "2", "gwnoa": "775",
    "gwnob": "",
}  # fmt: skip
ROW_19 = {name: ROW[name].removesuffix(" 00:00:00.000") for name in COLUMNS_19}


def cells(**changed: str) -> list[str]:
    return list((ROW | changed).values())


def table(*rows: Sequence[str], header: Sequence[str] = COLUMNS, **dialect: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows([header, *rows])
    return out.getvalue().encode()


def parsed(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def outcomes(content: bytes, **options: Any) -> tuple[list[Outcome], End]:
    *found, end = UcdpImporter().read(io.BytesIO(content), name="t.csv", **options)
    assert isinstance(end, End)
    kept = [one for one in found if isinstance(one, Outcome)]
    assert len(kept) == len(found)
    return kept, end


def imported(content: bytes, **options: Any) -> list[Record]:
    """The records, through JSON and back as a file would have them."""
    kept, _ = outcomes(content, **options)
    assert {one.kind for one in kept} <= {Kind.KEPT, Kind.WITHHELD}, [one.message for one in kept]
    return [orjson.loads(orjson.dumps(record)) for one in kept for record in one.records]


def one(**changed: str) -> Record:
    (record,) = imported(table(cells(**changed)))
    return record


def exported(records: Iterable[Record], **options: Any) -> tuple[list[dict[str, str]], Losses]:
    out, losses = io.BytesIO(), Losses()
    count = UcdpExporter().write(records, out, losses, **options)
    header, *rows = parsed(out.getvalue())
    assert count == len(rows)
    return [dict(zip(header, row, strict=True)) for row in rows], losses


def there_and_back(content: bytes) -> list[list[str]]:
    out, losses = io.BytesIO(), Losses()
    UcdpExporter().write(imported(content), out, losses)
    assert not losses.counts
    return parsed(out.getvalue())
