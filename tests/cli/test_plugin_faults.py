"""What a plugin does that it must not: told in a sentence that names it, wherever it is met, and nothing is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import eventx
from eventx import plugins
from eventx.cli import cli
from eventx.conformance.check import Broken
from eventx.conformance.exporters import Writes, check_account, check_nothing
from eventx.conformance.importers import check_options
from eventx.conformance.reading import Reads
from eventx.errors import PluginError
from eventx.report import several

from .conftest import Run, record
from .test_strangers import installed

HEAD = """
import datetime
from pathlib import Path
from eventx.errors import InputError
from eventx.report import *
R = {"schema_version": "1.0.0", "kind": "event", "status": "reported"}
class Faulty:
    name = "faulty"
    codes = {}
    def sniff(self, head, filename): return None
    def read(self, stream, *, name):
        p = Position(name, line=1)
        first = Outcome.kept(p, {**R, "id": "x:1"})
"""

Load = Callable[[str], Any]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Installs a package whose importer ``faulty`` does what the lines say, or with a class of its own an exporter."""

    def loaded(code: str) -> Any:
        exports = code.startswith("class")
        body = code if exports else HEAD + "".join(f"        {line}\n" for line in code.splitlines())
        group = {"exporters" if exports else "importers": "faulty = faulty:Faulty"}
        monkeypatch.syspath_prepend(installed(tmp_path, "faulty", body, **group))
        plugins._installed.cache_clear()
        return plugins.exporter("faulty") if exports else plugins.importer("faulty")

    yield loaded
    sys.modules.pop("faulty", None)
    plugins._installed.cache_clear()
    plugins._named_by.cache_clear()


YIELDS = [
    ("yield first; yield End(1); yield first", "an item comes after End; End must be the last"),
    ("yield first; yield End(1); yield End(1)", "an item comes after End; End must be the last"),
    ("yield {**R, 'id': 'x:1'}", "an importer yields Outcome and End, not dict"),
    ("yield Outcome.kept('line 1', R)", "the position of an outcome is a Position, not str"),
    ("yield Outcome(Kind.KEPT, p, {**R, 'id': 'x:1'})", "the records of an outcome are a tuple, not dict"),
    ("yield Outcome('kept', p, (R,))", "the kind of an outcome is one of Kind, not 'kept'"),
    ("yield Outcome(Kind.REJECTED, p, reason=None)", "rejected without a reason"),
    ("yield Outcome(Kind.WITHHELD, p)", "withheld without a reason"),
    ("yield Outcome.rejected(Finding('A', 'error', 'no', p))", "the severity of a finding is Severity.ERROR, WARNING or NOTE"),
    ("yield Outcome.kept(p, R, findings=('odd',))", "a finding is a Finding, not str"),
    ("yield first; yield End(1, findings='none')", "the findings of End are a tuple, not str"),
    ("yield first; yield End('1')", "End says that '1' units were read; it takes a whole number"),
]


@pytest.mark.parametrize(("code", "words"), YIELDS)
def test_what_no_importer_may_yield_is_its_fault_everywhere(load: Load, tmp_path: Path, code: str, words: str) -> None:
    plugin = load(code)
    source = tmp_path / "in.txt"
    source.write_text("a\n", encoding="utf-8")
    ways: list[Callable[[], Any]] = [
        lambda: list(eventx.read(source, format="faulty")),
        lambda: eventx.validate(source, format="faulty"),
        lambda: eventx.convert(source, tmp_path / "out.ndjson", source_format="faulty"),
        lambda: eventx.convert(source, tmp_path / "out.geojson", source_format="faulty", strict=True),
    ]
    for way in ways:
        with pytest.raises(PluginError) as told:
            way()
        assert words in str(told.value)
        assert "this is a fault of importer 'faulty'" in str(told.value)
    assert not [*tmp_path.glob("out*")]
    with pytest.raises(Broken) as broken:
        Reads(type(plugin), (source,)).outcomes(b"a\n", "in.txt")
    assert words in str(broken.value)


