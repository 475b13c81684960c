"""Where a benchmark ran: the machine, and the versions of everything measured. Names no path and no host."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

_DISTRIBUTIONS = (
    "eventx-conflict", "orjson", "jsonschema", "jsonschema-rs", "check-jsonschema", "polars", "pyarrow", "duckdb", "pyogrio",
    "geopandas", "pandas", "csvkit", "frictionless", "pandera", "dataframely",
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)+")


def machine() -> dict[str, str | int]:
    """Processor, cores, memory, system."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0,
        "memory_mb": int((_first("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) // 1024,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def versions(root: Path, modules: Path | None, sourcemeta: str | None) -> dict[str, str]:
    """What is installed, by name; the commit of eventx where this is a checkout."""
    found = {}
    for name in _DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    for name, command in (
        ("ogr2ogr", ("ogr2ogr", "--version")),
        ("node", ("node", "--version")),
        ("sourcemeta", (sourcemeta or "", "--version")),
    ):
        if command[0] and shutil.which(command[0]) and (number := _NUMBER.search(_said(command))):
            found[name] = number[0]
    if (
        modules
        and (package := modules / "ajv" / "package.json").is_file()
        and (number := re.search(r'"version":\s*"([^"]+)"', package.read_text()))
    ):
        found["ajv"] = number[1]
    if commit := _said(("git", "-C", str(root), "rev-parse", "--short", "HEAD")).strip():
        found["commit"] = commit
    return found


def load() -> float | None:
    """How many processes wanted to run in the last minute, beside those measured."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _first(file: str, name: str) -> str:
    try:
        with open(file, encoding="utf-8") as lines:
            return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
    except OSError:
        return ""


def _said(command: tuple[str, ...]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
