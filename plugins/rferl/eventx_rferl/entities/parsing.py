"""Reads the paragraphs of an article with an installed spaCy model: names, and who acts on whom by the parse.

Knows how to find and load a model ``en_core_web_*`` and turns what it says into spans of the article's text. Headings are
left out (they are no sentences), and each paragraph is parsed alone. Nothing of spaCy leaves this module, and nothing here
decides anything: :mod:`eventx_rferl.entities.assisting` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib import import_module
from typing import Any

from attrs import frozen

from eventx.errors import UsageError
from eventx_rferl.model import Article

FAMILY = "en_core_web_"
BEST_FIRST = ("trf", "lg", "md", "sm")
# A parse needs about a kilobyte a character: what is longer is no paragraph of an article.
LONGEST = 20_000
KINDS = {"GPE": "place", "LOC": "place", "FAC": "place", "ORG": "group", "NORP": "group"}
SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
OBJECT = frozenset({"dobj", "obj"})


@frozen
class Name:
    """A name the model sees: its span, and whether it is a *place* or a *group* (organisations, nationalities, movements)."""

    start: int
    end: int
    kind: str


@frozen
class Act:
    """A word that governs others: its span, and the spans of those who act and of those acted on."""

    start: int
    end: int
    doers: tuple[tuple[int, int], ...] = ()
    targets: tuple[tuple[int, int], ...] = ()


@frozen
class Parse:
    """What a model sees in an article; ``model`` is its name and version."""

    model: str
    names: tuple[Name, ...] = ()
    acts: tuple[Act, ...] = ()

    def act(self, start: int, end: int) -> Act | None:
        """What hangs on the word at these offsets."""
        return next((act for act in self.acts if act.start < end and start < act.end), None)


@cache
def _loaded() -> Any:
    """The best installed model. Raises :class:`UsageError` that says what to install."""
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise UsageError(
            "option entities=spacy needs the extra 'spacy': pip install 'eventx-conflict[spacy]', "
            "then a model: python -m spacy download en_core_web_sm; without the option no model is needed"
        ) from None
    found = sorted((name for name in spacy.util.get_installed_models() if name.startswith(FAMILY)), key=_preference)
    if not found:
        raise UsageError(
            f"option entities=spacy needs an English model ({FAMILY}…), and none is installed: "
            "python -m spacy download en_core_web_sm; without the option no model is needed"
        )
    try:
        return spacy.load(found[0])
    except (OSError, ValueError, ImportError) as error:
        raise UsageError(
            f"the spaCy model {found[0]} can't be loaded ({' '.join(str(error).split())[:200]}); install it again for this "
            f"version of spaCy: python -m spacy download {found[0]}"
        ) from None


def _preference(name: str) -> tuple[int, str]:
    size = name.removeprefix(FAMILY).partition("_")[0]
    return BEST_FIRST.index(size) if size in BEST_FIRST else len(BEST_FIRST), name


def parser() -> Callable[[Article], Parse]:
    """The best installed model as a function of an article. Raises :class:`UsageError` if there is none."""
    return partial(parse, _loaded())


def parse(nlp: Any, article: Article) -> Parse:
    """What a loaded model sees in the paragraphs of an article."""
    names: list[Name] = []
    acts: list[Act] = []
    for block in article.blocks:
        if block.kind != "paragraph" or block.end - block.start > LONGEST:
            continue
        doc = nlp(article.text[block.start : block.end])
        for entity in doc.ents:
            if entity.label_ in KINDS:
                names.append(Name(block.start + entity.start_char, block.start + entity.end_char, KINDS[entity.label_]))
        acts.extend(_acts(doc, block.start))
    return Parse(f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}", tuple(names), tuple(acts))


def _acts(doc: Iterable[Any], shift: int) -> list[Act]:
    found: list[Act] = []
    for token in doc:
        if token.pos_ not in ("VERB", "NOUN"):
            continue
        doers: list[tuple[int, int]] = []
        targets: list[tuple[int, int]] = []
        for child in token.children:
            if child.dep_ in SUBJECT:
                doers.extend(_spans(child, shift))
            elif child.dep_ in PASSIVE_SUBJECT or child.dep_ in OBJECT:
                targets.extend(_spans(child, shift))
            elif child.dep_ == "agent" or (token.pos_ == "NOUN" and child.lower_ == "by"):
                doers.extend(span for inner in child.children for span in _spans(inner, shift))
            elif child.lower_ in ("on", "against") and child.dep_ == "prep":
                targets.extend(span for inner in child.children for span in _spans(inner, shift))
        if doers or targets:
            start = shift + token.idx
            found.append(Act(start, start + len(token.text), tuple(doers), tuple(targets)))
    return found


def _spans(head: Any, shift: int) -> list[tuple[int, int]]:
    """A noun phrase without its relative clauses, and the phrases joined to it by "and"."""
    own = [head, *(word for child in head.children if child.dep_ not in APART for word in child.subtree)]
    start, end = min(w.idx for w in own), max(w.idx + len(w.text) for w in own)
    joined = [span for child in head.children if child.dep_ == "conj" for span in _spans(child, shift)]
    return [(shift + start, shift + end), *joined]


APART = frozenset({"conj", "cc", "relcl", "acl", "appos", "punct", "prep"})

__all__ = ["Act", "Name", "Parse", "parse", "parser"]
