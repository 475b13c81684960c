"""The importer's values behave as attrs' own do, but that Python lets one be changed; a type checker doesn't."""

from __future__ import annotations

import attrs
import pytest

from eventx_rferl.model import Number, Sentence, Token
from eventx_rferl.values import evolve

FOUR = Number(4, 4, None, 10, 14)


def test_values_of_the_same_members_are_equal_and_have_one_hash() -> None:
    assert Number(4, 4, None, 10, 14) == FOUR
    assert len({FOUR, Number(4, 4, None, 10, 14), Number(5, 5, None, 10, 14)}) == 2


def test_a_sentence_equals_only_itself() -> None:
    one, other = (Sentence(0, 4, 0, (Token(0, 4, "Fire", "fire"),)) for _ in range(2))
    assert one != other
    assert len({one, other}) == 2


def test_a_value_with_changes_is_a_new_one_as_attrs_makes_it() -> None:
    changed = evolve(FOUR, high=6, end=20)
    assert changed == attrs.evolve(FOUR, high=6, end=20) == Number(4, 4, 6, 10, 20)
    assert FOUR.high is None


def test_what_is_worked_out_from_members_is_worked_out_anew() -> None:
    sentence = Sentence(0, 4, 0, (Token(0, 4, "Fire", "fire"),))
    assert evolve(sentence, tokens=(Token(0, 5, "Smoke", "smoke"),)).words == {"smoke"}


def test_a_member_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(TypeError, match="Number has no middle"):
        evolve(FOUR, middle=5)  # type: ignore[call-arg]
