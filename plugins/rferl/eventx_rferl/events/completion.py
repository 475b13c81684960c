"""Completes who did it and to whom from the rest of an article, where one side of an event isn't named.

Knows the two sides of an article (a state's forces, the armed group against them), and what each kind of event has when
nobody is named: protesters, police who make arrests, a state's air force. Every value it adds says *inferred* and which rule
added it. Where more than one answer is open nothing is added.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.events.authors import in_paragraph
from eventx_rferl.events.deals import both_named
from eventx_rferl.events.open_sides import filled
from eventx_rferl.events.parties import GENERIC, Parties, Suspect, home_country, labelled
from eventx_rferl.events.senders import AIR
from eventx_rferl.events.sides import open_blame
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event, Sentence

ATTACKS = frozenset(
    """explosive-device suicide-bombing grenade attack-on-civilians abduction armed-clash shelling missile-attack bombardment
    drone-strike air-strike aerial-strike sexual-violence looting-destruction chemical-weapon""".split()
)


def complete(article: Article, events: tuple[Event, ...], parties: Parties, sentences: tuple[Sentence, ...]) -> tuple[Event, ...]:
    """The events, each side that was open filled where the article leaves one answer."""
    told = {m.sentence: event.number for event in events for m in event.mentions}
    # Whoever acts in a later event of another place isn't named as the author of this one.
    doing = {
        e.number: tuple(a.start for o in events if o.number > e.number and _elsewhere(e, o) for a in o.initiators) for e in events
    }
    return tuple(
        filled(article, _suspected(article, event, parties, sentences, told, doing[event.number]), parties)
        for event in both_named(events)
    )


def _elsewhere(event: Event, other: Event) -> bool:
    places = {p.key for p in event.places}
    return bool(places and other.places) and not places & {p.key for p in other.places}


def _claimed_of(event: Event, parties: Parties) -> tuple[Suspect, ...]:
    """Groups that claim something, if the author is told by a word that leaves the group open: "jihadists", "militants"."""
    loose = all(a.group in GENERIC for a in event.initiators)
    return tuple(s for s in parties.suspects if loose and s.actor.rule == "ACTOR-CLAIMS-IT" and s.actor.group == "group")


def _suspected(
    article: Article,
    event: Event,
    parties: Parties,
    sentences: tuple[Sentence, ...],
    told: dict[int, int],
    doing: tuple[int, ...],
) -> Event:
    """An attack whose author isn't named: who claims it or is blamed in the sentences around, unless they deny it."""
    unnamed = all(a.group == "armed" for a in event.initiators)
    suspects = parties.suspects if unnamed else _claimed_of(event, parties)
    if event.type not in ATTACKS or (not suspects and not unnamed) or open_blame(article, event.mentions):
        return event
    own = {m.sentence for m in event.mentions}
    last = max(own)
    if event.type in AIR:  # "jets pounded suspected hideouts of the X": only states fly
        suspects = tuple(s for s in suspects if s.actor.group not in ("group", "group-anaphor", *GENERIC))
    for suspect in suspects:
        follows = min(own) < suspect.sentence <= last + 2 and told.get(suspect.sentence, event.number) == event.number
        same = suspect.paragraph in {sentences[n].paragraph for n in own} or suspect.sentence == last + 1
        near = suspect.sentence in own or (follows and same) or _claimed_later(article, event, suspect, last, sentences, told)
        if not near and not _of_both(article, event, suspect, sentences, told):
            continue
        actor = suspect.actor
        if actor.rule == "ACTOR-ACCUSED" and _denies(article, sentences, suspect):
            continue
        doer = evolve(labelled(actor, home_country(event)), role="initiator")
        return evolve(event, initiators=(doer,), targets=tuple(t for t in event.targets if t.name != doer.name))
    if event.initiators and event.initiators[0].rule == "ACTOR-UNKNOWN":
        free = tuple(a for a in parties.actors if a.start not in doing)
        return in_paragraph(article, event, free, home_country(event), sentences)
    return event


# So many paragraphs behind what was done its claim may stand.
BEHIND = 3


# "Has claimed responsibility for similar attacks in the past": not for this one.
FORMER_ONES = wording(
    r"\b(?:similar|other|previous|earlier|past|such|many|several|numerous|dozens of) (?:[\w-]+ ){0,2}"
    r"(?:attacks|bombings|blasts|assaults|killings|raids|strikes|abductions|shootings)\b"
)


def _claimed_later(
    article: Article, event: Event, suspect: Suspect, last: int, sentences: tuple[Sentence, ...], told: dict[int, int]
) -> bool:
    """ "The X claimed responsibility", paragraphs behind the deed, with no other told between: of that one."""
    if suspect.actor.rule != "ACTOR-CLAIMS-IT" or not 0 < suspect.paragraph - sentences[last].paragraph <= BEHIND:
        return False
    said = sentences[suspect.sentence]
    if FORMER_ONES.search(article.text, said.start, said.end):
        return False
    return all(told.get(number, event.number) == event.number for number in range(last + 1, suspect.sentence + 1))


BOTH = wording(
    r"\b(?P<n>both|the two|all three|the three)(?: [\w-]+)? "
    r"(?:attack|assault|raid|bombing|blast|killing|ambush|strike|shooting)(?:s|es)\b"
)


def _of_both(article: Article, event: Event, suspect: Suspect, sentences: tuple[Sentence, ...], told: dict[int, int]) -> bool:
    """Whether somebody claims the last two or three deeds told, and this is one of them: "claimed both raids"."""
    claim = sentences[suspect.sentence]
    both = BOTH.search(article.text, claim.start, claim.end)
    if both is None:
        return False
    before = list(dict.fromkeys(told[n] for n in sorted(told, reverse=True) if n < suspect.sentence))
    return event.number in before[: 3 if "three" in both["n"] else 2]


DENIES = wording(r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|disavow(?:s|ed)|condemned)\b")


def _denies(article: Article, sentences: tuple[Sentence, ...], suspect: Suspect) -> bool:
    """Whether the sentence of a blame or one of the two after it says that somebody denies it."""
    around = [s for s in sentences[suspect.sentence : suspect.sentence + 3] if s.paragraph == suspect.paragraph]
    return any(DENIES.search(article.text, s.start, s.end) for s in around)
