"""The article importer from text to events: the steps in order, nothing else.

reader -> text with offsets -> sentences and clauses -> mentions -> events -> merging -> relations.  Records are written by
:mod:`eventx_rferl.records`.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from eventx_rferl.actors.organisations import abbreviations
from eventx_rferl.actors.responsibility import blamed
from eventx_rferl.events import context
from eventx_rferl.events.across import but_the_senders
from eventx_rferl.events.bodies import found_later
from eventx_rferl.events.completion import complete
from eventx_rferl.events.denials import denials_of
from eventx_rferl.events.homeland import grounds
from eventx_rferl.events.inference import same_campaign, same_front, same_parties, same_place
from eventx_rferl.events.kinds import kinds, told_only
from eventx_rferl.events.lands import in_their_lands
from eventx_rferl.events.making import build
from eventx_rferl.events.merge import merge
from eventx_rferl.events.merged import Fate, Merged
from eventx_rferl.events.news_place import lands_of_title, of_the_news
from eventx_rferl.events.no_report import reported
from eventx_rferl.events.parties import Parties, Suspect, parties_of
from eventx_rferl.events.relations import infer_dates, relations_of
from eventx_rferl.events.sequels import sequels
from eventx_rferl.events.twice import joined, told_twice
from eventx_rferl.events.vague import bounded
from eventx_rferl.events.which_town import told_apart, which_towns
from eventx_rferl.language.historical_present import told_in_the_present
from eventx_rferl.language.plain_words import plainer_words
from eventx_rferl.language.retold import Retold, apart, retold
from eventx_rferl.language.sentences import sentences_of
from eventx_rferl.language.title_case import in_small_letters, in_title_case
from eventx_rferl.model import Actor, Article, Event, Mention, Sentence
from eventx_rferl.places.head_lands import lands_first
from eventx_rferl.places.named_lands import article_countries, named_until
from eventx_rferl.tellings import assemble
from eventx_rferl.tellings.its_men import with_owners
from eventx_rferl.tellings.pronouns import carried_on
from eventx_rferl.tellings.where_they import where_they
from eventx_rferl.tolls.claims import he_said, speaker_of, who_said
from eventx_rferl.values import evolve, frozen

if TYPE_CHECKING:
    from eventx_rferl.entities.parsing import Parse


@frozen
class Reading:
    """All that was found in an article: events, mentions with their fates, and how many candidates the detector counted."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    fates: tuple[Fate, ...]
    counted: int
    model: str = ""


# What parts words without being a blank: the line ends of wrapped text, tabs, blanks that mustn't break.
WHITE = re.compile(r"[^\S ]")
# The points of an hour within a sentence, which end nothing: "at 6:30 a.m. and died".
HOUR = re.compile(r"(?<=\d )([ap])\.m\.(?=,? [a-z]|,)")
# "Democratic Republic of Congo [DRC]": an abbreviation, as in round brackets.
BRACKETED = re.compile(r"(?<=\w )\[([A-Z]{2,6})\]")
POINTLESS = "m\u2060\u2060"


def _on_one_line(article: Article) -> Article:
    """The article with one blank for each other white space inside its paragraphs, and one kind of hyphen: offsets stay."""
    pieces: list[str] = []
    at = 0
    for block in article.blocks:
        words = article.text[block.start : block.end] if block.kind == "paragraph" else ""
        if not words.isprintable():  # as any but a blank
            words = WHITE.sub(" ", words)
        if "\u2011" in words or "\u2010" in words:  # hyphens that mustn't break, or that are told from a minus
            words = words.replace("\u2011", "-").replace("\u2010", "-")
        if "[" in words:
            words = BRACKETED.sub(r"(\1)", words)
        if ".m." in words:
            words = HOUR.sub(rf"\1{POINTLESS}", words)
        if words and words != article.text[block.start : block.end]:
            pieces += [article.text[at : block.start], words]
            at = block.end
    return evolve(article, text="".join((*pieces, article.text[at:]))) if pieces else article


def _titles_small(article: Article) -> Article:
    """The article with its paragraphs that are titles In Capitals as sentences are written: offsets stay."""
    text = article.text
    for block in article.blocks:
        words = text[block.start : block.end] if block.kind == "paragraph" else ""
        if in_title_case(words):
            text = text[: block.start] + in_small_letters(words) + text[block.end :]
    return evolve(article, text=text) if text is not article.text else article


def as_written(words: str) -> str:
    """Words that the rules have read, with the points of an hour that they read without."""
    return words.replace(POINTLESS, ".m.")


