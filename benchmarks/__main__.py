"""The command: ``python -m benchmarks``, run at the root of a checkout, in an environment that has eventx and the peers."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.inputs import ROOT
from benchmarks.machine import machine, versions
from benchmarks.report import markdown, svg
from benchmarks.session import NoRoom, Session
from benchmarks.tasks import TASKS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tasks asked for, and write results, page and plot."""
    options = _options().parse_args(arguments)
    if options.list:
        for task in TASKS:
            print(f"{task.name}: {task.title}; {', '.join(way.label for way in task.ways)}")
        return 0
    known = {task.name: task for task in TASKS}
    if unknown := [name for name in options.task if name not in known]:
        print(f"no task {unknown[0]!r}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    if options.work and not options.work.is_dir():
        print(f"{options.work}: there is no such folder; make it, or leave --work away", file=sys.stderr)
        return 2
    tasks = [known[name] for name in options.task] or list(TASKS)
    signal.signal(signal.SIGTERM, _stop)  # so that the generated files are removed then too
    modules = options.node.resolve() / "node_modules" if options.node else None
    with tempfile.TemporaryDirectory(prefix="eventx-benchmarks-", dir=options.work) as folder:
        try:
            most = options.memory << 20 if options.memory else None
            session = Session(
                Path(folder), options.rows, options.articles, options.rounds, options.timeout, options.seed, modules, most, _say
            )
        except NoRoom as error:
            print(f"benchmarks: {error}", file=sys.stderr)
            return 3
        found: list[dict[str, Any]] = []
        results = {
            "date": options.date, "rows": options.rows, "articles": options.articles, "rounds": options.rounds,
            "seed": options.seed, "note": options.note, "machine": machine(),
            "versions": versions(ROOT, modules, session.sourcemeta), "tasks": found,
        }  # fmt: skip
        name = f"{options.date}-{options.rows}"
        options.results.mkdir(parents=True, exist_ok=True)
        for one in session.run(tasks):
            found.append(one)
            # After each task, so that a session that is cut short leaves what it found.
            (options.results / f"{name}.json").write_text(
                json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )
            (options.results / f"{name}.md").write_text(markdown(results, f"{name}.svg"), encoding="utf-8")
            (options.results / f"{name}.svg").write_text(svg(results), encoding="utf-8")
    print((options.results / f"{name}.md").read_text(encoding="utf-8"))
    failed = [way for task in found for way in task["ways"] if way["status"] == "failed" and way["part"] == "eventx"]
    return 1 if failed else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure eventx beside other tools, on generated data."
    )
    parser.add_argument(
        "--rows", type=_positive, default=50_000, help="rows of each table (50000; full sizes: 1000000, 10000000)"
    )
    parser.add_argument("--articles", type=_positive, default=200, help="articles for the importer of articles (200)")
    parser.add_argument("--rounds", type=_positive, default=3, help="runs of each way, in turns (3)")
    parser.add_argument("--task", action="append", default=[], metavar="NAME", help="only this task; can be repeated; see --list")
    parser.add_argument("--list", action="store_true", help="list the tasks and their ways, and end")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generated data (1)")
    parser.add_argument(
        "--memory",
        type=_positive,
        metavar="MIB",
        help="most memory a process may have of its own (no limit); what needs more fails",
    )
    parser.add_argument("--timeout", type=float, default=3600, help="seconds after which a run is killed (3600)")
    parser.add_argument(
        "--node", type=Path, metavar="DIR", help="where npm installed ajv, ajv-formats and @sourcemeta/jsonschema"
    )
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the generated files go meanwhile (the system's place)")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results", metavar="DIR", help="where results go")
    parser.add_argument("--date", default=date.today().isoformat(), help="the date in the results (today)")
    parser.add_argument("--note", default="", help="a sentence for the results, such as what else the machine did")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def _stop(*_: object) -> None:
    sys.exit(143)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
