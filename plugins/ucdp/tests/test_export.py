"""UCDP-style rows: the same table from UCDP's own, and what others can and can't say in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ucdp_rows import COLUMNS, COLUMNS_19, ROW, cells, exported, imported, outcomes, parsed, table, there_and_back

from eventx.report import Kind
from eventx.testing import ExporterContract
from eventx_ucdp import UcdpExporter

SAMPLE = Path(__file__).parents[1] / "samples" / "ged191_cutout.csv"


def event(**members: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.0.0", "kind": "event", "id": "news:1", "status": "reported",
        "date": {"start": "2026-02-27", "end": "2026-02-28", "precision": "days"},
        "actors": [actor("state-forces", "Military Forces of X", "a"), actor("rebel-group", "Front", "b")],
        "tolls": [killed(best=4)], **members,
    }  # fmt: skip


def actor(kind: str, name: str, side: str) -> dict[str, Any]:
    return {"name": name, "role": "not-stated", "side": side, "type": kind}


def killed(**members: Any) -> dict[str, Any]:
    return {"measure": "killed", "who": "all", **members}


class TestContract(ExporterContract):
    exporter = UcdpExporter
    record = event()


def test_a_real_table_comes_back() -> None:
    assert there_and_back(SAMPLE.read_bytes()) == parsed(SAMPLE.read_bytes())


ODD = st.sampled_from(
    ["", " ", "0", "1", "3", "007", "2.0", "-1", "NA", "x", "2025-03-01", "1/3/2025", "POINT (98.77 23.69)", '"A,2025-01-01,b"']
)


CELL = ODD | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
CHANGES = st.lists(st.dictionaries(st.sampled_from(COLUMNS[1:]), CELL, max_size=6), min_size=1, max_size=3)


@settings(deadline=None, max_examples=150)
@given(CHANGES)
def test_whatever_is_kept_comes_back(changes: list[dict[str, str]]) -> None:
    rows = [cells(**change, id=str(number)) for number, change in enumerate(changes, start=1)]
    found, _ = outcomes(table(*rows))
    kept = [number for number, one in enumerate(found) if one.kind is Kind.KEPT]
    assert {one.kind for one in found} <= {Kind.KEPT, Kind.REJECTED}
    records = [orjson.loads(orjson.dumps(found[number].records[0])) for number in kept]
    again, _ = exported(records)
    assert [list(row.values()) for row in again] == [rows[number] for number in kept]


def test_one_layout_can_be_written_as_the_other() -> None:
    (old,), losses = exported(imported(table(cells())), layout="19.1")
    assert tuple(old) == COLUMNS_19
    assert (old["date_start"], old["best"], old["gwnoa"]) == ("2025-03-01", "3", "775")
    assert {loss.pointer for loss in losses.examples["UCDP-COLUMN"]} >= {"/ucdp:relid", "/ucdp:where_description"}
    (new, *_), _ = exported(imported(SAMPLE.read_bytes()), layout="26.1")
    assert tuple(new) == COLUMNS
    assert new["date_start"].endswith(" 00:00:00.000")


@pytest.mark.parametrize(
    ("actors", "code", "first"),
    [
        ([actor("rebel-group", "Front", "a"), actor("military", "Army", "b")], "1", "Army"),
        ([actor("state-forces", "Army", "a"), actor("police", "Police of Y", "b")], "1", "Army"),
        ([actor("rebel-group", "Front", "a"), actor("identity-militia", "Clan", "b")], "2", "Front"),
        ([actor("civilians", "Villagers", "b"), actor("armed-group", "Gunmen", "a")], "3", "Gunmen"),
        ([actor("external-forces", "Military Forces of Z", "a"), actor("rebel-group", "B", "b")], "1", "Military Forces of Z"),
        ([actor("external-forces", "Company Q", "a"), actor("rebel-group", "Front", "b")], "2", "Company Q"),
    ],
)  # fmt: skip
def test_the_type_of_violence_follows_from_the_actors(actors: list[dict[str, Any]], code: str, first: str) -> None:
    (row,), losses = exported([event(actors=actors)])
    assert (row["type_of_violence"], row["side_a"]) == (code, first)
    assert losses.counts["UCDP-VIOLENCE"] == 1
    if code == "3":
        assert row["side_b"] == "Civilians"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"tolls": []}, "UCDP-NOT-LETHAL"),
        ({"tolls": [killed(state="none-or-unknown")]}, "UCDP-NOT-LETHAL"),
        ({"actors": [actor("rioters", "Rioters (X)", "a"), actor("police", "Police", "b")]}, "UCDP-ACTORS"),
        ({"kind": "campaign"}, "UCDP-CAMPAIGN"),
        ({"kind": "report"}, "UCDP-REPORT"),
        ({"status": "denied"}, "UCDP-NOT-HAPPENED"),
    ],
)
def test_what_ucdp_does_not_record_is_left_out_and_counted(members: dict[str, Any], code: str) -> None:
    rows, losses = exported([event(**members)])
    assert (rows, losses.left_out) == ([], {code: 1})


@pytest.mark.parametrize("name", ["ucdp:1", "rferl:3f2a:9c"])
def test_a_row_is_read_back_under_the_id_of_its_record(name: str) -> None:
    (row,), _ = exported([event(id=name)])
    (again,) = imported(table([row[column] for column in COLUMNS]))
    assert again["id"] == name
    assert ("rights" in again) is name.startswith("ucdp:")  # UCDP's terms are not those of other sources' events


def test_claims_side_by_side_give_bounds_and_no_best() -> None:
    (row,), losses = exported([event(tolls=[killed(best=10, claimant="police"), killed(low=24, high=40, claimant="rebels")])])
    assert (row["low"], row["best"], row["high"]) == ("10", "", "40")
    assert {"UCDP-NO-BEST", "UCDP-TOLL"} <= set(losses.counts)


def test_unknown_stays_blank() -> None:
    (row,), losses = exported([event()])
    blank = [
        name
        for name in ("latitude", "longitude", "geom_wkt", "priogrid_gid", "country_id", "where_prec", "deaths_a")
        if row[name]
    ]
    assert not blank
    assert "UCDP-NO-POINT" in losses.counts


def test_an_edited_row_declares_what_it_no_longer_says() -> None:
    (record,) = imported(table(list(ROW.values())))
    record["tolls"].append({"measure": "injured", "who": "all", "best": 7})
    _, losses = exported([record])
    assert [(loss.code, loss.pointer) for loss in losses] == [("UCDP-OTHER", "/tolls/5")]


def test_what_acled_says_besides_is_counted_by_what_it_is() -> None:
    sides = [{**actor("state-forces", "Army", "a"), "associates": ["Police"]}, actor("rebel-group", "Front", "b")]
    place = {"admin3": "Ward", "point": {"lat": 8.59, "lon": 39.85}, "precision": "settlement"}
    sources = [{"name": "A", "scale": "National"}]
    _, losses = exported([event(actors=sides, notes="Words.", tags=["x"], sources=sources, place=place)])
    assert {"UCDP-NOTES", "UCDP-ASSOCIATES", "UCDP-SOURCE", "UCDP-PLACE"} <= set(losses.counts)
    assert "UCDP-OTHER" not in losses.counts
