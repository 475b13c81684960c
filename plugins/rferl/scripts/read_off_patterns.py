"""Makes ``lexicon/needed.tsv``, the words that patterns can't do without: ``python read_off_patterns.py``.

Reads the articles of the tests (not the shut sets) and writes a line for each pattern that was asked for on the way. The same
patterns and articles give the same table. A pattern edited since is read as rightly, only the first article takes longer.
"""

from __future__ import annotations

from pathlib import Path

from eventx_rferl.importing import outcomes
from eventx_rferl.language import kept, wording
from eventx_rferl.language.needed import Keys, begins, needed

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
TARGET = HERE.parent / "eventx_rferl" / "lexicon" / kept.TABLE
HEAD = "# digest of a pattern, then sets of words of which a match has one each; made by scripts/read_off_patterns.py\n"


def asked() -> list[str]:
    """The line of every pattern that is asked for its words, and of every one that is asked which its matches begin with."""
    found: dict[str, tuple[Keys, ...]] = {}
    first: dict[str, Keys] = {}

    def read_off(pattern: str) -> tuple[Keys, ...]:
        return found.setdefault(pattern, needed(pattern))

    def read_off_first(pattern: str) -> Keys:
        return first.setdefault(pattern, begins(pattern))

    wording.words_of, wording.beginnings_of = read_off, read_off_first
    for folder in (TESTS / "articles", TESTS / "later", *sorted((TESTS / "blind").glob("open*"))):
        for path in sorted(folder.glob("[!.]*")):
            if path.suffix in (".txt", ".html") and not path.stem.endswith(".body"):
                for _ in outcomes(path.read_bytes(), name=path.name):
                    pass
    lines = [kept.line_of(pattern, sets) for pattern, sets in found.items()]
    lines += [kept.FIRST + kept.line_of(pattern, (words,) if words else ()) for pattern, words in first.items()]
    return sorted(lines)


def main() -> None:
    """Write the table."""
    lines = asked()
    TARGET.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} lines in {TARGET.name}")


if __name__ == "__main__":
    main()
