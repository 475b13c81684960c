"""What stands around a trigger: its clause and subject, the weapons and actors named there.

Knows how far a clause reaches for a trigger. Doesn't know what any trigger needs.
"""

from __future__ import annotations

from functools import cache

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS
from eventx_rferl.language.keys import folded
from eventx_rferl.language.lexicons import around, forces, opening, persons, phrase_at, weapons
from eventx_rferl.language.voice import is_passive
from eventx_rferl.language.wording import Names, wording
from eventx_rferl.model import Actor, Sentence, Trigger
from eventx_rferl.values import evolve, frozen

CASUALTY = frozenset({"killed", "injured"})
REMOTE_ARMS = frozenset({"drone", "missile", "rocket", "shell", "air"})
BLASTS = frozenset({"debris", "bomb", "suicide", "grenade", "chemical", "firearm", "device"})
# Weapons that are written with a capital.
MAKES = frozenset(
    "predator bayraktar geran grad shahed iskander kalibr katyusha qassam kalashnikov molotov kinzhal himars scud tomahawk "
    "hellfire".split()
)
# Verbs of everyday use that tell violence only with a weapon that does it.
EVERYDAY_HITS = frozenset(
    "fell fall falls landed crashed slammed fired dropped threw hurled lobbed hit struck fire firing tossed smashed rained "
    "hitting striking throwing hurling dropping sent".split()
)


@cache
def _person_names() -> Names:
    return Names(map(folded, persons()))


def names_people(text: str) -> bool:
    """Whether a text has a word for people: one of the list "people" of contexts.toml, or of persons.tsv."""
    return around("people").search(text) is not None or next(_person_names().finditer(folded(text)), None) is not None


@frozen
class Setting:
    """What stands around a trigger: its clause, the clause above a participle, its sentence, weapons and actors."""

    text: str
    sentence: Sentence
    trigger: Trigger
    words: str
    after: str
    subject: str
    whole: str
    arms: frozenset[str]
    groups: frozenset[str]
    doers: frozenset[str]
    strong: bool

    @property
    def word(self) -> str:
        """The trigger in lower case."""
        return self.trigger.text.lower()

    @property
    def passive(self) -> bool:
        """Whether the trigger is a passive."""
        return is_passive(self.sentence.tokens, self.trigger)

    @property
    def armed(self) -> bool:
        """Whether an armed actor is named."""
        return bool(self.groups & BEARING_ARMS)

    @property
    def crowd(self) -> bool:
        """Whether a crowd stands before the trigger."""
        return bool(around("crowd").search(self.subject)) or bool(self.doers & CROWDS)

    @property
    def uncontested(self) -> bool:
        """Whether the sentence says that nobody fought for a place, or that whoever held it left."""
        return any(around(name).search(self.whole) for name in ("unopposed", "departed"))

    def has(self, name: str, *, after: int = 0) -> bool:
        """Whether words of a list stand in the clause, or within so many characters behind the trigger."""
        return around(name).search(self.after[:after] if after else self.words) is not None

    def has_people(self, *, after: int = 0) -> bool:
        """Whether people are named in the clause, or within so many characters behind the trigger."""
        return names_people(self.after[:after] if after else self.words)

    def forces(self, *, before: int = 0, after: int = 0) -> frozenset[str]:
        """Classes of the forces named within so many characters before the trigger, or behind it in its clause."""
        if after:
            return forces_in(self.sentence, self.trigger.end, self.trigger.end + min(after, len(self.after)))
        return forces_in(self.sentence, self.trigger.start - min(before, len(self.subject)), self.trigger.start)

    def to(self, kind: str) -> Trigger:
        """The trigger with its kind made definite."""
        return evolve(self.trigger, type=kind)


