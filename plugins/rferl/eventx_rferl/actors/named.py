"""Finds who is named in a sentence.

Knows the shapes "Pakistani jets", "Afghanistan's Taliban government", "Kyrgyz and Uzbek guards", named groups, bare "gunmen" and
"police", countries and capitals that stand for a government. Names follow the convention "Military Forces of X". Doesn't know who
acts on whom (:mod:`eventx_rferl.language.voice`, :mod:`eventx_rferl.actors.agency`), nor events.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from attrs import evolve

from eventx_rferl.actors.followers import followers_at, leaders
from eventx_rferl.actors.organisations import organisations_at, unowned
from eventx_rferl.actors.whose import loyal, only_compared, owned
from eventx_rferl.language.actor_classes import STATE, TYPES
from eventx_rferl.language.lexicons import (
    Group,
    countries,
    country_name,
    country_words,
    forces,
    groups,
    homonyms,
    opening,
    phrase_at,
    rulers,
    territories,
    verb_forms,
    weapons,
    with_article,
)
from eventx_rferl.language.voice import STOPPERS
from eventx_rferl.model import Actor, Sentence, Token
from eventx_rferl.places import geo


@cache
def _group_starts() -> frozenset[str]:
    """The first words of the names of groups."""
    from eventx_rferl.language.sentences import WORD

    return frozenset([first[0] for first in map(WORD.match, groups()) if first])


def _group_at(text: str, tokens: tuple[Token, ...], at: int) -> tuple[str, int] | None:
    """The longest group name that begins at this token: its alias and the number of tokens."""
    word, listed = tokens[at].text, groups()
    if word not in _group_starts() and unowned(word) not in _group_starts():
        return None
    for size in range(min(7, len(tokens) - at), 0, -1):
        words = text[tokens[at].start : tokens[at + size - 1].end]
        if words in listed:
            return words, size
        if (form := unowned(words)) in listed:
            return form, size
    return None


@cache
def _country_starts() -> MappingProxyType[str, int]:
    """The first words of the names of countries and territories, each with how many tokens the longest name has."""
    from eventx_rferl.language.sentences import tokenize

    found: dict[str, int] = {}
    for name in (*territories(), *country_words()):
        tokens = tokenize(name, 0, len(name))
        found[tokens[0].text] = max(found.get(tokens[0].text, 0), len(tokens))
    return MappingProxyType(found)


@cache
def _leader_starts() -> frozenset[str]:
    """The first words of the names of heads of states."""
    from eventx_rferl.language.sentences import WORD

    return frozenset([first[0] for first in map(WORD.match, leaders()) if first])


OWNING = ("'s", "’s", "s'", "s’")


def _country_at(text: str, tokens: tuple[Token, ...], at: int) -> tuple[str | None, str, str, int] | None:
    """Country, kind (name, adjective, capital, territory), the word, number of tokens."""
    if (not tokens[at].text[:1].isupper() and tokens[at].lower != "ethnic") or text.startswith("-", tokens[at].end):
        return None  # "U.S.-backed" fighters are others
    word, starts = tokens[at].text, _country_starts()
    longest = max(starts.get(word, 0), starts.get(unowned(word), 0))
    for size in range(min(longest, len(tokens) - at), 0, -1):
        words = unowned(text[tokens[at].start : tokens[at + size - 1].end])
        if words in territories():
            return territories()[words].country, "territory", words, size
        if words in country_words():
            alpha3, kind = country_words()[words]
            return alpha3, kind, words, size
    for size in range(1, min(4, len(tokens) - at + 1)) if unowned(word) in _leader_starts() else ():
        words = text[tokens[at].start : tokens[at + size - 1].end]
        if words.endswith(OWNING) and unowned(words) in leaders():
            return leaders()[unowned(words)], "leader", unowned(words), size  # "Assad's warplanes"
    return None


FORMER = re.compile(r"\b(?:former |retired |ex-|ex |demobilized )$", re.IGNORECASE)
ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "then", "also", "later"})


ENDS = STOPPERS | ARTICLES | {"and"}


def _head(tokens: tuple[Token, ...], at: int) -> tuple[int, str, str] | None:
    """The actor noun that a noun phrase starting at ``at`` ends in: index after it, class, name pattern."""
    best: tuple[int, str, str] | None = None
    for index in range(at, min(at + 6, len(tokens))):
        if tokens[index].lower in ENDS or tokens[index].lower in verb_forms():
            break
        if best and index < best[0]:
            continue
        words, size = phrase_at(tokens, index, forces)
        if size:
            best = (index + size, *forces()[words])
        elif best:
            break
    return best


def _named(pattern: str, country: str | None, text: str) -> str:
    name = country_name(country)
    if "{country}" not in pattern:
        return pattern.replace("{text}", text)
    if name is None:
        return pattern.replace(" ({country})", "").replace(" of {country}", "")
    return pattern.replace(" of {country}", f" of {with_article(name)}").replace("{country}", name)


@lru_cache(maxsize=16)
def as_number(day: date | None) -> int | None:
    """20240531 for May 31, 2024."""
    return int(f"{day:%Y%m%d}") if day else None


def actors_in(
    text: str, sentence: Sentence, day: int | None = None, short: MappingProxyType[str, Group] | None = None
) -> tuple[Actor, ...]:
    """The actors a sentence names, left to right.

    ``day`` (of publication, 20240531) decides whether a group governs its country; ``short`` holds abbreviations that the article
    explains.
    """
    tokens = sentence.tokens
    found: list[Actor] = []
    stop = 0
    for at in [n for n, token in enumerate(tokens) if _may_begin(token.text)]:
        if at < stop:
            continue  # within the actor before
        known = short.get(unowned(tokens[at].text)) if short else None
        step = _abbreviated(tokens, at, known) if known else _actor_at(text, tokens, at, day)
        if step is not None:
            actors, stop = step
            found.extend(actors)
    found = [a for a in found if a.group not in STATE or not FORMER.search(text[max(sentence.start, a.start - 12) : a.start])]
    mine = [actor for actor in owned(text, found) if not only_compared(text, actor)]
    return tuple(loyal(text, actor, sentence.end) for actor in mine)


@lru_cache(maxsize=20_000)
def _may_begin(word: str) -> bool:
    """A quick look whether an actor can begin with this word: a name, a listed group's first word, a force's first word."""
    lower = unowned(word.lower())
    named = word[:1].isupper() or lower == "ethnic" or lower in opening(forces)
    return named or word in _group_starts() or unowned(word) in _group_starts()


def _abbreviated(tokens: tuple[Token, ...], at: int, known: Group) -> tuple[list[Actor], int]:
    word = unowned(tokens[at].text)
    start = tokens[at].start
    return [Actor(known.name, word, start, start + len(word), "group", known.type, known.country)], at + 1


def _actor_at(text: str, tokens: tuple[Token, ...], at: int, day: int | None) -> tuple[list[Actor], int] | None:
    group = _group_at(text, tokens, at)
    if group:
        return _group_actor(text, tokens, at, group, day)
    country = _country_at(text, tokens, at)
    men = followers_at(text, tokens, at) if country is None and tokens[at].text[:1].isupper() else None
    if men:
        who, behind = men
        words = text[tokens[at].start : who.end]
        return [Actor(who.name, words, tokens[at].start, who.end, "group", who.type, who.country, rule="ACTOR-NAME")], behind
    made = () if country and country[1] != "capital" else organisations_at(text, tokens, at)
    if made:
        stop = at + made[0].size
        start, end = tokens[at].start, tokens[stop - 1].end
        return [Actor(o.name, text[start:end], start, end, "group", o.type, rule="ACTOR-NAME") for o in made], stop
    if country:
        return _country_actor(text, tokens, at, country, day)
    words, size = phrase_at(tokens, at, forces)
    if not size:
        return _possessed(text, tokens, at)
    kind, pattern = forces()[words]
    after = tokens[at + size].lower if at + size < len(tokens) else ""
    if (
        kind in ("crowd-civilian",)
        or after in ("uniforms", "uniform", "custody", "brutality", "violence", "detention", "raid", "raids")
        or (kind == "military" and words.split()[-1] in WEAPONLIKE and not words.startswith(OWNERS))
        or words in GENERIC
    ):
        return None
    start, end = tokens[at].start, tokens[at + size - 1].end
    return [Actor(_named(pattern, None, text[start:end]), text[start:end], start, end, kind, TYPES[kind])], at + size


def _possessed(text: str, tokens: tuple[Token, ...], at: int) -> tuple[list[Actor], int] | None:
    """ "The army's drones", "the rebels' mortars": what a force without a country's name has acts for it."""
    owner = unowned(tokens[at].lower)
    if owner == tokens[at].lower or owner not in forces():
        return None
    kind, pattern = forces()[owner]
    head = _head(tokens, at + 1) if kind in STATE | {"rebels", "militia"} else None
    if head is None or head[1] not in STATE | {"rebels", "militia"}:
        return None
    if kind in STATE:
        kind, pattern = head[1:]
    start, end = tokens[at].start, tokens[head[0] - 1].end
    return [Actor(_named(pattern, None, text[start:end]), text[start:end], start, end, kind, TYPES[kind])], head[0]


