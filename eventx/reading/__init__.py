"""From inputs to validated records, one at a time, every unit accounted for.

Knows how an importer's outcomes are judged and entered in the ledger, and what an importer may not
do. Doesn't know any format, and keeps no record: memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from math import inf
from operator import itemgetter
from time import process_time
from typing import TYPE_CHECKING, Any

from attrs import evolve

from eventx.bulk.taking_part import of_a_table, of_lines
from eventx.errors import InputError, PluginError
from eventx.files.inputs import Location, Opened, name_of, open_input, plain_file
from eventx.ledger import InputLedger, Ledger
from eventx.plugins import importer, typed_options
from eventx.plugins.faults import AFTER_END, amiss, place_of
from eventx.reading.blame import blamed, guarded
from eventx.reading.recognising import OnFinding, recognise
from eventx.reading.whereabouts import in_cells, is_of_unit, lacks_column
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity
from eventx.rules import left_hidden, nothing_in
from eventx.validator import Validator

if TYPE_CHECKING:
    from eventx.bulk.chunked import Apart
    from eventx.bulk.pieces import Sink
    from eventx.bulk.restating.blocks import Restated
    from eventx.bulk.restating.queue import LineOutcomes
    from eventx.tabular.outcomes import TableOutcomes

OnProgress = Callable[[int, int | None], None]
Judge = Callable[[Finding], Finding | None]
"""The finding as a profile wants it, or None if the profile has switched its rule off."""
_PROGRESS_EVERY = 2000
_PROBED = 2000  # lines that are learned from, and then so many to see how long they take


class _Progress:
    """Tells now and then how much of an input was read."""

    def __init__(self, tell: OnProgress | None, opened: Opened) -> None:
        self._tell, self._opened, self._seen = tell, opened, 0

    def saw(self, units: int) -> None:
        """So many more were read."""
        self._seen += units
        if self._tell is not None and self._seen >= _PROGRESS_EVERY:
            self._seen = 0
            self._tell(self._opened.tell(), self._opened.size)

    def end(self) -> None:
        """All were."""
        if self._tell is not None:
            self._tell(self._opened.size or self._opened.tell(), self._opened.size)


class Reading:
    """The records of some inputs, as an iterator of plain dicts; afterwards ``ledger`` accounts for every unit.

    ``failure`` holds what ended the reading early. ``validator`` and ``judge`` are a profile's: the rules to run, and the
    severity of what is found. ``on_plugin`` takes what is the matter with importers that were only asked about an input; without
    it that is a finding. An exception inside an importer becomes a :class:`PluginError` that names it; a stream that
    fails, an :class:`InputError`. Can be iterated once.
    """

    tells_empty = True
    """Whether an input that holds nothing is told of: not where it is a part of one, or what somebody hands on who knows it."""

    def __init__(
        self,
        inputs: Sequence[Location],
        ledger: Ledger,
        *,
        source_format: str | None = None,
        options: Mapping[str, Any] | None = None,
        on_finding: OnFinding | None = None,
        on_plugin: OnFinding | None = None,
        on_progress: OnProgress | None = None,
        validator: Validator | None = None,
        judge: Judge | None = None,
        low_memory: bool = False,
    ) -> None:
        self.ledger = ledger
        self.failure: BaseException | None = None
        self.inputs = inputs
        self._format = source_format
        self._options = options or {}
        self._on_finding = on_finding
        self._on_plugin = on_plugin
        self._on_progress = on_progress
        self.validator = validator or Validator()
        self._judge = judge
        self._low_memory = low_memory
        self._begun = 0
        self._over = False
        self.refuses = True
        """Whether an input of which a profile makes an error ends the reading; else the error is only told."""
        self.tells = judge is None
        """Whether rows may be joined of which a warning is to be told: nobody makes an error of it."""
        self.apart: Callable[..., Apart] | None = None
        """What reads a large table in other processes, for its ``path``, ``source_format`` and ``read_options``."""
        self.lines_apart: Callable[..., Generator[int | LineOutcomes, None, None] | None] | None = None
        """What has the lines of a large file put by other processes."""
        self.restated: Restated | None = None
        """What puts lines; without it each file has its own."""
        self._first: Record | None = None  # that the output begins with, if it was read from a line
        self._of_plugins: set[str] = set()

    def __iter__(self) -> Iterator[Record]:
        with self._to_its_end():
            yield from self._all()

    @contextmanager
    def _to_its_end(self) -> Iterator[None]:
        """A reading that ends with what the validator says of all, or is accounted for as one that failed."""
        try:
            yield
            for finding in self._as_set(self.validator.finish()):
                self._note(finding)
            self._over = True
        except GeneratorExit:
            raise
        except BaseException as error:
            self.failure = error
            self.break_off(error)
            raise

    def break_off(self, error: BaseException) -> None:
        """Account for the inputs of a run that has failed: the one that was being read, and those that it didn't come to."""
        if self._over:
            return
        self._over = True
        if self.ledger.inputs:
            self.ledger.inputs[-1].break_off(str(error) or type(error).__name__)
        self.ledger.not_read(map(name_of, self.inputs[self._begun :]), self._format or "")

    def _begin(self, location: Location) -> InputLedger:
        """Enter an input before it is opened, so that one that can't be is in the ledger, too."""
        self._begun += 1
        account = InputLedger(name_of(location), self._format or "")
        self.ledger.inputs.append(account)
        return account

    def _all(self) -> Iterator[Record]:
        for account, opened, items in self._opened():
            yield from self._run(account, self._watched(opened, items))

    def _opened(self) -> Iterator[tuple[InputLedger, Opened, Iterator[Outcome | End]]]:
        """Each input with its account and the importer's outcomes."""
        for location in self.inputs:
            account = self._begin(location)
            with open_input(location) as opened:
                account.source = opened.name
                account.importer = name = self._format or recognise(opened, self._note_once)
                plugin = importer(name)
                account.options = dict(options := typed_options(plugin, self._options))
                with blamed(name, opened.name):
                    items = plugin.read(opened.stream, name=opened.name, **options)
                for finding in self._as_set(left_hidden(opened.name, opened.beside)):
                    self._note(finding)
                yield account, opened, items

    def write_to(self, sink: Sink) -> int:
        """Put all records into a sink; returns how many it wrote."""
        for _ in self.into(sink):
            pass
        return sink.close()

    def into(self, sink: Sink) -> Iterator[None]:
        """Put all records into a sink, a step at a time; rows of tables joined from what is known of their cells where that is
        sure. Doesn't close it."""
        with self._to_its_end():
            for account, opened, items in self._opened():
                if of_a_table(items):
                    yield from self._join(account, opened, items, sink)
                elif of_lines(items) and not self.validator.screens:
                    yield from self._restate(account, opened, items, sink)
                else:
                    for record in self._run(account, self._watched(opened, items)):
                        sink.put(record)
                        yield

    def _join(self, account: InputLedger, opened: Opened, items: TableOutcomes, sink: Sink) -> Iterator[None]:
        from eventx.bulk.joining.joiner import joiners
        from eventx.bulk.joining.screened import Screened
        from eventx.bulk.table import lacks_extra, rows_of
        from eventx.tabular.reader import Row

        screened = sink if isinstance(sink, Screened) else None
        if screened is not None:
            screened.name = items.table.name
        by_width, path = joiners(items, self.validator, sink, tells=self.tells), plain_file(opened)
        account.lacks_extra = lacks_extra(items, by_width, path)
        progress = _Progress(self._on_progress, opened)
        apart = self.apart and self.apart(path=str(path), source_format=account.importer, read_options=account.options)
        rows = rows_of(items, by_width, path, low_memory=self._low_memory, apart=apart)
        for each in guarded(account, rows, sink):
            if isinstance(each, Row):
                with blamed(account.importer, opened.name):
                    outcome = items.outcome(each)
                outcome = self._judged(outcome)
                self.ledger.add(account, outcome)
                for record in outcome.records:
                    sink.put(record)
            else:
                each.put(sink)
                found = [*each.found, *(screened.found if screened is not None else ())]
                self._kept(account, len(each), items, found, each.cells)
            progress.saw(1 if isinstance(each, Row) else len(each))
            yield
        account.close(items.end())
        self._note_empty(account)
        for joiner in by_width.values():
            joiner.flush()
        progress.end()

    def _restate(self, account: InputLedger, opened: Opened, items: LineOutcomes, sink: Sink) -> Iterator[None]:
        """Put the records of lines into a sink; lines that are known to be good without being read."""
        from eventx.bulk.restating.blocks import Restated

        restated, progress = self.restated or Restated(self.validator, sink), _Progress(self._on_progress, opened)
        if self.lines_apart is not None and opened.size and not self._low_memory:
            yield from self._put_lines(account, opened, items, restated, sink, most=_PROBED)
            begun, before = process_time(), items.lines.count
            yield from self._put_lines(account, opened, items, restated, sink, most=_PROBED)
            # What was read of the file is some more than these lines.
            some = items.lines.count / max(items.lines.count - before, 1)
            left = (process_time() - begun) * some * (opened.size / (opened.tell() or opened.size) - 1)
            if (steps := self.lines_apart(self, account, items.lines, sink, left=left, first=self._first)) is not None:
                with closing(steps):
                    for each in steps:
                        if isinstance(each, int):
                            progress.saw(each)
                        else:
                            yield from self._put_lines(account, opened, each, restated, sink)
                        yield
        yield from self._put_lines(account, opened, items, restated, sink)
        for record in self._run(account, self._watched(opened, items)):
            sink.put(record)

    def _put_lines(
        self, account: InputLedger, opened: Opened, items: LineOutcomes, restated: Restated, sink: Sink, *, most: float = inf
    ) -> Iterator[None]:
        """Put the records of the next lines, at most about so many."""
        seen, progress = 0, _Progress(self._on_progress, opened)
        for count in guarded(account, restated.steps(items.lines), sink):
            if count:
                account.counts[Kind.KEPT.value] += count
                account.records += count
            else:
                line = items.lines.ahead()[0]
                with blamed(account.importer, opened.name):
                    item = next(items)
                if isinstance(item, End):
                    raise PluginError(f"importer {account.importer!r} ends before its lines do; this is a fault of the importer")
                outcome, is_clean = self._judged_apart(item)
                self.ledger.add(account, outcome)
                if is_clean:
                    restated.learn(line, outcome.records[0])
                for record in outcome.records:
                    sink.put(record)
                    if self._first is None and self.ledger.records - sink.losses.left_out.total() == 1:
                        self._first = record
            seen += count or 1
            progress.saw(count or 1)
            yield
            if seen >= most:
                return

    def _kept(
        self,
        account: InputLedger,
        count: int,
        items: TableOutcomes,
        found_in: Sequence[tuple[int, Finding]],
        cells: Callable[[int], Sequence[str]],
    ) -> None:
        """Enter joined rows as kept, but for those in which screens find what a profile makes an error of. ``found_in``: what is
        the matter with some, by their number."""
        from eventx.tabular.reader import Row

        told: dict[int, list[Finding]] = {}
        for number, finding in sorted(found_in, key=itemgetter(0)):
            told.setdefault(number, []).append(finding)
        for number, found in told.items():
            position = found[0].position
            records: tuple[Record, ...] = ()
            if items.detail != "row" and any(lacks_column(one) for one in found):
                records = (items.record(Row(position.row or 0, position.line or 0, tuple(cells(number)))),)
            fatal = self._told(tuple(in_cells(self._as_set(found), records)))
            if fatal is not None:
                self.ledger.add(account, Outcome(Kind.REJECTED, position, (), (), fatal.rule, fatal.message))
                count -= 1
        account.counts[Kind.KEPT.value] += count
        account.records += count

    def take(self, account: InputLedger, part: InputLedger, details: Iterable[str], findings: Sequence[Finding]) -> None:
        """Enter what became of some units of an input elsewhere."""
        account.counts += part.counts
        account.reasons += part.reasons
        account.records += part.records
        self.ledger.extend(details, findings)
        if (tell := self._on_finding) is not None:
            for finding in findings:
                tell(finding)

    def _run(self, account: InputLedger, items: Iterable[Outcome | End]) -> Iterator[Record]:
        """Judge each outcome, enter it in the ledger, and hand its records on."""
        end: End | None = None
        for item in guarded(account, items):
            if words := amiss(item) if end is None else AFTER_END:
                where = place_of(item, account.source)
                raise PluginError(f"{where}: {words}; this is a fault of importer {account.importer!r}")
            if isinstance(item, End):
                end = item
                continue
            outcome = self._judged(item)
            self.ledger.add(account, outcome)
            yield from outcome.records
        if end is None:
            account.message = f"importer {account.importer!r} stopped before the end of the input; End must be the last it yields"
        else:
            account.close(end)
            self._note_empty(account)

    def _watched(self, opened: Opened, items: Iterable[Outcome | End]) -> Iterator[Outcome | End]:
        if self._on_progress is None:
            yield from items
            return
        progress = _Progress(self._on_progress, opened)
        for item in items:
            yield item
            progress.saw(1)
        progress.end()

    def _note(self, finding: Finding) -> None:
        self.ledger.note(finding)
        if self._on_finding is not None:
            self._on_finding(finding)

    def _note_once(self, finding: Finding) -> None:
        """Note what is the matter with a plugin, whatever the number of files that it was asked about."""
        if finding.message not in self._of_plugins:
            self._of_plugins.add(finding.message)
            (self._on_plugin or self._note)(finding)

    def _judged(self, outcome: Outcome) -> Outcome:
        """The outcome after its records were validated: one bad record rejects the unit."""
        return self._judged_apart(outcome)[0]

    def _judged_apart(self, outcome: Outcome) -> tuple[Outcome, bool]:
        """The same, and whether nothing at all was found."""
        told = self._as_set(outcome.findings)
        raised = self._told(told)
        if outcome.kind is Kind.REJECTED and raised is None:  # an importer may give a reason without a finding
            self._note(Finding(outcome.reason, Severity.ERROR, outcome.message or "the unit is rejected", outcome.position))
        if outcome.kind is not Kind.KEPT:
            return outcome, False
        found = self.validator.check_unit(outcome.records, outcome.position)
        fatal = self._told(tuple(in_cells(self._as_set(found), outcome.records))) if found else None
        if fatal is None and self._judge is not None:  # a profile may find worse what an importer lets pass
            fatal = self._raised(told, outcome.position)
        if fatal is None:
            return outcome, not found and not outcome.findings
        return evolve(outcome, kind=Kind.REJECTED, records=(), reason=fatal.rule, message=fatal.message), False

    def _note_empty(self, account: InputLedger) -> None:
        """Tell of an input that holds nothing, if it does."""
        finding = nothing_in(account.source, account.unit, account.read) if account.complete and self.tells_empty else None
        for judged in self._as_set((finding,) if finding is not None else ()):
            self._note(judged)
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
            if self.refuses:
                words = f"the profile makes an error of {finding.rule}, so the whole input is refused: {finding.message}"
                raise InputError(f"{finding.position}: {words}")
        return None

    def _as_set(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings as the profile wants them."""
        if self._judge is None or not findings:
            return findings
        return [judged for finding in findings if (judged := self._judge(finding)) is not None]

    def _told(self, findings: Sequence[Finding]) -> Finding | None:
        """Tell all, and give back the first error."""
        fatal: Finding | None = None
        for finding in findings:
            self._note(finding)
            if fatal is None and finding.severity is Severity.ERROR:
                fatal = finding
        return fatal
