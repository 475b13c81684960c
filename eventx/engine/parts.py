"""A conversion in parts: each part of the inputs through importer, validator and exporter into a file of its own, one ledger.

Knows what a part does wherever it runs, and how the parts' accounts become one. A part sees its own records only; what rules
across records need to know of it is handed back, looked at in order, and a part that has something wrong beside the others is run
again with that. So the records and the ledger are those of one run over all inputs. A part that is run twice writes its file
once, for it appears under its name when it is whole.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeVar

import orjson
from attrs import astuple, evolve, frozen

from eventx.conversion import Unaccounted, check, write_records
from eventx.engine.across import Across, Apart, Unit
from eventx.engine.cutting import Cutting, Part, PartReading
from eventx.engine.processes import Processes
from eventx.errors import EventxError, OutputError, UsageError
from eventx.files.inputs import Location, printable
from eventx.files.outputs import open_output
from eventx.ledger import InputLedger, Ledger
from eventx.plugins import exporter, typed_options
from eventx.reading.earlier import Earlier
from eventx.reading.recognising import OnFinding
from eventx.report import Finding, Loss, Losses
from eventx.rules import nothing_in
from eventx.rules.profile import Profile
from eventx.validator import Validator
from eventx.version import version

if TYPE_CHECKING:
    from eventx.engine.cluster import Cluster

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Something that calls a function on items, wherever it does that."""

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What the function returns for each item, in order."""
        ...

    def close(self) -> None:
        """End what still runs; may be called more than once."""
        ...


@frozen
class Done:
    """What came of a part. One that isn't ``whole``, as it was cut off or doesn't balance, or that ``failed``, wrote nothing.

    ``of_plugins``: what is the matter with importers that were only asked about it.
    """

    part: Part
    ledger: Ledger
    findings: list[Finding]
    of_plugins: list[Finding]
    units: list[list[str] | Unit]
    whole: bool
    failed: EventxError | None


@frozen
class Job:
    """What is done with every part."""

    folder: str
    suffix: str
    source_format: str | None
    target_format: str
    read_options: Mapping[str, Any]
    write_options: Mapping[str, Any]
    profile: Profile | None
    low_memory: bool
    every_loss: bool
    is_one_of_several: bool
    earlier: Earlier

    def name_of(self, part: Part) -> str:
        """The name of the file of a part."""
        return f"part-{part.number:05}{self.suffix}"

    def losses(self, part: Part) -> Path:
        """The file of all the losses of a part, one a line; read, and removed, when the part is entered."""
        return Path(self.folder) / f".part-{part.number:05}.losses"

    def __call__(self, part: Part) -> Done:
        """Convert a part into its file."""
        validator = Apart(None if self.profile is None else self.profile.rules(), part.verdicts)
        ledger = Ledger(version())
        findings: list[Finding] = []
        of_plugins: list[Finding] = []
        reading = PartReading(
            part,
            ledger,
            source_format=self.source_format,
            options=self.read_options,
            on_finding=findings.append,
            on_plugin=of_plugins.append,
            validator=validator,
            judge=None if self.profile is None else self.profile.apply,
            low_memory=self.low_memory,
        )
        reading.earlier = self.earlier
        reading.is_one_of_several = self.is_one_of_several
        target = Path(self.folder) / self.name_of(part)
        whole, failed = True, None
        with open_output(self.losses(part)) if self.every_loss else nullcontext() as spool:
            if spool is not None:
                ledger.losses = Losses(heed=partial(_write_loss, spool))
            try:
                write_records(reading, ledger, target, target_format=self.target_format, options=self.write_options, strict=False)
            except Unaccounted:
                whole = False
            except EventxError as error:  # goes back with the account of what was read before it
                failed = error
        return Done(part, ledger, findings, of_plugins, validator.units, whole, failed)


def _write_loss(spool: BinaryIO, loss: Loss) -> None:
    spool.write(orjson.dumps(astuple(loss)) + b"\n")


def paths_of(sources: Sequence[Location], folder: str) -> list[str]:
    """The inputs as files and addresses. Raises :class:`UsageError` if they or the output can't be shared out."""
    if not folder.endswith("/"):
        raise UsageError(f"{folder}: a cluster writes a folder of files; end its name with '/', and name their format with --to")
    paths = []
    for source in sources:
        if not isinstance(source, str | os.PathLike) or os.fspath(source) == "-":
            raise UsageError("only files and addresses can be shared out; write to one file instead of a folder")
        paths.append(os.fspath(source))
    return paths


def engine_for(cluster: str | None) -> Processes | Cluster:
    """The cores of this machine, or the Dask cluster with this address."""
    if cluster is None:
        return Processes()
    from eventx.engine.cluster import Cluster

    return Cluster(cluster)


