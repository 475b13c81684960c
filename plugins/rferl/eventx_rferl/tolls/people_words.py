"""Words that noun phrases for people begin with, end at, or are part of.

Knows closed classes of English words. Which words are people stands in the lexicon.
"""

from __future__ import annotations

from eventx_rferl.language.titles import titles
from eventx_rferl.language.wording import wording

ONE = frozenset({"a", "an", "one", "its", "his", "her", "their", "the", "another", "every"})
OWNED = frozenset({"his", "her", "its", "their"})
LEADS = frozenset({"more", "other", "others", "another", "additional", "further", "of", "all"})
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
    r"trains?|dormitor(?:y|ies)|demonstrations?|rights|affairs|activity|violence|fire|gunfire|bombings?|stronghold|swap)\Z"
)
