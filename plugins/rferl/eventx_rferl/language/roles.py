"""Says who does a deed and to whom, among the actors named around its trigger.

Knows where agents and patients stand in an English clause: a subject before the verb, "by" behind a passive, "on" and "against"
behind a noun, "the X ambush". Doesn't find actors; the prepositions they hang on are told by ``voice``.
"""

from __future__ import annotations

import re

from eventx_rferl.language.allies import in_one_phrase
from eventx_rferl.language.behind_by import ANOTHER_PASSIVE, BY_SOMEBODY, BY_WHOM, DEED_BY, HELD_BY, REPORTED_BY, SENT_BY, USED_BY
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.deeds import at_their_hands, in_its_fire
from eventx_rferl.language.lexicons import weapons
from eventx_rferl.language.voice import PREPOSITIONS, STOPPERS, governed, is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Token, Trigger
from eventx_rferl.values import evolve, frozen

UNDER_FIRE = re.compile(
    r"\bunder (?:[\w-]+ ){0,2}(?:(?:gun|shell)?fire|attack|assault|bombardment|shelling|artillery|mortars?|rockets?)\b"
)
# "Police came under attack": whoever stands before it was attacked.
CAME_UNDER = re.compile(r"\b(?:c[ao]mes?|coming|was|were|been) under (?:(?!the\b)[\w-]+ ){0,2}$")
# What is done to a helicopter as it is to anybody, while "a rocket was launched" says who launched it.
SHOT_AT = re.compile(
    r"\bunder\b|(?:fired|shot) (?:at|on|upon)\b|^attack$|^(?:hit|struck|attacked|damaged|raked|targeted|strafed)\b", re.IGNORECASE
)
# "Came under Afghan fire", "died in police fire", "killed in Turkish tank fire": whose it was.
UNDERGONE = frozenset({"under", "in", "from", "to", "amid"})
SUFFERS = re.compile(r"(?:die[sd]?\b|perish|lost\b|c[ao]me under)", re.IGNORECASE)
# A country behind one of these only says where; whom a relative clause names isn't what the verb before it acts on.
WHEREABOUTS = frozenset({"in", "near", "inside", "outside", "across", "around", "along", "within", "into", "through"})
BORDER = wording(r"\b(?:border|frontier|boundary|gateway|road|route|highway|crossing)(?: crossing)? (?:with|to|into) $")
RELATED = wording(r"\bwhom\b|\b(?:accused|suspected|convicted) of\b")
TOWARDS = frozenset({"with", "against", "on", "at", "of", "to", "for"})
ENDING = STOPPERS | PREPOSITIONS | {"and", "or", "a", "an", "the"}
NAMED_BEFORE = frozenset({"group", "armed", "rebels", "militia", "military", "security", "peacekeepers"})
# "Tajik President X signed": the state.
MINISTERS = wording(
    r"\b(?:[Pp]residents|[Mm]inisters|[Pp]remiers|[Ll]eaders|[Oo]fficials|[Rr]epresentatives|[Cc]hiefs|[Nn]egotiators|[Ee]nvoys|"
    r"[Cc]ommanders|"
    r"[Gg]overnments?|[Dd]elegations|[Mm]inistries|[Aa]rmies|[Hh]eads) of (?:[\w-]+ (?:and )?){0,2}$"
)
LEADER = re.compile(
    r"(?: and [A-Z]\w+)? (?:border |security |senior |military |defense |defence |top |foreign |state )*"
    r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|(?:[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior) [Mm]inisters?|negotiators?|"
    r"officials|authorities|commanders?|delegations?|representatives|envoys?|leaders?|diplomats|generals?)\b"
)
# A verb that a subject further back governs: nobody is named between it and the "and".
AND_THEN = wording(
    r"^[^,;]*(?:, (?:(?:[\w.’'-]+ ){1,6}?(?:said|says|reported)|according to [^,;]{3,60}))?,? (?:and|then|but)"
    r"(?:,? (?:then|later|also|finally|afterward|[a-z]+ly|reportedly))?(?: (?:had|have|has))? $"
)
# "Signed the cease-fire under pressure from NATO": who urged, hosted or brokered a deal is no party to it.
BROKERED = wording(
    r"\b(?:under (?:[\w-]+ )?(?:pressure|auspices|mediation|supervision|the eyes?|patronage|sponsorship)|(?:at|"
    r"on) the (?:urging|insistence|invitation|"
    r"initiative|request)|with the (?:help|mediation|backing|support|blessing)|in the presence|through the mediation|"
    r"(?:brokered|mediated|hosted|overseen|witnessed|guaranteed|sponsored|monitored|facilitated|arranged|urged))\b[^.;]*$"
)
# "Was flanked at the signing by the Kenyan president".
FLANKED = wording(r"\b(?:flanked|accompanied|watched|applauded|attended|witnessed)\b[^.;]{0,40}? by\b[^.;]*$")
DONE_TO = re.compile(
    r"(?:^|[, ])(?:(?P<verb>[a-z]{3,}ed|hit|struck|tore through|slammed into|blew up) (?:the|an?|its|their|his|two|three|"
    r"several)|hit|struck) (?:[a-z-]+ ){0,2}$"
)
TOLD_BY = frozenset("announced reported claimed confirmed alleged added insisted warned stated acknowledged complained".split())
ASIDE = wording(r",\s(?:(?:has|had|have|also|later|then|[a-z]+ly)\s)*$")
JOINED = re.compile(r",? and (?:\w+ ){0,4}")
FELL_INTO = wording(
    r"\b(?:fell|fallen|ran|walked|drove|driven|rode|came|caught|lured|led)\b (?:\w+ )?(?:into|under|in)\b (?:\w+ ){0,2}$"
)
# "Soldiers killed in the attack": whom it was done to.
IT_KILLED = re.compile(
    r"(?:,? who (?:was|were|had been))? (?:killed|slain|wounded|injured|hurt|captured|shot dead|abducted|kidnapped|"
    r"taken hostage) (?:\w+ )?(?:in|during) "
)
LIGHT = wording(
    r"\b(?:carr|launch|conduct|stag|mount|unleash|wag|claim|responsib|behind|made|began|start|continu|intensif|stepp|kept|"
    r"inflict|hit|struck|us|answer|respond|retaliat|repl|aveng|counter|trad|exchang)\w*"
)
TRADED = wording(r"\b(?:trad|exchang)(?:ed|e|ing)\b")
# "The town fell to X", "the army lost it to X": who stands behind it takes it.
CHANGES_HANDS = re.compile(
    r"(?:lost|lose|loses|losing)\b[^.;,]{0,70}? to\b|abandon(?:s|ed|ing)?\b[^.;]{0,80}? to (?=the |its |their )|"
    r"f[ae]ll(?:s|en)?(?: to| [^,.;]{0,20}?to| into the hands of)\b|"
    r"(?:pass(?:es|ed)? (?:to|into the hands of)|in the hands of|under (?:the )?(?:full )?control of|"
    r"(?:was|were|is|are|been) back in (?:the )?(?:hands|care|control|possession) of|"
    r"c[ao]me into(?= [\w’' -]{3,40}? (?:hands|possession)))\b",
    re.IGNORECASE,
)
TO_THEM = re.compile(r" (?:them|it|him)\b")
CHANGING = frozenset({"territory-overtaken", "territory-regained", "nonviolent-transfer"})
SET_OFF = re.compile(r"detonated|set off")
SHOT = re.compile(r"(?:launch|fir|shot|lobb|flown|sent|loos)", re.IGNORECASE)
GROUND_OF = re.compile(
    r"(?:-held|-controlled|-run)?(?:['’]s?)? (?:(?:war|attack|fighter|naval) ?)?(?:territor(?:y|ies)|soil|side|bases?|positions?|"
    r"lines|ground|areas?|jets?|planes?|aircraft|drones?|helicopters?|gunships?|warships?|ships?|gunboats?|submarines?|tanks?|"
    r"batter(?:y|ies)|trenches)\b"
)
FIRE_FROM = re.compile(
    r" by (?:[\w-]+ ){0,3}?(?:artillery|mortars?|fire|gunfire|shells|rockets|missiles|guns|bullets|shots|drones)(?: fire)? from "
    r"(?:an?|the|its|nearby) $"
)
# What stands behind one of these in the clause of a deed acts in a clause of its own.
ALTHOUGH = re.compile(r"\b(?:although|though|because|whereas|unless|whose|whom)\b")
# "Attacked the town together with the X", "with the help of X troops": they do it, too.
ON_THEIR_SIDE = wording(
    r"\b(?:(?:together|along|jointly) with|alongside|with (?:the )?(?:\w+ )?(?:help|support|backing|assistance|aid) (?:of|from)|"
    r"(?:helped|aided|assisted|supported|backed|joined) by) (?:(?!and\b)[\w’'-]+ ){0,3}$"
)
BETWEEN = re.compile(r"\bbetween\b[^,]*$")
PAIRED = re.compile(r",? and (?:\w+ ){0,3}")
# How many words apart a deed and its actor may stand: right before a noun, and behind.
CLOSE, FAR = 5, 14

# "Had a grenade hurled at it": done to the subject.
HAD_DONE = re.compile(r" (?:had|have|has) (?:an?|two|three|several|stones|bottles|rocks|shots)\b[^,;.]{0,40}")
AT_IT = re.compile(r" (?:at|on|into|toward) (?:it|them|him|her)\b")
# "Militias opposing X's rulers took the town": whom the subject is against stands between it and the verb.
AGAINST_THEM = wording(
    r"(?: [a-z-]+)?,? (?:who|which|that)?(?: ?(?:are|is|were|was|have been|has been|had been) )? ?"
    r"(?:fighting|battling|opposing|opposed to|resisting|confronting|combating|at war with|hostile to) [^,;.]{0,30}"
)
# A relative clause right behind an actor.
WHO = re.compile(r",? (?:who|that|which)(?: (?:had|have|has|also|then|later|earlier|reportedly|allegedly))* ")

Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
"""Who does it, and to whom."""

Part = tuple[str, Actor]
"""An actor as "doer", "target" or "subject"; a subject is one of the other two, which is only told when all actors are seen."""


@frozen
class _Deed:
    """A trigger, the stretch of text to look for its actors in, and where its grammatical subject may begin."""

    text: str
    tokens: tuple[Token, ...]
    trigger: Trigger
    start: int
    end: int
    subject_from: int
    noun: bool
    passive: bool

    @property
    def signing(self) -> bool:
        """Whether an agreement is told, which leaders sign for their states."""
        return self.trigger.type.startswith("agreement")


def roles(
    text: str,
    sentence: Sentence,
    trigger: Trigger,
    actors: tuple[Actor, ...],
    start: int,
    end: int,
    subject_from: int,
) -> Sides:
    """Who does it and to whom, among the actors of a stretch of text.

    ``subject_from`` is where its grammatical subject may begin.
    """
    given = CHANGES_HANDS.match(text[trigger.start : trigger.end + 90]) if trigger.type in CHANGING else None
    if given:
        named = [a for a in actors if a.group != "adjective"]
        heirs = [a for a in named if trigger.start + given.end() <= a.start < end]
        losers = [a for a in named if start <= a.end <= trigger.start]
        if not heirs and TO_THEM.match(text, trigger.start + given.end()):
            heirs, losers = losers[-1:], []  # "they hold X, and Y, which fell to them"
        return _marked(heirs[:1], losers[-1:])
    noun = trigger.pos == "n" or (
        trigger.form == "ing"
        and any(_owns(text, a, trigger) for a in actors if a.group == "adjective" or text.startswith(" of ", trigger.end))
    )
    under = (
        UNDER_FIRE.search(text, trigger.start, trigger.end) is not None
        or trigger.text.lower().endswith(" under")
        or (noun and CAME_UNDER.search(text, max(start, trigger.start - 40), trigger.start) is not None)
    )
    passive = is_passive(sentence.tokens, trigger) or under
    deed = _Deed(text, sentence.tokens, trigger, start, end, subject_from, noun, passive)
    doers: list[Actor] = []
    targets: list[Actor] = []
    subject: list[Actor] = []
    sides = {"doer": doers, "target": targets, "subject": subject}
    for actor in actors:
        if actor.end <= trigger.start and actor.start >= subject_from:
            part = _part_before(deed, actor)
        elif noun and actor.start < trigger.start < actor.end <= trigger.end:
            part = "doer", actor
        elif actor.start >= trigger.end and actor.end <= end and actor.start >= start:
            part = _part_behind(deed, actor, doers)
        else:
            continue
        if part is not None:
            sides[part[0]].append(part[1])
    _place_subject(deed, subject, doers, targets)
    return _marked([a for a in doers if a.group != "adjective" or noun], [a for a in targets if a not in doers])


def _marked(doers: list[Actor], targets: list[Actor]) -> Sides:
    return tuple(evolve(a, role="initiator") for a in doers), tuple(evolve(a, role="target") for a in targets)


# "The herders' huts burned": theirs, and not by them.
THEIR_HOMES = re.compile(
    r"['’]s? (?:[a-z-]+ ){0,2}(?:huts?|houses?|homes?|shops?|stalls?|barns?|crops|cattle|livestock|villages?)\b"
)


def _part_before(deed: _Deed, actor: Actor) -> Part | None:
    """The part of an actor that stands before the trigger."""
    trigger, noun = deed.trigger, deed.noun
    preposition = governed(actor, deed.tokens)
    if not noun and THEIR_HOMES.match(deed.text, actor.end):
        return None
    if not noun and LOST_TO.search(deed.text, actor.end, trigger.start):
        return ("target", actor) if not preposition else None  # "the army lost four men to a mine that tore through their truck"
    if not noun and HAD_DONE.fullmatch(deed.text, actor.end, trigger.start) and AT_IT.match(deed.text, trigger.end):
        return "target", actor
    if preposition and not noun and not deed.passive and WHO.fullmatch(deed.text, actor.end, trigger.start):
        return "doer", actor  # "a sweep by soldiers who loaded 16 men onto trucks"
    if noun and actor.group == "adjective":
        gap = deed.text[actor.end : trigger.start]
        return ("doer", actor) if len(gap.split()) <= CLOSE and "," not in gap else None
    if noun and preposition not in ("", "by") and actor.group in NAMED_BEFORE and _owns(deed.text, actor, trigger):
        return "doer", actor  # "died in an X ambush"
    hit = SHOT_AT.search(trigger.text) or SHOT_AT.search(deed.text[actor.end : trigger.start])
    if deed.passive and trigger.type != "shoot-down" and not hit and actor.text.split()[-1].lower() in weapons():
        return "doer", actor
    if preposition == "by":
        if REPORTED_BY.search(deed.text, max(deed.start, actor.start - 60), actor.start):
            return None
        led_up = deed.text[max(deed.start, actor.start - 60) : actor.start]
        return ("doer" if deed.passive or SENT_BY.search(led_up) or DEED_BY.search(led_up) else "target"), actor
    if preposition in ("between", "with", "among") and not noun:
        return "doer", actor
    if deed.signing and preposition == "of" and actor.group == "state" and not noun:
        # "The foreign ministers of X and Y signed"
        return ("subject", actor) if MINISTERS.search(deed.text[deed.start : actor.start]) else None
    if actor.group == "adjective":
        leads = deed.signing and not preposition and LEADER.match(deed.text, actor.end)
        return ("subject", evolve(actor, group="state")) if leads else None
    opens = preposition == "as" and actor.start <= deed.subject_from + 4
    return ("subject", actor) if not preposition or opens else None


LOST_TO = wording(
    r"\b(?:to|by|over|onto|on) (?:an?|the|another|one) (?:[\w-]+ ){0,3}?(?:mine|landmine|bomb|device|shell|rocket|missile|drone|"
    r"grenade|blast|explosion|boob(?:y)? trap),? (?:that|which) (?:\w+ly )?$"
)


ITS_POST = wording(
    r" (?:(?:border|frontier|forward|guard|mountain|sentry|observation|artillery|front-line|coastal) )?(?:posts?|outposts?|"
    r"positions?|checkpoints?|patrols?|trench(?:es)?|lines|gunboats?|warships?|bunkers?)\b(?! office)"
)
# "Blamed the attack on the X", "attributed it to".
BLAMES = wording(r"\b(?:blam|attribut|ascrib|pinn|credit)(?:ed|es|ing) (?:[\w’'-]+ ){1,4}$")
# "Blamed an attack on the army on Monday on Y": whom it hit, and behind that and its day who did it.
ON_ANOTHER = wording(rf"[^.;]*? (?:on|to) (?:(?:the|suspected|local) )?(?!{WEEKDAY}|{MONTH})(?:[A-Z]|[a-z]+s\b)")


def _blamed(deed: _Deed, actor: Actor, gap: str) -> bool:
    """Whether somebody blames an actor for a deed: "blamed the killing of two guards near X on the Y"."""
    on_them = gap.endswith((" on ", " to ", " on the ", " to the "))
    told = on_them and BLAMES.search(deed.text, deed.start, deed.trigger.start) is not None
    return told and not (len(gap) <= len(" on the ") and ON_ANOTHER.match(deed.text, actor.end, deed.end))


# "Shelled the town to draw soldiers away": whom they meant, and did not hit.
TO_MAKE_THEM = wording(
    r"\bto (?:draw|lure|divert|distract|keep|prevent|stop|deter|provoke|warn|tie down|slow|pressure|persuade|help|"
    r"support|relieve|free) "
    r"(?:(?:the|its|their|some|more|any|government|army|police|rebel) )*$"
)


def _part_behind(deed: _Deed, actor: Actor, doers: list[Actor]) -> Part | None:
    """The part of an actor that stands behind the trigger; ``doers`` are those found so far."""
    text, trigger, finite = deed.text, deed.trigger, not deed.noun and not deed.passive
    preposition = governed(actor, deed.tokens)
    gap = text[trigger.end : actor.start]
    if preposition in ("by", "held-by") and REPORTED_BY.search(text, max(deed.start, actor.start - 60), actor.start):
        return None
    if preposition == "held-by" and deed.passive and not deed.signing and BY_WHOM.fullmatch(gap):
        return "doer", actor  # "were seized by armed men": the deed itself, not whose something is
    if preposition == "held-by":
        return ("target", actor) if finite and USED_BY.search(gap) else None
    if deed.signing and FLANKED.search(text, max(0, actor.start - 220), actor.start):
        return None
    if (deed.signing and BROKERED.search(gap)) or TO_MAKE_THEM.search(gap):
        return None
    if _blamed(deed, actor, gap):
        return "doer", actor
    if _is_aside(deed, actor, preposition) or RELATED.search(gap) or ALTHOUGH.search(gap) or ON_THEIR_SIDE.search(gap):
        return None
    if preposition in UNDERGONE and in_its_fire(text, actor) and (deed.passive or SUFFERS.match(trigger.text)):
        return "doer", evolve(actor, group="military") if actor.group == "adjective" else actor
    if preposition == "of" and at_their_hands(text, trigger, actor):
        return "doer", actor
    if preposition == "from" and UNDER_FIRE.search(text[max(deed.start, trigger.start - 12) : actor.start]):
        return "doer", actor
    if preposition == "from" and deed.passive and FIRE_FROM.search(gap):
        return "doer", actor  # "was raked by artillery from the naval base"
    if preposition == "from" and SHOT.match(trigger.text) and GROUND_OF.match(text, actor.end):
        return "doer", actor  # "a missile launched from X territory"
    if (preposition == "by" or BY_SOMEBODY.search(gap)) and not HELD_BY.search(gap):
        return ("doer", actor) if not finite or not ANOTHER_PASSIVE.search(gap) else None
    if preposition == "between" or (BETWEEN.search(gap) and preposition not in WHEREABOUTS):
        return ("target" if any(d.start > trigger.end for d in doers) else "doer"), actor
    if actor.group == "adjective":
        leads = deed.signing and LEADER.match(text, actor.end)
        if finite and ITS_POST.match(text, actor.end):
            return "target", evolve(actor, group="military")  # "fired on an Indian post"
        return ("target", evolve(actor, group="state")) if leads else None
    near = len(gap.split()) <= FAR
    finite = finite or SET_OFF.match(trigger.text) is not None  # "was detonated outside a police station": as if it exploded
    if preposition == "from" and deed.passive and trigger.type in CHANGING and actor.group != "state":
        return ("target", actor) if near else None  # "was wrested from the rebels"
    return ("target", actor) if near and (finite or preposition in TOWARDS) else None


def _is_aside(deed: _Deed, actor: Actor, preposition: str) -> bool:
    """Whether a country behind the deed only says where it was: "in X", "near the border with X"."""
    if actor.group != "state":
        return False
    return preposition in WHEREABOUTS or BORDER.search(deed.text, deed.trigger.end, actor.start) is not None


def _place_subject(deed: _Deed, subject: list[Actor], doers: list[Actor], targets: list[Actor]) -> None:
    """Put the subject among the doers or the targets."""
    text, start = deed.text, deed.trigger.start
    if not deed.noun and not deed.passive:
        doers[:0] = _acting(deed, subject)
    elif not deed.noun or deed.passive:
        targets[:0] = [actor for actor in subject if actor.start == subject[-1].start]  # "French and Malian troops were hit"
    else:
        if subject and not targets and IT_KILLED.match(text, subject[-1].end, start):
            targets.extend(subject[-1:])
            return
        if not targets and doers and subject and FELL_INTO.search(text[subject[0].end : start]):
            targets.append(subject[0])  # "troops from X fell into an ambush by Y"
        gap = text[subject[-1].end : start] if subject else ""
        if not doers and (not subject or subject[-1].group != "state" or LIGHT.search(gap)):
            doers.extend(subject[-2:] if TRADED.search(gap) and _paired(text, subject[-2:]) else subject[-1:])


def _acting(deed: _Deed, subject: list[Actor]) -> list[Actor]:
    """The subject of an active verb: the actor right before it, or two that are joined."""
    if len(subject) == 1 and _is_object(deed, subject[0]):
        return []
    if len(subject) < 2:
        return subject
    if not deed.text.startswith((",", " and"), subject[0].end) and AND_THEN.search(
        deed.text[subject[-1].end : deed.trigger.start]
    ):
        return subject[:1]  # "protesters overwhelmed the guards and hunted down foreigners": the guards are what was overwhelmed
    if AGAINST_THEM.fullmatch(deed.text, subject[0].end, subject[-1].start):
        return subject[:1]
    if ASIDE.search(deed.text[subject[-1].end : deed.trigger.start]):
        # "The X, civilians armed by the army, attacked"
        if not JOINED.fullmatch(deed.text, subject[0].end, subject[1].start):
            return subject[:1]
        subject = subject[:2]
    together = in_one_phrase(deed.text, subject)
    return together if len(together) > 2 else subject[:2] if _paired(deed.text, subject[:2]) else subject[-1:]


def _paired(text: str, actors: list[Actor]) -> bool:
    """Whether two stand together: "the army and the police", "Kyrgyz and Tajik guards"."""
    return actors[0].start == actors[-1].start or PAIRED.fullmatch(text, actors[0].end, actors[-1].start) is not None


def _is_object(deed: _Deed, actor: Actor) -> bool:
    """ "Overwhelmed the guards, and hunted down foreigners": the object of the verb before, not who does it."""
    if not AND_THEN.search(deed.text[actor.end : deed.trigger.start]):
        return False
    led_up = DONE_TO.search(deed.text[deed.start : actor.start])
    return led_up is not None and led_up["verb"] not in TOLD_BY


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
