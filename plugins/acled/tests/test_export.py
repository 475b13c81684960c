"""What an ACLED row says of records from elsewhere, and what it is declared not to say."""

from __future__ import annotations

from typing import Any

import pytest
from acled_rows import ROW, exported, imported, one, table

from eventx.report import Losses
from eventx.vocabulary import code_list
from eventx_acled.layout import COLUMNS


def event(**members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": "news:1", "status": "reported", **members}


def row_of(**members: Any) -> tuple[dict[str, str], Losses]:
    rows, losses = exported([event(**members)])
    return rows[0], losses


def killed(**members: Any) -> dict[str, Any]:
    return {"measure": "killed", "who": "all", **members}


def soldiers(**members: Any) -> dict[str, Any]:
    return {"measure": "killed", "who": "group", "group": "soldiers", **members}


def actor(side: str, kind: str, role: str = "not-stated", name: str | None = None) -> dict[str, Any]:
    return {"name": name or kind, "role": role, "side": side, "type": kind}


@pytest.mark.parametrize(
    ("corrected", "written", "told"),
    [
        ("air-strike", ("Explosions/Remote violence", "Air/drone strike"), {"ACLED-TYPE-WIDER", "ACLED-CODES"}),
        ("battle", ("Battles", ""), {"ACLED-CODES"}),
        ("statement", ("Battles", "Armed clash"), {"ACLED-TYPE"}),
    ],
)
def test_a_corrected_type_is_written_and_the_old_code_declared(corrected: str, written: tuple[str, str], told: set[str]) -> None:
    record = one() | {"type": corrected}
    ((row,), losses) = exported([record])
    assert (row["event_type"], row["sub_event_type"]) == written
    assert {*losses.counts} == told


def test_an_article_event_fills_the_columns_by_the_crosswalks() -> None:
    row, losses = row_of(
        type="drone-strike",
        date={"start": "2026-02-28", "end": "2026-02-28", "precision": "day"},
        place={
            "name": "Talas", "precision": "settlement", "point": {"lat": 42.5, "lon": 72.2},
            "country": {"name": "Kyrgyz Republic", "codes": [{"system": "iso3166-1-alpha2", "code": "KG"}]},
        },
        actors=[actor("a", "military", "initiator"), actor("b", "civilians", "target")],
        tolls=[killed(best=2)],
    )  # fmt: skip
    assert row["event_id_cnty"] == "news:1"
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2026-02-28", "2026", "1")
    assert (row["disorder_type"], row["event_type"]) == ("Political violence", "Explosions/Remote violence")
    assert row["sub_event_type"] == "Air/drone strike"
    assert (row["country"], row["iso"], row["region"]) == ("Kyrgyzstan", "417", "Caucasus and Central Asia")
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("State forces", "Civilians", "State forces-Civilians")
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("42.5000", "72.2000", "1")
    assert row["fatalities"] == "2"
    assert set(losses.counts) == {"ACLED-TYPE-WIDER", "ACLED-ACTOR-TYPE", "ACLED-DIRECTION", "ACLED-ID", "ACLED-COUNTRY"}
    (country,) = losses.examples["ACLED-COUNTRY"]
    assert (country.pointer, country.detail[:15]) == ("/place/country", "Kyrgyz Republic")


def test_interactions_follow_acleds_order_with_its_one_exception() -> None:
    civilians_first, _ = row_of(actors=[actor("a", "civilians"), actor("b", "external-forces")])
    assert civilians_first["interaction"] == "External/Other forces-Civilians"
    reverse, _ = row_of(actors=[actor("a", "rebel-group"), actor("b", "state-forces")])
    assert reverse["interaction"] == "State forces-Rebel group"
    alone, _ = row_of(actors=[actor("a", "protesters")])
    assert alone["interaction"] == "Protesters only"


def test_codes_written_are_acleds() -> None:
    from eventx.vocabulary import vocabulary

    for kind in vocabulary("event-types").terms:
        row, losses = row_of(type=kind)
        assert row["sub_event_type"] in {"", *code_list("acled-sub-event-types")}
        assert row["event_type"] in {"", *code_list("acled-event-types")}
        assert row["event_type"] or "ACLED-TYPE" in losses.counts
    for kind in vocabulary("actor-types").terms:
        row, losses = row_of(actors=[actor("a", kind)])
        assert row["inter1"] in code_list("acled-inter") or "ACLED-ACTOR-TYPE" in losses.counts


@pytest.mark.parametrize(
    ("tolls", "written", "code"),
    [
        ([], "0", "ACLED-TOLL-UNKNOWN"),
        ([killed(state="unknown")], "0", "ACLED-TOLL-UNKNOWN"),
        ([killed(state="none")], "0", "ACLED-TOLL-NONE"),
        ([killed(best=0)], "0", "ACLED-TOLL-NONE"),
        ([killed(state="none-or-unknown")], "0", None),
        ([killed(best=4)], "4", None),
        ([killed(low=4)], "4", "ACLED-TOLL-BOUNDS"),
        ([killed(low=2, best=4, high=9)], "4", "ACLED-TOLL-BOUNDS"),
        ([killed(high=9)], "0", "ACLED-TOLL-UNKNOWN"),
        ([killed(best=10, claimant="a"), killed(best=3, claimant="b")], "3", "ACLED-TOLL-CLAIMS"),
        ([killed(best=10, superseded=True), killed(best=12)], "12", None),
        ([killed(text="dozens")], "12", "ACLED-TOLL-WORDS"),
        ([killed(text="hundreds of people")], "100", "ACLED-TOLL-WORDS"),
        ([killed(text="several")], "3", "ACLED-TOLL-WORDS"),
        ([killed(best=5) | {"who": "civilians"}, killed(best=2) | {"who": "side-b"}], "5", "ACLED-TOLL-PART"),
        ([soldiers(best=40, claimant="a"), soldiers(best=12, claimant="b")], "12", "ACLED-TOLL-PART"),
        ([killed(best=9, claimant="a"), killed(best=0, claimant="b")], "9", "ACLED-TOLL-CLAIMS"),
        ([killed(best=0, claimant="a"), soldiers(best=9, claimant="b")], "9", "ACLED-TOLL-PART"),
        ([{"measure": "injured", "who": "all", "best": 7}], "0", "ACLED-TOLL-OTHER"),
    ],
)  # fmt: skip
def test_fatalities_are_chosen_by_the_stated_rule(tolls: list[dict[str, Any]], written: str, code: str | None) -> None:
    row, losses = row_of(**({"tolls": tolls} if tolls else {}))
    assert row["fatalities"] == written
    found = {name for name in losses.counts if name.startswith("ACLED-TOLL")}
    assert (code in found) if code else not found


def test_a_resolved_figure_wins() -> None:
    resolved = [{"measure": "killed", "who": "all", "best": 7, "rule": "ucdp-best"}]
    row, _ = row_of(tolls=[killed(best=3), killed(best=12)], resolved_tolls=resolved)
    assert row["fatalities"] == "7"


def test_a_campaign_is_no_row_and_its_toll_is_not_divided() -> None:
    campaign = event(kind="campaign", tolls=[killed(best=60)]) | {"id": "news:0"}
    parts = [event(relations=[{"type": "part-of", "target": "news:0"}]) | {"id": f"news:{n}"} for n in (1, 2)]
    rows, losses = exported([campaign, *parts])
    assert [row["fatalities"] for row in rows] == ["0", "0"]
    assert losses.left_out == {"ACLED-CAMPAIGN": 1}
    assert losses.counts["ACLED-TOLL-UNKNOWN"] == 2
    assert "news:0" in losses.examples["ACLED-TOLL-UNKNOWN"][0].detail


@pytest.mark.parametrize(
    ("members", "code"), [({"status": "denied"}, "ACLED-NOT-HAPPENED"), ({"status": "retracted"}, "ACLED-NOT-HAPPENED"),
                          ({"kind": "report"}, "ACLED-REPORT")],
)  # fmt: skip
def test_what_is_no_event_is_left_out_and_said_so(members: dict[str, str], code: str) -> None:
    rows, losses = exported([event(**members)])
    assert rows == []
    assert losses.left_out == {code: 1}


def test_reports_are_written_when_asked_for() -> None:
    rows, _ = exported([event(kind="report")], reports="write")
    assert len(rows) == 1


def test_an_unlocated_undated_event_has_blanks_not_zeros() -> None:
    row, losses = row_of()
    blank = {name for name, cell in row.items() if cell == ""}
    assert blank == set(COLUMNS) - {"event_id_cnty", "fatalities"}
    assert {"ACLED-DATE", "ACLED-NO-POINT", "ACLED-TYPE", "ACLED-TOLL-UNKNOWN"} <= set(losses.counts)


@pytest.mark.parametrize(
    ("date", "cells", "code"),
    [
        ({"start": "2026-03-02", "end": "2026-03-08", "precision": "week"}, ("2026-03-05", "2"), "ACLED-INTERVAL"),
        ({"start": "2026-03-01", "end": "2026-03-31", "precision": "month"}, ("2026-03-15", "3"), "ACLED-INTERVAL"),
        ({"start": "2026-03-02", "end": "2026-03-12", "precision": "month"}, ("2026-03-07", "3"), "ACLED-INTERVAL"),
        ({"start": "2026-03-23", "end": "2026-03-30", "precision": "month"}, ("2026-03-26", "3"), "ACLED-INTERVAL"),
        ({"start": "2026-03-10", "end": "2026-03-28", "precision": "month"}, ("2026-03-15", "3"), "ACLED-INTERVAL"),
        ({"start": "2026-03-01", "end": "2026-03-02", "precision": "days"}, ("2026-03-01", "2"), "ACLED-INTERVAL"),
        ({"start": "2026-01-01", "end": "2026-12-31", "precision": "year"}, ("", ""), "ACLED-DATE"),
        ({"precision": "unknown", "text": "lately"}, ("", ""), "ACLED-DATE"),
    ],
)
def test_vague_dates_are_written_as_acled_does_or_not_at_all(date: dict[str, str], cells: tuple[str, str], code: str) -> None:
    row, losses = row_of(date=date)
    assert (row["event_date"], row["time_precision"]) == cells
    assert losses.counts[code] == 1


def test_the_target_of_violence_against_civilians_is_the_second_actor() -> None:
    actors = [actor("a", "civilians", "target", "Villagers"), actor("b", "rebel-group", "initiator", "Front")]
    row, losses = row_of(type="attack-on-civilians", actors=actors)
    assert (row["actor1"], row["actor2"]) == ("Front", "Villagers")
    assert "ACLED-DIRECTION" not in losses.counts


def test_more_than_two_actors_are_said_to_be_lost() -> None:
    row, losses = row_of(actors=[{"name": name, "role": "participant"} for name in "ABC"])
    assert (row["actor1"], row["actor2"]) == ("A", "B")
    assert losses.examples["ACLED-ACTORS"][0].detail == "C"


def test_a_column_that_only_a_later_record_has_is_said_to_be_lost() -> None:
    plain = imported(table([*_row("A1")]))
    more = imported(table([*_row("A2"), "900"], header=[*COLUMNS, "population_best"]))
    rows, losses = exported([*plain, *more])
    assert len(rows) == 2
    assert losses.examples["ACLED-COLUMN"][0].detail == "population_best"


def _row(name: str) -> list[str]:
    from acled_rows import cells

    return cells(event_id_cnty=name)


def test_an_acled_table_loses_nothing() -> None:
    _, losses = exported(imported(table(_row("A1"))))
    assert not losses.counts


@pytest.mark.parametrize("name", ["acled:A1", "rferl:3f2a:9c", "ucdp:17", "acled:acled:A1"])
def test_a_row_is_read_back_under_the_id_of_its_record(name: str) -> None:
    (row,), _ = exported([event(id=name, date={"start": "2026-02-27", "end": "2026-02-27", "precision": "day"})])
    (again,) = imported(table([row[column] for column in COLUMNS]))
    assert again["id"] == name


def test_acleds_terms_on_a_record_with_anothers_id_are_lost_in_a_row() -> None:
    for name, lost in (("acled:A1", 0), ("ucdp:17", 1)):
        (record,) = imported(table(_row("A1")))
        _, losses = exported([record | {"id": name}])
        assert ("ACLED-PROVENANCE" in losses.counts) is bool(lost)


def test_what_is_written_can_be_read_and_written_again() -> None:
    import io

    from acled_rows import outcomes, parsed, there_and_back

    from eventx.conformance.probes import examples
    from eventx.report import Kind
    from eventx_acled import AcledExporter

    out = io.BytesIO()
    written = AcledExporter().write(iter(examples()), out, Losses())
    found, _ = outcomes(out.getvalue())
    assert [outcome.kind for outcome in found] == [Kind.KEPT] * written
    assert there_and_back(out.getvalue()) == parsed(out.getvalue())


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"tolls": [killed(best=3, claimant="police")]}, "/tolls/0/claimant"),
        ({"civilian_targeting": False}, "/civilian_targeting"),
        ({"language": "en"}, "/language"),
        ({"place": {"country": {"codes": [{"system": "gwno", "code": "345"}]}}}, "/place"),
        ({"actors": [{"role": "not-stated", "name": "A", "text": "the A", "side": "a"}]}, "/actors/0/text"),
    ],
)
def test_whatever_a_row_does_not_say_is_declared(members: dict[str, Any], pointer: str) -> None:
    _, losses = row_of(**members)
    assert pointer in {loss.pointer for loss in losses}


