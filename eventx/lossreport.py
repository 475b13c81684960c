"""The report of what a conversion could not carry: every loss, and what each code means.

Knows its JSON form. Doesn't decide what is lost: exporters declare it (:class:`eventx.report.Losses`). Losses are spooled to disk
as they come, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from typing import IO, Any

from attrs import define, field

from eventx.ledger import Ledger
from eventx.report import Loss, Losses

LOSS_REPORT_VERSION = "1.0"
_SPOOL_BYTES = 1 << 20


def _spool() -> IO[str]:
    return tempfile.SpooledTemporaryFile(_SPOOL_BYTES, "w+", encoding="utf-8")


@define
class LossReport:
    """Every loss of one run. Made before the run, for its ledger; written after it."""

    ledger: Ledger
    _details: IO[str] = field(factory=_spool, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        weakref.finalize(self, self._details.close)
        self.ledger.losses = Losses(heed=self._note)

    def _note(self, loss: Loss) -> None:
        self._details.write(json.dumps(loss.to_dict(), ensure_ascii=False) + "\n")

    def losses(self) -> Iterator[dict[str, Any]]:
        """Every loss, in the order of the records."""
        self._details.seek(0)
        try:
            for line in self._details:
                yield json.loads(line)
        finally:
            self._details.seek(0, 2)

    def to_dict(self, meanings: Mapping[str, str]) -> dict[str, Any]:
        """The JSON form without the single losses; ``meanings`` explains the codes."""
        found = self.ledger.losses
        codes = {
            code: {"count": count, "records_left_out": found.left_out[code], "meaning": meanings.get(code, "")}
            for code, count in sorted(found.counts.items())
        }
        return {
            "loss_report_version": LOSS_REPORT_VERSION,
            "eventx": self.ledger.version,
            "inputs": [{"source": one.source, "importer": one.importer, "records": one.records} for one in self.ledger.inputs],
            "output": {"path": self.ledger.output, "exporter": self.ledger.exporter},
            "records": self.ledger.records,
            "written": self.ledger.written,
            "codes": codes,
        }

    def write(self, out: IO[str], meanings: Mapping[str, str]) -> None:
        """Write the whole report as one JSON document, the single losses last, in flat memory."""
        head = json.dumps(self.to_dict(meanings), ensure_ascii=False, indent=2)
        out.write(head.removesuffix("\n}") + ',\n  "losses": [')
        separator = "\n    "
        for entry in self.losses():
            out.write(separator + json.dumps(entry, ensure_ascii=False))
            separator = ",\n    "
        out.write(("]" if separator == "\n    " else "\n  ]") + "\n}\n")
