"""Options and arguments that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from eventx.errors import UnknownOptionError

SHOWN = 3
"""Findings of a rule that a command prints whose output is something else."""
INPUT = click.Path(allow_dash=True, readable=False)
"""The type of an argument that names an input: one without permission is told where it is opened, and no wrong call."""


def _pairs(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
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


def installed(group: str) -> Any:
    """Shell completion with the installed formats."""

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        from eventx import plugins

        return [name for name in getattr(plugins, group)() if name.startswith(incomplete)]

    return complete


source_option = click.option(
    "--from", "source_format", metavar="NAME", shell_complete=installed("importers"),
    help="The importer; without it the content decides. See 'eventx formats'.",
)  # fmt: skip


profile_option = click.option(
    "--profile", "profile_path", type=click.Path(),
    help="A TOML file that switches rules off, or sets their severities and parameters.",
)  # fmt: skip


quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Print only what went wrong: warnings and errors, no notes, and no counts."
)


def pairs_option(words: str = "An option of the importer.") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``-O``, which can be given again."""
    return click.option("-O", "options", multiple=True, metavar="KEY=VALUE", callback=_pairs, help=words)


def takers_of(error: UnknownOptionError) -> list[str]:
    """The importers that have the option which another hasn't got, those of articles in the place of one of articles: no table
    that is recognised is one. An importer that can't be loaded has none."""
    from eventx import plugins
    from eventx.errors import EventxError

    def reads_articles(name: str) -> bool:
        return hasattr(plugins.importer(name), "text")

    found: list[str] = []
    for name in plugins.importers():
        try:
            if error.option in plugins.options(plugins.importer(name)) and reads_articles(name) == reads_articles(error.plugin):
                found.append(name)
        except EventxError:
            continue
    return found
