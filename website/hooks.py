"""What mkdocs does besides: pages that are made from the repository, and the navigation.

The data dictionary is made from the schema, the rules from their catalogue, the reference from docstrings, and READMEs become
pages. A link to a file of the repository that is no page leads to a copy of it in the site: it needs no host but its own.
Doesn't know how a page looks.
"""

from __future__ import annotations

import json
import os
import re
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import attrs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from eventx import model
from eventx.rules import catalogue

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "schemas" / "1.0.0" / "event.schema.json"
MODULES = ("api", "conversion", "model", "report", "ledger", "errors", "model.codec", "plugins", "testing")
GUIDES = ("tutorial.md", "library.md", "validating.md", "clusters.md", "editors.md")
READMES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "examples/README.md": "examples.md",
    "schemas/README.md": "standard/versions.md",
    "schemas/1.0.0/examples/README.md": "standard/examples.md",
    "schemas/crosswalks/README.md": "standard/crosswalks.md",
    "schemas/vocabularies/README.md": "standard/vocabularies.md",
}
_ROLE = re.compile(r":(?:class|mod|func|meth|attr|data):<code>~?([\w.]+)</code>")
_LINK = re.compile(r"(\]\()([^)\s]+)(\))")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set the navigation, which follows what there is."""
    pages = _pages()

    def under(folder: str) -> list[str]:
        return sorted(page for page in pages.values() if page.startswith(folder))

    config.nav = [
        {"Start": "index.md"},
        {"Guides": [*GUIDES, *_others(pages)]},
        {"Cookbook": under("cookbook/")},
        {"The standard": ["standard/dictionary.md", "standard/rules.md", *under("standard/")]},
        {"Formats": under("formats/")},
        {"Reference": [f"reference/{name}.md" for name in MODULES]},
        {"Project": ["changes.md", "contributing.md", "benchmarks.md", "examples.md"]},
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page, and a copy of each file of the repository that a page links to."""
    pages = _pages()
    copies: set[str] = set()
    texts = {
        page: _relinked((ROOT / path).read_text(encoding="utf-8"), path, page, pages, copies) for path, page in pages.items()
    }
    texts |= {"standard/dictionary.md": dictionary(), "standard/rules.md": rules()}
    texts |= {f"reference/{name}.md": _reference(name) for name in MODULES}
    for page, text in texts.items():
        old = files.get_file_from_path(page)
        if old is not None:
            files.remove(old)
        files.append(File.generated(config, page, content=text))
    files.append(File.generated(config, "site.css", abs_src_path=str(ROOT / "website" / "site.css")))
    for path in sorted(copies):
        files.append(File.generated(config, _copy(path), abs_src_path=str(ROOT / path)))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Roles of docstrings, such as :class:`~eventx.report.Outcome`, become names that lead to what they name."""
    module = f"eventx.{page.file.src_uri.removeprefix('reference/').removesuffix('.md')}"

    def lead(found: re.Match[str]) -> str:
        target = found[1]
        last = target.rpartition(".")[2]
        if (named := target.removeprefix("eventx.")) in MODULES:
            return f'<a href="{named}.html"><code>{last}</code></a>'
        full = target if target.startswith("eventx") else f"{module}.{target}"
        return f'<autoref optional identifier="{full}"><code>{last}</code></autoref>'

    return _ROLE.sub(lead, html) if page.file.src_uri.startswith("reference/") else html


def _reference(name: str) -> str:
    title = f"# eventx.{name}\n\n::: eventx.{name}\n"
    return title + _classes() if name == "model" else title


def _classes() -> str:
    """The classes of records with a table of their members; what each means stands in the data dictionary."""
    lines = ["    options:", "      members: false", ""]
    for name, kind in vars(model).items():
        if not isinstance(kind, type) or not attrs.has(kind) or kind.__module__ != model.__name__:
            continue
        shown = [
            "show_root_heading: true",
            "show_root_full_path: false",
            "show_root_toc_entry: true",
            "separate_signature: false",
            "show_signature: false",
        ]
        lines += [f"::: eventx.model.{name}", "    options:", *(f"      {one}" for one in shown), ""]
        lines += ["| member | type | if absent |", "|---|---|---|"]
        for member in attrs.fields(kind):
            default = member.default
            absent = "" if default is attrs.NOTHING else "empty" if isinstance(default, attrs.Factory) else f"`{default!r}`"
            lines.append(f"| `{member.name}` | `{_plain_type(member.type)}` | {absent} |")
        lines.append("")
    return "\n".join(lines) + "\n"


def _plain_type(given: Any) -> str:
    return str(given if isinstance(given, str) else getattr(given, "__name__", given)).replace("|", "or")


def dictionary() -> str:
    """The data dictionary: every member of a record, from the schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    lines = ["# Data dictionary", "", f"Made from `{schema['$id']}`.", "", schema["description"], ""]
    lines += ["## record { #record }", "", *_members(schema, schema)]
    for name, part in schema["$defs"].items():
        lines += [f"## {name} {{ #{name} }}", "", part.get("description", ""), "", *_members(part, schema)]
    return "\n".join(lines) + "\n"


