"""The records of a dataset and of files that change it, each in its newest version.

Knows which version of a record is handed on, and what the ledger says of the others. The files with changes are read twice: once
to learn which versions there are, and once as every input is. Doesn't know how versions compare
(:mod:`eventx.editions.newest`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from types import MappingProxyType
from typing import Any

from attrs import evolve

from eventx.editions.carried import Carried, carried, read_by
from eventx.editions.deleted import deletions
from eventx.editions.differing import differences, in_words, is_same
from eventx.editions.newest import HELD_IS_CHANGED, HELD_IS_NEWER, HELD_IS_THE_SAME, Newest, changed, is_older
from eventx.errors import UsageError
from eventx.files.inputs import Location, Opened, name_of
from eventx.ledger import InputLedger, Ledger
from eventx.reading import Reading
from eventx.reading.earlier import Earlier
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity
from eventx.validator import Validator

CODES: Mapping[str, str] = MappingProxyType(
    {
        "UPD-CHANGED": "The record has taken the place of an older version in the dataset; the message says what changed.",
        "UPD-SAME": "The dataset that is brought up to date says the same already, or more than the change's format can carry.",
        "UPD-OLDER": "A newer version of the record stands in another of the files.",
        "UPD-DELETED": "Its source has deleted the record, by a list given with --deleted.",
        "UPD-NOT-HELD": "A deleted record that no file has, or that was changed after it was deleted.",
        "UPD-HELD": "Warnings and notes on the dataset that is brought up to date were told when it was made; the ledger has "
        "them, and 'eventx validate' tells them.",
        "UPD-UNKNOWN": "A plugin failed to show what a change's format can carry of a record, so that an unedited row may count "
        "as a change of all that it can't say.",
    }
)
_Verdict = tuple[Kind, str, str]


class Updated(Reading):
    """Records of ``held``, brought up to date by those of ``changes``: of each id the newest version.

    It is the one that its source changed last, where both say when, else that of the later file. A newer version stands where the
    older one stood, and new records stand behind all. What the lists ``deleted`` name is left out. Every input has a validator of
    its own, for here an id stands in several. ``reading``: what else a :class:`~eventx.reading.Reading` takes.
    """

    def __init__(
        self,
        held: Location,
        changes: Sequence[Location],
        ledger: Ledger,
        *,
        deleted: Sequence[Location] = (),
        new_validator: Callable[[], Validator] = Validator,
        **reading: Any,
    ) -> None:
        for one in (*changes, *deleted):
            if one == "-" or hasattr(one, "read"):
                raise UsageError(f"{name_of(one)}: what brings a dataset up to date is read twice; save it to a file first")
        super().__init__((held, *changes), ledger, validator=new_validator(), **reading)
        self.is_one_of_several = False  # without one of them the dataset would be another
        self._changes, self._deleted, self._new_validator = changes, deleted, new_validator
        self._newest: Newest | None = None
        self._held, self._carried = held, Carried(self._held_and_changed, self._note_unknown)
        self._is_read_again = held != "-" and not hasattr(held, "read")
        self._told_unknown: set[str] = set()
        self._file = self._place = self._untold = 0

    def _opened(self) -> Iterator[tuple[InputLedger, Opened, Iterator[Outcome | End]]]:
        with closing(Newest()) as self._newest, closing(self._carried):
            for location in self._deleted:
                for deletion in deletions(location):
                    self._newest.delete(deletion.id, deletion.when)
            for number, location in enumerate(self._changes, start=1):
                for place, record in enumerate(self._silently(location)):
                    if not self._newest.is_gone(record):  # or it would stand for one that was changed after the deletion
                        self._newest.offer(number, place, record)
            for number, each in enumerate(super()._opened()):
                if number:
                    self._finish_one()
                self._file, self._place = number, 0
                self.validator.seen.expect(self._newest.ids())
                self.validator.seen.first = Earlier((self.inputs[number],), self._format, self._options)
                yield each
            for location in self._deleted:
                self._account_for(location)

    def told(self, findings: Sequence[Finding]) -> Finding | None:
        """Tell all but what was told of the dataset when it was made; an error takes a record out of it now."""
        if self._file:
            return super().told(findings)
        grave = [one for one in findings if one.severity is Severity.ERROR]
        for finding in findings:
            if finding.severity is not Severity.ERROR:
                self.ledger.note(finding)
                self._untold += 1
        return super().told(grave)

    def _silently(self, location: Location) -> Reading:
        """The records of a file, of which nothing is told yet."""
        return Reading(
            (location,),
            Ledger(self.ledger.version),
            source_format=self._format,
            options=self._options,
            validator=self._new_validator(),
            judge=self._judge,
        )

    def _finish_one(self) -> None:
        self.told(self.as_set(self.validator.finish()))
        if self._untold and not self._file:
            words = f"warnings and notes on the dataset as it was before, not told again: {self._untold:,}"
            for finding in self.as_set((Finding("UPD-HELD", Severity.NOTE, words, Position(name_of(self._held))),)):
                self.note(finding)
        self.validator = self._new_validator()

    def judged_apart(self, outcome: Outcome) -> tuple[Outcome, bool]:
        """The outcome with each record in its newest version, and without those that stand elsewhere or were deleted."""
        outcome, is_clean = super().judged_apart(outcome)
        if not outcome.records:
            return outcome, is_clean
        found = [self._of_held(record) if self._file == 0 else self._of_change(record) for record in outcome.records]
        left = tuple(one for one in found if isinstance(one, dict))
        if left == outcome.records:
            return outcome, is_clean
        verdicts = [one for one in found if isinstance(one, tuple)]
        if not left:
            kind, reason, message = verdicts[0]
            return evolve(outcome, kind=kind, records=(), reason=reason, message=message), False
        for _, reason, message in verdicts:  # the unit is kept for its other records
            self.note(Finding(reason, Severity.NOTE, message, outcome.position))
        return evolve(outcome, records=left), False

    def _of_held(self, record: Record) -> Record | _Verdict:
        """What is written in the place of a record that is held, or why nothing is."""
        assert self._newest is not None
        name = record["id"]
        if self._newest.is_gone(record):
            return Kind.WITHHELD, "UPD-DELETED", name
        version = self._newest.of(name)
        if version is None:
            return record
        if is_older(version.changed, changed(record)):
            self._newest.compare(name, HELD_IS_NEWER)
            return record
        if is_same(record, version.record) or self._is_a_row_of(record, version.record):
            self._newest.compare(name, HELD_IS_THE_SAME)
            return record
        self._newest.compare(name, HELD_IS_CHANGED, in_words(differences(record, version.record)))
        return version.record

    def _is_a_row_of(self, held: Record, change: Record) -> bool:
        """Whether a change from another format says no more than what that carries of the record that is held."""
        form = read_by(change)
        if form == read_by(held):
            return False
        alone = () if self._is_read_again else carried((held,), form, self._note_unknown)
        row = self._carried.of(held["id"], form) if self._is_read_again else next(iter(alone), None)
        return row is not None and is_same(row, change)

    def _note_unknown(self, words: str) -> None:
        finding = Finding("UPD-UNKNOWN", Severity.WARNING, words, Position(name_of(self._held)))
        for each in self.as_set((finding,)) if words not in self._told_unknown else ():
            self._told_unknown.add(words)
            self.note(each)

    def _held_and_changed(self) -> Iterator[Record]:
        """The records that are held and of which a change has another version."""
        assert self._newest is not None
        return (one for one in self._silently(self._held) if self._newest.has(one["id"]))

    def _of_change(self, record: Record) -> Record | _Verdict:
        """A record that is new, or what became of another."""
        assert self._newest is not None
        place, self._place = self._place, self._place + 1
        name, held = record["id"], name_of(self.inputs[0])
        if self._newest.is_gone(record):
            return Kind.WITHHELD, "UPD-DELETED", name
        version = self._newest.of(name)
        assert version is not None  # it was offered when the file was read for the first time
        if (version.file, version.place) != (self._file, place):
            return Kind.MERGED, "UPD-OLDER", f"{name}: a newer version stands in {name_of(self._changes[version.file - 1])}"
        if version.held == HELD_IS_NEWER:
            return Kind.MERGED, "UPD-OLDER", f"{name}: a newer version stands in {held}"
        if version.held == HELD_IS_THE_SAME:
            return Kind.MERGED, "UPD-SAME", name
        if version.held == HELD_IS_CHANGED:
            return Kind.MERGED, "UPD-CHANGED", f"{name} in {held}: {version.differs}"
        return record

    def _account_for(self, location: Location) -> None:
        """Say of each deleted id what it did: it is merged if it took a record away."""
        assert self._newest is not None
        account = InputLedger(name_of(location), "deleted", unit="id")
        self.ledger.inputs.append(account)
        for deletion in deletions(location):
            met = self._newest.was_met(deletion.id)
            kind, reason = (Kind.MERGED, "UPD-DELETED") if met else (Kind.WITHHELD, "UPD-NOT-HELD")
            self.ledger.add(account, Outcome(kind, deletion.position, reason=reason, message=deletion.id))
        account.close(End(account.counts.total(), unit="id"))
