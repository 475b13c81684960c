"""A dataset that other files bring up to date: which version of a record is written, and what becomes of the others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventx
from eventx.editions.differing import differences, in_words
from eventx.ledger import Ledger
from eventx.report import Kind
from eventx.version import version

ROOT = Path(__file__).resolve().parents[2]
with (ROOT / "examples" / "acled.csv").open(newline="", encoding="utf-8") as _file:
    HEADER, ROW, *_ = csv.reader(_file)


def row(number: int, stamp: int | str, **cells: str) -> list[str]:
    given = {"event_id_cnty": f"AAA{number}", "timestamp": str(stamp), "fatalities": "1", **cells}
    return [given.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]


def table(path: Path, *rows: list[str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows((HEADER, *rows))
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def update(held: Path, *changes: Path, to: str = "new.csv", **more: Any) -> tuple[list[dict[str, str]], Ledger]:
    target, ledger = held.parent / to, Ledger(version())
    eventx.convert(changes, target, onto=held, target_format="acled", ledger=ledger, on_finding=lambda _one: None, **more)
    return rows_of(target), ledger


def reasons(ledger: Ledger) -> dict[str, Mapping[str, int]]:
    assert all(account.balanced for account in ledger.inputs)
    return {account.source.rpartition("/")[2]: dict(account.reasons) for account in ledger.inputs}


def ids(rows: Iterable[Mapping[str, str]]) -> list[str]:
    return [one["event_id_cnty"] for one in rows]


@pytest.mark.parametrize(("form", "is_file"), [("acled", True), ("csv", True), ("csv", False)])
def test_a_row_that_nobody_edited_takes_no_richer_records_place(
    form: str, is_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[dict[str, Any]] = [
        {
            "schema_version": "1.0.0", "kind": "event", "id": f"news:{number}", "type": "armed-clash", "status": "reported",
            "date": {"start": "2026-02-27", "end": "2026-02-27", "precision": "day", "text": "on Friday", "basis": "relative"},
            "place": {"name": "Orva", "precision": "settlement"},
            "sources": [{"id": "a", "name": "Daily", "sha256": "b" * 64}],
            "evidence": [{"pointer": "/place/name", "source": "a", "quote": {"exact": "Orva", "start": 3, "end": 7}}],
            "provenance": {"importer": {"name": "rferl"}},
        }
        for number in (1, 2)
    ]  # fmt: skip
    held = tmp_path / "news.ndjson"
    held.write_text("".join(json.dumps(one) + "\n" for one in events), encoding="utf-8")
    eventx.convert(held, tmp_path / "t.csv", target_format=form)
    *rows, last = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "t.csv").write_text("\n".join((*rows, last.replace("Orva", "Talas", 1))), encoding="utf-8")
    onto = held if is_file else io.BytesIO(held.read_bytes())
    ledger = eventx.convert(tmp_path / "t.csv", tmp_path / "new.ndjson", onto=onto, on_finding=lambda _: None)
    first, second = map(json.loads, (tmp_path / "new.ndjson").read_text(encoding="utf-8").splitlines())
    assert first == events[0]
    assert second["place"]["name"] == "Talas"
    assert reasons(ledger)["t.csv"] == {"UPD-SAME": 1, "UPD-CHANGED": 1}

    def broken(form: str) -> None:
        raise RuntimeError(f"{form} is broken")

    monkeypatch.setattr("eventx.editions.carried.exporter", broken)
    told: list[eventx.Finding] = []
    onto = held if is_file else io.BytesIO(held.read_bytes())
    ledger = eventx.convert(tmp_path / "t.csv", tmp_path / "new.ndjson", onto=onto, on_finding=told.append)
    assert reasons(ledger)["t.csv"] == {"UPD-CHANGED": 2}
    (unknown,) = [one.message for one in told if one.rule == "UPD-UNKNOWN"]  # once, not for each record
    assert f"{form} is broken" in unknown


def test_a_format_that_carries_nothing_of_what_is_held_is_known_to(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "plugins" / "gdelt" / "samples" / "gdelt2_cutout.export.CSV"
    _, *cells = sample.read_bytes().splitlines(keepends=True)[0].split(b"\t")
    (tmp_path / "t.CSV").write_bytes(b"\t".join([b"news:1", *cells]))
    held = {"schema_version": "1.0.0", "kind": "event", "id": "news:1", "status": "reported", "notes": "Told of a town."}
    (tmp_path / "held.ndjson").write_text(json.dumps(held) + "\n", encoding="utf-8")
    told: list[eventx.Finding] = []
    eventx.convert(tmp_path / "t.CSV", tmp_path / "new.ndjson", onto=tmp_path / "held.ndjson", on_finding=told.append)
    assert "UPD-UNKNOWN" not in [one.rule for one in told]


def test_another_sources_events_are_found_again_in_a_table_that_was_written_of_them(tmp_path: Path) -> None:
    news: dict[str, Any] = {"schema_version": "1.0.0", "kind": "event", "id": "news:1:a", "status": "reported"}
    news["date"] = {"start": "2026-02-27", "end": "2026-02-27", "precision": "day"}
    (article := tmp_path / "news.ndjson").write_text(json.dumps(news) + "\n", encoding="utf-8")
    eventx.convert(article, held := tmp_path / "held.acled.csv")
    written, ledger = update(held, article)
    assert ids(written) == ["news:1:a"]
    assert reasons(ledger)["news.ndjson"] == {"UPD-CHANGED": 1}


def test_a_newer_version_takes_the_place_of_the_older_and_a_new_event_comes_last(tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 100), row(2, 100), row(3, 100))
    week = table(tmp_path / "week.csv", row(2, 200, fatalities="9"), row(4, 200), row(3, 100))
    written, ledger = update(held, week)
    assert ids(written) == ["AAA1", "AAA2", "AAA3", "AAA4"]
    assert [one["fatalities"] for one in written] == ["1", "9", "1", "1"]
    assert reasons(ledger) == {"held.csv": {}, "week.csv": {"UPD-CHANGED": 1, "UPD-SAME": 1}}
    (told,) = (entry for entry in ledger.details() if entry["reason"] == "UPD-CHANGED")
    assert (told["position"]["row"], told["kind"]) == (1, "merged")
    assert "/tolls/0/best (killed) 1 → 9" in told["message"]
    assert "/acled:timestamp 100 → 200" in told["message"]


def test_what_is_held_stays_where_the_change_is_the_older(tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 300, fatalities="5"))
    written, ledger = update(held, table(tmp_path / "old.csv", row(1, 200, fatalities="9")))
    assert [one["fatalities"] for one in written] == ["5"]
    assert reasons(ledger)["old.csv"] == {"UPD-OLDER": 1}


@pytest.mark.parametrize("stamps", [(200, 300), (300, 200)])
def test_of_several_changes_the_newest_counts_in_whatever_order_they_are_named(stamps: tuple[int, int], tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 100))
    files = [table(tmp_path / f"{stamp}.csv", row(1, stamp, fatalities=str(stamp))) for stamp in stamps]
    written, ledger = update(held, *files)
    assert [one["fatalities"] for one in written] == ["300"]
    assert reasons(ledger) == {"held.csv": {}, "200.csv": {"UPD-OLDER": 1}, "300.csv": {"UPD-CHANGED": 1}}


def test_where_a_source_doesnt_say_when_it_changed_a_record_the_later_file_counts(tmp_path: Path) -> None:
    (line,) = (ROOT / "examples" / "ged.csv").read_text(encoding="utf-8").splitlines()[1:2]
    header = (ROOT / "examples" / "ged.csv").read_text(encoding="utf-8").splitlines()[0]
    held, first, last = (tmp_path / name for name in ("held.csv", "a.csv", "b.csv"))
    for path, place in ((held, "Here"), (first, "There"), (last, "Elsewhere")):
        rows = list(csv.reader([header, line]))
        rows[1][rows[0].index("where_coordinates")] = place
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    eventx.convert([first, last], tmp_path / "new.ndjson", onto=held, on_finding=lambda _one: None)
    (event,) = eventx.read(tmp_path / "new.ndjson")
    assert event.place is not None
    assert event.place.name == "Elsewhere"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deleted.csv", "event_id_cnty,deleted_timestamp\nAAA1,400\nAAA2,150\nAAA9,400\n"),
        ("ids.csv", "id;deleted_timestamp\nacled:AAA1;400\nacled:AAA2;150\nacled:AAA9;400\n"),
        (
            "deleted.json",
            '{"status": 200, "data": [{"event_id_cnty": "AAA1", "deleted_timestamp": "400"},'
            ' {"event_id_cnty": "AAA2", "deleted_timestamp": 150}, {"event_id_cnty": "AAA9", "deleted_timestamp": 400}]}',
        ),
    ],
)
def test_deleted_records_are_left_out_unless_they_were_changed_later(name: str, text: str, tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 100), row(2, 100))
    week = table(tmp_path / "week.csv", row(2, 200), row(1, 200))
    (tmp_path / name).write_text(text, encoding="utf-8")
    written, ledger = update(held, week, deleted=[tmp_path / name])
    assert ids(written) == ["AAA2"]
    assert reasons(ledger)["held.csv"] == {"UPD-DELETED": 2}, "the version held was deleted at 150, the newer came after that"
    assert reasons(ledger)["week.csv"] == {"UPD-DELETED": 1}
    assert reasons(ledger)[name] == {"UPD-DELETED": 2, "UPD-NOT-HELD": 1}


def test_a_plain_list_of_ids_is_a_list_of_the_deleted(tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text("acled:AAA1\n\nacled:AAA3\n", encoding="utf-8")
    held = table(tmp_path / "held.csv", row(1, 100), row(2, 100), row(3, 100))
    written, ledger = update(held, table(tmp_path / "week.csv", row(2, 100)), deleted=[tmp_path / "ids.txt"])
    assert ids(written) == ["AAA2"]
    assert ledger.total(Kind.WITHHELD) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AAA1\n", "ids.txt:1: 'AAA1' is no id of a record, which begins with its source: acled:AAA1"),
        ("event,when\n1,2\n", "ids.txt: no id of a deleted record; the list needs a column 'event_id_cnty'"),
        ("id,deleted_timestamp\nacled:AAA1,yesterday\n", "ids.txt:2: 'yesterday' is no time of deletion"),
        ('{"error": "no access"}', "is an array, or an object with one under 'data'"),
        ("[1, 2", "a list of deleted records that is no JSON"),
        ("[" * 100_000, "a list of deleted records that is no JSON"),
        ("acled:AAA1, acled:AAA2\n", "ids.txt: no id of a deleted record"),
        ("acled:AAA1\racled:AAA2\r", "is no id of a record: it has characters that don't show"),
        ('["acled:\\ud800"]', "is no id of a record"),
        ("event_id_cnty,event_date,timestamp\nAAA1,2026-02-28,100\n", "ids.txt:2: this tells of events, with their dates"),
        ("id,deleted_timestamp\nacled:AAA1,nan\n", "ids.txt:2: 'nan' is no time of deletion"),
        (f'[{{"id": "acled:AAA1", "deleted_timestamp": {"9" * 400}}}]', "is no time of deletion"),
    ],
)
def test_what_is_no_list_of_deleted_records_is_refused_with_the_place(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text(text, encoding="utf-8")
    held = table(tmp_path / "held.csv", row(1, 100))
    with pytest.raises(eventx.InputError) as refused:
        update(held, table(tmp_path / "week.csv", row(1, 100)), deleted=[tmp_path / "ids.txt"])
    assert words in str(refused.value)
    assert not (tmp_path / "new.csv").exists()


@pytest.mark.parametrize("stamps", [("300", "150"), ("150", "300"), ("", "150"), ("150", "")])
def test_of_several_deletions_the_last_counts_in_whatever_order_they_are_named(stamps: tuple[str, str], tmp_path: Path) -> None:
    held, week = table(tmp_path / "held.csv", row(1, 100), row(2, 100)), table(tmp_path / "week.csv", row(2, 200))
    lists = [tmp_path / f"{number}.csv" for number in range(2)]
    for path, stamp in zip(lists, stamps, strict=True):
        path.write_text(f"event_id_cnty,deleted_timestamp\n,\nAAA2,{stamp}\n\n", encoding="utf-8")
    written, ledger = update(held, week, deleted=lists)
    assert ids(written) == ["AAA1"]
    assert reasons(ledger)["1.csv"] == {"UPD-DELETED": 1}


def test_what_was_told_of_the_dataset_when_it_was_made_is_not_told_each_week(tmp_path: Path) -> None:
    odd = {"location": "Tal\ufffds"}
    held = table(tmp_path / "held.csv", row(1, 100, **odd), row(2, 100), row(3, 100, fatalities="many"))
    week = table(tmp_path / "week.csv", row(2, 200, **odd))
    told: list[eventx.Finding] = []
    ledger = eventx.Ledger(version())
    eventx.convert(week, tmp_path / "new.ndjson", onto=held, ledger=ledger, on_finding=told.append)
    warned = [one for one in told if one.severity is eventx.Severity.WARNING]
    assert {Path(one.position.file).name for one in warned} == {"week.csv"}
    assert [one.rule for one in told if one.severity is eventx.Severity.ERROR], "a row that can't be read is lost now"
    (note,) = (one for one in told if one.rule == "UPD-HELD")
    (tmp_path / "quiet.toml").write_text('profile_version = 1\n[rules]\nUPD-HELD = "off"\n', encoding="utf-8")
    quiet: list[eventx.Finding] = []
    eventx.convert(week, tmp_path / "2.ndjson", onto=held, on_finding=quiet.append, profile=tmp_path / "quiet.toml")
    assert [one.rule for one in quiet] == [one.rule for one in told if one.rule != "UPD-HELD"]
    assert note.message == "warnings and notes on the dataset as it was before, not told again: 1"
    files = {Path(one["position"]["file"]).name for one in ledger.details() if one.get("rule") == warned[0].rule}
    assert files == {"held.csv", "week.csv"}, "the ledger has all"


def test_a_deleted_version_takes_nobodys_place(tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 300), row(2, 100))
    first = table(tmp_path / "a.csv", row(2, 300, fatalities="9"))
    last = table(tmp_path / "b.csv", *(row(number, "", fatalities="5") for number in (1, 2)))
    (tmp_path / "d.csv").write_text("event_id_cnty,deleted_timestamp\nAAA1,200\nAAA2,200\n", encoding="utf-8")
    written, ledger = update(held, first, last, deleted=[tmp_path / "d.csv"])
    assert [(one["event_id_cnty"], one["timestamp"], one["fatalities"]) for one in written] == [
        ("AAA1", "300", "1"),
        ("AAA2", "300", "9"),
    ]
    assert reasons(ledger)["b.csv"] == {"UPD-DELETED": 2}


def test_a_time_of_more_than_63_bits_is_compared_as_others_are(tmp_path: Path) -> None:
    eventx.convert(table(tmp_path / "held.csv", row(1, 100)), tmp_path / "held.ndjson")
    (line,) = (tmp_path / "held.ndjson").read_text(encoding="utf-8").splitlines()
    (tmp_path / "week.ndjson").write_text(json.dumps({**json.loads(line), "acled:timestamp": 2**63}), encoding="utf-8")
    ledger = eventx.convert(tmp_path / "week.ndjson", tmp_path / "new.ndjson", onto=tmp_path / "held.ndjson")
    assert reasons(ledger)["week.ndjson"] == {"UPD-CHANGED": 1}


def test_campaigns_and_their_parts_are_judged_as_in_any_file(tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 100), row(2, 100))
    eventx.convert(held, tmp_path / "all.ndjson")
    part, whole = (json.loads(line) for line in (tmp_path / "all.ndjson").read_text(encoding="utf-8").splitlines())
    part["relations"] = [{"type": "part-of", "target": whole["id"]}]
    whole["kind"] = "campaign"
    newer = {**whole, "acled:timestamp": 200}
    for name, records in (("both", (part, whole)), ("part", (part,)), ("week", (newer,))):
        (tmp_path / f"{name}.ndjson").write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    for name, told in (("both", ["EVX504"]), ("part", [])):
        found: list[eventx.Finding] = []
        onto = tmp_path / f"{name}.ndjson"
        eventx.convert(tmp_path / "week.ndjson", tmp_path / "new.ndjson", onto=onto, on_finding=found.append)
        assert [one.rule for one in found] == told, name


def test_a_newer_version_that_is_wrong_changes_nothing(tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 100))
    written, ledger = update(held, table(tmp_path / "week.csv", row(1, 200, latitude="412")))
    assert [(one["event_id_cnty"], one["timestamp"]) for one in written] == [("AAA1", "100")]
    assert ledger.total(Kind.REJECTED) == 1


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3), st.integers(0, 9)), max_size=12), st.integers(0, 12))
def test_each_record_is_there_once_and_in_its_newest_version(
    tmp_path_factory: pytest.TempPathFactory, versions: list[tuple[int, int, int]], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("update")
    parts = [{(number, stamp): dead for number, stamp, dead in some} for some in (versions[:cut], versions[cut:])]
    newest: dict[int, tuple[int, int]] = {}
    paths = []
    for name, part in zip(("held.csv", "week.csv"), parts, strict=True):
        latest = {number: (stamp, dead) for (number, stamp), dead in sorted(part.items())}  # in a file an id stands once
        for number, (stamp, dead) in latest.items():
            if number not in newest or stamp >= newest[number][0]:
                newest[number] = stamp, dead
        paths.append(table(folder / name, *(row(n, stamp, fatalities=str(dead)) for n, (stamp, dead) in latest.items())))
    written, ledger = update(*paths)
    assert {one["event_id_cnty"]: (int(one["timestamp"]), int(one["fatalities"])) for one in written} == {
        f"AAA{number}": found for number, found in newest.items()
    }
    assert len(written) == len(newest) == ledger.written
    reasons(ledger)


def test_a_dataset_brought_up_to_date_by_itself_is_the_same_table(tmp_path: Path) -> None:
    held = ROOT / "examples" / "acled.csv"
    same = tmp_path / "same.csv"
    same.write_bytes(held.read_bytes())
    ledger = eventx.convert(same, tmp_path / "new.csv", onto=held, target_format="acled")
    assert rows_of(tmp_path / "new.csv") == rows_of(held)
    assert ledger.total(Kind.MERGED) == ledger.inputs[1].read


def test_records_and_tables_bring_each_other_up_to_date(tmp_path: Path) -> None:
    eventx.convert(table(tmp_path / "held.csv", row(1, 100), row(2, 100)), tmp_path / "held.ndjson")
    week = table(tmp_path / "week.csv", row(2, 200, fatalities="7"))
    ledger = eventx.convert(week, tmp_path / "new.ndjson", onto=tmp_path / "held.ndjson")
    records = [json.loads(line) for line in (tmp_path / "new.ndjson").read_text(encoding="utf-8").splitlines()]
    assert [one["tolls"][0]["best"] for one in records] == [1, 7]
    assert records[1]["evidence"][0]["cell"]["file"] == "week.csv"
    assert ledger.records == ledger.written == 2


def test_what_cant_be_brought_up_to_date_is_said(tmp_path: Path) -> None:
    held, week = table(tmp_path / "held.csv", row(1, 100)), table(tmp_path / "week.csv", row(1, 100))
    for arguments, words in (
        ({"sources": "-", "onto": held}, "is read twice; save it to a file first"),
        ({"sources": week, "onto": held, "deleted": ["-"]}, "is read twice; save it to a file first"),
        ({"sources": week, "onto": held, "target": f"{tmp_path}/folder/"}, "in one file"),
        ({"sources": week, "deleted": [week]}, "goes with a dataset that is brought up to date"),
        ({"sources": week, "onto": held, "target": held}, "held.csv"),
    ):
        with pytest.raises(eventx.UsageError) as refused:
            eventx.convert(**{"target": tmp_path / "new.csv", "target_format": "acled", **arguments})
        assert words in str(refused.value)


def test_long_differences_are_counted_and_cut(tmp_path: Path) -> None:
    old = {"id": "a:1", "notes": "x" * 100, **{f"a:{number}": number for number in range(12)}}
    words = in_words(differences(old, {"id": "a:1", "notes": "y", "evidence": [1]}))
    assert words.startswith(f'/notes "{"x" * 38}… → "y"; /a:0 0 → nothing')
    assert words.endswith("; and 5 more")


def test_an_id_that_stands_twice_in_what_is_held_is_still_an_error(tmp_path: Path) -> None:
    held = table(tmp_path / "held.csv", row(1, 100), row(2, 100), row(1, 100, notes="Once more."))
    written, ledger = update(held, table(tmp_path / "week.csv", row(1, 200, fatalities="9")))
    assert [(one["event_id_cnty"], one["fatalities"]) for one in written] == [("AAA1", "9"), ("AAA2", "1")]
    assert reasons(ledger)["held.csv"] == {"EVX501": 1}


@pytest.mark.parametrize("suffix", [".csv", ".ndjson"])
def test_many_records_are_brought_up_to_date_as_few_are(suffix: str, tmp_path: Path) -> None:
    """Rows in columns and known lines are not looked at one by one; those that change are."""
    count = 3000
    held = table(tmp_path / "held.csv", *(row(number, 100) for number in range(count)))
    week = table(tmp_path / "week.csv", *(row(number, 200, fatalities="9") for number in range(7, count, 500)))
    if suffix != ".csv":
        eventx.convert(held, tmp_path / "held.ndjson")
    written, ledger = update(held.with_suffix(suffix), week)
    assert ids(written) == [f"AAA{number}" for number in range(count)]
    assert [number for number, one in enumerate(written) if one["fatalities"] == "9"] == list(range(7, count, 500))
    assert reasons(ledger)["week.csv"] == {"UPD-CHANGED": 6}
