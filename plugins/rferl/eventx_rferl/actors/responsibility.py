"""Says who claims an event or is blamed for it: "the X group said it was behind the attack", "blamed on the Y".

Knows the phrases of ``lexicon/claims.toml`` and the verbs of blame. Doesn't know whether the blame is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain

from attrs import evolve, frozen

from eventx_rferl.language.actor_classes import ARMED, STATE, STATE_FORCES
from eventx_rferl.language.charges import PAUSE, charged_with
from eventx_rferl.language.lexicons import groups, settings
from eventx_rferl.language.voice import governed
from eventx_rferl.language.wording import Patterns, wording
from eventx_rferl.model import Actor, Sentence

BLAME = wording(
    r"\b(?:(?:held|holds|holding)(?=[^.;,]{2,70} responsible\b)|"
    r"(?:say|says|said|believe[sd]?|claim(?:s|ed)?|insist(?:s|ed)?|suspect) (?:that )?"
    r"(?=[^.;,]{2,70} (?:(?:had )?(?:planted|laid|fired|launched|sent|ordered|staged) "
    r"(?:it|them|the (?:bomb|mine|device|rocket|drone|missile|shell)s?)|"
    r"(?:had )?carried (?:it|them) out|(?:had )?(?:did|done) it|(?:was|were) (?:behind (?:it|them)|to blame))\b)|"
    r"blam(?:ed|es|ing)|"
    r"(?:(?<=s )|(?<=police )|(?<=people )|(?<=they )|(?<=many ))(?:blame|suspect)(?= (?:the )?(?:[a-z-]+ )?[A-Z])|"
    r"accus(?:ed|es|ing)|suspect(?:s|ed)|suspicion fell on|point(?:s|ed) (?:the finger )?(?:at|to)|"
    r"attributed (?:it|them|the \w+) to|put the blame on|laid the blame on)\b"
)
# A capitalised name that is no known actor's, right before the claim.
UNKNOWN = wording(r"((?:[A-Z][\w’'-]+)(?: (?:[a-z]{1,3} )?[A-Z][\w’'-]+){0,4}),? (?:has |have |also |later |had )?$")
# Charges that need more than the bare word.
WEAK = frozenset({"accused", "blamed"})
NO_NAMES = frozenset({"The", "It", "He", "They", "Police", "Officials"})
# What somebody is accused of is told already: "the X was accused of being behind it", "of killing them". Else it is told there:
# "stormed a church after two Y were accused of defiling a book" says nothing of who stormed it.
OF_IT = wording(
    r" (?:being (?:behind|involved)|carrying (?:it )?out|ordering|masterminding|organizing|involvement|responsibility|complicity|"
    r"it\b|this\b|(?:the|that|these|those) (?:[\w-]+ )?(?:attack|assault|bombing|blast|explosion|raid|killing|murder|ambush|"
    r"shooting|strike|shelling|massacre|abduction|kidnapping|arson)s?\b(?! of)|\w+ing (?:it|them|him|her)\b)"
)
ON_THE_GROUP = wording(r" (?:on |by )?(the group)\b")
OF_OTHERS = wording(
    r" (?:for )?(?:similar|previous|earlier|past|other|most|many|such|recent) (?:[\w-]+ ){0,2}?(?:incidents|attacks|killings|"
    r"kidnappings|abductions|bombings|raids|violence|ambushes|assaults|explosions|blasts)\b"
)
NOT_BLAMED = wording(r"\beach other\b|\bone another\b|\bdenied\b|\bno evidence\b")
# How many letters behind the phrase whoever is blamed may stand.
NEAR = 40


# "The military identified the attackers as X fighters": who says so didn't do it.
SAYS_WHO = wording(r"(?:named|identified|called) the\b")
# "Police said he had planted the bomb", "the army said the group had sent them"; but "said the killing was its work".
SAYS_HE_DID = wording(r"\b(?:said|says|claimed|confirmed|announced) (?:that )?(?:he|she|the [a-z]+) (?!(?:was|were) its\b)[a-z]+")


# A part that several phrases have, by its name.
PART = re.compile(r"\{([a-z]+)\}")


def _whole(phrase: str, parts: Mapping[str, str]) -> str:
    return PART.sub(lambda part: _whole(parts[part[1]], parts), phrase)


@cache
def _phrases(key: str) -> Patterns[None]:
    flags = re.IGNORECASE if key == "nobody" else re.NOFLAG
    told = settings("claims.toml")["responsibility"]
    return Patterns((None, wording(rf"\b{_whole(phrase, told['parts'])}\b", flags)) for phrase in told[key])


CLAIMS = ("before", "after", "accused")


@cache
def _claims() -> Patterns[str]:
    return Patterns((key, pattern) for key in CLAIMS for _, pattern in _phrases(key))


@frozen
class Responsible:
    """Who claims the deeds of a sentence or is blamed for them: those told from ``since`` on, an offset of the text.

    ``blamers``: where those stand who only blame: "was accused by the X of".
    """

    actor: Actor
    since: int
    blamers: tuple[int, int] = (0, 0)


def responsible(text: str, sentence: Sentence, actors: tuple[Actor, ...]) -> Responsible | None:
    """Who claims an event or is blamed for it in a sentence; None also if nobody claims it."""
    told = _claims().standing(text, sentence.start, sentence.end)
    words = text[sentence.start : sentence.end]
    if not told or _phrases("nobody").match_in(words):
        return None
    before_it, after_it, accused_of = ([pattern for key, pattern in told if key == which] for which in CLAIMS)
    armed = [
        a
        for a in actors
        if a.group in ARMED | {"adjective"} and not any(start <= a.start < end for start, end in sentence.quotes)
    ]
    claims = (pattern.search(words) for pattern in before_it)
    claimants = ((claim, _claimant(words[: claim.start()], sentence, armed)) for claim in claims if claim)
    claimed = (who for claim, who in claimants if who is None or not _tells_of_others(words, claim, who, sentence))
    accusations = [m for pattern in accused_of if (m := pattern.search(words))]
    accused = [(_claimant(words[: m.start()], sentence, armed, "ACTOR-ACCUSED"), m) for m in accusations]
    charges = (pattern.search(words) for pattern in after_it)
    charged = (_charged(words, charge.end(), sentence, armed) for charge in charges if charge and charge[0] not in WEAK)
    said = next((actor for actor in chain(claimed, charged) if actor is not None), None)
    if said is not None:
        return Responsible(said, sentence.start)
    who, charge = next(((a, m) for a, m in accused if a is not None), (None, None))
    if who is None or charge is None:
        return None
    since = sentence.start + (0 if OF_IT.match(words, charge.end()) else charge.end())
    return Responsible(who, since, (sentence.start + charge.start(), sentence.start + charge.end()))


def _tells_of_others(words: str, claim: re.Match[str], who: Actor, sentence: Sentence) -> bool:
    """Whether a state's forces only say who did it; a group that governs is "the group" itself."""
    if who.group in STATE and SAYS_WHO.match(claim[0]):
        return True
    at = max(0, who.end - sentence.start)
    return who.group in STATE_FORCES and who.text not in groups() and SAYS_HE_DID.search(words, at, claim.end()) is not None


