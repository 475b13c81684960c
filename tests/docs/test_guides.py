"""What the guides show is run: the page on editors, and the cookbook."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import jsonschema
import pytest
import yaml

from .pages import blocks, run

DOCS = Path(__file__).resolve().parents[2] / "docs"
IN_A_CLONE = "scoring"  # whose commands take the clone's examples
PAGES = (DOCS / "tutorial.md", DOCS / "editors.md", DOCS / f"{IN_A_CLONE}.md", *sorted((DOCS / "cookbook").glob("*.md")))
# There is no index here: an editable install is what it leaves behind, its entry points and its folder on the path.
PIP = """\
import os, pathlib, sys, tomllib
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
name = f"{project['name'].replace('-', '_')}-{project['version']}"
if sys.argv[1] == "wheel":
    assert sys.argv[2:] == ["-q", "--no-deps", "--wheel-dir", "dist", "."], sys.argv
    pathlib.Path("dist").mkdir()
    pathlib.Path("dist", f"{name}-py3-none-any.whl").touch()
    sys.exit()
assert sys.argv[1:] == ["install", "-q", "-e", ".[test]"], sys.argv
info = pathlib.Path(os.environ["SITE"]) / f"{name}.dist-info"
info.mkdir(parents=True)
(info / "METADATA").write_text(f"Metadata-Version: 2.1\\nName: {project['name']}\\nVersion: {project['version']}\\n")
lines = [line for group, points in project["entry-points"].items() for line in (f"[{group}]", *map(" = ".join, points.items()))]
(info / "entry_points.txt").write_text("\\n".join(lines) + "\\n")
"""


def _run(page: Path, folder: Path) -> str:
    """Run the page's commands in a folder, and return what they print."""
    programs, site = folder / "programs", folder / "site"
    work = folder / "work"
    for made in (programs, site, work):
        made.mkdir()
    if page.stem == IN_A_CLONE:
        shutil.copytree(DOCS.parent / "examples", work / "examples")
    (folder / "pip.py").write_text(PIP, encoding="utf-8")
    calls = {
        "eventx": "-m eventx",
        "pytest": "-m pytest -p no:cacheprovider",
        "pip": shlex.quote(str(folder / "pip.py")),
        "python3": "",
    }
    for name, call in calls.items():
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {call} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1", "SITE": str(site),
        "PYTHONPATH": os.pathsep.join([str(work / "eventx-river-log"), str(site)]), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }  # fmt: skip
    return run(blocks(page, "sh"), work, environment)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_one_after_the_other(page: Path, tmp_path: Path) -> None:
    shown = _run(page, tmp_path)
    assert "eventx " in "".join(blocks(page, "sh"))
    if page.stem == "write-a-plugin":
        assert "failed     account" in shown
        assert "eventx-river-log: 15 of 15 checks passed" in shown
        lines = (tmp_path / "work" / "eventx-river-log" / "events.ndjson").read_text(encoding="utf-8").splitlines()
        tolls = [[toll["best"] for toll in json.loads(line).get("tolls", ())] for line in lines]
        assert tolls == [[0], [], [2]], "none killed, unknown, two killed"
    elif page.stem == "tutorial":
        assert "2 kept, 1 rejected" in shown
        assert "3 kept" in shown
        table = [json.loads(line) for line in (tmp_path / "work" / "incidents.ndjson").read_text(encoding="utf-8").splitlines()]
        assert ["point" in record["place"] for record in table] == [True, True, False]
        assert [len(record.get("tolls", ())) for record in table] == [1, 1, 0]
    elif page.stem == "scoring":
        (line,) = blocks(page, "text")
        assert line in shown
        assert '"f1": 1.0' in shown
        (article,) = (json.loads(block) for block in blocks(page, "json"))
        (coded,) = json.loads((DOCS.parent / "examples" / "gold.json").read_text(encoding="utf-8"))["articles"]
        assert coded.keys() <= article.keys()
        assert set().union(*coded["events"]) <= {*article["events"][0], "sub_event_type_alt"}
    elif page.stem == "events-near-places":
        (answer,) = blocks(page, "text")
        assert answer in shown
        work = tmp_path / "work"
        place = {"precision": "exact", "point": {"lat": 12.04, "lon": 39.05}}
        report = {"schema_version": "1.0.0", "kind": "report", "id": "x:1", "status": "reported", "place": place}
        dated = report | {"id": "x:2", "date": {"start": "2026-02-28", "end": "2026-02-28", "precision": "day"}}
        (work / "acled.csv").write_text(f"{json.dumps(report)}\n{json.dumps(dated)}\n", encoding="utf-8")
        done = subprocess.run([sys.executable, "near.py"], cwd=work, capture_output=True, text=True, check=True, timeout=60)
        told = ["x:1 can't be told: no date", "x:2 sure: Warehouse, 2026-02-28 (day), exact (report, not event)"]
        assert done.stdout.splitlines() == told
    elif page.stem == "article-to-records":
        assert "Batken" in shown
        assert "killing two soldiers" in shown
    elif page.stem == "acled-to-qgis":
        features = json.loads((tmp_path / "work" / "events.geojson").read_text(encoding="utf-8"))["features"]
        assert len(features) == 2


