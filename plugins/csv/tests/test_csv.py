"""Any table by a mapping: nothing guessed, nothing dropped, every mistake with its cell."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventx
from eventx.errors import InputError
from eventx.report import Kind, Loss, Losses
from eventx.tabular.formula_guard import is_formula
from eventx.testing import ExporterContract, ImporterContract
from eventx_csv import CsvExporter, CsvImporter
from eventx_csv.cells import BadCell, counts, degrees, truth, whole
from eventx_csv.dates import read_date, shown_order
from eventx_csv.mapping import parse_mapping
from eventx_hxl import HxlExporter

SAMPLES = Path(__file__).parents[1] / "samples"
MAPPING = str(SAMPLES / "incidents.toml")


def longer(content: bytes, times: int) -> bytes:
    header, *rows = content.splitlines(keepends=True)
    return header + b"".join(row.replace(b"K-", b"K-%d-" % number) for number in range(times) for row in rows)


class TestImporter(ImporterContract):
    importer = CsvImporter
    samples = (SAMPLES / "incidents.csv",)
    options = {"mapping": str(SAMPLES / "incidents-dmy.toml")}
    repeat = staticmethod(longer)


class TestExporter(ExporterContract):
    exporter = CsvExporter


def rows(table: str, declared: str, tmp_path: Path, **options: str) -> tuple[list[dict[str, Any]], eventx.Ledger, list[Any]]:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    (tmp_path / "m.toml").write_text(declared, encoding="utf-8")
    findings: list[Any] = []
    given = {"mapping": str(tmp_path / "m.toml"), **options}
    events = eventx.read(tmp_path / "t.csv", format="csv", options=given, on_finding=findings.append)
    return list(events.records()), events.ledger, findings


def mapping(*columns: str, about: str = "", identity: str = 'columns = ["id"]') -> str:
    return f'[mapping]\nname = "m"\nprefix = "m"\n{about}\n[id]\n{identity}\n' + "".join(
        f"[[column]]\n{one}\n" for one in columns
    )


def test_the_sample() -> None:
    first, second, third = eventx.read(SAMPLES / "incidents.csv", options={"mapping": MAPPING}, on_finding=print).records()
    assert first["id"] == "incidents:K-1"
    assert first["date"] == {
        "start": "2026-03-14", "end": "2026-03-14", "precision": "day", "text": "14.03.2026", "basis": "source",
    }  # fmt: skip
    assert first["place"] == {"name": "Isfara", "admin1": "Sughd", "point": {"lat": 40.1265, "lon": 70.6253}}
    assert first["tolls"] == [
        {"measure": "killed", "who": "all", "best": 2},
        {"measure": "injured", "who": "all", "low": 1, "high": 4},
    ]
    assert first["incidents:Comment"] == 'Two guards died; "others" fled.'
    assert "tolls" not in second
    assert third["tolls"] == [{"measure": "injured", "who": "all", "low": 3}]
    assert "type" not in third
    assert third["incidents:Type"] == "Fire"
    assert third["incidents:Killed"] == "NA"


def test_without_a_mapping_it_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(eventx.InputError, match="csv-mapping"):
        list(eventx.read(SAMPLES / "incidents.csv"))
    with pytest.raises(eventx.UsageError, match="no such file"):
        rows("id\n1\n", mapping(), tmp_path, mapping="nowhere.toml")


def test_a_starter_is_refused_until_decided_and_then_reads_its_table(tmp_path: Path) -> None:
    with (SAMPLES / "incidents.csv").open("rb") as stream:
        starter = CsvImporter().starter_mapping(stream, name="incidents.csv").text
    assert 'columns = ["Incident ID"]' in starter
    assert 'decimal = ","' in starter
    assert 'order = "dmy"' in starter
    path = tmp_path / "starter.toml"
    path.write_text(starter, encoding="utf-8")
    with pytest.raises(eventx.UsageError, match="TODO"):
        list(eventx.read(SAMPLES / "incidents.csv", options={"mapping": str(path)}))
    decided = starter.replace('"TODO"', '"other"').replace("# missing = [", "missing = [")
    path.write_text(decided, encoding="utf-8")
    assert len(list(eventx.read(SAMPLES / "incidents.csv", options={"mapping": str(path)}))) == 3


def started(table: str, **options: str) -> dict[str, Any]:
    content = table.encode(options.get("encoding", "utf-8"))
    text = CsvImporter().starter_mapping(io.BytesIO(content), name="t.csv", **options).text
    found = tomllib.loads(text)
    return {**found["mapping"], "id": found["id"], **{one["name"]: one["to"] for one in found["column"]}}


def test_a_starter_takes_what_for_words_or_for_kinds_by_its_cells_and_offers_no_mapped_column_as_id() -> None:
    table = "Datum,Tote,what,no\n2026-03-01,1,Gunmen came at night.,7\n2026-03-02,2,A mine went off.,8\n"
    found = started(table)
    assert found["what"] == "notes"
    text = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text
    assert 'different in every row looked at: "no"\n' in text
    assert started("when,where,what\n2026-03-01,Aba,clash\n2026-03-02,Bor,shelling\n")["what"] == "type"


def test_a_line_has_one_number_in_its_place_and_in_words(tmp_path: Path) -> None:
    """As one types it to find it: thousands are set apart in counts alone."""
    head = "id,day\n"
    table = head + "".join(f"{number},2026-03-01\n" for number in range(1200)) + head + "7,2026-03-01\n"
    _, _, found = rows(table, mapping('name = "day"\nto = "date"\norder = "iso"'), tmp_path)
    (again,) = (one for one in found if one.rule == "TAB-HEADER-AGAIN")
    assert (again.position.line, again.message.split(" is ")[0]) == (1202, "line 1202")


def test_a_starter_says_what_it_leaves_to_decide_whatever_the_table_says(tmp_path: Path) -> None:
    """Marks that a person wrote into the table are none of the starter's."""
    table = b'No,"TODO",Type,not mapped\n1,"TODO",Shelling,x\n1,,Row,# not mapped\n'
    made = CsvImporter().starter_mapping(io.BytesIO(table), name="t.csv")
    assert (made.undecided, made.not_mapped) == (2, 3), "the id and a kind; No, TODO and the last"
    known = CsvImporter().starter_mapping(io.BytesIO((SAMPLES / "tables/gtd.csv").read_bytes()), name="g.csv")
    assert (known.undecided, known.not_mapped) == (0, 0)


def test_a_starter_maps_no_column_that_stands_twice_and_says_so(tmp_path: Path) -> None:
    content = b"ID,ID,Date,Town,Killed\nX1,Y1,2026-01-03,Gao,2\nX2,Y2,2026-01-04,Gao,1\n"
    starter = CsvImporter().starter_mapping(io.BytesIO(content), name="t.csv").text
    assert '# "ID" stands more than once in the header; to map it, rename one in the table.' in starter
    assert 'columns = ["ID"]' not in starter
    path = tmp_path / "starter.toml"
    path.write_text(starter.replace('columns = ["TODO"]', 'columns = ["Date"]'), encoding="utf-8")
    *rows, _ = CsvImporter().read(io.BytesIO(content), name="t.csv", mapping=str(path))
    assert [one.kind for one in rows] == [Kind.KEPT] * 2


def test_a_starter_takes_what_the_hashtags_say_and_no_hashtag_for_a_cell() -> None:
    tags = "#event+code,#date+occurred,#loc+name,#affected+killed+f,#affected+killed,#group+name+second"
    found = started(f"No.,Jour,Endroit,Femmes,Bilan,Contre\n{tags}\na1,2026-03-01,Gao,1,3,X\na2,2026-03-02,Kidal,,2,Y\n")
    assert found["id"]["columns"] == ["No."]
    wanted = {"Jour": "date", "Endroit": "place.name", "Bilan": "tolls[killed].range", "Contre": "actors[2].name"}
    assert {name: to for name, to in found.items() if name in wanted} == wanted
    assert "Femmes" not in found, "the dead women are not all the dead"


