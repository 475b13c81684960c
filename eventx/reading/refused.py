"""Inputs of which no unit can be read: among others such a file is a unit by itself, so that the others are read.

Knows what becomes of one, and the notes that ``eventx fetch`` puts beside the files it writes. Doesn't know why an input can't be
read (:class:`eventx.errors.RefusedInput` says it).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from eventx.errors import RefusedInput
from eventx.files.inputs import Location, Opened, printable
from eventx.report import End, Finding, Kind, Outcome, Position, Severity
from eventx.rules import FETCHED

_NOTE = ".source.json"


def as_a_unit(error: RefusedInput, name: str) -> Iterator[Outcome | End]:
    """A whole file as the one unit that was read of it, and the end."""
    words = str(error).removeprefix(f"{name}: ")
    if words.startswith(f"{name} "):
        words = f"the file{words.removeprefix(name)}"
    where = Position(name)
    if error.is_beside:
        yield Outcome(Kind.WITHHELD, where, reason=error.rule, message=words)
    else:
        yield Outcome.rejected(Finding(error.rule, Severity.ERROR, words, where))
    yield End(1, "file")


def going_on(items: Iterable[Outcome | End], name: str) -> Iterator[Outcome | End]:
    """An importer's outcomes, or the whole file as one unit where it is refused."""
    try:
        yield from items
    except RefusedInput as error:
        yield from as_a_unit(error, name)


def refuse_note(opened: Opened) -> None:
    """Raise :class:`RefusedInput` for a note of where a fetched file came from."""
    if opened.name.endswith(_NOTE) and b'"final_url"' in opened.head and b'"retrieved"' in opened.head:
        words = f"'eventx fetch' wrote it to say where {opened.name.removesuffix(_NOTE)} came from; name that file alone"
        raise RefusedInput(f"{opened.name}: {words}", FETCHED, is_beside=True)


def notes_among(inputs: Iterable[Location]) -> dict[Location, str]:
    """Those of some inputs that are notes of others of them, by how they are called, and what to tell of each."""
    paths = {os.fspath(one): one for one in inputs if isinstance(one, str | os.PathLike)}
    notes = {name: of for name in paths if (of := name.removesuffix(_NOTE)) != name and of in paths}
    words = "says where that file came from, and is not checked"
    return {paths[name]: f"{printable(name)} {words}" for name in notes}
