"""A telling without any word of the lists: a sentence that names a day, and whose words together speak for a kind of event.

Knows which verb of such a sentence stands for what it tells. Doesn't know what else the sentence says, nor others.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.bodies import BODY
from eventx_rferl.language.lexicons import around, table
from eventx_rferl.language.surroundings import weapons_in
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Token, Trigger
from eventx_rferl.triggers.joined import Group
from eventx_rferl.triggers.polarity import withheld
from eventx_rferl.triggers.word_model import CLEARLY, EVENT_TYPES, LIKELY, NONE, spoken_for

BY_ITSELF = -0.1
"""How clearly the words have to speak for a kind where nothing is told yet, whatever they say of others: every label can be
unlikely to the model, and the least unlikely one is no event then. Behind a telling less will do: as much as rules ask."""
VAGUE = frozenset({NONE, "Headquarters or base established", "Other"})
"""Kinds whose words are everyday ones: somebody moved in somewhere."""
# Such a word is a verb in the past more often than not, if it has no capital.
PAST = re.compile(r"[a-z]{2,}ed")
# Who says it does nothing else.
SAID = frozenset("said told added reported claimed announced stated confirmed identified named".split())


def told_by_words(text: str, sentence: Sentence, *, opening: bool = True) -> tuple[Group, ...]:
    """The telling of a sentence in which no trigger stands, if its words speak clearly for a kind.

    ``opening``: whether the article has told nothing before. Whose body turns up is the victim of what is told elsewhere.
    """
    if BODY.search(text, sentence.start, sentence.end):
        return ()
    scores = spoken_for(text[sentence.start : sentence.end])
    label = max(scores, key=scores.__getitem__, default=NONE)
    verb = _verb(sentence)
    least = BY_ITSELF if opening else LIKELY
    if label in VAGUE or verb is None or scores[label] < least or scores[label] - scores[NONE] < CLEARLY:
        return ()
    if IN_BUSINESS.search(text, sentence.start, sentence.end) or not _somebody(label, text, sentence):
        return ()
    clause = next((n for n, one in enumerate(sentence.clauses) if one.start <= verb.start < one.end), 0)
    trigger = Trigger(verb.start, verb.end, verb.text, EVENT_TYPES[label][0], "v", clause, "past")
    return (Group(trigger, (trigger,), clause, "main", -1, withheld(text, sentence, trigger)),)


# Whose doings sound like those of armed groups: they absorb a rival, strip a house, take over a site.
IN_BUSINESS = wording(
    r"\b(?:compan(?:y|ies)|corporations?|firms?|owners?|landlords?|investors?|retailers?|developers?|shareholders|bulldozers|"
    r"(?:trade|free-trade|economic|energy|gas|oil|loan|mining|visa|climate|investment|partnership|customs|fisher(?:y|ies)|"
    r"rail(?:way)?|pipeline|aviation|extradition|cultural|cooperation) "
    r"(?:agreements?|deals?|accords?|pacts?|treat(?:y|ies)|contracts?))\b",
    re.IGNORECASE,
)


# What customs officers seize that is no weapon.
SMUGGLED = wording(
    r"\b(?:heroin|cocaine|opium|hashish|cannabis|marijuana|methamphetamines?|amphetamines?|captagon|drugs|narcotics|cigarettes|"
    r"contraband|counterfeit|ivory|caviar|antiquities)\b"
)


# "Mourners gathered for the boy's funeral": a crowd, but no demonstration.
AT_A_FUNERAL = wording(r"\b(?:funerals?|mourners|burials?|buried|weddings?|concerts?)\b", re.IGNORECASE)


STRUCK = wording(r"\b(?:struck|hit|hits|bombed|shelled|pounded|fired|launched|raids?|strikes?|air|skies|sirens)\b")
FROM_AFAR = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})


def _somebody(label: str, text: str, sentence: Sentence) -> bool:
    """Whether those are named without whom there is no such event: a protest takes a crowd."""
    if label == "Disrupted weapons use" and SMUGGLED.search(text, sentence.start, sentence.end):
        return around("arms").search(text, sentence.start, sentence.end) is not None
    if label in FROM_AFAR:  # "fighters entered the village": nothing flew
        return (
            bool(weapons_in(sentence, sentence.start, sentence.end))
            or STRUCK.search(text, sentence.start, sentence.end) is not None
        )
    if label != "Peaceful protest":
        return True
    crowd = around("crowd").search(text, sentence.start, sentence.end)
    return crowd is not None and AT_A_FUNERAL.search(text, sentence.start, sentence.end) is None


def _verb(sentence: Sentence) -> Token | None:
    """The first verb in the past that isn't one of saying, else the first that is."""
    verbs = [one for one in sentence.tokens if one.text in _irregular() or PAST.fullmatch(one.text)]
    return next((one for one in verbs if one.text not in SAID), verbs[0] if verbs else None)


@cache
def _irregular() -> frozenset[str]:
    return frozenset(row["past"] for row in table("irregular.tsv"))
