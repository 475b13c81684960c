"""Tells the voice of a verb, the preposition that a noun phrase hangs on, and the class of the people it names.

Knows the order of words in an English clause. Doesn't find actors; who does it to whom is said in ``roles``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from types import MappingProxyType

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import country_words, forces, persons
from eventx_rferl.model import END, START, Actor, Token, Trigger

STOPPERS = frozenset(
    """of in on at by to from for with against near into over that which who when after before as said says was were is are
    has have had be been during while killed wounded attacked but not will would also outside inside""".split()
) | frozenset(',.;:()“”"')


CLOSERS = frozenset({"when", "in", "at", "near", "on", ",", ".", "during", "after", "as", "and", "by"})


PULLED = re.compile(r"\b(?:was|were|been|being) (?:\w+ly )?\w+(?:ed|en|wn|t|d)\b[^;.,]{0,80} and(?: then)?$")


# What comes before a count: the verb has an object.
COUNTED = (["at", "least"], ["at", "most"], ["as", "many"])


AUXILIARIES = frozenset({"was", "were", "been", "being", "be", "is", "are", "got"})
HAVING = frozenset({"has", "have", "had", "having", "'ve"})


def is_passive(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether the trigger is a passive ("were shelled", "has been hit", "seized by")."""
    if trigger.form not in ("past", "participle"):
        return False
    first, last = bisect_right(tokens, trigger.start, key=END), bisect_left(tokens, trigger.end, key=START)
    before = [t.lower for t in tokens[max(0, first - 3) : first] if t.text != "IS"]
    after = [t.lower for t in tokens[last : last + 2]]
    if trigger.type in ("killed", "injured") and after and after[0] in CLOSERS and after not in COUNTED:
        return True  # "and seven wounded when ..."; but not "killed at least 20"
    joined = (before[-1:] == ["and"] or before[-2:] == ["and", "then"]) and (not after or after[0] in CLOSERS | {"to", "dead"})
    if joined and PULLED.search(" ".join(t.lower for t in tokens[:first])):
        return True  # "were pulled from a car and murdered near"
    if trigger.form == "participle" and HAVING.isdisjoint(before):
        return True  # "Zaytsau, beaten in a police van": a form that no past tense has
    return (
        not AUXILIARIES.isdisjoint(before[-2:])
        or (not AUXILIARIES.isdisjoint(before[:1]) and before[-1].endswith("ly"))
        or after[:1] == ["by"]
    )


def governed(actor: Actor, tokens: tuple[Token, ...]) -> str:
    """The preposition that an actor's noun phrase hangs on; empty if it stands free, as a subject or an object.

    "held-by" if it is named only for whose something is, not for what it does: "the area held by the rebels".
    """
    first = bisect_right(tokens, actor.start, key=END)
    if first > 1 and tokens[first - 2].lower in WHERE and country_words().get(tokens[first - 1].text, ("", ""))[1] == "name":
        return ""  # "In Mali soldiers killed ten": what hangs on "in" is the country
    line = " ".join(["", *[t.lower for t in tokens[max(0, first - 5) : first]], ""])
    for said, meant in SHORTER:
        line = line.replace(said, meant)
    words = line.split()
    unknown = 0
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word == "by" and index and words[index - 1] in HELD:
            return "held-by"
        if word == "of" and index and words[index - 1] in ("support", "aid", "help", "behalf", "favor", "defense", "presence"):
            return "held-by"
        if word in ("of", "from") and index and (words[index - 1] in TRANSPARENT or _men(words[index - 1])):
            if words[index - 1] in BACKERS and actor.group in ("police", "military", "security"):
                return word  # "supporters of the officers stormed": no officers
            continue
        if word.endswith("ing") and words[index + 1 : index + 2] and words[index + 1] in DETERMINERS:
            return ""  # "retaliated by bombing the rebels": its object
        if DAY.fullmatch(word) and index and words[index - 1] in ("on", "in", "late", "early", "of", "by", "since"):
            return ""  # "On Friday a militia signed": what hangs on "on" is the day
        if word in PREPOSITIONS:
            return word
        if word in TRANSPARENT:
            continue
        unknown += word.isalpha() and word not in MODIFIERS
        if unknown == 1 and word.isalpha() and word not in STOPPERS and not word.endswith("ed"):
            continue
        if (
            word not in MODIFIERS
            and "-" not in word
            and not word.endswith(("ed", "an", "ern", "ary", "ing", "al"))
            and not word[:1].isdigit()
        ):
            return ""
    return ""


