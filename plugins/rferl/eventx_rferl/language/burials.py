"""Finds the dead who are buried or mourned: "soldiers killed in the attack on the camp were buried in the capital on Friday".

What the sentence's day and place are those of the burial; the dead, who killed them and where stand in the words for them. Knows
the words for funerals and mourning. Where a day ends the sentence behind the dead ("mourned ten soldiers killed in an attack on
Friday") nobody can tell whose it is, and it stays the attack's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventx_rferl.language.charges import Span
from eventx_rferl.language.wording import wording

SLAIN = re.compile(
    r"\b(?:killed|slain|murdered|massacred|shot dead|gunned down|who (?:had )?(?:died|fell|perished))\b(?! by (?:his|her|their) )"
)
BURIED = wording(
    r"(?:,? (?:which )?)(?:was|were|are|is|have been|has been|had been|being) (?:all |finally |later |also )?"
    r"(?:buried|laid to rest|mourned|honou?red|remembered|interred|cremated|commemorated|eulogi[sz]ed|decorated|"
    r"(?:flown|brought|sent) (?:home|back)|"
    r"flown to (?!(?:an? |the )?(?:[\w-]+ )?(?:hospital|clinic))|"
    r"given (?:an? )?(?:[\w-]+ )?(?:funerals?|burials?))\b"
)
MOURNED = wording(
    r"\b(?:(?:buried|bury|buries|burying|mourned|mourns?|mourning|laid to rest|honou?red|honou?rs?|paid (?:[\w-]+ )?tribute to|"
    r"bade farewell to|grieved for|wept for)"
    r"|(?:funerals?|burials?|memorial|ceremony|ceremonies|coffins?|procession|Mass|service|prayers)\b[^.;,]{0,60}? (?:for|of)) "
    r"(?P<whom>(?:[\w’'-]+,? ){1,9}?(?:killed|slain|murdered|massacred|shot dead|gunned down|"
    r"who (?:had )?(?:died|fell|perished))\b[^.;,]*)"
)


@lru_cache(maxsize=16)  # asked for by several finders of a sentence
def mourned(text: str, start: int, end: int) -> Span | None:
    """The stretch of a sentence that names the dead and how they died, if all it tells else is that they are mourned."""
    buried = BURIED.search(text, start, end)
    if buried is not None and SLAIN.search(text, start, buried.start()):
        return start, buried.start()
    whom = MOURNED.search(text, start, end)
    return whom.span("whom") if whom is not None else None
