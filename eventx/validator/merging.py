"""The judged pieces of a file of lines put together again in its order.

Knows what rules across records have to see of each line. Doesn't judge lines (:mod:`eventx.validator.lines`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from eventx.report import Finding, Position, Record
from eventx.validator import Alone, Validator
from eventx.validator.lines import Good, Judged, Lines, Told, placed, record_of


class Merger:
    """Puts judged pieces together in the order of the file: their findings, and those of the rules across records.

    ``read`` counts their lines, ``broken`` those that are no JSON, ``blank`` those with nothing on them.
    """

    def __init__(self, validator: Validator, name: str) -> None:
        self.read = self.broken = self.blank = 0
        self._validator = validator
        self._name = name

    def findings(self, lines: Lines, judged: Judged) -> Iterator[Finding]:
        """The findings of the next piece."""
        texts: list[bytes] | None = None
        for item in judged.items:
            if isinstance(item, Good):
                at = 0
                while at < len(item.ids):
                    begin, at = at, at + self._validator.remember_each(item.ids[at:])
                    for number, found in self._screened(item, begin, at):
                        texts = texts or lines.bytes().split(b"\n")
                        yield from self.placed((found,), texts[number - 1], number)
                    if at < len(item.ids):
                        texts = texts or lines.bytes().split(b"\n")
                        yield from self.again(texts[item.line + at - 1], item.line + at)
                        at += 1
                continue
            if item.record is not None:
                texts = texts or lines.bytes().split(b"\n")
            yield from self.told(item, b"" if texts is None else texts[item.line - 1])
        self.go_on(judged.lines, judged.broken, judged.blank)

    def go_on(self, lines: int, broken: int = 0, blank: int = 0) -> None:
        """Go on behind some lines, so many of which are no JSON or blank."""
        self.read += lines
        self.broken += broken
        self.blank += blank

    def position(self, line: int) -> Position:
        """Where a line of the next piece, counted from 1, stands in the file."""
        return Position(self._name, line=self.read + line, pointer="")

    def placed(self, found: Sequence[Finding], text: bytes, line: int) -> list[Finding]:
        """Findings of a line of the next piece, with their places in it."""
        return placed(found, text, self._name, self.read + line - 1)

    def _screened(self, good: Good, begin: int, end: int) -> Iterator[tuple[int, Finding]]:
        """What the screens say of good lines, with the line of each."""
        if begin == end or not good.learned:
            return
        first = self.read + good.line + begin

        def at(number: int) -> Position:
            return Position(self._name, line=first + number, pointer="")

        names, learned = good.ids, good.learned
        if (begin, end) != (0, len(names)):
            names, learned = names[begin:end], [column[begin:end] for column in learned]
        for number, found in self._validator.screened(learned, names, at):
            yield good.line + begin + number, found

    def told(self, told: Told, text: bytes) -> Iterator[Finding]:
        """What there is to tell of the next line that isn't good, or that rules across records look at."""
        yield from map(self._moved, told.findings)
        if told.record is not None and told.judged is not None:
            yield from self._across(told.record, told.line, told.judged, text)

    def again(self, text: bytes, line: int) -> Iterator[Finding]:
        """What there is to tell of the next line, good by itself, whose id another one has."""
        return self._across(record_of(text), line, Alone(()), text)

    def _across(self, record: Record, line: int, judged: Alone, text: bytes) -> Iterator[Finding]:
        (found,) = self._validator.across((record,), self.position(line), (judged,))
        if found:
            yield from self.placed(found, text, line)

    def _moved(self, finding: Finding) -> Finding:
        if not self.read or finding.position.line is None:
            return finding
        return evolve(finding, position=evolve(finding.position, line=finding.position.line + self.read))
