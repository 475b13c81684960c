"""Short texts get the type a coder gives them; nothing makes the classifier fail, and nothing that isn't an event gets a type."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.vocabulary import vocabulary
from eventx_rferl.classifying import classify
from eventx_rferl.triggers.word_model import EVENT_TYPES, MAX_CHARACTERS, features, model

HERE = Path(__file__).parent


def _labelled(name: str) -> list[tuple[str, str]]:
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(label, text) for label, text in (line.split("\t") for line in lines[1:])]


def _weighted_f1(pairs: list[tuple[str, str]]) -> float:
    """F1 of each label by what it is in truth, weighted by how often that is."""
    wanted, found = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    return sum(count * 2 * right[label] / (count + found[label]) for label, count in wanted.items()) / len(pairs)


def _answered(name: str) -> list[tuple[str, str]]:
    return [(label, found.sub_event_type if (found := classify(text)) else "none") for label, text in _labelled(name)]


@pytest.mark.parametrize("name", ["snippets.tsv", "snippets_blind.tsv", "snippets_fresh.tsv", "snippets_shut.tsv"])
def test_every_sub_type_is_among_the_snippets_and_known_to_the_vocabulary(name: str) -> None:
    assert {label for label, _ in _labelled(name)} == {*EVENT_TYPES, "none"}
    assert len(EVENT_TYPES) == 25
    assert {code for code, _ in EVENT_TYPES.values()} <= set(vocabulary("event-types").terms)


@pytest.mark.parametrize(("name", "floor"), [("snippets_shut.tsv", 0.84), ("snippets_fresh.tsv", 0.90)])
def test_snippets_that_nothing_was_learned_from_are_classified_as_a_coder_would(name: str, floor: float) -> None:
    pairs = _answered(name)
    assert len(pairs) >= 150
    assert _weighted_f1(pairs) >= floor


def test_what_was_learned_is_known() -> None:
    """The model is the one that the snippets beside it give, not an older one."""
    assert _weighted_f1(_answered("snippets.tsv") + _answered("snippets_blind.tsv")) >= 0.95


@pytest.mark.parametrize(
    ("text", "sub_event_type"),
    [
        ("Teachers march in Quito against the shelling of schools", "Peaceful protest"),
        ("Police fire live rounds at protesters, killing two", "Excessive force against protesters"),
        ("Grenade attack wounds 12 in Bujumbura", "Grenade"),
    ],
)
def test_a_fragment_of_a_headline_is_enough(text: str, sub_event_type: str) -> None:
    found = classify(text)
    assert found is not None
    assert found.sub_event_type == sub_event_type


@pytest.mark.parametrize("text", ["", "  ", "Parliament debates the budget", "Floods kill 30 in Bihar"])
def test_what_tells_no_event_gets_no_type(text: str) -> None:
    assert classify(text) is None


@given(st.text(max_size=400))
def test_any_text_is_answered_the_same_way_twice(text: str) -> None:
    assert classify(text) == classify(text)


def test_one_army_counts_like_another() -> None:
    """What was learned of soldiers and protesters holds for names and words that no snippet to learn from has."""
    for shooters, crowd in [("Carabinieri", "demonstrators"), ("Troopers", "picketers"), ("Royal guards", "marchers")]:
        found = classify(f"{shooters} opened fire on {crowd} in Vanimo, killing two of them.")
        assert found is not None
        assert found.sub_event_type == "Excessive force against protesters"


def test_as_many_features_as_a_text_can_have_add_up_as_few_do() -> None:
    """All labels are summed at once in one large number: none may spill over into its neighbour."""
    words = model()
    width = len(words.labels)
    text = " ".join(text for _, text in _labelled("snippets_blind.tsv"))[:MAX_CHARACTERS]
    for said in ("Shells fall", text):
        found = features(said, words.vocabulary)
        summed = [sum(words.weights[at * width + label] - 128 for at in found) for label in range(width)]
        assert words.sums(said) == (summed, len(found))


def test_a_long_run_of_words_is_answered_soon() -> None:
    assert classify("protesters killed rebels in the army camp of " * 5000) is not None
