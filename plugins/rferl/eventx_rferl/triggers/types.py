"""Decides what kind of event it is, by ACLED's order, from triggers, weapons, actors and victims.

Knows the order of the coding rules (battles before demonstrations before remote violence before violence against civilians).
Doesn't know places or dates.
"""

from __future__ import annotations

import re

from attrs import frozen

from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, IRREGULARS, STATE_GROUPS
from eventx_rferl.language.lexicons import around
from eventx_rferl.triggers.families import family
from eventx_rferl.triggers.type_words import (
    AIRCRAFT_FIRED,
    BULLETS,
    CARRIED_OFF,
    CHANTING,
    CIVIL_PLANE,
    COMMUNAL,
    CROWD_CLASH,
    DROPPED,
    EACH_OTHER,
    GATHERED,
    GUNS,
    MINE,
    MOB,
    NEIGHBORS_OWN,
    NONSTATE_TAKES,
    POLICE_CAR,
    POLICED,
    PROTESTING,
    RAMMED,
    RAMPAGE,
    RESCUE,
    REST_HIT,
    RIVALS,
    SERIOUS,
    SIGNS,
    SLAIN,
    STOLEN,
    UNARMED_FOUGHT,
    WORN,
)

# Tribes that lose so many men have fought with guns.
FEUD = 5
CIVIL = frozenset({"civilian"})
ARMED_VICTIMS = frozenset({"military", "police", "rebel", "any-armed"})


@frozen
class Facts:
    """What the decision rests on."""

    kinds: tuple[str, ...]
    weapons: frozenset[str]
    doers: tuple[str, ...]
    doers_state: tuple[str, ...]
    targets: tuple[str, ...]
    victims: tuple[str, ...]
    slain: tuple[str, ...]
    foreign: bool
    killed: int
    injured: int
    objects: bool
    words: str


