"""What a format carries of a record: the record written in it and read back.

A table says less than many a record does. A row of it that nobody has edited is no newer version of the record it was written
from, and must not take its place. Doesn't know what any format can say: its exporter and its importer do.
"""

from __future__ import annotations

from contextlib import suppress
from io import BufferedReader, BytesIO

from eventx.plugins import exporter, exporters, importer, importers
from eventx.report import Losses, Outcome, Record


def read_by(record: Record) -> str:
    """The importer that made a record; blank if it doesn't say."""
    return str(record.get("provenance", {}).get("importer", {}).get("name", ""))


def carried(record: Record, form: str) -> Record | None:
    """What reading gives of a record that was written in this format; None if it is none of tables both read and written."""
    if form not in importers() or form not in exporters():
        return None
    out = BytesIO()
    with suppress(Exception):  # then it doesn't carry the record; a plugin's faults are told where it has work to do
        exporter(form).write(iter((record,)), out, Losses())
        for each in importer(form).read(BufferedReader(BytesIO(out.getvalue())), name=form):
            if isinstance(each, Outcome) and each.records:
                return each.records[0]
    return None
