"""The lines of NDJSON judged each by itself, a piece of a file at a time, in any process.

Knows what a line's own text says, and what has to be handed on so that rules across records see all of them in order
(:mod:`eventx.validator.merging`). Doesn't know how files are opened, nor how pieces are shared out (:mod:`eventx.engine`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from attrs import evolve, field, frozen

from eventx.json_positions import find
from eventx.report import Finding, Position, Record
from eventx.rules import Rule
from eventx.validator import Alone, Validator
from eventx.validator.fast.members import Members
from eventx.validator.texts import NOTHING, TextJudge

SIZE = 8 << 20
"""Bytes of a piece."""
LARGER = 3 * SIZE // 2
"""Bytes of a piece that is judged in columns."""
_ENOUGH = 50  # good lines, after which it pays to know their members
_FEW = 16  # lines judged by themselves before others are tried by what was learned from these


@frozen
class Lines:
    """Some whole lines of a file: the bytes from ``start`` to ``stop`` of the file at ``path``, or ``data`` itself.

    ``last``: nothing comes after them.
    """

    data: bytes = field(repr=False)
    last: bool
    path: Path | None = None
    start: int = 0
    stop: int = 0

    @property
    def size(self) -> int:
        """How many bytes they are."""
        return len(self.data) if self.path is None else self.stop - self.start

    def bytes(self) -> bytes:
        """The lines. Reads them if they are not at hand."""
        if self.path is None:
            return self.data
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.stop - self.start)


def pieces_of_stream(first: bytes, stream: BinaryIO) -> Iterator[Lines]:
    """The lines that begin with ``first`` and go on in a stream. What is whole of them comes before an error of the stream."""
    rest = first
    blocks = _blocks(stream)
    while True:
        try:
            more = next(blocks, b"")
        except Exception:
            if whole := rest[: rest.rfind(b"\n") + 1]:
                yield Lines(whole, last=False)
            raise
        if not more:
            yield Lines(rest, last=True)
            return
        block = rest + more
        end = block.rfind(b"\n") + 1
        # What is held back makes sure that the last lines are known to be the last.
        end = block.rfind(b"\n", 0, end - 1) + 1 if end == len(block) else end
        if end:
            yield Lines(block[:end], last=False)
        rest = block[end:]


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """A stream in blocks of :data:`SIZE`, the last of them shorter; what was read comes before an error of the stream."""
    read = getattr(stream, "read1", stream.read)  # reading as much as is wanted loses what came before an error
    parts: list[bytes] = []
    left = SIZE
    try:
        while part := read(left):
            parts.append(part)
            left -= len(part)
            if not left:
                yield b"".join(parts)
                parts, left = [], SIZE
    except Exception:
        if parts:
            yield b"".join(parts)
        raise
    if parts:
        yield b"".join(parts)


def pieces_of_file(path: Path, start: int, *, size: int | None = None) -> Iterator[Lines]:
    """The lines of a file from a byte on, at which one begins, in pieces of about ``size`` bytes."""
    most = SIZE if size is None else size
    size = path.stat().st_size
    with path.open("rb") as file:
        while start < size:
            stop = size
            if size - start > 2 * most:
                file.seek(start + most)
                file.readline()
                stop = file.tell()
            yield Lines(b"", stop == size, path, start, stop)
            start = stop


@frozen
class Good:
    """Adjacent good lines: the number of the first, the ids, which alone matter to the others, and what each screen learned."""

    line: int
    ids: Sequence[str]
    learned: Sequence[Sequence[Any]] = ()


@frozen
class Told:
    """A line that has to be told of, or that rules across records look at: those need ``record``."""

    line: int
    findings: tuple[Finding, ...] = ()
    record: Record | None = None
    judged: Alone | None = None
    name: str = ""


@frozen
class Judged:
    """A piece that was judged: how many lines it has, how many of them are no JSON, and how many have nothing on them."""

    items: list[Good | Told]
    lines: int
    broken: int
    blank: int


@frozen
class Setting:
    """What lines are judged by, as any process can be told it."""

    name: str
    rules: tuple[Rule, ...] = field(eq=False)
    screening: bool = False
    token: str = field(factory=lambda: uuid4().hex)

    def __call__(self, lines: Lines) -> Judged:
        """Judge a piece of the file."""
        return _judge(self).piece(lines)


@lru_cache(maxsize=1)
def _judge(setting: Setting) -> LineJudge:
    return LineJudge(Validator(rules=setting.rules, screening=setting.screening), setting.name)


class LineJudge(TextJudge):
    """Judges lines of one file, with positions in it."""

    def __init__(self, validator: Validator, name: str) -> None:
        super().__init__(name)
        self._validator = validator
        self._members: Members | None = None
        self._good = 0

    def piece(self, lines: Lines) -> Judged:
        """Judge some lines; the first has the number 1."""
        found = lines.bytes().split(b"\n")
        if not found[-1]:
            found.pop()
        good, told, blank = self.some(found, range(len(found)), last=lines.last)
        return Judged(list(good.items(told)), len(found), broken_of(told), len(blank))

    def some(self, found: Sequence[bytes], numbers: Sequence[int], *, last: bool) -> tuple[Goods, dict[int, Told], set[int]]:
        """Judge lines that have these numbers, from 0: the good ones, those to be told of, and those that are blank.

        Each by its place among them. ``last``: the last of them is that of the file.
        """
        good = Goods(len(found), len(self._validator.screens))
        told: dict[int, Told] = {}
        blank: set[int] = set()
        start, step = 0, _ENOUGH
        while start < len(found):
            block = found[start : start + step]
            pending: Sequence[int] = range(len(block))
            while pending:
                pending = self._by_members(block, pending, start, good)
                shapes = self._shapes
                for done, number in enumerate(pending, start=1):
                    at = start + number
                    if not block[number].strip():
                        blank.add(at)
                        continue
                    one = self.line(block[number], numbers[at] + 1, last=last and at == len(found) - 1)
                    self._note(one, at, block[number], good, told)
                    if self._shapes != shapes and done >= _FEW:  # others may have the same members
                        pending = pending[done:]
                        break
                else:
                    break
            start += step
            step *= 4
        return good, told, blank

    @property
    def members(self) -> Members | None:
        """What tells lines by their members; None before enough were good."""
        return self._members

    @property
    def _shapes(self) -> int:
        return self._members.shapes if self._members is not None else 0

    def _by_members(self, block: Sequence[bytes], pending: Sequence[int], start: int, good: Goods) -> Sequence[int]:
        """Take note of the good ones of some lines, as far as they are told by their members; the numbers of the others."""
        if self._members is None:
            return pending
        left = set(pending)
        for found in self._members.good(block if len(pending) == len(block) else [block[number] for number in pending]):
            at = [pending[number] for number in found.at]
            good.take([start + number for number in at], found.names, found.learned)
            left.difference_update(at)
        return sorted(left)

    def _note(self, one: Told, at: int, line: bytes, good: Goods, told: dict[int, Told]) -> None:
        """Take note of a line that was judged by itself."""
        if one.judged is None or one.findings or one.record is not None:
            told[at] = one
        else:
            good.take((at,), (one.name,), [(each,) for each in self._validator.learned(record_of(line))])

    def line(self, line: bytes, number: int, *, last: bool) -> Told:
        """Judge one line by itself."""
        found, record = self.parsed(line, number - 1)
        findings = found if last else self.whole(found)
        if record is NOTHING:
            return Told(number, tuple(findings))
        judged = self._validator.alone(record, Position(self.name, line=number, pointer=""))
        if not judged.findings and not findings and self._validator.plain(record):
            self._good += 1
            if self._good == _ENOUGH:
                self._members = self._validator.members()
            if self._members is not None:
                self._members.learn(line, record)
            return Told(number, judged=judged, name=record["id"])
        findings += placed(judged.findings, line, self.name, number - 1)
        return Told(number, tuple(findings), record, judged)


class Goods:
    """The good lines of a piece: their ids, and what each screen learned of them."""

    def __init__(self, lines: int, screens: int) -> None:
        self._names: list[str | None] = [None] * lines
        self._learned: list[list[Any]] = [[None] * lines for _ in range(screens)]

    def take(self, at: Sequence[int], names: Sequence[str], learned: Sequence[Sequence[Any]]) -> None:
        """Take note of some lines."""
        for target, column in zip((self._names, *self._learned), (names, *learned), strict=True):
            for number, value in zip(at, column, strict=True):
                target[number] = value

    def of(self, number: int) -> tuple[str | None, list[Any]]:
        """The id of a line, None if it isn't good; and what each screen learned of it."""
        return self._names[number], [column[number] for column in self._learned]

    def items(self, told: Mapping[int, Told]) -> Iterator[Good | Told]:
        """All that is not blank, in order."""
        start = 0
        for stop in (*(number for number, name in enumerate(self._names) if name is None), len(self._names)):
            if stop > start:
                names = [name for name in self._names[start:stop] if name is not None]
                yield Good(start + 1, names, [column[start:stop] for column in self._learned])
            if stop in told:
                yield told[stop]
            start = stop + 1


def placed(found: Sequence[Finding], content: bytes, name: str, lines_before: int) -> list[Finding]:
    """The findings of a text's records with the lines and columns where the values stand."""
    if not found:
        return []
    pointers = [(each.position.pointer or "") + (each.pointer or "") for each in found]
    looked = find(content.decode("utf-8"), pointers)
    told = []
    for finding, pointer in zip(found, pointers, strict=True):
        spot = looked.nearest(pointer)
        if spot is None:
            told.append(finding)
        else:
            position = Position(name, line=lines_before + spot.line, column=spot.column, pointer=pointer)
            told.append(evolve(finding, position=position))
    return told


def broken_of(told: Mapping[int, Told]) -> int:
    """How many of the lines to be told of are no JSON."""
    return sum(one.judged is None for one in told.values())


def record_of(line: bytes) -> Record:
    """The record of a line that is good."""
    import orjson

    record: Record = orjson.loads(line)
    return record