def test_a_starter_takes_no_part_for_the_whole_and_not_two_columns_in_one() -> None:
    found = started("Ref,Killed (M),Killed (total),Killed/Injured,Attacker,Type\na,1,2,3/4,X,IED\nb,0,1,0/2,Y,Kidnapping\n")
    assert found["Killed (total)"] == "tolls[killed].range"
    assert found["Attacker"] == "actors[initiator].name"
    assert not {"Killed (M)", "Killed/Injured"} & found.keys()
    text = CsvImporter().starter_mapping(io.BytesIO(b"Ref,Type\na,IED\nb,Kidnapping\n"), name="t.csv").text
    assert '"IED" = "explosive-device", "Kidnapping" = "abduction"' in text


def test_a_starter_knows_german_headers_and_a_date_by_its_cells() -> None:
    found = started("Nr;Datum;Ort;Breite;Länge;Tote\na1;03.04.2026;Goma;-1,67;29,22;2\na2;15.04.2026;Beni;0,49;29,47;3\n")
    wanted = {"Datum": "date", "Ort": "place.name", "Breite": "place.point.lat", "Länge": "place.point.lon"}
    assert {name: to for name, to in found.items() if name in wanted} == wanted
    assert (found["Tote"], found["decimal"]) == ("tolls[killed].range", ",")
    found = started("Nr;Datum;Art;Beschreibung\na;03.04.2026;Beschuss;Schüsse.\nb;15.04.2026;Entführung;Zwei Männer.\n")
    assert (found["Art"], found["Beschreibung"]) == ("type", "notes")
    assert started("№,Когда\na,2026-03-01\nb,2026-03-02\n")["Когда"] == "date"
    assert "Когда" not in started("№,Когда,Опубликовано\na,2026-03-01,2026-03-02\nb,2026-03-02,2026-03-03\n")
    assert "Когда" not in started("№,Когда\na,2026-03-01\nb,1.2.3\n")


def test_a_starter_that_knows_no_date_place_or_kind_leaves_that_to_decide(tmp_path: Path) -> None:
    table = "№,Что,Кто\na,x,y\nb,z,w\n"
    starter = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text.replace('["TODO"]', '["№"]')
    with pytest.raises(eventx.UsageError, match="TODO"):
        rows(table, starter, tmp_path)
    bare = starter.partition("[[column]]")[0]
    _, _, told = rows(table, bare, tmp_path)
    assert [(one.rule, one.severity.value) for one in told] == [("CSV-BARE", "warning")]


def test_a_starter_finds_the_header_below_titles_and_is_read_so(tmp_path: Path) -> None:
    header = "Incident No.,Date of incident,Governorate / Muḥāfaẓa,Type of incident,Killed"
    table = f"Our tracker,,,,\n,,WHERE,WHAT,\n{header}\na1,13/02/2026,Marib,Shelling,2\n,,,,\na2,01/03/2026,Ibb,Row,0\n"
    found = started(table)
    assert (found["header_rows"], found["header"], found["id"]["columns"]) == (3, "joined", ["Incident No."])
    assert found["Governorate / Muḥāfaẓa"] == "place.admin1"
    text = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text
    assert '"Shelling" = "shelling", "Row" = "TODO"' in text
    kept, ledger, _ = rows(table, text.replace("TODO", "other"), tmp_path)
    assert [(one["id"], one["date"]["start"]) for one in kept] == [("t:a1", "2026-02-13"), ("t:a2", "2026-03-01")]
    assert dict(ledger.inputs[0].reasons) == {"blank": 1}


def test_a_mapping_finds_its_header_below_titles_that_it_does_not_know_of(tmp_path: Path) -> None:
    column = 'name = "d"\nto = "date"\norder = "iso"'
    for titles in ("Our tracker\n", "Our tracker; all regions\n\nas of 3 March, 2026\n"):
        table = f"{titles}id;d;said\n1;2026-03-01;he, she, they\n2;2026-03-02;\n"
        kept, ledger, told = rows(table, mapping(column), tmp_path)
        lines = [one["evidence"][0]["cell"] for one in kept]
        assert [(one["row"], table.splitlines()[one["line"] - 1][0]) for one in lines] == [(1, "1"), (2, "2")]
        assert (ledger.inputs[0].read, [one.rule for one in told]) == (2, ["CSV-HEADER"])
    two = "id;d\n1;2026-03-01\n2;2026-03-02\n"
    assert len(rows(two, mapping(column), tmp_path)[0]) == 2, "a narrow table is no title"
    with pytest.raises(InputError, match="it has 'id', ' when', ' said'"):  # the header, blanks and all, and no row
        rows("id, when, said\n1,2026-03-01,something\n", mapping(column), tmp_path)


def test_what_stands_above_a_header_is_told_without_its_blank_lines(tmp_path: Path) -> None:
    declared = mapping(about='header_rows = 3\nheader = "joined"')
    _, _, told = rows("Our tracker,\n\nid,d\n1,x\n", declared, tmp_path)
    assert [one.message for one in told if one.rule == "CSV-HEADER"] == [
        "the header has 3 rows; above its last stand: Our tracker"
    ]


def test_a_day_that_is_not_in_the_calendar_is_told_as_the_cell_has_it(tmp_path: Path) -> None:
    column = 'name = "d"\nto = "date"\norder = "mdy"'
    _, _, told = rows("id,d\n1,31/02/2026\n", mapping(column), tmp_path)
    assert "'31/02/2026', read as year 2026, month 31, day 2, is not in the calendar" in told[0].message


def test_a_starter_leaves_no_column_unsaid() -> None:
    table = "No.,Ref,Killed\n1,a,2\n2,a,3\n"
    text = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text
    assert 'columns = ["TODO"]   # the column that identifies a row; different in every row looked at: "No."' in text
    assert "# not mapped: Ref  ('a')" in text, "a reference that comes again is no id"
    assert "# \"Ref\" is named like an id, but 'a' stands in 2 of 2 rows looked at\n" in text
    gap = CsvImporter().starter_mapping(io.BytesIO(table.replace("1,a", "1,").encode()), name="t.csv").text
    assert '# "Ref" is named like an id, but it is empty in 1 of 2 rows looked at\n' in gap


def test_a_starter_says_which_figures_it_can_not_take_and_of_thousands_how_they_can_be() -> None:
    table = b"ref,date,killed,injured\na,2026-02-13,~10,1 200\nb,2026-02-14,1-4,2\n"
    text = CsvImporter().starter_mapping(io.BytesIO(table), name="t.csv").text
    assert "'~10'" not in text
    assert """look: '1 200' has a sign between thousands; say thousands = " " under [mapping]""" in text
    mapping = text.replace('name = "t"', 'name = "t"\nthousands = " "', 1)
    assert parse_mapping(mapping, "t", toml=True).thousands == " "


def test_a_starter_marks_what_it_cuts_and_says_of_how_many_rows_it_speaks() -> None:
    table = "id,type,rest\n" + "".join(f"{number},Kind {number},{'word ' * 30}{number}\n" for number in range(1000))
    text = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text
    assert "# A starter for t.csv: 3 columns, utf-8, separated by comma, by its first 500 rows." in text
    assert "word wor…)" in text
    assert '"Kind 39" = "TODO" }\n# … and 460 more kinds in the rows looked at' in text
    assert ", by its" not in CsvImporter().starter_mapping(io.BytesIO(b"id,type\n1,a\n2,b\n"), name="t.csv").text


