"""Writing a UCDP table.

Knows which layout is written, and what is no loss. What a row can say is decided in :mod:`eventx_ucdp.shape`, how in
:mod:`eventx_ucdp.layout`; the file is :mod:`eventx.bulk.layout_sink`'s.
"""

from __future__ import annotations

from typing import BinaryIO

from eventx.bulk.layout_sink import Form, LayoutSink
from eventx.report import Losses, Record
from eventx.tabular.losses import given_anew
from eventx_ucdp.layout import PREFIX, current, layout_named, of_2019
from eventx_ucdp.reading import RIGHTS
from eventx_ucdp.shape import is_own, left_out, shaped
from eventx_ucdp.words import FAMILIES


def table_sink(out: BinaryIO, losses: Losses, *, vintage: str) -> LayoutSink:
    """A table of ``vintage``, which is ``own`` (that of the first record), ``26.1`` or ``19.1``."""
    form = Form(
        PREFIX,
        named=layout_named,
        current=current,
        left_out=left_out,
        shaped=shaped,
        told_elsewhere=_told_elsewhere,
        families=FAMILIES,
        joins=is_own,  # in other records the sides of the conflict decide whether there is a row, and what it says
    )
    return LayoutSink(out, losses, form, {"26.1": current(), "19.1": of_2019()}.get(vintage))


def _told_elsewhere(record: Record) -> frozenset[str]:
    return given_anew(record, PREFIX, RIGHTS if is_own(record) else None)
