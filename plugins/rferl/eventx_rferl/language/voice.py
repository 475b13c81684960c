"""Says who does it to whom around a trigger: active and passive, "by", "on", "between".

Knows the order of words in an English clause. Doesn't find actors.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.lexicons import forces, persons, weapons
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Token, Trigger

STOPPERS = frozenset(
    """of in on at by to from for with against near into over that which who when after before as said says was were is are
    has have had be been during while killed wounded attacked but not will would also outside inside""".split()
) | frozenset(',.;:()“”"')


CLOSERS = frozenset({"when", "in", "at", "near", "on", ",", ".", "during", "after", "as", "and", "by"})


PULLED = re.compile(r"\b(?:was|were|been|being) (?:\w+ly )?\w+(?:ed|en|wn|t|d)\b[^;.,]{0,80} and(?: then)?$")


def is_passive(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether the trigger is a passive ("were shelled", "has been hit", "seized by")."""
    if trigger.pos != "v" or trigger.form not in ("past", "participle"):
        return False
    before = [t.lower for t in tokens if t.end <= trigger.start][-3:]
    after = [t.lower for t in tokens if t.start >= trigger.end][:2]
    if trigger.type in ("killed", "injured") and after and after[0] in CLOSERS and after[1:] not in (["least"], ["most"]):
        return True  # "and seven wounded when ..."; but not "killed at least 20"
    joined = (before[-1:] == ["and"] or before[-2:] == ["and", "then"]) and (not after or after[0] in CLOSERS | {"to"})
    if joined and PULLED.search(" ".join(t.lower for t in tokens if t.end <= trigger.start)):
        return True  # "were pulled from a car and murdered near"
    auxiliaries = {"was", "were", "been", "being", "be", "is", "are", "got"}
    return (
        bool(auxiliaries & set(before[-2:]))
        or (bool(auxiliaries & set(before[:1])) and before[-1].endswith("ly"))
        or after[:1] == ["by"]
    )


# "Shells fired by X fell": who sent what does it; "came under fire from X".
SENT_BY = re.compile(r"\b(?:fired|launched|dropped|planted|laid|flown|sent|operated|thrown|detonated) by (?:[\w’'-]+ ){0,4}$")
# "Howitzer fire by the army left nine dead": whose fire it was, though its verb is no passive.
DEED_BY = wording(
    r"\b(?:fire|gunfire|shelling|(?:air|drone )?strikes?|raids?|attacks?|bombardments?|bombings?|assaults?|ambush(?:es)?|blasts?|"
    r"barrages?|salvos?|offensive|operation|sweep|incursion|rampage|drones?|rockets?|shells?|missiles?|bombs?) by "
    r"(?:[\w’'-]+ ){0,4}$"
)
UNDER_FIRE = re.compile(
    r"\bunder (?:[\w-]+ ){0,2}(?:(?:gun|shell)?fire|attack|assault|bombardment|shelling|artillery|mortars?|rockets?)\b"
)
# "A fuel depot used by the rebels": whose it is is meant, if it is no place where others live.
USED_BY = re.compile(
    r"\b(?:depot|base|camp|building|post|position|warehouse|compound|headquarters|hideout|house|school|factory|farm|airfield|"
    r"workshop|office|villa|vehicle|convoy|boat|truck|bunker|hangar|station)s? (?:that (?:was|were|had been) )?"
    r"(?:used|manned|guarded|operated|occupied|owned|run) by (?:[\w’'-]+ ){0,3}$"
)
# A country behind one of these only says where; whom a relative clause names isn't what the verb before it acts on.
WHEREABOUTS = frozenset({"in", "near", "inside", "outside", "across", "around", "along", "within", "into", "through"})
BORDER = wording(r"\b(?:border|frontier|boundary|gateway|road|route|highway|crossing)(?: crossing)? (?:with|to|into) $")
RELATED = wording(r"\bwhom\b|\b(?:accused|suspected|convicted) of\b")
TOWARDS = frozenset({"with", "against", "on", "at", "of", "to", "for"})


