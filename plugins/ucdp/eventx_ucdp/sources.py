"""UCDP's list of reports, which stands in five columns.

Knows the structured form (``"Outlet,date,Headline";"…"``, with outlets, dates and headlines again in columns of their own) and
the free text of older rows, which is kept as one title. Doesn't judge the reports.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from eventx.tabular.cells import Cells, Field, Parsed

NOT_RECORDED = "-1"
_PLAIN = re.compile(r'"([^",]*),([0-9]{4}-[0-9]{2}-[0-9]{2})?,([^"]*)"(?=;"|$)').match  # finds the same in a third of the time
_ONE = re.compile(r'"([^"]*?),([0-9]{4}-[0-9]{2}-[0-9]{2})?,(.*?)"(?=;"|$)', re.DOTALL).match
_Reports = tuple[tuple[str, str, str], ...]  # outlet, date, headline; of free text only the last


@frozen
class ReportList:
    """How many reports, and which."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The count, the list, and its members apart."""
        return ("number_of_sources", "source_article", "source_office", "source_date", "source_headline")

    def ready(self) -> Cells:
        """The part made ready to run."""
        gives = ("sources.name", "sources.published", "sources.title")
        return Cells(self.columns, _parse, _render, _get, (Field("sources", _thaw, fresh=True, gives=gives, listed=True),))


def _parse(_count: str, article: str, office: str, date: str, headline: str) -> Parsed:
    reports = _structured(article)
    if reports is not None:
        return reports, ()
    if article.strip():
        return (("", "", article.strip()),), ()
    names = [one.strip() for one in office.split(";") if one.strip()]
    dates = [one.strip() for one in date.split(";") if one.strip()]
    heads = [one.strip() for one in headline.split(";") if one.strip()]
    if names and len(names) == len(dates) == len(heads):
        return tuple(zip(names, dates, heads, strict=True)), ()
    return tuple((name, "", "") for name in names) or None, ()


def _structured(article: str) -> _Reports | None:
    """The reports of a list that is wholly in the structured form."""
    found: list[tuple[str, str, str]] = []
    at = 0
    text = article.strip()
    while (one := _PLAIN(text, at) or _ONE(text, at)) is not None:
        name, date, head = one.groups("")
        found.append((name.strip(), date, head.strip()))
        at = one.end()
        if at == len(text):
            return tuple(found)
        at += 1  # the semicolon
    return None


def _render(value: _Reports | None) -> tuple[str, ...]:
    if value is None:
        return "", "", "", "", ""
    names, dates, heads = zip(*value, strict=True)
    if not any(names) and not any(dates):
        return NOT_RECORDED, "; ".join(heads), "", "", ""
    article = ";".join([f'"{name},{date},{head}"' for name, date, head in value])
    return str(len(value)), article, ";".join(names), ";".join(dates), ";".join(heads)


def _get(record: dict[str, Any]) -> _Reports | None:
    found = tuple(
        (one.get("name", ""), (one.get("published") or "")[:10], one.get("title", "")) for one in record.get("sources", ())
    )
    return tuple(one for one in found if any(one)) or None


def _thaw(value: _Reports) -> list[dict[str, str]]:
    names = ("name", "published", "title")
    made = [dict(zip(names, one, strict=True)) for one in value]
    return [one if all(one.values()) else {name: text for name, text in one.items() if text} for one in made]
