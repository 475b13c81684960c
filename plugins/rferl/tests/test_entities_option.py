"""The option ``entities=spacy``: what a parse may add, what it may not touch, and what a record says of it.

A small fake with spaCy's interface stands for a model, so that nothing has to be installed; the last test runs with a real one.
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from eventx.errors import UsageError
from eventx.report import Outcome
from eventx_rferl import Importer
from eventx_rferl.entities import parsing

HEAD = " date 2024-05-04 Written for a test.\n\n"
Records = list[dict[str, Any]]


def read(text: str, entities: str | None = None) -> Records:
    items = Importer().read(io.BytesIO((HEAD + text).encode()), name="a.txt", entities=entities)
    return [record for item in items if isinstance(item, Outcome) for record in item.records]


class Word:
    """A token as the importer uses it."""

    def __init__(self, text: str, idx: int) -> None:
        self.text, self.lower_, self.idx = text, text.lower(), idx
        self.pos_, self.dep_, self.children = "X", "dep", []  # type: ignore[var-annotated]

    @property
    def subtree(self) -> Iterator[Word]:
        yield self
        for child in self.children:
            yield from child.subtree


class Nlp:
    """Names and arcs as they are told: {name: label} and [(governor, relation, dependent, its part of speech)]."""

    meta = {"lang": "en", "name": "core_web_sm", "version": "3.8.0"}

    def __init__(self, names: dict[str, str], arcs: list[tuple[str, str, str]]) -> None:
        self.names, self.arcs, self.seen = names, arcs, []  # type: ignore[var-annotated]

    def __call__(self, text: str) -> Any:
        self.seen.append(text)
        words = [Word(m[0], m.start()) for m in re.finditer(r"\w+", text)]
        by_text = {word.text: word for word in reversed(words)}
        for governor, relation, dependent in self.arcs:
            if governor in by_text and dependent in by_text:
                by_text[governor].pos_ = "VERB"
                by_text[dependent].dep_ = relation
                by_text[governor].children.append(by_text[dependent])

        class Doc(list[Word]):
            ents = tuple(
                SimpleNamespace(start_char=text.find(name), end_char=text.find(name) + len(name), label_=label)
                for name, label in self.names.items()
                if name in text
            )

        return Doc(words)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Installs a fake spaCy with the models named, and hands on the fake model."""

    def install(names: dict[str, str], arcs: list[tuple[str, str, str]], installed: tuple[str, ...] = ("en_core_web_sm",)) -> Nlp:
        nlp = Nlp(names, arcs)
        fake = ModuleType("spacy")
        fake.util = SimpleNamespace(get_installed_models=lambda: list(installed))  # type: ignore[attr-defined]
        fake.load = lambda name: nlp if name in installed else None  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "spacy", fake)
        parsing._loaded.cache_clear()
        return nlp

    yield install
    parsing._loaded.cache_clear()


TEXT = "Gunmen killed two villagers in the Qorvand on May 3, doctors said.\n"


def test_a_place_the_gazetteer_lacks_is_added_with_the_model_named(model: Any) -> None:
    (plain,) = read(TEXT)
    assert "place" not in plain
    model({"Qorvand": "GPE"}, [])
    (found,) = read(TEXT, "spacy")
    assert found["place"]["name"] == "Qorvand"
    evidence = next(e for e in found["evidence"] if e["pointer"] == "/place")
    assert (evidence["rule"], evidence["basis"], evidence["quote"]["exact"]) == ("PLACE-MODEL", "inferred", "Qorvand")
    assert (found["provenance"]["method"], found["rferl:model"]) == ("model", "en_core_web_sm 3.8.0")


def test_a_record_to_which_the_model_adds_nothing_is_the_rules_own_but_names_it(model: Any) -> None:
    model({}, [])
    (found,), (plain,) = read(TEXT, "spacy"), read(TEXT)
    assert found.pop("rferl:model") == "en_core_web_sm 3.8.0"
    assert found == plain
    assert plain["provenance"]["method"] == "rules"


