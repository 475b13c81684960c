"""Reads articles on other sites' pages through trafilatura, an extra.

Knows how to ask trafilatura and how to say that it isn't there. What it takes for the article, its date and its title is its own
judgement, and the date says so. Doesn't read pages of RFE/RL or VOA (:mod:`eventx_rferl.reader.html`).
"""

from __future__ import annotations

import importlib
import json
from typing import Any

from eventx.errors import InputError
from eventx_rferl.model import Article
from eventx_rferl.reader.html import article_of
from eventx_rferl.reader.meta import About, address, day_of

ADVICE = "pip install 'eventx-conflict[articles]' reads other sites' pages, or save the article's text as a .txt file"


def _extracted(markup: str, name: str) -> dict[str, Any]:
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
    except ImportError:
        raise InputError(f"{name} is a web page without an article body of RFE/RL or VOA (div.wsw); {ADVICE}") from None
    try:
        found = trafilatura.extract(
            markup, output_format="json", with_metadata=True, include_comments=False, include_tables=False, favor_precision=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
        )  # fmt: skip
        values = json.loads(found) if found else {}
    except Exception as error:  # a stranger's code on a stranger's page
        raise InputError(
            f"{name} can't be read by trafilatura ({type(error).__name__}); save the article's text as a .txt file"
        ) from None
    return values if isinstance(values, dict) else {}


def _word(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def read_other(markup: str, name: str) -> Article:
    """The article on a page of any site. Raises :class:`InputError` if there is none or the extra isn't installed."""
    values = _extracted(markup, name)
    day = day_of(str(values.get("date") or ""))
    facts = About(
        published=day,
        published_text=day.isoformat() if day else None,
        published_note="the date is what trafilatura took from the page" if day else None,
        title=_word(values.get("title")),
        url=address(_word(values.get("source") or values.get("url"))),
        publisher=_word(values.get("source-hostname") or values.get("sitename") or values.get("hostname")),
        language=None,
    )
    lines = [" ".join(line.split()) for line in str(values.get("text") or values.get("raw_text") or "").splitlines()]
    found = article_of([(line, "paragraph") for line in lines if line], facts, form="html other")
    if found is None:
        raise InputError(
            f"{name} is a web page without an article body that trafilatura finds; save the article's own page, or its text"
        )
    return found
