"""Records that are at hand as Python objects, validated and accounted for like those of a file.

Knows nothing of where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from eventx.ledger import InputLedger, Ledger
from eventx.reading import Reading
from eventx.recognising import OnFinding
from eventx.report import End, Outcome, Position, Record
from eventx.validator import Validator

if TYPE_CHECKING:
    from eventx.bulk.pieces import Sink


class Handed(Reading):
    """Records that are at hand as Python objects, judged and accounted for like those of a file."""

    def __init__(
        self,
        records: Iterable[Record],
        ledger: Ledger,
        *,
        on_finding: OnFinding | None = None,
        validator: Validator | None = None,
    ) -> None:
        super().__init__((), ledger, on_finding=on_finding, validator=validator)
        self._records = records

    def _all(self) -> Iterator[Record]:
        self.ledger.inputs.append(account := InputLedger("<records>", "python"))
        return self._run(account, self._outcomes())

    def _note_empty(self, account: InputLedger) -> None:
        """Nothing: no records are as good as some, for whoever hands them on knows how many there are."""

    def into(self, sink: Sink) -> Iterator[None]:
        """Put all records into a sink, a step at a time. Doesn't close it."""
        for record in self:
            sink.put(record)
            yield

    def _outcomes(self) -> Iterator[Outcome | End]:
        count = 0
        for count, record in enumerate(self._records, start=1):
            yield Outcome.kept(Position("<records>", row=count), record)
        yield End(count, unit="record")