def test_an_edited_acled_record_declares_what_its_row_no_longer_says() -> None:
    (record,) = imported(table(list(ROW.values())))
    assert not exported([record])[1].counts
    record["date"] = {"start": "2024-01-01", "end": "2024-12-31", "precision": "year"}
    record["sources"][0]["url"] = "https://x.example/1"
    ((row,), losses) = exported([record])
    assert (row["event_date"], row["year"]) == ("", "")
    assert {"/date", "/sources/0/url"} <= {loss.pointer for loss in losses}


def test_a_contradicting_year_goes_with_the_date_it_contradicted() -> None:
    (record,) = imported(table(list((ROW | {"year": "2019"}).values())))
    assert exported([record])[0][0]["year"] == "2019"
    record["date"] = {"start": "2024-01-01", "end": "2024-01-01", "precision": "day"}
    assert exported([record])[0][0]["year"] == "2024"


@pytest.mark.parametrize(
    ("text", "figure", "code"),
    [
        ("soldiers from Germany", "0", "ACLED-TOLL-UNKNOWN"),
        ("hundreds of thousands", "0", "ACLED-TOLL-BEYOND"),
        ("thousands", "0", "ACLED-TOLL-BEYOND"),
        ("hundreds", "100", "ACLED-TOLL-WORDS"),
        ("Many were killed", "3", "ACLED-TOLL-WORDS"),
    ],
)
def test_numbers_in_words(text: str, figure: str, code: str) -> None:
    row, losses = row_of(tolls=[killed(text=text)])
    assert row["fatalities"] == figure
    assert code in losses.counts
