"""The files that tasks read, made when they are asked for and dropped when no later task needs them.

Knows how each is made. Doesn't know what is done with them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import define, field

from benchmarks.data import acled, gdelt, ucdp

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "plugins" / "rferl" / "tests" / "articles"


class NoInput(Exception):
    """An input that can't be made, and why."""


@define
class Inputs:
    """The inputs of one session, in a folder."""

    folder: Path
    eventx: Sequence[str]
    seed: int
    made: dict[tuple[str, int], Path] = field(factory=dict)

    def get(self, kind: str, rows: int) -> Path:
        """A file or folder with so many rows."""
        if (kind, rows) not in self.made:
            suffix = {"records": "jsonl", "record": "jsonl", "array": "json", "articles": ""}.get(kind, "csv")
            path = self.folder / f"{kind}-{rows}{'.' if suffix else ''}{suffix}"
            self._make(kind, rows, path)
            self.made[kind, rows] = path
        return self.made[kind, rows]

    def drop(self, kinds: set[str]) -> None:
        """Remove the inputs of these kinds."""
        for kind, rows in [key for key in self.made if key[0] in kinds]:
            path = self.made.pop((kind, rows))
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _make(self, kind: str, rows: int, path: Path) -> None:
        match kind:
            case "acled" | "acled-bad":
                _write(path, acled.table(rows, self.seed, bad=kind == "acled-bad"))
            case "ucdp":
                _write(path, ucdp.table(rows, self.seed))
            case "gdelt":
                _write(path, gdelt.table(rows, self.seed))
            case "records" | "record":
                self._records(1 if kind == "record" else rows, path)
            case "array":
                with self.get("records", rows).open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
                    out.write("[\n" + ",\n".join(line.rstrip("\n") for line in lines) + "\n]\n")
            case "articles":
                _articles(rows, path)
            case _:
                raise NoInput(f"no such input: {kind}")

    def _records(self, rows: int, path: Path) -> None:
        command = [*self.eventx, "convert", str(self.get("acled", rows)), "-q", "--to", "eventx", "-o", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoInput(f"eventx convert ended with {done.returncode}: {done.stderr.strip()[-300:]}")


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    with path.open("wb") as out:
        for piece in pieces:
            out.write(piece)


def _articles(count: int, folder: Path) -> None:
    """The test articles again and again, each time with another last line, so that no copy is the same article."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("d*.txt"))]
    if not texts:
        raise NoInput(f"no articles in {ARTICLES.relative_to(ROOT)}; run this in a checkout of the repository")
    folder.mkdir()
    for number in range(count):
        text = texts[number % len(texts)]
        (folder / f"{number:06}.txt").write_text(f"{text.rstrip()}\n\nCopy {number}.\n", encoding="utf-8")


def array_schema(schema: Path) -> Path:
    """A schema for an array of records, beside the one for a record."""
    one = json.loads(schema.read_text(encoding="utf-8"))
    path = schema.with_name("array.schema.json")
    whole = {"$schema": one["$schema"], "type": "array", "items": {"$ref": one["$id"]}, "$defs": {"record": one}}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path
