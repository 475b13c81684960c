"""One session: every way of every task run in turns, and what came of it.

Knows how to fill in a command, whether what a way needs is there, and whether its output has the rows it should have. Doesn't
print tables. The ways of a task take turns, so that what else the machine does hits all of them.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from attrs import define, field

from benchmarks.data.acled import bad_rows
from benchmarks.inputs import Inputs, NoInput, array_schema
from benchmarks.machine import load
from benchmarks.measuring import Run, measure
from benchmarks.tasks import Task, Way

WAYS = Path(__file__).resolve().parent / "ways"
_BYTES_A_ROW = 5000  # inputs and outputs of the largest task together, with room
Say = Callable[[str], None]


class NoRoom(Exception):
    """Too little disk for the session."""


@define
class Session:
    """What is run, where, how often."""

    folder: Path
    rows: int
    articles: int
    rounds: int
    timeout: float
    seed: int
    modules: Path | None
    most_memory: int | None
    say: Say
    context: dict[str, tuple[str, ...]] = field(init=False)
    inputs: Inputs = field(init=False)

    def __attrs_post_init__(self) -> None:
        own = Path(sys.executable).with_name("eventx")
        eventx = (str(own),) if own.is_file() else (sys.executable, "-m", "eventx")
        schema = self.folder / "event.schema.json"
        schema.write_bytes(subprocess.run([*eventx, "schema"], capture_output=True, check=True).stdout)
        self.context = {
            "eventx": eventx,
            "python": (sys.executable,),
            "schema": (str(schema),),
            "array_schema": (str(array_schema(schema)),),
            "modules": (str(self.modules or ""),),
            "sourcemeta": (self.sourcemeta or "",),
        }
        self.inputs = Inputs(self.folder, eventx, self.seed)
        if (free := shutil.disk_usage(self.folder).free) < (needed := self.rows * _BYTES_A_ROW):
            raise NoRoom(
                f"{free >> 20:,} MB are free for the generated files, {needed >> 20:,} MB may be needed; ask for fewer --rows"
            )

    @property
    def sourcemeta(self) -> str | None:
        """Sourcemeta's command, which has the same name as one of Python's, so that only node's folder is looked into."""
        path = self.modules / ".bin" / "jsonschema" if self.modules else None
        return str(path) if path and path.exists() else None

    def run(self, tasks: Sequence[Task]) -> Iterable[dict[str, Any]]:
        """The tasks one by one, each with what its ways took."""
        for number, task in enumerate(tasks):
            yield self._task(task)
            later = {kind for one in tasks[number + 1 :] for kind in _kinds(one)}
            self.inputs.drop(_kinds(task) - later)

    def _task(self, task: Task) -> dict[str, Any]:
        rows = {"articles": self.articles, "runs": 1}.get(task.unit, self.rows)
        about: dict[str, Any]
        found: dict[str, dict[str, Any]] = {}
        runs: dict[str, list[Run]] = {}
        started = load()
        for way in task.ways:
            found[way.name] = about = {"name": way.name, "label": way.label, "does": way.does, "part": way.part}
            about["rows"] = min(rows, way.most or rows)
            if missing := self.missing(way):
                about |= {"status": "not installed", "reason": f"needs {', '.join(missing)}"}
            else:
                about["status"], runs[way.name] = "measured", []
        for turn in range(self.rounds):
            for way in task.ways:
                about = found[way.name]
                if about["status"] != "measured":
                    continue
                try:
                    run, output = self._once(task, way, about["rows"])
                    problem = self._problem(task, way, about["rows"], run, output if turn == 0 else None)
                except NoInput as error:
                    problem = str(error)
                else:
                    runs[way.name].append(run)
                if problem:
                    about |= {"status": "failed", "reason": self._clean(problem)}
                self.say(f"{task.name} {turn + 1}/{self.rounds} {way.label}: {problem or f'{run.seconds:.2f} s'}")
        for way in task.ways:
            if found[way.name]["status"] == "measured":
                found[way.name] |= _figures(runs[way.name], found[way.name]["rows"])
        _compare(list(found.values()))
        return {
            "name": task.name, "title": task.title, "unit": task.unit, "rows": rows, "load": [started, load()],
            "ways": list(found.values()),
        }  # fmt: skip

    def _once(self, task: Task, way: Way, rows: int) -> tuple[Run, Path]:
        source = way.source or task.source
        path = self.inputs.get(source, rows) if source else None
        output, ledger = self.folder / f"output.{task.suffix}", self.folder / "ledger.json"
        for old in (output, ledger):
            old.unlink(missing_ok=True)
        files = tuple(str(one) for one in sorted(path.iterdir())) if path and path.is_dir() else (str(path),)
        here = self.context | {"input": files, "output": (str(output),), "ledger": (str(ledger),)}
        command: list[str] = []
        for part in way.command:
            name = part[1:-1] if part.startswith("{") and part.endswith("}") else ""
            command.extend(here[name] if name else (part.replace("{ways}", str(WAYS)),))
        return measure(command, self.folder, timeout=self.timeout, most=self.most_memory), output

    def _problem(self, task: Task, way: Way, rows: int, run: Run, output: Path | None) -> str:
        """Why a run did not do its job; blank if it did. Only a first output is counted: all runs are the same."""
        if run.code not in way.codes:
            return f"ended with {run.code}: {run.said[-300:]}"
        if (told := _told(run.said)) and told.get("rows", rows) != rows and task.source != "acled-bad":
            return f"saw {told['rows']} of {rows} rows"
        if told and told.get("bad"):
            return f"refused {told['bad']} good records"
        if not task.suffix or output is None:
            return ""
        written = self._count(output) if output.is_file() else 0
        if written is None:
            return ""
        bad = bad_rows(rows) if (way.source or task.source) == "acled-bad" else 0
        # An article has any number of events; what other tools do with bad rows is up to them.
        least = 1 if task.unit == "articles" else rows - bad
        most = None if task.unit == "articles" else rows - bad if way.part == "eventx" else rows
        return "" if least <= written <= (most or written) else f"wrote {written} of {rows - bad} rows"

    def _count(self, output: Path) -> int | None:
        """The rows of an output; None if nothing here can tell."""
        match output.suffix:
            case ".geojson":
                with output.open("rb") as lines:
                    return sum(piece.count(b'"Feature"') for piece in lines)
            case ".ndjson":
                with output.open("rb") as lines:
                    return sum(1 for _ in lines)
            case ".parquet" if importlib.util.find_spec("pyarrow"):
                # In a process of its own: a large parent would make each child's start slower.
                program = "import sys, pyarrow.parquet as p; print(p.ParquetFile(sys.argv[1]).metadata.num_rows)"
                done = subprocess.run([sys.executable, "-c", program, str(output)], capture_output=True, text=True, check=False)
                return int(done.stdout or 0)
        return None

    def missing(self, way: Way) -> list[str]:
        """What a way needs and isn't there."""
        return [need.partition(":")[2] for need in way.needs if not self._has(*need.split(":", 1))]

    def _has(self, kind: str, name: str) -> bool:
        match kind:
            case "module":
                return importlib.util.find_spec(name) is not None
            case "program":
                return shutil.which(name) is not None
            case "node":
                return self.modules is not None and (self.modules / name).is_dir()
            case "extra":
                extras = importlib.metadata.metadata("eventx-conflict").get_all("Provides-Extra") or []
                return name in extras and importlib.util.find_spec("polars") is not None
        raise ValueError(kind)

    def _clean(self, text: str) -> str:
        """Words without the paths of this machine, on one line."""
        for path in (str(self.folder), str(WAYS.parents[1]), sys.prefix):
            text = text.replace(path, "…")
        return " ".join(text.split())[-240:]


