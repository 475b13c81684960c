"""The rows of a JSON answer of an API: objects in a list, alone or in an envelope, or one on each line; the features of a layer.

Knows the envelopes of the field's APIs (``data``, ``Result``, …), and that numbers come as numbers or as texts. Reads the
document whole: an API answers in pages of some thousand rows. Says so if it is one page of several, or empty for lack of access.
"""

from __future__ import annotations

import codecs
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from attrs import frozen

from eventx.errors import InputError
from eventx.report import Finding, Position, Severity, counted
from eventx.tabular.dialect import in_utf8, recoded
from eventx.tabular.nested import flattened, foreign_system, is_layer, of_feature
from eventx.tabular.reader import Row

_LISTS = ("data", "Result", "results", "events", "rows")
_TOTALS = ("total_count", "TotalCount", "numberMatched", "totalFeatures")
# What an answer that holds no rows says beside its complaint; a row that has a message has more of its own.
_OF_ANSWERS = frozenset(
    "code count detail details documentationurl error errordescription errors hint id message messages name path reason "
    "requestid status statuscode statustext success timestamp title traceid type".split()
)
_OPENINGS = ("{", "[", ",", ":")
"""How the first line of a document ends that goes on in the next."""
_FEWEST = 2
_PAGE = 5000  # rows that ACLED's API gives at most; a full page without a total may go on


def is_json(head: bytes) -> bool:
    """Whether a file begins as a JSON object or list."""
    return in_utf8(head).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


@frozen
class _NoRow:
    """What stands where a row should, and what is the matter with it; nothing if it is a blank line.

    ``broken``: whether it is no JSON, as the end of a file that is cut off.
    """

    words: str = ""
    broken: bool = False

    def __str__(self) -> str:
        return self.words


_TOO_DEEP = _NoRow("the JSON is nested too deeply to be a row")


class JsonTable:
    """The rows of a JSON document. ``header`` holds the members of its objects, in the order in which they first appear.

    It is in UTF-8, as JSON has to be, unless an ``encoding`` is named. With ``deep`` what members hold inside has columns of its
    own.
    """

    def __init__(self, stream: BinaryIO, *, name: str, encoding: str | None = None, deep: bool = False) -> None:
        self.name = name
        self.count = 0
        self.complete = True
        self.message = ""
        self.remarks: list[Finding] = []
        self._is_by_line = False
        content = recoded(stream.read(), encoding, name)
        try:
            text = content.decode("utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: byte {error.start} is not UTF-8, as JSON must be; -O encoding=… names another") from None
        try:
            document = self._parsed(text)
        except RecursionError:
            raise InputError(f"{name}: the JSON is nested too deeply to be a table") from None
        if isinstance(document, _NoRow):
            raise InputError(f"{name}: {document}")
        if isinstance(document, dict) and "\n" not in text.strip() and is_row(document):
            document = list(self._by_line(text))  # the only one of a file with an object on each line
        self._base, items = _rows(document, name)
        beside = [one for one in document.values() if one is not items] if isinstance(document, dict) else []
        if unclear := _unclear(beside):
            raise InputError(f"{name}: {unclear}")
        self._items = [of_feature(_unclear(item) or item) for item in items]
        if deep:
            self._items = [flattened(item) if isinstance(item, dict) else item for item in self._items]
        self._tell_envelope(document)
        names: dict[str, None] = {}
        for item in self._items:
            if isinstance(item, dict):
                names.update(dict.fromkeys(item))
        self.header: tuple[str, ...] = tuple(names)

    def _parsed(self, text: str) -> Any:
        try:
            return _loaded(text)
        except (json.JSONDecodeError, RecursionError) as error:
            if _has_a_row_a_line(text):
                return list(self._by_line(text))
            if not isinstance(error, json.JSONDecodeError):
                raise
            words = f"{error.msg}; it may be cut off. Get it again"
            raise InputError(f"{self.name}:{error.lineno}:{error.colno}: the JSON can't be read: {words}") from None

    def _by_line(self, text: str) -> Iterator[Any]:
        """What stands on each line; that the last is cut off is noted."""
        *lines, rest = text.split("\n")
        self._is_by_line = True
        for line in (*lines, rest) if rest else lines:
            item = _of_line(line)
            yield item
        if rest and isinstance(item, _NoRow) and item.broken:
            self.complete = False
            self.message = f"line {len(lines) + 1} ends in the middle of a row; the file is cut off"

    def _tell_envelope(self, document: Any) -> None:
        if not isinstance(document, dict):
            return
        limits = document.get("data_query_restrictions")
        if limits and not self._items:
            words = f"the answer is empty, and the account is restricted: {json.dumps(limits, ensure_ascii=False)}"
            raise InputError(f"{self.name}: {words}. That doesn't mean that nothing happened")
        if document.get("success") is False or document.get("error"):
            said = complaint(document)
            raise InputError(f"{self.name}: the API answered with an error{said and f': {said}'}")
        if limits:
            words = f"the account that asked is restricted: {json.dumps(limits, ensure_ascii=False)}"
            self._warn("TAB-RESTRICTED", words, "what these rows don't tell may have happened all the same")
        rows = len(self._items)
        total = max((int(one) for name in _TOTALS if (one := str(document.get(name) or "")).isdecimal()), default=None)
        if (all_of := str(document.get("count") or "")).isdecimal() and int(all_of) > rows:
            total = int(all_of)  # elsewhere it counts the page
        if more := _next_page(document):
            self._warn("TAB-PAGE", "the answer is one page of several", f"get the next too: {more}")
        elif total is not None and total > rows:
            self._warn("TAB-PAGE", f"the answer has {rows:,} of {counted(total, 'row')}", "get the other pages too")
        elif total is None and rows == _PAGE:
            words = f"the answer has {rows:,} rows, just as many as a page can have, and says no total"
            self._warn("TAB-PAGE", words, "look whether there is another page")

    def _warn(self, code: str, words: str, advice: str) -> None:
        self.remarks.append(Finding(code, Severity.WARNING, words, Position(self.name, pointer=self._base), advice=advice))

    def __iter__(self) -> Iterator[Row]:
        for number, item in enumerate(self._items, start=1):
            self.count = number
            line = number if self._is_by_line else 0
            pointer = "" if line else f"{self._base}/{number - 1}"
            if isinstance(item, _NoRow):
                yield Row(number, line, (), item.words, pointer)
            elif not isinstance(item, dict):
                yield Row(number, line, (), f"{pointer or 'the line'} is no object", pointer)
            else:
                yield Row(number, line, tuple(_cell(item.get(name)) for name in self.header), pointer=pointer)


