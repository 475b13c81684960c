"""What is right, given a pair of events: type, date, places, sides, tolls, claimants, status, relations, evidence.

Knows the rules, which the documentation prints. Doesn't know how pairs are found, or how what was predicted is told in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventx.scoring.events import Actor, Article, CodedEvent, Toll
from eventx.scoring.matching import called, dates_overlap, place_right, plain, same_place
from eventx.scoring.tally import Score
from eventx.scoring.telling import days, figure, listed, person, spot

# ACLED lists the crowd first, a record says who acted upon whom: police can be the initiator of what is coded under a crowd.
_CROWD_FIRST = frozenset({"Protest with intervention", "Excessive force against protesters"})
# In battles ACLED's order of the sides means nothing.
_BATTLES = frozenset({"Armed clash", "Government regains territory", "Non-state actor overtakes territory"})
_FIRST = ("initiator", "participant", "not-stated")
_SECOND = ("target", "participant", "not-stated")
_SAME_CLAIMANT = 12  # letters: "police" is the claimant in "police in Kabul", a title before a name isn't compared


def compare(coded: Article, answer: Article, pairs: Sequence[tuple[CodedEvent, CodedEvent]], into: Score) -> None:
    """Enter one article: its pairs, what was missed, what is extra."""
    ids = {found.id: gold.id for gold, found in pairs}
    matched = {gold.id for gold, _ in pairs}
    for gold in coded.events:
        into.kinds[gold.kind].coded += 1
        into.kinds[gold.kind].coded_found += gold.id in matched
        if gold.id not in matched:
            into.miss("events", f"{gold.id} missed: {_named(gold)}")
    for found in answer.events:
        into.kinds[found.kind].predicted += 1
        into.kinds[found.kind].predicted_right += found.id in ids
        if found.id not in ids:
            into.miss("events", f"{coded.key} extra: {_named(found)}: {found.label}")
    into.events(len(coded.events), len(answer.events), len(pairs))
    _look_at_non_events(coded, answer, into)
    _look_at_quotes(coded, answer, into)
    for gold, found in pairs:
        _type_and_date(gold, found, into)
        _places(gold, found, into)
        _sides(gold, found, into)
        _tolls(gold, found, into)
        into.count("status", gold.status == found.status, f"{gold.id} status {found.status} for {gold.status}")
        _relations(gold, found, ids, into)
        if gold.spans and found.spans:
            good = any(a < d and c < b for a, b in gold.spans for c, d in found.spans)
            into.count("evidence", good, f"{gold.id} evidence lies elsewhere than the coder's")


def _named(event: CodedEvent) -> str:
    return f"{event.kind} {event.start or 'no date'} {', '.join(place.name for place in event.places) or 'no place'}"


def _look_at_non_events(coded: Article, answer: Article, into: Score) -> None:
    for (start, end), why in coded.not_events:
        for found in answer.events:
            if found.head is not None and start <= found.head < end:
                into.non_events += 1
                into.miss("non-events", f"{coded.key} coded what is none ({why}): {found.label}")


def _look_at_quotes(coded: Article, answer: Article, into: Score) -> None:
    if coded.text is None:
        return
    for found in answer.events:
        for (start, end), exact in found.quotes:
            into.count("quotes", coded.text[start:end] == exact, f"{coded.key} {start}-{end} isn't {exact!r}")


def _type_and_date(gold: CodedEvent, found: CodedEvent, into: Score) -> None:
    if gold.kinds:
        into.count("type", bool(gold.kinds & found.kinds), f"{gold.id} type {found.kind} for {gold.kind}")
    if gold.start is not None:
        good = bool(dates_overlap(gold, found))
        into.count("date", good, f"{gold.id} date {days(found)} for {days(gold)}")


def _places(gold: CodedEvent, found: CodedEvent, into: Score) -> None:
    into.predicted["place"] += len(found.places)
    for place in gold.places:
        named = [other for other in found.places if same_place(place, other)]
        into.count("place by name", bool(named), None)
        good = any(place_right(place, other) for other in named)
        told = listed(spot(other, place) for other in found.places)
        into.count("place", good, f"{gold.id} place {place.name} (within {place.km:.0f} km): {told}")


def _sides(gold: CodedEvent, found: CodedEvent, into: Score) -> None:
    right = _sides_right(gold, found, _FIRST, _SECOND)
    if gold.kinds & _BATTLES:
        right = max(right, _sides_right(gold, found, _SECOND, _FIRST), key=sum)
    told = listed(map(person, found.actors))
    for name, wanted, good in zip(("first actor", "second actor"), (gold.first, gold.second), right, strict=True):
        into.count(name, good, f"{gold.id} {name} {wanted.name if wanted else 'nobody'}: {told}")


def _sides_right(gold: CodedEvent, found: CodedEvent, first: Sequence[str], second: Sequence[str]) -> tuple[bool, bool]:
    """Whether each side is right, if these are the roles of those that are compared with it."""
    told = (found.first, found.second) if first is _FIRST else (found.second, found.first)

    def right(wanted: Actor | None, roles: Sequence[str], side: Actor | None) -> bool:
        if wanted is None:
            return side is None
        anyone = bool(gold.kinds & _CROWD_FIRST)
        return any(same_actor(wanted, actor) for actor in found.actors if anyone or actor.role in roles)

    return right(gold.first, first, told[0]), right(gold.second, second, told[1])


def same_actor(gold: Actor, found: Actor) -> bool:
    """The same name, or the same type and country."""
    if called(gold.name) and called(gold.name) == called(found.name):
        return True
    return gold.kind is not None and gold.kind == found.kind and (not gold.countries or bool(gold.countries & found.countries))


def _tolls(gold: CodedEvent, found: CodedEvent, into: Score) -> None:
    measures = ("killed", "injured")
    into.predicted["toll"] += sum(toll.measure in measures for toll in found.tolls)
    for toll in gold.tolls:
        if toll.measure not in measures:
            continue
        same = [other for other in found.tolls if other.measure == toll.measure and other.bounds == toll.bounds]
        added = not same and _add_up(toll, gold.tolls, found.tolls)
        into.count("toll", bool(same) or added, f"{gold.id} {figure(toll)}: {listed(map(figure, found.tolls))}")
        if added:
            into.count("claimant", True, None)
        if same:
            good = any(_same_claimant(toll, other) for other in same)
            into.count("claimant", good, f"{gold.id} claimant {same[0].claimant or 'nobody'} for {toll.claimant or 'nobody'}")


def _add_up(toll: Toll, coded: Sequence[Toll], found: Sequence[Toll]) -> bool:
    """Whether the coder and the prediction have one claimant's figures, of one measure, in one number here and in parts there."""
    ours = [one for one in coded if one.measure == toll.measure and plain(one.claimant) == plain(toll.claimant)]
    theirs = [one for one in found if one.measure == toll.measure and _same_claimant(toll, one)]
    return min(len(ours), len(theirs)) == 1 and _sums(ours) == _sums(theirs)


def _sums(tolls: Sequence[Toll]) -> list[int | None]:
    bounds = zip(*(toll.bounds for toll in tolls), strict=True)
    return [None if None in numbers else sum(one for one in numbers if one is not None) for numbers in bounds]


def _same_claimant(gold: Toll, found: Toll) -> bool:
    ours, theirs = plain(gold.claimant)[:_SAME_CLAIMANT], plain(found.claimant)[:_SAME_CLAIMANT]
    if not ours or not theirs:
        return ours == theirs
    return ours in plain(found.claimant) or theirs in plain(gold.claimant)


def _relations(gold: CodedEvent, found: CodedEvent, ids: dict[str, str], into: Score) -> None:
    links = {(kind, ids[target]) for kind, target in found.relations if target in ids}
    into.predicted["relation"] += len(found.relations)
    for link in sorted(gold.relations):
        into.count("relation", link in links, f"{gold.id} lacks {' '.join(link)}")
