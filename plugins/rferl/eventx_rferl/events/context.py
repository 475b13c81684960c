"""Gives an event what only the sentences around it say: the day and the place of its surroundings.

Knows what a reader takes for granted: what a statement of Monday tells happened by Monday; a sentence that tells nothing new
but a day or a town tells it of the event before; what stands in one paragraph without a day or place of its own happened when
and where the rest of it did. Every value says *inferred*. Doesn't touch what an event's own words say, and never takes the day
of publication.
"""

from __future__ import annotations

from eventx_rferl.events.entries import clock_day, days_above, hours
from eventx_rferl.events.neighbors import place_before, place_of_neighbor, same_paragraph, told_before
from eventx_rferl.events.that_day import day_behind, day_since
from eventx_rferl.events.whereabouts import beside, better_town, headed, speakers_ground, town_meant
from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.calendar_dates import moved
from eventx_rferl.language.dates import ANY_DAY, Phrase, phrases_in
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event, Mention, Place, Sentence, When
from eventx_rferl.places.named import places_in
from eventx_rferl.places.there import pointed
from eventx_rferl.tellings.assemble import Draft
from eventx_rferl.tellings.times import SAID, led_up_to, said_on
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.values import evolve

EXACT = frozenset({"day", "days"})
# Why a sentence tells no event though it names where the next one was: "X was the scene of the deadliest crackdown of the year".
BACKDROP = frozenset({"ART-AGGREGATE", "ART-FRAME", "ART-GENERIC"})
# How many sentences behind a telling, twice over, may add a day or a place to it.
FEW = 2
FRONT = 20
# "The unrest had begun a day earlier in X. There, ...".
BEGAN = wording(r"\b(?:began|begun|started|erupted|flared(?: up)?|br[oe]ken? out) $")
# A day that belongs to a plan or to what began long ago.
ASIDE = wording(r"\b(?:since|planned|scheduled|due|expected|set|postponed)\b[^.;]*$")
# "It was holding on the morning of January 28": how things stood by then.
STILL = wording(
    r"\b(?:(?:was|were|is|are|remained|appeared to be|seemed to be) (?:still |largely |mostly |reportedly )*(?:holding|"
    r"in (?:force|effect|place)|calm|quiet|"
    r"tense|closed|shut|under way|ongoing|continuing|unclear|missing|unconscious|in (?:hospital|the hospital|critical))|"
    r"still (?:\w+ ){0,3})"
    r"[^.;]*$"
)
ARMED_SCENE = wording(
    r"\b(?:surround\w*|cornered|encircled|besieged|soldiers|troops|police|officers|forces|gunmen|militants|rebels|fighters|insurgents|"
    r"militiamen|militia|guards|commandos|attackers|assailants|bandits|bomber|guerrillas|army|protesters|demonstrators|crowd|crowds|"
    r"villagers|residents|mob)\b"
)


