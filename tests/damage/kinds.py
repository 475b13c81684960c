"""The kinds of damage: what is done to which good file, and which rules or codes must tell it.

One function for each way of doing damage; the table below names the kinds. What is done is what people and programs did to real
files, as public issue threads of the field tell it.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from tests.damage.good import event, lines

Damage = Callable[[bytes], bytes]
Row = dict[str, Any]
REFUSED = "refused"
"""Told in words, with an exit code of 2 or 3, where the file can't be read at all."""
AT = 20  # the record or row that is damaged


@frozen
class Kind:
    """One kind of damage to one form of file. ``rules``: each of them would tell it."""

    name: str
    form: str
    damage: Damage
    rules: tuple[str, ...]


def each(change: Callable[[Row, int], Any]) -> Damage:
    """Change every record of a stream."""

    def done(content: bytes) -> bytes:
        made = [json.loads(line) for line in content.splitlines()]
        for number, record in enumerate(made):
            change(record, number)
        return lines(made)

    return done


def one(change: Callable[[Row], Any]) -> Damage:
    """Change one record of a stream."""
    return each(lambda record, number: change(record) if number == AT else None)


def setting(path: str, value: Any) -> Damage:
    """Set one value of a record."""

    def change(record: Row) -> None:
        *way, last = path.split(".")
        at: Any = record
        for step in way:
            at = at[int(step)] if step.isdecimal() else at.setdefault(step, {})
        at[int(last) if last.isdecimal() else last] = value

    return one(change)


def without(path: str) -> Damage:
    """Take a value out of a record."""

    def change(record: Row) -> None:
        *way, last = path.split(".")
        at: Any = record
        for step in way:
            at = at[int(step)] if step.isdecimal() else at[step]
        del at[last]

    return one(change)


def text(old: str, new: str) -> Damage:
    """Change the bytes of one line; ``old`` must be there."""

    def done(content: bytes) -> bytes:
        found = content.splitlines(keepends=True)
        assert old.encode() in found[AT], (old, found[AT])
        found[AT] = found[AT].replace(old.encode(), new.encode("utf-8", "surrogateescape"), 1)
        return b"".join(found)

    return done


def more(*made: Row) -> Damage:
    """Records that are put behind the others."""
    return lambda content: content + lines(list(made))


def rows(change: Callable[[list[list[str]], dict[str, int]], Any], *, tabs: bool = False, semicolons: bool = False) -> Damage:
    """Change the rows of a table, of which the first is the header, or none where there is none (GDELT)."""
    sign = "\t" if tabs else ";" if semicolons else ","

    def done(content: bytes) -> bytes:
        found = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=sign))
        change(found, {} if tabs else {name: number for number, name in enumerate(found[0])})
        out = io.StringIO()
        csv.writer(out, delimiter=sign, lineterminator="\n").writerows(found)
        return out.getvalue().encode()

    return done


def cell(column: str | int, value: str, *, at: int = AT, **kind: bool) -> Damage:
    """Set one cell."""

    def change(found: list[list[str]], names: dict[str, int]) -> None:
        found[at][column if isinstance(column, int) else names[column]] = value

    return rows(change, **kind)


def _toll(**members: Any) -> Damage:
    return one(lambda record: record.update(tolls=[{"measure": "killed", "who": "all", **members}]))


def _day(day: str, end: str | None = None, precision: str = "day") -> Row:
    return {"start": day, "end": end or day, "precision": precision}


def _heap(days: list[str]) -> Damage:
    made = [{**event(900 + number), "date": _day(day), "tolls": [], "sources": []} for number, day in enumerate(days)]
    for record in made:
        for member in ("tolls", "sources", "evidence"):
            del record[member]
    return more(*made)


def _steady(days: list[str]) -> list[str]:
    return [f"2024-{month:02}-{day:02}" for month in (3, 4, 5, 6) for day in range(1, 29)] + days


def _at(points: list[tuple[float, float]], name: str = "Village {}") -> Damage:
    made = [event(900 + number) for number in range(len(points))]
    for number, (record, (lat, lon)) in enumerate(zip(made, points, strict=True)):
        record["place"] |= {"name": name.format(number), "point": {"lat": lat, "lon": lon}}
        del record["evidence"]
    return more(*made)


def _swapped(record: Row) -> None:
    point = record["place"]["point"]
    record["place"]["point"] = {"lat": point["lon"], "lon": point["lat"]}


def _mojibake(record: Row) -> None:
    record["place"]["name"] = "Запоріжжя".encode().decode("latin-1")


def _swap_columns(found: list[list[str]], names: dict[str, int]) -> None:
    north, east = names["latitude"], names["longitude"]
    for row in found[1:]:
        row[north], row[east] = row[east], row[north]


