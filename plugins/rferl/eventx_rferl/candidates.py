"""Decides whether a trigger counts where it stands: everyday verbs need a weapon, a crowd, prisoners, territory.

Knows what each open kind of the trigger list needs in its clause, and the definite kind it becomes then. Doesn't group triggers.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.lexicons import weapons
from eventx_rferl.model import Actor, Sentence, Trigger
from eventx_rferl.voice import is_passive

CASUALTY = frozenset({"killed", "injured"})


OPEN = frozenset(
    {
        "hit",
        "launch",
        "light",
        "crowd",
        "swap",
        "agreement-weak",
        "breakout",
        "explosion-weak",
        "shoot-down-weak",
        "attack-weak",
        "arrest-weak",
        "group-change-weak",
        "mobilisation-weak",
        "looting-destruction-weak",
        "weapons-use-disrupted-weak",
        "seize",
        "weapons-seizure",
        "territory-or-arrest",
        "territory-takeover",
        "swap-noun",
        "battle-verb",
        "interception",
        "disappearance",
        "arson",
        "fight",
        "battle-noun",
        "execution",
        "surrender",
        "nonviolent-transfer",
    }
)


ARMS = re.compile(
    r"\b(?:explosives?|weapons?|ammunition|shells?|rockets?|missiles?|grenades?|bombs?|rifles?|arms|detonators?|mines?|"
    r"drones?|explosive (?:belt|vest|device))\b",
    re.IGNORECASE,
)


PEOPLE = re.compile(
    r"\b(?:people|workers?|hostages?|passengers?|journalists?|civilians?|men|women|children|villagers?|engineers?|students?|"
    r"employees|officials?|activists?|tourists?|aid workers?|lawmakers?|residents?|schoolgirls?|girls|boys|soldiers?|"
    r"policemen|officers?|crew)\b",
    re.IGNORECASE,
)


TERRITORY = re.compile(
    r"\b(?:city|town|village|villages|district|province|base|airport|region|area|areas|territory|territories|positions?|"
    r"outpost|post|checkpoint|settlement|center|capital|headquarters|control|crossing|ground|stronghold|building|airfield|"
    r"port)\b",
    re.IGNORECASE,
)


CRIME = re.compile(
    r"\b(?:drugs?|heroin|smuggl\w+|bank|power|office|assets|property|cash|documents|computers|phones|equipment)\b", re.IGNORECASE
)


CROWD_WORDS = re.compile(
    r"\b(?:protesters?|demonstrators?|crowds?|people|residents|students|supporters|activists|villagers|thousands|hundreds|"
    r"dozens|marchers|workers|opposition|women|relatives|pensioners|farmers|miners|teachers|youths?|mobs?|rally|rallies|"
    r"protests?|demonstration)\b",
    re.IGNORECASE,
)


PROTEST_PURPOSE = re.compile(
    r"\b(?:protest(?:ing)?|demand(?:ing|ed)?|against|in support of|slogans|rally|rallies|demonstration|calling for|chanting|"
    r"over|parliament|square|crowds?|outside|solidarity)\b",
    re.IGNORECASE,
)


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


def counted(
    text: str, sentence: Sentence, trigger: Trigger, actors: tuple[Actor, ...], others: tuple[Trigger, ...]
) -> Trigger | None:
    """The trigger if what its kind needs stands in its clause, with its kind made definite; None if it tells nothing here."""
    kind = trigger.type
    # A few verbs are everyday words too: ministers clash, exports explode.
    everyday = trigger.pos == "v" and (kind == "explosion" or re.match(r"clash", trigger.text, re.IGNORECASE))
    if kind not in OPEN and not everyday:
        return trigger
    clause = sentence.clauses[trigger.clause]
    start, end = clause.start, clause.end
    # A subject may stand in the clause above a participle.
    wide = (
        sentence.clauses[clause.parent].start
        if clause.link in ("part", "which", "and") and 0 <= clause.parent < trigger.clause
        else start
    )
    words = text[start:end]
    after = text[trigger.end : end]
    arms = set(weapons_in(sentence, wide, end)) - {"riot", "live"}
    armed = any(
        a.group
        in ("military", "security", "police", "border", "armed", "rebels", "group", "militia", "state", "peacekeepers", "guard")
        and wide <= a.start < end
        for a in actors
    )
    crowd = bool(CROWD_WORDS.search(text[wide : trigger.start]))
    strong = any(t.type not in OPEN | CASUALTY for t in others if t.clause == trigger.clause)
    if everyday:
        blown = re.search(
            r"\b(?:cars?|trucks?|vehicles?|buildings?|depots?|gas|fuel|tankers?|warehouses?|package|parcel|minibus|bus|"
            r"motorcycle|blast)\b",
            words,
        )
        fits = bool(arms or blown) if kind == "explosion" else armed or bool(CROWD_WORDS.search(words))
        return trigger if fits else None
    if kind in ("hit", "explosion-weak"):
        if "stones" in arms and not arms - {"stones", "device"}:
            return (
                evolve(trigger, type="violent-demonstration")
                if crowd or any(a.group in ("protesters", "rioters", "crowd") for a in actors)
                else None
            )
        if trigger.text.lower() in (
            "fell",
            "fall",
            "falls",
            "landed",
            "crashed",
            "slammed",
            "fired",
            "dropped",
            "threw",
            "hurled",
            "lobbed",
            "hit",
            "struck",
            "fire",
            "firing",
        ):
            if (
                trigger.text.lower() in ("fired", "fire", "firing")
                and armed
                and re.match(r"\s+(?:at|on|indiscriminately|into|toward)\b", after)
            ):
                return evolve(trigger, type="shooting")
            if (
                trigger.text.lower() in ("hit", "struck")
                and armed
                and re.match(r"\s+(?:\w+ ){0,3}(?:targets?|positions?|bases?|camps?|hideouts?|depots?)\b", after)
            ):
                return trigger
            return (
                trigger
                if arms
                & {"air", "drone", "missile", "rocket", "shell", "bomb", "suicide", "grenade", "chemical", "firearm", "device"}
                and not re.search(r"\bplane|airliner|helicopter crash", words)
                else None
            )
        if arms:
            return trigger
        if (
            armed
            and not strong
            and re.search(
                r"\b(?:military|militant|positions?|bases?|camps?|hideouts?|depots?|infrastructure|installations?|cities|"
                r"homes?|targets|villages?|fighters|leadership)\b",
                after,
            )
        ):
            return trigger
        return None
    if kind == "launch":
        return (
            evolve(trigger, type="hit")
            if arms & {"drone", "missile", "rocket", "shell", "air"}
            and re.search(r"\b(?:at|on|against|toward|towards|into|over)\b", after)
            and not strong
            else evolve(trigger, type="light")
            if strong
            else None
        )
    if kind == "light":
        return trigger if strong else None
    if kind == "breakout":
        return (
            trigger
            if strong or re.search(r"\b(?:violence|fighting|clashes|protests?|riots?|unrest)\b", text[wide : trigger.end + 20])
            else None
        )
    if kind == "crowd":
        gatherings = CROWD_WORDS.search(text[wide : trigger.start])
        block = trigger.text.lower().startswith("block")
        return (
            evolve(trigger, type="crowd-strong")
            if gatherings
            and (PROTEST_PURPOSE.search(words) or block)
            and not re.search(
                r"\b(?:funeral|flowers|memorial|mourn\w*|commemorat\w*|celebrat\w*|intelligence|information|evidence|vigil|"
                r"school|mosque|church)\b",
                words,
            )
            else None
        )
    if kind in ("swap", "swap-noun"):
        return (
            evolve(trigger, type="agreement")
            if re.search(r"\b(?:prisoners?|captives?|POWs|hostages|bodies)\b", text[sentence.start : sentence.end])
            and (kind == "swap-noun" or re.search(r"\b(?:prisoners?|captives?|POWs|hostages|bodies)\b", after))
            and not re.search(r"\bprisoners? (?:from|escaped)\b", words)
            else None
        )
    if kind == "agreement-weak":
        return (
            evolve(trigger, type="agreement")
            if re.search(
                r"\b(?:cease-?fire|truce|peace (?:deal|agreement|accord|treaty)|armistice|prisoner (?:swap|exchange)|"
                r"cessation of hostilities)\b",
                words,
            )
            else None
        )
    if kind in ("shoot-down-weak", "interception"):
        return (
            evolve(trigger, type="shoot-down")
            if re.search(
                r"\b(?:drones?|missiles?|jets?|aircraft|helicopters?|planes?|warplanes?|rockets?|UAVs?)\b",
                after[:60] + text[wide : trigger.start],
            )
            else None
        )
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
        return (
            evolve(trigger, type="weapons-use-disrupted")
            if ARMS.search(text[trigger.end : sentence.end]) or "suicide" in arms
            else None
        )
    if kind == "territory-or-arrest":
        if PEOPLE.search(after[:40]) or re.search(
            r"\b(?:militants?|rebels?|fighters?|leaders?|commanders?|suspects?|gunm[ae]n)\b", after[:60]
        ):
            return evolve(trigger, type="arrest")
        return (
            evolve(trigger, type="territory-overtaken")
            if armed
            and re.match(
                r"\s+(?:the |a |several |two |three )?(?:[\w-]+ ){0,3}(?:city|town|village|villages|district|province|base|"
                r"airport|region|territory|positions?|outpost|post|settlement|center|capital|headquarters|[A-Z])",
                after,
            )
            else None
        )
    if kind == "territory-takeover":
        return (
            evolve(trigger, type="territory-overtaken")
            if armed
            and TERRITORY.search(after[:70])
            and not re.search(r"\b(?:power|company|as (?:president|minister|chief)|post of|role|presidency|office)\b", after[:60])
            else None
        )
    if kind == "battle-verb":
        return (
            evolve(trigger, type="armed-clash")
            if armed and re.search(r"\b(?:troops|forces|fighters|militants|rebels|soldiers|army)\b", after[:60])
            else None
        )
    if kind == "nonviolent-transfer":
        return (
            trigger
            if armed and re.search(r"\b(?:troops|forces|fighters|army|rebels|soldiers)\b", words) and trigger.pos == "v"
            else None
        )
    if kind in ("fight", "battle-noun"):
        return (
            evolve(trigger, type="armed-clash")
            if armed
            and not re.search(r"\b(?:fires?|blazes?|flames|courts?|legal|cancer|influence)\b", words)
            and trigger.form not in ("base", "third")
            else None
        )
    if kind == "attack-weak":
        return (
            evolve(trigger, type="attack-on-civilians")
            if trigger.form in ("past", "participle", "ing")
            and PEOPLE.search(words)
            and re.search(r"\b(?:police|men|attackers?|guards?|soldiers|masked|unknown|assailants)\b", words)
            and "record" not in words
            else None
        )
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
        return (
            evolve(trigger, type="attack-on-civilians")
            if armed
            and PEOPLE.search(words)
            and not re.search(r"\b(?:court|sentence|warrant|plan|order|prison|convicted|hanged)\b", words)
            else None
        )
    if kind == "surrender":
        return (
            evolve(trigger, type="group-change")
            if re.search(r"\b(?:militants?|fighters?|rebels?|soldiers|insurgents)\b", words)
            else None
        )
    return None
