"""Finds actors by the name of a country: "Pakistani jets", "Kyrgyz and Uzbek guards", "Kyiv's forces", "Moscow launched".

Knows the shapes of such phrases, each under its own name and in their order, and when a country's name alone stands for its
government. Doesn't know who acts on whom.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from eventx_rferl.actors.beginnings import country_at, group_at
from eventx_rferl.actors.heads import Found, Head, head_of, name_of, state_name, weapon_end
from eventx_rferl.actors.listed import group_actor
from eventx_rferl.actors.naming import GARRISONED
from eventx_rferl.actors.nationals import an_army, attacking_alone
from eventx_rferl.actors.organisations import kind_of_men, peoples, unowned
from eventx_rferl.language.actor_classes import STATE, TYPES
from eventx_rferl.language.country_letters import whose
from eventx_rferl.language.lexicons import countries, country_name, groups, territories
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Token

ARMY = "Military Forces of {country}"
MILITANTS = "Militants ({country})"  # who fires in a country that has no army of its own
_SHOTS = ("fire", "gunfire", "bullet", "bullets", "gunshots")
_SHOT_WITH = (
    "sniper",
    "tank",
    "small-arms",
    "machine-gun",
    "rifle",
    "automatic",
    "live",
    "naval",
    "cross-border",
    "return",
    "border",
)
# "Pakistani firing across the line", not "Pakistani firing squads".
_FIRING = ("across", "from", "on", "at", "in", "into", "along", "near", "killed", "wounded", "injured", "left", "during")
_AGAINST_FIRE = (
    "brigade",
    "brigades",
    "service",
    "services",
    "department",
    "departments",
    "crew",
    "crews",
    "official",
    "officials",
)
DEEDS = ("explosion", "explosions", "blast", "blasts", "bombing", "bombings", "attack", "attacks", "shooting", "shootings")
PARTS = frozenset(
    "downtown central eastern western northern southern northeastern northwestern southeastern southwestern".split()
)
OWNING = wording(r"['’]s?$")


@frozen
class _Nation:
    """A country's word at a token: its code, its kind (name, adjective, capital, territory, leader), and what follows it.

    ``after`` is the index behind the word, ``head`` the actor noun that the phrase ends in, if it has one.
    """

    text: str
    tokens: tuple[Token, ...]
    at: int
    day: int | None
    alpha3: str | None
    kind: str
    word: str
    after: int
    head: Head | None

    @property
    def start(self) -> int:
        """Where the phrase begins."""
        return self.tokens[self.at].start

    @property
    def possessive(self) -> bool:
        """Whether something is the country's: "Iran's"."""
        return OWNING.search(self.tokens[self.after - 1].text) is not None

    def following(self, *words: str) -> bool:
        """Whether one of these words stands right behind the country's."""
        return self.after < len(self.tokens) and self.tokens[self.after].lower in words

    def army(self, stop: int) -> Found:
        """The country's army, in the words up to this token."""
        end = self.tokens[stop - 1].end
        name, group = state_name(self.alpha3, self.day), "military"
        if self.alpha3 in GARRISONED:
            name, group = name_of(MILITANTS, self.alpha3, ""), "rebels"
        return [Actor(name, self.text[self.start : end], self.start, end, group, TYPES[group], self.alpha3)], stop

    def alone(self, name: str, group: str, rule: str) -> Found:
        """The country by its word alone."""
        end = self.start + len(self.word)
        irregular = self.alpha3 in GARRISONED and group == "adjective"
        name, type_ = (name_of(MILITANTS, self.alpha3, ""), TYPES["rebels"]) if irregular else (name, "military")
        return [Actor(name, self.word, self.start, end, group, type_, self.alpha3, rule=rule)], self.after


