"""The words around the name of a town that tell a street, a building or a part of it: then the town is the place.

Knows streets, sites and quarters, and the hospitals to which the hurt are taken, who are not hurt there. Doesn't say what a
place is in its sentence (:mod:`eventx_rferl.places.roles`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence

# A street, building or site in a town: the town is the place.
STREET = wording(
    r" (?:Square|Street|Avenue|Road|Boulevard|Bridge|Highway|Hotel|Park|Palace|Mosque|Cathedral|Church|Stadium|Mall|Gate|Tower|"
    r"Theater|Theatre|Roundabout|Plaza|Hall|Prospekt|Lane|Ministry|Barracks|Refinery)\b"
)
SITE = (
    r"courtyard|market|airport|hotel|mosque|street|suburb|neighborhood|district|square|restaurant|cafe|school|hospital|prison|"
    r"university|station|church|courthouse|court|park|stadium|apartment|house|home|office|headquarters|bazaar|checkpoint|metro|"
    r"subway|port|base|camp|jail|garage|nightclub|bar|theater|cinema|clinic|cemetery|shrine|synagogue|supermarket|mall|shop|"
    r"store|"
    r"plant|factory|refinery|depot|warehouse|bridge|parliament|coast|township|rank|monastery|museum|campus|dormitory|hostel|road|"
    r"highway|harbor|seaport|airfield|barracks|police"
)
BEFORE_SITE = wording(
    r"\b(?:in|at|outside|near|on|inside|through|around|into|off|over|hit|struck|stormed|attacked|searched|raided|searching|"
    r"raiding|"
    r"entered|ransacked|burned|torched|bombed|shelled) (?:a|an|the|one|another|"
    r"two|several)?"
    r" ?(?:[a-z][a-z-]+ ){0,2}$"
)
AFTER_SITE = wording(rf"^ (?:[a-z][a-z-]+ ){{0,2}}?(?:{SITE})\b")
OF_TOWN = wording(
    r"^(?:'s|’s) (?:(?!(?:an?|the|its|their|two|three|several)\b)[a-z-]+ ){0,3}(?:[A-Z][\w’'-]+ ){0,3}"
    r"(?:Square|Street|Avenue|Boulevard|Road|Park|Bridge|(?:[Oo]ld|New|Upper|Lower) (?:Town|City)|airport|center|"
    r"centre|outskirts|suburbs?|districts?|quarters?|neighborhoods?|port|market|streets?|square|old city|downtown|parliament|"
    r"stadium|hospital|university|courthouse|jail|prison|mosque|cathedral|shrine|church|temple|synagogue|bazaar|barracks|"
    r"(?:railway |police |bus |metro |subway |train |fire |gas )?station|"
    r"airport|cemetery|restaurant|hotel|cafe|school|factory|plant|depot|nightclub|theater|cinema|museum|mall|"
    r"campus|town hall|city hall)\b"
)
# Where the hurt were taken, where help came from.
HOSPITAL = wording(
    r"\b(?:hospitals?|clinics?|morgue|treatment|treated(?: \w+)?) (?:in|of|at) "
    r"(?:the (?:\w+ )?(?:town|city|capital) of )?(?:the )?(?:(?:north|south|east|west)ern |central |nearby )?$"
    r"|\b(?:flown|airlifted|rushed) (?:in |out )?(?:from|to) (?:the )?$"
)
# "Strikes on a school in A and a clinic in B": the clinic was hit.
HIT_SITE = wording(
    r"\b(?:(?:strikes?|attacks?|raids?|shells?|bombs?|rockets?|missiles?|drones?|shelling|bombing|bombardment) "
    r"(?:on|of|against|at|hit|struck)"
    r"|hit|slammed into|smashed into|crashed into|ripped (?:through|into)|tore (?:through|into)|fell on|"
    r"landed (?:on|in)|came down on"
    r"|struck|bombed|shelled|attacked|stormed|raided|seized|took|held|occupied|hostages?|burst into|broke into|destroyed|"
    r"hitting|striking|targeting)\b[^;.]*?\b(?:an?|one|two|three|several) "
    r"(?:[a-z-]+ )?(?:hospitals?|clinics?) (?:in|of|at) (?:the (?:\w+ )?(?:town|city|capital) of )?(?:the )?"
    r"(?:(?:north|south|east|west)ern |central |nearby )?$"
)
CITY_PART = wording(r"\b(?:suburb|district|neighborhood|neighbourhood|quarter|area|part|slum|township) of (?:the )?$")
# "The corner of X where", "from the cathedral of X to the palace", "the main street of X": in it.
SITE_OF = wording(
    r"\b(?:(?:corners?|cathedral|mosques?|church|basilica|stadium|palace|bridge|waterfront|beach(?:es)?|seafront|quays?|"
    r"promenade|esplanade|boulevards?|roofs|rooftops|alleys|alleyways|lanes|slums|gates?|walls|cemetery|docks|harbor|"
    r"post office|town hall|city hall|old (?:town|city)|ring road|(?:main|high|only|central) (?:street|square|market)|"
    r"quarters?|neighborhoods?|refinery|zoo|football ground|showgrounds) of|"
    r"(?:[Oo]n|[Aa]long|[Bb]y) the (?:[a-z]+ )?(?:road|track|path|trail|highway|lane) "
    r"(?:(?:up|down|out|leading|that leads) )?(?:to|into|toward|out of)) "
    r"(?:the (?:[\w-]+ ){0,2}(?:city|town|port|village|capital) of |nearby |central |downtown )?$"
)


def modifies(before: str, after: str) -> bool:
    """Whether a town's name stands before a site in it: "in a Minsk courtyard"."""
    return AFTER_SITE.match(after) is not None and BEFORE_SITE.search(before) is not None


