"""One run of ``eventx validate``: findings of files to reports, and what the run comes to.

Knows the order of files, the baseline, and the exit code. How a file is examined :mod:`eventx.cli.examining` knows. Prints only
progress and what can't be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

import click

from eventx import plugins
from eventx.cli import DONE, FAILED, FINDINGS
from eventx.cli.examining import LARGE, Examination, Examined, Question, examined
from eventx.cli.printing import progress
from eventx.files.inputs import plain_size, printable
from eventx.reading.refused import notes_among
from eventx.report import Finding, Position, Severity, counted
from eventx.reports import FileChecked, Report, RuleWords, Shown, Summary, fingerprint
from eventx.reports.baseline import Baseline, BaselineWriter, more_than_there_are
from eventx.reports.original import Originals
from eventx.rules import by_id
from eventx.rules.profile import Profile

if TYPE_CHECKING:
    from eventx.engine.processes import Processes

_LIMIT = "EVX903"
WORTH_IT = 4 << 20
"""Bytes of all smaller files together from which on they are worth the start of other processes."""
Item = TypeVar("Item")
Result = TypeVar("Result")


class Check:
    """Hands what is found in one file after the other to all reports, and adds it up.

    ``tracing``: what a plugin raises is shown with Python's traceback.
    """

    def __init__(
        self,
        reports: Sequence[Report],
        *,
        profile: Profile,
        baseline: Baseline | None,
        writer: BaselineWriter | None,
        tracing: bool = False,
    ) -> None:
        self._summary = Summary()
        self._reports = reports
        self._profile = profile
        self._baseline = baseline
        self._writer = writer
        self._tracing = tracing
        self._originals = Originals()
        self._failed: int | None = None
        self._overruled: dict[str, int] = {}
        self._processes: Processes | None = None

    def __enter__(self) -> Check:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._originals.close()
        if self._processes is not None:
            self._processes.close()

    def files(self, paths: Sequence[str], source_format: str | None, options: Mapping[str, str]) -> None:
        """Check files, which are told in this order. One that can't be read is told, and the others are still checked.

        Files that are too small to be shared out are looked at side by side, each in one process; those with very many findings
        then once more here, where these are told one by one.
        """
        notes = notes_among(paths)
        self._summary.remarks += notes.values()
        paths = [path for path in paths if path not in notes]
        sizes = {path: size for path in paths if (size := plain_size(path)) is not None and size < LARGE}
        if len(sizes) < 2 or sum(sizes.values()) < WORTH_IT:
            sizes.clear()
        questions = [Question(path, source_format, options, self._profile) for path in paths if path in sizes]
        apart = self._engine(examined, questions) if questions else iter(())
        for path in paths:
            self._summary.asked += 1
            one = next(apart) if path in sizes else None
            if one is not None:
                self._originals.written(path, options)
                for finding in one.findings:
                    self._take(finding)
            else:
                asked = Question(path, source_format, options, self._profile)
                with progress("checking") as on_progress:
                    one = Examination(asked, self._take, self._originals, lambda: self._engine).result(on_progress)
            self._end(one)
        for path, times in Counter(paths).items():
            if times > 1:
                self._summary.remarks.append(f"{printable(path)} is named {times:,} times, and was checked each time")

    def _engine(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What the function returns for each item, in other processes, which are started when there is work."""
        if self._processes is None:
            from eventx.engine.processes import Processes

            self._processes = Processes()
        return self._processes.run(function, items)

    def _end(self, one: Examined) -> None:
        """Tell what became of a file."""
        for rule, count in one.overruled.items():
            self._overruled[rule] = self._overruled.get(rule, 0) + count
        self._summary.remarks += one.remarks
        # What is the matter with a plugin is nothing of the file's, and the same for all of them.
        self._summary.remarks += [words for words in one.of_plugins if words not in self._summary.remarks]
        if one.failed is not None:
            code, words = one.failed
            self._failed = max(code, self._failed or DONE)  # whatever the order of the files
            if self._tracing and one.trace:
                click.echo(one.trace, nl=False, err=True)
            click.echo(f"{click.style('eventx:', fg='red', bold=True)} {words}", err=True)
        for each in one.files:
            if each.failure and one.failed is None:
                click.echo(f"{each.file}: {each.failure}", err=True)
            self._tell_limit(each)
            self._summary.files.append(each)
            for report in self._reports:
                report.end_file(each)

    def finish(self, *, strict: bool) -> Summary:
        """End the reports. The summary has the exit code, and in sentences what had no effect."""
        summary = self._summary
        if self._overruled:
            rules = ", ".join(f"{rule} ({count:,})" for rule, count in sorted(self._overruled.items()))
            summary.remarks.append(f"{self._profile.name} lowers {rules}, but those rows could not be read; they stay errors")
        looked_at = (one.file for one in summary.files if one.complete)
        if self._baseline is not None and (gone := self._baseline.left(looked_at)):
            summary.gone = gone
            summary.remarks.append(more_than_there_are(gone))
        if self._failed is not None:
            summary.exit_code = self._failed
        elif not summary.complete:
            summary.exit_code = FAILED
        elif self._writer is None and (summary.counts[Severity.ERROR] or (strict and summary.counts[Severity.WARNING])):
            summary.exit_code = FINDINGS
        else:
            summary.exit_code = DONE
        for report in self._reports:
            report.close(summary)
        return summary

    def _tell_limit(self, checked: FileChecked) -> None:
        """A file that ends exactly where a service stops to give may be a part of what there is."""
        rule = next((each for each in self._profile.rules() if each.id == _LIMIT), None)
        if rule is not None and checked.read in rule.value("limits"):
            count = f"exactly {counted(checked.read, checked.unit)}"
            words = f"the file has {count}, which is the limit of a program; it may not be all"
            self._take(rule.finding(words, Position(checked.file), value=str(checked.read)))

    def _take(self, finding: Finding) -> None:
        mark = fingerprint(finding)
        if self._writer is not None:
            self._writer.add(finding, mark)
        known = self._baseline is not None and self._baseline.knows(mark)
        self._summary.note(finding, known=known)
        shown = Shown(finding, self._originals.place, mark, known)
        for report in self._reports:
            report.add(shown)


def explained(name: str) -> RuleWords:
    """The words for a rule of the catalogue or a code of an importer; the bare id if nobody explains it."""
    if (rule := by_id().get(name)) is not None:
        return RuleWords(rule.id, rule.title, rule.severity, rule.reason, rule.advice)
    return RuleWords(name, plugins.importer_codes().get(name, name))
