"""The library: read, write and validate events in a few words. ``convert`` stands in :mod:`eventx.conversion`.

Knows how the pieces are put together for somebody who writes Python. Everything here is also importable from ``eventx`` itself.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from attrs import frozen

from eventx.bulk.joining.screened import Screened
from eventx.codec import decode, encode
from eventx.conversion import Rejected, Unaccounted, write_records
from eventx.inputs import Location
from eventx.ledger import Ledger
from eventx.model import Event
from eventx.reading import Handed, Reading
from eventx.recognising import OnFinding
from eventx.report import Finding, Kind, Record, Severity
from eventx.validator import Validator
from eventx.version import version


class RejectedUnits(UserWarning):
    """Some units of an input were rejected while its events were read; the message says how many and why."""


def _record(event: Event | Record) -> Record:
    return encode(event) if isinstance(event, Event) else event


class Events:
    """The events of some input, as an iterator; ``ledger`` accounts for every unit once it is exhausted."""

    def __init__(self, reading: Reading, *, warn: bool) -> None:
        self.ledger = reading.ledger
        self._records = self._checked(reading, warn)

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        return decode(next(self._records))

    def records(self) -> Iterator[Record]:
        """The same as plain JSON objects, which is quicker."""
        return self._records

    def _checked(self, reading: Reading, warn: bool) -> Iterator[Record]:
        yield from reading
        for account in self.ledger.inputs:
            if not account.balanced:
                raise Unaccounted(f"{account.source}: {account.message or 'the ledger does not balance'}", self.ledger)
        rejected = self.ledger.total(Kind.REJECTED)
        if rejected and warn:
            counts = (pair for account in self.ledger.inputs for pair in account.reasons.items())
            reasons = ", ".join(f"{reason} {count}" for reason, count in counts)
            warnings.warn(f"{rejected} units were rejected ({reasons}); see .ledger.details()", RejectedUnits, stacklevel=3)


def read(
    source: Location,
    *,
    format: str | None = None,
    options: Mapping[str, Any] | None = None,
    on_finding: OnFinding | None = None,
) -> Events:
    """Read the events of a file, ``"-"`` or a binary stream, one by one.

    ``format`` names the importer; without it the content decides. Rejected units are told by a :class:`RejectedUnits` warning at
    the end unless ``on_finding`` takes the findings. Raises :class:`~eventx.errors.InputError` if the input can't be read or
    is cut off.
    """
    reading = Reading((source,), Ledger(version()), source_format=format, options=options, on_finding=on_finding)
    return Events(reading, warn=on_finding is None)


def write(
    events: Iterable[Event | Record],
    target: str | os.PathLike[str],
    *,
    format: str | None = None,
    options: Mapping[str, Any] | None = None,
    strict: bool = True,
) -> Ledger:
    """Write events to a file in the format of its suffix, or of ``format``.

    Each is validated first. An invalid one raises :class:`~eventx.conversion.Rejected` and nothing is written; with
    ``strict=False`` it is left out and stands in the ledger. ``ledger.losses`` says what the format could not carry.
    """
    ledger = Ledger(version())
    records = Handed(map(_record, events), ledger)
    return write_records(records, ledger, target, target_format=format, options=options, strict=strict)


@frozen
class Report:
    """What validation found, and how much was looked at."""

    findings: tuple[Finding, ...]
    ledger: Ledger

    @property
    def checked(self) -> int:
        """Units looked at, which is all that the inputs hold."""
        return sum(account.read for account in self.ledger.inputs)

    @property
    def ok(self) -> bool:
        """Whether there is no error and nothing was rejected."""
        return not self.ledger.total(Kind.REJECTED) and not any(f.severity is Severity.ERROR for f in self.findings)


def validate(
    source: Location | Event | Record | Iterable[Event | Record],
    *,
    format: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Report:
    """Validate a file in any format an importer reads, an event, or several events. Every finding is in the report.

    The rules about a whole dataset are asked too, as ``eventx validate`` does.
    """
    findings: list[Finding] = []
    ledger = Ledger(version())
    judge = Validator(screening=True)
    if isinstance(source, str | os.PathLike) or hasattr(source, "read"):
        location = cast("Location", source)
        reading = Reading((location,), ledger, source_format=format, options=options, on_finding=findings.append, validator=judge)
        reading.write_to(Screened(judge))
    else:
        several = (source,) if isinstance(source, Event | dict) else source
        for _ in Handed(map(_record, several), ledger, on_finding=findings.append, validator=judge):
            pass
    return Report(tuple(findings), ledger)


__all__ = ["Events", "Rejected", "RejectedUnits", "Report", "Unaccounted", "read", "validate", "write"]
