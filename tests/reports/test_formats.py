"""The five formats: what other programs rely on in each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker

from eventx.cli.checking import explained
from eventx.report import Finding, Position, Severity
from eventx.reports import FORMATS, FileChecked, Shown, Summary, fingerprint, open_report
from eventx.reports.github import command, marked
from eventx.reports.place import Place
from eventx.reports.sarif import uri
from eventx.reports.text import TextReport, visible
from eventx.schema import file_schema_text

from ..cli.conftest import Run

Write = Callable[..., str]
SCHEMAS = Path(__file__).parent / "schemas"
BAD_DAY = {"start": "2026-02-30", "end": "2026-03-01", "precision": "day"}
LONG_DAY = {"start": "2026-01-01", "end": "2026-12-31", "precision": "day"}


class _Text:
    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        self.parts.append(text)
        return len(text)

    def writelines(self, texts: Any) -> None:
        self.parts.extend(texts)

    def __str__(self) -> str:
        return "".join(self.parts).encode("utf-8", "backslashreplace").decode()


def _place(finding: Finding) -> Place:
    return Place(finding.position.line, finding.position.column)


def _report(form: str, *findings: Finding, **options: Any) -> str:
    out = _Text()
    report = open_report(form, out, version="1.2.3", explain=explained, **options)  # type: ignore[arg-type]
    summary = Summary(asked=1)
    for finding in findings:
        report.add(Shown(finding, _place, fingerprint(finding)))
        summary.note(finding)
    checked = FileChecked("a.ndjson", "eventx", "record", len(findings), len(findings))
    report.end_file(checked)
    summary.files.append(checked)
    report.close(summary)
    return str(out)


@pytest.fixture
def mixed(eventx: Run, write: Write, table: Write) -> tuple[str, ...]:
    """An NDJSON file and a table, with errors, a warning, and words that every format has to escape."""
    events = write("events,1:a.ndjson", {}, {"date": BAD_DAY}, {"date": LONG_DAY}, {"nots": "50 % <b>&\n::error::x"})
    return events, table("table one.csv", {}, {"fatalities": "-3"}, {"location": "Lali\u202ebela"})


def test_all_formats_tell_the_same_findings(eventx: Run, mixed: tuple[str, ...], tmp_path: Path) -> None:
    done = {form: eventx("validate", *mixed, "--format", form) for form in FORMATS}
    assert {one.returncode for one in done.values()} == {1}
    assert len({one.stderr for one in done.values()}) == 1
    as_json = json.loads(done["json"].stdout)
    rules = [one["rule"] for one in as_json["findings"]]
    assert sorted(rules) == sorted(["EVX008", "EVX102", "EVX005", "TAB-NUMBER", "EVX602"])
    assert re.findall(r"(?:error|warning|note) ([A-Z][A-Z0-9-]+)(?: at [^:]+)?: ", done["text"].stdout) == rules
    assert [one["ruleId"] for one in json.loads(done["sarif"].stdout)["runs"][0]["results"]] == rules
    names = [case.get("name", "") for case in ElementTree.fromstring(done["junit"].stdout).iter("testcase")]
    assert [name.split()[0] for name in names if not name.startswith("read")] == rules
    assert re.findall(r"title=([A-Z0-9-]+)::", done["github"].stdout) == rules


def test_the_suffix_of_a_report_says_its_format(eventx: Run, mixed: tuple[str, ...], tmp_path: Path) -> None:
    names = {"r.json": "json", "r.sarif": "sarif", "r2.sarif.json": "sarif", "r.xml": "junit", "r.txt": "text"}
    asked = [part for name in names for part in ("--report", name)]
    eventx("validate", *mixed, *asked)
    for name, form in names.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == eventx("validate", *mixed, "--format", form).stdout
    refused = eventx("validate", *mixed, "--report", "r.html")
    assert refused.returncode == 2
    assert ".sarif" in refused.stderr


def test_a_report_is_not_written_over_what_is_checked(eventx: Run, write: Write) -> None:
    done = eventx("validate", write("a.json", {}), "--report", "a.json")
    assert done.returncode == 2
    assert "a source" in done.stderr


def test_json_follows_its_schema(eventx: Run, mixed: tuple[str, ...]) -> None:
    schema = json.loads(file_schema_text("report"))
    Draft202012Validator.check_schema(schema)
    document = json.loads(eventx("validate", *mixed, "nowhere.csv", "--format", "json").stdout)
    Draft202012Validator(schema).validate(document)
    closed = json.loads(json.dumps(schema).replace('"properties":', '"additionalProperties": false, "properties":'))
    Draft202012Validator(closed).validate(document)
    assert document["summary"]["complete"] is False
    assert "no such file" in document["summary"]["files"][-1]["failure"]
    Draft202012Validator(closed).validate(json.loads(_report("json")))


def _sarif(log: str) -> dict[str, Any]:
    document = json.loads(log)
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    Draft4Validator(schema, format_checker=FormatChecker()).validate(document)
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_is_valid_and_names_rules_places_and_fingerprints(eventx: Run, mixed: tuple[str, ...]) -> None:
    run = _sarif(eventx("validate", *mixed, "nowhere.csv", "--format", "sarif").stdout)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert re.fullmatch("[0-9a-f]{20}", result["partialFingerprints"]["eventx/v1"])
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["endColumn"] > region["startColumn"] >= 1
    for rule in rules:
        assert rule["help"]["markdown"] if rule["id"].startswith("EVX") else rule["shortDescription"]["text"]
    files = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert files == {"events,1%3Aa.ndjson", "table%20one.csv"}
    invocation = run["invocations"][0]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (3, False)
    assert "no such file" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_without_a_finding_is_valid() -> None:
    assert _sarif(_report("sarif"))["results"] == []


@pytest.mark.parametrize(
    ("file", "address"), [("a/b c.csv", "a/b%20c.csv"), ("/data/ä.csv", "file:///data/%C3%A4.csv"), ("<stdin>", "%3Cstdin%3E")]
)
def test_addresses_of_files(file: str, address: str) -> None:
    assert uri(file) == address


def test_junit_follows_the_schema_of_jenkins(eventx: Run, mixed: tuple[str, ...]) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    for flags in ((), ("--strict",)):
        done = eventx("validate", *mixed, "nowhere.csv", "--format", "junit", *flags)
        schema.assertValid(etree.fromstring(done.stdout.encode()))


def test_junit_counts_what_fails(eventx: Run, mixed: tuple[str, ...]) -> None:
    for flags, failing in (((), 3), (("--strict",), 5)):
        root = ElementTree.fromstring(eventx("validate", *mixed, "nowhere.csv", "--format", "junit", *flags).stdout)
        suites = list(root.iter("testsuite"))
        assert [suite.get("name") for suite in suites] == [*mixed, "nowhere.csv"]
        for suite in (*suites, root):
            assert int(suite.get("tests", "")) == len(list(suite.iter("testcase")))
            assert int(suite.get("failures", "")) == len(list(suite.iter("failure")))
            assert int(suite.get("errors", "")) == len(list(suite.iter("error")))
        assert (root.get("failures"), root.get("errors")) == (str(failing), "1")


def test_github_commands_are_escaped_to_the_character() -> None:
    escaped = command("error", [("file", "a,b:c%.csv"), ("line", "3"), ("title", "x\r\ny")], "50 % of 3: a, b\r\nnext ::error::")
    expected = "::error file=a%2Cb%3Ac%25.csv,line=3,title=x%0D%0Ay::50 %25 of 3: a, b%0D%0Anext ::error::"
    assert escaped == expected


@given(st.text(), st.text())
def test_a_github_command_is_one_line_that_reads_back(title: str, words: str) -> None:
    line = command("warning", [("file", "a"), ("title", title)], words)
    assert not re.search("[\r\n]", line)
    head, _, data = line.removeprefix("::warning ").partition("::")
    properties = dict(part.split("=", 1) for part in head.split(","))
    back = properties["title"].replace("%3A", ":").replace("%2C", ",")
    assert back.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") == title
    assert data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") == words


def test_github_gets_line_columns_and_a_page(
    eventx: Run, mixed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    done = eventx("validate", *mixed, "--format", "github")
    first = done.stdout.splitlines()[0]
    assert first.startswith("::error file=events%2C1%3Aa.ndjson,line=2,col=102,endColumn=113,title=EVX008::'start' is ")
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in done.stdout.splitlines())
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n## eventx validate\n")
    for row in text.splitlines():
        assert not row.startswith("|") or len(re.findall(r"(?<!\\)\|", row)) == 5
    assert "<b>" not in text
    before = page.read_text(encoding="utf-8")
    for form in ("text", "json"):
        eventx("validate", *mixed, "--format", form)
    assert page.read_text(encoding="utf-8") == before, "only GitHub's format looks at GitHub's variable"


def test_a_page_that_can_not_be_written_is_told(
    eventx: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    done = eventx("validate", write("a.ndjson", {}), "--format", "github")
    assert done.returncode == 3
    assert "GITHUB_STEP_SUMMARY" in done.stderr


def test_github_says_what_it_will_not_show() -> None:
    finding = Finding("EVX008", Severity.ERROR, "bad", Position("a", line=1))
    assert "GitHub shows 10 error annotations" in _report("github", *[finding] * 11)
    assert "GitHub shows" not in _report("github", *[finding] * 10)


@given(st.text())
def test_markdown_of_any_text_stays_in_its_cell(text: str) -> None:
    done = marked(text)
    assert not re.search(r"[\r\n<>]|(?<!\\)(?:\\\\)*[|`]", done)


ANY = st.text(st.characters(exclude_categories=()), max_size=40)


@given(ANY, ANY, ANY)
def test_no_text_breaks_a_format(message: str, value: str, name: str) -> None:
    finding = Finding("EVX008", Severity.ERROR, message, Position(name or "a"), "/notes", value, message, name)
    assert json.loads(_report("json", finding))["findings"][0]["severity"] == "error"
    assert len(json.loads(_report("sarif", finding))["runs"][0]["results"]) == 1
    (failure,) = ElementTree.fromstring(_report("junit", finding)).iter("failure")
    assert failure.text
    assert len(_report("github", finding).splitlines()) >= 1
    assert "\x1b" not in _report("text", finding)


@given(ANY)
def test_shown_text_can_not_move_a_cursor_or_turn_letters_around(text: str) -> None:
    done = visible(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", done)


def test_the_caret_stands_under_the_value(eventx: Run, write: Write) -> None:
    done = eventx("validate", write("a.ndjson", {"notes": "東京\u0301 ", "date": BAD_DAY}))
    _, where, line, caret, advice = done.stdout.splitlines()[:5]
    assert where.startswith("a.ndjson:1:")
    assert advice.startswith("  do: ")
    # Wide letters take two places and combining ones none: as many places stand before the carets as before the value.
    before = line[: line.index('"2026-02-30"')]
    places = len(before) + sum(before.count(letter) for letter in "東京") - before.count("\u0301")
    assert caret.index("^") == places
    assert caret.count("^") == len('"2026-02-30"')


def test_findings_are_grouped_by_record_and_counted_by_rule(eventx: Run, write: Write) -> None:
    bad = {"date": BAD_DAY, "place": {"name": "A", "point": {"lat": 95, "lon": 3}}}
    done = eventx("validate", write("a.ndjson", bad, bad))
    lines = done.stdout.splitlines()
    assert lines.count("test:1") == lines.count("test:2") == 1
    assert lines.index("test:1") < lines.index("test:2")
    assert "        2 error   EVX008" in lines


def test_a_limit_is_told_and_leaves_reports_whole(eventx: Run, write: Write, tmp_path: Path) -> None:
    name = write("a.ndjson", *[{"date": BAD_DAY}] * 7)
    done = eventx("validate", name, "--max", "2", "--report", "r.json")
    assert done.stdout.count("error EVX008 at") == 2
    assert "5 more of error EVX008, not shown" in done.stdout
    assert "7 errors" in done.stderr
    assert len(json.loads((tmp_path / "r.json").read_text())["findings"]) == 7
    refused = eventx("validate", name, "--max", "2", "--format", "sarif")
    assert refused.returncode == 2


def test_colour_is_for_terminals(eventx: Run, write: Write) -> None:
    assert "\x1b" not in eventx("validate", write("a.ndjson", {"date": BAD_DAY})).stdout
    out = _Text()
    finding = Finding("EVX008", Severity.ERROR, "bad", Position("a", line=1))
    TextReport(out, colour=True).add(Shown(finding, lambda _: Place(1), ""))  # type: ignore[arg-type]
    assert "\x1b[1;31merror\x1b[0m" in str(out)


def test_what_is_about_the_run_points_at_no_file() -> None:
    finding = Finding("EVX902", Severity.WARNING, "stopped to look", Position("<run>"))
    run = _sarif(_report("sarif", finding))
    assert run["results"] == []
    assert run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "EVX902"
    assert _report("github", finding).startswith("::warning title=EVX902::stopped to look")


def test_rows_that_became_no_record_are_told(eventx: Run, table: Write) -> None:
    done = eventx("validate", table("a.csv", {}, {"event_id_cnty": "AAA1"}, {}))
    assert done.returncode == 0
    assert "a.csv: 1 row merged" in done.stderr
