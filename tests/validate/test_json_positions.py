"""The reader that keeps positions agrees with the parsers about what is JSON, and knows where everything stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventx.json_positions import find, scan

TEXT = """{
  "id": "x:1",
  "place": {"name": "Şırnak 🕊", "point": {"lat": 0, "lon": 7}},
  "a/b~c": [1, [], {}, ["deep", {"here": null}]]
}
"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/id", 2, 9),
        ("/place", 3, 12),
        ("/place/name", 3, 21),
        ("/place/point/lat", 3, 50),
        ("/place/point/lon", 3, 60),
        ("/a~1b~0c/0", 4, 13),
        ("/a~1b~0c/3/1/here", 4, 42),
    ],
)
def test_every_value_is_found_at_its_line_and_column(pointer: str, line: int, column: int) -> None:
    spot = scan(TEXT, [pointer]).nearest(pointer)
    assert spot is not None
    assert (spot.line, spot.column) == (line, column)
    assert TEXT.splitlines()[line - 1][column - 1 :].startswith(TEXT[spot.offset : spot.offset + 1])


def test_a_value_that_is_not_there_is_placed_at_what_would_hold_it() -> None:
    spot = scan(TEXT, ["/place/country/name"]).nearest("/place/country/name")
    assert spot is not None
    assert (spot.line, spot.column) == (3, 12)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def pointers(value: Any, prefix: str = "") -> dict[str, Any]:
    found = {prefix: value}
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found |= pointers(inner, f"{prefix}/{str(key).replace('~', '~0').replace('/', '~1')}")
    return found


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_what_stands_at_a_place_is_the_value_there(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    if not ascii_only and any("\ud800" <= sign <= "\udfff" for sign in text):
        return
    wanted = pointers(value)
    looked = scan(text, wanted)
    assert looked.broken is None
    assert not looked.repeated
    decoder = json.JSONDecoder()
    for pointer, expected in wanted.items():
        assert decoder.raw_decode(text, looked.places[pointer].offset)[0] == expected
        assert find(text, [pointer]).places == scan(text, [pointer]).places
    assert find(text, wanted).places == looked.places


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        ' {"place": {"name": 1, "x": [1]}, "place": {"name": [2]}, "a\\u002fb~c": [0, 1], "id": "\\ud800"}\n',
        "[" * 3000 + "]" * 3000,
        "[1" + "0" * 6000 + ', {"id": 1}]',
    ],
)
@pytest.mark.parametrize("pointer", ["/id", "/place/x/0", "/place/name", "/a~1b~0c/1", "/1/id", "/0" * 2500])
def test_places_alone_are_found_as_with_all_the_rest(text: str, pointer: str) -> None:
    assert find(text, [pointer, ""]).places == scan(text, [pointer, ""]).places


def is_json(text: str) -> bool:
    def refuse(word: str) -> Any:
        raise ValueError(word)

    try:
        json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        return False
    return True


@given(st.text(alphabet='{}[]",:0123456789.eE+-\\/ \n\ttruefalsn"', max_size=25))
@example("01")
@example("1.")
@example("-")
@example('{"a":1,}')
@example("[1,]")
@example("[,]")
@example('{"a" 1}')
@example('{"a":1 "b":2}')
@example('"\\u12"')
@example("truefalse")
@example("1 2")
@example("nullx")
@example("\u00a01")
def test_it_refuses_exactly_what_the_standard_library_refuses(text: str) -> None:
    looked = scan(text)
    assert (looked.broken is None and not looked.constants) == is_json(text)


@given(VALUES.filter(lambda value: isinstance(value, list | dict)), st.data())
def test_a_text_that_is_cut_off_is_called_cut_off(value: Any, data: st.DataObject) -> None:
    text = json.dumps(value)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    looked = scan(cut)
    assert looked.broken is not None
    # Inside a word or a number it can't be known whether the text was cut or is wrong.
    if cut and cut.rstrip()[-1:] in ("{", "[", ",", ":", '"', "]", "}"):
        assert looked.cut


@pytest.mark.parametrize(
    ("text", "words", "line", "column"),
    [
        ('{"a": 1,\n "b": }', "expected a value", 2, 7),
        ('{"a": 1\n "b": 2}', "expected ',' or '}'", 2, 2),
        ("{'a': 1}", "double quotes", 1, 2),
        ("{\"a\": 'x'}", "double quotes", 1, 7),
        ('{"a": True}', "Python", 1, 7),
        ('{"a": 1,}', "take it out", 1, 9),
        ('{"a": "x\ty"}', "control character", 1, 9),
        ('{"a": "x\\qyyyyyyyyy"}', "no escape", 1, 9),
        ('{"a": 1} {"b": 2}', "more after the end", 1, 10),
        ('{"a": [1, 2', "ends inside an array", 1, 12),
    ],
)
def test_what_is_wrong_is_said_in_words_with_its_place(text: str, words: str, line: int, column: int) -> None:
    broken = scan(text).broken
    assert broken is not None
    assert words in broken.message
    assert (broken.spot.line, broken.spot.column) == (line, column)


def test_repeated_members_and_numbers_that_json_lacks_are_all_listed() -> None:
    looked = scan('{"a": NaN, "b": {"c": 1, "c": -Infinity}, "a": 2}')
    assert looked.broken is None
    assert [(trouble.pointer, trouble.spot.column) for trouble in looked.repeated] == [("/b/c", 26), ("/a", 43)]
    assert [trouble.pointer for trouble in looked.constants] == ["/a", "/b/c"]


def test_half_of_a_surrogate_pair_is_found_and_a_whole_one_left_alone() -> None:
    (half,) = scan('["\\ud83d\\ude00", "ok \\ud800 no"]').surrogates
    assert half.pointer == "/1"


def test_depth_is_no_matter() -> None:
    assert scan("[" * 100_000 + "]" * 100_000).broken is None
