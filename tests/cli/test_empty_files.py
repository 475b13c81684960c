"""A file that holds nothing is told of; whether that is wrong a strict run and a profile say."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from .conftest import Run, record
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


def test_blank_lines_are_one_account_to_convert_and_validate(eventx: Run, tmp_path: Path) -> None:
    """A blank line is a row or a record that is withheld, wherever it stands; a file of no others holds nothing."""
    (tmp_path / "some.ndjson").write_text(f"\n{json.dumps(record(1))}\n\n")
    (tmp_path / "none.ndjson").write_text("\n\n")
    (tmp_path / "packed.ndjson.gz").write_bytes(gzip.compress((tmp_path / "some.ndjson").read_bytes()))
    (tmp_path / "none.csv").write_text(ACLED_HEADER + "\n\n\n")
    some, none = (3, 2, True), (2, 2, False)
    files = {"some.ndjson": some, "packed.ndjson.gz": some, "none.ndjson": none, "none.csv": none}
    for name, (read, blank, holds) in files.items():
        eventx("convert", name, "-o", "out.ndjson", "--ledger", "ledger.json")
        ledger = json.loads((tmp_path / "ledger.json").read_text())
        account = ledger["inputs"][0]
        assert (account["read"], account["withheld"], account["reasons"]) == (read, blank, {"blank": blank})
        done = eventx("validate", name)
        assert f"{account['source']}: {blank} {account['unit']}s withheld" in done.stderr
        assert f"checked {read} of {read} " in done.stderr
        assert ("EVX904" not in ledger["findings"], "EVX904" not in done.stdout) == (holds, holds)
