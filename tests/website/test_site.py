"""The documentation site builds without a warning, has what it is made from, and no link of it leads nowhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import attrs
import pytest

from eventx.model import Event
from eventx.rules import catalogue

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    find_spec("mkdocs") is None or find_spec("mkdocstrings_handlers") is None, reason="mkdocs is not installed (extra docs)"
)


class Page(HTMLParser):
    """The links, loads and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := given.get(name))}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif tag in ("script", "img", "link") and given.get("rel") != "canonical":
            self.loads.extend(value for name in ("src", "href") if (value := given.get(name)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_no_link_leads_nowhere_and_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if parts.scheme not in ("https", "http", "mailto") or link in page.loads:
                    broken.append((path.name, link))
                continue
            base = site if parts.path.startswith("/") else path.parent
            goal = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            goal = goal / "index.html" if goal.is_dir() else goal
            anchor = unquote(parts.fragment)
            if not goal.is_file() or (anchor and goal in pages and anchor not in pages[goal].anchors):
                broken.append((path.name, link))
    assert not broken
    assert sum(len(page.links) for page in pages.values()) > 500


def test_no_style_loads_anything_from_elsewhere(site: Path) -> None:
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert styles
    assert not [found for text in styles for found in re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)'\"]+", text)]


def test_the_dictionary_has_every_member_and_the_rules_page_every_rule(site: Path, pages: dict[Path, Page]) -> None:
    schema = json.loads((ROOT / "schemas" / "1.0.0" / "event.schema.json").read_text(encoding="utf-8"))
    dictionary = pages[site / "standard" / "dictionary.html"]
    assert schema["$defs"].keys() <= dictionary.anchors
    for part in (schema, *schema["$defs"].values()):
        for name, member in part.get("properties", {}).items():
            assert name in dictionary.words
            assert all(str(code) in dictionary.words for code in member.get("enum", ()))
    rules = pages[site / "standard" / "rules.html"]
    assert {rule.id for rule in catalogue()} <= rules.anchors


def test_the_reference_has_the_public_functions_with_their_words(site: Path, pages: dict[Path, Page]) -> None:
    assert {"eventx.api.read", "eventx.api.validate", "eventx.api.write"} <= pages[site / "reference" / "api.html"].anchors
    model = pages[site / "reference" / "model.html"]
    assert "eventx.model.Event" in model.anchors
    assert all(member.name in model.words for member in attrs.fields(Event))
    for page in (site / "reference").glob("*.html"):
        assert not re.search(":(class|mod|func|meth|attr|data):", pages[page].words), f"a role is left in {page.name}"


def test_the_guides_are_there(site: Path) -> None:
    named = (
        "tutorial",
        "validating",
        "editors",
        *(f"cookbook/{path.stem}" for path in (ROOT / "docs" / "cookbook").glob("*.md")),
    )
    assert len(named) >= 7
    assert all((site / f"{name}.html").is_file() for name in named)
