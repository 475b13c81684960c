"""``eventx diff``."""

from __future__ import annotations

import json

import click

from eventx.cli import DONE, FINDINGS
from eventx.cli.options import INPUT, SHOWN, pairs_option, source_option, takers_of
from eventx.errors import UnknownOptionError, UsageError

_COLOURS = {
    "added": "green", "deleted": "red", "rejected": "red", "mended": "green", "unmended": "red", "dropped": "red",
    "refused": "red", "changed": "yellow", "rewritten": "yellow",
}  # fmt: skip
# What the last line leaves out if there is none, and with which words it keeps them apart from the rows that are told above it.
_SELDOM = {
    "rejected": "rejected that the old has",
    "mended": "mended that the old has rejected",
    "unmended": "rejected in both",
    "dropped": "rejected in the old and gone from the new",
    "refused": "rejected that the old hasn't",
    "rewritten": "only written otherwise",
}
_MOST = 6  # members that are named as those that changed most


@click.command()
@click.argument("old", type=INPUT)
@click.argument("new", type=INPUT)
@source_option
@pairs_option()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="A line a change, or a JSON object a line with all values.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print only the numbers.")
@click.pass_context
def diff(
    ctx: click.Context, old: str, new: str, source_format: str | None, options: dict[str, str], form: str, quiet: bool
) -> None:
    """Show what differs between two datasets: the records added, deleted and changed, by their ids.

    Where a record stands in its file, in which order the columns stand and entries of a list, and how the record was made, are no
    differences. The two may be of different formats. Records of which only cells are written in another way (3.0 for 3, 19/5/2024
    for 2024-05-19) are counted as 'rewritten'; --format json shows them. A record of which the new file has a version that can't
    be read is 'rejected', not 'deleted'; where the old file has such a version, it is 'mended', not 'added'.

    \b
    Exit codes: 0 they say the same; 1 they differ, or rows were rejected; 2 the call is wrong; 3 one can't be read.

    \b
    eventx diff ged251.csv ged261.csv
    eventx diff held.ndjson week.csv --format json
    """
    from eventx.cli.printing import FindingPrinter, print_ledger
    from eventx.editions.comparing import Comparison
    from eventx.editions.differing import in_words
    from eventx.report import Kind, Severity

    printer = FindingPrinter(SHOWN, notes=not quiet)
    found = Comparison(
        old,
        new,
        source_format=source_format,
        options=options,
        on_finding=lambda one: printer(one) if one.severity is Severity.ERROR else None,
    )
    try:
        for change in found:
            if quiet:
                continue
            if form == "json":
                click.echo(json.dumps(change.to_dict(), ensure_ascii=False))
            elif change.kind != "rewritten":
                words = change.why or in_words(change.members)
                click.echo(f"{click.style(f'{change.kind:<7}', fg=_COLOURS[change.kind])} {change.id} {words}".rstrip())
    except UnknownOptionError as error:
        if source_format or not takers_of(error):
            raise
        advice = f"Both files are read with the same options: convert the one that needs {error.option} to NDJSON first"
        raise UsageError(f"{error}. {advice}, with -O {error.option}=…, and compare that without it") from None
    printer.close("'eventx validate' shows all")
    for ledger in found.ledgers:
        print_ledger(ledger)
    kinds = (kind for kind in _COLOURS if found.counts[kind] or kind not in _SELDOM)
    numbers = ", ".join(f"{found.counts[kind]:,} {_SELDOM.get(kind, kind)}" for kind in kinds)
    click.echo(f"{numbers}, {found.counts['same']:,} the same", err=True)
    if found.members:
        most = ", ".join(f"{pointer} {count:,}×" for pointer, count in found.members.most_common(_MOST))
        click.echo(f"  changed most: {most}", err=True)
    rejected = any(ledger.total(Kind.REJECTED) for ledger in found.ledgers)
    ctx.exit(FINDINGS if rejected or found.counts.total() > found.counts["same"] + found.counts["rewritten"] else DONE)
