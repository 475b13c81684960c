"""``eventx conformance``: whether the plugins of an installed package keep the contract."""

from __future__ import annotations

import json

import click

from eventx.cli import DONE, FINDINGS


@click.command()
@click.argument("package")
@click.option("--sample", "samples", multiple=True, metavar="IMPORTER=PATH", help="A sample for an importer that ships none.")
@click.option("--badge", "badge_path", type=click.Path(), help="Write a badge for shields.io, as JSON.")
@click.option("--seconds", type=click.FloatRange(min=1), default=120.0, show_default=True, help="How long a plugin may take.")
@click.pass_context
def conformance(ctx: click.Context, package: str, samples: tuple[str, ...], badge_path: str | None, seconds: float) -> None:
    """Check all importers and exporters of an installed PACKAGE, and print what each check found.

    Exit code 0 if everything passed, 1 if something failed or could not be shown, 2 if the package isn't there.

    \b
    eventx conformance eventx-incident-log --badge conformance.json
    """
    from pathlib import Path

    from eventx.conformance.reading import NO_SAMPLE
    from eventx.conformance.running import FAILED, PASSED, badge, run
    from eventx.files.outputs import open_output

    given: dict[str, list[str]] = {}
    for pair in samples:
        name, equals, path = pair.partition("=")
        if not equals or not Path(path).is_file():
            raise click.BadParameter(f"--sample {pair!r}: write it as IMPORTER=PATH, of a file that is there")
        given.setdefault(name, []).append(path)
    results = run(package, given, seconds)
    before = words = ""
    for result in results:
        plugin = f"{result.role} {result.plugin}"
        if plugin != before:
            click.echo(click.style(plugin, bold=True))
            before, words = plugin, ""
        colour = "green" if result.state == PASSED else "red" if result.state == FAILED else "yellow"
        click.echo(f"  {click.style(f'{result.state:<9}', fg=colour)}  {result.check:<12} {result.title}")
        if result.words and result.words != words:
            words = result.words
            click.echo(f"             {words}")
    passed = sum(result.state == PASSED for result in results)
    click.echo(f"{package}: {passed} of {len(results)} checks passed")
    if lacking := sorted({result.plugin for result in results if result.words.startswith(NO_SAMPLE)}):
        unseen = sum(result.words.startswith(NO_SAMPLE) for result in results)
        click.echo(
            f"{unseen} checks could not be shown: the package installs no sample of {', '.join(lacking)}. "
            f"Give one of each: --sample {lacking[0]}=PATH",
            err=True,
        )
    if badge_path is not None:
        with open_output(badge_path) as out:
            out.write(json.dumps(badge(package, results)).encode() + b"\n")
    ctx.exit(DONE if passed == len(results) else FINDINGS)
