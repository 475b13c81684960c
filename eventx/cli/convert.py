"""``eventx convert``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from eventx.cli import DONE, FINDINGS
from eventx.cli.options import INPUT, SHOWN, installed, pairs_option, profile_option, quiet_option, source_option, takers_of
from eventx.errors import OutputError, UnknownOptionError, UsageError


@click.command()
@click.argument("sources", nargs=-1, required=True, type=INPUT, metavar="SOURCE...")
@source_option
@click.option(
    "--to", "target_format", metavar="NAME", shell_complete=installed("exporters"),
    help="The exporter; without it the suffix of -o decides, and NDJSON goes to standard output.",
)  # fmt: skip
@click.option("-o", "--output", default="-", type=click.Path(allow_dash=True), help="Where to write; '-' is standard output.")
@pairs_option("An option of the importer or exporter. See 'eventx formats NAME'.")
@click.option("--ledger", "ledger_path", type=click.Path(), help="Write the ledger of every row, as JSON.")
@click.option("--loss", "loss_path", type=click.Path(), help="Write every value the output can't carry, as JSON.")
@profile_option
@click.option("--strict", is_flag=True, help="Write nothing if any row is rejected.")
@click.option(
    "--cluster", metavar="ADDRESS",
    help="Convert on a Dask cluster, into a folder (-o DIR/ --to NAME): tcp://scheduler:8786, or local:2 for processes here.",
)  # fmt: skip
@click.option(
    "--onto", type=INPUT, metavar="HELD",
    help="A dataset that the SOURCEs bring up to date: of records of one id the newest is written.",
)  # fmt: skip
@click.option(
    "--deleted", multiple=True, type=INPUT, metavar="LIST",
    help="With --onto: a list of the records that their source has deleted, such as ACLED's.",
)  # fmt: skip
@click.option("--low-memory", is_flag=True, help="Read large tables in smaller chunks: half the memory, more time.")
@quiet_option
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
    profile_path: str | None,
    strict: bool,
    cluster: str | None,
    onto: str | None,
    deleted: tuple[str, ...],
    low_memory: bool,
    quiet: bool,
) -> None:
    """Convert files into one output, every row accounted for.

    An output that ends with '/' is a folder: inputs are converted on all cores, each into a file of its own, with one ledger.
    A SOURCE that is a folder stands for the files in it.

    The format of a SOURCE is recognised by its content ('-' is standard input), that of the output by its suffix. Rows that
    can't become records are rejected and listed, the good ones are written, and the exit code is 1, as it
    is if the output can hold none of the records.

    \b
    eventx convert seeds/*.txt -o events.geojson
    eventx convert acled.csv -o events.ndjson --ledger ledger.json
    eventx convert ged261.csv -o table.acled.csv --loss loss.json
    eventx convert gdelt/*.CSV.zip --to geoparquet -o events/
    eventx convert week.csv --onto acled.csv --deleted deleted.csv -o new.csv --to acled
    cat events.ndjson | eventx convert - --to acled > table.csv
    """
    from eventx.bulk.memory import set_allocator
    from eventx.cli.printing import FindingPrinter, print_ledger, print_output, progress
    from eventx.conversion import convert as run
    from eventx.conversion import format_of, profile_of
    from eventx.files.inputs import in_a_list
    from eventx.files.outputs import open_text, refuse_unwritable, told_apart
    from eventx.ledger import Ledger, LossReport
    from eventx.plugins import exporter
    from eventx.report import Kind
    from eventx.version import version

    if low_memory:
        set_allocator(low_memory=True)
    inputs = [*filter(None, (onto, *sources, *deleted))]
    told_apart((*inputs, *in_a_list(inputs)), [("-o", output), ("--ledger", ledger_path), ("--loss", loss_path)])
    if Path(output).is_dir() and not output.endswith("/"):
        words = f"write '{output}/' with --to NAME for a file in it for each input"
        raise OutputError(f"{output} is a directory; name a file in it, or {words}")
    if target_format is None and output.endswith("/"):
        raise UsageError(f"{output}: a folder has no suffix; name the format of its files with --to")
    target_format = target_format or format_of(output)
    target = exporter(target_format)
    read_options, write_options = _split(options, source_format, target)
    ledger = Ledger(version())
    losses = LossReport(ledger) if loss_path is not None else None
    profile = profile_of(profile_path)
    for path in filter(None, (ledger_path, loss_path)):
        refuse_unwritable(path)
    printer = FindingPrinter(SHOWN, notes=not quiet)

    accounted = False

    def account() -> None:
        nonlocal accounted
        if ledger_path is not None:
            with open_text(ledger_path) as out:
                ledger.write(out)
        if losses is not None and loss_path is not None:
            with open_text(loss_path) as out:
                losses.write(out, getattr(target, "codes", {}))
        accounted = True

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
                profile=profile,
                cluster=cluster,
                low_memory=low_memory,
                onto=onto,
                deleted=deleted,
                on_checked=account,  # an output whose account can't be written isn't one
            )
    except UnknownOptionError as error:
        raise _of_both(error, target, source_format, onto) from None
    finally:
        printer.close("--ledger PATH writes them all" if ledger_path is None else f"{ledger_path} has them all")
        if ledger.failure or not accounted:
            account()
    emptied = ledger.records and not ledger.written
    if not quiet:
        print_ledger(ledger, loss_path)
    elif emptied:
        print_output(ledger, loss_path)
    ctx.exit(FINDINGS if ledger.total(Kind.REJECTED) or ledger.errors or emptied else DONE)


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


def _of_both(error: UnknownOptionError, target: Any, source_format: str | None, onto: str | None) -> UsageError:
    """An option that the importer hasn't got may be one of the exporter's, misspelt, or that of the importer that was meant."""
    from eventx import plugins

    if not error.reads:
        return error
    names = ", ".join(plugins.options(target))
    words = f"{error}; {target.name}, which writes, takes {names or 'none'}"
    takers = [] if source_format else takers_of(error)
    if takers and onto is not None:
        words += f". {onto} is read with the sources' options: convert these to NDJSON first, with {error.option}, and name that"
    elif takers:
        words += f". The input was recognised by its content; {' and '.join(takers)} would take it: --from {takers[0]}"
    return UsageError(words)
