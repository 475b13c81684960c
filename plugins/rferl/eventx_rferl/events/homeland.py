"""In which country an event stands whose own words name none: that of the place named last before it.

Knows how far up an article a place still tells where the text stands. Doesn't look at who acts, nor where
within the country the event happened.
"""

from __future__ import annotations

from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Sentence
from eventx_rferl.places.head_lands import lands_first
from eventx_rferl.places.named import places_in

# As far up as an event's place is taken from the event told before (events.context).
PARAGRAPHS = 2
HERE = frozenset({"location", "home", "context"})
# A country that is only named beside: "near the border with Rwanda".
ANOTHER = wording(r"\b(?:with|to|from) (?:the )?$")


def grounds(
    article: Article,
    tellings: tuple[Mention, ...],
    earlier: tuple[Mention, ...],
    sentences: tuple[Sentence, ...],
    near: tuple[str, ...],
) -> tuple[str, ...]:
    """The countries ``near`` with the one in which the text stands at these tellings first.

    "In Yerevan, ... Two officers were taken away": Armenia, however often the article names Azerbaijan.
    ``earlier``: all tellings.
    """
    if any(place.country for mention in tellings for place in mention.places):
        return near
    first = tellings[0]
    if article.heads:
        return lands_first(article, first.start, near)
    for number in range(first.sentence, -1, -1):
        sentence = sentences[number]
        if sentence.paragraph != first.paragraph:
            break
        named = [p for p in places_in(article.text, sentence, near) if p.country and p.role in HERE]
        stands = [p for p in named if p.role != "context" or not ANOTHER.search(article.text[max(0, p.start - 12) : p.start])]
        if stands:
            return _first(stands[0].country or "", near)
    told = [
        country
        for mention in earlier
        if mention.start < first.start
        and first.paragraph - mention.paragraph <= PARAGRAPHS
        and (country := next((place.country for place in mention.places if place.country), ""))
    ]
    land = told[-1] if told else _named_above(article, first, sentences, near)
    return _first(land, near) if land else near


def _named_above(article: Article, first: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> str:
    """The country of the town that the paragraphs above name, though they tell no event of it: "since Goma changed hands"."""
    for number in range(first.sentence - 1, -1, -1):
        if first.paragraph - sentences[number].paragraph > PARAGRAPHS:
            break
        named = [p for p in places_in(article.text, sentences[number], near) if p.role == "location" and p.precision in TOWNS]
        land = next((p.country for p in reversed(named) if p.country), "")
        if land:
            return land
    return ""


def _first(country: str, near: tuple[str, ...]) -> tuple[str, ...]:
    return country, *(other for other in near if other != country)
