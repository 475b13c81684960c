"""Plugins: what an importer and an exporter must be, and how they are found.

Knows the two protocols and the entry-point groups. Doesn't know any plugin: the built-in ones come through the same door.
Names are listed from package metadata without importing anything; a plugin is imported when it is used, and a broken one
breaks only itself.
"""

from __future__ import annotations

import contextlib
import datetime
import inspect
import sys
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from typing import Any, BinaryIO, Protocol, runtime_checkable

from attrs import evolve, frozen

from eventx.errors import PluginError, UnknownOptionError, UsageError
from eventx.plugins.faults import fault
from eventx.report import End, Losses, Outcome, Record

IMPORTERS = "eventx.importers"
EXPORTERS = "eventx.exporters"
_MEMBERS = {IMPORTERS: ("name", "sniff", "read"), EXPORTERS: ("name", "suffixes", "write")}
"""What an importer and an exporter must have; asked by name, as ``isinstance`` takes ten times as long."""
_TYPES = "an option is str, int, float, bool or a Literal of texts, each also | None; take str, and make of it what you need"


@frozen
class Sniff:
    """An importer's claim on a file: how sure (0 to 1) and why, in words.

    1.0 is a signature no other format has; 0.5 "looks like it"; a format that would take nearly anything says 0.1.
    """

    score: float
    reason: str


@runtime_checkable
class Importer(Protocol):
    """Turns the bytes of one source into outcomes. A pure function of its bytes and options: no network, no clock.

    A class whose instance is made without arguments. Options are the keyword-only parameters of ``read`` (``str``, ``int``,
    ``float``, ``bool``, a ``Literal`` of strings, each also ``| None``) and must have a default.
    """

    name: str

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        """Whether these first bytes (up to 64 KiB) are of this format; None if not."""
        ...

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        """One :class:`~eventx.report.Outcome` for each unit, in order, then one :class:`~eventx.report.End`.

        Raises :class:`eventx.errors.InputError` if the source can't be read at all, or :class:`~eventx.errors.RefusedInput`, with
        a code, before the first outcome, where that says nothing of the sources beside it.
        """
        ...


@runtime_checkable
class Exporter(Protocol):
    """Writes records in one format, streaming. Options as in :class:`Importer`, read off ``write``."""

    name: str
    suffixes: tuple[str, ...]

    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        """Write all the records and return how many were written; ``out`` stays open.

        ``losses.add(code, id, pointer)`` tells of a value that isn't carried, ``losses.leave_out(code, id)`` of a record that
        isn't written.
        """
        ...


@frozen
class Plugin:
    """An installed importer or exporter, as the metadata names it; nothing is imported yet."""

    name: str
    group: str
    distribution: str
    version: str
    entry_point: EntryPoint
    rivals: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """``importer`` or ``exporter``."""
        return self.group.removeprefix("eventx.").removesuffix("s")

    def load(self) -> Any:
        """The plugin's instance. Raises :class:`~eventx.errors.PluginError` naming the distribution."""
        where = f"{self.role} {self.name!r} of {self.distribution} {self.version}"
        if self.rivals:
            raise PluginError(
                f"{self.role} {self.name!r} is declared by several packages ({', '.join(self.rivals)}); uninstall all but one"
            )
        try:
            # What it prints must not get among the records on standard output.
            with contextlib.redirect_stdout(sys.stderr):
                found = _named_by(self.entry_point)()
        except (Exception, SystemExit) as error:  # a stranger's code: whatever it does must not take eventx down
            advice = f"reinstall or uninstall {self.distribution}"
            raise fault(where, "can't be loaded:", error, module=self.entry_point.module, advice=advice) from error
        missing = [member for member in _MEMBERS[self.group] if not hasattr(found, member)]
        if missing:
            raise PluginError(f"{where} is no {self.role}: it lacks {', '.join(missing)}; report it to {self.distribution}")
        return found

    def claim(self, head: bytes, filename: str) -> Sniff | None:
        """The importer's claim on a file with these first bytes.

        Raises :class:`~eventx.errors.PluginError` naming the distribution, whatever else the importer does.
        """
        found = self.load()
        who = f"importer {self.name!r} of {self.distribution} {self.version}"
        try:
            with contextlib.redirect_stdout(sys.stderr):
                sniff = found.sniff(head, filename)
        except KeyboardInterrupt as stop:
            stop.add_note(f"while {who} looked at {filename}; --from NAME asks no other")
            raise
        except (Exception, SystemExit) as error:  # a stranger's code
            advice = "--from NAME asks no other"
            raise fault(who, "failed to look at the file:", error, module=self.entry_point.module, advice=advice) from error
        if sniff is not None and not (isinstance(sniff, Sniff) and isinstance(sniff.score, float | int) and 0 < sniff.score <= 1):
            raise PluginError(f"{who} answers {str(sniff)[:60]!r} for the file; a claim is a Sniff with a score above 0, up to 1")
        return sniff


