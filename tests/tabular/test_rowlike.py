"""Importers of tables look at an article without loading what only a table needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from eventx.tabular.rowlike import rowlike


@pytest.mark.parametrize(
    "head",
    [
        b"id,day,type,dead\n",
        b"sep=;\nid;day;type;dead\n",
        b'"id\nof the event",day,\n"type\n",dead\n',
        b"id\tday\ttype\tdead",
        b"id|day|type|dead\r1|2|3|4\r",
        b'\xef\xbb\xbf\n [{"id": 1}]',
    ],
)
def test_what_can_be_rows_of_four_cells_or_json(head: bytes) -> None:
    assert rowlike(head, 4)


def test_a_text_is_no_row_of_four_cells_whatever_its_later_lines_hold() -> None:
    text = b"Two Killed In Ambush\nKyiv, Ukraine\nIn Kyiv, Lviv, Odesa, and Dnipro, people wept.\n"
    assert not rowlike(text, 4)
    assert rowlike(text, 4, rows=3)


@pytest.mark.parametrize(
    "text",
    ["Two Killed In Ambush\n\nMay 3, 2024\n\nGunmen ...\n", '{"schema_version":"1.0","kind":"event"}\n'],
    ids=["article", "records"],
)
def test_reading_an_article_or_records_loads_no_layout_of_a_table(text: str) -> None:
    script = (
        f"import sys; from eventx.plugins import importers; text = {text.encode()!r}; "
        "[plugin.claim(text, 'a.txt') for plugin in importers().values()]; "
        "print('eventx.tabular.layout' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
