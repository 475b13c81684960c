"""Inputs cut into parts that can be read by themselves.

Knows whole inputs, and ranges of large files whose importer says that their lines stand for themselves: it then has ``cuts`` (by
a file's first bytes) and ``read_lines`` (some lines, and how many come before). Doesn't know what is done with a part.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from attrs import field, frozen

from eventx.errors import EventxError, RefusedInput
from eventx.files.inputs import Opened, open_input, plain_file
from eventx.ledger import InputLedger, Ledger
from eventx.plugins import importer, typed_options
from eventx.reading import Reading
from eventx.reading.recognising import recognise
from eventx.report import End, Finding, Outcome
from eventx.validator.lines import pieces_of_file

LARGE = 64 << 20
"""Bytes from which on a file of lines is cut, into parts of half as much."""


@frozen
class Part:
    """A whole input, or the lines of a file from byte ``start`` to ``stop``, before which there are ``before`` others.

    ``verdicts`` are known of some of its units from the parts before, by their number among those that were validated: what is
    wrong with one beside the others; nothing, if it is only that an earlier record has the id.
    """

    number: int
    source: str
    start: int = 0
    stop: int | None = None
    before: int = 0
    verdicts: Mapping[int, tuple[Finding, ...]] = field(factory=dict)


def parts_of(sources: Sequence[str], source_format: str | None, options: Mapping[str, Any] | None = None) -> Iterator[Part]:
    """The inputs in parts, in order."""
    number = 0
    for source in sources:
        for start, stop, before in _ranges(source, source_format, options):
            yield Part(number, source, start, stop, before)
            number += 1


def _ranges(source: str, source_format: str | None, options: Mapping[str, Any] | None) -> Iterator[tuple[int, int | None, int]]:
    """Where a file is cut: first byte, byte after the last, lines before."""
    path = Path(source)
    if not _can_be_cut(path, source_format, options):
        yield 0, None, 0
        return
    before = 0
    with path.open("rb") as file:
        for piece in pieces_of_file(path, 0, size=LARGE // 2):
            yield piece.start, piece.stop, before
            file.seek(piece.start)
            left = piece.stop - piece.start
            while left:
                block = file.read(min(left, 1 << 20))
                before += block.count(b"\n")
                left -= len(block)


def _can_be_cut(path: Path, source_format: str | None, options: Mapping[str, Any] | None) -> bool:
    if not path.is_file() or path.stat().st_size < LARGE:
        return False
    with open_input(path) as opened:
        if plain_file(opened) is None:
            return False
        try:
            plugin: Any = importer(source_format or recognise(opened, options=options))
        except RefusedInput:  # which the part says that it is
            return False
        return hasattr(plugin, "cuts") and bool(plugin.cuts(opened.head))


class Cutting:
    """The parts of the inputs, as they are asked for. An engine takes them ahead, so they only end before an input that can't be
    looked at: what ``failed`` there is to be raised behind what comes before it."""

    def __init__(self, sources: Sequence[str], source_format: str | None, options: Mapping[str, Any] | None = None) -> None:
        self._parts = parts_of(sources, source_format, options)
        self.sources = sources
        self.failed: EventxError | None = None

    def __iter__(self) -> Iterator[Part]:
        try:
            yield from self._parts
        except EventxError as error:
            self.failed = error


class PartReading(Reading):
    """Reads a part: a whole input as any reading does, or some lines of a file."""

    tells_empty = False

    def __init__(self, part: Part, ledger: Ledger, **reading: Any) -> None:
        super().__init__((part.source,), ledger, **reading)
        self._part = part

    def _opened(self) -> Iterator[tuple[InputLedger, Opened, Iterator[Outcome | End]]]:
        part = self._part
        if part.stop is None:
            yield from super()._opened()
            return
        account = self._begin(part.source)
        with open(part.source, "rb") as file:
            file.seek(part.start)
            stream = cast("BinaryIO", io.BufferedReader(_Limited(file, part.stop - part.start), 1 << 16))
            name = self._format
            if name is None:
                with open_input(part.source) as opened:
                    name = recognise(opened, options=self._options)
            plugin: Any = importer(name)
            options = typed_options(plugin, self._options)
            account.importer, account.options = name, dict(options)
            if part.start:
                items = plugin.read_lines(stream, name=part.source, before=part.before, **options)
            else:
                items = plugin.read(stream, name=part.source, **options)
            yield account, Opened(part.source, stream, b"", None, stream), items


class _Limited(io.RawIOBase):
    """So many bytes of a file from where it is."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file = file
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._file.read(min(len(buffer), self._left))
        buffer[: len(found)] = found
        self._left -= len(found)
        return len(found)
