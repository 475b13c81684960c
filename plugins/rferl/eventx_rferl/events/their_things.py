"""Says whom it hit that only "its camps" or "their positions" tell: those named last before who aren't the side that acts.

Knows the nouns for what fighters hold and for their men. Doesn't touch an event whose own words name whom it hit.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.events.parties import labelled
from eventx_rferl.events.the_two import side_of
from eventx_rferl.language.actor_classes import FIGHTERS, IRREGULARS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event, Mention

# "Jets bombed one of their camps", "fired rockets at marshes where his men were hiding".
THEIRS = wording(
    r"\b(?:its|their|his) (?:[\w-]+ )?"
    r"(?:(?P<irregulars>camps?|hide-?outs?|strongholds?|bastions?|lairs?|fighters|men|militants)|"
    r"bases?|positions?|headquarters|bunkers?|trench(?:es)?|targets?|convoys?|columns?|airstrips?|depots?|posts?|outposts?|boats?|launchers?|"
    r"lines|fortifications|caves|tunnels?|supply lines?|rear)\b"
)
SIDES = FIGHTERS - {"armed", "peacekeepers"}
# How far from the deed that stands, and how far before who is meant, in letters.
NEAR, REACH = 80, 500
SPEAKING = wording(r"(?:, [^,]{2,30},)? (?:said|says|say|told|reported|announced|claimed|confirmed|denied)\b")


def whose_things(article: Article, event: Event, actors: tuple[Actor, ...], home: str | None) -> tuple[Actor, ...]:
    """The side whose camps, positions or men an event hit, if no words of it name them but "its" or "their"."""
    acting = {side_of(actor, home) for actor in event.initiators}
    for mention in event.mentions:
        theirs = THEIRS.search(article.text, mention.head.start, min(mention.end, mention.head.end + NEAR))
        if theirs is None or not acting:
            continue
        if theirs[0].startswith("its ") and (speaker := _speaker(article, mention, actors, acting, home)) is not None:
            return (evolve(labelled(speaker, home), role="target", rule="ACTOR-ANAPHOR", basis="inferred"),)
        before = [a for a in actors if a.group in SIDES and theirs.start() - REACH <= a.start < theirs.start()]
        if any(a.start >= mention.head.end for a in before):
            continue  # "fired rockets at Ashdod, and Israeli planes struck its launchers": another's deed
        meant = [a for a in before if side_of(a, home) not in acting and not SPEAKING.match(article.text, a.end)]
        # A state's planes bomb the camps of those who have camps.
        rebels = [a for a in meant if a.group in IRREGULARS] if theirs["irregulars"] else []
        if meant := rebels or meant:
            span = theirs.span()
            one = evolve(labelled(meant[-1], home), role="target", text=theirs[0], start=span[0], end=span[1])
            return (evolve(one, rule="ACTOR-ANAPHOR", basis="inferred"),)
    return ()


def _speaker(
    article: Article, mention: Mention, actors: tuple[Actor, ...], acting: set[str | None], home: str | None
) -> Actor | None:
    """ "X said Y's troops opened fire on its positions": X, whose they are."""
    before = [a for a in actors if mention.start <= a.start < mention.head.start and a.group in SIDES | {"state"}]
    speaks = [a for a in before if SPEAKING.match(article.text, a.end)]
    return speaks[-1] if len(speaks) == 1 and side_of(speaks[0], home) not in acting else None
