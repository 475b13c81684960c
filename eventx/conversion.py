"""One run: inputs → validated records → an exporter → an output, with a ledger.

Knows the order of the steps and when a run has failed. Doesn't print, and doesn't choose exit codes (:mod:`eventx.cli`).
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any, BinaryIO

from eventx.errors import EventxError, InputError, PluginError, UsageError
from eventx.files.inputs import (
    Location,
    in_a_list,
    name_of,
    printable,
    refuse_missing,
    refuse_nothing,
    refuse_other_than_input,
    refuse_same_file,
    refuse_twice,
)
from eventx.files.outputs import open_output, refuse_other_than_path, told_apart
from eventx.files.packing import bare
from eventx.ledger import Ledger
from eventx.plugins import Exporter, exporter, exporters, importer_codes, typed_options
from eventx.plugins.faults import LEAVE_OUT, amiss_behind, fails_in, fault
from eventx.reading import Reading
from eventx.reading.faster import Elsewhere
from eventx.reading.progress import OnProgress
from eventx.reading.recognising import DEFAULT_FORMAT, OnFinding
from eventx.report import Kind, Record, Severity, counted
from eventx.rules import EMPTY
from eventx.rules.profile import Profile, load_profile
from eventx.validator import Validator
from eventx.version import version


class Rejected(EventxError):
    """A strict run met rejected units, and wrote nothing. ``ledger`` tells which."""

    exit_code = 1

    def __init__(self, message: str, ledger: Ledger) -> None:
        super().__init__(message)
        self.ledger = ledger


class Unaccounted(InputError):
    """An input was cut off, or a ledger doesn't balance; nothing was written. ``ledger`` tells where."""

    def __init__(self, message: str, ledger: Ledger) -> None:
        super().__init__(message)
        self.ledger = ledger


class RejectedUnits(UserWarning):
    """Some units of an input were rejected while the others went on; the message says how many and why."""


def warn_of_rejected(ledger: Ledger, where: str, *, above: int) -> None:
    """Warn if units were rejected. ``where``: what has the details; ``above``: how many calls up the user's line stands."""
    rejected = ledger.total(Kind.REJECTED)
    if rejected:
        entries = (entry for entry in ledger.details() if entry["kind"] == Kind.REJECTED.value)
        first = next(entries)
        counts = Counter([first["reason"]]) + Counter(entry["reason"] for entry in entries)
        reasons = ", ".join(f"{reason} {count}" for reason, count in counts.items())
        words = f"{counted(rejected, 'unit')} {'was' if rejected == 1 else 'were'} rejected ({reasons})"
        warnings.warn(f"{words}, the first in {_where(first)}; see {where}", RejectedUnits, stacklevel=above + 1)


def profile_of(given: Profile | str | os.PathLike[str] | None) -> Profile | None:
    """The profile of a file, or one that was read before."""
    if given is None or isinstance(given, Profile):
        return given
    if not isinstance(given, str | os.PathLike):
        raise UsageError(f"a profile is named by the path of its TOML file, not given as {type(given).__name__}")
    from eventx.editions.updating import CODES

    return load_profile(os.fspath(given), {*importer_codes(), *CODES})


def format_of(target: str | os.PathLike[str]) -> str:
    """The exporter for an output's suffix, before that of a packing; NDJSON for standard output.

    Raises :class:`UsageError` if none has it.
    """
    name = os.fspath(target)
    if name == "-":
        return DEFAULT_FORMAT
    known: dict[str, str] = {}
    broken: list[str] = []
    lower = Path(bare(name)).name.lower()
    for plugin in exporters().values():
        try:
            suffixes = plugin.load().suffixes
        except PluginError as error:
            broken.append(f"; not asked: {error}")
            continue
        for suffix in suffixes:
            known.setdefault(suffix, plugin.name)
    for suffix in sorted(known, key=len, reverse=True):
        if lower.endswith(suffix):
            return known[suffix]
    use = f"{', '.join(sorted(known))}, each also with .gz or .zst"
    raise UsageError(f"{name}: no exporter writes this suffix; name one with --to, or use one of {use}{''.join(broken)}")


