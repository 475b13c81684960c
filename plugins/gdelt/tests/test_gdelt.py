"""GDELT rows as reports, with the known faults of the files, and back to the byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from gdelt_rows import COLUMNS, ROW, codes, exported, imported, line, one, outcomes
from hypothesis import given, settings
from hypothesis import strategies as st

import eventx
from eventx.errors import InputError
from eventx.report import Kind
from eventx.testing import ExporterContract, ImporterContract
from eventx.validator import Validator
from eventx_gdelt import GdeltExporter, GdeltImporter
from eventx_gdelt.layout import COLUMNS_57, COLUMNS_58

SAMPLES = Path(__file__).parents[1] / "samples"
REAL = (SAMPLES / "gdelt2_cutout.export.CSV", SAMPLES / "gdelt1_mixed_cutout.csv")


def longer(content: bytes, times: int) -> bytes:
    return b"".join(b"%d%s" % (number, row) for number in range(1, times + 1) for row in content.splitlines(keepends=True))


class TestImporter(ImporterContract):
    importer = GdeltImporter
    samples = REAL
    repeat = staticmethod(longer)


class TestExporter(ExporterContract):
    exporter = GdeltExporter
    record = one()


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_rows_of_every_width_are_kept_and_come_back_to_the_byte(path: Path) -> None:
    content = path.read_bytes()
    found, end = outcomes(content)
    counted = sum(1 for _ in csv.reader(io.StringIO(content.decode(), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert (end.read, end.complete) == (counted, True)
    assert {one.kind for one in found} == {Kind.KEPT}
    again, losses = exported(imported(content))
    assert again == content
    assert not losses.counts


def test_a_row_is_a_report_of_a_machine_with_little_confidence() -> None:
    record = one()
    assert (record["kind"], record["status"]) == ("report", "reported")
    assert (record["provenance"]["method"], record["provenance"]["confidence"]) == ("rules", 0.2)
    assert "tolls" not in record
    assert record["rights"]["redistribution"] == "attribution"


def test_codes_name_their_systems_with_the_translation_beside() -> None:
    record = one()
    assert record["codes"] == [{"system": "cameo", "code": "194", "basis": "source"}]
    assert record["type"] == "bombardment"
    assert record["actors"] == [
        {
            "name": "REBEL", "role": "initiator", "side": "a", "type": "rebel-group",
            "codes": [{"system": "cameo-actor", "code": "UKRREB", "basis": "source"}],
            "country": {
                "codes": [
                    {"system": "cameo-country", "code": "UKR", "basis": "source"},
                    {"system": "iso3166-1-alpha3", "code": "UKR", "basis": "crosswalk"},
                ]
            },
        },
        {
            "name": "CIVILIAN", "role": "target", "side": "b", "type": "civilians",
            "codes": [{"system": "cameo-actor", "code": "CVL", "basis": "source"}],
        },
    ]  # fmt: skip
    assert record["place"]["country"]["codes"] == [
        {"system": "fips10-4", "code": "UP", "basis": "source"},
        {"system": "iso3166-1-alpha3", "code": "UKR", "basis": "crosswalk"},
    ]


def test_an_event_code_that_is_not_listed_has_the_meaning_of_its_base() -> None:
    record = one(EventCode="1949", EventBaseCode="194", EventRootCode="19")
    assert (record["type"], record["codes"][0]["code"]) == ("bombardment", "1949")
    assert not codes(EventCode="1949", EventBaseCode="194", EventRootCode="19")


def test_leading_zeros_stay() -> None:
    assert one(EventCode="010", EventBaseCode="010", EventRootCode="01")["codes"][0]["code"] == "010"


@pytest.mark.parametrize(
    ("cell", "precision"), [("4", "settlement"), ("3", "settlement"), ("5", "admin1"), ("2", "admin1"), ("1", "country")]
)
def test_centroids_are_no_places(cell: str, precision: str) -> None:
    assert one(ActionGeo_Type=cell)["place"]["precision"] == precision


def test_when_gdelt_added_a_row_is_no_date_of_publication() -> None:
    record = one()
    assert record["sources"] == [{"url": "https://news.example/1"}]
    assert record["gdelt:DATEADDED"] == "20191024143000"
    assert record["date"] == {"start": "2019-10-24", "end": "2019-10-24", "precision": "day", "basis": "source"}


FAULTS: list[tuple[dict[str, str], str]] = [
    ({"SQLDATE": "19200101", "MonthYear": "192001", "Year": "1920", "DATEADDED": "20200101001500"}, "GDELT-1920"),
    ({"EventCode": "---", "EventBaseCode": "---", "EventRootCode": "--"}, "GDELT-CODE"),
    ({"EventCode": "X", "EventBaseCode": "X", "EventRootCode": "X"}, "GDELT-CODE"),
    ({"Actor1Code": "UKRREB   "}, "GDELT-PADDED"),
    ({"ActionGeo_FullName": "Al ?asakah, Syria"}, "GDELT-LETTERS"),
    ({"ActionGeo_FeatureID": "449676"}, "GDELT-FEATURE"),
    ({"ActionGeo_Lat": "0", "ActionGeo_Long": "0"}, "TAB-NULL-POINT"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "code"), FAULTS, ids=[code for _, code in FAULTS])
def test_known_faults_are_counted_kept_and_not_repaired(changed: dict[str, str], code: str) -> None:
    assert code in codes(**changed)
    assert exported([one(**changed)])[0] == line(**changed)


def test_a_date_of_the_wrong_century_stays_words() -> None:
    assert one(**FAULTS[0][0])["date"] == {"precision": "unknown", "text": "19200101", "basis": "source"}
    assert one(SQLDATE="19200101")["date"]["start"] == "1920-01-01"  # added on another day it may be meant


def test_blank_actors_are_not_made_up() -> None:
    blank = {name: "" for name in COLUMNS if name.startswith(("Actor1", "Actor2")) and "Geo" not in name}
    assert "actors" not in one(**blank)


def test_widths_are_told_apart_row_by_row_and_others_are_rejected() -> None:
    content = line() + line(COLUMNS_58, GLOBALEVENTID="2") + line(COLUMNS_57, GLOBALEVENTID="3") + b"4\t20191024\tx\n"
    found, end = outcomes(content)
    assert [one.kind for one in found] == [Kind.KEPT] * 3 + [Kind.REJECTED]
    assert found[3].reason == "TAB-ROW-LENGTH"
    assert "3 cells, a whole one 57 or 58 or 61" in found[3].findings[0].message, "there is no header to speak of"
    assert end.read == 4
    mappings = [one.records[0]["provenance"]["mapping"] for one in found[:3]]
    assert mappings == ["gdelt-61", "gdelt-58", "gdelt-57"]
    assert exported([one.records[0] for one in found[:3]])[0] == content.rsplit(b"4\t2019", 1)[0]


@pytest.mark.parametrize("bad", [b"4\t20191024\tcut off\n", b"a line of something else\n", line(SQLDATE="not a day")])
def test_a_bad_first_row_is_rejected_and_the_file_is_gdelts_all_the_same(bad: bytes, tmp_path: Path) -> None:
    good = [line(GLOBALEVENTID=str(number)) for number in (5, 6, 7)]
    (tmp_path / "export.CSV").write_bytes(bad + b"".join(good))
    with pytest.warns(eventx.RejectedUnits, match="1 unit was rejected"):
        ledger = eventx.convert(tmp_path / "export.CSV", tmp_path / "out.ndjson")
    assert (ledger.inputs[0].importer, ledger.inputs[0].kept, ledger.inputs[0].rejected) == ("gdelt", 3, 1)
    (told,) = [one for one in ledger.details() if one["kind"] == "rejected"]
    assert told["position"]["row"] == 1


@pytest.mark.parametrize("wrong", ["xx", "900000001.0", "9,000", "gdelt:900000001"])
def test_a_row_whose_id_is_no_number_is_rejected_in_every_way_of_reading(wrong: str, tmp_path: Path) -> None:
    rows = [line(GLOBALEVENTID=str(number), NumMentions=str(number)) for number in range(10, 60)]
    rows[30] = line(GLOBALEVENTID=wrong)
    (tmp_path / "export.CSV").write_bytes(b"".join(rows))
    with pytest.warns(eventx.RejectedUnits, match="TAB-ID 1"):
        ledger = eventx.convert(tmp_path / "export.CSV", tmp_path / "out.ndjson")
    assert (ledger.inputs[0].kept, ledger.inputs[0].rejected) == (49, 1)
    by_rows, _ = outcomes(b"".join(rows))
    assert [one.kind for one in by_rows] == [Kind.KEPT] * 30 + [Kind.REJECTED] + [Kind.KEPT] * 19
    assert f"GLOBALEVENTID {wrong!r} is no whole number" in by_rows[30].findings[0].message


def test_a_row_made_from_another_sources_record_keeps_that_ones_id() -> None:
    assert one(GLOBALEVENTID="acled:ETH10")["id"] == "acled:ETH10"


def test_a_byte_order_mark_is_no_part_of_the_first_id() -> None:
    ((kept,), _) = outcomes(b"\xef\xbb\xbf" + line(GLOBALEVENTID="5"))
    assert [one["id"] for one in kept.records] == ["gdelt:5"]


def test_a_row_that_cannot_have_a_day_is_rejected() -> None:
    ((refused,), _) = outcomes(line(SQLDATE="20191399"))
    assert (refused.kind, refused.reason) == (Kind.REJECTED, "TAB-DATE")


def test_quotes_are_letters() -> None:
    name = 'A "quoted, place'
    assert one(ActionGeo_FullName=name)["place"]["name"] == name


def test_rows_of_json_are_read_as_bigquery_saves_them() -> None:
    whole = {name: int(cell) if cell.isdigit() else cell for name, cell in ROW.items() if cell}  # what is NULL is left out
    content = b"\n".join(orjson.dumps(whole | {"GLOBALEVENTID": number}) for number in (900000001, 900000002))
    claim = GdeltImporter().sniff(content, "bquxjob.json")
    assert claim is not None
    assert "JSON" in claim.reason
    first, second = imported(content)
    without = ("evidence", "gdelt:@columns")
    assert {name: value for name, value in first.items() if name not in without} == {
        name: value for name, value in one().items() if name not in without
    }
    assert second["id"] == "gdelt:900000002"
    assert GdeltImporter().sniff(b'[{"id": 1}]', "x.json") is None
    with pytest.raises(InputError, match="no rows with GDELT's names"):
        imported(b'[{"id": 1}]')


def test_a_table_with_a_header_is_read_by_its_names() -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([sorted(COLUMNS), [ROW[name] for name in sorted(COLUMNS)]])
    content = out.getvalue().encode()
    claim = GdeltImporter().sniff(content, "x.csv")
    assert claim is not None
    (record,) = imported(content)
    assert {name: record[name] for name in ("id", "date", "place", "actors")} == {
        name: one()[name] for name in ("id", "date", "place", "actors")
    }


def test_it_claims_gdelts_rows_and_nothing_else() -> None:
    importer = GdeltImporter()
    for columns in (COLUMNS, COLUMNS_58, COLUMNS_57):
        claim = importer.sniff(line(columns), "x.csv")
        assert claim is not None
    assert importer.sniff(b"\t".join([b"x"] * 61) + b"\n", "x.CSV") is None
    assert importer.sniff(b"id,SQLDATE\n1,2\n", "x.csv") is None


CELL = st.sampled_from(
    [
        "",
        " ",
        "0",
        "1",
        "4",
        "010",
        "---",
        "X",
        "UP",
        "UKR",
        "REB ",
        "EDU",
        "48.5",
        "-1",
        "19200101",
        "20200101",
        "http://a b",
        "?",
    ]
)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\x85"), max_size=8)


def test_a_first_row_without_a_day_that_there_is_does_not_keep_the_others_from_being_read() -> None:
    found, end = outcomes(line(COLUMNS, GLOBALEVENTID="1", SQLDATE="0") + line(COLUMNS, GLOBALEVENTID="2"))
    assert end.read == len(found) == 2


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([COLUMNS, COLUMNS_58, COLUMNS_57]),
            st.dictionaries(st.sampled_from(COLUMNS[1:]), CELL | TEXT, max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_kept_comes_back_to_the_byte(rows: list[tuple[tuple[str, ...], dict[str, str]]]) -> None:
    lines = [line(columns, **changed, GLOBALEVENTID=str(number)) for number, (columns, changed) in enumerate(rows, start=1)]
    found, end = outcomes(b"".join(lines))
    assert end.read == len(lines) == len(found)
    kept = [number for number, one in enumerate(found) if one.kind is Kind.KEPT]
    records = [orjson.loads(orjson.dumps(found[number].records[0])) for number in kept]
    validator = Validator()
    for record in records:
        assert not [each for each in validator.check(record, found[0].position) if each.rule < "EVX100"]
    assert exported(records)[0] == b"".join(lines[number] for number in kept)


def event(**members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": "news:1", "status": "reported", "type": "abduction", **members}


def test_events_of_others_lose_what_gdelt_has_no_column_for() -> None:
    content, losses = exported(
        [
            event(
                date={"start": "2026-02-01", "end": "2026-02-28", "precision": "month"},
                tolls=[{"measure": "killed", "who": "all", "best": 1}],
                notes="x",
            )
        ]
    )
    row = dict(zip(COLUMNS, content.decode().rstrip("\n").split("\t"), strict=True))
    assert (row["EventCode"], row["EventRootCode"], row["SQLDATE"]) == ("181", "18", "")
    assert {"GDELT-DATE", "GDELT-TOLLS", "GDELT-OTHER"} <= set(losses.counts)


@pytest.mark.parametrize("date", [{"start": "2026-02-01", "end": "2026-02-01", "precision": "day"}, {"precision": "unknown"}])
def test_a_file_made_of_events_of_others_is_read_in_gdelts_layout_and_under_their_ids(date: dict[str, Any]) -> None:
    content, _ = exported([event(date=date), event(id="news:2", date=date)])
    assert GdeltImporter().sniff(content, "x.export.csv") is not None
    found = imported(content + line(GLOBALEVENTID="3"))
    assert [record["id"] for record in found] == ["news:1", "news:2", "gdelt:3"]
    # What GDELT's terms and its machine's confidence are about is only its own row.
    assert [[name in one for name in ("rights", "dataset")] for one in ({**r, **r["provenance"]} for r in found)] == [
        *[[False, False]] * 2,
        [True, True],
    ]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"kind": "campaign"}, "GDELT-CAMPAIGN"),
        ({"type": "other"}, "GDELT-NO-CODE"),
        ({"status": "denied"}, "GDELT-NOT-HAPPENED"),
    ],
)
def test_what_is_no_row_is_left_out_and_counted(members: dict[str, Any], code: str) -> None:
    content, losses = exported([event(**members)])
    assert (content, losses.left_out) == (b"", {code: 1})


def test_a_tab_behind_every_row_is_no_column() -> None:
    content = b"".join(one.rstrip(b"\n") + b"\t\n" for one in (line(GLOBALEVENTID="1"), line(GLOBALEVENTID="2")))
    assert GdeltImporter().sniff(content, "x.export.CSV") is not None
    assert [one["id"] for one in imported(content)] == ["gdelt:1", "gdelt:2"]
