"""What is named .gz or .zst is packed, the same bytes each time, and reads back as what was written unpacked."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

import eventx
from eventx.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "examples/acled.csv"


@pytest.mark.parametrize("suffix", [".ndjson", ".json", ".csv", ".acled.csv", ".geojson", ".geojsonl", ".hxl.csv"])
def test_a_packed_output_holds_what_the_plain_one_does(suffix: str, tmp_path: Path) -> None:
    plain, once, twice = tmp_path / f"a{suffix}", tmp_path / f"a{suffix}.gz", tmp_path / f"other{suffix}.GZ"
    for target in (plain, once, twice):
        eventx.convert(TABLE, target)
    assert gzip.decompress(once.read_bytes()) == plain.read_bytes()
    assert once.read_bytes() == twice.read_bytes()
    assert once.read_bytes()[4:8] == bytes(4), "the time of day is in the file"


def test_a_packed_file_reads_back(tmp_path: Path) -> None:
    eventx.convert(TABLE, tmp_path / "a.ndjson.gz")
    assert [event.id for event in eventx.read(tmp_path / "a.ndjson.gz")] == [event.id for event in eventx.read(TABLE)]


@pytest.mark.parametrize("name", ["a.ndjson.gz", "a.geojson.gz"])
def test_a_large_table_in_columns_is_packed_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars", reason="the columns need the extra bulk")
    from benchmarks.data import acled
    from eventx.bulk import table_rows

    monkeypatch.setattr(table_rows, "LARGE", 0)
    source = tmp_path / "t.csv"
    source.write_bytes(b"".join(acled.table(300, 3)))
    eventx.convert(source, tmp_path / name)
    eventx.convert(source, tmp_path / name.removesuffix(".gz"))
    assert gzip.decompress((tmp_path / name).read_bytes()) == (tmp_path / name.removesuffix(".gz")).read_bytes()


def test_zstandard_reads_back(tmp_path: Path) -> None:
    pytest.importorskip("zstandard")
    eventx.convert(TABLE, tmp_path / "a.ndjson.zst")
    assert (tmp_path / "a.ndjson.zst").read_bytes().startswith(b"\x28\xb5\x2f\xfd")
    assert len(list(eventx.read(tmp_path / "a.ndjson.zst"))) == len(list(eventx.read(TABLE)))


def test_without_the_extra_zstandard_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[zst\]'; or write \.gz"):
        eventx.convert(TABLE, tmp_path / "a.ndjson.zst")
    assert not list(tmp_path.iterdir())


def test_parquet_is_not_packed_again(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is packed inside; name it .*a\.parquet$"):
        eventx.convert(TABLE, tmp_path / "a.parquet.gz")


def test_a_failed_run_leaves_no_packed_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(TABLE.read_bytes().replace(b"2026-02-28", b"2026-02-31"))
    with pytest.raises(eventx.Rejected):
        eventx.convert(bad, tmp_path / "a.ndjson.gz", strict=True, on_finding=lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.csv"]


def test_the_other_commands_pack_too(tmp_path: Path) -> None:
    eventx.convert(TABLE, tmp_path / "a.ndjson")
    command = [sys.executable, "-m", "eventx", "migrate", "a.ndjson", "-o", "b.ndjson.gz"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert gzip.decompress((tmp_path / "b.ndjson.gz").read_bytes()).count(b"\n") == (tmp_path / "a.ndjson").read_bytes().count(
        b"\n"
    )