def _monadic(found: list[list[str]], names: dict[str, int]) -> None:
    for row in list(found[1:]):
        if row[names["actor2"]]:
            other = list(row)
            other[0] = f"{row[0]}2"
            for name in ("actor", "assoc_actor_", "inter"):
                a, b = names[f"{name}1"], names[f"{name}2"]
                other[a], other[b] = row[b], row[a]
            found.append(other)


def _repeat(found: list[list[str]], names: dict[str, int]) -> None:
    found.append(list(found[1]))


def _mirrored(number: int) -> Row:
    record = event(number)
    for actor, side in zip(record["actors"], "ba", strict=True):
        actor["side"] = side
    return {**record, "id": "example:5000", "actors": record["actors"][::-1]}


def _twice(record: Row) -> Row:
    return {**record, "id": "example:5001", "notes": record["notes"].upper()}


def _document(change: Callable[[Row], Any]) -> Damage:
    def done(content: bytes) -> bytes:
        document = json.loads(content)
        change(document)
        return json.dumps(document, ensure_ascii=False).encode()

    return done


def _both(record: Row, number: int) -> None:
    if number in (0, 2):
        record["tolls"] = [{"measure": "killed", "who": "all", "best": 40}]


def _quarter(number: int) -> tuple[float, float]:
    return 47 + number % 9 * 0.25, 31 + number // 9 * 0.5


_MIDDLES = [f"2024-{month:02}-15" for month in range(1, 13)]
_MONDAYS = [(date(2024, 6, 3) + timedelta(7 * week)).isoformat() for week in range(9)]
_POLAND = [{"name": "Poland"}]
_CASUALTIES = {"measure": "casualties", "who": "all", "best": 0}
_RESOLVED = {"measure": "killed", "who": "all", "best": 1, "rule": "x"}
_AS_MANY = [{**event(0), "id": f"example:{number}", "notes": f"{number}"} for number in range(2000, 2189)]


def _related(kind: str, target: str) -> Damage:
    return one(lambda record: record.update(relations=[{"type": kind, "target": target or record["id"]}]))


def _added(**toll: Any) -> Damage:
    return one(lambda record: record["tolls"].append({**record["tolls"][5], **toll}))


