"""Takes out what an article seems to tell that reports no conflict: accidents, arrests for theft, history, stray words of war.

Knows how clearly the words of each sentence speak for an event, and which tellings were withheld as an accident. A flood, a
match, a market or a trial has words of war in some sentence; a report has several sentences whose words tell what happened.
Doesn't know what an article is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from eventx_rferl.events.matching import kind_family, places_agree, places_told, time_of
from eventx_rferl.events.merged import Merged, without
from eventx_rferl.language.accidents import VIOLENT
from eventx_rferl.language.lexicons import around, weapons
from eventx_rferl.model import Article, Mention, Sentence
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.word_model import speaking_for_none, spoken_for

FEW = 0.25
"""At most such a part of an article's sentences speaks for an event where it reports none. Of 180 real reports of events and
twenty coded sets, three articles with events stayed below, and the words of those events spoke clearly."""

CLEAR = 0.65
"""How far the words of an event have to be ahead of those for none to count all the same."""

ENOUGH = 5
"""Of fewer sentences no part says anything."""

LATELY = timedelta(days=7)
"""News is of the last week; what a text about something else recalls went before."""

LONG_AGO = 50
"""What happened so many years before the article is history, not news."""

ACCIDENTAL = CASUALTY | {"hit", "explosion", "explosion-noun", "explosion-weak"}
"""What an accident does too."""

# Weapons that accidents are told with too.
HARMLESS = frozenset({"stones", "riot", "mine"})

Told = tuple[Mention, ...]


def reported(article: Article, merged: Merged, mentions: Sequence[Mention], sentences: tuple[Sentence, ...]) -> Merged:
    """Without what goes on about an accident, and without stray words of war in a text about something else."""
    merged = without(merged, _of_an_accident(article, merged, mentions, sentences), "ART-ACCIDENT")
    merged = without(merged, {n for n, told in enumerate(merged.events) if _for_a_crime(article, told)}, "ART-CRIME")
    merged = without(merged, {n for n, told in enumerate(merged.events) if _long_ago(article, told)}, "ART-FRAME")
    disaster = any(fate.reason == "ART-ACCIDENT" for fate in merged.fates)
    return without(merged, _stray(article, merged.events, sentences, disaster=disaster), "ART-NO-EVENT")


def _of_an_accident(article: Article, merged: Merged, mentions: Sequence[Mention], sentences: tuple[Sentence, ...]) -> set[int]:
    """ "A blast ripped through a fireworks factory. The explosion left 19 in hospital": the same accident."""
    of_these = {fate.mention for fate in merged.fates if fate.reason == "ART-ACCIDENT"}
    accidents = [m for m in mentions if m.number in of_these]
    if not accidents:
        return set()
    # "Storms killed nine in Tennessee; 15 deaths were reported in Arkansas": the article tells of nothing but dead and hurt.
    only = all(m.head.type in CASUALTY for told in merged.events for m in told)
    return {
        n
        for n, told in enumerate(merged.events)
        if _unarmed(article, told, sentences) and (only or any(_goes_on(merged, one, told) for one in accidents))
    }


def _goes_on(merged: Merged, accident: Mention, told: Told) -> bool:
    """Whether a telling may be of an accident told before it: at that place, if one is told, and with no other event between."""
    between = any(accident.number < other[0].number < told[0].number for other in merged.events if other is not told)
    return accident.number < told[0].number and not between and places_agree(accident.places, places_told(told))


def _unarmed(article: Article, told: Told, sentences: tuple[Sentence, ...]) -> bool:
    """Whether nobody did it, and no weapon and no word of a fight stands beside it."""
    if any(m.initiators or m.head.type not in ACCIDENTAL for m in told):
        return False
    for mention in told:
        sentence = sentences[mention.sentence]
        if any(weapons()[word] not in HARMLESS for word in sentence.words & weapons().keys()):
            return False
        if VIOLENT.search(article.text, sentence.start, sentence.end):
            return False
    return True


def _for_a_crime(article: Article, told: Told) -> bool:
    """ "Officers found 20 kilos of cocaine. The driver was arrested": nothing of a conflict is told beside it."""
    if any(kind_family(m) != "arrest" for m in told):
        return False
    paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
    beside = [paragraphs[m.paragraph] for m in told]
    return all(_common(article.text, block.start, block.end) for block in beside)


def _common(text: str, start: int, end: int) -> bool:
    """Whether a text speaks of common crimes and of nothing that belongs to a conflict."""
    crime, conflict = around("common-crime"), around("conflict")
    return crime.search(text, start, end) is not None and conflict.search(text, start, end) is None


def _long_ago(article: Article, told: Told) -> bool:
    """ "On April 24, 1916, rebels seized the post office"."""
    when = time_of(told)
    return article.published is not None and when is not None and when.end_day.year < article.published.year - LONG_AGO


def _stray(article: Article, events: Sequence[Told], sentences: tuple[Sentence, ...], *, disaster: bool) -> set[int]:
    """The events whose words speak for none clearly, in a text in which few sentences speak for any."""
    if len(sentences) < ENOUGH:
        return set()
    unclear = {n for n, told in enumerate(events) if all(_ahead(article, sentences[m.sentence]) < CLEAR for m in told)}
    if not unclear or not _few(article, sentences):
        return set()
    alone = len(unclear) == len(events)
    return {n for n in unclear if not _spared(article, events[n], alone=alone, disaster=disaster)}


def _spared(article: Article, told: Told, *, alone: bool, disaster: bool) -> bool:
    """Whether a telling is no stray word: beside an event that is told clearly one of this week, or one that is news; with none
    beside it only news of this week, or of a deed ("1,350 have died in the region" may be of an epidemic)."""
    news = () if disaster else tuple(filter(_news, told))
    lately = _of_these_days(article, told)
    return bool(news) and (lately or any(map(_deed, news))) if alone else bool(news) or lately


def _news(mention: Mention) -> bool:
    """Whether a telling says who did it or was hurt or held, and where or on which day."""
    somebody = any(t.number.high != 0 for t in mention.tolls) or mention.initiators or (_deed(mention) and mention.targets)
    dated = _deed(mention) and mention.when is not None and mention.when.basis != "inferred"
    return bool(somebody) and (dated or bool(mention.places))


def _deed(mention: Mention) -> bool:
    """Whether a verb tells what somebody did, and not only that some are dead or hurt."""
    return mention.head.pos == "v" and (mention.head.type not in CASUALTY or bool(mention.initiators))


def _of_these_days(article: Article, told: Told) -> bool:
    """Whether a day of the last week is told, and who was hurt or did it."""
    when = time_of(told)
    if article.published is None or when is None or article.published - when.end_day > LATELY:
        return False
    return any(m.tolls or m.initiators or m.targets for m in told)


def _few(article: Article, sentences: tuple[Sentence, ...]) -> bool:
    """Whether few sentences speak for any event; asked no further than is needed."""
    allowed = int(len(sentences) * FEW)
    for one in sentences:
        allowed -= _ahead(article, one) > 0
        if allowed < 0:
            return False
    return True


def _ahead(article: Article, sentence: Sentence) -> float:
    """How far the likeliest kind of event is ahead of none, by the words of a sentence."""
    scores = spoken_for(article.text[sentence.start : sentence.end])
    return -speaking_for_none(scores) if scores else -1.0
