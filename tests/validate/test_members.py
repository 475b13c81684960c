"""What is told good by its members is good: on real shapes of records, and on lines changed in every way."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import orjson
import pytest

from eventx.report import Position, Record
from eventx.rules import catalogue
from eventx.rules.texts import COMPUTED, SUSPECTS, SUSPICIOUS, SUSPICIOUS_WITHIN
from eventx.validator import Validator
from eventx.validator.fast.apart import one_day
from eventx.validator.fast.members import Members
from eventx.validator.lines import LineJudge

ROOT = Path(__file__).resolve().parents[2]
HERE = Position("file", line=1)


@cache
def records() -> tuple[Record, ...]:
    """Records of every importer's samples, and the examples of the schema."""
    import eventx

    found: list[Record] = []
    for name in ("acled", "ucdp", "gdelt"):
        for path in sorted((ROOT / "plugins" / name / "samples").glob("*.[ct]sv"))[:3]:
            retrieved = {} if name == "gdelt" else {"retrieved": "2026-06-30"}
            found += eventx.read(path, options=retrieved, on_finding=lambda _: None).records()
    for path in sorted((ROOT / "schemas").rglob("examples/**/*.json")):
        value = orjson.loads(path.read_bytes())
        found += [value] if isinstance(value, dict) and "kind" in value else []
    return tuple(found)


def taught(*, spaced: bool = False, screening: bool = False) -> tuple[Validator, Members]:
    """A validator, and members that have learned from all good records."""
    validator = Validator(screening=screening)
    members = validator.members()
    assert members is not None
    for record in records():
        if not validator.alone(record, HERE).findings and validator.plain(record):
            members.learn(line(record, spaced=spaced), record)
    return validator, members


def line(record: Record, *, spaced: bool = False) -> bytes:
    if not spaced:
        return orjson.dumps(record)
    import json

    return json.dumps(record, ensure_ascii=False).encode()


def name_of(members: Members, data: bytes) -> str | None:
    """The id of a line that is told good, alone."""
    return next((name for found in members.good([data]) for name in found.names), None)


def test_good_records_are_told_by_their_members_however_they_are_spaced() -> None:
    for spaced in (False, True):
        validator, members = taught(spaced=spaced)
        told = 0
        for record in records():
            name = name_of(members, line(record, spaced=spaced))
            if name is not None:
                told += 1
                assert name == record["id"]
                assert not validator.alone(record, HERE).findings
        assert told > 30


