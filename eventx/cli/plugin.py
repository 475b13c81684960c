"""``eventx plugin new``: the folder of a plugin, ready to install and to test."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def plugin() -> None:
    """Make a plugin of your own.

    \b
    eventx plugin new incident-log --kind importer
    """


@plugin.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(["importer", "exporter"]), required=True, help="What it is to do.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=".", help="The folder to make it in.")
def new(name: str, kind: str, into: Path) -> None:
    """Make the package eventx-NAME in a new folder: it installs, converts and keeps the contract as it stands.

    \b
    eventx plugin new incident-log --kind importer
    """
    from eventx.kit import make

    folder = make(name, kind, into)
    click.echo(f"made {folder}; next: cd {folder} && pip install -e '.[test]' && pytest", err=True)
