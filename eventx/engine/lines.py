"""The lines of one large file written to an output by several processes, and taken in order by this one.

Knows how a process goes on with an output that was begun in another, and how what it gives is entered as one run has it: what
rules across records need to know is looked at here, and lines with something wrong beside those before them are done again with
that. Whatever fails there is left to this process, which explains, and so is what isn't worth the start of others.
"""

from __future__ import annotations

import io
from collections import Counter, deque
from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from eventx.bulk.pieces import Sink
from eventx.bulk.restating.between_processes import Written, kept, stands_alone
from eventx.bulk.restating.writing import Restated
from eventx.engine.across import Across, Apart, Unit
from eventx.engine.processes import Processes, cores
from eventx.files.inputs import Opened
from eventx.ledger import InputLedger, Ledger
from eventx.plugins import exporter, importer
from eventx.reading import Reading
from eventx.reading.judging import Judging
from eventx.report import End, Finding, Loss, Losses, Outcome, Record
from eventx.rules.profile import Profile
from eventx.rules.seen import FirstPlace
from eventx.validator import Validator
from eventx.version import version

if TYPE_CHECKING:
    from eventx.bulk.restating.queue import LineOutcomes, LineQueue

_SIZE = 1 << 20
"""Bytes of lines that a process gets at a time; what has come of them is in memory twice."""
_WORTH = 4.0
"""Seconds of one processor that there have to be left. A process takes one for its start and to learn what is known here, and
what it does costs a tenth more, for handing it over."""
_MOST = 4  # processes; this one has no time for what more would make


@frozen
class Lines:
    """Some whole lines of a file, before which there are others; ``verdicts`` as :class:`eventx.engine.cutting.Part` has them."""

    data: bytes = field(repr=False)
    before: int
    verdicts: Mapping[int, tuple[Finding, ...]] = field(factory=dict)


@frozen
class Done:
    """What came of some lines: what was written, their account, losses, and what rules across records have to look at."""

    written: Written
    account: InputLedger
    details: list[str]
    findings: list[Finding]
    counts: Counter[str]
    left_out: Counter[str]
    examples: list[Loss]
    every: list[Loss]
    units: list[list[str] | Unit]


@frozen(eq=False)
class Work:
    """What is done with all lines of a file.

    ``first``: the record that the output begins with. ``examples``: those of losses that there are before the lines.
    """

    name: str
    source_format: str
    read_options: Mapping[str, Any]
    target_format: str
    write_options: Mapping[str, Any]
    profile: Profile | None
    first: Record
    examples: Mapping[str, list[Loss]]
    keep: int
    every_loss: bool
    earlier: FirstPlace

    def __call__(self, lines: Lines) -> Done:
        """Do it with some lines, in a process that works on this file alone. Raises if they can't be done apart."""
        if lines.verdicts:
            return _Bench(self).done(lines)
        if not _benches:
            _benches.append(_Bench(self))
        return _benches[0].done(lines)


