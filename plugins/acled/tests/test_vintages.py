"""Tables of every year and way of saving: each row accounted for, and the same table given back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from acled_rows import COLUMNS, ROW, cells, exported, imported, one, outcomes, parsed, table, there_and_back
from hypothesis import given, settings
from hypothesis import strategies as st

from eventx import convert
from eventx.errors import InputError
from eventx.report import Finding, Kind, Losses, Record, Severity
from eventx_acled import AcledExporter, AcledImporter
from eventx_acled.vintages import EARLY_COLUMNS, V3_COLUMNS, early, layouts, v3

EARLY = ROW | {
    "gwno": "530", "event_id_cnty": "12ETH", "event_id_no_cnty": "", "event_date": "28/02/2016", "year": "2016",
    "event_type": "Battle-No change of territory", "inter1": "1", "inter2": "2", "interaction": "12", "latitude": "8.5900",
}  # fmt: skip
V3 = ROW | {
    "data_id": "7654321", "event_id_cnty": "ETH99", "event_id_no_cnty": "99", "inter1": "1", "inter2": "2", "interaction": "12",
    "iso3": "ETH",
}  # fmt: skip


def early_table(*rows: dict[str, str]) -> bytes:
    return table(*[[row[name] for name in EARLY_COLUMNS] for row in rows], header=early().header)


def v3_table(*rows: dict[str, str]) -> bytes:
    return table(*[[row[name] for name in V3_COLUMNS] for row in rows], header=V3_COLUMNS)


def remarks(content: bytes, **options: str) -> dict[str, Finding]:
    found, _ = outcomes(content, **options)
    return {finding.rule: finding for one in found for finding in one.findings}


def counted(content: bytes, delimiter: str = ",", encoding: str = "utf-8-sig") -> int:
    """How many rows a reader that isn't ours sees under the header."""
    return sum(1 for _ in csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter)) - 1


