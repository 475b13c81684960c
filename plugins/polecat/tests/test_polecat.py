"""POLECAT rows as reports, with the known defects of its files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from eventx.report import End, Kind, Outcome, Position, Record
from eventx.testing import ImporterContract
from eventx.validator import Validator
from eventx_polecat import PolecatImporter
from eventx_polecat.layout import COLUMNS

SAMPLE = Path(__file__).parents[1] / "samples" / "invented.txt"
ROW = dict.fromkeys(COLUMNS, "None") | {
    "Event ID": "20230105-1-a", "Event Date": "2023-01-05", "Event Type": "ASSAULT", "Event Mode": "aerial", "Intensity": "-9.0",
    "Quad Code": "MATERIAL CONFLICT", "Contexts": "military; territory", "Actor Name": "Army of A; Army of B",
    "Actor Country": "UKR; RUS", "Actor COW": "369; 365", "Primary Actor Sector": "MIL; MIL", "Actor Sectors": "MIL; MIL",
    "Actor Name Raw": "army; troops", "Recipient Name": "Villagers", "Recipient Country": "UKR",
    "Primary Recipient Sector": "CVL",
    "Recipient Name Raw": "residents", "Placename": "Town X", "City": "Town X", "Province": "Region Y", "Country": "UKR",
    "Latitude": "48.5", "Longitude": "37.9", "GeoNames ID": "123", "Source": "Daily B", "Publication Date": "2023-01-06",
    "Language": "en", "Version": "1",
}  # fmt: skip


def table(*rows: dict[str, str], header: tuple[str, ...] = COLUMNS, more: str = "") -> bytes:
    lines = ["\t".join(header), *("\t".join(row.get(name, "") for name in COLUMNS) + more for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def outcomes(content: bytes, **options: Any) -> tuple[list[Outcome], End]:
    *found, end = PolecatImporter().read(io.BytesIO(content), name="t.txt", **options)
    assert isinstance(end, End)
    kept = [one for one in found if isinstance(one, Outcome)]
    assert end.read == len(kept) == len(found)
    return kept, end


def one(**changed: str) -> Record:
    ((outcome,), _) = outcomes(table(ROW | changed))
    assert outcome.kind is Kind.KEPT, outcome.message
    (record,) = outcome.records
    assert not [each for each in Validator().check(record, Position("t")) if each.severity.value == "error"]
    return record


def longer(content: bytes, times: int) -> bytes:
    header, _, rows = content.partition(b"\n")
    return (
        header + b"\n" + b"".join(b"%d-%s" % (number, row) for number in range(times) for row in rows.splitlines(keepends=True))
    )


class TestContract(ImporterContract):
    importer = PolecatImporter
    samples = (SAMPLE,)
    repeat = staticmethod(longer)


def test_several_actors_in_one_cell_are_several_actors() -> None:
    first, second, third = one()["actors"]
    assert (first["name"], first["text"], first["role"], first["side"]) == ("Army of A", "army", "initiator", "a")
    assert first["country"]["codes"] == [{"system": "iso3166-1-alpha3", "code": "UKR", "basis": "crosswalk"}]
    assert (second["name"], second["country"]["name"]) == ("Army of B", "RUS")
    assert second["codes"] == [{"system": "plover-sector", "code": "MIL", "basis": "source"}]
    assert (third["name"], third["role"], third["type"]) == ("Villagers", "target", "civilians")


def test_lists_that_do_not_fit_together_are_not_guessed() -> None:
    ((outcome,), _) = outcomes(table(ROW | {"Actor Country": "UKR; RUS; BLR"}))
    assert [found.rule for found in outcome.findings] == ["POLECAT-LISTS"]
    actors = outcome.records[0]["actors"]
    assert [actor["name"] for actor in actors[:2]] == ["Army of A", "Army of B"]
    assert "country" not in actors[0]


def test_without_a_recipient_nobody_acts_upon_anybody() -> None:
    changed = {name: "None" for name in COLUMNS if "Recipient" in name}
    assert {actor["role"] for actor in one(**changed)["actors"]} == {"not-stated"}


def test_none_is_not_known() -> None:
    record = one(**{"Event Mode": "None", "District": "None"})
    assert "None" not in str(record)
    assert record["codes"] == [{"system": "plover", "code": "ASSAULT", "basis": "source"}]


def test_type_and_mode_are_one_code_of_plover() -> None:
    record = one()
    assert (record["type"], record["codes"]) == (
        "aerial-strike",
        [{"system": "plover", "code": "ASSAULT/aerial", "basis": "source"}],
    )
    ((outcome,), _) = outcomes(table(ROW | {"Event Mode": "wizardry"}))
    assert [found.rule for found in outcome.findings] == ["POLECAT-TYPE"]
    assert outcome.records[0]["polecat:Event Mode"] == "wizardry"


def test_publication_is_not_the_event() -> None:
    record = one()
    assert record["date"]["start"] == "2023-01-05"
    assert record["sources"] == [{"name": "Daily B", "published": "2023-01-06"}]
    assert "date" not in one(**{"Event Date": "None"})


def test_every_cell_is_in_the_record() -> None:
    changed = {name: f"w{number}" for number, name in enumerate(COLUMNS) if ROW[name] == "None" and name not in ("District",)}
    words = str(one(**changed))
    assert [value for value in changed.values() if value not in words] == []


VINTAGES = {
    "weekly": (table(ROW, ROW | {"Event ID": "b"}), 2),
    "event intensity": (table(ROW, header=tuple("Event Intensity" if name == "Intensity" else name for name in COLUMNS)), 1),
    "headlines in the header": (
        table(ROW, ROW | {"Event ID": "b"}, header=(*COLUMNS[:8], "Headline", *COLUMNS[8:], "Headline")),
        2,
    ),
    "tabs behind the header": (table(ROW, header=(*COLUMNS, "", "")), 1),
    "tabs behind the rows": (table(ROW, more="\t\t"), 1),
    "windows letters": (table(ROW | {"Placename": "Málaga"}).decode().encode("latin-1"), 1),
}


@pytest.mark.parametrize("name", VINTAGES)
def test_every_row_of_every_vintage_is_kept(name: str) -> None:
    content, count = VINTAGES[name]
    found, end = outcomes(content)
    lines = list(csv.reader(io.StringIO(content.decode("latin-1"), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert end.read == len(lines) - 1 == count
    assert {one.kind for one in found} == {Kind.KEPT}, [one.message for one in found]
    record = found[0].records[0]
    assert record["place"]["point"] == {"lat": 48.5, "lon": 37.9}
    assert record["actors"][0]["name"] == "Army of A"
    claim = PolecatImporter().sniff(content, "t.txt")
    assert claim is not None
    told = {finding.rule for one in found for finding in one.findings}
    assert ("POLECAT-HEADER" in told) == ("header" in name), told
    assert ("TAB-ENCODING" in told) == ("letters" in name)