def test_what_the_page_on_clusters_says_of_many_files_runs_on_this_machine(tmp_path: Path) -> None:
    root, work = DOCS.parent, tmp_path / "work"
    work.mkdir()
    for folder in ("gdelt", "ged", "programs"):
        (work / folder).mkdir()
    sample = root / "plugins" / "gdelt" / "samples" / "gdelt2_cutout.export.CSV"
    with zipfile.ZipFile(work / "gdelt" / "20191024143000.export.CSV.zip", "w") as archive:
        archive.write(sample, "20191024143000.export.CSV")
    shutil.copy(root / "examples" / "ged.csv", work / "ged")
    program = work / "programs" / "eventx"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m eventx "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    here, there = blocks(DOCS / "clusters.md", "sh")
    run([here], work, {**os.environ, "PATH": f"{work / 'programs'}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"})
    assert [len(list((work / folder).iterdir())) for folder in ("events", "features")] == [1, 1]
    folders = re.findall(r"-o (\S+)", here + there)
    assert len(set(folders)) == len(folders), "none is written into that of another command, which would refuse it"


def test_snippets_for_editors_name_schemas_that_the_commands_wrote_and_check_what_they_say(tmp_path: Path) -> None:
    page = DOCS / "editors.md"
    _run(page, tmp_path)
    work = tmp_path / "work"
    (settings,) = (json.loads(block) for block in blocks(page, "json"))
    wired = {pattern: entry["url"] for entry in settings["json.schemas"] for pattern in entry["fileMatch"]}
    wired |= {pattern: url for url, patterns in settings["yaml.schemas"].items() for pattern in patterns}
    titles = {pattern: json.loads((work / url).read_text(encoding="utf-8"))["title"] for pattern, url in wired.items()}
    (event,) = {title for pattern, title in titles.items() if fnmatch("one.eventx.json", pattern)}
    (dataset,) = {title for pattern, title in titles.items() if fnmatch("all.dataset.json", pattern)}
    assert "event" in event
    assert "dataset" in dataset

    (record,) = blocks(page, "yaml")
    path = re.match(r"# yaml-language-server: \$schema=(\S+)\n", record)
    assert path is not None, "the modeline must be the first line"
    schema = jsonschema.Draft202012Validator(json.loads((work / path[1]).read_text(encoding="utf-8")))
    schema.validate(yaml.safe_load(record))
    assert not schema.is_valid(yaml.safe_load(record) | {"status": "perhaps"})

    (profile,) = blocks(page, "toml")
    path = re.match(r"#:schema (\S+)\n", profile)
    assert path is not None
    jsonschema.Draft202012Validator(json.loads((work / path[1]).read_text(encoding="utf-8"))).validate(tomllib.loads(profile))


def test_yaml_of_the_cookbook_fits_the_action_and_the_hooks() -> None:
    root = DOCS.parent
    workflow, hooks = (yaml.safe_load(block) for block in blocks(DOCS / "cookbook" / "ucdp-in-ci.md", "yaml"))
    (step,) = (one for one in workflow["jobs"]["data"]["steps"] if "eventx" in one["uses"])
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert step["with"].keys() <= action["inputs"].keys()
    known = {hook["id"] for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} <= known
