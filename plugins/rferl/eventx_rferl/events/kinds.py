"""What kind of event each is: what the rules decide, unless the words of its sentence, taken together, speak clearly for another.

Knows what the rules rest on, and where a model of words goes before them. It also sees which tellings are no event by their
words. Doesn't know sides, days or places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from eventx.vocabulary import crosswalk
from eventx_rferl.events.matching import kind_family
from eventx_rferl.events.merged import Merged, without
from eventx_rferl.language.actor_classes import CROWDS, IRREGULARS, STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Sentence
from eventx_rferl.tolls.counts import current
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.reactions import reacts_before
from eventx_rferl.triggers.type_crowds import run_down
from eventx_rferl.triggers.type_facts import Facts, case_of
from eventx_rferl.triggers.types import decide
from eventx_rferl.triggers.word_model import CLEARLY, EVENT_TYPES, LIKELY, NONE, speaking_for_none, spoken_for

BY_VICTIMS = frozenset({"Armed clash", "Attack"})
"""Which of these it is depends on who was hit, not on how it is told."""
BY_WHO_TOOK_IT = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
"""Which of these it is says who took it from whom."""
BLASTS = frozenset(
    {"Remote explosive/landmine/IED", "Shelling/artillery/missile attack", "Air/drone strike", "Grenade", "Suicide bomb"}
)
OF_A_CROWD = frozenset({"violent-demonstration", "protest-intervention", "excessive-force", "peaceful-protest"})
"""Kinds in which a crowd without arms stands on one side."""
ARMED = frozenset({"ground", "raid", "air", "shell", "bombed", "strike"})
"""Families of kinds that no accident and no match is told with."""
# What befell those who are counted, where no verb of a kind tells it: "27 teachers were marched out of a school".
AS_TOLD = {"abducted": "abduction", "arrested": "arrest"}
Told = tuple[Mention, ...]


@frozen
class Kind:
    """An event's type, how it was found (explicit or inferred), and by which rule."""

    code: str
    basis: str
    rule: str = "ART-TRIGGER"


def kinds(article: Article, events: Sequence[Told], sentences: tuple[Sentence, ...]) -> tuple[Kind, ...]:
    """The kind of each event."""
    known = [facts(article, told, sentences) for told in events]
    ruled = [Kind(*decide(one)) for one in known]
    found: list[Kind] = []
    for told, one, kind in zip(events, known, ruled, strict=True):
        where = tuple(dict.fromkeys(m.sentence for m in told))
        if kind.code == "attack-on-civilians" and run_down(case_of(one)):
            found.append(kind)  # "a van drove into a crowd of protesters": the words for a crowd would speak of police
            continue
        beside = {_label(k) for other, k in zip(events, ruled, strict=True) if other is not told and other[0].sentence in where}
        meant = _reconsidered(kind, _scores(article, [sentences[n] for n in where]), beside, told)
        gently = meant.code == "excessive-force" and _hurt_nobody(article, told, [sentences[n] for n in where])
        found.append(evolve(meant, code="protest-intervention") if gently else meant)
    return tuple(found)


# "Firing into the air, they scattered the crowd"; but "fired into the air, then shot at the crowd".
SHOTS = r"\b(?:fir(?:e|ed|ing)|shoot(?:s|ing)?|shots?|volleys?|rounds|bullets)\b"
INTO_THE_AIR = wording(rf"{SHOTS}[^.;]{{0,40}} in(?:to)? the air\b|\bwarning shots\b")
AT_THEM = wording(rf"{SHOTS} (?:[\w-]+ ){{0,3}}?(?:at|on|into) (?!the air\b)")


def _hurt_nobody(article: Article, told: Told, where: Sequence[Sentence]) -> bool:
    """Whether shots are told to be fired into the air, and nobody is counted whom they hit."""
    hurt = any(t.measure in CASUALTY and t.number.high != 0 for m in told for t in m.tolls)
    up, at_them = (any(p.search(article.text, one.start, one.end) for one in where) for p in (INTO_THE_AIR, AT_THEM))
    return up and not at_them and not hurt


