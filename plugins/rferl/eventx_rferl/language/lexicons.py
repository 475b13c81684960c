"""The word lists of ``lexicon/``, read once and handed out unchanged.

Knows the files' columns. Doesn't know what the words mean to the other steps.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from attrs import frozen

from eventx_rferl.language.calendar_names import spelt_out
from eventx_rferl.language.inflection import inflected, plural
from eventx_rferl.language.wording import Names, Patterns, Wording, wording
from eventx_rferl.model import Token

GAP = " ... "
PARTICLES = frozenset({"away", "off", "out", "over", "up", "down", "back"})
Table = tuple[MappingProxyType[str, str], ...]


def _text(name: str) -> str:
    return (files("eventx_rferl") / "lexicon" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> Table:
    """The rows of a TSV file as mappings from column to cell; lines that begin with # are comments."""
    lines = [line for line in _text(name).splitlines() if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        rows.append(MappingProxyType(dict(zip(columns, cells, strict=False))))
    return tuple(rows)


@cache
def settings(name: str) -> MappingProxyType[str, Any]:
    """A TOML file."""
    return MappingProxyType(tomllib.loads(_text(name)))


@frozen
class Country:
    """A country of countries.tsv."""

    alpha3: str
    alpha2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@cache
def countries() -> MappingProxyType[str, Country]:
    """The countries by alpha-3 code."""
    return MappingProxyType(
        {
            row["alpha3"]: Country(
                row["alpha3"],
                row["alpha2"],
                row["name"],
                (row["name"], *_split(row["aliases"])),
                _split(row["demonyms"]),
                _split(row["capitals"]),
            )
            for row in table("countries.tsv")
        }
    )


def country_name(alpha3: str | None) -> str | None:
    """The country's English name."""
    found = countries().get(alpha3 or "")
    return found.name if found else None


THE = re.compile(
    r"(?:United|Democratic Republic|Republic of|Central African|Philippines|Netherlands|Gambia|Maldives|Bahamas|Solomon)"
)


def with_article(country: str) -> str:
    """The name as it stands after "of": "the Philippines"."""
    return f"the {country}" if THE.match(country) else country


PLURAL_IN_S = re.compile(r"(?:an|en|i|er|be)$")


@cache
def country_words() -> MappingProxyType[str, tuple[str, str]]:
    """Names, adjectives and capitals: word -> (alpha-3, name | adjective | capital)."""
    found: dict[str, tuple[str, str]] = {}
    for country in countries().values():
        for word in country.capitals:
            found.setdefault(word, (country.alpha3, "capital"))
        for word in country.demonyms:
            found[word] = (country.alpha3, "adjective")
            if PLURAL_IN_S.search(word):  # "Nigeriens", where the table has the adjective alone
                found.setdefault(f"{word}s", (country.alpha3, "adjective"))
        for word in country.names:
            found[word] = (country.alpha3, "name")
    return MappingProxyType(found)


@frozen
class Group:
    """A named armed group, service or mission of groups.tsv."""

    name: str
    type: str
    country: str | None
    governs: str | None
    governs_since: str


@cache
def groups() -> MappingProxyType[str, Group]:
    """Groups by each of their names."""
    found: dict[str, Group] = {}
    for row in table("groups.tsv"):
        country, _, since = row["governs"].partition(" ")
        group = Group(row["name"], row["type"], row["alpha3"] or None, country or None, since)
        for alias in (row["name"], *_split(row["aliases"])):
            for name in _as_told(alias):
                found.setdefault(name, group)
                found.setdefault(name.replace("'", "’"), group)
    varies = re.compile("|".join(re.escape(word) for family in _spellings() for word in family)).search
    for alias, group in tuple(found.items()):
        for other in _respelled(alias) if varies(alias) else ():
            found.setdefault(other, group)
    return MappingProxyType(found)


def _as_told(name: str) -> frozenset[str]:
    """A name within a sentence, and as it begins one."""
    return frozenset((name, name[:1].upper() + name[1:]))


ARTICLES = ("Al-", "al-", "Al ", "al ")


def _respelled(name: str) -> list[str]:
    """A group's name in the other spellings of its words, by spellings.tsv: "Defence" for "Defense", "al Shabab"."""
    names = [name]
    for family in _spellings():
        for told in family:
            if told in name:
                if family is not ARTICLES or name.startswith(told):
                    names += [one.replace(told, word, 1) for one in names for word in family if word != told]
                break
    return names[1:]


@cache
def _spellings() -> tuple[tuple[str, ...], ...]:
    return (*(_split(row["spelling"]) for row in table("spellings.tsv")), ARTICLES)


@cache
def rulers(alpha3: str | None) -> tuple[Group, ...]:
    """The groups that govern, or governed, a country."""
    return tuple({group.name: group for group in groups().values() if group.governs and group.governs == alpha3}.values())


@cache
def group_names() -> Names:
    """The names of armed groups as they stand in a text."""
    return Names(groups())


@frozen
class Territory:
    """A de facto authority or autonomous area of territories.tsv."""

    name: str
    country: str | None
    type: str


@cache
def territories() -> MappingProxyType[str, Territory]:
    """Territories by name and adjective."""
    found: dict[str, Territory] = {}
    for row in table("territories.tsv"):
        territory = Territory(row["name"], row["alpha3"] or None, row["type"])
        for word in (row["name"], *_split(row["adjectives"])):
            found[word] = territory
    return MappingProxyType(found)


@cache
def _irregular() -> MappingProxyType[str, tuple[str, str, str, str]]:
    return MappingProxyType(
        {row["base"]: (row["past"], row["participle"], row["ing"], row["third"]) for row in table("irregular.tsv")}
    )


def inflect(verb: str) -> MappingProxyType[str, str]:
    """Forms of a verb -> base, third, past, participle, ing."""
    return inflected(verb, _irregular())


@cache
def trigger_forms() -> MappingProxyType[str, tuple[tuple[str, str, str], ...]]:
    """Every inflected form of a trigger -> its readings (type, part of speech, form)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in table("triggers.tsv"):
        phrase, pos, kind = row["phrase"], row["pos"], row["type"]
        if GAP in phrase:
            continue
        if pos == "v":
            for form, which in inflect(phrase).items():
                found.setdefault(form, []).append((kind, "v", which))
        else:
            found.setdefault(phrase, []).append((kind, "n", "singular"))
            found.setdefault(plural(phrase), []).append((kind, "n", "plural"))
    return MappingProxyType({form: tuple(readings) for form, readings in found.items()})


@frozen
class Frame:
    """A verb and words that stand some way behind it: "take ... hostage"."""

    kind: str
    form: str
    tail: Wording


# "<dwellings>" in a pattern: the words of a list of contexts.toml.
LISTED = re.compile(r"(?<!\?P)<([a-z-]+)>")


def _listed(match: re.Match[str]) -> str:
    return f"(?:{'|'.join(settings('contexts.toml')['words'][match[1]])})"


@cache
def trigger_frames() -> MappingProxyType[str, tuple[Frame, ...]]:
    """Every inflected form of a verb that tells an event only together with later words -> its frames, in the file's order.

    The verb may have two words ("run over ... mine"); the words behind the gap are alternatives parted by "|".
    """
    found: dict[str, list[Frame]] = {}
    for row in table("triggers.tsv"):
        verb, gap, tail = row["phrase"].partition(GAP)
        if not gap:
            continue
        # A particle stands close to its verb: "drove them off", not "drove up and set off".
        near = set(tail.split("|")) <= PARTICLES
        words = r"(?:(?!and\b)[\w’'-]+ ){0,5}?" if near else r"(?:(?:[^.;:]|U\.[SN]\.){1,80}?[\s-])?"
        spelled = LISTED.sub(_listed, tail)
        pattern = wording(rf"\s{words}(?:{spelled})\b", re.IGNORECASE)
        for form, which in inflect(verb).items():
            found.setdefault(form, []).append(Frame(row["type"], which, pattern))
    return MappingProxyType({form: tuple(frames) for form, frames in found.items()})


# Verbs that tell an event only with later words, and often stand between a force and its arms: "the Guards sent drones".
SENDING = ("send", "launch", "fire", "drop", "use", "deploy", "fly", "rush", "spray", "empty", "rake", "pound")


@cache
def verb_forms() -> frozenset[str]:
    """Words of the trigger list that are verbs and nothing else: at one of them a noun phrase ends."""
    alone = {
        form
        for form, readings in trigger_forms().items()
        if all(pos == "v" and which in ("past", "third", "base") for _, pos, which in readings)
    }
    sending = {form for verb in SENDING for form, which in inflect(verb).items() if which in ("past", "third")}
    return frozenset(alone | sending)


def _with_plurals(name: str, value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table(name):
        found.setdefault(row["phrase"], row[value])
        found.setdefault(plural(row["phrase"]), row[value])
    return found


@cache
def weapons() -> MappingProxyType[str, str]:
    """Weapon words, singular and plural -> kind."""
    return MappingProxyType(_with_plurals("weapons.tsv", "kind"))


@cache
def persons() -> MappingProxyType[str, str]:
    """Words for people, singular and plural -> class."""
    return MappingProxyType(_with_plurals("persons.tsv", "class"))


@cache
def forces() -> MappingProxyType[str, tuple[str, str]]:
    """Heads of actor phrases, singular and plural -> (class, name pattern)."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("forces.tsv"):
        for word in (row["phrase"], plural(row["phrase"])):
            found.setdefault(word.lower(), (row["class"], row["name"]))
    return MappingProxyType(found)


@cache
def homonyms() -> MappingProxyType[str, tuple[tuple[str, Group, bool], ...]]:
    """A name -> the countries in whose news it means another group, that group, and whether the listed one's mustn't be named."""
    by_name = {group.name: group for group in groups().values()}
    found: dict[str, tuple[tuple[str, Group, bool], ...]] = {}
    for row in table("homonyms.tsv"):
        for alias in _as_told(row["alias"]):
            found[alias] = (*found.get(alias, ()), (row["alpha3"], by_name[row["name"]], row["when"] == "only"))
    return MappingProxyType(found)


@cache
def minorities() -> MappingProxyType[str, frozenset[str]]:
    """A word for a people -> the countries in which it doesn't say that somebody is another country's citizen."""
    return MappingProxyType({row["people"]: frozenset(row["countries"].split(";")) for row in table("minorities.tsv")})


@cache
def own_fighters() -> MappingProxyType[str, frozenset[str]]:
    """Those of these words that say so of armed men as well: "Albanian rebels" in Macedonia."""
    return MappingProxyType({row["people"]: minorities()[row["people"]] for row in table("minorities.tsv") if row["fighters"]})


@cache
def civilian_objects() -> frozenset[str]:
    """Things whose being hit makes civilians the target, singular and plural."""
    rows = table("civilian_objects.tsv")
    return frozenset(word for row in rows for word in (row["phrase"], plural(row["phrase"])))


@cache
def opening(words: Callable[[], Collection[str]]) -> frozenset[str]:
    """The first words of a list's phrases: where none stands, no phrase of the list begins (spares joining words to look)."""
    return frozenset(longest(words))


@cache
def longest(words: Callable[[], Collection[str]]) -> MappingProxyType[str, int]:
    """How many words the longest phrase of a list has that begins with a word."""
    found: dict[str, int] = {}
    for phrase in words():
        first, size = phrase.partition(" ")[0], phrase.count(" ") + 1
        if size > found.get(first, 0):
            found[first] = size
    return MappingProxyType(found)


def phrase_at(tokens: Sequence[Token], at: int, words: Callable[[], Collection[str]]) -> tuple[str, int]:
    """The longest phrase of a list that begins at this token, and how many words it has; "" and 0 if none does."""
    most = longest(words).get(tokens[at].lower)
    if most is None:
        return "", 0
    if most == 1:
        return tokens[at].lower, 1
    listed = words()
    told = [token.lower for token in tokens[at : at + most]]
    for size in range(len(told), 0, -1):
        phrase = " ".join(told[:size])
        if phrase in listed:
            return phrase, size
    return "", 0


@cache
def around(name: str) -> Wording:
    """A word list of contexts.toml as one pattern without regard to case, between word boundaries."""
    return wording(rf"\b(?:{'|'.join(settings('contexts.toml')['words'][name])})\b", re.IGNORECASE)


@cache
def patterns(name: str, column: str = "pattern") -> Patterns[MappingProxyType[str, str]]:
    """The rows of a table of regular expressions, compiled without regard to case."""
    return Patterns((row, wording(spelt_out(row[column]), re.IGNORECASE)) for row in table(name))