def _changed(record: Record, others: list[Record], dice: random.Random) -> bytes:
    """A line with something else in it: a member of another record, a value changed, bytes changed."""
    copy: Record = orjson.loads(orjson.dumps(record))
    for _ in range(dice.randint(1, 3)):
        other = dice.choice(others)
        shared = [name for name in copy if name in other and name not in ("schema_version",)]
        if shared:
            name = dice.choice(shared)
            copy[name] = orjson.loads(orjson.dumps(other[name]))
    holder: Any = copy
    for _ in range(dice.randint(0, 4)):  # somewhere within
        keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            break
        key = dice.choice(keys)
        value = holder[key]
        if isinstance(value, dict | list) and dice.random() < 0.8:
            holder = value
            continue
        if dice.random() < 0.7:
            holder[key] = dice.choice(
                (
                    "",
                    " ",
                    "Ã©",
                    "a\u200bb",
                    "n/a",
                    "2026-02-30",
                    "2026-01-01",
                    "<b>x</b>",
                    "x  y",
                    -1,
                    0,
                    7,
                    91.5,
                    12.0,
                    None,
                    [],
                    {},
                )
            )
        elif isinstance(holder, dict):
            del holder[key]
        break
    data = orjson.dumps(copy)
    if dice.random() < 0.3:
        at = dice.randrange(len(data))
        data = data[:at] + bytes([dice.choice(b'"\\{}[],:0eE \x00\xff1\n')]) + data[at + dice.randint(0, 1) :]
    return data


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_accepted_the_reference_accepts(seed: int) -> None:
    """Many lines at a time, good ones and changed ones, so that texts of one are met in another."""
    dice = random.Random(seed)
    validator, members = taught(screening=True)
    judge = LineJudge(Validator(), "file")
    good = [record for record in records() if name_of(members, orjson.dumps(record)) is not None]
    accepted = 0
    for _ in range(15):
        lines = [_changed(dice.choice(good), good, dice) for _ in range(100)]
        for found in members.good(lines):
            for number, (at, name) in enumerate(zip(found.at, found.names, strict=True)):
                accepted += 1
                told = judge.line(lines[at], 1, last=False)
                assert told.findings == (), lines[at]
                assert told.record is None, lines[at]
                record = orjson.loads(lines[at])
                assert record["id"] == name
                assert tuple(column[number] for column in found.learned) == validator.learned(record)
    assert accepted > 50


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        (b'"evidence":[{"pointer":"","cell":{"row":1,"line":2}}]', b'"evidence":row'),
        (b'"evidence":[{"pointer":"","cell":{"row":1,"line":2}}]', b'"evidence":[{"pointer":"","cell":{"row","line"}}]'),
        (b'"notes":"Two men were shot."', b'"notes":"Two men were shot.","notes":"Again."'),
        (b'"notes":"Two men were shot."', b'"notes":"Two men","were shot."'),
        (b'"notes":"Two men were shot."', b'"notes":'),
        (b'"point":{"lat":48.1234,"lon":37.1234}', b"@"),
        (b'"date":{"start":"2026-01-02","end":"2026-01-02","precision":"day"}', b'"date":'),
        (b"}]}", b"}]"),
    ],
)
def test_text_that_is_no_json_is_not_taken_for_what_it_is_remembered_as(given: bytes, broken: bytes) -> None:
    record = {
        "schema_version": "1.0.0", "kind": "event", "id": "acled:UKR1", "notes": "Two men were shot.",
        "date": {"start": "2026-01-02", "end": "2026-01-02", "precision": "day"},
        "place": {"name": "Town", "precision": "settlement", "point": {"lat": 48.1234, "lon": 37.1234}}, "status": "reported",
        "evidence": [{"pointer": "", "cell": {"row": 1, "line": 2}}],
    }  # fmt: skip
    _, members = taught()
    good = orjson.dumps(record)
    members.learn(good, record)
    assert given in good
    assert name_of(members, good) == "acled:UKR1"
    found = [name for each in members.good([good, good.replace(given, broken), good]) for name in each.names]
    assert found == ["acled:UKR1", "acled:UKR1"]


def test_two_lines_that_are_json_only_together_are_not_told() -> None:
    _, members = taught()
    record = {
        "schema_version": "1.0.0", "kind": "event", "id": "acled:UKR1", "notes": "Two men were shot.", "status": "reported",
        "evidence": [{"pointer": "", "cell": {"row": 1, "line": 2}}],
    }  # fmt: skip
    good = orjson.dumps(record)
    members.learn(good, record)
    notes = b'"Two men were shot."'
    broken = [good.replace(notes, notes + b',["And"'), good.replace(notes, b'"more."]')]
    assert name_of(members, good) == "acled:UKR1"
    assert [name for each in members.good(broken) for name in each.names] == []


def test_a_text_that_refers_to_another_member_is_not_told_with_any() -> None:
    """Which members a rule asks for can depend on what another one says."""
    validator, members = taught()
    record = {
        "schema_version": "1.0.0", "kind": "event", "id": "acled:UKR1", "status": "reported",
        "tolls": [{"measure": "killed", "who": "all", "best": 7}], "sources": [{"id": "s1", "name": "A"}],
        "evidence": [{"pointer": "", "cell": {"row": 1, "line": 2}}],
    }  # fmt: skip
    quoted = record | {"evidence": [{"pointer": "", "quote": {"exact": "seven died"}, "source": "s1"}]}
    dangling = quoted | {"sources": [{"id": "s2", "name": "A"}]}
    assert [one.rule for one in validator.alone(dangling, HERE).findings] == ["EVX403"]
    members.learn(orjson.dumps(record), record)
    lines = [orjson.dumps(one) for one in (record, quoted, dangling, quoted, record)]
    for order in (lines, [lines[2], lines[1], lines[0]]):
        for number, data in enumerate(order):
            assert (name_of(members, data) is None) == (data == lines[2]), number
    assert sorted(at for found in members.good(lines) for at in found.at) == [0, 1, 3, 4]


