"""Makes the folder of a new plugin: a package that installs, converts and keeps the contract as it stands.

Knows the templates beside this module and which names are possible. Doesn't install, and never writes into what is there.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from eventx.errors import UsageError
from eventx.plugins import exporters, importers

KINDS = ("importer", "exporter")

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_FILES = ("pyproject.toml", "README.md", "LICENSE", "module.py", "test_contract.py")


def make(name: str, kind: str, parent: Path) -> Path:
    """Write the package ``eventx-NAME`` into a folder of that name, and return it. Raises :class:`UsageError`."""
    if kind not in KINDS:
        raise UsageError(f"no kind of plugin {kind!r}; there are {' and '.join(KINDS)}")
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise UsageError(f"{name!r} can't name a plugin; use small letters, digits and single hyphens, like incident-log")
    if name.startswith("eventx"):
        raise UsageError(f"{name!r}: leave eventx out, the package is called eventx-NAME by itself")
    taken = (importers() if kind == "importer" else exporters()).get(name)
    if taken is not None:
        raise UsageError(f"{name!r} is the {kind} of {taken.distribution}; two of one name can't be used, choose another")
    folder = parent / f"eventx-{name}"
    if folder.exists():
        raise UsageError(f"{folder} is there already; nothing was written, remove it or choose another name")
    module = f"eventx_{name.replace('-', '_')}"
    words = {"@NAME@": name, "@MODULE@": module, "@CLASS@": "".join(part.capitalize() for part in name.split("-")),
             "@CODE@": name.upper(), "@KIND@": kind}  # fmt: skip
    package = folder / module
    try:
        package.mkdir(parents=True)
        for file in (*_FILES, "sample.txt") if kind == "importer" else _FILES:
            target = {"module.py": package / "__init__.py", "sample.txt": package / "sample.txt",
                      "test_contract.py": folder / "tests" / "test_contract.py"}.get(file, folder / file)  # fmt: skip
            target.parent.mkdir(exist_ok=True)
            target.write_text(_filled(_template(kind, file), words), encoding="utf-8")
        (package / "py.typed").touch()
    except OSError as error:
        raise UsageError(f"can't write {folder}: {error.strerror or error}") from error
    return folder


def _template(kind: str, file: str) -> str:
    own = files("eventx.kit") / kind / f"{file}.tmpl"
    return (own if own.is_file() else files("eventx.kit") / f"{file}.tmpl").read_text(encoding="utf-8")


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
