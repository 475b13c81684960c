"""What merging gives: the events, each of its tellings, and the fate of every telling; without those that only sum up others.

Knows plural leads ("drone attacks killed three") whose parts are told later, and what was shot down of a wave whose hits are
told. Doesn't merge anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventx_rferl.events.matching import kind_family, places_agree, places_told, sides_agree, time_of
from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Sentence, When
from eventx_rferl.triggers.families import compatible
from eventx_rferl.values import evolve, frozen

# "Seventeen died in attacks by rebels. In the deadliest of them, ...": the first counts what is told behind it.
WORST = re.compile(
    r"\W*(?:In )?(?:the|The) (?:deadliest|bloodiest|worst|biggest|heaviest|gravest) (?:of |attack|strike|incident|blast|clash|"
    r"raid)"
)


# "Killed seven in separate incidents", "two blasts killed nine".
MANY_DEEDS = (
    r"\b(?:separate|two|three|four|five|six|several|multiple|twin|different|simultaneous|coordinated|various) (?:[\w-]+ ){0,2}"
    r"(?:attacks|incidents|blasts|explosions|bombings|bombs|strikes|airstrikes|raids|clashes|operations|shootings|ambushes|assaults)\b"
)
BOMBS_KILLED = r"\bbombs(?: and (?:an? )?[\w-]+)? (?:have |has )?(?:killed|left|claimed|wounded)\b"
WITHIN_HOURS = r"\b(?:over|in) the (?:past|last) (?:24|48) hours\b"
GOING_ON = r"\bas \w+ (?:continued|kept|went on) (?:to )?(?:pound|bomb|shell|attack|strik|hit)\w*\b"
# Each of these says that several are told together.
SEVERAL = wording("|".join((MANY_DEEDS, BOMBS_KILLED, WITHIN_HOURS, GOING_ON)), re.IGNORECASE)
# "In the first incident", "The first hit a market", "In one attack": the first of these.
ATTACK = r"(?:incident|attack|blast|explosion|bombing|bomb|strike|raid|clash|operation|shooting|ambush|assault|case)"
ONE_OF_THEM = wording(
    rf"\W*(?:(?:In )?[Tt]he (?:first|second|third|deadliest|worst|other) (?:one |of (?:them|these|the [a-z]+) )?"
    rf"(?:{ATTACK}|hit|struck|went off|exploded|targeted|killed|ripped|tore)\b|"
    rf"In (?:one|another|a second|a third) (?:such )?{ATTACK}\b|One (?:blast|explosion|bomb|attack|strike|raid)\b)"
)


def several(text: str, told: tuple[Mention, ...], sentences: Sequence[Sentence]) -> bool:
    """Whether a lead tells several together, in no town: "killed seven in separate incidents in the province"."""
    first = told[0]
    if any(m.places or m.tolls for m in told[1:]) or first.paragraph > 1 or any(p.precision in TOWNS for p in first.places):
        return False
    sentence = sentences[first.sentence]
    return SEVERAL.search(text, sentence.start, sentence.end) is not None


def one_of_several(text: str, mention: Mention, sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence opens with one of several that were told together: "In the first incident"."""
    sentence = sentences[mention.sentence]
    return ONE_OF_THEM.match(text, sentence.start, sentence.end) is not None


@frozen
class Fate:
    """What became of a mention: kept, merged or withheld; ``event`` is the number of its event or -1."""

    mention: int
    kind: str
    reason: str
    event: int


@frozen
class Merged:
    """Mentions put together: for each event its mentions in order of telling, and each mention's fate."""

    events: tuple[tuple[Mention, ...], ...]
    fates: tuple[Fate, ...]
    sums: tuple[tuple[int, int], ...] = ()


def summaries(article: Article, merged: Merged, sentences: Sequence[Sentence]) -> Merged:
    """A plural lead that sums up events told later ("drone attacks killed three") is no event of its own."""
    dropped: set[int] = set()
    sums: dict[int, tuple[int, ...]] = {}
    for number, found in enumerate(merged.events):
        first = found[0]
        together = several(article.text, found, sentences)
        if (len(found) > 1 and not together) or first.paragraph > 1:
            continue
        later = next((other[0] for other in merged.events[number + 1 :] if other[0].sentence > first.sentence), None)
        worst = (
            later is not None
            and later.sentence - first.sentence == 1
            and compatible(kind_family(first), kind_family(later))
            and WORST.match(article.text, later.start) is not None
        )
        if not (first.head.plural or len(first.initiators) > 1 or worst or together):
            continue
        if any(p.precision in TOWNS for p in first.places):
            continue
        parts = [
            n
            for n, other in enumerate(merged.events)
            if n > number
            and n not in dropped
            and compatible(kind_family(first), kind_family(other[0]))
            and sides_agree(first, other)
            and places_agree(first.places, places_told(other))
            and _near_time(first, other)
        ]
        if worst and not parts:
            parts = [n for n, other in enumerate(merged.events) if other[0] is later]
        if len(parts) >= 2 or worst:
            dropped.add(number)
            sums[first.number] = tuple(parts)
    for number in dropped:
        first = merged.events[number][0]
        merged = _of_its_day(
            merged, time_of(merged.events[number]), {n for n in sums[first.number] if time_of(merged.events[n]) is None}
        )
    merged = evolve(merged, sums=tuple((m, merged.events[n][0].number) for m, parts in sums.items() for n in parts))
    return without(merged, dropped, "ART-SUM")


def _of_its_day(merged: Merged, day: When | None, parts: set[int]) -> Merged:
    """With the day of a sum for its parts that tell none."""
    if day is None or not parts:
        return merged
    when = evolve(day, basis="inferred", rule="DATE-PART-OF")
    events = tuple((evolve(told[0], when=when), *told[1:]) if n in parts else told for n, told in enumerate(merged.events))
    return evolve(merged, events=events)


def interceptions(merged: Merged) -> Merged:
    """Drones or missiles shot down in a wave whose hits are told are no event of their own, unless they fell on somebody."""
    dropped = set()
    for number, found in enumerate(merged.events):
        if (
            len(found) > 1
            or found[0].head.type != "shoot-down"
            or found[0].weapons & {"air"}
            or not found[0].weapons & {"drone", "missile", "rocket"}
            or any(t.number.high != 0 for t in found[0].tolls)  # "shot down 12 drones, but debris killed a woman"
        ):
            continue
        owners = {a.country for a in found[0].initiators if a.country}
        for other, hits in enumerate(merged.events):
            when = time_of(hits)
            home = {p.country for p in places_told(hits) if p.country}
            if (
                other != number
                and kind_family(hits[0]) in ("air", "shell", "strike")
                and when
                and found[0].when
                and when.overlaps(found[0].when)
                and owners & home
            ):
                dropped.add(number)
    return without(merged, dropped, "ART-INTERCEPTED")


def without(merged: Merged, dropped: set[int], reason: str) -> Merged:
    """Without some events, the reason for which their tellings are withheld."""
    if not dropped:
        return merged
    keep = [n for n in range(len(merged.events)) if n not in dropped]
    renumber = {old: new for new, old in enumerate(keep)}
    fates = tuple(
        Fate(f.mention, "withheld", reason, -1) if f.event in dropped else evolve(f, event=renumber.get(f.event, -1))
        for f in merged.fates
    )
    return Merged(tuple(merged.events[n] for n in keep), fates, merged.sums)


def _near_time(first: Mention, other: tuple[Mention, ...]) -> bool:
    when = time_of(other)
    return first.when is None or when is None or first.when.overlaps(when)
