"""``eventx migrate``: files of older schema versions in, the same records in a newer one out."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import click

from eventx.cli import DONE, FINDINGS
from eventx.cli.options import INPUT, quiet_option
from eventx.errors import UsageError

if TYPE_CHECKING:
    from eventx.migration.files import Lifting


class _Nowhere(io.BytesIO):
    """What is written to find out whether all can be."""

    def write(self, data: Any) -> int:
        return len(data)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=INPUT, metavar="PATH...")
@click.option("-o", "--output", type=click.Path(allow_dash=True), default="-", help="Where to write instead of standard output.")
@click.option("--in-place", is_flag=True, help="Rewrite each file; one with a record that can't be lifted is left alone.")
@click.option("--to", "wanted", metavar="VERSION", help="The schema version to lift to; the current one unless given.")
@click.option("--report", "report_path", type=click.Path(), help="Write what became of every file as JSON.")
@quiet_option
@click.pass_context
def migrate(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str,
    in_place: bool,
    wanted: str | None,
    report_path: str | None,
    quiet: bool,
) -> None:
    """Lift records to a newer version of the schema.

    Reads eventx JSON: NDJSON, a record, an array, a dataset document. What follows the version already is written as it is, to
    the byte. Nothing is validated, and no version is ever lowered.

    \b
    Exit codes: 0 every record follows the version now; 1 some could not be lifted and are as they were; 2 the call is wrong;
    3 a file could not be read or written.

    \b
    eventx migrate old.ndjson -o new.ndjson
    eventx migrate --in-place data/*.ndjson --report migrated.json
    """
    from eventx.files.inputs import open_input
    from eventx.files.outputs import open_output, told_apart
    from eventx.migration.files import lift
    from eventx.schema import CURRENT, versions

    to = wanted or CURRENT
    if to not in versions():
        raise UsageError(f"no schema version {to!r}; this eventx has {', '.join(versions())}")
    if in_place and (output != "-" or "-" in paths):
        raise UsageError("--in-place rewrites the files themselves; leave -o and standard input away")
    if not in_place and len(paths) > 1:
        raise UsageError("several files go to --in-place; to another place they go one by one")
    if output in paths and output != "-":
        raise UsageError(f"{output} is the source; use --in-place to rewrite it")
    told_apart(paths, [("-o", None if in_place else output), ("--report", report_path)])
    done: list[Lifting] = []
    for path in paths:
        if in_place:
            done.append(_rewritten(path, to))
        else:
            with open_input(path) as opened, open_output(output) as out:
                done.append(lift(opened.stream, out, name=opened.name, to=to))
        if not quiet or done[-1].refused:
            _tell(done[-1])  # at once: a later file that can't be read ends the run
    if report_path is not None:
        with open_output(report_path) as out:
            out.write(json.dumps({"files": [one.to_dict() for one in done]}, ensure_ascii=False, indent=2).encode() + b"\n")
    ctx.exit(FINDINGS if any(one.refused for one in done) else DONE)


def _rewritten(path: str, to: str) -> Lifting:
    """Lift the records of a file where it is, or leave it alone if one can't be lifted."""
    from eventx.files.inputs import open_input
    from eventx.files.outputs import open_output
    from eventx.migration.files import lift

    with open_input(path) as opened:
        packed = opened.size is None or path.endswith((".gz", ".zip", ".zst"))
        account = lift(opened.stream, _Nowhere(), name=opened.name, to=to)
    if account.lifted and not account.refused:
        if packed:
            raise UsageError(f"{path} is packed and can't be rewritten in place; unpack it, or use -o")
        with open_input(path) as opened, open_output(path) as out:
            lift(opened.stream, out, name=opened.name, to=to)
    return account


def _tell(account: Lifting) -> None:
    click.echo(account.sentence(), err=True)
    for line, message in account.refused[:20]:
        click.echo(f"  {account.file}:{line}: {message}", err=True)
    if len(account.refused) > 20:
        click.echo(f"  ... {len(account.refused) - 20:,} more, which --report PATH lists", err=True)
