"""An article in an encoding that its user names: every command looks at it and reads it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

DISPATCH = (
    "OSH — Gunmen opened fire on a police patrol in Osh on March 2, 2026, killing two officers, “near the market,” Governor "
    "Óscar Peña said.\n\nHours later, about 200 people rallied peacefully in Bishkek to demand safer streets.\n"
)
NAMED = ("-O", "encoding=windows-1252")


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "dispatch.txt").write_text(DISPATCH, encoding="windows-1252")
    return "dispatch.txt"


def test_an_article_is_recognised_in_the_encoding_that_is_named(eventx: Run, article: str) -> None:
    done = eventx("convert", article, *NAMED)
    assert (done.returncode, "(rferl)" in done.stderr) == (0, True), done.stderr
    assert eventx("validate", article, *NAMED).returncode == 0
    assert eventx("annotate", article, *NAMED, "-o", "page.html").returncode == 0
    assert eventx("convert", article, *NAMED, "--to", "eventx", "-o", "parts/").returncode == 0


@pytest.mark.parametrize("encoding", ["windows-9", "base64", "punycode"])
def test_what_is_no_encoding_of_text_files_is_a_wrong_call(eventx: Run, article: str, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    calls = (("convert", article), ("validate", article), ("inspect", "rferl:1", article), ("csv-mapping", "table.csv"))
    for call in calls:
        done = eventx(*call, "-O", f"encoding={encoding}")
        assert (done.returncode, f"{encoding!r} is no encoding of text files" in done.stderr) == (2, True), done.stderr
