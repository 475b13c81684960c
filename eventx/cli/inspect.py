"""``eventx inspect``: a record in words, and under each value the words or the cell it rests on.

Knows how to read a record aloud. Finds the record by converting the input again, so what is shown is what a conversion gives.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from eventx.cli.options import pairs_option, source_option
from eventx.errors import UsageError
from eventx.report import Finding, Kind, Record, Severity

_SHOWN = 8
_LONGEST_MARK = 120  # characters


@click.command()
@click.argument("record_id", metavar="RECORD-ID")
@click.argument("source", type=click.Path(allow_dash=True, readable=False))
@source_option
@click.option("--text", "article", type=click.Path(exists=True, dir_okay=False), help="The article, if SOURCE has only records.")
@pairs_option()
def inspect(record_id: str, source: str, source_format: str | None, article: str | None, options: dict[str, str]) -> None:
    """Show the record RECORD-ID of SOURCE in words, with the evidence for each value.

    SOURCE is an article, a table, or eventx records. The start of an id is enough if only one record has it.

    \b
    eventx inspect acled:AAA1234 table.csv
    eventx inspect rferl:4f2a events.ndjson --text article.txt
    """
    if Path(record_id).is_file() and not Path(source).exists():
        raise UsageError(f"the id comes first, then what has it: eventx inspect {source} {record_id}")
    text = None if article is None else _article_text(article, options)
    record, own = _find(record_id, source, source_format, options, apart=article is not None)
    text = own if text is None else text
    for line in _words(record):
        click.echo(line)
    if text is not None:
        click.echo()
        for line in _highlighted(record, text):
            click.echo(line)


def _find(
    wanted: str, source: str, source_format: str | None, options: dict[str, str], *, apart: bool
) -> tuple[Record, str | None]:
    """The record, and the text if SOURCE is an article; ``apart``: one was named beside it, whose encoding may be meant alone."""
    from eventx import plugins
    from eventx.files.inputs import open_input
    from eventx.ledger import Ledger
    from eventx.reading import Reading
    from eventx.reading.recognising import recognise
    from eventx.tabular.dialect import recoded
    from eventx.version import version

    with open_input(source) as opened:
        name = source_format or recognise(opened, options=options)
        plugin = plugins.importer(name)
        text = None
        if (extract := getattr(plugin, "text", None)) is not None:
            text = extract(recoded(opened.stream.read(), options.get("encoding"), opened.name), opened.name)
    known = plugins.options(plugin)
    if apart and "encoding" not in known:
        options = {key: value for key, value in options.items() if key != "encoding"}
    if "evidence" in known:
        options = {"evidence": "cells"} | options  # tables keep only the row unless asked
    close: list[Record] = []
    ids: list[str] = []
    refused: dict[str, str] = {}

    def hear(finding: Finding) -> None:
        if finding.severity is Severity.ERROR and (finding.record or "").startswith(wanted):
            refused.setdefault(str(finding.record), f"{finding.position}: {finding.rule}: {finding.message}")

    for record in Reading((source,), ledger := Ledger(version()), source_format=name, options=options, on_finding=hear):
        if record["id"] == wanted:
            return record, text
        if record["id"].startswith(wanted):
            close.append(record)
        elif len(ids) < 10_000:
            ids.append(record["id"])
    if wanted in refused or (refused and not close):
        rejected = wanted if wanted in refused else next(iter(refused))
        raise UsageError(f"{rejected} was rejected, so there is nothing to show: {refused[rejected]}")
    if len(close) == 1:
        return close[0], text
    if close:
        raise UsageError(f"{wanted!r} begins {len(close)} ids: {_some([record['id'] for record in close])}")
    nearest = difflib.get_close_matches(wanted, ids, n=5, cutoff=0.3)
    has = f"near it are {', '.join(nearest)}" if nearest else f"it has {_some(ids) or 'none'}"
    count = ledger.total(Kind.REJECTED)
    lost = f". Of what was rejected ({count:,}) 'eventx validate' says why" if count else ""
    raise UsageError(f"{source} has no record {wanted!r}; {has}{lost}")


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_SHOWN]) + (f" and {len(ids) - _SHOWN:,} more" if len(ids) > _SHOWN else "")


def _article_text(path: str, options: dict[str, str]) -> str:
    from eventx import plugins
    from eventx.files.inputs import open_input
    from eventx.reading.recognising import recognise
    from eventx.tabular.dialect import recoded

    with open_input(path) as opened:
        plugin = plugins.importer(recognise(opened, options=options))
        extract = getattr(plugin, "text", None)
        if extract is None:
            raise UsageError(f"{path} is not an article: importer {plugin.name!r} extracts no text")
        found: str = extract(recoded(opened.stream.read(), options.get("encoding"), opened.name), opened.name)
        return found


def _words(record: Record) -> Iterator[str]:
    """The record value by value, each with its evidence underneath."""
    evidence: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for item in record.get("evidence", ()):
        evidence[item["pointer"]].append(item)
    yield click.style(record["id"], bold=True)
    yield from _with_evidence(f"{record['kind']}, {record['status']}", evidence, "/status", "")
    for pointer, words in _values(record):
        # What stands at a list, as tables have it of a toll, is shown with the first of its items.
        yield from _with_evidence(words, evidence, pointer, pointer.rpartition("/")[0] or pointer)
    for pointer in list(evidence):
        yield from _with_evidence(pointer, evidence, pointer)
    for gap in record.get("gaps", ()):
        yield f"not there: {gap['pointer']} is {gap['state']}" + (f" ({gap['reason']})" if "reason" in gap else "")


def _values(record: Record) -> Iterator[tuple[str, str]]:
    if "type" in record:
        yield "/type", f"what: {record['type']}"
    for index, code in enumerate(record.get("codes", ())):
        label = f" {code['label']}" if code.get("label", code["code"]) != code["code"] else ""
        yield f"/codes/{index}", f"code: {code['system']} {code['code']}{label} ({code['basis']})"
    if "date" in record:
        yield "/date", f"when: {_date(record['date'])}"
    if "place" in record:
        yield "/place", f"where: {_place(record['place'])}"
    for index, actor in enumerate(record.get("actors", ())):
        name = actor.get("name") or actor.get("text") or "somebody not named"
        kind = f", {actor['type']}" if "type" in actor else ""
        role = "actor, role not stated" if actor["role"] == "not-stated" else actor["role"]
        yield f"/actors/{index}", f"{role}: {name}{kind}"
    for index, toll in enumerate(record.get("tolls", ())):
        yield f"/tolls/{index}", f"{toll['measure']}: {_toll(toll)}"
    for index, toll in enumerate(record.get("resolved_tolls", ())):
        yield f"/resolved_tolls/{index}", f"{toll['measure']}, resolved: {_toll(toll)} by rule {toll['rule']}"
    for index, relation in enumerate(record.get("relations", ())):
        yield f"/relations/{index}", f"{relation['type']} {relation['target']}"
    for name in ("civilian_targeting", "notes", "language"):
        if name in record:
            yield f"/{name}", f"{name.replace('_', ' ')}: {record[name]}"
    for index, source in enumerate(record.get("sources", ())):
        known = source if "name" in source or "title" in source else {"name": source.get("id"), **source}
        parts = (known.get(name) for name in ("name", "title", "published", "url", "note"))
        yield f"/sources/{index}", "source: " + ", ".join(str(part) for part in parts if part)


def _date(date: Mapping[str, Any]) -> str:
    span = date.get("text", "?") if "start" not in date else date["start"]
    if date.get("end", date.get("start")) != date.get("start"):
        span += f" to {date['end']}"
    basis = f", {date['basis']}" if "basis" in date else ""
    return f"{span} (precision {date['precision']}{basis})"


def _place(place: Mapping[str, Any]) -> str:
    names = [place.get(name) for name in ("name", "admin3", "admin2", "admin1")]
    names.append(_country(place.get("country", {})))
    words = ", ".join(dict.fromkeys(str(name) for name in names if name))
    if "point" in place:
        words += f" at {place['point']['lat']}, {place['point']['lon']}"
    else:
        words += ", no point"
    if "precision" in place:
        words += f" ({place['precision']}"
        words += f", within {place['radius_m'] / 1000:g} km)" if "radius_m" in place else ")"
    return words


def _country(country: Mapping[str, Any]) -> str | None:
    """Its name, or that which its codes stand for: GDELT's GM is Germany, ISO's the Gambia."""
    from eventx.vocabulary import country as known

    if "name" in country:
        return str(country["name"])
    codes = [(code["system"], code["code"]) for code in country.get("codes", ())]
    found = (one.name for system, code in codes if (one := known(system, code)) is not None)
    return next(found, codes[0][1] if codes else None)


def _toll(toll: Mapping[str, Any]) -> str:
    if "state" in toll:
        number = str(toll["state"])
    else:
        bounds = " to ".join(str(toll[end]) for end in ("low", "high") if end in toll)
        number = f"{toll['best']} ({bounds})" if "best" in toll and bounds else str(toll.get("best", bounds))
        if "low" in toll and "high" not in toll:
            number = f"at least {toll['low']}"
    words = f"{number or 'no number'} of {toll.get('group', toll['who'])}"
    if "text" in toll:
        words += f", in the words “{toll['text']}”"
    if "claimant" in toll:
        words += f", says {toll['claimant']}"
    return words + (", superseded" if toll.get("superseded") else "")


def _with_evidence(words: str, evidence: dict[str, list[Mapping[str, Any]]], pointer: str, *others: str) -> Iterator[str]:
    """The words, then the evidence at the pointer and at whatever lies under it; each item is shown once."""
    yield words
    under = [key for key in evidence if key == pointer or key in others or (pointer and key.startswith(pointer + "/"))]
    for line in dict.fromkeys(_item(item) for key in under for item in evidence.pop(key)):  # one cell may say several things
        yield "    " + line


def _item(item: Mapping[str, Any]) -> str:
    words = ""
    if "quote" in item:
        quote = item["quote"]
        where = f" ({quote['start']}–{quote['end']})" if "start" in quote else ""
        words = f"“{quote.get('prefix', '')}{click.style(quote['exact'], bold=True)}{quote.get('suffix', '')}”{where}"
    elif "cell" in item:
        cell = item["cell"]
        where = ", ".join(f"{name} {cell[name]}" for name in ("file", "line", "row", "column") if name in cell)
        words = where + (f", {cell['header']} = {cell['value']!r}" if "header" in cell and "value" in cell else "")
    details = [str(item[name]) for name in ("rule", "basis") if name in item]
    if "confidence" in item:
        details.append(f"confidence {item['confidence']:g}")
    return words + (f"  [{', '.join(details)}]" if details else "")


def _highlighted(record: Record, text: str) -> Iterator[str]:
    """The paragraphs of the article that hold evidence; the words that single values rest on are marked."""
    found = [
        (item["quote"]["start"], item["quote"]["end"], item["pointer"])
        for item in record.get("evidence", ())
        if "start" in item.get("quote", {}) and text[item["quote"]["start"] : item["quote"]["end"]] == item["quote"]["exact"]
    ]
    if not found:
        yield "none of the evidence is in this text; is it the right article?"
        return
    # A whole sentence that supports the record as such would hide the words in it.
    single = [(start, end) for start, end, pointer in found if pointer and end - start <= _LONGEST_MARK]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(single or [(start, end) for start, end, _ in found]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    offset = 0
    for paragraph in text.split("\n\n"):
        inside = [(a - offset, b - offset) for a, b in merged if a < offset + len(paragraph) and b > offset]
        if inside:
            yield _marked(paragraph, inside) + "\n"
        offset += len(paragraph) + 2


def _marked(paragraph: str, spans: list[tuple[int, int]]) -> str:
    """Colour survives only on a terminal, so the brackets carry the mark."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        first = max(start, 0)
        inside = paragraph[first:end]
        parts += [paragraph[last:first], click.style(f"[[{inside}]]", fg="yellow", bold=True)]
        last = first + len(inside)
    return "".join([*parts, paragraph[last:]])