RECORDS = (
    ("cut off in the middle of a record", lambda data: data[:-40], "EVX025"),
    ("a brace lost in the middle", text('"kind": "event"', '"kind": "event'), "EVX020"),
    ("a member twice in one object", text('"kind": "event"', '"kind": "event", "kind": "report"'), "EVX021"),
    ("NaN for a missing number", text('"lat": ', '"lat": NaN, "was": '), "EVX022"),
    ("byte order mark", lambda data: b"\xef\xbb\xbf" + data, "EVX023"),
    ("a line in Latin-1", text("Invented Courier", "Inv\udce9nted Courier"), "EVX024"),
    ("UTF-16", lambda data: data.decode().encode("utf-16"), "EVX024"),
    ("half a surrogate pair", text("Invented Oblast", "Invented \\ud83d Oblast"), "EVX013"),
    ("a list where a record should be", text("{", "[{"), "EVX020"),
    ("member missing", without("status"), "EVX004"),
    ("member misspelt", text('"notes"', '"note"'), "EVX005"),
    ("number in quotes", setting("tolls.4.best", "3"), "EVX006"),
    ("code that is in no list", setting("type", "missile"), "EVX007"),
    ("date in another form", setting("date.start", "03/05/2024"), "EVX008"),
    ("31 February", setting("date", _day("2024-02-31")), "EVX008"),
    ("latitude of 95", setting("place.point.lat", 95), "EVX009"),
    ("negative number of dead", setting("tolls.4.best", -1), "EVX009"),
    ("empty name", setting("place.name", ""), "EVX010"),
    ("start without end", without("date.end"), "EVX011"),
    ("null for unknown", setting("place.admin1", None), "EVX012"),
    ("schema of another age", setting("schema_version", "3.0.0"), "EVX002"),
    ("ends before it starts", setting("date", _day("2024-05-09", "2024-05-03", "days")), "EVX101"),
    ("a day that lasts a month", setting("date", _day("2024-05-01", "2024-05-31")), "EVX102"),
    ("year typed wrong: after its report", setting("date", _day("2034-05-01")), "EVX103"),
    ("year typed wrong: after it was fetched", setting("provenance.retrieved", "2023-01-01"), "EVX114"),
    ("the 15th for a month", setting("date", _day("2024-05-15", precision="month")), "EVX105"),
    ("fetched before it was published", setting("sources.0.retrieved", "2019-01-01"), "EVX106"),
    ("words with another year", setting("date.text", "in May 2019"), "EVX108"),
    ("toll from before the event", setting("tolls.5.as_of", "2023-01-01"), "EVX109"),
    ("heap on 1 January", _heap(_steady(["2025-01-01"] * 15)), "EVX110"),
    ("heap in the middle of months", _heap(_steady(_MIDDLES * 9)), "EVX111"),
    ("heap on Mondays", _heap(_MONDAYS * 10), "EVX112"),
    ("a century lost", _heap(["1924-03-04"]), "EVX113"),
    ("0, 0 for no point", setting("place.point", {"lat": 0, "lon": 0}), "EVX201"),
    ("degrees rounded, precision kept", setting("place.point", {"lat": 49, "lon": 31}), "EVX202"),
    ("radius of a country for a town", setting("place.radius_m", 400_000), "EVX203"),
    ("a precision of nothing", setting("place", {"precision": "admin1"}), "EVX206"),
    ("digits of a computation", setting("place.point", {"lat": 49.123456789012, "lon": 31.1}), "EVX207"),
    ("point in another country", setting("place.point", {"lat": 33.5138, "lon": 36.2765}), "EVX208"),
    ("latitude and longitude exchanged", one(_swapped), "EVX209"),
    ("minus lost or added", setting("place.point", {"lat": 49.1234, "lon": -31.1234}), "EVX210"),
    ("capital for many villages", _at([(50.4501, 30.5234)] * 8), "EVX211"),
    ("middles of grid cells for towns", _at([_quarter(number) for number in range(36)], "Town"), "EVX212"),
    ("middle of the country for towns", _at([(49.16, 31.2554)] * 6, "Town"), "EVX213"),
    ("low above high", _toll(low=9, best=5, high=4), "EVX301"),
    ("number and 'unknown' at once", _toll(best=3, state="unknown"), "EVX302"),
    ("claim of nothing", _toll(), "EVX303"),
    ("a part above the total", setting("tolls.2.best", 99), "EVX304"),
    ("sides that don't add up", setting("tolls.3.best", 0), "EVX312"),
    ("an id among the dead", setting("tolls.5.best", 19_721_104_061), "EVX313"),
    ("dozens made 24", _toll(best=24, text="dozens were killed"), "EVX306"),
    ("digits transposed", setting("tolls.5.best", 21), "EVX307"),
    ("more dead than casualties", setting("tolls.5", _CASUALTIES), "EVX308"),
    ("the same claim twice", _added(), "EVX309"),
    ("9999 for unknown", _toll(best=9999), "EVX311"),
    ("evidence for nothing", setting("evidence.0.pointer", "/place/names"), "EVX401"),
    ("offsets of another text", setting("evidence.0.quote.end", 3), "EVX402"),
    ("source not listed", setting("evidence.0.source", "s9"), "EVX403"),
    ("id twice", setting("id", "example:1001"), "EVX501"),
    ("related to itself", _related("follows", ""), "EVX502"),
    ("part of a campaign that is missing", _related("part-of", "example:gone"), "EVX503"),
    ("toll on the campaign and on a part", each(_both), "EVX504"),
    ("id of a missing value", setting("id", "example:None"), "EVX506"),
    ("id as a spreadsheet's number", setting("id", "example:1.23E+15"), "EVX507"),
    ("told twice under two ids", more(_twice(event(7))), "EVX509"),
    ("told again from the other side", more(_mirrored(8)), "EVX510"),
    ("UTF-8 read as Latin-1", one(_mojibake), "EVX601"),
    ("Windows-1251 read as Latin-1", setting("place.name", "Êèåâ"), "EVX601"),
    ("zero-width space in a name", setting("place.name", "Var\u200bska"), "EVX602"),
    ("text turned right to left", setting("actors.0.name", "Front \u202egnp.exe"), "EVX602"),
    ("leading zeros lost in a code", setting("place.country.codes.0.code", "4"), "EVX604"),
    ("'Unknown' as a name", setting("actors.0.name", "Unknown"), "EVX606"),
    ("two spaces in a name", setting("actors.0.name", "Invented  Front"), "EVX607"),
    ("markup of a page left", setting("notes", "Shells hit the &amp; bridge<br>at dawn."), "EVX608"),
    ("cut off by a spreadsheet's cell", setting("notes", "x" * 32_767), "EVX609"),
    ("letters and accents apart", setting("place.name", unicodedata.normalize("NFD", "Kézdi")), "EVX610"),
    ("formula in the notes", setting("notes", '=HYPERLINK("https://example.org";"report")'), "EVX611"),
    ("question marks for letters", setting("place.name", "Zapori??ja"), "EVX612"),
    ("Cyrillic letter in a Latin word", setting("actors.0.name", "Invеnted Front"), "EVX613"),
    ("claimed by nobody", one(lambda r: (r.update(status="claimed"), r["tolls"].pop())), "EVX701"),
    ("confidence of nothing", setting("provenance.confidence", 0.9), "EVX703"),
    ("retracted but counted", one(lambda r: r.update(status="retracted", resolved_tolls=[_RESOLVED])), "EVX706"),
    ("as many rows as a service gives at most", more(*_AS_MANY), "EVX903"),
)  # fmt: skip

