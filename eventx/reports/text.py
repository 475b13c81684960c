"""The report in words: findings grouped by record, each with the line of the file and a caret under the value.

Knows how to show text that could harm a terminal, and how wide letters are. Colours only if told to.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import IO

from attrs import evolve

from eventx.report import Severity, is_of_sheet
from eventx.reports.place import Place, Shown
from eventx.reports.summary import FileChecked, Summary

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "34"}
_ADVISED = 500  # different pieces of advice, beside the first of each rule; memory stays flat


class TextReport:
    """Prints findings as they come: of each rule the first ``each``. What isn't printed is counted and told at the end."""

    def __init__(self, out: IO[str], *, colour: bool = False, each: int | None = None) -> None:
        self._out = out
        self._colour = colour
        self._each = each
        self._advised: set[str] = set()  # each is told once
        self._told: Counter[tuple[str, Severity]] = Counter()
        self._group: tuple[str, str | None] | None = None

    def add(self, shown: Shown) -> None:
        """Print one finding; one that the baseline has is only counted."""
        if shown.known:
            return
        finding = shown.finding
        key = (finding.rule, finding.severity)
        self._told[key] += 1
        if self._each is not None and self._told[key] > self._each:
            return
        group = (finding.position.file, finding.record)
        if group != self._group:
            if self._group is not None:
                self._out.write("\n")
            if finding.record is not None:
                self._out.write(self._in(visible(finding.record), "1") + "\n")
            self._group = group
        head = self._in(finding.severity.value, f"1;{_COLOURS[finding.severity]}")
        at = f" at {visible(finding.pointer)}" if finding.pointer else ""
        self._out.write(f"{visible(where(shown))}: {head} {finding.rule}{at}: {visible(finding.message)}\n")
        self._out.writelines(f"  {line}\n" for line in self._excerpt(shown.place, finding.severity))
        heard = finding.advice in self._advised or (len(self._advised) >= _ADVISED and self._told[key] > 1)
        if finding.advice and not heard:
            self._advised.add(finding.advice)
            self._out.write(f"  {self._in('do:', '1')} {visible(finding.advice)}\n")

    def end_file(self, checked: FileChecked) -> None:
        """Nothing: what can't be read is told where messages go."""

    def close(self, summary: Summary) -> None:
        """Say how often each rule was broken, and what was not printed."""
        counted = summary.by_rule()
        if len(self._told) > 1 or sum(self._told.values()) > 8:
            self._out.write("\n")
            for rule, severity, count in counted:
                self._out.write(f"{count:>9,} {severity.value:<7} {rule}\n")
        for (rule, severity), count in sorted(self._told.items()):
            if self._each is not None and count > self._each:
                words = f"... {count - self._each:,} more of {severity.value} {rule}, not shown; leave --max away to see all"
                self._out.write(words + "\n")

    def _in(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def _excerpt(self, place: Place, severity: Severity) -> tuple[str, ...]:
        if not place.text or place.line is None:
            return ()
        number = f"{place.line}"
        if place.column is None or place.end is None:
            return (f"{number} | {visible(place.text)}",)
        text = visible(place.text)
        before = visible(place.text[: place.column - place.begin])
        marked = visible(place.text[place.column - place.begin : place.end - place.begin])
        dots = "…" if place.begin > 1 else ""
        carets = self._in("^" * max(width(marked), 1), _COLOURS[severity])
        return (f"{number} | {dots}{text}", f"{' ' * len(number)} | {' ' * (len(dots) + width(before))}{carets}")


def where(shown: Shown) -> str:
    """The place in the form that editors and terminals can follow; a cell and a row are named beside it."""
    position, place = shown.finding.position, shown.place
    column = None if is_of_sheet(position.file) else place.column
    found = place.line is not None
    row, pointer = (None, None) if found else (position.row, place.pointer)
    words = str(evolve(position, row=row, line=place.line, column=column, pointer=pointer))
    return f"{words} ({named})" if found and (named := in_table(shown)) else words


def in_table(shown: Shown) -> str:
    """The row and the column of a table, as a spreadsheet's user would look for them; empty for what is in none.

    Of a workbook's sheet it is the cell, as the sheet itself numbers its rows: a second number would be taken for that.
    """
    position, cell = shown.finding.position, shown.place.cell
    if is_of_sheet(position.file) and position.line is not None:
        return "" if cell is None else cell.in_sheet(position.line)
    row = position.row
    return ", ".join(part for part in ("" if row is None else f"row {row}", "" if cell is None else str(cell)) if part)


def visible(text: str) -> str:
    """Text without anything that moves a cursor, hides or turns letters around; what it was is shown as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_letter(one) for one in text)


def _letter(one: str) -> str:
    if one == "\t":
        return "→"
    if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        number = ord(one)
        return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return one


def width(text: str) -> int:
    """How many places of a terminal a text takes."""
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
