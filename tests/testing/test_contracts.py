"""The built-in plugins keep the contract; plugins that break it are told how."""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import evolve

from eventx.conformance import exporters, importers
from eventx.conformance.check import Broken, Check
from eventx.conformance.exporters import Writes
from eventx.conformance.reading import Reads
from eventx.errors import InputError
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


class NoName(Toy):
    name = ""


class Lacking:
    name = "toy"


class Folders(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        for item in super().read(stream, name=name):
            if isinstance(item, Outcome):
                item.records[0]["evidence"][0]["cell"]["file"] = name
            yield item


class Buffers(Toy):
    """Takes lines out of a buffer of 64 KiB."""

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        yield from super().read(self._lines(stream), name=name)  # type: ignore[arg-type]

    def _lines(self, stream: BinaryIO) -> Iterator[bytes]:
        rest = b""
        while block := stream.read(1 << 16):
            *lines, rest = (rest + block).split(b"\n")
            while lines:
                yield lines.pop(0)
        if rest:
            yield rest


class OddSeverity(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        for item in super().read(stream, name=name):
            findings = tuple(evolve(one, severity="error") for one in item.findings)  # type: ignore[arg-type]
            yield evolve(item, findings=findings)


class Raises(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        raise KeyError(stream.read(1))


class RefusesAll(Toy):
    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        found = list(super().read(stream, name=name))
        if any(one.kind is Kind.REJECTED for one in found if isinstance(one, Outcome)):
            raise InputError("a line doesn't begin with toy")
        yield from found


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


CHECKS = {"importer": {one.id: one for one in importers.CHECKS}, "exporter": {one.id: one for one in exporters.CHECKS}}


@pytest.mark.parametrize("check", [one for one in importers.CHECKS if one.id != "light"], ids=attrgetter("id"))
def test_a_good_importer_passes(tmp_path: Path, check: Check[Reads]) -> None:
    contract(Toy, tmp_path).test_contract(check)


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (Skips, "account"),
        (NoEnd, "account"),
        (RandomIds, "determinism"),
        (SameIds, "valid"),
        (ClaimsAll, "recognition"),
        (Throws, "damage"),
        (NoReason, "reasons"),
        (Gathers, "memory"),
        (Unexplained, "reasons"),
        (WrongLine, "places"),
        (NoSuchLine, "places"),
        (Ascii, "scripts"),
        (NamesIds, "ids"),
        (SameIds, "ids"),
        (KeepsNoise, "damage"),
        (Prints, "account"),
        (Exits, "account"),
        (Calls, "offline"),
        (StopsEarly, "silence"),
        (NoName, "options"),
        (Lacking, "options"),
        (Folders, "evidence"),
        (OddSeverity, "reasons"),
    ],
)
def test_a_broken_importer_fails_the_right_test(tmp_path: Path, broken: type, name: str) -> None:
    with pytest.raises(Broken):
        contract(broken, tmp_path).test_contract(CHECKS["importer"][name])


def test_a_buffer_of_some_size_is_no_growing_memory(tmp_path: Path) -> None:
    contract(Buffers, tmp_path).test_contract(CHECKS["importer"]["memory"])


def test_reasons_that_no_sample_shows_are_not_passed(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="every unit of the samples is kept"):
        contract(RefusesAll, tmp_path).test_contract(CHECKS["importer"]["reasons"])


@pytest.mark.parametrize("escaped", [b"toy Caf&#233; &amp; bar\n", b"toy Caf\\u00e9 \\u0026 bar\n"])
def test_a_value_may_stand_escaped_in_the_raw_text(tmp_path: Path, escaped: bytes) -> None:
    class Escaped(Toy):
        def record(self, number: int, words: str) -> Record:
            return record(number, "toy Café & bar")

    suite = contract(Escaped, tmp_path)
    (tmp_path / "sample.toy").write_bytes(escaped)
    suite.test_contract(CHECKS["importer"]["places"])
    (tmp_path / "sample.toy").write_bytes(b"toy Caf\n")
    with pytest.raises(Broken):
        suite.test_contract(CHECKS["importer"]["places"])


def test_what_is_found_is_told_in_words_and_not_as_python_has_it(tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"^sample\.toy:1: error EVX506 at /id: the id"):
        contract(SameIds, tmp_path).test_contract(CHECKS["importer"]["valid"])
    with pytest.raises(Broken, match=r"^Lacking lacks sniff, read; an importer has name, sniff, read$"):
        contract(Lacking, tmp_path).test_contract(CHECKS["importer"]["options"])
    with pytest.raises(Broken, match=r"KeyError: .* \(line \d+ of .*test_contracts\.py\); raise InputError"):
        contract(Raises, tmp_path).test_contract(CHECKS["importer"]["damage"])


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


@pytest.mark.parametrize("check", [one for one in exporters.CHECKS if one.id != "light"], ids=attrgetter("id"))
def test_a_good_exporter_passes(check: Check[Writes]) -> None:
    exporting(Lines).test_contract(check)


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (Drops, "account"),
        (NoCode, "explained"),
        (Silent, "told"),
        (Shuffles, "determinism"),
        (Heading, "nothing"),
        (Latin, "scripts"),
        (Remembers, "memory"),
        (Changes, "untouched"),
        (GathersAll, "one-by-one"),
    ],
)
def test_a_broken_exporter_fails_the_right_test(broken: type, name: str) -> None:
    with pytest.raises(Broken):
        exporting(broken).test_contract(CHECKS["exporter"][name])
