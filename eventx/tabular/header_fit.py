"""How the header of a table meets a layout: which column is which, what is lacking, what there is besides.

Knows names as programs change them (case, blanks, a layout's aliases), unnamed columns, and tables without a header. Doesn't read
rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from eventx.errors import InputError
from eventx.tabular.layout import Layout, plain

COLUMNS = "@columns"
"""The extra that holds the header of a table whose columns aren't exactly the layout's, in their order."""
HXL = "@hxl"
"""The extra that holds the row of HXL hashtags under the header of a table that has one."""
OF_TABLE = frozenset({COLUMNS, HXL})
"""The extras that say how the table was written, nothing of a row."""
_SHOWN = 8
_LONGEST = 40  # characters of a name: what is no table at all may have a page in its first line


@frozen
class Fit:
    """A layout and the header of one table. ``at``: column of the layout → its number in the table. ``tags``: the hashtags under
    the header, one for each column, if there are any."""

    layout: Layout
    header: tuple[str, ...]
    at: Mapping[str, int]
    has_header: bool = field(default=True, kw_only=True)
    tags: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def exact(self) -> bool:
        """Whether the header is the layout's own."""
        return self.header == self.layout.header

    @property
    def extras(self) -> dict[str, list[str]]:
        """What every record of the table has besides its cells, so that the table can be written again."""
        given = {COLUMNS: () if self.exact else self.header, HXL: self.tags}
        return {f"{self.layout.prefix}:{name}": list(cells) for name, cells in given.items() if cells}

    @property
    def lacks(self) -> tuple[str, ...]:
        """The layout's columns that the table hasn't."""
        return tuple(one for one in self.layout.columns if one not in self.at)

    @property
    def besides(self) -> Mapping[int, str]:
        """The columns that the layout doesn't know: their number → the extra under which a cell travels."""
        known = set(self.at.values())
        seen: set[str] = set(self.at) | OF_TABLE
        found: dict[int, str] = {}
        for number, name in enumerate(self.header):
            if number not in known:
                own = name if name.strip() and name.isprintable() and name not in seen else f"@{number + 1}"
                seen.add(own)
                found[number] = f"{self.layout.prefix}:{own}"
        return found


def fit(layout: Layout, header: Sequence[str]) -> Fit:
    """The columns of a header that a layout knows. A name as the layout writes it goes before another spelling of it."""
    given = tuple(header)
    at: dict[str, int] = {}
    for names, spelled in ((layout.named, given), (layout.spelled, [plain(name) for name in given])):
        for number, name in enumerate(spelled):
            column = names.get(name)
            if column is not None and column not in at and number not in at.values():
                at[column] = number
    return Fit(layout, given, at)


def best_fit(layouts: Sequence[Layout], header: Sequence[str], name: str) -> Fit:
    """The layout that a header fits best; the first of ``layouts`` that does, so that the one to fall back on stands first.

    What a table has decides, not what it lacks: hand-picked columns are everyday input. A column, or a name of one, that only
    other layouts have speaks against a layout. Raises :class:`InputError` that names the nearest and what it would need.
    """
    given = tuple(header)
    fits = [fit(layout, given) for layout in layouts]
    columns = {number: column for found in fits for column, number in found.at.items()}
    fits.sort(key=lambda found: _against(found, columns, layouts))
    for found in fits:
        if all(column in found.at for column in found.layout.required or found.layout.columns):
            twice = sorted({one for one in given if given.count(one) > 1 and given.index(one) in found.at.values()})
            if twice:
                words = f"the header has {', '.join(map(repr, twice))} twice; which one is meant can't be known"
                raise InputError(f"{name}:1: {words}")
            return found
    nearest = fits[0]
    lacks = [column for column in nearest.layout.required or nearest.layout.columns if column not in nearest.at]
    others = [repr(given[number][:_LONGEST]) for number in nearest.besides if given[number].strip()]
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    has = f", and has {', '.join(others[:_SHOWN])}{more}, which that layout doesn't know" if others else ""
    raise InputError(
        f"{name}:1: unknown layout; the nearest is {nearest.layout.name!r}, but the table lacks {', '.join(lacks)}{has}. "
        "Nothing was read; rename the columns, or use the csv importer with a mapping"
    )


def _against(found: Fit, columns: Mapping[int, str], layouts: Sequence[Layout]) -> tuple[int, int, bool, bool]:
    """What speaks against a fit, the weightiest first: columns and spellings that only other layouts have, another header,
    another order. ``columns``: number → the column by any of the layouts."""
    own = found.layout
    others = {column for layout in layouts for column in layout.columns} - {*own.columns}
    spelled = {plain(name) for layout in layouts for name in layout.header} - {plain(name) for name in own.header}
    foreign = sum(column in others for column in columns.values())
    places = [own.columns.index(column) for _, column in sorted(columns.items()) if column in own.columns]
    return foreign, sum(plain(name) in spelled for name in found.header), not found.exact, places != sorted(places)


def by_position(
    layouts: Sequence[Layout], first: Sequence[str], oddities: Callable[[Fit, Sequence[str]], int | None]
) -> Fit | None:
    """The layout of a table without a header, by the width and content of its first row; None if none fits best."""
    found: list[tuple[int, Fit]] = []
    for layout in layouts:
        if len(layout.columns) == len(first):
            one = Fit(layout, layout.header, {name: at for at, name in enumerate(layout.columns)}, has_header=False)
            odd = oddities(one, first)
            if odd is not None:
                found.append((odd, one))
    best = [one for odd, one in found if odd == min(odd for odd, _ in found)]
    return best[0] if len(best) == 1 else None


def is_header(layouts: Sequence[Layout], first: Sequence[str]) -> bool:
    """Whether the cells of a first row are names of columns: one alone may be a word in a row of data."""
    return any(len(fit(layout, first).at) > 1 for layout in layouts)
