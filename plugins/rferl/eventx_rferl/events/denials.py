"""Ties a denial to the event it denies.

Knows that a denied act which somebody reported is an event with status *denied*; a denied rumour, or a denied general
accusation, is no event. Doesn't judge who is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import evolve

from eventx_rferl.events.matching import kind_family
from eventx_rferl.events.merged import Fate, Merged
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import Patterns, wording
from eventx_rferl.model import Article, Mention, Sentence
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.families import compatible

# "Denied that any of its soldiers were killed": losses of one's own are denied, not the attack.
OWN_LOSSES = wording(
    r"\b(?:its|their|his) (?:own )?(?:soldiers|troops|fighters|men|members|forces|personnel|officers|policemen|servicemen|"
    r"commanders?)(?: had)? (?:were|was|been)\b|\bden(?:y|ies|ied|ying) (?:having |that (?:it|they) had )?los(?:t|ing)\b"
)

# "Denied that any guard had been killed": how many died is denied, not the fight that is told.
ANY_LOSSES = wording(
    r"\bden(?:y|ies|ied|ying) (?:that )?(?:any|a single|even one)(?:one|body)?"
    r"(?: (?!shots?|rounds?|shells?|rockets?)[\w’'-]+){0,5} "
    r"(?:was|were|been|had|have|has) $"
)
# "Denied it was behind the killing", "denied any role": whoever did it, they say that they didn't.
AUTHORSHIP = wording(
    r"\bden(?:ied|ies|ying) (?:(?:that|having|any|all|its|their|being|it|they|he|she|the|group)\b ?)*"
    r"(?:(?:was|were|is|are|had been|been|stood) behind|(?:was |were |had been |been )?involve(?:d|ment)?\b|"
    r"(?:was |were |is |are |had been )?responsib\w+|role\b|part\b|hand\b|carr(?:ied|ying) out|(?:had )?carried out|"
    r"order(?:ed|ing)|kill(?:ed|ing)|"
    r"murder(?:ed|ing)|attack(?:ed|ing)|plant(?:ed|ing)|fir(?:ed|ing)|launch(?:ed|ing)|stag(?:ed|ing))"
)
BLAME = wording(r"\b(?:blam|accus|attribut|suspect|alleg)\w*|\bpointed (?:to|at)\b|\bsaid (?:it|they) (?:was|were)\b")
# How many sentences behind the capture its denial stands.
NEAR_BY = 4
# Doers whom no name tells from others.
NAMELESS = frozenset({"armed", "crowd-civilian", "group-anaphor"})


def denials_of(
    article: Article, merged: Merged, mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]
) -> tuple[dict[int, tuple[int, ...]], Merged]:
    """For each event the numbers of the sentences that deny it; a denial of an event is a telling of it (merged)."""
    denied: dict[int, tuple[int, ...]] = {}
    fates = list(merged.fates)
    for index, fate in enumerate(fates):
        if fate.reason != "ART-DENIED":
            continue
        mention = mentions[fate.mention]
        words = article.text[sentences[mention.sentence].start : mention.head.start].lower()
        if any(
            word in words
            for word in ("rumors", "rumours", "reports", "allegations", "accusations", "claims", "suggestions", "speculation")
        ) or OWN_LOSSES.search(words):
            continue
        act = mention.head.pos == "v" or re.search(
            r"\b(?:attempt|carr|launch|conduct|stag|mak|made|order|was behind|involve)\w* (?:\w+ ){0,3}$", words
        )
        event = _denied_event(mention, merged) if act else -1
        if event >= 0 and ANY_LOSSES.search(words) and _only_losses(mention, merged.events[event]):
            continue
        if event >= 0 and _was_another(article, mention, merged.events[event], sentences):
            continue
        if event >= 0:
            denied[event] = (*denied.get(event, ()), mention.sentence)
            fates[index] = Fate(fate.mention, "merged", "ART-DENIAL", event)
    for event, sentence in _called_untrue(article, merged, sentences):
        denied[event] = (*denied.get(event, ()), sentence)
    return denied, evolve(merged, fates=tuple(fates))


def _only_losses(denied: Mention, told: tuple[Mention, ...]) -> bool:
    """Whether deaths are denied of what is told by more than its deaths: a clash, a bombing."""
    return denied.head.type in CASUALTY and told[0].head.type not in CASUALTY


def _was_another(article: Article, mention: Mention, told: tuple[Mention, ...], sentences: tuple[Sentence, ...]) -> bool:
    """Whether somebody whom nobody blames says that it wasn't them: "The X denied it was behind the killing"."""
    sentence = sentences[mention.sentence]
    denied = AUTHORSHIP.search(article.text, sentence.start, sentence.end)
    if denied is None:
        return False
    if any(actor.group not in NAMELESS for one in told for actor in one.initiators):
        return False
    first = min(one.sentence for one in told)
    return BLAME.search(article.text, sentences[first].start, denied.start()) is None


