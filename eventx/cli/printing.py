"""How findings, ledgers and progress look on a terminal or in a log. Everything goes to standard error; results don't."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click
from attrs import evolve

from eventx.ledger import InputLedger, Ledger
from eventx.plugins import exporter
from eventx.reading.progress import OnProgress
from eventx.report import Finding, Grave, Kind, Severity, counted, several

_KINDS = 4  # of losses that are told in a line each, or more if more decide about an event
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


class FindingPrinter:
    """Prints findings as they come: of each rule the first ``each``, so that one repeated note does not bury an error.

    What is not printed is counted, and told in a line a rule at the end; nothing goes in silence. Without ``notes`` only what
    went wrong is printed or told.
    """

    def __init__(self, each: int, *, notes: bool = True) -> None:
        self.counts: Counter[Severity] = Counter()
        self._rules: Counter[tuple[str, Severity]] = Counter()
        self._advised: set[str] = set()  # each is told once
        self._each = each
        self._notes = notes

    def __call__(self, finding: Finding) -> None:
        """Print one finding, or only count it."""
        self.counts[finding.severity] += 1
        if finding.severity is Severity.NOTE and not self._notes:
            return
        key = (finding.rule, finding.severity)
        self._rules[key] += 1
        if self._rules[key] <= self._each:
            self._print(finding)

    def _print(self, finding: Finding) -> None:
        head = click.style(f"{finding.severity.value}", fg=_COLOURS[finding.severity], bold=True)
        pointer = f" at {finding.pointer}" if finding.pointer else ""
        record = f" [{finding.record}]" if finding.record else ""
        # The pointer into the record says it; the one into the file only matters where there is no line.
        where = evolve(finding.position, pointer=None) if pointer and finding.position.line else finding.position
        click.echo(f"{where}: {head} {finding.rule}{pointer}: {finding.message}{record}", err=True)
        if finding.advice and finding.advice not in self._advised:
            self._advised.add(finding.advice)
            click.echo(f"    {finding.advice}", err=True)

    def close(self, where: str) -> None:
        """Say what was not printed."""
        for (rule, severity), count in sorted(self._rules.items()):
            if count > self._each:
                click.echo(f"... {count - self._each:,} more of {severity.value} {rule}, not shown; {where}", err=True)


def print_ledger(ledger: Ledger, losses: str | None = None) -> None:
    """One line for each input, one if it would have been read faster, and the output's. ``losses``: the file that has all."""
    for account in ledger.inputs:
        click.echo(_input_line(account), err=True)
    if any(account.lacks_extra for account in ledger.inputs):
        click.echo(
            "  large tables take a fraction of the time with the extra bulk: pip install 'eventx-conflict[bulk]'", err=True
        )
    print_output(ledger, losses)


def print_output(ledger: Ledger, losses: str | None = None) -> None:
    """One line for the output, if there is one, and a few for what it lost: what decides about an event, then the most frequent.

    ``losses``: the file that has all of them, if there is one.
    """
    if ledger.written is None:
        return
    target = "standard output" if ledger.output == "-" else ledger.output
    wrote = click.style("wrote", fg="green", bold=True)
    click.echo(f"{wrote} {counted(ledger.written, 'record')} to {target} ({ledger.exporter})", err=True)
    counts, without = ledger.losses.counts, ledger.losses.left_out
    meanings = getattr(exporter(ledger.exporter), "codes", {}) if counts else {}
    grave = {code for code in counts if isinstance(meanings.get(code), Grave)}
    order = sorted(counts, key=lambda code: (code not in without, code not in grave, -counts[code], code))
    shown = max(_KINDS, len(grave | without.keys()))
    if len(order) == shown + 1:  # a line about one more kind is as long as the kind's own
        shown += 1
    for code in order[:shown]:
        left_out = " (records left out)" if code in without else ""
        words = meanings.get(code, "")
        # The rest says which option changes what is left out, and what stands in a value's place; a sentence is enough otherwise.
        meaning = (words if left_out or code in grave else words.split(". ")[0]).rstrip(".")
        click.echo(f"  not carried: {code} {counts[code]:,}×{left_out}{': ' if meaning else ''}{meaning}", err=True)
    if rest := order[shown:]:
        count, where = sum(counts[code] for code in rest), f"{losses} has" if losses else "--loss PATH writes"
        click.echo(f"  … and {len(rest)} more kinds, {counted(count, 'value')}; {where} them all", err=True)
    if ledger.records and not ledger.written:
        click.echo("  all records were left out, so the output is empty; the codes above say why", err=True)


def _input_line(account: InputLedger) -> str:
    parts = ", ".join(f"{account.count(kind):,} {kind.value}" for kind in Kind if account.count(kind) or kind is Kind.KEPT)
    by = f" ({account.importer})" if account.importer else ""
    line = f"read {counted(account.read, account.unit)} from {account.source}{by}: {parts}"
    if account.reasons:
        line += "; " + ", ".join(f"{reason} {count:,}×" for reason, count in account.reasons.most_common(8))
    return line if account.read or not account.complete else f"{line}; the file holds no {several(account.unit)}"


@contextmanager
def progress(label: str) -> Iterator[OnProgress | None]:
    """A progress bar over the bytes of a file, only on a terminal and only where the size is known."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = False

    def show(done: int, size: int | None) -> None:
        nonlocal shown
        if size:
            shown = True
            click.echo(f"\r{label} {min(done, size) * 100 // size:3d} % of {size:,} bytes", nl=False, err=True)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
