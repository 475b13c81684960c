"""Says which countries that a sentence names act in nothing it tells: parts of names, whereabouts, whose neighbor somebody is.

Knows the words around a country's name or adjective. Doesn't know who acts (:mod:`eventx_rferl.actors.agency`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.lexicons import territories
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

# "The Democratic Party of Kazakhstan", "the Bank of Russia": a name that a country's ends.
NAME_OF = wording(
    r"\b(?:Party|Movement|Union|Unions|League|Committee|Council|Organi[sz]ation|Association|Federation|Congress|Alliance|Bank|"
    r"University|Academy|Bureau|Center|Centre|Society|Foundation|Chamber|Church|Institute|Assembly|Parliament|Radio|Service|"
    r"Confederation|Syndicate|Group|Initiative|Choice|Club|Board|Office|Court|Constitution|Day|Republic|Duma|Voice|Journalists|"
    r"Workers|Writers|Lawyers|Teachers|Muslims) (?:of|in) (?:the )?$"
)
# "Russia's Central Asian allies", "Ukraine's southern neighbor", "Turkey's largest city": somebody or something else.
SOMEBODY_ELSE = wording(
    r"['’]s? (?:[\w-]+,? ){0,3}?(?:all(?:y|ies)|neighbou?rs?|partners?|rivals?|adversar(?:y|ies)|foes?|"
    r"capital|city|cities|towns?|villages?|provinces?|regions?|districts?|states?|coast|border|borders|frontier|exclave|enclave|"
    r"embass(?:y|ies)|consulates?|ambassadors?|parliament|economy|constitution|elections?|opposition|independence)\b"
)
# "The two former Soviet republics": a state that is no more.
FORMER = wording(r"\b(?:[Ff]ormer|[Ff]ormerly|[Ee]x|[Pp]ost|[Oo]nce)[ -]$")
# "In Nagorno-Karabakh, where ...": a territory that says where.
WHERE = wording(r"\b(?:[Ii]n|[Nn]ear|[Ii]nside|[Aa]cross|[Aa]round|[Ww]ithin|[Oo]utside|[Oo]ver|[Ff]rom) (?:the )?$")
NOTHING_BEHIND = re.compile(
    r"[.,;:)]|\s*$| (?:on|in|at|and|as|after|when|by|where|which|who|with|before|during|since|late|early|but)\b"
)


def only_named(text: str, actor: Actor) -> bool:
    """Whether a country or its adjective is named, and means nobody who could act or suffer here."""
    if actor.group not in ("state", "adjective"):
        return False
    before = text[max(0, actor.start - 40) : actor.start]
    if NAME_OF.search(before) or FORMER.search(before) or SOMEBODY_ELSE.match(text, _bare_end(text, actor)):
        return True
    territory = actor.group == "adjective" and actor.text in territories()
    return territory and WHERE.search(before) is not None and NOTHING_BEHIND.match(text, actor.end) is not None


def _bare_end(text: str, actor: Actor) -> int:
    """Where the country's word ends without what makes it an owner."""
    owned = re.search(r"['’]s?$", text[actor.start : actor.end])
    return actor.start + owned.start() if owned else actor.end
