"""Entries put aside on disk, so that memory does not grow with their number.

Knows JSON, an entry a line, and a document that ends with all of them. Doesn't know what entries say.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

_IN_MEMORY = 1 << 20


class Spool:
    """Entries in the order in which they came. It goes to another process with all of them. ``file``: where they go instead."""

    def __init__(self, file: IO[str] | None = None) -> None:
        self._file = file or tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115 (closed with it)
        weakref.finalize(self, self._file.close)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.lines(),)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Put one aside."""
        self._file.write(json.dumps(entry) + "\n")  # ASCII: a value may hold half of a surrogate pair

    def extend(self, lines: Iterable[str]) -> None:
        """Put those of another aside, as :meth:`lines` gives them."""
        self._file.writelines(lines)

    def lines(self) -> list[str]:
        """All of them as they are written down."""
        self._file.seek(0)
        return list(self._file)  # which leaves it at its end, where the next is written

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self._file.seek(0)
        try:
            yield from map(json.loads, self._file)
        finally:
            self._file.seek(0, 2)

    def write(self, out: IO[str], document: Mapping[str, Any], name: str) -> None:
        """Write a JSON document in flat memory; its last member, of this name, is the list of all entries."""
        head = json.dumps(document, ensure_ascii=False, indent=2)
        out.write(head.removesuffix("\n}") + f',\n  "{name}": [')
        separator = "\n    "
        for entry in self:
            out.write(separator + json.dumps(entry, ensure_ascii=False))
            separator = ",\n    "
        out.write(("]" if separator == "\n    " else "\n  ]") + "\n}\n")


def _again(lines: Iterable[str]) -> Spool:
    spool = Spool()
    spool.extend(lines)
    return spool
