"""``python -m tests.damage``: every kind of damage, and what is found of it. ``--peers PYTHON`` asks two other validators too.

PYTHON is the interpreter of an environment with check-jsonschema and frictionless. ``--markdown PATH`` writes the table.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.ways import constraints
from eventx.schema import schema
from eventx.version import version
from tests.damage.finding import validated
from tests.damage.good import Good, files
from tests.damage.kinds import REFUSED, Kind, kinds

_EVENT = "urn:eventx:event"
Told = Mapping[str, bool | None]


def main() -> int:
    """Print the table; 1 if a kind was missed or a good file objected to."""
    parser = argparse.ArgumentParser(prog="python -m tests.damage", description="What is found of each kind of damage.")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has check-jsonschema and frictionless")
    parser.add_argument("--markdown", metavar="PATH", help="write the table to a file too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alarms = {form: _alarms(good, folder) for form, good in files().items()}
        found = {kind: _found(kind, folder) for kind in kinds()}
        others = _peers(given.peers, folder) if given.peers else {}
    lines = list(_table(found, alarms, others))
    sys.stdout.write("\n".join(lines) + "\n")
    if given.markdown:
        Path(given.markdown).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(any(alarms.values()) or not all(found.values()))


def _alarms(good: Good, folder: Path) -> int:
    path = folder / good.name
    path.write_bytes(good.content)
    code, findings = validated(path, good.options)
    return len(findings) or code


def _found(kind: Kind, folder: Path) -> tuple[str, ...]:
    """The rules that told it; nothing if it was missed."""
    good = files()[kind.form]
    path = folder / good.name
    path.write_bytes(kind.damage(good.content))
    with contextlib.redirect_stderr(io.StringIO()):  # what a refusal says
        code, findings = validated(path, good.options)
    told = {one.rule for one in findings}
    return (REFUSED,) if kind.rules == (REFUSED,) and code in (2, 3) else tuple(rule for rule in kind.rules if rule in told)


def _peers(python: str, folder: Path) -> Mapping[str, Mapping[str, Told]]:
    """By tool and form: for the good file and each kind whether anything was told; None where the tool doesn't read the form."""
    names: dict[tuple[str, str], str] = {}
    for form in ("records", "dataset", "acled", "ucdp", "own table"):
        good = files()[form]
        suffix = "json" if form in ("records", "dataset") else "csv"
        several = [("", good.content), *((kind.name, kind.damage(good.content)) for kind in kinds() if kind.form == form)]
        for number, (kind, content) in enumerate(several):
            name = names[form, kind] = f"{form}-{number:03}.{suffix}"
            # check-jsonschema reads no NDJSON: the lines become an array, damage and all.
            array = form == "records" and content[:2] != b"\xff\xfe"
            (folder / name).write_bytes(b"[" + b",".join(content.splitlines()) + b"]" if array else content)
    _schemas(folder)
    script = str(Path(__file__).with_name("peers.py"))
    done = subprocess.run([python, script, str(folder)], stdout=subprocess.PIPE, check=True, text=True)
    told = json.loads(done.stdout)
    return {
        tool: {form: {kind: told[tool].get(name) for (other, kind), name in names.items() if other == form} for form, _ in names}
        for tool in told
    }


def _schemas(folder: Path) -> None:
    event = {**schema("event"), "$id": _EVENT}
    array = {"type": "array", "items": {"$ref": _EVENT}, "$defs": {"event": event}}
    whole = json.loads(json.dumps(schema("dataset")).replace("event.schema.json", _EVENT))
    del whole["$id"]
    for name, made in (("records", array), ("dataset", {**whole, "$defs": {"event": event}})):
        (folder / f"{name}.schema.json").write_text(json.dumps(made), encoding="utf-8")
    limits = {
        name: {"minimum": least, "maximum": most} for name, (least, most) in {**constraints.WHOLE, **constraints.DECIMAL}.items()
    }
    listed = {name: {"enum": list(codes), "required": not blank} for name, (codes, blank) in constraints.LISTED.items()}
    filled = {name: {"required": True} for name in (*constraints.FILLED, constraints.DAY)}
    unique = {constraints.UNIQUE: {"required": True, "unique": True}}
    (folder / "constraints.json").write_text(json.dumps(limits | listed | filled | unique), encoding="utf-8")


def _table(
    found: Mapping[Kind, tuple[str, ...]], alarms: Mapping[str, int], others: Mapping[str, Mapping[str, Told]]
) -> Sequence[str]:
    tools = list(others)
    lines = [f"eventx {version()}: {sum(map(bool, found.values()))} of {len(found)} kinds of damage found,"]
    lines[0] += f" {sum(alarms.values())} false alarms in {len(alarms)} good files."
    for tool in tools:
        asked = {kind: others[tool].get(kind.form, {}).get(kind.name) for kind in found}
        reads = [told for told in asked.values() if told is not None]
        wrong = sum(bool(forms.get("")) for forms in others[tool].values())
        lines.append(f"{tool}: {sum(reads)} of the {len(reads)} kinds in forms that it reads, {wrong} false alarms.")
    lines += ["", " | ".join(["| file", "damage", "found by", *tools]) + " |", "|---" * (3 + len(tools)) + "|"]
    for kind, rules in found.items():
        marks = [{None: "", True: "told", False: "missed"}[others[tool].get(kind.form, {}).get(kind.name)] for tool in tools]
        lines.append(" | ".join([f"| {kind.form}", kind.name, ", ".join(rules) or "**missed**", *marks]) + " |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
