"""Words that noun phrases for people begin with, end at, or are part of.

Knows closed classes of English words. Which words are people stands in the lexicon.
"""

from __future__ import annotations

import re

from eventx_rferl.language.titles import titles
from eventx_rferl.language.wording import wording

ONE = frozenset({"a", "an", "one", "its", "his", "her", "their", "the", "another", "every"})
OWNED = frozenset({"his", "her", "its", "their"})
LEADS = frozenset({"more", "other", "others", "another", "additional", "further", "of", "all"})
ROUGHLY = frozenset(
    "some about around roughly nearly almost approximately over more than at least up to an estimated the its their".split()
)
# Behind "of those": who they were is told here and nowhere before.
THERE = frozenset("aboard inside present outside nearby".split())
WHOLE = frozenset({"them", "whom", "these", "those", "which"})
FINITE = frozenset(
    """was were is are be been being has have had do did does will would could can may might who that which where when while
    after before as and or but said says told if than because since until so then not also only just still later""".split()
)
PREPOSITIONS = frozenset(
    """of in on at by to from for with against near into onto over under inside outside aboard across during among between
    around behind off through along without within about amid despite via per""".split()
)
MARKS = frozenset(',.;:()!?"“”')
STATES = frozenset("killed dead wounded injured hurt missing slain died detained arrested kidnapped abducted".split())
TITLES = frozenset(word.capitalize() for word in titles("address", "ranks", "rulers"))
# What makes a thing of the word for people before it: "police station", "student union".
COMPOUNDS = wording(
    r"(?:stations?|cars?|vans?|vehicles?|posts?|checkpoints?|headquarters|buildings?|homes?|houses?|convoys?|bus|buses|camps?|"
    r"bases?|bunkers?|patrols?|offices?|casualties|casualty|deaths?|targets?|areas?|districts?|protests?|unions?|groups?|boats?|"
    r"part(?:y|ies)|positions?|quarters?|settlements?|neighborhoods?|villages?|infrastructure|facilit(?:y|ies)|objects?|"
    r"ambulances?|toll|tolls|attacks?|raids?|strikes?|forces?|units?|outposts?|barracks|academy|colleges?|schools?|trucks?|planes?|"
    r"helicopters?|custody|operations?|movements?|organizations?|councils?|committees?|courts?|commission|service|services|"
    r"trains?|dormitor(?:y|ies)|demonstrations?|rights|affairs|activity|violence|fire|gunfire|bombings?|stronghold|swap|"
    r"mosques|shrines|temples|churches|shops|markets|cemeteries)\Z"
)
# Nouns that make an adjective of the participle before them: "five armored vehicles".
THINGS = wording(
    r"(?:[a-z]+-)?(?:vehicles?|tanks?|trucks?|cars?|carriers?|houses?|homes?|buildings?|drones?|missiles?|rockets?|shells?|weapons?|rifles?|"
    r"guns?|boats?|ships?|vessels?|planes?|jets?|helicopters?|aircraft|villages?|towns?|schools?|churches|mosques|shops?|bridges?|bases?|"
    r"posts?|positions?|cattle|cows?|goats?|sheep|animals?|settlements?|districts?|areas?|provinces?|attacks?|incidents?|formations?|"
    r"conflicts?|routes?|bodies)"
)
# Last words of names that no person bears.
ORGANISATION = frozenset(
    """Nations Cross Crescent Helmets
    House Building Hotel School Center Centre Hall Palace Club Market Road Gate Camp Barracks Borders Ministry
    Army Front Movement Party Police Service Agency Council Observatory Office Union Organization Committee Network
    Street Square Avenue River Airport University Hospital Province District Region Mosque Church Bridge State Valley
    Apparatus Directorate Authority Administration Bureau Department Foundation Fund Federation Association Society Institute
    Initiative Congress Parliament Assembly Court Tribunal Group Company Battalion Regiment Division Unit League Coalition
    Alliance Mission Program Programme Camps Camp Plant Refinery Company Bank Embassy Consulate Prison Base
    Peninsula Forces Force Guard Guards Corps Command Brigade Television Radio News Post Times January February March
    April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday""".split()
)
# Between a name and the word for what bears it: "the Abu Shouk refugee camp".
SORTS = frozenset("refugee displacement residential army military police border".split())
# Behind "one bomb went off in Kabul", "another in Herat" is a bomb.
ONE_WEAPON = wording(
    r"\b(?:[Oo]ne|[Aa]n?|[Tt]he first) (?:[\w-]+ )?(?:bomb|blast|explosion|attack|strike|rocket|missile|drone|shell|bomber|"
    r"device|"
    r"grenade|mine|attacker|raid|charge)\b"
)
# Verbs that only people are objects of.
STRUCK = wording(
    r"\b(?:killed|killing|murdered|assassinated|wounded|wounding|injured|injuring|executed|beheaded|shot(?: dead)?|stabbed|"
    r"gunned down|kidnapped|abducted|detained|arrested) $"
)
# The class of "members", "men" by what they are of.
OF_WHAT = (
    ("police", re.compile(r" of [^,;]*\b(?:police|gendarmerie)\b")),
    (
        "military",
        re.compile(
            r" of [^,;]*\b(?:militia|paramilitar\w+|guards?|army|corps|brigade|battalion|garrison|patrol|squad|forces?|unit)\b",
            re.I,
        ),
    ),
    ("rebel", re.compile(r" of [^,;]*\b(?:rebel|guerrilla|insurgent|militant|extremist|armed|terrorist|cartel|gang)\w*\b")),
)
# Before what only counts a part of people.
PART_BEFORE = wording(
    r"\b(?:including|among (?:them|whom|the (?:dead|victims|wounded|injured))(?: (?:were|was|are|is))?|included|of (?:them|whom)|"
    r"(?:victims|dead|wounded|injured) (?:were|was|are)|include|counting|most of them|some of them|half of them)(?: (?:at least|"
    r"about|also|all))?\s*$",
    re.IGNORECASE,
)