def decide(facts: Facts) -> tuple[str, str]:
    """The event type and how it was found: explicit (a word names it) or inferred."""
    kinds, weapons = set(facts.kinds), set(facts.weapons)
    families = {family(kind) for kind in kinds}
    doers, targets, victims = set(facts.doers), set(facts.targets), set(facts.victims)
    if facts.slain and set(facts.slain) <= CIVIL and doers & {"armed"} and not doers & STATE_GROUPS:
        victims &= {*facts.slain}  # "killed a teacher and wounded the constable guarding her"
        targets -= STATE_GROUPS
    if kinds & {"agreement", "agreement-noun"}:
        return "agreement", "explicit"
    if kinds <= {"group-change", "anaphor"} and "group-change" in kinds:
        return "group-change", "explicit"  # whatever arms were moved or laid down
    if "backed by" in facts.words or "supported by" in facts.words:
        weapons -= {"air"}
    if RESCUE.search(facts.words) and not families & {"air"}:
        weapons -= {"air"}
    if "mine" in weapons and MINE.search(facts.words):
        weapons |= {"device"}
    crowded = (
        (bool(CHANTING.search(facts.words)) and not targets & IRREGULARS and not victims & ARMED_VICTIMS)
        or bool(targets & {"protesters", "rioters"})
        or bool(targets & CROWDS and PROTESTING.search(facts.words))
        or bool(not targets & (FIGHTERS - {"police"}) and GATHERED.search(facts.words))
    )
    rioted = "violent-demonstration" in kinds
    gassed = weapons & {"riot"} and not facts.killed and not facts.injured
    if (
        crowded
        and not rioted
        and not gassed
        and doers & STATE_GROUPS
        and "armed-clash" not in kinds
        and kinds & {"shooting", "shooting-kill"}
    ):
        return "excessive-force", "inferred"
    if (
        facts.killed
        and not rioted
        and "protester" in victims
        and doers & STATE_GROUPS
        and not doers & {"armed", "rebels", "group"}
    ):
        return "excessive-force", "inferred"
    if "abduction" in kinds and SLAIN.search(facts.words):
        if doers and doers <= {"rioters", "crowd"}:
            return "mob-violence", "inferred"
        return ("armed-clash" if victims & ARMED_VICTIMS and not victims & CIVIL else "attack-on-civilians"), "inferred"
    crowd_shot = (
        "live" in weapons
        and "looting-destruction" not in kinds
        and re.search(r"\b(?:protest|demonstrat|crowd|march|rally)", facts.words)
    )
    if crowd_shot and doers & STATE_GROUPS:
        return "excessive-force", "inferred"
    violent = ("attack", "shooting-kill", "attack-on-civilians", "shooting", "killed")
    attacked = [n for n, kind in enumerate(facts.kinds) if kind in violent]
    if "abduction" in kinds and CARRIED_OFF.search(facts.words):
        kinds -= {"abduction"}
        kinds |= {"looting-destruction"}
    if "riot" in weapons and "demo" in families:
        kinds -= {"abduction"}  # "were driven away with tear gas"
    if "abduction" in kinds and not (
        (facts.killed or facts.injured) and attacked and attacked[0] < facts.kinds.index("abduction")
    ):
        return "abduction", "explicit"
    if "territory-regained" in kinds:
        rebels = bool(doers) and doers <= IRREGULARS
        return ("territory-overtaken" if rebels else "territory-regained"), "explicit"
    if "territory-overtaken" in kinds and NONSTATE_TAKES.search(facts.words):
        return "territory-overtaken", "explicit"
    if "territory-overtaken" in kinds:
        return (
            "territory-regained"
            if doers and doers <= STATE_GROUPS | {"state", "adjective"} and not facts.foreign
            else "territory-overtaken"
        ), "explicit"
    fired = families & {"air", "shell", "blast", "ground"}
    quiets = ("nonviolent-transfer", "base-established")
    for quiet in sorted(kinds & {*quiets}, key=facts.kinds.index):
        if not fired and not facts.killed:
            return quiet, "explicit"
    if ("chemical" in weapons and "demo" not in families) or "chemical-weapon" in kinds:
        return "chemical-weapon", "explicit"
    stormed = kinds & {"attack", "raid", "hit"} and not families & {"air", "shell", "blast"}
    if stormed and doers & {"protesters", "rioters", "crowd"} and not doers & FIGHTERS:
        return ("mob-violence" if MOB.search(facts.words) else "violent-demonstration"), "inferred"
    if facts.kinds[0] == "sexual-violence" and not PROTESTING.search(facts.words):
        return "sexual-violence", "explicit"
    if "demo" in families:
        return _demonstration(facts, kinds, weapons, doers, targets)
    if "sexual-violence" in kinds:
        return "sexual-violence", "explicit"
    aimed_at = re.search(
        r"\b(?:at|hit|struck|downed|against) (?:a|an|the|one|another) (?:[\w-]+ ){0,2}(?:helicopter|jet|plane|aircraft|warplane)"
        r"|\b(?:helicopter|jet|plane|aircraft|warplane)s?\b[^.;,]{0,30} (?:was|were|been) (?:hit|struck|downed|shot down|"
        r"brought down) (?:near|by|over)",
        facts.words,
    )
    if aimed_at and weapons & {"missile", "rocket", "firearm"}:
        weapons -= {"air"}
        if "firearm" in weapons and not weapons & {"missile", "rocket"} and "shoot-down" not in kinds:
            return ("attack-on-civilians" if facts.objects or CIVIL_PLANE.search(facts.words) else "armed-clash"), "inferred"
    if "shoot-down" in kinds and not (
        REST_HIT.search(facts.words)
        and kinds & {"hit", "killed", "injured"} | {k for k in kinds if family(k) in ("air", "shell")}
    ):
        crewed = any(word in facts.words for word in ("helicopter", "jet", "plane", "aircraft", "crew"))
        return ("missile-attack" if crewed else "weapons-use-disrupted"), "inferred"
    if "other" in kinds and families <= {"other", "anaphor", "open"} and (not facts.killed or " grave" in facts.words):
        return "strategic-development", "explicit"  # ACLED's "Other"
    if "weapons-use-disrupted" in kinds and not (facts.killed and kinds & {"shooting", "shooting-kill"}):
        return "weapons-use-disrupted", "explicit"
    fought = families & {"ground", "territory"} and family(facts.kinds[0]) != "arrest"
    slain = bool(facts.killed) and kinds & {"attack-on-civilians", "shooting-kill"} and doers & STATE_GROUPS
    if "arrest" in kinds and not families & {"air", "shell", "blast"} and not fought and not slain:
        if SIGNS.search(facts.words):
            return "protest-intervention", "inferred"  # "pushed 60 exiles with Tibetan flags into trucks"
        return "arrest", "explicit"
    gunmen = bool(doers & IRREGULARS) and any(
        word in facts.words for word in ("gunm", "gunbattle", "gunfire", "opened fire", "fought", "stormed")
    )
    if gunmen and weapons & {"bomb"} and "stormed" in facts.words:
        return "armed-clash", "inferred"
    if weapons & {"bomb"} and (RAMMED.search(facts.words) or re.search(r"\ba (?:suicide )?bomber\b", facts.words)):
        return "suicide-bombing", "inferred"
    if "would-be" in facts.words and not re.search(r"\b(?:blew|detonated|exploded)\b", facts.words):
        return "weapons-use-disrupted", "inferred"
    if (
        "suicide" in weapons
        or "suicide-bombing" in kinds
        or ((weapons & {"bomb", "device"} or families & {"blast"}) and WORN.search(facts.words))
    ):
        fought = kinds & {"armed-clash", "fight"}
        return ("armed-clash" if fought else "suicide-bombing"), "explicit"
    if "ambush" in kinds and not kinds & {"armed-clash", "clash-noun"} and not families & {"air", "shell", "blast"}:
        caught = re.search(r"\b(?:ran|run|walked|fell|drove|driven|stumbled|blundered) into an ambush\b", facts.words)
        fighting = victims & ARMED_VICTIMS or targets & FIGHTERS or (caught and doers & STATE_GROUPS)
        unarmed = not fighting and not around("armed-target").search(facts.words)
        return ("attack-on-civilians" if unarmed and (victims or facts.objects) else "armed-clash"), "inferred"
    if "armed-clash" in kinds or "clash-noun" in kinds:
        clashed = "clash" in facts.words or "scuffl" in facts.words
        sides = (doers | targets) & (FIGHTERS | {"state", "adjective"})
        if not sides and RIVALS.search(facts.words) and not PROTESTING.search(facts.words) and not GUNS.search(facts.words):
            return "mob-violence", "inferred"  # fans and fans, none of them police
        fought_police = UNARMED_FOUGHT.search(facts.words) and not GUNS.search(facts.words)
        if doers & CROWDS or targets & CROWDS or fought_police or (clashed and CROWD_CLASH.search(facts.words)):
            return "violent-demonstration", "inferred"
        if (
            not (doers | targets) & (FIGHTERS - {"military"})
            and ("armed-clash" not in kinds or clashed)
            and COMMUNAL.search(facts.words)
            and not GUNS.search(facts.words)
            and not (facts.killed >= FEUD and re.search(r"\b(?:tribes?|tribesmen|clans?|clansmen)\b", facts.words))
        ):
            return "mob-violence", "inferred"
        if not (families & {"air"}) or "armed-clash" in kinds:
            return "armed-clash", "explicit"
    remote = _remote(facts, kinds, weapons, families)
    if remote:
        return remote
    for direct in (
        "mob-violence",
        "looting-destruction",
        "burned",
        "group-change",
        "base-established",
        "nonviolent-transfer",
        "attack-on-civilians",
    ):
        if direct == "burned" and (kinds - {"burned", "killed", "injured", "anaphor"} or facts.killed):
            continue
        if direct == "looting-destruction" and facts.kinds[0] == "attack-on-civilians":
            continue  # "beat a cameraman and smashed his equipment"
        if direct == "looting-destruction" and facts.killed and kinds & {"shooting", "shooting-kill", "killed", "attack", "raid"}:
            continue
        if direct in kinds:
            vigilantes = re.search(r"\b(?:crowds?|mobs?) of (?:[\w-]+ ){0,2}vigilantes\b", facts.words)
            mob = MOB.search(facts.words) and (vigilantes or not doers & (FIGHTERS - {"militia"}))
            stolen = direct == "looting-destruction" and STOLEN.search(facts.words)
            if not stolen and (
                mob or (direct in ("attack-on-civilians", "looting-destruction") and doers and doers <= {"rioters", "crowd"})
            ):
                return "mob-violence", "inferred"
            harmed = victims | (targets - doers if doers <= STATE_GROUPS else targets)  # "beat him to death at a police station"
            armed = bool(harmed & (ARMED_VICTIMS | STATE_GROUPS)) and direct == "attack-on-civilians"
            return ("armed-clash" if armed else "looting-destruction" if direct == "burned" else direct), "explicit"
    return _ground(doers, targets, victims, facts)