# Arms that a base, a school or a works is named for.
OF_ITS_PLACE = frozenset({"artillery", "mortar", "rocket", "missile", "tank", "drone", "ammunition"})
PLACES_OF_ARMS = frozenset(
    """base bases school academy barracks regiment factory factories plant plants works depot depots dump dumps warehouse
    warehouses stockpile stockpiles silo silos site sites workshop workshops""".split()
)


def weapons_in(sentence: Sentence, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Kinds of weapons named between two offsets, each with where."""
    found: dict[str, tuple[int, int]] = {}
    first = opening(weapons)
    if sentence.words.isdisjoint(first):
        return found
    tokens = sentence.between(start, end)
    behind = 0
    for at in [n for n, token in enumerate(tokens) if token.lower in first]:
        if at < behind:
            continue  # a word of the weapon before
        if at and tokens[at].text[:1].isupper() and tokens[at].text[1:].islower() and tokens[at].lower not in MAKES:
            continue  # a name: "Tank district", "Strike Force"
        words, size = phrase_at(tokens, at, weapons)
        if size and at + size < len(tokens) and words in OF_ITS_PLACE and tokens[at + size].lower in PLACES_OF_ARMS:
            behind = at + size + 1  # "stormed the artillery base": nothing was fired
            continue
        if size:
            found.setdefault(weapons()[words], (tokens[at].start, tokens[at + size - 1].end))
            behind = at + size
    found.pop("none", None)  # a passenger plane is an aircraft that no weapon is
    return found


def forces_in(sentence: Sentence, start: int, end: int) -> frozenset[str]:
    """Classes of the forces named between two offsets, by the words of forces.tsv alone."""
    first = opening(forces)
    if sentence.words.isdisjoint(first):
        return frozenset()
    tokens = sentence.between(start, end)
    named = (phrase_at(tokens, at, forces)[0] for at, token in enumerate(tokens) if token.lower in first)
    return frozenset([forces()[phrase][0] for phrase in named if phrase])


def setting_of(
    text: str,
    sentence: Sentence,
    trigger: Trigger,
    actors: tuple[Actor, ...],
    others: tuple[Trigger, ...],
    open_kinds: frozenset[str],
) -> Setting:
    """What stands around a trigger."""
    clause = sentence.clauses[trigger.clause]
    start, end = clause.start, clause.end
    # A subject may stand in the clause above a participle.
    wide = (
        sentence.clauses[clause.parent].start
        if clause.link in ("part", "which", "and") and 0 <= clause.parent < trigger.clause
        else start
    )
    # Who acts in a second main clause has arms of their own: "... drones hit a port, and masked men torched trucks".
    own = clause.link == "and" and any(a.group in BEARING_ARMS and start <= a.start < trigger.start for a in actors)
    return Setting(
        text,
        sentence,
        trigger,
        text[start:end],
        text[trigger.end : end],
        text[wide : trigger.start],
        text[sentence.start : sentence.end],
        frozenset(weapons_in(sentence, start if own else wide, end)) - {"riot", "live"},
        frozenset(a.group for a in actors if wide < a.end and a.start < end),
        frozenset(a.group for a in actors if wide < a.end and a.start < trigger.start),
        any(t.type not in open_kinds and t.type not in CASUALTY for t in others if t.clause == trigger.clause),
    )


# Ground is "captured and handed over", too.
CAUGHT = wording(
    r"\b(?:captured|arrested|detained|caught|seized|apprehended|intercepted|picked up|rounded up|taken)\b[^.;]*"
    r"\b(?:and|then|later|before being|was|were) (?:(?:then|later|also|subsequently) )?$"
)
THEY_WERE = wording(r"\b(?:[Tt]hey|[Hh]e|[Ss]he|who)\b")


def caught(before: str) -> bool:
    """Whether the words before "handed over" tell that people were caught: "two men were arrested in Swat and"."""
    found = CAUGHT.search(before)
    if found is None:
        return False
    whom = before[: found.start()]
    return THEY_WERE.search(whom) is not None or names_people(whom)
