"""The words around a name that say whose something is: "X's government", "X's students", "the US air base", "blamed X".

Doesn't say what a place is in its sentence (:mod:`eventx_rferl.places.roles`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording

# "Banda Aceh's students": a town's people are there.
TOWNSPEOPLE = wording(
    r"^['’]s (?:[a-z-]+ ){0,2}?(?:students|pupils|residents|inhabitants|shopkeepers|traders|bus drivers|taxi drivers|"
    r"teachers|lawyers|"
    r"doctors|nurses|workers|women|Muslims|Christians|Shi['’]ites|Sunnis|Hindus|Kurds) (?:[a-z]+ed|stayed|took|went|filled|"
    r"marched|held|blocked|sat|stood|walked|came)\b"
)
# "Accused Iran of bombing", "Ankara's forces": who acts, mostly elsewhere.
WHO_IS_BLAMED = wording(r"\b(?:accus|blam)(?:ed|es|ing) $")
FORCES_OF = wording(
    r"^['’]s? (?:[a-z-]+ ){0,2}?(?:forces|army|troops|military|air force|soldiers|jets|warplanes|planes|drones|missiles|"
    r"artillery|navy|border guards|helicopters|[Dd]efen[sc]e [Mm]inistry|Ministry of Defen[sc]e)\b"
)


# "At the US air base in X": whose it is.
ITS_BASE = re.compile(
    r" (?:air|military|naval|army|drone)? ?(?:bases?|embassy|consulate|troops|forces|convoys?|patrols?|soldiers)\b"
)
