"""Invented rows in GDELT's layouts."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import orjson

from eventx.report import End, Kind, Losses, Outcome, Record
from eventx_gdelt import GdeltExporter, GdeltImporter
from eventx_gdelt.layout import COLUMNS

ROW = dict.fromkeys(COLUMNS, "") | {
    "GLOBALEVENTID": "900000001", "SQLDATE": "20191024", "MonthYear": "201910", "Year": "2019", "FractionDate": "2019.8055",
    "Actor1Code": "UKRREB", "Actor1Name": "REBEL", "Actor1CountryCode": "UKR", "Actor1Type1Code": "REB",
    "Actor2Code": "CVL", "Actor2Name": "CIVILIAN", "Actor2Type1Code": "CVL", "IsRootEvent": "1", "EventCode": "194",
    "EventBaseCode": "194", "EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10.0", "NumMentions": "3",
    "NumSources": "1", "NumArticles": "3", "AvgTone": "-4.5", "Actor1Geo_Type": "0", "Actor2Geo_Type": "0",
    "ActionGeo_Type": "4", "ActionGeo_FullName": "Town X, Region Y, Ukraine", "ActionGeo_CountryCode": "UP",
    "ActionGeo_ADM1Code": "UP05", "ActionGeo_ADM2Code": "25271", "ActionGeo_Lat": "48.0", "ActionGeo_Long": "37.8",
    "ActionGeo_FeatureID": "-1037141", "DATEADDED": "20191024143000", "SOURCEURL": "https://news.example/1",
}  # fmt: skip


def line(columns: tuple[str, ...] = COLUMNS, **changed: str) -> bytes:
    row = ROW | changed
    return "\t".join(row[name] for name in columns).encode() + b"\n"


def outcomes(content: bytes, **options: Any) -> tuple[list[Outcome], End]:
    *found, end = GdeltImporter().read(io.BytesIO(content), name="t.export.CSV", **options)
    assert isinstance(end, End)
    kept = [one for one in found if isinstance(one, Outcome)]
    assert len(kept) == len(found)
    return kept, end


def imported(content: bytes) -> list[Record]:
    """The records, through JSON and back as a file would have them."""
    kept, _ = outcomes(content)
    assert {one.kind for one in kept} <= {Kind.KEPT}, [one.message for one in kept]
    return [orjson.loads(orjson.dumps(record)) for one in kept for record in one.records]


def one(**changed: str) -> Record:
    (record,) = imported(line(**changed))
    return record


def codes(**changed: str) -> list[str]:
    ((outcome,), _) = outcomes(line(**changed))
    return [finding.rule for finding in outcome.findings]


def exported(records: Iterable[Record], **options: Any) -> tuple[bytes, Losses]:
    out, losses = io.BytesIO(), Losses()
    count = GdeltExporter().write(records, out, losses, **options)
    assert count == out.getvalue().count(b"\n")
    return out.getvalue(), losses