def convert(
    sources: Sequence[Location] | Location,
    target: str | os.PathLike[str] = "-",
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    read_options: Mapping[str, Any] | None = None,
    write_options: Mapping[str, Any] | None = None,
    strict: bool = False,
    ledger: Ledger | None = None,
    on_finding: OnFinding | None = None,
    on_progress: OnProgress | None = None,
    profile: Profile | str | os.PathLike[str] | None = None,
    cluster: str | None = None,
    low_memory: bool = False,
    onto: Location | None = None,
    deleted: Sequence[Location] | Location = (),
    on_checked: Callable[[], None] | None = None,
) -> Ledger:
    """Convert one or more inputs into one output, and return the ledger.

    A source that is a folder stands for the files in it. A ``target`` that ends with ``/`` is one: the inputs are converted in
    parts, on all cores, each part into a file of its own; ``target_format`` names their format. With ``cluster``, the address of
    a Dask scheduler or ``local:N``, parts are converted there.

    Formats are recognised by content and by suffix unless named. Bad units are rejected and listed in the ledger while the good
    ones are written; with ``strict`` nothing is written then and :class:`Rejected` is raised. An input that is cut off or a
    ledger that doesn't balance raises :class:`Unaccounted` and leaves no output. A ``ledger`` passed in is filled also when
    the run fails. A ``target`` that is one of the sources raises :class:`UsageError`. Rejected units are told by a
    :class:`RejectedUnits` warning unless ``on_finding`` takes the findings. A ``profile`` (the path of its TOML file) decides
    which rules reject. ``low_memory`` reads large tables in smaller chunks, which takes half the memory and more time.

    ``onto`` is a dataset that the sources bring up to date: of records of one id the newest is written, see
    :class:`eventx.editions.updating.Updated`; what the lists ``deleted`` name is left out. ``on_checked`` is called when all is
    judged and written aside: what it raises leaves no output.
    """
    refuse_other_than_path(target, "eventx.convert")
    sources, deleted = in_a_list(sources), in_a_list(deleted)
    refuse_nothing(sources, "eventx.convert")
    advice = "wrap bytes in io.BytesIO, and write events with eventx.write"
    for one in (*sources, *deleted):
        refuse_other_than_input(one, "eventx.convert", ", a binary stream, or a list of these", advice)
    if onto is not None:
        refuse_other_than_input(onto, "onto", " or a binary stream", "what brings it up to date are the sources")
    refuse_twice(sources)
    if deleted and onto is None:
        words = "a list of deleted records goes with a dataset that is brought up to date"
        raise UsageError(f"{words}: name that dataset, too (onto)")
    profile = profile_of(profile)
    ledger = Ledger(version()) if ledger is None else ledger
    _refuse_beforehand(sources if onto is None else (onto, *sources, *deleted), target, ledger)
    given: dict[str, Any] = {"source_format": source_format, "on_finding": on_finding, "low_memory": low_memory}
    if cluster is not None or os.fspath(target).endswith("/"):
        if onto is not None:
            raise UsageError("a dataset is brought up to date in one file; name a file as the output, and no cluster")
        from eventx.engine.parts import convert_parts, engine_for, paths_of

        folder = os.fspath(target)
        paths = paths_of(sources, folder)
        with engine_for(cluster) as engine:
            convert_parts(
                paths, folder, engine=engine, target_format=target_format, read_options=read_options, write_options=write_options,
                strict=strict, ledger=ledger, profile=profile, **given,
            )  # fmt: skip
    else:
        judge = None if profile is None else profile.apply
        given |= {"options": read_options, "on_progress": on_progress, "judge": judge}
        new_validator = Validator if profile is None else partial(Validator, rules=profile.rules())
        if onto is not None:
            from eventx.editions.updating import Updated

            reading: Reading = Updated(onto, sources, ledger, deleted=deleted, new_validator=new_validator, **given)
        else:
            reading = Reading(sources, ledger, validator=new_validator(), **given)
        # What brings a dataset up to date has to see each record.
        elsewhere = Elsewhere(partial(_apart, profile), partial(_lines_apart, profile=profile)) if onto is None else None
        write_records(
            reading, ledger, target, target_format=target_format, options=write_options, strict=strict, elsewhere=elsewhere,
            on_checked=on_checked,
        )  # fmt: skip
    if on_finding is None:
        warn_of_rejected(ledger, "details() of the ledger", above=2)
    return ledger


