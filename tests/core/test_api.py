"""The library: nothing is lost in silence, and nothing is written over what is being read."""

from __future__ import annotations

import copy
import datetime
import gc
import io
import pickle
import shutil
import subprocess
import sys
import weakref
from pathlib import Path

import attrs
import pytest

import eventx
from eventx.errors import UsageError
from eventx.model import Place

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "acled.csv"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, tmp_path / "t.csv"))


@pytest.fixture
def uneven(table: Path) -> Path:
    """The table with one of its rows again, and a row that can't be read."""
    header, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([header, *rows, rows[-1], rows[-1].replace("AAA2", "AAA3").replace("2026-", "soon-", 1)]))
    return table


def test_a_table_is_not_replaced_by_what_is_made_of_it(table: Path) -> None:
    before = table.read_bytes()
    for target in (table, table.parent / "." / "t.csv"):
        with pytest.raises(UsageError, match="is a source too"):
            eventx.convert(table, target)
        with pytest.raises(UsageError, match="is a source too"):
            eventx.write(eventx.read(table), target)
    with table.open("rb") as stream, pytest.raises(UsageError, match="is a source too"):
        eventx.convert(stream, table)
    assert table.read_bytes() == before
    assert not list(table.parent.glob(".*"))


def test_a_folder_stands_for_the_files_in_it(table: Path, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    for name in ("a.csv", ".hidden"):
        shutil.copy(table, tmp_path / "all" / name)
    events = eventx.read(tmp_path / "all")
    assert [one.id for one in events] == [one.id for one in eventx.read(table)]
    for ledger in (events.ledger, eventx.validate(tmp_path / "all").ledger):
        assert [one.source for one in ledger.inputs] == [str(tmp_path / "all/a.csv")]


def test_what_is_no_path_is_refused_in_words(table: Path) -> None:
    for write in (eventx.convert, eventx.write):
        with pytest.raises(
            UsageError, match=r"writes to a path or '-' \(standard output\), not to BytesIO; for records without a file"
        ):
            write(table if write is eventx.convert else [], io.BytesIO())
    for source in (b"event_id_cnty", None, [table, 7], eventx.read(table)):
        with pytest.raises(UsageError, match=r"a binary stream, or a list of these, not (bytes|NoneType|int|Events)"):
            eventx.convert(source, table.parent / "out.ndjson")


def test_a_binary_stream_is_converted(table: Path) -> None:
    eventx.convert(io.BytesIO(table.read_bytes()), table.parent / "a.ndjson")
    eventx.convert([table], table.parent / "b.ndjson")
    assert (table.parent / "a.ndjson").read_bytes().count(b"\n") == (table.parent / "b.ndjson").read_bytes().count(b"\n") > 0


def test_rejected_rows_are_warned_of_with_their_own_reasons_only(uneven: Path) -> None:
    events = eventx.read(uneven)
    with pytest.warns(
        eventx.RejectedUnits, match=r"1 unit was rejected \(TAB-DATE 1\), the first in file .*t\.csv, row 4, line 5; see"
    ):
        assert len(list(events)) == 2
    (account,) = events.ledger.inputs
    assert (account.read, account.kept, account.rejected, account.merged, account.withheld) == (4, 2, 1, 1, 0)
    with pytest.warns(eventx.RejectedUnits, match=r"1 unit was rejected \(TAB-DATE 1\)"):
        ledger = eventx.convert(uneven, uneven.parent / "out.ndjson")
    assert ledger.written == 2
    eventx.convert(uneven, uneven.parent / "out.ndjson", on_finding=lambda _: None)


def test_a_second_loop_over_events_is_no_empty_one(table: Path) -> None:
    events = eventx.read(table)
    next(events)
    assert len(list(events)) == 1
    with pytest.raises(UsageError, match=r"call eventx\.read again"):
        list(events)


def test_a_second_loop_never_goes_on_where_the_first_stopped(table: Path) -> None:
    events = eventx.read(table)
    for _ in events:
        break
    for again in (lambda: list(events), lambda: list(events.records())):
        with pytest.raises(UsageError, match=r"call eventx\.read again"):
            again()
    kept = iter(eventx.read(table))
    assert [next(kept).id, *(event.id for event in kept)] == [event.id for event in eventx.read(table)]


def test_options_take_what_python_has_for_them(table: Path) -> None:
    article = table.with_name("a.txt")
    article.write_text("KABUL -- A bomb killed three people in Herat on March 2, police said.\n", encoding="utf-8")
    (event,) = eventx.read(article, format="rferl", options={"published": datetime.date(2026, 3, 3)})
    assert event.date is not None
    assert event.date.start == "2026-03-02"
    with pytest.raises(UsageError, match="option published: must be str, not 3"):
        list(eventx.read(article, format="rferl", options={"published": 3}))


def test_what_cannot_be_read_or_written_is_told_in_words(table: Path) -> None:
    for source in ([table], b"a,b"):
        with pytest.raises(UsageError, match="takes a path"):
            eventx.read(source)  # type: ignore[arg-type]
    for source in (None, b"{}"):
        with pytest.raises(UsageError, match="takes a path"):
            eventx.validate(source)  # type: ignore[arg-type]
    event = next(eventx.read(table))
    wrong = attrs.evolve(event, place=Place(point=(1, 2)))  # type: ignore[arg-type]
    with pytest.raises(eventx.InputError, match=r"point must be eventx\.model\.Point, not tuple"):
        eventx.write([wrong], table.with_name("o.ndjson"))
    with pytest.raises(eventx.Rejected, match="the first, file <records>, row 1: EVX004"):
        eventx.write([{"id": "x"}], table.with_name("o.ndjson"))


def test_one_event_is_written_as_several_are_and_what_is_no_event_is_told_in_words(table: Path) -> None:
    event, lines = next(eventx.read(table)), table.with_name("o.ndjson")
    for one in (event, eventx.encode(event)):
        eventx.write(one, lines)
        assert [*eventx.read(lines)] == [event]
    for given in (str(table), b"{}", None, 3):
        with pytest.raises(UsageError, match=r"takes an event or several, not (str|bytes|NoneType|int)"):
            eventx.write(given, lines)  # type: ignore[arg-type]
    with pytest.raises(eventx.InputError, match="takes an Event, not dict"):
        eventx.encode({})  # type: ignore[arg-type]


def test_a_list_of_nothing_is_a_wrong_call(table: Path) -> None:
    for nothing in ([], ()):
        for call in (lambda given: eventx.convert(given, table.with_name("o.ndjson")), eventx.validate, eventx.scan):
            with pytest.raises(UsageError, match="was given nothing: the list is empty"):
                call(nothing)
    assert not table.with_name("o.ndjson").exists()
    eventx.write([], table.with_name("o.ndjson"))  # a dataset of no events is one
    assert table.with_name("o.ndjson").read_bytes() == b""


def test_one_list_of_deleted_records_is_a_path_and_a_profile_is_one_too(table: Path) -> None:
    gone, profile, target = table.with_name("gone.txt"), table.with_name("x.toml"), table.with_name("o.ndjson")
    gone.write_text("acled:AAA2\n", encoding="utf-8")
    profile.write_text('profile_version = 1\n[rules]\nEVX101 = "off"\n', encoding="utf-8")
    eventx.convert(table, target, onto=shutil.copy(table, table.with_name("held.csv")), deleted=str(gone), profile=profile)
    assert [event.id for event in eventx.read(target)] == ["acled:AAA1"]
    for wrong, words in (({"deleted": 3}, "not int"), ({"onto": [table]}, "onto takes a path"), ({"profile": {}}, "path of its")):
        with pytest.raises(UsageError, match=words):
            eventx.convert(table, target, **{"onto": table} | wrong)
    for call in (eventx.convert, eventx.validate):
        with pytest.raises(UsageError, match="the profile nowhere: no such file"):
            call(table, **{"target": target} if call is eventx.convert else {}, profile="nowhere")


def test_files_are_validated_one_after_the_other_as_the_command_does(uneven: Path) -> None:
    other = Path(shutil.copy(uneven, uneven.with_name("again.csv")))
    report = eventx.validate([uneven, other])
    assert [account.source for account in report.ledger.inputs] == [str(uneven), str(other)]
    assert report.checked == 8
    one = eventx.validate(uneven)
    assert [each.rule for each in report.findings] == [each.rule for each in one.findings] * 2
    with pytest.raises(UsageError, match="stands among events; a path is given alone or in a list of paths"):
        eventx.validate([{"id": "x"}, str(uneven)])
    with pytest.raises(UsageError, match="named twice"):
        eventx.validate(["-", "-"])
    for reading in ({"format": "acled"}, {"options": {"dates": "dmy"}}):
        with pytest.raises(UsageError, match="events are there already"):
            eventx.validate({"id": "x"}, **reading)


def test_a_check_takes_a_profile_a_baseline_and_strictness(uneven: Path) -> None:
    known, profile = uneven.with_name("known.json"), uneven.with_name("x.toml")
    command = [sys.executable, "-m", "eventx", "validate", str(uneven), "--write-baseline", str(known)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    before = eventx.validate(uneven)
    assert not before.ok
    after = eventx.validate(uneven, baseline=known)
    assert after.ok
    assert (after.findings, set(after.known)) == ((), set(before.findings))

    record = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported", "place": {"name": "A\ufffdb"}}
    (warned,) = eventx.validate(record).findings
    assert warned.severity is eventx.Severity.WARNING
    assert [eventx.validate(record, strict=strict).ok for strict in (False, True)] == [True, False]
    for setting, count in (("off", 0), ("error", 1)):
        profile.write_text(f'profile_version = 1\n[rules]\n{warned.rule} = "{setting}"\n', encoding="utf-8")
        report = eventx.validate(record, profile=profile)
        assert (len(report.findings), report.ok) == (count, setting == "off")


def test_a_table_is_not_written_column_by_column(table: Path) -> None:
    pytest.importorskip("polars", reason="needs the extra bulk")
    frame, target = eventx.scan(table).to_polars(), table.with_name("o.ndjson")
    for call in (lambda given: eventx.write(given, target), eventx.validate):
        with pytest.raises(UsageError, match=r"not a table \(DataFrame\); .*map\(json\.loads, table\['record'\]\)"):
            call(frame)
    assert not target.exists()


def test_the_names_of_the_library_can_be_listed() -> None:
    assert {"read", "convert", "validate", "scan"} <= {*dir(eventx)} == {*eventx.__all__}


def test_what_a_run_says_can_go_to_another_process(uneven: Path) -> None:
    report = eventx.validate(uneven)
    assert report.findings
    for again in (pickle.loads(pickle.dumps(report)), copy.deepcopy(report)):
        assert again == report
        assert list(again.ledger.details()) == list(report.ledger.details())
        again.ledger.note(report.findings[0])  # it goes on where it stands, and the other is another
        assert len(list(again.ledger.details())) == len(list(report.ledger.details())) + 1
    with pytest.raises(eventx.Rejected) as raised:
        eventx.convert(uneven, uneven.with_name("o.ndjson"), strict=True)
    again = pickle.loads(pickle.dumps(raised.value))
    assert (type(again), str(again), again.exit_code) == (eventx.Rejected, str(raised.value), 1)
    assert again.ledger == raised.value.ledger
    assert list(again.ledger.details()) == list(raised.value.ledger.details())
    for error in (eventx.UsageError("x"), eventx.Unaccounted("y", report.ledger)):
        error.add_note("beside")
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args, again.__notes__) == (type(error), error.args, ["beside"])


def test_losses_go_to_another_process_without_who_listens_to_them(table: Path) -> None:
    from eventx.ledger import LossReport

    ledger = eventx.Ledger("0")
    report = LossReport(ledger)
    eventx.convert(table, table.with_name("o.geojson"), ledger=ledger)
    again = pickle.loads(pickle.dumps(ledger))
    assert again.to_dict() == ledger.to_dict()
    assert report is not None


def test_what_is_being_read_refuses_to_go_to_another_process_in_words(table: Path) -> None:
    with pytest.raises(TypeError, match=r"send the path, or list\(events\)"):
        pickle.dumps(eventx.read(table))
    pytest.importorskip("pyarrow")
    with table.open("rb") as stream, pytest.raises(TypeError, match="name the file by its path"):
        pickle.dumps(eventx.scan(stream))
    assert pickle.loads(pickle.dumps(eventx.scan(table))).reader().read_all().num_rows == 2


def test_events_stand_in_sets(table: Path) -> None:
    events = list(eventx.read(table))
    assert {*events} == {*events, *eventx.read(table)}
    assert len({*events}) == len(events) == 2
    other = attrs.evolve(events[0], notes="other words")
    assert hash(other) == hash(events[0])
    assert other != events[0]
    assert {event.place for event in events} == {event.place for event in eventx.read(table)}


def test_what_is_dropped_half_read_is_closed_at_once(table: Path) -> None:
    gc.collect()
    gc.disable()  # or it would be the collector that closes it, whenever it comes by
    try:
        events = eventx.read(table)
        next(events)
        kept = [weakref.ref(each) for each in gc.get_objects() if isinstance(each, io.FileIO) and each.name == str(table)]
        assert kept
        del events
        assert not any(one() for one in kept)
    finally:
        gc.enable()