OWNERS = ("army", "military", "government", "navy")
# Words that name an actor only with an owner ("Russian drones"): alone they are things.
WEAPONLIKE = frozenset(
    word + ending
    for word in """drone missile rocket strike tank position unit jet warplane aircraft artillery helicopter general plane bomber
    gun mortar howitzer shell bomb cannon submarine convoy column division corps legion line defense trench trenche armor squad
    battery warhead quadcopter coalition airfield airbase detachment contingent vessel ship frigate gunship outpost barracks
    brigade battalion regiment infantry pilot watchtower""".split()
    for ending in ("", "s")
)
GENERIC = frozenset(
    {
        "authorities",
        "investigator",
        "investigators",
        "government",
        "regime",
        "relative",
        "relatives",
        "police chief",
        "ballistic missile",
        "ballistic missiles",
    }
)


def meant(text: str, alias: str) -> Group:
    """The group that a name means in the news of the countries that a text is about."""
    listed = groups()[alias]
    for country, other, only in homonyms().get(alias, ()):
        about = geo.article_countries(text)
        if country in about and (
            listed.country not in about or (not only and about.index(country) < about.index(listed.country))
        ):
            return other
    return listed


def _group_actor(
    text: str, tokens: tuple[Token, ...], at: int, group: tuple[str, int], day: int | None
) -> tuple[list[Actor], int]:
    found = meant(text, group[0])
    end = at + group[1]
    start = tokens[at].start
    stop = tokens[end - 1].end
    if tokens[end - 1].lower.endswith("'s"):
        stop -= 2
    head = _head(tokens, end)
    if head and head[1] in STATE | {"rebels", "peacekeepers", "armed", "militia"} and head[0] - end <= 4:
        stop, end = tokens[head[0] - 1].end, head[0]
    governs = found.governs and (day is None or day >= int(found.governs_since.replace("-", "")))
    if governs:
        name = f"{_named('Military Forces of {country}', found.governs, '')} ({found.name})"
        return [Actor(name, text[start:stop], start, stop, "military", "military", found.governs)], end
    kind = {"peacekeepers": "peacekeepers", "military": "military", "police": "police", "intelligence": "intelligence"}.get(
        found.type, "group"
    )
    return [Actor(found.name, text[start:stop], start, stop, kind, found.type, found.country)], end


