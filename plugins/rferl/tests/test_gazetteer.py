"""Names of places mean what a reader of the news takes them for, and every point says how far its place reaches."""

from __future__ import annotations

import csv
import hashlib
from importlib.resources import files

import pytest

from eventx_rferl.gazetteer import info, is_name, lookup, lookup_phrase, parse, scan, store
from eventx_rferl.places import geo


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
        ("Georgia", {"kinds": ("country",)}, "country", "GEO", 42.0, 43.3),
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


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Palma", "MOZ"), ("Hodeidah", "YEM"), ("Chibok", "NGA"), ("Tal Afar", "IRQ"), ("Zabadani", "SYR"),
        ("al-Qayyarah", "IRQ"),
        ("Bunagana", "COD"), ("Medvedja", "SRB"), ("Shatoi", "RUS"), ("Inates", "NER"), ("Maungdaw", "MMR"), ("Patikul", "PHL"),
        ("Taba", "EGY"), ("Bara", "SDN"), ("Muttur", "LKA"),
    ],
)  # fmt: skip
def test_a_town_of_the_country_a_text_is_about_is_meant_however_it_is_spelt(name: str, country: str) -> None:
    found = geo.lookup(name, (country,))
    assert found is not None, f"{name} is not in the gazetteer"
    assert found.country == country


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
    held = store.store()
    count = int(info()["places"])
    for number in range(count):
        place = store.place(number)
        assert (place.lat is None) == (place.radius_m is None), place
        if place.lat is not None and place.lon is not None and place.radius_m is not None:
            assert abs(place.lat) <= 90
            assert abs(place.lon) <= 180
            assert place.radius_m > 0
    assert count // store.PLACES_PER_BLOCK == len(held.places) - 1


@pytest.mark.parametrize(
    ("table", "column"), [("towns.tsv", "other_names"), ("regions.tsv", "other_names"), ("units.tsv", "others")]
)
def test_every_name_of_our_own_tables_is_there(table: str, column: str) -> None:
    text = (files("eventx_rferl.gazetteer") / "data" / table).read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    names = {name for row in rows for name in (row["name"], *(row[column] or "").split("|")) if name}
    assert not {name for name in names if not is_name(name)}


def test_the_facts_are_those_of_the_file() -> None:
    content = (files("eventx_rferl.gazetteer") / "data" / store.FILE).read_bytes()
    data = content.split(b"\n", 2)[2]
    assert info()["sha256"] == hashlib.sha256(data).hexdigest()
    assert "CC BY 4.0" in info()["attribution"]


@pytest.mark.parametrize(
    ("phrase", "kind", "name", "country"),
    [
        ("Donetsk region", "admin1", "Donetsk", "UKR"),
        ("Kharkiv Oblast", "admin1", "Kharkiv", "UKR"),
        ("province of Kandahar", "admin1", "Kandahar", "AFG"),
        ("Kursk region", "admin1", "Kursk", "RUS"),
        ("northern Kosovo", "region", "Northern Kosovo", "XKX"),
    ],
)
def test_a_class_word_decides_the_kind(phrase: str, kind: str, name: str, country: str) -> None:
    best = lookup_phrase(phrase)[0]
    assert (best.kind, best.name, best.country) == (kind, name, country)


def test_a_name_without_a_class_word_is_left_whole() -> None:
    assert parse("Salt Lake City").name == "Salt Lake"
    assert parse("Mazar-e Sharif").kinds == ()


def test_the_state_of_georgia_needs_its_country() -> None:
    assert lookup("Georgia")[0].kind == "country"
    assert lookup("Georgia", countries=("USA",))[0].kind == "admin1"


def test_a_scan_finds_names_and_not_words() -> None:
    text = "Most Police in March said Same. Of Kryvyi Rih, Khyber Pakhtunkhwa's Bannu and Deir ez-Zor."
    found = list(scan(text))
    assert [name for _, _, name in found] == ["Kryvyi Rih", "Khyber Pakhtunkhwa", "Bannu", "Deir ez-Zor"]
    assert all(text[start:end] == name for start, end, name in found)


def test_part_of_a_country_lies_on_that_side() -> None:
    (part,) = lookup("northwestern Pakistan")
    whole = lookup("Pakistan")[0]
    assert part.lat is not None
    assert whole.lat is not None
    assert part.lat > whole.lat + 1


def test_context_decides_between_namesakes() -> None:
    assert lookup("Jalal-Abad", countries=("KGZ",))[0].country == "KGZ"
    assert lookup("Osh", countries=("KGZ",))[0].country == "KGZ"
    near = lookup("Pokrovsk", near=(48.3, 37.2))[0]
    assert (near.country, near.admin1) == ("UKR", "Donetsk")