def _before(actor: Actor, tokens: tuple[Token, ...]) -> str:
    """The preposition that governs an actor, if one stands right before its noun phrase."""
    words = [t.lower for t in tokens if t.end <= actor.start][-5:]
    unknown = 0
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word == "by" and index and words[index - 1] in HELD:
            return "held-by"
        if word == "of" and index and words[index - 1] in ("support", "aid", "help", "behalf", "favor", "defense", "presence"):
            return "held-by"
        if word in ("of", "from") and index and (words[index - 1] in TRANSPARENT or words[index - 1] in forces()):
            continue
        if word in PREPOSITIONS:
            return word
        if word in TRANSPARENT:
            continue
        unknown += word.isalpha() and word not in MODIFIERS
        if unknown == 1 and word.isalpha() and word not in STOPPERS and not word.endswith("ed"):
            continue
        if word not in MODIFIERS and not word.endswith(("ed", "an", "ern", "ary", "ing", "al")) and not word[:1].isdigit():
            return ""
    return ""


def governed(actor: Actor, tokens: tuple[Token, ...]) -> str:
    """The preposition that an actor's noun phrase hangs on; empty if it stands free, as a subject or an object."""
    return _before(actor, tokens)


# "the area held by the rebels": they are named for whose it is, not for what they do.
HELD = frozenset(
    """held controlled ruled run governed occupied administered besieged seized captured backed supported led brokered
    protected guarded recognized armed funded financed equipped
    trained sponsored supplied owned used patrolled populated inhabited sheltered disputed divided""".split()
)
TRANSPARENT = frozenset(
    """group groups members officers soldiers agents fighters troops commandos number dozens hundreds thousands scores
    crowd crowds mob mobs unit units leaders dissidents defectors elements remnants followers faction factions wing
    branch offshoot affiliate cell cells column squad some most many several band bands patrol patrols party gang gangs squads
    columns team teams wave waves pair trio handful detachment contingent posse commander leader member fighter soldier gunman
    gunmen militants riders horsemen warriors militiamen men remnant units supporters loyalists suspects""".split()
)


PREPOSITIONS = frozenset(
    """of in on at by from against with between near for to into over among outside around as under inside behind beneath
    beside aboard off toward towards through across past within along opposite""".split()
)


MODIFIERS = frozenset(
    """the a an two three four five six seven eight nine ten dozens several some other both its their least more than about
    armed unidentified unknown masked local and pro-government government all""".split()
)


ENDING = STOPPERS | PREPOSITIONS | {"and", "or", "a", "an", "the"}


