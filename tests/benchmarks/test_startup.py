"""The start-up benchmark runs and judges by its limits. What the clock says decides nothing here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import startup


def test_a_pair_over_its_limit_fails_and_one_within_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    label, command, peer, other, _, _ = startup.PAIRS[0]
    for limit, code in ((1000.0, 0), (0.001, 1)):
        monkeypatch.setattr(startup, "PAIRS", ((label, command, peer, other, limit, ""),))
        assert startup.main(["--rounds", "1"]) == code
        assert ("OVER" in capsys.readouterr().out) is bool(code)


def test_a_tool_that_is_not_there_is_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = ("mine", ("-c", "pass"), "nobody --version", ("-c", "pass"), 4.0, "no_such_module")
    monkeypatch.setattr(startup, "PAIRS", (pair,))
    assert startup.main(["--rounds", "1"]) == 0
    assert "nobody is not installed" in capsys.readouterr().out
