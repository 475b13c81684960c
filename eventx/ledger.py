"""The ledger: read = kept + rejected + merged + withheld, for every input of a run.

Knows how outcomes and losses are added up, whether they balance, and the JSON form of the ledger and of the report of every loss.
Doesn't decide what is rejected or lost. Single entries are put aside on disk (:mod:`eventx.files.spool`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from attrs import define, field

from eventx.files.spool import Spool
from eventx.report import End, Finding, Kind, Loss, Losses, Outcome, Severity

LEDGER_VERSION = LOSS_REPORT_VERSION = "1.0"


@define
class InputLedger:
    """The account of one input."""

    source: str
    importer: str
    options: dict[str, Any] = field(factory=dict)
    unit: str = "row"
    read: int = 0
    counts: Counter[str] = field(factory=Counter)
    records: int = 0
    reasons: Counter[str] = field(factory=Counter)
    complete: bool = False
    message: str = "the importer stopped before the end of the input"
    lacks_extra: bool = False  # it would have been read faster with the extra bulk
    unread: bool = False  # the run ended before it was opened
    empty: Severity | None = None  # how bad it is that it held nothing

    def count(self, kind: Kind) -> int:
        """How many units had this outcome."""
        return self.counts[kind.value]

    @property
    def kept(self) -> int:
        """Units that became records."""
        return self.count(Kind.KEPT)

    @property
    def rejected(self) -> int:
        """Units that could not become records; :meth:`Ledger.details` says why."""
        return self.count(Kind.REJECTED)

    @property
    def merged(self) -> int:
        """Units that tell again what another tells."""
        return self.count(Kind.MERGED)

    @property
    def withheld(self) -> int:
        """Units that are no events: blank rows, rows that add up others, passages that tell of none; and what was deleted."""
        return self.count(Kind.WITHHELD)

    @property
    def blank(self) -> int:
        """Those of them that have nothing on them."""
        return self.reasons["blank"]

    @property
    def is_refused(self) -> bool:
        """Whether no unit of it could be read, or was meant to be."""
        return self.unit == "file" and not self.kept

    @property
    def state(self) -> str:
        """What became of the input: ``read``, ``failed`` (the message says why) or, where a run ended before it, ``not read``."""
        return "read" if self.complete else "not read" if self.unread else "failed"

    @property
    def balanced(self) -> bool:
        """Whether every unit the reader counted has exactly one outcome."""
        return self.complete and self.read == sum(self.counts.values())

    def close(self, end: End) -> None:
        """Take what the importer's reader counted."""
        self.read, self.unit, self.complete, self.message = end.read, end.unit, end.complete, end.message

    def break_off(self, why: str) -> None:
        """Account for what was read of an input that can't be read to its end."""
        if not self.complete and not self.unread:
            self.read, self.message = self.counts.total(), why

    def add(self, other: InputLedger) -> None:
        """Take in the account of the part of the input that comes next."""
        self.read += other.read
        self.counts += other.counts
        self.records += other.records
        self.reasons += other.reasons
        self.complete, self.message = other.complete, other.message

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        found: dict[str, Any] = {"source": self.source, "importer": self.importer}
        if self.options:
            found["options"] = {name: str(value) for name, value in self.options.items()}
        found |= {"state": self.state, "unit": self.unit, "read": self.read}
        found |= {kind.value: self.count(kind) for kind in Kind}
        found |= {"balanced": self.balanced, "complete": self.complete, "records": self.records}
        found["reasons"] = dict(sorted(self.reasons.items()))
        if self.message:
            found["message"] = self.message
        return found


