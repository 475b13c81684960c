"""The checks over the plugins of an installed package, each plugin in a process of its own with a limit of time.

Knows how a plugin is found by its package and what becomes of one that hangs or ends the process. Doesn't print.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from attrs import frozen

from eventx.conformance.check import Check, NotShown
from eventx.errors import UsageError
from eventx.plugins.faults import raised

PASSED, FAILED, NOT_SHOWN = "passed", "failed", "not shown"


@frozen
class Result:
    """What one check said of one plugin."""

    plugin: str
    role: str
    check: str
    title: str
    state: str
    words: str = ""


def run(package: str, samples: Mapping[str, Sequence[str]], seconds: float) -> tuple[Result, ...]:
    """The results of all checks over all plugins of a package. Raises :class:`UsageError` if it has none."""
    try:
        points = distribution(package).entry_points
    except (PackageNotFoundError, ValueError):
        raise UsageError(f"no package {package!r} is installed; install it, and give its name as pip does") from None
    plugins = [(point.group.removeprefix("eventx.").removesuffix("s"), point.name, point.value) for point in points
               if point.group in ("eventx.importers", "eventx.exporters")]  # fmt: skip
    if not plugins:
        raise UsageError(f"{package} declares no importer and no exporter of eventx")
    strangers = sorted(set(samples) - {name for role, name, _ in plugins if role == "importer"})
    if strangers:
        raise UsageError(f"--sample: {package} has no importer {strangers[0]!r}")
    return tuple(result for plugin in sorted(plugins) for result in _checked(*plugin, samples.get(plugin[1], ()), seconds))


def _checked(role: str, name: str, where: str, samples: Sequence[str], seconds: float) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "results"
        report.touch()
        asked = json.dumps({"role": role, "where": where, "samples": [str(Path(one).resolve()) for one in samples]})
        ended = _child([sys.executable, "-m", "eventx.conformance.running", str(report), asked], seconds)
        lines = report.read_text(encoding="utf-8").splitlines()
    said = {line["check"]: line for line in map(json.loads, lines)}
    for check in _checks(role):
        line = said.get(check.id, {"state": FAILED, "words": ended})
        yield Result(name, role, check.id, check.title, line["state"], line["words"])
        if check.id not in said:
            ended = "not reached: an earlier check didn't end"


def _child(command: Sequence[str], seconds: float) -> str:
    """Run the command to its end, or to its limit; returns what became of it. Nothing that it started is left behind."""
    quiet = subprocess.DEVNULL
    own = {**os.environ, "PYTHONUTF8": "1"}
    child = subprocess.Popen(  # noqa: S603 (our own interpreter)
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=own, start_new_session=True
    )
    try:
        return f"it ended the process (code {child.wait(seconds)})"
    except subprocess.TimeoutExpired:
        return f"it had not answered after {seconds:g} s"
    finally:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.wait()


def _checks(role: str) -> tuple[Check[Any], ...]:
    if role == "importer":
        from eventx.conformance.importers import CHECKS as READING

        return READING
    from eventx.conformance.exporters import CHECKS as WRITING

    return WRITING


def badge(package: str, results: Sequence[Result]) -> dict[str, str | int]:
    """What shields.io shows: how many of the checks passed."""
    passed = sum(result.state == PASSED for result in results)
    whole = passed == len(results)
    colour = "brightgreen" if whole else "red" if any(result.state == FAILED for result in results) else "yellow"
    return {"schemaVersion": 1, "label": f"{package} conformance", "message": f"{passed}/{len(results)}", "color": colour}


def judge(role: str, where: str, samples: Sequence[str] = (), without: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """Each check's id, state and words for the plugin at ``module:Class``, in this process; those of ``without`` are left out."""
    module, _, attribute = where.partition(":")
    for check in _checks(role):
        if check.id in without:
            continue
        state, words = PASSED, ""
        try:
            kind: Any = importlib.import_module(module)
            for part in attribute.split("."):
                kind = getattr(kind, part)
            check.run(_subject(role, kind, samples))
        except NotShown as error:
            state, words = NOT_SHOWN, str(error)
        except (Exception, SystemExit) as error:  # a stranger's code
            own = isinstance(error, AssertionError)
            state, words = FAILED, str(error) if own else raised(error, module)
        yield check.id, state, words


def _subject(role: str, kind: Any, samples: Sequence[str]) -> Any:
    if role == "importer":
        from eventx.conformance.reading import Reads, packaged_samples

        paths = tuple(map(Path, samples)) or packaged_samples(kind)
        return Reads(kind, paths, getattr(kind, "sample_options", {}), getattr(kind, "repeat", None))
    from eventx.conformance.exporters import Writes

    return Writes(kind, record=getattr(kind, "sample_record", None))


def _main(path: str, asked: str) -> None:
    """Run in the other process: one line of JSON a check, written as soon as it is known."""
    with open(path, "a", encoding="utf-8", buffering=1) as out:
        for check, state, words in judge(**json.loads(asked)):
            out.write(json.dumps({"check": check, "state": state, "words": words}) + "\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