def _reconsidered(kind: Kind, scores: Mapping[str, float], beside: set[str], told: Told) -> Kind:
    """The kind, or the one that the words speak for, unless that is the kind of another event that they tell."""
    label = max(scores, key=scores.__getitem__, default=NONE)
    own = _label(kind)
    slain = kind.code in ("attack-on-civilians", "armed-clash") and any(
        t.measure == "killed" and t.number.high != 0 for m in told for t in m.tolls
    )
    thrown = {weapon for m in told for weapon in m.weapons}
    if kind.code == "suicide-bombing" and label in BLASTS and "suicide" in thrown:
        return kind  # a word says so
    if kind.code == "attack-on-civilians" and label == "Suicide bomb" and not thrown:
        return kind  # "a man drove a lorry into a crowd": nothing went off
    if label == "Grenade" and "riot" in thrown and "grenade" not in thrown:
        return kind  # "hurled stun grenades at the crowd"
    people = kind.code == "arrest" or (kind.code == "armed-clash" and told[0].head.type in CASUALTY)
    if people and label in BY_WHO_TOOK_IT and any(m.tolls for m in told):
        return kind  # "eliminated a rebel leader near Popayan", "captured five fighters": nobody took a place
    counted = {t.measure for m in told for t in m.tolls if t.number.high != 0}
    if label == "Other" and counted - {"abducted"}:
        return kind  # "five people were hurt, and the authorities closed the road": who was hurt is no aside
    if slain and label in ("Arrests", "Peaceful protest") and "arrested" not in counted:
        return kind  # "police added that an officer was killed", "twelve men at prayer were killed"
    if slain and label in ("Looting/property destruction", "Abduction/forced disappearance"):
        return kind  # "butchered 31 people and made off with the cattle", "took a priest, whose body was found on Friday"
    taken = {t.measure for m in told for t in m.tolls} == {"abducted"}
    if kind.code == "abduction" and taken and label in ("Peaceful protest", "Attack"):
        return kind  # "27 teachers were marched out of a school": whoever walks is counted as taken
    held = kind.code == "protest-intervention" and any(m.head.type == "arrest" and m.tolls for m in told)
    if held and label == "Peaceful protest":
        return kind  # "thousands marched", "180 were detained": most sentences tell of the march alone
    if kind.code in OF_A_CROWD and label == "Armed clash" and _of_a_crowd(told):
        return kind  # "police clashed with protesters"; "nine people were killed in the operation": they bore no arms
    if kind.code == "violent-demonstration" and label == "Mob violence" and _against_police(told):
        return kind  # "police clashed with ethnic Albanian villagers"
    if label == NONE or label in beside or {label, own} <= BY_VICTIMS:
        return kind
    if {label, own} <= BY_WHO_TOOK_IT and _by_who_took_it(kind, told):
        return kind  # "the rebels lost the town to government troops"
    if scores[label] < LIKELY or scores[label] - scores.get(own, 0.0) < CLEARLY:
        return kind
    return Kind(EVENT_TYPES[label][0], "inferred", "ART-WORDS")


def _of_a_crowd(told: Told) -> bool:
    """Whether those who protest or riot are named as a side."""
    return any(a.group in CROWDS for m in told for a in (*m.initiators, *m.targets))


def _against_police(told: Told) -> bool:
    """Whether a clash is told of which a state's men are a side."""
    first = told[0]
    return first.head.type == "armed-clash" and any(a.group in STATE_GROUPS for a in (*first.initiators, *first.targets))


def _by_who_took_it(kind: Kind, told: Told) -> bool:
    """Whether a telling names who took it from whom, and they fit the kind; an army at home takes it back from whomever."""
    sides = [(m.initiators[0].group, m.targets[0].group) for m in told if m.initiators and m.targets]
    regained = kind.code == "territory-regained"
    armies = [m.initiators[0] for m in told if m.initiators and m.initiators[0].group in STATE_GROUPS]
    if regained and not _foreign(told) and any("officers" not in army.text for army in armies):
        return True  # officers that take the capital are another matter
    fits = (STATE_GROUPS, IRREGULARS) if regained else (IRREGULARS, STATE_GROUPS)
    return not _foreign(told) and any(one in fits[0] and other in fits[1] for one, other in sides)


