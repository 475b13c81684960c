"""Who "they" are in "soldiers rode into X, where they shot four traders", and where that was.

Knows the subject and the places of the clause that such a clause hangs on. Doesn't touch what its own words name.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.actors.agency import Found, subject_of
from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.actor_classes import FIGHTERS
from eventx_rferl.language.voice import is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention
from eventx_rferl.tellings.assemble import Draft

WHERE_THEY = wording(r",? ?where they (?:(?:had|have|then|also|later|reportedly|first|\w+ly) )*")
# In which of these roles the place stands in the clause above.
ROLES = frozenset({"location", "context", "direction", "reference"})


def where_they(text: str, found: Found, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The tellings of a sentence, those in a "where they" clause with who acts and where by the clause above."""
    if any("behind-after" in draft.mention.flags for draft in drafts):
        drafts = tuple(evolve(draft, mention=_by_those_above(text, found, draft.mention)) for draft in drafts)
    if "nearby" in found.sentence.words:
        drafts = tuple(evolve(draft, mention=_nearby(text, found, draft.mention, drafts)) for draft in drafts)
    if "where" not in found.sentence.words or "they" not in found.sentence.words:
        return drafts
    return tuple(evolve(draft, mention=_told_there(text, found, draft.mention)) for draft in drafts)


def _by_those_above(text: str, found: Found, mention: Mention) -> Mention:
    """ "Special forces freed nine captives after an exchange of fire": they took part in it."""
    if "behind-after" not in mention.flags or mention.initiators or mention.head.type not in ("armed-clash", "clash-noun"):
        return mention
    if not text.endswith((" a ", " an "), 0, mention.head.start):
        return mention  # "after three hours of combat": with whom was told before
    who = [a for a in subject_of(found, max(found.sentence.clauses[mention.clause].parent, 0)) if a.group in FIGHTERS]
    return evolve(mention, initiators=tuple(evolve(a, role="initiator", rule="ACTOR-ANAPHOR", basis="inferred") for a in who))


# "Burned homes in X after a column was ambushed nearby": no noun behind it.
NEARBY = wording(r"\bnearby(?=[,.;]|$| (?:on|by|in|at|and|when|last|late|early|the)\b)")


def _nearby(text: str, found: Found, mention: Mention, drafts: tuple[Draft, ...]) -> Mention:
    """A telling "nearby" with the town of the clause that it hangs on."""
    clause = found.sentence.clauses[mention.clause]
    if mention.places or mention.withheld or mention.governor < 0 or not NEARBY.search(text, mention.head.end, clause.end):
        return mention
    above = next((d.mention.places for d in drafts if d.mention.number == mention.governor), ())
    towns = [p for p in above if p.precision in TOWNS]
    return evolve(mention, places=tuple(evolve(p, precision=NEAR, rule="PLACE-ANAPHOR", basis="inferred") for p in towns[-1:]))


NEAR = "near-settlement"


def _told_there(text: str, found: Found, mention: Mention) -> Mention:
    clause = found.sentence.clauses[mention.clause]
    opening = WHERE_THEY.match(text, clause.start, clause.end)
    if opening is None or mention.withheld:
        return mention
    if not mention.places:
        towns = [p for p in found.places if p.end <= clause.start and p.precision in TOWNS and p.role in ROLES]
        places = tuple(evolve(p, role="location", rule="PLACE-ANAPHOR", basis="inferred") for p in towns[-1:])
        mention = evolve(mention, places=places)
    acts = mention.head.pos == "v" and not is_passive(found.sentence.tokens, mention.head)
    if acts and not mention.initiators:
        who = subject_of(found, max(clause.parent, 0))
        mention = evolve(
            mention, initiators=tuple(evolve(a, role="initiator", rule="ACTOR-ANAPHOR", basis="inferred") for a in who)
        )
    return mention
