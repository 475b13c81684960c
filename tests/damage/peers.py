"""What two general validators tell of the same files: run by an environment that has them, ``python peers.py FOLDER``.

Knows check-jsonschema, which gets eventx' own JSON Schema, and frictionless, which gets the types that it sees in the good table
and, for ACLED's, constraints on its columns. Prints a JSON object: for each file whether anything was told. Needs no eventx.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def by_schema(folder: Path) -> dict[str, bool]:
    """check-jsonschema over every ``.json`` file, each by itself: some stop it with an exception, which counts as told."""
    told: dict[str, bool] = {}
    for form in ("records", "dataset"):
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(folder / f"{form}.schema.json")]
        for path in sorted(folder.glob(f"{form}-*.json")):
            done = subprocess.run([*command, str(path)], capture_output=True, check=False)
            told[path.name] = done.returncode != 0
    return told


def by_table(folder: Path) -> dict[str, bool]:
    """frictionless over every table, with the schema that the good one has."""
    from frictionless import Dialect, Resource, describe, formats, validate  # type: ignore[import-not-found]

    told: dict[str, bool] = {}
    for form in ("acled", "ucdp", "own table"):
        files = sorted(folder.glob(f"{form}-*.csv"))
        # It doesn't find out itself that cells are separated by semicolons.
        dialect = Dialect(controls=[formats.CsvControl(delimiter=";" if form == "own table" else ",")])
        good = describe(files[0].name, basepath=str(folder), dialect=dialect)  # the good one comes first
        if form == "acled":
            constraints = json.loads((folder / "constraints.json").read_text(encoding="utf-8"))
            for name, rules in constraints.items():
                good.schema.get_field(name).constraints |= rules
        for path in files:
            table = Resource(path=path.name, basepath=str(folder), schema=good.schema, dialect=dialect)
            told[path.name] = not validate(table).valid
    return told


if __name__ == "__main__":
    where = Path(sys.argv[1])
    json.dump({"check-jsonschema": by_schema(where), "frictionless": by_table(where)}, sys.stdout)
