"""Names of places mean what a reader of the news takes them for, and every point says how far its place reaches."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

import pytest
from eventx_rferl.gazetteer import info, is_name, lookup


@pytest.mark.parametrize(
    ("name", "options", "kind", "country", "lat", "lon"),
    [
        ("Kabul", {}, "city", "AFG", 34.5, 69.2),
        ("Kandahar", {"countries": ("PAK", "AFG")}, "city", "AFG", 31.6, 65.7),
        ("Nangarhar", {}, "admin1", "AFG", 34.3, 70.5),
        ("Paktia", {}, "admin1", "AFG", 33.6, 69.3),
        ("Paktika", {}, "admin1", "AFG", 32.6, 68.8),
        ("Laghman", {"countries": ("AFG",)}, "admin1", "AFG", 34.7, 70.2),
        ("Khyber Pakhtunkhwa", {}, "admin1", "PAK", 34.0, 71.5),
        ("Zaporizhzhya", {}, "city", "UKR", 47.85, 35.1),
        ("Zaporizhzhia", {"countries": ("UKR",)}, "city", "UKR", 47.85, 35.1),
        ("Kharkiv", {"kinds": ("admin1",)}, "admin1", "UKR", 49.7, 36.5),
        ("Kharkiv", {}, "city", "UKR", 50.0, 36.25),
        ("Islamabad", {}, "city", "PAK", 33.7, 73.1),
        ("Stepanakert", {}, "city", "AZE", 39.8, 46.75),
        ("Tskhinvali", {}, "city", "GEO", 42.2, 43.97),
        ("Mitrovica", {"countries": ("XKX",)}, "city", "XKX", 42.9, 20.87),
        ("Batken", {"countries": ("KGZ",)}, "city", "KGZ", 40.06, 70.82),
        ("Jalalabad", {"countries": ("AFG",)}, "city", "AFG", 34.4, 70.45),
        ("Crimea", {"kinds": ("region", "admin1")}, "region", "UKR", 45.3, 34.4),
        ("Georgia", {"kinds": ("country",)}, "country", "GEO", 42.0, 43.7),
    ],
)  # fmt: skip
def test_a_name_is_the_place_that_is_meant(
    name: str, options: dict[str, tuple[str, ...]], kind: str, country: str, lat: float, lon: float
) -> None:
    found = lookup(name, **options)  # type: ignore[arg-type]
    assert found, f"{name} is not in the gazetteer"
    best = found[0]
    assert (best.kind, best.country) == (kind, country), [(one.name, one.kind, one.country, one.score) for one in found[:4]]
    assert best.lat is not None
    assert best.lon is not None
    assert abs(best.lat - lat) < 0.6
    assert abs(best.lon - lon) < 0.6


def test_accents_apostrophes_hyphens_and_case_do_not_matter() -> None:
    first = lookup("Sana'a")[0].id
    for other in ("Sanaʼa", "SANA’A", "Sanaa", "Sana"):
        assert lookup(other, countries=("YEM",))[0].id == first
    assert lookup("Kryvyi-Rih")[0].id == lookup("kryvyi rih")[0].id


def test_what_is_not_there_gives_nothing() -> None:
    assert lookup("Nowhereville-on-the-Wold") == ()
    assert not is_name("Nowhereville-on-the-Wold")


def test_a_border_has_no_point() -> None:
    (line,) = lookup("Durand Line")
    assert (line.kind, line.lat, line.radius_m) == ("border", None, None)


def test_every_point_has_a_radius_and_lies_on_the_globe() -> None:
    with sqlite3.connect(str(files("eventx_rferl.gazetteer") / "data" / "gazetteer.sqlite")) as base:
        (wrong,) = base.execute(
            "SELECT count(*) FROM place WHERE (lat IS NULL) != (radius IS NULL) OR abs(lat) > 90000 OR abs(lon) > 180000 OR radius <= 0"
        ).fetchone()
        (places,) = base.execute("SELECT count(*) FROM place").fetchone()
        (names,) = base.execute("SELECT count(*) FROM name").fetchone()
    base.close()
    assert wrong == 0
    about = info()
    assert (about["places"], about["names"]) == (str(places), str(names))
    assert "CC BY 4.0" in about["attribution"]


def test_context_decides_between_namesakes() -> None:
    assert lookup("Jalal-Abad", countries=("KGZ",))[0].country == "KGZ"
    assert lookup("Osh", countries=("KGZ",))[0].country == "KGZ"
    near = lookup("Pokrovsk", near=(48.3, 37.2))[0]
    assert (near.country, near.admin1) == ("UKR", "Donetsk")