WITHOUT = [name for name in COLUMNS if name not in ("civilian_targeting", "tags", "admin3", "disorder_type")]
TABLES = {
    "early": early_table(EARLY, EARLY | {"event_id_cnty": "13ETH", "event_date": "03/04/2016"}),
    "v3": v3_table(V3, V3 | {"event_id_cnty": "ETH100", "event_id_no_cnty": "100", "data_id": "7654322"}),
    "numeric": table(cells(inter1="1", inter2="2", interaction="12"), cells(event_id_cnty="B1", inter2="0", actor2="")),
    "alphabetical": table([ROW[name] for name in sorted(COLUMNS)], header=sorted(COLUMNS)),
    "upper case": table(cells(), header=[name.upper() for name in COLUMNS]),
    "cut names": table(cells(), header=[name[:10] if name[:10] != "assoc_acto" else name for name in COLUMNS]),
    "missing columns": table([ROW[name] for name in WITHOUT], header=WITHOUT),
    "additional columns": table([*cells(), "1200", "x"], header=[*COLUMNS, "population_best", "My note"]),
    "R index": table(["1", *cells()], ["2", *cells(event_id_cnty="B1")], header=["", *COLUMNS]),
    "pandas index": table(["0", *cells()], header=["Unnamed: 0", *COLUMNS]),
    "NA": table(cells(actor2="NA", assoc_actor_1="NA", inter2="NA", admin3="NA", interaction="10", fatalities="NA", iso="NA")),
    "empty trailing header cells": table([*cells(), "", ""], [*cells(event_id_cnty="B1"), "", ""], header=[*COLUMNS, "", ""]),
    "months by name": table(cells(event_date="28 February 2026"), cells(event_id_cnty="B1", event_date="1-Mar-2026")),
    "Stata's days": table(cells(event_date="28feb2026"), cells(event_id_cnty="B1", event_date="01mar2026")),
    "days first": table(cells(event_date="28/02/2026"), cells(event_id_cnty="B1", event_date="03/02/2026")),
    "months first": table(cells(event_date="2/28/2026"), cells(event_id_cnty="B1", event_date="2/3/2026")),
    "serial numbers": table(cells(event_date="46081")),
    "with a time": table(cells(event_date="2026-02-28 00:00:00")),
    "with a spreadsheet's time": table(
        cells(event_date="2/28/2026 0:00"), cells(event_id_cnty="B1", event_date="2/3/2026 12:00 AM")
    ),
    "the year first": table(cells(event_date="2026/2/28"), cells(event_id_cnty="B1", event_date="20260203")),
    "decimal numbers": table(
        cells(
            year="2026.0",
            time_precision="1.0",
            inter1="1.0",
            inter2="2.0",
            interaction="12.0",
            iso="231.0",
            geo_precision="2.0",
            fatalities="3.0",
            event_date="46081.0",
        )
    ),
    "decimal commas": table(cells(latitude="8,5900", longitude="39,8588")),
    "no event_type": table([*cells()[:5], *cells()[6:]], header=[*COLUMNS[:5], *COLUMNS[6:]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_every_vintage_is_kept_and_comes_back(name: str) -> None:
    content = TABLES[name]
    found, end = outcomes(content)
    assert [one.kind for one in found] == [Kind.KEPT] * counted(content), [one.message for one in found]
    assert (end.read, end.complete) == (len(found), True)
    for outcome in found:
        (record,) = outcome.records
        assert record["place"]["point"] == {"lat": 8.59, "lon": 39.8588}
        assert record["date"]["start"][:4] in ("2016", "2026")
        assert not [one for one in outcome.findings if one.severity is Severity.ERROR]
    assert there_and_back(content) == parsed(content)


def test_a_table_says_once_what_it_lacks_and_what_it_has_besides() -> None:
    told = remarks(TABLES["missing columns"])["TAB-COLUMNS"]
    assert "civilian_targeting" in told.message
    assert "disorder_type" not in told.message  # it follows from another column
    assert "population_best, My note besides" in remarks(TABLES["additional columns"])["TAB-COLUMNS"].message
    assert remarks(table(cells())) == {}
    unnamed = remarks(table(["0", *cells()], header=["", *COLUMNS]))["TAB-COLUMNS"]  # as pandas writes its index
    assert unnamed.message == "read as 'acled-31'; it has column 1 (without a name) besides, which travel with the records"


def test_figures_under_another_name_than_the_tolls_are_worth_a_warning() -> None:
    renamed = ["deaths" if name == "fatalities" else name for name in COLUMNS]
    told = remarks(table(cells(), header=renamed))["TAB-COLUMNS"]
    assert told.severity is Severity.WARNING
    assert "what deaths counts may be what fatalities should" in told.message
    assert told.advice == "if so, call the column fatalities"
    some = [name for name in COLUMNS if name != "fatalities"]
    picked = remarks(table([ROW[name] for name in some], header=some))["TAB-COLUMNS"]
    beside = remarks(table([*[ROW[name] for name in some], "seen"], header=[*some, "My note"]))["TAB-COLUMNS"]
    numbered = remarks(table([*[ROW[name] for name in some], "1"], header=[*some, "objectid"]))["TAB-COLUMNS"]
    # The numbers that a map's program gives its rows are no tolls.
    assert not [one for one in (picked, beside, numbered) if "may be what fatalities should" in one.message]


def test_a_table_without_any_place_or_toll_is_worth_a_warning() -> None:
    def told(*without: str) -> tuple[Severity, bool, bool]:
        some = [name for name in COLUMNS if name not in without]
        found = remarks(table([ROW[name] for name in some], header=some))["TAB-COLUMNS"]
        return found.severity, "no record says where it was" in found.message, "how many were hurt" in found.message

    assert told("fatalities") == (Severity.WARNING, False, True)
    assert told("location", "latitude", "longitude", "geo_precision") == (Severity.WARNING, True, False)
    assert told("location", "latitude") == told("location", "longitude") == (Severity.WARNING, True, False)
    assert (
        told("latitude", "longitude")
        == told("latitude")
        == told("location")
        == told("admin3", "notes")
        == (Severity.NOTE, False, False)
    )


def test_a_row_of_hashtags_under_a_header_in_the_middle_is_withheld() -> None:
    tags = ["#event+id", "#date+occurred", *[""] * (len(COLUMNS) - 2)]
    found, _ = outcomes(table(tags, cells(), COLUMNS, tags, cells(event_id_cnty="B1")))
    assert [one.reason for one in found] == ["hxl", "", "TAB-HEADER-AGAIN", "hxl", ""]


def test_a_row_of_hashtags_is_withheld_and_comes_back() -> None:
    content = table(["#event+id", "#date+occurred", *[""] * (len(COLUMNS) - 2)], cells())
    found, _ = outcomes(content)
    assert [(one.kind, one.reason) for one in found] == [(Kind.WITHHELD, "hxl"), (Kind.KEPT, "")]
    out = io.BytesIO()
    AcledExporter().write([record for one in found for record in one.records], out, Losses())
    assert parsed(out.getvalue()) == parsed(content)


def test_a_table_without_precisions_keeps_its_dates_as_words() -> None:
    header = [name for name in COLUMNS if name != "time_precision"]
    content = table([ROW[name] for name in header], header=header)
    assert "dates are kept as words" in remarks(content)["TAB-COLUMNS"].message
    (record,) = imported(content)
    assert record["date"] == {"precision": "unknown", "text": "2026-02-28", "basis": "source"}


def test_na_is_not_known() -> None:
    (record,) = imported(TABLES["NA"])
    assert [actor["side"] for actor in record["actors"]] == ["a"]
    assert "associates" not in record["actors"][0]
    assert "tolls" not in record


@pytest.mark.parametrize("word", ["N/A", "#N/A", "NaT", "\\N"])
def test_words_of_other_programs_for_nothing_known_name_no_actor(word: str) -> None:
    content = table(cells(actor2=word, inter2=word, assoc_actor_2=word, civilian_targeting=word, interaction="10"))
    (record,) = imported(content)
    assert [actor["side"] for actor in record["actors"]] == ["a"]
    assert "TAB-CODE" not in remarks(content)
    assert there_and_back(content) == parsed(content)


def test_a_dot_of_stata_is_no_actor_and_no_district_and_the_table_says_so() -> None:
    dotted = dict.fromkeys(("actor2", "inter2", "assoc_actor_1", "assoc_actor_2", "admin3", "tags", "civilian_targeting"), ".")
    content = table(cells(**dotted, interaction="10"), cells(event_id_cnty="B1", admin2=" .b ", fatalities=".", location="St. "))
    first, second = imported(content)
    assert [actor["name"] for actor in first["actors"]] == [ROW["actor1"]]
    assert "associates" not in first["actors"][0]
    assert "tags" not in first
    assert not {"admin3"} & first["place"].keys()
    assert not {"admin2"} & second["place"].keys()
    assert second["place"]["name"] == "St."
    assert "tolls" not in second
    found = [finding for one in outcomes(content)[0] for finding in one.findings]
    assert [one.rule for one in found] == ["TAB-UNKNOWN", "TAB-UNKNOWN"]
    assert "'.' are read as blank: Stata" in found[0].message
    assert there_and_back(content) == parsed(content)


@pytest.mark.parametrize("word", ["n/a", "NA", "#N/A"])
def test_that_the_dead_are_not_known_is_told_and_is_not_nobody(word: str) -> None:
    content = table(cells(fatalities=word))
    (record,) = imported(content)
    assert "tolls" not in record
    told = remarks(content)["TAB-UNKNOWN"]
    assert told.message == f"fatalities {word!r}: not known, so the record has no such figure, which is not 0"
    assert (told.severity.value, told.value, told.record) == ("note", word, record["id"])
    assert there_and_back(content) == parsed(content)
    assert "TAB-UNKNOWN" not in remarks(table(cells(fatalities="")))


def test_numbers_that_went_through_a_column_of_decimals_mean_the_same() -> None:
    (record,) = imported(TABLES["decimal numbers"])
    assert (record["date"]["precision"], record["place"]["precision"]) == ("day", "near-settlement")
    assert [actor["type"] for actor in record["actors"]] == ["state-forces", "rebel-group"]
    assert set(remarks(TABLES["decimal numbers"])) == {"TAB-SERIAL-DATE"}


def test_a_country_without_its_number_has_the_code_that_its_name_stands_for() -> None:
    (record,) = imported(early_table(EARLY))
    code = {"system": "iso3166-1-alpha3", "code": "ETH", "basis": "crosswalk"}
    assert record["place"]["country"] == {"name": "Ethiopia", "codes": [code]}


def test_the_type_is_known_by_the_finer_column_alone() -> None:
    assert imported(TABLES["no event_type"])[0]["type"] == "armed-clash"


def test_a_semicolon_table_with_decimal_commas_is_read() -> None:
    content = table(cells(latitude="-8,59", longitude="39,8588"), delimiter=";")
    assert imported(content)[0]["place"]["point"] == {"lat": -8.59, "lon": 39.8588}


def test_rows_of_separators_alone_are_blank_lines() -> None:
    found, end = outcomes(table(cells()) + b"," * (len(COLUMNS) - 1) + b"\n")
    assert ([one.kind for one in found], found[-1].reason, end.read) == ([Kind.KEPT, Kind.WITHHELD], "blank", 2)


def test_a_table_with_acleds_columns_but_no_ids_is_refused_by_name() -> None:
    header = [name for name in COLUMNS if name != "event_id_cnty"]
    content = table([ROW[name] for name in header], header=header)
    assert AcledImporter().sniff(content, "t.csv") is not None
    with pytest.raises(InputError, match="lacks event_id_cnty"):
        outcomes(content)


def test_the_order_of_numbers_in_dates_is_shown_by_the_table_or_asked_for() -> None:
    days = table(cells(event_date="03/02/2026"), cells(event_id_cnty="B1", event_date="28/02/2026"))
    assert [one["date"]["start"] for one in imported(days)] == ["2026-02-03", "2026-02-28"]
    assert "3 February" in remarks(days)["TAB-DATE-ORDER"].message
    months = table(cells(event_date="03/02/2026"), cells(event_id_cnty="B1", event_date="02/28/2026"))
    assert [one["date"]["start"] for one in imported(months)] == ["2026-03-02", "2026-02-28"]
    unclear = table(cells(event_date="03/02/2026"))
    ((refused,), _) = outcomes(unclear)
    assert (refused.kind, refused.reason) == (Kind.REJECTED, "TAB-DATE-ORDER")
    assert "-O dates=dmy" in (refused.findings[0].advice or "")
    assert [one["date"]["start"] for one in imported(unclear, dates="mdy")] == ["2026-03-02"]


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (("03/13/2026", "01.03.2026"), "not for '01.03.2026', which is written another way"),
        (("13/03/2026", "03/14/2026"), "the column is mixed"),
    ],
)
def test_dates_of_two_hands_are_no_days_until_somebody_says_which_they_are(others: tuple[str, str], words: str) -> None:
    rows = [{"event_id_cnty": f"B{at}", "event_date": day} for at, day in enumerate((*others, "2026-03-15"))]
    content = table(*(cells(**row) for row in rows))
    assert [one.reason for one in outcomes(content)[0]] == ["TAB-DATE-ORDER", "TAB-DATE-ORDER", ""]
    told = [finding for one in outcomes(content)[0] for finding in one.findings]
    assert words in next(one.message for one in told if one.severity is Severity.WARNING)
    (asked,) = outcomes(content, dates="mdy")[0][1].records
    assert asked["date"]["start"] in ("2026-01-03", "2026-03-14")
    # What is the matter is told also where no row of another kind is there to tell it with.
    alone = [finding.message for one in outcomes(table(*(cells(**row) for row in rows[:2])))[0] for finding in one.findings]
    assert any(words in message for message in alone)
    # Not even in the early files, whose days come first where nothing shows it.
    early_ones = early_table(*(EARLY | row for row in rows))
    assert [one.reason for one in outcomes(early_ones)[0]] == ["TAB-DATE-ORDER", "TAB-DATE-ORDER", ""]


def test_dates_of_another_hand_are_found_behind_many_of_one() -> None:
    days = [f"03/{day:02}/2026" for day in range(13, 30)] * 20
    content = table(*(cells(event_id_cnty=f"B{at}", event_date=day) for at, day in enumerate([*days, "01.03.2026"])))
    assert {one.reason for one in outcomes(content)[0]} == {"TAB-DATE-ORDER"}


@pytest.mark.parametrize(
    "titles",
    [
        ["Data export"],
        ["ACLED data, exported 3 March 2026", ""],
        ['"Ethiopia, 2026",,,,', ",,,"],
        [f"As a sheet has it{',' * 30}"],
    ],
)
def test_a_table_is_found_below_titles_whose_words_are_told(titles: list[str], tmp_path: Path) -> None:
    rows = table(cells(), cells(event_id_cnty="B1"))
    content = "".join(f"{one}\r\n" for one in titles).encode() + rows
    (tmp_path / "export.csv").write_bytes(content)
    ledger = convert(tmp_path / "export.csv", tmp_path / "out.jsonl")
    assert (ledger.inputs[0].importer, ledger.inputs[0].read, ledger.inputs[0].kept) == ("acled", 2, 2)
    ids = [json.loads(line)["evidence"][0]["cell"]["row"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert ids == [1, 2]
    told = remarks(content)["TAB-TITLES"].message
    assert titles[0].strip('",') in told
    assert imported(content) == [
        one | {"evidence": new["evidence"]} for one, new in zip(imported(rows), imported(content), strict=True)
    ]


def test_dates_of_both_orders_in_one_table_to_write_are_in_one_form_and_read_back() -> None:
    days = table(cells(event_date="03/11/2025", year="2025"), cells(event_id_cnty="B1", event_date="28/02/2026"))
    months = table(
        cells(event_id_cnty="C1", event_date="11/3/2025", year="2025"), cells(event_id_cnty="D1", event_date="2/28/2026")
    )
    records = [*imported(days), *imported(months)]
    for some in (records, records[::-1]):
        out, losses = io.BytesIO(), Losses()
        AcledExporter().write(some, out, losses)
        again = imported(out.getvalue())
        assert [one["date"]["start"] for one in again] == [one["date"]["start"] for one in some]
        assert losses.counts == {"ACLED-DATE-FORM": 2}
    written, _ = exported(records)
    assert [row["event_date"] for row in written] == ["03/11/2025", "28/02/2026", "2025-11-03", "2026-02-28"]


def test_early_rows_beside_others_with_the_month_first_read_back_as_they_were() -> None:
    months = early_table(
        EARLY | {"event_id_cnty": "14ETH", "event_date": "02/28/2016"},
        EARLY | {"event_id_cnty": "15ETH", "event_date": "3/4/2016"},
    )
    days = early_table(EARLY, EARLY | {"event_id_cnty": "13ETH", "event_date": "03/04/2016"})
    for some in ([*imported(months), *imported(days)], [*imported(days), *imported(months)]):
        out = io.BytesIO()
        AcledExporter().write(some, out, Losses())
        again = imported(out.getvalue())
        assert [one["date"]["start"] for one in again] == [one["date"]["start"] for one in some]


def test_a_table_with_the_day_first_comes_back_and_nothing_of_it_is_called_lost() -> None:
    content = table(
        cells(event_date="03/03/2026"),
        cells(event_id_cnty="B1", event_date="03/02/2026"),
        cells(event_id_cnty="C1", event_date="28/02/2026"),
    )
    out, losses = io.BytesIO(), Losses()
    AcledExporter().write(imported(content), out, losses)
    assert (parsed(out.getvalue()), losses.counts) == (parsed(content), {})


def test_rows_whose_dates_show_no_order_come_back_and_that_is_told() -> None:
    days = table(cells(event_date="03/11/2025", year="2025"), cells(event_id_cnty="B1", event_date="28/02/2026"))
    out, losses = io.BytesIO(), Losses()
    AcledExporter().write(imported(days)[:1], out, losses)
    assert parsed(out.getvalue()) == parsed(days)[:2]
    assert losses.counts == {"ACLED-DATE-ORDER": 1}
    assert [one["date"]["start"] for one in imported(out.getvalue(), dates="dmy")] == ["2025-11-03"]


def test_what_is_no_day_in_either_order_shows_nothing_of_the_order() -> None:
    shown = table(cells(event_id_cnty="B1", event_date="01/13/2024"), cells(event_date="31/02/2024"))
    assert [one.kind for one in outcomes(shown)[0]] == [Kind.KEPT, Kind.REJECTED]
    told = remarks(shown)["TAB-DATE-ORDER"].message
    assert "the month comes first" in told
    assert "as a number over 12 in the table shows" in told
    assert "as asked for" in remarks(shown, dates="mdy")["TAB-DATE-ORDER"].message


def test_a_row_against_the_order_of_the_table_is_rejected_not_turned_round() -> None:
    content = table(cells(event_date="28/02/2026"), cells(event_id_cnty="B1", event_date="02/27/2026"))
    found, _ = outcomes(content, dates="dmy")
    assert [one.kind for one in found] == [Kind.KEPT, Kind.REJECTED]


def test_the_early_files_have_the_day_first_and_say_so_if_nothing_shows_it() -> None:
    content = early_table(EARLY | {"event_date": "03/02/2016"})
    (record,) = imported(content)
    assert record["date"]["start"] == "2016-02-03"
    assert "nothing in the first" in remarks(content)["TAB-DATE-ORDER"].message


PICKED = {
    "the API's fields": "event_id_cnty event_date event_type sub_event_type country latitude longitude fatalities",
    "types of both levels": "event_id_cnty event_date disorder_type event_type sub_event_type actor1 actor2 timestamp",
    "actors": "event_id_cnty event_date event_type sub_event_type actor1 inter1 actor2 inter2 country fatalities",
    "what all years have": "event_id_cnty event_date time_precision event_type country latitude longitude fatalities",
}


@pytest.mark.parametrize("columns", PICKED.values(), ids=PICKED)
@pytest.mark.parametrize("spelled", [str.lower, str.upper])
def test_some_columns_of_todays_table_mean_what_they_mean_in_the_whole(columns: str, spelled: Callable[[str], str]) -> None:
    header = columns.split()
    content = table([ROW[name] for name in header], header=[spelled(name) for name in header])
    (record,) = imported(content)
    assert record["type"] == ("armed-clash" if "sub_event_type" in header else "battle")
    assert record["provenance"]["mapping"] == "acled-31"
    assert not {"TAB-CODE", "TAB-OLDER-CODE"} & {*remarks(content)}
    assert there_and_back(content) == parsed(content)


@pytest.mark.parametrize("columns", PICKED.values(), ids=PICKED)
def test_no_order_of_day_and_month_is_guessed_from_columns_that_other_years_have_too(columns: str) -> None:
    header = columns.split()
    content = table([(ROW | {"event_date": "03/02/2026"})[name] for name in header], header=header)
    assert [(one.kind, one.reason) for one in outcomes(content)[0]] == [(Kind.REJECTED, "TAB-DATE-ORDER")]


@pytest.mark.parametrize("only", [("gwno",), ("assoc_actor_1", "assoc_actor_2"), ("gwno", "event_id_no_cnty")])
def test_some_columns_of_an_early_table_are_known_by_those_that_only_it_has(only: Sequence[str]) -> None:
    header = [name for name in EARLY_COLUMNS if name in {*only, "event_id_cnty", "event_date", "time_precision", "event_type"}]
    content = table([EARLY[name] for name in header], header=[early().heads[name] for name in header])
    (record,) = imported(content)
    assert (record["provenance"]["mapping"], record["type"]) == ("acled-early", "armed-clash")
    assert there_and_back(content) == parsed(content)


def test_some_columns_of_the_third_version_are_known_by_those_that_only_it_has() -> None:
    header = ["data_id", *PICKED["actors"].split()]
    content = table([V3[name] for name in header], header=header)
    assert imported(content)[0]["provenance"]["mapping"] == "acled-v3"
    assert there_and_back(content) == parsed(content)


@pytest.mark.parametrize(
    ("older", "kind"),
    [
        ("Battle-No change of territory", "armed-clash"),
        ("Battle-Government regains territory", "territory-regained"),
        ("Remote violence", "remote-violence"),
        ("Non-violent transfer of territory", "nonviolent-transfer"),
        ("Riots/Protests", "demonstration"),
    ],
)
def test_earlier_types_are_mapped_and_the_loss_is_said(older: str, kind: str) -> None:
    content = early_table(EARLY | {"event_type": older})
    (record,) = imported(content)
    assert record["type"] == kind
    assert {"system": "acled", "code": older, "basis": "source"} in record["codes"]
    told = remarks(content)["TAB-OLDER-CODE"]
    assert (told.severity, older in told.message) == (Severity.NOTE, True)


@pytest.mark.parametrize("name", ["early", "v3", "today", "numeric"])
def test_any_layout_can_be_written_from_any(name: str) -> None:
    wanted = {layout.name: layout for layout in layouts()} | {"today": layouts()[0], "v3": v3(), "early": early()}
    for content in TABLES.values():
        for record in imported(content):
            ((row,), _) = exported([record], layout=name)
            assert tuple(row) == wanted.get(name, layouts()[0]).header
            given_ = {key.lower().replace("ally", "assoc"): value for key, value in row.items()}
            assert given_["inter1"] == ("State forces" if name == "today" else "1")
            assert given_["event_date"] == (
                "/".join(reversed(record["date"]["start"].split("-"))) if name == "early" else record["date"]["start"]
            )


def test_todays_row_in_the_layouts_of_before() -> None:
    ((row,), losses) = exported([one(sub_event_type="Government regains territory")], layout="early")
    assert (row["EVENT_TYPE"], row["INTERACTION"], row["EVENT_DATE"]) == (
        "Battle-Government regains territory",
        "12",
        "28/02/2026",
    )
    assert (row["GWNO"], row["EVENT_ID_NO_CNTY"], row["FATALITIES"]) == ("530", "1", "3")
    ((row,), losses) = exported([one(event_id_cnty="ETH12")], layout="v3")
    assert (row["iso3"], row["event_id_no_cnty"], row["inter1"]) == ("ETH", "12", "1")
    assert losses.counts["ACLED-COLUMN"]  # tags have no column there


@pytest.mark.parametrize("row", [cells(), [V3[name] for name in V3_COLUMNS], [EARLY[name] for name in EARLY_COLUMNS]])
def test_a_table_without_a_header_is_read_by_width_and_content(row: Sequence[str]) -> None:
    content = table(row, header=row).split(b"\n", content_lines(row))[-1]
    found, end = outcomes(content)
    assert [one.kind for one in found] == [Kind.KEPT]
    assert end.read == 1
    assert found[0].records[0]["actors"][1]["type"] == "rebel-group"
    assert found[0].findings[0].rule == "TAB-NO-HEADER"
    claim = AcledImporter().sniff(content, "t.csv")
    assert claim is not None


def content_lines(row: Sequence[str]) -> int:
    return 1 + sum(cell.count("\n") for cell in row)


def envelope(rows: list[Record], **more: object) -> bytes:
    return json.dumps({"status": 200, "success": True, "count": len(rows), "data": rows, **more}).encode()


def test_an_api_answer_is_read_with_numbers_as_numbers_or_texts() -> None:
    numbers = ROW | {
        "latitude": 8.59,
        "fatalities": 3,
        "year": 2026,
        "inter1": 1,
        "actor2": None,
        "iso": 231,
        "timestamp": 1772300000,
    }
    content = envelope([ROW, numbers | {"event_id_cnty": "B1"}])
    claim = AcledImporter().sniff(content, "answer.json")
    assert claim is not None
    first, second = imported(content)
    assert first["place"] == second["place"]
    assert first["tolls"] == second["tolls"]
    found, end = outcomes(content)
    assert (end.read, found[1].position.pointer) == (2, "/data/1")
    assert len(imported(envelope([ROW], error=None))) == 1, "an error that is null is none"


def test_answers_that_are_no_rows_are_told_apart() -> None:
    assert outcomes(envelope([])) == ([], outcomes(envelope([]))[1])
    with pytest.raises(InputError, match=r"restricted.*doesn't mean that nothing happened"):
        outcomes(envelope([], data_query_restrictions={"date_recency": {"quantity": 12, "unit": "Months"}}))
    with pytest.raises(InputError, match="Access denied"):
        outcomes(b'{"message": "Access denied"}')
    with pytest.raises(InputError, match="cut off"):
        outcomes(envelope([ROW])[:-20])
    assert "TAB-PAGE" in remarks(envelope([ROW], next_cursor="abc"))
    assert "1 of 9,000 rows" in remarks(envelope([ROW], total_count=9000))["TAB-PAGE"].message
    limits = {"date_recency": {"quantity": 12, "unit": "Months"}}
    assert "12" in remarks(envelope([ROW], data_query_restrictions=limits))["TAB-RESTRICTED"].message


def test_answers_without_rows_are_acleds_and_not_records(tmp_path: Path) -> None:
    for answer, words in (
        (envelope([], data_query_restrictions={"date_recency": {"quantity": 12}}), "restricted"),
        (b'{"status": 200, "success": false, "error": [{"message": "Invalid query"}]}', "an API that gave none: Invalid query"),
        (b'{"message": "Access denied", "statusCode": 403}', "Access denied"),
        (b'{"error": "invalid_grant", "error_description": "Wrong password."}', "Wrong password"),
    ):
        (tmp_path / "answer.json").write_bytes(answer)
        with pytest.raises(InputError, match=words):
            convert(tmp_path / "answer.json", tmp_path / "out.ndjson")
    (tmp_path / "answer.json").write_bytes(envelope([]))
    assert convert(tmp_path / "answer.json", tmp_path / "out.ndjson").inputs[0].read == 0


def test_rows_as_json_lines_are_read_each_with_its_line() -> None:
    lines = "\n".join(json.dumps(ROW | {"event_id_cnty": name}) for name in ("A1", "B1")).encode()
    found, end = outcomes(lines)
    assert ([one.kind for one in found], end.read, found[1].position.line) == ([Kind.KEPT, Kind.KEPT], 2, 2)
    found, end = outcomes(lines[:-20])
    assert ([one.kind for one in found], end.complete, found[1].position.line) == ([Kind.KEPT, Kind.REJECTED], False, 2)
    assert end.message == "line 2 ends in the middle of a row; the file is cut off"
    with pytest.raises(InputError, match="map service"):
        outcomes(json.dumps({"features": [{"attributes": ROW}], "spatialReference": {"wkid": 4326}}).encode())


def test_a_layer_that_was_made_of_the_table_is_read_with_its_geometry_beside() -> None:
    place = {"type": "Point", "coordinates": [39.05, 12.03]}
    features = [{"type": "Feature", "properties": ROW, "geometry": place}]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert AcledImporter().sniff(content, "layer.geojson") is not None
    (record,) = imported(content)
    assert record["acled:geometry"] == "POINT (39.05 12.03)"
    assert record["place"] == imported(envelope([ROW]))[0]["place"]


def test_a_last_row_that_is_cut_off_is_told() -> None:
    content = table(cells(), cells(event_id_cnty="B1"))
    found, end = outcomes(content[: content.rindex(b"Agency")])
    assert [one.kind for one in found] == [Kind.KEPT, Kind.REJECTED]
    assert not end.complete


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "event_date": st.sampled_from(["28/02/2016", "1/2/2016", "03-Apr-16", "2016-04-03", "42430", "NA", ""]),
                "event_type": st.sampled_from(
                    ["Remote violence", "Riots/Protests", "Battles", "violence against civilians", "?"]
                ),
                "inter1": st.sampled_from(["0", "1", "8", "Rebel group", "NA", ""]),
                "fatalities": st.sampled_from(["0", "3", "03", "NA", ""]),
                "gwno": st.sampled_from(["530", "0", "NA", ""]),
                "time_precision": st.sampled_from(["1", "2", "3", "", "NA"]),
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_early_tables_come_back_cell_by_cell(changes: list[dict[str, str]]) -> None:
    rows = [EARLY | change | {"event_id_cnty": f"{number}ETH"} for number, change in enumerate(changes)]
    content = early_table(*rows)
    found, _ = outcomes(content)
    kept = [number for number, one in enumerate(found) if one.kind is Kind.KEPT]
    assert {one.kind for one in found} <= {Kind.KEPT, Kind.REJECTED}
    again, _ = exported([found[number].records[0] for number in kept])
    assert [list(row.values()) for row in again] == [parsed(content)[number + 1] for number in kept]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_the_line_that_tells_a_spreadsheet_its_separator_is_no_header(delimiter: str) -> None:
    content = f"sep={delimiter}\r\n".encode() + table(cells(), cells(event_id_cnty="B1"), delimiter=delimiter)
    assert AcledImporter().sniff(content, "t.csv") is not None
    found, end = outcomes(content)
    assert end.read == len(found) == 2
    assert [one.position.line for one in found] == [3, 5]
    assert [one.records[0]["id"] for one in found] == ["acled:AAA1", "acled:B1"]
