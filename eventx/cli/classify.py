"""``eventx classify``: the kind of event that each line of a file tells.

Knows how to read lines and how classifiers of plugins are found (entry points of the group ``eventx.classifiers``: a function
from a text to something with ``event_type`` and ``sub_event_type``, or None). Doesn't know how any of them decides.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

import click

from eventx.errors import InputError, PluginError, UsageError

GROUP = "eventx.classifiers"


@click.command()
@click.argument("path", metavar="FILE", default="-", type=click.Path(allow_dash=True))
@click.option("--with", "name", default="rferl", show_default=True, help="The classifier, as its plugin names it.")
def classify(path: str, name: str) -> None:
    """Print the kind of event for each line of FILE (- is standard input), one line each.

    A line of output is ACLED's event type, a tab, and the sub event type; it is empty where the text tells no event.
    """
    from eventx.inputs import open_input

    decide = _classifier(name)
    with open_input(path) as opened:
        for number, line in enumerate(opened.stream, 1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{opened.name}:{number}: byte {error.start + 1} of the line isn't UTF-8; convert the file first"
                ) from None
            kind = decide(text)
            click.echo("" if kind is None else f"{kind.event_type}\t{kind.sub_event_type}")


def _classifier(name: str) -> Callable[[str], Any]:
    points = {point.name: point for point in entry_points(group=GROUP)}
    if name not in points:
        raise UsageError(f"no classifier {name!r}; installed: {', '.join(sorted(points)) or 'none'}")
    try:
        found: Callable[[str], Any] = points[name].load()
    except Exception as error:  # a stranger's code: whatever it raises must not take eventx down
        raise PluginError(
            f"classifier {name!r} can't be loaded: {type(error).__name__}: {error}; reinstall its package"
        ) from error
    return found