def _refuse_beforehand(sources: Sequence[Location], target: str | os.PathLike[str], ledger: Ledger) -> None:
    """Raise what is sure before anything is read, with every source in the ledger."""
    looked_at = 0
    try:
        for looked_at in range(len(sources)):
            refuse_missing(sources[looked_at : looked_at + 1])
        refuse_same_file(sources)
        told_apart(sources, [("the output", target)])
    except (InputError, UsageError) as error:
        ledger.failure = str(error)
        ledger.not_read(map(name_of, sources))
        if isinstance(error, InputError):
            ledger.inputs[looked_at].unread, ledger.inputs[looked_at].message = False, str(error)
        raise


def _apart(profile: Profile | None, **table: Any) -> Any:
    """What has the chunks of a large table made in other processes."""

    def made(**more: Any) -> Any:
        from eventx.engine.chunks import Table, shared

        return shared(Table(profile=profile, **table), **more)

    return made


def _lines_apart(*lines: Any, **more: Any) -> Any:
    """What has the lines of a large file put by other processes."""
    from eventx.engine.lines import shared

    return shared(*lines, **more)


def write_records(
    records: Reading,
    ledger: Ledger,
    target: str | os.PathLike[str],
    *,
    target_format: str | None,
    options: Mapping[str, Any] | None,
    strict: bool,
    elsewhere: Elsewhere | None = None,
    on_checked: Callable[[], None] | None = None,
) -> Ledger:
    """Hand the records of a reading to an exporter, and let the output appear if the run succeeded."""
    try:
        name = target_format or format_of(target)
        plugin = exporter(name)
        typed = _options_for(plugin, os.fspath(target), options or {})
        if getattr(plugin, "packs_itself", False) and bare(os.fspath(target)) != os.fspath(target):
            raise UsageError(f"{target}: what {name!r} writes is packed inside; name it {bare(os.fspath(target))}")
        ledger.exporter, ledger.output = name, printable(target)
        with open_output(target, held_back=strict) as out:
            ledger.written = _export(plugin, records, out, ledger, typed, elsewhere)
            check(ledger, strict)
            if on_checked is not None:
                on_checked()
    except (Exception, KeyboardInterrupt) as error:
        ledger.failure = str(error) or type(error).__name__
        records.break_off(error)
        raise
    return ledger


