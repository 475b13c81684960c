"""What the guides show is run: the page on editors, and the cookbook."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import jsonschema
import pytest
import yaml

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = (DOCS / "editors.md", *sorted((DOCS / "cookbook").glob("*.md")))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# There is no index here: an editable install is what it leaves behind, its entry points and its folder on the path.
PIP = """\
import os, pathlib, sys, tomllib
assert sys.argv[1:] == ["install", "-e", "."], sys.argv
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
info = pathlib.Path(os.environ["SITE"]) / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
info.mkdir(parents=True)
(info / "METADATA").write_text(f"Metadata-Version: 2.1\\nName: {project['name']}\\nVersion: {project['version']}\\n")
lines = [line for group, points in project["entry-points"].items() for line in (f"[{group}]", *map(" = ".join, points.items()))]
(info / "entry_points.txt").write_text("\\n".join(lines) + "\\n")
"""


def _blocks(page: Path, language: str) -> list[str]:
    return [block for name, block in BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def _run(page: Path, folder: Path) -> str:
    """Run the page's commands in a folder, a shell for each block, and return what they print."""
    programs, site = folder / "programs", folder / "site"
    work = folder / "work"
    for made in (programs, site, work):
        made.mkdir()
    (folder / "pip.py").write_text(PIP, encoding="utf-8")
    calls = {"eventx": "-m eventx", "pytest": "-m pytest -p no:cacheprovider", "pip": shlex.quote(str(folder / "pip.py"))}
    for name, call in calls.items():
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {call} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    paths = [str(work / "eventx-river-log"), str(site)]
    environment = {
        **os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1", "SITE": str(site),
        "PYTHONPATH": os.pathsep.join(paths),
    }  # fmt: skip
    shown = ""
    for block in _blocks(page, "sh"):
        done = subprocess.run(
            ["bash", "-ec", block], cwd=work, env=environment, capture_output=True, text=True, check=False, timeout=240
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
        shown += done.stdout + done.stderr
    return shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_one_after_the_other(page: Path, tmp_path: Path) -> None:
    shown = _run(page, tmp_path)
    assert "eventx " in "".join(_blocks(page, "sh"))
    if page.stem == "write-a-plugin":
        assert "passed" in shown
        assert "failed" not in shown
    elif page.stem == "article-to-records":
        assert "Batken" in shown
        assert "killing two soldiers" in shown
    elif page.stem == "acled-to-qgis":
        features = json.loads((tmp_path / "work" / "events.geojson").read_text(encoding="utf-8"))["features"]
        assert len(features) == 2


def test_snippets_for_editors_name_schemas_that_the_commands_wrote_and_check_what_they_say(tmp_path: Path) -> None:
    page = DOCS / "editors.md"
    _run(page, tmp_path)
    work = tmp_path / "work"
    (settings,) = (json.loads(block) for block in _blocks(page, "json"))
    wired = {pattern: entry["url"] for entry in settings["json.schemas"] for pattern in entry["fileMatch"]}
    wired |= {pattern: url for url, patterns in settings["yaml.schemas"].items() for pattern in patterns}
    titles = {pattern: json.loads((work / url).read_text(encoding="utf-8"))["title"] for pattern, url in wired.items()}
    (event,) = {title for pattern, title in titles.items() if fnmatch("one.eventx.json", pattern)}
    (dataset,) = {title for pattern, title in titles.items() if fnmatch("all.dataset.json", pattern)}
    assert "event" in event
    assert "dataset" in dataset

    (record,) = _blocks(page, "yaml")
    path = re.match(r"# yaml-language-server: \$schema=(\S+)\n", record)
    assert path is not None, "the modeline must be the first line"
    schema = jsonschema.Draft202012Validator(json.loads((work / path[1]).read_text(encoding="utf-8")))
    schema.validate(yaml.safe_load(record))
    assert not schema.is_valid(yaml.safe_load(record) | {"status": "perhaps"})

    (profile,) = _blocks(page, "toml")
    path = re.match(r"#:schema (\S+)\n", profile)
    assert path is not None
    jsonschema.Draft202012Validator(json.loads((work / path[1]).read_text(encoding="utf-8"))).validate(tomllib.loads(profile))


def test_yaml_of_the_cookbook_fits_the_action_and_the_hooks() -> None:
    root = DOCS.parent
    workflow, hooks = (yaml.safe_load(block) for block in _blocks(DOCS / "cookbook" / "ucdp-in-ci.md", "yaml"))
    (step,) = (one for one in workflow["jobs"]["data"]["steps"] if "eventx" in one["uses"])
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert step["with"].keys() <= action["inputs"].keys()
    known = {hook["id"] for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} <= known
