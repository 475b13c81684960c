"""A folder of ten thousand pages has some that are no article: they are counted and told, and the others are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventx import RejectedUnits, Unaccounted, read, validate

from .conftest import Run

DATELINE = "KABUL, May 3, 2004 -- Gunmen killed {} soldiers near Herat on May 2, officials said.\n"
RUSSIAN = "<html><body><div class='wsw'><p>Вчера вечером в городе были убиты двое, сообщили власти.</p></div></body></html>"
CUT = "<html><body class='pg-article'><div class='wsw'><p>Gunmen killed two guards near Herat on May 2, 2004.</p><p>Later"
NOTE = {"url": "https://example.org/1.html", "final_url": "https://example.org/1.html", "retrieved": "2024-01-01T00:00:00Z"}
BAD = ("blank.txt", "cut.html", "photo.html", "russian.html")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Two articles, four files that are none, and the note of a fetched one."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, name in enumerate(("a.txt", "z.txt"), start=2):
        (folder / name).write_text(DATELINE.format(number))
    for name, content in zip(BAD, (b"\n", CUT.encode(), b"\x89PNG\x00\x01\x02", RUSSIAN.encode()), strict=True):
        (folder / name).write_bytes(content)
    (folder / "a.txt.source.json").write_text(json.dumps(NOTE))
    return folder


@pytest.mark.parametrize("target", [("out.ndjson",), ("out/", "--to", "eventx"), ("out.ndjson", "--from", "rferl")])
def test_a_file_that_cant_be_read_among_others_is_a_unit_rejected(
    eventx: Run, pages: Path, tmp_path: Path, target: tuple[str, ...]
) -> None:
    done = eventx("convert", "pages", "-o", *target, "--ledger", "ledger.json")
    assert done.returncode == 1, done.stderr
    ledger = json.loads((tmp_path / "ledger.json").read_text())
    assert [Path(one["source"]).name for one in ledger["inputs"] if one["rejected"]] == list(BAD)
    assert (ledger["totals"]["records"], ledger["totals"]["rejected"], ledger["totals"]["withheld"]) == (2, 4, 1)
    assert ledger["totals"]["balanced"]
    (note,) = (one for one in ledger["inputs"] if one["source"].endswith(".source.json"))
    assert note["reasons"] == {"EVX908": 1}
    assert "russian.html: error ART-LANGUAGE: the file is in Russian" in done.stderr
    assert "cut.html: error ART-CUT-OFF: the file ends inside its article body" in done.stderr


def test_a_strict_run_writes_nothing_and_one_without_any_good_file_fails(eventx: Run, pages: Path, tmp_path: Path) -> None:
    assert eventx("convert", "pages", "-o", "out.ndjson", "--strict").returncode == 1
    done = eventx("convert", *(pages / name for name in BAD), "-o", "out.ndjson")
    assert done.returncode == 3
    assert "none of the 4 inputs can be read" in done.stderr
    assert not (tmp_path / "out.ndjson").exists()


def test_in_python_too_no_good_file_is_no_success_and_one_is(pages: Path) -> None:
    with pytest.warns(RejectedUnits, match="4 units were rejected"):
        assert len(list(read(pages))) == 2
    for name in ("a.txt", "z.txt"):
        (pages / name).unlink()
    with pytest.raises(Unaccounted, match="none of the 5 inputs can be read"):
        list(read(pages))


@pytest.mark.parametrize("lowered", ["off", "warning"])
def test_no_profile_makes_less_of_a_file_that_cant_be_read(lowered: str, eventx: Run, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(f'profile_version = 1\n[rules]\nEVX907 = "{lowered}"\n')
    done = eventx("convert", pages / "a.txt", pages / "blank.txt", "-o", "out.ndjson", "--profile", "p.toml")
    assert (done.returncode, done.stderr.count("EVX907: "), done.stderr.count("error EVX907: ")) == (1, 1, 1)


@pytest.mark.parametrize("name", [*BAD, "a.txt.source.json"])
def test_alone_it_is_refused(eventx: Run, pages: Path, name: str) -> None:
    done = eventx("convert", pages / name)
    assert (done.returncode, done.stdout) == (3, "")
    assert name in done.stderr


def test_what_brings_a_dataset_up_to_date_is_refused_all_the_same(eventx: Run, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "held.ndjson").write_text("")
    (tmp_path / "held.bin").write_bytes(b"\x00\x01")
    assert eventx("convert", pages / "a.txt", "--onto", "held.bin", "-o", "new.ndjson").returncode == 3


def test_the_note_of_a_fetched_file_is_no_fault_of_a_folder_that_is_checked(eventx: Run, pages: Path) -> None:
    for name in BAD:
        (pages / name).unlink()
    done = eventx("validate", "pages")
    assert (done.returncode, "a.txt.source.json says where that file came from" in done.stderr) == (0, True)
    report = validate(pages)
    assert (report.ok, len(report.ledger.inputs), len(report.remarks)) == (True, 2, 1)
    (pages / "a.txt").unlink()
    assert eventx("validate", "pages").returncode == 3  # of no file that is there
