"""Finds who is told to have survived: "the militia's leader escaped unhurt", "a commander survived a strike on his house".

Whoever survives a deed is whom it was meant for, never who did it. Knows the words for surviving; doesn't know the deed.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.actor_classes import ARMED
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence

# What may stand between an actor and the verb: "the X group's leader, Ali Noor, narrowly".
PERSON = r"(?:['’]s)?(?: [a-z-]+){0,3}?(?: [A-Z][\w’'-]+){0,4}(?:, [^,;]{2,60},)?(?: who| which)?"
ADVERBS = r"(?: (?:has|have|had|also|just|himself|herself|later|\w+ly))*"
UNHURT = r"(?:unhurt|unharmed|uninjured|unscathed|not (?:hurt|harmed|injured|wounded))"
SURVIVED = wording(
    rf"{PERSON}{ADVERBS} (?:surviv(?:ed|es|ing)\b(?! (?:on|by|with|for)\b)|"
    rf"escap(?:ed|es|ing) (?:{UNHURT}|injury|death|alive|assassination|(?:an?|the|another|two|several) (?:[\w’-]+ ){{0,3}}?"
    r"(?:attempts?|attacks?|bombings?|blasts?|bombs?|ambush(?:es)?|strikes?|shootings?|explosions?)|when|after|as)\b|"
    rf"(?:was|were|is|are|remained|emerged|came out|got away|walked away) (?:\w+ly )?{UNHURT}\b|walked away from|"
    r"(?:dodged|evaded|lived through|cheated) (?:death|an?|the|another|two|several)\b)"
)


def outlived(
    text: str, sentence: Sentence, actors: tuple[Actor, ...], doers: list[Actor], targets: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Who acts and who is acted upon, those who survive moved to where they belong: "an X commander survived a blast"."""
    if not SURVIVED.may_match(text, sentence.start, sentence.end):
        return doers, targets
    alive = [a for a in actors if a.group in ARMED - {"state"} and SURVIVED.match(text, a.end, sentence.end)]
    names = {a.name for a in alive}
    meant = [evolve(a, role="target") for a in alive if not any(t.start == a.start for t in targets)]
    return [d for d in doers if d.name not in names], [*meant, *targets]
