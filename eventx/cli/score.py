"""``eventx score``: how right predictions are, beside a coder's events."""

from __future__ import annotations

import json
from pathlib import Path

import click

from eventx.cli import FINDINGS
from eventx.cli.options import SHOWN, pairs_option, source_option


@click.command()
@click.argument("gold", type=click.Path(readable=False, path_type=Path))
@click.argument("predicted", required=False, type=click.Path(readable=False, path_type=Path))
@source_option
@pairs_option()
@click.option("--misses", is_flag=True, help="Say in words what was missed, extra, or not right.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table for people, or JSON with every figure.",
)
@click.option("--fail-under", type=click.FloatRange(0, 1), metavar="F1", help="Exit with 1 if the events' F1 is less.")
@click.pass_context
def score(
    ctx: click.Context,
    gold: Path,
    predicted: Path | None,
    source_format: str | None,
    options: dict[str, str],
    misses: bool,
    form: str,
    fail_under: float | None,
) -> None:
    """Compare PREDICTED events with those a coder took from the same articles.

    GOLD is a coded set (a JSON file with its articles beside it) or records. PREDICTED is a file of records, or a folder with a
    file for each article's id; without it, the articles of the coded set are read now. Records that the schema or a rule rejects
    are told and not compared; the exit code is then 1.

    \b
    eventx score gold.json
    eventx score gold.json predictions/ --misses
    eventx score coder.ndjson model.ndjson --fail-under 0.8
    """
    from eventx.cli.printing import FindingPrinter
    from eventx.errors import UsageError
    from eventx.files.inputs import refuse_missing
    from eventx.report import Finding, Severity, counted
    from eventx.scoring import coded as sides
    from eventx.scoring import score as compared
    from eventx.scoring.tally import lines

    refuse_missing([gold, *([predicted] if predicted is not None and not predicted.is_dir() else [])])
    printer = FindingPrinter(SHOWN)

    def rejected(finding: Finding) -> None:
        if finding.severity is Severity.ERROR:  # its unit isn't compared
            printer(finding)

    records = sides.records_by(source_format, options, rejected)
    coded = sides.coded_set(gold)
    if coded is not None:
        articles = sides.articles_read(coded, records) if predicted is None else sides.predicted(predicted, coded, records)
        result = compared(coded.articles, articles)
    elif predicted is not None:
        result = compared(*sides.two_tables(sides.records_by(None, {}, rejected)(gold, {}), records(predicted, {})))
    else:
        raise UsageError(f"{gold} is no coded set whose articles could be read; name the file with the predicted records")
    if form == "json":
        click.echo(json.dumps(result.as_json(misses=misses), indent=2, ensure_ascii=False))
    else:
        for line in lines(result):
            click.echo(line)
        for name, words in result.misses if misses else ():
            click.echo(f"{name}: {words}")
    printer.close("'eventx validate' shows them all")
    if errors := printer.counts[Severity.ERROR]:
        click.echo(f"{counted(errors, 'error')}: such records are rejected, and not compared", err=True)
    if errors or (fail_under is not None and (result.f1 is None or result.f1 < fail_under)):
        ctx.exit(FINDINGS)
