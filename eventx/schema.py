"""The released JSON Schemas, as files of this package.

Knows where the schemas lie, which versions there are, and how versions compare. Doesn't know how a record is checked
(:mod:`eventx.validator`) or lifted to a newer version (:mod:`eventx.migration.steps`). Nothing here touches a network.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from eventx.errors import SchemaError, UsageError

CURRENT = "1.0.0"
"""The version that this eventx writes."""

KINDS = ("event", "dataset")
FILES = ("report", "profile", "baseline")
_EVENT = "event.schema.json"

Version = tuple[int, int, int]

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


def schemas_dir() -> Traversable:
    """The folder of the schemas: inside the installed package, or beside it in a source checkout."""
    packaged = files("eventx") / "schemas"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parent.parent / "schemas"


def parse_version(text: object) -> Version | None:
    """``"1.10.0"`` as ``(1, 10, 0)``, so that it compares as a version does; None if it is none."""
    match = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


@cache
def versions() -> tuple[str, ...]:
    """The versions this eventx has, oldest first."""
    found = [(version, entry.name) for entry in schemas_dir().iterdir() if (version := parse_version(entry.name))]
    return tuple(name for _, name in sorted(found))


@cache
def schema_text(kind: str = "event", version: str = CURRENT) -> str:
    """The schema as it was released, to the byte. Raises :class:`UsageError` for one that isn't there."""
    if kind not in KINDS:
        raise SchemaError(f"no schema {kind!r}; there are {', '.join(KINDS)}")
    if version not in versions():
        raise UsageError(f"no schema version {version!r}; this eventx has {', '.join(versions())}")
    return (schemas_dir() / version / f"{kind}.schema.json").read_text(encoding="utf-8")


def file_schema_text(name: str) -> str:
    """The schema of a file that goes with validating: a report, a profile, a baseline. They have versions of their own."""
    if name not in FILES:
        raise SchemaError(f"no schema {name!r}; there are {', '.join(FILES)}")
    return (schemas_dir() / f"{name}-1.schema.json").read_text(encoding="utf-8")


@cache
def schema(kind: str = "event", version: str = CURRENT) -> dict[str, Any]:
    """The schema as an object. It is shared: don't change it."""
    loaded: dict[str, Any] = json.loads(schema_text(kind, version))
    return loaded


def standalone_text(kind: str = "event", version: str = CURRENT) -> str:
    """The schema for a program that has nothing but this text: what that of a dataset refers to stands in its ``$defs``."""
    text = schema_text(kind, version)
    if kind == "event":
        return text
    event = {name: value for name, value in schema("event", version).items() if name not in ("$schema", "$id")}
    inside = event.pop("$defs")
    whole = json.loads(text.replace(f'"{_EVENT}#/', '"#/').replace(f'"$ref": "{_EVENT}"', '"$ref": "#/$defs/event"'))
    whole["$defs"] = {**whole.get("$defs", {}), "event": event, **inside}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
