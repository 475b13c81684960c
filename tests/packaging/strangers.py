"""Strangers' plugins beside the wheel: the tutorial with a real pip, and made plugins as wheels, whole and sabotaged.

Called by :mod:`check`. Every sabotaged variant is built and installed like the whole one, and fails
the check that is meant for it.
"""

from __future__ import annotations

import os
import re
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.docs import pages  # noqa: E402

Run = Callable[..., str]

MEMBER = 'losses.add("RIVER-LOG-MEMBER", record["id"], pointer)'
SABOTAGED = (
    (
        "a line dropped in silence",
        "importer",
        'yield Outcome(Kind.WITHHELD, position, reason="RIVER-LOG-REMARK")',
        "pass",
        "account",
    ),
    ("a heavy import", "importer", "import datetime\n", "import datetime\nimport requests\n", "light"),
    ("evidence a line off", "importer", '"line": line, "column"', '"line": line + 1, "column"', "places"),
    ("ids by chance", "importer", 'f"river-log:{ident}"', 'f"river-log:{ident}{hash(ident) % 1000}"', "determinism"),
    ("the input read whole", "importer", "enumerate(stream, start=1)", "enumerate(stream.readlines(), start=1)", "memory"),
    ("values lost untold", "exporter", MEMBER, "pass", "told"),
)


def prove(folder: Path, wheels: Path, run: Run) -> None:
    """Install from ``wheels`` into a fresh environment in ``folder``, and do there what a plugin's author does."""
    folder.mkdir()
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / "bin"
    pip = (programs / "python", "-m", "pip")
    run(*pip, "install", "-q", "--no-index", "--find-links", wheels, "eventx-conflict")
    # The plugin asks for eventx-conflict, which no index has; pip finds it where PIP_FIND_LINKS says.
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PIP_FIND_LINKS": str(wheels)}
    (folder / "tutorial").mkdir()
    shown = pages.run(pages.blocks(ROOT / "docs" / "cookbook" / "write-a-plugin.md", "sh"), folder / "tutorial", environment)
    _expect("eventx-river-log: 15 of 15 checks passed" in shown, f"the tutorial ended with\n{shown}")
    run(*pip, "uninstall", "-q", "-y", "eventx-river-log")

    run(*pip, "install", "-q", "hatchling")
    for kind, checks in (("importer", 15), ("exporter", 12)):
        made = folder / kind
        run(programs / "eventx", "plugin", "new", "river-log", "--kind", kind, "--into", made)
        package = made / "eventx-river-log"
        wheel = _installed(package, pip, run)
        names = {name.partition(".dist-info/")[2] or name for name in zipfile.ZipFile(wheel).namelist()}
        needed = {"eventx_river_log/__init__.py", "eventx_river_log/py.typed", "entry_points.txt", "licenses/LICENSE"}
        _expect(needed <= names, f"the wheel of a made {kind} lacks {sorted(needed - names)}")
        run(*pip, "check")
        source = made / "events.ndjson" if kind == "exporter" else package / "eventx_river_log" / "sample.txt"
        output = made / ("out.river-log.tsv" if kind == "exporter" else "events.ndjson")
        if kind == "exporter":
            source.write_bytes((folder / "importer" / "events.ndjson").read_bytes())
        run(programs / "eventx", "convert", source, "-o", output, cwd=made)
        _expect(output.stat().st_size > 100, f"a made {kind} wrote nothing")
        passed = run(programs / "eventx", "conformance", "eventx-river-log", cwd=made)
        _expect(f"{checks} of {checks} checks passed" in passed, f"a made {kind}:\n{passed}")
        print(f"packaging: {'a made ' + kind:<28} {checks} of {checks} checks passed")
        for what, of, old, new, check in SABOTAGED:
            if of == kind:
                print(f"packaging: {what:<28} fails {', '.join(_failing(package, old, new, check, pip, run))}")
        run(*pip, "uninstall", "-q", "-y", "eventx-river-log")


def _failing(package: Path, old: str, new: str, check: str, pip: tuple[str | Path, ...], run: Run) -> list[str]:
    """What the sabotaged plugin fails; the check that is meant must be among it."""
    module = package / "eventx_river_log" / "__init__.py"
    whole = module.read_text(encoding="utf-8")
    _expect(whole.count(old) == 1, f"the template has {old!r} no more")
    module.write_text(whole.replace(old, new), encoding="utf-8")
    _installed(package, pip, run)
    module.write_text(whole, encoding="utf-8")
    said = run(Path(pip[0]).with_name("eventx"), "conformance", "eventx-river-log", cwd=package.parent, code=1)
    failed = re.findall(r"^ +failed +(\S+)", said, re.MULTILINE)
    _expect(check in failed, f"{check} should fail for {new!r}:\n{said}")
    return failed


def _installed(package: Path, pip: tuple[str | Path, ...], run: Run) -> Path:
    """Build the wheel and put it in the place of the one before."""
    run(*pip, "wheel", "-q", "--no-index", "--no-deps", "--no-build-isolation", "-w", package / "dist", package)
    (wheel,) = (package / "dist").glob("*.whl")
    run(*pip, "install", "-q", "--no-index", "--no-deps", "--force-reinstall", wheel)
    return wheel


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        sys.exit(f"packaging: {otherwise}")