def test_numbers_of_rows_and_plain_points_make_no_difference_to_any_rule() -> None:
    """What is taken off a text before it is looked up."""
    validator = Validator()
    record = next(
        one
        for one in records()
        if one.get("place", {}).get("point") and not validator.alone(one, HERE).findings and "tolls" in one
    )
    for row, lat, lon in ((1, 0.01, 179.9999), (9_999_999, -89.9999, -0.4321), (3, 12.3456, 12.3456)):
        changed: Record = orjson.loads(orjson.dumps(record))
        changed["evidence"] = [{"pointer": "", "cell": {"row": row, "line": row + 1}}]
        changed["place"]["point"] = {"lat": lat, "lon": lon}
        changed["place"]["precision"] = "exact"
        changed["place"].pop("radius_m", None)
        changed["place"].pop("country", None)
        assert validator.alone(changed, HERE).findings == ()
        assert validator.plain(changed)


def test_one_day_is_as_good_as_any_other_by_itself() -> None:
    validator = Validator(rules=tuple(one for one in catalogue() if not one.reads))
    record = next(
        one for one in records() if one.get("date", {}).get("precision") == "day" and not validator.alone(one, HERE).findings
    )
    for year, month, day in product((1000, 1999, 2000, 2026, 2999), range(1, 13), (1, 28)):
        said = f"{year}-{month:02}-{day:02}"
        date = {"start": said, "end": said, "precision": "day"}
        assert one_day(orjson.dumps(date)) == b"\n"
        assert not validator.alone({**record, "date": date}, HERE).findings


def _at(place: str, record: Record) -> bytes:
    return line({**record, "place": {**record["place"], "name": place}})


def test_a_name_that_is_wrong_is_not_told_where_another_is_good_in_its_place() -> None:
    _, members = taught()
    placed = [one for one in records() if "name" in (one.get("place") or {})]
    some = [one for one in placed if name_of(members, _at("Aleru", one)) is not None]
    assert some
    for record in some:
        assert name_of(members, _at("Beleru", record)) is not None
        assert [name_of(members, _at(place, record)) for place in ("unknown", "Ã©leru", "")] == [None] * 3


def test_a_rule_that_looks_at_names_of_places_is_asked_about_each() -> None:
    def is_short(record: Record) -> Iterator[str]:
        if len(record["place"]["name"]) > 8:
            yield "long"

    members = Members(lambda _: True, [("EVX999", is_short, ())], [], [])
    record = next(one for one in records() if one["id"].startswith("acled:") and "name" in one.get("place", {}))
    members.learn(line(record), record)
    for place, good in (("Aleru", True), ("Beleru", True), ("Aleru of the hills", False)):
        assert (name_of(members, _at(place, record)) is not None) == good


def test_where_the_quick_look_at_words_finds_nothing_the_slow_one_finds_nothing() -> None:
    signs = "aÃÂâ€ÐÑØÙРС\u0080\u00bf\u00e9‚ƒ„…ЂЃѓ™\ufffd\u200b\ufeff&<=+-@(|. \n"
    dice = random.Random(1)
    slow, quick, within = re.compile(SUSPECTS), re.compile(SUSPICIOUS), re.compile(SUSPICIOUS_WITHIN)
    found = 0
    for _ in range(20_000):
        text = "".join(dice.choices(signs, [20] + [1] * (len(signs) - 1), k=dice.randint(1, 8)))
        if slow.search(text):
            found += 1
            assert quick.search(text), repr(text)
            assert within.search(text) or text[0] in COMPUTED, repr(text)
    assert found > 1000


def test_a_plain_point_in_another_country_is_not_told() -> None:
    validator, members = taught()
    told = 0
    for record in records():
        if name_of(members, orjson.dumps(record)) is None or "country" not in (place := record.get("place", {})):
            continue
        if (point := place.get("point")) is None:
            continue
        for lat, lon in ((-89.1234, 0.1234), (point["lat"] + 0.0012, point["lon"])):
            moved = record | {"place": record["place"] | {"point": {"lat": round(lat, 4), "lon": lon}}}
            if name_of(members, orjson.dumps(moved)) is not None:
                told += 1
                assert not validator.alone(moved, HERE).findings
    assert told


def test_an_id_that_a_rule_could_be_against_is_not_told() -> None:
    _, members = taught()
    record = next(one for one in records() if name_of(members, orjson.dumps(one)) is not None)
    for name in ("acled:1E15", "acled:none", "acled:1.5E3", "acled:", "acled:x y", "ACLED:1"):
        assert name_of(members, orjson.dumps(record | {"id": name})) is None


def test_a_line_that_is_cut_off_alone_is_not_told() -> None:
    _, members = taught()
    record = next(one for one in records() if "place" in one and name_of(members, orjson.dumps(one)) is not None)
    assert list(members.good([orjson.dumps(record)[:-1]])) == []