@cache
def _untrue(where: str) -> Patterns[None]:
    return Patterns((None, wording(pattern, re.IGNORECASE)) for pattern in settings("claims.toml")["denial"][where])


def _called_untrue(article: Article, merged: Merged, sentences: tuple[Sentence, ...]) -> list[tuple[int, int]]:
    """Events, each with the sentence that says of the whole account that it isn't true: it names no act."""
    told = sorted(((m.number, m, n) for n, found in enumerate(merged.events) for m in found if m.link == "main"), key=_first)
    found: list[tuple[int, int]] = []
    for number, sentence in enumerate(sentences):
        if _untrue("behind").match_in(article.text, sentence.start, sentence.end):
            if ADMITTED.search(article.text, sentence.start, sentence.end) or _of_a_charge(article, sentences, number, told):
                continue
            before = [
                (m, n)
                for _, m, n in told  # that troops crossed a border is no word about a rally told above
                if m.sentence < number and sentence.paragraph - m.paragraph <= (kind_family(m) != "demo")
            ]
            if before:
                found.append((before[-1][1], number))
        elif _untrue("lost").match_in(article.text, sentence.start, sentence.end):
            taken = [n for _, m, n in told if m.head.type.startswith("territory-") and 0 < number - m.sentence <= NEAR_BY]
            found += [(n, number) for n in taken[-1:]]
    for _, mention, event in told:
        sentence = sentences[mention.sentence]
        if mention.head.type in CASUALTY or not _untrue("beside").standing(article.text, sentence.start, sentence.end):
            continue
        if _untrue("beside").match_in(article.text, mention.head.end, sentence.end):
            found.append((event, mention.sentence))
    return found


# "Police said that he had a pistol. His party denied the claim": of what he is charged with.
CLAIMED = wording(r"\b(?:said|says|claim(?:s|ed)|alleg(?:es|ed)|accus(?:es|ed)|charg(?:es|ed))\b")

THE_CLAIM = wording(r"\b(?:the|this|that) (?:claim|accusation|allegation|charge)\b")


def _of_a_charge(
    article: Article, sentences: tuple[Sentence, ...], number: int, told: Sequence[tuple[int, Mention, int]]
) -> bool:
    """Whether what is denied is what the sentence before claims, which tells no event."""
    before = sentences[number - 1] if number else None
    if before is None or before.paragraph != sentences[number].paragraph or any(m.sentence == number - 1 for _, m, _ in told):
        return False
    if THE_CLAIM.search(article.text, sentences[number].start, sentences[number].end) is None:
        return False
    return CLAIMED.search(article.text, before.start, before.end) is not None


# "Denied the claim, saying they lost three men": only how many is denied.
ADMITTED = wording(
    r"(?:, (?:but |and )?| and | but )(?:saying|insisting|claiming|stating|adding|said|insisted|claimed|announced) (?:that )?"
    r"(?:it|they|(?:its|their) [\w-]+) (?:had |have )?(?:instead |in fact |only )?(?:killed|shot dead|wounded|repelled|repulsed|"
    r"beaten back|eliminated|neutralized)\b|"
    r", (?:but |and )?(?:saying|insisting|claiming|stating|adding|said|insisted|claimed)\b[^.;]{0,60}?\b"
    r"(?:lost|only [\w-]+ (?:of|men|fighters|soldiers|people)|"
    r"[\w-]+ of (?:its|their) (?:men|fighters|soldiers|troops|members) (?:had )?(?:died|been killed|were killed|fell))\b"
)


def _first(told: tuple[int, Mention, int]) -> int:
    return told[0]


def _denied_event(mention: Mention, merged: Merged) -> int:
    """The event told in the same or the paragraph before that the denied act fits: its last telling is the nearest."""
    best, top = -1, (-1, -1)
    for number, found in enumerate(merged.events):
        near = [m for m in found if 0 <= mention.paragraph - m.paragraph <= 1 and m.number < mention.number]
        if near and _same_act(mention, found, near[-1]):
            closeness = (_likeness(mention, found), near[-1].number)
            if best < 0 or closeness > top:
                best, top = number, closeness
    return best


def _same_act(mention: Mention, found: tuple[Mention, ...], told: Mention) -> bool:
    """Whether what is denied can be what was told: that police fired live rounds at a rally is one thing, the rally another."""
    denied, told_of = kind_family(mention), {kind_family(m) for m in found}
    if "demo" in told_of and denied not in told_of | {"open"}:
        return False
    return compatible(denied, kind_family(told)) and denied not in ("demo", "arrest")


def _likeness(mention: Mention, found: tuple[Mention, ...]) -> int:
    """Same kind or same weapon speaks for this event."""
    arms = frozenset(w for m in found for w in m.weapons)
    planes = "air" in mention.weapons or mention.head.type == "attack-air-or-bomb"
    return (
        int(kind_family(mention) in {kind_family(m) for m in found})
        + int(bool(mention.weapons & arms))
        + int(planes and any(kind_family(m) == "air" for m in found))
    )
