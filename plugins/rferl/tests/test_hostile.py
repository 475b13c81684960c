"""Inputs that nobody wrote as an article: whatever they hold, the importer ends, in time, without any error but its own."""

from __future__ import annotations

import io
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventx.errors import InputError
from eventx.report import End, Outcome
from eventx_rferl import Importer
from eventx_rferl.model import Place
from eventx_rferl.places.areas import contains, place_from

HEAD = " date 2024-05-04 Written for a test.\n\n"
TOLD = "Two guards were shot dead by gunmen in Osh on May 3, the police said. "
PAGE = "<html><body class='pg-article'><div class='wsw'><p>"
FEED = "<?xml version='1.0'?><rss version='2.0'><channel><item><title>Guards Killed</title><description>"
WORDS = st.sampled_from(
    """gunmen Taliban soldiers killed wounded attacked shelled in near on by the a of and said that after , . “ ” " ( ) -- Osh
    Karachi Kerben village border May 3 2024 Monday overnight dozens two 17 at least 99999999999999999999 -1 no denied warned
    police protesters arrested who were, from home town of 31 February yesterday
    \n\n <p> </p> <br> <b> &amp; &#0; ]]> <item>""".split(" ")
)  # fmt: skip


def run(data: bytes) -> list[Outcome | End] | None:
    try:
        return list(Importer().read(io.BytesIO(data), name="x"))
    except InputError:
        return None


@given(st.sampled_from(("", HEAD, HEAD + TOLD, PAGE + TOLD, FEED + TOLD)), st.lists(WORDS, max_size=60))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_words_end_with_a_balanced_ledger_or_a_refusal(head: str, words: list[str]) -> None:
    items = run((head + " ".join(words)).encode())
    if items is not None:
        assert isinstance(items[-1], End)
        assert items[-1].read == len(items) - 1


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_end_with_a_refusal_or_a_ledger(data: bytes) -> None:
    run(data)


@pytest.mark.parametrize("unit", ["a ", "((((", "“", "1 ", "on May 3, 2024, ", "killed 17 people and ", "\n"])
def test_a_megabyte_of_the_same_is_refused_or_read_in_seconds(unit: str) -> None:
    started = time.process_time()
    run((HEAD + TOLD + unit * (1_000_000 // len(unit))).encode())
    assert time.process_time() - started < 20


@pytest.mark.parametrize("unit", ["<div>", "<b>", "<", "&", "<!--"])
def test_tags_without_an_end_are_read_in_seconds(unit: str) -> None:
    started = time.process_time()
    run((PAGE + TOLD + unit * (100_000 // len(unit))).encode())
    assert time.process_time() - started < 10


def _sentences() -> list[str]:
    """Every sentence of the dispatches in the open sets."""
    found: list[str] = []
    for gold in sorted((Path(__file__).parent / "blind").glob("open*/gold.json")):
        for article in json.loads(gold.read_text())["articles"]:
            text = (gold.parent / article["body_file"]).read_text()
            found.extend(s for s in re.split(r"\n+|(?<=[.!?”]) +(?=[A-Z“])", text) if len(s) > 20)
    return found


def _spliced(chance: random.Random, sentences: list[str]) -> str:
    """A sentence, or the beginning of one and the end of another on either side of a word that links clauses."""
    one, other = (re.split(r"(, | and | after | that | who )", chance.choice(sentences)) for _ in range(2))
    if chance.random() < 0.5:
        return "".join(one)
    link = chance.choice((", ", " after ", " and ", ", while ", " in response to ", " denied that it had been ", " "))
    return "".join(one[: chance.randrange(1, len(one) + 1)]) + link + "".join(other[chance.randrange(len(other)) :])


def test_articles_of_shuffled_and_spliced_sentences_are_read_to_the_end() -> None:
    chance, sentences = random.Random(0), _sentences()
    for _ in range(60):
        paragraphs = [
            " ".join(_spliced(chance, sentences) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 5))
        ]
        items = run((chance.choice((HEAD, "")) + "\n\n".join(paragraphs)).encode())
        if items is not None:
            assert isinstance(items[-1], End)
            assert items[-1].read == len(items) - 1


@pytest.mark.parametrize(
    "words",
    [
        "in spring 0000",
        "on December 31, 9999, two days before",
        "on January 1, 0001, 400 years after",
        "99999999 years after",
        "9" * 400 + " times",
        "near " + "QWERTZUIOPASDFGHJKLYXCVBNM" * 4,
        "and the men were " + "hated and " * 80 + "gone",
        "and the police freed " + "the " * 60 + "dogs, and",
        "and the army drove " + "the " * 60 + "dogs home, and",
        "and the army went after " + "the " * 60 + "dogs, and",
        "and the police said it " + "reportedly " * 60 + "went home, and",
        "and one man, who " + "previously " * 60 + "lived there, went, and",
        "in " + "two Iranian " * 24 + "towns, and the guards were at the market and then went to the village, and",
    ],
)
def test_odd_words_in_a_sentence_neither_stop_nor_delay_the_reading(words: str) -> None:
    started = time.process_time()
    items = run(f"{HEAD}A bomb exploded in Kabul {words} a mine killed two soldiers in Herat on May 3. {TOLD}".encode())
    assert items is not None
    assert any(isinstance(item, Outcome) for item in items)
    assert time.process_time() - started < 5


def test_an_article_as_long_as_a_book_is_refused_with_its_length() -> None:
    with pytest.raises(InputError, match="longer than 150,000 characters"):
        list(Importer().read(io.BytesIO((HEAD + TOLD * 3000).encode()), name="x"))


def test_a_name_that_no_gazetteer_holds_can_be_compared_with_an_area() -> None:
    unknown = place_from("Qorvand", 0, 7, "auto", None, None, "PLACE-CLASS")
    assert unknown.precision == "settlement"
    assert not contains(place_from("Osh", 9, 12, "settlement", None, "KGZ", "PLACE-NAME"), unknown)


def test_units_that_begin_alike_are_not_one_inside_the_other() -> None:
    def place(name: str, precision: str, unit: str) -> Place:
        return Place(name, 0, 1, precision, country="SDN", admin1=unit)

    town = place("El Obeid", "settlement", "North Kordofan")
    assert contains(place("Kordofan", "admin1", "North Kordofan"), town)
    assert not contains(place("North Darfur", "admin1", "North Darfur"), town)


def test_the_same_bytes_give_the_same_records_in_any_process() -> None:
    code = f"""
import io
from eventx_rferl import Importer
print(list(Importer().read(io.BytesIO({(HEAD + TOLD).encode()!r}), name="x")))
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=60
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != b""
