"""An importer under check: the class, its samples, and a reading of some bytes as a list.

Knows how samples are found (``samples`` of the class, files beside its module) and how an importer is run with its hands in
sight. Doesn't know what is asked of it (:mod:`eventx.conformance.importers`).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from attrs import field, frozen

from eventx.conformance.check import Broken, NotShown, hold, quiet
from eventx.errors import EventxError
from eventx.plugins import Importer
from eventx.plugins.faults import AFTER_END, amiss, place_of, raised
from eventx.report import End, Kind, Outcome, Record

NO_SAMPLE = "no sample"
"""How the reason begins for which a check that reads a sample isn't shown."""


@frozen
class Reads:
    """An importer to be checked. ``repeat`` makes a longer input of ``n`` times a sample; None if nobody said how."""

    importer: Callable[[], Importer]
    samples: tuple[Path, ...]
    options: Mapping[str, Any] = field(factory=dict)
    repeat: Callable[[bytes, int], bytes] | None = None

    def each(self) -> Iterator[tuple[str, bytes]]:
        """The samples: name and content."""
        if not self.samples:
            raise NotShown(f"{NO_SAMPLE}: set `samples` of the class, or give one with --sample")
        for path in self.samples:
            yield path.name, path.read_bytes()

    def outcomes(self, content: bytes, name: str) -> tuple[list[Outcome], End | None]:
        """All that a fresh importer yields for some bytes."""
        with quiet(f"reading {name}"):
            return outcomes(self.importer(), content, name, self.options)

    def records(self, content: bytes, name: str) -> list[Record]:
        """The records kept."""
        return [record for outcome in self.outcomes(content, name)[0] for record in outcome.records]


def stream_of(content: bytes, *, most: int | None = None) -> BinaryIO:
    """A stream that can't seek, as an importer gets it from a pipe. Taking over ``most`` bytes of it raises :class:`Broken`."""
    return cast("BinaryIO", io.BufferedReader(_Forward(content, most)))


class _Forward(io.RawIOBase):
    def __init__(self, content: bytes, most: int | None) -> None:
        self._inner = io.BytesIO(content)
        self._most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._inner.readinto(buffer)
        if self._most is not None and self._inner.tell() > self._most:
            size = len(self._inner.getbuffer())
            raise Broken(f"over half of {size:,} bytes was read for the first few units; yield as you read")
        return count


def outcomes(importer: Importer, content: bytes, name: str, given: Mapping[str, Any]) -> tuple[list[Outcome], End | None]:
    """All that an importer yields for some bytes. Raises :class:`Broken` for what no importer may yield."""
    found: list[Outcome] = []
    end: End | None = None
    for item in importer.read(stream_of(content), name=name, **given):
        hold(end is None, AFTER_END)
        if words := amiss(item):
            raise Broken(f"{place_of(item, name)}: {words}")
        if isinstance(item, End):
            end = item
        else:
            found.append(item)
    return found, end


def told(reads: Reads, content: bytes, name: str) -> tuple[list[Outcome], End | None] | None:
    """What is yielded for damaged bytes; None if they were refused with words. Raises :class:`Broken` for any other exception."""
    try:
        return reads.outcomes(content, name)
    except EventxError as error:
        hold(len(str(error)) > 8, f"refused with {str(error)!r}; say what is wrong and what to do")
        return None
    except (Broken, NotShown):
        raise
    except Exception as error:
        words = raised(error, type(reads.importer()).__module__)
        raise Broken(f"{words}; raise InputError, or reject the unit with a finding") from error


def kept(found: list[Outcome]) -> int:
    """How many units were kept."""
    return sum(outcome.kind is Kind.KEPT for outcome in found)


def packaged_samples(importer: type[Any]) -> tuple[Path, ...]:
    """The files that the class names in ``samples``, beside its module."""
    module = sys.modules[importer.__module__]
    names = getattr(importer, "samples", ())
    folder = Path(module.__file__ or "").parent
    return tuple(folder / name for name in names)
