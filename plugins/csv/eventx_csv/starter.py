"""Writes a starter mapping for a table: what the headers and cells show is filled in, what they don't is marked TODO.

Knows the headers that datasets of the field commonly use. Decides nothing that a person has to: ids, the order of day and month
where no cell shows it, what a code means.
"""

from __future__ import annotations

import itertools
import json
import re
from typing import BinaryIO

from eventx_csv.cells import BadCell, degrees, whole
from eventx_csv.dates import read_date, shown_order
from eventx_csv.heading import open_table, recognised, shipped
from eventx_csv.mapping import parse_target, slots

_SAMPLE = 500

# Header in plain form (lower case, letters and digits only) → target.
KNOWN = {
    "eventid": "id", "id": "id", "eventidcnty": "id", "incidentid": "id",
    "date": "date", "eventdate": "date", "incidentdate": "date", "day": "date",
    "datestart": "date.start", "startdate": "date.start", "dateend": "date.end", "enddate": "date.end",
    "type": "type", "eventtype": "type", "incidenttype": "type", "category": "type", "subeventtype": "type",
    "place": "place.name", "location": "place.name", "town": "place.name", "city": "place.name", "locality": "place.name",
    "village": "place.name", "placename": "place.name",
    "country": "country", "countryname": "country",
    "admin1": "place.admin1", "adm1": "place.admin1", "province": "place.admin1", "region": "place.admin1",
    "state": "place.admin1", "oblast": "place.admin1", "governorate": "place.admin1",
    "admin2": "place.admin2", "adm2": "place.admin2", "district": "place.admin2", "county": "place.admin2",
    "admin3": "place.admin3", "pcode": "place.pcode", "admin2pcode": "place.pcode", "admin1pcode": "place.pcode",
    "lat": "place.point.lat", "latitude": "place.point.lat", "y": "place.point.lat",
    "lon": "place.point.lon", "lng": "place.point.lon", "long": "place.point.lon", "longitude": "place.point.lon",
    "x": "place.point.lon",
    "actor1": "actors[1].name", "actor": "actors[1].name", "actor2": "actors[2].name", "sidea": "actors[1].name",
    "sideb": "actors[2].name", "perpetrator": "actors[initiator].name", "perpetrators": "actors[initiator].name",
    "victim": "actors[target].name", "victims": "actors[target].name", "target": "actors[target].name",
    "fatalities": "tolls[killed].range", "killed": "tolls[killed].range", "dead": "tolls[killed].range",
    "deaths": "tolls[killed].range", "nkill": "tolls[killed].range", "best": "tolls[killed].best", "low": "tolls[killed].low",
    "high": "tolls[killed].high", "injured": "tolls[injured].range", "wounded": "tolls[injured].range",
    "nwound": "tolls[injured].range", "abducted": "tolls[abducted].range", "arrested": "tolls[arrested].range",
    "detained": "tolls[arrested].range", "displaced": "tolls[displaced].range", "missing": "tolls[missing].range",
    "source": "sources[1].name", "sources": "sources[1].name", "sourceurl": "sources[1].url", "url": "sources[1].url",
    "link": "sources[1].url",
    "notes": "notes", "description": "notes", "summary": "notes", "comment": "notes", "text": "notes",
}  # fmt: skip


def starter_mapping(stream: BinaryIO, *, name: str) -> str:
    """The starter as TOML, with a comment wherever a person has to decide. Raises InputError for what is no table."""
    table = open_table(stream, name=name)
    leading = list(itertools.islice(table, 4))
    if (known := recognised((table.header, *(row.cells for row in leading)), table.dialect.delimiter)) is not None:
        advice = f"# The shipped mapping '{known}' fits this table; '-O mapping={known}' reads with it as it is."
        return f"{advice}\n{shipped()[known]}"
    sample = itertools.chain(leading, itertools.islice(table, _SAMPLE))
    rows = [row.cells for row in sample if len(row.cells) == len(table.header)]
    columns = {header: [row[index].strip() for row in rows if row[index].strip()] for index, header in enumerate(table.header)}
    prefix = re.sub(r"[^a-z0-9]+", "-", name.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()).strip("-") or "table"
    if not prefix[0].isalpha():
        prefix = f"t-{prefix}"
    decimal = "," if _has_decimal_comma(columns) else "."
    parts = [
        f"# A starter for {name.rsplit('/', 1)[-1]}: {len(table.header)} columns, {table.dialect.named()}.",
        f"# Shipped mappings: {', '.join(shipped())} (give the name with -O mapping=NAME).",
        "# Columns that are not mapped travel as extras under the prefix. Decide what says TODO, and check the rest.",
        "",
        "[mapping]",
        f"name = {_quoted(prefix)}",
        f"prefix = {_quoted(prefix)}",
    ]
    if decimal != ".":
        parts.append(f"decimal = {_quoted(decimal)}")
    parts += ['# missing = ["NA", "-99"]   # cells that mean \'unknown\'', "", *_identity(columns, rows), ""]
    parts += ["# [record]                  # members that every record gets", '# status = "reported"', ""]
    taken: set[str] = set()
    for header, cells in columns.items():
        parts += _column(header, cells, decimal, taken)
    return "\n".join(parts).rstrip() + "\n"


