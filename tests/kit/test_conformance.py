"""``eventx conformance``: a made plugin passes; each sabotaged one fails the check that is meant for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Made

Making = Callable[[str, str], Made]


@pytest.mark.parametrize(("kind", "checks"), [("importer", 15), ("exporter", 12)])
def test_a_made_plugin_passes_everything_and_gets_a_badge(made: Making, tmp_path: Path, kind: str, checks: int) -> None:
    run = made("river-log", kind).conformance("--badge", "badge.json")
    assert run.returncode == 0, run.stdout + run.stderr
    title, *table, total = run.stdout.splitlines()
    assert title == f"{kind} river-log"
    assert [line.split()[0] for line in table] == ["passed"] * checks
    assert total == f"eventx-river-log: {checks} of {checks} checks passed"
    badge = {"schemaVersion": 1, "label": "eventx-river-log conformance", "message": f"{checks}/{checks}", "color": "brightgreen"}
    assert json.loads((tmp_path / "badge.json").read_text(encoding="utf-8")) == badge


SABOTAGED = [
    ("importer", 'yield Outcome(Kind.WITHHELD, position, reason="RIVER-LOG-REMARK")', "pass", {"account", "silence"}),
    ("importer", '"line": line, "column"', '"line": line + 1, "column"', {"places"}),
    ("importer", "import datetime\n", "import datetime\nimport requests\n", {"light"}),
    ("importer", "import datetime\n", "import datetime\nimport time\n\ntime.sleep(2.2)\n", {"light"}),
    ("importer", 'f"river-log:{ident}"', 'f"river-log:{ident}{hash(ident) % 1000}"', {"determinism"}),
    ("importer", '"RIVER-LOG-REMARK": ', '"RIVER-LOG-OTHER": ', {"reasons"}),
    ("importer", "if head.splitlines()[:1] == [FIRST] else", "if head else", {"recognition"}),
    ("importer", "if place:  #", "if True:  #", {"valid"}),
    ("importer", 'record["evidence"] = [', 'record["sources"] = []\n    unused = [', {"evidence", "valid"}),
    ("importer", 'line.decode("utf-8")', 'line.decode("utf-8").encode("ascii", "replace").decode()', {"scripts"}),
    ("importer", 'line.decode("utf-8")', 'line.decode("latin-1")', {"scripts"}),
    ("importer", "except ValueError as error:", "except KeyError as error:", {"damage"}),
    ("importer", 'f"river-log:{ident}"', 'f"river-log:{ident[0]}"', {"ids", "valid"}),
    ("importer", "enumerate(stream, start=1)", "enumerate(stream.readlines(), start=1)", {"memory"}),
    (
        "importer",
        "        count = 0\n",
        "        import socket\n\n        socket.socket().close()\n        count = 0\n",
        {"offline"},
    ),
    ("importer", "        count = 0\n", "        count = 0\n        print('reading')\n", {"account"}),
    ("importer", "        count = 0\n", "        raise SystemExit(0)\n        count = 0\n", {"account"}),
    ("exporter", 'losses.add("RIVER-LOG-MEMBER", record["id"], pointer)', "pass", {"told"}),
    ("exporter", '"RIVER-LOG-MEMBER": ', '"RIVER-LOG-OTHER": ', {"explained"}),
    ("exporter", "for record in records:", "for record in list(records):", {"one-by-one", "memory"}),
    ("exporter", "            count += 1\n", "            count += bool(date)\n", {"account"}),
    ("exporter", "            count += 1\n", '            record.pop("notes", None)\n            count += 1\n', {"untouched"}),
    ("exporter", ".encode() + b", '.encode("ascii", "replace") + b', {"scripts"}),
    ("exporter", 'cells = (record["id"],', 'cells = (record["id"] + str(hash(record["id"])),', {"determinism"}),
]


@pytest.mark.parametrize(("kind", "old", "new", "checks"), SABOTAGED)
def test_a_sabotaged_plugin_fails_the_right_check(made: Making, kind: str, old: str, new: str, checks: set[str]) -> None:
    plugin = made("river-log", kind)
    plugin.change(old, new)
    # Two checks start a process of their own; they are left to the variants that are meant for them.
    broken = plugin.broken(*({"light", "determinism"} - checks))
    assert checks <= broken.keys(), broken
    assert all(broken.values()), "a check fails without words"


def test_one_that_ends_the_process_and_one_that_hangs_are_named_and_the_rest_is_said_not_to_be_reached(made: Making) -> None:
    plugin = made("river-log", "importer")
    plugin.change("        count = 0\n", "        import os\n\n        os._exit(7)\n")
    run = plugin.conformance()
    assert run.returncode == 1
    assert "it ended the process (code 7)" in run.stdout
    assert "not reached" in run.stdout
    plugin.change("os._exit(7)", "import time; time.sleep(60)")
    run = plugin.conformance("--seconds", "2")
    assert run.returncode == 1
    assert "it had not answered after 2 s" in run.stdout
    assert "not reached" in run.stdout


def test_a_package_that_is_not_there_is_refused(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "eventx", "conformance", "no-such-thing"]
    run = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 2
    assert "no-such-thing" in run.stderr
