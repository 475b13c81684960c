"""Says whether two tellings can be one event: by kind, time, place, and who acts.

Knows what speaks against it and how much speaks for it. Doesn't decide anything about a text's order.
"""

from __future__ import annotations

import re
from datetime import date

from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, STATE_GROUPS, TYPES
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Mention, Place, When
from eventx_rferl.places.areas import contains
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.families import compatible, family

STATE_TYPES = frozenset(TYPES[group] for group in STATE_GROUPS)
IN_CROWDS = frozenset({"protesters", "rioters", "crowd"})
# Families that say more than an open kind.
TELLING = frozenset({"air", "shell", "blast", "ground", "demo", "bombed", "strike", "raid", "territory"})
OF_WEAPONS = (
    ("air", frozenset({"air", "drone"})),
    ("shell", frozenset({"missile", "rocket", "shell"})),
    ("blast", frozenset({"bomb", "device", "suicide", "grenade"})),
)
"""What kind of event a weapon makes of one that is told by an open word."""
# What "the ambush" points back to.
AMBUSHED = wording(r"ambush|(?:lay|laid|lying) in wait|waylai|set (?:a|the) trap", re.IGNORECASE)
# Paragraphs after which a telling with day and place of its own is another event than one that had neither.
FAR = 5
NEARBY = frozenset({"near-settlement", "admin1", "region", "country"})
# So many days a fight goes on of which both its beginning and its latest day are told.
DAYS_ON_END = 3


def kind_family(mention: Mention) -> str:
    """The family of a mention's leading trigger; an open kind takes that of its weapon."""
    found, arms = family(mention.head.type), mention.weapons
    if found in ("ground", "arrest") and not IN_CROWDS.isdisjoint([a.group for a in mention.initiators + mention.targets]):
        return "demo"
    if found == "arrest" and any(family(t.type) == "demo" for t in mention.triggers):
        return "demo"  # "detained during a rally"
    if found == "arrest" and _also_killed(mention) and mention.targets and all(a.group in FIGHTERS for a in mention.targets):
        return "ground"  # "shot three rebels and took a fourth alive"
    if mention.head.type == "killing-noun" and mention.definite and not mention.places and mention.when is None:
        return "open"  # "said the killing was its work": whatever killed
    if found == "property" and _also_killed(mention):
        found = "open"
    if found != "open":
        if found == "bombed" and any(a.group in STATE_GROUPS | {"state"} for a in mention.initiators):
            return "air"
        return found
    for trigger in mention.triggers:
        kind = family(trigger.type)
        if kind in TELLING:
            return "air" if kind == "raid" and "air" in arms else kind
    return next((kind for kind, with_it in OF_WEAPONS if not with_it.isdisjoint(arms)), "open") if arms else "open"


def _also_killed(mention: Mention) -> bool:
    """ "Killed nine villagers and burned their barns": more than property."""
    return any(t.type in CASUALTY for t in mention.triggers) and any(t.number.high != 0 for t in mention.tolls)


def places_agree(a: tuple[Place, ...], b: tuple[Place, ...]) -> bool:
    """Whether two lists of places can be the same: one in common, or one around the other."""
    if not a or not b:
        return True
    if any(p.key == q.key or p.name == q.name for p in a for q in b):
        return True
    lines = [p for p in (*a, *b) if p.precision == "line-or-area" and not p.country]
    if lines:
        return True
    return all(any(contains(p, q) or contains(q, p) for p in a) for q in b) or all(
        any(contains(p, q) or contains(q, p) for q in b) for p in a
    )


def same_side(a: Actor, b: Actor) -> bool:
    """Whether two actors can be the same: same name, same country's forces, or one of them unnamed."""
    if a.name == b.name or "group-anaphor" in (a.group, b.group):
        return True
    unnamed = {"armed", "rebels", "guard", "crowd", "crowd-civilian", "protesters", "rioters", "militia", "communal"}
    if (a.group in unnamed and b.group not in STATE_GROUPS) or (b.group in unnamed and a.group not in STATE_GROUPS):
        return True
    if a.group == b.group == "group":
        return a.name in b.name or b.name in a.name  # "the ELN", "National Liberation Army (ELN)"
    if a.country and b.country:
        return a.country == b.country and _irregular(a) == _irregular(b)
    return a.group in STATE_GROUPS | {"state"} and b.group in STATE_GROUPS | {"state"}


def _irregular(actor: Actor) -> bool:
    """Whether an actor is a listed group that is no state's: "Islamic Revolutionary Guards Corps" is Iran's."""
    return actor.group == "group" and actor.type not in STATE_TYPES


