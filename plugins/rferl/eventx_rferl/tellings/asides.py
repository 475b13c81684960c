"""Which times of a sentence belong to what it tells aside: in a relative clause, of what is to come, went before or came of it.

Knows the words in front of such times. Doesn't know which time a telling has (:mod:`eventx_rferl.tellings.times`).
"""

from __future__ import annotations

from eventx_rferl.actors.agency import Found
from eventx_rferl.language.dates import Phrase
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger

# "Soldiers who mutinied in the west three days ago handed over their rifles today": two deeds with a day each.
WHO_DID = wording(r"\b(?:who|that|which) (?:had |have |has |were |was )?[a-z]+(?:ed|t|n|ew|ook|oke|ose|ought)\b[^,;.]{0,60}$")


# "The mayor, who took office in June, told a rally that ...": the comma closes what he did then. On a day of the news it is
# mostly the same one: "the gunmen, who came on Monday, killed nine".
ENCLOSED = wording(r", (?:who|whose)\b[^,;.]*$")


def of_a_relative(text: str, found: Found, phrase: Phrase, head: int) -> bool:
    """Whether a time before a deed belongs to what a relative clause tells: commas enclose it, or another time stands behind."""
    if phrase.end > head:
        return False
    long = phrase.when is not None and phrase.when.precision in ("month", "year")
    if long and ENCLOSED.search(text, found.sentence.start, phrase.start) and "," in text[phrase.end : head]:
        return True
    if not any(other.start >= head for other in found.phrases):
        return False
    return WHO_DID.search(text, found.sentence.start, phrase.start) is not None and "," not in text[phrase.end : head]


# "Gathered at the parliament, which on Tuesday passed a law", "in X, where another bomb had gone off on June 3".
ASIDE = wording(
    r"\b(?:which|who|whose) (?:on |late on |early on )?$|"
    r"\bwho (?:\w+ )?(?:came|rose|swept|returned) to (?:power|office)\b[^,;.]{0,20}$|"
    r"\b(?:that|which) (?:was|were|had been|has been) (?:\w+ly )?(?:accepted|approved|endorsed|drafted|drawn up|negotiated|"
    r"brokered|initial+ed|proposed|adopted|agreed) (?:by [^,;.]{3,60} )?(?:on |in |late on )?$|"
    r"\b(?:where|in which|to) (?:an?|another|the last|several|two|three) (?:similar|earlier|previous|comparable|such)\b[^,;.]*$|"
    r"\b(?:which|who) (?!took place|occurred|happened|began|came|were held|was held|lasted|killed|left|erupted|broke out|started|"
    r"followed)(?:(?:had|has|have|was|were|also|already|initially|recently|formally|later) ){0,3}"
    r"(?:approved|adopted|passed|opened(?! fire)|elected|appointed|took office|declared|resigned|signed|banned|replaced|"
    r"announced|won|lost|founded|celebrated|marked|turned|died|became) (?:[\w’'-]+ ){0,8}?(?:on |late on |early on )?$"
)


# "The fighting followed the collapse of talks last week": the time of what went before.
FOLLOWED = wording(r"[^,;.]{0,40}(?:, which [^,;.]{3,80},)? (?:followed|follows) (?!by\b|on\b|in\b|at\b)")


# "Marched against last week's vote": the time of what they marched against.
BEHIND = wording(r"\b(?:against|over|at|about|for|of|to|after|before|since|following) (?:the )?$")


def of_something_else(text: str, sentence: Sentence, phrase: Phrase, head: Trigger) -> bool:
    """Whether a time behind a deed belongs to something else: what was protested against, or what a relative clause tells."""
    if phrase.start < head.end:
        return False
    if text.startswith(("'s ", "’s "), phrase.end) and BEHIND.search(text, max(head.end, phrase.start - 16), phrase.start):
        return True
    followed = FOLLOWED.match(text, head.end) if head.pos == "n" else None
    if followed is not None and followed.end() <= phrase.start:
        return True
    aside = ASIDE.search(text, max(head.end, sentence.start), phrase.start)
    return aside is not None and "," not in text[aside.start() : phrase.start]


# "In East Timor, where a vote is to be held on August 30, militiamen sacked ...": another day, which hasn't come yet.
AHEAD = wording(
    r"\b(?:(?:is|are) (?:to be|due|set|scheduled|expected|planned|slated)|due to be|will (?:be held|take place|meet|"
    r"begin|open)|(?:was|were) (?:(?:due|set|scheduled|expected|planned|slated) )?to)\b(?:(?! but )[^,;.]){0,40}$|"
    r"\b(?:set|scheduled|planned|slated|due) (?:for|in|on) (?:early |late |mid-)?$|"
    r"\b(?:leave|withdraw|depart|pull out|be out|go home|end) (?:[\w’'-]+ ){0,3}?by (?:the end of |early |late |mid-)?$"
)


def still_ahead(text: str, sentence: Sentence, phrase: Phrase, head: Trigger) -> bool:
    """Whether a day is that of something yet to come, told aside."""
    ahead = AHEAD.search(text, max(sentence.start, phrase.start - 80), phrase.start)
    return ahead is not None and not ahead.start() <= head.start < phrase.start


def between_commas(sentence: Sentence, text: str, head: Trigger, usable: list[Phrase]) -> list[Phrase]:
    """ "On Tuesday, they said the two, arrested by troops last week, had to be freed": the time between the deed's commas."""
    if len(usable) < 2 or head.form not in ("past", "participle") or not text.endswith(", ", 0, head.start):
        return usable
    comma = text.find(",", head.end, sentence.end)
    return [phrase for phrase in usable if head.end <= phrase.start and phrase.end <= comma] or usable
