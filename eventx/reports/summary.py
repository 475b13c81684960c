"""How much was looked at, and what came of it: the end of every report.

Knows the numbers of a run. Doesn't choose the exit code (:mod:`eventx.cli`), it only carries it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import define, field, frozen

from eventx.report import Finding, Severity, counted


@frozen
class FileChecked:
    """One file of a run. ``checked`` is what came to a judgement of the ``read`` units; ``failure`` says why it isn't all."""

    file: str
    importer: str = ""
    unit: str = "record"
    read: int = 0
    checked: int = 0
    rejected: int = 0
    complete: bool = True
    failure: str = ""

    def to_dict(self) -> dict[str, Any]:
        """A JSON object."""
        found: dict[str, Any] = {"file": self.file}
        if self.importer:
            found["importer"] = self.importer
        found |= {"unit": self.unit, "read": self.read, "checked": self.checked, "rejected": self.rejected}
        found["complete"] = self.complete
        if self.failure:
            found["failure"] = self.failure
        return found


@define
class Summary:
    """A run added up. ``known`` counts findings of the baseline, which are in no other number; ``gone`` what it has too much.

    ``remarks`` are sentences about the run itself: what a limit cut, what of a profile had no effect.
    """

    files: list[FileChecked] = field(factory=list)
    asked: int = 0
    counts: Counter[Severity] = field(factory=Counter)
    rules: Counter[tuple[str, Severity]] = field(factory=Counter)
    known: int = 0
    gone: int = 0
    exit_code: int = 0
    remarks: list[str] = field(factory=list)

    def note(self, finding: Finding, *, known: bool = False) -> None:
        """Count one finding."""
        if known:
            self.known += 1
            return
        self.counts[finding.severity] += 1
        self.rules[finding.rule, finding.severity] += 1

    @property
    def read(self) -> int:
        """Units of all files."""
        return sum(one.read for one in self.files)

    @property
    def checked(self) -> int:
        """Units of all files that came to a judgement."""
        return sum(one.checked for one in self.files)

    @property
    def complete(self) -> bool:
        """Whether every file was read to its end."""
        return all(one.complete and not one.failure for one in self.files)

    def sentence(self) -> str:
        """How much was checked and what was found, in one line."""
        units = {one.unit for one in self.files if not one.failure or one.read}
        noun = units.pop() if len(units) == 1 else "unit"
        asked = max(self.asked, len(self.files))
        cut = asked - sum(one.complete and not one.failure for one in self.files)
        if cut:  # how many there are in those nobody knows
            words = f"incomplete: checked {counted(self.checked, noun)}, and {cut:,} of {counted(asked, 'file')} not to the end: "
        else:
            words = f"checked {self.checked:,} of {counted(self.read, noun)} in {asked:,} of {counted(asked, 'file')}: "
        words += ", ".join(counted(self.counts[one], one.value) for one in Severity)
        return f"{words}; the baseline has {self.known:,} more" if self.known else words

    def by_rule(self) -> list[tuple[str, Severity, int]]:
        """How often each rule was broken: errors first, then the commonest."""
        order = {severity: number for number, severity in enumerate(Severity)}
        found = sorted((order[severity], -count, rule, severity) for (rule, severity), count in self.rules.items())
        return [(rule, severity, -count) for _, count, rule, severity in found]

    def to_dict(self) -> dict[str, Any]:
        """A JSON object."""
        found: dict[str, Any] = {"files": [one.to_dict() for one in self.files], "read": self.read, "checked": self.checked}
        found["complete"] = self.complete
        found |= {f"{severity.value}s": self.counts[severity] for severity in Severity}
        found["rules"] = [{"rule": rule, "severity": severity.value, "count": count} for rule, severity, count in self.by_rule()]
        found |= {"known": self.known, "gone": self.gone, "exit_code": self.exit_code}
        if self.remarks:
            found["remarks"] = list(self.remarks)
        return found
