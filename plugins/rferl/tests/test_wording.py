"""Patterns that look for their words first find what they would find anyway."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from functools import reduce
from importlib.resources import files
from operator import or_
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventx_rferl.importing import outcomes
from eventx_rferl.language import date_shapes, numbers
from eventx_rferl.language.kept import FIRST, TABLE, digest, line_of, sets_of, sets_with
from eventx_rferl.language.keys import DIGIT, STEM, Keys, folded
from eventx_rferl.language.lexicons import group_names, groups, patterns
from eventx_rferl.language.needed import MOST_WORDS, begins, needed
from eventx_rferl.language.sentences import WORD, tokenize
from eventx_rferl.language.wording import Names, Wording, sets_in, wording

TEXTS = sorted((Path(__file__).parent / "articles").glob("d0*.txt"))
TABLES = ("metaphors.tsv", "polarity.tsv", "links.tsv", "accidents.tsv")
PARTS = ("kill", "kills", "İst", "deadly", "ſ", "5", " ", ", ", "-", ".", "^", "$", "[ae]", "[^a]", "[ ,]", "(?= )", "(?=kill)")
CODES = (r"\b", r"\w", r"\W", r"\s", r"\d", r"\.", r"\Z", r"(?!\w)", r"(?<!\w)")
ATOMS = st.sampled_from(PARTS + CODES)
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,3}?"])),
    ),
    max_leaves=10,
)
# Each way to put a date or a number, all as both.
SHAPES = (
    "May 3 to June 5, 2024; Sept. 7th; 3rd of May 2021; 2024-05-15 (two); MID-MAY 2020; middle of June, late July, early 2019",
    "last May, this past June, May of 2020, last Friday; in 1999, since 2001, of 2002, from 2003, during 2004, by 2006",
    "spring of 2020, last autumn, this fall, summer 2011: forty",
    "At Least twenty-five, no fewer than 1,200, up to 3 million, a couple, hundreds of thousands, half a dozen, 5th May 10 to 15",
)
WORDS = st.lists(st.sampled_from(["kill", "kills", "killed", "deadly", "İst", "K", "ſ", "a", "e", "5", " ", ", ", "-", "."]))


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        (r"\bkill(?:ed|ing)?\b", {"kill", "killed", "killing"}),
        (r"\bsurround\w*", {"surr*"}),
        (r"\bwom[ae]n\b", {"woman", "women"}),
        (r"\b(?:have |had )?(?:later |also )?(?P<how>killed|died)\b", {"killed", "died"}),
        (r"\b(?:in|near) the same \w+", {"same"}),
        (r",? \w+ of (?:them|whom) (?P<who>[\w-]+)", {"them", "whom"}),
        (r"(?:\d{4}|last) year\b", {"year"}),
        (r"\b\d\d\b", {r"\d"}),
        (r"\ban? (?:[\w-]+ )?answer to\b", {"answer"}),
        (r"\w+ (?:\w+ )*troops\b", {"troops"}),
        (r"\bthe (?=(?:\w+ )?arrests?\b)", {"arrest", "arrests"}),
        (r"\b(?:hat-?tricks?|goal)\b", {"trick", "tricks", "hattrick", "hattricks", "goal"}),
    ],
)
def test_words_that_every_match_has(pattern: str, keys: set[str]) -> None:
    assert needed(pattern)[0] == keys


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        (r"\b(?:shot|stabbed) (?:\w+ )?(?:dead|to death)\b", ({"shot", "stabbed"}, {"dead", "death"})),
        (r"\btook (?:\w+ )?hostages?\b|\bheld captive\b", ({"took", "held"}, {"hostage", "hostages", "captive"})),
        (r"\b(?:later )?killed (?:later )?the driver\b", ({"killed"}, {"driver"})),
    ],
)
def test_several_words_that_every_match_has(pattern: str, sets: tuple[set[str], ...]) -> None:
    assert needed(pattern) == sets


@pytest.mark.parametrize(
    "pattern", ["kill", r"\bkill\w*|\w+ing\b", "(?:a|the) dog", "(?i)foo", r"\bcafé", r"\b(?:of|in)\b", "(?P=x)y"]
)
def test_what_cannot_be_told_is_left_open(pattern: str) -> None:
    assert needed(pattern) == ()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:have |had )?(?:later |also )?(?P<how>killed|died)\b", {"have", "had", "later", "also", "killed", "died"}),
        (r"\bsurround\w* (?:by|with)|\bdid(?: not|n't) leave", {"surr*", "surround", "did", "didn"}),
        (r"\b(?:\d+|an?|[Tt]wo) men\b", {r"\d", "a", "an", "two"}),
        (r"\bkill(?=[,;])|\b(?=(?:un)?armed men)(?:un)?armed", {"kill", "arme*", "unar*"}),
    ],
)
def test_words_that_every_match_begins_with(pattern: str, words: set[str]) -> None:
    assert begins(pattern) == words


@pytest.mark.parametrize(
    "pattern", [r"killed\b", r"\bkilled|died", r"\b(?:the )?\w+ men", r"\b[“(]?killed", r"\bhe\w*", r"\b\bmen", r"\b(?:men)?"]
)
def test_what_it_begins_with_is_left_open(pattern: str) -> None:
    assert begins(pattern) == frozenset()


def test_one_of_very_many_words_is_not_worth_looking_for() -> None:
    assert needed(rf"\b(?:{'|'.join(f'word{n}' for n in range(MOST_WORDS + 1))})\b") == ()


def test_words_that_are_kept_are_those_that_the_patterns_need() -> None:
    assert list(outcomes(TEXTS[0].read_bytes(), name=TEXTS[0].name))
    made = {one.pattern for one in gc.get_objects() if isinstance(one, Wording)}
    lines = (files("eventx_rferl") / "lexicon" / TABLE).read_text(encoding="utf-8").splitlines()
    kept = {line.partition("\t")[0]: line for line in lines}
    found = {pattern: kept[digest(pattern)] for pattern in made if digest(pattern) in kept}
    assert found == {pattern: line_of(pattern, needed(pattern)) for pattern in found}
    first = {pattern: kept[FIRST + digest(pattern)] for pattern in made if FIRST + digest(pattern) in kept}
    assert len(first) > 50
    assert first == {pattern: FIRST + line_of(pattern, (words,) if (words := begins(pattern)) else ()) for pattern in first}
    assert len(found) > 400, "few patterns are in lexicon/needed.tsv: make it again with scripts/read_off_patterns.py"


def test_a_pattern_that_is_not_kept_is_tried_everywhere() -> None:
    new = r"\bnobody wrote this\b"
    assert needed(new) != () == sets_of(new)
    assert wording(new).search("But nobody wrote this, nobody at all.", 4)


def test_a_pattern_whose_words_are_missing_is_not_even_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    dates = wording(date_shapes.absolute().pattern, re.IGNORECASE)
    monkeypatch.setattr(Wording, "compiled", lambda _: pytest.fail("compiled"))
    assert dates.search("Nobody came, as nobody had been told of it.") is None
    assert not list(dates.finditer("Nobody came, as nobody had been told of it in May.", 0, 42))


def keys_in(text: str) -> Keys:
    words = re.findall(r"\w+", folded(text))
    return Keys([*words, *(word[:STEM] + "*" for word in words if len(word) >= STEM), *(DIGIT for _ in re.finditer(r"\d", text))])


@settings(max_examples=200, deadline=None)
@given(st.data(), st.lists(st.sampled_from(["killed", "İst", "miſſing", "May", "rebels", "5", "é", " ", ", ", "-"])).map("".join))
def test_a_word_cut_off_by_the_edge_of_a_stretch_counts_as_far_as_it_stands_in_it(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    assert sets_in(text, start, end) == reduce(or_, map(sets_with, keys_in(text[start:end])), 0)


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_find_what_they_would_find_anyway(table: str) -> None:
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        at = 0
        for line in text.splitlines(keepends=True):
            for row, pattern in patterns(table):
                plain = re.compile(row["pattern"], re.IGNORECASE)
                start, end = at + 3, at + len(line) - 3
                assert [m.span() for m in pattern.finditer(text, start, end)] == [
                    m.span() for m in plain.finditer(text, start, end)
                ]
            at += len(line)


@settings(max_examples=80, deadline=None)
@given(st.data(), st.one_of(PATTERNS, PATTERNS.map(r"\b(?:{})".format)), st.sampled_from([0, re.IGNORECASE]))
def test_any_match_has_the_words_that_were_read_off_its_pattern(data: st.DataObject, pattern: str, flags: int) -> None:
    try:
        plain = re.compile(pattern, flags)
    except re.error:
        return
    text = data.draw(st.one_of(st.from_regex(plain), WORDS.map("".join)))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    for window in ((), (start,), (start, end)):
        found = [one.span() for one in plain.finditer(text, *window)]
        words = keys_in(text[start if window else 0 : end if len(window) == 2 else None])
        assert not found or all(keys & words for keys in needed(pattern))
        first = begins(pattern)
        assert not first or [one.span() for one in wording(pattern, flags).beginning(first, text, *window)] == found


@pytest.mark.parametrize(
    ("pattern", "words"),
    [(date_shapes.absolute, date_shapes.first_words), (numbers.grammar, numbers.first_words)],
)
def test_dates_and_numbers_begin_with_no_other_word(pattern: Callable[[], Wording], words: Callable[[], frozenset[str]]) -> None:
    shape, texts = pattern(), [*SHAPES, (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8")]
    for text in texts:
        begun = [match.span() for match in shape.beginning(words(), text)]
        assert begun == [match.span() for match in shape.compiled().finditer(text)] != []


def test_letters_that_match_others_without_regard_to_case() -> None:
    assert sets_in("İMPERİAL, kıdnapped, miſſing") == sets_in("imperial, kidnapped, missing") != 0
    assert wording(r"\bmissing\b", re.IGNORECASE).search("MIſSING")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["Army", "İdil", "é", "e\u0301", "’s", "'", "-", "1,2", "4th", "U.S.", "²", "_", ".", " ", "\n"]))
)
def test_the_words_of_each_piece_are_those_of_the_whole(parts: list[str]) -> None:
    text = "".join(("(", *parts, ")"))
    for start, end in ((0, len(text)), (1, len(text) - 1)):
        found = tokenize(text, start, end)
        assert [(t.start, t.end) for t in found] == [m.span() for m in WORD.finditer(text, start, end)]
        assert all(t.text == text[t.start : t.end] and t.lower == t.text.lower().replace("’", "'") for t in found)


@pytest.mark.parametrize("table", TABLES)
def test_rows_whose_pattern_can_match_keep_their_order(table: str) -> None:
    rows = [row for row, _ in patterns(table)]
    for line in TEXTS[0].read_text(encoding="utf-8").splitlines():
        found = [rows.index(row) for row, _ in patterns(table).standing(line)]
        assert found == sorted(found)
        assert {rows.index(row) for row, pattern in patterns(table) if pattern.compiled().search(line)} <= {*found}
        assert len(found) < len(rows) / 2


NAMES = ("Army", "Army of God", "M23", "March 23 Movement (M23)", "U.S. Army", "al-Shabab")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*NAMES, "God", "M2", "3", "s", " of ", " ", ", ", ")", "-", "U.S."]), max_size=9).map("".join),
    st.integers(0, 20),
    st.integers(0, 60),
)
def test_names_are_found_as_one_pattern_of_all_would_find_them(text: str, start: int, end: int) -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))})\b")
    assert list(Names(NAMES).finditer(text, start, end)) == [match.span() for match in pattern.finditer(text, start, end)]


def test_names_of_the_list_are_found_whole() -> None:
    for name in groups():
        if name[-1].isalnum():
            assert next(group_names().finditer(f"The {name}, it says")) == (4, 4 + len(name))


def test_a_name_that_begins_with_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="first word"):
        Names(["(M23)"])
