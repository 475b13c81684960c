"""Prints the lowest versions that ``pyproject.toml`` allows, as constraints for pip: ``pip install -c`` holds to them.

Knows bounds written ``>=``. What a requirement brings with it comes in the newest version that it takes.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lowest(project: dict[str, object]) -> list[str]:
    """``name==version`` for each bound of the core and of what its users install."""
    extras = project["optional-dependencies"]
    assert isinstance(extras, dict)
    asked = [project["dependencies"], *(of for extra, of in extras.items() if extra not in ("dev", "docs"))]
    bounds = (re.match(r"([\w.-]+)>=([\w.]+)", one) for some in asked if isinstance(some, list) for one in some)
    found = {bound[1]: bound[2] for bound in bounds if bound}  # what the tests want of a package comes last
    return [f"{name}=={found[name]}" for name in sorted(found)]


if __name__ == "__main__":
    print("\n".join(lowest(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])))