VALUES = [
    ("record = {**R, 'id': 'x:1'}; record['x:self'] = [record]", "the value contains itself"),
    ("record = {**R, 'id': 'x:1', 'x:big': 2**64}", "the number 18446744073709551616 is too large to be kept as it is"),
    ("record = {**R, 'id': 'x:1', 'x:big': -10**5000}", "the number with 5,001 digits is too large to be kept as it is"),
    ("record = x = {**R, 'id': 'x:1'}\nfor _ in range(5000): x['x:in'] = x = {}", "nested deeper than 200 levels"),
]


@pytest.mark.parametrize(("code", "words"), VALUES)
def test_a_value_that_no_file_can_hold_is_a_finding_and_the_good_ones_are_written(
    load: Load, tmp_path: Path, code: str, words: str
) -> None:
    load(f"{code}\nyield Outcome.kept(p, record); yield Outcome.kept(p, {{**R, 'id': 'x:2'}}); yield End(2, unit='line')")
    source = tmp_path / "in.txt"
    source.write_text("a\n", encoding="utf-8")
    report = eventx.validate(source, format="faulty")
    assert [(each.rule, words in each.message) for each in report.findings] == [("EVX013", True)]
    ledger = eventx.convert(source, tmp_path / "out.ndjson", source_format="faulty", on_finding=lambda _: None)
    assert (ledger.inputs[0].rejected, ledger.written) == (1, 1)


@pytest.mark.parametrize("code", ["yield first", "yield first; yield End(1, complete=False)", "yield first; yield End(7)"])
def test_what_is_not_whole_is_not_well(load: Load, tmp_path: Path, code: str) -> None:
    load(code)
    source = tmp_path / "in.txt"
    source.write_text("a\n", encoding="utf-8")
    assert not eventx.validate(source, format="faulty").ok
    with pytest.raises(eventx.Unaccounted):
        list(eventx.read(source, format="faulty"))


def test_an_importer_that_yields_no_end_is_named(load: Load, tmp_path: Path) -> None:
    load("yield first")
    (tmp_path / "in.txt").write_text("a\n", encoding="utf-8")
    with pytest.raises(eventx.Unaccounted, match="importer 'faulty' stopped before the end of the input; End must be the last"):
        eventx.convert(tmp_path / "in.txt", tmp_path / "out.ndjson", source_format="faulty")