def convert_parts(
    sources: Sequence[str],
    folder: str,
    *,
    engine: Engine,
    source_format: str | None = None,
    target_format: str | None = None,
    read_options: Mapping[str, Any] | None = None,
    write_options: Mapping[str, Any] | None = None,
    strict: bool = False,
    ledger: Ledger | None = None,
    on_finding: OnFinding | None = None,
    profile: Profile | None = None,
    low_memory: bool = False,
) -> Ledger:
    """Convert inputs into a folder of files, one for each part, wherever the engine runs them; return the ledger of all.

    The folder appears when all is written, or not at all; the engine is closed if it fails. Raises what :func:`eventx.convert`
    raises, and :class:`UsageError` for a folder that is there already and not empty, or for an input that isn't a file or an
    address.
    """
    ledger = Ledger(version()) if ledger is None else ledger
    target = Path(folder)
    name, suffix = _written_as(folder, target_format, write_options or {})
    ledger.exporter, ledger.output = name, printable(folder)
    every_loss = ledger.losses.heed is not None
    given = dict(read_options or {})
    earlier = Earlier(sources, source_format, given)
    job = Job(
        "",
        suffix,
        source_format,
        name,
        given,
        dict(write_options or {}),
        profile,
        low_memory,
        every_loss,
        len(sources) > 1,
        earlier,
    )
    aside = _aside(target)
    try:
        job = evolve(job, folder=str(aside))
        _run(job, Cutting(sources, source_format, given), engine, ledger, on_finding)
        check(ledger, strict)
        for left in (*aside.glob(".*.part"), *aside.glob(".*.losses")):  # of a worker that was lost while it wrote
            left.unlink()
        _appear(aside, target)
    except (Exception, KeyboardInterrupt) as error:
        ledger.failure = str(error) or type(error).__name__
        ledger.not_read(map(printable, sources[len(ledger.inputs) :]), source_format or "")
        engine.close()  # or its workers write on while the folder goes
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return ledger


def _run(job: Job, parts: Cutting, engine: Engine, ledger: Ledger, on_finding: OnFinding | None) -> None:
    """Run all parts, and at once again one that has something wrong beside those before; enter everything in order."""
    validator = Validator(rules=None if job.profile is None else job.profile.rules())
    validator.seen.first = job.earlier
    across = Across(validator)
    ledger.written = 0
    of_plugins: set[str] = set()
    for done in engine.run(job, parts):
        verdicts = across.verdicts(done.units) if done.failed is None else None
        if verdicts:
            (done,) = engine.run(job, [evolve(done.part, verdicts=verdicts)])  # noqa: PLW2901 (the same part, now with all known)
        for finding in done.of_plugins:
            if finding.message not in of_plugins:
                of_plugins.add(finding.message)
                _note(finding, ledger, on_finding)
        _enter(done, ledger, on_finding)
        if done.failed is not None:
            raise done.failed
        ledger.files.append(
            {"name": job.name_of(done.part), "source": printable(done.part.source), "written": done.ledger.written or 0}
        )
        if ledger.losses.heed is not None:
            with job.losses(done.part).open("rb") as lines:
                for line in lines:
                    ledger.losses.heed(Loss(*orjson.loads(line)))
            job.losses(done.part).unlink()
        if not done.whole:
            check(ledger, strict=False)
    if parts.failed is not None:
        name, why = printable(parts.sources[len(ledger.inputs)]), str(parts.failed)
        ledger.inputs.append(InputLedger(name, job.source_format or "", message=why))
        raise parts.failed
    whole = [one for one in ledger.inputs if one.complete]
    empty = [(one, found) for one in whole if (found := nothing_in(one.source, one.unit, one.read, one.blank))]
    for account, finding in (*empty, *((None, one) for one in across.finish())):
        judged = finding if job.profile is None else job.profile.apply(finding)
        if judged is not None:
            _note(judged, ledger, on_finding)
            if account is not None:
                account.empty = judged.severity


def _note(finding: Finding, ledger: Ledger, on_finding: OnFinding | None) -> None:
    ledger.note(finding)
    if on_finding is not None:
        on_finding(finding)


def _enter(done: Done, ledger: Ledger, on_finding: OnFinding | None) -> None:
    """Add a part to the ledger."""
    first, *_ = done.ledger.inputs
    if done.part.start and ledger.inputs:
        ledger.inputs[-1].add(first)
    else:
        ledger.inputs.append(first)
    ledger.extend(done.ledger.lines(), done.findings)
    if on_finding is not None:
        for finding in done.findings:
            on_finding(finding)
    ledger.written = (ledger.written or 0) + (done.ledger.written or 0)
    losses = done.ledger.losses
    ledger.losses.extend(losses.counts, losses.left_out, losses)


def _written_as(folder: str, target_format: str | None, options: Mapping[str, Any]) -> tuple[str, str]:
    """The exporter and the suffix of the parts. Raises :class:`UsageError` if nothing says which."""
    if target_format is None:
        raise UsageError(f"{folder}: a folder has no suffix; name the format of its files with --to")
    plugin = exporter(target_format)
    typed = typed_options(plugin, options)
    by_suffix: Mapping[str, Mapping[str, Any]] = getattr(plugin, "suffix_options", {})
    # The options may be those that a suffix stands for, such as that of one feature a line.
    fitting = [suffix for suffix, implied in by_suffix.items() if implied.items() <= typed.items()]
    return target_format, (fitting or [one for one in plugin.suffixes if one not in by_suffix])[0]


def _aside(target: Path) -> Path:
    """A new folder beside the target, to be renamed when it is whole."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} is there already and is no empty folder; remove it, or name another")
    # In a container every run may have the same process id, and one that was killed leaves its folder.
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        aside.mkdir()
    except FileNotFoundError:
        raise OutputError(f"can't write {target}: its folder doesn't exist") from None
    except OSError as error:
        raise OutputError(f"can't write {target}: {error.strerror or error}") from error
    return aside


def _appear(aside: Path, target: Path) -> None:
    try:
        if target.exists():
            target.rmdir()
        aside.rename(target)
    except OSError as error:
        raise OutputError(f"can't write {target}: {error.strerror or error}") from error
