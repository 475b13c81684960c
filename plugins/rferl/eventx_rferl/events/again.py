"""Says whether a telling that points back to nothing tells an event once more: "a bomb hit Herat", behind "a blast in Herat".

Knows by which of day, place, paragraph and kind two tellings are taken for one, each reason under its own name. Doesn't know
phrases that point back, nor what else can become of a telling (:mod:`eventx_rferl.events.merge`).
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from eventx_rferl.events.matching import fits, kind_family, places_told, resemblance, time_of
from eventx_rferl.events.sites import other_figures
from eventx_rferl.gazetteer.precisions import AREAS, SUBNATIONAL
from eventx_rferl.language.actor_classes import CROWDS
from eventx_rferl.model import Mention, Place, When
from eventx_rferl.triggers.candidates import CASUALTY

# How a clause hangs on one that tells something else.
LINKS = frozenset({"after", "before", "response", "result", "during", "since", "ending"})
# Kinds whose words are loose: a raid may be an arrest, a strike a bombing.
LOOSE = frozenset({"bombed", "strike", "raid", "ground", "demo", "arrest"})


@frozen
class _Pair:
    """A telling and an event told before it.

    ``only``: the article tells no other so far; ``only_one``: none of its kind; ``first``: it is what the article began with.
    """

    mention: Mention
    found: tuple[Mention, ...]
    only: bool
    only_one: bool
    first: bool
    when: When | None
    places: tuple[Place, ...]

    @property
    def linked(self) -> bool:
        """Whether the telling hangs on another clause's event."""
        return self.mention.link in LINKS

    @property
    def undated(self) -> bool:
        """Whether the telling has no day, neither by words nor by a link."""
        return self.mention.when is None and not self.linked

    @property
    def bare(self) -> bool:
        """Whether it has no place either."""
        return self.undated and not self.mention.places

    @property
    def dated(self) -> bool:
        """Whether both have a day, which is the same one or near enough."""
        return self.mention.when is not None and self.when is not None

    @property
    def month(self) -> bool:
        """Whether only a month or a year is told, as it is of what went before."""
        return self.mention.when is not None and self.mention.when.precision in ("month", "year")

    @property
    def same_place(self) -> bool:
        """Whether they share a place."""
        return any(p.key == q.key for p in self.mention.places for q in self.places)

    @property
    def around(self) -> bool:
        """Whether both have places, one around the other."""
        return bool(self.mention.places and self.places) and not self.same_place

    @property
    def near(self) -> bool:
        """Whether they stand in one paragraph."""
        return self.mention.paragraph == self.found[-1].paragraph

    @property
    def close(self) -> bool:
        """Whether they stand in one paragraph or in the next."""
        return self.mention.paragraph - self.found[-1].paragraph <= 1

    @property
    def next(self) -> bool:
        """Whether the telling is the next sentence of the paragraph."""
        return self.near and self.found[-1].sentence == self.mention.sentence - 1

    @property
    def lead(self) -> bool:
        """Whether the event was told in the lead, or below a picture's caption that tells none, and hardly again."""
        opening = self.found[0].paragraph == 0 or (self.first and self.found[0].paragraph == 1)
        return opening and len(self.found) <= 2

    @property
    def wide(self) -> bool:
        """Whether the event's place is an area."""
        return any(p.precision in AREAS for p in self.places)

    @property
    def likely(self) -> bool:
        """Whether the kinds are alike enough."""
        kind, families = kind_family(self.mention), {kind_family(m) for m in self.found}
        if kind == "open" or families & {kind, "open"}:
            return True
        return bool((families | {kind}) & LOOSE)


def _same_day_and_place(pair: _Pair) -> bool:
    return pair.dated and pair.same_place


def _same_place(pair: _Pair) -> bool:
    return (pair.undated or (pair.when is None and not pair.month)) and pair.same_place and pair.close


def _same_paragraph(pair: _Pair) -> bool:
    return pair.bare and pair.near and pair.likely


def _nothing_told_so_far(pair: _Pair) -> bool:
    looted = kind_family(pair.mention) == "demo" and {kind_family(m) for m in pair.found} == {"property"}
    others = looted and any(a.group not in CROWDS for a in pair.found[0].initiators)  # "Students filled the square", behind it
    return pair.when is None and not pair.places and pair.near and not others


