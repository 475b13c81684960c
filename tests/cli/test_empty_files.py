"""A file that holds nothing is told of; whether that is wrong a strict run and a profile say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Run
from .test_bad_input import ACLED_HEADER


@pytest.mark.parametrize("target", [("out.ndjson",), ("out/", "--to", "eventx")])
def test_a_strict_run_of_a_file_that_holds_nothing_fails(eventx: Run, tmp_path: Path, target: tuple[str, ...]) -> None:
    (tmp_path / "head.csv").write_text(ACLED_HEADER + "\n")
    (tmp_path / "off.toml").write_text('profile_version = 1\n[rules]\nEVX904 = "off"\n')
    assert eventx("validate", "head.csv", "--strict").returncode == 1
    assert eventx("validate", "head.csv", "--strict", "--profile", "off.toml").returncode == 0
    done = eventx("convert", "head.csv", "--strict", "-o", *target)
    assert (done.returncode, (tmp_path / target[0]).exists()) == (1, False)
    assert "head.csv: nothing is in there to read (EVX904); nothing was written" in done.stderr
    for said, codes in (("off", (0, 0)), ("note", (0, 0)), ("error", (3, 3))):
        (tmp_path / "profile.toml").write_text(f'profile_version = 1\n[rules]\nEVX904 = "{said}"\n')
        for strict, code in zip((("--strict",), ()), codes, strict=True):
            done = eventx("convert", "head.csv", *strict, "-o", *target, "--profile", "profile.toml")
            assert (done.returncode, (tmp_path / target[0]).exists()) == (code, code == 0), done.stderr
            if target[0] == "out/":
                shutil.rmtree(tmp_path / "out", ignore_errors=True)
            else:
                (tmp_path / target[0]).unlink(missing_ok=True)