@pytest.mark.parametrize("name", ["data/t.csv", "all.zip#t.csv", "all.zip#2026/t.csv", "t.xlsx#March"])
def test_a_starter_takes_its_prefix_from_the_table_whatever_that_is_packed_in(name: str) -> None:
    assert 'prefix = "t"' in CsvImporter().starter_mapping(io.BytesIO(b"id,type\n1,a\n2,b\n"), name=name).text


def test_a_starter_says_the_encoding_that_it_was_told() -> None:
    found = started("ID;Ville\n1;Ségou\n2;Gao\n", encoding="cp1252")
    assert (found["encoding"], found["Ville"], found["id"]) == ("cp1252", "place.name", {"columns": ["ID"]})


def test_day_and_month_are_shown_by_the_column_or_asked_for(tmp_path: Path) -> None:
    column = 'name = "d"\nto = "date"\norder = "auto"'
    found, _, _ = rows("id,d\n1,04/03/2026\n2,25/03/2026\n", mapping(column), tmp_path)
    assert [one["date"]["start"] for one in found] == ["2026-03-04", "2026-03-25"]
    found, _, _ = rows("id,d\n1,04/03/2026\n2,03/25/2026\n", mapping(column), tmp_path)
    assert [one["date"]["start"] for one in found] == ["2026-04-03", "2026-03-25"]
    with pytest.raises(eventx.InputError, match=r"CSV-DMY.*order ="):
        rows("id,d\n1,04/03/2026\n2,05/06/2026\n", mapping(column), tmp_path)
    with pytest.raises(eventx.InputError, match="mixed"):
        rows("id,d\n1,25/03/2026\n2,03/25/2026\n", mapping(column), tmp_path)
    for text in ("id,d\n1,03/25/2026\n2,01.03.2026\n", "id,d\n1,04-03-2026\n2,25/03/2026\n"):  # as no one hand writes them
        with pytest.raises(eventx.InputError, match="another way"):
            rows(text, mapping(column), tmp_path)
    found, _, _ = rows("id,d\n1,03.03.2026\n2,03/25/2026\n", mapping(column), tmp_path)
    assert [one["date"]["start"] for one in found] == ["2026-03-03", "2026-03-25"]


def test_a_date_in_three_columns_is_as_exact_as_they_are(tmp_path: Path) -> None:
    text = mapping() + '[date]\nyear = "y"\nmonth = "m"\nday = "d"\n'
    found, _, _ = rows("id,y,m,d\n1,2013,7,4\n2,2013,7,0\n3,2013,0,0\n", text, tmp_path)
    assert [one["date"]["precision"] for one in found] == ["day", "month", "year"]
    assert found[2]["date"]["end"] == "2013-12-31"


def test_bad_cells_reject_their_row_and_name_the_cell(tmp_path: Path) -> None:
    columns = (
        'name = "lat"\nto = "place.point.lat"',
        'name = "lon"\nto = "place.point.lon"',
        'name = "k"\nto = "tolls[killed].best"',
    )
    table = "id,lat,lon,k\n1,48.1,37.2,3\n2,north,37.2,3\n3,48.1,37.2,1.23E+15\n,1,1,1\n5,48.1\n6,99,37.2,1\n7,48.1,37.2,-3\n"
    found, ledger, findings = rows(table, mapping(*columns), tmp_path)
    assert [one["id"] for one in found] == ["m:1"]
    (account,) = ledger.inputs
    assert (account.read, account.count(Kind.KEPT), account.count(Kind.REJECTED)) == (7, 1, 6)
    assert account.balanced
    assert dict(account.reasons) == {"CSV-CELL": 4, "CSV-NO-ID": 1, "CSV-RAGGED": 1}
    first = next(finding for finding in findings if finding.rule == "CSV-CELL")
    assert (first.position.line, first.position.column, first.value) == (3, 2, "north")


def test_zero_is_none_or_unknown_only_if_the_mapping_says_so(tmp_path: Path) -> None:
    plain, _, _ = rows("id,k\n1,0\n", mapping('name = "k"\nto = "tolls[killed].best"'), tmp_path)
    assert plain[0]["tolls"] == [{"measure": "killed", "who": "all", "best": 0}]
    both, _, _ = rows("id,k\n1,0\n", mapping('name = "k"\nto = "tolls[killed].best"\nzero = "none-or-unknown"'), tmp_path)
    assert both[0]["tolls"] == [{"measure": "killed", "who": "all", "state": "none-or-unknown"}]


def test_two_header_rows_and_blank_lines_are_accounted_for(tmp_path: Path) -> None:
    found, ledger, _ = rows("id,n\n#event+code,#description\n1,x\n\n2,y\n", mapping(about="header_rows = 2"), tmp_path)
    assert len(found) == 2
    assert dict(ledger.inputs[0].reasons) == {"header": 1, "blank": 1}
    assert ledger.balanced


def test_a_row_of_separators_alone_is_blank_not_a_row_without_an_id(tmp_path: Path) -> None:
    found, ledger, _ = rows("id,n\n1,x\n,\n , \n", mapping(), tmp_path)
    assert len(found) == 1
    assert dict(ledger.inputs[0].reasons) == {"blank": 2}


def test_a_row_of_totals_is_withheld_and_counted(tmp_path: Path) -> None:
    counted = mapping('name = "n"\nto = "tolls[killed].range"', 'name = "d"\nto = "date"\norder = "%Y-%m-%d"')
    found, ledger, _ = rows("id,d,n\nTotal,2026-01-02,1\nb,,2\nTOTAL:,,3\n", counted, tmp_path)
    assert [one["id"] for one in found] == ["m:Total", "m:b"]
    assert dict(ledger.inputs[0].reasons) == {"sum": 1}


def test_a_row_of_totals_without_an_id_is_one_of_nothing_but_its_name_and_figures(tmp_path: Path) -> None:
    text = mapping(
        'name = "p"\nto = "place.name"', 'name = "n"\nto = "tolls[killed].range"', identity='hash = ["p", "n", "x"]'
    )  # fmt: skip
    table = "p,n,x\nTotal,3,shots at a station\nGao,4,\nGrand total,7,\n,7,Summe:\nSomme,12,clash near the river\n"
    found, ledger, _ = rows(table, text, tmp_path)
    assert [one["place"]["name"] for one in found] == ["Total", "Gao", "Somme"]
    assert dict(ledger.inputs[0].reasons) == {"sum": 2}


@pytest.mark.parametrize(
    "name", ["Sous-total", "Zwischensumme", "Moyenne", "Average", "Total S45", "Total semaine 45", "Итого: март"]
)
def test_a_row_called_a_sum_of_something_or_an_average_is_no_event(name: str, tmp_path: Path) -> None:
    counted = mapping('name = "n"\nto = "tolls[killed].range"', 'name = "d"\nto = "date"\norder = "%Y-%m-%d"')
    found, ledger, _ = rows(f"id,d,n\n1,2026-01-02,1\n{name},,9\n", counted, tmp_path)
    assert [one["id"] for one in found] == ["m:1"]
    assert dict(ledger.inputs[0].reasons) == {"sum": 1}


def test_a_sum_of_a_region_is_no_event_but_a_place_that_is_called_like_one_is(tmp_path: Path) -> None:
    text = mapping('name = "p"\nto = "place.name"', 'name = "n"\nto = "tolls[killed].range"')
    found, ledger, _ = rows("id,p,n\nSubtotal,Gao,3\nTotal Energies,Afungi,3\n", text, tmp_path)
    assert [one["id"] for one in found] == ["m:Total Energies"]
    assert dict(ledger.inputs[0].reasons) == {"sum": 1}
    hashed = mapping('name = "p"\nto = "place.name"', 'name = "n"\nto = "tolls[killed].range"', identity='hash = ["p", "n"]')
    found, ledger, _ = rows("p,n\nTotal Energies,3\nTotal week 45,3\n", hashed, tmp_path)
    assert [one["place"]["name"] for one in found] == ["Total Energies"]


