"""Says whether a name that the gazetteer lacks is a town's, by the words around it.

Knows what stands before and behind names that only places can be, and asks the gazetteer for the town whose quarter one could
be. Doesn't say what a place is in its sentence.
"""

from __future__ import annotations

import re

from eventx_rferl.gazetteer.precisions import SETTLEMENTS
from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.wording import wording
from eventx_rferl.places import geo
from eventx_rferl.places.located import AGENT, RETAKEN, TAKEN
from eventx_rferl.places.roles import Named, of_a_people
from eventx_rferl.places.sites import SITE_OF, among_these

# "Two towns in the valley of X, Matta and Khwazakhela, fell".
OF_TOWNS = wording(r"\b(?:villages|towns|hamlets)(?: (?:in|of|near|around) (?:[\w’'-]+ ){0,4}?[A-Z][\w’'-]+)?, $")
# "Two Dogon villages, Gangafani and Yoro": whose they are, and then their names.
PEOPLES_PLACES = wording(r" (?:villages|towns|hamlets|settlements|communities), [A-Z][\w’'-]+(?:,| and |\.)")
# "Further west, Bulo Hawo, a town on the border, fell": a sentence is about it.
A_TOWN = wording(
    r", (?:an?|another) (?:[\w-]+ ){0,2}(?:town|village|city|hamlet|settlement)(?=,| (?:on|in|near|of|at|some|about|just|"
    r"along|astride|straddling|"
    r"overlooking|outside|close|held|that|which|where|with|"
    r"by|\d|north|south|"
    r"east|west)\b)"
)
OPENS = wording(r"(?:^\W*|, |\bthat |\b(?:said|says|say|reported|added|confirmed) )$")
BARE = wording(
    r"(?:^|\b)(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Aa]t|out of|(?:outskirts|edge|edges|vicinity|center|suburbs?|entrance|"
    r"streets|heart|middle|villages? around|forests?|hills|gorge|jungle|airstrip|airfield|market|mine|camp|oasis|foothills|"
    r"summit|slopes|foot|top) of|"
    r"entrances? to|(?:punched|broke|pushed|fought|smashed|battled|shot|drove|cut|pressed) (?:(?:its|their|his) way )?through to|"
    r"(?:walked|rode|drove|burst|stormed|came|marched|rolled|swept|moved|advanced|broke) into|"
    r"(?:walked|rampaged|marched|paraded|drove|swept|rode|tore|raced) through|(?:anger|wrath|fury|revenge|vengeance) on|"
    r"(?:villages|towns|hamlets|settlements|communities|suburbs)(?: (?:in|of|near|around) (?:[\w’'-]+ ){0,4}?[A-Z][\w’'-]+)?,|"
    r"(?:bombs?|missiles?|rockets?|shells|munitions|rounds) (?:on|over|into|at)) "
    r"(?:nearby |neighboring |neighbouring |[A-Z][\w-]+['’]s )?$"
)
BARE_AFTER = wording(
    rf"(?:,|\.| {MONTH} \d| (?:village|town|hamlet)\b| and [A-Z]| on | late | early | overnight| last | when | where | while | "
    r"killing | in | at | "
    r"after | before | during | amid | despite | following | without | using | by |"
    r" \w+ (?:days?|weeks?|hours?|months?) (?:earlier|ago|later|before)| [A-Z][a-z]+day\b|"
    r" just | and (?:made|took|set|shot|fled|left|stole|held|threw|fought|drove|led|beat|ran)\b|"
    r" and (?:two|three|four|several|other|nearby|surrounding|neighboring|[a-z]+ed)\b| who | as | "
    r"shortly | for (?:the|an?|\w+) (?:[\w-]+ ){0,2}(?:day|night|week|month|hour|time)s?\b|"
    r" just before | and (?:made|took|shot|fled|left|stole|fell|ran|burnt|set) |"
    r" (?:on )?the (?:same|next|following|previous) (?:day|night|morning|evening)\b| yesterday| today| this |;|—| –)"
)
APPOSED = wording(
    r", (?:a|an|the) (?:[\w-]+ ){0,4}?(?:town|city|village|hamlet|settlement|cluster|community|suburb|port|oasis|district|"
    r"capital|crossing|outpost|center)\b|, (?:\d+|some|about|around|just|north|south|east|west|northeast|northwest|southeast|"
    r"southwest)\b|"
    r",? (?:in|near|outside) (?:the |(?:[a-z]+ern|central|upper|lower) |[A-Z])| from "
)


