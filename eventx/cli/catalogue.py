"""What there is: ``formats``, ``schema``, ``rules``, ``explain``, and the starter for a CSV mapping."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from eventx.cli.options import pairs_option
from eventx.errors import EventxError, UsageError

_TYPES = {str: "TEXT", int: "NUMBER", float: "NUMBER", bool: "yes|no"}
_WIDTH = 100


@click.command()
@click.argument("name", required=False)
def formats(name: str | None) -> None:
    """List the importers and exporters, or show the options of the one called NAME, and what they do.

    Listing imports none of them; a broken plugin is named with the package it comes from.

    \b
    eventx formats
    eventx formats acled
    """
    from eventx import plugins

    groups = {"importer": plugins.importers(), "exporter": plugins.exporters()}
    if name is None:
        for role, found in groups.items():
            click.secho(f"{role}s", bold=True)
            for plugin in found.values():
                note = "  declared by several packages: " + ", ".join(plugin.rivals) if plugin.rivals else ""
                click.echo(f"  {plugin.name:<12} {plugin.distribution} {plugin.version}{note}")
        return
    if not any(name in found for found in groups.values()):
        installed = sorted(set(groups["importer"]) | set(groups["exporter"]))
        raise UsageError(f"no format {name!r}; installed: {', '.join(installed)}")
    for role, found in groups.items():
        if name in found:
            _show_plugin(role, found[name])


def _show_plugin(role: str, plugin: Any) -> None:
    from eventx import plugins

    click.secho(f"{role} {plugin.name}", bold=True, nl=False)
    click.echo(f" of {plugin.distribution} {plugin.version}")
    loaded = plugin.load()
    first = (type(loaded).__doc__ or "").strip().splitlines()
    if first:
        click.echo(f"  {first[0]}")
    if role == "exporter":
        click.echo(f"  suffixes: {', '.join(loaded.suffixes)}")
    options = plugins.options(loaded)
    for option in options.values():
        kind = "|".join(option.choices) if option.choices else _TYPES[option.type]
        default = {True: "yes", False: "no", None: None}[option.default] if option.type is bool else option.default
        click.echo(f"  -O {option.name}={kind}" + ("" if default is None else f" (default {default})"))
    if options:
        click.echo("".join(_said_of(loaded.read if role == "importer" else loaded.write)), nl=False)


def _said_of(method: Any) -> Iterator[str]:
    """What the author of a plugin says of its options, for people: without the marks of a documentation."""
    for paragraph in (inspect.getdoc(method) or "").split("\n\n"):
        words = re.sub(r"``([^`]*)``", r"'\1'", paragraph.partition("Raises :class:")[0])
        words = re.sub(r":\w+:`~?([^`]*)`|\*(\w+)\*", r"\1\2", words)
        if words:
            yield textwrap.fill(words, _WIDTH, initial_indent="  ", subsequent_indent="  ") + "\n"


@click.command()
@click.argument("kind", type=click.Choice(["event", "dataset", "report", "profile", "baseline"]), default="event")
@click.option("--schema-version", "version", help="A released version of event or dataset; without it the current one.")
def schema(kind: str, version: str | None) -> None:
    """Print the JSON Schema of an event record, of a dataset document, or of a file that goes with 'eventx validate'.

    It refers to no other file and no address.

    \b
    eventx schema > event.schema.json
    eventx schema profile > eventx-profile.schema.json
    """
    from eventx.schema import CURRENT, FILES, file_schema_text, standalone_text

    if kind not in FILES:
        click.echo(standalone_text(kind, version or CURRENT), nl=False)
    elif version is None:
        click.echo(file_schema_text(kind), nl=False)
    else:
        raise UsageError(f"--schema-version is for event and dataset; the schema of a {kind} has a version of its own")


@click.command()
def rules() -> None:
    """List the rules beyond the schema: id, severity, title.

    \b
    eventx rules
    eventx explain EVX201
    """
    from eventx.rules import catalogue

    for rule in catalogue():
        click.echo(f"{rule.id}  {rule.severity.value:<8} {rule.title}")


_NEARNESS = {
    "skos:exactMatch": "the same as",
    "skos:closeMatch": "nearly the same as",
    "skos:broadMatch": "narrower than",
    "skos:narrowMatch": "wider than",
    "skos:relatedMatch": "related to",
}


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a rule, a reason in a ledger, a loss, or a code of the vocabularies or of a system that eventx translates.

    \b
    eventx explain EVX201
    eventx explain drone-strike
    eventx explain 'Armed clash'
    eventx explain ucdp:3
    """
    found = list(_explanations(code))
    if not found:
        raise UsageError(f"nothing is known of {code!r}; 'eventx rules' lists the rules, a ledger the reasons and losses")
    click.echo("\n\n".join(found))


