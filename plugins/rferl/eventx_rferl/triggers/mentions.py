"""Finds the tellings of events in a sentence: triggers, grouped by clause, with all that stands around them.

Knows which of several triggers leads, and when one clause tells two ("strikes in A as well as strikes in B"); when two clauses
tell one event says :mod:`eventx_rferl.triggers.joined`. Doesn't know what other sentences say.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve

from eventx_rferl.language.burials import mourned
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.earlier_ones import all_along
from eventx_rferl.language.lexicons import civilian_objects, opening, phrase_at
from eventx_rferl.language.replies import answered
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Place, Sentence, Trigger
from eventx_rferl.triggers import polarity
from eventx_rferl.triggers.candidates import CASUALTY, counted
from eventx_rferl.triggers.captives import whom_they_free
from eventx_rferl.triggers.families import family
from eventx_rferl.triggers.joined import EMPTY, Group, one_event
from eventx_rferl.triggers.readings import triggers_in


def objects_in(sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Civilian objects named between two offsets."""
    first = opening(civilian_objects)
    if sentence.words.isdisjoint(first):
        return ()
    tokens = sentence.between(start, end)
    sizes = ((at, phrase_at(tokens, at, civilian_objects)[1]) for at, token in enumerate(tokens) if token.lower in first)
    return tuple((tokens[at].start, tokens[at + size - 1].end) for at, size in sizes if size)


# "In a separate incident, troops left the town": what it was stands behind.
ONE_MORE = wording(r"\W*In (?:an?|another|one|yet another|the (?:latest|second|third|other)) (?:[\w-]+ )?")
# "Howitzer fire left nine dead, the latest violence in the country": what was told, once more.
LATEST = wording(
    r", (?:in )?the (?:latest|newest|most recent|worst|deadliest|bloodiest|second|third|fourth|fifth) (?:such )?"
    r"(?:[a-z-]+ ){0,2}?(?:violence|attacks?|incidents?|bloodshed|unrest|killings?|bombings?|strikes?|clash(?:es)?|assaults?|"
    r"raids?|blasts?|explosions?|shootings?|protests?)\b[^,;.“”]*(?=[.]|$)"
)
# "When word of the ambush reached X, a crowd went on the rampage": what the word was of is told before, and X is where they did.
NEWS_OF_IT = wording(r"\W*(?:When|As|After|Once|Before) (?:the )?(?:word|news|reports?|rumou?rs) (?:of|about) (?:[\w’'-]+ ){0,4}")
# "A bomb blew up near a school, killing four who happened to pass as the blast went off": that of the bomb.
AT_THE_TIME = wording(r"\bat the (?:time|moment) of the (?:[\w-]+ )?$")
RANK = {"v": 0, "n": 1}


def _strength(trigger: Trigger) -> tuple[int, int, int]:
    if trigger.type == "breakout":
        level = 4
    elif trigger.type in CASUALTY or trigger.type == "protest-noun-weak":  # "killed four people in a procession"
        level = 3
    elif trigger.type == "anaphor":
        level = 5
    elif trigger.type == "hit":
        level = 2
    else:
        level = 1
    return level, RANK[trigger.pos], trigger.start