# "Told reporters in X that ...", "at a news conference in X": where it was said.
SAID_THERE = wording(
    r"\b(?:(?:told|tells|telling|informed|brief(?:ed|ing)|address(?:ed|ing)) (?:[\w’'-]+ ){0,4}?"
    r"(?:reporters|journalists|newsmen|correspondents|lawmakers|parliament|(?:the )?(?:media|press))|"
    r"told (?:the )?[A-Z][\w/.’'-]*(?: [A-Z][\w’'-]*){0,3}(?: (?:news agency|agency|radio|television|newspaper|channel))?|"
    r"(?:confirmed|announced|released|issued|provided|given|cited|quoted) by (?:the |an? )?(?:[\w’'-]+ ){0,3}[\w’'-]+|"
    r"(?:news|press) (?:conference|briefing)|briefing|interview(?:ed)?|speaking|speech|said|"
    r"(?:[Nn]ews|[Mm]edia|[Pp]ress|[Nn]ewspaper|[Tt]elevision|[Ll]ocal) reports?)"
    r"(?: by telephone| by phone| while visiting)? in (?:the )?(?:(?:[\w-]+ )?(?:city|town|capital)(?: of|,) )?$"
)
# "Said over the phone from the district town of Gojal nearby".
SPOKE_FROM = wording(
    r"\b(?:by (?:(?:mobile|cell|satellite) )?(?:telephone|phone|radio)|speaking|reached|interview(?:ed)?) from (?:[\w’'-]+ "
    r"){0,6}$"
)
# "While envoys meet for talks in X": no fight is there; an agreement may be.
TALKS = wording(
    r"\b(?:peace|truce|cease-?fire|reconciliation|nuclear|resume|hold|holding|held|begin|began|for|of|in|at|from) (?:the )?"
    r"(?:talks|negotiations) (?:with [^,;]{2,40} )?in (?:the )?(?:[\w’'-]+ (?:capital|city),? (?:of )?)?$"
)
AGREED = wording(
    r"\b(?:agree\w*|sign\w*|(?:reach|clinch|announc|declar|conclud|broker|initial|seal|adopt)(?:ed|ing)|struck|deals?|pacts?|"
    r"accords?|protest\w*|rall(?:y|ies)|demonstrat\w*|protocol|exchange)\b"
)


