"""Whose fault it is when reading an input fails: the importer's, the stream's, or neither's.

Knows which exceptions are whose. What a plugin did wrong is put in words by :mod:`eventx.plugins.faults`.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from eventx.errors import EventxError, InputError
from eventx.ledger import InputLedger
from eventx.plugins import importers
from eventx.plugins.faults import fails_in, fault

T = TypeVar("T")


def guarded(account: InputLedger, items: Iterable[T], sink: object = None) -> Iterator[T]:
    """What comes of an input, with the same said of what fails in it."""
    with blamed(account.importer, account.source, sink):
        yield from items


@contextmanager
def blamed(importer: str, source: str, sink: object = None) -> Iterator[None]:
    """Says whose fault it is when an importer fails, or the stream that it reads. What fails in a sink is left to whoever opened
    it, and what fails in records that the caller makes, to the caller."""
    try:
        yield
    except (EventxError, GeneratorExit):
        raise
    except OSError as error:
        if sink is not None and _is_written_by(sink, error):  # as where nobody reads the output any more, or a disk is full
            raise
        raise InputError(f"{source}: can't be read to its end: {error}") from error
    except (Exception, SystemExit) as error:
        if (sink is not None and fails_in(error, sink)) or (plugin := importers().get(importer)) is None:
            raise
        advice = "this is a fault of the importer, please report it with the file"
        who = f"{source}: importer {importer!r}"
        raise fault(who, "failed with", error, module=plugin.entry_point.module, advice=advice) from error


def _is_written_by(sink: object, error: BaseException) -> bool:
    """Whether an error has passed through a method of the sink, ours or a plugin's."""
    return any(frame.f_locals.get("self") is sink for frame, _ in traceback.walk_tb(error.__traceback__))