def _its_group(nation: _Nation) -> Found | None:
    """ "Afghanistan's Taliban", "Lebanese Hizballah": a listed group of that country."""
    group = group_at(nation.text, nation.tokens, nation.after) if nation.after < len(nation.tokens) else None
    if group is None or nation.alpha3 is None or nation.alpha3 not in (groups()[group[0]].governs, groups()[group[0]].country):
        return None
    (actor,), end = group_actor(nation.text, nation.tokens, nation.after, group, nation.day)
    return [evolve(actor, text=nation.text[nation.start : actor.end], start=nation.start)], end


def _its_people(nation: _Nation) -> Found | None:
    """ "Iraqi Kurdish fighters", "Kosovo Serb police": men of a people, not the country's army or police."""
    first = nation.after
    stop = next((n for n in range(first, len(nation.tokens)) if unowned(nation.tokens[n].text) not in peoples()), first)
    attributive = _describes(nation.kind, nation.word, nation.alpha3)
    if stop == first or stop >= len(nation.tokens) or not attributive or nation.alpha3 in (None, "ISR") or nation.possessive:
        return None
    made = kind_of_men(nation.tokens, stop)
    if made is None:
        return None
    added, type_, behind = made
    end = nation.tokens[behind - 1].end
    people = nation.text[nation.tokens[first].start : nation.tokens[stop - 1].end]
    words = nation.text[nation.start : end]
    return [Actor(people + added, words, nation.start, end, "group", type_, nation.alpha3, rule="ACTOR-NAME")], behind


def _several_nations(nation: _Nation) -> Found | None:
    """ "Kyrgyz and Uzbek guards", "French, Malian and NATO troops": an actor for each; guards of several are a border's."""
    if not nation.alpha3 or not _describes(nation.kind, nation.word, nation.alpha3) or nation.possessive:
        return None
    return _forces_of_each(nation.text, nation.tokens, nation.at, nation.day)


def peoples_and_nations(text: str, tokens: tuple[Token, ...], at: int, day: int | None) -> Found | None:
    """ "Kurdish and Iraqi forces": a people's, and a country's."""
    if tokens[at].text not in peoples() or at + 1 >= len(tokens) or tokens[at + 1].lower not in (",", "and"):
        return None
    return _forces_of_each(text, tokens, at, day)


def _forces_of_each(text: str, tokens: tuple[Token, ...], first: int, day: int | None) -> Found | None:
    """The forces of each country, people or alliance of a list that begins at a token, if it ends in a noun for them."""
    codes: list[str | None] = []
    named: list[str] = []  # peoples, of which no country is meant
    at, joined, league = first, False, None
    while True:
        other = country_at(text, tokens, at)
        if tokens[at].text in peoples() and other is None:
            named.append(tokens[at].text)
            at += 1
        elif other is not None and _describes(other[1], other[2], other[0]):
            codes.append(other[0])
            at += other[3]
        elif joined and (league := group_at(text, tokens, at)) and groups()[league[0]].type in ALLIANCES:
            at += league[1]
        else:
            return None
        if joined or at + 2 >= len(tokens) or tokens[at].lower not in (",", "and"):
            break
        joined = "and" in (tokens[at].lower, tokens[at + 1].lower)
        at += 2 if tokens[at].lower == "," and joined else 1
    head = head_of(tokens, at) if joined and codes else None
    if head is None:
        return None
    stop, group, pattern = head
    if group == "guard":
        group, pattern = "border", "Border Guards of {country}"
    start, end = tokens[first].start, tokens[stop - 1].end
    words = text[start:end]
    men = [Actor(name_of(pattern, code, words), words, start, end, group, TYPES[group], code) for code in codes]
    made = kind_of_men(tokens, at) if named else None
    if made is not None:  # soldiers of a people are their country's
        men += [Actor(word + made[0], words, start, end, "group", made[1], rule="ACTOR-NAME") for word in named]
    if league is not None:
        (ally,), _ = group_actor(text, tokens, at - league[1], league, day)
        men.append(evolve(ally, text=words, start=start, end=end))
    return men, stop


ALLIANCES = frozenset({"external-forces", "peacekeepers"})