def rules() -> str:
    """Every rule with its severity, its reason and what to do."""
    lines = ["# Rules", "", "What `eventx validate` looks for. An id is never used again for another rule.", ""]
    for rule in catalogue():
        lines += [f"## {rule.id} {{ #{rule.id} }}", "", f"**{rule.title}** ({rule.severity.value})", ""]
        lines += [_plain(rule.reason), "", f"What to do: {_plain(rule.advice)}", ""]
        lines += [f"- `{each.name}`: {_plain(each.meaning)} (`{_plain(json.dumps(each.default))}`)" for each in rule.parameters]
        lines += [""] if rule.parameters else []
    return "\n".join(lines) + "\n"


def _pages() -> dict[str, str]:
    """Which file of the repository is which page of the site."""
    found = {f"docs/{path}": path for path in _docs()}
    found |= {path: page for path, page in READMES.items() if (ROOT / path).is_file()}
    for path in sorted((ROOT / "plugins").glob("*/README.md")):
        found[path.relative_to(ROOT).as_posix()] = f"formats/{path.parent.name}.md"
    return found


def _docs() -> list[str]:
    return sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))


def _others(pages: dict[str, str]) -> list[str]:
    """Guides that somebody added without naming them here."""
    return [page for path, page in pages.items() if path.startswith("docs/") and "cookbook/" not in page and page not in GUIDES]


def _members(part: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    needed = part.get("required", [])
    if "properties" not in part:
        return []
    lines = ["| member | meaning | value |", "|---|---|---|"]
    for name, member in part["properties"].items():
        must = " (required)" if name in needed else ""
        lines.append(f"| `{name}`{must} | {_plain(_meaning(member, schema))} | {_value(member, schema)} |")
    for pattern, member in part.get("patternProperties", {}).items():
        lines.append(f"| `{_plain(pattern)}` | {_plain(_meaning(member, schema))} | {_value(member, schema)} |")
    return [*lines, ""]


def _meaning(member: dict[str, Any], schema: dict[str, Any]) -> str:
    """A member's description, or that of the part it refers to."""
    if "description" in member or "$ref" not in member:
        return str(member.get("description", ""))
    return _meaning(reduce(getitem, member["$ref"].removeprefix("#/").split("/"), schema), schema)


def _value(member: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a member may hold, in words; a named part of the schema is a link to its table."""
    if "$ref" in member:
        way = member["$ref"].removeprefix("#/").split("/")
        if way[0] == "$defs" and len(way) == 2:
            return f"[{way[1]}](#{way[1]})"
        return _value(reduce(getitem, way, schema), schema)
    if "const" in member:
        return f"`{json.dumps(member['const'])}`"
    if "enum" in member:
        return ", ".join(f"`{code}`" for code in member["enum"])
    if member.get("type") == "array":
        return f"list of {_value(member.get('items', {}), schema)}"
    if "properties" in member:
        return "object: " + ", ".join(f"`{name}` {_value(inner, schema)}" for name, inner in member["properties"].items())
    kind = member.get("type", "any JSON")
    words = kind if isinstance(kind, str) else " or ".join(kind)
    limits = [f"{word} {member[key]}" for key, word in (("minimum", "at least"), ("maximum", "at most")) if key in member]
    limits += [f"form `{_plain(member[key])}`" for key in ("format", "pattern") if key in member][:1]
    return ", ".join([words, *limits])


def _plain(text: str) -> str:
    """Text that a cell of a table can hold."""
    escapes = {"\t": "\\t", "\r": "\\r", "\n": " ", "|": "&#124;"}
    return "".join(escapes.get(letter, letter) for letter in text).replace("<", "&lt;")


def _copy(path: str) -> str:
    return f"source/{path}.txt" if path.endswith(".md") else f"source/{path}"


def _relinked(text: str, path: str, page: str, pages: dict[str, str], copies: set[str]) -> str:
    """The page with its links made those of the site; blocks of code stay as they are."""

    def lead(found: re.Match[str]) -> str:
        target, mark, anchor = found[2].partition("#")
        if not target or "://" in target or target.startswith("mailto:"):
            return found[0]
        wanted = os.path.normpath(os.path.join(os.path.dirname(path), target))  # noqa: PTH118, PTH120
        if (ROOT / wanted).is_dir() and f"{wanted}/README.md" in pages:
            wanted = f"{wanted}/README.md"
        if wanted in pages:
            goal = pages[wanted]
        elif wanted.startswith("docs/") and (wanted.endswith(".md") or (ROOT / wanted).is_file()):
            goal = wanted.removeprefix("docs/")
        elif (ROOT / wanted).is_file():
            copies.add(wanted)
            goal = _copy(wanted)
        else:
            return found[0]  # mkdocs says that it leads nowhere
        return f"{found[1]}{os.path.relpath(goal, os.path.dirname(page) or '.')}{mark}{anchor}{found[3]}"  # noqa: PTH120

    parts = re.split(r"(^```.*?^```)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if part.startswith("```") else _LINK.sub(lead, part) for part in parts)
