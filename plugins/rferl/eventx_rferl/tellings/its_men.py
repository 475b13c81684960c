"""Says whose men or arms act where only "its" says so: "the RSF besieged the town; its gunners shelled it", "its missiles hit".

Knows what may stand between "its" and the verb, and whom the words before name: in the same sentence, else as the subject of the
sentence before. Also whose men the interrogators of an "X lockup" are. Doesn't touch a telling whose own words name who acts;
"gunners" behind "its" name nobody.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.agency import Found
from eventx_rferl.language.actor_classes import ARMED
from eventx_rferl.language.voice import governed, is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Mention
from eventx_rferl.tellings.assemble import Draft
from eventx_rferl.triggers.candidates import CASUALTY

ITS = wording(
    r"\b[Ii]ts (?:own )?(?P<what>(?:[a-z-]+ ){1,5}?)"
    r"(?:(?:on|in|late|early|overnight|today|yesterday|last|this) [^,;.]{0,30}? )?"
    r"(?:(?:had|have|has|also|then|again|later|[a-z]+ly) )*$"
)
# "Its gunners": words that would else be the army of the country that the article is about.
ITS_MEN = wording(r"\b[Ii]ts (?:own )?(?:[a-z-]+ ){0,3}$")
MEN = frozenset({"military", "security", "armed"})
# "In its tribal areas militants attacked": where they did it, not whose they are.
WHERE = re.compile(
    r"\b(?:in|on|at|near|from|to|into|across|along|inside|within|over|outside|of|by|with|for|against) $", re.IGNORECASE
)
OWNERS = ARMED - {"armed", "adjective"}


def with_owners(text: str, found: Found, drafts: tuple[Draft, ...], before: Found | None) -> tuple[Draft, ...]:
    """The tellings of a sentence, those in which only "its" men act with whose they are."""
    made: list[Draft] = []
    for draft in drafts:
        mention = draft.mention
        active = mention.head.pos == "v" and mention.head.type not in CASUALTY
        if active and _is_open(text, found, mention) and not is_passive(found.sentence.tokens, mention.head):
            who = _owner(text, found, mention, before)
            if who is not None:
                doer = evolve(who, role="initiator", rule="ACTOR-ANAPHOR", basis="inferred")
                mention = evolve(mention, initiators=(doer,), targets=tuple(t for t in mention.targets if t.name != who.name))
        made.append(draft if mention is draft.mention else evolve(draft, mention=mention))
    return tuple(made)


def _is_open(text: str, found: Found, mention: Mention) -> bool:
    """Whether nobody is named who acts, or only "its gunners": not the country's that the article is about."""
    return all(
        a.country is None and a.group in MEN and ITS_MEN.search(text, found.sentence.start, a.start) for a in mention.initiators
    )


def _owner(text: str, found: Found, mention: Mention, before: Found | None) -> Actor | None:
    its = ITS.search(text, found.sentence.start, mention.head.start)
    if its is None or WHERE.search(text, found.sentence.start, its.start()):
        return None
    owner = next((a for a in reversed(found.actors) if a.end <= its.start() and a.group in OWNERS), None)
    if owner is None and before is not None and before.sentence.paragraph == found.sentence.paragraph:
        owner = next((a for a in before.actors if a.group in OWNERS and not governed(a, before.sentence.tokens)), None)
    if owner is None:
        return None
    return evolve(owner, group="military") if owner.group in ("state", "government") else owner
