"""What the records of one part of a run have to do with those of the parts before it.

Knows how a part's records are judged by themselves, what is handed on of each, and how all parts' are then looked at in order.
Doesn't know what a part is, nor where it is worked on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from eventx.report import Finding, Position, Record
from eventx.rules import Rule
from eventx.validator import Alone, Validator


@frozen
class Unit:
    """A unit that rules across records have to look at: of its records the members that they need, and how they were judged."""

    position: Position
    records: tuple[Record, ...]
    judged: tuple[Alone, ...]


class Apart(Validator):
    """Judges the records of a part by themselves, and notes what the other parts have to know of them."""

    in_order = True

    def __init__(self, rules: tuple[Rule, ...] | None, verdicts: Mapping[int, tuple[Finding, ...]]) -> None:
        super().__init__(rules=rules)
        self.begin(verdicts)

    def begin(self, verdicts: Mapping[int, tuple[Finding, ...]]) -> None:
        """Go on with another part, of which these verdicts are known."""
        self.units: list[list[str] | Unit] = []
        self._verdicts = verdicts
        self._next = 0

    def check_unit(self, records: Sequence[Record], position: Position) -> tuple[Finding, ...]:
        """What is wrong with the next unit by itself, and what is known from the other parts."""
        judged = [self.alone(record, position) for record in records]
        found = tuple(finding for one in judged for finding in one.findings)
        if len(records) == 1 and not found and self.plain(records[0]):
            self._note((records[0]["id"],))
        else:
            members = self.members_across
            some = tuple({name: one[name] for name in members if name in one} if isinstance(one, dict) else {} for one in records)
            self.units.append(Unit(position, some, tuple(judged)))
        verdict = self._verdicts.get(self._next)
        self._next += 1
        if verdict is None:
            return found
        return (*found, *(verdict or self.repeated(records[0], position)))

    def remember_each(self, names: Iterable[str]) -> int:
        """Note the ids of records that were joined from what is known, up to one whose verdict needs the record."""
        given = list(names)
        known = len(given)
        if self._verdicts:
            known = next((at for at in range(known) if self._next + at in self._verdicts), known)
        self._note(given[:known])
        self._next += known
        return known

    def finish(self) -> tuple[Finding, ...]:
        """Nothing: what shows at the end shows at the end of all parts."""
        return ()

    def _note(self, names: Sequence[str]) -> None:
        if self.units and isinstance(self.units[-1], list):
            self.units[-1] += names
        elif names:
            self.units.append(list(names))


class Across:
    """Looks at the units of all parts in order, as one run over all of them does."""

    def __init__(self, validator: Validator) -> None:
        self._validator = validator

    def verdicts(self, units: Sequence[list[str] | Unit]) -> dict[int, tuple[Finding, ...]]:
        """What is wrong with units of the next part beside those before them, by number; the units are then remembered."""
        found: dict[int, tuple[Finding, ...]] = {}
        number = 0
        for unit in units:
            if isinstance(unit, Unit):
                told = self._validator.across(unit.records, unit.position, unit.judged)
                if any(told):
                    found[number] = tuple(finding for each in told for finding in each)
                number += 1
                continue
            at = 0
            while (at := at + self._validator.remember_each(unit[at:])) < len(unit):
                record = {"kind": "event", "id": unit[at]}
                if any(self._validator.across((record,), Position(""), (Alone(()),))):
                    found[number + at] = ()
                at += 1
            number += len(unit)
        return found

    def finish(self) -> tuple[Finding, ...]:
        """What shows after the last part."""
        return self._validator.finish()
