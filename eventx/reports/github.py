"""The report as GitHub's workflow commands, which it shows beside the lines of a pull request, and as the page of a job.

Knows how the commands are escaped, to the character, and how much of them GitHub shows. Doesn't read the environment.
"""

from __future__ import annotations

from collections import Counter
from typing import IO

from eventx.errors import OutputError
from eventx.report import Severity
from eventx.reports import Explain
from eventx.reports.place import Shown, is_file
from eventx.reports.summary import FileChecked, Summary
from eventx.reports.text import in_table, visible, where

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SHOWN_BY_GITHUB = 10
"""How many annotations of each kind GitHub shows for one step; the others stand in the log only."""
_ON_PAGE = 50


class GithubReport:
    """Writes one command for each finding as it comes; the page, with the first of them, at the end."""

    def __init__(self, out: IO[str], explain: Explain, *, each: int | None = None, page: str | None = None) -> None:
        self._out = out
        self._explain = explain
        self._each = each
        self._page = page
        self._told: Counter[tuple[str, Severity]] = Counter()
        self._rows: list[str] = []
        self._failures: list[FileChecked] = []

    def add(self, shown: Shown) -> None:
        """Write one command; nothing for a finding that the baseline has."""
        if shown.known:
            return
        finding = shown.finding
        key = (finding.rule, finding.severity)
        self._told[key] += 1
        if self._each is not None and self._told[key] > self._each:
            return
        place, named = shown.place, is_file(finding.position.file)
        properties = [("file", finding.position.file)] if named else []
        if named and place.line is not None:
            properties.append(("line", str(place.line)))
            if place.column is not None:
                properties.append(("col", str(place.column)))
                if place.end is not None and place.end > place.column:
                    properties.append(("endColumn", str(place.end - 1)))
        properties.append(("title", finding.rule))
        details = [finding.message]
        inside = in_table(shown) if named and place.line is not None else where(shown)
        if inside:
            details.append(f"({inside})")
        if finding.pointer:
            details.append(f"at {finding.pointer}")
        if finding.record:
            details.append(f"[{finding.record}]")
        words = " ".join(details) + (f"\n{finding.advice}" if finding.advice else "")
        self._out.write(command(_COMMANDS[finding.severity], properties, words) + "\n")
        if self._page is not None and len(self._rows) < _ON_PAGE:
            cells = (where(shown), finding.severity.value, finding.rule, finding.message)
            self._rows.append("| " + " | ".join(marked(one) for one in cells) + " |\n")

    def end_file(self, checked: FileChecked) -> None:
        """Annotate a file that couldn't be read to its end."""
        if checked.failure or not checked.complete:
            self._failures.append(checked)
            words = checked.failure or "the file was not read to its end"
            self._out.write(command("error", [("file", checked.file), ("title", "not checked")], words) + "\n")

    def close(self, summary: Summary) -> None:
        """Say what was cut, and add to the page of the job."""
        remarks = list(summary.remarks)
        for severity, name in _COMMANDS.items():
            if summary.counts[severity] > SHOWN_BY_GITHUB:
                remarks.append(
                    f"{summary.counts[severity]:,} {severity.value}s: GitHub shows {SHOWN_BY_GITHUB} {name} annotations of a "
                    "step, the log has the others"
                )
        for (rule, severity), count in sorted(self._told.items()):
            if self._each is not None and count > self._each:
                remarks.append(f"{count - self._each:,} more of {severity.value} {rule}, not shown; leave --max away to see all")
        self._out.writelines(command("notice", [("title", "eventx validate")], words) + "\n" for words in remarks)
        if self._page is not None:
            try:
                with open(self._page, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as page:
                    page.writelines(self._written(summary, remarks))
            except OSError as error:
                words = f"can't add to the job's page {self._page} (GITHUB_STEP_SUMMARY): {error.strerror or error}"
                raise OutputError(words) from None

    def _written(self, summary: Summary, remarks: list[str]) -> list[str]:
        lines = ["## eventx validate\n\n", f"{marked(summary.sentence())}\n\n"]
        lines += [f"- {marked(one.file)} could not be checked: {marked(one.failure or 'cut off')}\n" for one in self._failures]
        lines += ["\n"] if self._failures else []
        if summary.rules:
            lines.append("| rule | severity | findings | what it asks for |\n| --- | --- | ---: | --- |\n")
            for rule, severity, count in summary.by_rule():
                lines.append(f"| {marked(rule)} | {severity.value} | {count:,} | {marked(self._explain(rule).title)} |\n")
            lines.append("\n| where | severity | rule | message |\n| --- | --- | --- | --- |\n")
            lines += self._rows
            lines.append("\n")
            if sum(summary.counts.values()) > len(self._rows):
                lines.append(f"The first {len(self._rows)} of {sum(summary.counts.values()):,} findings; the log has all.\n\n")
        return [*lines, *(f"{marked(words)}\n\n" for words in remarks)]


def command(name: str, properties: list[tuple[str, str]], words: str) -> str:
    """A workflow command, escaped as GitHub's runner reads it."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties)
    return f"::{name} {given}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def marked(text: str) -> str:
    """Text in a cell of a Markdown table, where nothing of it is markup."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "\\`*_{}[]()#+!|~@":
        text = text.replace(sign, "\\" + sign if sign not in "@" else "&#64;")
    return text
