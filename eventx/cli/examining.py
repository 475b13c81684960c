"""One file of ``eventx validate`` to its findings: which reader it gets, and what of it is told beside findings.

Knows how profile and options come in, and how several files are looked at side by side. Prints nothing and adds nothing up
(:mod:`eventx.cli.checking`).
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Mapping
from math import inf
from pathlib import Path
from typing import BinaryIO, cast

from attrs import field, frozen

from eventx import plugins
from eventx.bulk.extra import has_bulk
from eventx.bulk.joining.checked_only import Screened
from eventx.errors import EventxError
from eventx.files.inputs import Opened, name_of, open_input, plain_file
from eventx.files.spool import Spool
from eventx.ledger import InputLedger, Ledger
from eventx.plugins.faults import trace_of
from eventx.reading import Reading
from eventx.reading.earlier import Earlier
from eventx.reading.progress import OnProgress
from eventx.reading.recognising import DEFAULT_FORMAT, OnFinding, recognise, remark_on
from eventx.report import Finding, Severity, counted
from eventx.reports import FileChecked
from eventx.reports.lines import Tee
from eventx.reports.original import Originals
from eventx.rules import nothing_in, of_workbook
from eventx.rules.profile import Profile
from eventx.validator import Validator
from eventx.validator.files import Columns, FileCheck, Run
from eventx.version import version

_CUT_OFF = "EVX025"
LARGE = 16 << 20
"""Bytes from which on a file is worth the start of other processes."""
_LARGER = 2 * LARGE
"""Bytes of NDJSON from which on it is worth the start of Polars and what is learned for columns: 17,000 records or so."""


@frozen
class Examined:
    """What became of a file, beside its findings.

    ``failed``: the exit code and the words if it could not be read. ``overruled``: the rules that the profile would lower, and
    may not. ``of_plugins``: what is the matter with importers that were asked about it. ``trace``: Python's, of a plugin that
    failed. ``findings`` are those of a file that was looked at in another process.
    """

    files: tuple[FileChecked, ...]
    remarks: tuple[str, ...] = ()
    overruled: Mapping[str, int] = field(factory=dict)
    failed: tuple[int, str] | None = None
    findings: tuple[Finding, ...] = ()
    of_plugins: tuple[str, ...] = ()
    trace: str = ""


@frozen
class Question:
    """A file that is to be examined, and how. ``most``: findings that another process may hand on, which keeps memory flat."""

    path: str
    source_format: str | None
    options: Mapping[str, str]
    profile: Profile
    most: int = 20_000


class Examination:
    """Examines one file and hands on what it finds. ``engine`` gives what shares out a large file among processes."""

    def __init__(
        self, question: Question, take: OnFinding, originals: Originals, engine: Callable[[], Run] | None = None
    ) -> None:
        self._question = question
        self._profile = question.profile
        self._take = take
        self._originals = originals
        self._engine = engine
        self._overruled: Counter[str] = Counter()
        self._check: FileCheck | None = None  # of a file that no ledger accounts for
        self._of_plugins: list[str] = []

    def result(self, on_progress: OnProgress | None = None) -> Examined:
        """What becomes of the file."""
        asked = self._question
        # Findings are told as they come, so the ledger need not write them down, which takes room on a disk.
        ledger = Ledger(version(), details=Spool(open(os.devnull, "w", encoding="utf-8")))  # noqa: SIM115 (which closes it)
        try:
            with open_input(asked.path) as opened:
                native = self._read(opened, ledger, on_progress)
        except EventxError as error:
            units = [FileChecked(one.source, one.importer, one.unit, one.read, one.counts.total()) for one in ledger.inputs]
            if self._check is not None:
                units.append(FileChecked(name_of(asked.path), DEFAULT_FORMAT, "record", self._check.read, self._check.checked))
            last = units[-1] if units else FileChecked(name_of(asked.path))
            told = FileChecked(last.file, last.importer, last.unit, last.checked, last.checked, 0, False, str(error))
            failed, broken = (error.exit_code, str(error)), tuple(self._of_plugins)
            return Examined((told,), (), self._overruled, failed, of_plugins=broken, trace=trace_of(error))
        remarks = [_left_out(one.source, one.unit, one.merged, one.withheld) for one in ledger.inputs]
        if self._check is not None:
            remarks += [_left_out(one.file, one.unit, 0, self._check.blank) for one in native]
        files = (*native, *map(_account, ledger.inputs))
        return Examined(files, tuple(filter(None, remarks)), self._overruled, of_plugins=tuple(self._of_plugins))

    def _read(self, opened: Opened, ledger: Ledger, on_progress: OnProgress | None) -> list[FileChecked]:
        """Read the file; what became of it if no ledger says so."""
        asked = self._question
        name = asked.source_format or recognise(opened, self._note_plugin, options=asked.options)
        plugin = plugins.importer(name)
        plugins.typed_options(plugin, asked.options)  # also where they don't matter, a misspelt one is told
        for told in of_workbook(opened.name, opened.beside, opened.merged):
            if (judged := self._judged(told)) is not None:
                self._take(judged)
        stream, whole = self._looked_at_again(opened)
        earlier = Earlier((asked.path,), name, asked.options)
        self._originals.written(opened.name, asked.options)
        if name == DEFAULT_FORMAT:  # the reader that keeps the line and column of every value
            return [self._native(stream, opened, whole, earlier)]
        validator = Validator(rules=self._profile.rules(), screening=True)
        reading = Reading(
            (asked.path if whole else stream,),  # what can be read once only can't be opened again
            ledger,
            source_format=name,
            options=_with_cells(plugin, asked.options),
            on_finding=self._take,
            on_progress=on_progress,
            validator=validator,
            judge=self._judged,
            refuses=False,
            tells=not self._profile.settings,
        )
        reading.earlier = earlier
        reading.write_to(Screened(validator))
        return []

    def _native(self, stream: BinaryIO, opened: Opened, whole_file: bool, earlier: Earlier) -> FileChecked:
        name = opened.name
        path = Path(name) if whole_file else None
        # Of what is packed, the size says less; it is many times larger inside.
        size = inf if opened.size is None else opened.size if whole_file else opened.size << 3
        run = self._engine() if size >= LARGE and self._engine is not None else None
        columns: Columns | None = None
        if size >= _LARGER and has_bulk():
            from eventx.bulk.lines.checking import records_in_columns as columns
        rules = self._profile.rules()
        check = self._check = FileCheck(
            stream, name=name, rules=rules, run=run, path=path, screening=True, columns=columns, first=earlier
        )
        whole = True
        rejected = 0
        at: object = None
        for finding in check:
            whole = whole and finding.rule != _CUT_OFF
            if finding.severity is Severity.ERROR and (owner := (finding.position.line, finding.record)) != at:
                at, rejected = owner, rejected + 1
            judged = self._judged(finding)
            if judged is not None:
                self._take(judged)
        if whole and (empty := nothing_in(name, "record", check.read, check.blank)) and (judged := self._judged(empty)):
            self._take(judged)
        return FileChecked(name, DEFAULT_FORMAT, "record", check.read, check.checked, rejected, whole)

    def _note_plugin(self, finding: Finding) -> None:
        """A plugin that is of no use here says nothing of the file, so that is no finding."""
        if self._profile.apply(finding) is not None:
            self._of_plugins.append(remark_on(finding))

    def _judged(self, finding: Finding) -> Finding | None:
        if self._profile.overruled(finding):
            self._overruled[finding.rule] += 1
        return self._profile.apply(finding)

    def _looked_at_again(self, opened: Opened) -> tuple[BinaryIO, bool]:
        """The stream to read, and whether the file itself can be opened again for what it says in a line.

        Standard input, a pipe, and what was unpacked keep a copy of what passes through.
        """
        if plain_file(opened) is not None:
            return opened.stream, True

        def without() -> None:  # findings are shown without the text that they stand in
            self._originals.lend(opened.name, io.BytesIO())

        tee = Tee(opened.stream, opened.name, without)
        self._originals.lend(opened.name, tee.copy)
        return cast("BinaryIO", io.BufferedReader(tee, 1 << 16)), False


def examined(question: Question) -> Examined | None:
    """What becomes of a file, with its findings: what another process is asked. None if they are too many to be handed on."""
    from attrs import evolve

    found: list[Finding] = []

    def take(finding: Finding) -> None:
        found.append(finding)
        if len(found) > question.most:
            raise EventxError(f"more than {question.most:,} findings")  # which ends the examination

    one = Examination(question, take, Originals()).result()
    return evolve(one, findings=tuple(found)) if len(found) <= question.most else None


def _left_out(source: str, unit: str, merged: int, withheld: int) -> str:
    """Rows that became no record of their own are no findings, but nothing goes in silence."""
    kinds = [(count, words) for count, words in ((merged, "merged"), (withheld, "withheld")) if count]
    counts = " and ".join(f"{counted(count, unit)} {words}" for count, words in kinds)
    return f"{source}: {counts}; 'eventx convert … --ledger PATH' lists them with the reasons" if counts else ""


def _account(account: InputLedger) -> FileChecked:
    judged, failure = account.counts.total(), ""
    if not account.complete:
        failure = account.message
    elif not account.balanced:
        failure = f"of {counted(account.read, account.unit)} {judged:,} came to a judgement"
        failure += f"; this is a fault of importer {account.importer!r}"
    rejected = account.rejected
    return FileChecked(account.source, account.importer, account.unit, account.read, judged, rejected, not failure, failure)


def _with_cells(plugin: plugins.Importer, given: Mapping[str, str]) -> Mapping[str, str]:
    """The options, with the cell of every value noted if the importer can: a finding is to name the cell."""
    option = plugins.options(plugin).get("evidence")
    if "evidence" in given or option is None or "cells" not in option.choices:
        return given
    return {**given, "evidence": "cells"}
