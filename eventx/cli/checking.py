"""One run of ``eventx validate``: files to findings to reports, and what the run comes to.

Knows which reader a file gets, how profile and baseline come in, and the exit code. Prints only progress and what can't be read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from eventx import plugins
from eventx.cli import DONE, FAILED, FINDINGS
from eventx.cli.printing import progress
from eventx.conversion import DEFAULT_FORMAT
from eventx.errors import EventxError, PluginError
from eventx.inputs import Opened, open_input
from eventx.ledger import InputLedger, Ledger
from eventx.profile import Profile
from eventx.reading import Reading, recognise
from eventx.report import Finding, Kind, Position, Severity
from eventx.reports import FileChecked, Report, RuleWords, Shown, Summary, fingerprint
from eventx.reports.baseline import Baseline, BaselineWriter
from eventx.reports.lines import Tee
from eventx.reports.original import Originals
from eventx.rules import catalogue
from eventx.validator import Validator
from eventx.validator.files import FileCheck
from eventx.version import version

if TYPE_CHECKING:
    from eventx.engine.processes import Processes

_CUT_OFF = "EVX025"
_LIMIT = "EVX903"
LARGE = 16 << 20
"""Bytes from which on a file is worth the start of other processes."""


class Check:
    """Hands what is found in one file after the other to all reports, and adds it up."""

    def __init__(
        self, reports: Sequence[Report], *, profile: Profile, baseline: Baseline | None, writer: BaselineWriter | None
    ) -> None:
        self._summary = Summary()
        self._reports = reports
        self._profile = profile
        self._baseline = baseline
        self._writer = writer
        self._originals = Originals()
        self._failed: EventxError | None = None
        self._overruled: dict[str, int] = {}
        self._processes: Processes | None = None

    def __enter__(self) -> Check:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._originals.close()
        if self._processes is not None:
            self._processes.close()

    def _engine(self) -> Processes:
        if self._processes is None:
            from eventx.engine.processes import Processes

            self._processes = Processes()
        return self._processes

    def file(self, path: str, source_format: str | None, options: Mapping[str, str]) -> None:
        """Check one file. One that can't be read is told, and the others are still checked."""
        self._summary.asked += 1
        ledger = Ledger(version())
        found: list[FileChecked] = []
        try:
            with progress("checking") as on_progress, open_input(path) as opened:
                name = source_format or recognise(opened, self._take)
                plugin = plugins.importer(name)
                plugins.typed_options(plugin, options)  # also where they don't matter, a misspelt one is told
                stream, whole = self._looked_at_again(opened)
                self._originals.written(opened.name, options)
                if name == DEFAULT_FORMAT:  # the reader that keeps the line and column of every value
                    found.append(self._native(stream, opened, whole))
                else:
                    reading = Reading(
                        (path if whole else stream,),  # what can be read once only can't be opened again
                        ledger,
                        source_format=name,
                        options=_with_cells(plugin, options),
                        on_finding=self._take,
                        on_progress=on_progress,
                        validator=Validator(rules=self._profile.rules(), screening=True),
                        judge=self._judged,
                    )
                    for _ in reading:
                        pass
        except EventxError as error:
            click.echo(f"{click.style('eventx:', fg='red', bold=True)} {error}", err=True)
            self._failed = error
            units = [FileChecked(one.source, one.importer, one.unit, one.read, one.counts.total()) for one in ledger.inputs]
            last = units[-1] if units else FileChecked("<stdin>" if path == "-" else path)
            found = [FileChecked(last.file, last.importer, last.unit, last.checked, last.checked, 0, False, str(error))]
        else:
            found += [_account(one) for one in ledger.inputs]
            for account in ledger.inputs:
                self._tell_left_out(account)
            for one in found:
                if one.failure:
                    click.echo(f"{one.file}: {one.failure}", err=True)
        for one in found:
            self._tell_limit(one)
            self._summary.files.append(one)
            for report in self._reports:
                report.end_file(one)

    def finish(self, *, strict: bool) -> Summary:
        """End the reports. The summary has the exit code, and in sentences what had no effect."""
        summary = self._summary
        if self._overruled:
            rules = ", ".join(f"{rule} ({count:,})" for rule, count in sorted(self._overruled.items()))
            summary.remarks.append(f"{self._profile.name} lowers {rules}, but those rows could not be read; they stay errors")
        if self._baseline is not None and self._baseline.left:
            summary.gone = self._baseline.left
            summary.remarks.append(
                f"{summary.gone:,} findings of the baseline were not met; if they are mended, write it anew with --write-baseline"
            )
        if self._failed is not None:
            summary.exit_code = self._failed.exit_code
        elif not summary.complete:
            summary.exit_code = FAILED
        elif self._writer is None and (summary.counts[Severity.ERROR] or (strict and summary.counts[Severity.WARNING])):
            summary.exit_code = FINDINGS
        else:
            summary.exit_code = DONE
        for report in self._reports:
            report.close(summary)
        return summary

    def _tell_left_out(self, account: InputLedger) -> None:
        """Rows that became no record of their own are no findings, but nothing goes in silence."""
        kinds = [(account.count(kind), kind.value) for kind in (Kind.MERGED, Kind.WITHHELD) if account.count(kind)]
        if kinds:
            counts = " and ".join(f"{count:,} {account.unit}{'' if count == 1 else 's'} {words}" for count, words in kinds)
            self._summary.remarks.append(
                f"{account.source}: {counts}; 'eventx convert … --ledger PATH' lists them with the reasons"
            )

    def _tell_limit(self, checked: FileChecked) -> None:
        """A file that ends exactly where a service stops to give may be a part of what there is."""
        rule = next((each for each in self._profile.rules() if each.id == _LIMIT), None)
        if rule is not None and checked.read in rule.value("limits"):
            words = f"the file has exactly {checked.read:,} {checked.unit}s, which is the limit of a program; it may not be all"
            finding = Finding(rule.id, rule.severity, words, Position(checked.file), value=str(checked.read), advice=rule.advice)
            self._take(finding)

    def _native(self, stream: BinaryIO, opened: Opened, whole_file: bool) -> FileChecked:
        name = opened.name
        path = Path(name) if whole_file else None
        # Of what is packed, the size says less; it is many times larger inside.
        large = opened.size is None or opened.size >= (LARGE if whole_file else LARGE >> 3)
        run = self._engine().run if large else None
        check = FileCheck(stream, name=name, rules=self._profile.rules(), run=run, path=path, screening=True)
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
        return FileChecked(name, DEFAULT_FORMAT, "record", check.read, check.checked, rejected, whole)

    def _judged(self, finding: Finding) -> Finding | None:
        if self._profile.overruled(finding):
            self._overruled[finding.rule] = self._overruled.get(finding.rule, 0) + 1
        return self._profile.apply(finding)

    def _take(self, finding: Finding) -> None:
        mark = fingerprint(finding)
        if self._writer is not None:
            self._writer.add(finding, mark)
        known = self._baseline is not None and self._baseline.knows(mark)
        self._summary.note(finding, known=known)
        shown = Shown(finding, self._originals.place(finding), mark, known)
        for report in self._reports:
            report.add(shown)

    def _looked_at_again(self, opened: Opened) -> tuple[BinaryIO, bool]:
        """The stream to read, and whether the file itself can be opened again for what it says in a line.

        Standard input, a pipe, and what was unpacked keep a copy of what passes through.
        """
        path = Path(opened.name)
        if opened.size is not None and path.is_file():
            with path.open("rb") as again:
                if again.read(len(opened.head)) == opened.head:
                    return opened.stream, True
        tee = Tee(opened.stream, opened.name)
        self._originals.lend(opened.name, tee.copy)
        return cast("BinaryIO", io.BufferedReader(tee, 1 << 16)), False


