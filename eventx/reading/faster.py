"""The fast ways of a reading: rows joined from what is known of their cells, and lines put that need not be read.

Knows which units :mod:`eventx.bulk` may put for it, in this process or in others, and that each is accounted for as one that was
read and judged by itself. Whoever wants to know what a reading does need not know of this.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from math import inf
from operator import itemgetter
from time import process_time
from typing import TYPE_CHECKING, Any

from attrs import frozen

from eventx.errors import PluginError
from eventx.files.inputs import Opened, plain_file
from eventx.ledger import InputLedger
from eventx.reading.blame import blamed, guarded
from eventx.reading.judging import Judging
from eventx.reading.progress import OnProgress, Progress
from eventx.reading.whereabouts import in_cells, lacks_column
from eventx.report import End, Finding, Kind, Outcome, Record

if TYPE_CHECKING:
    from eventx.bulk.pieces import Sink
    from eventx.bulk.restating.queue import LineOutcomes
    from eventx.bulk.restating.writing import Restated
    from eventx.bulk.table_file import Apart
    from eventx.tabular.outcomes import TableOutcomes

_PROBED = 2000  # lines that are learned from, and then so many to see how long they take


@frozen
class Elsewhere:
    """Where the better part of large inputs is read.

    ``tables`` reads a large table in other processes, for its ``path``, ``source_format`` and ``read_options``; ``lines`` has the
    lines of a large file put by others, see :func:`eventx.engine.lines.shared`.
    """

    tables: Callable[..., Apart]
    lines: Callable[..., Generator[int | LineOutcomes, None, None] | None]

    def writing(self, target_format: str, write_options: Mapping[str, Any]) -> Elsewhere:
        """The same for an output in this format."""
        both = {"target_format": target_format, "write_options": write_options}
        return Elsewhere(partial(self.tables, **both), partial(self.lines, **both))


class Faster:
    """Puts what inputs hold into a sink. ``tells``: whether rows may be joined of which a warning is to be told."""

    def __init__(
        self,
        judging: Judging,
        sink: Sink,
        *,
        tells: bool,
        on_progress: OnProgress | None,
        low_memory: bool,
        elsewhere: Elsewhere | None,
        restated: Restated | None,
    ) -> None:
        self._judging = judging
        self._sink = sink
        self._tells = tells
        self._on_progress = on_progress
        self._low_memory = low_memory
        self._elsewhere = elsewhere
        self._restated = restated
        self._first: Record | None = None  # that the output begins with, if it was read from a line

    def join(self, account: InputLedger, opened: Opened, items: TableOutcomes) -> Iterator[None]:
        """Put the rows of a table; those of which all is known without being made into records."""
        from eventx.bulk.joining.checked_only import Screened
        from eventx.bulk.joining.joiner import joiners
        from eventx.bulk.table_rows import lacks_extra, rows_of
        from eventx.tabular.reader import Row

        screened = self._sink if isinstance(self._sink, Screened) else None
        if screened is not None:
            screened.name = items.table.name
        by_width, path = joiners(items, self._judging.validator, self._sink, tells=self._tells), plain_file(opened)
        account.lacks_extra = lacks_extra(items, by_width, path)
        progress = Progress(self._on_progress, opened)
        apart = None
        if self._elsewhere is not None:
            apart = self._elsewhere.tables(path=str(path), source_format=account.importer, read_options=account.options)
        rows = rows_of(items, by_width, path, low_memory=self._low_memory, apart=apart)
        for each in guarded(account, rows, self._sink):
            if isinstance(each, Row):
                with blamed(account.importer, opened.name):
                    outcome = items.outcome(each)
                outcome = self._judging.judged(outcome)
                self._judging.ledger.add(account, outcome)
                for record in outcome.records:
                    self._sink.put(record)
            else:
                each.put(self._sink)
                found = [*each.found, *(screened.found if screened is not None else ())]
                self._kept(account, len(each), items, found, each.cells)
            progress.saw(1 if isinstance(each, Row) else len(each))
            yield
        self._judging.ended(account, items.end())
        for joiner in by_width.values():
            joiner.flush()
        progress.end()

    def restate(self, account: InputLedger, opened: Opened, items: LineOutcomes) -> Iterator[None]:
        """Put the records of lines; those that are known to be good without being read. What it leaves is to be read."""
        from eventx.bulk.restating.writing import Restated

        restated, progress = self._restated or Restated(self._judging.validator, self._sink), Progress(self._on_progress, opened)
        if self._elsewhere is not None and opened.size and not self._low_memory:
            yield from self._put_lines(account, opened, items, restated, most=_PROBED)
            begun, before = process_time(), items.lines.count
            yield from self._put_lines(account, opened, items, restated, most=_PROBED)
            # What was read of the file is some more than these lines.
            some = items.lines.count / max(items.lines.count - before, 1)
            left = (process_time() - begun) * some * (opened.size / (opened.tell() or opened.size) - 1)
            put = self._elsewhere.lines
            if (steps := put(self._judging, account, items.lines, self._sink, left=left, first=self._first)) is not None:
                with closing(steps):
                    for each in steps:
                        if isinstance(each, int):
                            progress.saw(each)
                        else:
                            yield from self._put_lines(account, opened, each, restated)
                        yield
        yield from self._put_lines(account, opened, items, restated)

    def _put_lines(
        self, account: InputLedger, opened: Opened, items: LineOutcomes, restated: Restated, *, most: float = inf
    ) -> Iterator[None]:
        """Put the records of the next lines, at most about so many."""
        seen, progress = 0, Progress(self._on_progress, opened)
        for count in guarded(account, restated.steps(items.lines), self._sink):
            if count:
                account.counts[Kind.KEPT.value] += count
                account.records += count
            else:
                line = items.lines.ahead()[0]
                with blamed(account.importer, opened.name):
                    item = next(items)
                if isinstance(item, End):
                    raise PluginError(f"importer {account.importer!r} ends before its lines do; this is a fault of the importer")
                outcome, is_clean = self._judging.judged_apart(item)
                self._judging.ledger.add(account, outcome)
                if is_clean:
                    restated.learn(line, outcome.records[0])
                for record in outcome.records:
                    self._sink.put(record)
                    if self._first is None and self._judging.ledger.records - self._sink.losses.left_out.total() == 1:
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
            fatal = self._judging.told(tuple(in_cells(self._judging.as_set(found), records)))
            if fatal is not None:
                self._judging.ledger.add(account, Outcome(Kind.REJECTED, position, (), (), fatal.rule, fatal.message))
                count -= 1
        account.counts[Kind.KEPT.value] += count
        account.records += count
