"""Each unit of an input judged, told of, and entered in the ledger: one bad record rejects its unit.

Knows what a validator and a profile say of a unit. Doesn't know where units come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve

from eventx.errors import InputError
from eventx.ledger import InputLedger, Ledger
from eventx.reading.recognising import OnFinding
from eventx.reading.whereabouts import in_cells, is_of_unit
from eventx.report import End, Finding, Kind, Outcome, Position, Severity
from eventx.rules import nothing_in
from eventx.validator import Validator

Judge = Callable[[Finding], Finding | None]
"""The finding as a profile wants it, or None if the profile has switched its rule off."""


class Judging:
    """Judges outcomes, tells what is found and enters what became of them in the ledger.

    ``validator`` and ``judge`` are a profile's: the rules to run, and the severity of what is found. ``on_plugin`` takes what is
    the matter with importers that were only asked about an input; without it that is a finding. ``refuses``: whether an input of
    which a profile makes an error ends the reading; else the error is only told.
    """

    tells_empty = True
    """Whether an input that holds nothing is told of: not where it is a part of one, or what somebody hands on who knows it."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        validator: Validator | None = None,
        judge: Judge | None = None,
        on_finding: OnFinding | None = None,
        on_plugin: OnFinding | None = None,
        refuses: bool = True,
    ) -> None:
        self.ledger = ledger
        self.validator = validator or Validator()
        self._judge = judge
        self._on_finding = on_finding
        self._on_plugin = on_plugin
        self._refuses = refuses
        self._of_plugins: set[str] = set()

    def note(self, finding: Finding) -> None:
        """Tell of a finding as it is."""
        self.ledger.note(finding)
        if self._on_finding is not None:
            self._on_finding(finding)

    def note_once(self, finding: Finding) -> None:
        """Note what is the matter with a plugin, whatever the number of files that it was asked about."""
        if finding.message not in self._of_plugins:
            self._of_plugins.add(finding.message)
            (self._on_plugin or self.note)(finding)

    def judged(self, outcome: Outcome) -> Outcome:
        """The outcome after its records were validated: one bad record rejects the unit."""
        return self.judged_apart(outcome)[0]

    def judged_apart(self, outcome: Outcome) -> tuple[Outcome, bool]:
        """The same, and whether nothing at all was found."""
        told = self.as_set(outcome.findings)
        raised = self.told(told)
        if outcome.kind is Kind.REJECTED and raised is None:  # an importer may give a reason without a finding
            self.note(Finding(outcome.reason, Severity.ERROR, outcome.message or "the unit is rejected", outcome.position))
        if outcome.kind is not Kind.KEPT:
            if self._judge is not None:  # of what is told of the whole input, which may come with any unit
                self._raised([one for one in told if not is_of_unit(one.position, outcome.position)], outcome.position)
            return outcome, False
        found = self.validator.check_unit(outcome.records, outcome.position)
        fatal = self.told(_placed(self.as_set(found), outcome)) if found else None
        if fatal is None and self._judge is not None:  # a profile may find worse what an importer lets pass
            fatal = self._raised(told, outcome.position)
        if fatal is None:
            return outcome, not found and not outcome.findings
        return evolve(outcome, kind=Kind.REJECTED, records=(), reason=fatal.rule, message=fatal.message), False

    def ended(self, account: InputLedger, end: End) -> None:
        """Enter the end of an input, with what is told of all of it; what a profile makes an error of that refuses it."""
        account.close(end)
        told = self.as_set(end.findings)
        fatal = self.told(told)
        if fatal is not None and self._judge is not None and self._refuses:
            raise _refused(fatal)
        self.note_empty(account)

    def note_empty(self, account: InputLedger) -> None:
        """Tell of an input that holds nothing, if it does."""
        tells = account.complete and self.tells_empty
        finding = nothing_in(account.source, account.unit, account.read, account.blank) if tells else None
        for judged in self.as_set((finding,) if finding is not None else ()):
            self.note(judged)
            account.empty = judged.severity

    def _raised(self, told: Sequence[Finding], unit: Position) -> Finding | None:
        """The first error that a profile makes of what was found in a unit.

        One of the whole input, such as of a table's header, is no fault of the unit that it was told with: the input is refused.
        """
        for finding in told:
            if finding.severity is not Severity.ERROR:
                continue
            if is_of_unit(finding.position, unit):
                return finding
            if self._refuses:
                raise _refused(finding)
        return None

    def as_set(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings as the profile wants them."""
        if self._judge is None or not findings:
            return findings
        return [judged for finding in findings if (judged := self._judge(finding)) is not None]

    def told(self, findings: Sequence[Finding]) -> Finding | None:
        """Tell all, and give back the first error."""
        fatal: Finding | None = None
        for finding in findings:
            self.note(finding)
            if fatal is None and finding.severity is Severity.ERROR:
                fatal = finding
        return fatal

    def take(self, account: InputLedger, part: InputLedger, details: Iterable[str], findings: Sequence[Finding]) -> None:
        """Enter what became of some units of an input elsewhere."""
        account.counts += part.counts
        account.reasons += part.reasons
        account.records += part.records
        self.ledger.extend(details, findings)
        if (tell := self._on_finding) is not None:
            for finding in findings:
                tell(finding)


def _placed(found: Sequence[Finding], outcome: Outcome) -> Sequence[Finding]:
    """What was found in a unit's records, with the column in which it stands, as far as that can be told."""
    if not outcome.line or outcome.position.line is None:
        return tuple(in_cells(found, outcome.records))
    from eventx.validator.lines import placed

    return placed(found, outcome.line, outcome.position.file, outcome.position.line - 1)


def _refused(finding: Finding) -> InputError:
    words = f"the profile makes an error of {finding.rule}, so the whole input is refused: {finding.message}"
    return InputError(f"{finding.position}: {words}")
