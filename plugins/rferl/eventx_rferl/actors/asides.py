"""Who is named in a sentence and takes no part in what it tells: "in the Iraqi town of X", "what the army described as".

Knows the words around such a name. Doesn't know who acts, nor who speaks (:mod:`eventx_rferl.actors.agency`).
"""

from __future__ import annotations

from eventx_rferl.language.surroundings import caught
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

Span = tuple[int, int]


def stands_aside(text: str, actor: Actor, spots: list[Span]) -> bool:
    """Whether an actor of a sentence only says where it was, or who finds words for it.

    ``spots`` are where the sentence's places stand.
    """
    return (
        _is_place(text, actor, spots)
        or _words_it(text, actor)
        or LISTED_BY.search(text, max(0, actor.start - 110), actor.start) is not None
        or _led_there(text, actor)
        or _handed_over_to(text, actor)
    )


HANDED_TO = wording(r"\b(?:handed|turned|delivered) over to (?:the )?(?:[A-Z][\w’'-]+ |local )?$")


def _handed_over_to(text: str, actor: Actor) -> bool:
    """ "Were arrested and handed over to the police": who got them."""
    handed = HANDED_TO.search(text, max(0, actor.start - 60), actor.start)
    return handed is not None and caught(text[max(0, actor.start - 180) : handed.start()])


def _is_place(text: str, actor: Actor, spots: list[Span]) -> bool:
    if actor.group == "adjective" and IN_ITS_TOWN.match(text, actor.end):
        return IN_THE.search(text, max(0, actor.start - 24), actor.start) is not None
    where = actor.group == "state" and (
        _behind_a_place(text, actor) or _borders(text, actor) or any(s <= actor.start < e for s, e in spots)
    )
    # "At Manas, Russia opened a base": a country that acts behind a place at the front, but not "in Kabul, Afghanistan killed"
    return where and not (text.endswith(", ", 0, actor.start) and ACTS.match(text, actor.end))


# "In the Iraqi town of Ramadi": where it was, not who did it.
IN_ITS_TOWN = wording(
    r" (?:[a-z-]+ ){0,2}?(?:town|city|village|capital|province|region|district|county|state|department|governorate|oblast|port|"
    r"suburb|neighborhood|settlement|hamlet|island|peninsula|valley|desert|jungle|coast|countryside|border|frontier|side|part|"
    r"waters|airspace|soil|territory|prefecture|resort|enclave|republic)s?\b"
)
IN_THE = wording(r"\b(?:in|near|outside|inside|at|around|across|over|off|into|along|to|from) (?:the |an? )?(?:[a-z-]+ )?$")
IN_A_PLACE = wording(
    r"\b(?:in|near|at|of|outside|from|to|around|off) (?:the )?(?:[\w-]+ (?:of|in) )?[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*, $"
)


ACTS = wording(
    r" (?:(?:yesterday|today|also|then|later|earlier|meanwhile|reportedly|on [A-Z]\w+day|on [A-Z]\w+ \d+|\w+ly) )?"
    r"(?!(?:killed|left|wounded|injured|claimed|destroyed|damaged|hurt)\b)"
    r"(?:has|had|have|was|is|were|will|would|did|does|[a-z]+ed|sent|began|took|said|struck|hit|shot|gave|built|set|put|withdrew|"
    r"fought|made|lost|held)\b"
)


def _behind_a_place(text: str, actor: Actor) -> bool:
    """ "in Dili, East Timor": a country that only says where a town lies."""
    return bool(IN_A_PLACE.search(text[max(0, actor.start - 60) : actor.start]))


# A country that only says which border or which old war is meant.
BORDERS = wording(
    r"\b(?:(?:borders?|frontiers?|boundar(?:y|ies)|buffer zone) (?:with|between|to|of|shared with)|"
    r"(?:crossings?|crossing points?|checkpoints?|lines?(?: of (?:contact|control))?|roads?|highways?|corridors?|bridges?|"
    r"areas?|no man['’]s land) between|"
    r"(?:adjoin(?:s|ing)|border(?:s|ing)|abut(?:s|ting)|neighbou?ring|across from)|"
    r"(?:link|connect|join)(?:s|ed|ing)? [^,;.]{2,40}? (?:with|to|and)|(?<=['’]s )neighbou?r|"
    r"(?:19|20)\d\d(?:-\d+)? war (?:with|against|between)|left over from (?:the|a) (?:[\w-]+ )?war (?:with|against|between)) "
    r"(?:the )?(?:neighboring )?(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? and )?(?:the )?$"
)


def _borders(text: str, actor: Actor) -> bool:
    """ "A village on the border between X and Y", "the 1980-88 war with X": a country that only says where or when."""
    return BORDERS.search(text[max(0, actor.start - 80) : actor.start]) is not None


# "Bombed what the army described as a rebel post": who finds the words for it.
WORDED_BEFORE = wording(r"\b(?:what|that|which|who|whom) (?:the |its |their |local |senior |some )*$")
WORDED_BEHIND = wording(
    r" (?:\w+ )?(?:described|called|calls|termed|terms|says? (?:was|were|is|are)|said (?:was|were|is|are)|identified|claimed)\b"
)

# "Missiles that officials said had come from a drone": who says so of what stands before.
SAID_OF_IT = wording(
    r" (?:said|says?|believed?|thought|think|suspect(?:s|ed)?|claim(?:s|ed)?|alleged?s?|reported|insisted?) "
    r"(?:had|has|have|was|were|is|are|came|belonged|might|could|may)\b"
)


def _words_it(text: str, actor: Actor) -> bool:
    """ "What the army described as a rebel post": who says so."""
    asked = WORDED_BEFORE.search(text[max(0, actor.start - 24) : actor.start])
    if asked is None:
        return False
    return (WORDED_BEHIND if asked[0].startswith("what") else SAID_OF_IT).match(text, actor.end) is not None


# ", designated a terrorist organization by X,": who says what a group is.
LISTED_BY = wording(
    r"\b(?:designated|listed|considered|labell?ed|branded|regarded|blacklisted|outlawed|banned|classified|deemed|sanctioned)\b"
    r"(?:(?! (?:by|was|were)\b)[^.;]){0,60} by (?:the )?(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*(?:, | and |, and )(?:the )?){0,3}$"
)

# "Drove them to an army depot": where people are taken.
LED_THERE = wording(
    r"\b(?:drove|driven|took|taken|led|brought|marched|hauled|transported|transferred|flown|moved|sent)\b"
    r"(?:(?! (?:bomb\w*|fighters|gunmen|rebels|militants|trucks?|cars?|drones?)\b)[^.;]){0,60}? "
    r"(?:to|into) (?:an?|the|one|another|nearby) (?:[a-z]+ )?$"
)
A_SITE = wording(
    r"(?:[\w’'-]+ )*?(?:bases?|barracks|camps?|depots?|posts?|stations?|headquarters|garrison|compound|prison|jail|cells?|"
    r"hospital|academy|vans?|trucks?|vehicles?|cars?|bus(?:es)?)\b"
)


def _led_there(text: str, actor: Actor) -> bool:
    """ "Took them to a police station", "into an army truck": a site, not whom it was done to."""
    words = A_SITE.match(text, actor.start, actor.end + 14)
    return words is not None and LED_THERE.search(text, max(0, actor.start - 110), actor.start) is not None
