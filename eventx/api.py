"""The library: read, write and validate events in a few words. ``convert`` stands in :mod:`eventx.conversion`.

Knows how the pieces are put together for somebody who writes Python. Everything here is also importable from ``eventx`` itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from eventx.bulk.joining.checked_only import Screened
from eventx.codec import decode, encode
from eventx.conversion import Rejected, RejectedUnits, Unaccounted, warn_of_rejected, write_records
from eventx.errors import UsageError
from eventx.files.inputs import Location, refuse_nothing, refuse_other_than_input
from eventx.files.outputs import refuse_other_than_path, told_apart
from eventx.ledger import InputLedger, Ledger
from eventx.model import Event
from eventx.reading import Reading
from eventx.reading.recognising import OnFinding, remark_on
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity
from eventx.validator import Validator
from eventx.version import version

if TYPE_CHECKING:
    from eventx.bulk.pieces import Sink


def _record(event: Event | Record) -> Record:
    return encode(event) if isinstance(event, Event) else event


class _Handed(Reading):
    """Records that are at hand as Python objects, judged and accounted for like those of a file."""

    tells_empty = False

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

    def into(self, sink: Sink, **_: object) -> Iterator[None]:
        """Put all records into a sink, a step at a time. Doesn't close it."""
        for record in self:
            sink.put(record)
            yield

    def _outcomes(self) -> Iterator[Outcome | End]:
        count = 0
        for count, record in enumerate(self._records, start=1):
            yield Outcome.kept(Position("<records>", row=count), record)
        yield End(count, unit="record")


class Events:
    """The events of some input, as an iterator; ``ledger`` accounts for every unit once it is exhausted.

    They are read as they are asked for, once: a second loop raises :class:`~eventx.errors.UsageError`.
    """

    def __init__(self, reading: Reading, *, warn: bool) -> None:
        self.ledger = reading.ledger
        self.sources = reading.inputs
        self._records = _checked(reading, warn)
        self._begun = False

    def __iter__(self) -> Iterator[Event]:
        return map(decode, self.records())

    def __next__(self) -> Event:
        return decode(next(self._records))

    def records(self) -> Iterator[Record]:
        """The same as plain JSON objects, which is quicker."""
        if self._begun:  # it would go on where the first stopped, and lack what that one took
            words = "these events are being read already, or were read; call eventx.read again, or keep them in a list"
            raise UsageError(f"{words}; to look at the first alone, take next(events) or keep events = iter(eventx.read(…))")
        self._begun = True
        return self._records

    def __reduce__(self) -> str:
        raise TypeError("events that are being read can't go to another process; send the path, or list(events)")


def _checked(reading: Reading, warn: bool) -> Iterator[Record]:
    """The records, which nobody holds once the events are dropped: what is open is closed then, and not when it is collected."""
    yield from reading
    if words := reading.ledger.unaccounted:
        raise Unaccounted(words, reading.ledger)
    if warn:
        warn_of_rejected(reading.ledger, ".ledger.details()", above=3)


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
    advice = "of several files read one after the other, or give them to eventx.scan or eventx.convert"
    refuse_other_than_input(source, "eventx.read", " or a binary stream", advice)
    reading = Reading((source,), Ledger(version()), source_format=format, options=options, on_finding=on_finding)
    return Events(reading, warn=on_finding is None)


def write(
    events: Event | Record | Iterable[Event | Record],
    target: str | os.PathLike[str],
    *,
    format: str | None = None,
    options: Mapping[str, Any] | None = None,
    strict: bool = True,
) -> Ledger:
    """Write events, or one, to a file in the format of its suffix, or of ``format``.

    Each is validated first. An invalid one raises :class:`~eventx.conversion.Rejected` and nothing is written; with
    ``strict=False`` it is left out and stands in the ledger. ``ledger.losses`` says what the format could not carry. Events that
    are being read from the very ``target`` raise :class:`~eventx.errors.UsageError`.
    """
    refuse_other_than_path(target, "eventx.write")
    if isinstance(events, Events):
        told_apart(events.sources, [("the target", target)])
    ledger = Ledger(version())
    several = (events,) if isinstance(events, Event | dict) else events
    if isinstance(several, str | bytes | bytearray) or not hasattr(several, "__iter__"):
        words = f"eventx.write takes an event or several, not {type(events).__name__}"
        raise UsageError(f"{words}; a file becomes another with eventx.convert, and its events come from eventx.read")
    records = _Handed(map(_record, several), ledger)
    return write_records(records, ledger, target, target_format=format, options=options, strict=strict)


@frozen
class Report:
    """What validation found, and how much was looked at.

    ``remarks`` are sentences about the run itself: what is the matter with plugins that have no part in it.
    """

    findings: tuple[Finding, ...]
    ledger: Ledger
    remarks: tuple[str, ...] = ()

    @property
    def checked(self) -> int:
        """Units looked at, which is all that the inputs hold."""
        return sum(account.read for account in self.ledger.inputs)

    @property
    def ok(self) -> bool:
        """Whether there is no error, nothing was rejected, and every input was read to its end."""
        whole = all(account.balanced for account in self.ledger.inputs)
        return whole and not self.ledger.total(Kind.REJECTED) and not any(f.severity is Severity.ERROR for f in self.findings)


def validate(
    source: Location | Event | Record | Iterable[Event | Record],
    *,
    format: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Report:
    """Validate a file in any format an importer reads, an event, or several events. Every finding is in the report.

    The rules about a whole dataset are asked too, as ``eventx validate`` does. An empty list is a wrong call.
    """
    findings: list[Finding] = []
    of_plugins: list[Finding] = []
    ledger = Ledger(version())
    judge = Validator(screening=True)
    if isinstance(source, str | os.PathLike) or hasattr(source, "read"):
        location = cast("Location", source)
        reading = Reading(
            (location,),
            ledger,
            source_format=format,
            options=options,
            on_finding=findings.append,
            on_plugin=of_plugins.append,
            validator=judge,
        )
        reading.write_to(Screened(judge))
    else:
        several = (source,) if isinstance(source, Event | dict) else source
        if isinstance(several, bytes | bytearray) or not hasattr(several, "__iter__"):
            words = f"eventx.validate takes a path, '-', a binary stream, an event or several, not {type(source).__name__}"
            raise UsageError(f"{words}; wrap bytes in io.BytesIO")
        refuse_nothing(several, "eventx.validate")
        for _ in _Handed(map(_record, several), ledger, on_finding=findings.append, validator=judge):
            pass
    return Report(tuple(findings), ledger, tuple(map(remark_on, of_plugins)))


__all__ = ["Events", "Rejected", "RejectedUnits", "Report", "Unaccounted", "read", "validate", "write"]
