"""Plugins of others: a good one is used, a broken one breaks nothing else and is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Run, record

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-plugin"


def installed(folder: Path, distribution: str, code: str, **entry_points: str) -> Path:
    """A package as an installer would leave it: a module and its metadata."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    module = distribution.replace("-", "_")
    (site / f"{module}.py").write_text(code, encoding="utf-8")
    metadata = site / f"{module}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    groups = "".join(f"[eventx.{group}]\n{points}\n" for group, points in entry_points.items())
    (metadata / "entry_points.txt").write_text(groups)
    return site


def test_the_example_plugin_is_found_and_converts(eventx: Run, tmp_path: Path) -> None:
    code = (EXAMPLE / "eventx_incidentlog.py").read_text(encoding="utf-8")
    site = installed(tmp_path, "eventx-incidentlog", code, importers="incidentlog = eventx_incidentlog:IncidentLog")
    shutil.copy(EXAMPLE / "sample.log", tmp_path / "sample.log")
    assert "incidentlog" in eventx("formats", extra_path=site).stdout
    done = eventx("convert", "sample.log", extra_path=site)
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [
        "incidentlog:2026-03-01-2",
        "incidentlog:2026-03-02-3",
    ]
    done = eventx("convert", "./sample.log", extra_path=site)
    assert [json.loads(line)["evidence"][0]["cell"]["file"] for line in done.stdout.splitlines()] == ["sample.log"] * 2


def test_a_plugin_that_can_not_be_imported_is_named_and_the_rest_works(eventx: Run, tmp_path: Path) -> None:
    site = installed(
        tmp_path,
        "broken-thing",
        "raise RuntimeError('half installed')",
        importers="broken = broken_thing:X",
        exporters="b = broken_thing:Y",
    )
    for command in (["formats"], ["--help"], ["--version"]):
        assert eventx(*command, extra_path=site).returncode == 0
    line = json.dumps(record(1)) + "\n"
    done = eventx("convert", "-", "-o", "out.ndjson", input=line, extra_path=site)
    assert done.returncode == 0
    assert "broken-thing" in done.stderr
    asked = eventx("convert", "-", "-o", "out.b", input=line, extra_path=site)  # its suffix, as far as anybody knows
    assert asked.returncode == 2
    assert "no exporter writes this suffix" in asked.stderr
    assert "not asked: exporter 'b' of broken-thing 1.0 can't be loaded: RuntimeError: half installed" in asked.stderr
    asked = eventx("convert", "-", "--from", "broken", input=line, extra_path=site)
    assert asked.returncode == 3
    assert "broken-thing 1.0" in asked.stderr
    assert "half installed" in asked.stderr


def test_a_plugin_that_fails_while_reading_is_named(eventx: Run, tmp_path: Path) -> None:
    read = "def read(self, stream, *, name):\n        yield 1 / 0\n"
    code = f"class X:\n    name = 'bad'\n    def sniff(self, head, filename): return 1 / 0\n    {read}"
    site = installed(tmp_path, "bad-reader", code, importers="bad = bad_reader:X")
    line = json.dumps(record(1)) + "\n"
    assert eventx("convert", "-", input=line, extra_path=site).returncode == 0
    done = eventx("convert", "-", "--from", "bad", "-o", "out.ndjson", input=line, extra_path=site)
    assert done.returncode == 3
    assert "'bad' failed with ZeroDivisionError" in done.stderr
    assert not (tmp_path / "out.ndjson").exists()


def test_an_importer_that_skips_in_silence_is_caught(eventx: Run, tmp_path: Path) -> None:
    code = (
        "from eventx.report import End\nclass X:\n    name = 'skips'\n    def sniff(self, head, filename): return None\n"
        "    def read(self, stream, *, name):\n        yield End(len(stream.readlines()))\n"
    )
    site = installed(tmp_path, "skips-rows", code, importers="skips = skips_rows:X")
    done = eventx("convert", "-", "--from", "skips", "-o", "out.ndjson", input="a\nb\n", extra_path=site)
    assert done.returncode == 3
    assert "doesn't balance" in done.stderr
    assert not (tmp_path / "out.ndjson").exists()


def test_two_packages_with_one_name_are_both_named(eventx: Run, tmp_path: Path) -> None:
    code = (EXAMPLE / "eventx_incidentlog.py").read_text(encoding="utf-8")
    installed(tmp_path, "first-log", code, importers="log = first_log:IncidentLog")
    site = installed(tmp_path, "second-log", code, importers="log = second_log:IncidentLog")
    assert "declared by several packages" in eventx("formats", extra_path=site).stdout
    done = eventx("convert", "-", "--from", "log", input="#incidentlog\n", extra_path=site)
    assert done.returncode == 3
    assert "first-log" in done.stderr
    assert "second-log" in done.stderr


