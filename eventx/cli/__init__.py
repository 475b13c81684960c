"""The command ``eventx``: the only place that prints, reads arguments and chooses an exit code.

Knows the commands' names and what each failure ends with. Each command's own module is imported when it is called.

Exit codes: 0 done; 1 findings or rejected units; 2 the call is wrong, or a mapping, profile or baseline that it names; 3 the job
could not be done (unreadable or cut-off input, a ledger that doesn't balance, an output that can't be written); 130 interrupted,
143 terminated.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import TextIO

import click

from eventx.bulk.memory import set_allocator
from eventx.errors import EventxError, OutputError

DONE, FINDINGS, USAGE, FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143

# name → what it does; the help lists them without importing any.
_COMMANDS = {
    "convert": "Convert files into one output, every row accounted for.",
    "validate": "Check files: the schema, then the rules beyond it.",
    "diff": "Show what differs between two datasets.",
    "migrate": "Lift records to a newer version of the schema.",
    "inspect": "Show one record in words, with the evidence for each value.",
    "fetch": "Download a page or file, with a note of where it came from.",
    "classify": "Name the kind of event that each line of a text tells.",
    "score": "Compare predicted events with a coder's.",
    "annotate": "Make a page on which a coder checks and corrects an article's events.",
    "formats": "List the importers and exporters, or the options of one.",
    "csv-mapping": "Write a starter mapping for a table.",
    "schema": "Print a JSON Schema.",
    "rules": "List the rules beyond the schema.",
    "plugin": "Make a plugin of your own.",
    "conformance": "Check the plugins of an installed package.",
    "explain": "Explain a rule, a reason, a loss, or a vocabulary code.",
}
_CATALOGUE = ("formats", "csv-mapping", "schema", "rules", "explain")
"""Commands that stand in one module; each other has its own, of its name."""
_LITTLE = 1 << 20  # bytes that are left on a full disk
_TO_READ = ("diff", "inspect", "formats", "rules", "explain")
"""Commands whose output is for people: who has seen enough of it, as with ``head``, has missed nothing."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"eventx.cli.{'catalogue' if cmd_name in _CATALOGUE else cmd_name}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=2) or ()
            hint = f"; did you mean {' or '.join(near)}?" if near else "; 'eventx --help' lists them"
            ctx.fail(f"there is no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would end with 1, which means findings
            _silence(sys.stdout)
            if ctx.invoked_subcommand in _TO_READ:
                return None
            raise OutputError("stopped: whoever read the output closed it, so it is not complete") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from eventx.version import version

        click.echo(f"eventx {version()}")
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 findings or rejected rows, 2 wrong call, 3 the job could not be done. "
    'For completion: eval "$(_EVENTX_COMPLETE=bash_source eventx)" (or zsh_source, fish_source).',
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version and exit."
)
@click.option("--traceback", is_flag=True, help="Show Python's traceback of an unexpected error, or of a plugin's, to report it.")
def cli(traceback: bool) -> None:
    """Conflict events: convert between the formats of the field, validate, and see the evidence.

    \b
    eventx convert article.txt -o events.geojson
    eventx validate events.ndjson
    """


class _Terminated(KeyboardInterrupt):
    """Somebody asked the process to end, as a time limit or a job's end does; what is half written is taken away first."""


def _terminate(_number: int, _frame: object) -> None:
    raise _Terminated


class _ToPeople(io.TextIOWrapper):
    """Standard error: once whoever read it is gone, words to people go nowhere, and the work goes on."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError:
            _silence(self)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            _silence(self)


def _stand_in_for_closed() -> None:
    """What was closed, as by ``>&-`` or under a daemon: of results that is an error when there are some, words go nowhere."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # can't be written to
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (as long as the process)
    elif sys.stderr is sys.__stderr__ and isinstance(sys.stderr, io.TextIOWrapper):
        told = sys.stderr
        sys.stderr = _ToPeople(told.buffer, told.encoding, told.errors, line_buffering=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit."""
    _stand_in_for_closed()
    gc.set_threshold(300_000)  # what is made for a record goes without being looked for
    set_allocator()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminate)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = cli.main(given, prog_name="eventx", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = USAGE
    except (click.Abort, KeyboardInterrupt) as stop:
        where = "".join(f", {note}" for note in getattr(stop.__cause__ or stop, "__notes__", ()))
        ended = isinstance(stop.__cause__ or stop, _Terminated)
        words, code = ("terminated", TERMINATED) if ended else ("interrupted", INTERRUPTED)
        code = _tell(f"{words}{where}; no output file was written", code)
    except EventxError as error:
        if "--traceback" in given:
            from eventx.plugins.faults import trace_of

            click.echo(trace_of(error), nl=False, err=True)
        code = _tell(str(error), error.exit_code)
    except OSError as error:
        if "--traceback" in given:
            raise
        where = str(error.filename) if error.filename is not None else _unwritable(error)
        code = _tell(f"{where}: {error.strerror or error}; what was printed isn't complete", FAILED)
        _silence(sys.stdout)
    except Exception as error:
        if "--traceback" in given:
            raise
        words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        code = _tell(f"unexpected error: {words}; run it again as 'eventx --traceback …' and report what it shows", FAILED)
    try:
        sys.stdout.flush()
    except OSError:  # which was told already
        _silence(sys.stdout)
    sys.exit(code if isinstance(code, int) else DONE)


def _unwritable(error: OSError) -> str:
    """What could not be written, of which the error doesn't tell the name: mostly standard output."""
    import errno
    import shutil
    import tempfile

    folder = tempfile.gettempdir()
    if error.errno == errno.ENOSPC and shutil.disk_usage(folder).free < _LITTLE:
        return f"can't write to {folder}, the folder of temporary files (TMPDIR names another)"
    return "can't write standard output"


def _tell(message: str, code: int) -> int:
    click.echo(f"{click.style('eventx:', fg='red', bold=True)} {message}", err=True)
    return code


def _silence(stream: TextIO) -> None:
    """Let Python's own flush at exit go nowhere; the pipe is gone."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
