"""``eventx fetch``."""

from __future__ import annotations

import sys

import click


@click.command()
@click.argument("url")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="Where to write it.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True,
    help="Seconds to wait while the server is silent.",
)  # fmt: skip
@click.option(
    "--deadline", type=click.FloatRange(min=0, min_open=True), default=300.0, show_default=True, help="Seconds for all of it."
)
@click.option(
    "--max-bytes", type=click.IntRange(min=1), default=50_000_000, show_default=True, help="Largest size to accept, unpacked."
)
@click.option("--retries", type=click.IntRange(min=0, max=10), default=3, show_default=True, help="How often to try again.")
@click.option("--allow-private", is_flag=True, help="Allow addresses of this machine and of private networks.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def fetch(
    url: str, output: str, timeout: float, deadline: float, max_bytes: int, retries: int, allow_private: bool, overwrite: bool
) -> None:
    """Download URL to a file, and note beside it where it came from (OUTPUT.source.json).

    Only http and https; the file appears whole or not at all. Importing is another step.

    \b
    eventx fetch https://www.rferl.org/a/31668477.html -o article.html
    eventx convert article.html -o events.ndjson
    """
    from eventx.fetch import fetch as run

    shown = sys.stderr.isatty()

    def show(done: int, size: int | None) -> None:
        of = f" of {size:,}" if size else ""
        click.echo(f"\rfetched {done:,}{of} bytes", nl=False, err=True)

    try:
        fetched = run(
            url,
            output,
            timeout=timeout,
            deadline=deadline,
            max_bytes=max_bytes,
            retries=retries,
            allow_private=allow_private,
            overwrite=overwrite,
            progress=show if shown else None,
        )
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
    if not fetched.bytes:
        click.echo(f"the server answers with nothing; {fetched.path} is empty", err=True)
    click.echo(f"wrote {fetched.bytes:,} bytes to {fetched.path}, and where they came from to {fetched.sidecar}", err=True)
