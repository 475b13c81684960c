"""Rows of JSON and map layers by a mapping; points in one cell; and our own GeoJSON, which comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx.errors import InputError, UsageError
from eventx.plugins import Sniff
from eventx.vocabulary import vocabulary
from eventx_csv import CsvImporter
from eventx_csv.cells import BadCell
from eventx_csv.guesses import KINDS, meant, plain
from eventx_csv.points import NoPoint, is_pair, point, shown_order

ABOUT = '[mapping]\nname = "m"\nprefix = "m"\n[id]\ncolumns = ["id"]\n[[column]]\nname = "day"\nto = "date"\norder = "iso"\n'
POINT = '[[column]]\nname = "geometry"\nto = "place.point"\norder = "wkt"\n'


def read(content: str | bytes, declared: str, tmp_path: Path) -> tuple[list[dict[str, Any]], list[Any], eventx.Ledger]:
    (tmp_path / "t.json").write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "m.toml").write_text(declared, encoding="utf-8")
    findings: list[Any] = []
    options = {"mapping": str(tmp_path / "m.toml")}
    events = eventx.read(tmp_path / "t.json", format="csv", options=options, on_finding=findings.append)
    return list(events.records()), findings, events.ledger


def starter(value: Any, tmp_path: Path) -> str:
    (tmp_path / "answer.json").write_text(json.dumps(value), encoding="utf-8")
    with (tmp_path / "answer.json").open("rb") as stream:
        return CsvImporter().starter_mapping(stream, name="answer.json").text


def layer(*features: dict[str, Any], **besides: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature"} | one for one in features]} | besides)


def feature(ident: str, shape: Any = None, **properties: Any) -> dict[str, Any]:
    return {"properties": {"id": ident, "day": "2026-03-01", **properties}, "geometry": shape}


@pytest.mark.parametrize(
    "form",
    [
        json.dumps,
        lambda rows: json.dumps({"count": 2, "next": None, "results": rows}),
        lambda rows: "\n".join(map(json.dumps, rows)),
    ],
    ids=["list", "envelope", "lines"],
)
def test_rows_of_json_are_read_whichever_way_an_api_gives_them(form: Any, tmp_path: Path) -> None:
    rows = [
        {"id": 7, "day": "2026-03-01", "where": {"town": "Taiz", "gps": [13.5789, 44.0219]}, "labels": ["market", "shell"]},
        {"id": 8, "day": "2026-03-02", "where": None, "labels": [], "killed": 2},
    ]
    declared = ABOUT + "".join(
        f'[[column]]\nname = "{name}"\nto = "{to}"\n{more}\n'
        for name, to, more in (
            ("where.town", "place.name", ""),
            ("where.gps", "place.point", 'order = "lat-lon"'),
            ("labels", "tags", 'separator = "; "'),
            ("killed", "tolls[killed].best", ""),
        )
    )
    (first, second), findings, ledger = read(form(rows), declared, tmp_path)
    assert first["place"] == {"name": "Taiz", "point": {"lat": 13.5789, "lon": 44.0219}}
    assert (first["id"], first["tags"]) == ("m:7", ["market", "shell"])
    assert "place" not in second
    assert second["tolls"] == [{"measure": "killed", "who": "all", "best": 2}]
    assert (findings, ledger.inputs[0].read) == ([], 2)


def test_a_file_of_rows_a_line_may_have_one_row(tmp_path: Path) -> None:
    ((record,), findings, ledger) = read('\n{"id": 7, "day": "2026-03-01", "labels": ["market", "shell"]}\n', ABOUT, tmp_path)
    assert (record["id"], record["evidence"][0]["cell"]["line"], findings) == ("m:7", 2, [])
    assert (ledger.inputs[0].read, ledger.inputs[0].reasons) == (2, {"blank": 1})


@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ('{"id": "bad", "day": "2026-0', "the line is no JSON: Unterminated string"),
        ('{"id": "bad", "day": "2026-03-01", "id": "b"}', "the member 'id' twice"),
        ("[1]", "the line is no object"),
        ('{"id": ' + '{"y":' * 100_000, "nested too deeply"),
    ],
    ids=["cut", "a member twice", "a list", "deep"],
)
def test_of_rows_a_line_a_bad_one_is_rejected_and_the_others_are_kept(bad: str, words: str, at: int, tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "day": f"2026-03-0{number}"}) for number in (1, 2, 3)]
    records, (finding,), ledger = read("".join(f"{one}\n" for one in (*lines[:at], bad, *lines[at:])), ABOUT, tmp_path)
    assert [one["id"] for one in records] == ["m:1", "m:2", "m:3"]
    assert words in finding.message
    assert (finding.rule, finding.position.line, finding.position.row) == ("CSV-DAMAGED", at + 1, at + 1)
    account = ledger.inputs[0]
    assert (account.read, account.kept, account.rejected, account.state) == (4, 3, 1, "read")


def test_a_bad_first_line_is_rejected_and_the_only_other_row_is_kept(tmp_path: Path) -> None:
    ((record,), (finding,), _) = read('{"id": "bad", "day": "2026-0\n{"id": 1, "day": "2026-03-01"}\n', ABOUT, tmp_path)
    assert (record["id"], finding.rule, finding.position.line) == ("m:1", "CSV-DAMAGED", 1)
    with pytest.raises(InputError, match="it may be cut off"):  # an answer of which only the first row came
        read('{"data": [\n{"id": 1, "day": "2026-03-01"}', ABOUT, tmp_path)


@pytest.mark.parametrize("bad", ['{"id": "b", "day": "2026-03-01", "id": "c"}', '{"id": "b", "by": [{"x": 1, "x": 2}]}'])
@pytest.mark.parametrize("form", ["[{}]", '{{"data": [{}]}}'])
def test_of_a_list_of_rows_one_with_a_member_twice_is_rejected_and_the_others_are_kept(
    bad: str, form: str, tmp_path: Path
) -> None:
    rows = f'{{"id": "a", "day": "2026-03-01"}}, {bad}, {{"id": "d", "day": "2026-03-01"}}'
    records, (finding,), _ = read(form.format(rows), ABOUT, tmp_path)
    assert [one["id"] for one in records] == ["m:a", "m:d"]
    assert (finding.rule, finding.position.row) == ("CSV-DAMAGED", 2)
    assert (finding.position.pointer or "").endswith("/1")
    assert "twice; which is meant can't be known" in finding.message


def test_rows_a_line_that_end_in_the_middle_of_one_are_a_file_that_is_cut_off(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"id": 1, "day": "2026-03-01"}\n{"id": 2, "day": "20')
    (tmp_path / "m.toml").write_text(ABOUT)
    events = eventx.read(tmp_path / "t.json", format="csv", options={"mapping": str(tmp_path / "m.toml")})
    with pytest.raises(InputError, match="line 2 ends in the middle of a row; the file is cut off"):
        list(events)
    (account,) = events.ledger.inputs
    assert (account.kept, account.rejected, account.state) == (1, 1, "failed")


@pytest.mark.parametrize(
    "content",
    [
        '{"id": {"0": 7, "1": 8}, "day": {"0": "2026-03-01", "1": "2026-03-02"}}',
        '{"id": [7, 8], "day": ["2026-03-01", "2026-03-02"]}',
        '{"id": 7, "day": "2026-03-01", "items": [{"id": 8}]}',
    ],
    ids=["columns of objects", "columns of lists", "an unknown envelope"],
)
def test_an_object_that_holds_rows_of_its_own_is_no_row(content: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="write a list with an object for each row"):
        read(content, ABOUT, tmp_path)


def test_members_of_members_and_lists_of_objects_have_columns_and_nothing_is_lost(tmp_path: Path) -> None:
    sources = [{"path": "https://example.org/a", "about": "film; close"}, {"path": "https://example.org/b"}]
    row = {"id": "a", "day": "2026-03-01", "sources": sources, "a.b": 1, "a": {"b": 2}, "deep": [[1, 2], [3]], "yes": True}
    declared = ABOUT + '[[column]]\nname = "sources.path"\nto = "sources[each].url"\nseparator = "; "\n'
    declared += '[[column]]\nname = "sources.about"\nto = "sources[each].title"\nseparator = "; "\n'
    ((record,), _, _) = read(json.dumps([row]), declared, tmp_path)
    assert record["sources"] == [{"url": one["path"]} | ({"title": one["about"]} if "about" in one else {}) for one in sources]
    extras = {name: value for name, value in record.items() if name.startswith("m:")}
    assert extras == {"m:a.b": "1", "m:a.b′": "2", "m:deep": '[["1", "2"], ["3"]]', "m:yes": "true"}


def test_a_last_row_with_a_member_twice_is_rejected_and_not_taken_for_the_end_of_a_file_that_is_cut_off(tmp_path: Path) -> None:
    rows = '{"id": "a", "day": "2026-03-01"}\n{"id": "b", "day": "2026-03-01", "id": "c"}'
    ((record,), (finding,), ledger) = read(rows, ABOUT, tmp_path)
    assert (record["id"], finding.rule, finding.position.line) == ("m:a", "CSV-DAMAGED", 2)
    assert (ledger.inputs[0].read, ledger.inputs[0].rejected, ledger.inputs[0].state) == (2, 1, "read")


def test_json_in_utf_16_is_read_and_what_can_not_be_understood_is_refused_in_words(tmp_path: Path) -> None:
    rows = '[{"id": "a", "day": "2026-03-01", "town": "Şanlıurfa"}]'
    ((record,), _, _) = read(rows.encode("utf-16"), ABOUT, tmp_path)
    assert record["m:town"] == "Şanlıurfa"
    ((record,), _, _) = read(rows.encode("cp1254"), ABOUT.replace("[id]", 'encoding = "cp1254"\n[id]'), tmp_path)
    assert record["m:town"] == "Şanlıurfa"
    for content, words in (
        ('{"data": [{"id": "a", "day": "2026-03-01"}], "data": []}', "has the member 'data' twice"),
        ('{"error": {"code": 1, "code": 2}}', "gave none: an object has the member 'code' twice"),
        ('{"data": [{"id": "a", "day": "2026-03-01"}], "page": {"of": 1, "of": 2}}', "has the member 'of' twice"),
        ('[{"id": "a", "x": ' + '{"y":' * 100_000 + "1" + "}" * 100_000 + "}]", "nested too deeply"),
        (rows.encode("cp1254", "replace"), "is not UTF-8"),
    ):
        with pytest.raises(InputError, match=words):
            read(content, ABOUT, tmp_path)


def test_a_row_that_lacks_what_it_does_not_know_is_read_and_one_without_its_id_is_not(tmp_path: Path) -> None:
    declared = ABOUT + '[[column]]\nname = "dead"\nto = "tolls[killed].best"\n'
    records, findings, ledger = read('[{"id": "a", "day": "2026-03-01"}, {"day": "2026-03-02"}, 5]', declared, tmp_path)
    assert [one["id"] for one in records] == ["m:a"]
    assert [(one.rule, one.position.pointer) for one in findings] == [
        ("CSV-COLUMN", None), ("CSV-NO-ID", "/1"), ("CSV-DAMAGED", "/2"),
    ]  # fmt: skip
    assert ledger.inputs[0].rejected == 2
    with pytest.raises(InputError, match="needs the columns 'id'"):
        read('[{"day": "2026-03-01"}]', declared, tmp_path)


@pytest.mark.parametrize(
    ("besides", "words"),
    [
        ({"next": "https://example.org/?page=2"}, "one page of several"),
        ({"count": 9000}, "1 of 9,000 rows"),
        ({"numberMatched": 12}, "1 of 12 rows"),
        ({"links": [{"rel": "self"}, {"rel": "next", "href": "https://example.org/2"}]}, "one page of several"),
        ({"properties": {"exceededTransferLimit": True}}, "one page of several"),
    ],
)
def test_a_page_of_several_is_told_even_if_its_first_row_is_bad(besides: dict[str, Any], words: str, tmp_path: Path) -> None:
    for day in ("2026-03-01", "soon"):
        _, findings, _ = read(layer(feature("a", day=day), **besides), ABOUT, tmp_path)
        assert words in next(one.message for one in findings if one.rule == "TAB-PAGE")
    for whole in ({"next": None, "count": 1}, {"exceededTransferLimit": False}, {"links": [{"rel": "self"}]}):
        assert read(layer(feature("a"), **whole), ABOUT, tmp_path)[1] == []


def test_a_layer_is_read_by_its_properties_and_its_points_and_other_shapes_travel(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[69.2, 34.5], [69.3, 34.6]]}
    content = layer(
        feature("a", {"type": "Point", "coordinates": [69.2, 34.50]}),
        feature("b", {"type": "Point", "coordinates": [69.2, 34.5, 1800]}),
        feature("c", line),
        feature("d"),
        feature("e", {"type": "Point", "coordinates": []}),
        feature("f", {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]}),
    )
    records, findings, _ = read(content, ABOUT + POINT, tmp_path)
    assert [one.get("place") for one in records] == [{"point": {"lat": 34.5, "lon": 69.2}}] * 2 + [None] * 4
    assert [one.get("m:geometry") for one in records] == [
        None, "POINT (69.2 34.5 1800)", "LINESTRING (69.2 34.5, 69.3 34.6)", None, "POINT EMPTY",
        "GEOMETRYCOLLECTION (POINT (1 2))",
    ]  # fmt: skip
    assert [(one.rule, one.position.pointer) for one in findings] == [("CSV-POINT", f"/features/{at}") for at in (2, 4, 5)]


def test_ids_of_features_are_a_column_and_never_take_the_place_of_a_property(tmp_path: Path) -> None:
    lines = "\n".join(
        json.dumps({"type": "Feature", "id": ident, "geometry": None, "properties": properties})
        for ident, properties in (("x1", {"day": "2026-03-01"}), (2, {"day": "2026-03-02", "id": "own"}))
    )
    records, _, _ = read(lines, ABOUT, tmp_path)
    assert [(one["id"], one.get("m:feature id")) for one in records] == [("m:x1", None), ("m:own", "2")]


def test_what_a_feature_says_beside_its_properties_travels(tmp_path: Path) -> None:
    besides = {"bbox": [1, 2, 1, 2], "day": "2026-04-01", "when": {"hour": "06:30"}, "seen_by": ["Aro", "Bel"]}
    record, *_ = read(layer(feature("a") | besides), ABOUT, tmp_path)[0]
    assert record["date"]["start"] == "2026-03-01"
    extras = {name: value for name, value in record.items() if name.startswith("m:")}
    assert extras == {"m:feature day": "2026-04-01", "m:when.hour": "06:30", "m:seen_by": "Aro; Bel"}


def test_an_apostrophe_that_geojson_has_is_the_texts_own(tmp_path: Path) -> None:
    told = [{**EVENTS[1], "id": f"mine:{at}", "notes": text} for at, text in enumerate(("'-- he said", "'@all", "''=1", "=1"))]
    eventx.write(told, tmp_path / "out.geojson")
    assert [one["notes"] for one in eventx.read(tmp_path / "out.geojson").records()] == [one["notes"] for one in told]


def test_a_text_that_tables_have_for_a_blank_cell_is_a_text_in_geojson_and_declared_lost_in_a_table(tmp_path: Path) -> None:
    told = {**EVENTS[1], "notes": "NA", "tags": ["NaN"], "place": {"name": "NULL", "admin1": "n/a"}}
    assert eventx.write([told], tmp_path / "out.geojson").losses.counts == {}
    (again,) = eventx.read(tmp_path / "out.geojson").records()
    assert {name: again[name] for name in told} == told
    for name in ("out.csv", "out.xlsx"):
        assert eventx.write([told], tmp_path / name).losses.counts == {"FLAT-BLANK": 3}


def test_a_layer_in_metres_is_refused_and_one_that_names_degrees_is_not(tmp_path: Path) -> None:
    def named(crs: str) -> str:
        return layer(feature("a"), crs={"type": "name", "properties": {"name": crs}})

    for crs in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        assert len(read(named(crs), ABOUT, tmp_path)[0]) == 1
    with pytest.raises(InputError, match="EPSG::32642"):
        read(named("urn:ogc:def:crs:EPSG::32642"), ABOUT, tmp_path)


EVENTS = [
    {"schema_version": "1.0.0", "kind": "event", "id": "mine:1", "status": "reported", "type": "armed-clash",
     "date": {"start": "2026-03-01", "end": "2026-03-02", "precision": "days"},
     "place": {"name": "Talas", "point": {"lat": 42.5, "lon": 72.25}, "precision": "settlement"},
     "tolls": [{"measure": "killed", "who": "all", "low": 2, "high": 4}], "tags": ["a", "b"]},
    {"schema_version": "1.0.0", "kind": "campaign", "id": "mine:2", "status": "claimed", "notes": "Nobody says where."},
]  # fmt: skip


@pytest.mark.parametrize("suffix", [".geojson", ".geojsonl"])
def test_what_we_write_as_geojson_comes_back_without_a_mapping(suffix: str, tmp_path: Path) -> None:
    eventx.write(EVENTS, tmp_path / f"out{suffix}")
    found = list(eventx.read(tmp_path / f"out{suffix}").records())
    for record, again in zip(EVENTS, found, strict=True):
        assert {name: again.get(name) for name in record} == record
    eventx.convert(tmp_path / f"out{suffix}", tmp_path / f"again{suffix}")
    eventx.convert(tmp_path / f"again{suffix}", tmp_path / f"third{suffix}")
    assert (tmp_path / f"again{suffix}").read_bytes() == (tmp_path / f"third{suffix}").read_bytes()


def test_no_records_as_geojson_are_no_records_again(tmp_path: Path) -> None:
    eventx.write([], tmp_path / "none.geojson")
    assert list(eventx.read(tmp_path / "none.geojson")) == []


def test_a_point_that_somebody_moved_on_a_map_is_told(tmp_path: Path) -> None:
    eventx.write(EVENTS, tmp_path / "out.geojson")
    text = (tmp_path / "out.geojson").read_text().replace("[72.25,42.5]", "[72.26,42.5]")
    (tmp_path / "out.geojson").write_text(text)
    findings: list[Any] = []
    first, _ = eventx.read(tmp_path / "out.geojson", on_finding=findings.append).records()
    assert first["flat:geometry"] == "POINT (72.26 42.5)"
    assert "the geometry is POINT (72.26 42.5), but the columns have" in findings[0].message


@pytest.mark.parametrize(
    ("content", "claimed"),
    [
        (b'[{"id": 1, "killed": 2}]', True),
        (b'{"count": 1, "results": [{"_id": 1}]}', True),
        (b'{"id": 1}\n{"id": 2}\n', True),
        (b'{"id": 1}\n\n{"id": 2}\n', True),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature"', True),
        (b'[{"schema_version": "1.0.0", "id": "a:1"}]', False),
        (b'[{"kind": "event", "id": "a:1"}]', False),
        (b'[{"kind": "shelling", "id": 1}]', True),
        (b'{"id": 1, "kind": "shelling"}\n', True),
        (b'{"id": "a:1", "kind": "event"}\n', False),
        (b'{"title": "No rows"}', False),
        (b'{"error": "no rows", "status": 404}', False),
        (b'{"id": 7, "date": "2026-01-05", "place": "Osh", "message": "Shots were heard."}', True),
        (b'[{"id": 7, "kind": "event", "status": "open", "date": "2026-01-05"}]', True),
        (b'[{"id": 7, "kind": "event", "status": "confirmed", "date": "2026-01-05"}]', True),
        (b'[{"kind": "event", "status": "confirmed", "date": {"start": "2026-01-05"}}]', False),
        (b"[1, 2]", False),
    ],
)
def test_rows_of_json_are_claimed_and_records_are_not(content: bytes, claimed: bool) -> None:
    assert isinstance(CsvImporter().sniff(content, "x.json"), Sniff) is claimed


def test_a_single_row_with_a_message_is_read_and_a_complaint_is_refused(tmp_path: Path) -> None:
    row = {"id": 7, "date": "2026-01-05", "place": "Osh", "message": "Shots were heard.", "error": "12 m"}
    written = starter([row, row | {"id": 8}], tmp_path)
    (record,), _, _ = read(json.dumps(row), written, tmp_path)
    assert record["date"]["start"] == "2026-01-05"
    for answer in ({"status": 403, "message": "No access."}, {"error": "quota", "error_description": "Spent.", "code": 7}):
        with pytest.raises(InputError, match="the answer of an API that gave none"):
            read(json.dumps(answer), written, tmp_path)


def test_a_starter_for_an_answer_of_a_form_knows_inner_names_and_points(tmp_path: Path) -> None:
    rows = [
        {"_id": number, "grp/date": f"2026-03-0{number}", "grp/gps": "13.5 44.02 1400 4.5", "owner": {"id": 3},
         "links": [{"url": "https://example.org/a"}, {"url": "https://example.org/b"}]}
        for number in (1, 2)
    ]  # fmt: skip
    written = starter({"results": rows}, tmp_path)
    assert 'columns = ["_id"]   # filled and different in each of 2 rows looked at' in written
    assert 'name = "grp/gps"\nto = "place.point"\norder = "lat-lon"' in written
    assert 'name = "links.url"\nto = "sources[each].url"\nseparator = "; "' in written
    assert "# not mapped: owner.id" in written
    records, findings, _ = read(json.dumps(rows), written, tmp_path)
    assert [one["date"]["start"] for one in records] == ["2026-03-01", "2026-03-02"]
    assert [one["url"] for one in records[0]["sources"]] == ["https://example.org/a", "https://example.org/b"]
    assert findings == []


def test_a_starter_asks_which_number_is_the_latitude_where_no_cell_shows_it(tmp_path: Path) -> None:
    assert 'to = "place.point"\norder = "TODO"' in starter([{"id": 1, "at": "34.5, 69.2"}], tmp_path)
    assert 'to = "place.point"\norder = "lon-lat"' in starter([{"id": 1, "at": "134.5, 69.2"}], tmp_path)
    assert 'to = "place.point"\norder = "wkt"' in starter(
        json.loads(layer(feature("a", {"type": "Point", "coordinates": [1, 2]}))), tmp_path
    )


@pytest.mark.parametrize(
    ("text", "order", "lat", "lon"),
    [
        ("34.5, 69.2", "lat-lon", 34.5, 69.2),
        ("34.5,69.2", "lat-lon", 34.5, 69.2),
        ("(69.2; 34.5)", "lon-lat", 69.2, 34.5),
        ("[34.5 / 69.2]", "lat-lon", 34.5, 69.2),
        ("13.5789 44.0219 1400.0 4.5", "lat-lon", 13.5789, 44.0219),
        ("34°30'N 69°12'E", "lat-lon", 34.5, 69.2),
        ("N 34.5, E 69.2", "lat-lon", 34.5, 69.2),
        ("33.5S, 70.6W", "lat-lon", -33.5, -70.6),
        ("POINT (69.2 34.5)", "wkt", 34.5, 69.2),
        ("SRID=4326;point z(69.2 34.5 1800)", "wkt", 34.5, 69.2),
    ],
)
def test_a_point_in_one_cell(text: str, order: str, lat: float, lon: float) -> None:
    found = point(text, order)
    assert (found["lat"], found["lon"]) == ((lon, lat) if order == "lon-lat" else (lat, lon))
    assert is_pair(text)


def test_a_point_with_a_decimal_comma() -> None:
    for text in ("48,85 2,35", "48,85; 2,35", "48,85, 2,35"):
        assert point(text, "lat-lon", ",") == {"lat": 48.85, "lon": 2.35}


@pytest.mark.parametrize("text", ["34.5", "Kabul, Kabul", "34.5, 269.2", "95.5, 69.2", "69°12'E 34°30'N", "1, 2, 3, 4, 5", ""])
def test_what_is_no_point_in_one_cell(text: str) -> None:
    with pytest.raises(BadCell):
        point(text, "lat-lon")


def test_a_shape_that_is_no_point_and_a_point_in_metres(tmp_path: Path) -> None:
    for text in ("POLYGON ((0 0, 1 0, 1 1, 0 0))", "SRID=3857;POINT (7703308 4095112)", "MULTIPOINT (1 2, 3 4)"):
        with pytest.raises(NoPoint):
            point(text, "wkt")
    with pytest.raises(BadCell):
        point("POINT (7703308 4095112)", "wkt")


def test_the_order_of_two_numbers_is_only_shown_by_cells_that_show_it() -> None:
    assert shown_order(["34.5, 69.2", "12.5, 99.2"]) == "lat-lon"
    assert shown_order(["34.5, 69.2"]) == ""
    assert shown_order(["34.5, 69.2", "34.5 N, 69.2 E"]) == "lat-lon"
    assert shown_order(["E 69.2, N 34.5"]) == "lon-lat"
    assert shown_order(["12.5, 99.2", "99.2, 12.5"]) == ""
    assert [is_pair(text) for text in ("Kabul, Kabul", "3 4", "12", "2026-03-01", "34.5, 269.2")] == [False] * 5


def test_a_point_needs_its_order_and_takes_the_place_of_both_numbers(tmp_path: Path) -> None:
    column = '[[column]]\nname = "at"\nto = "place.point"\n'
    for wrong, words in (
        (column, "a point in one cell; say its order"),
        (column + 'order = "dmy"\n', "a point in one cell; say its order"),
        (column + 'order = "lat-lon"\n[[column]]\nname = "y"\nto = "place.point.lat"\n', "already filled by column 'at'"),
    ):
        with pytest.raises(UsageError, match=words):
            read("[]", ABOUT + wrong, tmp_path)


def test_a_point_at_0_0_in_one_cell_is_none(tmp_path: Path) -> None:
    declared = ABOUT + '[[column]]\nname = "at"\nto = "place.point"\norder = "lat-lon"\n'
    ((record,), findings, _) = read('[{"id": "a", "day": "2026-03-01", "at": "0, 0"}]', declared, tmp_path)
    assert ("place" in record, record["m:at"], [one.rule for one in findings]) == (False, "0, 0", ["CSV-POINT"])
    report = eventx.validate(tmp_path / "t.json", format="csv", options={"mapping": str(tmp_path / "m.toml")})
    assert report.ok, "no evidence is left for a point that is taken out"


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Дата события", "date"),
        ("Населенный пункт", "place.name"),
        ("Населённый пункт", "place.name"),
        ("Район", "place.admin2"),
        ("Кількість загиблих", "tolls[killed].range"),
        ("عدد القتلى", "tolls[killed].range"),
        ("خط العرض", "place.point.lat"),
        ("Nombre de blessés", "tolls[injured].range"),
        ("Погибшие (гражданские)", None),
        ("عدد القتلى (مدنيين)", None),
        ("Дата рождения", None),
        ("Погибшие / Killed", "tolls[killed].range"),
        ("Killed / القتلى", "tolls[killed].range"),
        ("Область / Район", None),
    ],
)
def test_headers_in_other_languages(header: str, target: str | None) -> None:
    assert meant(header) == target


def test_kinds_in_other_languages_are_codes_of_ours() -> None:
    assert (KINDS[plain("Авиаудар")], KINDS[plain("قصف مدفعي")], KINDS[plain("Бой")]) == ("air-strike", "shelling", "armed-clash")
    assert set(KINDS.values()) <= set(vocabulary("event-types").terms)


def test_a_separator_for_rows_of_json_is_a_wrong_call_and_in_a_mapping_for_both_it_is_for_the_other(tmp_path: Path) -> None:
    rows = '[{"id": "a", "day": "2026-03-01"}]'
    (record,), _, _ = read(rows, ABOUT.replace("[id]", 'delimiter = ";"\n[id]'), tmp_path)
    assert record["id"] == "m:a"
    options = {"mapping": str(tmp_path / "m.toml"), "delimiter": "semicolon"}
    with pytest.raises(UsageError, match=r"delimiter=semicolon: .*t\.json is JSON, whose rows have no separators"):
        list(eventx.read(tmp_path / "t.json", format="csv", options=options))
    with pytest.raises(UsageError, match="is JSON"), (tmp_path / "t.json").open("rb") as stream:
        CsvImporter().starter_mapping(stream, name="t.json", delimiter="semicolon")
