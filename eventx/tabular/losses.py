"""What of a record a table carries, found by reading back the row that was written.

Knows how to compare a record with what its row says. So an exporter needn't foresee every value it can't carry: it names the
losses it knows, and declares whatever else is missing. Doesn't know any format.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from eventx.json_pointers import step, unescaped
from eventx.report import Losses, Record
from eventx.tabular.header_fit import OF_TABLE
from eventx.tabular.rows import FOLLOWS

_LONGEST = 200
_NONE: Mapping[str, str] = types.MappingProxyType({})

Said = list[tuple[str, str, str]]
"""Losses an exporter named: code, pointer, detail."""


def missing(record: Record, again: Record, *, without: Collection[str] = ()) -> Iterator[tuple[str, Any]]:
    """The pointer and value of whatever a record says and what was read back doesn't, except the members ``without``."""
    for name, value in record.items():
        if name not in without and value != again.get(name):
            yield from _missing(value, again.get(name), step(name))


def missing_besides(said: Said, record: Record, again: Record, *, without: Collection[str] = ()) -> list[tuple[str, Any]]:
    """The same but for members that an exporter named as lost; one thing that is missing in these, if nothing else is.

    That is all there is to know for :func:`lost`.
    """
    named = {unescaped(pointer[1:]) for _, pointer, _ in said if pointer.count("/") == 1}
    apart = {name for name in record if name in named and name not in without}
    found = list(missing(record, again, without={*without, *apart}))
    return found or list(islice(missing({name: record[name] for name in apart}, again), 1))


def is_of(record: Record, prefix: str) -> bool:
    """Whether a record's id is this source's, or not there at all."""
    return "id" not in record or record["id"].startswith(f"{prefix}:")


def given_anew(record: Record, prefix: str, rights: Record | None) -> frozenset[str]:
    """The members of a record that reading its row again gives anew, or that only say how the table was written.

    ``rights``: those that reading gives the source's own records, if the record came from a table of its layout, else None.
    """
    ours = {"schema_version", *(f"{prefix}:{name}" for name in (*OF_TABLE, FOLLOWS))}
    if rights is not None:
        given = rights if is_of(record, prefix) else None
        if record.get("rights", given) == given:
            made = record.get("provenance", {})
            stated = "retrieved" in made or "version" in made.get("dataset", {})  # by the user: no table says these
            ours |= {"rights"} if stated else {"rights", "provenance"}
        if all("quote" not in one and "column" not in one.get("cell", {}) for one in record.get("evidence", ())):
            ours.add("evidence")
    return frozenset(ours)


def _missing(value: Any, again: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """The same for two values that differ."""
    if isinstance(value, dict) and isinstance(again, dict):
        for name, one in value.items():
            if one != again.get(name):
                yield from _missing(one, again.get(name), pointer + step(name))
    elif isinstance(value, list) and isinstance(again, list) and len(value) == len(again):
        for number, (one, other) in enumerate(zip(value, again, strict=True)):
            if one != other:
                yield from _missing(one, other, f"{pointer}/{number}")
    elif isinstance(value, list) and isinstance(again, list):
        for number, one in enumerate(value):
            if one not in again:
                yield f"{pointer}/{number}", one
    else:
        yield pointer, value


def declare(
    said: Said, rest: Iterable[tuple[str, Any]], losses: Losses, name: str, code: str, families: Mapping[str, str] = _NONE
) -> None:
    """Declare what is :func:`lost` of the record with this id."""
    for each, pointer, detail in lost(said, rest, code, families):
        losses.add(each, name, pointer, detail)


def lost(
    said: Said, rest: Iterable[tuple[str, Any]], code: str, families: Mapping[str, str] = _NONE, *, always: bool = False
) -> Iterator[tuple[str, str, str]]:
    """The losses an exporter named and what is missing besides; if nothing is missing, nothing, or ``always`` those it named.

    ``families`` gives codes to what is missing in a member of that name, however deep and however much of it: ``country`` to a
    country's name, codes and their systems, once for each country. ``code`` is for all the rest.
    """
    found = list(rest)
    if not found and not always:
        return
    yield from said
    named = {pointer for _, pointer, _ in said if pointer}
    below = tuple(pointer + "/" for pointer in named)
    told: dict[str, tuple[str, str]] = {}
    for pointer, value in found:
        if pointer not in named and not pointer.startswith(below) and not _has_some(pointer, named):
            whole, family = _family(pointer, families)
            words = told[whole][1] + ", " if whole in told else ""
            told[whole] = (family or code, words + shown(value))
    for pointer, (each, words) in told.items():
        yield each, pointer, words


def _has_some(pointer: str, named: Iterable[str]) -> bool:
    """Whether some of what was named is within what stands at a pointer."""
    within = pointer + "/"
    return any(one.startswith(within) for one in named)


def _family(pointer: str, families: Mapping[str, str]) -> tuple[str, str]:
    """The pointer of the member that has a code of its own, and the code; else the pointer itself."""
    steps = pointer.split("/")
    for number, name in enumerate(steps):
        if name in families:
            return "/".join(steps[: number + 1]), families[name]
    return pointer, ""


def shown(value: Any) -> str:
    """A value in few words."""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


Say = Callable[[str, str, str], None]


def sayer(said: Said) -> Say:
    """A function that notes a loss."""

    def say(code: str, pointer: str, detail: str) -> None:
        said.append((code, pointer, detail))

    return say