def _label(kind: Kind) -> str:
    """ACLED's sub event type; the kinds of eventx are finer."""
    match = crosswalk("acled", "event-type", "from-eventx").get(kind.code)
    return match.code if match is not None and match.code else NONE


def told_only(article: Article, merged: Merged, sentences: tuple[Sentence, ...]) -> Merged:
    """Without what is no event by the words of each sentence that tells it."""
    dropped = {
        number
        for number, told in enumerate(merged.events)
        if all(_tells_none(_scores(article, [sentences[m.sentence]])) for m in told)
        and not any(_condemned(article, sentences[m.sentence], m) or _in_full(m) for m in told)
    }
    return without(merged, dropped, "ART-NO-EVENT")


def _condemned(article: Article, sentence: Sentence, mention: Mention) -> bool:
    """ "Condemned an attack that killed nine": words of blame speak for no event, but whom it hit is told, so there was one."""
    hurt = any(t.measure in CASUALTY and t.number.high != 0 for t in mention.tolls)
    return hurt and reacts_before(article.text, sentence.start, mention.head.start) >= 0


def _in_full(mention: Mention) -> bool:
    """ "The fighting on Monday left nine dead and dimmed hopes for talks": the fight, its day and whom it hit are told."""
    hurt = any(t.measure in CASUALTY and t.number.high != 0 for t in mention.tolls)
    day = mention.when is not None and mention.when.precision == "day" and mention.when.basis != "inferred"
    held = kind_family(mention) == "territory" and bool(mention.initiators) and bool(mention.places)
    return day and ((hurt and kind_family(mention) in ARMED) or held)


def _tells_none(scores: Mapping[str, float]) -> bool:
    return bool(scores) and speaking_for_none(scores) >= CLEARLY


def _scores(article: Article, some: Sequence[Sentence]) -> Mapping[str, float]:
    """How clearly some sentences together speak for each kind."""
    return spoken_for(" ".join(article.text[one.start : one.end] for one in some))


def facts(article: Article, mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]) -> Facts:
    """What the type decision rests on."""
    triggers = [t for m in mentions for t in m.triggers if t is m.head or not (t.pos == "n" and t.definite)]
    told = tuple(dict.fromkeys(AS_TOLD.get(t.type, t.type) for t in triggers))
    tolls = current(mentions)
    killed = sum(t.number.some for t in tolls if t.measure == "killed")
    injured = sum(t.number.some for t in tolls if t.measure == "injured")
    words = " ".join(article.text[sentences[m.sentence].start : sentences[m.sentence].end] for m in mentions).lower()
    victims = tuple(t.group for t in tolls if (t.number.high is None or t.number.high > 0))
    return Facts(
        told,
        frozenset(w for m in mentions for w in m.weapons),
        (*(a.group for m in mentions for a in m.initiators), *_allied(mentions)),
        tuple(a.group for m in mentions for a in (*m.initiators, *m.targets)),
        tuple(a.group for m in mentions for a in m.targets),
        victims,
        tuple(t.group for t in tolls if t.measure == "killed" and t.number.high != 0),
        _foreign(mentions),
        killed,
        injured,
        any(m.objects for m in mentions),
        words,
    )


def _allied(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Whether a force of several states acts, as one more class of those who do."""
    return ("allied",) if any(a.type == "external-forces" for m in mentions for a in m.initiators) else ()


def _foreign(mentions: Told) -> bool:
    """Whether an army acts in another country than its own."""
    homes = {p.country for m in mentions for p in m.places if p.country}
    armies = {a.country for m in mentions for a in m.initiators if a.country and a.group in STATE_GROUPS | {"state"}}
    return bool(homes and armies) and not homes & armies
