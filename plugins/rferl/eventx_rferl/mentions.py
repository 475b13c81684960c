"""Finds the tellings of events in a sentence: triggers, grouped by clause, with all that stands around them.

Knows which triggers need a weapon, a crowd or a party to count, which of several triggers leads, when two clauses tell one
event ("killing", "in which", "when"), and when one clause tells two ("strikes in A as well as strikes in B"). Doesn't know
what other sentences say.
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from eventx_rferl import polarity
from eventx_rferl.actors import is_passive
from eventx_rferl.lexicons import civilian_objects, trigger_forms, weapons
from eventx_rferl.model import Actor, Sentence, Token, Trigger

CASUALTY = frozenset({"killed", "injured"})
OPEN = frozenset({"hit", "launch", "light", "crowd", "swap", "agreement-weak", "breakout", "explosion-weak", "shoot-down-weak", "attack-weak", "arrest-weak",
                  "group-change-weak", "mobilisation-weak", "looting-destruction-weak", "weapons-use-disrupted-weak", "seize", "weapons-seizure",
                  "territory-or-arrest", "territory-takeover", "swap-noun", "battle-verb", "interception", "disappearance", "arson", "fight", "battle-noun",
                  "execution", "surrender", "nonviolent-transfer"})  # fmt: skip
DETERMINERS = frozenset({"the", "that", "this", "these", "those", "both", "its", "their", "his", "her"})
INDEFINITE = frozenset({"a", "an", "another", "one", "two", "three", "four", "five", "several", "some", "many", "new", "fresh", "twin", "dozens"})
AUXILIARY = frozenset({"has", "have", "had", "was", "were", "been", "being", "is", "are", "be", "also", "then", "later", "reportedly", "allegedly"})
SAME = re.compile(r"\bthe same (?:spot|place|building|area|streets?|site|target|town|city|village|house|block|location)\b", re.IGNORECASE)
PARTICIPANT = re.compile(r"\b(?:cease-?fire|truce|peace|prisoners?|captives?|hostages?|withdrawal|armistice|bodies|hostilities|POWs)\b", re.IGNORECASE)
ARMS = re.compile(r"\b(?:explosives?|weapons?|ammunition|shells?|rockets?|missiles?|grenades?|bombs?|rifles?|arms|detonators?|mines?|drones?|explosive (?:belt|vest|device))\b", re.IGNORECASE)
PEOPLE = re.compile(r"\b(?:people|workers?|hostages?|passengers?|journalists?|civilians?|men|women|children|villagers?|engineers?|students?|employees|officials?|activists?|tourists?|aid workers?|lawmakers?|residents?|schoolgirls?|girls|boys|soldiers?|policemen|officers?|crew)\b", re.IGNORECASE)
TERRITORY = re.compile(r"\b(?:city|town|village|villages|district|province|base|airport|region|area|areas|territory|territories|positions?|outpost|post|checkpoint|settlement|center|capital|headquarters|control|crossing|ground|stronghold|building|airfield|port)\b", re.IGNORECASE)
CRIME = re.compile(r"\b(?:drugs?|heroin|smuggl\w+|bank|power|office|assets|property|cash|documents|computers|phones|equipment)\b", re.IGNORECASE)
CROWD_WORDS = re.compile(r"\b(?:protesters?|demonstrators?|crowds?|people|residents|students|supporters|activists|villagers|thousands|hundreds|dozens|marchers|workers|opposition|women|relatives|pensioners|farmers|miners|teachers|youths?|mobs?|rally|rallies|protests?|demonstration)\b", re.IGNORECASE)
PROTEST_PURPOSE = re.compile(r"\b(?:protest(?:ing)?|demand(?:ing|ed)?|against|in support of|slogans|rally|rallies|demonstration|calling for|chanting|over|parliament|square|crowds?|smaller crowds|outside|solidarity)\b", re.IGNORECASE)


@frozen
class Group:
    """Triggers that tell one thing: the leading one first."""

    head: Trigger
    triggers: tuple[Trigger, ...]
    clause: int
    link: str
    governor: int
    reason: str = ""


def _clause_of(sentence: Sentence, at: int) -> int:
    for number, clause in enumerate(sentence.clauses):
        if clause.start <= at < clause.end:
            return number
    return len(sentence.clauses) - 1


def _noun_like(tokens: tuple[Token, ...], at: int, size: int) -> bool:
    """Whether a word that can be noun or verb is a noun here."""
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + size].lower if at + size < len(tokens) else ""
    if before in ("to", "will", "would", "could", "may", "might", "can", "must", "not", "they", "we", "who", "did", "should", "and") and before != "and":
        return False
    if before in DETERMINERS | INDEFINITE or before.endswith(("'s", "s'")) or re.search(r"(?:ian|ani|ish|ese|an|al|ed|er|ist|ic|ive|ern|ing|ous|ly|est|ent|esh|raq|s)$", before):
        return not (after in ("the", "a", "an", "its", "their") and not before.endswith("'s") and before not in DETERMINERS | INDEFINITE)
    if after in ("on", "in", "against", "by", "at", "that", "which", "and", "of", "between", "with", ",", ".", "along", "near", "was", "were", "has", "have", "had", "killed", "killing", "have", "for", "after", "late", "came"):
        return True
    return before in ("in", "of", "from", "by", "with", "during", "after", "before", "for", "") and after not in ("the", "a", "an")


def triggers_in(text: str, sentence: Sentence) -> tuple[Trigger, ...]:
    """Every word of a sentence that the lexicon lists, longest match first."""
    forms = trigger_forms()
    tokens = sentence.tokens
    found: list[Trigger] = []
    at = 0
    while at < len(tokens):
        step = 1
        for size in range(min(5, len(tokens) - at), 0, -1):
            words = " ".join(t.lower for t in tokens[at : at + size])
            if words not in forms:
                continue
            reading = _reading(forms[words], tokens, at, size)
            if reading:
                kind, pos, form = reading
                definite, plural = _definite(tokens, at) if pos == "n" else (False, False)
                start, end = tokens[at].start, tokens[at + size - 1].end
                found.append(Trigger(start, end, text[start:end], kind, pos, _clause_of(sentence, start), form, definite, plural or form == "plural"))
                step = size
            break
        at += step
    return tuple(found)


def _reading(readings: tuple[tuple[str, str, str], ...], tokens: tuple[Token, ...], at: int, size: int) -> tuple[str, str, str] | None:
    nouns = [r for r in readings if r[1] == "n"]
    verbs = [r for r in readings if r[1] == "v"]
    after = tokens[at + size].text if at + size < len(tokens) else ""
    before = tokens[at - 1].lower if at else ""
    if after.lower() in ("police", "gear", "shields", "squad") and tokens[at].lower in ("riot", "strike", "raid"):
        return None
    if tokens[at].text[:1].isupper() and at and not tokens[at].text.isupper() and before not in (".", "“", '"', ":"):
        return None  # part of a name: "Strike Force", "Free March"
    if verbs and verbs[0][0] in CASUALTY and verbs[0][2] in ("past", "participle") and before in ("the", "of") and after.lower() not in ("in", "by"):
        return None  # "the wounded", "number of wounded"
    if verbs and verbs[0][2] in ("past", "participle") and before in ("a", "an", "the", "his", "its", "their"):
        return None  # "a planned attack", "the besieged town"
    if nouns and verbs:
        form = verbs[0][2]
        if form in ("past", "participle"):
            return verbs[0]
        if form == "ing" and nouns:
            determined = before in DETERMINERS | INDEFINITE or before.endswith("'s") or before in ("heavy", "fierce", "intense", "for", "of", "in", "car", "fresh", "sporadic", "")
            verbal = after.lower() in ("a", "an", "the", "its", "their", "at", "on") or after[:1].isupper() or after[:1].isdigit()
            return nouns[0] if determined and not (before in ("for", "of") and verbal) else verbs[0]
        return nouns[0] if _noun_like(tokens, at, size) else verbs[0]
    return (nouns or verbs)[0]


def _definite(tokens: tuple[Token, ...], at: int) -> tuple[bool, bool]:
    """Whether a noun phrase is definite ("the attack", "that strike", "Pakistan's strikes"), and whether it counts several."""
    plural = False
    for index in range(at - 1, max(at - 6, -1), -1):
        word = tokens[index].lower
        if word == "the" and index >= 2 and tokens[index - 1].lower == "of" and tokens[index - 2].lower in ("one", "some", "two", "series"):
            return False, False
        if word in DETERMINERS:
            return True, plural
        if word.endswith(("'s", "s'")):
            return True, plural
        if word in INDEFINITE:
            return False, word in ("several", "two", "three", "twin", "dozens", "many", "some")
        if len(word) > 4 and word.endswith("ed"):
            break
        if word in (",", ".", "of", "in", "on", "by", "and", "with", "for", "from", "to", "as", "at", "after", "before", "during"):
            break
    return False, plural


def weapons_in(sentence: Sentence, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Kinds of weapons named between two offsets, each with where."""
    known = weapons()
    found: dict[str, tuple[int, int]] = {}
    tokens = [t for t in sentence.tokens if t.start >= start and t.end <= end]
    at = 0
    while at < len(tokens):
        for size in (3, 2, 1):
            words = " ".join(t.lower for t in tokens[at : at + size])
            if at + size <= len(tokens) and words in known:
                found.setdefault(known[words], (tokens[at].start, tokens[at + size - 1].end))
                at += size - 1
                break
        at += 1
    return found