# "The rebels occupying X signed a truce", "a deal to free prisoners held in X": who signs it, and whom it is about.
OF_THE_PARTIES = wording(
    r"\b(?:occupying|controlling|holding|ruling|(?:who|that|which) (?:hold|holds|control|controls|rule|rules|occupy)|"
    r"(?:prisoners|detainees|hostages|captives|inmates|rebels|people|soldiers) "
    r"(?:(?:being )?held|jailed|detained|imprisoned) (?:in|at)) (?:the )?(?:[\w’'-]+ ){0,5}$"
)
DEAL = wording(r"\b(?:(?:agree|sign)(?:s|ed|ing)?|agreements?|truces?|cease-?fires?|deals?|pacts?|accords?)\b")


def of_the_parties(text: str, sentence: Sentence, before: str) -> bool:
    """Whether a name in a sentence about a deal only says which ground its parties hold, or where those are whom it is about."""
    return OF_THE_PARTIES.search(before) is not None and DEAL.search(text, sentence.start, sentence.end) is not None


# "Warsaw's Old Town", "in Old Town Square".
OLD = frozenset({"Old", "New", "Upper", "Lower"})
OLD_TOWN = re.compile(r" (?:Town|City)\b")


def old_town(text: str, start: int, end: int) -> bool:
    """Whether a name is no town's but what the old part of one is called."""
    return text[start:end] in OLD and OLD_TOWN.match(text, end) is not None


# "Attacked several villages in the north, including X and Y": it happened in these.
AMONG_THESE = wording(
    r"(?<!\bfrom)(?<!\bfled)(?<!\bfleeing)(?<!\bleft)(?<!\bleaving) "
    r"(?:(?:at least|a number of|dozens of|(?!(?:from|to|toward|for|fled|fleeing|left|leaving)\b)[a-z]+) ){1,3}"
    r"(?:(?:[A-Z][a-z]+|[A-Z][a-z]+['’]s) )?"
    r"(?:villages|towns|cities|districts|areas|places|provinces|regions|localities|communities|settlements|camps|neighbou?rhoods|"
    r"suburbs|townships|counties|hamlets)\b[^.;]{0,45}?,? (?:including|such as|among them|namely) "
    r"(?:the )?(?:[a-z]+ )?(?:(?:towns?|villages?|cit(?:y|ies)|districts?) of )?(?:both )?$"
)


def among_these(before: str) -> bool:
    """Whether a name is one of several towns that its sentence tells something of."""
    return AMONG_THESE.search(before) is not None


def said_or_talked(text: str, sentence: Sentence, before: str) -> bool:
    """Whether a name behind these words is where something was said, or where there were only talks.

    A sentence that tells of an agreement or a protest tells of more than talks.
    """
    # Most names stand behind neither word, and nothing else has to be looked at.
    if " from " in before and SPOKE_FROM.search(before):
        return True
    if " in " not in before:
        return False
    if SAID_THERE.search(before):
        return True
    return TALKS.search(before) is not None and not AGREED.search(text, sentence.start, sentence.end)


# Behind the town in which a whole country's body speaks; a mayor, a city's administration or a commander speaks of his own.
SPOKESMAN = wording(
    r", (?:[A-Z][\w.’'-]*,? ){2,6}(?:an?|the|deputy|chief|head|spokes[a-z]+) "
    r"(?:(?!\b(?:regional|provincial|district|state|city|town|municipal|local|commander)\b)[^.;]){0,60}?\b"
    r"(?:army|[Aa]rmed [Ff]orces|[Mm]ilitary|[Mm]inistry|[Gg]eneral [Ss]taff|government|council|junta|navy|air force|president)\b"
    r"(?! (?:administration|task|base|brigade|division|unit))"
    r"[^.;]{0,40}?, (?:said|says|told|confirmed|reported|announced|added)\b"
)


def speaks(text: str, sentence: Sentence, before: str, end: int) -> bool:
    """Whether a sentence opens with where the spokesman of a whole country's body speaks: "In X, Col. Y, of the army, said"."""
    return before == "In " and SPOKESMAN.match(text, end, sentence.end) is not None
