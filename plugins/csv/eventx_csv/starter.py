"""Writes a starter mapping for a table: what the headers and cells show is filled in, what they don't is marked TODO.

Takes what :mod:`eventx_csv.guesses` says of headers and hashtags. Decides nothing that a person has to: ids, the order of day and
month where no cell shows it, what a code means that isn't named as ours is.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO

from attrs import define, frozen

from eventx.errors import InputError
from eventx.report import counted
from eventx.tabular.dialect import is_blank
from eventx.tabular.envelope import JsonTable
from eventx.tabular.nested import SEPARATOR
from eventx.tabular.no_data import is_tags
from eventx.tabular.reader import Row
from eventx.vocabulary import vocabulary
from eventx_csv.cells import BadCell, count, counts, degrees, without_thousands
from eventx_csv.dates import read_date, shown_order
from eventx_csv.guesses import KINDS, meant, plain
from eventx_csv.heading import MOST_ROWS, header_below, open_table, recognised, shipped
from eventx_csv.mapping import parse_target, slots
from eventx_csv.points import is_pair
from eventx_csv.points import shown_order as shown_points

_SAMPLE = 500
_KINDS = 40
_SIGNS = ",. '’\u00a0\u202f"  # between thousands; the last two are blanks that don't break a line
_SOURCE = ("sources[1].name", "sources[1].url")
_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


@frozen
class Starter:
    """A mapping as TOML: how many marks it has where a person has to decide, and how many columns it leaves unmapped."""

    text: str
    undecided: int = 0
    not_mapped: int = 0


@define
class _Left:
    """What is left to a person, counted as it is written."""

    undecided: int = 0
    not_mapped: int = 0

    def mark(self) -> str:
        """The mark of something to decide, as TOML."""
        self.undecided += 1
        return '"TODO"'


def starter_mapping(stream: BinaryIO, *, name: str, encoding: str | None = None, delimiter: str | None = None) -> Starter:
    """The starter, with a comment wherever a person has to decide. Raises InputError for what is no table."""
    table = open_table(stream, name=name, encoding=encoding, delimiter=delimiter)
    following = iter(table)
    leading = list(itertools.islice(following, MOST_ROWS - 1))
    is_json = isinstance(table, JsonTable)
    dialect, written = (",", "JSON") if isinstance(table, JsonTable) else (table.dialect.delimiter, table.dialect.named())
    if (known := recognised((table.header, *(row.cells for row in leading)), dialect)) is not None:
        advice = f"# The shipped mapping '{known}' fits this table; '-O mapping={known}' reads with it as it is."
        return Starter(f"{advice}\n{shipped()[known]}")
    _refuse_no_table(table.header, leading, name)
    above = 0 if is_json else header_below((table.header, *(row.cells for row in leading)))
    header = tuple(map(str.strip, leading[above - 1].cells)) if above else table.header
    sample = itertools.chain(leading[above:], itertools.islice(following, _SAMPLE - MOST_ROWS + 1))
    filled = [row.cells for row in sample if not is_blank(row.cells)]
    of_how_many = "" if next(following, None) is None else f", by its first {counted(len(filled), 'row')}"
    rows = [cells for cells in filled if len(cells) == len(header)]
    if filled and not rows:
        words = f"no row has as many cells as the first ({len(header)}, {written}), so this is no table"
        raise InputError(f"{name}: {words}; name its separator with -O delimiter=, or read the text of an article as it is")
    tags = dict(zip(header, rows.pop(0), strict=True)) if rows and is_tags(rows[0]) else {}
    repeated = [one for one, times in Counter(filter(None, header)).items() if times > 1]
    once = [(index, one) for index, one in enumerate(header) if one and one not in repeated]
    columns = {one: [row[index].strip() for row in rows if row[index].strip()] for index, one in once}
    guessed = _guessed(columns, tags, nested=is_json)
    file = re.split(r"/|\.zip#", name)[-1]
    prefix = re.sub(r"[^a-z0-9]+", "-", file.rsplit(".", 1)[0].lower()).strip("-") or "table"
    if not prefix[0].isalpha():
        prefix = f"t-{prefix}"
    left = _Left()
    ident, identity = _identity(columns, guessed, rows, left)
    decimal = "," if _has_decimal_comma(columns, guessed) else "."
    parts = [
        f"# A starter for {file}: {counted(len(header), 'column')}, {written}{of_how_many}.",
        f"# Shipped mappings: {', '.join(shipped())} (give the name with -O mapping=NAME).",
        "# Columns that are not mapped travel as extras under the prefix. Decide what says TODO, and check the rest.",
        *(f"# {_quoted(one)} stands more than once in the header; to map it, rename one in the table." for one in repeated),
        "",
        "[mapping]",
        f"name = {_quoted(prefix)}",
        f"prefix = {_quoted(prefix)}",
    ]
    parts += [f"{word} = {_quoted(given)}" for word, given in (("encoding", encoding), ("delimiter", delimiter)) if given]
    if above:
        parts += [f"header_rows = {above + 1}   # the header stands below other rows", 'header = "joined"']
    if decimal != ".":
        parts.append(f"decimal = {_quoted(decimal)}")
    parts += ['# missing = ["NA", "-99"]   # cells that mean \'unknown\'', "", *identity, ""]
    parts += ["# [record]                  # members that every record gets", '# status = "reported"', ""]
    taken: set[str] = set()
    for one, cells in columns.items():
        if one != ident:
            parts += _column(one, guessed.get(one), cells, decimal, taken, left)
    if not any(one == "type" or one.startswith(("date", "place", "country")) for one in taken):
        parts += _bare(left)
    return Starter("\n".join(parts).rstrip() + "\n", left.undecided, left.not_mapped)


def _refuse_no_table(header: Sequence[str], rows: Sequence[Row], name: str) -> None:
    """Raise :class:`InputError` for a text of which a mapping would say nothing."""
    first = "".join(header[:1])
    words = ""
    if not rows and not any(header):
        words = "there are no rows, so nothing shows what a mapping is to say; take an answer with some"
    elif _PAGE.match(first):
        words = "it is a web page; in the place of a table it may be one that tells of an error, so look at it"
    elif first.lstrip().startswith("<"):
        words = "it is XML, or another text with tags, and no table; take the data as CSV, JSON or a sheet from where it comes"
    if words:
        raise InputError(f"{name}: {words}")


def _guessed(columns: dict[str, list[str]], tags: dict[str, str], *, nested: bool) -> dict[str, str]:
    """Which columns say what, by their names and hashtags, and where these don't tell, by their cells. ``nested``: whether a name
    may be that of a member in members."""
    guessed = {one: target for one in columns if (target := meant(one, tags.get(one, ""))) is not None}
    for one in columns if nested else ():
        inner = meant(re.split("[./]", one)[-1])
        if one not in guessed and inner is not None and inner not in ("id", *guessed.values()):
            guessed[one] = inner
    if not any(target.startswith("date") for target in guessed.values()) and len(dates := _dates(columns)) == 1:
        guessed.setdefault(dates[0], "date")
    if "type" not in guessed.values():
        guessed |= {one: "type" for one, cells in columns.items() if guessed.get(one) == "notes" and _are_kinds(cells)}
    if "place.point.lat" not in guessed.values():
        guessed |= {one: "place.point" for one, cells in columns.items() if cells and all(map(is_pair, cells[:50]))}
    if any(SEPARATOR in cell for one, target in guessed.items() if target in _SOURCE for cell in columns[one]):
        # A link beside several sources is that of the first, and no source of its own.
        guessed |= {one: target.replace("1", "each") for one, target in guessed.items() if target in _SOURCE}
    return guessed


def _bare(left: _Left) -> list[str]:
    """What a person has to decide if nothing shows which column is a date, a place or a type: records would say nothing."""
    return [
        "[[column]]   # no header is known as that of a date, a place or a kind of event; name at least one",
        f"name = {left.mark()}",
        f"to = {left.mark()}   # date (with its order), place.name, place.point.lat, type …",
        "",
    ]


def _dates(columns: dict[str, list[str]]) -> list[str]:
    """The columns that have a date in each of their first cells, day and month in numbers."""
    return [one for one, cells in columns.items() if cells and all(_is_date(cell) for cell in cells[:50])]


def _is_date(cell: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\1\d{4}", cell, re.ASCII) is not None


def _are_kinds(cells: list[str]) -> bool:
    """Whether cells under a name for words, such as "what", are mostly kinds of event."""
    known = _kinds()
    return sum(plain(cell) in known for cell in cells) * 2 > len(cells)


def _kinds() -> dict[str, str]:
    """Kind of event in plain form → code: those people write, and the words of the vocabulary."""
    terms = vocabulary("event-types").terms.values()
    return KINDS | {plain(word): term.code for term in terms for word in (term.code, term.label)}


def _identity(
    columns: dict[str, list[str]], guessed: dict[str, str], rows: list[tuple[str, ...]], left: _Left
) -> tuple[str | None, list[str]]:
    """The column that identifies a row, if one is shown, and how the mapping says it."""
    known = [header for header in columns if guessed.get(header) == "id"]
    for header in known:
        if rows and len(set(columns[header])) == len(rows):
            seen = f"filled and different in each of {counted(len(rows), 'row')} looked at"
            return header, ["[id]", f"columns = [{_quoted(header)}]   # {seen}"]
    free = {header: cells for header, cells in columns.items() if guessed.get(header, "id") == "id"}  # the rest is no id
    unique = [header for header, cells in free.items() if rows and len(cells) == len(set(cells)) == len(rows)]
    hint = f"; different in every row looked at: {', '.join(map(_quoted, unique[:5]))}" if unique else ""
    return None, [
        *(f"# {_quoted(header)} is named like an id, but {_no_id(columns[header], rows)}" for header in known if rows),
        "[id]",
        f"columns = [{left.mark()}]   # the column that identifies a row{hint}",
        '# hash = ["a", "b"]    # or, without ids: cells to hash',
    ]


def _no_id(cells: list[str], rows: list[tuple[str, ...]]) -> str:
    """Why the cells of a column tell no rows apart."""
    (most, times) = Counter(cells).most_common(1)[0] if cells else ("", 0)
    if times > 1:
        return f"{_cut(most, 40)!r} stands in {times:,} of {counted(len(rows), 'row')} looked at"
    return f"it is empty in {len(rows) - len(cells):,} of {counted(len(rows), 'row')} looked at"


def _column(header: str, target: str | None, cells: list[str], decimal: str, taken: set[str], left: _Left) -> list[str]:
    entry = ["[[column]]", f"name = {_quoted(header)}"]
    filled = set(slots(parse_target(target))) if target and target != "id" else set()
    if target is None or not filled or filled & taken:
        shown = ", ".join(repr(cell) for cell in list(dict.fromkeys(cells))[:3]) or "empty"
        left.not_mapped += 1
        return [f"# not mapped: {header}  ({_cut(shown, 90)})", ""]
    taken |= filled
    comment = _mismatch(target, cells, decimal)
    entry.append(f"to = {_quoted(target)}{comment}")
    if "[each]" in target:
        entry.append(f"separator = {_quoted(SEPARATOR)}")
    if target.startswith("date"):
        entry.append(_order(cells, left))
    if target == "place.point":
        shown = shown_points(cells, decimal)
        entry.append(
            f'order = "{shown}"' if shown else f"order = {left.mark()}   # lat-lon or lon-lat: no cell looked at shows which"
        )
    if target == "type":
        entry.append("# each kind of the table → a code of eventx; see 'eventx schema' for the list")
        kinds = list(dict.fromkeys(cells))
        known = _kinds()
        codes = [known.get(plain(kind)) for kind in kinds[:_KINDS]]
        given = [left.mark() if code is None else _quoted(code) for code in codes]
        pairs = (f"{_quoted(kind)} = {code}" for kind, code in zip(kinds, given, strict=False))
        entry.append(f"codes = {{ {', '.join(pairs)} }}")
        if len(kinds) > _KINDS:
            entry.append(f"# … and {len(kinds) - _KINDS} more kinds in the rows looked at; is this the column of them?")
    if target.startswith("tolls") and "0" in cells:
        entry.append('# zero = "none-or-unknown"   # if the table writes 0 also for "nothing known"')
    return [*entry, ""]


def _mismatch(target: str, cells: list[str], decimal: str) -> str:
    """A comment if the first cells don't look like what the target takes."""
    other = grouped = ""
    for cell in cells[:50]:
        try:
            if target.endswith((".lat", ".lon")):
                degrees(cell, decimal)
            elif target.startswith("tolls"):
                (counts if target.endswith(".range") else count)(cell, decimal)
        except BadCell:
            sign = next((one for one in _SIGNS if one in cell and without_thousands(cell, one).isdecimal()), "")
            if target.startswith("tolls") and sign:
                grouped = grouped or f"{cell!r} has a sign between thousands; say thousands = {_quoted(sign)} under [mapping]"
            else:
                other = other or f"{cell!r} is not what this takes; name it in `missing` or correct it"
    looks = "; and ".join(filter(None, (other, grouped)))
    return f"   # look: {looks}" if looks else ""


def _order(cells: list[str], left: _Left) -> str:
    try:
        order = shown_order(cells)
    except BadCell as error:
        return f"order = {left.mark()}   # {error}"
    if order is None:
        return f"order = {left.mark()}   # dmy or mdy: no date looked at shows which comes first"
    wrong = [cell for cell in cells[:50] if not _reads(cell, order)]
    if 2 * len(wrong) > len(cells[:50]) or not cells:
        return f"order = {left.mark()}   # a format such as %d.%m.%Y; the first cell is {cells[0] if cells else ''!r}"
    look = f"; look: {wrong[0]!r} can't be read so" if wrong else ""
    return f'order = "{order}"   # shown by the cells looked at{look}'


def _reads(cell: str, order: str) -> bool:
    try:
        read_date(cell, order)
    except BadCell:
        return False
    return True


def _has_decimal_comma(columns: dict[str, list[str]], guessed: dict[str, str]) -> bool:
    points = [header for header, target in guessed.items() if target.endswith((".lat", ".lon"))]
    return any(re.fullmatch(r"-?\d+,\d+", cell) for header in points for cell in columns[header])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)
