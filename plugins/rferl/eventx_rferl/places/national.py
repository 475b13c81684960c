"""The country that the words right before a place's name say it lies in: "the Syrian town of Palmyra".

Knows adjectives of countries and the words for places behind them, and that a people may live elsewhere: an adjective tells the
country only if a place of that name lies there.
"""

from __future__ import annotations

from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording
from eventx_rferl.places import geo

TOWN_OF = wording(
    r"\b(?P<nation>[A-Z][\w.’'-]+(?: [A-Z][\w’'-]+)?) (?:[a-z-]+ ){0,2}?(?:towns?|city|cities|villages?|port|hamlet|suburb|"
    r"provinces?|region|district|state|island|capital|governorate|department|oblast|settlement|resort|enclave) (?:of|in) $"
)


def nation_before(before: str, name: str) -> str | None:
    """The country of a place by the adjective before it; None if there is none, or a people's ("the Turkmen town of Amerli")."""
    told = TOWN_OF.search(before) if before.endswith((" of ", " in ")) else None
    known = country_words().get(told["nation"]) if told else None
    if known is None or known[1] != "adjective":
        return None
    there = geo.lookup(name, (known[0],))
    return known[0] if there is not None and there.country == known[0] else None