def groups_in(
    text: str, sentence: Sentence, actors: tuple[Actor, ...], placed: Callable[[], tuple[Place, ...]] = tuple
) -> tuple[Group, ...]:
    """The tellings of a sentence, each with the clause it stands in and how it hangs on another.

    ``placed`` gives the sentence's places, if it is asked.
    """
    aside = answered(text, sentence)
    raw = triggers_in(text, sentence)
    if aside:
        raw = tuple(t for t in raw if not any(first <= t.start < last for first, last in aside))
    if len(raw) > 1 and (along := all_along(text, sentence.start, raw[-1].start)):
        raw = tuple(t for t in raw if not along[0] <= t.start < along[1])
    if raw and (said := LATEST.search(text, raw[0].start, sentence.end)):
        raw = tuple(t for t in raw if t.start < said.start()) or raw
    raw = (
        tuple(t for n, t in enumerate(raw) if n == 0 or t.pos == "v" or not AT_THE_TIME.search(text, raw[0].end, t.start)) or raw
    )
    if raw and NEWS_OF_IT.fullmatch(text, sentence.start, raw[0].start):
        raw = raw[1:] or raw
    if raw and raw[0].type == "anaphor" and ONE_MORE.fullmatch(text, sentence.start, raw[0].start):
        raw = raw[1:]
    usable = tuple(t for t in (counted(text, sentence, trigger, actors, raw) for trigger in raw) if t is not None)
    dead = mourned(text, sentence.start, sentence.end) if usable else None
    if dead is not None and not all(dead[0] <= t.start < dead[1] for t in usable):
        usable = tuple(t for t in usable if not dead[0] <= t.start < dead[1])  # what happens at a funeral, not what they died of
    by_clause: dict[int, list[list[Trigger]]] = {}
    for trigger in usable:
        parts = by_clause.setdefault(trigger.clause, [])
        if parts and _splits(text, sentence, parts[-1], trigger, actors):
            parts.append([trigger])
        elif parts:
            parts[-1].append(trigger)
        else:
            parts.append([trigger])
    groups: list[Group] = []
    home: dict[int, int] = {}
    for number, clause in enumerate(sentence.clauses):
        for part in by_clause.get(number, []):
            ordered = sorted(part, key=_strength)
            reasons = [polarity.withheld(text, sentence, t) for t in ordered]
            heads = _that_ended_it(text, [t for t, reason in zip(ordered, reasons, strict=True) if not reason])
            head = heads[0] if heads else ordered[0]
            reason = "" if heads else reasons[0]
            parent = home.get(clause.parent, -1) if clause.parent != number else -1
            new = Group(head, tuple(t for t in part if t in heads) or tuple(part), number, clause.link, parent, reason)
            if parent >= 0 and len(by_clause[number]) == 1 and one_event(text, sentence, groups[parent], new, placed):
                groups[parent] = _joined(groups[parent], new)
                home[number] = parent
                continue
            groups.append(new)
            home.setdefault(number, len(groups) - 1)
        if (
            number not in home
            and 0 <= clause.parent < number
            and clause.parent in home
            and clause.link in ("part", "which", "and", "as", "when")
        ):
            home[number] = home[clause.parent]
    return _fronted(sentence, groups, home)


# "Rebels who had taken the town were driven out": how they got there is told only aside.
WHO_HAD = wording(r"\b(?:who|which|that) had (?:(?:\w+ly|earlier|just|briefly|again) )*$")
WERE = wording(r"\b(?:was|were|been) (?:(?:\w+ly|then|soon|again|later) )*$")


def _that_ended_it(text: str, heads: list[Trigger]) -> list[Trigger]:
    """The triggers of a clause without the capture before which others were driven out again."""
    first = heads[0] if heads else None
    if (
        first is None
        or not first.type.startswith("territory-")
        or not WHO_HAD.search(text, max(0, first.start - 40), first.start)
    ):
        return heads
    ended = [t for t in heads[1:] if t.pos == "v" and WERE.search(text, max(first.end, t.start - 24), t.start)]
    return [t for t in heads if t is not first] if any(family(t.type) == family(first.type) for t in ended) else heads


def _fronted(sentence: Sentence, groups: list[Group], home: dict[int, int]) -> tuple[Group, ...]:
    """A clause at the front hangs on what follows it: its governor is known only now."""
    fixed: list[Group] = []
    for group in groups:
        parent = sentence.clauses[group.clause].parent
        if parent > group.clause:
            fixed.append(evolve(group, governor=home.get(parent, -1)))
        else:
            fixed.append(group)
    return tuple(fixed)


HAD_DONE = wording(r", (?:which|who|whose (?:[\w-]+ ){1,2})(?: ?had)(?: (?:also|already|earlier|just|\w+ly))* $")
CLOSED = re.compile(r" [^,;]{3,80}, ?(?:(?:also|then|later|on \w+day|on [A-Z]\w+ \d+|has|have|had) ?)*$")
AND_THEN = re.compile(r", and (?:for|on|by|the|a|in|since|within|later)\b")
QUIET = frozenset({"base-established", "group-change", "other"})


