"""``eventx validate``: files in, findings out, and an exit code that a build can rely on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from typing import IO, cast

import click

from eventx.cli.options import INPUT, pairs_option, profile_option, source_option
from eventx.errors import UsageError
from eventx.report import counted
from eventx.reports import FORMATS

_SHORTENED = ("text", "github")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=INPUT, metavar="PATH...")
@source_option
@pairs_option()
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What standard output says it in."
)
@click.option(
    "--report", "report_paths", multiple=True, type=click.Path(), metavar="PATH",
    help="Write a report to a file too: .json, .sarif, .xml (JUnit) or .txt. Can be given again.",
)  # fmt: skip
@profile_option
@click.option("--baseline", "baseline_path", type=click.Path(), help="Fail only on what this file doesn't have.")
@click.option("--write-baseline", "new_baseline", type=click.Path(), help="Write all findings of this run as a baseline.")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--max", "limit", type=click.IntRange(min=0), default=None, help="Show at most so many of each rule (text, github)."
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what was found, notes too, but not how much was checked.")
@click.pass_context
def validate(
    ctx: click.Context,
    paths: tuple[str, ...],
    source_format: str | None,
    options: dict[str, str],
    form: str,
    report_paths: tuple[str, ...],
    profile_path: str | None,
    baseline_path: str | None,
    new_baseline: str | None,
    strict: bool,
    limit: int | None,
    quiet: bool,
) -> None:
    """Check files: the schema, then the rules beyond it.

    Reads whatever an importer reads: eventx JSON and NDJSON, ACLED tables, mapped CSV. Every finding names the file, line and
    value. Says how much was checked. Each file is a dataset of its own: an id may stand in two of them, and whether they agree
    'eventx convert' finds, which makes one of them.

    \b
    Exit codes: 0 nothing found that fails; 1 an error (with --strict: or a warning) that is not in the baseline;
    2 the call, mapping, profile or baseline is wrong; 3 a file could not be read to its end.

    \b
    eventx validate events.ndjson
    eventx validate acled.csv --report findings.sarif --profile eventx.toml
    eventx validate data/*.ndjson --format github --baseline known.json
    """
    from eventx.cli.checking import Check, explained
    from eventx.conversion import profile_of
    from eventx.files.inputs import in_a_list, refuse_twice
    from eventx.files.outputs import open_text, told_apart
    from eventx.reports import Report, format_of, open_report
    from eventx.reports.baseline import BaselineWriter, load_baseline
    from eventx.rules.profile import Profile
    from eventx.version import version

    if limit is not None and form not in _SHORTENED:
        raise UsageError(f"--max shortens {' and '.join(_SHORTENED)} only; a report in {form} has every finding")
    files = in_a_list(paths)
    refuse_twice(files)
    targets = [("--report", path) for path in report_paths]
    told_apart(files, [*targets, *([("--write-baseline", new_baseline)] if new_baseline else [])])
    forms = [format_of(path) for path in report_paths]
    profile = profile_of(profile_path) or Profile()
    baseline = None if baseline_path is None else load_baseline(baseline_path)
    writer = None if new_baseline is None else BaselineWriter()
    with ExitStack() as stack:

        def opened(kind: str, out: IO[str], *, terminal: bool) -> Report:
            page = os.environ.get("GITHUB_STEP_SUMMARY") if terminal and kind == "github" else None
            return open_report(
                kind, out, version=version(), explain=explained, strict=strict, page=page or None,
                each=limit if terminal else None, colour=terminal and sys.stdout.isatty(),
            )  # fmt: skip

        reports = [opened(form, stack.enter_context(_standard_output(form)), terminal=True)]
        for path, kind in zip(report_paths, forms, strict=True):
            reports.append(opened(kind, stack.enter_context(open_text(path)), terminal=False))
        tracing = bool(ctx.find_root().params.get("traceback"))
        check = stack.enter_context(Check(reports, profile=profile, baseline=baseline, writer=writer, tracing=tracing))
        check.files(files, source_format, options)
        summary = check.finish(strict=strict)
        if writer is not None and new_baseline is not None:
            writer.write(stack.enter_context(open_text(new_baseline)))
    if not quiet:
        for words in summary.remarks:
            click.echo(words, err=True)
        if writer is not None:
            click.echo(f"wrote {counted(len(writer), 'finding')} to the baseline {new_baseline}", err=True)
        click.echo(summary.sentence(), err=True)
    ctx.exit(summary.exit_code)


@contextmanager
def _standard_output(form: str) -> Iterator[IO[str]]:
    """Standard output: for people in the terminal's encoding, for programs always UTF-8."""
    stream = sys.stdout
    if form == "text":
        if isinstance(stream, io.TextIOWrapper):  # a letter that the terminal hasn't got is no reason to stop
            stream.reconfigure(errors="backslashreplace")
        yield stream
        return
    text = io.TextIOWrapper(cast("io.BufferedWriter", stream.buffer), "utf-8", errors="backslashreplace", newline="\n")
    try:
        with redirect_stdout(sys.stderr):  # what a plugin prints must not get among the findings
            yield text
        text.flush()
    finally:
        text.detach()