def _remote(facts: Facts, kinds: set[str], weapons: set[str], families: set[str]) -> tuple[str, str] | None:
    if "grenade" in kinds or (
        "grenade" in weapons and not {"firearm", "shell", "drone"} & weapons and families & {"open", "blast"}
    ):
        return "grenade", "explicit"
    if families & {"air", "shell"} or weapons & {"air", "drone", "missile", "rocket", "shell"}:
        if "air" in weapons and DROPPED.search(facts.words) and not set(facts.doers) & {"armed", "rebels", "group"}:
            return "air-strike", "inferred"  # "burned to death when a jet dropped two bombs"
        if "ground" in families and not families & {"air", "shell"} and not weapons & {"drone", "missile", "rocket", "shell"}:
            return None
        air = "from the air" in facts.words or "drone" in weapons or "air" in weapons or families & {"air"}
        if air:
            mixed = bool(weapons & {"missile", "rocket"}) or "aerial-strike" in kinds
            drone = "drone" in weapons or "drone-strike" in kinds
            plane = "air" in weapons or "air-strike" in kinds
            if (
                "shelling" in kinds
                and "from the air" not in facts.words
                and not (drone and mixed)
                and not AIRCRAFT_FIRED.search(facts.words)
                and not {"air-strike", "drone-strike", "aerial-strike"} & kinds
            ):
                return "shelling", "explicit"
            if "from the air" in facts.words and "drone" not in weapons:
                return "air-strike", "explicit"
            if "bombardment" in kinds and not plane:
                return "bombardment", "explicit"
            return ("aerial-strike" if mixed or (drone and plane) else "drone-strike" if drone else "air-strike"), "explicit"
        if weapons & {"missile", "rocket"} or "missile-attack" in kinds:
            return ("bombardment" if "shell" in weapons else "missile-attack"), "explicit"
        return "shelling", "explicit"
    if (
        "attack-air-or-bomb" in kinds
        and not weapons & {"bomb", "device"}
        and any(w in facts.words for w in ("jets", "aircraft", "warplanes", "planes", "air force", "from the air"))
    ):
        return "air-strike", "explicit"
    if families & {"blast", "bombed"} or weapons & {"bomb", "device"}:
        if (
            "attack-air-or-bomb" in kinds
            and set(facts.doers) & (STATE_GROUPS | {"state", "adjective"})
            and not weapons & {"device"}
        ):
            return "air-strike", "inferred"
        return "explosive-device", "explicit"
    if "strike-noun" in kinds and set(facts.doers) & (STATE_GROUPS | {"state", "adjective"}):
        return "air-strike", "inferred"
    return None


