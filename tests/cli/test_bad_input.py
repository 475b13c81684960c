"""Whatever a user hands in: a sentence that says what and where, the right exit code, and no half-written file."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eventx.cli import main

from .conftest import Run, record

ACLED_HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
ACLED_ROW = (
    "AAA1,2026-02-28,2026,1,Political violence,Battles,Armed clash,Group A (Ethiopia),,Rebel group,Military Forces of Ethiopia"
    " (2018-),,State forces,State forces-Rebel group,,231,Eastern Africa,Ethiopia,Amhara,,,Lalibela,12.0319,39.0476,1,"
    'Daily B,National,"On 28 February 2026, a clash.",3,,1772300000'
)


def ndjson(count: int) -> str:
    return "".join(json.dumps(record(number)) + "\n" for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n \n", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "no text"),
        (b"\x00" * 4096, "no text"),
        (b"just a few words", "recognises"),
        (
            b"Five dead\n\nJune 3, 2025\n\nGunmen stormed Pont-Sonde in Artibonite on Tuesday and shot dead five.\n",
            "--from rferl",
        ),
        ("дата;место\n".encode("utf-16-le") * 3, "UTF-16"),
        (b"PAR1" + bytes(64), "Parquet file"),
        (b'{"error": {"code": 403, "message": "Not for this key"}}', "gave none: Not for this key"),
        (b'{"columns": ["id"], "index": [0], "data": [["a"]]}', "a table, its columns apart from its rows"),
        (
            ("В Алматы полиция задержала десятки участников протеста, сообщили очевидцы" + " и соседи." * 3).encode(),
            "another script",
        ),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}}]}', "a table needs a mapping"),
        (
            b'{\n"type": "FeatureCollection", "features": [{"properties": {"schema_version": "1.0.0", "kind": "event"}}]}',
            "a table needs a mapping",
        ),
        (b"%PDF-1.4\n1 0 obj\n", "this is a PDF; save the text"),
        (b"SQLite format 3\x00" + bytes(512), "such as a GeoPackage; save its layer as GeoJSON or CSV"),
        (b"\x00\x00\x27\x0a" + bytes(512), "this is a shapefile; save its layer"),
        (b"<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>", "look whether it tells of an error"),
        (
            b"<!DOCTYPE html>\n<html><body><p>Two were killed in the town of Orva.</p></body></html>",
            "--from rferl reads it with the extra articles: pip install 'eventx-conflict[articles]'",
        ),
    ],
    ids=[
        "empty",
        "blank",
        "png",
        "zeros",
        "words",
        "prose",
        "utf-16 without a mark",
        "parquet",
        "complaint",
        "split",
        "russian",
        "geojson",
        "geojson-of-records",
        "pdf",
        "geopackage",
        "shapefile",
        "error page",
        "other site",
    ],
)
def test_what_is_no_event_data_is_refused_in_words(eventx: Run, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "input").write_bytes(content)
    done = eventx("convert", "input", "-o", "out.ndjson")
    assert done.returncode in (2, 3)
    assert "input" in done.stderr
    assert words in done.stderr
    assert not (tmp_path / "out.ndjson").exists()


def test_an_output_that_can_hold_none_of_the_records_is_no_success(eventx: Run, tmp_path: Path) -> None:
    report = json.dumps(record(1, kind="report")) + "\n"
    done = eventx("convert", "-", "-o", "none.acled.csv", input=report)
    assert (done.returncode, (tmp_path / "none.acled.csv").read_text().count("\n")) == (1, 1)
    assert "-O reports=write writes it" in done.stderr
    assert eventx("convert", "-", "-o", "one.acled.csv", "-O", "reports=write", input=report).returncode == 0


def test_a_name_of_bytes_that_are_no_text_is_read_and_told(eventx: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.csv")
    try:
        (tmp_path / name).write_text(f"{ACLED_HEADER}\n{ACLED_ROW.replace('12.0319', '95')}\n")
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")
    done = eventx("convert", name, "-o", "out.ndjson", "--ledger", "ledger.json")
    assert done.returncode == 1
    assert json.loads((tmp_path / "ledger.json").read_text())["inputs"][0]["source"] == r"caf\xe9.csv"


def test_a_missing_file_is_told_before_the_others_are_read(eventx: Run, tmp_path: Path) -> None:
    done = eventx("convert", "-", "missing.csv", "-o", "out.ndjson", "--ledger", "ledger.json", input="no event at all")
    assert done.stderr == "eventx: missing.csv: no such file\n"
    assert done.returncode == 3
    assert states(tmp_path) == [("<stdin>", "not read"), ("missing.csv", "failed")]


def states(folder: Path) -> list[tuple[str, str]]:
    """The inputs of the ledger, each with its state."""
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    return [(one["source"], one["state"]) for one in ledger["inputs"]]


@pytest.mark.parametrize("target", [("out.ndjson",), ("out/", "--to", "eventx")])
def test_every_input_of_a_run_that_fails_is_in_the_ledger(eventx: Run, tmp_path: Path, target: tuple[str, ...]) -> None:
    for name in ("a.ndjson", "more.ndjson"):
        (tmp_path / name).write_text(ndjson(3))
    for name in ("bad.csv", "worse.csv"):
        (tmp_path / name).write_text(f"{ACLED_HEADER}\n{ACLED_ROW}\n\0\n")
    done = eventx("convert", "a.ndjson", "bad.csv", "more.ndjson", "worse.csv", "-o", *target, "--ledger", "ledger.json")
    assert done.returncode == 3
    assert (why := "bad.csv:3: there is a NUL") in done.stderr
    assert not (tmp_path / target[0]).exists()
    not_read = [("more.ndjson", "not read"), ("worse.csv", "not read")]
    assert states(tmp_path) == [("a.ndjson", "read"), ("bad.csv", "failed"), *not_read]
    first, second, *rest = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))["inputs"]
    assert (first["read"], second["read"]) == (3, 1)
    assert second["message"].startswith(why)
    assert {one["message"] for one in rest} == {"the run ended before it was opened"}


def test_an_output_that_fails_leaves_no_input_out_of_the_ledger(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(ndjson(3))
    (tmp_path / "b.ndjson").write_text(ndjson(3))
    done = eventx("convert", "a.ndjson", "b.ndjson", "-o", "out.ndjson", "-O", "nosuch=1", "--ledger", "ledger.json")
    assert done.returncode == 2
    assert states(tmp_path) == [("a.ndjson", "failed"), ("b.ndjson", "not read")]


@pytest.mark.parametrize("option", ["--ledger", "--loss"])
def test_an_account_that_cannot_be_written_is_told_before_the_work(eventx: Run, tmp_path: Path, option: str) -> None:
    done = eventx("convert", "-", "-o", "out.geojson", option, "nowhere/at.json", input=ndjson(1))
    assert done.returncode == 3
    assert "can't write nowhere/at.json: its folder doesn't exist" in done.stderr
    assert not (tmp_path / "out.geojson").exists()


def test_a_cell_is_named_as_a_spreadsheet_names_it(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{ACLED_HEADER}\n{ACLED_ROW.replace('12.0319', '95')}\n")
    assert "t.csv:2 (row 1, column W): error TAB-NUMBER: latitude is 95" in eventx("convert", "t.csv").stderr


def test_its_own_output_of_no_records_is_read_again(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "head.csv").write_text(ACLED_HEADER + "\n")
    none = eventx("convert", "head.csv", "-o", "none.ndjson")
    assert (none.returncode, (tmp_path / "none.ndjson").read_bytes()) == (0, b"")
    assert "the file holds no rows" in none.stderr
    again = eventx("convert", "none.ndjson", "--to", "acled")
    assert (again.returncode, again.stdout.strip()) == (0, ACLED_HEADER)
    assert "read 0 records" in again.stderr
    assert "holds no records" in again.stderr
    checked = eventx("validate", "none.ndjson", "head.csv")
    assert checked.returncode == 0
    assert "none.ndjson: warning EVX904: the file holds no records" in checked.stdout
    assert "head.csv: warning EVX904: the file holds no rows" in checked.stdout


def test_a_check_can_be_quiet(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(ndjson(1))
    (tmp_path / "head.csv").write_text(ACLED_HEADER + "\n")
    assert [getattr(eventx("validate", "-q", "a.ndjson"), name) for name in ("stdout", "stderr")] == ["", ""]
    done = eventx("validate", "--quiet", "head.csv", "missing.csv")
    assert "EVX904" in done.stdout
    assert done.stderr == "eventx: missing.csv: no such file\n"


def test_a_page_and_a_migration_can_be_made_quietly_and_what_goes_wrong_is_told(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("GAO, Mali -- Gunmen killed two people in Gao on 1 March 2026.\n")
    (tmp_path / "a.ndjson").write_text(ndjson(1))
    (tmp_path / "b.ndjson").write_text("{broken}\n" + ndjson(1))
    quiet = eventx("annotate", "-q", "a.txt", "-O", "published=2026-03-02", "-o", "page.html")
    assert (quiet.returncode, quiet.stderr, (tmp_path / "page.html").exists()) == (0, "", True)
    assert "warning ART-NO-PUBLICATION-DATE" in eventx("annotate", "-q", "a.txt", "-o", "page.html").stderr
    assert eventx("migrate", "-q", "a.ndjson", "-o", "new.ndjson").stderr == ""
    assert "b.ndjson:1:" in eventx("migrate", "-q", "b.ndjson", "-o", "new.ndjson").stderr


def test_what_is_named_wrongly_for_a_check_is_told(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.ndjson").write_text(ndjson(1))
    done = eventx("validate", "folder", "x*.csv", "a.ndjson", "a.ndjson")
    assert done.returncode == 3
    assert "folder is a directory without files" in done.stderr
    assert "x*.csv: no such file; a pattern that no file matches is taken for a name" in done.stderr
    assert "a.ndjson is named 2 times, and was checked each time" in done.stderr


def test_records_that_quote_nothing_are_no_proof_of_their_article(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("GAO, Mali -- Gunmen killed two people in Gao on 1 March 2026.\n")
    (tmp_path / "a.ndjson").write_text(ndjson(1))
    done = eventx("annotate", "-q", "a.txt", "--records", "a.ndjson", "-o", "page.html")
    assert (done.returncode, "no record quotes any words" in done.stderr) == (0, True)


def test_an_id_in_two_files_is_a_fault_of_the_one_dataset_that_is_made_of_them(eventx: Run, tmp_path: Path) -> None:
    for name in ("a.ndjson", "b.ndjson"):
        (tmp_path / name).write_text(ndjson(1))
    assert eventx("validate", "a.ndjson", "b.ndjson").returncode == 0
    assert "an id may stand in two" in " ".join(eventx("validate", "--help").stdout.split())
    done = eventx("convert", "a.ndjson", "b.ndjson", "-o", "out.ndjson")
    assert (done.returncode, "EVX501" in done.stderr) == (1, True)


def test_an_empty_standard_input_is_a_dataset_only_if_that_is_said(eventx: Run) -> None:
    said = eventx("convert", "-", "--from", "eventx", "--to", "eventx", input="")
    assert (said.returncode, said.stdout) == (0, "")
    for command in ("convert", "validate"):
        done = eventx(command, "-", input="")
        assert (done.returncode, "empty" in done.stderr, "--from eventx" in done.stderr) == (3, True, True)


def test_a_missing_file_and_a_directory(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    missing = eventx("convert", "nowhere.csv", "-o", "out.ndjson")
    assert (missing.returncode, "no such file" in missing.stderr) == (3, True)
    folder = eventx("convert", "folder", "-o", "out.ndjson")
    assert (folder.returncode, "is a directory" in folder.stderr) == (3, True)
    into = eventx("convert", "-", "--from", "eventx", "-o", "folder", "--to", "eventx", input=ndjson(1))
    assert (into.returncode, "is a directory" in into.stderr) == (3, True)
    bare = eventx("convert", "-", "--from", "eventx", "-o", "folder", input=ndjson(1))
    assert (bare.returncode, "write 'folder/' with --to NAME for a file in it for each input" in bare.stderr) == (3, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(eventx: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ndjson"
    secret.write_text(ndjson(1))
    secret.chmod(0)
    done = eventx("convert", "secret.ndjson", "-o", "out.ndjson")
    assert (done.returncode, "permission" in done.stderr) == (3, True)


def test_a_folder_that_is_not_there(eventx: Run) -> None:
    done = eventx("convert", "-", "-o", "nowhere/out.ndjson", input=ndjson(1))
    assert (done.returncode, "folder doesn't exist" in done.stderr) == (3, True)


def test_bad_rows_are_listed_and_the_good_ones_written(eventx: Run, tmp_path: Path) -> None:
    lines = ndjson(2) + "{broken\n" + json.dumps(record(3, status="maybe")) + "\n" + ndjson(5).splitlines()[4] + "\n"
    done = eventx("convert", "-", "-o", "out.ndjson", "--ledger", "ledger.json", input=lines)
    assert done.returncode == 1
    assert len((tmp_path / "out.ndjson").read_text().splitlines()) == 3
    ledger = json.loads((tmp_path / "ledger.json").read_text())
    (account,) = ledger["inputs"]
    assert {name: account[name] for name in ("read", "kept", "rejected", "merged", "withheld", "balanced")} == {
        "read": 5, "kept": 3, "rejected": 2, "merged": 0, "withheld": 0, "balanced": True,
    }  # fmt: skip
    assert sum(account["reasons"].values()) == 2
    rejected = [entry for entry in ledger["details"] if entry["kind"] == "rejected"]
    assert [entry["position"]["line"] for entry in rejected] == [3, 4]


def test_strict_writes_nothing_and_leaves_an_older_file_alone(eventx: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    out.write_text("older\n")
    done = eventx("convert", "-", "-o", "out.ndjson", "--strict", "--ledger", "ledger.json", input=ndjson(1) + "{broken\n")
    assert done.returncode == 1
    assert out.read_text() == "older\n"
    assert json.loads((tmp_path / "ledger.json").read_text())["totals"]["rejected"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.json", "out.ndjson"]


def test_strict_to_standard_output_prints_nothing(eventx: Run) -> None:
    done = eventx("convert", "-", "--strict", input=ndjson(1) + "{broken\n")
    assert (done.returncode, done.stdout) == (1, "")


def test_a_gzip_file_that_is_cut_off(eventx: Run, tmp_path: Path) -> None:
    whole = gzip.compress(os.urandom(200_000).hex().encode() + ndjson(2000).encode())
    (tmp_path / "cut.ndjson.gz").write_bytes(whole[: len(whole) // 2])
    done = eventx("convert", "cut.ndjson.gz", "--from", "eventx", "-o", "out.ndjson")
    assert done.returncode == 3
    assert "cut off" in done.stderr
    assert not (tmp_path / "out.ndjson").exists()


def test_what_comes_before_the_cut_is_checked_and_accounted_for(eventx: Run, tmp_path: Path) -> None:
    whole = gzip.compress(ndjson(2000).encode())
    (tmp_path / "cut.ndjson.gz").write_bytes(whole[: len(whole) // 2])
    done = eventx("validate", "cut.ndjson.gz", "--format", "json")
    (account,) = json.loads(done.stdout)["summary"]["files"]
    assert done.returncode == 3
    assert 0 < account["read"] == account["checked"] < 2000
    assert f"incomplete: checked {account['read']:,} records, and 1 of 1 file not to the end: 0 errors" in done.stderr
    eventx("convert", "cut.ndjson.gz", "-o", "out.ndjson", "--ledger", "ledger.json")
    (told,) = json.loads((tmp_path / "ledger.json").read_text())["inputs"]
    assert told["read"] == told["kept"] == account["read"]
    assert "cut off" in told["message"]


def test_a_table_that_is_cut_off_inside_a_quoted_cell(eventx: Run, tmp_path: Path) -> None:
    cut = ACLED_ROW.partition("a clash")[0]
    (tmp_path / "cut.csv").write_text(f"{ACLED_HEADER}\n{ACLED_ROW}\n{cut}")
    done = eventx("convert", "cut.csv", "-o", "out.ndjson")
    assert done.returncode == 3
    assert not (tmp_path / "out.ndjson").exists()


def test_ragged_rows_are_rejected_with_their_line(eventx: Run, tmp_path: Path) -> None:
    short = ",".join(ACLED_ROW.split(",")[:9])
    (tmp_path / "table.csv").write_text(f"{ACLED_HEADER}\n{ACLED_ROW}\n{short}\n")
    done = eventx("convert", "table.csv", "-o", "out.ndjson", "--ledger", "ledger.json")
    assert done.returncode == 1
    assert "table.csv:3" in done.stderr
    assert json.loads((tmp_path / "ledger.json").read_text())["totals"]["balanced"] is True


def test_bytes_of_another_encoding_are_named_not_replaced(eventx: Run, tmp_path: Path) -> None:
    row = ACLED_ROW.replace("Lalibela", "Orléans").encode("latin-1")
    (tmp_path / "table.csv").write_bytes(ACLED_HEADER.encode() + b"\n" + row + b"\n")
    done = eventx("convert", "table.csv", "-o", "out.ndjson")
    assert done.returncode == 0
    assert json.loads((tmp_path / "out.ndjson").read_text())["place"]["name"] == "Orléans"
    assert all(word in done.stderr for word in ("table.csv:2", "TAB-ENCODING", "windows-1252"))


def test_a_full_disk(eventx: Run, tmp_path: Path) -> None:
    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    (tmp_path / "in.ndjson").write_text(ndjson(3000))
    done = subprocess.run(
        [sys.executable, "-m", "eventx", "convert", "in.ndjson", "-o", "out.ndjson"],
        cwd=tmp_path, capture_output=True, text=True, preexec_fn=small, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 3
    assert "can't write out.ndjson" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.ndjson"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("account", ["--ledger", "--loss"])
def test_an_output_whose_account_can_not_be_written_is_not_there(account: str, eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(ndjson(1))
    done = eventx("convert", "in.ndjson", "-o", "out.ndjson", account, "/dev/full")
    assert (done.returncode, "can't write /dev/full: No space left" in done.stderr) == (3, True)
    assert [path.name for path in tmp_path.iterdir()] == ["in.ndjson"]


@pytest.mark.parametrize(
    "command", ["annotate {} -o page.html", "score {}", "validate {}", "convert {} -o out.ndjson", "migrate {}"]
)
def test_a_folder_or_no_file_at_all_is_told_the_same_by_every_command(command: str, eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder/inner").mkdir(parents=True)
    (tmp_path / "folder/inner/a.txt").touch()
    inner = "folder/inner" if command.startswith(("validate", "convert")) else "folder"  # these two read a folder's files
    for name, words in (
        ("empty", "empty is a directory without files"),
        ("folder", f"{inner} is a directory; name the files in it: {inner}/*"),
        ("none.txt", "none.txt: no such file"),
    ):
        done = eventx(*command.format(name).split())
        assert done.returncode == 3
        assert done.stderr.startswith(f"eventx: {words}")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", ["rules", "explain EVX101", "schema"])
def test_standard_output_on_a_full_disk(command: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "eventx", *command.split()], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("eventx: can't write standard output: No space left")


def test_a_full_folder_of_temporary_files_costs_the_check_only_what_it_would_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is read once only is copied, to show where findings stand; nothing else needs room."""

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile", lambda *_, **__: Full())
    (tmp_path / "in.csv.gz").write_bytes(gzip.compress(f"{ACLED_HEADER}\n{ACLED_ROW.replace(',3,,', ',x,,')}\n".encode()))
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(tmp_path / "in.csv.gz")])
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert "fatalities 'x' is not a whole number" in told.out
    assert "can't write" not in told.err