def _account(account: InputLedger) -> FileChecked:
    judged, failure = account.counts.total(), ""
    if not account.complete:
        failure = account.message
    elif not account.balanced:
        failure = (
            f"{account.read:,} {account.unit}s were read and {judged:,} judged; this is a fault of importer {account.importer!r}"
        )
    rejected = account.count(Kind.REJECTED)
    return FileChecked(account.source, account.importer, account.unit, account.read, judged, rejected, not failure, failure)


def _with_cells(plugin: plugins.Importer, given: Mapping[str, str]) -> Mapping[str, str]:
    """The options, with the cell of every value noted if the importer can: a finding is to name the cell."""
    option = plugins.options(plugin).get("evidence")
    if "evidence" in given or option is None or "cells" not in option.choices:
        return given
    return {**given, "evidence": "cells"}


def importer_codes() -> dict[str, str]:
    """The codes that importers use beside the catalogue's rules, with their words. A broken importer has none."""
    found: dict[str, str] = {}
    for name in plugins.importers():
        try:
            found.update(getattr(plugins.importer(name), "codes", {}))
        except PluginError:
            continue
    return found


@cache
def _codes() -> Mapping[str, str]:
    return importer_codes()


def explained(name: str) -> RuleWords:
    """The words for a rule of the catalogue or a code of an importer; the bare id if nobody explains it."""
    for rule in catalogue():
        if rule.id == name:
            return RuleWords(rule.id, rule.title, rule.severity, rule.reason, rule.advice)
    return RuleWords(name, _codes().get(name, name))
