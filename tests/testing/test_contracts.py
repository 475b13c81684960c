"""The built-in plugins keep the contract; plugins that break it are told how."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from eventx.plugins import Sniff
from eventx.report import End, Kind, Losses, Outcome, Position, Record
from eventx.testing import ExporterContract, ImporterContract


def record(number: int) -> Record:
    evidence = [{"pointer": "", "cell": {"line": number}}]
    return {"schema_version": "1.0.0", "kind": "event", "id": f"toy:{number}", "status": "reported", "evidence": evidence}


class Toy:
    """One record a line, as it should be."""

    name = "toy"

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        return Sniff(1.0, "toy") if head.startswith(b"toy") else None

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        count = 0
        for count, _ in enumerate(stream, start=1):
            yield Outcome.kept(Position(name, line=count), record(count))
        yield End(count, "line")


class Skips(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        *_, end = items = list(super().read(stream, name=name))
        yield from items[1:-1]
        yield end


class NoEnd(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        yield from list(super().read(stream, name=name))[:-1]


class RandomIds(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        for item in super().read(stream, name=name):
            if isinstance(item, Outcome):
                item.records[0]["id"] = f"toy:{random.random()}"
            yield item


class SameIds(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        for item in super().read(stream, name=name):
            if isinstance(item, Outcome):
                item.records[0]["id"] = "toy:None"
            yield item


class ClaimsAll(Toy):
    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        return Sniff(1.0, "anything")


class Throws(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        stream.read().decode("ascii")
        yield Outcome.kept(Position(name, line=1), record(1))
        yield End(1)


class NoReason(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        yield Outcome(Kind.WITHHELD, Position(name, line=1))
        yield Outcome.kept(Position(name, line=2), record(2))
        yield End(2)


class Gathers(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        yield from list(super().read(stream, name=name))


def contract(plugin: type, folder: Path) -> ImporterContract:
    sample = folder / "sample.toy"
    sample.write_bytes(b"toy 1\ntoy 2\ntoy 3\n")

    class Suite(ImporterContract):
        importer = plugin
        samples = (sample,)
        repeat = staticmethod(_times)

    return Suite()


def _times(content: bytes, times: int) -> bytes:
    return content * times


IMPORTER_TESTS = [
    name for name in dir(ImporterContract) if name.startswith("test_") and "network" not in name and "heavy" not in name
]


def run(suite: Any, name: str, plugin: Any) -> None:
    if "damaged" in name:
        for damage in ("nothing", "zeros", "PNG", "half", "turned", "latin"):
            getattr(suite, name)(plugin, damage)
    else:
        getattr(suite, name)(plugin)


@pytest.mark.parametrize("name", IMPORTER_TESTS)
def test_a_good_importer_passes(tmp_path: Path, name: str) -> None:
    run(contract(Toy, tmp_path), name, Toy())


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (Skips, "test_every_unit_is_accounted_for"),
        (NoEnd, "test_every_unit_is_accounted_for"),
        (RandomIds, "test_the_same_input_gives_the_same_records"),
        (SameIds, "test_records_are_valid"),
        (ClaimsAll, "test_it_recognises_its_samples_and_nothing_foreign"),
        (Throws, "test_damaged_input_is_told_not_thrown"),
        (NoReason, "test_what_is_not_kept_has_a_reason_and_everything_a_position"),
        (Gathers, "test_memory_does_not_grow_with_the_input"),
    ],
)
def test_a_broken_importer_fails_the_right_test(tmp_path: Path, broken: type, name: str) -> None:
    with pytest.raises((AssertionError, UnicodeDecodeError)):
        run(contract(broken, tmp_path), name, broken())


class Lines:
    """Writes ids, as it should be."""

    name = "lines"
    suffixes = (".lines",)
    codes: dict[str, str] = {"LINES-REST": "Only the id is written."}

    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        count = 0
        for one in records:
            out.write(one["id"].encode() + b"\n")
            losses.add("LINES-REST", one["id"])
            count += 1
        return count


class Drops(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        return super().write((one for one in records if "place" in one), out, losses)


class Unexplained(Lines):
    codes: dict[str, str] = {}


class Changes(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        return super().write((one for one in records if one.pop("notes", True)), out, losses)


class GathersAll(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        return super().write(list(records), out, losses)


def exporting(plugin: Callable[[], Any]) -> ExporterContract:
    class Suite(ExporterContract):
        exporter = plugin

    return Suite()


@pytest.mark.parametrize("name", [name for name in dir(ExporterContract) if name.startswith("test_")])
def test_a_good_exporter_passes(name: str) -> None:
    getattr(exporting(Lines), name)(Lines())


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (Drops, "test_every_record_is_written_or_declared_as_left_out"),
        (Unexplained, "test_losses_are_explained"),
        (Changes, "test_records_are_not_changed"),
        (GathersAll, "test_records_are_taken_one_by_one"),
    ],
)
def test_a_broken_exporter_fails_the_right_test(broken: type, name: str) -> None:
    with pytest.raises(AssertionError):
        getattr(exporting(broken), name)(broken())
