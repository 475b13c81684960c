"""The words behind a place's name that tell what is done to it: "Kherson was hit", "A and B came under fire".

Doesn't know the gazetteer, nor what else a place can be in its sentence (:mod:`eventx_rferl.places.roles`).
"""

from __future__ import annotations

from eventx_rferl.language.towns import ARTICLE
from eventx_rferl.language.wording import wording

# A place that something is done to: "Kherson was hit".
PATIENT_OF_VERB = (
    r" (?:(?:woke|awoke)(?: up)?(?: (?:on|early|late|this|last|at) (?:[\w,]+ ){1,4}?)? ?to (?:the (?:news|sound|roar|sight)|"
    r"news|word|reports?|explosions|gunfire|blasts)|"
    r"(?:was|were|has been|have been|had been|is being|was being|be) (?:\w+ )?(?:hit|struck|shelled|raked|shaken|strafed|"
    r"bombed|attacked|targeted|pounded|rocked|captured|recaptured|seized|retaken|taken|"
    r"lost(?= on | in | to )|stormed|overrun|raided|besieged|"
    r"hammered|bombarded|"
    r"liberated|evacuated|ransacked|looted|conquered|vacated|reoccupied|reclaimed|cleared of|freed from|wrested|rid of|"
    r"(?:handed|given|turned|returned|won) (?:back|over)|returned to|ceded to|surrendered to)|"
    r"came under|fell|suffered|changed hands|shook|trembled|"
    r"(?:has |had )?passed (?:in)?to|has fallen|had fallen|"
    r"(?:was|were|has been|had been|have been|is|are) (?:back |again |now )?(?:under (?:[\w-]+ ){0,3}(?:fire|attack|bombardment|"
    r"shelling|siege|control)|in the hands of)|"
    r"(?:was|were|has been|had been|became|is) (?:also |again |once )?the (?:scene|site) of|"
    r"(?:saw|witnessed)(?= (?:an?|its|another|two|three|several|more) (?:[\w’'-]+ ){0,3}(?:gathering|rall(?:y|ies)|protests?|"
    r"march(?:es)?|demonstrations?|vigils?|clash(?:es)?|attacks?|riots?|explosions?|blasts?|strikes?|fighting|violence)\b)|"
    r"(?:mourn(?:s|ed)|buried|buries|grieves)(?=[.,]| (?:its|their|the) dead))\b"
)
PATIENT = wording(rf"^(?:,[^,;]{{3,60}},)?(?: itself)?{PATIENT_OF_VERB}")
CAP = rf"(?:[A-Z][\w’'-]*|\b{ARTICLE}[A-Z][\w’'-]*)"
# "A and B came under fire"
LISTED = wording(rf"^(?:(?:, and |, | and ){CAP}(?: {CAP}){{0,2}}){{1,4}}{PATIENT_OF_VERB}")
