"""The rows of a JSON answer of an API: a list of flat objects, alone or in an envelope.

Knows the envelopes of the field's APIs (``data``, ``Result``, …), and that numbers come as numbers or as texts. Reads the
document whole: an API answers in pages of some thousand rows. Says so if it is one page of several, or empty for lack of access.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from eventx.errors import InputError
from eventx.report import Finding, Position, Severity
from eventx.tabular.reader import Row

_LISTS = ("data", "Result", "results", "events", "rows")


def is_json(head: bytes) -> bool:
    """Whether a file begins as a JSON object or list."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


class JsonTable:
    """The rows of a JSON document. ``header`` holds the members of its objects, in the order in which they first appear."""

    def __init__(self, stream: BinaryIO, *, name: str) -> None:
        self.name = name
        self.count = 0
        self.complete = True
        self.message = ""
        self.remarks: list[Finding] = []
        try:
            # Numbers as they are written: 8.5900 is not 8.59 to somebody who wants the table back.
            document = json.loads(stream.read().decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str)
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: byte {error.start} is not UTF-8, as JSON must be") from None
        except json.JSONDecodeError as error:
            words = f"{name}:{error.lineno}:{error.colno}: the JSON can't be read: {error.msg}; it may be cut off. Get it again"
            raise InputError(words) from None
        self._base, self._items = _rows(document, name)
        self._tell_envelope(document)
        names: dict[str, None] = {}
        for item in self._items:
            if isinstance(item, dict):
                names.update(dict.fromkeys(item))
        self.header: tuple[str, ...] = tuple(names)

    def _tell_envelope(self, document: Any) -> None:
        if not isinstance(document, dict):
            return
        position = Position(self.name, pointer=self._base)
        if (limits := document.get("data_query_restrictions")) and not self._items:
            words = f"the answer is empty, and the account is restricted: {json.dumps(limits, ensure_ascii=False)}"
            raise InputError(f"{self.name}: {words}. That doesn't mean that nothing happened")
        if document.get("success") is False or "error" in document:
            raise InputError(f"{self.name}: the API answered with an error: {document.get('error') or document.get('messages')}")
        more = document.get("NextPageUrl") or document.get("next_cursor")
        if more:
            words = "the answer is one page of several"
            self.remarks.append(Finding("TAB-PAGE", Severity.WARNING, words, position, advice=f"get the next too: {more}"))

    def __iter__(self) -> Iterator[Row]:
        for number, item in enumerate(self._items, start=1):
            self.count = number
            pointer = f"{self._base}/{number - 1}"
            if not isinstance(item, dict):
                yield Row(number, 0, (), f"{pointer} is no object", pointer)
            else:
                yield Row(number, 0, tuple(_cell(item.get(name)) for name in self.header), pointer=pointer)


def _rows(document: Any, name: str) -> tuple[str, list[Any]]:
    if isinstance(document, list):
        return "", document
    for member in _LISTS:
        if isinstance(document, dict) and isinstance(document.get(member), list):
            return f"/{member}", document[member]
    what = f"the API answered: {document.get('message') or document.get('error')}" if isinstance(document, dict) else ""
    raise InputError(f"{name}: the JSON has no list of rows ({', '.join(_LISTS)}). {what}".rstrip())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