def _describes(kind: str, word: str, alpha3: str | None) -> bool:
    """Whether a country's word stands before its men as an adjective does."""
    return kind in ("adjective", "territory") or (kind == "name" and _attributive(word, alpha3))


def _in_uniform(nation: _Nation) -> Found | None:
    """ "Men in Russian uniforms"."""
    worn = nation.kind == "adjective" and nation.alpha3 and nation.following("uniform", "uniforms", "fatigues")
    return nation.army(nation.after + 1) if worn else None


def _its_weapons(nation: _Nation) -> Found | None:
    """ "Azerbaijani shells"."""
    armed = nation.head is None and nation.kind == "adjective" and nation.alpha3
    stop = weapon_end(nation.tokens, nation.after) if armed else 0
    return nation.army(stop) if stop else None


def _its_fire(nation: _Nation) -> Found | None:
    """ "Killed by Israeli fire", "Azerbaijani sniper fire killed": who shot. A "Turkish fire service" isn't that."""
    attributive = nation.kind in ("adjective", "territory") or (nation.kind == "name" and nation.word.isupper())
    if nation.head is not None or not attributive or not nation.alpha3:
        return None
    at = nation.after + nation.following(*_SHOT_WITH)
    words = [one.lower for one in nation.tokens[at : at + 2]]
    firing = words[:1] == ["firing"] and words[-1] in _FIRING
    if not words or not (firing or words[0] in _SHOTS) or words[-1] in _AGAINST_FIRE:
        return None
    if nation.kind == "territory":
        return nation.alone(ARMY.replace("{country}", territories()[nation.word].name), "military", "ACTOR-PHRASE")
    return nation.army(at + 1)


def _a_national(nation: _Nation) -> Found | None:
    """ "A Palestinian stabbed a soldier", "two Afghan men opened fire": who attacks alone."""
    if nation.kind != "adjective" or not nation.alpha3:
        return None
    end = attacking_alone(nation.text, nation.tokens, nation.at, nation.after)
    if end is None:
        return None
    stop = next((n for n, token in enumerate(nation.tokens) if token.start >= end), len(nation.tokens))
    name = name_of("Unidentified Armed Group ({country})", nation.alpha3, "")
    words = nation.text[nation.start : end]
    return [Actor(name, words, nation.start, end, "armed", TYPES["armed"], nation.alpha3)], stop


def _the_nation(nation: _Nation) -> Found | None:
    """ "The Russians shelled the town", "took it back from the Georgians", "the Tajik side": its army.

    "The Serbs" may be a people of another country.
    """
    side, word = nation.following("side"), unowned(nation.word)
    people = not side and (word in peoples() or word.removesuffix("s") in peoples())
    if nation.kind != "adjective" or not nation.alpha3 or people:
        return None
    if not an_army(nation.text, nation.start, nation.start + len(nation.word)):
        return None
    return nation.army(nation.after + side)


def _its_men(nation: _Nation) -> Found | None:
    """ "Pakistani soldiers", "U.S. troops", "Kyiv's forces": a noun for actors, and whose they are."""
    attributive = nation.kind == "name" and (_attributive(nation.word, nation.alpha3) or _before_its_army(nation))
    if nation.head is None or not (nation.possessive or nation.kind not in ("name", "capital") or attributive):
        return None
    stop, group, pattern = nation.head
    end = nation.tokens[stop - 1].end
    words = nation.text[nation.start : end]
    if group == "crowd-civilian" and nation.kind == "name":
        return [], nation.after
    ethnic = nation.at > 0 and nation.tokens[nation.at - 1].lower == "ethnic" and nation.kind == "adjective"
    # "Ethnic Albanian gunmen in southern Serbia": a people, not a country.
    alpha3 = None if ethnic and group not in STATE else nation.alpha3
    if nation.tokens[stop - 1].lower in ("sniper", "snipers") and nation.kind != "capital":
        group, pattern = "military", ARMY
    if group == "military" and alpha3 in GARRISONED:  # "Palestinian rocket fire"
        group, pattern = "rebels", MILITANTS
    name = _their_name(nation, alpha3, group, name_of(pattern, alpha3, words), pattern)
    return [Actor(name, words, nation.start, end, group, TYPES[group], alpha3)], stop


