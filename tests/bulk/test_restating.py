"""Lines of NDJSON written in another form by what is known of their texts: the reference's bytes, findings, losses and ledger."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pytest

import eventx.reading
from benchmarks.data import acled
from eventx.bulk.joining.placeholders import POINT
from eventx.bulk.restating import writing
from eventx.bulk.restating.queue import LineQueue
from eventx.bulk.restating.writing import Restated
from eventx.conversion import convert
from eventx.engine.parts import convert_parts
from eventx.engine.processes import Processes
from eventx.errors import EventxError
from eventx.ledger import Ledger
from eventx.report import Loss, Losses, Record
from eventx.rules.profile import Profile, Setting
from eventx.validator.fast import members
from tests.bulk.test_records import content_of
from tests.engine.test_parts import KillsOnce

TARGETS: list[tuple[str, dict[str, str]]] = [
    ("eventx", {}), ("eventx", {"document": "yes"}), ("geojson", {}), ("geojson", {"lines": "yes"}), ("csv", {}),
    ("csv", {"delimiter": "semicolon", "guard": "yes"}), ("acled", {}), ("acled", {"layout": "today"}),
    ("acled", {"layout": "early"}), ("ucdp", {}), ("geoparquet", {}),
]  # fmt: skip
NOTES = (
    "short", "=1+1 of them, it is said", "'quoted for no reason at all", "two  spaces stand in here", "a line\nbreak is in here",
    "a space at the end of it ", "a tab\tstands in here, as it does", 'a "quote", and; more of them', "a stroke at the end \\",
    "%b and %s for a hundred percent", "words that stand in 0Z", "these are words that stand in 0Z too",
)  # fmt: skip


@pytest.fixture(autouse=True)
def joined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines were joined, step by step. Few lines are enough to learn from, and time decides nothing."""
    monkeypatch.setattr(writing, "_ENOUGH", 5)
    monkeypatch.setattr(writing, "_SIZE", 60)
    monkeypatch.setattr(writing, "_TRIAL", 1 << 30)
    monkeypatch.setattr(members, "_TRIAL", 100)
    found: list[int] = []
    write = Restated._write

    def noted(self: Restated, ready: Any) -> None:
        found.append(len(ready))
        write(self, ready)

    monkeypatch.setattr(Restated, "_write", noted)
    return found


def run(
    source: Any, to: str, options: dict[str, str], folder: Path, *, fast: bool = True, every: bool = False, **more: Any
) -> tuple[Any, ...]:
    """All that comes of a conversion: bytes, ledger, its details, findings, losses, and what it raised."""
    target = folder / "output"
    target.unlink(missing_ok=True)
    lost: list[Loss] = []
    ledger, found, raised = Ledger("test"), list[dict[str, Any]](), ""
    if every:
        ledger.losses = Losses(heed=lost.append)
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(eventx.reading, "of_lines", lambda _: False)
        try:
            convert(
                source() if callable(source) else source,
                target,
                target_format=to,
                write_options=options,
                ledger=ledger,
                on_finding=lambda one: found.append(one.to_dict()),
                **more,
            )
        except EventxError as error:
            raised = str(error)
    content = target.read_bytes() if target.exists() else b""
    return content, ledger.to_dict(), list(ledger.details()), found, lost, raised


