"""Says who "they" are that a sentence begins with: the armed men or the crowd that the sentence before begins with.

Knows the subject of the sentence before, in the same paragraph. Doesn't touch a telling whose own words name who acts.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.actors.agency import Found
from eventx_rferl.language.actor_classes import ARMED, CROWDS, IRREGULARS, STATE_GROUPS
from eventx_rferl.language.voice import governed, is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor
from eventx_rferl.tellings.assemble import Draft
from eventx_rferl.triggers.candidates import CASUALTY

# "They disarmed the guards", "On Monday, they ambushed a convoy", "The men then set fire to ...", "The attackers also ..."
THEY = wording(
    r"\W*(?:(?:On|In|At|Near|Late|Early|Later|Hours later|Days later|That|The next|The same) [^,;.]{1,40}?,? )?"
    r"(?:(?P<they>[Tt]hey)\b|He\b|"
    r"[Tt]he (?:men|attackers|assailants|gunmen|intruders|raiders|group|youths|crowd|soldiers|troops|fighters|"
    r"militants|rebels|police|officers)) (?:(?:had|have|then|also|later|reportedly|allegedly|first|next|and) )*"
)

UNIFORMED = wording(r"\b(?:soldiers|troops|police|officers)\b")
CROWDED = wording(r"\b(?:youths|crowd)\b")
SEVERAL = wording(r"(?:s|[Pp]olice|men)$")  # "Soldiers killed a militant. He had ...": none of them
REBEL = wording(r"\b(?:militants|rebels)\b")


def carried_on(text: str, found: Found, drafts: tuple[Draft, ...], before: Found | None) -> tuple[Draft, ...]:
    """The tellings of a sentence that begins with "they", with who acted in the sentence before as the ones who act."""
    if before is None or before.sentence.paragraph != found.sentence.paragraph or not drafts:
        return drafts
    opening = THEY.match(text, found.sentence.start, found.sentence.end)
    who = _subject(before) if opening else None
    if opening is None or who is None or not _can_be(opening[0], who):
        return drafts
    made: list[Draft] = []
    for draft in drafts:
        mention = draft.mention
        clause = found.sentence.clauses[mention.clause]
        own = clause.link in ("main", "and") and mention.head.pos == "v"
        acts = own and not mention.initiators and mention.head.type not in CASUALTY
        against = mention.initiators if mention.head.type == "armed-clash" and mention.head.pos == "v" else ()
        if own and against and all(a.start > mention.head.start for a in against) and opening["they"]:
            doer = evolve(who, role="initiator", rule="ACTOR-ANAPHOR", basis="inferred")  # "they traded shots with the X"
            mention = evolve(mention, initiators=(doer,), targets=tuple(evolve(a, role="target") for a in against))
        elif acts and not is_passive(found.sentence.tokens, mention.head) and not mention.withheld:
            doer = evolve(who, role="initiator", rule="ACTOR-ANAPHOR", basis="inferred")
            mention = evolve(mention, initiators=(doer,), targets=tuple(t for t in mention.targets if t.name != who.name))
        made.append(evolve(draft, mention=mention))
    return tuple(made)


def _can_be(words: str, who: Actor) -> bool:
    """Whether what a sentence begins with can mean them: "the police" are no demonstrators, "the crowd" no soldiers."""
    if UNIFORMED.search(words):
        return who.group in STATE_GROUPS
    if words.startswith("He ") and SEVERAL.search(who.text):
        return False
    if CROWDED.search(words):
        return who.group in CROWDS
    return who.group in IRREGULARS if REBEL.search(words) else True


SUBJECTS = (ARMED | CROWDS) - {"state", "government", "adjective"}


def _subject(found: Found) -> Actor | None:
    """The armed men or the crowd that a sentence begins with, not who only speaks in it."""
    clause = found.sentence.clauses[0]
    said = [(c.start, c.reach) for c in found.claims]
    free = [a for a in found.actors if clause.start <= a.start < clause.end and a.group in SUBJECTS]
    if not free and len(found.sentence.clauses) > 1:  # "In the days since, soldiers have been everywhere"
        clause = found.sentence.clauses[1]
        free = [a for a in found.actors if clause.start <= a.start < clause.end and a.group in SUBJECTS]
    first = next((a for a in free if not any(s <= a.start < e for s, e in said)), None)
    return None if first is None or governed(first, found.sentence.tokens) else first
