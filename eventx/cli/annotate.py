"""``eventx annotate``: an article and its events on one page, for a coder to check and correct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from eventx.cli import FINDINGS
from eventx.cli.options import SHOWN, pairs_option, quiet_option, source_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventx.annotation import Telling
    from eventx.ledger import Ledger
    from eventx.report import Finding


@click.command()
@click.argument("article", type=click.Path(readable=False))
@click.option("-o", "--output", required=True, type=click.Path(), help="Where to write the page.")
@source_option
@click.option("--records", type=click.Path(), help="Show these records instead of reading the article for events.")
@pairs_option()
@quiet_option
@click.pass_context
def annotate(
    ctx: click.Context,
    article: str,
    output: str,
    source_format: str | None,
    records: str | None,
    options: dict[str, str],
    quiet: bool,
) -> None:
    """Make a page with ARTICLE on the left, its evidence marked, and the records on the right.

    The page is one file and works offline. Decisions made on it are downloaded as corrected records, and as a list of all
    decisions. Of given records, those that are rejected are told and left out; the exit code is then 1.

    \b
    eventx annotate article.html -o page.html
    eventx annotate article.txt --records model.ndjson -o page.html
    """
    from eventx.annotation import page
    from eventx.api import read
    from eventx.cli.printing import FindingPrinter, print_ledger
    from eventx.errors import InputError, UsageError
    from eventx.files.inputs import open_input
    from eventx.files.outputs import open_output, told_apart
    from eventx.ledger import Ledger
    from eventx.reading import Reading
    from eventx.reading.recognising import recognise
    from eventx.report import Severity, counted
    from eventx.tabular.dialect import recoded
    from eventx.version import version

    if article == "-":
        raise UsageError("the article is read twice, for its events and for its text: name a file")
    told_apart((article, *([records] if records else [])), [("-o", output)])
    with open_input(article) as opened:
        name = source_format or recognise(opened, options=options)
        content = recoded(opened.stream.read(), options.get("encoding"), opened.name)
        texts = _texts(name, content, opened.name)
        title = opened.name.rpartition("/")[2]
    ledger = Ledger(version())
    printer = FindingPrinter(SHOWN, notes=not quiet)
    remarks: list[str] = []

    def hear(finding: Finding) -> None:
        printer(finding)
        remarks.append(". ".join(filter(None, (f"{finding.severity.value} {finding.rule}: {finding.message}", finding.advice))))

    heard = hear if records is None else None  # given records were checked when they were made
    found = list(Reading((article,), ledger, source_format=name, options=options, on_finding=heard))
    if records is not None:
        found = list(read(records, on_finding=hear).records())
        strange = [record["id"] for record in found if not _fits(record, texts)]
        if strange:
            raise InputError(f"{records}: the words that {strange[0]} quotes don't stand in {article}; is it the right article?")
        if found and not any(map(_quotes, found)):
            words = f"{records}: no record quotes any words, so that they are of {article} can't be told, nor where they stand"
            click.echo(words, err=True)
            remarks.append(words)
    tellings = () if records is not None else _tellings(ledger, name)
    made = page(title, texts, found, tellings, version=version(), remarks=remarks)
    for account in ledger.inputs:
        if not account.complete:
            raise InputError(f"{article} is cut off: {account.message}")
    with open_output(output) as out:
        out.write(made.encode())
    if not quiet:
        print_ledger(ledger)
    printer.close("'eventx validate' shows them all")
    if not quiet:
        click.echo(f"wrote {counted(len(found), 'record')} to {output}; open it in a browser", err=True)
    if printer.counts[Severity.ERROR]:
        ctx.exit(FINDINGS)


def _texts(name: str, content: bytes, file: str) -> tuple[str, ...]:
    from eventx import plugins
    from eventx.errors import UsageError

    plugin: Any = plugins.importer(name)
    if hasattr(plugin, "texts"):
        return tuple(plugin.texts(content, file))
    if not hasattr(plugin, "text"):
        raise UsageError(f"{file} is not an article: importer {name!r} extracts no text; 'eventx inspect' shows rows of tables")
    return (plugin.text(content, file),)


def _fits(record: dict[str, Any], texts: Sequence[str]) -> bool:
    return any(all(text[quote["start"] : quote["end"]] == quote["exact"] for quote in _quotes(record)) for text in texts)


def _quotes(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [item["quote"] for item in record.get("evidence", ()) if "start" in item.get("quote", {})]


def _tellings(ledger: Ledger, name: str) -> Iterator[Telling]:
    """What was merged or withheld, with its place in the text and what the reason means."""
    from eventx import plugins
    from eventx.annotation import Telling

    codes = getattr(plugins.importer(name), "codes", {})
    details = list(ledger.details())
    # An article of the file that couldn't be read has no text, so those after it move up.
    unread = [detail["position"]["row"] for detail in details if detail["kind"] == "rejected" and "row" in detail["position"]]
    for detail in details:
        position = detail["position"]
        if detail["kind"] in {"merged", "withheld"} and "start" in position:
            row, reason = position.get("row", 1), detail["reason"]
            words = detail.get("message") or codes.get(reason, "")
            article = row - 1 - sum(other < row for other in unread)
            yield Telling(article, position["start"], position["end"], detail["kind"], reason, words)
