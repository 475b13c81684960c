"""What differs between two datasets: records added, deleted and changed, by their ids.

Knows that each is read whole, with an account of every unit, and keeps the newer one in a file that goes with the run. A record
that one of them has in a form that is no record was neither deleted nor added. Doesn't match events of different ids, and
doesn't print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from typing import Any

from attrs import frozen

from eventx.editions.differing import Difference, differences
from eventx.editions.newest import HELD_IS_CHANGED, HELD_IS_THE_SAME, Newest
from eventx.editions.spelling import restated
from eventx.errors import InputError
from eventx.files.inputs import Location, refuse_missing, refuse_twice
from eventx.json_pointers import step
from eventx.ledger import Ledger
from eventx.reading import Reading
from eventx.reading.recognising import OnFinding
from eventx.report import Finding, Record, Severity
from eventx.tabular.alike import is_alike
from eventx.version import version

KINDS = ("added", "deleted", "rejected", "mended", "unmended", "dropped", "refused", "changed", "rewritten", "same")
"""What can have become of a record."""
_REPEATED = "EVX501"  # another record of the file has the same id, and is compared
_NUMBER = re.compile(r"/[0-9]+(?=/|$)")


@frozen
class Change:
    """A record that was ``added``, ``deleted`` or ``changed``, and in what it changed.

    ``rewritten`` is one of which only cells are written in another way (3.0 for 3). ``rejected`` is one whose newer version was
    rejected, ``mended`` one whose older was. Where the other file has no record of it either, it is ``unmended``, a row that was
    rejected in both, ``dropped``, one of the older alone, or ``refused``, one of the newer alone. ``why`` says for what.
    """

    id: str
    kind: str
    members: tuple[Difference, ...] = ()
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        found: dict[str, Any] = {"id": self.id, "change": self.kind}
        if self.why:
            found["why"] = self.why
        if self.members:
            found["members"] = [one.to_dict() for one in self.members]
        return found


class Comparison:
    """The changes from an older dataset to a newer one, as an iterator: in the order of the older, then what was added.

    Afterwards ``counts`` says how many records of each kind of :class:`Change` there were, and how many the same, ``members`` how
    often which member changed (``/tolls/*/best``), and ``ledgers`` account for the units of both. Can be iterated once. Raises
    :class:`~eventx.errors.InputError` if one can't be read or is cut off.
    """

    def __init__(
        self,
        old: Location,
        new: Location,
        *,
        source_format: str | None = None,
        options: Mapping[str, Any] | None = None,
        on_finding: OnFinding | None = None,
    ) -> None:
        refuse_twice((old, new))
        refuse_missing((old, new))
        self.counts: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
        self.members: Counter[str] = Counter()
        self.ledgers = Ledger(version()), Ledger(version())
        self._tell = on_finding
        self._versions: tuple[Newest, ...] = ()
        self._old, self._new = (
            Reading((one,), ledger, source_format=source_format, options=options, on_finding=partial(self._note, number))
            for number, (one, ledger) in enumerate(zip((old, new), self.ledgers, strict=True))
        )

    def _note(self, number: int, finding: Finding) -> None:
        if finding.severity is Severity.ERROR and finding.record is not None and finding.rule != _REPEATED:
            self._versions[number].refuse(finding.record, f"{finding.position}: {finding.rule}: {finding.message}")
        if self._tell is not None:
            self._tell(finding)

    def __iter__(self) -> Iterator[Change]:
        with closing(Newest()) as oldest, closing(Newest()) as newest:
            self._versions = oldest, newest
            for place, record in enumerate(_whole(self._new)):
                newest.offer(1, place, record)
            for record in _whole(self._old):
                if (change := self._of(record, newest)) is not None:
                    yield change
            for name in newest.not_held():
                why = oldest.refused(name)
                yield self._counted(Change(name, "mended" if why else "added", why=why))
            for name, why in list(oldest.refusals()):
                if not newest.has(name):
                    yield self._counted(Change(name, "unmended" if newest.refused(name) else "dropped", why=why))
                    newest.forget_refused(name)
            for name, why in newest.refusals():
                if not newest.has(name):
                    yield self._counted(Change(name, "refused", why=why))

    def _counted(self, change: Change) -> Change:
        self.counts[change.kind] += 1
        return change

    def _of(self, record: Record, newest: Newest) -> Change | None:
        name = record["id"]
        if (found := newest.of(name)) is None:
            why = newest.refused(name)
            newest.forget_refused(name)
            return self._counted(Change(name, "rejected" if why else "deleted", why=why))
        members = tuple(differences(record, found.record))
        newest.compare(name, HELD_IS_CHANGED if members else HELD_IS_THE_SAME)
        if not members:
            self.counts["same"] += 1
            return None
        has_cells = any(":" in one.pointer for one in members)
        written = _only_written(record, found.record) if has_cells else ()
        told = tuple(one for one in members if one.pointer not in written)
        if not told:
            return self._counted(Change(name, "rewritten", members))
        # Each once, and in the order of the record: of those that changed as often, that which was met first is told first.
        self.members.update([*dict.fromkeys(_NUMBER.sub("/*", one.pointer) for one in told)])
        return self._counted(Change(name, "changed", told))


def _only_written(old: Record, new: Record) -> frozenset[str]:
    """The pointers of cells that differ in how they are written alone."""
    one, other = restated(old), restated(new)
    apart = {name for name in one | other if (name in one or name not in old) and (name in other or name not in new)}
    both = {name for name in old.keys() & new.keys() if ":" in name and isinstance(new[name], str)}
    return frozenset(step(name) for name in apart | {name for name in both if is_alike(old[name], new[name])})


def _whole(reading: Reading) -> Iterator[Record]:
    yield from reading
    if words := reading.ledger.unaccounted:
        raise InputError(words)
