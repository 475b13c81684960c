"""Rules about a whole dataset: they find the heap, and leave alone what only looks like one."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from eventx.report import Finding, Position, Severity
from eventx.rules import catalogue, point_piles, rule
from eventx.rules.earlier import Numbered
from eventx.validator import Validator

from ..cli.conftest import Run

Records = list[dict[str, Any]]
SCREENED = [each.id for each in catalogue() if each.screen is not None]


def record(number: int, **members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": f"example:{number}", "status": "reported", **members}


def on(days: list[date], precision: str = "day") -> Records:
    found = []
    for number, day in enumerate(days):
        when = {"start": day.isoformat(), "end": day.isoformat(), "precision": precision}
        found.append(record(number, date=when))
    return found


def every_day(year: int, days: int, each: int = 1) -> list[date]:
    return [date(year, 1, 1) + timedelta(day) for day in range(days) for _ in range(each)]


def at(*points: tuple[float, float, str], country: str = "UKR", precision: str = "settlement") -> Records:
    codes = {"codes": [{"system": "iso3166-1-alpha3", "code": country}]}
    return [
        record(n, place={"name": name, "country": codes, "point": {"lat": lat, "lon": lon}, "precision": precision})
        for n, (lat, lon, name) in enumerate(points)
    ]


def clash(
    number: int, *names: str, day: str = "2024-05-16", notes: str = "Two sides fought near the old bridge."
) -> dict[str, Any]:
    return record(
        number, type="armed-clash", notes=notes, date={"start": day, "end": day, "precision": "day"}, place={"name": "Town"},
        actors=[{"name": name, "role": "not-stated", "side": side} for name, side in zip(names, "ab", strict=False)],
    )  # fmt: skip


STEADY = every_day(2020, 1400)
MONTHS = [date(2020 + month // 12, month % 12 + 1, 15) for month in range(36)]
MONDAYS = [date(2024, 1, 1) + timedelta(7 * week) for week in range(40)]

BAD: dict[str, Records] = {
    "EVX110": on(STEADY + [date(year, 1, 1) for year in (2020, 2021, 2022, 2023) for _ in range(8)]),
    "EVX111": on(STEADY + MONTHS * 4),
    "EVX112": on([day for day in STEADY if day.weekday() % 2] + MONDAYS * 8),
    "EVX113": on([*STEADY, date(1920, 1, 3), date(1920, 1, 4)]),
    "EVX211": at(*[(50.4501, 30.5234, f"Village {number}") for number in range(7)]),
    "EVX212": at(*[(48 + number % 8 * 0.25, 31.25, "A") for number in range(30)]),
    "EVX213": at(*[(49.16, 31.2554, f"Village {number % 2}") for number in range(6)]),
    "EVX509": [clash(1, "A", "B"), clash(2, "A", "B", notes="two sides fought, near the old bridge")],
    "EVX510": [clash(1, "A", "B"), clash(2, "B", "A")],
}
GOOD: dict[str, list[Records]] = {
    "EVX110": [
        on(every_day(2024, 7, 100)),  # the first week of a year
        on([date(2024, 1, 1)] * 500),  # a file of one day
        on(STEADY + [date(year, 1, 1) for year in (2020, 2021, 2022, 2023) for _ in range(8)], "year"),  # says it is the year
    ],
    "EVX111": [
        on(STEADY + [date(2022, 3, 15)] * 300),  # one battle
        on(STEADY + [day + timedelta(-3) for day in MONTHS] * 4),  # another day of the month
    ],
    "EVX112": [on(STEADY), on([day for day in STEADY if day.weekday() == 4] * 3 + STEADY)],  # Friday prayers
    "EVX113": [on(STEADY), on([*STEADY, *[date(1920, 1, 3)] * 100])],  # a part of it is old
    "EVX211": [at(*[(50.4501, 30.5234, "Kyiv")] * 40), at(*[(50.4501, 30.5234, f"V {n}") for n in range(9)], precision="admin1")],
    "EVX212": [at(*[(48 + number / 37, 31 + number / 41, "A") for number in range(80)] + [(48.25, 31.5, "B")] * 10)],
    "EVX213": [
        at(*[(49.16, 31.2554, "U")] * 9, precision="country"),
        at(*[(49.2, 31.4, f"V {number % 2}") for number in range(9)]),
    ],
    "EVX509": [
        [clash(1, "A", "B"), clash(2, "A", "B", day="2024-05-17")],
        [clash(1, "A", "B"), clash(2, "A", "B", notes="Later that day, one side shelled the other.")],
    ],
    "EVX510": [[clash(1, "A", "B"), clash(2, "B", "A", notes="The others struck back in the night.")], [clash(1, "A", "B")]],
}
COVERED = {"start": "2024-01-01", "end": "2024-12-31", "countries": ("UKR",)}


def found(name: str, records: Records, **given: Any) -> list[Finding]:
    validator = Validator(rules=(evolve(rule(name), given=given),), screening=True)

    def told() -> Iterator[Finding]:
        for number, one in enumerate(records, start=1):
            yield from validator.check(one, Position("test", line=number))
        yield from validator.finish()

    return list(told())


@pytest.mark.parametrize("name", BAD)
def test_a_heap_is_found_once_and_pointed_at(name: str) -> None:
    (finding,) = found(name, BAD[name])
    assert (finding.rule, finding.severity) == (name, rule(name).severity)
    assert finding.position.line
    assert finding.record


@pytest.mark.parametrize("name", GOOD)
def test_what_is_no_heap_is_left_alone(name: str) -> None:
    for records in GOOD[name]:
        assert [one.message for one in found(name, records)] == []


def test_every_screen_has_bad_and_good_records() -> None:
    assert set(SCREENED) == BAD.keys() | {"EVX511"} == GOOD.keys() | {"EVX511"}


def test_events_outside_of_the_coverage_are_told() -> None:
    inside = {
        "date": {"start": "2024-12-30", "end": "2025-01-02", "precision": "days"},
        "place": {"country": {"name": "Ukraine"}},
    }
    assert found("EVX511", [record(1, **inside), record(2)], **COVERED) == []
    late = {**inside, "date": {"start": "2025-01-01", "end": "2025-01-01", "precision": "day"}}
    abroad = {**inside, "place": {"country": {"codes": [{"system": "gwno", "code": "365"}]}}}
    assert [one.pointer for one in found("EVX511", [record(1, **late), record(2, **abroad)], **COVERED)] == [
        "/date",
        "/place/country",
    ]
    assert found("EVX511", [record(1, **late)]) == []


def test_a_datasets_header_states_its_coverage(eventx: Run, tmp_path: Path) -> None:
    ukraine = {"codes": [{"system": "iso3166-1-numeric", "code": "804"}]}
    document = {
        "schema_version": "1.0.0", "title": "T", "coverage": {"start": "2024-01-01", "countries": [ukraine]},
        "events": [clash(1, "A"), clash(2, "A", day="2023-12-31"), record(3, place={"country": {"name": "Poland"}})],
    }  # fmt: skip
    (tmp_path / "d.json").write_text(json.dumps(document), encoding="utf-8")
    done = eventx("validate", "d.json", "--format", "json")
    findings = json.loads(done.stdout)["findings"]
    assert [(one["rule"], one["position"]["pointer"]) for one in findings] == [
        ("EVX511", "/events/1/date"), ("EVX511", "/events/2/place/country"),
    ]  # fmt: skip


def test_a_profile_sets_parameters(eventx: Run, tmp_path: Path) -> None:
    lines = [json.dumps(one) for one in BAD["EVX211"]]
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")
    for setting, rules in (
        ("EVX211 = { names = 8 }", []),
        ('EVX211 = { names = 3, severity = "error" }', ["EVX211"]),
        ("EVX903 = { limits = [7] }", ["EVX211", "EVX903"]),
        ('EVX211 = "off"', []),
    ):
        (tmp_path / "p.toml").write_text(f"profile_version = 1\n[rules]\n{setting}\n", encoding="utf-8")
        done = eventx("validate", "a.ndjson", "--format", "json", "--profile", "p.toml")
        assert [one["rule"] for one in json.loads(done.stdout)["findings"]] == rules
        assert done.returncode == ("error" in setting)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("EVX211 = { name = 8 }", "no parameter 'name'; it has names"),
        ('EVX211 = { names = "8" }', "whole numbers as 'names', not '8'"),
        ('EVX903 = { limits = ["7"] }', "a list of whole numbers as 'limits'"),
        ("EVX511 = { countries = [804] }", "a list of text as 'countries'"),
        ("EVX105 = { days = 3 }", "it has none"),
    ],
)
def test_a_parameter_that_is_none_is_refused_with_words(eventx: Run, tmp_path: Path, setting: str, words: str) -> None:
    (tmp_path / "a.ndjson").write_text(json.dumps(record(1)), encoding="utf-8")
    (tmp_path / "p.toml").write_text(f"profile_version = 1\n[rules]\n{setting}\n", encoding="utf-8")
    done = eventx("validate", "a.ndjson", "--profile", "p.toml")
    assert done.returncode == 2
    assert words in done.stderr


def test_a_conversion_doesnt_screen(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text("\n".join(json.dumps(one) for one in BAD["EVX510"]), encoding="utf-8")
    assert "EVX510" not in eventx("convert", "a.ndjson", "-o", "b.ndjson").stderr
    assert "EVX510" in eventx("validate", "a.ndjson").stdout


def test_an_explanation_names_the_parameters(eventx: Run) -> None:
    assert "Parameter days: the days of the month that are looked at; 1, 15, 16" in eventx("explain", "EVX111").stdout


def test_a_copy_leads_to_the_event_it_copies(eventx: Run, tmp_path: Path) -> None:
    events = [clash(1, "A", "B"), clash(2, "A", "B", day="2024-05-17"), clash(3, "A", "B"), clash(4, "B", "A")]
    lines, document = tmp_path / "a.ndjson", tmp_path / "a.json"
    lines.write_text("".join(json.dumps(one) + "\n" for one in events), encoding="utf-8")
    document.write_text(json.dumps(events), encoding="utf-8")
    same = "has the same day, name of the place, type, names of actors, deaths and words, under another id"
    for path, where in ((lines, "line 1"), (document, "/0")):
        told = json.loads(eventx("validate", "--format", "json", path).stdout)["findings"]
        assert {one["rule"]: one["message"] for one in told if one["rule"] in ("EVX509", "EVX510")} == {
            "EVX509": f"an earlier event ({where}) {same}",
            "EVX510": f"an earlier event ({where}) says the same with its actors the other way round",
        }


def test_of_two_thousand_marks_each_is_known_by_the_record_that_had_it_first() -> None:
    said, first = Numbered(), dict[int, int]()
    dice = random.Random(4)
    for number in range(1, 4001):
        mark = dice.randrange(2000) * dice.choice((1, 2**40, 2**53))
        assert said.met([mark], [number]) == ([0] if mark in first else [])
        first.setdefault(mark, number)
        assert said.number(mark) == first[mark]
    assert len(said) == len(first)


def test_what_a_rejected_record_says_is_not_learnt() -> None:
    bad = {**clash(1, "A", "B"), "type": "nonsense"}
    assert [one.rule for one in found("EVX510", [bad, clash(2, "B", "A")]) if one.severity is not Severity.ERROR] == []


def test_points_that_all_have_several_names_are_not_remembered_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(point_piles, "MOST_POINTS", 100)
    points = point_piles.Points({each.id: each for each in point_piles.RULES})
    for number in range(1000):
        for name in ("Here", "There"):
            list(points.take([((1.1 + number / 1000, 2.2), name, None)], ["x:1"], lambda _: Position("a")))
    assert len(points.names) <= 100