def test_a_group_only_the_model_knows_is_who_did_it_if_it_stands_as_the_subject(model: Any) -> None:
    text = "Zarvan Dawn on May 3 shelled a market in Osh, doctors said.\n"
    (plain,) = read(text)
    assert not [a for a in plain.get("actors", []) if a["name"] == "Zarvan Dawn"]
    model({"Zarvan Dawn": "ORG"}, [("shelled", "nsubj", "Dawn"), ("Dawn", "compound", "Zarvan")])
    (found,) = read(text, "spacy")
    assert next((a["name"], a["role"]) for a in found["actors"]) == ("Zarvan Dawn", "initiator")


def test_a_name_as_an_object_is_no_target(model: Any) -> None:
    text = "Gunmen on May 3 shelled Zarvan near Osh, doctors said.\n"
    model({"Zarvan": "ORG"}, [("shelled", "nsubj", "Gunmen"), ("shelled", "dobj", "Zarvan")])
    assert not [a for r in read(text, "spacy") for a in r["actors"] if a["name"] == "Zarvan"]


def test_two_parties_are_turned_round_where_the_parse_says_the_contrary(model: Any) -> None:
    text = "Rebels attacked soldiers near Osh on May 3, doctors said.\n"
    (plain,) = read(text)
    model({}, [("attacked", "nsubj", "soldiers"), ("attacked", "dobj", "Rebels")])
    (found,) = read(text, "spacy")
    assert [a["text"] for a in plain["actors"]] == ["Rebels", "soldiers"]
    assert [(a["text"], a["role"]) for a in found["actors"]] == [("soldiers", "initiator"), ("Rebels", "target")]


def test_headings_are_not_parsed_and_paragraphs_come_one_by_one(model: Any) -> None:
    nlp = model({}, [])
    article = parsing.Article(
        "k", "Gunmen Attack\nOne here.\nTwo here.", "", "seed",
        tuple(parsing_block(*b) for b in ((0, 13, "heading"), (14, 23, "paragraph"), (24, 33, "paragraph"))),
    )  # fmt: skip
    parsing.parse(nlp, article)
    assert nlp.seen == ["One here.", "Two here."]


def parsing_block(start: int, end: int, kind: str) -> Any:
    from eventx_rferl.model import Block

    return Block(start, end, kind)


@pytest.mark.parametrize(("installed", "says"), [((), "none is installed"), (("de_core_news_sm",), "none is installed")])
def test_without_a_model_the_message_says_how_to_get_one(model: Any, installed: tuple[str, ...], says: str) -> None:
    model({}, [], installed)
    with pytest.raises(UsageError, match=f"{says}: python -m spacy download en_core_web_sm"):
        read(TEXT, "spacy")


def test_without_spacy_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    parsing._loaded.cache_clear()
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match=r"eventx-conflict\[spacy\].*download en_core_web_sm"):
        read(TEXT, "spacy")


def test_another_word_for_the_option_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="only 'spacy' is known"):
        read(TEXT, "stanza")


def _installed() -> bool:
    if importlib.util.find_spec("spacy") is None:
        return False
    import spacy

    return any(name.startswith(parsing.FAMILY) for name in spacy.util.get_installed_models())


@pytest.mark.skipif(not _installed(), reason="needs spaCy and a model en_core_web_*")
@pytest.mark.filterwarnings("ignore")
def test_a_real_model_finds_what_the_gazetteer_lacks_and_is_the_same_every_time() -> None:
    parsing._loaded.cache_clear()
    text = "Gunmen attacked a convoy in the town of Osh. On May 3 soldiers of the Meskari Army shelled Dara, doctors said.\n"
    first = read(text, "spacy")
    assert first == read(text, "spacy")
    assert all(record["rferl:model"].startswith("en_core_web_") for record in first)
