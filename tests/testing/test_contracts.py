"""The built-in plugins keep the contract; plugins that break it are told how."""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import evolve

from eventx.conformance.check import Broken
from eventx.conformance.importers import DAMAGES
from eventx.plugins import Sniff
from eventx.report import End, Finding, Kind, Losses, Outcome, Position, Record, Severity
from eventx.testing import ExporterContract, ImporterContract


def record(number: int, words: str = "toy") -> Record:
    evidence = [{"pointer": "", "cell": {"line": number, "value": words}}]
    known = {"schema_version": "1.0.0", "kind": "event", "id": f"toy:{number}", "status": "reported"}
    return {**known, "notes": words, "evidence": evidence}


class Toy:
    """One record a line, as it should be."""

    name = "toy"
    codes: dict[str, str] = {"TOY-LINE": "A line that doesn't begin with toy."}

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        return Sniff(1.0, "toy") if head.startswith(b"toy") else None

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        count = 0
        for count, line in enumerate(stream, start=1):
            position = Position(name, line=count)
            if line.startswith(b"toy "):
                yield Outcome.kept(position, self.record(count, line.decode("utf-8", "replace").strip()))
            else:
                yield Outcome.rejected(Finding("TOY-LINE", Severity.ERROR, "a line begins with toy", position))
        yield End(count, "line")

    def record(self, number: int, words: str) -> Record:
        return record(number, words)


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


class Unexplained(Toy):
    codes: dict[str, str] = {}

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        yield Outcome(Kind.WITHHELD, Position(name, line=1), reason="TOY-FIRST")
        yield from list(super().read(stream, name=name))[1:]


class WrongLine(Toy):
    def record(self, number: int, words: str) -> Record:
        return record(number + 1, words)


class NoSuchLine(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        for item in super().read(stream, name=name):
            yield evolve(item, position=Position(name, line=9)) if isinstance(item, Outcome) else item


class Ascii(Toy):
    def record(self, number: int, words: str) -> Record:
        return record(number, words.encode("ascii", "replace").decode())


class NamesIds(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        for item in super().read(stream, name=name):
            if isinstance(item, Outcome):
                item.records[0]["id"] += f"-{name}"
            yield item


class KeepsNoise(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        count = 0
        for count, _ in enumerate(stream, start=1):
            yield Outcome.kept(Position(name, line=count), record(count))
        yield End(count)


class Prints(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        print("reading", name)  # noqa: T201
        return super().read(stream, name=name)


class Exits(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        raise SystemExit(0)


class Calls(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        with contextlib.suppress(OSError):
            socket.create_connection(("example.invalid", 80))
        return super().read(stream, name=name)


class StopsEarly(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        found = [item for item in super().read(stream, name=name) if isinstance(item, Outcome)][:5]
        yield from found
        yield End(len(found))


class Gathers(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        yield from list(super().read(stream, name=name))


def contract(plugin: type, folder: Path) -> ImporterContract:
    sample = folder / "sample.toy"
    sample.write_bytes(b"toy one\ntoy two\ntoy three\n")

    class Suite(ImporterContract):
        importer = plugin
        samples = (sample,)
        repeat = staticmethod(_times)

    return Suite()


def _times(content: bytes, times: int) -> bytes:
    return content * times


IMPORTER_TESTS = [name for name in dir(ImporterContract) if name.startswith("test_") and "heavy" not in name]


def run(suite: Any, name: str, plugin: Any) -> None:
    if "damaged" in name:
        for damage in DAMAGES:
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
        (Unexplained, "test_what_is_not_kept_has_a_reason_and_everything_a_position"),
        (WrongLine, "test_what_is_pointed_at_is_there"),
        (NoSuchLine, "test_what_is_pointed_at_is_there"),
        (Ascii, "test_words_of_any_script_come_through"),
        (NamesIds, "test_ids_are_unique_and_stay"),
        (SameIds, "test_ids_are_unique_and_stay"),
        (KeepsNoise, "test_damaged_input_is_told_not_thrown"),
        (Prints, "test_every_unit_is_accounted_for"),
        (Exits, "test_every_unit_is_accounted_for"),
        (Calls, "test_reading_touches_no_network"),
        (StopsEarly, "test_a_longer_file_has_more_outcomes"),
    ],
)
def test_a_broken_importer_fails_the_right_test(tmp_path: Path, broken: type, name: str) -> None:
    with pytest.raises(Broken):
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


class Silent(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        return super().write(records, out, Losses())


class Shuffles(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        out.write(f"{random.random()}\n".encode())
        return super().write(records, out, losses)


class Heading(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        return super().write(records, out, losses) + 1


class Latin(Lines):
    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        return super().write((self._noted(one, out) for one in records), out, losses)

    def _noted(self, one: Record, out: BinaryIO) -> Record:
        out.write(one.get("notes", "").encode("latin-1", "replace"))
        return one


class Remembers(Lines):
    kept: list[Record]

    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        self.kept = []
        return super().write((self.kept.append(one) or one for one in records), out, losses)  # type: ignore[func-returns-value]


class NoCode(Lines):
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


EXPORTER_TESTS = [name for name in dir(ExporterContract) if name.startswith("test_") and "heavy" not in name]


@pytest.mark.parametrize("name", EXPORTER_TESTS)
def test_a_good_exporter_passes(name: str) -> None:
    getattr(exporting(Lines), name)()


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (Drops, "test_every_record_is_written_or_declared_as_left_out"),
        (NoCode, "test_losses_are_explained"),
        (Silent, "test_every_value_is_in_the_output_or_told_as_lost"),
        (Shuffles, "test_the_same_records_give_the_same_bytes"),
        (Heading, "test_nothing_is_still_a_file"),
        (Latin, "test_words_of_any_script_stand_in_the_output"),
        (Remembers, "test_memory_does_not_grow_with_the_records"),
        (Changes, "test_records_are_not_changed"),
        (GathersAll, "test_records_are_taken_one_by_one"),
    ],
)
def test_a_broken_exporter_fails_the_right_test(broken: type, name: str) -> None:
    with pytest.raises(Broken):
        getattr(exporting(broken), name)()