def _options_for(plugin: Exporter, target: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options given, and those that the output's suffix stands for (``.json``: a document instead of lines)."""
    by_suffix: Mapping[str, Mapping[str, Any]] = getattr(plugin, "suffix_options", {})
    implied = next((dict(found) for suffix, found in by_suffix.items() if bare(target).lower().endswith(suffix)), {})
    return implied | typed_options(plugin, given)


def _export(
    plugin: Exporter, records: Reading, out: BinaryIO, ledger: Ledger, options: Mapping[str, Any], elsewhere: Elsewhere | None
) -> int:
    try:
        written = _written(plugin, records, out, ledger, options, elsewhere)
    except (EventxError, OSError):
        raise
    except (Exception, SystemExit) as error:
        if records.failure is not None:
            raise records.failure from None
        raise _fault_of(plugin, error) from error
    if records.failure is not None:  # the exporter swallowed it
        raise records.failure
    return written


def _written(
    plugin: Exporter, records: Reading, out: BinaryIO, ledger: Ledger, options: Mapping[str, Any], elsewhere: Elsewhere | None
) -> int:
    opens = getattr(plugin, "sink", None)
    if opens is None or not options.keys() <= signature(opens).parameters.keys():
        given = iter(records)
        written = plugin.write(given, out, ledger.losses, **options)
        _check_written(plugin, written, records, given, out, ledger)
        return written
    try:
        return records.write_to(opens(out, ledger.losses, **options), elsewhere and elsewhere.writing(plugin.name, options))
    except (EventxError, OSError):
        raise
    except (Exception, SystemExit) as error:
        if fails_in(error, plugin):
            raise _fault_of(plugin, error) from error
        raise


def _check_written(
    plugin: Exporter, written: object, records: Reading, given: Iterator[Record], out: BinaryIO, ledger: Ledger
) -> None:
    """Raise :class:`PluginError` if an exporter that returned did not do what it is asked for."""
    if records.failure is not None:  # which it swallowed, and which says more
        return
    words = amiss_behind(written, out)
    if not words and (left := sum(1 for _ in given)):  # whatever it left is read, so that the account of the inputs is whole
        words = f"was given {counted(ledger.records, 'record')}, took {ledger.records - left:,} and wrote {written}"
        words += "; it returned too early"
    if words:
        raise PluginError(f"exporter {plugin.name!r} {words}; nothing was written; this is a fault of the exporter")


def _fault_of(plugin: Exporter, error: BaseException) -> PluginError:
    advice = "this is a fault of the exporter, please report it"
    return fault(f"exporter {plugin.name!r}", "failed with", error, module=type(plugin).__module__, advice=advice)


def check(ledger: Ledger, strict: bool) -> None:
    """Raise :class:`Unaccounted` if an input was cut off or a ledger doesn't balance, :class:`Rejected` as a strict run does."""
    if ledger.none_read:
        raise Unaccounted(f"{ledger.none_read}; nothing was written", ledger)
    for account in ledger.inputs:
        if not account.complete:
            raise Unaccounted(f"{account.source}: {account.message or 'the input is cut off'}; nothing was written", ledger)
        if not account.balanced:
            parts = ", ".join(f"{account.count(kind)} {kind.value}" for kind in Kind)
            raise Unaccounted(
                f"{account.source}: of {counted(account.read, account.unit)} there are {parts}; the ledger doesn't balance, "
                f"nothing was written; this is a fault of importer {account.importer!r}",
                ledger,
            )
    if not ledger.output_balanced:
        left_out = ledger.losses.left_out.total()
        advice = f": {LEAVE_OUT}" if (ledger.written or 0) + left_out < ledger.records else ""
        raise Unaccounted(
            f"exporter {ledger.exporter!r} was given {counted(ledger.records, 'record')}, wrote {ledger.written} and declared "
            f"{left_out} as left out; nothing was written; this is a fault of the exporter{advice}",
            ledger,
        )
    words = f": nothing is in there to read ({EMPTY}); nothing was written, as"
    if refused := ", ".join(one.source for one in ledger.inputs if one.empty is Severity.ERROR):
        raise InputError(f"{refused}{words} the profile demands")
    if strict and (empty := ", ".join(one.source for one in ledger.inputs if one.empty is Severity.WARNING)):
        advice = f"Where that is right, make {EMPTY} a note in a profile, or switch it off"
        raise Rejected(f"{empty}{words} a strict run demands. {advice}", ledger)
    rejected = ledger.total(Kind.REJECTED)
    if strict and rejected:
        read = sum(account.read for account in ledger.inputs)
        first = next(entry for entry in ledger.details() if entry["kind"] == Kind.REJECTED.value)
        why = f"the first, {_where(first)}: {first['reason']} {first.get('message', '')}".rstrip()
        words = f"{rejected} of {read} units were rejected; nothing was written, as a strict run demands"
        raise Rejected(f"{words} ({why}; the ledger's details have all)", ledger)


def _where(entry: Mapping[str, Any]) -> str:
    position = entry["position"]
    return ", ".join(f"{name} {position[name]}" for name in ("file", "row", "line", "pointer") if name in position)
