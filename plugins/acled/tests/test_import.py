"""What an ACLED row means as a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from acled_rows import COLUMNS, ROW, cells, findings, imported, one, outcomes, table

import eventx
from eventx.errors import InputError, UsageError
from eventx.report import Kind, Outcome, Severity
from eventx_acled import AcledImporter


def the_rejected(*rows: list[str]) -> list[Outcome]:
    found, end = outcomes(table(*rows))
    assert end.read == len(found) == len(rows)
    return [outcome for outcome in found if outcome.kind is Kind.REJECTED]


def test_zero_fatalities_stay_none_or_unknown_and_blank_is_no_claim() -> None:
    assert one(fatalities="0")["tolls"] == [{"measure": "killed", "who": "all", "state": "none-or-unknown"}]
    assert one(fatalities="3")["tolls"] == [{"measure": "killed", "who": "all", "best": 3}]
    assert "tolls" not in one(fatalities="")


def test_actors_have_no_direction_but_in_violence_against_civilians() -> None:
    assert [(actor["side"], actor["role"]) for actor in one()["actors"]] == [("a", "not-stated"), ("b", "not-stated")]
    attack = one(event_type="Violence against civilians", sub_event_type="Attack", inter2="Civilians")
    assert [(actor["side"], actor["role"]) for actor in attack["actors"]] == [("a", "initiator"), ("b", "target")]
    assert attack["type"] == "attack-on-civilians"


def test_an_actor_that_is_not_there_is_not_made_up() -> None:
    (only,) = one(actor2="", inter2="", assoc_actor_2="", interaction="State forces only")["actors"]
    assert only["side"] == "a"
    (only,) = one(actor1="", inter1="", assoc_actor_1="")["actors"]
    assert only["side"] == "b"


@pytest.mark.parametrize("inter", ["Rebel group", "2", "Rebel Forces"])
def test_actor_types_are_read_in_words_numbers_and_older_labels(inter: str) -> None:
    actor = one(inter2=inter)["actors"][1]
    assert actor["type"] == "rebel-group"
    assert actor["codes"] == [{"system": "acled-inter", "code": "Rebel group", "basis": "source"}]
    assert not findings(inter2=inter)


@pytest.mark.parametrize(
    ("cell", "precision", "start", "end"),
    [
        ("1", "day", "2026-02-28", "2026-02-28"),
        ("2", "week", "2026-02-25", "2026-03-03"),
        ("3", "month", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_representative_day_becomes_the_time_it_stands_for(cell: str, precision: str, start: str, end: str) -> None:
    date = one(time_precision=cell)["date"]
    assert date == {"start": start, "end": end, "precision": precision, "basis": "source"}


def test_a_blank_date_is_told_and_the_event_kept() -> None:
    (told,) = findings(event_date="")
    assert (told.rule, told.severity, told.position.column) == ("TAB-DATE", Severity.WARNING, COLUMNS.index("event_date") + 1)
    assert "date" not in one(event_date="", year="")


@pytest.mark.parametrize("cell", ["", "7"])
def test_a_day_without_its_precision_stays_words(cell: str) -> None:
    record = one(time_precision=cell)
    assert record["date"] == {"precision": "unknown", "text": "2026-02-28", "basis": "source"}
    assert [found.rule for found in findings(time_precision=cell)] == ["TAB-CODE"]


@pytest.mark.parametrize("cell", ["2026-02-28", "28 February 2026", "28 Feb 2026", "28-Feb-2026", "28 february 2026"])
def test_dates_are_read_in_the_forms_acled_has_had(cell: str) -> None:
    assert one(event_date=cell)["date"]["start"] == "2026-02-28"
    assert not findings(event_date=cell)


def test_a_year_of_two_digits_is_told() -> None:
    (found,) = findings(event_date="28-Feb-26")
    assert (found.rule, found.severity, found.position.column) == ("TAB-TWO-DIGIT-YEAR", Severity.WARNING, 2)
    assert one(event_date="28-Feb-26")["date"]["start"] == "2026-02-28"


@pytest.mark.parametrize("cell", ["2026-02-30", "yesterday", "450", "2026-02", "February 2026", "28 Nemo 2026", "1772236800000"])
def test_a_date_that_would_have_to_be_guessed_is_rejected_with_its_place(cell: str) -> None:
    (rejected,) = the_rejected(cells(event_id_cnty="A1"), cells(event_id_cnty="A2", event_date=cell))
    (found,) = [finding for finding in rejected.findings if finding.severity is Severity.ERROR]
    assert (rejected.reason, found.value) == ("TAB-DATE", cell)
    # The notes of a row hold a line break, so the second row begins in line 4.
    assert (found.position.row, found.position.line, found.position.column) == (2, 4, 2)
    assert ("milliseconds since 1970" in found.message) == (len(cell) == 13 and cell.isdigit())


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("event_id_cnty", "", "TAB-ID"), ("event_id_cnty", "  ", "TAB-ID"), ("event_id_cnty", "A\nB", "TAB-ID"),
        ("fatalities", "many", "TAB-NUMBER"), ("fatalities", "-1", "TAB-NUMBER"), ("fatalities", "3.5", "TAB-NUMBER"),
        ("fatalities", "١", "TAB-NUMBER"), ("latitude", "91", "TAB-NUMBER"), ("latitude", "8,590,000", "TAB-NUMBER"),
            ("latitude", "98,59", "TAB-NUMBER"),
        ("longitude", "north", "TAB-NUMBER"), ("longitude", "1e2", "TAB-NUMBER"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_rejects_the_row(column: str, cell: str, rule: str) -> None:
    (rejected,) = the_rejected(cells(**{column: cell}))
    assert (rejected.reason, rejected.records) == (rule, ())
    assert rejected.findings[0].position.column == COLUMNS.index(column) + 1


def test_unknown_codes_are_told_and_not_replaced() -> None:
    record = one(sub_event_type="Skirmish", geo_precision="9")
    assert record["type"] == "battle"
    assert "precision" not in record["place"]
    assert record["acled:sub_event_type"] == "Skirmish"
    assert {found.rule for found in findings(sub_event_type="Skirmish", geo_precision="9")} == {"TAB-CODE"}
    assert "type" not in one(event_type="Brawls", sub_event_type="Skirmish")


@pytest.mark.parametrize(
    ("column", "cell"), [("year", "2019"), ("event_type", "Riots"), ("disorder_type", "Demonstrations"), ("region", "Europe"),
                         ("iso", "404"), ("interaction", "State forces only")],
)  # fmt: skip
def test_columns_that_contradict_each_other_are_told_once_and_kept(column: str, cell: str) -> None:
    (found,) = findings(**{column: cell})
    assert (found.rule, found.severity) == ("TAB-DIFFERS", Severity.WARNING)
    assert found.value == cell
    assert cell in found.message


def test_a_number_with_too_many_digits_is_called_that_and_the_row_by_its_id() -> None:
    (rejected,) = the_rejected(cells(event_id_cnty="AAA1", fatalities="10000000000000000000"))
    (found,) = rejected.findings
    assert found.message == "fatalities is a number of 20 digits, and no number here has more than 15"
    assert found.record == "acled:AAA1"


@pytest.mark.parametrize(("column", "cell", "rule"), [("timestamp", "1.77E+09", "TAB-NUMBER"), ("iso", "none", "TAB-CODE")])
def test_what_no_event_hangs_on_is_told_and_kept(column: str, cell: str, rule: str) -> None:
    (found,) = findings(**{column: cell})
    assert (found.rule, found.severity, found.value) == (rule, Severity.WARNING, cell)
    assert one(**{column: cell})[f"acled:{column}"] == cell


def test_half_a_point_is_no_point() -> None:
    record = one(longitude="")
    assert "point" not in record["place"]
    assert record["acled:latitude"] == "8.5900"
    assert [found.rule for found in findings(longitude="")] == ["TAB-HALF-POINT"]


def test_a_country_keeps_its_system() -> None:
    country = one(iso="4", country="Afghanistan", region="Caucasus and Central Asia")["place"]["country"]
    assert country == {
        "name": "Afghanistan",
        "codes": [
            {"system": "iso3166-1-numeric", "code": "004", "basis": "source"},
            {"system": "iso3166-1-alpha3", "code": "AFG", "basis": "crosswalk"},
        ],
    }


def test_a_time_stamp_is_not_an_event_time() -> None:
    record = one()
    assert record["acled:timestamp"] == 1772300000
    assert "2026-02-28" in str(record["date"])


def test_the_terms_travel_with_the_record_unless_it_is_not_acleds() -> None:
    assert one()["rights"]["redistribution"] == "no-redistribution"
    (record,) = imported(table(cells()), terms="unstated")
    assert "rights" not in record
    assert "dataset" not in record["provenance"]


def test_each_row_of_a_table_of_several_sources_has_the_terms_of_its_own() -> None:
    content = table(*[cells(event_id_cnty=name) for name in ("A1", "ucdp:17", "rferl:3f2a:9c", "A2")])
    for rows in (content, table(cells(event_id_cnty="ucdp:17"), cells())):
        for record in imported(rows):
            own = record["id"].startswith("acled:")
            assert ("rights" in record, "dataset" in record["provenance"], "method" in record["provenance"]) == (own, own, own)
    found, end = outcomes(content)
    assert not [one for each in found for one in each.findings]
    (told,) = end.findings  # once, where the first stands
    assert (told.rule, told.position.row, told.position.column, told.record) == ("TAB-OTHERS", 2, 1, "ucdp:17")
    assert told.message.startswith("2 rows are other sources' events: none of ACLED's terms are claimed for them")


def test_the_day_of_access_is_what_the_user_says_and_no_row_carries_it(tmp_path: Path) -> None:
    (record,) = imported(table(cells()), retrieved="2026-03-09")
    assert record["provenance"]["retrieved"] == "2026-03-09"
    with pytest.raises(UsageError, match="retrieved=9 March: must be a day"):
        imported(table(cells()), retrieved="9 March")
    (tmp_path / "t.csv").write_bytes(table(cells()))
    for options, lost in (({}, {}), ({"retrieved": "2026-03-09"}, {"ACLED-PROVENANCE": 1})):
        ledger = eventx.convert(tmp_path / "t.csv", tmp_path / "o.acled.csv", read_options=options)
        assert dict(ledger.losses.counts) == lost


def test_lists_are_split_at_semicolons_only() -> None:
    record = one(assoc_actor_1="Army of A (2019-); Unit B, First", source="A, B and C; D", tags="crowd size=no report; x: y")
    assert record["actors"][0]["associates"] == ["Army of A (2019-)", "Unit B, First"]
    assert [source["name"] for source in record["sources"]] == ["A, B and C", "D"]
    assert record["tags"] == ["crowd size=no report", "x: y"]


def at(record: dict[str, Any], pointer: str) -> Any:
    found: Any = record
    for step in pointer.split("/")[1:]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def test_every_value_can_show_its_cell() -> None:
    (record,) = imported(table(cells(actor1="", inter1="", assoc_actor_1="")), evidence="cells")
    whole, *items = record["evidence"]
    assert whole == {"pointer": "", "cell": {"file": "t.csv", "row": 1, "line": 2}}
    shown = {item["pointer"]: item["cell"] for item in items}
    for pointer, cell in shown.items():
        at(record, pointer)
        assert cell["header"] == COLUMNS[cell["column"] - 1]
        assert cell["value"] == (ROW | {"actor1": ""})[cell["header"]]
    assert shown["/actors/0/name"]["value"] == "Free Front"
    assert shown["/type"]["header"] == "sub_event_type"
    assert shown["/date"]["header"] == "event_date"
    assert shown["/tolls"]["header"] == "fatalities"


def test_ragged_broken_and_blank_rows_are_accounted_for() -> None:
    good = table(cells())
    content = good + b"\r\n" + b"B1,2026-02-28\r\n" + table(cells(event_id_cnty="C1")).split(b"\r\n", 1)[1]
    found, end = outcomes(content)
    assert [outcome.kind.value for outcome in found] == ["kept", "withheld", "rejected", "kept"]
    assert end.read == 4
    assert found[2].reason == "TAB-ROW-LENGTH"


def test_a_file_that_is_cut_off_is_not_complete() -> None:
    _, end = outcomes(table(cells(), cells(event_id_cnty="A2"))[:-60])
    assert not end.complete


def test_a_monadic_export_is_counted_once() -> None:
    other = {"actor1": ROW["actor2"], "actor2": ROW["actor1"], "inter1": ROW["inter2"], "inter2": ROW["inter1"]}
    found, end = outcomes(table(cells(), cells(**other), cells(event_id_cnty="B1")))
    assert [one.kind for one in found] == [Kind.KEPT, Kind.MERGED, Kind.KEPT]
    assert (found[1].reason, end.read) == ("TAB-MONADIC", 3)


def test_the_same_row_twice_is_no_monadic_export() -> None:
    found, end = outcomes(table(cells(), cells(), cells(event_id_cnty="B1")))
    assert [one.kind for one in found] == [Kind.KEPT, Kind.MERGED, Kind.KEPT]
    assert (found[1].reason, end.read) == ("TAB-SAME-ROW", 3)


def test_rows_of_one_id_that_differ_in_more_than_actors_are_not_merged() -> None:
    (rejected,) = the_rejected(cells(), cells(fatalities="9"))
    assert rejected.reason == "TAB-REPEATED-ID"
    (rejected,) = the_rejected(cells(), cells(actor1="A Third Group"))
    assert "monadic" in rejected.findings[0].advice


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            [name for name in COLUMNS if name not in ("event_id_cnty", "tags")],
            (
                "acled-31",
                "lacks event_id_cnty.",
            ),
        ),
        ([*COLUMNS, "notes"], ("'notes' twice",)),
    ],
)
def test_another_layout_is_refused_with_what_differs(header: list[str], words: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        outcomes(table(header=header))
    assert all(word in str(refused.value) for word in words)


def test_it_claims_acled_tables_and_nothing_else() -> None:
    importer = AcledImporter()
    claim = importer.sniff(table(cells()), "x.csv")
    assert claim is not None
    assert claim.score > 0.5
    assert importer.sniff(b"id,date,place\n1,2,3\n", "acled.csv") is None
    assert importer.sniff(b"Talk of event_date and fatalities, of event_id_cnty and more\n", "x.txt") is None


def test_the_windows_encoding_of_older_files_is_told_and_another_can_be_named() -> None:
    content = table(cells(location="Málaga"), cells(event_id_cnty="B1", location="Segú")).decode().encode("windows-1252")
    (first, second), _ = outcomes(content)
    assert [one.records[0]["place"]["name"] for one in (first, second)] == ["Málaga", "Segú"]
    (told,) = [one for one in first.findings if one.rule == "TAB-ENCODING"]
    assert (told.severity, told.position.line) == (Severity.WARNING, 2)
    assert "Málaga" in told.message
    assert not second.findings
    (record, _) = imported(content, encoding="windows-1251")
    assert record["place"]["name"] == "Mбlaga"