def objects_in(sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Civilian objects named between two offsets."""
    known = civilian_objects()
    tokens = [t for t in sentence.tokens if t.start >= start and t.end <= end]
    return tuple(
        (tokens[at].start, tokens[at + size - 1].end)
        for at in range(len(tokens)) for size in (3, 2, 1)
        if at + size <= len(tokens) and " ".join(t.lower for t in tokens[at : at + size]) in known
    )  # fmt: skip


def _usable(text: str, sentence: Sentence, trigger: Trigger, actors: tuple[Actor, ...], others: tuple[Trigger, ...]) -> Trigger | None:
    """The trigger if what its kind needs stands in its clause, with its kind made definite; None if it tells nothing here."""
    kind = trigger.type
    # A few verbs are everyday words too: ministers clash, exports explode.
    everyday = trigger.pos == "v" and (kind == "explosion" or re.match(r"clash", trigger.text, re.IGNORECASE))
    if kind not in OPEN and not everyday:
        return trigger
    clause = sentence.clauses[trigger.clause]
    start, end = clause.start, clause.end
    # A subject may stand in the clause above a participle.
    wide = sentence.clauses[clause.parent].start if clause.link in ("part", "which", "and") and 0 <= clause.parent < trigger.clause else start
    words = text[start:end]
    after = text[trigger.end : end]
    arms = set(weapons_in(sentence, wide, end)) - {"riot", "live"}
    armed = any(a.group in ("military", "security", "police", "border", "armed", "rebels", "group", "militia", "state", "peacekeepers", "guard") and wide <= a.start < end for a in actors)
    crowd = bool(CROWD_WORDS.search(text[wide : trigger.start]))
    strong = any(t.type not in OPEN | CASUALTY for t in others if t.clause == trigger.clause)
    if everyday:
        blown = re.search(r"\b(?:cars?|trucks?|vehicles?|buildings?|depots?|gas|fuel|tankers?|warehouses?|package|parcel|minibus|bus|motorcycle|blast)\b", words)
        fits = bool(arms or blown) if kind == "explosion" else armed or bool(CROWD_WORDS.search(words))
        return trigger if fits else None
    if kind in ("hit", "explosion-weak"):
        if "stones" in arms and not arms - {"stones", "device"}:
            return evolve(trigger, type="violent-demonstration") if crowd or any(a.group in ("protesters", "rioters", "crowd") for a in actors) else None
        if trigger.text.lower() in ("fell", "fall", "falls", "landed", "crashed", "slammed", "fired", "dropped", "threw", "hurled", "lobbed", "hit", "struck", "fire", "firing"):
            if trigger.text.lower() in ("fired", "fire", "firing") and armed and re.match(r"\s+(?:at|on|indiscriminately|into|toward)\b", after):
                return evolve(trigger, type="shooting")
            if trigger.text.lower() in ("hit", "struck") and armed and re.match(r"\s+(?:\w+ ){0,3}(?:targets?|positions?|bases?|camps?|hideouts?|depots?)\b", after):
                return trigger
            return trigger if arms & {"air", "drone", "missile", "rocket", "shell", "bomb", "suicide", "grenade", "chemical", "firearm", "device"} and not re.search(r"\bplane|airliner|helicopter crash", words) else None
        if arms:
            return trigger
        if armed and not strong and re.search(r"\b(?:military|militant|positions?|bases?|camps?|hideouts?|depots?|infrastructure|installations?|cities|homes?|targets|villages?|fighters|leadership)\b", after):
            return trigger
        return None
    if kind == "launch":
        return evolve(trigger, type="hit") if arms & {"drone", "missile", "rocket", "shell", "air"} and re.search(r"\b(?:at|on|against|toward|towards|into|over)\b", after) and not strong else evolve(trigger, type="light") if strong else None
    if kind == "light":
        return trigger if strong else None
    if kind == "breakout":
        return trigger if strong or re.search(r"\b(?:violence|fighting|clashes|protests?|riots?|unrest)\b", text[wide : trigger.end + 20]) else None
    if kind == "crowd":
        gatherings = CROWD_WORDS.search(text[wide : trigger.start])
        block = trigger.text.lower().startswith("block")
        return evolve(trigger, type="crowd-strong") if gatherings and (PROTEST_PURPOSE.search(words) or block) and not re.search(r"\b(?:funeral|flowers|memorial|mourn\w*|commemorat\w*|celebrat\w*|intelligence|information|evidence|vigil|school|mosque|church)\b", words) else None
    if kind in ("swap", "swap-noun"):
        return evolve(trigger, type="agreement") if re.search(r"\b(?:prisoners?|captives?|POWs|hostages|bodies)\b", text[sentence.start : sentence.end]) and (kind == "swap-noun" or re.search(r"\b(?:prisoners?|captives?|POWs|hostages|bodies)\b", after)) and not re.search(r"\bprisoners? (?:from|escaped)\b", words) else None
    if kind == "agreement-weak":
        return evolve(trigger, type="agreement") if re.search(r"\b(?:cease-?fire|truce|peace (?:deal|agreement|accord|treaty)|armistice|prisoner (?:swap|exchange)|cessation of hostilities)\b", words) else None
    if kind in ("shoot-down-weak", "interception"):
        return evolve(trigger, type="shoot-down") if re.search(r"\b(?:drones?|missiles?|jets?|aircraft|helicopters?|planes?|warplanes?|rockets?|UAVs?)\b", after[:60] + text[wide : trigger.start]) else None
    if kind == "seize":
        if re.match(r"\s+power\b", after) or re.match(r"\s+(?:on|upon)\b", after):
            return None
        if ARMS.search(after) and armed:
            return evolve(trigger, type="weapons-use-disrupted")
        if PEOPLE.search(after[:60]) or (is_passive(sentence.tokens, trigger) and PEOPLE.search(text[start : trigger.start])):
            return evolve(trigger, type="abduction")
        return evolve(trigger, type="territory-overtaken") if TERRITORY.search(after[:70]) and not CRIME.search(after) else None
    if kind == "weapons-seizure":
        return evolve(trigger, type="weapons-use-disrupted") if ARMS.search(after) else None
    if kind == "weapons-use-disrupted-weak":
        return evolve(trigger, type="weapons-use-disrupted") if ARMS.search(text[trigger.end : sentence.end]) or "suicide" in arms else None
    if kind == "territory-or-arrest":
        if PEOPLE.search(after[:40]) or re.search(r"\b(?:militants?|rebels?|fighters?|leaders?|commanders?|suspects?|gunm[ae]n)\b", after[:60]):
            return evolve(trigger, type="arrest")
        return evolve(trigger, type="territory-overtaken") if armed and re.match(r"\s+(?:the |a |several |two |three )?(?:[\w-]+ ){0,3}(?:city|town|village|villages|district|province|base|airport|region|territory|positions?|outpost|post|settlement|center|capital|headquarters|[A-Z])", after) else None
    if kind == "territory-takeover":
        return evolve(trigger, type="territory-overtaken") if armed and TERRITORY.search(after[:70]) and not re.search(r"\b(?:power|company|as (?:president|minister|chief)|post of|role|presidency|office)\b", after[:60]) else None
    if kind == "battle-verb":
        return evolve(trigger, type="armed-clash") if armed and re.search(r"\b(?:troops|forces|fighters|militants|rebels|soldiers|army)\b", after[:60]) else None
    if kind == "nonviolent-transfer":
        return trigger if armed and re.search(r"\b(?:troops|forces|fighters|army|rebels|soldiers)\b", words) and trigger.pos == "v" else None
    if kind in ("fight", "battle-noun"):
        return evolve(trigger, type="armed-clash") if armed and not re.search(r"\b(?:fires?|blazes?|flames|courts?|legal|cancer|influence)\b", words) and trigger.form not in ("base", "third") else None
    if kind == "attack-weak":
        return evolve(trigger, type="attack-on-civilians") if trigger.form in ("past", "participle", "ing") and PEOPLE.search(words) and re.search(r"\b(?:police|men|attackers?|guards?|soldiers|masked|unknown|assailants)\b", words) and "record" not in words else None
    if kind == "arrest-weak":
        return None
    if kind == "disappearance":
        return evolve(trigger, type="abduction") if re.search(r"\bforcibly\b", words) else None
    if kind == "arson":
        if crowd and any(a.group in ("protesters", "rioters", "crowd") for a in actors):
            return evolve(trigger, type="violent-demonstration")
        if arms & {"drone", "missile", "rocket", "shell", "air"}:
            return evolve(trigger, type="hit")
        return evolve(trigger, type="looting-destruction") if armed or crowd else None
    if kind == "execution":
        return evolve(trigger, type="attack-on-civilians") if armed and PEOPLE.search(words) and not re.search(r"\b(?:court|sentence|warrant|plan|order|prison|convicted|hanged)\b", words) else None
    if kind == "surrender":
        return evolve(trigger, type="group-change") if re.search(r"\b(?:militants?|fighters?|rebels?|soldiers|insurgents)\b", words) else None
    return None


RANK = {"v": 0, "n": 1}


def _strength(trigger: Trigger) -> tuple[int, int, int]:
    if trigger.type in ("light", "breakout"):
        level = 4
    elif trigger.type in CASUALTY:
        level = 3
    elif trigger.type == "anaphor":
        level = 5
    elif trigger.type == "hit":
        level = 2
    else:
        level = 1
    return level, RANK[trigger.pos], trigger.start


def groups_in(text: str, sentence: Sentence, actors: tuple[Actor, ...]) -> tuple[Group, ...]:
    """The tellings of a sentence, each with the clause it stands in and how it hangs on another."""
    raw = triggers_in(text, sentence)
    usable = tuple(t for t in (_usable(text, sentence, trigger, actors, raw) for trigger in raw) if t is not None)
    by_clause: dict[int, list[list[Trigger]]] = {}
    for trigger in usable:
        parts = by_clause.setdefault(trigger.clause, [])
        if parts and _splits(text, parts[-1], trigger, actors):
            parts.append([trigger])
        elif parts:
            parts[-1].append(trigger)
        else:
            parts.append([trigger])
    groups: list[Group] = []
    home: dict[int, int] = {}
    for number, clause in enumerate(sentence.clauses):
        for part in by_clause.get(number, []):
            ordered = sorted(part, key=_strength)
            heads = [t for t in ordered if not polarity.withheld(text, sentence, t)]
            head = heads[0] if heads else ordered[0]
            reason = "" if heads else polarity.withheld(text, sentence, head)
            parent = home.get(clause.parent, -1) if clause.parent != number else -1
            new = Group(head, tuple(t for t in part if t in heads) or tuple(part), number, clause.link, parent, reason)
            if parent >= 0 and len(by_clause[number]) == 1 and _one_event(text, sentence, groups[parent], new):
                groups[parent] = _joined(groups[parent], new)
                home[number] = parent
                continue
            groups.append(new)
            home.setdefault(number, len(groups) - 1)
        if number not in home and 0 <= clause.parent < number and clause.parent in home and clause.link in ("part", "which", "and", "as", "when"):
            home[number] = home[clause.parent]
    return _fronted(sentence, groups, home)


def _fronted(sentence: Sentence, groups: list[Group], home: dict[int, int]) -> tuple[Group, ...]:
    """A clause at the front hangs on what follows it: its governor is known only now."""
    fixed: list[Group] = []
    for index, group in enumerate(groups):
        parent = sentence.clauses[group.clause].parent
        if parent > group.clause:
            fixed.append(evolve(group, governor=home.get(parent, -1)))
        elif group.governor == index:
            fixed.append(evolve(group, governor=-1))
        else:
            fixed.append(group)
    return tuple(fixed)


def _splits(text: str, part: list[Trigger], trigger: Trigger, actors: tuple[Actor, ...]) -> bool:
    """Whether a second trigger of the same clause tells a second event."""
    last = part[-1]
    between = text[last.end : trigger.start]
    if trigger.type in CASUALTY | {"light", "breakout", "anaphor"} or last.type in ("light", "breakout", "anaphor"):
        return False
    if last.pos == trigger.pos == "n":
        if re.search(r"\bas well as\b", between):
            return True
        owners = [a for a in actors if last.end <= a.start and a.end <= trigger.start + 1 and (a.group == "adjective" or text[a.end : a.end + 2] in ("'s", "’s"))]
        return bool(owners) and re.search(r"\band\b", between) is not None and "between" not in between
    return False


def _one_event(text: str, sentence: Sentence, governor: Group, new: Group) -> bool:
    """Whether a dependent clause tells more of what its governor tells."""
    clause = sentence.clauses[new.clause]
    weak = governor.head.type in CASUALTY | {"anaphor", "breakout", "light"}
    if bool(governor.reason) != bool(new.reason):
        return clause.link in ("part", "which")
    if clause.link in ("part", "which"):
        return True
    if clause.link == "and":
        return True if new.head.type in CASUALTY or weak else _near(governor.head.type, new.head.type) and not _dated(text, sentence, new.clause)
    if clause.link in ("when", "as"):
        return weak or clause.link == "when" or new.head.type in CASUALTY
    if clause.link == "after":
        if re.match(r"after \w+ing\b", text[clause.start : clause.end]):
            return True
        return weak and clause.word.lower() == "after" and not _dated(text, sentence, new.clause)
    if clause.link == "during":
        return weak or (new.head.pos == "n" and not new.head.definite)
    return False


def _dated(text: str, sentence: Sentence, clause: int) -> bool:
    found = sentence.clauses[clause]
    return bool(re.search(r"\b(?:on|in|last|late|early) (?:[A-Z][a-z]+ \d|[A-Z][a-z]+day|month|week|year|January|February|March|April|June|July|August|September|October|November|December)|\d (?:January|July|August)|earlier (?:this|in)|days (?:ago|earlier)", text[found.start : found.end]))


def _near(a: str, b: str) -> bool:
    from eventx_rferl.types import family

    return family(a) == family(b) or "open" in (family(a), family(b))


def _joined(governor: Group, new: Group) -> Group:
    triggers = (*governor.triggers, *new.triggers)
    if governor.reason:
        return evolve(governor, triggers=triggers)
    head = min((governor.head, new.head), key=_strength)
    return evolve(governor, triggers=triggers, head=head)