def _identity(columns: dict[str, list[str]], rows: list[tuple[str, ...]]) -> list[str]:
    known = [header for header in columns if KNOWN.get(_plain(header)) == "id"]
    for header in known:
        if rows and len(set(columns[header])) == len(rows):
            return ["[id]", f"columns = [{_quoted(header)}]   # filled and different in all {len(rows)} rows looked at"]
    unique = [header for header, cells in columns.items() if rows and len(cells) == len(set(cells)) == len(rows)]
    hint = f"; different in every row looked at: {', '.join(map(_quoted, unique[:5]))}" if unique else ""
    return [
        "[id]",
        f'columns = ["TODO"]   # the column that identifies a row{hint}',
        '# hash = ["a", "b"]    # or, without ids: cells to hash',
    ]


def _column(header: str, cells: list[str], decimal: str, taken: set[str]) -> list[str]:
    target = KNOWN.get(_plain(header))
    if target == "id":
        return []
    entry = ["[[column]]", f"name = {_quoted(header)}"]
    filled = set(slots(parse_target(target))) if target else set()
    if target is None or filled & taken:
        shown = ", ".join(repr(cell) for cell in list(dict.fromkeys(cells))[:3]) or "empty"
        return [f"# not mapped: {header}  ({shown[:90]})", ""]
    taken |= filled
    comment = _mismatch(target, cells, decimal)
    entry.append(f"to = {_quoted(target)}{comment}")
    if target.startswith("date"):
        entry.append(_order(cells))
    if target == "type":
        entry.append("# each kind of the table → a code of eventx; see 'eventx schema' for the list")
        kinds = list(dict.fromkeys(cells))[:40]
        entry.append("codes = { " + ", ".join(f'{_quoted(kind)} = "TODO"' for kind in kinds) + " }")
    if target.startswith("tolls") and "0" in cells:
        entry.append('# zero = "none-or-unknown"   # if the table writes 0 also for "nothing known"')
    return [*entry, ""]


def _mismatch(target: str, cells: list[str], decimal: str) -> str:
    """A comment if the first cells don't look like what the target takes."""
    for cell in cells[:50]:
        try:
            if target.endswith((".lat", ".lon")):
                degrees(cell, decimal)
            elif target.startswith("tolls") and re.fullmatch(r"[\d\s+–-]+", cell) is None:
                whole(cell)
        except BadCell:
            return f"   # look: {cell!r} is not what this takes; name it in `missing` or correct it"
    return ""


def _order(cells: list[str]) -> str:
    try:
        order = shown_order(cells)
        readable = order is not None and all(_reads(cell, order) for cell in cells[:50])
    except BadCell as error:
        return f'order = "TODO"   # {error}'
    if order is None:
        return 'order = "TODO"   # dmy or mdy: no date looked at shows which comes first'
    if not readable:
        return f'order = "TODO"   # a format such as %d.%m.%Y; the first cell is {cells[0] if cells else ""!r}'
    return f'order = "{order}"   # shown by the cells looked at'


def _reads(cell: str, order: str) -> bool:
    try:
        read_date(cell, order)
    except BadCell:
        return False
    return True


def _has_decimal_comma(columns: dict[str, list[str]]) -> bool:
    for header, cells in columns.items():
        if KNOWN.get(_plain(header), "").endswith((".lat", ".lon")):
            return any(re.fullmatch(r"-?\d+,\d+", cell) for cell in cells)
    return False


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]", "", header.lower())


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)
