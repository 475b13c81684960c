"""Start-up held to its promise: ``python -m benchmarks.startup``. Exit code 1 if a ratio is over its limit.

``eventx --version`` beside ``python -c pass``, and ``eventx validate`` of one record beside ``check-jsonschema --version``, in
turns, by the median. Knows these two pairs; the tables beside other tools are :mod:`benchmarks.tasks`.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

RECORD = '{"schema_version": "1.0.0", "kind": "event", "id": "mine:1", "status": "reported", "type": "armed-clash"}\n'
PAIRS = (
    ("eventx --version", ("-m", "eventx", "--version"), "python -c pass", ("-c", "pass"), 8.0, ""),
    (
        "eventx validate, one record",
        ("-m", "eventx", "validate", "record.ndjson"),
        "check-jsonschema --version",
        ("-m", "check_jsonschema", "--version"),
        4.0,
        "check_jsonschema",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each pair whose other tool is there, and print a line for it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description="Is eventx as quick to start as promised?")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each command (15)")
    rounds = max(1, parser.parse_args(arguments).rounds)
    over = False
    with tempfile.TemporaryDirectory(prefix="eventx-startup-") as name:
        folder = Path(name)
        (folder / "record.ndjson").write_text(RECORD, encoding="utf-8")
        for label, command, peer, other, limit, module in PAIRS:
            if module and importlib.util.find_spec(module) is None:
                print(f"{label}: not measured, {peer.split()[0]} is not installed")
                continue
            turns = [(_seconds(command, folder), _seconds(other, folder)) for _ in range(rounds + 1)][1:]  # the first warms up
            mine, theirs = (statistics.median(column) for column in zip(*turns, strict=True))
            kept = mine <= limit * theirs
            over = over or not kept
            print(
                f"{label}: {mine * 1000:.0f} ms, {peer}: {theirs * 1000:.0f} ms, "
                f"ratio {mine / theirs:.2f}, limit {limit:g}: {'kept' if kept else 'OVER'}"
            )
    return 1 if over else 0


def _seconds(command: Sequence[str], folder: Path) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
