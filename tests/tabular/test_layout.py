"""A layout declared once reads rows and writes them, and what it can't say travels."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventx.errors import InputError
from eventx.report import End, Kind, Outcome
from eventx.tabular.header_fit import COLUMNS, best_fit, fit
from eventx.tabular.layout import (
    Coded,
    Codes,
    Count,
    Day,
    Decimal,
    Flag,
    Identifier,
    Layout,
    Lookup,
    Text,
    Texts,
    Whole,
    Year,
    columns_of,
)
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import TableReader
from eventx.tabular.rows import RowReader, RowWriter, fit_for

PRECISION = Codes("precision", {"1": "settlement", "2": "admin1"}, {"settlement": "1", "admin1": "2"}, {"one": "1"})
LAYOUT = Layout(
    name="made-up",
    prefix="mu",
    columns=("id", "when", "exactly", "year", "town", "zone", "level", "dead", "said", "who", "share", "size", "aim"),
    parts=(
        Identifier("id", "mu"),
        Day(
            "when", "exactly", "date", spans={"d": "day", "w": "week", "m": "month"}, back={"day": "d", "week": "w", "month": "m"}
        ),
        Text("town", "place.name"),
        Coded("level", "place.precision", PRECISION),
        Count("dead", "killed", "all"),
        Text("said", "notes", verbatim=True),
        Texts("who", "tags", separator="|", joint=" | "),
        Decimal("share", "mu:share", 0, 1, decimals=2),
        Whole("size", "mu:size", lowest=0),
        Flag("aim", "civilian_targeting", ("yes", "y")),
    ),
    derived=(Year("year", "when"), Lookup("zone", "town", {"Talas": "north"})),
)
GIVEN = ("A1", "2026-03-04", "d", "2026", "Talas", "north", "1", "3", "text", "a | b", "0.50", "12", "yes")


def table(*rows: tuple[str, ...], header: tuple[str, ...] = LAYOUT.columns) -> TableReader:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (header, *rows)]
    return TableReader(io.BytesIO("\r\n".join(lines).encode() + b"\r\n"), name="t.csv")


def outcomes(
    *rows: tuple[str, ...], header: tuple[str, ...] = LAYOUT.columns, common: dict[str, Any] | None = None
) -> list[Outcome]:
    source = table(*rows, header=header)
    *found, end = TableOutcomes(fit(LAYOUT, source.header), source, source, common)
    assert isinstance(end, End)
    assert end.read == len(found)
    return [one for one in found if isinstance(one, Outcome)]


def written(record: dict[str, Any]) -> dict[str, str]:
    writer = RowWriter(fit_for(LAYOUT, record))
    return dict(zip(writer.header, writer.write(record), strict=True))


def test_one_declaration_reads_and_writes() -> None:
    (outcome,) = outcomes(GIVEN)
    (record,) = outcome.records
    assert record == {
        "schema_version": "1.0.0",
        "kind": "event",
        "id": "mu:A1",
        "date": {"start": "2026-03-04", "end": "2026-03-04", "precision": "day", "basis": "source"},
        "place": {"name": "Talas", "precision": "settlement"},
        "tolls": [{"measure": "killed", "who": "all", "best": 3}],
        "notes": "text",
        "tags": ["a", "b"],
        "mu:share": 0.5,
        "mu:size": 12,
        "civilian_targeting": True,
        "evidence": [{"pointer": "", "cell": {"file": "t.csv", "row": 1, "line": 2}}],
    }
    assert tuple(written(record).values()) == GIVEN


def test_a_layout_is_data() -> None:
    declared = [name for part in (*LAYOUT.parts, *LAYOUT.derived) for name in columns_of(part)]
    assert sorted(declared) == sorted(LAYOUT.columns)
    assert Layout(LAYOUT.name, LAYOUT.prefix, LAYOUT.columns, LAYOUT.parts, LAYOUT.derived) == LAYOUT


CELL = st.one_of(
    st.sampled_from(
        ["", " ", "0", "00", "-1", "1", "one", "d", "w", "m", "yes", "Y", "no", "Talas", "0.5", "2026-03-04", "4 Mar 26"]
    ),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=8),
)


@settings(deadline=None)
@given(st.lists(st.tuples(*[CELL] * (len(GIVEN) - 1)), min_size=1, max_size=5))
def test_every_row_that_is_kept_comes_back(rows: list[tuple[str, ...]]) -> None:
    named = [(f"A{number}", *row) for number, row in enumerate(rows)]
    for outcome, row in zip(outcomes(*named), named, strict=True):
        if outcome.kind is Kind.KEPT:
            assert tuple(written(orjson.loads(orjson.dumps(outcome.records[0]))).values()) == row
        else:
            assert outcome.kind is Kind.REJECTED
            assert outcome.message


def test_columns_are_found_by_name() -> None:
    header = (*reversed(LAYOUT.columns), "more")
    (outcome,) = outcomes((*reversed(GIVEN), "x"), header=header)
    (record,) = outcome.records
    assert record["place"]["name"] == "Talas"
    assert record["mu:more"] == "x"
    assert record[f"mu:{COLUMNS}"] == list(header)
    assert tuple(written(record)) == header


def test_records_do_not_share_lists_or_objects() -> None:
    common = {"provenance": {"importer": {"name": "made-up"}}}
    first, second = (outcome.records[0] for outcome in outcomes(GIVEN, ("A2", *GIVEN[1:]), common=common))
    first["provenance"]["importer"]["name"] = "changed"
    assert second["provenance"] == common["provenance"] == {"importer": {"name": "made-up"}}
    first["tags"].append("c")
    first["tolls"][0]["best"] = 9
    first["date"]["precision"] = "week"
    assert (second["tags"], second["tolls"][0]["best"], second["date"]["precision"]) == (["a", "b"], 3, "day")


def test_what_is_remembered_does_not_depend_on_the_rows_before() -> None:
    reader = RowReader(fit(LAYOUT, LAYOUT.columns))
    once = reader.read(GIVEN)
    for number in range(50):
        reader.read((f"B{number}", f"2026-03-{number % 28 + 1:02d}", *GIVEN[2:]))
    assert reader.read(GIVEN) == once == RowReader(fit(LAYOUT, LAYOUT.columns)).read(GIVEN)


def test_memory_of_cells_is_bounded() -> None:
    from eventx.tabular import rows

    reader = RowReader(fit(LAYOUT, LAYOUT.columns))
    for number in range(rows._REMEMBERED + 100):
        reader.read((GIVEN[0], *GIVEN[1:4], f"Town {number}", *GIVEN[5:]))
    assert max(len(memory) for memory, _ in reader._singles) <= rows._REMEMBERED


@pytest.mark.parametrize("given_", [None, "x", [1], ["id"], [*LAYOUT.columns, "id"]])
def test_a_header_that_came_with_a_record_is_used_only_if_it_is_one(given_: Any) -> None:
    record = {"id": "mu:1", f"mu:{COLUMNS}": given_}
    assert RowWriter(fit_for(LAYOUT, record)).header == LAYOUT.columns


def test_an_unknown_header_is_refused_with_the_nearest_layout() -> None:
    other = Layout("other", "ot", ("x", "y"), ())
    with pytest.raises(InputError, match=r"'made-up', but the table lacks aim, and has 'goal', which that layout"):
        best_fit((other, LAYOUT), (*LAYOUT.columns[:-1], "goal"), "t.csv")
    with pytest.raises(InputError) as told:  # a page of prose is no reason to print it
        best_fit((other, LAYOUT), ("words " * 500, *LAYOUT.columns[:-1]), "t.csv")
    assert len(str(told.value)) < 400
    with pytest.raises(InputError, match="twice"):
        best_fit((LAYOUT,), (*LAYOUT.columns, "id"), "t.csv")