def roles(
    text: str,
    sentence: Sentence,
    trigger: Trigger,
    actors: tuple[Actor, ...],
    start: int,
    end: int,
    subject_from: int,
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who does it and to whom, among the actors of a stretch of text.

    ``subject_from`` is where its grammatical subject may begin.
    """
    tokens = sentence.tokens
    passive = is_passive(tokens, trigger)
    doers: list[Actor] = []
    targets: list[Actor] = []
    noun = trigger.pos == "n" or (
        trigger.form == "ing" and any(_owns(text, a, trigger) for a in actors if a.group == "adjective")
    )
    passive = passive or bool(UNDER_FIRE.search(text, trigger.start, trigger.end))
    if trigger.type == "territory-overtaken" and re.match(
        r"(?:lost|lose|loses|losing)\b[^.;,]{0,70}? to\b|f[ae]ll(?:s|en)?(?: to| [^,.;]{0,20}?to| into the hands of)\b",
        text[trigger.start : trigger.end + 90],
        re.IGNORECASE,
    ):
        # "The town fell to X": who stands behind it takes it.
        heirs = [a for a in actors if trigger.end <= a.start < end and a.group != "adjective"]
        losers = [a for a in actors if start <= a.end <= trigger.start and a.group != "adjective"]
        return tuple(evolve(a, role="initiator") for a in heirs[-1:]), tuple(evolve(a, role="target") for a in losers[-1:])
    subject: list[Actor] = []
    signs = trigger.type.startswith("agreement")
    for actor in actors:
        if actor.end <= trigger.start and actor.start >= subject_from:
            prep = _before(actor, tokens)
            gap = text[actor.end : trigger.start]
            if noun and actor.group == "adjective":
                if len(gap.split()) <= 5 and "," not in gap:
                    doers.append(actor)
            elif noun and prep and prep != "by" and actor.group in NAMED_BEFORE and _owns(text, actor, trigger):
                doers.append(actor)  # "died in an X ambush"
            elif passive and trigger.type != "shoot-down" and actor.text.split()[-1].lower() in weapons():
                doers.append(actor)
            elif prep == "held-by":
                continue
            elif prep == "by":
                led_up = text[max(start, actor.start - 60) : actor.start]
                sent = SENT_BY.search(led_up) or DEED_BY.search(led_up)
                (doers if passive or sent else targets).append(actor)
            elif prep in ("between", "with", "among") and not noun:
                doers.append(actor)
            elif signs and prep == "of" and actor.group == "state" and not noun and MINISTERS.search(text[start : actor.start]):
                subject.append(actor)  # "the foreign ministers of X and Y signed"
            elif not prep and actor.group == "adjective" and signs and LEADER.match(text, actor.end):
                subject.append(evolve(actor, group="state"))
            elif (not prep or (prep in ("as", "by") and actor.start <= subject_from + 4)) and actor.group != "adjective":
                subject.append(actor)
            elif noun and prep == "" and actor.group == "state":
                doers.append(actor)
        elif noun and actor.start < trigger.start < actor.end <= trigger.end:
            doers.append(actor)
        elif actor.start >= trigger.end and actor.end <= end and actor.start >= start:
            prep = _before(actor, tokens)
            gap = text[trigger.end : actor.start]
            if prep == "held-by" and not noun and not passive and USED_BY.search(gap):
                targets.append(actor)
                continue
            beside = actor.group == "state" and BORDER.search(text, trigger.end, actor.start) is not None
            if beside or prep == "held-by" or (actor.group == "state" and prep in WHEREABOUTS) or RELATED.search(gap):
                continue
            if prep == "from" and UNDER_FIRE.search(text[max(start, trigger.start - 12) : actor.start]):
                doers.append(actor)
            elif (prep == "by" or re.search(r"\bby (?:\w+ ){0,3}$", gap)) and not re.search(rf"\b(?:{'|'.join(HELD)}) by\b", gap):
                if noun or passive or not re.search(r"\b\w+(?:ed|wn|en) by (?:\w+ ){0,3}$", gap):
                    doers.append(actor)
            elif prep == "between" or re.search(r"\bbetween\b[^,]*$", gap):
                (targets if doers and any(d.start > trigger.end for d in doers) else doers).append(actor)
            elif actor.group == "adjective" and signs and LEADER.match(text, actor.end):
                targets.append(evolve(actor, group="state"))
            elif actor.group == "adjective":
                continue
            elif len(gap.split()) <= 14 and (prep in TOWARDS or (not noun and not passive)):
                targets.append(actor)
    if not noun and not passive and len(subject) > 1 and ASIDE.search(text[subject[-1].end : trigger.start]):
        joined = JOINED.fullmatch(text[subject[0].end : subject[1].start])
        subject = subject[: 2 if joined else 1]  # "the X, civilians armed by the army, attacked"
    if noun and not targets and doers and subject and FELL_INTO.search(text[subject[0].end : trigger.start]):
        targets.append(subject[0])  # "troops from X fell into an ambush by Y"
    if noun:
        if trigger.form == "subject-of-passive":
            targets.extend(subject)
        elif not doers and (
            LIGHT.search(text[subject[-1].end : trigger.start]) if subject and subject[-1].group == "state" else True
        ):
            doers.extend(subject[-1:])
    elif passive:
        targets[:0] = subject[-1:]
    else:
        doers[:0] = (
            subject[:2]
            if (len(subject) > 1 and subject[0].start == subject[1].start)
            or (len(subject) > 1 and re.fullmatch(r",? and (?:\w+ ){0,3}", text[subject[0].end : subject[1].start] or "x"))
            else subject[-1:]
        )
    mark_i = [evolve(a, role="initiator") for a in doers if a.group != "adjective" or noun]
    mark_t = [evolve(a, role="target") for a in targets if a not in doers]
    return tuple(mark_i), tuple(mark_t)


NAMED_BEFORE = frozenset({"group", "rebels", "militia", "military", "security", "peacekeepers"})


def _owns(text: str, actor: Actor, trigger: Trigger) -> bool:
    """Whether an actor stands right before a deed as whose it is: "the X ambush", "Ukrainian shelling", "X's suicide attack"."""
    gap = text[actor.end : trigger.start] if actor.end <= trigger.start <= actor.end + 30 else "?"
    words = gap.removeprefix("'s").removeprefix("’s").removeprefix("’").removeprefix("'").split(" ")
    inner = words[1:-1]
    return (
        gap[-1:] == " "
        and not words[0]
        and len(inner) <= 2
        and all(w.isalpha() and w.islower() and w not in ENDING for w in inner)
    )


# "Tajik President X signed": the state.
MINISTERS = wording(
    r"\b(?:[Pp]residents|[Mm]inisters|[Pp]remiers|[Ll]eaders|[Oo]fficials|[Rr]epresentatives|[Cc]hiefs|[Nn]egotiators|[Ee]nvoys|[Cc]ommanders|"
    r"[Gg]overnments|[Dd]elegations|[Mm]inistries|[Aa]rmies|[Hh]eads) of (?:[\w-]+ (?:and )?){0,2}$"
)
LEADER = re.compile(
    r"(?: and [A-Z]\w+)? (?:border |security |senior |military |defense |defence |top |foreign |state )*"
    r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|(?:[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior) [Mm]inisters?|negotiators?|"
    r"officials|authorities|commanders?|delegations?|representatives|envoys?|leaders?|diplomats|generals?)\b"
)
ASIDE = wording(r",\s(?:(?:has|had|have|also|later|then|[a-z]+ly)\s)*$")
JOINED = re.compile(r",? and (?:\w+ ){0,4}")
FELL_INTO = wording(
    r"\b(?:fell|fallen|ran|walked|drove|driven|rode|came|caught|lured|led)\b (?:\w+ )?(?:into|under|in)\b (?:\w+ ){0,2}$"
)
LIGHT = wording(
    r"\b(?:carr|launch|conduct|stag|mount|unleash|wag|claim|responsib|behind|made|began|start|continu|intensif|stepp|kept|"
    r"inflict|hit|struck|us)\w*"
)


FORMER = frozenset({"former", "retired", "ex", "demobilized"})


def person_class(words: str) -> str:
    """The class of the people a noun phrase names: civilian, military, police, rebel, protester, any."""
    found = _class_of(words)
    if found in ("military", "police") and FORMER & set(re.findall(r"[a-z-]+", words.lower().replace("ex-", "ex "))):
        return "civilian"
    return "police" if found == "military" and re.search(r"\bpolice\b", words, re.IGNORECASE) else found


def _class_of(words: str) -> str:
    lowered = [w.strip(",.").removesuffix("'s").removesuffix("’s") for w in words.lower().replace("-", " ").split()]
    for size in (3, 2, 1):
        for at in range(len(lowered) - size, -1, -1):
            found = persons().get(" ".join(lowered[at : at + size]))
            if found and found != "any":
                return found
    return "any"