def _ground(doers: set[str], targets: set[str], victims: set[str], facts: Facts) -> tuple[str, str]:
    if "rioters" in doers:
        return "mob-violence", "inferred"
    if (doers & FIGHTERS or "shooting" in facts.kinds) and EACH_OTHER.search(facts.words):
        return "armed-clash", "inferred"  # "had fired on one another all day"
    if "attack" in facts.kinds and not victims & CIVIL and around("armed-target").search(facts.words):
        return "armed-clash", "inferred"
    armed_victims = victims & ARMED_VICTIMS or targets & FIGHTERS
    civilian_victims = victims & CIVIL or (victims and not armed_victims)
    if victims & ARMED_VICTIMS or (targets & FIGHTERS and not victims & CIVIL):
        return "armed-clash", "inferred"
    if targets & FIGHTERS:
        return "armed-clash", "inferred"
    if civilian_victims or targets & CROWDS or facts.objects:
        return "attack-on-civilians", "inferred"
    if doers & FIGHTERS and "state" in targets:
        return "armed-clash", "inferred"
    if doers & {"military", "state", "adjective"} and (targets or "attack" in facts.kinds):
        return "armed-clash", "inferred"
    if set(facts.kinds) & {"strike-noun", "explosive-or-air"}:
        return "air-strike", "inferred"
    aimed = {"shooting", "shooting-kill", "killing-noun", "attack-on-civilians", "execution"}
    return ("attack-on-civilians" if facts.killed or aimed & set(facts.kinds) else "political-violence"), "inferred"


