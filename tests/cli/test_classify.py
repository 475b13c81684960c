"""``eventx classify`` answers each line with one line, and says what is wrong with input it can't read."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventx.cli import USAGE, main


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["classify", *arguments])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_each_line_gets_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_bytes("\ufeffGunmen kidnapped a priest\r\n\nThe bank raised interest rates\nWarplanes bombed a market".encode())
    code, out, _ = _run(capsys, str(lines))
    assert code == 0
    assert out == (
        "Violence against civilians\tAbduction/forced disappearance\n\n\nExplosions/Remote violence\tAir/drone strike\n"
    )


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_bytes(b"A protest\n\xff\xe9\n")
    code, _, err = _run(capsys, str(lines))
    assert code != 0
    assert "lines.txt:2" in err
    assert "UTF-8" in err


def test_an_unknown_classifier_is_refused_with_those_installed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("A protest", encoding="utf-8")
    code, _, err = _run(capsys, str(lines), "--with", "nobody")
    assert code == USAGE
    assert "rferl" in err


def test_labelled_lines_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "labelled.tsv"
    lines.write_text(
        "# ours\nsub_event_type\ttext\nAir/drone strike\tWarplanes bombed a market\nnone\tThe bank raised interest rates\n"
        "Arrests\tWarplanes bombed a market\n",
        encoding="utf-8",
    )
    code, out, _ = _run(capsys, str(lines), "--score")
    assert code == 0
    assert "3 texts, 2 right, weighted F1 0.556" in out
    lines.write_text("Warplanes bombed a market\n", encoding="utf-8")
    code, _, err = _run(capsys, str(lines), "--score")
    assert code != 0
    assert "labelled.tsv:1 has no tab" in err


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Armed Clash", "there is no sub event type 'Armed Clash'; did you mean 'Armed clash'?"),
        ("Arests", "did you mean 'Arrests'"),
        ("Weather", "write one of ACLED's, or 'none'"),
    ],
)
def test_a_label_that_does_not_exist_is_no_miss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], label: str, words: str
) -> None:
    lines = tmp_path / "labelled.tsv"
    lines.write_text(f"none\tThe bank raised interest rates\n{label}\tWarplanes bombed a market\n", encoding="utf-8")
    code, out, err = _run(capsys, str(lines), "--score")
    assert (code, out) == (3, "")
    assert "labelled.tsv:2: " in err
    assert words in err
