"""NDJSON checked in columns: the same findings, in the same order, as of its lines one by one."""

from __future__ import annotations

import io
import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest

from eventx.bulk.lines import checking as in_columns
from eventx.bulk.lines import known as known_texts
from eventx.bulk.lines.checking import Records, records_in_columns
from eventx.bulk.lines.members import _is_plain as plain
from eventx.bulk.lines.members import are_named_plainly
from eventx.report import Position, Record
from eventx.rules.texts import SUSPECTS
from eventx.validator import Validator, files, lines
from eventx.validator.fast import known, members
from eventx.validator.fast.apart import unnamed
from eventx.validator.files import FileCheck

PLACES: list[dict[str, Any]] = [
    {"name": "Town", "precision": "settlement", "country": {"codes": [{"system": "iso3166-1-alpha3", "code": "UKR"}]}},
    {"name": "Kyiv", "admin1": "Kyiv", "precision": "settlement"},
    {"name": "Elsewhere", "precision": "admin1"},
]
NOTES = [
    "Two men were shot.", 'They said "no" — and left.', "Erste Zeile\nzweite\tZeile", "Tom & Jerry; <b>bold</b>",
    "Ünïcödé àéîÕ Р„ст", "=SUM(A1)", "", "back\\slash", "Ã© wrong", "ΑΓΟΡΑΣ Σ\nΣ", "\u200bhidden",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines are enough to learn from, and a piece has few."""
    monkeypatch.setattr(in_columns, "LARGE", 1)
    monkeypatch.setattr(in_columns, "_FIRST", 120)
    monkeypatch.setattr(in_columns, "_ENOUGH", 0.3)
    monkeypatch.setattr(in_columns, "_MOST_NEW", 9)
    monkeypatch.setattr(members, "_TRIAL", 20)
    monkeypatch.setattr(lines, "_ENOUGH", 5)
    monkeypatch.setattr(lines, "SIZE", 60_000)
    monkeypatch.setattr(files, "LARGER", 60_000)


def record(number: int, dice: random.Random) -> Record:
    """A record as an importer makes them; few are bad."""
    day = f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    made: Record = {"schema_version": "1.0.0", "kind": "event", "id": f"x:A{number}", "type": "armed-clash"}
    if dice.random() < 0.3:
        made["civilian_targeting"] = True
    if dice.random() < 0.9:
        made["notes"] = dice.choice(NOTES[:3]) if dice.random() < 0.9 else dice.choice(NOTES)
    made["x:stamp"] = dice.randint(1, 10**9)
    made["x:said"] = (
        dice.choice(("7", "two\nlines", "no", "Ünï")) if dice.random() < 0.97 else dice.choice((0.5, None, [1], "\x01"))
    )
    made["date"] = {"start": day, "end": day, "precision": "day"}
    made["tolls"] = [{"measure": "killed", "who": "all", "best": dice.randint(0, 3)}]
    if dice.random() < 0.2:
        made["tags"] = ["crowd"]
    made["sources"] = [{"id": f"s{dice.randint(1, 2)}", "name": dice.choice(("Post", "Radio"))}]
    if dice.random() < 0.3:  # which rests on the date
        made["sources"][0]["published"] = dice.choice(("2027-01-02", "2026-06-15", "2026-12-28"))
    made["actors"] = [{"name": dice.choice("ABCD"), "role": "not-stated"} for _ in range(dice.randint(1, 2))]
    if dice.random() < 0.95:
        place: dict[str, Any] = dict(dice.choice(PLACES))
        lat, lon = (48.1234, 31.1234) if dice.random() < 0.5 else (round(dice.uniform(47, 50), 4), 31.77)
        if dice.random() < 0.1:
            lat, lon = dice.choice(((48.5, 31.25), (-33.1234, 18.1234), (48.123456, 31.123456), (48, 31), (0.00001, 31.5)))
        made["place"] = place | ({"point": {"lat": lat, "lon": lon}} if dice.random() < 0.9 else {})
    made["status"] = "reported"
    made["evidence"] = [{"pointer": "", "cell": {"row": number, "line": number + 1}}]
    if dice.random() < 0.2:  # which rests on the sources
        made["evidence"] = [{"pointer": "", "quote": {"exact": "two men"}, "source": f"s{dice.randint(1, 2)}"}]
    return made


def damaged(line: bytes, dice: random.Random) -> bytes:
    """A line with bytes or members changed."""
    if dice.random() < 0.2:  # it ends with a letter of several bytes
        return dice.choice((line + "\x85".encode(), line[:-1] + "ш".encode(), line[: line.rfind(b'"')] + "ш".encode()))
    if dice.random() < 0.5:
        at = dice.randrange(len(line))
        signs = b'"\\{}[],:0eE \x001' if dice.random() < 0.95 else b"\xff\x01"
        return line[:at] + bytes([dice.choice(signs)]) + line[at + dice.randint(0, 1) :]
    made: Record = orjson.loads(line)
    match dice.randrange(8):
        case 0:
            del made[dice.choice(list(made))]
        case 1:
            made[dice.choice(list(made))] = dice.choice(("", None, [], {}, 7, "n/a", [{}]))
        case 2:
            made["kind"] = "campaign"
        case 3:
            made["relations"] = [{"type": "part-of", "target": f"x:A{dice.randint(1, 900)}"}]
        case 4:
            made["id"] = f"x:A{dice.randint(1, 300)}"
        case 5:
            return line.replace(b'"type":', b'"type":"armed-clash","type":')
        case 6:
            made = dict(reversed(made.items()))
        case _:
            made["codes"] = [{"system": f"nobody{dice.randint(1, 3)}", "code": "1", "basis": "source"}]
    return orjson.dumps(made)


def content_of(seed: int, bad: float, *, spaced: bool = False, end: bytes = b"\n") -> bytes:
    dice = random.Random(seed)
    found: list[bytes] = []
    before: list[Record] = []
    for number in range(1, 500):
        made = record(number, dice)
        if before and dice.random() < 0.05:  # told again, or from the other side
            made = dice.choice(before) | {"id": made["id"]}
            made["actors"] = made["actors"][:: dice.choice((1, -1))]
        before.append(made)
        line = json.dumps(made, ensure_ascii=False).encode() if spaced else orjson.dumps(made)
        found.append(damaged(line, dice) if number > 100 and dice.random() < bad else line)
        if number > 100 and dice.random() < bad:
            found.append(b"" if dice.random() < 0.5 else found[dice.randrange(len(found))])  # blank, or a line again
    return end.join(found) + (end if dice.random() < 0.5 else b"")


def findings(content: bytes, *, columns: bool, path: Path | None = None) -> tuple[list[dict[str, Any]], int, int, int]:
    check = FileCheck(
        io.BytesIO(content), name="file", path=path, screening=True, columns=records_in_columns if columns else None
    )
    return [finding.to_dict() for finding in check], check.read, check.checked, check.blank


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How many lines of each piece were good in columns."""
    found: list[float] = []
    told = Records._told

    def noted(self: Records, made: Any) -> Any:
        found.append(made.rows["good"].mean())
        return told(self, made)

    monkeypatch.setattr(Records, "_told", noted)
    return found


@pytest.mark.parametrize(("seed", "bad"), [(1, 0.0), (2, 0.02), (3, 0.3), (4, 0.1)])
def test_columns_find_what_lines_one_by_one_have(seed: int, bad: float, shares: list[float], tmp_path: Path) -> None:
    content = content_of(seed, bad, spaced=seed == 4, end=b"\r\n" if seed == 2 else b"\n")
    expected = findings(content, columns=False)
    assert findings(content, columns=True) == expected
    assert len(shares) > 2
    assert max(shares) > 0.5
    path = tmp_path / "file"
    path.write_bytes(content)
    assert findings(content, columns=True, path=path) == expected
    assert {one["rule"] for one in expected[0]} >= {"EVX403", "EVX509", "EVX510", *(("EVX501",) if bad else ())}


@pytest.mark.parametrize(("new", "share"), [(-1.0, 0.3), (9.0, 2.0)], ids=["too much is new", "too few are good"])
def test_lines_that_turn_out_to_be_no_use_in_columns_are_compared_as_before(
    new: float, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in (2, 3, 4):
        content = content_of(seed, 0.02)
        expected = findings(content, columns=False)
        monkeypatch.setattr(in_columns, "_MOST_NEW", new)
        monkeypatch.setattr(in_columns, "_ENOUGH", share)
        assert findings(content, columns=True) == expected
        assert {one["rule"] for one in expected[0]} >= {"EVX509", "EVX510"}


def test_notes_that_are_plain_are_json_in_which_no_rule_finds_anything() -> None:
    dice = random.Random(12)
    parts = [
        '"',
        "\\",
        "n",
        "t",
        "r",
        "u0041",
        "a",
        " ",
        "=",
        "+",
        "@",
        "&",
        "<",
        "\x01",
        "\t",
        "\u00c3",
        "\u00a9",
        "\u200b",
        "\u0420",
        "\u201e",
        "é",
    ]
    texts = ["".join(dice.choices(parts, k=dice.randint(0, 9))) for _ in range(30_000)]
    texts = [*texts, *(f'"{one}"' for one in texts), *(f' "{one}"' for one in texts)]
    found = pl.DataFrame({"text": texts}).select(plain(pl.col("text").str.strip_prefix(" "))).to_series().to_list()
    assert sum(found) > 3000
    for text, so in zip(texts, found, strict=True):
        if so:
            said = orjson.loads(text)
            assert isinstance(said, str)
            assert said
            assert not re.search(SUSPECTS, said)


def test_names_that_are_plain_are_such_as_no_rule_finds_anything_in() -> None:
    dice = random.Random(13)
    parts = [*"abcXYZ  'Äöé().,/:_-019&<Ра\u200b\u00c3\u00a9?@=", '\\"', "\\n", '"', "unknown", "n/a", "NIL", "x" * 60]
    names = ["".join(dice.choices(parts, k=dice.randint(0, 4))) for _ in range(20_000)]
    texts = [f'{{"name":"{one}","admin1": "{other}","precision":"settlement"}}' for one, other in pairwise(names)]
    found = pl.Series("place", texts).to_frame().select(are_named_plainly(pl.col("place"))).to_series()
    assert found.sum() > 500
    validator = Validator()
    # What isn't taken off has to be judged.
    for text in [one for one in pl.Series(texts).filter(found) if unnamed(one.encode()).startswith(b"\nname,admin1\n")]:
        made = {**record(1, random.Random(1)), "place": orjson.loads(text)}
        assert not validator.alone(made, Position("file")).findings, text


def test_a_place_is_judged_once_for_all_names(monkeypatch: pytest.MonkeyPatch, shares: list[float]) -> None:
    judged: list[bytes] = []
    says = members.Members.says

    def noted(self: members.Members, *given: Any) -> bytes | None:
        judged.append(given[3])
        return says(self, *given)

    monkeypatch.setattr(members.Members, "says", noted)
    dice, found = random.Random(1), []
    for number in range(1, 600):
        name = dice.choice(("unknown", "Ã©leru", "A  B", "")) if number > 300 and number % 20 == 0 else f"Hill {number}"
        found.append(orjson.dumps({**record(number, dice), "place": {**PLACES[0], "name": name}}))
    content = b"\n".join(found)
    expected = findings(content, columns=False)
    assert findings(content, columns=True) == expected
    assert max(shares) > 0.5
    assert {one["rule"] for one in expected[0]} >= {"EVX601", "EVX606", "EVX607"}
    assert sum(b"Hill" in text for text in judged) < 20


def test_a_line_that_is_cut_off_is_told_with_its_carriage_return(shares: list[float]) -> None:
    dice = random.Random(8)
    made = [orjson.dumps(record(number, dice)) for number in range(1, 300)]
    made[200] = made[200][:-1]
    content = b"\r\n".join(made) + b"\r\n"
    assert findings(content, columns=True) == findings(content, columns=False)
    assert max(shares) > 0.5


@pytest.mark.parametrize("ill", [b"\xff", b"\x01", b"\xef\xbb\xbf"])
def test_lines_that_polars_can_not_read_are_judged_alone(ill: bytes, shares: list[float], tmp_path: Path) -> None:
    dice = random.Random(11)
    made = [orjson.dumps(record(number, dice)) for number in range(1, 400)]
    for number in (150, 151, 250, 398):
        made[number] = ill + made[number]
    made[200] = made[200].replace(b"x:A", ill + b"x:A")
    content = b"\n".join(made)
    path = tmp_path / "file"
    path.write_bytes(content)
    expected = findings(content, columns=False)
    for place in (None, path):
        shares.clear()
        assert findings(content, columns=True, path=place) == expected
        assert sum(share > 0.5 for share in shares) > 2


def test_no_rule_is_asked_about_a_line_that_the_schema_does_not_accept(shares: list[float]) -> None:
    dice = random.Random(9)
    made = [record(number, dice) for number in range(1, 300)]
    made[200]["sources"] = [{"id": "s1", "name": "New here", "published": "2027-01-02"}]  # which is held against the date
    made[200]["date"] = {"start": "2026-13-40", "end": "2026-13-40", "precision": "day"}
    content = b"\n".join(map(orjson.dumps, made))
    assert findings(content, columns=True) == findings(content, columns=False)
    assert max(shares) > 0.5


def test_a_file_whose_lines_are_too_different_is_left_to_lines_one_by_one(shares: list[float]) -> None:
    dice = random.Random(5)
    made = [record(number, dice) for number in range(400)]
    content = b"\n".join(orjson.dumps(dict(dice.sample(list(one.items()), len(one)))) for one in made)
    assert findings(content, columns=True) == findings(content, columns=False)
    assert not shares


def test_a_file_in_which_everything_is_new_is_left_to_lines_one_by_one(
    shares: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_columns, "_MOST_NEW", 0.8)
    dice = random.Random(7)
    made = [record(number, dice) for number in range(300)]
    for number, one in enumerate(made):
        one["sources"] = [{"id": "s1", "name": f"Post {number}"}]
        one["actors"] = [{"name": f"Group {number}", "role": "not-stated"}]
    content = b"\n".join(map(orjson.dumps, made))
    assert findings(content, columns=True) == findings(content, columns=False)
    assert not shares


@pytest.mark.parametrize("name", [["x"], {"x": 1}, None, 7])
def test_an_id_that_is_no_text_is_told(name: Any, shares: list[float]) -> None:
    dice = random.Random(10)
    made = [record(number, dice) for number in range(1, 300)]
    made[200]["id"] = name
    content = b"\n".join(map(orjson.dumps, made))
    assert findings(content, columns=True) == findings(content, columns=False)
    assert max(shares) > 0.5


def test_what_lines_one_by_one_forget_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(209)
    content = b"\n".join(orjson.dumps(record(number, dice)) for number in range(1, 3000))
    expected = findings(content, columns=False)
    monkeypatch.setattr(members, "REMEMBERED", 30)
    monkeypatch.setattr(known, "REMEMBERED", 30)
    assert findings(content, columns=False) == expected


def test_texts_beyond_what_is_remembered_are_learned_again(shares: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_columns, "REMEMBERED", 60)
    monkeypatch.setattr(known_texts, "REMEMBERED", 60)
    content = content_of(6, 0.05)
    assert findings(content, columns=True) == findings(content, columns=False)
    assert shares
