"""Finds who is named in a sentence.

Knows in which order a word is asked for the beginning of an actor: a listed group (``listed``), a country (``nations``), a
person's men (``followers``), a name built like an armed organisation's (``organisations``), bare "gunmen" and "police". Names
follow the convention "Military Forces of X". Doesn't know who acts on whom (:mod:`eventx_rferl.actors.agency`), nor events.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from eventx_rferl.actors.beginnings import country_at, group_at, may_begin
from eventx_rferl.actors.heads import Found, head_of, name_of
from eventx_rferl.actors.identified import identified
from eventx_rferl.actors.listed import group_actor
from eventx_rferl.actors.nations import country_actor, peoples_and_nations
from eventx_rferl.actors.organisations import organisations_at, unowned
from eventx_rferl.actors.whose import led, loyal, only_compared, owned
from eventx_rferl.language.actor_classes import STATE, STATE_FORCES, TYPES
from eventx_rferl.language.lexicons import Group, forces, phrase_at
from eventx_rferl.language.towns import names_town
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Token

FORMER = re.compile(r"\b(?:former |retired |ex-|ex |demobilized )$", re.IGNORECASE)
# "A former X rebel", "a onetime commander of the X": one person, who isn't of the group any more. "The former rebels" still act.
ONCE_OF_IT = wording(
    r"\b[Aa]n? (?:[\w-]+ ){0,2}?(?:former |onetime |one-time |erstwhile |demobilized |ex-)(?:(?:senior|top|local|rebel) )*"
    r"(?:(?:commander|member|fighter|leader|rebel|soldier|officer|general|militant|guerrilla|combatant|spokesman|official) "
    r"(?:of|in|with|from) (?:the )?)?$"
)


@lru_cache(maxsize=16)
def as_number(day: date | None) -> int | None:
    """20240531 for May 31, 2024."""
    return int(f"{day:%Y%m%d}") if day else None


# "A garrison town", "the army town of X": what sort of town it is.
SORT_OF_TOWN = re.compile(r" (?:town|city)\b")

# "The Army Public School", "Police Street": what a building or a street is called; who is in it is no force.
NAMED_FOR_IT = re.compile(
    r"(?: [A-Z][\w’'-]+){0,3} (?:Schools?|Kindergarten|Bridge|Bazaar|Market|Mosque|Church|Square|Street|Avenue|Boulevard|Road|"
    r"Park|Museum|Library|Theater|Theatre|Stadium|University)\b"
)


# "Militants disguised as soldiers", "posing as police": what they were not.
DISGUISED = re.compile(
    r"\b(?:(?:disguised|dressed|masquerading|camouflaged) (?:up )?as|(?:posing|posed) as|"
    r"(?:pretending|pretended|claiming|claimed) to be|impersonating) (?:an? |the )?(?:[a-z]+ )?$"
)


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
    for at in [n for n, token in enumerate(tokens) if may_begin(token.text)]:
        if at < stop:
            continue  # within the actor before
        known = short.get(unowned(tokens[at].text)) if short else None
        step = _abbreviated(text, tokens, at, known) if known else _actor_at(text, tokens, at, day)
        if step is not None:
            actors, stop = step
            found.extend(actors)
    once = ONCE_OF_IT.may_match(text, sentence.start, sentence.end)
    found = [a for a in found if not _once(text, sentence, a, titled=once) and not names_town(text, a.start)]
    found = [a for a in found if not (a.group in STATE_FORCES and a.text.istitle() and NAMED_FOR_IT.match(text, a.end))]
    found = [
        a for a in found if not SORT_OF_TOWN.match(text, a.end) and not DISGUISED.search(text, max(0, a.start - 40), a.start)
    ]
    mine = [actor for actor in owned(text, identified(text, found)) if not only_compared(text, actor)]
    return tuple(led(text, loyal(text, actor, sentence.end)) for actor in mine)


def _once(text: str, sentence: Sentence, actor: Actor, *, titled: bool) -> bool:
    """Whether somebody was of a force or group once: "a retired soldier", "a former X rebel".

    ``titled``: whether the sentence has the words for the latter.
    """
    if actor.group in STATE and FORMER.search(text[max(sentence.start, actor.start - 12) : actor.start]):
        return True
    return titled and ONCE_OF_IT.search(text[max(sentence.start, actor.start - 60) : actor.start]) is not None


def _abbreviated(text: str, tokens: tuple[Token, ...], at: int, known: Group) -> Found:
    word = unowned(tokens[at].text)
    start, end = tokens[at].start, at + 1
    stop = start + len(word)
    head = head_of(tokens, end)
    if word == tokens[at].text and head and head[0] - end <= 2 and head[1] in STATE | {"rebels", "armed", "militia"}:
        stop, end = tokens[head[0] - 1].end, head[0]  # "AA troops": its own, not the country's
    return [Actor(known.name, text[start:stop], start, stop, "group", known.type, known.country)], end


def _actor_at(text: str, tokens: tuple[Token, ...], at: int, day: int | None) -> Found | None:
    group = group_at(text, tokens, at)
    if group:
        return group_actor(text, tokens, at, group, day)
    country = country_at(text, tokens, at)
    together = None if country else peoples_and_nations(text, tokens, at, day)
    if together is not None:
        return together
    made = () if country and country[1] != "capital" else organisations_at(text, tokens, at)
    if made:
        stop = at + made[0].size
        start, end = tokens[at].start, tokens[stop - 1].end
        return [Actor(o.name, text[start:end], start, end, "group", o.type, rule="ACTOR-NAME") for o in made], stop
    if country:
        return country_actor(text, tokens, at, country, day)
    return _force(text, tokens, at) or _possessed(text, tokens, at)


def _force(text: str, tokens: tuple[Token, ...], at: int) -> Found | None:
    """ "Gunmen", "police", "the army": a force without a country's name."""
    words, size = phrase_at(tokens, at, forces)
    if not size:
        return None
    kind, pattern = forces()[words]
    after = tokens[at + size].lower if at + size < len(tokens) else ""
    number = _number_of(tokens, at, size) if kind == "military" else at
    if words == "terrorist" and after in ("organization", "organisation", "group", "entity", "list", "movement"):
        return None  # "designated a terrorist organization by the United States"
    if (
        kind == "crowd-civilian"
        or after in THEIR_THINGS
        or (kind == "military" and words.split()[-1] in WEAPONLIKE and number == at and not words.startswith(OWNERS))
        or words in GENERIC
    ):
        return None
    start, end = tokens[number].start, tokens[at + size - 1].end
    return [Actor(name_of(pattern, None, text[start:end]), text[start:end], start, end, kind, TYPES[kind])], at + size


