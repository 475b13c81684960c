"""Decides which tellings are one event: new, told again, or nothing that can be an event on its own.

Knows dates, places, families of kinds, who acts, and whether a phrase points back ("the attack", "that strike", "the same
spot"). Every telling has one fate: kept (it opens an event), merged (it tells one again), withheld (with the reason). Doesn't
write records.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from eventx_rferl.events.again import LINKS, told_again
from eventx_rferl.events.anchors import at_anaphor, linked_time, with_time
from eventx_rferl.events.matching import (
    another_day,
    fits,
    kind_family,
    places_agree,
    places_told,
    resemblance,
    time_of,
)
from eventx_rferl.events.merged import Fate, Merged, interceptions, summaries
from eventx_rferl.language.dates import phrases_in
from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Place, When
from eventx_rferl.tellings.aggregates import TOWNS, countrywide, counts
from eventx_rferl.tellings.assemble import Draft
from eventx_rferl.tellings.telling import bare, concrete, generic_plural
from eventx_rferl.triggers.candidates import CASUALTY

SINCE = wording(r"\bsince\b(?P<then> then\b)?")
WEEK = timedelta(days=7)


SIDES = {
    "military": frozenset({"military", "state", "security", "border"}),
    "police": frozenset({"police", "guard", "security"}),
    "rebel": frozenset({"rebels", "group", "armed", "militia"}),
}


def _whose_dead(mention: Mention, main: tuple[Mention, ...], last: tuple[Mention, ...]) -> bool:
    """ "The raid came a day after rebels ambushed a truck. Two conscripts died": victims of the ambush, whom it hit."""
    side = next((SIDES[t.group] for t in mention.tolls if t.group in SIDES), None)
    if side is None or last[-1].sentence != mention.sentence - 1 or last[-1].paragraph != mention.paragraph:
        return False
    hit = [{a.group for m in found for a in m.targets} for found in (main, last)]
    return bool(hit[1] & side) and bool(hit[0]) and not hit[0] & side


def _best(mention: Mention, events: list[tuple[Mention, ...]], barred: frozenset[int], latest: tuple[int, int]) -> int:
    main, last = latest
    placed = any(p.rule not in ("PLACE-ANAPHOR", "PLACE-SCENE") for p in mention.places)
    thin = not placed and (mention.when is None or _that_day(mention))
    if main >= 0 and "pronoun" in mention.flags and thin and events[main][-1].paragraph == mention.paragraph:
        return main
    if last >= 0 and last not in barred and "that" in mention.flags and fits(mention, events[last]):
        return last
    if main >= 0 and main not in barred and mention.head.type in CASUALTY and thin:
        none = (
            mention.tolls and all(t.number.high == 0 for t in mention.tolls) and events[main][-1].paragraph == mention.paragraph
        )
        if last not in (main, -1) and last not in barred and _whose_dead(mention, events[main], events[last]):
            return last
        told = events[main][-1]
        beside = told.paragraph == mention.paragraph and told.sentence == mention.sentence - 1
        if none or fits(mention, events[main]) or (beside and kind_family(events[main][0]) != "agreement"):
            return main  # who died, told a line behind what was done: its victims, whatever it was
    if (
        last >= 0
        and last not in barred
        and mention.definite
        and thin
        and (events[last][-1].sentence == mention.sentence - 1 or events[last][-1].paragraph == mention.paragraph)
        and mention.paragraph == events[last][-1].paragraph
        and fits(mention, events[last])
    ):
        return last
    scored = [
        (resemblance(mention, found), number)
        for number, found in enumerate(events)
        if number not in barred and fits(mention, found)
    ]
    return max(scored)[1] if scored else -1


def merge(article: Article, drafts: tuple[Draft, ...]) -> Merged:
    """Give every mention its fate, in the order of the text."""
    published = None
    if article.published:
        published = When(article.published, article.published, "day", 0, 0, "relative", "DATE-PUBLISHED")
    events: list[tuple[Mention, ...]] = []
    fates: list[Fate] = []
    home: dict[int, int] = {}
    anchor: When | None = None
    anchored = -1
    last_place: Place | None = None
    latest = (-1, -1)
    lost: Mention | None = None
    for draft in drafts:
        raw = evolve(draft.mention, places=draft.scene) if draft.scene else draft.mention
        base = anchor if draft.lately is None or anchored > draft.lately.start else draft.lately
        mention = with_time(raw, draft.phrases, base, published, draft.said)
        if mention.when is None and draft.scene and draft.lately is not None and anchored < draft.lately.start:
            mention = evolve(mention, when=evolve(draft.lately, basis="inferred", rule="DATE-CONTEXT"))
        meanwhile = next((d.mention for d in drafts if d.mention.governor == mention.number and d.mention.link == "during"), None)
        if mention.when is None and meanwhile is not None and meanwhile.number in home:
            going_on = time_of(events[home[meanwhile.number]])  # "While the shooting was under way, a shell hit ..."
            mention = evolve(mention, when=going_on and evolve(going_on, basis="inferred", rule="DATE-PART-OF"))
        if mention.when is None and draft.continued is not None:
            mention = evolve(mention, when=draft.continued)
        if mention.when is None and draft.said is not None and kind_family(mention) == "agreement":
            mention = evolve(mention, when=evolve(draft.said, basis="inferred", rule="DATE-SAID"))  # announced, so agreed by then
        mention = at_anaphor(linked_time(article, mention, home, events), last_place)
        if not mention.withheld and counts(article.text, mention):
            mention = evolve(mention, withheld="ART-AGGREGATE")
        towns = [
            p
            for p in (
                *mention.places,
                *(c for c in mention.context if c.role != "agent" or country_words().get(c.name, ("", ""))[1] != "capital"),
            )
            if p.precision in ("settlement", "near-settlement", "admin2")
        ]
        last_place = towns[0] if towns else last_place
        if published and mention.when and mention.when.start_day > published.end_day and not mention.withheld:
            mention = evolve(mention, withheld="ART-PLANNED")  # nothing that has happened yet
        if (
            mention.withheld == "ART-AGGREGATE"
            and mention.head.type in CASUALTY
            and _since_lately(article, mention, events, latest)
        ):
            mention = evolve(mention, withheld="", when=None)
        if mention.withheld:
            fates.append(Fate(mention.number, "withheld", mention.withheld, -1))
            continue
        aside = mention.link == "as" and mention.head.pos == "n" and mention.definite  # "as he left the rally"
        barred = frozenset(home[n] for n in (mention.governor,) if n in home and (aside or mention.link in LINKS)) | frozenset(
            home[m.number]
            for m in (d.mention for d in drafts)
            if m.number in home and m.governor == mention.number and m.link in LINKS
        )
        if article.published is None:
            barred |= {number for number, found in enumerate(events) if another_day(mention, found)}
        target, reason = _place_of(mention, events, barred, latest)
        if (
            target >= 0
            and CASUALTY & {t.type for t in mention.triggers}
            and countrywide(article.text, mention)
            and _in_town(events[target])
        ):
            target, reason = -1, "ART-AGGREGATE"  # the dead of the whole country are not those of one town
        if lost is not None and mention.head.type in CASUALTY and _follows(mention, lost):
            target, reason = -1, "ART-VAGUE"  # the victims of what was just left out
        if target >= 0:
            fates.append(Fate(mention.number, "merged", "ART-TOLD-AGAIN", target))
            if all(p.rule == "PLACE-ANAPHOR" for p in mention.places) and places_told(events[target]):
                mention = evolve(mention, places=())  # "there": where the event was
            events[target] = (*events[target], mention)
            home[mention.number] = target
        elif reason:
            fates.append(Fate(mention.number, "withheld", reason, -1))
            lost = mention if mention.governor not in home else None
            continue
        else:
            events.append((mention,))
            home[mention.number] = len(events) - 1
            fates.append(Fate(mention.number, "kept", "", len(events) - 1))
        lost = None
        event = events[home[mention.number]]
        again = any(f.mention == mention.governor and f.kind == "merged" for f in fates) and fates[-1].kind == "kept"
        again = again and mention.link in ("after", "before")
        main = mention.link not in LINKS or latest[0] < 0 or again  # "The raid came a day after ...": that is what is new
        latest = (home[mention.number] if main else latest[0], home[mention.number])
        when = time_of(event)
        if (
            when is not None
            and (mention.link == "main" or anchor is None)
            and (anchor is None or when.precision in ("day", "days"))
        ):
            anchor, anchored = when, mention.head.start
    return summaries(article, interceptions(Merged(tuple(events), tuple(fates))))


def _since_lately(article: Article, mention: Mention, events: list[tuple[Mention, ...]], latest: tuple[int, int]) -> bool:
    """ "15 policemen have been wounded since then", "... since Monday": what an event of this week has cost so far."""
    since = SINCE.search(article.text, mention.start, mention.end)
    if since is None or article.published is None or not mention.tolls or latest[1] < 0:
        return False
    last = events[latest[1]]
    told = time_of(last)
    if since["then"]:
        return told is not None and last[-1].paragraph == mention.paragraph and article.published - told.start_day <= WEEK
    days = [p.when for p in phrases_in(article.text, since.start(), mention.end, article.published) if p.when is not None]
    lately = bool(days) and days[0].precision == "day" and article.published - days[0].start_day <= WEEK
    return lately and mention.paragraph - last[-1].paragraph <= 1


def _that_day(mention: Mention) -> bool:
    """ "Three clerics were killed that day": the day of the event told before."""
    return mention.when is not None and mention.when.rule in ("DATE-SAME-DAY", "DATE-THAT-DAY")


def _led_to(mention: Mention, taken: When, found: When) -> bool:
    """ "Found shot on Thursday. Armed men had dragged them from a crowd the evening before": one killing."""
    return "earlier" in mention.flags and timedelta(0) <= found.end_day - taken.start_day <= WEEK


def _in_town(found: tuple[Mention, ...]) -> bool:
    return any(p.precision in TOWNS for p in places_told(found))


def _follows(mention: Mention, lost: Mention) -> bool:
    """Whether a telling without day or place stands right behind another, and that is more than a word that points back."""
    near = lost.paragraph == mention.paragraph and lost.sentence == mention.sentence - 1
    return (
        near and mention.when is None and not mention.places and lost.head.type not in CASUALTY | {"anaphor", "light", "breakout"}
    )


def _place_of(
    mention: Mention, events: list[tuple[Mention, ...]], barred: frozenset[int], latest: tuple[int, int]
) -> tuple[int, str]:
    """The event a mention tells again, or -1 and why it can't be one of its own ("" if it can)."""
    casualty = mention.head.type in CASUALTY
    loose = ("PLACE-ANAPHOR", "PLACE-SCENE" if casualty else "")
    thin = (mention.when is None or (casualty and _that_day(mention))) and not [p for p in mention.places if p.rule not in loose]
    points_back = (
        mention.definite
        or bool({"elaboration", "pronoun"} & mention.flags)
        or mention.head.type in ("anaphor", "light", "breakout")
    )
    zero = bool(mention.tolls) and all((t.number.high == 0) for t in mention.tolls)
    zero = zero and (casualty or thin)
    if kind_family(mention) == "arrest" and events and "other" not in mention.flags and mention.when is None:
        last = events[latest[1]] if latest[1] >= 0 else events[-1]
        held = {"ground", "demo", "raid", "blast", "territory", "disrupted"} & {kind_family(m) for m in last}
        close = mention.paragraph - last[-1].paragraph <= (1 if thin and "demo" in held else 0)
        if held and close and places_agree(mention.places, places_told(last)):
            return latest[1] if latest[1] >= 0 else len(events) - 1, ""  # who is detained in a raid or a clash belongs to it
    if "same-person" in mention.flags and "other" not in mention.flags and latest[1] >= 0 and not mention.places:
        last = events[latest[1]]
        when = time_of(last)
        harmed = {kind_family(m) for m in last} & {"ground", "open", "abduction", "arrest"}
        together = mention.when is None or when is None or mention.when.overlaps(when) or _led_to(mention, mention.when, when)
        if harmed and together and mention.paragraph - last[-1].paragraph <= 1:
            return latest[1], ""  # "bundled him into a van", behind the beating he died of
    if thin and mention.tolls and kind_family(mention) in ("ground", "open") and latest[1] >= 0:
        last = events[latest[1]]
        if (
            kind_family(last[0]) == "abduction"
            and last[-1].sentence == mention.sentence - 1
            and last[-1].paragraph == mention.paragraph
        ):
            return latest[1], ""  # "The driver was shot dead", behind how the others were taken
    if "their-body" in mention.flags and latest[1] >= 0:
        last = events[latest[1]]
        if {kind_family(m) for m in last} & {"abduction", "arrest"} and mention.paragraph - last[-1].paragraph <= 1:
            return latest[1], ""  # "Villagers found his body", behind how he was taken
    if kind_family(mention) == "abduction" and "elaboration" in mention.flags and thin and latest[1] >= 0:
        last = events[latest[1]]
        if {kind_family(m) for m in last} & {"ground", "open"} and mention.paragraph - last[-1].paragraph <= 1:
            return latest[1], ""  # "The attackers also led away several women"
    if kind_family(mention) == "territory" and mention.when is not None and mention.when.precision == "year":
        return -1, "ART-FRAME"  # "in 2011 soldiers forced the rebels from most of the capital": how it came to be so
    scened = casualty and any(p.rule == "PLACE-SCENE" for p in mention.places)
    scened = scened and latest[0] >= 0 and latest[0] not in barred and fits(mention, events[latest[0]])
    if scened and mention.paragraph - events[latest[0]][-1].paragraph <= 1:
        return latest[0], ""
    if "other" in mention.flags and not points_back:
        return -1, "" if concrete(mention) else "ART-VAGUE"
    if points_back or zero or (casualty and thin):
        best = _best(mention, events, barred, latest)
        if best >= 0:
            return best, ""
        if points_back and mention.head.type == "anaphor":
            return -1, "ART-ANAPHOR"
        return -1, "" if concrete(mention) and not zero else "ART-VAGUE"
    best = told_again(mention, events, barred)
    if best < 0 and thin and not mention.tolls and bare(mention) and "other" not in mention.flags:
        near = _best(mention, events, barred, latest)
        best = near if near >= 0 and mention.paragraph - events[near][-1].paragraph <= 1 else -1
    if best >= 0:
        return best, ""
    if generic_plural(mention) and not mention.places:
        return -1, "ART-GENERIC"
    return -1, "" if concrete(mention) else "ART-VAGUE"
