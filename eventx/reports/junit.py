"""The report in the XML of JUnit, as Jenkins, GitLab and others read it.

A suite for each file, a case for each finding: an error fails, a warning fails if the run is strict, the rest passes with its
words as output. A file without a finding is one case that passes. The numbers stand before the cases, so cases wait on disk.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
from typing import IO
from xml.sax.saxutils import quoteattr

from attrs import define, field

from eventx.report import Severity, counted
from eventx.reports.place import Shown
from eventx.reports.summary import FileChecked, Summary
from eventx.reports.text import where

# What XML 1.0 can't hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_MEMORY = 1 << 20


def _spool() -> IO[str]:
    return tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")


@define(eq=False)
class _Suite:
    name: str
    cases: IO[str] = field(factory=_spool)
    tests: int = 0
    failures: int = 0
    errors: int = 0
    skipped: int = 0

    def __attrs_post_init__(self) -> None:
        weakref.finalize(self, self.cases.close)

    def head(self) -> str:
        counts = f'tests="{self.tests}" failures="{self.failures}" errors="{self.errors}" skipped="{self.skipped}"'
        return f"<testsuite name={attribute(self.name)} {counts}>"


class JunitReport:
    """Puts cases aside as they come, and writes them suite by suite at the end."""

    def __init__(self, out: IO[str], *, strict: bool = False) -> None:
        self._out = out
        self._strict = strict
        self._suites: dict[str, _Suite] = {}

    def add(self, shown: Shown) -> None:
        """Put one case aside."""
        finding = shown.finding
        suite = self._suite(finding.position.file)
        suite.tests += 1
        place = where(shown)
        name = f"{finding.rule} {place}" + (f" at {finding.pointer}" if finding.pointer else "")
        lines = [f"{place}: {finding.severity.value} {finding.rule}: {finding.message}"]
        lines += [f"record: {finding.record}"] if finding.record else []
        lines += [f"value: {finding.value}"] if finding.value is not None else []
        lines += [f"what to do: {finding.advice}"] if finding.advice else []
        words = "\n".join(lines)
        message, body = attribute(finding.message), escaped(words)
        if shown.known:
            suite.skipped += 1
            inner = f'<skipped message="the baseline has it">{body}</skipped>'
        elif finding.severity is Severity.ERROR or (self._strict and finding.severity is Severity.WARNING):
            suite.failures += 1
            inner = f'<failure type="{finding.severity.value}" message={message}>{body}</failure>'
        else:
            inner = f"<system-out>{body}</system-out>"
        suite.cases.write(f"<testcase classname={attribute(finding.position.file)} name={attribute(name)}>{inner}</testcase>\n")

    def end_file(self, checked: FileChecked) -> None:
        """Add the case of the file itself: that it was read to its end."""
        suite = self._suite(checked.file)
        suite.tests += 1
        words = f"{checked.checked:,} of {counted(checked.read, checked.unit)} checked"
        case = f"<testcase classname={attribute(checked.file)} name={attribute('read to its end')}>"
        if checked.failure or not checked.complete:
            suite.errors += 1
            why = checked.failure or f"the file was not read to its end: {words}"
            suite.cases.write(f'{case}<error type="input" message={attribute(why)}>{escaped(why)}</error></testcase>\n')
        else:
            suite.cases.write(f"{case}<system-out>{escaped(words)}</system-out></testcase>\n")

    def close(self, summary: Summary) -> None:
        """Write all suites."""
        suites = self._suites.values()
        tests, failures, errors = (sum(getattr(one, name) for one in suites) for name in ("tests", "failures", "errors"))
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._out.write(f'<testsuites name="eventx validate" tests="{tests}" failures="{failures}" errors="{errors}">\n')
        for suite in suites:
            self._out.write(suite.head() + "\n")
            suite.cases.seek(0)
            shutil.copyfileobj(suite.cases, self._out)
            suite.cases.close()
            self._out.write("</testsuite>\n")
        self._out.write("</testsuites>\n")
        for words in summary.remarks:
            self._out.write(f"<!-- {escaped(words).replace('--', '- -')} -->\n")

    def _suite(self, name: str) -> _Suite:
        if name not in self._suites:
            self._suites[name] = _Suite(name)
        return self._suites[name]


def writable(text: str) -> str:
    """Text without the characters that XML can't hold; each is shown as the mark for a letter that is lost."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(text: str) -> str:
    """Text as content of an element."""
    return writable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(text: str) -> str:
    """Text as a quoted attribute; line breaks stay."""
    return quoteattr(writable(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
