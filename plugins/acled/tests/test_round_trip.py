"""An ACLED table through eventx and back is the same table, cell by cell."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from acled_rows import COLUMNS, ROW, cells, exported, imported, one, outcomes, parsed, table, there_and_back
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventx.report import Kind, Position, Severity
from eventx.validator import Validator
from eventx.vocabulary import code_list, countries
from eventx_acled.layout import current

SAMPLE = (Path(__file__).parents[1] / "samples" / "every-code.csv").read_bytes()
KEPT_ODDITIES = [
    ("event_date", "16 May 2025"), ("event_date", "6 May 2025"), ("event_date", "16-May-25"), ("event_date", " 2025-05-16"),
    ("year", "2019"), ("year", ""), ("year", "2026.0"),
    ("time_precision", "2"), ("time_precision", "3"), ("time_precision", "4"), ("time_precision", ""), ("time_precision", "01"),
    ("disorder_type", "political violence"), ("disorder_type", ""), ("disorder_type", "Unrest"),
    ("event_type", "Riots"), ("event_type", ""), ("event_type", "battles"), ("event_type", "Battle"),
    ("sub_event_type", ""), ("sub_event_type", "ARMED CLASH"), ("sub_event_type", "Skirmish"), ("sub_event_type", "Other"),
    ("actor1", ""), ("actor1", " Force "), ("actor1", "A; B"), ("actor2", ""),
    ("assoc_actor_1", "A;B"), ("assoc_actor_1", "A; ;B"), ("assoc_actor_1", "; "), ("assoc_actor_1", "A ,B"),
    ("assoc_actor_2", "C"),
    ("inter1", "1"), ("inter1", "0"), ("inter1", "State Forces"), ("inter1", "9"), ("inter2", "0"), ("inter2", ""),
    ("interaction", "12"), ("interaction", "21"), ("interaction", ""), ("interaction", "State forces – Rebel group"),
    ("civilian_targeting", "Civilian targeting"), ("civilian_targeting", "Civilians targeted"), ("civilian_targeting", "yes"),
    ("iso", ""), ("iso", "0231"), ("iso", "4"), ("iso", "99999"), ("region", "East Africa"), ("region", ""),
    ("country", "Red Sea"), ("country", ""), ("country", "ethiopia"), ("country", "Kenya"),
    ("admin1", ""), ("admin2", " "), ("admin3", "Ward\n3"), ("location", ""),
    ("latitude", "8.59"), ("latitude", "8.590000"), ("latitude", "-0.0000"), ("latitude", ""), ("longitude", " "),
    ("latitude", "+8.5"),
    ("latitude", ".5"), ("latitude", "8."), ("latitude", "8.123456789012345678901234"), ("longitude", "0.00000001"),
    ("longitude", "180"), ("geo_precision", "2"), ("geo_precision", "3"), ("geo_precision", "5"), ("geo_precision", ""),
    ("source", ""), ("source", "A;B "), ("source_scale", ""), ("source_scale", "local"),
    ("notes", ""), ("notes", " leading and trailing "), ("notes", "=1+1"), ("notes", "a\rb"), ("notes", "\t"), ("notes", 'q"'),
    ("fatalities", "0"), ("fatalities", ""), ("fatalities", "007"), ("fatalities", "-0"), ("fatalities", " 3"),
    ("tags", ""), ("tags", "a=b;c: d"), ("timestamp", ""), ("timestamp", "1.77E+09"), ("iso", "NA"),
    ("timestamp", "01772300000"), ("event_id_cnty", " AAA1 "),
    ("event_id_cnty", "ÄÖÜ 1"),
]  # fmt: skip


def test_every_column_and_code_comes_back() -> None:
    rows = parsed(SAMPLE)
    assert tuple(rows[0]) == COLUMNS
    used = {name: {row[index] for row in rows[1:]} for index, name in enumerate(COLUMNS)}
    assert used["sub_event_type"] == set(code_list("acled-sub-event-types"))
    assert used["event_type"] == set(code_list("acled-event-types"))
    assert used["disorder_type"] == set(code_list("acled-disorder-types"))
    assert used["interaction"] == set(code_list("acled-interactions"))
    assert used["inter1"] == set(code_list("acled-inter"))
    assert used["region"] == {one.acled_region for one in countries().values() if one.acled_region}
    assert all(any(cell for cell in column) for column in used.values())
    assert there_and_back(SAMPLE) == rows


def test_a_table_as_the_codebook_has_it_leaves_no_raw_cells_in_the_records() -> None:
    for record in imported(SAMPLE):
        assert [member for member in record if ":" in member] == ["acled:timestamp"]


def test_nothing_is_found_wrong_with_a_table_as_the_codebook_has_it() -> None:
    kept, end = outcomes(SAMPLE)
    assert end.read == len(kept)
    assert [finding.message for outcome in kept for finding in outcome.findings] == []
    validator = Validator()
    for outcome in kept:
        errors = [found for found in validator.check(outcome.records[0], outcome.position) if found.severity is Severity.ERROR]
        assert errors == []


@pytest.mark.parametrize(("column", "cell"), KEPT_ODDITIES)
def test_an_odd_cell_comes_back(column: str, cell: str) -> None:
    content = table(cells(**{column: cell}))
    assert there_and_back(content) == parsed(content)


def test_every_country_comes_back_with_its_number_and_region() -> None:
    known = [country for country in countries().values() if country.acled_name]
    assert len(known) > 200
    rows = [
        cells(
            event_id_cnty=f"A{index}",
            iso=str(int(known_.numeric)) if known_.numeric else "",
            region=known_.acled_region,
            country=known_.acled_name,
        )
        for index, known_ in enumerate(known)
    ]
    content = table(*rows)
    assert there_and_back(content) == parsed(content)
    kept, _ = outcomes(content)
    assert not [finding.message for outcome in kept for finding in outcome.findings]


def odd_cells() -> st.SearchStrategy[str]:
    known = [cell for _, cell in KEPT_ODDITIES]
    text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
    return st.one_of(st.sampled_from(known), st.sampled_from(sorted(set(ROW.values()))), text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS[1:]), odd_cells(), max_size=6), min_size=1, max_size=4))
def test_whatever_is_kept_comes_back(changes: list[dict[str, str]]) -> None:
    rows = [cells(event_id_cnty=f"A{index}", **changed) for index, changed in enumerate(changes)]
    kept, end = outcomes(table(*rows))
    assert end.read == len(kept) == len(rows)
    validator = Validator()
    records: list[dict[str, Any]] = []
    expected: list[list[str]] = []
    for outcome, row in zip(kept, rows, strict=True):
        if outcome.kind is Kind.KEPT:
            (record,) = outcome.records
            assert not [found for found in validator.check(record, Position("t.csv")) if found.rule < "EVX100"]
            records.append(orjson.loads(orjson.dumps(record)))
            expected.append(row)
    written, _ = exported(records)
    assert [list(row.values()) for row in written] == expected


def test_columns_in_another_order_and_additional_ones_come_back() -> None:
    header = [*sorted(COLUMNS), "population_best", "My Column"]
    given_ = ROW | {"population_best": "", "My Column": " 12 "}
    content = table([given_[name] for name in header], header=header)
    assert there_and_back(content) == parsed(content)
    (record,) = imported(content)
    assert "acled:population_best" not in record
    assert record["acled:My Column"] == " 12 "


def test_a_cell_that_no_longer_says_what_the_record_says_is_not_given_back() -> None:
    record = one(latitude="8.59", event_date="16 May 2025", year="2025", inter1="1", interaction="12", fatalities="007")
    assert exported([record])[0][0]["latitude"] == "8.59"
    record["place"]["point"]["lat"] = 9.5
    record["date"] = {"start": "2025-05-17", "end": "2025-05-17", "precision": "day"}
    record["tolls"] = [{"measure": "killed", "who": "all", "best": 8}]
    ((row,), _) = exported([record])
    assert (row["latitude"], row["event_date"], row["fatalities"]) == ("9.5000", "2025-05-17", "8")
    assert row["inter1"] == "1"


def test_the_same_table_in_another_dialect_gives_the_same_records() -> None:
    again = b"\xef\xbb\xbf" + table(*parsed(SAMPLE)[1:], delimiter=";", lineterminator="\r\n")
    first = [{**record, "evidence": []} for record in imported(SAMPLE)]
    assert [{**record, "evidence": []} for record in imported(again)] == first


def test_the_layout_declares_each_column_once() -> None:
    from eventx.tabular.layout import columns_of

    declared = [name for part in (*current().parts, *current().derived) for name in columns_of(part)]
    assert sorted(declared) == sorted(COLUMNS)


def test_output_is_the_same_bytes_each_time() -> None:
    from eventx.report import Losses
    from eventx_acled import AcledExporter

    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        AcledExporter().write(imported(SAMPLE), out, Losses())
    assert outs[0].getvalue() == outs[1].getvalue()
