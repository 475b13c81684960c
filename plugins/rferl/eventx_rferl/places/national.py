"""The country that the words right before a place's name say it lies in: "the Syrian town of Palmyra".

Knows adjectives of countries and the words for places behind them. Doesn't look any place up.
"""

from __future__ import annotations

from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording

TOWN_OF = wording(
    r"\b(?P<nation>[A-Z][\w.’'-]+(?: [A-Z][\w’'-]+)?) (?:[a-z-]+ ){0,2}?(?:towns?|city|cities|villages?|port|hamlet|suburb|"
    r"provinces?|region|district|state|island|capital|governorate|department|oblast|settlement|resort|enclave) (?:of|in) $"
)


def nation_before(before: str) -> str | None:
    """The country of a place by the adjective before it; None if there is none."""
    told = TOWN_OF.search(before) if before.endswith((" of ", " in ")) else None
    known = country_words().get(told["nation"]) if told else None
    return known[0] if known and known[1] == "adjective" else None