def test_a_footnote_below_a_table_is_no_event(tmp_path: Path) -> None:
    text = mapping('name = "p"\nto = "place.name"')
    found, ledger, _ = rows("id,p,x\n1,Gao,\n2,,seen\nNote: provisional figures,,\n* Source: office,,\n", text, tmp_path)
    assert [one["id"] for one in found] == ["m:1", "m:2"]
    assert dict(ledger.inputs[0].reasons) == {"id-alone": 2}
    bare, _, _ = rows("id\n1\n2\n", mapping(), tmp_path)
    assert len(bare) == 2
    known = mapping('name = "p"\nto = "place.name"', 'name = "n"\nto = "tolls[killed].range"', identity='columns = ["p", "no"]')
    found, _, _ = rows("p,no,n\nGao,1,\n,2,\n", known, tmp_path)
    assert [one["place"]["name"] for one in found] == ["Gao"]  # which is in its id, and says where it was


def test_words_for_unknown_are_known_with_and_without_capitals_but_short_ones_as_they_stand(tmp_path: Path) -> None:
    text = mapping(
        'name = "p"\nto = "place.name"', 'name = "k"\nto = "tolls[killed].range"', about='missing = ["inconnu", "nan"]'
    )
    found, _, findings = rows("id,p,k\n1,Nan,Inconnu\n2,INCONNU,nan\n", text, tmp_path)
    assert [one.get("place") for one in found] == [{"name": "Nan"}, None]
    assert not any("tolls" in one for one in found)
    assert not [one for one in findings if one.rule == "CSV-CELL"]


@pytest.mark.parametrize(
    ("cell", "toll"),
    [
        ("env. 20", {"best": 20, "text": "env. 20"}), ("3 à 5", {"low": 3, "high": 5}), ("entre 3 et 5", {"low": 3, "high": 5}),
        ("plus de 10", {"low": 11}), ("moins de 5", {"high": 4}),
    ],
)  # fmt: skip
def test_figures_in_french_are_read_and_what_is_none_is_told_what_would_be(
    cell: str, toll: dict[str, Any], tmp_path: Path
) -> None:
    text = mapping('name = "k"\nto = "tolls[killed].range"')
    found, _, findings = rows(f"id,k\n1,{cell}\n2,une vingtaine\n", text, tmp_path)
    assert found[0]["tolls"] == [{"measure": "killed", "who": "all", **toll}]
    (told,) = [one.message for one in findings if one.rule == "CSV-CELL"]
    assert told.startswith("column 'k': 'une vingtaine' is no number, range (1-4) or bound (10+, ca. 10)")


@pytest.mark.parametrize("cell", ["3 and 5", "3 et 5", "3 y 5", "3 und 5"])
def test_two_counts_in_a_cell_are_no_range(cell: str, tmp_path: Path) -> None:
    found, _, findings = rows(f"id,k\n1,{cell}\n", mapping('name = "k"\nto = "tolls[killed].range"'), tmp_path)
    assert (found, "CSV-CELL" in [one.rule for one in findings]) == ([], True)


def test_what_a_starter_says_of_a_header_far_below_titles_is_read(tmp_path: Path) -> None:
    titles = "Office,,,\nWeek 45,,,\n,,,\nContact,,,\n,,,\n,,,\n"
    table = titles + "ref,date,lieu,morts\n" + "".join(f"a{at},2026-11-0{at},Gao,{at}\n" for at in range(1, 6))
    text = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text
    assert "header_rows = 7 " in text
    found, _, _ = rows(table, text, tmp_path)
    assert [one["date"]["start"] for one in found] == [f"2026-11-0{at}" for at in range(1, 6)]
    with pytest.raises(InputError, match="needs the columns 'morts', which none of the first 7 rows has"):
        rows(table.replace("morts", "dead"), text, tmp_path)


def test_a_starter_sees_codes_of_places_a_link_beside_sources_and_a_sign_between_thousands() -> None:
    table = (
        "id,date,adm,n,Source,Lien\n#event+id,#date,#adm1+code,#affected+killed,,\n"
        "1,2026-01-02,ML07,inconnu,A; B,https://example.org/1\n2,2026-01-03,ML08,1 200,C,https://example.org/2\n"
    )
    text = CsvImporter().starter_mapping(io.BytesIO(table.encode()), name="t.csv").text
    assert 'name = "adm"\nto = "place.pcode"' in text
    assert 'name = "Lien"\nto = "sources[each].url"' in text
    assert "'inconnu' is not what this takes; name it in `missing` or correct it; and '1 200' has a sign" in text


def test_ids_of_several_columns_are_different_for_different_cells(tmp_path: Path) -> None:
    text = mapping(identity='columns = ["a", "b"]')
    found, _, findings = rows("a,b\n1-2,3\n1,2-3\n1%2D2,3\n7,-99\n", text, tmp_path)
    assert [one["id"] for one in found] == ["m:1%2D2-3", "m:1-2-3", "m:1%252D2-3", "m:7--99"]
    assert not [one for one in findings if one.rule == "EVX501"]


def test_a_header_in_the_middle_is_no_event(tmp_path: Path) -> None:
    table = "id,what\n1,x\nid,what\n2,y\n\ufeffid,what\n3,z\n"
    found, ledger, findings = rows(table, mapping('name = "what"\nto = "notes"'), tmp_path)
    assert [one["id"] for one in found] == ["m:1", "m:2", "m:3"]
    assert ledger.inputs[0].reasons == {"TAB-HEADER-AGAIN": 2}
    assert [one.position.line for one in findings if one.rule == "TAB-HEADER-AGAIN"] == [3, 5]


def test_what_is_told_of_the_table_is_no_fault_of_its_first_row(tmp_path: Path) -> None:
    _, _, findings = rows("id,what\n1,x\n", mapping(), tmp_path)
    assert [(one.rule, one.position.row, one.position.line) for one in findings] == [("CSV-BARE", None, 1)]


def test_a_row_of_hashtags_is_no_event_also_where_the_mapping_does_not_say_so(tmp_path: Path) -> None:
    dated = mapping('name = "d"\nto = "date"\norder = "auto"')
    found, ledger, _ = rows("id,d,n\n#event+code,#date +occurred,\n1,13/02/2024,#1\n#2,14/02/2024,#x\n", dated, tmp_path)
    assert [one["id"] for one in found] == ["m:1", "m:#2"]
    assert dict(ledger.inputs[0].reasons) == {"hxl": 1}


def test_ids_can_be_hashed_cells_and_stay_the_same(tmp_path: Path) -> None:
    text = mapping(identity='hash = ["d", "n"]')
    once, _, _ = rows("d,n\n2026-01-01,x\n", text, tmp_path)
    again, _, _ = rows("d,n\n2026-01-01,x\n", text, tmp_path)
    assert once[0]["id"] == again[0]["id"]
    assert len(once[0]["id"]) == len("m:") + 16