def _has_a_row_a_line(text: str) -> bool:
    """Whether a text that is no JSON as a whole is so line by line: the first is some, or begins as others that are.

    One other is enough if the first can't be the opening of what holds the others.
    """
    first, *others = text.strip().split("\n")
    found = (line for line in others if line.startswith("{") and isinstance(_of_line(line), dict))
    if isinstance(_of_line(first), _NoRow):
        enough = 2 if first.rstrip().endswith(_OPENINGS) else 1
        return first.startswith("{") and len(list(itertools.islice(found, enough))) == enough
    return bool(others)


def _of_line(line: str) -> Any:
    """The value on a line of a file with an object on each."""
    if not line.strip():
        return _NoRow()
    try:
        return _loaded(line)
    except json.JSONDecodeError as error:
        return _NoRow(f"the line is no JSON: {error.msg} at character {error.colno}", broken=True)
    except RecursionError:
        return _TOO_DEEP


def _loaded(text: str) -> Any:
    # Numbers as they are written: 8.5900 is not 8.59 to somebody who wants the table back.
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _NoRow:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        return _NoRow(f"an object has the member {twice!r} twice; which is meant can't be known")
    return found


def _unclear(item: Any) -> _NoRow | None:
    """What is the matter with a row or what stands in it: that a member is there twice, that it can't be looked through."""
    try:
        return _ambiguous(item)
    except RecursionError:
        return _TOO_DEEP


def _ambiguous(item: Any) -> _NoRow | None:
    if isinstance(item, dict | list):
        return next(filter(None, map(_ambiguous, item.values() if isinstance(item, dict) else item)), None)
    return item if isinstance(item, _NoRow) else None


def is_row(document: Mapping[str, Any]) -> bool:
    """Whether an object alone is a row: no envelope, layer or complaint, and no table whose columns are objects or lists."""
    if is_layer(document) or any(isinstance(document.get(member), list) for member in _LISTS):
        return False
    own = sum(name.lower().replace("_", "") not in _OF_ANSWERS for name in document)
    if complaint(document) and own < _FEWEST:
        return False
    inner = [cell for cell in document.values() if isinstance(cell, dict | list)]
    return len(inner) < len(document) and not any(isinstance(one, dict | list) for cell in inner for one in cell)


def _next_page(document: dict[str, Any]) -> str:
    """Where an answer says that the next page is, or that there is one."""
    if found := document.get("NextPageUrl") or document.get("next_cursor") or document.get("next"):
        return str(found)
    links = document.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next":
            return str(link.get("href"))
    cut = document.get("exceededTransferLimit") or (document.get("properties") or {}).get("exceededTransferLimit")
    return "ask the service with resultOffset" if cut else ""


def _rows(document: Any, name: str) -> tuple[str, list[Any]]:
    if isinstance(document, list):
        return "", document
    if is_layer(document):
        if system := foreign_system(document):
            words = f"the layer's coordinates are in {system}, which are no longitude and latitude; save it in EPSG:4326"
            raise InputError(f"{name}: {words}")
        return ("/features", document["features"]) if "features" in document else ("", [document])
    for member in _LISTS:
        if isinstance(document, dict) and isinstance(document.get(member), list):
            return f"/{member}", document[member]
    if isinstance(document, dict) and (words := complaint(document)):
        raise InputError(f"{name}: these are no rows but the answer of an API that gave none: {words}")
    words = f"the JSON has no list of rows ({', '.join(_LISTS)})"
    if isinstance(document, dict) and isinstance(document.get("features"), list):
        words += "; it is a layer of a map service: ask it for GeoJSON (f=geojson)"
    else:
        words += ", alone or in an envelope; write a list with an object for each row"
    raise InputError(f"{name}: {words}")


def complaint(document: Mapping[str, Any]) -> str:
    """What an answer says of an error: a sentence, or objects with a sentence in them."""
    for name in ("error_description", "message", "error", "messages"):
        given = document.get(name)
        several = given if isinstance(given, list) else [given]
        found = [one.get("message", one) if isinstance(one, dict) else one for one in several]
        if words := "; ".join(str(one) for one in found if one):
            return words
    return ""


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
