"""What a report is: something that takes findings one by one, writes them down at once, and ends with a summary.

Knows the shape, and what a report may ask about a rule. Doesn't know any format.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from attrs import frozen

from eventx.report import Severity
from eventx.reports.place import Shown
from eventx.reports.summary import FileChecked, Summary


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