@cache  # each look parses the package's metadata, and a package has many plugins
def _package(distribution: Distribution) -> tuple[str, str]:
    return distribution.name, distribution.version


@cache  # each load parses what the metadata says, and every importer is asked about every file
def _named_by(entry_point: EntryPoint) -> Any:
    return entry_point.load()


@cache
def _installed(group: str) -> Mapping[str, Plugin]:
    found: dict[str, dict[str, Plugin]] = {}
    for point in entry_points(group=group):
        distribution, version = _package(point.dist) if point.dist else ("an unknown package", "?")
        # The same package can stand twice on the path (an editable install beside a wheel); that is no conflict.
        found.setdefault(point.name, {}).setdefault(distribution, Plugin(point.name, group, distribution, version, point))
    listed: dict[str, Plugin] = {}
    for name, some in sorted(found.items()):
        listed[name] = evolve(next(iter(some.values())), rivals=tuple(some) if len(some) > 1 else ())
    return types.MappingProxyType(listed)


def importers() -> Mapping[str, Plugin]:
    """The installed importers by name."""
    return _installed(IMPORTERS)


def exporters() -> Mapping[str, Plugin]:
    """The installed exporters by name."""
    return _installed(EXPORTERS)


def codes_of(plugins: Mapping[str, Plugin]) -> Iterator[tuple[Plugin, Mapping[str, str]]]:
    """What each plugin explains: its codes of reasons and losses, with their words. A broken one explains nothing."""
    for plugin in plugins.values():
        with contextlib.suppress(PluginError):
            yield plugin, getattr(plugin.load(), "codes", {})


@cache
def importer_codes() -> Mapping[str, str]:
    """The codes that importers use beside the catalogue's rules, with their words."""
    return {code: words for _, codes in codes_of(importers()) for code, words in codes.items()}


def importer(name: str) -> Importer:
    """Load the importer of this name. Raises :class:`UsageError` naming those installed."""
    return typing.cast(Importer, _named(importers(), name, "importer").load())


def exporter(name: str) -> Exporter:
    """Load the exporter of this name. Raises :class:`UsageError` naming those installed, or the one that writes such files."""
    if name not in exporters():
        for known, plugin in exporters().items():
            with contextlib.suppress(PluginError):  # it breaks when it is asked for by name
                if f".{name}" in typing.cast(Exporter, plugin.load()).suffixes:
                    raise UsageError(f"no exporter {name!r}; the one that writes .{name} is named {known!r}")
    return typing.cast(Exporter, _named(exporters(), name, "exporter").load())


def _named(plugins: Mapping[str, Plugin], name: str, role: str) -> Plugin:
    try:
        return plugins[name]
    except KeyError:
        raise UsageError(f"no {role} {name!r}; installed: {', '.join(plugins) or 'none'}") from None