def _their_name(nation: _Nation, alpha3: str | None, group: str, name: str, pattern: str) -> str:
    """The conventional name of a country's men: an army's by who rules, a territory's forces by the territory's name."""
    if nation.kind == "territory" and group in STATE:
        territory = territories()[nation.word]
        return name_of(pattern, alpha3, "") if territory.type == "police" else pattern.replace("{country}", territory.name)
    return state_name(alpha3, nation.day) if group == "military" and name == name_of(ARMY, alpha3, "") else name


def _attributive(word: str, alpha3: str | None) -> bool:
    """Whether a country's name stands before a noun as an adjective does: "U.S. troops", "Kosovo police"."""
    return word.isupper() or (alpha3 is not None and word in countries()[alpha3].demonyms)


# "In Mali soldiers attacked": there, and not Mali's.
THERE = PARTS | frozenset("in near across inside outside into to from throughout around within over toward towards for".split())


def _before_its_army(nation: _Nation) -> bool:
    """ "United States military forces", "Uganda army troops": its army's by the country's bare name."""
    before = nation.tokens[nation.at - 1].lower if nation.at else ""
    return nation.head is not None and nation.head[1] in STATE and nation.after < nation.head[0] and before not in THERE


def _government(nation: _Nation) -> Found | None:
    """ "Israel bombed", "Moscow launched"."""
    if nation.kind not in ("name", "capital") or nation.possessive:
        return None
    part = nation.at > 0 and nation.tokens[nation.at - 1].lower in PARTS
    if nation.kind == "capital" and (part or nation.following(*DEEDS)):
        return None  # "downtown Baghdad", "the Baghdad explosions": there
    rule = "ACTOR-COUNTRY" if nation.kind == "name" else "ACTOR-CAPITAL"
    return nation.alone(state_name(nation.alpha3, nation.day), "state", rule)


def _adjective(nation: _Nation) -> Found | None:
    """ "Turkish strikes", "Abkhaz shelling", "Iran's attack": whose it is, to be settled by what follows."""
    if nation.kind not in ("adjective", "territory") and not (nation.possessive and nation.kind != "leader"):
        return None
    if nation.kind == "adjective" and nation.alpha3:
        name = state_name(nation.alpha3, nation.day)
    else:
        land = territories()[nation.word].name if nation.kind == "territory" else country_name(nation.alpha3)
        name = f"Military Forces of {land}"
    return nation.alone(name, "adjective", "ACTOR-ADJECTIVE")


PARTS_OF_TOWNS = frozenset({"quarter", "neighborhood", "neighbourhood", "suburb", "barrio", "slum", "street", "avenue"})
SHAPES: tuple[Callable[[_Nation], Found | None], ...] = (
    _its_group,
    _its_people,
    _several_nations,
    _in_uniform,
    _its_weapons,
    _its_fire,
    _a_national,
    _the_nation,
    _its_men,
    _government,
    _adjective,
)


def country_actor(
    text: str, tokens: tuple[Token, ...], at: int, country: tuple[str | None, str, str, int], day: int | None
) -> Found:
    """The actors of the phrase that begins with a country's word at this token; none if it only says where."""
    alpha3, kind, word, size = country
    if at + size < len(tokens) and tokens[at + size].lower in PARTS_OF_TOWNS and kind == "name":
        return [], at + size  # "in the Nigeria quarter of Guayaquil"
    if kind == "name" and whose(text, tokens[at].start, tokens[at].start + len(word)):
        kind = "adjective"
    nation = _Nation(text, tokens, at, day, alpha3, kind, word, at + size, head_of(tokens, at + size))
    return next((found for shape in SHAPES if (found := shape(nation)) is not None), ([], nation.after))