ORDINALS = frozenset({"st", "nd", "rd", "th"})


def _number_of(tokens: tuple[Token, ...], at: int, size: int) -> int:
    """Where the name of a unit with a number begins, such as "the 47th Mechanized Brigade"; ``at`` for another's."""
    if tokens[at + size - 1].text[:1].isupper():
        for before in range(at - 1, max(at - 4, 0), -1):
            if tokens[before].text in ORDINALS and tokens[before - 1].text.isdigit():
                return before - 1
            if not tokens[before].text[:1].isupper():
                break
    return at


def _possessed(text: str, tokens: tuple[Token, ...], at: int) -> Found | None:
    """ "The army's drones", "the rebels' mortars": what a force without a country's name has acts for it."""
    owner = unowned(tokens[at].lower)
    if owner == tokens[at].lower or owner not in forces():
        return None
    kind, pattern = forces()[owner]
    head = head_of(tokens, at + 1) if kind in STATE | {"rebels", "militia"} else None
    if head is None or head[1] not in STATE | {"rebels", "militia"}:
        return None
    if kind in STATE:
        kind, pattern = head[1:]
    start, end = tokens[at].start, tokens[head[0] - 1].end
    return [Actor(name_of(pattern, None, text[start:end]), text[start:end], start, end, kind, TYPES[kind])], head[0]


OWNERS = ("army", "military", "government", "navy", "naval")
# Words that name an actor only with an owner ("Russian drones"): alone they are things.
WEAPONLIKE = frozenset(
    word + ending
    for word in """drone missile rocket strike tank position unit jet warplane aircraft artillery helicopter general plane bomber
    gun mortar howitzer shell bomb cannon submarine convoy column division corps legion line defense trench trenche armor squad
    battery warhead quadcopter coalition airfield airbase detachment contingent vessel ship frigate gunship outpost barracks
    brigade battalion regiment infantry pilot watchtower base checkpoint bunker firebase gunboat destroyer corvette
    minesweeper defender""".split()
    for ending in ("", "s")
)
# Too general to say who acts.
GENERIC = frozenset(
    {"authorities", "investigator", "investigators", "government", "regime", "relative", "relatives", "police chief",
     "ballistic missile", "ballistic missiles"}
)  # fmt: skip
# "Police custody", "army uniforms", "Lashkar Gah": nobody acts.
THEIR_THINGS = frozenset(
    "uniforms uniform custody brutality violence detention raid raids trousers fatigues boots gear caps jackets berets helmets "
    "camouflage insignia gah".split()
)