GAVE_WAY = wording(r"(?:withdr|pull|left|leav|fle[ed]|abandon|evacuat|vacat|g[ai]v)", re.IGNORECASE)


def gave_way(mention: Mention) -> bool:
    """Whether somebody leaves without naming what: "troops ran out of ammunition and pulled out"."""
    told = mention.head.type == "nonviolent-transfer" and GAVE_WAY.match(mention.head.text) is not None
    return told and mention.when is None and not mention.places


def sides_agree(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether who acts in a mention fits who acts in an event's mentions."""
    doers = [a for m in others for a in m.initiators]
    if not doers or not mention.initiators:
        return True
    if any(same_side(a, b) for a in mention.initiators for b in doers):
        return True
    if gave_way(mention) and any(m.head.type.startswith("territory-") for m in others):
        return True  # who pulled out of what the others took
    # "The army retook the town" tells no more of the attack in which it fell.
    turned = any(t.type in ("territory-regained", "territory-overtaken") for t in mention.triggers)
    both_ways = not turned and any(family(t.type) == "ground" for m in (mention, *others) for t in m.triggers)
    crossed = [a for m in others for a in m.targets if a.group in FIGHTERS | {"state"}]
    gave_up = mention.head.type == "nonviolent-transfer" and not crossed and kind_family(others[0]) == "territory"
    told = {family(t.type) for m in (mention, *others) for t in m.triggers}
    if "demo" in told and told <= {"demo", "arrest", "open", "property"} and _crowd_and_police(mention, doers):
        return True  # "police fired tear gas", "detained protesters": "the marchers had sat down in silence"
    struck_back = (
        mention.head.type in CASUALTY
        and any(same_side(a, b) for a in mention.initiators for b in crossed)
        and any(same_side(a, b) for a in mention.targets for b in doers)
    )
    return (
        struck_back
        or gave_up
        or (
            both_ways
            and (
                any(same_side(a, b) for a in mention.initiators for b in crossed)
                or any(same_side(a, b) for a in mention.targets for b in doers)
            )
        )
    )


def _crowd_and_police(mention: Mention, doers: list[Actor]) -> bool:
    """Whether a crowd, or a party whose members gathered, acts in one telling and the police in the other."""
    one, other = {a.group for a in mention.initiators}, {a.group for a in doers}
    party = mention.head.type == "crowd-strong" and "group" in one
    return (party and bool(other & STATE_GROUPS)) or any(
        bool(a & CROWDS) and bool(b & STATE_GROUPS) for a, b in ((one, other), (other, one))
    )


def time_of(mentions: tuple[Mention, ...]) -> When | None:
    """The most precise time that the tellings of an event give."""
    dated = [m.when for m in mentions if m.when is not None]
    return min(dated, key=_precision) if len(dated) > 1 else dated[0] if dated else None


def _precision(when: When) -> tuple[int, int]:
    return when.days, 0 if when.basis == "explicit" else 1


def places_told(mentions: tuple[Mention, ...]) -> tuple[Place, ...]:
    """The places of the first telling that has precise ones, else of the first that has any."""
    for mention in mentions:
        exact = tuple(p for p in mention.places if p.precision not in ("country", "region", "line-or-area", "admin1"))
        if exact:
            return mention.places
    for mention in mentions:
        if mention.places:
            return mention.places
    return ()


def in_week(one: When, other: When) -> bool:
    """Whether two times share a day; a week may begin on the Sunday before: "this week", "the October 29 attack"."""
    if one.overlaps(other):
        return True
    if "week" not in (one.precision, other.precision) or "day" not in (one.precision, other.precision):
        return False
    week, day = (one, other) if one.precision == "week" else (other, one)
    return (week.start_day - day.end_day).days == 1


def another_day(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether a day that can't be told without the day of publication speaks against one event.

    "On May 3" and "June 3, 2025" are two days; so are "yesterday" and any date, unless a word points back.
    """
    when, told = mention.when or mention.stated, time_of(others)
    vague = [m for m in others if m.stated is not None and m.when is None]
    if when is None or not (mention.stated or (vague and told is None)):
        return False
    if told is None and not vague:
        return False
    if told is None and mention.stated is not None:
        return not any(m.stated is not None and m.stated.overlaps(mention.stated) for m in vague)
    stated, known = (mention.stated, told) if mention.stated else (vague[0].stated, when)
    if stated is None or known is None:
        return False
    if stated.basis != "explicit":
        return not mention.definite
    return not any(known.start_day <= _in_year(stated.start_day, year) <= known.end_day for year in _years(known))


def _years(when: When) -> range:
    return range(when.start_day.year, when.end_day.year + 1)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _won_back(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "Tajik soldiers took the hamlet by noon. The Kyrgyz won it back after nightfall": not by those who had taken it."""
    taken = [m for m in others if m.head.type == "territory-overtaken" and m.head.pos == "v"]
    if mention.head.type != "territory-regained" or not taken:
        return False
    by, before = {a.name for a in mention.initiators}, {a.name for m in taken for a in m.initiators}
    return bool(before) and not by & before


def fits(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether nothing speaks against a mention telling this event."""
    when = time_of(others)
    bare = when is None and not places_told(others)
    if bare and mention.when is not None and mention.places and mention.paragraph - others[-1].paragraph > FAR:
        return False  # "the bombings in the Moscow subway on March 29": no other telling of what had neither day nor place
    kind = kind_family(mention)
    families = {kind_family(m) for m in others}
    if "abduction" in families and any(_also_killed(m) for m in others):
        families |= {"ground"}  # "killed four villagers and led three away"
    both = {kind, *families} >= {"blast", "ground"}
    suicide = both and any("suicide" in m.weapons for m in (mention, *others))
    told_tolls = bool(mention.tolls) and any(m.tolls for m in others)
    # With a bomb or with rifles; but "an ambush killed three", "a car bomb wounded nine".
    ambush = both and not told_tolls and any(m.head.type == "ambush" for m in (mention, *others))
    # "The fighting came as ..." is no telling of a bomb a paragraph above, only because an open word told its victims.
    apart = mention.paragraph != others[-1].paragraph and "that" not in mention.flags
    named = (families - {"open"} or families) if apart else families
    if not suicide and not ambush and not any(compatible(kind, other) for other in named):
        return False
    if _another_fight(mention, families) or _won_back(mention, others) or (apart and _killed_there(mention, families)):
        return False
    told_apart = not {kind, *families} & {"open", "bombed", "strike", "raid"}
    if told_apart and kind not in families and not ambush and not _soft(mention, others):
        return False
    elsewhere = mention.paragraph != others[-1].paragraph and "elaboration" not in mention.flags
    if "property" in {kind, *families} and kind not in families and elsewhere:
        return False
    if mention.when is not None and when is not None and not in_week(mention.when, when) and not _begun_before(mention, others):
        return False
    same_paragraph = mention.paragraph == others[-1].paragraph
    lead_next = others[-1].paragraph == 0 and mention.paragraph == 1 and "elaboration" in mention.flags
    pointed = (
        (mention.definite or "elaboration" in mention.flags) and same_paragraph
    ) or lead_next  # "The missiles hit the compound in the X district"
    counts = {t.number.some for m in others for t in m.tolls}
    others_dead = bool(counts) and any(
        t.number.some not in counts for t in mention.tolls
    )  # "The gunmen then attacked X, killing two"
    # "The clash, which erupted in the hamlet of X": in the town told before, of which no gazetteer knows the hamlet.
    noun = mention.definite and mention.head.pos == "n" and mention.paragraph - others[-1].paragraph <= 2
    # "Killed a clerk in the north", and in the next paragraph "a clerk was killed in X", which no gazetteer knows.
    lead = others[-1].paragraph == 0 and mention.paragraph == 1 and bool(counts) and bool(mention.tolls)
    others_dead = others_dead and not (lead and _said_otherwise(mention, others))
    unlisted = (
        (pointed or noun or lead) and mention.places and not others_dead and not any(p.gazetteer_id for p in mention.places)
    )
    sealed = pointed and kind == "agreement" and families == {"agreement"}  # where it is signed, and what it is about
    if not unlisted and not sealed and not places_agree(mention.places, places_told(others)):
        return False
    alike = kind in families and kind != "open"
    if mention.definite and same_paragraph and (alike or ("that" in mention.flags and mention.head.pos == "n")):
        return True  # "died in the shelling", a line behind the shelling: who is named beside it may be the victim
    return sides_agree(mention, others)


# Between armed men, whatever crowd was told of before.
ARMED_FIGHT = wording(r"(?:shoot-?outs?|gun ?battles?|gunfights?|firefights?|ambush\w*)$", re.IGNORECASE)


def _another_fight(mention: Mention, families: set[str]) -> bool:
    """A shoot-out is no rally, and a town that is walked into unopposed on a day of its own no battle."""
    if families == {"demo"} and ARMED_FIGHT.search(mention.head.text):
        return True
    mob = {a.group for a in mention.initiators} == {"rioters"} and any(a.group in STATE_GROUPS for a in mention.targets)
    if mob and mention.places and "demo" not in families:
        return True  # "that night, a policeman was waylaid by a mob": no more of what the police had done
    quiet = mention.head.type == "nonviolent-transfer" and mention.when is not None and bool(mention.places)
    return quiet and families <= {"ground", "open"}


def _killed_there(mention: Mention, families: set[str]) -> bool:
    """ "Its fighters killed dozens of residents in the city", a paragraph behind its fall: no telling of how it was taken."""
    killed = [t for t in mention.tolls if t.measure == "killed" and t.number.high != 0]
    told = families == {"territory"} and mention.head.type in CASUALTY and not mention.definite
    return told and bool(killed) and all(t.group == "civilian" for t in killed)


def _said_otherwise(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "A blast west of X killed seven, a paper said. Police said two had died in the town of Y": two speakers on one event."""
    speakers = {t.claimant for m in others for t in m.tolls}
    told = {t.claimant for t in mention.tolls}
    nearby = places_told(others) and all(p.precision in NEARBY for p in places_told(others))
    return bool(nearby) and None not in speakers | told and not speakers & told


def _begun_before(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "Traded fire for a second day. The shooting started on Wednesday": a few days before, and one fight."""
    when = time_of(others)
    if "began" not in mention.flags or mention.when is None or when is None or mention.paragraph - others[-1].paragraph > 1:
        return False
    return 0 <= (when.start_day - mention.when.end_day).days <= DAYS_ON_END


def _soft(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Different named kinds tell one event only if one of them points back or they share a weapon."""
    arms = frozenset(w for m in others for w in m.weapons)
    # "Fighters entered the post after an exchange of fire", behind a lead that says it was taken but not when.
    fought = {kind_family(mention), kind_family(others[0])} == {"ground", "territory"} and mention.head.pos == "n"
    if fought and time_of(others) is None and mention.paragraph - others[-1].paragraph <= 1:
        return True
    if {kind_family(mention), kind_family(others[0])} == {"arrest", "demo"} and _same_day(mention, others):
        return True  # "a board member was arrested in X on May 1", behind those who were arrested at rallies there
    if {kind_family(mention), kind_family(others[0])} == {"ground", "demo"} and _same_day(mention, others):
        sides = {a.group for m in (mention, *others) for a in (*m.initiators, *m.targets)}
        return not sides & (FIGHTERS - STATE_GROUPS)  # "street battles in X on May 1", and that day's "crowds overran police"
    kicked = {kind_family(mention), kind_family(others[0])} == {"ground", "demo"} and mention.when is None and not mention.places
    if kicked and any(a.group in STATE_GROUPS for a in mention.initiators) and mention.paragraph - others[-1].paragraph <= 1:
        return True  # "many were kicked by officers", behind the rally that police broke up
    return (
        mention.definite
        or "elaboration" in mention.flags
        or bool(mention.weapons & arms)
        or mention.paragraph == others[0].paragraph
    )


def _same_day(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether a telling has the day and a place of an event."""
    when, keys = time_of(others), {p.key for p in places_told(others)}
    day = mention.when is not None and when is not None and mention.when.precision == when.precision == "day"
    return day and any(p.key in keys for p in mention.places)


def resemblance(mention: Mention, others: tuple[Mention, ...]) -> tuple[float, int]:
    """How much speaks for a telling being of this event; ties go to the one told last."""
    when, places = time_of(others), places_told(others)
    score = 0.0
    if mention.when is not None and when is not None:
        score += 4 if (when.start_day, when.end_day) == (mention.when.start_day, mention.when.end_day) else 2
    if mention.places and places:
        score += 3 if any(p.key == q.key for p in mention.places for q in places) else 1
    doers = [a for m in others for a in m.initiators]
    if mention.initiators and doers:
        score += 2 if any(a.name == b.name for a in mention.initiators for b in doers) else 1
    kind = kind_family(mention)
    if kind != "open" and any(kind_family(m) == kind for m in others):
        score += 2
    if any(
        t.text.lower() in mention.head.text.lower() or mention.head.text.lower() in t.text.lower()
        for m in others
        for t in m.triggers
    ):
        score += 1
    if mention.head.type == "ambush" and any(AMBUSHED.match(t.text) for m in others for t in m.triggers):
        score += 1
    gap = mention.paragraph - others[-1].paragraph
    score += 3 if gap == 0 else 2 if gap == 1 else 0
    if mention.tolls and any(a.country for m in others for a in m.targets):
        words = " ".join(t.victims for t in mention.tolls)
        score += 1 if any(a.text and a.text.split()[0] in words for m in others for a in m.targets) else 0
    return score, others[-1].number
