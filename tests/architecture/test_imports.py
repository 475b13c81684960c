"""Who may import whom: this table is the architecture, and this test keeps it true."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "eventx"

# module → what of eventx it may import; "*" is everything but cli and testing.
MAY_IMPORT = {
    "errors": set(),
    "version": set(),
    "model": set(),
    "report": set(),
    "schema": {"errors"},
    "vocabulary": {"errors", "schema"},
    "borders": {"schema", "vocabulary"},
    "earth": set(),
    "pointers": set(),
    "codec": {"errors", "model", "report"},
    "migrate": {"errors", "schema"},
    "located": {"pointers"},
    "rules": {"borders", "errors", "pointers", "report", "rules", "vocabulary"},
    "validator": {"borders", "errors", "located", "pointers", "report", "rules", "schema"},
    "tabular": {"errors", "pointers", "report", "schema", "tabular"},
    "faults": {"errors", "report"},
    "plugins": {"errors", "faults", "model", "report"},
    "inputs": {"errors", "unpacking"},
    "parquet": {"errors", "tabular"},
    "unpacking": {"errors", "parquet"},
    "packing": {"errors"},
    "outputs": {"errors", "inputs", "packing"},
    "spool": set(),
    "ledger": {"report", "spool"},
    "bulk": {"borders", "bulk", "errors", "report", "rules", "schema", "tabular", "validator"},
    "recognising": {"errors", "inputs", "plugins", "report", "tabular"},
    "whereabouts": {"report"},
    "reading": {
        "blame",
        "bulk",
        "errors",
        "faults",
        "inputs",
        "ledger",
        "plugins",
        "recognising",
        "report",
        "rules",
        "tabular",
        "validator",
        "whereabouts",
    },
    "versions": {
        "errors",
        "inputs",
        "ledger",
        "pointers",
        "reading",
        "recognising",
        "report",
        "tabular",
        "validator",
        "version",
        "versions",
    },
    "blame": {"errors", "faults", "ledger", "plugins"},
    "profile": {"errors", "report", "rules"},
    "reports": {"errors", "located", "pointers", "report", "reports", "spool", "tabular"},
    "conversion": {
        "engine",
        "errors",
        "faults",
        "inputs",
        "ledger",
        "outputs",
        "packing",
        "plugins",
        "profile",
        "reading",
        "recognising",
        "report",
        "rules",
        "versions",
        "validator",
        "version",
    },
    "api": {
        "bulk",
        "codec",
        "conversion",
        "errors",
        "inputs",
        "ledger",
        "model",
        "outputs",
        "reading",
        "recognising",
        "report",
        "validator",
        "version",
    },
    "scoring": {"api", "earth", "errors", "report", "scoring", "vocabulary"},
    "annotation": {"report", "vocabulary"},
    "fetch": {"errors", "version"},
    "conformance": {"*", "conformance"},
    "kit": {"errors", "plugins", "version"},
    "lifting": {"errors", "migrate", "outputs", "schema"},
    "cli": {"*", "cli"},
    "testing": {"*", "testing"},
    "__main__": {"cli"},
    "arrow": {"api", "conversion", "errors", "inputs", "ledger", "plugins", "reading", "recognising", "report", "version"},
    "engine": {"*", "engine"},
    "": {"*"},
}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    """``eventx/cli/run.py`` lives in ``cli``; ``eventx/__init__.py`` in the empty one."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports from 'eventx', not relative ones"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" for alias in node.names} if module == "eventx" else {module}
    return found


@pytest.mark.parametrize("path", _modules(), ids=[str(path.relative_to(PACKAGE)) for path in _modules()])
def test_core_imports_only_what_the_table_allows(path: Path) -> None:
    room = _room(path)
    allowed = MAY_IMPORT[room]
    for name in _imported(path):
        head, *rest = name.split(".")
        assert not head.startswith("eventx_"), f"{path} imports the plugin {head}; core never imports a plugin"
        if head != "eventx" or not rest:
            continue
        if "*" in allowed:
            assert rest[0] not in {"cli", "testing"} - {room}, f"{path} may not import {name}"
        else:
            assert rest[0] in allowed | {room}, f"{path} ({room}) may not import {name}; see MAY_IMPORT"


PLUGIN_FILES = sorted(path for path in ROOT.glob("plugins/*/eventx_*/**/*.py"))


@pytest.mark.parametrize("path", PLUGIN_FILES, ids=[str(path.relative_to(ROOT)) for path in PLUGIN_FILES])
def test_plugins_import_eventx_but_never_each_other_nor_its_inside(path: Path) -> None:
    own = next(part for part in path.parts if part.startswith("eventx_"))
    for name in _imported(path):
        head, *rest = name.split(".")
        assert not head.startswith("eventx_") or head == own, f"{path} imports another plugin, {name}"
        if head == "eventx" and rest:
            assert rest[0] not in {"cli", "testing", "api", "conversion", "reading", "fetch"}, f"{path} may not import {name}"


def _loaded_by(code: str) -> set[str]:
    program = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(run.stdout.splitlines()[-1]))


HEAVY = {"jsonschema", "jsonschema_rs", "requests", "polars", "pandas", "numpy", "pyarrow"}


def _plugin_packages(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("eventx_")}


def test_import_eventx_loads_nothing_heavy_and_no_plugin() -> None:
    loaded = _loaded_by("import eventx")
    assert not loaded & (HEAVY | {"attrs", "attr", "click", "orjson"})
    assert not _plugin_packages(loaded)


def test_version_loads_nothing_heavy_and_no_plugin() -> None:
    loaded = _loaded_by("from eventx.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit: pass")
    assert not loaded & (HEAVY | {"attrs", "attr", "orjson"})
    assert not _plugin_packages(loaded)


def test_formats_imports_no_plugin() -> None:
    loaded = _loaded_by("from eventx.cli import main\ntry:\n    main(['formats'])\nexcept SystemExit: pass")
    assert not loaded & HEAVY
    assert not _plugin_packages(loaded)


def test_no_module_is_longer_than_can_be_read_in_one_go() -> None:
    files = [*_modules(), *PLUGIN_FILES]
    long = {str(path.relative_to(ROOT)): count for path in files if (count := len(path.read_text().splitlines())) > 420}
    assert not long


def test_every_module_opens_with_what_it_knows() -> None:
    bare = [str(p.relative_to(ROOT)) for p in [*_modules(), *PLUGIN_FILES] if not ast.get_docstring(ast.parse(p.read_text()))]
    assert not bare
