"""Says whether a telling that points back to nothing tells an event once more: "a bomb hit Herat", behind "a blast in Herat".

Knows by which of day, place, paragraph and kind two tellings are taken for one, each reason under its own name. Doesn't know
phrases that point back, nor what else can become of a telling (:mod:`eventx_rferl.events.merge`).
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from eventx_rferl.events.details import of_the_raid
from eventx_rferl.events.matching import fits, gave_way, kind_family, places_told, resemblance, same_side, time_of
from eventx_rferl.gazetteer.precisions import AREAS, SETTLEMENTS, SUBNATIONAL
from eventx_rferl.language.actor_classes import CROWDS, STATE_GROUPS
from eventx_rferl.model import Mention, Place, When
from eventx_rferl.places.areas import contains
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.families import compatible

# How a clause hangs on one that tells something else.
LINKS = frozenset({"after", "before", "response", "result", "during", "since", "ending"})
SPECIFIC = frozenset({"day", "days", "week"})
# Kinds whose words are loose: a raid may be an arrest, a strike a bombing.
LOOSE = frozenset({"bombed", "strike", "raid", "ground", "demo", "arrest"})

FIRST = 5  # paragraphs, as newsrooms write them, within which a lead is told in full


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
    def another(self) -> bool:
        """Whether its words say that it is another one: "a second bomb", "elsewhere"."""
        return "other" in self.mention.flags

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
        """Whether the event was told in the lead, and hardly again."""
        return self.opening and len(self.found) <= 2

    @property
    def opening(self) -> bool:
        """Whether the event was told in the lead, or in the paragraph below one that tells none: a picture's caption."""
        return self.found[0].paragraph == 0 or (self.first and self.found[0].paragraph == 1)

    @property
    def wide(self) -> bool:
        """Whether the event's place is an area."""
        return any(p.precision in AREAS for p in self.places)

    @property
    def contradicted(self) -> bool:
        """Whether both count victims of one kind, and not one of the counts is the same."""
        mine = {(t.measure, t.number.some) for t in self.mention.tolls}
        told = {(t.measure, t.number.some) for m in self.found for t in m.tolls}
        return bool({m for m, _ in mine} & {m for m, _ in told}) and not mine & told

    @property
    def likely(self) -> bool:
        """Whether the kinds are alike enough."""
        kind, families = kind_family(self.mention), {kind_family(m) for m in self.found}
        if kind == "open" or families & {kind, "open"}:
            return True
        return bool((families | {kind}) & LOOSE) and any(compatible(kind, other) for other in families)


def _same_day_and_place(pair: _Pair) -> bool:
    when = pair.mention.when
    return when is not None and pair.dated and pair.same_place and when.precision in SPECIFIC and pair.likely


def _same_place(pair: _Pair) -> bool:
    return pair.undated and pair.same_place and pair.close and pair.likely


def _same_place_and_no_day_so_far(pair: _Pair) -> bool:
    return pair.when is None and pair.same_place and pair.close


def _same_paragraph(pair: _Pair) -> bool:
    return pair.bare and pair.near and pair.likely


def _nothing_told_so_far(pair: _Pair) -> bool:
    looted = kind_family(pair.mention) == "demo" and {kind_family(m) for m in pair.found} == {"property"}
    others = looted and any(a.group not in CROWDS for a in pair.found[0].initiators)  # "Students filled the square", behind it
    return pair.when is None and not pair.places and pair.near and not others


def _ground_given_up(pair: _Pair) -> bool:
    """ "Troops pulled out at dawn", behind the town's capture."""
    ground = kind_family(pair.mention) == kind_family(pair.found[0]) == "territory"
    taken = gave_way(pair.mention) and any(m.head.type.startswith("territory-") for m in pair.found)
    return pair.close and ((ground and pair.bare) or (taken and not pair.linked))


def _burned(pair: _Pair) -> bool:
    return pair.mention.head.type == "burned" and pair.near and not pair.linked


def _lead_told_in_full(pair: _Pair) -> bool:
    """The event that a lead told without its day or its town."""
    vague = pair.when is None or not any(p.precision in SUBNATIONAL for p in pair.places)
    if not pair.lead or not vague or pair.linked or pair.mention.paragraph > 2:
        return False
    if pair.mention.when is not None and pair.mention.when.precision in ("month", "year"):
        return False  # "In June, three guards were killed": what went before, below a lead that tells no day
    if pair.when is not None and not (pair.dated and pair.wide):
        return False
    return pair.around or pair.same_place or not pair.places or (not pair.mention.places and pair.likely)


