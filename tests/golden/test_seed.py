"""What the seed article becomes, value by value. The golden file was read against the article before it was accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_regressions.data_regression import DataRegressionFixture

import eventx

SEED = Path(__file__).resolve().parents[2] / "seeds" / "000_6192c1f42f175e62.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed is in the repository, not in the packages")


def told(record: dict[str, Any]) -> dict[str, Any]:
    """The record without its long texts, ids by their last part."""
    place = record.get("place", {})
    return {
        "what": f"{record['kind']} {record['type']} {record['status']}",
        "when": f"{record['date']['start']} to {record['date']['end']} ({record['date']['precision']})",
        "where": f"{place.get('name')} ({place.get('precision')}), admin1 {place.get('admin1')}",
        "who": [f"{actor['role']}: {actor.get('name')} ({actor.get('type')})" for actor in record.get("actors", ())],
        "tolls": [
            f"{toll['measure']} {toll.get('low')}-{toll.get('high')} “{toll.get('text')}” by {toll.get('claimant')}"
            for toll in record.get("tolls", ())
        ],
        "relations": sorted(f"{one['type']} {one['target'].rpartition(':')[2]}" for one in record.get("relations", ())),
    }


def test_the_seed(data_regression: DataRegressionFixture) -> None:
    records = list(eventx.read(SEED).records())
    data_regression.check({record["id"].rpartition(":")[2]: told(record) for record in records})


def test_every_quote_stands_where_it_says() -> None:
    text = SEED.read_text(encoding="utf-8")
    quotes = [item["quote"] for record in eventx.read(SEED).records() for item in record["evidence"]]
    assert len(quotes) > 50
    for quote in quotes:
        assert text[quote["start"] : quote["end"]] == quote["exact"]


def test_summing_the_dead_counts_nobody_twice(tmp_path: Path) -> None:
    records = list(eventx.read(SEED).records())
    campaigns = {record["id"] for record in records if record["kind"] == "campaign"}
    parts = [record for record in records for one in record.get("relations", ()) if one["type"] == "part-of"]
    assert campaigns
    assert all("tolls" not in part for part in parts)
