"""Tells the language of a text by its script and its commonest words.

Knows some fifty languages by the words of ``languages.tsv``, and a script by the names of its letters. Doesn't know
how to tell languages that share both (Serbian, Croatian and Bosnian are named together), nor what a text of a few words is in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from attrs import evolve, frozen

from eventx.errors import InputError
from eventx_rferl.model import Article

SAMPLE = 20_000  # letters are counted in so many characters of the text, from its beginning
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
FEW_WORDS = 20
ENGLISH_SHARE = 0.12  # of the words of English prose at least so many are among its commonest
CERTAIN_SHARE = 0.08
MARGIN = 1.25
ACCENTED_SHARE = 0.1  # of the words of English prose fewer are written small and with letters like é, names and "café" or not
# Letters of Japanese and Korean stand beside Chinese ones.
SCRIPTS = {"KATAKANA": "HIRAGANA"}


@frozen
class Language:
    """A language: its code, its name in English, the script it is written in, and its commonest words."""

    code: str
    name: str
    script: str
    words: frozenset[str]


@cache
def languages() -> tuple[Language, ...]:
    """The languages that can be told, English first."""
    lines = (files(__package__) / "languages.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip()]
    return tuple(Language(code, name, script, frozenset(words.split())) for code, name, script, words in rows)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    word = unicodedata.name(letter, "").split(" ", 1)[0]
    return SCRIPTS.get(word, word)


def script_of(text: str) -> str:
    """The script of more than half of the letters ("Latin", "Cyrillic"); an empty text if there is none."""
    sample = text[:SAMPLE]
    plain = sample.encode("ascii", "ignore")
    if 5 * (len(sample) - len(plain)) < len(plain.translate(None, NO_LETTERS)):
        return "Latin"  # whatever the others are: most of them are marks, which need no look at each
    scripts: Counter[str] = Counter()
    for letter, count in Counter(sample).items():
        if letter.isalpha():
            scripts[_script(letter)] += count
    if not scripts:
        return ""
    if scripts["HIRAGANA"] * 5 > scripts.total():
        return "Hiragana"
    found, count = max(sorted(scripts.items()), key=_count)
    return found.capitalize() if count * 2 > scripts.total() else ""


def _count(item: tuple[str, int]) -> int:
    return item[1]


@cache
def _listed() -> Mapping[str, Sequence[str]]:
    """The codes of the languages in which a word is one of the commonest."""
    found: dict[str, list[str]] = {}
    for language in languages():
        for word in language.words:
            found.setdefault(word, []).append(language.code)
    return found


def _shares(words: Counter[str]) -> Mapping[str, float]:
    """By the code of each language, how many of the words are among its commonest."""
    listed, found = _listed(), dict.fromkeys((language.code for language in languages()), 0)
    for word in listed.keys() & words.keys():
        for code in listed[word]:
            found[code] += words[word]
    total = words.total()
    return {code: count / total for code, count in found.items()}


@lru_cache(maxsize=4)  # asked twice for an article
def language_of(text: str) -> Language | None:
    """The language of a text, None if it is too short or like none that is known."""
    written = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text[: 5 * SAMPLE])
    words = Counter(map(str.lower, written))
    if not words:
        return None
    script, shares = script_of(text), _shares(words)
    english, *others = languages()
    if script not in ("Latin", ""):
        rivals = [one for one in others if one.script == script]
        best = max(rivals, key=lambda one: shares[one.code], default=None)
        if best is not None and (len(rivals) == 1 or shares[best.code] > 0):
            return best
        return Language("und", f"a language in {script} script", script, frozenset())
    share = shares[english.code]
    best = max((one for one in others if one.script == "Latin"), key=lambda one: shares[one.code])
    other = shares[best.code]
    accented = sum(word[0].islower() and not word.replace("’", "").isascii() for word in written if not word.isascii())
    accented = 0 if share >= 2 * ENGLISH_SHARE else accented
    if accented > 1 and accented >= ACCENTED_SHARE * words.total():  # however short, and whatever "a" and "on" are elsewhere
        clear = other * words.total() > 1 and list(shares.values()).count(other) == 1
        return best if clear else Language("und", "another language", "Latin", frozenset())
    if words.total() >= FEW_WORDS // 2 and other >= CERTAIN_SHARE and other > MARGIN * share:
        return best
    if share >= ENGLISH_SHARE or (words.total() < 3 * FEW_WORDS and share > other):
        return english
    return None


def refusal(text: str) -> str:
    """Why a text can't be read for its language, to be put behind the file's name; empty if it can."""
    found = language_of(text)
    if found is None:
        if len(re.findall(r"[^\W\d_]+", text[: 5 * SAMPLE])) < 3 * FEW_WORDS:
            return ""
        return "doesn't look like English prose; only English articles can be read: give the article's running text, in English"
    if found.code == "en":
        return ""
    return (
        f"is in {found.name}; only English articles can be read: take the English version of the article, or translate it first"
    )


def in_english(article: Article) -> Article:
    """The article, if its text is English. Raises :class:`InputError` naming the language."""
    if message := refusal(prose_of(article)):
        raise InputError(f"the article {message}")
    return as_english(article)


def as_english(article: Article) -> Article:
    """The article, whose text is English, whatever the page says of itself."""
    if article.language and not article.language.lower().startswith("en"):
        return evolve(article, language="en")
    return article


def prose_of(article: Article) -> str:
    """The article's paragraphs without headings and notices, as far as they are needed to tell the language."""
    return " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph")[: 5 * SAMPLE]
