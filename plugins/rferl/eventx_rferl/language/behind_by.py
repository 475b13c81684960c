"""What the words before "by" make of whom it names: who sent or did it, who only reports it, or whose house it is.

Knows patterns alone; which of them goes first says :mod:`eventx_rferl.language.roles`.
"""

from __future__ import annotations

import re

from eventx_rferl.language.voice import HELD
from eventx_rferl.language.wording import wording

# "Shells fired by X fell": who sent what does it; "came under fire from X".
SENT_BY = re.compile(
    r"\b(?:fired|launched|dropped|planted|laid|flown|sent|operated|thrown|detonated|loosed|lobbed|shot|hurled|aimed|released|"
    r"delivered|dispatched|directed|placed|hidden|buried|left) by (?:[\w’'-]+ ){0,4}$"
)
# "Howitzer fire by the army left nine dead": whose fire it was, though its verb is no passive.
DEED_BY = wording(
    r"\b(?:fire|gunfire|shelling|(?:air|drone )?strikes?|raids?|attacks?|bombardments?|bombings?|assaults?|ambush(?:es)?|blasts?|"
    r"barrages?|salvos?|offensive|operation|sweep|incursion|rampage|drones?|rockets?|shells?|missiles?|bombs?) by "
    r"(?:[\w’'-]+ ){0,4}$"
)
# "A truck bomb reported on Monday by the army": who tells of it.
REPORTED_BY = wording(
    r"\b(?:reported|announced|confirmed|statement|announcement|declaration|broadcast) "
    r"(?:(?:on |early |late )?(?:[A-Z]\w+day|[A-Z][a-z]+ \d+|yesterday|today|earlier) "
    r")?by (?:[\w’'.-]+ ){0,3}$"
)
# "A fuel depot used by the rebels": whose it is is meant, if it is no place where others live.
USED_BY = re.compile(
    r"\b(?:depot|base|camp|building|post|position|warehouse|compound|headquarters|hideout|house|school|factory|farm|airfield|"
    r"workshop|office|villa|vehicle|convoy|boat|truck|bunker|hangar|station|site|cave|tunnel|launcher|facilitie|factorie|"
    r"facility)s? (?:that (?:was|were|had been) )?"
    r"(?:used|manned|guarded|operated|occupied|owned|run) by (?:[\w’'-]+ ){0,3}$"
)
BY_WHOM = re.compile(
    r" (?:\w+ly )?by (?:(?:the|an?|its|their|some|several|about|\d+|suspected|alleged|armed|[a-z]+s of|[a-z]*men of|troops of) )*"
)
BY_SOMEBODY = re.compile(r"\bby (?:(?!(?:on|at|against|near|to|from)\b)\w+ ){0,3}$")
HELD_BY = re.compile(rf"\b(?:{'|'.join(sorted(HELD))}) by\b")
ANOTHER_PASSIVE = re.compile(r"\b\w+(?:ed|wn|en)(?: (?:back|off|away|out|down|up))? by (?:\w+ ){0,3}$")
