"""Writing an ACLED table.

Knows which layout is written, and what is no loss. What a row can say is decided in :mod:`eventx_acled.shape`, how in
:mod:`eventx_acled.layout`; the file is :mod:`eventx.bulk.layout_sink`'s.
"""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

from eventx.bulk.layout_sink import Form, LayoutSink
from eventx.report import Losses, Record
from eventx.tabular.losses import given_anew
from eventx_acled.layout import PREFIX, current
from eventx_acled.reading import RIGHTS
from eventx_acled.shape import is_own, left_out, shaped
from eventx_acled.vintages import NAMES, layout_named
from eventx_acled.words import FAMILIES


def table_sink(out: BinaryIO, losses: Losses, *, reports: bool, vintage: str) -> LayoutSink:
    """A table of ``vintage``, a key of :data:`~eventx_acled.vintages.NAMES`, or ``own``: that of the first record."""
    form = Form(
        PREFIX,
        named=layout_named,
        current=current,
        left_out=partial(left_out, reports=reports),
        shaped=shaped,
        told_elsewhere=_told_elsewhere,
        families=FAMILIES,
        beside={"tolls": ("resolved_tolls",)},
    )
    return LayoutSink(out, losses, form, layout_named(NAMES.get(vintage, "")))


def _told_elsewhere(record: Record) -> frozenset[str]:
    return given_anew(record, PREFIX, RIGHTS if is_own(record) else None)