DOCUMENT = (
    ("event outside of the stated days", _document(lambda d: d["coverage"].update(start="2024-02-20")), "EVX511"),
    ("event outside of the stated countries", _document(lambda d: d["coverage"].update(countries=_POLAND)), "EVX511"),
    ("title missing", _document(lambda d: d.pop("title")), "EVX004"),
    ("document cut off", lambda data: data[: len(data) // 2], "EVX025"),
)  # fmt: skip

ACLED = (
    ("impossible day", cell("event_date", "2024-02-30"), "TAB-DATE"),
    ("day as a spreadsheet's number", cell("event_date", "45000"), "TAB-SERIAL-DATE"),
    ("negative fatalities", cell("fatalities", "-3"), "TAB-NUMBER"),
    ("words for fatalities", cell("fatalities", "dozens"), "TAB-NUMBER"),
    ("latitude of 99", cell("latitude", "99.0000"), "TAB-NUMBER"),
    ("id missing", cell("event_id_cnty", ""), "TAB-ID"),
    ("a cell too many", rows(lambda found, _: found[AT].append("x")), "TAB-ROW-LENGTH"),
    ("cells lost", rows(lambda found, _: found[AT].__delitem__(slice(5, 9))), "TAB-ROW-LENGTH"),
    ("quote never closed", lambda data: data.replace(b'"', b"", 1), "TAB-ROW-LENGTH"),
    ("cut off in the middle of a row", lambda data: data[:-300], "TAB-QUOTES"),
    ("year of another date", cell("year", "1999"), "TAB-DIFFERS"),
    ("sub-event that is in no list", cell("sub_event_type", "Armed clashes"), "TAB-CODE"),
    ("a column renamed", lambda data: data.replace(b"event_date", b"EventDay", 1), REFUSED),
    ("latitude and longitude exchanged in all rows", rows(_swap_columns), "EVX209"),
    ("minus lost", cell("latitude", "-12.0000"), "EVX208"),
    ("one row again at the end", rows(_repeat), "EVX501"),
    ("monadic: each event once for each actor", rows(_monadic), "EVX510"),
    ("mojibake", cell("location", "Café".encode().decode("latin-1")), "EVX601"),
    ("formula", cell("notes", "=cmd|' /C calc'!A0"), "EVX611"),
    ("zero byte", lambda data: data.replace(b"Political", b"Poli\0tical", 1), REFUSED),
    ("id as a spreadsheet's number", cell("event_id_cnty", "1.23E+15"), "TAB-ID"),
)  # fmt: skip

UCDP = (
    ("best above high", rows(lambda found, at: found[AT].__setitem__(at["best"], "9000")), "EVX301"),
    ("sides that don't add up", rows(lambda found, at: found[AT].__setitem__(at["deaths_a"], "500")), "EVX304"),
    ("day that is none", cell("date_start", "2017-02-30"), "TAB-DATE"),
    ("precision that is in no list", cell("where_prec", "9"), "TAB-CODE"),
    ("id missing", cell("id", ""), "TAB-ID"),
    ("latitude and longitude exchanged in all rows", rows(_swap_columns), "EVX209"),
)  # fmt: skip

GDELT = (
    ("leading zero of a code lost", cell(26, "14x", tabs=True), "GDELT-CODE"),
    ("a cell too few", rows(lambda found, _: found[AT].pop(), tabs=True), "TAB-ROW-LENGTH"),
    ("question marks for letters", cell(52, "Al ?asakah, Syria", tabs=True), "GDELT-LETTERS"),
    ("day that is none", cell(1, "20240230", tabs=True), "TAB-DATE"),
)  # fmt: skip

OWN = (
    ("day that is none", cell("Date", "31.02.2026", at=2, semicolons=True), "CSV-CELL"),
    ("decimal points and commas mixed", cell("Lat", "40.5.2", at=2, semicolons=True), "CSV-CELL"),
    ("a word the mapping has not", cell("Type", "Ambuscade", at=2, semicolons=True), "CSV-CODE"),
    ("a column the mapping needs is gone", lambda data: data.replace(b"Incident ID", b"Nr", 1), REFUSED),
    ("id twice", cell("Incident ID", "K-1", at=2, semicolons=True), "EVX501"),
    ("9999 for unknown", cell("Killed", "9999", at=2, semicolons=True), "EVX311"),
)  # fmt: skip


def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the table."""
    forms = {"records": RECORDS, "dataset": DOCUMENT, "acled": ACLED, "ucdp": UCDP, "gdelt": GDELT, "own table": OWN}
    return tuple(Kind(name, form, damage, tuple(rules.split())) for form, table in forms.items() for name, damage, rules in table)