def test_evidence_of_cells(tmp_path: Path) -> None:
    column = 'name = "k"\nto = "tolls[killed].best"'
    found, _, _ = rows("id,k\n1,3\n", mapping(column), tmp_path, evidence="cells")
    cell = next(item for item in found[0]["evidence"] if item["pointer"] == "/tolls/0/best")["cell"]
    assert (cell["header"], cell["value"], cell["column"], cell["line"]) == ("k", "3", 2, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "mapping"),
        ('[mapping]\nname = "m"\n[id]\ncolumns = ["id"]', "prefix"),
        (mapping('name = "d"\nto = "date"'), "say its order"),
        (mapping('name = "d"\nto = "date"\norder = "sometimes"'), "none of"),
        (mapping('name = "d"\nto = "plaice.name"'), "no 'plaice'"),
        (mapping('name = "d"\nto = "tolls[killed].many"'), "a toll has"),
        (mapping('name = "d"\nto = "actors[1].nom"'), "no 'nom'"),
        (
            mapping('name = "d"\nto = "actors[initator].name"'),
            r"'initator' is no role; it is one of .* \(or a number",
        ),
        (mapping('name = "d"\nto = "tolls[dead].best"'), "'dead' is no measure"),
        (mapping('name = "d"\nto = "tolls[killed:xyz].best"'), "'xyz' is no who"),
        (mapping('name = "d"\nto = "relations[1]"'), "'1' is no type"),
        (mapping('name = "d"\nto = "relations[part-of].id"'), "no 'id'; it has target"),
        (mapping('name = "d"\nto = "place"'), "'place' has members, which a cell has not; name one: name, "),
        (mapping('name = "d"\nto = "place.point"'), "a point in one cell; say its order"),
        (mapping('name = "d"\nto = "provenance"'), "name one: importer, "),
        (mapping('name = "d"\nto = "tolls"'), "'tolls' is a list, which a cell is not"),
        (mapping('name = "d"\nto = "actors[1].codes"'), "is a list, which a cell is not"),
        (mapping('name = "d"\nto = "tags"'), "say what separates its values"),
        (mapping('name = "d"\nto = "notes"\nseparator = ";"'), "is one value, no list"),
        (mapping('name = "d"\nto = "lambda x: x"'), "no target"),
        (mapping(identity=""), "either"),
        (mapping(about='speed = "fast"'), "speed"),
        ("id,day\n1,2026-03-01\n", "mapping m.toml: this is not TOML"),
    ],
)
def test_a_mapping_with_a_mistake_says_where(text: str, words: str) -> None:
    with pytest.raises(eventx.UsageError, match=words):
        parse_mapping(text, "m.toml", toml=True)


def test_a_table_without_a_mapped_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(eventx.InputError, match=r"'place'.*lacks"):
        rows("id,x\n1,2\n", mapping('name = "place"\nto = "place.name"'), tmp_path)


@pytest.mark.parametrize(
    ("text", "value"),
    [("34.5", 34.5), ("-1.2", -1.2), ("34° 31' 12\" N", 34.52), ("34d30m S", -34.5), ("069 15 00 W", -69.25), ("34°30′", 34.5)],
)
def test_degrees(text: str, value: float) -> None:
    assert degrees(text, ".") == pytest.approx(value)


def test_a_point_in_degrees_is_one_under_any_decimal_mark() -> None:
    assert degrees("44,02", ",") == degrees("44.02", ",") == 44.02
    for bad in ("1.044,02", "1.044.02", "95.5"):
        with pytest.raises(BadCell):
            degrees(bad, ",", "NS")


def test_decimal_degrees_may_have_a_side_and_the_comma_that_the_mapping_says() -> None:
    assert degrees("48.5 S", ".") == degrees("S 48,5°", ",") == degrees("48,5S", ",") == -48.5
    assert degrees("48°18,5'N", ",") == pytest.approx(48.308333)
    with pytest.raises(BadCell, match='say decimal = ","'):
        degrees("48,5 S", ".")
    with pytest.raises(BadCell, match="swapped"):
        degrees("48,5 E", ",", "NS")
    with pytest.raises(BadCell, match="no decimal number"):
        degrees("48,5 x", ",")


def test_a_whole_number_has_the_decimal_mark_of_its_table(tmp_path: Path) -> None:
    """What programs write of whole numbers in a column that has blanks."""
    european = mapping('name = "k"\nto = "tolls[killed].range"', about='decimal = ","\nthousands = "."\ndelimiter = ";"')
    found, _, findings = rows("id;k\na;1,0\nb;1.234,0\nc;2,5\nd;1.234,5\ne;1.0\n", european, tmp_path)
    assert [one["tolls"][0]["best"] for one in found] == [1, 1234, 1]
    assert [one.message for one in findings if one.rule == "CSV-CELL"] == [
        "column 'k': '2,5' is no whole number", "column 'k': '1.234,5' is no whole number",
    ]  # fmt: skip
    for thousands in ("1.000", "3,000"):  # or three with three decimals: nobody knows
        with pytest.raises(BadCell):
            whole(thousands, ",")


def test_cells_of_other_kinds() -> None:
    assert whole("3.0") == 3
    assert counts("1-4") == {"low": 1, "high": 4}
    for text, said in {
        "at least 7": {"low": 7}, ">= 7": {"low": 7}, "7+": {"low": 7}, "mind. 7": {"low": 7},
        "> 7": {"low": 8}, ">7": {"low": 8}, "≤ 3": {"high": 3}, "up to 3": {"high": 3}, "<5": {"high": 4}, "< 1": {"high": 0},
        "~10": {"best": 10, "text": "~10"}, "ca. 10": {"best": 10, "text": "ca. 10"},
    }.items():  # fmt: skip
        assert counts(text) == said
    assert truth("TRUE") is True
    for bad in ("1.5", "three", "1.23E+15"):
        with pytest.raises(BadCell):
            whole(bad)
    for bad in ("4-1", "-3", "<0", "> x", "over"):
        with pytest.raises(BadCell):
            counts(bad)
    with pytest.raises(BadCell, match="'<0' is fewer than none"):
        counts("<0")


@pytest.mark.parametrize(
    ("text", "order", "start"),
    [
        ("2026-02-28", "iso", "2026-02-28"), ("2026-02-28 00:00:00.000", "iso", "2026-02-28"),
        ("28/02/2026", "dmy", "2026-02-28"),
        ("02/28/2026", "mdy", "2026-02-28"), ("28 February 2026", "iso", "2026-02-28"), ("28-Feb-2026", "mdy", "2026-02-28"),
        ("Feb 28, 2026", "iso", "2026-02-28"), ("2026-02", "iso", "2026-02-01"), ("2026", "iso", "2026-01-01"),
        ("28.2.26 10", "%d.%m.%y %H", "2026-02-28"),
    ],
)  # fmt: skip
def test_dates(text: str, order: str, start: str) -> None:
    assert read_date(text, order)["start"] == start


@pytest.mark.parametrize("text", ["30/02/2026", "45000", "28/02/26", "yesterday", "2026-13-01", "13/13/2026"])
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(BadCell):
        read_date(text, "dmy")


@given(st.lists(st.dates(), min_size=1, max_size=20))
def test_an_order_once_shown_reads_every_cell_right(days: list[Any]) -> None:
    cells = [f"{day.day:02}/{day.month:02}/{day.year:04}" for day in days]
    if shown_order(cells) == "dmy":
        assert [read_date(cell, "dmy")["start"] for cell in cells] == [day.isoformat() for day in days]


