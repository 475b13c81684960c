"""Writes the tagged table. Knows the hashtags of the flat columns."""

from __future__ import annotations

import csv
import io
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from eventx.report import Losses, Record
from eventx.tabular.flat import COLUMNS, Scalar, flat, lost
from eventx.tabular.formula_guard import guarded, is_guarded, lost_in_cells, readable

TAGS: Mapping[str, str] = types.MappingProxyType(
    {
        "id": "#event+code", "kind": "#event+kind", "type": "#event+type", "status": "#status",
        "date_start": "#date+start", "date_end": "#date+end", "date_precision": "#meta+precision+date",
        "place": "#loc+name", "country": "#country+name", "country_code": "#country+code+v_iso3", "admin1": "#adm1+name",
        "admin2": "#adm2+name", "admin3": "#adm3+name", "pcode": "#adm+code+v_pcode", "latitude": "#geo+lat",
        "longitude": "#geo+lon", "place_precision": "#geo+precision", "radius_m": "#geo+radius+m",
        "initiators": "#group+name+first", "initiator_types": "#group+type+first", "targets": "#group+name+second",
        "target_types": "#group+type+second", "actors": "#group+name", "actor_types": "#group+type",
        "killed_low": "#affected+killed+min", "killed_best": "#affected+killed", "killed_high": "#affected+killed+max",
        "injured_low": "#affected+injured+min", "injured_best": "#affected+injured", "injured_high": "#affected+injured+max",
        "notes": "#description", "sources": "#meta+source", "source_urls": "#meta+url", "published": "#meta+published+list",
        "licence": "#meta+license", "attribution": "#meta+attribution",
    }
)  # fmt: skip
"""A column → its hashtag; columns that are not here have a blank in the row of hashtags."""


def write_table(records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
    """Write the table; return how many records."""
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerow([TAGS.get(column, "") for column in COLUMNS])
    count = 0
    for record in records:
        count += 1
        rows.writerow([_cell(value) for value in flat(record).values()])
        for code, pointer, detail in _lost(record):
            losses.add(code, record["id"], pointer, detail)
        out.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode())
    return count


def _cell(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(readable(value)) if isinstance(value, str) else "" if value is None else str(value)


def _lost(record: Record) -> Iterator[tuple[str, str, str]]:
    yield from lost(record)
    yield from lost_in_cells(record)
    for column, value in flat(record).items():
        if isinstance(value, str) and is_guarded(value):
            yield "HXL-GUARDED", "", column