def _lead_told_in_full(pair: _Pair) -> bool:
    """The event that a lead told without its day or its town, and one of the next two paragraphs in full."""
    when = pair.mention.when
    vague = pair.when is None or not any(p.precision in SUBNATIONAL for p in pair.places) or (pair.wide and when is None)
    alone = not pair.linked and pair.mention.paragraph <= 2
    if not (pair.lead and vague and alone):
        return False
    if when is None:
        return pair.when is None or bool(pair.mention.places)
    # "In June, three guards were killed": what went before, below a lead that tells no day
    return not pair.month and (pair.when is None or pair.wide)


def _village_by_it(pair: _Pair) -> bool:
    """ "They stormed the village of X", which no gazetteer holds, behind a lead that tells of an attack near a town."""
    places = pair.mention.places
    near = pair.around and all(p.precision == "near-settlement" for p in pair.places)
    unknown = all(p.precision == "settlement" and not p.gazetteer_id and not p.country for p in places)
    others = other_figures(pair.mention.tolls, [t for m in pair.found for t in m.tolls])
    return pair.lead and pair.undated and pair.mention.paragraph <= 2 and near and unknown and not others


def _only_rally(pair: _Pair) -> bool:
    """ "Riot police charged the crowd", wherever the article goes on with the only rally that it tells of."""
    kinds = {kind_family(pair.mention), kind_family(pair.found[0])}
    return pair.only_one and pair.bare and kinds == {"demo"}


def _only_event(pair: _Pair) -> bool:
    return pair.only and pair.bare and pair.mention.paragraph <= 3 and pair.likely


def _same_demonstration(pair: _Pair) -> bool:
    """ "Police used batons in X", "protesters blocked a street in X", paragraphs apart: one day's protest in a town."""
    demo = kind_family(pair.mention) == "demo" and {kind_family(m) for m in pair.found} <= {"demo", "arrest", "open"}
    if not demo or pair.linked:
        return False
    that_day = pair.dated and pair.close and not pair.mention.places
    return pair.only_one if pair.bare or that_day or (pair.undated and pair.around and pair.wide) else pair.same_place


def _victims_inside(pair: _Pair) -> bool:
    """ "Its base near X was hit and two died", behind what was fired at the province."""
    return pair.next and pair.mention.head.type in CASUALTY and pair.mention.when is None


# Whom one attack hits are mostly of one of these; in a fight the other side has dead, too.
HIT = frozenset({"police", "military", "civilian"})


def _other_victims(mention: Mention, found: tuple[Mention, ...]) -> bool:
    """ "A bomb hit an army truck in X, killing three soldiers", behind the one that killed two policemen there."""
    if mention.head.type in CASUALTY or mention.link != "main":
        return False
    dead, others = (
        {t.group: t.number.some for m in told for t in m.tolls if t.measure == "killed" and t.number.some}
        for told in ((mention,), found)
    )
    if not dead or not others or dead.keys() & others.keys() or not dead.keys() | others.keys() <= HIT:
        return False
    guards = "civilian" not in dead.keys() | others.keys()  # who may be police or soldiers: "a guard", "a border guard"
    return not (guards and set(dead.values()) & set(others.values()))


REASONS: tuple[Callable[[_Pair], bool], ...] = (
    _same_day_and_place,
    _same_place,
    _same_paragraph,
    _nothing_told_so_far,
    _lead_told_in_full,
    _village_by_it,
    _only_rally,
    _only_event,
    _same_demonstration,
    _victims_inside,
)


def told_again(mention: Mention, events: list[tuple[Mention, ...]], barred: frozenset[int]) -> int:
    """The number of the event that an indefinite telling tells again, the likest if several can be meant; -1 if none can."""
    choices: list[tuple[float, bool, int, int]] = []
    kinds = [kind_family(found[0]) for found in events]
    for number, found in enumerate(events):
        if number in barred or _other_victims(mention, found) or not fits(mention, found):
            continue
        only_one = kinds.count(kinds[number]) == 1
        pair = _Pair(mention, found, len(events) == 1, only_one, number == 0, time_of(found), places_told(found))
        if any(reason(pair) for reason in REASONS):
            told_for_itself = mention.head.type in CASUALTY and found[0].link == "main"
            choices.append((resemblance(mention, found)[0], told_for_itself, found[-1].number, number))
    return max(choices)[-1] if choices else -1