SAID = wording(r"\b(?:said|says)(?: that)?(?: the)? (?:[\w-]+ ){0,2}$")


def _claimant(before: str, sentence: Sentence, armed: list[Actor], rule: str = "ACTOR-CLAIMS-IT") -> Actor | None:
    """Who stands before a claim or an accusation: an armed actor, else a name that nobody knows."""
    known = [a for a in armed if a.end <= sentence.start + len(before) + 1]
    # "Has struck in the Russian heartland: He said he had ordered the bombing": no Russian did.
    known = [a for a in known if a.group != "adjective" or not PAUSE.search(before, a.end - sentence.start)]
    if known:
        named = [a for a in known if a.group != "adjective"] or known
        if len(named) > 1 and SAID.search(before, named[0].end - sentence.start, named[1].start - sentence.start):
            named = named[1:]  # "police said the X was blamed for it"
        groups = [a for a in named if a.group == "group" and not governed(a, sentence.tokens)]
        if named[0].group == "state" and groups:  # "In the capital, Sanaa, the X group said it was behind ..."
            named = groups[-1:]
        return evolve(named[0], role="initiator", rule=rule)
    unknown = UNKNOWN.search(before)
    if unknown is None or unknown[1] in NO_NAMES:
        return None
    name, start, end = unknown[1], sentence.start + unknown.start(1), sentence.start + unknown.end(1)
    return Actor(name, name, start, end, "group", "armed-group", None, "initiator", rule)


def _charged(words: str, end: int, sentence: Sentence, armed: list[Actor]) -> Actor | None:
    """Whom the words behind a charge name: an armed actor, or "the group"."""
    at = sentence.start + end
    if any(a.start < at <= a.end and a.group not in ("state", "adjective") for a in armed):
        return None  # "gunmen believed to belong to the X": who they are, wherever they stand
    behind = next((a for a in armed if 0 <= a.start - (sentence.start + end) <= NEAR), None)
    if behind is not None:
        return evolve(behind, role="initiator", rule="ACTOR-BLAMED")
    group = ON_THE_GROUP.match(words, end)
    if group is None:
        return None
    start, stop = (sentence.start + at for at in group.span(1))
    return Actor("", group[1], start, stop, "group-anaphor", "rebel-group", None, "initiator", "ACTOR-BLAMED", "inferred")


def blamed(text: str, sentence: Sentence, actors: tuple[Actor, ...]) -> Actor | None:
    """Whom a sentence blames for something, if it is one armed actor."""
    blames = BLAME.finditer(text, sentence.start, sentence.end)
    match = next((m for m in blames if not charged_with(text, sentence.start, sentence.end, m.start())), None)
    if match is None or NOT_BLAMED.search(text, sentence.start, sentence.end) or OF_OTHERS.match(text, match.end()):
        return None
    after = [a for a in actors if a.group in ARMED and 0 <= a.start - match.end() <= 50]
    if not after:
        return None
    if re.search(r"[;.]|\bof\b.*\bof\b", text[match.end() : after[0].start]):
        return None
    return evolve(after[0], role="initiator", rule="ACTOR-ACCUSED")
