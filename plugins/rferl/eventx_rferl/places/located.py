"""Words right before a name, or behind it, by which it is a place: "in X", "retook X", "residents of X", "X said".

Knows prepositions, nouns and verbs. Doesn't know the gazetteer, nor which place of a sentence an event happened at.
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording

AGENT = wording(
    r"^(?:,? (?:has|had|have|also|now|still|later|earlier|again|says?|recently) )*\s?(?:said|says|say|den(?:y|ies|ied)|"
    r"accus(?:es|ed)|claim(?:s|ed)|demand(?:s|ed)?|confirm(?:s|ed)|"
    r"blam(?:es|ed|e)|reject(?:s|ed)|call(?:s|ed)|warn(?:s|ed)|threaten(?:s|ed)|launch(?:ed|es)|offer(?:s|ed)|recall(?:s|ed)|"
    r"want(?:s|ed)|insist(?:s|ed)|vow(?:s|ed)|"
    r"urg(?:es|ed)|support(?:s|ed)|respond(?:s|ed)|agreed|sign(?:s|ed)|announced|considers|sees|views|maintains|condemn(?:s|"
    r"ed)|expel(?:s|led)|suspended|summoned|planned|"
    r"carried|attacked|bombed|struck|fired|killed|targeted|would|will|must|and \w+ (?:blame|have|both|each|agreed|signed)|to )\b",
)
LOCATED = wording(
    r"\b(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Nn]ortheast|[Nn]orthwest|[Ss]outheast|[Ss]outhwest) of|"
    r"In|At|Near|Outside|Inside|Around|Across|Over|Throughout|Off|Close to|Not far from|On(?= nearby| neighbou?ring)|in|at|near|"
    r"outside|around|across|over|inside|on|throughout|within|(?:coast|(?:[Bb]ombing|[Bb]ombardment|[Ss]helling|[Cc]apture|"
    r"[Rr]ecapture|[Rr]etaking|[Ll]iberation|[Cc]onquest|[Ll]oss|[Tt]akeover|"
    r"[Oo]ccupation|[Cc]ontrol|[Hh]andover|[Ss]eizure|[Ss]iege|[Ss]torming|[Ff]all)"
    r"(?: (?:on|in|last) (?:[A-Z]\w+|\w+day|week|month|year)(?: \d+)?)?|"
    r"center|centre|outskirts|suburbs?|edges?|fringes?|side|half|banks?|heart|middle|vicinity|entrance|skies|parts|summit|slopes|"
    r"foot|"
    r"streets|squares?|most|whole|control|city|town|village|villages|towns|cities|provinces?|"
    r"districts?|regions?|areas?|neighbou?rhoods?|port|hub|bastion|heartland|birthplace|junction|locality|municipality|commune|"
    r"sub-?district|east|"
    r"west|north|south|capital|attack|attacks|assault|resort|airport|airfield|air ?base|market|bazaar|harbor|barracks|prison|"
    r"jail|turn|(?:railway|train|bus|police) station) of|(?:entrances?|approaches|siege) to|(?:attacks?|strikes?|assaults?|"
    r"raids?) (?:on|against)|hit|struck|from|via|off|into|entered|reentered|pulled out of|"
    r"withdrew from|left|toward|driven from|driven out of|forced out of|out of|"
    r"close to|not far from|bombed|shelled|attacked|struck|stormed|overran|"
    r"through to|captured|seized|"
    r"retook|rocked|targeted|pounded|raided|recaptured|liberated|reached|entered|took|besieged|exclave|enclave|township|"
    r"neighborhood|settlement|community|stronghold|resort|hamlet|volatile|surrounded|shell|bomb|hitting|"
    r"bombing|shelling|targeting|striking|attacking|left|through|rocks|hits|strikes) "
    r"(?:(?:(?:two|three|four|five|six|several)(?: [A-Z][\w’'-]+)?|"
    r"both|central|downtown|nearby|neighboring|neighbouring|the|its|own|other|most|parts|areas|of|center|centre|"
    r"outskirts|capital|city|cities|town|towns|village|villages|port|provinces?|districts?|regions?|suburbs?|state|"
    r"[A-Z]\w+ Sea|crowded|eastern|western|northern|southern|northeastern|northwestern|southeastern|southwestern|coastal|"
    r"industrial|border|mountainous|remote|predominantly|restive|main|rural|"
    r"largest|second-largest|besieged|occupied|annexed|blockaded|troubled|lawless|[a-z]+-(?:hit|torn|ravaged|rich|prone|ridden|"
    r"plagued|"
    r"stricken|occupied|majority|wracked|scarred)|[A-Z][a-z]+-(?:occupied|annexed|majority)|strategic|disputed|rebel-held|"
    r"government-held|frontline|front-line|historic|ethnic|"
    r"mainly|tribal|[a-z]+(?:'s|’s)|(?:[A-Z][a-z]+(?:an|en|i|ish|ush|ese|bek|gyz|jik|ch|’s|'s)))(?:,)? ){0,12}$",
)
# What is captured, and a name that the next words explain, is a place although no gazetteer holds it.
TAKEN = wording(
    r"\b(?:captured|recaptured|seized|lost|retook|retaken|took|taken|entered|overran|overrun|liberated|reached|shelled|bombed|"
    r"stormed|raided|"
    r"abandoned|besieged|siege to|(?:raid|attack|strike|assault|bombing|bombardment|shelling)s? (?:on|of)) (?:nearby )?$"
)
# What an army hits or enters abroad, whatever country its report is about: "X's artillery shelled Y on Monday".
HIT = wording(
    r"\b(?:shelled|shelling|bombed|bombing|bombarded|bombarding|pounded|pounding|struck|raided|stormed|"
    r"overran|entered|recaptured|retook|besieged) (?:nearby |neighboring )?$"
)
# What no person can be: "retook Kerben on Monday".
RETAKEN = wording(
    r"\b(?:recaptured|retook|retaken|seized|overran|overrun|liberated|wrested|regained|won back) (?:nearby |neighboring )?$"
)
HOME = wording(
    r"\b(?:[Rr]esidents?|[Vv]illagers|[Pp]eople|inhabitants|locals|[Ss]urvivors) of "
    r"(?:the (?:[a-z’'-]+ ){0,3})?(?:(?:village|town|city) of )?$"
)
OFFICE = wording(
    r"\b(?:governors?|mayors?|(?:police|administration|village|district) (?:chiefs?|heads?)|(?:regional |provincial |"
    r"district )?officials|"
    r"delegates|envoys|lawmakers|representatives|"
    r"prosecutors?) of (?:the )?(?:[^,;.]{3,50} and )?(?:[A-Z][\w-]+['’]s )?(?:the )?$",
    re.IGNORECASE,
)
VICTIM_OF_DEED = wording(
    r"^(?:, [^,;]{3,40},)? (?:was|were|has been|had been) (?:\w+ )?(?:shot|killed|cut down|gunned down|assassinated|murdered|"
    r"abducted|kidnapped|wounded|stabbed|beaten|ambushed|slain|attacked|executed|seized|blown up|dragged|found dead|"
    r"massacred|beheaded|taken (?:hostage|captive|away)|burned|hacked|slaughtered|arrested|detained|hurt|injured|raped)\b"
)
