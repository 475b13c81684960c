"""The words right before a place's name by which it did not happen there: "relations with X", "based in X", "bound for X".

Doesn't say what a place is in its sentence (:mod:`eventx_rferl.places.roles`).
"""

from __future__ import annotations

from eventx_rferl.language.wording import wording

NOT_HERE = wording(
    r"(?:\b(?:cut(?:ting)? off|between (?:the )?(?:[\w-]+ )?(?:cities|towns|villages|communities) of|"
    r"from(?: neighbou?ring| nearby)?|home to|hometown of|between|bound for|based in|strongholds? in|"
    r"sanctuar(?:y|ies) in|havens? in|(?:from|their|its|with) hideouts in|bases in|active in|presence in|native of|delegation to|"
    r"ambassador to|relations with|with|including in|like|against|"
    r"(?:\d+ ?)?(?:kilometers|kilometres|miles|meters|km)(?: \([^()]{1,20}\))?(?: \w+){0,3} (?:from|of|to)"
    r"(?: the)?(?: \w+ of| (?:[\w’'-]+ )?(?:capital|city|town|seat),?(?: of)?)?|"
    r"(?:city|town|village|port|center) (?:north|south|"
    r"east|west|northeast|northwest|southeast|southwest) of|"
    r"between (?:the )?(?:[\w-]+ )?(?:governors?|mayors?|presidents?|leaders?|chiefs?|elders?|heads?|ministers?|officials|"
    r"authorities) of|"
    r"(?<=\w) and of (?:the )?(?:[\w’'-]+ ){0,2}(?:(?:regions?|provinces?|districts?|towns?|cit(?:y|ies)) of)?|"
    r"(?:links?|linking|linked|connects?|connecting|joins|joining) (?:the )?(?:[\w’'-]+ ){0,2}?"
    r"(?:(?:towns?|cit(?:y|ies)|villages?|provinces?|regions?|districts?|ports?) of)?|"
    r"(?:attack(?:ed|ing)|flew|flown|flying|taken off|took off|operat(?:ed|ing)|launched|sent|dispatched|deployed) from "
    r"(?:an?|the|its|their) (?:[\w-]+ ){0,2}(?:bases?|airbases?|airfields?|airports?|barracks|camps?|posts?) "
    r"(?:in|at|near|of|outside)|"
    r"(?:cover(?:s|ed|ing)?|appl(?:y|ies|ied) to)(?: only)?(?: all of| parts of)?(?: the [a-z]+)?|"
    r"wars? in|blam(?:e|es|ed|ing)(?: (?:it|this|them|the \w+))? on|from across|aimed at|meant for|intended for|"
    r"(?:displaced|uprooted|driven out) by (?:[\w-]+ ){1,3}in|(?:fled|fleeing|escaped|escaping) (?:the )?(?:[\w-]+ ){1,2}in|"
    r"for|than|as|due in|led by|borders|bordering|border with|boundary with|and) (?:the )?)$",
)
# "Bombed his stronghold in X", "raids on their bases in X": what was hit is there; not "attacked rebels with bases in X".
HIDEOUT_HIT = wording(
    r"\b(?:bomb(?:ed|ing)|raid(?:ed|ing)|storm(?:ed|ing)|attack(?:ed|ing)|struck|striking|hit|hitting|shell(?:ed|ing)|pounded|"
    r"captur(?:ed|ing)|seiz(?:ed|ing)|overran|target(?:ed|ing)|destroy(?:ed|ing)|razed|surrounded|blew up|"
    r"(?:raid|strike|attack|assault|bombing|operation|offensive)s? (?:on|at|against)) "
    r"(?:(?!(?:with|from|who|whose|that|which|having|using|led)\b)[\w’'-]+ ){0,6}?"
    r"(?:strongholds?|hideouts?|bases?|sanctuar(?:y|ies)|havens?) in (?:the )?$"
)
# "The blast comes at a time when the country has seen a rise in attacks, especially in X": what goes on elsewhere.
ON_THE_RISE = wording(
    r"\b(?:rise|increase|surge|upsurge|uptick|spike|jump|escalation|resurgence) (?:in|of) "
    r"(?:[\w-]+ ){0,3}(?:attacks|violence|bombings|killings|kidnappings|raids|clashes|incidents|fighting|unrest)[^.;]{0,60}?,? "
    r"(?:especially|particularly|mostly|mainly|notably|largely|above all|including) in (?:the |its )?(?:[\w’'-]+ ){0,5}$"
)
