"""Says which place "there" means, if its own sentence or those before name it: "X has been tense since ..., when ... there".

Knows that a town that a sentence is about need not have a preposition before it. Leaves it open where no sentence names a
place; then it is the place told last.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.lexicons import group_names
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention, Place, Sentence
from eventx_rferl.places import geo
from eventx_rferl.places.areas import place_from
from eventx_rferl.places.named import places_in
from eventx_rferl.tolls.claims import claims_in

THERE = wording(r"\bthere\b(?! (?:was|were|is|are|has|had|have)\b)|\bThere(?=,)")
# "Zahedan has been a flash point", "Lahore, which lies ...", "sent troops to Chaman": what it is about, not who does something.
SUBJECT = wording(
    r"(?:^\W*|\b(?:to|toward|reached|left|quit) )(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
    r"(?= (?:has|had|have|is|was|remains?|remained|saw|became|since|after|when|where|in|on|by|late|early)\b|,|\.|$)"
)


def pointed(text: str, mention: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...], busy: set[int]) -> Mention:
    """A telling with the place that its "there" means, if its sentence names it or the one before is about it.

    ``busy``: the sentences that tell events; any other may name the place with its preposition, too.
    """
    if mention.places or mention.withheld or "place:there" not in mention.flags:
        return mention
    sentence = sentences[mention.sentence]
    there = THERE.search(text, sentence.start, sentence.end)
    if there is None:
        return mention
    named = _named(text, sentence, there.start(), near)
    before = sentences[mention.sentence - 1] if mention.sentence else None
    if named is None and before is not None and sentence.paragraph - before.paragraph <= 1:
        named = next((p for p in subjects(text, before, near) if p.start - before.start < len("The “")), None)
        if named is None and mention.sentence - 1 not in busy:
            named = _named(text, before, before.end, near, also="origin")
    if named is None and before is not None and mention.sentence - 1 not in busy:
        named = _further_up(text, sentences, mention.sentence, near, busy)
    if named is None:
        return mention
    return evolve(mention, places=(evolve(named, role="location", rule="PLACE-ANAPHOR", basis="inferred"),))


def _further_up(text: str, sentences: tuple[Sentence, ...], number: int, near: tuple[str, ...], busy: set[int]) -> Place | None:
    """What the sentences of its paragraph name before the one before, up to one that tells an event."""
    paragraph = sentences[number].paragraph
    for at in range(number - 2, -1, -1):
        if at in busy or sentences[at].paragraph != paragraph:
            return None
        named = _named(text, sentences[at], sentences[at].end, near, also="origin")
        if named is not None:
            return named
    return None


def _named(text: str, sentence: Sentence, end: int, near: tuple[str, ...], *, also: str = "") -> Place | None:
    """The last place that a sentence names before an offset, but for who speaks or acts; ``also``: one more role that counts."""
    known = [
        p
        for p in places_in(text, sentence, near)
        if p.role in ("location", "context", "home", "direction", also) and p.precision != "line-or-area"
    ]
    known += [p for p in subjects(text, sentence, near) if not any(q.start < p.end and p.start < q.end for q in known)]
    said = [(c.start, c.reach) for c in claims_in(text, sentence)]
    free = [p for p in known if p.end <= end and not any(s <= p.start < e for s, e in said)]
    # "Residents of X said troops burned houses there": where those live who speak, if nothing else is named.
    spoken = [p for p in known if p.end <= end and p not in free and p.precision in TOWNS]
    towns = [p for p in free if p.precision in TOWNS]  # "in the town of Talas in Kyrgyzstan"
    return max(towns or free, key=_start, default=None) or min(spoken, key=_start, default=None)


def subjects(text: str, sentence: Sentence, near: tuple[str, ...]) -> list[Place]:
    """The places that a sentence is about or that somebody went to, by the gazetteer."""
    groups = [*group_names().finditer(text, sentence.start, sentence.end)]
    found: list[Place] = []
    for match in SUBJECT.finditer(text[sentence.start : sentence.end]):
        start, stop = (sentence.start + at for at in match.span("name"))
        hit = geo.lookup(match["name"], near, ("city", "admin1", "admin2"))
        if hit is None or any(s < stop and start < e for s, e in groups):
            continue
        if not near or hit.country in near or (hit.population or 0) >= geo.LARGE:
            found.append(place_from(match["name"], start, stop, "auto", hit, None, "PLACE-NAME"))
    return found


def _start(place: Place) -> int:
    return place.start