def _splits(text: str, sentence: Sentence, part: list[Trigger], trigger: Trigger, actors: tuple[Actor, ...]) -> bool:
    """Whether a second trigger of the same clause tells a second event."""
    last = part[-1]
    between = text[last.end : trigger.start]
    if last.pos == trigger.pos == "v" and HAD_DONE.search(text, max(0, last.start - 40), last.start) and CLOSED.match(between):
        return True  # "The group, which had attacked a hotel in A on Sunday, shelled B on Monday"
    if trigger.type in CASUALTY | EMPTY or last.type in EMPTY:
        return False
    if last.start < whom_they_free(text, sentence, trigger):
        return True  # "clashed with the X in a search for four men kidnapped in Y last month"
    if last.pos == trigger.pos == "v" and _each_in_its_place(text, part[-1], trigger):
        return True
    if last.pos == trigger.pos == "n":
        if re.search(r"\bas well as\b", between):
            return True
        if _placed_apart(text, last, trigger, between):
            return True
        owners = [
            a
            for a in actors
            if last.end <= a.start
            and a.end <= trigger.start + 1
            and (a.group == "adjective" or text[a.end : a.end + 2] in ("'s", "’s"))
        ]
        return bool(owners) and re.search(r"\band\b", between) is not None and "between" not in between
    if trigger.type == "crowd-strong" and family(last.type) == "ground" and AND_THEN.search(between):
        return True  # "shot dead a villager, and for four days thousands camped before the offices"
    if last.type == "agreement" and trigger.type == "nonviolent-transfer":
        return True  # "under a deal struck on Thursday, the rebels gave up the town on Friday"
    # "... were wounded by rockets that hit a firebase, which gunners had set up this month"
    return trigger.type in QUIET and last.type not in QUIET and re.search(r", (?:which|who|where) ", between) is not None


# "Killed five soldiers in Pemba on Sunday and abducted two nurses in Palma".
A_NAME = rf"(?!(?:{MONTH}|{WEEKDAY})\b)(?:al-|el-)?[A-Z][\w’'-]+"
THERE = re.compile(rf"(?:(?! and )[^.;:]){{3,70}}? (?:in|at|near|outside|around) (?:the )?(?:[a-z]+ ){{0,5}}?{A_NAME}")


HERE_AND = wording(
    rf" (?:in|at|near|outside|around) (?:the )?(?:[a-z]+ ){{0,5}}?{A_NAME}[^.;:]{{0,60}}?(?:,|,? (?:and|but))"
    r"(?: then| later| also| a day later)? $"
)
SPLITTING = frozenset({"past", "participle"})


def _each_in_its_place(text: str, last: Trigger, trigger: Trigger) -> bool:
    """Whether a second verb tells another deed, in another place than the first: nothing but an "and" or a comma joins them."""
    if trigger.form not in SPLITTING or last.form not in SPLITTING or family(last.type) == family(trigger.type):
        return False
    here = HERE_AND.search(text, last.end, trigger.start)
    return here is not None and THERE.match(text, trigger.end) is not None


IN_ONE_PLACE = wording(r"\b(?:in|at|near|outside|across) (?:[\w’'-]+,? ){1,7}?and (?:[\w’'-]+ ){0,5}$")
IN_ANOTHER = re.compile(r" (?:in|at|near|outside|across) ")


def _placed_apart(text: str, last: Trigger, trigger: Trigger, between: str) -> bool:
    """ "Street battles in Tetovo and a night of rioting in the capital": two nouns of other kinds, each with its own place."""
    kinds = family(last.type), family(trigger.type)
    return kinds[0] != kinds[1] and IN_ONE_PLACE.search(between) is not None and IN_ANOTHER.match(text, trigger.end) is not None


def _joined(governor: Group, new: Group) -> Group:
    if new.reason and not governor.reason:
        return governor  # "people who were trying to occupy it": what they wanted happened to nobody
    triggers = (*governor.triggers, *new.triggers)
    if governor.reason:
        return evolve(governor, triggers=triggers)
    head = min((governor.head, new.head), key=_strength)
    return evolve(governor, triggers=triggers, head=head)
