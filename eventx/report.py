"""What a run says about its data: positions, findings, outcomes, losses.

Knows the values that importers, the validator and exporters hand on. Doesn't know how they are printed
(:mod:`eventx.cli`) or added up (:mod:`eventx.ledger`).
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Any

from attrs import field, frozen

# The name of a workbook's sheet, whose rows are numbered as a spreadsheet shows them, however many lines their cells have. A
# workbook may have no ending that says so, such as one from standard input; "table#2.csv" is a file.
_SHEET = re.compile(r"\.(?:xls[xmb]?|ods)#|(?<!\.zip)#[^#./]+$", re.IGNORECASE)
_INSIDE = re.compile(r"[^/]*\.(?:zip|xls[xmb]?|ods)#.*", re.IGNORECASE)
Record = dict[str, Any]
"""An event record: the JSON object of ``schemas/<version>/event.schema.json``."""


def several(noun: str) -> str:
    """How more than one are called: rows, entries, boxes."""
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """So many of them: 1 row, 1,024 rows."""
    return f"{number:,} {noun if number == 1 else several(noun)}"


def is_of_sheet(name: str) -> bool:
    """Whether a table of this name is a workbook's sheet, so that its lines are the sheet's rows."""
    return _SHEET.search(name) is not None


def column_letters(number: int) -> str:
    """What a spreadsheet calls a column: ``A`` for the first, ``AA`` for the 27th."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Severity(enum.StrEnum):
    """How bad a finding is. An *error* rejects the record; a *warning* and a *note* don't."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Kind(enum.StrEnum):
    """What became of one unit of an input (a row, a mention in an article, a record)."""

    KEPT = "kept"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHHELD = "withheld"


@frozen
class Position:
    """Where something stands in the *original* file.

    ``row`` counts data rows from 1, ``line`` physical lines from 1, ``column`` characters in the line from 1 (for a table: the
    number of the column, from 1), ``byte`` bytes from 0; ``start`` and ``end`` are code points of the extracted text of an
    article, end exclusive; ``pointer`` is a JSON Pointer (RFC 6901).
    """

    file: str
    row: int | None = None
    line: int | None = None
    column: int | None = None
    byte: int | None = None
    start: int | None = None
    end: int | None = None
    pointer: str | None = None

    @property
    def name(self) -> str:
        """The file as evidence names it, an archive or workbook with what of it was read; "" if it has no name.

        Without folders, and without what else an address asks for.
        """
        if self.file.startswith("<"):  # standard input, a stream
            return ""
        file = re.sub(r"\?[^#]*", "", self.file) if "://" in self.file else self.file
        if inside := _INSIDE.search(file):
            return inside[0]
        path, *of_it = file.partition("#") if "://" in file else (file,)
        return "".join((PurePath(path).name, *of_it))

    def to_dict(self) -> dict[str, str | int]:
        """The members that are known."""
        values = (
            ("file", self.file), ("row", self.row), ("line", self.line), ("column", self.column),
            ("byte", self.byte), ("start", self.start), ("end", self.end), ("pointer", self.pointer),
        )  # fmt: skip
        return {name: value for name, value in values if value is not None}

    def __str__(self) -> str:
        words = self.file
        if self.line is not None:
            words += f":{self.line}"
            if self.column is not None and self.row is None:
                words += f":{self.column}"
            elif self.column is not None:  # of a cell: behind a line, editors take a number for a character
                letters = column_letters(self.column)
                words += f" (cell {letters}{self.line})" if is_of_sheet(self.file) else f" (row {self.row}, column {letters})"
        elif self.row is not None:
            words += f" row {self.row}"
        elif self.start is not None:
            words += f" characters {self.start}-{self.end}"
        elif self.byte is not None:
            words += f" byte {self.byte}"
        return f"{words} {self.pointer}" if self.pointer else words


@frozen
class Finding:
    """One thing found wrong, or worth knowing: the rule, where, what, and what to do.

    ``pointer`` is the JSON Pointer into the *record*; ``position.pointer`` the one into the file, if that is JSON.
    """

    rule: str
    severity: Severity
    message: str
    position: Position
    pointer: str | None = None
    value: str | None = None
    advice: str | None = None
    record: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """A JSON object without the members that aren't known."""
        found: dict[str, Any] = {"rule": self.rule, "severity": self.severity.value, "message": self.message}
        found["position"] = self.position.to_dict()
        for name in ("pointer", "value", "advice", "record"):
            if (value := getattr(self, name)) is not None:
                found[name] = value
        return found