def test_a_plugin_that_can_not_be_loaded_is_a_remark_of_the_library_too(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load("yield first; yield End(1)")
    monkeypatch.setattr("faulty.Faulty.__init__", lambda self, more: None, raising=False)
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n", encoding="utf-8")
    report = eventx.validate(tmp_path / "in.ndjson")
    assert (report.ok, report.findings) == (True, ())
    (remark,) = report.remarks
    assert remark.startswith("EVX901: importer 'faulty' of faulty 1.0 can't be loaded: TypeError")


def test_such_a_value_made_in_python_is_a_finding_too(tmp_path: Path) -> None:
    bad: dict[str, Any] = dict(record(1))
    bad["x:self"] = bad
    (found,) = eventx.validate(bad).findings
    assert (found.rule, found.pointer) == ("EVX013", "/x:self")
    with pytest.raises(eventx.Rejected, match="contains itself"):
        eventx.write([bad], tmp_path / "out.ndjson")


def test_what_fails_while_the_caller_makes_records_is_no_fault_of_an_importer(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        eventx.write(({"id": 1 // 0} for _ in "a"), tmp_path / "out.ndjson")


WRITER = """class Faulty:
    name = "faulty"
    suffixes = (".faulty",)
    codes = {}
    def write(self, records, out, losses):"""

WRITES = [
    ("for r in records: out.write(b'x')", "returned None; `write` returns how many records were written"),
    ("for r in records: out.write(b'x')\n        return '2'", "returned 2; `write` returns how many"),
    ("for r in records:\n            out.write(b'x')\n            return 1", "was given 2 records, took 1 and wrote 1"),
    ("return 0", "was given 2 records, took 0 and wrote 0"),
    ("n = len([*records]); out.close()\n        return n", "closed a stream that isn't its own"),
    ("return len([*records]) - 1", "was given 2 records, wrote 1 and declared 0 as left out"),
]


@pytest.mark.parametrize(("code", "words"), WRITES)
def test_an_exporter_that_does_not_do_what_it_says_is_named_and_nothing_is_written(
    load: Load, tmp_path: Path, code: str, words: str
) -> None:
    load(f"{WRITER}\n        {code}\n")
    lines = "".join(json.dumps(record(number)) + "\n" for number in (1, 2))
    (tmp_path / "in.ndjson").write_text(lines, encoding="utf-8")
    with pytest.raises(eventx.EventxError) as told:
        eventx.convert(tmp_path / "in.ndjson", tmp_path / "out.faulty")
    assert words in str(told.value)
    assert "exporter 'faulty'" in str(told.value)
    assert "fault of the exporter" in str(told.value)
    assert told.value.exit_code == 3
    assert not (tmp_path / "out.faulty").exists()


def test_the_sentences_about_a_count_name_what_declares_a_record_as_left_out(load: Load, tmp_path: Path) -> None:
    plugin = load(f"{WRITER} return max(0, len([*records]) - 1)\n")
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n", encoding="utf-8")
    with pytest.raises(eventx.Unaccounted, match=r"losses\.leave_out\(code, id\)"):
        eventx.convert(tmp_path / "in.ndjson", tmp_path / "out.faulty")
    with pytest.raises(Broken, match=r"losses\.leave_out\(code, id\)"):
        check_account(Writes(type(plugin)))


def test_an_exporter_that_forgets_to_count_breaks_the_contract_in_words(load: Load) -> None:
    plugin = load(f"{WRITER} pass\n")
    for check in (check_account, check_nothing):
        with pytest.raises(Broken, match="the exporter returned None; `write` returns how many records were written"):
            check(Writes(type(plugin)))


OPTIONS = [
    ("since: datetime.date | None = None", "option 'since' is annotated datetime.date | None"),
    ("ids: list[str] = ()", r"option 'ids' is annotated list\[str\]"),
    ("at: Path = Path()", "option 'at' is annotated pathlib.*Path"),
    ("size: int | str = 1", "option 'size' is annotated int | str"),
    ("at: 'Nowhere' = None", "the types of its options can't be told: name 'Nowhere' is not defined"),
]


@pytest.mark.parametrize(("option", "words"), OPTIONS)
def test_an_option_of_a_type_that_no_command_line_can_give_is_refused(
    load: Load, monkeypatch: pytest.MonkeyPatch, option: str, words: str
) -> None:
    monkeypatch.setattr(f"{__name__}.HEAD", HEAD.replace("stream, *, name", f"stream, *, name, {option}"))
    plugin = load("yield first; yield End(1)")
    with pytest.raises(PluginError, match=words) as told:
        plugins.options(plugin)
    assert "an option is str, int, float, bool or a Literal" in str(told.value)
    with pytest.raises(Broken, match=words):
        check_options(Reads(type(plugin), ()))


def test_an_option_without_a_default_breaks_the_contract(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.HEAD", HEAD.replace("stream, *, name", "stream, *, name, size: int"))
    with pytest.raises(Broken, match="option size must have a default"):
        check_options(Reads(type(load("yield first; yield End(1)")), ()))


def test_an_option_that_is_yes_or_no_or_left_open_is_shown(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.HEAD", HEAD.replace("stream, *, name", "stream, *, name, deep: bool | None = None"))
    load("yield first; yield End(1)")
    shown = CliRunner().invoke(cli, ["formats", "faulty"])
    assert (shown.exit_code, "-O deep=yes|no\n" in shown.output) == (0, True)


def faulty_reader(tmp_path: Path) -> Path:
    code = (
        "class X:\n    name = 'bad'\n    def sniff(self, head, filename): return None\n"
        "    def read(self, stream, *, name):\n        yield {}['reports']\n"
    )
    return installed(tmp_path, "bad-reader", code, importers="bad = bad_reader:X")


@pytest.mark.parametrize("command", [["convert", "-o", "out.ndjson"], ["convert", "--to", "eventx", "-o", "out/"], ["validate"]])
def test_a_failure_of_a_plugin_names_its_file_and_line_and_the_traceback_is_to_be_had(
    eventx: Run, tmp_path: Path, command: list[str]
) -> None:
    site = faulty_reader(tmp_path)
    (tmp_path / "in.txt").write_text("a\n", encoding="utf-8")
    done = eventx(*command, "in.txt", "--from", "bad", extra_path=site)
    assert done.returncode == 3
    assert f"failed with KeyError: 'reports' (line 5 of {site / 'bad_reader.py'})" in done.stderr
    assert "Traceback" not in done.stderr
    traced = eventx("--traceback", *command, "in.txt", "--from", "bad", extra_path=site)
    assert traced.returncode == 3
    assert "Traceback (most recent call last)" in traced.stderr
    assert "yield {}['reports']" in traced.stderr
    assert traced.stderr.endswith(done.stderr)


def test_a_plugin_without_a_part_in_the_check_is_told_once_and_fails_no_data(eventx: Run, tmp_path: Path) -> None:
    site = installed(tmp_path, "broken-thing", "raise RuntimeError('half installed')", importers="broken = broken_thing:X")
    for number in (1, 2):
        (tmp_path / f"{number}.ndjson").write_text(json.dumps(record(number)) + "\n", encoding="utf-8")
    done = eventx("validate", "--strict", "--format", "json", "1.ndjson", "2.ndjson", extra_path=site)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["findings"] == []
    assert done.stderr.count("EVX901: importer 'broken' of broken-thing 1.0 can't be loaded") == 1
    for target in (["-o", "out.ndjson"], ["--to", "eventx", "-o", "out/"]):
        converted = eventx("convert", "1.ndjson", "2.ndjson", *target, extra_path=site)
        assert converted.returncode == 0
        assert converted.stderr.count("importer 'broken' of broken-thing 1.0") == 1
    asked = eventx("validate", "--from", "broken", "1.ndjson", extra_path=site)
    assert asked.returncode == 3
    assert "half installed" in asked.stderr


def test_an_option_that_neither_side_has_is_told_with_those_of_both(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n", encoding="utf-8")
    done = eventx("convert", "in.ndjson", "-o", "out.geojson", "-O", "foo=1")
    assert done.returncode == 2
    assert "eventx has no option 'foo'; it takes none; geojson, which writes, takes lines" in done.stderr
    done = eventx("convert", "in.ndjson", "-o", "out.geojson", "-O", "mapping=m.toml")  # as of an API's page without rows
    assert "recognised by its content; csv would take it: --from csv" in done.stderr
    dispatch = Path(__file__).resolve().parents[2] / "examples" / "dispatch.txt"
    done = eventx("convert", dispatch, "-o", "out.geojson", "-O", "retrieved=2026-03-03")  # which importers of tables take
    assert "rferl has no option 'retrieved'" in done.stderr
    assert "--from" not in done.stderr, "no article is a table"
    done = eventx("convert", "in.ndjson", "-o", "out.geojson", "-O", "write.foo=1")
    assert done.stderr.count("lines") == 1


@pytest.mark.parametrize(
    ("one", "more"), [("row", "rows"), ("entry", "entries"), ("day", "days"), ("box", "boxes"), ("batch", "batches")]
)
def test_several_units_have_their_plural(one: str, more: str) -> None:
    assert several(one) == more
