"""What the commands do for a user, from outside."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from pathlib import Path

import click
import jsonschema
import pytest
import referencing

from eventx.cli import cli
from eventx.plugins import Plugin, exporters, importers, options
from eventx.vocabulary import crosswalks

from .conftest import Run, record

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "examples" / "acled.csv"
DISPATCH = ROOT / "examples" / "dispatch.txt"


def test_help_and_version_need_no_plugin(eventx: Run) -> None:
    shown = eventx("--help")
    assert shown.returncode == 0
    for name in ("convert", "validate", "inspect", "fetch", "formats", "csv-mapping", "schema", "rules", "explain"):
        assert name in shown.stdout
        assert eventx(name, "--help").returncode == 0
    assert eventx("--version").stdout.startswith("eventx ")


def test_every_command_shows_how_it_is_called_and_what_each_option_does() -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert re.search(rf"^\s*eventx {name}\b", command.help or "", re.MULTILINE), name
        assert not [one.name for one in command.params if isinstance(one, click.Option) and not one.help], name


def test_convert_by_content_and_suffix(eventx: Run, tmp_path: Path) -> None:
    done = eventx("convert", TABLE, "-o", "out.geojson", "--ledger", "ledger.json")
    assert done.returncode == 0
    assert "read 2 rows" in done.stderr
    assert len(json.loads((tmp_path / "out.geojson").read_text())["features"]) == 2
    ledger = json.loads((tmp_path / "ledger.json").read_text())
    assert ledger["totals"] == {"read": 2, "kept": 2, "rejected": 0, "merged": 0, "withheld": 0, "records": 2, "balanced": True}
    assert ledger["output"]["written"] == 2


def test_a_table_through_eventx_and_back_is_the_same_table(eventx: Run, tmp_path: Path) -> None:
    eventx("convert", TABLE, "-o", "events.ndjson")
    eventx("convert", "events.ndjson", "--to", "acled", "-o", "back.csv")
    with TABLE.open(newline="", encoding="utf-8") as before, (tmp_path / "back.csv").open(newline="", encoding="utf-8") as after:
        assert list(csv.reader(before)) == list(csv.reader(after))


def test_a_table_in_utf_16_is_recognised(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(TABLE.read_text(encoding="utf-8").encode("utf-16"))
    done = eventx("convert", "table.csv", "-o", "out.ndjson")
    assert done.returncode == 0
    assert "2 kept" in done.stderr


def test_pipes_at_both_ends(eventx: Run) -> None:
    lines = eventx("convert", TABLE).stdout
    assert [json.loads(line)["id"] for line in lines.splitlines()] == ["acled:AAA1", "acled:AAA2"]
    back = eventx("convert", "-", "--to", "acled", input=lines)
    assert back.returncode == 0
    assert back.stdout.splitlines()[0].startswith("event_id_cnty,")


def test_several_inputs_one_output_and_an_id_twice_is_told(eventx: Run, tmp_path: Path) -> None:
    done = eventx("convert", TABLE, DISPATCH, "-O", "published=2026-03-03", "-o", "out.ndjson", "--from", "acled")
    assert done.returncode in (2, 3), "an option or format that fits one input only is refused"
    again = eventx("convert", TABLE, TABLE, "-o", "out.ndjson")
    assert (again.returncode, "acled.csv is named twice" in again.stderr) == (2, True)
    (tmp_path / "copy.csv").write_bytes(Path(TABLE).read_bytes())
    done = eventx("convert", TABLE, "copy.csv", "-o", "out.ndjson")
    assert done.returncode == 1
    assert "stands" in done.stderr
    assert len((tmp_path / "out.ndjson").read_text().splitlines()) == 2


def test_a_folder_stands_for_the_files_in_it(eventx: Run, tmp_path: Path) -> None:
    assert eventx("convert", TABLE, str(ROOT / "examples" / "ged.csv"), "--to", "eventx", "-o", "ev/").returncode == 0
    (tmp_path / "ev" / ".notes").write_text("of the file manager, which nobody sees")
    assert eventx("convert", "ev", "-o", "out.ndjson").returncode == 0
    assert len((tmp_path / "out.ndjson").read_text().splitlines()) == 4
    assert "checked 4 of 4 records in 2 of 2 files" in eventx("validate", "ev/").stderr
    for target in ("-o", "--ledger", "--loss"):
        done = eventx("convert", "ev/", *(() if target == "-o" else ("-o", "out.ndjson")), target, "ev/part-00000.ndjson")
        assert (done.returncode, "ev/part-00000.ndjson is a source too" in done.stderr) == (2, True)


@pytest.mark.parametrize("command", ["convert {} -o out.ndjson", "validate {}"])
def test_a_name_that_is_too_long_for_a_path_is_told_as_that_of_an_input(command: str, eventx: Run) -> None:
    done = eventx(*command.format("a" * 300).split())
    assert (done.returncode, "aaa: can't be opened: File name too long" in done.stderr) == (3, True)


def test_the_same_input_gives_the_same_bytes(eventx: Run) -> None:
    first = eventx("convert", DISPATCH, "-O", "published=2026-03-03").stdout
    second = eventx("convert", DISPATCH, "-O", "published=2026-03-03").stdout
    assert first == second
    assert str(ROOT) not in first, "a folder of this machine has no place in a record"


def test_validate_says_what_where_and_how_much(eventx: Run, tmp_path: Path) -> None:
    good = json.dumps(record(1))
    bad = json.dumps(record(2, date={"start": "2026-02-30", "end": "2026-03-01", "precision": "day"}))
    (tmp_path / "events.ndjson").write_text(f"{good}\n{bad}\n")
    done = eventx("validate", "events.ndjson")
    assert done.returncode == 1
    assert "events.ndjson:2" in done.stdout
    assert "/date/start" in done.stdout
    assert "checked 2 of 2 records" in done.stderr
    as_json = eventx("validate", "events.ndjson", "--format", "json")
    (finding,) = json.loads(as_json.stdout)["findings"]
    assert (finding["severity"], finding["pointer"], finding["position"]["line"]) == ("error", "/date/start", 2)
    assert eventx("validate", TABLE).returncode == 0


def test_validate_goes_on_after_a_file_that_can_not_be_read(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "good.ndjson").write_text(json.dumps(record(1)) + "\n")
    done = eventx("validate", "nowhere.ndjson", "good.ndjson")
    assert done.returncode == 3
    assert "no such file" in done.stderr
    assert "incomplete: checked 1 record, and 1 of 2 files not to the end" in done.stderr


def test_warnings_fail_only_when_asked(eventx: Run, tmp_path: Path) -> None:
    long = record(1, date={"start": "2026-01-01", "end": "2026-12-31", "precision": "day"})
    (tmp_path / "events.ndjson").write_text(json.dumps(long) + "\n")
    lenient, strict = eventx("validate", "events.ndjson"), eventx("validate", "events.ndjson", "--strict")
    assert "precision" in lenient.stdout
    assert strict.returncode == 1


def test_inspect_shows_the_words_and_the_cells(eventx: Run) -> None:
    lines = eventx("convert", DISPATCH, "-O", "published=2026-03-03").stdout.splitlines()
    wanted = json.loads(lines[0])["id"]
    shown = eventx("inspect", wanted, DISPATCH, "-O", "published=2026-03-03").stdout
    assert "Osh" in shown
    assert "[[" in shown, "the words are marked in the article"
    cells = eventx("inspect", "acled:AAA1", TABLE).stdout
    assert "sub_event_type = 'Armed clash'" in cells
    assert cells.count("fatalities = '3'") == cells.count("inter1 = 'Rebel group'") == 1
    assert "killed: 3 of all\n    file acled.csv, line 2, row 1, column 29, fatalities = '3'" in cells
    code = eventx("inspect", "gdelt:881990837", ROOT / "plugins/gdelt/samples/gdelt2_cutout.export.CSV").stdout
    assert "where: Berlin, Berlin, Germany, Germany at" in code  # FIPS GM, which is the Gambia's to ISO
    unknown = eventx("inspect", "acled:ZZZ", TABLE)
    assert unknown.returncode == 2
    assert "acled:AAA1" in unknown.stderr


def test_inspect_shows_an_article_in_another_encoding(eventx: Run, tmp_path: Path) -> None:
    text = "OSH, March 3, 2026 -- Gunmen killed five people at a café in Osh on March 3.\n"
    (tmp_path / "article.txt").write_bytes(text.encode("windows-1252"))
    given = ("-O", "encoding=windows-1252")
    eventx("convert", "article.txt", "--from", "rferl", *given, "-o", "events.ndjson")
    wanted = json.loads((tmp_path / "events.ndjson").read_text(encoding="utf-8").splitlines()[0])["id"]
    for call in (("article.txt", "--from", "rferl"), ("events.ndjson", "--text", "article.txt")):
        assert "[[five people]] at a café in" in eventx("inspect", wanted, *call, *given).stdout


def test_inspect_says_of_a_record_that_was_rejected_that_and_why(eventx: Run, tmp_path: Path) -> None:
    good, bad = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)[:2], "BBB1"
    wrong = good[1].replace("AAA1", bad, 1).replace(good[1].split(",")[1], "2026-02-31", 1)
    (tmp_path / "table.csv").write_text("".join([*good, wrong]), encoding="utf-8")
    done = eventx("inspect", f"acled:{bad}", "table.csv")
    assert done.returncode == 2
    assert f"acled:{bad} was rejected, so there is nothing to show: table.csv:3 (row 2, column B): TAB-DATE" in done.stderr
    assert "what was rejected (1)" in eventx("inspect", "acled:ZZZ", "table.csv").stderr
    assert eventx("inspect", "acled:AAA1", "table.csv").returncode == 0


def test_inspect_names_a_source_without_a_name_by_its_id(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "events.ndjson").write_text(json.dumps(record(1, sources=[{"id": "article", "language": "en"}])) + "\n")
    assert "source: article\n" in eventx("inspect", "test:1", "events.ndjson").stdout


def test_explain_knows_rules_losses_reasons_and_codes(eventx: Run) -> None:
    for code in ("EVX501", "drone-strike", "FLAT-EVIDENCE", "CSV-DMY", "ACLED-CAMPAIGN", "ART-TOLD-AGAIN"):
        assert eventx("explain", code).returncode == 0, code


def test_explain_tells_what_a_code_is_for_and_what_it_is_not_for(eventx: Run) -> None:
    told = eventx("explain", "battle").stdout
    assert "For example: Troops and rebels fought\n" in told
    assert "Mind: An ambush in which only one side can fight back is still a battle; shelling" in told


def test_explain_tells_once_what_several_importers_give(eventx: Run) -> None:
    told = eventx("explain", "TAB-DATE").stdout
    assert told.count("The date is blank") == 1
    assert "importer acled, importer gdelt" in told


def test_explain_knows_the_codes_of_systems_that_are_translated(eventx: Run) -> None:
    for code, told in (
        ("Armed clash", "acled:Armed clash (event-type): the same as armed-clash"),
        ("armed clash", "acled:Armed clash (event-type)"),
        ("190", "cameo:190 (event-type)"),
        ("ucdp:1", "ucdp:1 (event-type): narrower than political-violence"),
        ("Armed-Clash", "armed-clash (event-types)"),
    ):
        assert told in eventx("explain", code).stdout, code
    assert "cameo" not in eventx("explain", "ucdp:1").stdout


def test_every_crosswalk_of_codes_is_one_that_explain_asks() -> None:
    files = list((ROOT / "schemas" / "crosswalks").glob("*.to-eventx.sssom.tsv"))
    assert {f"{system}-{dimension}.to-eventx.sssom.tsv" for system, dimension in crosswalks()} == {one.name for one in files}


def test_every_rule_is_listed_and_explained(eventx: Run) -> None:
    ids = [line.split()[0] for line in eventx("rules").stdout.splitlines()]
    assert len(ids) == len(set(ids)) >= 20
    for rule in ids[:: len(ids) // 5]:
        assert "What to do:" in eventx("explain", rule).stdout


def test_schema_is_the_file(eventx: Run) -> None:
    released = (ROOT / "schemas" / "1.0.0" / "event.schema.json").read_text(encoding="utf-8")
    assert eventx("schema", "event").stdout == released


def test_the_schema_of_a_dataset_needs_no_other_file(eventx: Run) -> None:
    given = json.loads(eventx("schema", "dataset").stdout)
    # A validator that knows this one document, as an editor does.
    validator = jsonschema.Draft202012Validator(given, registry=referencing.Registry())
    event = {"schema_version": "1.0.0", "kind": "event", "id": "mine:1", "status": "reported"}
    dataset = {"schema_version": "1.0.0", "title": "t", "coverage": {"countries": [{"name": "Mali"}]}, "events": [event]}
    assert validator.is_valid(dataset)
    assert not validator.is_valid(dataset | {"events": [event | {"date": {"precision": "often"}}]})
    assert not validator.is_valid(dataset | {"coverage": {"countries": [{}]}})


def test_a_starter_mapping_goes_to_standard_output(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Event ID,Date,Killed\nA1,03/04/2026,2\n")
    done = eventx("csv-mapping", "t.csv")
    assert done.returncode == 0
    assert "[mapping]" in done.stdout
    assert "TODO" in done.stdout
    assert done.stderr == ""
    known = eventx("csv-mapping", str(TABLE))
    assert "[mapping]" in known.stdout
    assert "acled.csv: without a mapping, importer 'acled' takes this table for its own" in known.stderr


def test_a_starter_mapping_that_is_refused_leaves_no_file_and_one_that_is_written_takes_no_other_ones_place(
    eventx: Run, tmp_path: Path
) -> None:
    (tmp_path / "empty.csv").write_text("<html><body>Not found</body></html>\n")
    assert eventx("csv-mapping", "empty.csv", "-o", "m.toml").returncode == 3
    assert not (tmp_path / "m.toml").exists()
    (tmp_path / "t.csv").write_text("ref,day\n1,2026-03-01\n")
    done = eventx("csv-mapping", "t.csv", "-o", "m.toml")
    assert (done.returncode, done.stderr) == (0, "wrote m.toml: 0 TODOs to decide, 0 columns not mapped\n")
    assert eventx("convert", "t.csv", "-O", "mapping=m.toml").returncode == 0
    (tmp_path / "m.toml").write_text("# decided by hand\n")
    done = eventx("csv-mapping", "t.csv", "-o", "m.toml")
    assert (done.returncode, (tmp_path / "m.toml").read_text()) == (2, "# decided by hand\n")
    assert "m.toml is there already" in done.stderr


@pytest.mark.parametrize("command", ["convert", "validate"])
def test_an_answer_without_rows_goes_to_the_importer_of_the_mapping_that_is_given(
    eventx: Run, tmp_path: Path, command: str
) -> None:
    (tmp_path / "t.csv").write_text("ref,day\n1,2026-03-01\n")
    eventx("csv-mapping", "t.csv", "-o", "m.toml")
    (tmp_path / "none.json").write_text('{"count": 0, "results": []}')
    (tmp_path / "error.json").write_text('{"error": "invalid token"}')
    done = eventx(command, "none.json", "-O", "mapping=m.toml")
    assert (done.returncode, "the file holds no rows" in done.stderr + done.stdout) == (0, True)
    done = eventx(command, "error.json", "-O", "mapping=m.toml")
    assert (done.returncode, "the answer of an API that gave none: invalid token" in done.stderr) == (3, True)


def test_a_folder_that_isnt_there_yet_becomes_no_file(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("ref,day\n1,2026-03-01\n")
    done = eventx("csv-mapping", "t.csv", "-o", "maps/")
    assert (done.returncode, "maps/ is a directory; name a file in it" in done.stderr) == (3, True)
    assert not (tmp_path / "maps").exists()


def test_the_options_of_a_format_are_shown_as_they_are_given_and_with_what_they_do(eventx: Run) -> None:
    shown = eventx("formats", "geojson").stdout
    assert "-O lines=yes|no (default no)" in shown
    assert "with 'lines', newline-delimited features" in shown
    assert "-O retrieved=TEXT" in (acled := eventx("formats", "acled").stdout)
    assert "'retrieved' is the day on which the table was downloaded" in " ".join(acled.split())
    assert not set("`*").intersection(shown + acled)


@pytest.mark.parametrize("plugin", [*importers().values(), *exporters().values()], ids=lambda one: f"{one.role} {one.name}")
def test_each_option_is_explained_where_options_are_listed(plugin: Plugin) -> None:
    loaded = plugin.load()
    said = (loaded.read if plugin.role == "importer" else loaded.write).__doc__
    assert [one for one in options(loaded) if not re.search(rf"``{one}\b", said)] == []


@pytest.mark.parametrize("name", ["acled", "csv", "eventx", "rferl"])
def test_formats_names_each_and_its_options(eventx: Run, name: str) -> None:
    assert name in eventx("formats").stdout
    shown = eventx("formats", name)
    assert shown.returncode == 0
    assert f"importer {name}" in shown.stdout


def test_the_loss_report_holds_every_loss_and_what_its_code_means(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text("".join(json.dumps(record(number)) + "\n" for number in range(1, 13)))
    done = eventx("convert", "in.ndjson", "-o", "out.acled.csv", "--loss", "loss.json")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "loss.json").read_text())
    assert report["records"] == report["written"] == 12
    assert {code: found["count"] for code, found in report["codes"].items()} == Counter(one["code"] for one in report["losses"])
    assert max(found["count"] for found in report["codes"].values()) == 12  # not only the examples of the ledger
    for code, found in report["codes"].items():
        assert found["meaning"] in " ".join(eventx("explain", code).stdout.split())


def test_what_is_lost_is_told_in_a_handful_of_lines_the_worst_first(eventx: Run, tmp_path: Path) -> None:
    article = Path(__file__).resolve().parents[2] / "examples" / "dispatch.txt"
    first = eventx("convert", article, "-o", tmp_path / "a.acled.csv").stderr.splitlines()
    lost = [line for line in first if line.startswith(("  not carried: ", "  … "))]
    assert len(lost) == 5
    done = eventx("convert", article, "-o", tmp_path / "a.acled.csv", "--loss", tmp_path / "loss.json").stderr.splitlines()
    codes = json.loads((tmp_path / "loss.json").read_text())["codes"]
    counts = [int(line.partition("×")[0].split()[-1]) for line in lost[:-1]]
    assert [line.partition("×")[0].split()[-2] for line in lost[:2]] == ["ACLED-TOLL-PART", "ACLED-TOLL-UNKNOWN"]  # once each
    assert lost[1].endswith("How many died is not known. ACLED writes 0 both for nobody and for not known")
    assert counts[2:] == sorted(counts[2:], reverse=True)
    assert counts[2] == max(one["count"] for one in codes.values())
    rest = sum(one["count"] for one in codes.values()) - sum(counts)
    assert lost[-1] == f"  … and {len(codes) - 4} more kinds, {rest} values; --loss PATH writes them all"
    assert done[-1] == lost[-1].replace("--loss PATH writes", f"{tmp_path / 'loss.json'} has")


def test_a_blank_type_and_day_are_told_before_what_is_lost_more_often(eventx: Run, tmp_path: Path) -> None:
    day = {"start": "2026-03-03", "end": "2026-03-03", "precision": "day"}
    terms = {"licence": "CC0-1.0", "redistribution": "open"}
    records = [record(number, type="shelling", date=day, rights=terms) for number in range(9)]
    del records[0]["type"], records[1]["type"], records[2]["date"]
    (tmp_path / "a.ndjson").write_text("\n".join(map(json.dumps, records)))
    done = eventx("convert", tmp_path / "a.ndjson", "-o", tmp_path / "a.acled.csv").stderr
    told = [line.split()[2:4] for line in done.splitlines() if line.startswith("  not carried: ")]
    assert [code for code, _ in told[:4]] == ["ACLED-NO-POINT", "ACLED-TOLL-UNKNOWN", "ACLED-TYPE", "ACLED-DATE"]
    assert [count for _, count in told[:4]] == ["9×:", "9×:", "2×:", "1×:"]


def test_what_leaves_records_out_is_told_before_what_is_frequent(eventx: Run, tmp_path: Path) -> None:
    campaign = {"schema_version": "1.0.0", "kind": "campaign", "id": "x:1", "status": "reported", "type": "shelling"}
    events = [campaign | {"kind": "event", "id": f"x:{number}", "notes": "A", "x:n": "1"} for number in range(2, 9)]
    (tmp_path / "a.ndjson").write_text("".join(json.dumps(one) + "\n" for one in (campaign, *events)), encoding="utf-8")
    lost = [
        line for line in eventx("convert", tmp_path / "a.ndjson", "--to", "acled").stderr.splitlines() if "not carried" in line
    ]
    assert lost[0].startswith("  not carried: ACLED-CAMPAIGN 1× (records left out)")


def test_a_file_is_not_written_over_another_of_the_same_call(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n")
    for more in (("-o", "x.csv", "--ledger", "x.csv"), ("-o", "in.ndjson"), ("--loss", "l", "--ledger", "./l")):
        done = eventx("convert", "in.ndjson", *more)
        assert (done.returncode, "give it a name of its own" in done.stderr) == (2, True)
    assert json.loads((tmp_path / "in.ndjson").read_text()) == record(1)


@pytest.mark.parametrize("more", [("--ledger", "-"), ("-o", "out.csv", "--ledger", "-", "--loss", "-")])
def test_two_results_are_not_mixed_on_standard_output(eventx: Run, tmp_path: Path, more: tuple[str, ...]) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n")
    done = eventx("convert", "in.ndjson", *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert "would both go to standard output" in done.stderr
    assert json.loads(eventx("convert", "in.ndjson", "-o", "out.csv", "--ledger", "-").stdout)["totals"]["kept"] == 1


def test_an_empty_output_is_told_also_to_who_asked_for_quiet(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1) | {"kind": "report"}) + "\n")
    done = eventx("convert", "in.ndjson", "-q", "-o", "out.acled.csv")
    assert done.returncode == 1
    assert "ACLED-REPORT" in done.stderr
    assert "all records were left out" in done.stderr


def test_who_asked_for_quiet_is_told_of_warnings_and_no_notes(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "event_id_cnty,event_date,event_type,country,location,fatalities,mine\n"
        "NIG1,2024-05-16,Battles,Nigeria,Baga,1,1\nNIG2,16-May-24,Battles,Nigeria,Baga,2,2\n"
    )
    usual, quiet = (eventx("convert", "t.csv", *more, "-o", "out.ndjson").stderr for more in ((), ("-q",)))
    assert ("note TAB-COLUMNS" in usual, "warning TAB-TWO-DIGIT-YEAR" in usual) == (True, True)
    assert ("note" in quiet, "read 2 rows" in quiet, "warning TAB-TWO-DIGIT-YEAR" in quiet) == (False, False, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_read_is_no_wrong_call_and_the_others_are_checked(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n")
    (tmp_path / "secret.ndjson").write_text(json.dumps(record(2)) + "\n")
    (tmp_path / "secret.ndjson").chmod(0)
    done = eventx("validate", "secret.ndjson", "in.ndjson")
    assert done.returncode == 3
    assert "no permission to read it" in done.stderr + done.stdout
    assert "1 record" in done.stderr


def test_what_is_not_printed_stands_in_the_ledger_whether_asked_for_or_not(eventx: Run, tmp_path: Path) -> None:
    year_26 = {"start": "0026-03-01", "end": "2026-03-01", "precision": "years"}
    (tmp_path / "in.ndjson").write_text("".join(json.dumps(record(number, date=year_26)) + "\n" for number in range(9)))
    with_one = eventx("convert", "in.ndjson", "-o", "a.ndjson", "--ledger", "ledger.json").stderr
    assert "a day of the calendar, written YYYY-MM-DD, in a year from 1000 on" in with_one
    assert "6 more of error EVX008, not shown; ledger.json has them all" in with_one
    assert "not shown; --ledger PATH writes them all" in eventx("convert", "in.ndjson", "-o", "b.ndjson").stderr


def test_an_option_for_the_sources_alone_is_told_how_to_be_given_when_a_dataset_is_updated(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "held.ndjson").write_text(json.dumps(record(1)) + "\n")
    (tmp_path / "new.csv").write_text("ref,day\n1,2026-03-01\n")
    (tmp_path / "map.toml").write_text('[mapping]\nname = "m"\nprefix = "m"\n[id]\ncolumns = ["ref"]\n')
    done = eventx("convert", "new.csv", "--onto", "held.ndjson", "-O", "mapping=map.toml", "-o", "out.ndjson")
    assert done.returncode == 2
    assert "held.ndjson is read with the sources' options: convert these to NDJSON first, with mapping" in done.stderr


def test_the_ledger_of_a_failed_run_says_so(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n[]\n")
    eventx("convert", "in.ndjson", "-o", "out.ndjson", "--strict", "--ledger", "ledger.json")
    ledger = json.loads((tmp_path / "ledger.json").read_text())
    assert "rejected" in ledger["failure"]
    assert "output" not in ledger
    assert ledger["totals"]["balanced"] is False
    assert eventx("convert", "nowhere.csv", "-o", "out.ndjson", "--ledger", "none.json").returncode == 3
    assert "no such file" in json.loads((tmp_path / "none.json").read_text())["failure"]


def test_a_misspelt_option_is_told_also_when_checking_our_own_format(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(json.dumps(record(1)) + "\n")
    done = eventx("validate", "in.ndjson", "-O", "nonsense=1")
    assert (done.returncode, "no option 'nonsense'" in done.stderr) == (2, True)


def test_a_named_pipe_is_read_once(eventx: Run, tmp_path: Path) -> None:
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = Path(TABLE).read_bytes()
    feeder = threading.Thread(target=pipe.write_bytes, args=(content,), daemon=True)
    feeder.start()
    done = eventx("validate", "pipe")
    feeder.join(10)
    assert (done.returncode, done.stderr.splitlines()[-1][:7]) == (0, "checked"), done.stderr
