"""Every id that a record or a ledger line can carry has words behind `eventx explain`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import eventx_rferl
from eventx.cli import main
from eventx_rferl.language.lexicons import settings
from eventx_rferl.reasons import CODES, MESSAGES

ARTICLES = sorted((Path(__file__).parent / "articles").glob("d0?.txt"))
ID = re.compile(r'"((?:ACTOR|ART|DATE|PLACE|REL|TOLL)-[A-Z][A-Z-]+[A-Z])"')


def _written_in_the_code() -> set[str]:
    explaining = {"reasons.py", "evidence_rules.py"}
    sources = [path for path in Path(eventx_rferl.__file__).parent.rglob("*.py") if path.name not in explaining]
    named = {found for source in sources for found in ID.findall(source.read_text(encoding="utf-8"))}
    return named | {f"DATE-{row['rule'].upper()}" for row in settings("relative_dates.toml")["phrase"]}


def test_each_rule_id_of_the_code_is_explained() -> None:
    assert _written_in_the_code() - set(eventx_rferl.Importer.codes) == set()


def test_nothing_is_explained_that_no_rule_writes() -> None:
    assert set(eventx_rferl.Importer.codes) - _written_in_the_code() == set()


def test_the_ledger_has_words_for_each_reason_to_merge_or_withhold_a_telling() -> None:
    of_articles = {
        "ART-CUT-OFF",
        "ART-TWO-DAYS",
        "ART-UNREADABLE",
        "ART-FIGURE",
        "ART-LANGUAGE",
        "ART-NO-PUBLICATION-DATE",
        "ART-NO-TEXT",
        "ART-OTHER-DAY",
        "ART-SEVERAL",
        "ART-SHARE",
        "ART-TOO-LONG",
    }
    assert set(MESSAGES) == set(CODES) - of_articles


def test_each_rule_id_on_the_articles_is_explained(importer: Callable[..., Any]) -> None:
    records = [record for path in ARTICLES for record in importer(path.read_bytes(), path.name, "2026-05-20")[0]]
    rules = {item["rule"] for record in records for item in record["evidence"]}
    rules |= {reason for record in records for one in record.get("relations", ()) for reason in one.get("reasons", ())}
    assert len(rules) > 20
    assert rules - set(eventx_rferl.Importer.codes) == set()


def test_explain_tells_a_rule_of_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["explain", "DATE-CONTEXT"])
    assert stop.value.code == 0
    assert "told just before" in capsys.readouterr().out
