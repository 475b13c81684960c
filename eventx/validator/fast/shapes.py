"""Lines of NDJSON cut into the texts of their members, many lines at a time.

Knows the order in which members come, as it was met, and how their names look in a line. A cut may be wrong, where a name stands
deeper in the line too: who uses it has to look at each text. Doesn't know what the texts say
(:mod:`eventx.validator.fast.members`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, repeat
from operator import not_

import orjson
from attrs import define, field, frozen

Column = Sequence[bytes]


@define(eq=False)
class _Node:
    """A member on the way through a line: what may come next, by how that begins; and the number of the shape that ends here."""

    following: list[tuple[bytes, _Node]] = field(factory=list)
    shape: int | None = None

    def after(self, marker: bytes, later: Iterable[bytes]) -> _Node:
        """The node for a member that comes next. One that may be left out is looked for before those that come later."""
        for known, node in self.following:
            if known == marker:
                return node
        node = _Node()
        coming = frozenset(later)
        at = next((number for number, (known, _) in enumerate(self.following) if known in coming), len(self.following))
        self.following.insert(at, (marker, node))
        return node


@frozen(eq=False)
class Cut:
    """The lines of one shape, by their numbers, and the texts of their members: what stands after each name."""

    shape: int
    at: Sequence[int]
    columns: Sequence[Column]


class Shapes:
    """The orders of members that were met. ``joined`` are members whose text is not cut from that of the one before."""

    def __init__(self) -> None:
        self._roots: dict[bytes, _Node] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def learn(self, names: Sequence[str], line: bytes, joined: Iterable[str] = ()) -> int:
        """The number of the shape of a line with these members; one that wasn't met gets the next."""
        space = b"" if len(names) < 2 or b"," + orjson.dumps(names[1]) in line else b" "
        kept = [name for number, name in enumerate(names) if number == 0 or name not in joined]
        first, *markers = [(b"," + space if number else b"{") + orjson.dumps(name) + b":" for number, name in enumerate(kept)]
        node = self._roots.setdefault(first, _Node())
        for number, marker in enumerate(markers):
            node = node.after(marker, markers[number + 1 :])
        if node.shape is None:
            node.shape, self._count = self._count, self._count + 1
        return node.shape

    def cut(self, lines: Sequence[bytes]) -> Iterator[Cut]:
        """The lines that have a shape, by their shapes. Those left out have none that is known."""
        for begins, root in self._roots.items():
            at = [number for number, line in enumerate(lines) if line.startswith(begins)]
            chosen = lines if len(at) == len(lines) else [lines[number] for number in at]
            yield from _fallen(root, _Lines(at, chosen, [len(begins)] * len(at), []))

    def clear(self) -> None:
        """Forget all shapes."""
        self._roots.clear()
        self._count = 0


@frozen(eq=False)
class _Lines:
    """Lines cut up to a point: their numbers, the lines, where in each is what is left of it, and the columns before that."""

    at: Sequence[int]
    lines: Column
    starts: Sequence[int]
    columns: Sequence[Column]

    def cut(self, ends: Sequence[int], size: int) -> _Lines:
        """The lines cut where a marker of a size stands."""
        texts = [line[start:end] for line, start, end in zip(self.lines, self.starts, ends, strict=True)]
        return _Lines(self.at, self.lines, list(map(size.__add__, ends)), [*self.columns, texts])

    def chosen(self, wanted: Sequence[object]) -> _Lines:
        """Some of them."""
        return _Lines(
            list(compress(self.at, wanted)),
            list(compress(self.lines, wanted)),
            list(compress(self.starts, wanted)),
            [list(compress(column, wanted)) for column in self.columns],
        )


def _fallen(node: _Node, lines: _Lines) -> Iterator[Cut]:
    """Cut what is left of some lines from a member on."""
    for number, (marker, following) in enumerate(node.following):
        if not lines.at:
            return
        ends = list(map(bytes.find, lines.lines, repeat(marker), lines.starts))
        others = [other for other, _ in node.following[number + 1 :]]
        if not others and min(ends) >= 0:
            yield from _fallen(following, lines.cut(ends, len(marker)))
            return
        hits = [
            end >= 0 and not any(line.find(other, start, end) >= 0 for other in others)
            for end, line, start in zip(ends, lines.lines, lines.starts, strict=True)
        ]
        if any(hits):
            yield from _fallen(following, lines.chosen(hits).cut(list(compress(ends, hits)), len(marker)))
            lines = lines.chosen(list(map(not_, hits)))
    if lines.at and node.shape is not None:
        if not all(line.endswith(b"}") for line in lines.lines):
            ends = [len(line.rstrip(b" \t\r\n")) for line in lines.lines]
            whole = [line.endswith(b"}", 0, end) for line, end in zip(lines.lines, ends, strict=True)]
            lines, ends = lines.chosen(whole), list(compress(ends, whole))
        else:
            ends = list(map(len, lines.lines))
        if lines.at:
            cut = lines.cut([end - 1 for end in ends], 1)
            yield Cut(node.shape, cut.at, cut.columns)
