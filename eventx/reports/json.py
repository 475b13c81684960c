"""The report as one JSON document, one finding a line; its schema is ``schemas/report-1.schema.json``."""

from __future__ import annotations

import json
from typing import IO

from eventx.reports.place import Shown
from eventx.reports.summary import FileChecked, Summary

REPORT_VERSION = "1.0"


class JsonReport:
    """Writes findings as they come; the summary stands last."""

    def __init__(self, out: IO[str], version: str) -> None:
        self._out = out
        self._separator = "\n"
        out.write(f'{{"report_version": "{REPORT_VERSION}", "eventx": {json.dumps(version)}, "findings": [')

    def add(self, shown: Shown) -> None:
        """Write one finding."""
        self._out.write(self._separator + json.dumps(shown.to_dict(), ensure_ascii=False))
        self._separator = ",\n"

    def end_file(self, checked: FileChecked) -> None:
        """Nothing: files stand in the summary."""

    def close(self, summary: Summary) -> None:
        """Write the summary."""
        end = "" if self._separator == "\n" else "\n"
        self._out.write(f'{end}], "summary": {json.dumps(summary.to_dict(), ensure_ascii=False)}}}\n')