@frozen
class Outcome:
    """What became of one unit that an importer read; an importer yields exactly one for each.

    ``records`` is empty unless kept; one unit may give several records (an attack on six places). ``reason`` is the id of the
    rule or the short code that rejected, merged or withheld the unit, and is required then. *Rejected* means the input is
    bad; *withheld* means it was understood and deliberately left out (a threat, a denied rumour, a blank line). ``line``: the
    very text of a record that is JSON on a line, in which the column of a bad value is looked for.
    """

    kind: Kind
    position: Position
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    message: str = ""
    line: bytes = field(default=b"", repr=False, eq=False)

    @classmethod
    def kept(cls, position: Position, *records: Record, findings: tuple[Finding, ...] = ()) -> Outcome:
        """A unit that became one or more records."""
        return cls(Kind.KEPT, position, records, findings)

    @classmethod
    def rejected(cls, *findings: Finding) -> Outcome:
        """A unit that can't become a record; the first finding is the reason."""
        first = findings[0]
        return cls(Kind.REJECTED, first.position, (), findings, first.rule, first.message)


@frozen
class End:
    """The last item an importer yields: how many units its *reader* counted, and whether the input was whole.

    ``read`` is counted where the input is read, apart from the outcomes, so that a ledger that doesn't balance shows.
    ``complete`` is false for an input that was cut off; ``message`` then says how that is known. ``findings``: what is to be told
    of the whole input and shows only at its end, such as how many units there were of a kind.
    """

    read: int
    unit: str = "row"
    complete: bool = True
    message: str = ""
    findings: tuple[Finding, ...] = ()


class Grave(str):
    """The words of a code, of a loss that decides about the event: where its type, date, place or toll would be, the output
    has nothing, or something else. Such losses are told first, however few they are."""

    __slots__ = ()


@frozen
class Loss:
    """Something a target format can't carry: its code, the record, the member, and in words what was lost."""

    code: str
    record: str
    pointer: str = ""
    detail: str = ""
    whole_record: bool = False

    def to_dict(self) -> dict[str, Any]:
        """A JSON object without empty members."""
        found: dict[str, Any] = {"code": self.code, "record": self.record}
        if self.pointer:
            found["pointer"] = self.pointer
        if self.detail:
            found["detail"] = self.detail
        if self.whole_record:
            found["whole_record"] = True
        return found


@frozen
class Losses:
    """Where an exporter says what its format can't carry. Counts all; keeps the first ``keep`` of each code as examples.

    ``heed`` is called with every single one.
    """

    keep: int = 5
    heed: Callable[[Loss], None] | None = None
    counts: Counter[str] = field(factory=Counter)
    examples: dict[str, list[Loss]] = field(factory=dict)
    left_out: Counter[str] = field(factory=Counter)

    def __getstate__(self) -> tuple[Any, ...]:
        """What goes to another process: all but ``heed``, which is called in this one."""
        return self.keep, self.counts, self.examples, self.left_out

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        keep, counts, examples, left_out = state
        self.__init__(keep, None, counts, examples, left_out)  # type: ignore[misc]

    def add(self, code: str, record: str, pointer: str = "", detail: str = "") -> None:
        """A value of a record that is written without it."""
        kept = self.examples.get(code, ())
        if len(kept) >= self.keep and self.heed is None:
            self.counts[code] += 1
        else:
            self._note(Loss(code, record, pointer, detail))

    def leave_out(self, code: str, record: str, detail: str = "") -> None:
        """A whole record that the format has no row for."""
        self.left_out[code] += 1
        self._note(Loss(code, record, "", detail, whole_record=True))

    def extend(self, counts: Counter[str], left_out: Counter[str], examples: Iterable[Loss]) -> None:
        """Take in the losses of a part of the output."""
        self.counts.update(counts)
        self.left_out.update(left_out)
        for loss in examples:
            kept = self.examples.setdefault(loss.code, [])
            if len(kept) < self.keep:
                kept.append(loss)

    def _note(self, loss: Loss) -> None:
        self.counts[loss.code] += 1
        if self.heed is not None:
            self.heed(loss)
        kept = self.examples.setdefault(loss.code, [])
        if len(kept) < self.keep:
            kept.append(loss)

    def __iter__(self) -> Iterator[Loss]:
        for losses in self.examples.values():
            yield from losses