def odd(line: bytes, dice: random.Random) -> bytes:
    """A line of a record that can't be joined, or not as the others are."""
    made: Record = orjson.loads(line)
    match dice.randrange(12):
        case 0:
            made["notes"] = dice.choice(NOTES)
        case 1:
            lat, lon = dice.choice(((33.0, 44.1), (33.123456, 44.1234567), (0.00001, 44.5), (33, 44)))
            made["place"] = made["place"] | {"point": {"lat": lat, "lon": lon}}
        case 2:
            made["id"] = dice.choice(("acled:IRQ007", "ucdp:12345", "acled:0", "acled:IRQ98765432109", f"ucdp:A{dice.random()}"))
        case 3:
            made["status"] = dice.choice(("denied", "retracted", "alleged"))
        case 4:
            made["kind"] = dice.choice(("campaign", "report"))
        case 5:
            cell = {"file": "50%b.csv", "row": dice.randint(1, 999), "line": 2, "column": "event_type"}
            made["evidence"] = [{"pointer": "/type", "cell": cell}, {"pointer": "", "quote": {"exact": "he said so"}}]
        case 6:
            made["acled:event_date"] = dice.choice(("27/04/2022", "04/27/2022", "05/04/2022"))
        case 7:
            made["provenance"] = made["provenance"] | {"mapping": "another"}
        case 8:
            made["acled:timestamp"] = dice.choice((0, -1, 1.5, "16", 10**16, None, "a ; \"b\""))  # fmt: skip
        case 9:
            made["x:said"] = dice.choice(("words", "=1+1", 7, [1], None, "é\u2028"))
        case 10:
            return json.dumps(made, ensure_ascii=dice.random() < 0.5).encode()
        case _:
            return line[: dice.randrange(len(line))]
    return orjson.dumps(made)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Records of an ACLED table, some of them odd, some told again."""
    folder = tmp_path_factory.mktemp("events")
    (folder / "table.csv").write_bytes(b"".join(acled.table(900, 1)))
    convert(folder / "table.csv", folder / "records.ndjson", on_finding=lambda _: None)
    dice = random.Random(4)
    lines = (folder / "records.ndjson").read_bytes().splitlines()
    return b"\n".join(
        [odd(line, dice) if dice.random() < 0.2 else dice.choice(lines) if dice.random() < 0.02 else line for line in lines]
    )


@pytest.mark.parametrize(("to", "options"), TARGETS)
def test_lines_give_what_the_reference_gives(
    to: str, options: dict[str, str], events: bytes, joined: list[int], tmp_path: Path
) -> None:
    source = tmp_path / "records.ndjson"
    for content in (events, content_of(1, 0.0), content_of(3, 0.3), content_of(4, 0.1, spaced=True)):
        source.write_bytes(content)
        expected = run(source, to, options, tmp_path, fast=False)
        assert not joined
        assert run(source, to, options, tmp_path) == expected
        assert to == "ucdp" or sum(joined) > 100
        joined.clear()


@pytest.mark.parametrize("to", ["geojson", "acled"])
def test_a_profile_decides_about_lines_too(to: str, events: bytes, joined: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(events)
    settings = {"EVX501": Setting(off=True), "EVX601": Setting(parameters={}), "EVX206": Setting(severity=eventx.Severity.ERROR)}
    profile = Profile("p", settings)
    assert run(source, to, {}, tmp_path, profile=profile) == run(source, to, {}, tmp_path, fast=False, profile=profile)
    assert sum(joined) > 100


@pytest.mark.parametrize(("column", "cell"), [("year", "1999"), ("region", "Oceania"), ("disorder_type", "Strategic")])
def test_a_cell_that_contradicts_those_it_follows_from_is_given_back(
    column: str, cell: str, joined: list[int], tmp_path: Path
) -> None:
    header, *rows = csv.reader(io.StringIO(b"".join(acled.table(400, 1)).decode(), newline=""))
    for row in rows[::2]:
        row[header.index(column)] = cell
    with (tmp_path / "table.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    convert(tmp_path / "table.csv", tmp_path / "records.ndjson", on_finding=lambda _: None)
    convert(tmp_path / "records.ndjson", tmp_path / "back.csv", target_format="acled", on_finding=lambda _: None)
    with (tmp_path / "back.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [header, *rows]
    assert sum(joined) > 100


def test_every_loss_is_told_of_each_record(events: bytes, joined: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(events)
    assert run(source, "csv", {}, tmp_path, every=True) == run(source, "csv", {}, tmp_path, fast=False, every=True)
    assert not joined


@pytest.mark.parametrize("packed", [False, True])
def test_a_stream_gives_what_a_file_gives(packed: bool, events: bytes, joined: list[int], tmp_path: Path) -> None:
    content = gzip.compress(events) if packed else events
    expected = run(lambda: io.BytesIO(content), "geojson", {}, tmp_path, fast=False)
    assert run(lambda: io.BytesIO(content), "geojson", {}, tmp_path) == expected
    assert sum(joined) > 100


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_stream_that_breaks_gives_what_came_before(cut: float, events: bytes, tmp_path: Path) -> None:
    content = gzip.compress(events)
    broken = content[: int(len(content) * cut)]
    found = run(lambda: io.BytesIO(broken), "geojson", {}, tmp_path)
    assert not found[0]
    assert found[-1]


def test_what_is_forgotten_is_found_out_again(
    events: bytes, joined: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(events)
    expected = run(source, "geojson", {}, tmp_path, fast=False)
    monkeypatch.setattr(writing, "_REMEMBERED", 1 << 12)
    monkeypatch.setattr(writing, "_MOST", 1)
    assert run(source, "geojson", {}, tmp_path) == expected
    assert sum(joined) > 100


def test_what_is_not_worth_its_time_is_left_to_the_reference(
    events: bytes, joined: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(events)
    expected = run(source, "csv", {}, tmp_path, fast=False)
    clock = iter(range(10**9))
    monkeypatch.setattr(writing, "_TRIAL", 0)
    monkeypatch.setattr(writing, "thread_time", lambda: next(clock) ** 2)  # each block takes longer than the one before it
    assert run(source, "csv", {}, tmp_path) == expected
    assert sum(joined) < 300


@pytest.mark.parametrize("killed", [False, True])
def test_parts_know_of_ids_in_other_parts(
    killed: bool, joined: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = content_of(6, 0.02)
    for number, some in enumerate((content, content[: content.index(b"\n", len(content) // 2) + 1])):
        (tmp_path / f"{number}.ndjson").write_bytes(some)
    sources = [str(tmp_path / f"{number}.ndjson") for number in range(2)]
    results = []
    for fast in (True, False):
        if not fast:
            monkeypatch.setattr(eventx.reading, "of_lines", lambda _: False)
        ledger = Ledger("test")
        target = tmp_path / f"out{fast}"
        engine: Any = KillsOnce(Processes(2), tmp_path / f"mark{fast}") if killed else Here()
        convert_parts(sources, f"{target}/", engine=engine, target_format="geojson", ledger=ledger)
        engine.close()
        found = ledger.to_dict()
        found["output"].pop("path")
        results.append((found, list(ledger.details()), [one.read_bytes() for one in sorted(target.iterdir())]))
    assert results[0] == results[1]
    assert results[0][0]["findings"]["EVX501"] > 50
    assert killed or sum(joined) > 100


class Here:
    """An engine that calls the function itself."""

    def run(self, function: Callable[[Any], Any], items: Any) -> Any:
        return map(function, items)

    def close(self) -> None:
        pass


def test_what_stands_in_is_no_value_of_a_line(joined: list[int], tmp_path: Path) -> None:
    """The first line with a key may say just what stands in: it does not show that others say something else."""
    lines = content_of(7, 0.0).splitlines()
    told = [(98765432109_01, *map(float, POINT)), *((number, 10 + number / 7, 20 + number / 7) for number in range(1, 9))]
    for at, (number, lat, lon) in zip((200, *range(400, 408)), told, strict=True):
        made = orjson.loads(lines[at]) | {"id": f"elsewhere:A{number}"}
        made["place"] = {"name": "Elsewhere", "precision": "settlement", "point": {"lat": round(lat, 8), "lon": round(lon, 8)}}
        lines[at] = orjson.dumps(made)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"\n".join(lines))
    expected = run(source, "geoparquet", {}, tmp_path, fast=False)
    assert run(source, "geoparquet", {}, tmp_path) == expected
    assert sum(joined) > 100


def test_a_whole_degree_is_the_same_number_in_the_box(joined: list[int], tmp_path: Path) -> None:
    lines = content_of(7, 0.0).splitlines()
    made = orjson.loads(lines[300]) | {"notes": "Two men were shot."}
    made["place"] = {"name": "Elsewhere", "precision": "admin1", "point": {"lat": 47.1234, "lon": 0}}
    lines[300] = orjson.dumps(made)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"\n".join(lines))
    expected = run(source, "geoparquet", {}, tmp_path, fast=False)
    assert b'"bbox": [0.0, ' in expected[0]
    assert run(source, "geoparquet", {}, tmp_path) == expected
    assert sum(joined) > 100


class _Failing(io.RawIOBase):
    def __init__(self, content: bytes) -> None:
        self._left = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if found := self._left.read(min(7, len(buffer))):
            buffer[: len(found)] = found
            return len(found)
        raise OSError("gone")


def test_lines_come_one_by_one_and_ahead() -> None:
    queue = LineQueue(b"\n\none\n", io.BytesIO(b"two\r\nthree"))
    assert queue.take() == b"\n"
    assert queue.ahead() == [b"", b"one"]
    queue.skip(1)
    assert (queue.take(), queue.count) == (b"one\n", 3)
    assert (queue.take(), queue.take(), queue.take(), queue.count) == (b"two\r\n", b"three", b"", 5)
    assert not queue.is_whole
    assert not queue.ahead()


def test_a_line_that_is_longer_than_a_block_is_one_line() -> None:
    content = b"short\n" + b"x" * (3 << 20) + b"\nlast"
    queue = LineQueue(b"first\n", io.BytesIO(content))
    assert [len(queue.take()) for _ in range(5)] == [6, 6, (3 << 20) + 1, 4, 0]


def test_lines_come_before_the_error_of_their_stream() -> None:
    stream: BinaryIO = io.BufferedReader(_Failing(b"two\nthree\nfour"))  # type: ignore[assignment]
    queue = LineQueue(b"one\n", stream)
    assert [queue.take() for _ in range(3)] == [b"one\n", b"two\n", b"three\n"]
    with pytest.raises(OSError, match="gone"):
        queue.take()
