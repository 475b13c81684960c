"""One page for a coder: the article with its evidence marked, the records beside it, and what became of every other telling.

Knows what the page is given and that it holds all of it: script, style and data are in the one file, and nothing is fetched
when it is opened. How the page behaves stands in ``page.js``; decisions made there are downloaded as records and as a list of
decisions.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from attrs import asdict, frozen

from eventx.report import Record
from eventx.vocabulary import vocabulary

_LISTS = {
    "types": "event-types",
    "statuses": "statuses",
    "datePrecisions": "date-precisions",
    "placePrecisions": "place-precisions",
    "roles": "roles",
    "actorTypes": "actor-types",
    "measures": "toll-measures",
    "groups": "toll-groups",
}


@frozen
class Telling:
    """A passage that became no record: merged or withheld, with the reason's code and words."""

    article: int
    start: int
    end: int
    kind: str
    reason: str
    words: str


def page(
    title: str,
    texts: Sequence[str],
    records: Iterable[Record],
    tellings: Iterable[Telling],
    *,
    version: str,
    remarks: Iterable[str] = (),
) -> str:
    """The page as HTML. ``texts`` are the extracted texts of the articles; offsets in the records are code points into them.

    ``remarks``: what was told in reading them, such as that a day of publication is missing.
    """
    data = {
        "title": title,
        "version": version,
        "texts": list(texts),
        "digests": [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts],
        "records": list(records),
        "tellings": list(map(asdict, tellings)),
        "lists": {name: [[term.code, term.label] for term in vocabulary(of).terms.values()] for name, of in _LISTS.items()},
    }
    parts = {name: _asset(f"page.{name}") for name in ("css", "js")}
    told = "".join(f"<li>{html.escape(remark)}</li>" for remark in remarks)
    parts["remarks"] = f'  <ul id="remarks">{told}</ul>\n' if told else ""
    return _filled(_asset("page.html"), {"title": html.escape(title), "data": _embedded(data), **parts})


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """The template with each ``{{name}}`` filled once, so that an article's own braces stay what they are."""
    pieces = template.split("{{")
    filled = pieces[0]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        filled += parts[name] + rest
    return filled


def _embedded(data: Any) -> str:
    """JSON that can stand in a script element: an article that says ``</script>`` must not end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
