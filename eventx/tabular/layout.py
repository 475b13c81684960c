"""What a table's columns mean, as data: a layout is declared once and run by interpreters, in both directions.

Knows which column says what of a record, in which form, and by which code list. Doesn't read or write anything:
:mod:`eventx.tabular.rows` does, row by row; another interpreter may do the same in columns. There is no code in a layout.

A *field* is a path into the record: ``place.country.name``; ``actors[side=a].name`` is the name of the actor whose ``side`` is
``a``. The cells of a *part* are read together, because together they give one value (a day and its precision); most parts have
one column. A *derived* column says nothing new (the year of the date): it is worked out when writing and compared when reading.

The law of every layout: a cell that writing the record would not give back travels as an extra, ``<prefix>:<column>``. So nothing
is lost by construction, and a record stays small where the table is as its codebook says.

A plugin whose table has an odd column brings a part of its own (:class:`OwnPart`), and needs no change here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from attrs import field, frozen

if TYPE_CHECKING:
    from eventx.tabular.cells import Cells


def _empty() -> Mapping[str, str]:
    return types.MappingProxyType({})


@frozen
class Codes:
    """A closed list of codes as a column writes them.

    ``meaning``: code → code of our vocabulary. ``back``: our code → the code to write. ``spellings``: other ways to write a code
    (case-folded) → the code. ``forms``: code → the cell to write, where this layout doesn't write the code itself. ``told``: what
    to say of a code whenever it is met, such as what its translation loses.
    """

    name: str
    meaning: Mapping[str, str]
    back: Mapping[str, str]
    spellings: Mapping[str, str] = field(factory=_empty)
    forms: Mapping[str, str] = field(factory=_empty)
    told: Mapping[str, str] = field(factory=_empty)


@frozen
class Identifier:
    """The record's id, after ``prefix:``; that of another source's record with that source's. A row without it is rejected, and
    where the source's own are a ``number``, one whose id is none."""

    column: str
    prefix: str
    number: bool = False


@frozen
class Text:
    """Words. ``verbatim`` keeps white space at the ends in the record, for prose."""

    column: str
    field: str
    verbatim: bool = False


@frozen
class Texts:
    """A list of words in one cell."""

    column: str
    field: str
    separator: str = ";"
    joint: str = "; "


@frozen
class Whole:
    """A whole number. One that can't be read rejects the row, unless the field is an extra, which no reader relies on.

    ``varied``: hardly any two rows have the same.
    """

    column: str
    field: str
    lowest: int | None = None
    varied: bool = False


@frozen
class Decimal:
    """A decimal number, written with ``decimals`` places if that loses nothing. One that can't be read rejects the row."""

    column: str
    field: str
    lowest: float
    highest: float
    decimals: int = 4


@frozen
class Spot:
    """A point in degrees by two columns. With only one of the two there is no point, and the cell travels."""

    latitude: str
    longitude: str
    field: str
    decimals: int = 4


@frozen
class Flag:
    """True if the cell has one of the words; a blank says nothing. The first word is the one written."""

    column: str
    field: str
    words: tuple[str, ...]


@frozen
class Coded:
    """A code of a closed list, which becomes a code of our vocabulary; ``system`` also keeps the source's own beside it."""

    column: str
    field: str
    codes: Codes
    system: str | None = None


@frozen
class Day:
    """A day and its precision. A precision other than the day gives the interval of ``spans``: ``day``, ``week`` (three days on
    either side) or ``month`` (the calendar month); the middle of it is written back.

    ``order``: which of two numbers before the year is the day, where the layout, the table or the user says so; else a date such
    as 02/03/2016 is refused. ``form``: how the layout writes a day, 2016-03-02 (``iso``) or 02/03/2016 (``dmy``).
    """

    column: str
    precision: str
    field: str
    spans: Mapping[str, str]
    back: Mapping[str, str]
    order: Literal["", "dmy", "mdy"] = ""
    form: Literal["iso", "dmy"] = "iso"


@frozen
class PlainDay:
    """A day by one column, without a word on its precision. ``order`` as in :class:`Day`."""

    column: str
    field: str
    order: Literal["", "dmy", "mdy"] = ""


@frozen
class Kinds:
    """The event's type by a finer and a coarser column of one system. The finer decides, and names its coarser in ``coarser``.

    ``roles`` says for which coarser codes side a acts upon side b; for all others the direction is not stated.
    """

    coarse: str
    fine: str
    system: str
    coarse_codes: Codes
    fine_codes: Codes
    coarser: Mapping[str, str]
    roles: tuple[str, ...] = ()