def test_who_has_seen_enough_of_a_listing_is_not_told_that_it_is_not_complete() -> None:
    process = subprocess.Popen([sys.executable, "-m", "eventx", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as told:
        assert told.read() == b""
    assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("after", [0.0, 0.3])
def test_a_closed_pipe(tmp_path: Path, after: float) -> None:
    (tmp_path / "in.ndjson").write_text(ndjson(20_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "eventx", "convert", "in.ndjson"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    time.sleep(after)
    process.stdout.close()
    words = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 3
    assert "closed it" in words
    assert "Traceback" not in words


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("--version", 3, "can't write standard output"),
        ("rules", 3, "can't write standard output"),
        ("convert in.ndjson", 3, "can't write"),
        ("validate in.ndjson --strict", 0, "checked 3 of 3"),
        ("convert in.ndjson -o out.acled.csv", 0, "wrote 3 records"),
    ],
)
def test_a_closed_standard_output_matters_only_where_something_goes_there(
    tmp_path: Path, command: str, code: int, words: str
) -> None:
    (tmp_path / "in.ndjson").write_text(ndjson(3))
    shell = f"exec {sys.executable} -m eventx {command} >&-"
    done = subprocess.run(["/bin/sh", "-c", shell], cwd=tmp_path, stderr=subprocess.PIPE, check=False, timeout=60, text=True)
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert "unexpected" not in done.stderr
    silent = subprocess.run(["/bin/sh", "-c", f"{shell} 2>&-"], cwd=tmp_path, check=False, timeout=60)
    assert silent.returncode == code


def test_who_stops_to_read_the_words_loses_no_output(tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_text(ndjson(3).replace('"reported"', '"so"', 1))
    process = subprocess.Popen(
        [sys.executable, "-m", "eventx", "convert", "in.ndjson", "-o", "out.ndjson"], cwd=tmp_path, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert (tmp_path / "out.ndjson").read_text().count("\n") == 2


@pytest.mark.parametrize(("sent", "code", "words"), [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")])
def test_interrupted(tmp_path: Path, sent: signal.Signals, code: int, words: bytes) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "eventx", "convert", "-", "--from", "eventx", "-o", "out.ndjson"],
        cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(ndjson(20_000).encode())
    process.stdin.flush()
    while not any(one.stat().st_size for one in tmp_path.iterdir()):  # records are written, however long the start takes
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(sent)
    _, stderr = process.communicate(timeout=300)
    assert (process.returncode, words in stderr, b"Traceback" in stderr) == (code, True, False), stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["convert"], "Missing argument"),
        (["convert", "-", "--to", "kml"], "no exporter 'kml'; installed:"),
        (["convert", "-", "--to", "ndjson"], "no exporter 'ndjson'; the one that writes .ndjson is named 'eventx'"),
        (["convert", "-", "--from", "kml"], "no importer 'kml'; installed:"),
        (["convert", "-", "-o", "out.kml"], "no exporter writes this suffix"),
        (["convert", "-", "-"], "standard input ('-') is named twice"),
        (["validate", "-", "-"], "standard input ('-') is named twice"),
        (["convert", "-", "--from", "eventx", "-O", "speed=fast"], "importer eventx has no option 'speed'"),
        (["convert", "-", "-O", "nonsense"], "name=value"),
        (["inspect", "here.txt", "acled:AAA1"], "the id comes first, then what has it: eventx inspect acled:AAA1 here.txt"),
        (["frobnicate"], "no command 'frobnicate'; 'eventx --help'"),
        (["convrt"], "did you mean convert"),
        (["formats", "kml"], "no format 'kml'"),
        (["explain", "nothing-at-all"], "nothing is known"),
        (["schema", "--schema-version", "9.9.9"], "no schema version"),
    ],
)
def test_a_wrong_call_says_what_would_be_right(eventx: Run, arguments: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "here.txt").touch()
    done = eventx(*arguments, input=ndjson(1))
    assert words in done.stderr
    assert done.returncode == 2


def test_closed_messages_end_with_the_documented_code(tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "eventx", "convert", "missing.csv", "-o", "out.ndjson"],
            cwd=tmp_path, stderr=writes, check=False, timeout=60,
        )  # fmt: skip
    finally:
        os.close(writes)
    assert done.returncode == 3
    assert not (tmp_path / "out.ndjson").exists()


def test_who_interrupts_while_it_is_loading_sees_no_traceback(tmp_path: Path) -> None:
    # The process interrupts itself as soon as it imports what the command needs.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == os.environ['AT']:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupts())\n"
    )
    for name in ("eventx.cli", "click", "eventx.bulk.memory", "eventx.cli.catalogue"):
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "AT": name}
        done = subprocess.run(
            [sys.executable, "-m", "eventx", "rules"], env=environment, capture_output=True, check=False, timeout=60
        )
        assert (done.returncode, done.stdout) == (130, b""), name
        assert b"Traceback" not in done.stderr
        assert b"interrupted" in done.stderr or name != "eventx.cli.catalogue"


@pytest.mark.parametrize("command", ["convert", "validate"])
def test_a_mapping_or_a_profile_that_is_wrong_is_a_wrong_call(command: str, eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("n,when\n1,2026-03-01\n")
    (tmp_path / "bad.toml").write_text('[mapping]\nname = "t"\n')
    for option in ("-Omapping=bad.toml", "-Omapping=nowhere.toml", "--profile=bad.toml", "--profile=nowhere.toml"):
        done = eventx(command, "t.csv", "--from", "csv", option)
        assert done.returncode == 2, option
        assert ".toml" in done.stderr
    assert eventx(command, "nowhere.csv").returncode == 3, "an input that isn't there is no wrong call"