@lru_cache(maxsize=1024)
def state_name(alpha3: str | None, day: int | None) -> str:
    """The conventional name of a state's forces, with the group that rules it in brackets if the list has one."""
    for ruler in rulers(alpha3):
        if day is None or day >= int(ruler.governs_since.replace("-", "")):
            return f"Military Forces of {with_article(country_name(alpha3) or '')} ({ruler.name})"
    return f"Military Forces of {with_article(country_name(alpha3) or '')}"


HEAVY = frozenset({"air", "drone", "missile", "rocket", "shell", "bomb"})


def _weapon_end(tokens: tuple[Token, ...], at: int) -> int:
    """The index after an army's weapon that a noun phrase beginning at ``at`` names, 0 if it names none."""
    for index in range(at, min(at + 3, len(tokens))):
        for size in (2, 1):
            words = " ".join(t.lower for t in tokens[index : index + size])
            if weapons().get(words) in HEAVY and words.endswith("s"):
                return index + size
        if tokens[index].lower in ENDS:
            break
    return 0


def _attributive(word: str, alpha3: str | None) -> bool:
    """Whether a country's name stands before a noun as an adjective does: "U.S. troops", "Kosovo police"."""
    return word.isupper() or (alpha3 is not None and word in countries()[alpha3].demonyms)


