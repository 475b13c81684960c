"""What reads the cells of a column, by what its target needs. Knows no rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from eventx.vocabulary import country as country_by_code
from eventx.vocabulary import country_by_name
from eventx_csv.cells import BadCell, count, counts, decimal, degrees, truth, whole, without_thousands
from eventx_csv.dates import read_date
from eventx_csv.mapping import Column, TableMapping
from eventx_csv.points import point

Reader = Callable[[str], Any]
_NUMBERS = {"low", "best", "high"}


def reader(column: Column, mapping: TableMapping) -> Reader:
    """What reads the cells of a column, by what its target needs."""
    target, mark = column.target, mapping.decimal
    last = target.member or target.path[-1]
    if target.key is not None and target.path == ("tolls",):
        if last not in ("range", *_NUMBERS):
            return str
        number = partial(counts if last == "range" else count, mark=mark)
        return _grouped(number, mapping.thousands) if mapping.thousands else number
    if target.path[0] == "date" and (len(target.path) == 1 or last in ("start", "end")):
        return _dated(column.order, whole=len(target.path) == 1)
    if last == "published":
        return _published(column.order)
    if target.path == ("place", "point"):
        return partial(point, order=column.order, mark=mark)
    if target.path[-2:] in (("point", "lat"), ("point", "lon")):
        return _degrees(mark, "NS" if last == "lat" else "EW")
    if last in ("radius_m", "confidence", "score"):
        return _with_mark(decimal, mark)
    if last == "civilian_targeting":
        return truth
    if last == "country":
        return _country
    return _whole(mark) if column.whole else str


def _dated(order: str, *, whole: bool) -> Reader:
    def read(text: str) -> dict[str, str]:
        found = read_date(text, order)
        return {**found, "text": text, "basis": "source"} if whole else found

    return read


def _published(order: str) -> Reader:
    def read(text: str) -> str:
        found = read_date(text, order)
        if found["precision"] != "day":
            raise BadCell(f"{text!r} is no single day, as a date of publication must be; leave the column unmapped to keep it")
        return found["start"]

    return read


def _degrees(mark: str, sides: str) -> Reader:
    def read(text: str) -> float:
        return degrees(text, mark, sides)

    return read


def _with_mark(function: Callable[[str, str], float], mark: str) -> Reader:
    def read(text: str) -> float:
        return int(text) if text.isdecimal() else function(text, mark)  # a whole number is written without a point again

    return read


def _grouped(function: Callable[[str], Any], sign: str) -> Reader:
    def read(text: str) -> Any:
        plain = without_thousands(text, sign)
        try:
            return function(plain)
        except BadCell as error:
            raise BadCell(str(error).replace(repr(plain), repr(text))) from None  # in the cell's own words

    return read


def _whole(mark: str) -> Reader:
    def read(text: str) -> str:
        return str(whole(text, mark))

    return read


def _country(text: str) -> dict[str, Any]:
    known = country_by_name(text)
    if known is None and re.fullmatch("[A-Z]{3}", text) and (coded := country_by_code("iso3166-1-alpha3", text)):
        return {"name": coded.name, "codes": [{"system": "iso3166-1-alpha3", "code": text, "basis": "source"}]}
    if known is None:
        return {"name": text}
    return {"name": text, "codes": [{"system": "iso3166-1-alpha3", "code": known.alpha3, "basis": "crosswalk"}]}