def _where_the_lead_was(pair: _Pair) -> bool:
    """ "Two gunmen died in a shoot-out today", and in full: "Police came under fire in X", without the day."""
    if not (pair.only and pair.lead and pair.undated and pair.mention.places) or pair.places or pair.another:
        return False
    if not any(p.precision in SUBNATIONAL | {"line-or-area"} for p in pair.mention.places):
        return False  # "In neighboring Chad, the army has been fighting rebels"
    told = {t.number.some for m in pair.found for t in m.tolls}
    another = any(t.number.some not in told for t in pair.mention.tolls) and bool(told)
    return pair.mention.paragraph <= 2 and pair.likely and not another


def _leads_place(pair: _Pair) -> bool:
    """ "Six people were hurt on Tuesday when fighting broke out", and in full: "... clashed at the X crossing"."""
    alone = not pair.linked and not pair.another
    told = pair.opening and not pair.places and bool(pair.mention.places) and pair.mention.paragraph <= FIRST
    return told and alone and pair.found[0].head.type in CASUALTY and (pair.undated or pair.dated) and pair.likely


def _told_in_full(pair: _Pair) -> bool:
    """ "They also abducted a lawmaker in X", and in full: "The man was kidnapped on Thursday in the Y district" of X."""
    kind, before = kind_family(pair.mention), pair.found[0]
    once = len(pair.found) == 1 and pair.when is None and pair.close and kind == kind_family(before) == "abduction"
    counts = {t.number.some for t in pair.mention.tolls} & {t.number.some for t in before.tolls}
    return once and pair.wide and pair.around and not pair.linked and bool(counts) and not pair.another


def _only_rally(pair: _Pair) -> bool:
    """ "Riot police charged the crowd", wherever the article goes on with the only rally that it tells of."""
    kinds = {kind_family(pair.mention), kind_family(pair.found[0])}
    return pair.only_one and pair.bare and kinds == {"demo"} and pair.mention.head.pos == "v"


def _leads_day(pair: _Pair) -> bool:
    """ "Troops opened fire in X on Monday", and in full: "Seven mourners died when they fired on the crowd on Monday"."""
    when = pair.mention.when
    day = when is not None and pair.when is not None and when.precision == pair.when.precision == "day"
    alone = not pair.mention.places and not pair.linked and not pair.another
    told = pair.lead and pair.close and pair.mention.paragraph == 1 and bool(pair.mention.initiators)
    kinds = {kind_family(pair.mention), kind_family(pair.found[0])}
    alike = len(kinds) == 1 or kinds == {"ground", "demo"}
    return day and alone and told and bool(pair.found[0].initiators) and alike


def _inside_the_leads_area(pair: _Pair) -> bool:
    return pair.lead and pair.undated and pair.around and pair.wide and pair.mention.paragraph <= 2 and pair.likely


def _only_event(pair: _Pair) -> bool:
    return pair.only and pair.bare and pair.mention.paragraph <= 3 and pair.likely


def _leads_rally(pair: _Pair) -> bool:
    demo = kind_family(pair.mention) == "demo" and "demo" in {kind_family(m) for m in pair.found}
    return pair.lead and pair.close and pair.bare and demo


def _same_demonstration(pair: _Pair) -> bool:
    """ "Police used batons in X", "protesters blocked a street in X", paragraphs apart: one day's protest in a town."""
    demo = kind_family(pair.mention) == "demo" and {kind_family(m) for m in pair.found} <= {"demo", "arrest", "open"}
    if not demo or pair.linked or pair.another:
        return False
    if pair.bare or (pair.undated and pair.around and pair.wide):
        return pair.only_one and pair.found[0].paragraph == 0
    shared = {p.key for p in pair.places}
    return any(p.key in shared and p.precision == "settlement" for p in pair.mention.places)


def _lead_of_that_week(pair: _Pair) -> bool:
    """ "Gunmen killed seven people in South Darfur last week", and in full: "They attacked the village of X on Thursday"."""
    when, mention = pair.mention.when, pair.mention
    if not pair.lead or pair.linked or pair.another or when is None or pair.when is None or mention.paragraph > FIRST:
        return False
    week = pair.when.precision in ("week", "days") and when.precision == "day" and pair.wide
    told = {t.number.some for m in pair.found for t in m.tolls}
    more = any(t.number.some not in told for t in mention.tolls)
    alike = kind_family(mention) == kind_family(pair.found[0]) and not pair.found[0].plural and not pair.found[0].head.plural
    return week and alike and not more and pair.only_one and (pair.around or pair.same_place)


def _missiles_of_the_raid(pair: _Pair) -> bool:
    air = {kind_family(pair.mention), kind_family(pair.found[0])} == {"air", "shell"}
    return air and pair.only and of_the_raid(pair.mention, pair.found)