# "Compared it with X, where attackers fell upon sleeping families": only places are where something is.
WHERE = wording(r",? where (?!(?:he|she|his|her|officials?|authorities|the (?:authorities|government|company|group|party))\b)")
WITHIN = wording(r"\b(?:with|of|in|at|to|from|near|into|outside|around|like|remember(?:ed|s)?|reached|toward) (?:the )?$")
# What follows a list of places as the verb of what happened in them: "strikes on A, B, and C killed 14".
COST = wording(r"^ (?:(?:has|have|had) )?(?:killed|wounded|injured|left|claimed|hurt)\b")


# "Strikes around the X Dam".
A_FEATURE = re.compile(
    r"\w (?:Dam|Bridge|Pass|Mountains|Hills|Forest|Airfield|Barracks|Refinery|Crossing|Junction|Valley|Heights|Farms)$"
)


THE_FEATURE = re.compile(r"\b(?:the (?:[a-z-]+ ){0,2}|(?:from|at|near|around|of) )$")


# "In the X area of northern Iraq"; an area of a town is a quarter.
IN_THE = ("in the ", "In the ", "near the ", "around the ")
AREA = re.compile(
    r" area(?: of (?:the )?(?:[a-z-]+ |(?P<of>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?))|"
    r" (?:in|on|near|for|north|south|east|west|when|where|after|late|early)\b|[,.;])"
)


def _in_an_area(at: Named) -> bool:
    """Whether a name is an area's that is no quarter of a large town."""
    area = AREA.match(at.after) if at.before.endswith(IN_THE) and not of_a_people(at) else None
    around = area["of"] if area is not None else None
    town = geo.lookup(around, (), ("city",)) if around and not geo.country_of(around) else None
    return area is not None and (town is None or town.population < geo.LARGE)


def is_unknown_town(at: Named) -> bool:
    """Whether a name that the gazetteer lacks is a town's: one of a list of towns, or right after "in"."""
    if not AGENT.match(at.after) and _is_bare_town(at):
        return True
    costly = COST.match(at.after) is not None
    in_list = at.listed and at.previous is not None and at.previous.role in ("location", "home")
    if not in_list or not (costly or (at.previous is not None and at.previous.precision in SETTLEMENTS)):
        return False
    goes_on = "and" in at.between.split() or re.match(r",(?: and)? [A-Z]| and [A-Z]", at.after) is not None
    return goes_on and (costly or AGENT.match(at.after) is None)


def _is_bare_town(at: Named) -> bool:
    """Whether a name stands where only a place can: "in X on Monday", "retook X, a town", "X, a town on the border, fell"."""
    name = at.text[at.start : at.end]
    if name.isupper() or len(name) <= 2 or (" " in name and at.before.endswith(("'s ", "’s "))):
        return False  # "in Britain's Labour Party"; but "in Assam's Dimapara"
    if A_TOWN.match(at.after) and OPENS.search(at.before):
        return True
    if A_FEATURE.search(name) and at.located and THE_FEATURE.search(at.before):
        return True
    if _in_an_area(at):
        return True
    if WHERE.match(at.after) and WITHIN.search(at.before):
        return True
    if among_these(at.before):
        return True
    inside = BARE.search(at.before) or RETAKEN.search(at.before) or SITE_OF.search(at.before)
    if inside and BARE_AFTER.match(at.after):
        return True
    return bool((inside or TAKEN.search(at.before)) and APPOSED.match(at.after))


# "Attacked Orva village in ...": not "a Hazara village", "the X village of Y".
VILLAGE = re.compile(
    r" camp(?=, (?:on|in|near|outside|north|south|east|west)\b)|"
    r" (?:village|town|(?:refugee|displacement|IDP) camp)"
    r"(?=,? (?:in|on|near|of [A-Z]|and|at|late|early|overnight|after|when|where|just|itself|located|outside"
    r"|killing|around|before|by|about|some|yesterday|today|last|this|under)\b|[.,;]|$)"
)
ARTICLE = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Ee]very|[Nn]o|[Tt]his|[Tt]hat) (?:(?:ethnic|small|remote|mixed|poor|nearby|[a-z]+ly) )*$"
)


def is_village(text: str, start: int, end: int) -> bool:
    """Whether "village" or "town" behind a name is the name's own class, and the name no people's."""
    return VILLAGE.match(text, end) is not None and ARTICLE.search(text[max(0, start - 30) : start]) is None