@frozen
class Option:
    """One option of a plugin: its name, the types it takes, its default, and the choices if it has a closed list."""

    name: str
    type: type
    default: Any
    choices: tuple[str, ...] = ()

    def parse(self, text: str) -> Any:
        """The value of ``-O name=text``. Raises :class:`UsageError`."""
        if self.choices and text not in self.choices:
            raise UsageError(f"option {self.name}={text}: must be one of {', '.join(self.choices)}")
        if self.type is bool:
            words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
            if text.lower() not in words:
                raise UsageError(f"option {self.name}={text}: must be yes or no")
            return words[text.lower()]
        try:
            return self.type(text)
        except ValueError:
            raise UsageError(f"option {self.name}={text}: must be a number ({self.type.__name__})") from None

    def take(self, value: Any) -> Any:
        """The value that Python gives for it: text as on the command line, a date as text. Raises :class:`UsageError`."""
        if isinstance(value, datetime.date):
            value = value.isoformat()
        if isinstance(value, str):
            return self.parse(value)
        wanted = (int, float) if self.type is float else self.type
        if isinstance(value, int | float) and (not isinstance(value, wanted) or isinstance(value, bool) != (self.type is bool)):
            raise UsageError(f"option {self.name}: must be {self.type.__name__}, not {value!r}")
        return value


def options(plugin: Importer | Exporter) -> Mapping[str, Option]:
    """The options a plugin takes, read off the signature of its ``read`` or ``write``.

    Raises :class:`~eventx.errors.PluginError` for one that no command line can give.
    """
    method: Any = plugin.read if isinstance(plugin, Importer) else plugin.write
    return _options(getattr(method, "__func__", method), plugin.name)


@lru_cache(maxsize=64)  # asked for each input
def _options(method: Any, plugin: str) -> Mapping[str, Option]:
    parameters = inspect.signature(method).parameters.values()
    named = {one.name: one.annotation for one in parameters if one.kind is one.KEYWORD_ONLY and one.annotation is not one.empty}
    # Only the options' annotations are looked at; those of the rest may name what is imported for type checkers alone.
    try:
        hints = typing.get_type_hints(types.SimpleNamespace(__annotations__=named), globalns=method.__globals__)
    except (NameError, TypeError, AttributeError) as error:
        raise PluginError(f"plugin {plugin!r}: the types of its options can't be told: {error}; {_TYPES}") from error
    found: dict[str, Option] = {}
    for parameter in parameters:
        if parameter.kind is parameter.VAR_KEYWORD:
            raise PluginError(f"plugin {plugin!r} takes **{parameter.name}; a plugin must name its options")
        if parameter.kind is not parameter.KEYWORD_ONLY or parameter.name == "name":
            continue
        option = _option(parameter, hints.get(parameter.name, str))
        if option is None:
            told = f"option {parameter.name!r} is annotated {inspect.formatannotation(hints[parameter.name])}"
            raise PluginError(f"plugin {plugin!r}: {told}; {_TYPES}")
        found[parameter.name] = option
    return types.MappingProxyType(found)


def _option(parameter: inspect.Parameter, hint: Any) -> Option | None:
    """The option of a parameter; None if its type is none of those that a text can be turned into."""
    default = None if parameter.default is parameter.empty else parameter.default
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint, *others = [part for part in typing.get_args(hint) if part is not type(None)]
        if others:
            return None
    if typing.get_origin(hint) is typing.Literal:
        choices = typing.get_args(hint)
        return Option(parameter.name, str, default, choices) if all(isinstance(one, str) for one in choices) else None
    return Option(parameter.name, hint, default) if hint in (str, int, float, bool) else None


def typed_options(plugin: Importer | Exporter, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options given, those that are text (as the command line gives them) turned into the types the plugin takes.

    Raises :class:`UsageError` for one the plugin doesn't have, naming those it has.
    """
    if not isinstance(given, Mapping):
        raise UsageError(
            f'options are a mapping of names to values, as {{"published": "2024-05-31"}}, not {type(given).__name__}'
        )
    known = options(plugin)
    typed: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            reads = isinstance(plugin, Importer)
            role = "importer" if reads else "exporter"
            unknown = UnknownOptionError(f"{role} {plugin.name} has no option {name!r}; it takes {', '.join(known) or 'none'}")
            unknown.reads, unknown.plugin, unknown.option = reads, plugin.name, name
            raise unknown
        typed[name] = known[name].take(value)
    return typed
