"""Where an id stood first: the inputs are read once more for that, when one turns out to stand twice.

Ids are remembered in a few bits each, without their places, which hardly any run needs. Knows how far that looking goes: so many
units, and only in files that can be opened again. Judges nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any

from eventx.files.inputs import Location, file_of, open_input
from eventx.plugins import importer, typed_options
from eventx.reading.recognising import recognise
from eventx.report import Outcome, Position
from eventx.rules.earlier import named, number_of

MOST = 100_000
"""Units that are read again at most, which takes some seconds."""


class Earlier:
    """Says where the first record with an id stands, in words that follow "in"; nothing where that can't be said.

    ``inputs`` in the order of the run. Goes to another process without what it has read.
    """

    def __init__(self, inputs: Sequence[Location], source_format: str | None, options: Mapping[str, Any]) -> None:
        # Behind a stream, nobody knows any more what stood first.
        paths = tuple(takewhile(lambda one: isinstance(one, str | os.PathLike), inputs))
        self._given = paths, source_format, dict(options)
        self._known: dict[str, Position] = {}
        self._left: Iterator[tuple[str, Position]] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Earlier, self._given

    def __call__(self, name: str, position: Position) -> str:
        """Where the id stood before this position."""
        if not _is_of_row(position):
            return ""
        if self._left is None:
            self._left = self._all()
        while name not in self._known and (found := next(self._left, None)) is not None:
            self._known.setdefault(*found)
        if (place := self._known.get(name)) is None:
            return ""
        where = named(number_of(place), place)
        if place.file != position.file:
            return f"{where} of {place.file}" if where else place.file
        return where if number_of(place) < number_of(position) else ""  # not itself, or another record of its unit

    def _all(self) -> Iterator[tuple[str, Position]]:
        """Each id with its file and its number there, as far as can be read."""
        inputs, source_format, options = self._given
        read = 0
        for location in inputs:
            path = file_of(location)
            if path is None or not path.is_file():  # what can be read once only was
                return
            with suppress(Exception), open_input(location) as opened:  # is told where the input is read for its records
                plugin = importer(source_format or recognise(opened, options=options))
                for item in plugin.read(opened.stream, name=opened.name, **typed_options(plugin, options)):
                    read += 1
                    if read > MOST:
                        return
                    if not isinstance(item, Outcome):
                        break
                    if not _is_of_row(item.position):  # it may stand there, and that takes long to know
                        return
                    yield from ((one["id"], item.position) for one in item.records if _has_id(one))


def _has_id(record: object) -> bool:
    """Whether what an importer gives has an id; nobody has judged it yet, and it may be anything."""
    return isinstance(record, dict) and isinstance(record.get("id"), str)


def _is_of_row(position: Position) -> bool:
    """Whether a position is that of a row, a line or an element, not of some words of an article, which takes long to read."""
    return position.line is not None or position.pointer is not None