class _Bench:
    """What a process has at hand for the lines of a file, and knows of those before."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._every: list[Loss] = []
        self._losses = Losses(work.keep, self._every.append if work.every_loss else None)
        plugin: Any = exporter(work.target_format)
        out = io.BytesIO()
        self._sink = kept(plugin.sink(out, self._losses, **work.write_options), out, work.first)
        self._lost()
        self._heeded()
        self._losses.examples.clear()
        self._losses.examples.update({code: list(some) for code, some in work.examples.items()})
        self._validator = Apart(None if work.profile is None else work.profile.rules(), {})
        self._restated = Restated(self._validator, self._sink)

    def done(self, lines: Lines) -> Done:
        """Do some lines, which come behind those before. Of their losses there are those examples that wanted."""
        ledger, findings = Ledger(version()), list[Finding]()
        self._validator.begin(lines.verdicts)
        before = {code: len(some) for code, some in self._losses.examples.items()}
        reading = _Reading(self._work, lines, self._validator, ledger, findings)
        for _ in reading.into(self._sink, restated=self._restated):
            pass
        if not self._sink.alone:
            raise ValueError("what is written of a record rests on others")
        examples = [one for code, some in self._losses.examples.items() for one in some[before.get(code, 0) :]]
        (account,) = ledger.inputs
        details, written, units = list(ledger.lines()), self._sink.taken(), self._validator.units
        return Done(written, account, details, findings, *self._lost(), examples, self._heeded(), units)

    def _lost(self) -> tuple[Counter[str], Counter[str]]:
        """How much was lost, by code, and left out since this was last asked."""
        found = Counter(self._losses.counts), Counter(self._losses.left_out)
        self._losses.counts.clear()
        self._losses.left_out.clear()
        return found

    def _heeded(self) -> list[Loss]:
        found = list(self._every)
        self._every.clear()
        return found


_benches: list[_Bench] = []


class _Reading(Reading):
    """Reads some lines of a file."""

    tells_empty = False

    def __init__(self, work: Work, lines: Lines, validator: Validator, ledger: Ledger, findings: list[Finding]) -> None:
        judge = None if work.profile is None else work.profile.apply
        super().__init__((), ledger, on_finding=findings.append, validator=validator, judge=judge)
        self.earlier = work.earlier
        self._work, self._lines = work, lines

    def _opened(self) -> Iterator[tuple[InputLedger, Opened, Iterator[Outcome | End]]]:
        work = self._work
        account = self._begin(work.name)
        account.importer, account.options = work.source_format, dict(work.read_options)
        items = read_lines(work, self._lines)
        stream = io.BytesIO()
        yield account, Opened(work.name, stream, b"", None, stream), items


def read_lines(work: Work, lines: Lines) -> LineOutcomes:
    """What the importer reads in some lines of a file."""
    plugin: Any = importer(work.source_format)
    found: LineOutcomes = plugin.read_lines(io.BytesIO(lines.data), name=work.name, before=lines.before, **work.read_options)
    return found


class LinesApart:
    """Has the lines of a file put by other processes, and enters what they give in the account of the ``reading`` of this."""

    def __init__(self, work: Work, reading: Judging, account: InputLedger, queue: LineQueue, sink: Sink) -> None:
        self._work, self._reading, self._account, self._queue, self._sink = work, reading, account, queue, sink
        self._across = Across(reading.validator)
        self._given: deque[Lines] = deque()

    def steps(self, workers: int) -> Generator[int | LineOutcomes, None, None]:
        """How many lines were entered, step by step; or lines that this process has to put.

        It ends before the last lines, or where nothing more is to be done apart.
        """
        taken = again = 0
        with Processes(workers) as engine:
            results = engine.run(self._work, self._lines())
            while (done := self._next(results)) is not None:
                lines, shown = self._given.popleft(), done.examples
                if verdicts := self._across.verdicts(done.units):
                    done = self._work(evolve(lines, verdicts=verdicts))
                    again += 1
                self._enter(done)
                taken += 1
                yield done.account.counts.total()
                # A process that has shown what isn't kept after all shows too little of the next lines.
                if again * 4 > taken + 3 or not set(shown) <= set(done.examples):
                    break
        while self._given:
            yield read_lines(self._work, self._given.popleft())

    def _lines(self) -> Iterator[Lines]:
        before = self._queue.count
        while data := self._queue.portion(_SIZE):
            self._given.append(Lines(data, before))
            yield self._given[-1]
            before = self._queue.count

    def _next(self, results: Iterator[Done]) -> Done | None:
        """What came of the next lines; None if there are none, or if they can't be done apart."""
        try:
            return next(results, None)
        except Exception:
            return None  # this process does them again, and meets what is wrong, unless that was the other

    def _enter(self, done: Done) -> None:
        self._reading.take(self._account, done.account, done.details, done.findings)
        losses = self._sink.losses
        losses.extend(done.counts, done.left_out, done.examples)
        if (heed := losses.heed) is not None:
            for loss in done.every:
                heed(loss)
        done.written.put(self._sink)


def shared(
    reading: Judging,
    account: InputLedger,
    queue: LineQueue,
    sink: Sink,
    *,
    left: float,
    first: Record | None,
    profile: Profile | None,
    target_format: str,
    write_options: Mapping[str, Any],
) -> Generator[int | LineOutcomes, None, None] | None:
    """Has the next lines put by other processes, see :meth:`LinesApart.steps`; None where that can't be, or isn't worth it.

    ``left``: the seconds of one processor that it would take here. ``first``: the record that the output begins with.
    """
    workers, losses = min(cores(), _MOST), sink.losses
    if workers < 2 or left < _WORTH or first is None or not stands_alone(sink):
        return None
    if not hasattr(importer(account.importer), "read_lines"):
        return None
    work = Work(
        account.source,
        account.importer,
        account.options,
        target_format,
        write_options,
        profile,
        first,
        {code: list(some) for code, some in losses.examples.items()},
        losses.keep,
        losses.heed is not None,
        reading.validator.seen.first,
    )
    return LinesApart(work, reading, account, queue, sink).steps(workers)