def _country_actor(
    text: str, tokens: tuple[Token, ...], at: int, country: tuple[str | None, str, str, int], day: int | None
) -> tuple[list[Actor], int]:
    alpha3, kind, word, size = country
    start, after = tokens[at].start, at + size
    if after < len(tokens):
        group = _group_at(text, tokens, after)
        if group and alpha3 and (groups()[group[0]].governs == alpha3 or groups()[group[0]].country == alpha3):
            actors, end = _group_actor(text, tokens, after, group, day)
            return [evolve(actors[0], text=text[start : actors[0].end], start=start)], end
        if tokens[after].lower == "and" and kind == "adjective" and after + 1 < len(tokens):
            other = _country_at(text, tokens, after + 1)
            if other and other[1] in ("adjective", "territory"):
                head = _head(tokens, after + 1 + other[3])
                if head:
                    stop = tokens[head[0] - 1].end
                    words = text[start:stop]
                    if head[1] == "guard":
                        head = (head[0], "border", "Border Guards of {country}")
                    return [
                        Actor(_named(head[2], code, words), words, start, stop, head[1], TYPES[head[1]], code)
                        for code in (alpha3, other[0])
                    ], head[0]
    if kind == "adjective" and alpha3 and after < len(tokens) and tokens[after].lower in ("uniform", "uniforms", "fatigues"):
        stop = tokens[after].end
        name = _named("Military Forces of {country}", alpha3, "")
        return [Actor(name, text[start:stop], start, stop, "military", "military", alpha3)], after + 1
    head = _head(tokens, after)
    if head is None and kind == "adjective" and alpha3:
        fired = _weapon_end(tokens, after)
        if fired:  # "Azerbaijani shells"
            stop = tokens[fired - 1].end
            name = state_name(alpha3, day)
            return [Actor(name, text[start:stop], start, stop, "military", "military", alpha3)], fired
    possessive = bool(re.search(r"['’]s?$", tokens[after - 1].text))
    owns = possessive or kind not in ("name", "capital") or (kind == "name" and _attributive(word, alpha3))
    if head and owns:  # "Kyiv's forces": the capital has its country's
        stop = tokens[head[0] - 1].end
        if at and tokens[at - 1].lower == "ethnic" and kind == "adjective" and head[1] not in STATE:
            alpha3 = None  # "ethnic Albanian gunmen in southern Serbia": a people, not a country
        if head[1] == "crowd-civilian" and kind == "name":
            return [], after
        if tokens[head[0] - 1].lower in ("sniper", "snipers") and kind != "capital":
            head = (head[0], "military", "Military Forces of {country}")
        name = _named(head[2], alpha3, text[start:stop])
        if head[1] == "military" and name == _named("Military Forces of {country}", alpha3, ""):
            name = state_name(alpha3, day)
        if kind == "territory" and head[1] in STATE:
            name = head[2].replace("{country}", territories()[word].name)
            if territories()[word].type == "police":
                name = _named(head[2], alpha3, "")
        return [Actor(name, text[start:stop], start, stop, head[1], TYPES[head[1]], alpha3)], head[0]
    if kind in ("name", "capital") and not possessive:
        return [
            Actor(
                state_name(alpha3, day),
                word,
                start,
                start + len(word),
                "state",
                "military",
                alpha3,
                rule="ACTOR-COUNTRY" if kind == "name" else "ACTOR-CAPITAL",
            )
        ], after
    if kind in ("adjective", "territory") or (possessive and kind != "leader"):
        if kind == "adjective" and alpha3:
            name = state_name(alpha3, day)
        else:
            name = f"Military Forces of {territories()[word].name if kind == 'territory' else country_name(alpha3)}"
        end = start + len(word)
        return [Actor(name, word, start, end, "adjective", "military", alpha3, rule="ACTOR-ADJECTIVE")], after
    return [], after
