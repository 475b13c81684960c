"""Decides which tellings are one event: new, told again, or nothing that can be an event on its own.

Knows what a telling takes from those before it, its day and its place, and keeps account of which event is being told. Every
telling has one fate: kept (it opens an event), merged (it tells one again), withheld (with the reason). Which event it belongs to
is said in :mod:`eventx_rferl.events.belonging`. Doesn't write records.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import Factory, define, evolve

from eventx_rferl.events.again import LINKS
from eventx_rferl.events.anchors import at_anaphor, linked_time, with_time
from eventx_rferl.events.belonging import WEEK, Told, Verdict, belongs_to
from eventx_rferl.events.causes import died_of_it, same_incident
from eventx_rferl.events.losses import as_losses
from eventx_rferl.events.matching import another_day, fits, kind_family, places_told, time_of
from eventx_rferl.events.merged import SEVERAL, Fate, Merged, interceptions, one_of_several, several, summaries
from eventx_rferl.events.sites import another_count, another_site
from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.calendar_dates import year_guessed
from eventx_rferl.language.dates import phrases_in
from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Place, Sentence, When
from eventx_rferl.tellings.aggregates import countrywide, counts
from eventx_rferl.tellings.assemble import Draft
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.families import compatible
from eventx_rferl.triggers.type_facts import ARMED_VICTIMS

# Towns that a list may name at most to be where the text goes on.
ASIDE = 2
MONTH = timedelta(days=31)
WHILE = wording(r"\bwhile\b")
# "They have killed 90 soldiers since January": of no single attack.
SO_FAR = wording(r"\b(?:since|so far|have|has|had|ago|year|every|each|would|will)\b")
SINCE = wording(r"\bsince\b(?P<then> then\b)?")


def merge(article: Article, drafts: tuple[Draft, ...], sentences: tuple[Sentence, ...]) -> Merged:
    """Give every mention its fate, in the order of the text."""
    published = None
    if article.published:
        published = When(article.published, article.published, "day", 0, 0, "relative", "DATE-PUBLISHED")
    account = _Account(article, tuple(draft.mention for draft in drafts), published, sentences)
    for draft in drafts:
        account.take(draft)
    return summaries(article, interceptions(Merged(tuple(account.events), tuple(account.fates))), sentences)


@define
class _Account:
    """The events of an article as far as they are told.

    ``home``: the event of each mention; ``anchor``: the day that "the next day" counts from, said at ``anchored``; ``main`` and
    ``last``: the events last told in a main clause and in any.
    """

    article: Article
    mentions: tuple[Mention, ...]
    published: When | None
    sentences: tuple[Sentence, ...]
    events: list[Told] = Factory(list)
    fates: list[Fate] = Factory(list)
    home: dict[int, int] = Factory(dict)
    anchor: When | None = None
    anchored: int = -1
    town: Place | None = None
    main: int = -1
    last: int = -1

    def take(self, draft: Draft) -> None:
        """Give the next mention its fate."""
        mention = self._placed(self._timed(draft))
        mention = evolve(mention, withheld="", when=None) if self._since_lately(mention) else mention
        if mention.withheld:
            self._withhold(mention)
            return
        mention = as_losses(mention, self.events[self.last] if self.last >= 0 else ())
        event, reason = self._verdict(mention)
        if counted := self._hangs_on_a_count(mention):
            event, reason = -1, counted
        if event < 0 and reason:
            self.fates.append(Fate(mention.number, "withheld", reason, -1))
            return
        if event >= 0:
            self.fates.append(Fate(mention.number, "merged", "ART-TOLD-AGAIN", event))
            self._tell_again(mention, event)
        else:
            self.home[mention.number] = len(self.events)
            self.fates.append(Fate(mention.number, "kept", "", len(self.events)))
            self.events.append((mention,))
        self._move_on(mention)

    def _hangs_on_a_count(self, mention: Mention) -> str:
        """ "Troops have come and gone since a war that killed thousands": no more an event than what it hangs on."""
        if mention.head.type not in CASUALTY or mention.link not in LINKS or mention.when is not None or mention.places:
            return ""
        governing = next((fate.reason for fate in self.fates if fate.mention == mention.governor), "")
        return governing if governing in ("ART-AGGREGATE", "ART-FRAME") else ""

    def _withhold(self, mention: Mention) -> None:
        """Leave a telling out, unless a quoted speaker only tells again what the text has told: the same deed and count."""
        quoted = mention.withheld == "ART-QUOTE" and bool(mention.tolls)
        counts = {(t.measure, t.number.some) for t in mention.tolls}
        for number, told in enumerate(self.events) if quoted else ():
            same = kind_family(mention) in {kind_family(m) for m in told} and kind_family(mention) != "open"
            known = same and counts <= {(t.measure, t.number.some) for m in told for t in m.tolls}
            if (known or (number == self.last and self._rivals(mention, told))) and fits(mention, told):
                self.fates.append(Fate(mention.number, "merged", "ART-TOLD-AGAIN", number))
                self._tell_again(evolve(mention, withheld=""), number)
                return
        # "Monday's attack could be the work of X": whatever it could be, it was.
        bounded = mention.when is not None or bool(mention.places)
        if mention.withheld == "ART-HYPOTHETICAL" and mention.definite and mention.head.pos == "n" and bounded:
            event, _ = belongs_to(evolve(mention, withheld=""), self.events, frozenset(), (self.main, self.last))
            if event >= 0:
                self.fates.append(Fate(mention.number, "merged", "ART-TOLD-AGAIN", event))
                self._tell_again(evolve(mention, withheld="", initiators=(), targets=(), tolls=()), event)
                return
        self.fates.append(Fate(mention.number, "withheld", mention.withheld, -1))

    def _rivals(self, mention: Mention, told: Told) -> bool:
        """ "Our man killed more than 15 policemen," behind the bomb that killed ten: a party's count of the same fallen."""
        groups = {t.group for t in mention.tolls}
        others = {t.group for m in told for t in m.tolls if t.measure == "killed"}
        theirs = all(t.claimant is not None and t.measure == "killed" for t in mention.tolls) and mention.when is None
        return theirs and groups <= ARMED_VICTIMS & others and not SO_FAR.search(self.article.text, mention.start, mention.end)

    def _timed(self, draft: Draft) -> Mention:
        """The mention with its day: by its words, else by what is told around it."""
        raw = evolve(draft.mention, places=draft.scene) if draft.scene else draft.mention
        base = self.anchor if draft.lately is None or self.anchored > draft.lately.start else draft.lately
        # "In a town that votes on June 2, a bomb went off on May 13": a day that lies ahead only if no other is told
        past = tuple(phrase for phrase in draft.phrases if not self._lies_ahead(phrase.when))
        phrases = past if any(phrase.when for phrase in past) else draft.phrases
        mention = with_time(raw, phrases, base, draft.said)
        when = self._time_around(draft, mention) if mention.when is None else None
        return linked_time(self.article, evolve(mention, when=when) if when else mention, self.home, self.events, draft.said)

    def _time_around(self, draft: Draft, mention: Mention) -> When | None:
        lately, said = draft.lately, draft.said
        if draft.scene and lately is not None and self.anchored < lately.start:
            return evolve(lately, basis="inferred", rule="DATE-CONTEXT")
        going_on = self._meanwhile(mention)
        if going_on is not None:
            return evolve(going_on, basis="inferred", rule="DATE-PART-OF")
        if draft.continued is not None:
            return draft.continued
        if said is not None and kind_family(mention) == "agreement":
            return evolve(said, basis="inferred", rule="DATE-SAID")  # announced, so agreed by then
        return None

    def _meanwhile(self, mention: Mention) -> When | None:
        """The day of what went on: "While the shooting was under way, a shell hit ..."."""
        during = next((m for m in self.mentions if m.governor == mention.number and m.link == "during"), None)
        return time_of(self.events[self.home[during.number]]) if during is not None and during.number in self.home else None

    def _placed(self, mention: Mention) -> Mention:
        """The mention with the place that "there" stands for, and withheld if it sums up or hasn't happened yet."""
        mention = at_anaphor(mention, self.town)
        named = (*mention.places, *(p for p in mention.context if not _only_speaks(p)))
        towns = tuple(dict.fromkeys(p.key for p in mention.places if p.precision in TOWNS))
        if len(towns) <= ASIDE:  # "protesters also turned out in A, B, and C": none of them is the scene
            self.town = next((p for p in named if p.precision in TOWNS), self.town)
        if mention.withheld:
            return mention
        if counts(self.article.text, mention):
            return evolve(mention, withheld="ART-AGGREGATE")
        if self._lies_ahead(mention.when):
            told = mention.head.form in ("past", "participle") or bool(mention.tolls)  # "the attack on May 24 killed three"
            return evolve(mention, withheld="ART-LATER" if told else "ART-PLANNED")
        return mention

    def _lies_ahead(self, when: When | None) -> bool:
        """Whether a day is after that of publication, or would be if it weren't put in the year before."""
        if self.published is None or when is None:
            return False
        published = self.published.end_day
        return when.start_day > published or year_guessed(self.article.text, when, published)

    def _since_lately(self, mention: Mention) -> bool:
        """ "15 policemen have been wounded since then", "... since Monday": what an event of this week has cost so far."""
        if mention.withheld != "ART-AGGREGATE" or mention.head.type not in CASUALTY:
            return False
        text, published = self.article.text, self.article.published
        since = SINCE.search(text, mention.start, mention.end)
        if since is None or published is None or not mention.tolls or self.last < 0:
            return False
        last = self.events[self.last]
        if since["then"]:
            told = time_of(last)
            return told is not None and last[-1].paragraph == mention.paragraph and published - told.start_day <= WEEK
        days = [p.when for p in phrases_in(text, since.start(), mention.end, published) if p.when is not None]
        lately = bool(days) and days[0].precision == "day" and published - days[0].start_day <= WEEK
        return lately and mention.paragraph - last[-1].paragraph <= 1

    def _verdict(self, mention: Mention) -> Verdict:
        if mention.governor in self.home:
            text, governor = self.article.text, self.mentions[mention.governor]
            if died_of_it(text, mention, governor) or same_incident(text, mention, governor):
                return self.home[mention.governor], ""
        for number, told in enumerate(self.events):
            first = told[-1]  # "After a shell hit a school, two pupils were killed"
            new = evolve(first, definite=False) if len(told) == 1 else first  # told here, with "the" or without
            if first.governor == mention.number and died_of_it(self.article.text, new, mention):
                return number, ""
        if (held := self._captured_during(mention)) >= 0:
            return held, ""
        event, reason = belongs_to(mention, self.events, self._barred(mention), (self.main, self.last))
        if reason == "ART-VAGUE" and self._told_behind(mention):
            return -1, ""
        if event >= 0 and self._one_of_a_country(mention, self.events[event][0]):
            event, reason = -1, ""
        victims = CASUALTY & {t.type for t in mention.triggers}
        if event >= 0 and victims and countrywide(self.article.text, mention) and _in_town(self.events[event]):
            event, reason = -1, "ART-AGGREGATE"  # the dead of the whole country are not those of one town
        return event, reason

    def _one_of_a_country(self, mention: Mention, wide: Mention) -> bool:
        """ "In Rivers, gunmen shot a chief", behind "sixteen were killed across Nigeria": one of several incidents."""
        inside = any(p.precision != "country" for p in mention.places) and mention.paragraph != wide.paragraph
        same = {(t.measure, t.number.some) for t in mention.tolls} & {(t.measure, t.number.some) for t in wide.tolls}
        if not same and self._part_of_a_sum(mention, wide):
            return True
        if inside and not same and self._of_several(wide) and _fewer(mention, wide):
            return True
        in_town = any(p.precision in TOWNS for p in mention.places) and kind_family(mention) != "open"
        if in_town and not same and _fewer(mention, wide) and countrywide(self.article.text, wide):
            return True  # "a car bomb in Baquba killed four", behind seven dead in several regions
        return inside and not same and _of_a_country(wide.places) and countrywide(self.article.text, wide)

    def _part_of_a_sum(self, mention: Mention, wide: Mention) -> bool:
        """ "Gunmen attacked a church in Jos. Others ... in Bokkos", behind "two attacks killed 12": neither is the sum."""
        in_town = any(p.precision in TOWNS for p in mention.places)
        if mention.head.plural or mention.sentence <= wide.sentence or not in_town or not self._of_several(wide):
            return False
        behind = [m for m in self.mentions if m.sentence > wide.sentence and m.paragraph - wide.paragraph <= 1 and not m.withheld]
        parts = [m for m in behind if compatible(kind_family(m), kind_family(wide))]
        return len({p.key for m in parts for p in m.places if p.precision in TOWNS}) > 1

    def _of_several(self, wide: Mention) -> bool:
        """ "Killed 11 in separate attacks", "bombs have killed ten over the past 24 hours": several together."""
        lead = wide.paragraph <= 1 and not any(p.precision in TOWNS for p in wide.places)
        return lead and SEVERAL.search(self.article.text, wide.start, wide.end) is not None

    def _captured_during(self, mention: Mention) -> int:
        """The fight that was told before, of "nine rebels were captured during the attack"; -1 if it is none of that kind."""
        during = next((m for m in self.mentions if m.governor == mention.number and m.link == "during" and m.definite), None)
        if during is None or kind_family(mention) != "arrest" or self.last < 0 or not fits(during, self.events[self.last]):
            return -1
        return self.last if {kind_family(m) for m in self.events[self.last]} & {"ground", "open", "blast"} else -1

    def _told_behind(self, mention: Mention) -> bool:
        """ "Nine people died after an air strike hit a house": they are the dead of what is told next."""
        next_ = (m for m in self.mentions if m.governor == mention.number and not m.withheld)
        return any(died_of_it(self.article.text, m, mention) for m in next_)

    def _barred(self, mention: Mention) -> frozenset[int]:
        """The events that a mention can't tell again: those it hangs on as another, and those of another day."""
        aside = mention.link == "as" and mention.head.pos == "n" and mention.definite  # "as he left the rally"
        barred = {
            self.home[m.number]
            for m in self.mentions
            if m.number in self.home and m.governor == mention.number and m.link in LINKS
        }
        known = mention.definite and mention.governor in self.home and self.mentions[mention.governor].head.type in CASUALTY
        known = known and mention.link == "after"  # "one dead was reported shortly after the explosion": of that explosion
        if mention.governor in self.home and (aside or mention.link in LINKS) and not known:
            barred.add(self.home[mention.governor])
        if self._contrasted(mention):
            barred.add(self.home[mention.governor])
        if "answered" in mention.flags and self.main >= 0:
            barred.add(self.main)
        barred.update(number for number, told in enumerate(self.events) if another_site(self.article.text, mention, told))
        barred.update(number for number, told in enumerate(self.events) if another_count(mention, told))
        if one_of_several(self.article.text, mention, self.sentences):
            barred.update(n for n, told in enumerate(self.events) if several(self.article.text, told, self.sentences))
        if self.article.published is None:
            barred.update(number for number, told in enumerate(self.events) if another_day(mention, told))
        return frozenset(barred)

    def _contrasted(self, mention: Mention) -> bool:
        """ "Rebels stormed a post, while a roadside bombing killed six in the south": two events."""
        if mention.link != "and" or mention.governor not in self.home or mention.head.pos != "n" or mention.definite:
            return False
        return WHILE.search(self.article.text, self.mentions[mention.governor].head.end, mention.head.start) is not None

    def _tell_again(self, mention: Mention, event: int) -> None:
        told = self.events[event]
        if mention.definite and self._long_before(mention) and time_of(told) is None:
            mention = evolve(mention, when=None)  # "the deadliest attack since April": not its month
        if mention.places and all(p.rule == "PLACE-ANAPHOR" for p in mention.places) and places_told(told):
            mention = evolve(mention, places=())  # "there": where the event was
        self.events[event] = (*told, mention)
        self.home[mention.number] = event

    def _long_before(self, mention: Mention) -> bool:
        """Whether a month or a year is told that was over a month before publication."""
        if self.published is None or mention.when is None or mention.when.precision not in ("month", "year"):
            return False
        return self.published.start_day - mention.when.end_day > MONTH

    def _move_on(self, mention: Mention) -> None:
        """What the next mention starts from."""
        # "Troops killed five, a response to the killing of X": the text goes on with the answer, if that is what is new.
        if mention.link != "response" or self.last < 0 or self._hangs_on_old(mention):
            self.last = self.home[mention.number]
        if mention.link not in LINKS or self.main < 0 or self._brings_news(mention):
            self.main = self.last
        when = time_of(self.events[self.last])
        first = self.anchor is None
        if when is not None and (first or (mention.link == "main" and when.precision in ("day", "days"))):
            self.anchor, self.anchored = when, mention.head.start

    def _brings_news(self, mention: Mention) -> bool:
        """ "The raid came a day after ...": the clause that hangs on what was told before is the new one."""
        if mention.link not in ("after", "before") or self.fates[-1].kind != "kept":
            return False
        return self._hangs_on_old(mention)

    def _hangs_on_old(self, mention: Mention) -> bool:
        """Whether what a mention hangs on was told before: "The raids were a response to the killing of X"."""
        return any(fate.mention == mention.governor and fate.kind == "merged" for fate in self.fates)


def _fewer(mention: Mention, wide: Mention) -> bool:
    """Whether both count the dead, and a telling fewer than the lead."""
    dead, all_dead = (max((t.number.some for t in m.tolls if t.measure == "killed"), default=0) for m in (mention, wide))
    return 0 < dead < all_dead


def _only_speaks(place: Place) -> bool:
    """Whether a capital stands for its government: "Kyiv said"."""
    return place.role == "agent" and country_words().get(place.name, ("", ""))[1] == "capital"


def _of_a_country(places: tuple[Place, ...]) -> bool:
    return {p.precision for p in places} == {"country"}


def _in_town(told: Told) -> bool:
    return any(p.precision in TOWNS for p in places_told(told))
