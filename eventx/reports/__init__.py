"""Reports of what was found in the user's files: words, JSON, SARIF, JUnit, and GitHub's annotations.

Knows the formats by name and by the suffix of a file. Each is a module, imported when it is asked for, and writes findings as
they come: none holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import IO, Protocol

from attrs import frozen

from eventx.errors import UsageError
from eventx.report import Severity
from eventx.reports.place import Shown, fingerprint
from eventx.reports.summary import FileChecked, Summary

__all__ = [
    "FORMATS",
    "Explain",
    "FileChecked",
    "Report",
    "RuleWords",
    "Shown",
    "Summary",
    "fingerprint",
    "format_of",
    "open_report",
]

FORMATS = ("text", "json", "sarif", "junit", "github")
_SUFFIXES: Mapping[str, str] = {
    ".sarif.json": "sarif",
    ".sarif": "sarif",
    ".json": "json",
    ".xml": "junit",
    ".txt": "text",
}


class Report(Protocol):
    """A report that is being written. What it takes it doesn't keep."""

    def add(self, shown: Shown) -> None:
        """Take the next finding."""
        ...

    def end_file(self, checked: FileChecked) -> None:
        """Take note that a file is done, or couldn't be."""
        ...

    def close(self, summary: Summary) -> None:
        """Write the end."""
        ...


@frozen
class RuleWords:
    """What can be said about a rule or the code of an importer."""

    id: str
    title: str
    severity: Severity | None = None
    reason: str = ""
    advice: str = ""


Explain = Callable[[str], RuleWords]
"""The words for a rule's id; for an id that nobody explains the id itself."""


def format_of(path: str) -> str:
    """The format of a report's file, by its suffix. Raises :class:`UsageError` for one that has none."""
    name = PurePath(path).name.lower()
    for suffix, form in _SUFFIXES.items():
        if name.endswith(suffix):
            return form
    known = ", ".join(f"{suffix} ({form})" for suffix, form in _SUFFIXES.items())
    raise UsageError(f"--report {path}: the suffix says no format; use one of {known}")


def open_report(
    form: str,
    out: IO[str],
    *,
    version: str,
    explain: Explain,
    colour: bool = False,
    each: int | None = None,
    strict: bool = False,
    page: str | None = None,
) -> Report:
    """A report in this format, written to ``out``, a stream of UTF-8.

    ``each`` is how many findings of a rule words and annotations show. ``strict`` says that warnings fail too. ``page`` is the
    file that GitHub shows as the summary of a job.
    """
    if form == "json":
        from eventx.reports.json import JsonReport

        return JsonReport(out, version)
    if form == "sarif":
        from eventx.reports.sarif import SarifReport

        return SarifReport(out, version, explain)
    if form == "junit":
        from eventx.reports.junit import JunitReport

        return JunitReport(out, strict=strict)
    if form == "github":
        from eventx.reports.github import GithubReport

        return GithubReport(out, explain, each=each, page=page)
    from eventx.reports.text import TextReport

    return TextReport(out, colour=colour, each=each)