def test_what_is_exported_can_be_imported_and_means_the_same(tmp_path: Path) -> None:
    record = {
        "schema_version": "1.0.0", "kind": "event", "id": "test:1", "status": "reported", "type": "shelling",
        "date": {"start": "2026-03-01", "end": "2026-03-02", "precision": "days"},
        "place": {"name": "Siversk; centre", "admin1": "Donetsk", "point": {"lat": -1.25, "lon": 38.1}},
        "actors": [{"role": "initiator", "name": "Group A"}, {"role": "target", "name": "Group B"}],
        "tolls": [{"measure": "killed", "who": "all", "low": 24, "high": 99}],
        "notes": "=SUM(A1) is no formula,\nbut words",
    }  # fmt: skip
    eventx.write([record], tmp_path / "flat.csv")
    with (tmp_path / "flat.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["latitude"] == "-1.25"
    assert row["notes"].startswith("'=SUM")
    (back,) = eventx.read(tmp_path / "flat.csv").records()
    for member in ("id", "kind", "type", "status", "date", "place", "actors", "tolls"):
        assert back[member] == record[member], member


def test_that_the_dead_are_not_known_is_told_in_the_words_of_the_cell(tmp_path: Path) -> None:
    figures = [f'name = "{name}"\nto = "tolls[{measure}].best"' for name, measure in (("dead", "killed"), ("hurt", "injured"))]
    table = "id,dead,hurt\n1,n/a,\n2,-99,NA\n3,,\n4,0,\n5,n/a,2\n6,-99,2\n"
    known, _, told = rows(table, mapping(*figures, about='missing = ["n/a", "NA", "-99"]'), tmp_path)
    assert ["tolls" in one for one in known] == [False, False, False, True, True, True]
    gaps = [one["gaps"][0] if "gaps" in one else None for one in known]
    assert [gap and gap["reason"] for gap in gaps] == [
        "the table has dead 'n/a'",
        "the table has dead '-99', hurt 'NA'",
        *[None] * 4,
    ]
    assert gaps[0] == {"pointer": "/tolls", "state": "unknown", "reason": "the table has dead 'n/a'"}
    assert known[4]["tolls"] == [{"measure": "injured", "who": "all", "best": 2}]
    (finding,) = [one for one in told if one.rule == "CSV-UNKNOWN"]
    assert finding.message == "dead 'n/a': not known, so the record has no such figure, which is not 0"
    assert (finding.position.row, finding.position.column, finding.value, finding.record) == (5, 2, "n/a", "m:5")


GUARDED = {"=1+1": "'=1+1", "@home": "'@home", "-none of them": "'-none of them", "'=1+1": "''=1+1", "''=1": "'''=1"}
AS_THEY_ARE = ("'s-Hertogenbosch", "'quoted' words", "'", "-1.2", "'-1.2", "it's so")


def test_the_apostrophe_of_a_guarded_cell_is_taken_off_and_no_other(tmp_path: Path) -> None:
    texts = [*GUARDED, *AS_THEY_ARE]
    records = [
        {"schema_version": "1.0.0", "kind": "event", "id": f"x:{number}", "status": "reported", "notes": text, "tags": [text]}
        for number, text in enumerate(texts)
    ]
    eventx.write(records, tmp_path / "one.csv")
    with (tmp_path / "one.csv").open(newline="", encoding="utf-8") as file:
        assert [row["notes"] for row in csv.DictReader(file)] == [*GUARDED.values(), *AS_THEY_ARE]
    back = list(eventx.read(tmp_path / "one.csv", options={"evidence": "cells"}).records())
    assert [(one["notes"], one["tags"]) for one in back] == [(text, [text]) for text in texts]
    cells = [item["cell"]["value"] for one in back for item in one["evidence"] if item["pointer"] == "/notes"]
    assert cells == [*GUARDED.values(), *AS_THEY_ARE], "evidence shows the cell as it stands"
    for one in back:
        del one["provenance"], one["evidence"]
    eventx.write(back, tmp_path / "two.csv")
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()


def test_the_apostrophe_of_a_table_of_somebody_elses_stays(tmp_path: Path) -> None:
    text = '[mapping]\nname = "t"\nprefix = "t"\n[id]\ncolumns = ["n"]\n[[column]]\nname = "words"\nto = "notes"\n'
    ((record,), _, _) = rows("n,words\n1,'=1+1\n", text, tmp_path)
    assert record["notes"] == "'=1+1"


def test_formulas_are_guarded_and_numbers_are_not() -> None:
    assert is_formula("=1+1")
    assert is_formula("@x")
    assert is_formula("-cmd|x")
    assert not is_formula("-1.2")
    assert not is_formula("+7")
    losses = Losses()
    one = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported", "notes": "=1"}
    out = io.BytesIO()
    CsvExporter().write([one], out, losses, guard=False)
    assert b",=1," in out.getvalue()
    assert not losses.counts["CSV-GUARDED"]


def test_unmapped_columns_with_one_header_are_all_kept(tmp_path: Path) -> None:
    (found,), _, _ = rows("id,x,x,\n1,a,b,c\n", mapping(), tmp_path)
    extras = {name: value for name, value in found.items() if name.startswith("m:")}
    assert extras == {"m:x (column 2)": "a", "m:x (column 3)": "b", "m:(column 4)": "c"}


def test_a_word_that_was_translated_travels_along(tmp_path: Path) -> None:
    column = 'name = "t"\nto = "type"\ncodes = { Ambush = "armed-clash" }'
    (found,), _, _ = rows("id,t\n1,Ambush\n", mapping(column), tmp_path)
    assert (found["type"], found["m:t"]) == ("armed-clash", "Ambush")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (('name = "a"\nto = "place.name"', 'name = "b"\nto = "place.name"'), "already filled"),
        (('name = "a"\nto = "tolls[killed].range"', 'name = "b"\nto = "tolls[killed].low"'), "already filled"),
        (('name = "a"\nto = "date"\norder = "%d.%m"',), "no certain date"),
        (('name = "a"\nto = "date"\norder = "%x"',), "no certain date"),
    ],
)
def test_a_mapping_that_would_lose_or_invent_a_value_is_refused(columns: tuple[str, ...], words: str) -> None:
    with pytest.raises(eventx.UsageError, match=words):
        parse_mapping(mapping(*columns), "m.toml", toml=True)


def test_a_constant_without_room_for_a_column_is_refused() -> None:
    text = mapping('name = "a"\nto = "place.name"') + '[record]\nplace = "x"\n'
    with pytest.raises(eventx.UsageError, match="no room"):
        parse_mapping(text, "m.toml", toml=True)


def test_a_format_without_a_day_gives_no_day() -> None:
    assert read_date("2026", "%Y") == {"start": "2026-01-01", "end": "2026-12-31", "precision": "year"}
    assert read_date("2.2026", "%m.%Y") == {"start": "2026-02-01", "end": "2026-02-28", "precision": "month"}


def test_day_and_month_alike_need_no_order() -> None:
    assert shown_order(["03/03/2026"]) == "iso"
    assert read_date("03/03/2026", "iso")["start"] == "2026-03-03"
    with pytest.raises(BadCell, match="dmy or mdy"):
        read_date("03/04/2026", "iso")


def test_numbers_that_are_none_of_people_or_places() -> None:
    with pytest.raises(BadCell, match="5000 digits"):
        whole("9" * 5000)
    with pytest.raises(BadCell):
        degrees("12 345", ".")
    with pytest.raises(BadCell, match="swapped"):
        degrees("34 30 E", ".", "NS")


def test_garbled_letters_are_warned_of_once_a_column_and_kept(tmp_path: Path) -> None:
    found, _, findings = rows("id,n\n1,OrlÃ©ans\n2,NÃ®mes\n3,São Ângelo\n", mapping(), tmp_path)
    assert [(one.rule, one.position.line) for one in findings] == [("CSV-BARE", 1), ("CSV-MOJIBAKE", 2)]
    assert found[0]["m:n"] == "OrlÃ©ans"


def test_two_bounds_are_as_exact_as_what_lies_between(tmp_path: Path) -> None:
    columns = ('name = "a"\nto = "date.start"\norder = "iso"', 'name = "b"\nto = "date.end"\norder = "iso"')
    bounds = ("2015-05-01,2015-05-01", "2015-05-01,2015-05-03", "2015-05-01,2015-05-31", "2015-05-01,", "2015-01-01,2016-12-31")
    table = "id,a,b\n" + "".join(f"{number},{pair}\n" for number, pair in enumerate(bounds))
    found, _, _ = rows(table, mapping(*columns), tmp_path)
    assert [one["date"]["precision"] for one in found] == ["day", "days", "month", "day", "years"]


def test_a_text_with_commas_is_no_table() -> None:
    prose = b"A bomb killed two people in Quetta on March 10, police said. Lahore, too, was tense, they said, since May.\n"
    assert CsvImporter().sniff(prose, "news.txt") is None
    table = CsvImporter().sniff(b"id,date,place name,people killed\n1,2024-01-01,Quetta,2\n", "table.txt")
    assert table is not None


