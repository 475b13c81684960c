"""ICEWS rows as reports, with the known defects of its files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from eventx.report import End, Kind, Outcome, Position, Record
from eventx.testing import ImporterContract
from eventx.validator import Validator
from eventx_icews import IcewsImporter
from eventx_icews.layout import COLUMNS

SAMPLE = Path(__file__).parents[1] / "samples" / "invented.tab"
ROW = {
    "Event ID": "20718170", "Event Date": "2014-01-01", "Source Name": "Military (A)", "Source Sectors": "Military,Government",
    "Source Country": "Ukraine", "Event Text": "Use conventional military force", "CAMEO Code": "190", "Intensity": "-10.0",
    "Target Name": "Citizen (B)", "Target Sectors": "General Population / Civilian", "Target Country": "Nowhere",
    "Story ID": "34504140", "Sentence Number": "1", "Publisher": "Daily B", "City": "Town X", "District": "",
    "Province": "Region Y",
    "Country": "Ukraine", "Latitude": "48.5", "Longitude": "37.9",
}  # fmt: skip


def table(*rows: dict[str, str], delimiter: str = "\t") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([COLUMNS, *([row[name] for name in COLUMNS] for row in rows)])
    return out.getvalue().encode()


def outcomes(content: bytes, **options: Any) -> list[Outcome]:
    *found, end = IcewsImporter().read(io.BytesIO(content), name="t.tab", **options)
    assert isinstance(end, End)
    assert end.read == len(found)
    return [one for one in found if isinstance(one, Outcome)]


def one(**changed: str) -> Record:
    (outcome,) = outcomes(table(ROW | changed))
    assert outcome.kind is Kind.KEPT, outcome.message
    (record,) = outcome.records
    assert not [each for each in Validator().check(record, Position("t")) if each.severity.value == "error"]
    return record


class TestContract(ImporterContract):
    importer = IcewsImporter
    samples = (SAMPLE,)


def test_a_number_names_an_event_only_with_its_date() -> None:
    first, second = outcomes(table(ROW, ROW | {"Event Date": "2013-05-06"}))
    assert [each.records[0]["id"] for each in (first, second)] == ["icews:20718170@2014-01-01", "icews:20718170@2013-05-06"]


def test_the_same_event_in_a_file_with_other_dates_has_the_same_id() -> None:
    (other,) = outcomes(table(ROW | {"Event Date": "1/1/2014"}), dates="mdy")
    assert other.records[0]["id"] == one()["id"]


def test_the_order_of_a_date_is_shown_or_asked_for() -> None:
    shown = outcomes(table(ROW | {"Event Date": "1/2/2017"}, ROW | {"Event Date": "1/13/2017"}))
    assert [each.records[0]["date"]["start"] for each in shown] == ["2017-01-02", "2017-01-13"]
    (unclear,) = outcomes(table(ROW | {"Event Date": "1/2/2017"}))
    assert (unclear.kind, unclear.reason) == (Kind.REJECTED, "TAB-DATE-ORDER")
    (bad,) = outcomes(table(ROW | {"Latitude": "x"}))
    assert bad.findings[0].record == one()["id"], "also where several columns make the id"


def test_codes_are_texts_with_their_zeros_and_mean_what_their_base_means() -> None:
    assert one(**{"CAMEO Code": "042"})["codes"] == [{"system": "cameo", "code": "042", "basis": "source"}]
    assert one(**{"CAMEO Code": "1949"})["type"] == one(**{"CAMEO Code": "194"})["type"] == "bombardment"
    (outcome,) = outcomes(table(ROW | {"CAMEO Code": "---"}))
    assert [found.rule for found in outcome.findings] == ["ICEWS-CODE"]
    assert outcome.records[0]["icews:CAMEO Code"] == "---"


def test_a_row_is_a_report_of_who_did_what_to_whom() -> None:
    record = one()
    assert record["kind"] == "report"
    assert [(actor["name"], actor["role"]) for actor in record["actors"]] == [
        ("Military (A)", "initiator"),
        ("Citizen (B)", "target"),
    ]
    assert record["actors"][1]["country"] == {"name": "Nowhere"}
    assert record["place"] == {
        "name": "Town X", "admin1": "Region Y", "precision": "settlement", "point": {"lat": 48.5, "lon": 37.9},
        "country": {"name": "Ukraine", "codes": [{"system": "iso3166-1-alpha3", "code": "UKR", "basis": "crosswalk"}]},
    }  # fmt: skip
    assert "tolls" not in record


def test_every_cell_is_in_the_record() -> None:
    words = str(one(District="District Z"))
    assert [value for value in ROW.values() if value and value not in words] == []


@pytest.mark.parametrize(("column", "cell"), [("Event ID", ""), ("Event Date", ""), ("Event Date", "someday"), ("Latitude", "x")])
def test_what_cannot_be_read_is_rejected_with_its_column(column: str, cell: str) -> None:
    (outcome,) = outcomes(table(ROW | {column: cell}))
    assert outcome.kind is Kind.REJECTED
    assert outcome.position.column == COLUMNS.index(column) + 1


@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_it_claims_its_tables_by_their_header(delimiter: str) -> None:
    claim = IcewsImporter().sniff(table(ROW, delimiter=delimiter), "events.2014.tab")
    assert claim is not None
    assert IcewsImporter().sniff(b"Event ID\tEvent Date\n", "x") is None