def read(original: Article, parse: Parse | None = None) -> Reading:
    """Find the events of an article; a ``parse`` by a model helps where the rules are silent or undecided."""
    written = _on_one_line(original)
    article = _titles_small(written)
    sentences = sentences_of(article)
    edits = apart(told_in_the_present(article, sentences), plainer_words(article.text, 0, len(article.text)))
    if not edits and article is written:
        return _read(original, written, sentences, parse)
    told = Retold(written.text, edits, retold(article.text, edits))
    other = evolve(told.there(article), text=told.text)
    return evolve(told.back(_read(other, other, sentences_of(other), told.there(parse))), article=original)


def _read(original: Article, article: Article, sentences: tuple[Sentence, ...], parse: Parse | None) -> Reading:
    near = article_countries(article.text) or lands_of_title(article)
    short = MappingProxyType(abbreviations(article.text))
    drafts: list[assemble.Draft] = []
    actors: list[Actor] = []
    suspects: list[Suspect] = []
    paragraph, speaker, before = -1, None, None
    for number, sentence in enumerate(sentences):
        opening = all(draft.mention.withheld for draft in drafts)
        lands = but_the_senders(article.text, sentence, lands_first(article, sentence.start, near))
        found = assemble.look(article, sentence, number, lands, short, opening=opening)
        if found.tolls and speaker is not None:  # "It said it killed six", also if this begins the next paragraph
            found = evolve(found, tolls=who_said(found.tolls, speaker))
        speaker = speaker_of(found.claims) or (speaker if sentence.paragraph == paragraph or he_said(found.claims) else None)
        paragraph = sentence.paragraph
        speak = [(claim.start, claim.reach) for claim in found.claims]
        actors.extend(a for a in found.actors if a.group != "police" or not any(s <= a.start < e for s, e in speak))
        said = found.suspect or blamed(article.text, sentence, found.actors)
        if said is not None:
            suspects.append(Suspect(number, sentence.paragraph, said))
        made = with_owners(article.text, found, assemble.drafts(article, found, len(drafts)), before)
        made = carried_on(article.text, found, where_they(article.text, found, made), before)
        before = found
        if parse is not None:
            from eventx_rferl.entities.assisting import assisted

            made = assisted(article, found, made, parse, near)
        drafts.extend(made)
    drafts = told_apart(article, context.ahead(article, tuple(drafts), sentences, near), sentences, near)
    merged = told_only(article, merge(article, tuple(drafts), sentences), sentences)
    merged = found_later(article, reported(article, merged, [d.mention for d in drafts], sentences), sentences)
    told = tuple(d.mention for d in drafts)
    parties = parties_of(article.text, tuple(actors), tuple(suspects))
    events, mentions, fates = _events(article, merged, told, sentences, near, parties)
    if again := told_twice(article, events):
        events, mentions, fates = _events(article, joined(merged, again), told, sentences, near, parties)
    events, fates = bounded(sequels(article, events, sentences), fates)
    events = of_the_news(article, events, sentences, near)
    events = in_their_lands(article, which_towns(article, events, sentences, near), near)
    return Reading(original, sentences, mentions, events, fates, len(drafts), parse.model if parse else "")


def _events(
    article: Article,
    merged: Merged,
    told: tuple[Mention, ...],
    sentences: tuple[Sentence, ...],
    near: tuple[str, ...],
    parties: Parties,
) -> tuple[tuple[Event, ...], tuple[Mention, ...], tuple[Fate, ...]]:
    """The events with what only other sentences say of them, all mentions, and the fate of each."""
    denied, merged = denials_of(article, merged, told, sentences)
    ends = [b.end for b in article.blocks if b.kind == "paragraph"]
    ruled = kinds(article, merged.events, sentences)
    events = tuple(
        build(
            article,
            n,
            found,
            sentences,
            denied.get(n, ()),
            grounds(article, found, told, sentences, named_until(article.text, near, found[-1].end, ends[found[-1].paragraph])),
            ruled[n],
        )
        for n, found in enumerate(merged.events)
    )
    links = relations_of(article, merged, told, sentences)
    events = tuple(evolve(event, relations=links[event.number]) if event.number in links else event for event in events)
    events = same_campaign(article, same_front(same_parties(same_place(events))))
    reasons = {fate.mention: fate.reason for fate in merged.fates if fate.kind == "withheld"}
    mentions = tuple(
        evolve(m, withheld=reasons[m.number]) if reasons.get(m.number, m.withheld) != m.withheld else m for m in told
    )
    for last in (False, True):
        events = infer_dates(article, events, sentences)
        events = context.around(article, events, mentions, sentences, near, last=last)
    events = complete(article, events, parties, sentences)
    return events, mentions, merged.fates
