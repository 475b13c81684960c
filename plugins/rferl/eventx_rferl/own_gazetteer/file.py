"""A gazetteer of the reader's own: a country's file of GeoNames, or a table with the columns name, country, lat and lon.

Knows both forms and what a name means in them. Doesn't know texts, nor the shipped gazetteer. GeoNames' files (``UA.zip`` or the
``UA.txt`` in it, from its export server, CC BY 4.0) hold every village; they are larger than all of this package, so they are not
shipped. Their layout: https://download.geonames.org/export/dump/readme.txt
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from attrs import frozen

from eventx.errors import UsageError
from eventx.report import counted
from eventx_rferl.gazetteer.names import folded
from eventx_rferl.language.lexicons import countries

COLUMNS = ("name", "country", "lat", "lon")
# Of a line of GeoNames: number, name, the same in ASCII, further names, point, class and code of the feature, country.
GEONAMES_FIELDS = 19
KINDS = {"P": "city", "ADM2": "admin2", "ADM3": "admin2"}
LARGEST = 1_500_000_000  # bytes of a file: what all countries together take
MOST = 3_000_000  # places kept: a gigabyte of memory
MANY = "more than {0:,} places; take the files of the countries that the articles are about"


@frozen
class OwnPlace:
    """A place of the file: ``kind`` is *city* (any settlement) or *admin2* (a district); degrees; ``country`` as alpha-3."""

    name: str
    kind: str
    country: str
    lat: float
    lon: float
    id: str


@frozen(eq=False)
class OwnGazetteer:
    """The places of a file by their folded names."""

    file: str
    places: dict[str, tuple[OwnPlace, ...]]

    def meanings(self, name: str, kind: str, country: str) -> tuple[OwnPlace, ...]:
        """The places of that name and kind in that country (alpha-3), in the order of the file."""
        found = self.places.get(folded(name), ())
        return tuple(place for place in found if (place.kind, place.country) == (kind, country))


def own_gazetteer(path: str) -> OwnGazetteer:
    """The gazetteer in a file, read once. Raises :class:`eventx.errors.UsageError` saying what is wrong with it, and where."""
    try:
        status = Path(path).stat()
    except OSError as error:
        raise UsageError(f"option gazetteer={path}: can't be read: {error.strerror}") from error
    return _read(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: str, size: int, _changed: int) -> OwnGazetteer:
    if size > LARGEST:
        raise _wrong(path, MANY.format(MOST))
    found: defaultdict[str, list[OwnPlace]] = defaultdict(list)
    count = 0
    try:
        for place, names in _places(path):
            count += 1
            if count > MOST:
                raise _wrong(path, MANY.format(MOST))
            for key in {folded(name) for name in names} - {""}:
                found[key].append(place)
    # What zipfile says of an archive with a password is a RuntimeError.
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, csv.Error) as error:
        raise _wrong(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise _wrong(path, "it is not UTF-8") from error
    if not count:
        raise _wrong(path, "it holds no settlement and no district")
    return OwnGazetteer(Path(path).name, {key: tuple(places) for key, places in found.items()})


def _wrong(path: str, what: str) -> UsageError:
    return UsageError(
        f"option gazetteer={path}: {what}. It takes a country's file of GeoNames (UA.zip or UA.txt), or a table with the "
        f"columns {', '.join(COLUMNS)} and, if need be, id and other_names (parted by |)"
    )


def _places(path: str) -> Iterator[tuple[OwnPlace, list[str]]]:
    with _opened(path) as file:
        first = file.readline()
        rest = chain([first], file)
        if first.count("\t") == GEONAMES_FIELDS - 1 and first.split("\t", 1)[0].isdigit():
            yield from _geonames(path, rest)
        else:
            yield from _table(path, first, rest)


def _opened(path: str) -> io.TextIOWrapper:
    """The text of the file, or of the one table in an archive, as UA.txt in UA.zip; not of what a Mac adds for each file."""
    if not zipfile.is_zipfile(path):
        return open(path, encoding="utf-8-sig", newline="")
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if "readme" not in name.lower() and not name.startswith("__MACOSX/")]
        texts = [name for name in names if name.endswith((".txt", ".tsv", ".csv"))]
        if len(texts) != 1:
            raise _wrong(path, f"the archive holds {len(texts)} tables, and one is wanted")
        return io.TextIOWrapper(archive.open(texts[0]), encoding="utf-8-sig", newline="")


def _alpha3() -> dict[str, str]:
    known = countries().values()
    return {code: one.alpha3 for one in known for code in (one.alpha2, one.alpha3)}


def _geonames(path: str, lines: Iterator[str]) -> Iterator[tuple[OwnPlace, list[str]]]:
    codes = _alpha3()
    for number, line in enumerate(lines, 1):
        fields = line.rstrip("\r\n").split("\t")
        if fields == [""]:
            continue  # where two files were put together by hand
        if len(fields) != GEONAMES_FIELDS:
            raise _wrong(path, f"line {number} has {counted(len(fields), 'field')}, not {GEONAMES_FIELDS}")
        identifier, name, ascii_name, others, lat, lon, feature, code, country = fields[:9]
        kind = KINDS.get(feature) or KINDS.get(code)
        # PPLH, PPLQ, PPLW: places that are no more.
        if kind is None or code in ("PPLH", "PPLQ", "PPLW") or country not in codes:
            continue
        point = _point(path, number, lat, lon)
        yield OwnPlace(name, kind, codes[country], *point, identifier), [name, ascii_name, *others.split(",")]


def _table(path: str, first: str, lines: Iterator[str]) -> Iterator[tuple[OwnPlace, list[str]]]:
    codes = _alpha3()
    dialect = max("\t,;", key=first.count)
    rows = csv.DictReader(lines, delimiter=dialect)
    if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
        raise _wrong(path, f"its first line has no {' and no '.join(missing)}")
    for row in rows:
        name, country = (row["name"] or "").strip(), (row["country"] or "").strip().upper()
        if country not in codes:
            raise _wrong(path, f"line {rows.line_num}: {country!r} is no ISO 3166 code of a country of two or three letters")
        lat, lon = _point(path, rows.line_num, row["lat"] or "", row["lon"] or "")
        others = (row.get("other_names") or "").split("|")
        yield OwnPlace(name, "city", codes[country], lat, lon, row.get("id") or name), [name, *others]


def _point(path: str, number: int, lat: str, lon: str) -> tuple[float, float]:
    try:
        found = float(lat), float(lon)
    except ValueError:
        found = (91.0, 0.0)
    if not (abs(found[0]) <= 90 and abs(found[1]) <= 180):
        raise _wrong(path, f"line {number}: {lat!r}, {lon!r} is no point in degrees")
    return found
