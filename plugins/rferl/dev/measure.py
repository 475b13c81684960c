"""Reads every article of a coded set with the importer, and scores the result: ``python measure.py GOLD [--words]``.

GOLD is a gold.json that lies beside its articles. What the figures mean stands at the top of ``score.py``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import score

import eventx


def main() -> None:
    """Print the table of one set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--words", action="store_true", help="list the misses")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for article in json.loads(given.gold.read_text(encoding="utf-8"))["articles"]:
            options = {} if article["published_in_file"] else {"published": article["published"]}
            events = eventx.read(given.gold.parent / article["file"], format="rferl", options=options, on_finding=_ignore)
            lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in events.records())
            (Path(folder) / f"{article['id']}.ndjson").write_text("".join(lines), encoding="utf-8")
        result = score.score(given.gold, Path(folder))
    print(score.table(result["counts"]))
    if given.words:
        print("\n".join(result["misses"]))


def _ignore(_finding: object) -> None:
    """Findings are not what is measured here."""


if __name__ == "__main__":
    main()
