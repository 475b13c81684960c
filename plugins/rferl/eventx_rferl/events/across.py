"""Whose forces fire across a border or come over it: not those of the country that they hit.

Knows the words that say so. Doesn't know where an event was, nor who stands on the other side unless the article names one other
country.
"""

from __future__ import annotations

import re

from eventx_rferl.actors.naming import localised
from eventx_rferl.language.actor_classes import STATE_FORCES
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Mention, Sentence
from eventx_rferl.places.named_lands import article_countries, countries_named

_LINE = (
    r"(?:the|their|its|a|an|that) (?:(?:common|shared|joint|disputed|porous|mountainous|international|de facto|tense) ){0,2}"
    r"(?:borders?|frontiers?|border river|boundary|demarcation line|Line of Control|line of contact)\b"
)
# "Fired across the border at X", "shells from over the frontier", "soldiers crossed the border and shot", "troops from the
# neighboring country"; but not "shot two smugglers who fled across the border".
ACROSS = wording(
    rf"\b(?:from|on) (?:across|over|beyond|the other side of|the far side of) {_LINE}|"
    r"\b(?:fir(?:e|es|ed|ing)|gunfire|shots?|shoot(?:s|ing)?|shell(?:s|ed|ing)?|rockets?|mortars?|grenades?|rounds|artillery|"
    rf"bullets|missiles?|bombard\w*|lobb\w*)(?: at (?:[\w’'-]+ ){{1,3}}?)? ?(?:across|over) {_LINE}|"
    r"\b(?:soldiers|troops|guards|forces|army|police|units?) (?:had |have |who )?"
    rf"(?:crossed|came across|came over|slipped across) {_LINE}(?: (?:and|to|at|near|from|into|in|on|before|overnight)\b|,)|"
    r"\b(?:soldiers|troops|guards|forces|army|police|units?) (?:from|of) (?:the|a) neighbou?ring (?:country|state|nation)\b|"
    r"\bcross-border (?:\w+ )?(?:fir(?:e|ing)|gunfire|shelling|shooting|bombardment|mortar|artillery|rocket)\b",
    re.IGNORECASE,
)


EXCHANGED = wording(r"\b(?:exchang|trad)(?:e|ed|es|ing) (?:[\w-]+ ){0,3}$")


def came_across(article: Article, mentions: tuple[Mention, ...]) -> bool:
    """Whether the tellings say that it came over a border."""
    return any(ACROSS.search(article.text, m.start, m.end) for m in mentions)


def but_the_senders(text: str, sentence: Sentence, lands: tuple[str, ...]) -> tuple[str, ...]:
    """The countries that a sentence's places may lie in, without the one whose men it tells to fire over the border."""
    told = ACROSS.search(text, sentence.start, sentence.end)
    if told is None or not lands or EXCHANGED.search(text, sentence.start, told.start()):
        return lands
    named = [one.country for one in countries_named(text) if sentence.start <= one.start < told.start()]
    return tuple(land for land in lands if land not in named[-1:])


def strangers(article: Article, mentions: tuple[Mention, ...], doers: list[Actor], home: str | None, kind: str) -> list[Actor]:
    """Who did it, by their conventional names: a state's forces of no told country who fire over the border aren't this one's."""
    if home is None or not any(_open(d) for d in doers) or not came_across(article, mentions):
        return [localised(d, home, kind) for d in doers]
    others = [land for land in article_countries(article.text) if land != home]
    theirs = others[0] if len(others) == 1 else None
    return [localised(d, theirs if _open(d) else home, kind) for d in doers]


def _open(actor: Actor) -> bool:
    return actor.country is None and actor.group in STATE_FORCES
