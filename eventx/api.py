"""The library: read, write and validate events in a few words. ``convert`` stands in :mod:`eventx.conversion`.

Knows how the pieces are put together for somebody who writes Python. Everything here is also importable from ``eventx`` itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any

from attrs import frozen

from eventx.bulk.joining.checked_only import Screened
from eventx.conversion import Rejected, RejectedUnits, Unaccounted, profile_of, warn_of_rejected, write_records
from eventx.errors import UsageError
from eventx.files.inputs import Location, in_a_list, refuse_nothing, refuse_other_than_input, refuse_twice
from eventx.files.outputs import refuse_other_than_path, told_apart
from eventx.ledger import InputLedger, Ledger
from eventx.model import Event
from eventx.model.codec import decode, encode
from eventx.reading import Reading
from eventx.reading.recognising import OnFinding, remark_on
from eventx.reading.refused import notes_among
from eventx.report import End, Finding, Outcome, Position, Record, Severity
from eventx.reports.baseline import load_baseline, more_than_there_are
from eventx.reports.place import fingerprint
from eventx.rules.profile import Profile
from eventx.validator import Validator
from eventx.version import version

if TYPE_CHECKING:
    from eventx.bulk.pieces import Sink


def _record(event: Event | Record) -> Record:
    if isinstance(event, str | os.PathLike):
        words = "a path is given alone or in a list of paths, and the JSON text of a record becomes one with json.loads"
        raise UsageError(f"{str(event)[:40]!r} stands among events; {words}")
    return encode(event) if isinstance(event, Event) else event


def _events(given: Any, called: str, otherwise: str) -> Iterator[Record]:
    """The records of an event or several. Raises :class:`UsageError` for others: a table would be looped over by columns."""
    several = (given,) if isinstance(given, Event | dict) else given
    kind = type(given).__name__
    if hasattr(several, "__arrow_c_stream__") or hasattr(several, "__dataframe__"):
        words = "the rows of eventx.scan hold them in the column 'record': map(json.loads, table['record'])"
        raise UsageError(f"{called}, not a table ({kind}); {words}. A table of your own is read from a file, by a mapping")
    if isinstance(several, str | bytes | bytearray) or not hasattr(several, "__iter__"):
        raise UsageError(f"{called}, not {kind}; {otherwise}")
    return map(_record, several)


class _Handed(Reading):
    """Records that are at hand as Python objects, judged and accounted for like those of a file."""

    tells_empty = False

    def __init__(self, records: Iterable[Record], ledger: Ledger, **reading: Any) -> None:
        super().__init__((), ledger, **reading)
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
    """Read the events of a file, of the files in a folder, of ``"-"`` or a binary stream, one by one.

    ``format`` names the importer; without it the content decides. Rejected units are told by a :class:`RejectedUnits` warning at
    the end unless ``on_finding`` takes the findings. Raises :class:`~eventx.errors.InputError` if the input can't be read or
    is cut off.
    """
    advice = "of several files read one after the other, or give them to eventx.scan or eventx.convert"
    refuse_other_than_input(source, "eventx.read", " or a binary stream", advice)
    reading = Reading(in_a_list(source), Ledger(version()), source_format=format, options=options, on_finding=on_finding)
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
    otherwise = "a file becomes another with eventx.convert, and its events come from eventx.read"
    records = _Handed(_events(events, "eventx.write takes an event or several", otherwise), ledger)
    return write_records(records, ledger, target, target_format=format, options=options, strict=strict)


@frozen
class Report:
    """What validation found, and how much was looked at.

    ``remarks`` are sentences about the run itself: what is the matter with plugins that have no part in it. ``known``: what a
    baseline has, which is not among ``findings``. ``strict``: whether a warning is as bad as an error.
    """

    findings: tuple[Finding, ...]
    ledger: Ledger
    remarks: tuple[str, ...] = ()
    known: tuple[Finding, ...] = ()
    strict: bool = False

    @property
    def checked(self) -> int:
        """Units looked at, which is all that the inputs hold."""
        return sum(account.read for account in self.ledger.inputs)

    @property
    def ok(self) -> bool:
        """Whether there is no error (if strict: and no warning) that isn't known, and every input was read to its end."""
        bad = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
        return all(account.balanced for account in self.ledger.inputs) and not any(f.severity in bad for f in self.findings)


def validate(
    source: Location | Event | Record | Sequence[Location] | Iterable[Event | Record],
    *,
    format: str | None = None,
    options: Mapping[str, Any] | None = None,
    profile: Profile | str | os.PathLike[str] | None = None,
    baseline: str | os.PathLike[str] | None = None,
    strict: bool = False,
) -> Report:
    """Validate a file in any format an importer reads, a list of files, an event, or several events: all findings in a report.

    The rules about a whole dataset are asked too, as ``eventx validate`` does, and each file is a dataset of its own. An empty
    list is a wrong call. ``profile`` and ``baseline`` are paths of such files; with ``strict`` a warning is as bad as an error.
    """
    judged = profile_of(profile) or Profile()
    accepted = None if baseline is None else load_baseline(os.fspath(baseline))
    findings: list[Finding] = []
    of_plugins: list[Finding] = []
    remarks: list[str] = []
    ledger = Ledger(version())
    files = in_a_list(source)
    refuse_nothing(files, "eventx.validate")
    given: dict[str, Any] = {"on_finding": findings.append, "judge": judged.apply if judged.settings else None}
    if all(isinstance(one, str | os.PathLike) or hasattr(one, "read") for one in files):
        refuse_twice(files)
        notes = notes_among(files)
        remarks = [*notes.values()]
        for one in (each for each in files if each not in notes):
            judge = Validator(rules=judged.rules(), screening=True)
            reading = Reading(
                (one,), ledger, source_format=format, options=options, on_plugin=of_plugins.append, validator=judge,
                refuses=False, **given,
            )  # fmt: skip
            reading.write_to(Screened(judge))
    else:
        called = "eventx.validate takes a path, '-', a binary stream or a list of these, an event or several"
        records = _events(source, called, "wrap bytes in io.BytesIO")
        if format is not None or options:
            raise UsageError("format and options say how a file is read; events are there already, so leave them out")
        for _ in _Handed(records, ledger, validator=Validator(rules=judged.rules(), screening=True), **given):
            pass
    known = [accepted is not None and accepted.knows(fingerprint(one)) for one in findings]
    remarks += [remark_on(one) for one in of_plugins]
    if accepted is not None and (gone := accepted.left(one.source for one in ledger.inputs if one.complete)):
        remarks.append(more_than_there_are(gone))
    return Report(
        tuple(one for one, is_known in zip(findings, known, strict=True) if not is_known),
        ledger,
        tuple(dict.fromkeys(remarks)),
        tuple(compress(findings, known)),
        strict,
    )


__all__ = ["Events", "Rejected", "RejectedUnits", "Report", "Unaccounted", "read", "validate", "write"]
