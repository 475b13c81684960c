"""What is written appears whole, and doesn't have to be held in memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from eventx.files import outputs

PART = 1 << 20
BLOCK = b"0123456789abcdef" * (PART // 32)  # half a part


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is told")
@pytest.mark.parametrize(("blocks", "told"), [(1, 0), (7, 3)])
def test_the_system_needn_t_hold_what_is_written(blocks: int, told: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each part, but not for a result that is smaller than one; also where the system has no ear for it."""
    hints: list[int] = []

    def deaf(descriptor: int, offset: int, length: int, advice: int) -> None:
        assert (offset, length) == (0, 0), "all that is written so far"
        hints.append(advice)
        raise OSError

    monkeypatch.setattr(os, "posix_fadvise", deaf)
    monkeypatch.setattr(outputs, "_PART", PART)
    with outputs.open_output(tmp_path / "out") as out:
        for _ in range(blocks):
            out.write(BLOCK)
    assert (tmp_path / "out").read_bytes() == BLOCK * blocks
    assert hints == [os.POSIX_FADV_DONTNEED] * told


def test_who_interrupts_as_the_output_is_begun_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = os.open

    def interrupted(path: str, flags: int, mode: int) -> int:
        begin(path, flags, mode)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(KeyboardInterrupt), outputs.open_output(tmp_path / "out"):
        raise AssertionError
    assert not list(tmp_path.iterdir())
