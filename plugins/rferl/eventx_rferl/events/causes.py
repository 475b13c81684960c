"""Says whether a telling names what the people of its own main clause died of: "20 people were killed after an attack on a camp".

Knows the shape of such a sentence: victims without a day and a place of their own, and the attack behind "after". Who acts
in both clauses may do so one after the other, unless it was a fight. Doesn't know other events.
"""

from __future__ import annotations

from eventx_rferl.events.matching import kind_family
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention
from eventx_rferl.triggers.candidates import CASUALTY

# "Died two days after an attack": told apart by their days.
APART = wording(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|shortly|soon|immediately|long|moments?) (?:after|following|before)\b"
)
VICTIMS = CASUALTY | {"shooting-kill"}
DEADLY = frozenset({"air", "shell", "blast", "ground", "strike", "bombed", "raid", "open"})
# Fights in which both sides act: "troops killed two men after a gunbattle".
FIGHTS = frozenset({"armed-clash", "clash-noun", "fight"})


def died_of_it(text: str, mention: Mention, governor: Mention) -> bool:
    """Whether a telling behind "after" is what killed or hurt those whom its governing clause counts."""
    if mention.link != "after" or mention.definite or "other" in mention.flags:
        return False
    if governor.head.type not in VICTIMS or governor.when is not None or not governor.tolls:
        return False
    if governor.places and mention.places:
        return False  # "In Sumy, a man lost his life after a shell burst in his kitchen": there
    if APART.search(text, governor.head.end, mention.head.start):
        return False
    fight = mention.head.pos == "n" and mention.head.type in FIGHTS
    return fight or (not governor.initiators and kind_family(mention) in DEADLY)
