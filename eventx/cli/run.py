"""``eventx convert`` and ``eventx validate``."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import IO, Any

import click

from eventx.cli import DONE, FAILED, FINDINGS
from eventx.errors import UsageError

_SHOWN = 3
_CUT_OFF = "EVX025"


def pairs(given: tuple[str, ...]) -> dict[str, str]:
    """The options of ``-O name=value``. Raises a usage error for one that is no pair or is given twice."""
    options: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{pair!r}: write it as name=value")
        if name in options:
            raise click.BadParameter(f"{name} is given twice")
        options[name] = value
    return options


def _pairs(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    return pairs(given)


def _names(group: str) -> Any:
    """Shell completion with the installed formats."""

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        from eventx import plugins

        return [name for name in getattr(plugins, group)() if name.startswith(incomplete)]

    return complete


_from = click.option(
    "--from", "source_format", metavar="NAME", shell_complete=_names("importers"),
    help="The importer; without it the content decides. See 'eventx formats'.",
)  # fmt: skip


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(allow_dash=True, exists=False), metavar="SOURCE...")
@_from
@click.option(
    "--to", "target_format", metavar="NAME", shell_complete=_names("exporters"),
    help="The exporter; without it the suffix of -o decides, and NDJSON goes to standard output.",
)  # fmt: skip
@click.option("-o", "--output", default="-", type=click.Path(allow_dash=True), help="Where to write; '-' is standard output.")
@click.option(
    "-O", "options", multiple=True, metavar="KEY=VALUE", callback=_pairs,
    help="An option of the importer or exporter. See 'eventx formats NAME'.",
)  # fmt: skip
@click.option("--ledger", "ledger_path", type=click.Path(), help="Write the ledger of every row, as JSON.")
@click.option("--loss", "loss_path", type=click.Path(), help="Write every value the output can't carry, as JSON.")
@click.option("--strict", is_flag=True, help="Write nothing if any row is rejected.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what went wrong.")
@click.pass_context
def convert(
    ctx: click.Context,
    sources: tuple[str, ...],
    source_format: str | None,
    target_format: str | None,
    output: str,
    options: dict[str, str],
    ledger_path: str | None,
    loss_path: str | None,
    strict: bool,
    quiet: bool,
) -> None:
    """Convert files into one output, every row accounted for.

    The format of a SOURCE is recognised by its content ('-' is standard input), that of the output by its suffix. Rows that
    can't become records are rejected and listed, the good ones are written, and the exit code is 1.

    \b
    eventx convert seeds/*.txt -o events.geojson
    eventx convert acled.csv -o events.ndjson --ledger ledger.json
    eventx convert ged261.csv -o table.acled.csv --loss loss.json
    cat events.ndjson | eventx convert - --to acled > table.csv
    """
    from eventx.cli.printing import FindingPrinter, print_ledger, progress
    from eventx.conversion import convert as run
    from eventx.conversion import format_of
    from eventx.ledger import Ledger
    from eventx.lossreport import LossReport
    from eventx.plugins import exporter
    from eventx.report import Kind
    from eventx.version import version

    _told_apart(sources, {"-o": output, "--ledger": ledger_path, "--loss": loss_path})
    target_format = target_format or format_of(output)
    target = exporter(target_format)
    read_options, write_options = _split(options, source_format, target)
    ledger = Ledger(version())
    losses = LossReport(ledger) if loss_path is not None else None
    printer = FindingPrinter(_SHOWN)
    try:
        with progress("converting") as on_progress:
            run(
                sources,
                output,
                source_format=source_format,
                target_format=target_format,
                read_options=read_options,
                write_options=write_options,
                strict=strict,
                ledger=ledger,
                on_finding=printer,
                on_progress=on_progress,
            )
    finally:
        printer.close("--ledger PATH writes them all")
        if ledger_path is not None:
            _write_text(ledger_path, ledger.write)
        if losses is not None and loss_path is not None:
            _write_text(loss_path, partial(losses.write, meanings=getattr(target, "codes", {})))
    if not quiet:
        print_ledger(ledger)
    ctx.exit(FINDINGS if ledger.total(Kind.REJECTED) or ledger.errors else DONE)


def _split(options: dict[str, str], source_format: str | None, target: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Which options are the exporter's; the rest are the importer's, which refuses those it doesn't have.

    A name that both have is refused unless it is written ``read.NAME`` or ``write.NAME``.
    """
    from eventx import plugins

    ours = plugins.options(target)
    theirs = plugins.options(plugins.importer(source_format)) if source_format else {}
    read: dict[str, str] = {}
    write: dict[str, str] = {}
    for name, value in options.items():
        side, dot, bare = name.partition(".")
        if dot and side in ("read", "write"):
            (read if side == "read" else write)[bare] = value
        elif name in ours and name in theirs:
            raise UsageError(f"option {name!r} is one of the importer and of the exporter; write read.{name} or write.{name}")
        else:
            (write if name in ours else read)[name] = value
    return read, write


def _told_apart(sources: tuple[str, ...], targets: dict[str, str | None]) -> None:
    """Raise a usage error if one file is to be written twice, or over a source."""
    from pathlib import Path

    taken = {Path(source).resolve(): "a source" for source in sources if source != "-"}
    for option, path in targets.items():
        if path is None or path == "-" or path.startswith("/dev/"):
            continue
        where = Path(path).resolve()
        if where in taken:
            raise UsageError(f"{option} {path} is {taken[where]} too; give it a name of its own")
        taken[where] = option


def _write_text(path: str, write: Callable[[IO[str]], None]) -> None:
    import io

    from eventx.outputs import open_output

    with open_output(path) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
        write(text)
        text.detach()


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="PATH...")
@_from
@click.option("-O", "options", multiple=True, metavar="KEY=VALUE", callback=_pairs, help="An option of the importer.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Words, or one JSON object a line.")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option("--max", "limit", type=click.IntRange(min=0), default=None, help="Print at most so many of each rule.")
@click.pass_context
def validate(
    ctx: click.Context,
    paths: tuple[str, ...],
    source_format: str | None,
    options: dict[str, str],
    form: str,
    strict: bool,
    limit: int | None,
) -> None:
    """Check files: the schema, then the rules beyond it.

    Reads whatever an importer reads: eventx JSON and NDJSON, ACLED tables, mapped CSV. Every finding names the file, line and
    value. Exits with 1 if there is an error (with --strict: or a warning), and always says how much was checked.
    """
    from eventx.cli.printing import FindingPrinter, progress
    from eventx.conversion import DEFAULT_FORMAT
    from eventx.errors import EventxError
    from eventx.inputs import open_input
    from eventx.ledger import Ledger
    from eventx.plugins import importer, typed_options
    from eventx.reading import Reading, recognise
    from eventx.report import Finding, Kind, Severity
    from eventx.validator.files import FileCheck
    from eventx.version import version

    printer = FindingPrinter(limit, err=False)

    def report(finding: Finding) -> None:
        if form == "text":
            printer(finding)
        else:
            printer.counts[finding.severity] += 1
            click.echo(json.dumps(finding.to_dict(), ensure_ascii=False))

    failed: EventxError | None = None
    read = checked = files = 0
    whole, rejected, units = True, 0, set()
    for path in paths:
        ledger = Ledger(version())
        try:
            with progress("checking") as on_progress, open_input(path) as opened:
                name = source_format or recognise(opened, report)
                typed_options(importer(name), options)  # also where they don't matter, a misspelt one is told
                if name == DEFAULT_FORMAT:  # the reader that keeps the line and column of every value
                    check = FileCheck(opened.stream, name=opened.name)
                    for finding in check:
                        report(finding)
                        whole = whole and finding.rule != _CUT_OFF
                    read, checked, files = read + check.read, checked + check.checked, files + 1
                    units.add("record")
                    continue
                reading = Reading(
                    (path if opened.size is not None else opened.stream,),  # standard input can't be opened again
                    ledger,
                    source_format=name,
                    options=options,
                    on_finding=report,
                    on_progress=on_progress,
                )
                for _ in reading:
                    pass
        except EventxError as error:  # the other files are still checked
            click.echo(f"{click.style('eventx:', fg='red', bold=True)} {error}", err=True)
            failed = error
        for account in ledger.inputs:
            read, checked, files = read + account.read, checked + account.counts.total(), files + 1
            units.add(account.unit)
            rejected += account.count(Kind.REJECTED)
            whole = whole and account.balanced
            if not account.complete:
                click.echo(f"{account.source}: {account.message}", err=True)
    printer.close("leave --max away to see all")
    counts = printer.counts
    noun = f"{units.pop()}s" if len(units) == 1 else "units"
    click.echo(
        f"checked {checked:,} of {read:,} {noun} in {files} of {len(paths)} files: "
        f"{counts[Severity.ERROR]:,} errors, {counts[Severity.WARNING]:,} warnings, {counts[Severity.NOTE]:,} notes",
        err=True,
    )
    if failed is not None:
        ctx.exit(failed.exit_code)
    if not whole:
        ctx.exit(FAILED)
    bad = counts[Severity.ERROR] or rejected or (strict and counts[Severity.WARNING])
    ctx.exit(FINDINGS if bad else DONE)
