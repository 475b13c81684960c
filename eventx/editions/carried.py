"""What a format carries of records: they are written in it and read back.

A table says less than many a record does. A row of it that nobody has edited is no newer version of the record it was written
from, and must not take its place. Doesn't know what any format can say: its exporter and its importer do.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from typing import BinaryIO, cast

from eventx.editions.newest import Newest
from eventx.plugins import exporter, exporters, importer, importers
from eventx.report import Losses, Outcome, Record
from eventx.tabular.reader import Rejoined


def read_by(record: Record) -> str:
    """The importer that made a record; blank if it doesn't say."""
    return str(record.get("provenance", {}).get("importer", {}).get("name", ""))


def carried(records: Iterable[Record], form: str, tell: Callable[[str], None]) -> Iterator[Record]:
    """What reading gives of records that were written in this format; nothing of one that isn't both read and written.

    ``tell`` is told of what a plugin raises. It ends the looking, and not the run: without it a row only counts as changed.
    """
    if form not in importers() or form not in exporters():
        return
    try:
        with tempfile.TemporaryFile() as file:
            written = cast("BinaryIO", file)
            if not exporter(form).write(iter(records), written, Losses()):
                return  # it carries none of them, and a file without rows may be one that no importer reads
            written.seek(0)
            # Importers wrap what they read, and close it with that.
            for each in importer(form).read(cast("BinaryIO", BufferedReader(Rejoined(b"", written))), name=form):
                if isinstance(each, Outcome):
                    yield from each.records
    except Exception as error:
        tell(f"what {form!r} can carry of the records is not known, so that unedited rows may count as changed: {error!r}")


class Carried:
    """The same of the records of one file, by their ids, and so that memory stays flat.

    ``records`` reads those of the file anew that are asked for; ``tell`` is told what can't be found out.
    """

    def __init__(self, records: Callable[[], Iterator[Record]], tell: Callable[[str], None]) -> None:
        self._records, self._tell = records, tell
        self._by_form: dict[str, Newest] = {}

    def of(self, name: str, form: str) -> Record | None:
        """What a format carries of a record; None if it carries nothing of it."""
        if form not in self._by_form:
            self._by_form[form] = rows = Newest()
            others = (one for one in self._records() if read_by(one) != form)
            for place, record in enumerate(carried(others, form, self._tell)):
                rows.offer(1, place, record)
        found = self._by_form[form].of(name)
        return None if found is None else found.record

    def close(self) -> None:
        """Forget all."""
        for rows in self._by_form.values():
            rows.close()