DAY = re.compile(rf"{WEEKDAY}|{MONTH}", re.IGNORECASE)
WHERE = frozenset({"in", "across", "throughout"})
# What stands before a noun phrase in other words; "at least six gunmen" hang on no "at".
SHORTER = ((" belonging to ", " of "), (" loyal to ", " of "), (" at least ", " "), (" at most ", " "))
BACKERS = frozenset({"supporters", "loyalists"})
# "Two bases of the X group": a place of theirs, none of them.
SITES = frozenset("base bases checkpoint checkpoints bunker bunkers firebase firebases".split())


def _men(word: str) -> bool:
    """Whether a word for forces means men, not where they are."""
    return word in forces() and word not in SITES


# "the area held by the rebels": they are named for whose it is, not for what they do.
HELD = frozenset(
    """held controlled ruled run governed occupied administered besieged seized captured backed supported led brokered
    protected guarded manned staffed recognized armed funded financed equipped
    trained sponsored supplied owned used patrolled populated inhabited sheltered disputed divided accompanied
    assisted aided reinforced escorted flanked""".split()
)
TRANSPARENT = frozenset(
    """group groups total members cadres operatives officers soldiers agents fighters troops
    commandos number dozens hundreds thousands scores
    crowd crowds mob mobs unit units leaders dissidents defectors elements remnants followers faction factions wing
    branch offshoot affiliate cell cells column squad some most many several band bands patrol patrols party gang gangs squads
    columns team teams wave waves pair trio handful detachment contingent posse commander leader member fighter soldier gunman
    gunmen militants riders horsemen warriors militiamen men remnant units supporters loyalists suspects""".split()
)


PREPOSITIONS = frozenset(
    """of in on at by from against with between near for to into over among outside around as under inside behind beneath
    beside aboard off toward towards through across past within along opposite""".split()
)


MODIFIERS = frozenset(
    """the a an two three four five six seven eight nine ten dozens several some other both its their least more than about
    armed unidentified unknown masked local and pro-government government all""".split()
)


DETERMINERS = frozenset("the a an its their his two three four five six several some".split())
FORMER = frozenset({"former", "onetime", "one-time", "erstwhile", "retired", "ex", "demobilized"})


def former(words: str) -> bool:
    """Whether a noun phrase names people who were something once: "an ex-soldier", "two former rebels"."""
    return not FORMER.isdisjoint(re.findall(r"[a-z-]+", words.lower().replace("ex-", "ex ")))


def person_class(words: str) -> str:
    """The class of the people a noun phrase names: civilian, military, police, rebel, protester, any."""
    found = _class_of(words)
    if found in ("military", "police", "rebel", "any-armed") and former(words):
        return "civilian"
    return "police" if found == "military" and re.search(r"\bpolice\b", words, re.IGNORECASE) else found


@cache
def _classes() -> MappingProxyType[str, str]:
    """The classes of people by their words in lower case, as phrases are asked for: "islamists"."""
    return MappingProxyType({word.lower(): kind for word, kind in persons().items()})


def _class_of(words: str) -> str:
    lowered = [w.strip(",.").removesuffix("'s").removesuffix("’s") for w in words.lower().replace("-", " ").split()]
    for size in (3, 2, 1):
        for at in range(len(lowered) - size, -1, -1):
            found = _classes().get(" ".join(lowered[at : at + size]))
            if found and found != "any":
                return found
    return "any"