def _explanations(code: str) -> Iterator[str]:
    from eventx.rules import catalogue
    from eventx.vocabulary import vocabularies

    for rule in catalogue():
        if rule.id.lower() == code.lower():
            words = f"{rule.id} ({rule.severity.value}): {rule.title}\n{rule.reason}\nWhat to do: {rule.advice}"
            for each in rule.parameters:
                words += f"\nParameter {each.name}: {each.meaning}; {_default(each.default)}"
            yield words
    said: dict[tuple[str, str], list[str]] = {}  # what several plugins give is mostly the same, and is told once
    for owner, codes in _codes():
        for name, words in codes.items():
            if name.lower() == code.lower():
                said.setdefault((name, words), []).append(owner)
    for (name, words), owners in said.items():
        yield f"{name} ({', '.join(owners)}): {words}"
    for vocabulary in vocabularies():
        term = vocabulary.terms.get(code.lower())
        if term is not None:
            words = f"{term.code} ({vocabulary.name}): {term.label}\n{term.definition}"
            words += "".join(f"\nFor example: {one}" for one in term.examples)
            words += "".join(f"\nMind: {one.replace('`', '')}" for one in term.not_this)
            yield words + (f"\nA kind of: {term.parent}" if term.parent else "")
    yield from _translations(code)


def _translations(code: str) -> Iterator[str]:
    """What a code of another system is here; ``cameo:190`` asks one system, ``190`` all."""
    from eventx.vocabulary import crosswalk, crosswalks, vocabularies

    definitions = {term.code: term.definition for one in vocabularies() for term in one.terms.values()}
    for system, dimension in crosswalks():
        for theirs, match in crosswalk(system, dimension).items():
            if code.lower() not in (theirs.lower(), f"{system}:{theirs}".lower()):
                continue
            words = f"{system}:{theirs} ({dimension}): "
            if match.code is None:
                words += "eventx has no term for it"
            else:
                words += f"{_NEARNESS[match.predicate]} {match.code}\n{definitions.get(match.code, '')}"
            yield words.rstrip() + (f"\nNote: {match.note}" if match.note else "")


def _default(value: Any) -> str:
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return f"{value} unless a profile says otherwise" if value != "" else "nothing unless a profile says it"


def _codes() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Codes of ledgers that are no rules, by who gives them. Each plugin is asked once; a broken one can't explain anything."""
    from eventx import plugins
    from eventx.editions.updating import CODES

    yield "convert --onto", CODES
    for plugin, codes in (*plugins.codes_of(plugins.importers()), *plugins.codes_of(plugins.exporters())):
        yield f"{plugin.role} {plugin.name}", codes


@click.command()
@click.argument("path", type=click.Path(allow_dash=True, readable=False))
@click.option(
    "--from", "source_format", metavar="NAME", default="csv", show_default=True, help="The importer that takes mappings."
)
@click.option(
    "-o", "--output", default="-", type=click.Path(dir_okay=False, allow_dash=True),
    help="A new file for it instead of standard output; there is none if the table is refused, and none is written over.",
)  # fmt: skip
@pairs_option("How the table is written: encoding=windows-1252, delimiter=semicolon. The mapping then says so too.")
def csv_mapping(path: str, source_format: str, output: str, options: Mapping[str, str]) -> None:
    """Write a starter mapping for the table at PATH.

    What it recognises is filled in, what it can't decide is marked TODO; the csv importer refuses the mapping until those are
    decided. Columns that it knows nothing of stand as comments, not mapped.

    \b
    eventx csv-mapping table.csv -o mapping.toml
    eventx convert table.csv -O mapping=mapping.toml -o events.ndjson
    """
    from eventx.files.inputs import open_input
    from eventx.files.outputs import open_output
    from eventx.plugins import importer
    from eventx.reading.recognising import recognise
    from eventx.report import counted

    if output != "-" and Path(output).is_file():
        raise UsageError(f"{output} is there already, and may say what a person decided; name another file, or remove it")

    plugin = importer(source_format)
    starter = getattr(plugin, "starter_mapping", None)
    if starter is None:
        raise UsageError(f"importer {source_format!r} takes no mapping; csv does")
    takes = [one for one in inspect.signature(starter).parameters if one not in ("stream", "name")]
    if unknown := [one for one in options if one not in takes]:
        raise UsageError(f"a starter mapping has no option {unknown[0]!r}; it takes {', '.join(takes)}")
    with open_input(path) as opened:
        known = None
        with suppress(EventxError):  # that nobody knows it is what a mapping is for
            known = recognise(opened, options=options)
        if known not in (None, source_format):
            words = f"without a mapping, importer {known!r} takes this table for its own; look first what 'eventx convert' gives"
            click.echo(f"{opened.name}: {words}", err=True)
        made = starter(opened.stream, name=opened.name, **options)
    if output == "-":
        click.echo(made.text, nl=False)
        return
    with open_output(output) as out:
        out.write(made.text.encode())
    left = f"{counted(made.undecided, 'TODO')} to decide, {counted(made.not_mapped, 'column')} not mapped"
    click.echo(f"wrote {output}: {left}", err=True)