def test_two_importers_that_claim_one_file_are_both_named(eventx: Run, tmp_path: Path) -> None:
    code = (EXAMPLE / "eventx_incidentlog.py").read_text(encoding="utf-8")
    installed(tmp_path, "first-log", code, importers="one = first_log:IncidentLog")
    site = installed(tmp_path, "second-log", code, importers="two = second_log:IncidentLog")
    done = eventx("convert", "-", input="#incidentlog\n", extra_path=site)
    assert done.returncode == 2
    assert "'one'" in done.stderr
    assert "'two'" in done.stderr


HOSTILE = """
import sys
class Shouts:
    name = "shouts"
    suffixes = (".shouts",)
    def __init__(self): print("LOADED")
    def sniff(self, head, filename): print("LOOKING")
    def read(self, stream, *, name):
        print("READING")
        yield from ()
    def write(self, records, out, losses):
        for record in records:
            print("WRITING")
            out.write(b"written\\n")
        return 1
class Exits(Shouts):
    name = "exits"
    def sniff(self, head, filename): sys.exit(0)
    def read(self, stream, *, name):
        sys.exit(0)
        yield
    def write(self, records, out, losses): sys.exit(0)
class Boasts(Shouts):
    name = "boasts"
    def sniff(self, head, filename):
        from eventx.plugins import Sniff
        return Sniff(99.0, "mine")
class Lies(Shouts):
    name = "lies"
    def sniff(self, head, filename): return True
class Dawdles(Shouts):
    name = "dawdles"
    def sniff(self, head, filename):
        import time
        time.sleep(2.05 * (filename == "slow.ndjson"))
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    names = ("Shouts", "Exits", "Boasts", "Lies", "Dawdles")
    points = "\n".join(f"{name.lower()} = hostile:{name}" for name in names)
    return installed(tmp_path, "hostile", HOSTILE, importers=points, exporters=points)


def test_plugins_that_print_exit_boast_lie_or_dawdle_spoil_nothing_and_are_named(
    eventx: Run, tmp_path: Path, hostile: Path
) -> None:
    line = json.dumps(record(1)) + "\n"
    (tmp_path / "slow.ndjson").write_text(line, encoding="utf-8")
    done = eventx("convert", "slow.ndjson", "--ledger", "ledger.json", extra_path=hostile)
    assert done.returncode == 0
    assert [json.loads(one)["id"] for one in done.stdout.splitlines()] == [record(1)["id"]]
    ledger = (tmp_path / "ledger.json").read_text(encoding="utf-8")
    for name in ("exits", "boasts", "lies", "dawdles"):
        assert f"importer '{name}' of hostile 1.0" in ledger
    assert "took 2." in ledger
    report = eventx("validate", "-", "--format", "json", input=line, extra_path=hostile)
    assert json.loads(report.stdout)


def test_who_interrupts_a_plugin_that_hangs_is_told_its_name(eventx: Run, tmp_path: Path) -> None:
    code = "class X:\n    name = 'hangs'\n    def sniff(self, head, filename): raise KeyboardInterrupt  # as if by Ctrl-C\n"
    site = installed(tmp_path, "hangs", code + "    def read(self, stream, *, name): ...\n", importers="hangs = hangs:X")
    done = eventx("convert", "-", input=json.dumps(record(1)), extra_path=site)
    assert done.returncode == 130
    assert "while importer 'hangs' of hangs 1.0 looked at <stdin>; --from NAME asks no other" in done.stderr


def test_a_plugin_that_ends_the_program_does_not_end_it_as_a_success(eventx: Run, tmp_path: Path, hostile: Path) -> None:
    line = json.dumps(record(1)) + "\n"
    for side, target in ((["--from", "exits"], "out.ndjson"), (["--from", "eventx"], "out.exits")):
        done = eventx("convert", "-", *side, "--to", target.split(".")[1].replace("ndjson", "eventx"), "-o", target, input=line,
                      extra_path=hostile)  # fmt: skip
        assert done.returncode == 3, done.stderr
        assert "'exits' failed with SystemExit" in done.stderr
        assert not (tmp_path / target).exists()


def test_what_an_exporter_prints_does_not_get_among_the_records(eventx: Run, hostile: Path) -> None:
    line = json.dumps(record(1)) + "\n"
    done = eventx("convert", "-", "--from", "eventx", "--to", "shouts", input=line, extra_path=hostile)
    assert (done.returncode, done.stdout) == (0, "written\n")
    assert "WRITING" in done.stderr