def _demonstration(facts: Facts, kinds: set[str], weapons: set[str], doers: set[str], targets: set[str]) -> tuple[str, str]:
    state = bool((doers | targets | set(facts.doers_state)) & STATE_GROUPS)
    if EACH_OTHER.search(facts.words) and not state:
        return "mob-violence", "inferred"
    beaten = kinds & {"attack-on-civilians", "shooting-kill", "shooting"} and not kinds & {"disperse", "clash-noun"}
    if beaten and not state:
        armed = doers & FIGHTERS or facts.weapons & {"firearm"} or kinds & {"shooting", "shooting-kill"}
        return ("attack-on-civilians" if armed else "mob-violence"), "inferred"  # those at a rally are set upon
    if "mob-violence" in kinds or ("mob" in facts.words and ("attack" in kinds or "hit" in kinds)):
        return "mob-violence", "explicit"
    if RAMPAGE.search(facts.words) and not state and not PROTESTING.search(facts.words):
        return "mob-violence", "inferred"  # "settlers ran amok, torching houses"
    if kinds & {"looting-destruction", "violent-demonstration"} and doers & CROWDS and not facts.killed:
        if NEIGHBORS_OWN.search(facts.words) and not state and not POLICED.search(facts.words):
            return "mob-violence", "inferred"  # "crowds wrecked 30 shops and set a mosque on fire"
        return "violent-demonstration", "inferred"  # "smashed shop windows and were dispersed with live fire"
    if "violent-demonstration" in kinds or "stones" in weapons or ("clash-noun" in kinds or "armed-clash" in kinds):
        return "violent-demonstration", "explicit"
    if kinds & {"shooting", "shooting-kill"} and doers & STATE_GROUPS and not doers & {"armed", "rebels", "group"}:
        return "excessive-force", "inferred"
    force = r"\b(?:detained|arrested|dragged|hauled|took away|truncheons|batons|tear gas|water cannon)\b"
    forced = "disperse" in kinds or weapons & {"riot", "live"} or "arrest" in kinds or (state and re.search(force, facts.words))
    carted = "arrest" in kinds and POLICE_CAR.search(facts.words)
    if forced and (state or carted or "disperse" in kinds):
        shot = facts.injured and BULLETS.search(facts.words)
        if facts.killed or "live" in weapons or facts.injured >= 50 or shot or SERIOUS.search(facts.words):
            return "excessive-force", "inferred"
        return "protest-intervention", "explicit"
    if facts.killed and state:
        return "excessive-force", "inferred"
    return "peaceful-protest", "explicit"
