"""``eventx classify``: the kind of event that each line of a file tells.

Knows how to read lines and how classifiers of plugins are found (entry points of the group ``eventx.classifiers``: a function
from a text to something with ``event_type`` and ``sub_event_type``, or None). Doesn't know how any of them decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import Any

import click

from eventx.errors import InputError, PluginError, UsageError
from eventx.report import counted

GROUP = "eventx.classifiers"
NONE = "none"


@click.command()
@click.argument("path", metavar="FILE", default="-", type=click.Path(allow_dash=True, readable=False))
@click.option(
    "--with", "name", metavar="NAME", default="rferl", show_default=True, help="The classifier, as its plugin names it."
)
@click.option(
    "--score", "scored", is_flag=True, help="Lines are 'sub event type, tab, text'; print how often the classifier agrees."
)
def classify(path: str, name: str, scored: bool) -> None:
    """Print the kind of event for each line of FILE (- is standard input), one line each.

    A line of output is ACLED's event type, a tab, and the sub event type; it is empty where the text tells no event. With
    --score, the label 'none' is for texts that tell no event, and lines that begin with '#' are passed over.

    \b
    eventx classify headlines.txt
    echo "Gunmen kill five in Mopti" | eventx classify
    """
    decide = _classifier(name)
    if not scored:
        for _, text in _lines(path):
            kind = decide(text)
            click.echo("" if kind is None else f"{kind.event_type}\t{kind.sub_event_type}")
        return
    pairs: list[tuple[str, str]] = []
    for where, line in _lines(path):
        if line.startswith("#") or line == "sub_event_type\ttext":
            continue
        label, tab, text = line.partition("\t")
        if not tab:
            raise InputError(f"{where} has no tab; write the sub event type, a tab, and the text")
        _refuse_unknown(label, where)
        kind = decide(text)
        pairs.append((label, NONE if kind is None else kind.sub_event_type))
    for line in _table(pairs):
        click.echo(line)


def _refuse_unknown(label: str, where: str) -> None:
    """Raise :class:`InputError` for a label that no answer can have: a misspelt one would count as a miss."""
    from eventx.vocabulary import crosswalk

    known = {NONE, *crosswalk("acled", "event-type")}
    if label in known:
        return
    import difflib

    folded = {one.lower(): one for one in sorted(known)}
    near = [folded[one] for one in difflib.get_close_matches(label.lower(), folded, n=3, cutoff=0.7)]
    advice = f"did you mean {' or '.join(map(repr, near))}?" if near else f"write one of ACLED's, or {NONE!r}"
    raise InputError(f"{where}: there is no sub event type {label!r}; {advice}")


def _lines(path: str) -> Iterator[tuple[str, str]]:
    """Each line with its place."""
    from eventx.files.inputs import open_input

    with open_input(path) as opened:
        for number, line in enumerate(opened.stream, 1):
            where = f"{opened.name}:{number}"
            try:
                yield where, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise InputError(f"{where}: byte {error.start + 1} of the line isn't UTF-8; convert the file first") from None


def _table(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Precision, recall and F1 of each label, and F1 over all, each label weighted by how often it is right."""
    wanted, found = Counter(label for label, _ in pairs), Counter(answer for _, answer in pairs)
    right = Counter(label for label, answer in pairs if label == answer)
    yield f"{'sub event type':<36} texts precision recall    F1"
    weighted = 0.0
    for label in sorted(wanted | found):
        f1 = 2 * right[label] / (wanted[label] + found[label])
        weighted += f1 * wanted[label]
        precision = f"{right[label] / found[label]:.2f}" if found[label] else "-"
        recall = f"{right[label] / wanted[label]:.2f}" if wanted[label] else "-"
        yield f"{label:<36} {wanted[label]:>5} {precision:>9} {recall:>6} {f1:>5.2f}"
    if pairs:
        yield f"{counted(len(pairs), 'text')}, {right.total()} right, weighted F1 {weighted / len(pairs):.3f}"


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