@define
class Ledger:
    """The account of a run: its inputs, and the output with what it could not carry."""

    version: str
    inputs: list[InputLedger] = field(factory=list)
    findings: Counter[str] = field(factory=Counter)
    errors: int = 0
    losses: Losses = field(factory=Losses)
    exporter: str = ""
    output: str = ""
    written: int | None = None
    files: list[dict[str, Any]] = field(factory=list)  # of an output that is a folder: name, source, records written
    failure: str = ""
    _details: Spool = field(factory=Spool, repr=False, eq=False)

    @property
    def none_read(self) -> str:
        """That none of several inputs could be read, and why not the first; "" if one could."""
        if len(self.inputs) < 2 or not all(account.is_refused for account in self.inputs):
            return ""
        first = next(entry for entry in self.details() if "message" in entry)
        return f"none of the {len(self.inputs)} inputs can be read. The first, {first['position']['file']}: {first['message']}"

    @property
    def unaccounted(self) -> str:
        """That none of several inputs could be read, or the first that was cut off or whose units don't add up, and why.

        "" if there is none.
        """
        if self.none_read:
            return self.none_read
        amiss = (account for account in self.inputs if not account.balanced)
        return next((f"{one.source}: {one.message or 'the ledger does not balance'}" for one in amiss), "")

    def add(self, account: InputLedger, outcome: Outcome) -> None:
        """Enter one outcome; one that isn't kept is written down with its position and reason."""
        account.counts[outcome.kind.value] += 1
        if outcome.kind is Kind.KEPT:
            account.records += len(outcome.records)
            return
        account.reasons[outcome.reason or "no reason given"] += 1
        entry: dict[str, Any] = {"kind": outcome.kind.value, "reason": outcome.reason, "position": outcome.position.to_dict()}
        if outcome.message:
            entry["message"] = outcome.message
        self._details.add(entry)

    def not_read(self, names: Iterable[str], importer: str = "") -> None:
        """Enter the inputs that a run didn't come to."""
        self.inputs += [InputLedger(one, importer, unread=True, message="the run ended before it was opened") for one in names]

    def note(self, finding: Finding) -> None:
        """Count a finding and write it down."""
        self.findings[finding.rule] += 1
        if finding.severity.value == "error":
            self.errors += 1
        self._details.add({"kind": "finding", **finding.to_dict()})

    def lines(self) -> list[str]:
        """The entries of :meth:`details` as they are written down."""
        return self._details.lines()

    def extend(self, lines: Iterable[str], findings: Iterable[Finding]) -> None:
        """Take in the entries of the ledger of a part, and count the findings among them."""
        self._details.extend(lines)
        for finding in findings:
            self.findings[finding.rule] += 1
            self.errors += finding.severity.value == "error"

    @property
    def records(self) -> int:
        """Records that all inputs gave."""
        return sum(account.records for account in self.inputs)

    def total(self, kind: Kind) -> int:
        """Units of all inputs with this outcome."""
        return sum(account.count(kind) for account in self.inputs)

    @property
    def complete(self) -> bool:
        """Whether no input was cut off."""
        return all(account.complete for account in self.inputs)

    @property
    def balanced(self) -> bool:
        """Whether every unit read and every record handed to the exporter is accounted for."""
        return all(account.balanced for account in self.inputs) and self.output_balanced

    @property
    def output_balanced(self) -> bool:
        """Whether the exporter wrote, or declared as left out, every record it was given."""
        return self.written is None or self.written + self.losses.left_out.total() == self.records

    def details(self) -> Iterator[dict[str, Any]]:
        """Every unit that wasn't kept and every finding, in order."""
        return iter(self._details)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form without the details, which can be many."""
        totals: dict[str, Any] = {"read": sum(account.read for account in self.inputs)}
        totals |= {kind.value: self.total(kind) for kind in Kind}
        totals |= {"records": self.records, "balanced": self.balanced and not self.failure}
        found: dict[str, Any] = {
            "ledger_version": LEDGER_VERSION,
            "eventx": self.version,
            "inputs": [account.to_dict() for account in self.inputs],
            "totals": totals,
            "findings": dict(sorted(self.findings.items())),
        }
        if self.failure:  # then there is no output, whatever was written until then
            found["failure"] = self.failure
        if self.written is not None and not self.failure:
            found["output"] = {
                "path": self.output,
                "exporter": self.exporter,
                "written": self.written,
                **({"files": self.files} if self.files else {}),
                "left_out": dict(sorted(self.losses.left_out.items())),
                "losses": dict(sorted(self.losses.counts.items())),
                "examples": [loss.to_dict() for loss in self.losses],
            }
        return found

    def write(self, out: IO[str]) -> None:
        """Write the whole ledger as one JSON document, details last, in flat memory."""
        self._details.write(out, self.to_dict(), "details")


@define
class LossReport:
    """Every loss of one run, and what each code means. Made before the run, for its ledger; written after it."""

    ledger: Ledger
    _losses: Spool = field(factory=Spool, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        self.ledger.losses = Losses(heed=self._note)

    def _note(self, loss: Loss) -> None:
        self._losses.add(loss.to_dict())

    def losses(self) -> Iterator[dict[str, Any]]:
        """Every loss, in the order of the records."""
        return iter(self._losses)

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
        self._losses.write(out, self.to_dict(meanings), "losses")
