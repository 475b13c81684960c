"""Makes the folder of a new plugin: a package that installs, converts and keeps the contract as it stands.

Knows the templates beside this module and which names are possible. Doesn't install, and never writes into what is there.
"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from eventx.errors import UsageError
from eventx.plugins import exporters, importers
from eventx.version import DISTRIBUTION, version

KINDS = ("importer", "exporter")
MOST = 40
"""Letters of a name."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_FILES = ("pyproject.toml", "README.md", "LICENSE", "module.py", "test_contract.py")


def make(name: str, kind: str, parent: Path) -> Path:
    """Write the package ``eventx-NAME`` into a folder of that name, and return it. Raises :class:`UsageError`."""
    if kind not in KINDS:
        raise UsageError(f"no kind of plugin {kind!r}; there are {' and '.join(KINDS)}")
    if not _NAME.fullmatch(name) or len(name) > MOST:
        raise UsageError(
            f"{name!r} can't name a plugin; use up to {MOST} small letters, digits and single hyphens{_instead(name)}"
        )
    if name.startswith("eventx"):
        raise UsageError(f"{name!r}: leave eventx out, the package is called eventx-NAME by itself{_instead(name)}")
    taken = (importers() if kind == "importer" else exporters()).get(name)
    if taken is not None:
        raise UsageError(f"{name!r} is the {kind} of {taken.distribution}; two of one name can't be used, choose another")
    module = f"eventx_{name.replace('-', '_')}"
    if f"eventx-{name}" == DISTRIBUTION or find_spec(module) is not None:
        raise UsageError(f"{name!r}: the package eventx-{name} would hide one that is installed; choose another name")
    folder = parent / f"eventx-{name}"
    if folder.exists():
        raise UsageError(f"{folder} is there already; nothing was written, remove it or choose another name")
    words = {
        "@NAME@": name,
        "@MODULE@": module,
        # The kind in its name keeps it from being a word of Python, or one that the module imports.
        "@CLASS@": "".join(part.capitalize() for part in (*name.split("-"), kind)),
        "@CODE@": name.upper(),
        "@KIND@": kind,
        "@VERSION@": version(),
    }
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


def _instead(name: str) -> str:
    """A name like the one given that is possible; nothing if there is none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    near = re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789").removeprefix("eventx").strip("-")[:MOST].rstrip("-")
    return f", like {near}" if _NAME.fullmatch(near) else ", like incident-log"


def _template(kind: str, file: str) -> str:
    own = files("eventx.kit") / kind / f"{file}.tmpl"
    return (own if own.is_file() else files("eventx.kit") / f"{file}.tmpl").read_text(encoding="utf-8")


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
