"""The GitHub action's own steps, run with bash as a runner does, in a scratch workspace and without a network."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GOOD = '{"schema_version": "1.0.0", "kind": "event", "id": "mine:1", "status": "reported", "type": "armed-clash"}\n'
BAD = '{"schema_version": "1.0.0", "kind": "event", "id": "mine:2", "status": "perhaps"}\n'
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@frozen
class Job:
    """What a run of the action left behind."""

    code: int
    said: str
    summary: str
    outputs: dict[str, str]


@pytest.fixture
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that pip can install without an index: the command eventx, and a path to what is installed here."""
    wheel = tmp_path_factory.mktemp("package") / "eventx_here-1-py3-none-any.whl"
    info = "eventx_here-1.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("eventx_here.pth", "\n".join(path for path in sys.path if path))
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: eventx-here\nVersion: 1\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\neventx = eventx.cli:main\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's temporary folder."""
    return tmp_path_factory.mktemp("runner temp")  # with a space, as on some machines


@pytest.fixture
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first step hands on to the second."""
    program = tmp_path_factory.mktemp("some programs") / "eventx"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m eventx "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python as the action calls it, but an environment borrows its pip from here: to install one takes many seconds."""
    pip = importlib.util.find_spec("pip")
    if pip is None or pip.origin is None:
        pytest.skip("pip is not installed here")
    program = tmp_path_factory.mktemp("python") / "python3"
    here, site = shlex.quote(sys.executable), shlex.quote(str(Path(pip.origin).parents[1]))
    script = (
        f'#!/bin/sh\ntest "$1 $2 $#" = "-m venv 3" || exit 9\n{here} -m venv --without-pip "$3" || exit\n'
        f'for packages in "$3"/lib/python*/site-packages; do echo {site} > "$packages/pip.pth"; done\n'
    )
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    return program


def _job(workspace: Path, runner: Path, command: Path | None = None, **inputs: str) -> Job:
    """Run the action's steps; with a command that is there already, all but the first, which takes its time."""
    given = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    assert inputs.keys() <= given.keys(), "an input that the action doesn't have"
    given |= inputs
    known = {f"inputs.{name}": value for name, value in given.items()}
    known |= {"github.action_path": str(ROOT), "runner.temp": str(runner)}
    files = {name: runner / f"{name}.txt" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")}
    for path in files.values():
        path.write_text("", encoding="utf-8")
    said = ""
    code = 0
    install, *rest = ACTION["runs"]["steps"]
    if command is not None:
        known["steps.install.outputs.command"] = str(command)
    for step in rest if command is not None else (install, *rest):
        assert step["shell"] == "bash", "a composite action's step must name its shell"
        environment = {name: EXPRESSION.sub(lambda found: known[found[1]], value) for name, value in step["env"].items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB_", "VIRTUAL_ENV"))}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=workspace,
            env={**kept, **environment, **{name: str(path) for name, path in files.items()}, "PIP_NO_INDEX": "1"},
            capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip
        said += done.stdout + done.stderr
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            known[f"steps.{step['id']}.outputs.{name}"] = value
        files["GITHUB_OUTPUT"].write_text("", encoding="utf-8")
        code = done.returncode
        if code:
            break
    outputs = {
        name: EXPRESSION.sub(lambda found: known.get(found[1], ""), one["value"]) for name, one in ACTION["outputs"].items()
    }
    return Job(code, said, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"), outputs)


def test_the_whole_action_annotates_sums_up_and_reports_a_bad_record_and_fails(
    tmp_path: Path, runner: Path, python: Path, package: Path
) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "bad one.ndjson").write_text(BAD, encoding="utf-8")
    (tmp_path / "good.ndjson").write_text(GOOD, encoding="utf-8")
    files = "\n  good.ndjson\n\n  deep/**/*.ndjson  \n"
    job = _job(tmp_path, runner, python=str(python), package=str(package), files=files, sarif="out.sarif", junit="out.xml")
    assert (job.code, job.outputs) == (1, {"exit-code": "1"}), job.said
    assert re.search(r"^::error file=deep/er/bad one\.ndjson,line=1", job.said, re.MULTILINE), job.said
    assert "checked 2 of 2 records in 2 of 2 files" in job.said
    assert "EVX007" in job.summary
    assert "EVX007" in (tmp_path / "out.sarif").read_text(encoding="utf-8")
    assert "EVX007" in (tmp_path / "out.xml").read_text(encoding="utf-8")


def test_good_records_pass_and_names_from_outside_are_never_commands(tmp_path: Path, runner: Path, command: Path) -> None:
    for name in ("$(touch made).ndjson", "-O.ndjson", "a;touch made.ndjson"):
        (tmp_path / name).write_text(GOOD.replace("mine:1", f"mine:{len(name)}"), encoding="utf-8")
    job = _job(tmp_path, runner, command, files="*.ndjson")
    assert (job.code, job.outputs["exit-code"]) == (0, "0"), job.said
    assert "in 3 of 3 files" in job.said
    literal = _job(tmp_path, runner, command, files="$(touch made)*.ndjson\na;touch made.ndjson")
    assert literal.code == 0, literal.said
    assert not (tmp_path / "made").exists()


def test_profile_baseline_and_strictness_are_passed_on(tmp_path: Path, runner: Path, command: Path) -> None:
    (tmp_path / "bad.ndjson").write_text(BAD, encoding="utf-8")
    call = [sys.executable, "-m", "eventx", "validate", "bad.ndjson", "--write-baseline", "known.json"]
    subprocess.run(call, cwd=tmp_path, check=True, capture_output=True)
    assert _job(tmp_path, runner, command, files="bad.ndjson", baseline="known.json").code == 0
    (tmp_path / "wrong.toml").write_text("profile_version = 1\n[rules]\nEVX9999 = 'off'\n", encoding="utf-8")
    wrong = _job(tmp_path, runner, command, files="bad.ndjson", profile="wrong.toml")
    assert (wrong.code, wrong.outputs["exit-code"]) == (2, "2"), wrong.said
    (tmp_path / "newer.ndjson").write_text(GOOD, encoding="utf-8-sig")  # a byte order mark is a warning
    assert _job(tmp_path, runner, command, files="newer.ndjson").code == 0
    assert _job(tmp_path, runner, command, files="newer.ndjson", strict="true").code == 1


@pytest.mark.parametrize("files", ["nothing/*.ndjson", "  \n", "good.ndjson\nmissing.ndjson"])
def test_a_pattern_without_a_file_fails_the_job_and_is_no_silent_success(
    files: str, tmp_path: Path, runner: Path, command: Path
) -> None:
    (tmp_path / "good.ndjson").write_text(GOOD, encoding="utf-8")
    job = _job(tmp_path, runner, command, files=files)
    assert (job.code, job.outputs["exit-code"]) == (2, "2"), job.said
    assert "::error" in job.said


def test_every_input_reaches_a_step_and_none_stands_inside_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    assert not any("${{" in step["run"] for step in steps), "an input inside a script can become a command"
    passed = {found for step in steps for value in step["env"].values() for found in EXPRESSION.findall(value)}
    assert {f"inputs.{name}" for name in ACTION["inputs"]} <= passed
