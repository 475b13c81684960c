"""What a UCDP row means as a record."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from ucdp_rows import COLUMNS, COLUMNS_19, ROW, ROW_19, cells, exported, imported, one, outcomes, parsed, table, there_and_back

from eventx.ledger import Ledger
from eventx.reading import Reading
from eventx.report import Finding, Kind, Outcome, Severity
from eventx.testing import ImporterContract
from eventx_ucdp import UcdpImporter

SAMPLES = Path(__file__).parents[1] / "samples"
HXL = ["#date+year" if name == "year" else "#geo+lat" if name == "latitude" else "" for name in COLUMNS]


class TestContract(ImporterContract):
    importer = UcdpImporter
    samples = tuple(sorted(SAMPLES.glob("*.csv")))


def test_deaths_by_side_are_claims_beside_the_total() -> None:
    assert one()["tolls"] == [
        {"measure": "killed", "who": "side-a", "best": 1},
        {"measure": "killed", "who": "side-b", "best": 2},
        {"measure": "killed", "who": "civilians", "best": 0},
        {"measure": "killed", "who": "unspecified", "best": 0},
        {"measure": "killed", "who": "all", "low": 2, "best": 3, "high": 5},
    ]


def test_figures_that_are_not_known_are_told_in_one_note_and_are_no_zeros() -> None:
    ((outcome,), _) = outcomes(table(cells(deaths_a="n/a", low="NA")))
    (record,) = outcome.records
    assert {"measure": "killed", "who": "all", "best": 3, "high": 5} in record["tolls"]
    assert not [toll for toll in record["tolls"] if toll["who"] == "side-a"]
    (note,) = [one for one in outcome.findings if one.rule == "TAB-UNKNOWN"]
    assert note.severity is Severity.NOTE
    assert note.message == "deaths_a 'n/a', low 'NA': not known, so the record has no such figure, which is not 0"


def test_a_dot_of_stata_names_no_district_and_no_source() -> None:
    names = ("adm_1", "adm_2", "source_article", "source_office", "source_date", "source_headline", "deaths_a")
    dotted = dict.fromkeys(names, ".")
    content = table(cells(**dotted))
    (record,) = imported(content)
    assert not {"admin1", "admin2"} & record["place"].keys()
    assert all("." not in source.values() for source in record.get("sources", ()))
    assert not [toll for toll in record["tolls"] if toll["who"] == "side-a"]
    assert there_and_back(content) == parsed(content)


def test_a_blank_is_no_zero_and_a_best_of_zero_stays() -> None:
    record = one(deaths_a="", deaths_b="", deaths_civilians="", deaths_unknown="", best="0", high="4", low="0")
    assert record["tolls"] == [{"measure": "killed", "who": "all", "low": 0, "best": 0, "high": 4}]
    assert "tolls" not in one(
        **dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"), "")
    )


def test_deaths_that_do_not_add_up_are_told_and_kept() -> None:
    ((outcome,), _) = outcomes(table(cells(best="7", high="9")))
    assert [(found.rule, found.severity) for found in outcome.findings] == [("UCDP-SUM", Severity.WARNING)]
    assert outcome.records[0]["tolls"][-1]["best"] == 7


@pytest.mark.parametrize(
    ("cell", "first", "second", "kind"),
    [
        ("1", ("not-stated", "state-forces"), ("not-stated", "rebel-group"), "political-violence"),
        ("3", ("initiator", "state-forces"), ("target", "civilians"), "violence-against-civilians"),
    ],
)
def test_the_type_of_violence_says_who_acts(cell: str, first: tuple[str, str], second: tuple[str, str], kind: str) -> None:
    record = one(type_of_violence=cell)
    assert [(actor["role"], actor["type"]) for actor in record["actors"]] == [first, second]
    assert (record["type"], record["codes"]) == (kind, [{"system": "ucdp", "code": cell, "basis": "source"}])


def test_groups_that_fight_each_other_are_no_state() -> None:
    record = one(type_of_violence="2", gwnoa="", side_a="Group A")
    assert [actor["type"] for actor in record["actors"]] == ["armed-group", "armed-group"]
    assert "country" not in record["actors"][0]


@pytest.mark.parametrize("cell", ["4.11E+11", "4,11e+11", "4E+11", "209980.0", "209,980", "n/k"])
def test_an_id_that_is_no_whole_number_is_none(cell: str) -> None:
    ((refused,), _) = outcomes(table(cells(id=cell)))
    assert (refused.kind, refused.reason) == (Kind.REJECTED, "TAB-ID")


def test_a_row_made_from_another_sources_record_keeps_that_ones_id() -> None:
    assert one(id="acled:ETH10")["id"] == "acled:ETH10"


@pytest.mark.parametrize(
    ("cell", "precision", "end"),
    [
        ("1", "day", "2025-03-01"), ("2", "days", "2025-03-04"), ("3", "week", "2025-03-07"), ("4", "month", "2025-03-28"),
        ("5", "year", "2025-12-31"),
    ],
)  # fmt: skip
def test_dates_are_intervals_with_their_precision(cell: str, precision: str, end: str) -> None:
    date = one(date_prec=cell, date_end=end)["date"]
    assert date == {"start": "2025-03-01", "end": end, "precision": precision, "basis": "source"}


def test_an_end_before_the_start_is_rejected_and_a_missing_precision_leaves_words() -> None:
    ((refused,), _) = outcomes(table(cells(date_end="2025-02-01")))
    assert (refused.kind, refused.reason) == (Kind.REJECTED, "TAB-DATE")
    assert one(date_prec="")["date"] == {
        "precision": "unknown", "text": "2025-03-01 00:00:00.000 to 2025-03-01 00:00:00.000", "basis": "source",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "precision"),
    [
        ("1", "exact"), ("2", "near-settlement"), ("3", "admin2"), ("4", "admin1"), ("5", "line-or-area"), ("6", "country"),
        ("7", "international"),
    ],
)  # fmt: skip
def test_places_keep_their_precision(cell: str, precision: str) -> None:
    assert one(where_prec=cell)["place"]["precision"] == precision


def test_a_place_has_its_country_in_two_systems_and_the_words_of_the_report() -> None:
    place = one()["place"]
    assert place["country"]["codes"] == [
        {"system": "gwno", "code": "775", "basis": "source"},
        {"system": "iso3166-1-alpha3", "code": "MMR", "basis": "crosswalk"},
    ]
    assert (place["name"], place["text"]) == ("Town X", "on the road north of Town X")


def test_a_country_without_a_number_we_know_keeps_what_it_has() -> None:
    country = one(country="Nowhere", country_id="999")["place"]["country"]
    assert country == {"name": "Nowhere", "codes": [{"system": "gwno", "code": "999", "basis": "source"}]}


def test_structured_reports_become_sources() -> None:
    assert one()["sources"] == [
        {"name": "Agency A", "published": "2025-03-02", "title": "Clash in the hills"},
        {"name": "Daily B", "published": "2025-03-03", "title": "Two, maybe three, dead"},
    ]


def test_free_text_of_older_rows_is_one_source_and_no_count() -> None:
    record = one(
        number_of_sources="-1", source_article='R, 1992-05-19: "X".', source_office="", source_date="", source_headline=""
    )
    assert record["sources"] == [{"title": 'R, 1992-05-19: "X".'}]
    assert not [name for name in record if name.startswith("ucdp:number")]


def test_what_has_no_member_travels() -> None:
    record = one(code_status="Check deaths", event_clarity="2")
    assert (record["ucdp:code_status"], record["ucdp:event_clarity"], record["ucdp:relid"]) == (
        "Check deaths",
        "2",
        "AAA-2025-1-123-4",
    )
    assert not [name for name in record if name in ("ucdp:year", "ucdp:geom_wkt", "ucdp:priogrid_gid")]


@pytest.mark.parametrize(("column", "cell"), [("year", "2019"), ("geom_wkt", "POINT (1 2)"), ("priogrid_gid", "5")])
def test_columns_that_follow_from_others_are_compared(column: str, cell: str) -> None:
    ((outcome,), _) = outcomes(table(cells(**{column: cell})))
    assert [found.rule for found in outcome.findings] == ["TAB-DIFFERS"]
    assert there_and_back(table(cells(**{column: cell})))[1] == cells(**{column: cell})


def test_the_grid_cell_is_that_of_the_real_rows() -> None:
    found, _ = outcomes((SAMPLES / "ged191_cutout.csv").read_bytes())
    assert len(found) == 24
    assert not [finding for one in found for finding in one.findings if finding.rule == "TAB-DIFFERS"]


API = ROW | {
    "id": 500001, "year": 2025, "active_year": True, "type_of_violence": 1, "latitude": 23.69, "longitude": 98.77, "best": 3,
    "gwnob": None, "date_start": "2025-03-01T00:00:00", "date_end": "2025-03-01T00:00:00",
}  # fmt: skip
TABLES = {
    "26.1": table(cells(), cells(id="500002", code_status="Check dyad")),
    "19.1": table(list(ROW_19.values()), header=COLUMNS_19),
    "bom and semicolons": b"\xef\xbb\xbf" + table(cells(), delimiter=";"),
    "an HXL row": table(HXL, cells()),
    "an HXL row and iso3": table([*HXL, "#country+code"], [*cells(), "MMR"], header=[*COLUMNS, "iso3"]),
    "older names": table(cells(), header=[name + "_est" if name in ("best", "high", "low") else name for name in COLUMNS]),
    "upper case": table(cells(), header=[name.upper() for name in COLUMNS]),
    "R": table(["1", *cells(gwnob="NA")], header=["", *COLUMNS]),
    "true and false": table(cells(active_year="True")),
    "plain dates": table(cells(date_start="2025-03-01", date_end="2025-03-01")),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_every_vintage_is_accounted_for_and_comes_back(name: str) -> None:
    content = TABLES[name]
    found, end = outcomes(content)
    delimiter = ";" if "semicolons" in name else ","
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert end.read == len(found) == len(rows) - 1
    assert {one.kind for one in found} <= {Kind.KEPT, Kind.WITHHELD}, [one.message for one in found]
    assert [one.reason for one in found if one.kind is Kind.WITHHELD] == (["hxl"] if "HXL" in name else [])
    assert there_and_back(content) == rows
    assert UcdpImporter().sniff(content.removeprefix(b"\xef\xbb\xbf"), "x.csv") is not None


def test_a_candidate_file_without_a_header_is_read_by_width_and_content() -> None:
    content = table(cells(), header=cells(id="500000"))
    found, end = outcomes(content)
    assert ([one.kind for one in found], end.read) == ([Kind.KEPT, Kind.KEPT], 2)
    assert found[0].findings[0].rule == "TAB-NO-HEADER"
    assert parsed(content)[0] == there_and_back(content)[1]
    assert UcdpImporter().sniff(content, "x.csv") is not None


def test_an_answer_of_the_api_is_the_same_events() -> None:
    answer = {"TotalCount": 2, "TotalPages": 1, "PreviousPageUrl": "", "NextPageUrl": None, "Result": [API, API | {"id": 500002}]}
    content = json.dumps(answer).encode()
    first, _ = imported(content)
    assert {name: first[name] for name in ("id", "date", "place", "tolls", "actors")} == {
        name: one()[name] for name in ("id", "date", "place", "tolls", "actors")
    }
    ((told, *_), _) = outcomes(json.dumps(answer | {"NextPageUrl": "https://x.example/?page=2"}).encode())
    assert "TAB-PAGE" in {finding.rule for finding in told.findings}
    assert UcdpImporter().sniff(content, "x.json") is not None


def test_rights_are_ucdps_unless_the_table_is_not() -> None:
    assert one()["rights"]["licence"] == "CC-BY-4.0"
    (record,) = imported(table(cells()), terms="unstated")
    assert "rights" not in record


def test_release_and_day_of_access_are_what_the_user_says() -> None:
    (record,) = imported(table(cells()), release="26.1", retrieved="2026-03-09")
    assert record["provenance"]["dataset"] == {"name": "UCDP GED", "version": "26.1"}
    assert record["provenance"]["retrieved"] == "2026-03-09"
    assert "version" not in one()["provenance"]["dataset"]


def test_a_candidate_file_is_known_by_a_later_row_if_its_first_has_no_point() -> None:
    content = table(cells(id="2"), header=cells(geom_wkt="", latitude="", longitude=""))
    assert UcdpImporter().sniff(content, "GEDEvent_v24_0_1.csv") is not None


def test_an_answer_of_the_api_without_rows_is_ucdps() -> None:
    assert UcdpImporter().sniff(b'{"TotalCount": 0, "TotalPages": 0, "NextPageUrl": "", "Result": []}', "answer.json") is not None


def test_the_line_that_tells_a_spreadsheet_its_separator_is_no_header() -> None:
    content = b"sep=;\n" + table(cells(), delimiter=";")
    assert UcdpImporter().sniff(content, "t.csv") is not None
    found, end = outcomes(content)
    assert end.read == len(found) == 1
    assert found[0].kind is Kind.KEPT


def test_each_number_of_the_dead_names_its_own_cell() -> None:
    content = table(cells(low="9", best="5", high="3", deaths_unknown=""))
    first = next(iter(UcdpImporter().read(io.BytesIO(content), name="ged.csv", evidence="cells")))
    assert isinstance(first, Outcome)
    (record,) = first.records
    stands = {each["pointer"]: each["cell"]["header"] for each in record["evidence"] if each["pointer"].startswith("/tolls")}
    assert stands == {
        "/tolls/0": "deaths_a", "/tolls/1": "deaths_b", "/tolls/2": "deaths_civilians",
        "/tolls/3/low": "low", "/tolls/3/best": "best", "/tolls/3/high": "high",
    }  # fmt: skip


def test_a_finding_about_the_total_points_at_it() -> None:
    found: list[Finding] = []
    content = io.BytesIO(table(cells(low="9", best="5", high="3")))
    ledger = Ledger("0")
    list(Reading((content,), ledger, source_format="ucdp", options={"evidence": "cells"}, on_finding=found.append))
    told = {(one.rule, COLUMNS[one.position.column - 1]) for one in found if one.position.column and one.rule.startswith("EVX3")}
    assert told == {("EVX301", "best"), ("EVX301", "high"), ("EVX312", "best")}


def test_dates_that_a_spreadsheet_turned_are_read_in_the_order_that_is_shown_or_asked_for() -> None:
    unclear = table(cells(date_start="5/6/2013", date_end="5/7/2013"))
    assert [one.reason for one in outcomes(unclear)[0]] == ["TAB-DATE-ORDER"]
    ((record,), (turned,)) = (imported(unclear, dates=order) for order in ("mdy", "dmy"))
    assert (record["date"]["start"], record["date"]["end"]) == ("2013-05-06", "2013-05-07")
    assert (turned["date"]["start"], turned["date"]["end"]) == ("2013-06-05", "2013-07-05")
    assert exported([record])[0][0]["date_start"] == "5/6/2013"
    shown = table(cells(date_start="5/6/2013", date_end="5/20/2013"))
    assert imported(shown)[0]["date"]["start"] == "2013-05-06"
