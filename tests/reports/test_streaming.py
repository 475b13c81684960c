"""A report of 100,000 findings is written as they come, in their order, and is never held."""

from __future__ import annotations

import gc
import json
import tracemalloc
from pathlib import Path
from xml.etree import ElementTree

from eventx.report import Finding, Position, Severity
from eventx.reports import FORMATS, FileChecked, RuleWords, Shown, Summary, fingerprint, open_report
from eventx.reports.baseline import BaselineWriter
from eventx.reports.original import Originals
from eventx.reports.sarif import SarifReport

MANY = 100_000
TRACED = 5_000


def _words(rule: str) -> RuleWords:
    return RuleWords(rule, rule)


def test_a_hundred_thousand_findings_in_flat_memory_and_in_order(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": "test:{number}", "notes": "{"x" * 40}"}}\n' for number in range(MANY))
    outs = {form: (tmp_path / form).open("w", encoding="utf-8") for form in FORMATS}
    reports = [open_report(form, out, version="1", explain=_words) for form, out in outs.items()]
    originals, summary = Originals(), Summary()

    def told(number: int) -> None:
        position = Position(str(source), line=number + 1, column=8, pointer="/id")
        finding = Finding("EVX501", Severity.ERROR, f"number {number}", position, "/id", f"test:{number}", "do", f"test:{number}")
        summary.note(finding)
        shown = Shown(finding, originals.place, fingerprint(finding))
        for report in reports:
            report.add(shown)

    for number in range(MANY - TRACED):
        told(number)
    # Tracing is slow, so only the last are traced: if they were held, each would take a kilobyte and more.
    gc.collect()
    tracemalloc.start()
    for number in range(MANY - TRACED, MANY):
        told(number)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    for report in reports:
        report.end_file(FileChecked(str(source), "eventx", "record", MANY, MANY, MANY))
        report.close(summary)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    originals.close()
    for out in outs.values():
        out.close()
    assert held < TRACED * 40, f"{held:,} bytes are held for {TRACED:,} findings"
    assert peak < 4_000_000

    wanted = [f"number {number}" for number in range(MANY)]
    as_json = json.loads((tmp_path / "json").read_text(encoding="utf-8"))["findings"]
    assert [one["message"] for one in as_json] == wanted
    assert [one["position"]["line"] for one in as_json] == list(range(1, MANY + 1))
    sarif = json.loads((tmp_path / "sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["message"]["text"].partition(" [")[0] for one in sarif] == wanted
    junit = ElementTree.parse(tmp_path / "junit").iter("failure")
    assert [one.get("message") for one in junit] == wanted
    text = (tmp_path / "text").read_text(encoding="utf-8")
    assert [line.rpartition(": ")[2] for line in text.splitlines() if "EVX501 at" in line] == wanted
    github = (tmp_path / "github").read_text(encoding="utf-8").splitlines()
    assert [line.partition("EVX501::")[2].partition(" at ")[0] for line in github[:MANY]] == wanted


def test_the_first_finding_is_written_before_the_last_is_known(tmp_path: Path) -> None:
    finding = Finding("EVX501", Severity.ERROR, "first", Position("a", line=1))
    for form in ("text", "json", "sarif", "github"):
        path = tmp_path / form
        with path.open("w", encoding="utf-8", buffering=1) as out:
            report = open_report(form, out, version="1", explain=_words)
            report.add(Shown(finding, Originals().place, fingerprint(finding)))
            out.flush()
            assert "first" in path.read_text(encoding="utf-8")


def test_looking_back_in_a_long_file_finds_the_line(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_bytes(b"".join(b'{"id": "test:%d"}\r\n' % number for number in range(3000)))
    originals = Originals()
    for number in (2999, 0, 1500, 1499, 256, 255, 257, 2998, 1):
        finding = Finding("EVX501", Severity.ERROR, "", Position(str(source), line=number + 1, column=8))
        assert originals.place(finding).text == f'{{"id": "test:{number}"}}'
    assert originals.place(Finding("EVX501", Severity.ERROR, "", Position(str(source), line=3001, column=8))).text == ""
    originals.close()


def test_a_baseline_of_many_findings_holds_no_words(tmp_path: Path) -> None:
    writer = BaselineWriter()
    tracemalloc.start()
    for number in range(5000):
        finding = Finding(
            "EVX501", Severity.ERROR, "m" * 1000, Position("a", line=number), "/id", "v" * 1000, None, f"test:{number}"
        )
        writer.add(finding, fingerprint(finding))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 5000 * 400 + (1 << 20)
    with (tmp_path / "known.json").open("w", encoding="utf-8") as out:
        writer.write(out)
    assert len(json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))["findings"]) == 5000


def test_a_rule_is_described_once_however_often_it_is_met(tmp_path: Path) -> None:
    with (tmp_path / "r").open("w", encoding="utf-8") as out:
        report = SarifReport(out, "1", _words)
        for line in range(1, 6):
            finding = Finding(f"EVX50{line % 2}", Severity.ERROR, "", Position("a", line=line))
            report.add(Shown(finding, Originals().place, ""))
        report.close(Summary())
    run = json.loads((tmp_path / "r").read_text(encoding="utf-8"))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["EVX501", "EVX500"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0, 1, 0]
