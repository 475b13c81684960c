"""From inputs to validated records, one at a time, every unit accounted for.

Knows how an importer's outcomes are judged and entered in the ledger, and what an importer may not
do. Doesn't know any format, and keeps no record: memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from eventx.bulk.taking_part import of_a_table, of_lines
from eventx.errors import PluginError, RefusedInput
from eventx.files.inputs import Location, Opened, name_of, open_input
from eventx.ledger import InputLedger, Ledger
from eventx.plugins import importer, typed_options
from eventx.plugins.faults import AFTER_END, amiss, place_of
from eventx.reading.blame import blamed, guarded
from eventx.reading.earlier import Earlier
from eventx.reading.faster import Elsewhere, Faster
from eventx.reading.judging import Judge, Judging
from eventx.reading.progress import OnProgress, Progress
from eventx.reading.recognising import OnFinding, recognise
from eventx.reading.refused import as_a_unit, going_on, refuse_note
from eventx.report import End, Outcome, Record
from eventx.rules import of_workbook
from eventx.rules.seen import FirstPlace
from eventx.validator import Validator

if TYPE_CHECKING:
    from eventx.bulk.pieces import Sink
    from eventx.bulk.restating.writing import Restated


class Reading(Judging):
    """The records of some inputs, as an iterator of plain dicts; afterwards ``ledger`` accounts for every unit.

    ``failure`` holds what ended the reading early. What is found is told and judged as :class:`~eventx.reading.judging.Judging`
    says. ``tells``: whether rows may be joined of which a warning is to be told, for nobody makes an error of it; unless said, so
    it is without a ``judge``. An exception inside an importer becomes a :class:`PluginError` that names it; a stream that fails,
    an :class:`InputError`. Can be iterated once.
    """

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
        refuses: bool = True,
        tells: bool | None = None,
        low_memory: bool = False,
    ) -> None:
        super().__init__(ledger, validator=validator, judge=judge, on_finding=on_finding, on_plugin=on_plugin, refuses=refuses)
        self.failure: BaseException | None = None
        self.inputs = inputs
        self.is_one_of_several = len(inputs) > 1
        self._format = source_format
        self._options = options or {}
        self._on_progress = on_progress
        self._low_memory = low_memory
        self._tells = self._judge is None if tells is None else tells
        self.earlier: FirstPlace = Earlier(inputs, source_format, self._options)
        self._begun = 0
        self._over = False

    def __iter__(self) -> Iterator[Record]:
        with self._to_its_end():
            yield from self._all()

    @contextmanager
    def _to_its_end(self) -> Iterator[None]:
        """A reading that ends with what the validator says of all, or is accounted for as one that failed."""
        try:
            yield
            for finding in self.as_set(self.validator.finish()):
                self.note(finding)
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
        self.validator.seen.first = self.earlier
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
                try:
                    refuse_note(opened)
                    account.importer = name = self._format or recognise(opened, self.note_once, options=self._options)
                except RefusedInput as error:
                    if not self.is_one_of_several:
                        raise
                    yield account, opened, as_a_unit(error, opened.name)
                    continue
                plugin = importer(name)
                account.options = dict(options := typed_options(plugin, self._options))
                with blamed(name, opened.name):
                    items = plugin.read(opened.stream, name=opened.name, **options)
                for finding in self.as_set(of_workbook(opened.name, opened.beside, opened.merged)):
                    self.note(finding)
                yield account, opened, items

    def write_to(self, sink: Sink, elsewhere: Elsewhere | None = None) -> int:
        """Put all records into a sink; returns how many it wrote."""
        for _ in self.into(sink, elsewhere=elsewhere):
            pass
        return sink.close()

    def into(self, sink: Sink, *, elsewhere: Elsewhere | None = None, restated: Restated | None = None) -> Iterator[None]:
        """Put all records into a sink, a step at a time, the fast ways where they lead to the same. Doesn't close it.

        ``elsewhere``: where large inputs may be read; ``restated``: what puts lines, without which each file has its own.
        """
        faster = Faster(
            self, sink, tells=self._tells, on_progress=self._on_progress, low_memory=self._low_memory, elsewhere=elsewhere,
            restated=restated,
        )  # fmt: skip
        with self._to_its_end():
            for account, opened, items in self._opened():
                if of_a_table(items):
                    yield from faster.join(account, opened, items)
                    continue
                if of_lines(items) and not self.validator.screens:
                    yield from faster.restate(account, opened, items)
                for record in self._run(account, self._watched(opened, items)):
                    sink.put(record)
                    yield

    def _run(self, account: InputLedger, items: Iterable[Outcome | End]) -> Iterator[Record]:
        """Judge each outcome, enter it in the ledger, and hand its records on."""
        end: End | None = None
        for item in guarded(account, going_on(items, account.source) if self.is_one_of_several else items):
            if words := amiss(item) if end is None else AFTER_END:
                where = place_of(item, account.source)
                raise PluginError(f"{where}: {words}; this is a fault of importer {account.importer!r}")
            if isinstance(item, End):
                end = item
                continue
            outcome = self.judged(item)
            self.ledger.add(account, outcome)
            yield from outcome.records
        if end is None:
            account.message = f"importer {account.importer!r} stopped before the end of the input; End must be the last it yields"
        else:
            self.ended(account, end)

    def _watched(self, opened: Opened, items: Iterable[Outcome | End]) -> Iterator[Outcome | End]:
        if self._on_progress is None:
            yield from items
            return
        progress = Progress(self._on_progress, opened)
        for item in items:
            yield item
            progress.saw(1)
        progress.end()