def test_every_bad_cell_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    declared = mapping('name = "day"\nto = "date"\norder = "iso"', 'name = "n"\nto = "tolls[killed].best"')
    found, ledger, findings = rows("id,day,n\n1,2026-02-31,x\n2,2026-02-28,3\n", declared, tmp_path)
    assert ([record["id"] for record in found], ledger.inputs[0].rejected) == (["m:2"], 1)
    assert [(one.rule, one.position.row, one.position.column) for one in findings] == [("CSV-CELL", 1, 2), ("CSV-CELL", 1, 3)]


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    found, ledger, findings = rows("id,n\n1,3\n1,3\n1,4\n", mapping('name = "n"\nto = "tolls[killed].best"'), tmp_path)
    (account,) = ledger.inputs
    assert (len(found), account.merged, account.rejected, account.reasons) == (1, 1, 1, {"CSV-SAME-ROW": 1, "EVX501": 1})
    assert [one.rule for one in findings] == ["CSV-BARE", "EVX501"]


CLAIMS = [
    {"measure": "killed", "who": "group", "group": "fighters", "best": 34, "claimant": "Pakistan's military"},
    {"measure": "killed", "who": "civilians", "low": 17, "claimant": "the Taliban; Kabul"},
    {"measure": "killed", "who": "all", "text": "dozens; maybe more", "low": 24, "high": 99, "superseded": True},
    {"measure": "injured", "who": "all", "low": 3, "best": 3, "high": 3},
    {"measure": "abducted", "who": "all", "best": 2, "text": "two"},
]


def full_record(**members: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.0.0", "kind": "event", "id": "test:1", "status": "reported", "tolls": CLAIMS[1:],
        "place": {"name": "Aba", "point": {"lat": 5.1, "lon": 7.36}, "radius_m": 12600, "precision": "settlement"},
        "actors": [
            {"role": "initiator", "name": "Group A", "type": "rebel-group"},
            {"role": "initiator", "name": "Army of B", "type": "military"}, {"role": "target", "type": "civilians"},
        ],
        "relations": [{"type": "part-of", "target": "test:9"}, {"type": "follows", "target": "test:2"}],
        "sources": [{"name": "A", "published": "2026-03-01", "url": "https://a.example/1"},
                    {"name": "B", "published": "2026-03-02", "url": "https://b.example/1"}],
        **members,
    }  # fmt: skip


def through_flat(record: dict[str, Any], folder: Path, **options: str) -> tuple[dict[str, Any], list[str]]:
    eventx.write([record], folder / "one.csv")
    findings: list[Any] = []
    (back,) = eventx.read(folder / "one.csv", options=options, on_finding=findings.append).records()
    eventx.write([back], folder / "two.csv")
    tables = [(folder / name).read_text(encoding="utf-8") for name in ("one.csv", "two.csv")]
    first, second = ({**next(csv.DictReader(io.StringIO(one, newline=""))), "importer": ""} for one in tables)
    assert first == second
    return back, [one.rule for one in findings if one.rule != "EVX503"]


@pytest.mark.parametrize("evidence", ["row", "cells"])
def test_claims_types_relations_and_days_of_the_flat_table_come_back(tmp_path: Path, evidence: str) -> None:
    record = full_record()
    back, told = through_flat(record, tmp_path, evidence=evidence)
    for member in ("tolls", "place", "actors", "relations", "sources"):
        assert back[member] == record[member], member
    assert told == []
    assert not [name for name in back if name.startswith("flat:") and name not in ("flat:importer",)]


def test_how_a_record_was_made_comes_back_from_the_flat_table(tmp_path: Path) -> None:
    made = {"importer": {"name": "rferl"}, "method": "rules", "confidence": 0.5, "confidence_meaning": "a guess"}
    eventx.write([full_record(provenance=made)], tmp_path / "one.csv")
    (back,) = eventx.read(tmp_path / "one.csv", on_finding=lambda _: None).records()
    assert back["provenance"] == {"mapping": "eventx-flat", "importer": {"name": "csv"}, "method": "rules"}
    # What a confidence is of has no column, so it is no confidence of the record's any more.
    assert (back["flat:importer"], back["flat:confidence"]) == ("rferl", "0.5")


SIDES = [{"measure": "killed", "who": who, "best": count} for who, count in (("side-a", 0), ("side-b", 4), ("civilians", 1))]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("tolls", [*SIDES, {"measure": "killed", "who": "all", "low": 3, "best": 5, "high": 9}]),
        ("actors", [{"role": "not-stated", "name": name, "type": "armed-group"} for name in ("Blue", "Red")]),
        ("sources", [{"name": name, "published": "2026-03-01"} for name in ("A", "B")]),
        ("sources", [{"url": "https://a.example/1"}, {"url": "https://b.example/1"}]),
        ("sources", [{"published": "2026-03-04"}]),
        ("tolls", [{"measure": "killed", "who": "civilians", "group": one, "best": 9} for one in ("traders", "passersby: two")]),
        ("place", {"name": "Aba", "country": {"codes": [{"system": "iso3166-1-alpha3", "code": "NGA", "basis": "source"}]}}),
    ],
)
def test_what_the_flat_table_says_of_several_comes_back_to_each(tmp_path: Path, member: str, value: Any) -> None:
    back, told = through_flat(full_record(**{member: value}), tmp_path)
    assert (back[member], told) == (value, [])
    assert [name for name in back if name.startswith("flat:")] == []


def test_the_quotes_of_the_flat_table_come_back(tmp_path: Path) -> None:
    quotes = ["Gunmen killed two officers", "=two of them", "six | seven", "killed two"]  # the last is within the first
    evidence = [
        {"pointer": f"/tolls/{number}" if number else "", "quote": {"exact": one, "start": number, "end": number + len(one)}}
        for number, one in enumerate(quotes)
    ]
    back, told = through_flat(full_record(evidence=evidence), tmp_path)
    exact = [item["quote"]["exact"] for item in back["evidence"] if "quote" in item]
    assert exact == ["Gunmen killed two officers", "=two of them", "six", "seven"]
    assert {item["pointer"] for item in back["evidence"]} == {""}
    assert "flat:evidence" not in back
    assert told == []


