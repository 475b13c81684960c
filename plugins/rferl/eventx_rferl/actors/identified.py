"""Armed men whose group only what is said of them tells: "gunmen believed to belong to X", "men identified as Y fighters".

Knows the words of such a guess and who makes it. Doesn't find actors, nor guesses that a sentence of its own makes.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.actor_classes import IRREGULARS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

# Who takes them for that: "the army", "local officials".
_SAYER = r"(?:(?!of\b|in\b|at\b|by\b)[\w.’'-]+ ){1,5}?"
_SAYERS = (
    r"(?:the |an? |local |security |military |regional |army |police |some )*(?:officials?|police|authorities|residents|"
    r"witness(?:es)?|villagers|army|military|government|governor|soldiers|survivors|officers?|spokes(?:man|woman)|mayor|"
    r"commanders?|investigators|locals|ministry|it|they) "
)
_TAKEN = r"(?:identified|described|named)"
_GUESS = r"(?:said|says?|believed?|suspect(?:ed)?|thought|think|alleged?|claimed)"
_THEY = r"(?:(?:were|was|are|to be|belonged to|belong to|came from|had come from)(?: members of| from)?)"
WHAT_THEY_ARE = wording(
    rf"(?:,? (?:who|whom|that|which) {_SAYER}| {_SAYERS})(?:(?:have |had )?{_GUESS} {_THEY}|(?:have |had )?{_TAKEN} as) |"
    rf",? (?:who (?:were|was) )?(?:later )?{_TAKEN}(?: by {_SAYER}| )as |"
    r" (?:suspected|accused)(?: by (?:[\w.’'-]+ ){1,4}?| )of (?:being|belonging to) |"
    r",? (?:who (?:were|was|are|is) )?(?:widely )?(?:thought|believed|said|suspected|alleged|reported|known|assumed|presumed)"
    r"(?: by (?:[\w.’'-]+ ){1,4}?| )to (?:be|belong to|have belonged to|have been|come from|have come from) "
)
# "Members of the", "fighters from", "suspected".
LED_UP = wording(
    r"(?:(?:an? |the |suspected |alleged |part of |from |belonging to )*"
    r"(?:members?|fighters?|militants?|gunmen|supporters|followers|adherents|elements|cadres|remnants|operatives) "
    r"(?:of|from|in) )?"
    r"(?:from |part of |belonging to |loyal to |suspected |local |members? of )*(?:the |an? )?(?:[a-z-]+ ){0,2}"
)
REACH = 90


# "Men" and "people" bear no arms by their word alone.
MEN = wording(r"\b(?:[Mm]en|[Pp]eople|[Ss]uspects|[Yy]ouths|[Yy]oung men|[Ii]ndividuals)\b")


def identified(text: str, found: list[Actor]) -> list[Actor]:
    """The actors, armed men without a name by the group that the words right behind take them for."""
    made: list[Actor] = []
    until = -1
    for actor in _with_men(text, found):
        if actor.start < until:
            continue  # whoever takes them for that, and the group itself
        group = _taken_for(text, actor, found) if actor.group in IRREGULARS - {"group"} else None
        if group is not None:
            until = group.end
        made.append(actor if group is None else evolve(group, text=text[actor.start : group.end], start=actor.start))
    return made


def _with_men(text: str, found: list[Actor]) -> list[Actor]:
    """The actors, each group that "men" are taken for with these words as its beginning."""
    made: list[Actor] = []
    for actor in found:
        men = (
            next((m for m in MEN.finditer(text, max(0, actor.start - REACH), actor.start)), None)
            if actor.group == "group"
            else None
        )
        told = WHAT_THEY_ARE.match(text, men.end(), actor.start) if men else None
        if men is None or told is None or LED_UP.fullmatch(text, told.end(), actor.start) is None:
            made.append(actor)
            continue
        made = [a for a in made if a.start < men.start()]
        made.append(evolve(actor, text=text[men.start() : actor.end], start=men.start()))
    return made


def _taken_for(text: str, men: Actor, found: list[Actor]) -> Actor | None:
    told = WHAT_THEY_ARE.match(text, men.end, men.end + REACH)
    if told is None:
        return None
    led = LED_UP.match(text, told.end())
    reach = led.end() if led else told.end()
    return next((a for a in found if a.group == "group" and told.end() <= a.start <= reach), None)
