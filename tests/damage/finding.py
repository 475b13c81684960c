"""What ``eventx validate`` finds in some bytes, asked within one process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import define, field

from eventx.cli.checking import Check
from eventx.report import Finding
from eventx.reports import FileChecked, Shown, Summary
from eventx.rules.profile import Profile


@define
class Findings:
    """A report that keeps its findings."""

    found: list[Finding] = field(factory=list)

    def add(self, shown: Shown) -> None:
        self.found.append(shown.finding)

    def end_file(self, checked: FileChecked) -> None:
        pass

    def close(self, summary: Summary) -> None:
        pass


def validated(path: Path, options: Mapping[str, str]) -> tuple[int, list[Finding]]:
    """The exit code of a check with nothing set, and all findings."""
    report = Findings()
    with Check([report], profile=Profile(), baseline=None, writer=None) as check:
        check.files([str(path)], None, options)
        summary = check.finish(strict=False)
    return summary.exit_code, report.found
