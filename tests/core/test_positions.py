"""How a place in a file is named."""

from __future__ import annotations

import pytest

from eventx.report import Position


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("/home/someone/2019/events.csv", "events.csv"),
        ("data/years.zip#2019/events.csv", "years.zip#2019/events.csv"),
        ("data/march.xlsx#Week 1", "march.xlsx#Week 1"),
        ("https://data.example/years.zip?key=secret#2019/events.csv", "years.zip#2019/events.csv"),
        ("https://data.example/get?file=7#2019/events.csv", "get#2019/events.csv"),
        ("what#is?this.csv", "what#is?this.csv"),
        ("<stdin>", ""),
    ],
)
def test_evidence_names_a_file_without_folders_and_keys(file: str, name: str) -> None:
    assert Position(file).name == name