def _kinds(task: Task) -> set[str]:
    found = {task.source, *(way.source for way in task.ways)} - {""}
    # Records are made from the table, which isn't needed after.
    return found | ({"acled", "records"} if found & {"records", "record", "array"} else set())


def _told(said: str) -> dict[str, Any] | None:
    """What a program of ours printed last: its counts, as JSON."""
    last = said.splitlines()[-1] if said else ""
    if not last.startswith(('{"rows"', '{"listed"')):
        return None
    return json.loads(last)  # type: ignore[no-any-return]


def _figures(runs: list[Run], rows: int) -> dict[str, Any]:
    seconds = median(run.seconds for run in runs)
    resident = [run.resident for run in runs if run.resident]
    anonymous = [run.anonymous for run in runs if run.anonymous]
    told = _told(runs[-1].said)
    return {
        "seconds": round(seconds, 4),
        "all_seconds": [round(run.seconds, 4) for run in runs],
        "processor_seconds": round(median(run.processor for run in runs), 4),
        "rows_per_second": round(rows / seconds, 1),
        "peak_mb": round(max(resident) / 1e6, 1) if resident else None,
        "peak_anonymous_mb": round(max(anonymous) / 1e6, 1) if anonymous else None,
        **({"told": told} if told else {}),
    }


def _compare(ways: list[dict[str, Any]]) -> None:
    """How many times as fast eventx is as each other way, by the median and at the worst of the alternated pairs."""
    own = ways[0]
    if own["status"] != "measured":
        return
    for way in ways[1:]:
        if way["status"] == "measured":
            scale = own["rows"] / way["rows"]
            way["eventx_is_faster"] = round(scale * way["seconds"] / own["seconds"], 3)
            pairs = [scale * other / mine for other, mine in zip(way["all_seconds"], own["all_seconds"], strict=True)]
            way["eventx_is_faster_range"] = [round(min(pairs), 3), round(max(pairs), 3)]
