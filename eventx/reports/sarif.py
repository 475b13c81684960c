"""The report in SARIF 2.1.0, which code-scanning services and editors read.

Knows how findings, rules and what went wrong in a run are said in SARIF. The rules stand after the results, so that only those
met are listed and nothing has to be held.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import IO, Any
from urllib.parse import quote

from eventx.reports import Explain
from eventx.reports.place import Shown
from eventx.reports.summary import FileChecked, Summary
from eventx.reports.text import where

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RUN = "<run>"
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}


class SarifReport:
    """Writes results as they come, then the rules and the files."""

    def __init__(self, out: IO[str], version: str, explain: Explain) -> None:
        self._out = out
        self._version = version
        self._explain = explain
        self._rules: dict[str, tuple[int, str]] = {}
        self._failures: list[FileChecked] = []
        self._of_run: list[dict[str, Any]] = []
        self._separator = "\n"
        out.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": [')

    def add(self, shown: Shown) -> None:
        """Write one result; what is about the run and stands in no file is told as a notification."""
        if shown.finding.position.file == _RUN:
            finding = shown.finding
            told = {"descriptor": {"id": finding.rule}, "level": finding.severity.value, "message": {"text": finding.message}}
            self._of_run.append(told)
            return
        self._out.write(self._separator + json.dumps(self._result(shown), ensure_ascii=False))
        self._separator = ",\n"

    def end_file(self, checked: FileChecked) -> None:
        """Keep what couldn't be read, to be told as a fault of the run."""
        if checked.failure or not checked.complete:
            self._failures.append(checked)

    def close(self, summary: Summary) -> None:
        """Write the rules that were met, the files, and how the run ended."""
        driver = {
            "name": "eventx",
            "version": self._version,
            "semanticVersion": self._version,
            "rules": [self._descriptor(rule, met) for rule, (_, met) in self._rules.items()],
        }
        notices: list[dict[str, Any]] = [
            {
                "level": "error",
                "message": {"text": one.failure or f"{one.file} was not read to its end"},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(one.file)}}}],
            }
            for one in self._failures
        ]
        notices += self._of_run
        notices += [{"level": "note", "message": {"text": words}} for words in (*summary.remarks, summary.sentence())]
        run = {
            "tool": {"driver": driver},
            "invocations": [
                {
                    "executionSuccessful": summary.exit_code < 2,
                    "exitCode": summary.exit_code,
                    "toolExecutionNotifications": notices,
                }
            ],
            "artifacts": [{"location": {"uri": uri(name)}} for name in dict.fromkeys(one.file for one in summary.files)],
        }
        end = "" if self._separator == "\n" else "\n"
        self._out.write(f"{end}], {json.dumps(run, ensure_ascii=False)[1:-1]}}}]}}\n")

    def _result(self, shown: Shown) -> dict[str, Any]:
        finding, place = shown.finding, shown.place
        index, _ = self._rules.setdefault(finding.rule, (len(self._rules), finding.severity.value))
        message = finding.message if finding.record is None else f"{finding.message} [{finding.record}]"
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.position.file)}}
        region = _region(shown)
        if region:
            physical["region"] = region
        location: dict[str, Any] = {"physicalLocation": physical}
        named = place.pointer or finding.pointer
        if place.cell is not None or finding.position.row is not None or (named and place.line is None):
            location["message"] = {"text": where(shown)}
        if named:
            location["logicalLocations"] = [{"fullyQualifiedName": named, "kind": "member"}]
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": index,
            "level": finding.severity.value,
            "message": {"text": message},
            "locations": [location],
            # The second is the one GitHub compares; without it the line's text would count, which changes with any of its values.
            "partialFingerprints": {"eventx/v1": shown.fingerprint, "primaryLocationLineHash": f"{shown.fingerprint}:1"},
        }
        if shown.known:
            result["baselineState"] = "unchanged"
            result["suppressions"] = [{"kind": "external", "justification": "the baseline has it"}]
        extra = {name: value for name in ("record", "value", "advice") if (value := getattr(finding, name)) is not None}
        if extra:
            result["properties"] = extra
        return result

    def _descriptor(self, rule: str, met: str) -> dict[str, Any]:
        words = self._explain(rule)
        level = words.severity.value if words.severity is not None else met
        found: dict[str, Any] = {"id": rule, "shortDescription": {"text": words.title or rule}}
        if words.reason:
            found["fullDescription"] = {"text": words.reason}
        if words.advice or words.reason:
            parts = [part for part in (words.reason, f"What to do: {words.advice}" if words.advice else "") if part]
            more = f"'eventx explain {rule}' says more."
            marked = [f"**{words.title}**", *parts, f"`eventx explain {rule}` says more."]
            found["help"] = {"text": "\n\n".join((*parts, more)), "markdown": "\n\n".join(marked)}
        found["defaultConfiguration"] = {"level": level}
        found["properties"] = {"tags": ["data-quality"], "problem.severity": _PROBLEM[level]}
        return found


def _region(shown: Shown) -> dict[str, Any]:
    place = shown.place
    if place.line is None:
        return {}
    region: dict[str, Any] = {"startLine": place.line}
    if place.column is not None:
        region["startColumn"] = place.column
        if place.end is not None and place.end > place.column:
            region["endColumn"] = place.end
            text = place.text[place.column - place.begin : place.end - place.begin]
            if text:
                region["snippet"] = {"text": text}
    return region


def uri(file: str) -> str:
    """The address of a file: relative as it was given, absolute with its scheme."""
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), safe="/~!$&'()*+,;=@")