STATA_MISSING = (".", *(f".{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
"""Stata's signs for nothing known; the letters are its kinds of why."""
MISSING = ("NA", "NaN", "nan", "NULL", "null", "None", "<NA>", "NaT", "N/A", "n/a", "#N/A", "\\N", *STATA_MISSING)
"""What R, pandas, databases, spreadsheets and Stata write in a cell of which nothing is known."""


@frozen
class Nation:
    """A country by the name of one system, and its ISO 3166-1 numeric code. ``names``: numeric code → name to write."""

    name: str
    numeric: str
    field: str
    names: Mapping[str, str]
    numbers: Mapping[str, str]
    alpha3: Mapping[str, str]


@frozen
class Reports:
    """The names of the sources in one cell, and how near they are in another."""

    names: str
    scale: str
    separator: str = ";"
    joint: str = "; "


@frozen
class Count:
    """A toll. With ``zero`` the table writes 0 both for nobody and for nothing known, and this is its state in the record."""

    column: str
    measure: str
    who: str
    zero: str | None = None


@frozen
class Year:
    """Derived: the year of the day in ``given``."""

    column: str
    given: str


@frozen
class Lookup:
    """Derived: what ``table`` has for the cell of ``given``."""

    column: str
    given: str
    table: Mapping[str, str]


@frozen
class Pair:
    """Derived: what ``table`` has for the cells of two columns, in either order. ``spellings``: other ways to write it."""

    column: str
    given: tuple[str, str]
    table: Mapping[tuple[str, str], str]
    spellings: Mapping[str, str] = field(factory=_empty)


@runtime_checkable
class OwnPart(Protocol):
    """A part that a plugin brings: its columns, and what is done with their cells. Best a frozen attrs class."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads together, in the order in which parsing takes their cells."""
        ...

    def ready(self) -> Cells:
        """The part made ready to run."""
        ...


@runtime_checkable
class Alike(OwnPart, Protocol):
    """A part of one column that knows cells of which no two differ in what they say but for the cell itself.

    ``alike`` is a pattern of such cells: each stands in the record as it is, and as it is in JSON, and no rule or format can be
    against it. Its syntax is what Python's ``re`` and Rust's ``regex`` have in common. ``example`` is one that no table has.
    """

    @property
    def alike(self) -> str:
        """The pattern that the whole cell has to match."""
        ...

    @property
    def example(self) -> str:
        """A cell that matches."""
        ...


@runtime_checkable
class Dated(Protocol):
    """A part with a date whose numbers need an order; a plugin's own may be one."""

    @property
    def column(self) -> str:
        """The column of the date."""
        ...

    @property
    def order(self) -> Literal["", "dmy", "mdy"]:
        """Which number is the day, as far as that is known."""
        ...


@runtime_checkable
class OwnDerived(Protocol):
    """A derived column that a plugin brings."""

    @property
    def column(self) -> str:
        """The column."""
        ...

    @property
    def given(self) -> tuple[str, ...]:
        """The columns it follows from."""
        ...

    def derive(self, *cells: str) -> str:
        """What the column has, given those cells; blank if that can't be said."""
        ...

    def same(self, cell: str, expected: str) -> bool:
        """Whether a cell is another way to write what is expected."""
        ...


Part = (
    Identifier | Text | Texts | Whole | Decimal | Spot | Flag | Coded | Day | PlainDay | Kinds | Nation | Reports | Count
    | OwnPart
)  # fmt: skip
Derived = Year | Lookup | Pair | OwnDerived


@frozen
class Layout:
    """A table's layout: its columns in their order, the parts that read them, and the columns that follow from others.

    A part may have columns that the layout doesn't: they read as blank and aren't written. ``heads``: a column → its name in the
    header, where that isn't the name by which the parts call it. ``aliases``: other names of a column, as
    :func:`plain` gives them. ``required``: without these columns a table isn't of this layout; without others it only says less.
    ``missing``: cells that say "not known" in whatever column (``NA``). ``blank``: how the layout itself writes that.
    ``repeated``: columns in which the rows of a monadic export, one for each actor of an event, differ.
    """

    name: str
    prefix: str
    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    derived: tuple[Derived, ...] = ()
    heads: Mapping[str, str] = field(factory=_empty)
    aliases: Mapping[str, str] = field(factory=_empty)
    required: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    blank: str = ""
    repeated: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The header of a table in this layout."""
        return tuple(self.heads.get(name, name) for name in self.columns)

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The names of columns as this layout writes them, in the header or among its parts → the column."""
        parts = (column for part in self.parts for column in columns_of(part))
        return {name: name for name in (*self.columns, *parts)} | {head: name for name, head in self.heads.items()}

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """The same, as :func:`plain` gives them, and the aliases."""
        return {plain(name): column for name, column in self.named.items()} | dict(self.aliases)


def plain(name: str) -> str:
    """A column's name without what programs change on the way: case, blanks around and inside, a byte order mark."""
    return "_".join(name.strip("\ufeff \t\r\n").casefold().replace("-", "_").split())


def columns_of(part: Part | Derived) -> tuple[str, ...]:
    """The columns a part reads and writes, in the order in which the interpreters take them."""
    match part:
        case Day():
            return (part.column, part.precision)
        case Spot():
            return (part.latitude, part.longitude)
        case Kinds():
            return (part.coarse, part.fine)
        case Nation():
            return (part.name, part.numeric)
        case Reports():
            return (part.names, part.scale)
        case Identifier() | Text() | Whole() | Coded() | Year() | Lookup() | Pair():  # asking for a protocol takes long
            return (part.column,)
        case OwnPart():
            return part.columns
        case _:
            return (part.column,)