def saved_again(path: Path, changed: Callable[[str, str], str | None]) -> None:
    """The table as another program writes it: each cell by its column."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows({name: changed(name, cell) for name, cell in row.items()} for row in rows)


@pytest.mark.parametrize(
    "tolls",
    [
        CLAIMS[1:],
        [{"measure": "killed", "who": "group", "group": "fighters", "low": 24, "high": 99, "claimant": "both sides"}],
        [{"measure": "killed", "who": "all", "best": 1200}],
        [*SIDES, {"measure": "killed", "who": "all", "low": 3, "best": 5, "high": 9}],
    ],
)
def test_claims_come_back_when_figures_have_a_point_as_pandas_writes_them(tmp_path: Path, tolls: list[dict[str, Any]]) -> None:
    table = tmp_path / "one.csv"
    eventx.write(full_record(tolls=tolls), table)
    saved_again(table, lambda _, cell: f"{cell}.0" if cell.isdigit() else cell)
    (back,) = eventx.read(table, on_finding=lambda _: None).records()
    assert back["tolls"] == tolls
    assert not [name for name in back if name.startswith("flat:") and name != "flat:importer"]


def test_a_figure_that_somebody_changed_is_not_what_the_words_say(tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    eventx.write(full_record(tolls=CLAIMS[:1]), table)
    saved_again(table, lambda name, cell: "35.0" if name == "killed_best" else cell)
    (back,) = eventx.read(table, on_finding=lambda _: None).records()
    assert back["tolls"] == [{"measure": "killed", "who": "all", "best": 35}]
    assert back["flat:killed_claims"] == "34 fighters by Pakistan's military"


def test_the_role_of_a_participant_is_a_declared_loss(tmp_path: Path) -> None:
    for name in ("one.csv", "one.hxl.csv"):
        for role, lost in (("participant", {"FLAT-ACTORS": 1}), ("not-stated", {}), ("target", {})):
            record = {"schema_version": "1.0.0", "kind": "event", "id": "t:1", "status": "reported"}
            ledger = eventx.write({**record, "actors": [{"role": role, "name": "C"}]}, tmp_path / name)
            assert ledger.losses.counts == lost


def elsewhere(folder: Path, change: Callable[[list[list[str]]], list[list[str]]]) -> tuple[list[Any], list[Any], list[str]]:
    """The records of a flat table, and of the same as another program saved it, with what was told of the latter."""
    eventx.write(
        [
            full_record(),
            full_record(
                id="test:2", tolls=CLAIMS[:1], civilian_targeting=True, relations=[{"type": "follows", "target": "test:1"}]
            ),
        ],
        folder / "flat.csv",
    )
    with (folder / "flat.csv").open(newline="", encoding="utf-8") as file:
        rows = change(list(csv.reader(file)))
    with (folder / "again.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    told: list[eventx.Finding] = []
    first, again = (list(eventx.read(folder / name, on_finding=told.append).records()) for name in ("flat.csv", "again.csv"))
    for record in first + again:
        record["evidence"] = [one for one in record["evidence"] if "cell" not in one]
    return first, again, [finding.rule for finding in told]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: [[cell or "NA" for cell in row] for row in rows],
        lambda rows: [[cell or "NaN" for cell in row] for row in rows],
        lambda rows: [row[::-1] for row in rows],
        lambda rows: [[{"true": "1.0", "false": "0.0"}.get(cell, cell) for cell in row] for row in rows],
        lambda rows: [[re.sub(r"^(-?[0-9]+)[.]([0-9]+)$", r"\1,\2", cell) for cell in row] for row in rows],
    ],
    ids=["blank by R", "blank by pandas", "columns turned round", "truths as decimals", "decimal commas"],
)
def test_a_flat_table_is_known_and_read_the_same_when_another_program_saved_it(
    change: Callable[[list[list[str]]], list[list[str]]], tmp_path: Path
) -> None:
    first, again, _ = elsewhere(tmp_path, change)
    assert again == first


def without(column: str) -> Callable[[list[list[str]]], list[list[str]]]:
    def change(rows: list[list[str]]) -> list[list[str]]:
        at = rows[0].index(column)
        return [row[:at] + row[at + 1 :] for row in rows]

    return change


def test_a_flat_table_may_lack_columns_whose_values_are_unknown_then(tmp_path: Path) -> None:
    first, again, told = elsewhere(tmp_path, without("radius_m"))
    assert "CSV-COLUMN" in told
    for record in first:
        del record["place"]["radius_m"]
    assert again == first


def test_a_list_that_somebody_wrote_without_blanks_is_one_entry_and_that_is_told(tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    eventx.write([full_record(tags=["a;b", "c"], sources=[{"url": "https://example.org/?a;b"}])], table)
    told: list[eventx.Finding] = []
    (back,) = eventx.read(table, on_finding=told.append).records()
    assert back["tags"] == ["a;b", "c"]
    assert [one.message for one in told if one.rule == "CSV-LIST"] == [
        "column 'tags': 'a;b' is read as one entry; between two stands '; '"
    ]


@pytest.mark.parametrize("column", ["kind", "status", "date_start", "date_end"])
def test_a_flat_table_without_a_column_that_changes_what_the_others_say_is_refused(column: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a table needs a mapping"):
        elsewhere(tmp_path, without(column))
    with pytest.raises(InputError, match=f"needs the columns '{column}'"):
        list(eventx.read(tmp_path / "again.csv", options={"mapping": "flat"}))


def test_a_flat_table_with_the_dates_of_a_spreadsheet_is_read_by_the_order_that_is_said(tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    day = {"start": "2026-02-03", "end": "2026-02-28", "precision": "days"}
    eventx.write(full_record(date=day), table)
    saved_again(table, {"date_start": "2/3/2026", "date_end": "2/28/2026"}.get)
    (back,) = eventx.read(table, options={"dates": "mdy"}, on_finding=lambda _: None).records()
    assert back["date"] == day
    findings: list[Any] = []
    assert list(eventx.read(table, on_finding=findings.append)) == []
    assert "-O dates=mdy" in findings[0].message
    eventx.write(full_record(date=day), table)  # an untouched one is the same by any order
    for order in ("auto", "dmy", "mdy"):
        (back,) = eventx.read(table, options={"dates": order}, on_finding=lambda _: None).records()
        assert back["date"] == day


def test_claims_that_words_do_not_tell_apart_come_back_as_their_range_with_a_word(tmp_path: Path) -> None:
    unsure = [{"measure": "killed", "who": "all", "low": 1, "best": 2, "high": 9, "claimant": "A"}, CLAIMS[0]]
    eventx.write([full_record(tolls=unsure)], tmp_path / "one.csv")
    findings: list[Any] = []
    (back,) = eventx.read(tmp_path / "one.csv", on_finding=findings.append).records()
    assert back["tolls"] == [{"measure": "killed", "who": "all", "low": 1, "high": 34}]
    assert back["flat:killed_claims"] == "2 by A; 34 fighters by Pakistan's military"
    assert "2 claims of killed" in next(one.message for one in findings if one.rule == "CSV-CLAIMS")


def test_an_article_has_no_starter() -> None:
    prose = b"GAO, Mali -- Gunmen attacked, killing two.\n\nA day earlier, nothing happened.\n"
    with pytest.raises(InputError, match="so this is no table"):
        CsvImporter().starter_mapping(io.BytesIO(prose), name="art.txt")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>\n", "it is a web page"),
        (b"<html><body><h1>Sorry, come back later</h1></body></html>", "it is a web page"),
        (b'<?xml version="1.0"?>\n<events>\n<event id="1"><day>2026-03-01</day></event>\n</events>\n', "it is XML"),
        (b"<events>\n<event/>\n</events>\n", "it is XML"),
        (b'{"data": []}', "there are no rows"),
    ],
)
def test_an_answer_without_a_table_has_no_starter(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        CsvImporter().starter_mapping(io.BytesIO(content), name="answer")


AWKWARD = (
    ["=1+1"], ["'=x"], ["''=x"], ["\t=x"], [" a"], ["a "], ["\u2028x"],
    ["a;b"], ["a; b"], ["a;", "b"], ["a", " b"], ["a\0b"], ["'x"],
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".hxl.csv"])
@pytest.mark.parametrize("texts", AWKWARD)
def test_what_a_text_loses_in_a_flat_table_is_declared_and_the_rest_comes_back(
    tmp_path: Path, suffix: str, texts: list[str]
) -> None:
    record = {
        "schema_version": "1.0.0", "kind": "event", "id": "t:1", "status": "reported", "place": {"name": texts[0]},
        "actors": [{"name": text, "role": "initiator"} for text in texts], "notes": texts[-1], "tags": texts,
        "sources": [{"name": text} for text in texts],
    }  # fmt: skip
    losses: list[Loss] = []
    exporter, options = (HxlExporter(), {}) if "hxl" in suffix else (CsvExporter(), CsvExporter.suffix_options.get(suffix, {}))
    with (tmp_path / f"t{suffix}").open("wb") as out:
        exporter.write([record], out, Losses(heed=losses.append), **options)  # type: ignore[operator]
    (back,) = eventx.read(tmp_path / f"t{suffix}", on_finding=lambda _: None).records()
    declared = {loss.pointer for loss in losses if loss.code in ("FLAT-SIGNS", "FLAT-SEPARATOR")}
    assert {f"/{name}" for name in record if back.get(name) != record[name]} == declared
