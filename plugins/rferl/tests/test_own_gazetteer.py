"""The option ``gazetteer``: points for places that the shipped gazetteer lacks, from a file of the reader's own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from eventx.errors import UsageError
from eventx.report import Outcome
from eventx_rferl import Importer

TEXT = """ date 2024-05-15 Written for a test.

Shells killed two people in the village of Verkhniobrazove in Ukraine's Kharkiv region on May 13, officials said.

Gunmen shot dead a farmer in the village of Dolnobrazove in Bulgaria on May 12, police said.
"""


def geonames(number: int, name: str, lat: float, lon: float, country: str, feature: str = "P", code: str = "PPL") -> str:
    fields = [str(number), name, name, f"{name}ka", str(lat), str(lon), feature, code, country, *[""] * 10]
    return "\t".join(fields) + "\n"


NEAR_KHARKIV = geonames(11, "Verkhniobrazove", 50.1, 36.4, "UA")
NEAR_ODESA = geonames(12, "Verkhniobrazove", 46.5, 30.7, "UA")


def read(path: Path | None, text: str = TEXT) -> list[dict[str, Any]]:
    items = Importer().read(io.BytesIO(text.encode()), name="a.txt", gazetteer=str(path) if path else None)
    return [record for item in items if isinstance(item, Outcome) for record in item.records]


def written(folder: Path, text: str, name: str = "UA.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def why(record: dict[str, Any]) -> list[str]:
    return [gap["reason"] for gap in record.get("gaps", []) if gap["pointer"] == "/place/point"]


def test_a_village_gets_the_point_of_geonames_file_and_nothing_else_changes(tmp_path: Path) -> None:
    before, after = read(None), read(written(tmp_path, NEAR_KHARKIV))
    assert after[0]["place"].pop("point") == {"lat": 50.1, "lon": 36.4}
    assert after[0]["place"].pop("gazetteer") == {"name": "UA.txt", "id": "11"}
    assert after[0]["place"].pop("radius_m") == 2000
    assert after[0]["place"] == before[0]["place"]
    assert why(before[0])
    assert not why(after[0])
    assert after[1] == before[1]


def test_of_two_villages_of_a_name_the_one_in_the_province_told_is_taken(tmp_path: Path) -> None:
    found = read(written(tmp_path, NEAR_ODESA + NEAR_KHARKIV))
    assert found[0]["place"]["gazetteer"]["id"] == "11"


def test_a_village_that_lies_in_another_province_is_not_the_one_told(tmp_path: Path) -> None:
    assert "point" not in read(written(tmp_path, NEAR_ODESA))[0]["place"]


def test_where_two_remain_none_is_taken_and_the_record_says_so(tmp_path: Path) -> None:
    other = geonames(13, "Verkhniobrazove", 49.5, 37.0, "UA")
    found = read(written(tmp_path, NEAR_KHARKIV + other))
    assert "point" not in found[0]["place"]
    assert why(found[0]) == ["UA.txt has 2 places of that name there, and the article doesn't say which"]


def test_places_of_other_kinds_or_countries_and_those_that_are_no_more_are_left(tmp_path: Path) -> None:
    lines = [
        geonames(1, "Verkhniobrazove", 50.1, 36.4, "UA", "H", "STM"),
        geonames(2, "Verkhniobrazove", 50.1, 36.4, "UA", "P", "PPLH"),
        geonames(3, "Verkhniobrazove", 50.1, 36.4, "RU"),
        geonames(4, "Anothername", 50.1, 36.4, "UA"),
    ]
    assert "point" not in read(written(tmp_path, "".join(lines)))[0]["place"]


def test_the_archive_as_geonames_gives_it_is_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "not the table")
        archive.writestr("UA.txt", f"{NEAR_KHARKIV}\n")
        archive.writestr("__MACOSX/._UA.txt", b"\x00\x05")
    assert read(tmp_path / "UA.zip")[0]["place"]["gazetteer"] == {"name": "UA.zip", "id": "11"}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_of_ones_own_names_its_columns(tmp_path: Path, mark: str) -> None:
    rows = [
        ["id", "name", "country", "lat", "lon", "other_names"],
        ["v1", "Dolno Obrazove", "bg", "42.5", "25.5", "Dolnobrazove|Dolno"],
    ]
    path = written(tmp_path, "".join(mark.join(row) + "\n" for row in rows), "mine.csv")
    place = read(path)[1]["place"]
    assert place["name"] == "Dolnobrazove"
    assert (place["point"], place["gazetteer"]) == ({"lat": 42.5, "lon": 25.5}, {"name": "mine.csv", "id": "v1"})


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "its first line has no name and no country and no lat and no lon"),
        ("name,country,lat\nX,UA,1\n", "its first line has no lon"),
        ("name,country,lat,lon\nX,Ukraine,1,2\n", "line 2: 'UKRAINE' is no ISO 3166 code"),
        ("name,country,lat,lon\nX,UA,north,2\n", "line 2: 'north', '2' is no point in degrees"),
        ("name,country,lat,lon\nX,UA,nan,2\n", "line 2: 'nan', '2' is no point in degrees"),
        ("name,country,lat,lon\n", "it holds no settlement and no district"),
        (NEAR_KHARKIV + "12\tcut off\n", "line 2 has 2 fields, not 19"),
        (NEAR_KHARKIV.replace("50.1", "95"), "line 1: '95', '36.4' is no point in degrees"),
    ],
)
def test_a_file_that_is_no_gazetteer_is_refused_with_the_line(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(UsageError) as told:
        read(written(tmp_path, text))
    assert what in str(told.value)
    assert "a country's file of GeoNames" in str(told.value)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read: No such file"):
        read(tmp_path / "nothing.txt")
    (tmp_path / "bytes.txt").write_bytes(NEAR_KHARKIV.encode() + b"\xff\xfe\n")
    with pytest.raises(UsageError, match="not UTF-8"):
        read(tmp_path / "bytes.txt")
    with pytest.raises(UsageError):
        read(tmp_path)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("UA.txt", NEAR_KHARKIV)
        archive.writestr("RU.txt", NEAR_KHARKIV)
    with pytest.raises(UsageError, match="the archive holds 2 tables"):
        read(tmp_path / "two.zip")


def test_an_archive_that_is_damaged_or_has_a_password_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "UA.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("UA.txt", NEAR_KHARKIV * 50)
        directory = archive.start_dir
    data = (tmp_path / "UA.zip").read_bytes()
    damaged = data[:40] + b"\xff" * 8 + data[48:]
    locked = bytearray(data)
    locked[6] |= 1
    locked[directory + 8] |= 1
    for number, some in enumerate((damaged, bytes(locked))):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(some)
        with pytest.raises(UsageError, match="a country's file of GeoNames"):
            read(path)
