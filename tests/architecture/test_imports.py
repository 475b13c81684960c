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

# room → what of eventx it may import; "*" is everything but cli and testing.
MAY_IMPORT = {
    # values, and what is known of the world
    "errors": set(),
    "version": set(),
    "report": set(),
    "model": {"errors", "report"},
    "json_pointers": set(),
    "json_positions": {"json_pointers"},
    "schema": {"errors"},
    "vocabulary": {"errors", "schema"},
    "earth": {"schema", "vocabulary"},
    # records
    "rules": {"earth", "errors", "json_pointers", "report", "vocabulary"},
    "validator": {"earth", "errors", "json_pointers", "json_positions", "report", "rules", "schema"},
    "migration": {"errors", "schema"},
    # bytes, tables, plugins
    "files": {"errors", "tabular"},
    "ledger": {"files", "report"},
    "fetch": {"errors", "version"},
    "tabular": {"errors", "json_pointers", "report", "schema", "vocabulary"},
    "plugins": {"errors", "report"},
    # a run
    "reading": {"bulk", "errors", "files", "ledger", "plugins", "report", "rules", "tabular", "validator"},
    "bulk": {"earth", "errors", "report", "rules", "schema", "tabular", "validator"},
    "editions": {"errors", "files", "json_pointers", "ledger", "plugins", "reading", "report", "tabular", "validator", "version"},
    "conversion": {
        "editions", "engine", "errors", "files", "ledger", "plugins", "reading", "report", "rules", "validator",
        "version",
    },
    "engine": {
        "bulk", "conversion", "errors", "files", "ledger", "plugins", "reading", "report", "rules", "validator",
        "version",
    },
    # what people and programs call
    "api": {
        "bulk", "conversion", "errors", "files", "ledger", "model", "reading", "report", "reports", "rules", "validator",
        "version",
    },
    "arrow": {"conversion", "errors", "files", "ledger", "plugins", "reading", "version"},
    "reports": {"errors", "files", "json_pointers", "json_positions", "report", "tabular"},
    "scoring": {"api", "earth", "errors", "report", "vocabulary"},
    "annotation": {"report", "vocabulary"},
    "cli": {"*"},
    "__main__": {"cli"},
    "": {"*"},
    # for authors of plugins
    "kit": {"errors", "plugins", "version"},
    "conformance": {"errors", "json_pointers", "plugins", "report", "rules", "schema", "validator"},
    "testing": {"conformance", "plugins", "report"},
}  # fmt: skip
PLUGINS_MAY_IMPORT = {
    "bulk", "earth", "errors", "json_positions", "plugins", "report", "schema", "tabular", "validator", "version", "vocabulary",
}  # fmt: skip
"""What plugins rest on, and what therefore has to stay as it is; all else is the core's own affair."""


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
            assert rest[0] in PLUGINS_MAY_IMPORT, f"{path} may not import {name}"


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


def test_convert_of_a_table_by_rows_loads_no_openssl(tmp_path: Path) -> None:
    """It takes 4 MB, which is a fifteenth of what a conversion by rows may take."""
    command = ["convert", str(ROOT / "examples" / "acled.csv"), "-q", "-o", str(tmp_path / "events.geojson")]
    loaded = _loaded_by(f"from eventx.cli import main\ntry:\n    main({command!r})\nexcept SystemExit: pass")
    assert (tmp_path / "events.geojson").exists()
    assert not loaded & {"_hashlib", "_ssl"}


def test_no_module_is_longer_than_can_be_read_in_one_go() -> None:
    files = [*_modules(), *PLUGIN_FILES]
    long = {str(path.relative_to(ROOT)): count for path in files if (count := len(path.read_text().splitlines())) > 420}
    assert not long


def test_every_module_opens_with_what_it_knows() -> None:
    bare = [str(p.relative_to(ROOT)) for p in [*_modules(), *PLUGIN_FILES] if not ast.get_docstring(ast.parse(p.read_text()))]
    assert not bare
