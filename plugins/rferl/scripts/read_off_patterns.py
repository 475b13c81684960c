"""Makes ``lexicon/needed.tsv``, the words that patterns can't do without: ``python read_off_patterns.py``.

Reads the articles of the tests (not the shut sets) and writes a line for each pattern that was asked for on the way. The same
patterns and articles give the same table. A pattern edited since finds what it should, only it is tried everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from eventx_rferl.importing import outcomes
from eventx_rferl.language import kept, wording
from eventx_rferl.language.keys import Keys
from eventx_rferl.language.needed import begins, needed

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
TARGET = HERE.parent / "eventx_rferl" / "lexicon" / kept.TABLE
HEAD = "# digest of a pattern, then sets of words of which a match has one each; made by scripts/read_off_patterns.py\n"


def asked() -> tuple[list[str], list[str]]:
    """The patterns that are asked for their words, and those that are asked which their matches begin with."""
    found: dict[str, Sequence[int]] = {}
    first: dict[str, Keys] = {}

    def sets_of(pattern: str) -> Sequence[int]:
        return found.setdefault(pattern, kept.sets_of(pattern))

    def beginnings_of(pattern: str) -> Keys:
        return first.setdefault(pattern, kept.beginnings_of(pattern))

    wording.sets_of, wording.beginnings_of = sets_of, beginnings_of
    for folder in (TESTS / "articles", TESTS / "later", *sorted((TESTS / "blind").glob("open*"))):
        for path in sorted(folder.glob("[!.]*")):
            if path.suffix in (".txt", ".html") and not path.stem.endswith(".body"):
                for _ in outcomes(path.read_bytes(), name=path.name):
                    pass
    return list(found), list(first)


def main() -> None:
    """Write the table: what patterns need, and once that is in use, what those that are still run begin with."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        patterns, _ = fresh.apply(asked)
        lines = sorted(kept.line_of(pattern, needed(pattern)) for pattern in patterns)
        TARGET.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
        _, first = fresh.apply(asked)
    words = {pattern: begins(pattern) for pattern in first}
    lines = sorted([*lines, *(kept.FIRST + kept.line_of(pattern, (keys,) if keys else ()) for pattern, keys in words.items())])
    TARGET.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} lines in {TARGET.name}")


if __name__ == "__main__":
    main()
