"""Tables of figures are known and refused in words, and no table of events is taken for one."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.errors import InputError
from eventx.plugins import Importer, importers
from eventx_aggregates import AggregatesImporter
from eventx_aggregates.kinds import CHART, KINDS, SERIES
from eventx_aggregates.recognition import recognise

PLUGINS = Path(__file__).parents[2]
SAMPLES = PLUGINS / "aggregates" / "samples"
IS = {
    "hapi": "HAPI",
    "acled-weekly": "ACLED weekly",
    "acled-cast": "ACLED CAST",
    "acled-lists": "ACLED lists",
    "acled-deletions": "ACLED deletions",
    "hdx-monthly": "HDX monthly",
    "ucdp-brd": "UCDP battle-related deaths",
    "ucdp-onesided": "UCDP one-sided",
    "ucdp-nonstate": "UCDP non-state",
    "ucdp-dyadic": "UCDP dyadic",
    "ucdp-conflict": "UCDP conflict",
    "ucdp-country-year": "UCDP country-year",
    "views": "ViEWS",
    "prio-grid": "PRIO-GRID",
    "world-bank": "World Bank",
    "chart": "Our World in Data",
    "series": "series",
}
EVENT_HEADERS = {
    "ACLED": "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,country,fatalities",
    "early ACLED": "GWNO,EVENT_ID_CNTY,EVENT_DATE,YEAR,EVENT_TYPE,ACTOR1,COUNTRY,LATITUDE,LONGITUDE,FATALITIES",
    "GED": "id,relid,year,active_year,type_of_violence,conflict_name,dyad_name,side_a,priogrid_gid,country,date_start,best",
    "part of GED": "year,type_of_violence,priogrid_gid,best",
    "GTD": "eventid,iyear,imonth,iday,country_txt,attacktype1_txt,nkill",
    "SCAD": "eventid,ccode,countryname,stday,stmo,styr,etype,ndeath",
    "POLECAT": "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tCountry\tLatitude\tLongitude",
    "an own list": "date,place,killed",
    "another own list": "Country,Year,Month,Day,Events,Fatalities,What happened",
    "a table out of a spatial database": "gid,year,date,lat,lon,killed",
    "a third": "year,country,place,description,killed",
    "with a count of attackers": "date,location,actor,target,n",
}


def head(name: str) -> bytes:
    return (SAMPLES / f"{name}.csv").read_bytes()


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        list(AggregatesImporter().read(io.BytesIO(content), name="table.csv"))
    return str(caught.value)


def test_there_is_a_sample_of_every_kind() -> None:
    assert {path.stem for path in SAMPLES.iterdir()} == set(IS)
    assert set(IS.values()) == {kind.name for kind in (*KINDS, CHART, SERIES)}


@pytest.mark.parametrize("name", IS)
def test_it_is_known_as_what_it_is(name: str) -> None:
    kind = recognise(head(name))
    assert kind is not None
    assert kind.name == IS[name]
    sniff = AggregatesImporter().sniff(head(name), "x.csv")
    assert sniff is not None
    assert sniff.score == (0.7 if name == "series" else 0.95)


@pytest.mark.parametrize("name", IS)
def test_it_is_refused_in_one_sentence_that_says_what_a_row_is_and_where_the_events_are(name: str) -> None:
    words = refused(head(name))
    kind = recognise(head(name))
    assert kind is not None
    assert words.startswith(f"table.csv: this is {kind.title}, in which a row is {kind.row};")
    assert "is no event" in words or "says nothing of what happened" in words
    assert "https://acleddata.com" in words or "https://ucdp.uu.se" in words
    assert ". " not in words
    assert "\n" not in words


@pytest.mark.parametrize("name", IS)
@pytest.mark.parametrize(
    "how", ["upper", "lower", "mark", "semicolon", "tab", "bar", "utf-16", "quoted", "header only", "blank line"]
)
def test_it_is_known_however_it_is_written(name: str, how: str) -> None:
    text = head(name).decode()
    rows = list(csv.reader(io.StringIO(text)))

    def written(separator: str, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
        return out.getvalue().encode()

    content = {
        "upper": text.upper().encode(),
        "lower": text.lower().encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "semicolon": written(";"),
        "tab": written("\t"),
        "bar": written("|"),
        "utf-16": text.encode("utf-16"),
        "quoted": written(",", csv.QUOTE_ALL),
        "header only": text.rstrip("\n").rpartition("\n")[0].encode(),
        "blank line": b"\r\n" + text.replace("\n", "\r\n").encode(),
    }[how]
    kind = recognise(content)
    assert kind is not None
    assert kind.name == IS[name]
    assert kind.title in refused(content)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("ConflictId,DyadId,SideA,SideB,Year,BdBest,BdLow,BdHigh,Version", "UCDP battle-related deaths"),
        (
            "ActorId,ActorName,Year,BestFatalityEstimate,LowFatalityEstimate,HighFatalityEstimate,IsGovernmentActor",
            "UCDP one-sided",
        ),
        ("Conflict ID,Location,Side A,Incompatibility,Year,Intensity Level,Cumulative Intensity", "UCDP conflict"),
        ("Country,Admin1,Month,Year,Total Forecast,Battles Forecast,ERV Forecast,VAC Forecast", "ACLED CAST"),
        ("Country,ISO3,Month,Year,Events", "HDX monthly"),
        ("pg_id,month_id,main_mean,main_dich", "ViEWS"),
        ("priogrid_gid,year,ged_best_sb", "PRIO-GRID"),
        ("country,country_id,year,sb_total_deaths_best_cy,os_total_deaths_best_cy", "UCDP country-year"),
        ("entity,code,year,number_deaths_ongoing_conflicts", "Our World in Data"),
        ("Entity,Day,Deaths", "Our World in Data"),
        ("Date,Series,Value", "series"),
        ("COUNTRY,YEAR,FATALITIES", "series"),
        ("date,country,fatalities", "series"),
        ("date,deaths", "series"),
        ("country,admin1,year,month,event_type,n_events,fatalities", "HDX monthly"),
        ("year,n", "series"),
    ],
)
def test_older_and_shorter_forms_are_known(header: str, name: str) -> None:
    kind = recognise(header.encode() + b"\n" + b",".join([b"1"] * (header.count(",") + 1)) + b"\n")
    assert kind is not None
    assert kind.name == name


@pytest.mark.parametrize("name", ["hapi", "acled-cast", "ucdp-brd", "ucdp-dyadic", "ucdp-country-year"])
def test_answers_of_apis_are_known(name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(head(name).decode())))
    content = json.dumps({"TotalCount": 1, "Result": rows}).encode()
    kind = recognise(content)
    assert kind is not None
    assert kind.name == IS[name]
    assert kind.title in refused(content)


@pytest.mark.parametrize("what", EVENT_HEADERS)
def test_tables_of_events_are_left_alone(what: str) -> None:
    assert recognise(EVENT_HEADERS[what].encode() + b"\n") is None


@pytest.mark.parametrize(
    "rows",
    [
        "Country,Month,Year,Events,Deaths\nCountry A,May,2020,A convoy was ambushed near Town X,3\n",
        "date,location,events\n2020-05-01,Town X,shelling\n",
        "week,country,event_type,events\n2020-W18,Country A,battle,two clashes\n",
    ],
)
def test_a_story_where_a_figure_should_be_makes_it_no_table_of_figures(rows: str) -> None:
    assert recognise(rows.encode()) is None


@pytest.mark.parametrize("cell", ["3", "1,234", "0.5", "-", "NA", "", "#affected+killed", "1e3"])
def test_a_figure_may_be_written_in_any_way(cell: str) -> None:
    assert recognise(f'Country,Month,Year,Events\nCountry A,May,2020,"{cell}"\n'.encode()) is not None


def _other_samples() -> list[Path]:
    return [path for path in sorted(PLUGINS.glob("*/samples/**/*")) if path.is_file() and SAMPLES not in path.parents]


@pytest.mark.parametrize("path", _other_samples(), ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_the_samples_of_other_importers_are_left_alone(path: Path) -> None:
    content = path.read_bytes()
    assert recognise(content[: 1 << 16]) is None
    # Cut where eventx' own look at a file may end, too.
    assert recognise(content[:300]) is None


@pytest.mark.parametrize("name", IS)
def test_no_other_importer_is_as_sure_of_it(name: str) -> None:
    ours = AggregatesImporter().sniff(head(name), f"{name}.csv")
    assert ours is not None
    for other, plugin in importers().items():
        if other != "aggregates":
            sniff = plugin.load().sniff(head(name), f"{name}.csv")
            assert sniff is None or sniff.score < ours.score, f"{other}: {sniff}"


@given(st.binary(max_size=300))
def test_any_bytes_are_told_not_thrown(content: bytes) -> None:
    recognise(content)
    assert refused(content)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\x00" * 900, b"PK\x03\x04", b"", b"{", b'"'])
def test_what_is_no_table_is_not_claimed(content: bytes) -> None:
    assert AggregatesImporter().sniff(content, "x") is None


def test_a_table_of_events_forced_upon_it_is_refused_with_what_to_do() -> None:
    assert "--from" in refused(b"event_id_cnty,event_date\nAAA1,2026-01-01\n")
    assert "the file is empty" in refused(b" \n")


def test_an_unsure_claim_says_how_to_read_it_all_the_same() -> None:
    assert "--from csv" in refused(head("series"))
    assert "--from csv" not in refused(head("hapi"))


def test_it_is_an_importer_and_loads_nothing_until_it_is_used() -> None:
    assert isinstance(AggregatesImporter(), Importer)
    program = "import sys, eventx_aggregates; print('eventx_aggregates.kinds' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert run.stdout.strip() == "False"