def _lead_without_day_and_town(pair: _Pair) -> bool:
    """ "Troops killed two marchers in a southern city", and paragraphs on, in full: "On Friday, soldiers in X fired ..."."""
    mention = pair.mention
    kind = kind_family(mention)
    alike = kind in {kind_family(m) for m in pair.found} and kind not in (LOOSE - {"demo"}) | {"open"}
    if not pair.opening or pair.when is not None or pair.places or mention.when is None or not pair.only:
        return False
    alone = not pair.linked and not pair.another and not pair.contradicted
    doers = [a for m in pair.found for a in m.initiators]
    if doers and mention.initiators and not any(same_side(a, b) for a in mention.initiators for b in doers):
        return False  # "rebels raided a village", and in full what the army did to them
    return alike and alone and mention.when.precision in SPECIFIC and mention.paragraph <= FIRST


def _where_it_was(pair: _Pair) -> bool:
    """The place of what a subordinate clause has just dated."""
    return not pair.places and pair.when is not None and pair.next and pair.found[-1].link != "main"


def _victims_inside(pair: _Pair) -> bool:
    """ "Its base near X was hit and two died", behind what was fired at the province."""
    told = pair.mention.head.type in CASUALTY and pair.mention.when is None and pair.mention.link == "main"
    return told and pair.next and any(contains(q, p) for p in pair.mention.places for q in pair.places)


def _deal_of_the_sentence(pair: _Pair) -> bool:
    same = pair.mention.sentence == pair.found[-1].sentence
    return pair.dated and pair.around and same and kind_family(pair.mention) == "agreement"


def _same_day_in_the_paragraph(pair: _Pair) -> bool:
    alone = not pair.mention.places and not pair.another
    return pair.dated and alone and pair.near and pair.likely


def _one_of_its_days(pair: _Pair) -> bool:
    """ "On May 13 a crowd beat a driver to death", behind "three days of riots left 40 people dead": not all of it again."""
    when = pair.mention.when
    return "days-of" in pair.found[0].flags and when is not None and when.precision == "day" and bool(pair.mention.tolls)


def _new_fight(pair: _Pair) -> bool:
    """ "Freed nine captives after an exchange of fire": a fight of its own, behind an attack on people who bore no arms."""
    head = pair.mention.head
    fight = head.pos == "n" and head.type in ("armed-clash", "clash-noun") and not pair.mention.definite
    return fight and "behind-after" in pair.mention.flags and all(m.head.type in ON_PEOPLE for m in pair.found)


def _rally_elsewhere(pair: _Pair) -> bool:
    """ "In Batumi and Kutaisi, hundreds rallied", behind what police did to a crowd at a spot of no name: not in these towns."""
    dispersed = any(m.head.type == "disperse" for m in pair.found) and not pair.places
    towns = [p for p in pair.mention.places if p.precision in SETTLEMENTS]
    crowd = not any(a.group in STATE_GROUPS for a in (*pair.mention.initiators, *pair.mention.targets))
    rallied = kind_family(pair.mention) == "demo" and pair.mention.head.type != "disperse" and crowd
    return dispersed and rallied and len(towns) > 1


ON_PEOPLE = frozenset({"attack-on-civilians", "shooting-kill", "killing-noun", "abduction", "killed", "mob-violence"})


REASONS: tuple[Callable[[_Pair], bool], ...] = (
    _same_day_and_place,
    _same_place,
    _same_place_and_no_day_so_far,
    _same_paragraph,
    _nothing_told_so_far,
    _ground_given_up,
    _burned,
    _lead_told_in_full,
    _where_the_lead_was,
    _leads_place,
    _told_in_full,
    _only_rally,
    _leads_day,
    _inside_the_leads_area,
    _only_event,
    _leads_rally,
    _same_demonstration,
    _missiles_of_the_raid,
    _lead_of_that_week,
    _lead_without_day_and_town,
    _where_it_was,
    _victims_inside,
    _deal_of_the_sentence,
    _same_day_in_the_paragraph,
)


def told_again(mention: Mention, events: list[tuple[Mention, ...]], barred: frozenset[int]) -> int:
    """The number of the event that an indefinite telling tells again, the likest if several can be meant; -1 if none can."""
    choices: list[tuple[float, bool, int, int]] = []
    kinds = [kind_family(found[0]) for found in events]
    for number, found in enumerate(events):
        if number in barred or not fits(mention, found):
            continue
        only_one = kinds.count(kinds[number]) == 1
        pair = _Pair(mention, found, len(events) == 1, only_one, number == 0, time_of(found), places_told(found))
        if (
            not _new_fight(pair)
            and not _rally_elsewhere(pair)
            and not _one_of_its_days(pair)
            and any(reason(pair) for reason in REASONS)
        ):
            told_for_itself = mention.head.type in CASUALTY and found[0].link == "main"
            choices.append((resemblance(mention, found)[0], told_for_itself, found[-1].number, number))
    return max(choices)[-1] if choices else -1
