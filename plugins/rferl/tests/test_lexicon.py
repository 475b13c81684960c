"""The word lists: a row that another one hides says nothing, and whoever extends a table had better be told."""

from __future__ import annotations

from collections import Counter

import pytest

from eventx_rferl.language.lexicons import settings, table


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("triggers.tsv", ("phrase", "pos")),
        ("persons.tsv", ("phrase",)),
        ("forces.tsv", ("phrase",)),
        ("weapons.tsv", ("phrase",)),
        ("civilian_objects.tsv", ("phrase",)),
        ("reporting.tsv", ("phrase",)),
        ("minorities.tsv", ("people",)),
        ("homonyms.tsv", ("alias", "alpha3")),
    ],
)
def test_no_phrase_stands_twice_in_a_table(name: str, columns: tuple[str, ...]) -> None:
    counts = Counter(tuple(row[column] for column in columns) for row in table(name))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_no_word_stands_twice_in_a_list_of_contexts() -> None:
    lists = settings("contexts.toml")["words"].items()
    assert {name: [word for word, count in Counter(words).items() if count > 1] for name, words in lists} == {
        name: [] for name, _ in lists
    }