def ahead(
    article: Article, drafts: tuple[Draft, ...], sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> tuple[Draft, ...]:
    """The tellings with what the sentences around add that tell no event themselves.

    A day behind ("The assailants came on Saturday"), a place before, and the day from which "the next day" is counted.
    """
    busy = {d.mention.sentence for d in drafts}
    # "The unrest had begun a day earlier in X. There, ...": which it sets the scene for, if it is told nowhere else.
    telling = {d.mention.sentence for d in drafts if d.mention.head.type != "anaphor"}
    headed, clocks = (*days_above(article), *_list_days(article, sentences)), hours(article)
    found: list[Draft] = []
    for draft in drafts:
        mention = pointed(article.text, draft.mention, sentences, near, telling)
        meant = _meant(article, mention, sentences, near)
        if meant is not None:
            mention = evolve(mention, places=(meant,))
        bare = not mention.withheld and not mention.places and mention.governor < 0
        scene = _scene(article, mention, sentences, busy, near) if bare else ()
        front = (
            _front_day(article, mention, sentences, telling) if _open(draft, drafts) and not mention.claim else ()
        ) or draft.phrases
        counted = front[0] if front and front[0].when is None else None
        found.append(
            evolve(
                draft,
                mention=mention,
                phrases=front,
                continued=(
                    _headed(mention, headed)
                    or clock_day(article, mention, clocks)
                    or day_behind(article, mention, sentences)
                    or _continued_day(article, mention, sentences, busy)
                    or day_since(article, mention, sentences)
                )
                if _open(draft, drafts) and not front
                else None,
                scene=scene,
                lately=_day_told(article, mention, sentences, counted) if counted or scene else None,
            )
        )
    return tuple(found)


def _meant(article: Article, mention: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> Place | None:
    """The town that "the village" means, where a telling names none: not the one where something was told to happen last."""
    if mention.places or mention.withheld or "place:settlement" not in mention.flags:
        return None
    return town_meant(article, mention, sentences, near)


def _list_days(article: Article, sentences: tuple[Sentence, ...]) -> tuple[tuple[int, int, When], ...]:
    """ "Other incidents reported on October 11:": from where to where a list reaches, and its day."""
    found: list[tuple[int, int, When]] = []
    for sentence in sentences:
        if article.text[sentence.end - 1 : sentence.end] != ":":
            continue
        days = [p.when for p in phrases_in(article.text, sentence.start, sentence.end, article.published) if p.when is not None]
        stop = next((b.start for b in article.blocks if b.kind == "heading" and b.start > sentence.end), len(article.text))
        if days and days[0].precision == "day":
            found.append((sentence.end, stop, days[0]))
    return tuple(found)


def _headed(mention: Mention, headed: tuple[tuple[int, int, When], ...]) -> When | None:
    """The day of the list or entry in which a telling stands."""
    when = next((when for start, stop, when in headed if start <= mention.start < stop), None)
    return evolve(when, basis="inferred", rule="DATE-HEADED") if when is not None else None


def _scene(
    article: Article, mention: Mention, sentences: tuple[Sentence, ...], busy: set[int], near: tuple[str, ...]
) -> tuple[Place, ...]:
    """Where the sentence before sets the scene without telling an event: "In Ingushetia, troops surrounded a house in X"."""
    for number in range(mention.sentence - 1, max(mention.sentence - 3, -1), -1):
        sentence = sentences[number]
        if number in busy or sentence.paragraph != mention.paragraph:
            return ()
        towns = [p for p in places_in(article.text, sentence, near) if p.role == "location" and p.precision in TOWNS]
        if towns and ARMED_SCENE.search(article.text[sentence.start : sentence.end]):
            return (evolve(towns[0], basis="inferred", rule="PLACE-SCENE"),)
    return ()


def _front_day(article: Article, mention: Mention, sentences: tuple[Sentence, ...], busy: set[int]) -> tuple[Phrase, ...]:
    """The time at the front of the sentence before, if that tells no event: "Two days later, guests fled. Rebels ..."."""
    before = sentences[mention.sentence - 1] if mention.sentence else None
    if before is None or before.paragraph != mention.paragraph or mention.sentence - 1 in busy:
        return ()
    phrases = phrases_in(article.text, before.start, before.end, article.published)
    text, fronts = article.text, before.start + FRONT
    told = [
        p
        for p in phrases
        if (p.start < fronts or BEGAN.search(text, before.start, p.start))
        and not SAID.search(article.text[before.start : p.end + 12])
    ]
    told = told or _opening_day(article, mention, sentences, phrases)
    return tuple(evolve(p, when=p.when and evolve(p.when, basis="inferred", rule="DATE-CONTINUED")) for p in told[:1])


def _opening_day(
    article: Article, mention: Mention, sentences: tuple[Sentence, ...], phrases: tuple[Phrase, ...]
) -> list[Phrase]:
    """The one day in the sentence that opens a paragraph: "The group showed its grip on Wednesday. In the port ..."."""
    number = mention.sentence - 1
    if article.text.endswith("had been ", 0, mention.head.start):
        return []  # "The Eritreans, who had been fighting there since November, left": what went on before
    if len(phrases) != 1 or mention.head.type in CASUALTY | {"anaphor"}:
        return []
    (phrase,) = phrases
    before = article.text[sentences[number].start : phrase.start]
    dated = phrase.when is not None and phrase.when.precision == "day"
    return [phrase] if dated and not SAID.search(before) and not ASIDE.search(before) else []


# "We will be back on Saturday": no day on which anything was told to happen.
AHEAD = wording(r"(?:\b(?:will|shall|going to|(?:plan|intend|mean)(?:s|ned|ed)? to)\b|['’]ll\b)[^.;”\"]*$")


def _day_told(article: Article, mention: Mention, sentences: tuple[Sentence, ...], counted: Phrase | None) -> When | None:
    """The last calendar day named before, in the same paragraph or the one above; before what is ``counted`` from it."""
    text = article.text
    month = counted is not None and counted.rule == "same-month"
    for number in range(mention.sentence, -1, -1):
        sentence = sentences[number]
        if mention.paragraph - sentence.paragraph > 1:
            return None
        for phrase in reversed(phrases_in(text, sentence.start, sentence.end, article.published)):
            before = text[max(sentence.start, phrase.start - 60) : phrase.start]
            if phrase.when is None or phrase.when.precision != ("month" if month else "day") or SAID.search(before):
                continue
            if AHEAD.search(text, sentence.start, phrase.start):
                continue
            if month:
                return phrase.when  # "in force since May 2013. That month, ..."
            here = number == mention.sentence and counted is not None and phrase.end <= counted.start
            if here and counted and counted.rule == "that-day":
                return phrase.when  # "since October 26 the city is theirs: on that day"
            if (here or number < mention.sentence) and not ASIDE.search(before):
                return phrase.when
    return None


def _open(draft: Draft, drafts: tuple[Draft, ...]) -> bool:
    """Whether a telling has no time of its own and hangs on no other that counts."""
    mention = draft.mention
    alone = mention.governor < 0 or bool(drafts[mention.governor].mention.withheld)
    return not draft.phrases and mention.stated is None and not mention.withheld and not mention.definite and alone


def around(
    article: Article,
    events: tuple[Event, ...],
    mentions: tuple[Mention, ...],
    sentences: tuple[Sentence, ...],
    near: tuple[str, ...],
    *,
    last: bool,
) -> tuple[Event, ...]:
    """The events with days and places from the sentences around them, in the order of the text.

    An event whose time is told by its link to another ("a day after") gets one from its surroundings only in the ``last`` round.
    """
    busy = {m.sentence for m in mentions}
    told = {m.sentence for m in mentions if m.withheld not in BACKDROP}
    known = list(events)
    for event in sorted(events, key=_first):
        if event.when is None and not _dated_otherwise(article, event, sentences) and (last or not _linked(event, events)):
            when = _said(article, event, sentences) or _day_before(article, event, known)
            if when is not None:
                known[event.number] = evolve(known[event.number], when=when)
        town = better_town(article, event, sentences, _following(event.mentions[0], sentences, busy), near)
        if town is not None:
            known[event.number] = evolve(known[event.number], places=(town,))
        if not known[event.number].places:
            place = (
                beside(article, event.mentions[0], sentences, near)
                or _continued_place(article, event, sentences, busy, near)
                or _paragraph_place(article, event, sentences, told, near)
                or _headed_place(article, event, known, near)
                or speakers_ground(article, event.mentions[0], sentences, near)
                or place_before(article, event, known, sentences)
            )
            if place is not None:
                known[event.number] = evolve(known[event.number], places=(place,))
    return tuple(known)


def _headed_place(article: Article, event: Event, known: list[Event], near: tuple[str, ...]) -> Place | None:
    """What its paragraph is headed with; where that is a country, the town told before in the same paragraph."""
    place = headed(article, event.mentions[0], near)
    if place is None or place.precision != "country":
        return place
    town = place_of_neighbor(event, same_paragraph(event, known))
    return town or place


def _dated_otherwise(article: Article, event: Event, sentences: tuple[Sentence, ...]) -> bool:
    """Whether its own sentences name a time that can't be told without the day of publication; another's would be wrong."""
    if article.published is not None:
        return False
    own = [sentences[mention.sentence] for mention in event.mentions]
    # The day it is read for doesn't matter: whether there are words for a time is asked, not which.
    return any(phrases_in(article.text, one.start, one.end, ANY_DAY) for one in own)


def _linked(event: Event, events: tuple[Event, ...]) -> bool:
    numbers = {m.number for m in event.mentions}
    return any(m.link in ("after", "before") and m.governor >= 0 for m in event.mentions) or any(
        m.governor in numbers and m.link in ("after", "before") for other in events for m in other.mentions
    )


def _first(event: Event) -> int:
    return event.mentions[0].start


def _said(article: Article, event: Event, sentences: tuple[Sentence, ...]) -> When | None:
    """The day of the statement that tells it, or the day before."""
    for mention in event.mentions:
        sentence = sentences[mention.sentence]
        said = said_on(article.text, sentence, phrases_in(article.text, sentence.start, sentence.end, article.published))
        if said is not None and said.precision in EXACT:
            return When(moved(said.start_day, -1), said.end_day, "days", said.start, said.end, "inferred", "DATE-SAID")
    return None


def _following(last: Mention, sentences: tuple[Sentence, ...], busy: set[int]) -> list[Sentence]:
    """The sentences right behind a telling that tell no event: of its paragraph, and of the next behind the article's lead."""
    reach = last.paragraph + (1 if last.paragraph == 0 else 0)
    found: list[Sentence] = []
    for number in range(last.sentence + 1, min(len(sentences), last.sentence + 1 + 2 * FEW)):
        if sentences[number].paragraph > reach or number in busy:
            break
        found.append(sentences[number])
    return found


def _continued_day(article: Article, mention: Mention, sentences: tuple[Sentence, ...], busy: set[int]) -> When | None:
    text = article.text
    for sentence in _following(mention, sentences, busy):
        for phrase in phrases_in(text, sentence.start, sentence.end, article.published):
            when = phrase.when
            if (
                when is not None
                and when.precision in EXACT
                and (article.published is None or when.start_day <= article.published)
                and not SAID.search(led_up_to(text, sentence, phrase))
                and not STILL.search(text, sentence.start, phrase.start)
                and not text.endswith("since ", 0, phrase.start)  # "the peninsula has been cut off since Friday"
            ):
                return evolve(when, basis="inferred", rule="DATE-CONTINUED")
    return None


def _day_before(article: Article, event: Event, events: list[Event]) -> When | None:
    """The day of the event told just before: in the same paragraph or, if it is the day of the news, in the one above.

    None if that day was only concluded itself, and for what a sentence sets beside that event: "it came after a raid".
    """
    first = event.mentions[0]
    # "... on Tuesday, two days after it fell, while a bomber struck in the south": on Tuesday too.
    above = [one for one in events for m in one.mentions if m.number == first.governor and first.link == "and"]
    for other in (*above, *told_before(event, events, paragraphs=1)):
        if other.when is not None and other.when.precision in EXACT:
            beside = max((m for m in other.mentions if m.head.start < first.head.start), key=_head, default=first)
            near = other in above or beside.sentence != first.sentence
            near = near and (beside.paragraph == first.paragraph or _of_the_news(article, other.when))
            if not near or other.when.rule == "DATE-CONTEXT":
                return None
            return evolve(other.when, basis="inferred", rule="DATE-CONTEXT")
    return None


def _of_the_news(article: Article, when: When) -> bool:
    """Whether a day is that of publication or the one before: behind an older one, an article goes back to what is new."""
    return article.published is None or moved(when.start_day, 1) >= article.published


def _head(mention: Mention) -> int:
    return mention.head.start


def _continued_place(
    article: Article, event: Event, sentences: tuple[Sentence, ...], busy: set[int], near: tuple[str, ...]
) -> Place | None:
    for sentence in _following(event.mentions[0], sentences, busy):
        for place in places_in(article.text, sentence, near):
            if place.role == "location" and place.precision in TOWNS:
                return evolve(place, basis="inferred", rule="PLACE-CONTINUED")
    return None


def _paragraph_place(
    article: Article, event: Event, sentences: tuple[Sentence, ...], busy: set[int], near: tuple[str, ...]
) -> Place | None:
    """The place that its paragraph names before, where no event is told: "In Brest, shops stayed shut. Officers had fired"."""
    first = event.mentions[0]
    for number in range(first.sentence - 1, -1, -1):
        if sentences[number].paragraph != first.paragraph or number in busy:
            return None
        named = [p for p in places_in(article.text, sentences[number], near) if p.role == "location"]
        best = next((p for p in named if p.precision in TOWNS), next((p for p in named if p.precision == "admin1"), None))
        if best is not None:
            return evolve(best, basis="inferred", rule="PLACE-PARAGRAPH")
    return None
