"""Rules for what changes without a shot, or by taking ground: agreements, territory, bases, arrests, changes in groups.

Knows when these give way to the violence they are told with. A rule's place among the others is said in ``types``.
"""

from __future__ import annotations

from eventx_rferl.language.actor_classes import IRREGULARS, STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.triggers.families import family
from eventx_rferl.triggers.type_facts import ARMED_VICTIMS, EXPLOSIONS, STATE_NAMED, Case, Decision
from eventx_rferl.triggers.type_words import SIGNS


def agreement(case: Case) -> Decision | None:
    """ "The two sides signed a cease-fire"."""
    return ("agreement", "explicit") if case.kinds & {"agreement", "agreement-noun"} else None


def group_change(case: Case) -> Decision | None:
    """Nothing else is told, whatever arms were moved or laid down: "The faction disbanded"."""
    if "group-change" in case.kinds and case.kinds <= {"group-change", "anaphor"}:
        return "group-change", "explicit"
    return None


# "Overran the village, where it butchered 31 people": no ground was held.
OVERRAN = wording(r"\boverr[au]n(?:ning)?\b")


# Who is named behind has it now: "came under the control of the rebels", "lost the town to the rebels".
IRREGULAR = r"(?:[\w’'-]+ ){0,5}?(?:rebels?|insurgents?|militants?|fighters|guerrillas|separatists|jihadists|gunmen|militia\w*)\b"
TO_THEM = wording(
    rf"\b(?:under (?:the )?(?:full |firm )?control of|into the hands of|in the hands of) (?:the )?{IRREGULAR}|"
    r"\b(?:lost|lose|losing|surrendered|abandon(?:ed|ing)|succumbed|fell|fall|fallen|falling) "
    r"(?:(?!(?:by|from|when|after)\b)[\w’'-]+ ){0,6}?"
    rf"to (?:the )?{IRREGULAR}"
)


def territory_changes_hands(case: Case) -> Decision | None:
    """Who takes it decides: "Rebels overran the town", "The army retook the hill"."""
    unarmed = case.facts.killed and not case.victims & ARMED_VICTIMS and case.doers and case.doers <= IRREGULARS
    if unarmed and "attack-on-civilians" in case.kinds and OVERRAN.search(case.words):
        return "attack-on-civilians", "inferred"
    if "territory-regained" in case.kinds:
        rebels = bool(case.doers) and case.doers <= IRREGULARS
        return ("territory-overtaken" if rebels else "territory-regained"), "explicit"
    if "territory-overtaken" not in case.kinds:
        return None
    to_them = TO_THEM.search(case.words) is not None
    if to_them and case.targets | case.doers and (case.targets | case.doers) & IRREGULARS:
        return "territory-overtaken", "explicit"
    if not case.doers and case.targets and case.targets <= IRREGULARS:
        return "territory-regained", "inferred"  # "the village was wrested from the rebels"
    own_state = bool(case.doers) and case.doers <= STATE_NAMED and not case.facts.foreign
    if own_state:
        return "territory-regained", "explicit"
    return "territory-overtaken", "explicit"


def quiet_change(case: Case) -> Decision | None:
    """Land or a base changes hands, and nobody fires: "The unit set up a base in the old mill"."""
    if case.facts.killed or case.families & {*EXPLOSIONS, "ground"}:
        return None
    quiet = next((kind for kind in case.facts.kinds if kind in ("nonviolent-transfer", "base-established")), None)
    return (quiet, "explicit") if quiet else None


def other_development(case: Case) -> Decision | None:
    """ACLED's "Other", unless people die of it; the dead of a grave died before: "A mass grave was found"."""
    alone = "other" in case.kinds and case.families <= {"other", "anaphor", "open"}
    if alone and (not case.facts.killed or " grave" in case.words):
        return "strategic-development", "explicit"
    return None


# Whom rebels hold is abducted, whatever word they use for it.
DETAINED = wording(r"\b(?:detain\w*|rounded up|held|arrest\w*)\b")
# Where nobody protests: "arrested two protesters in a raid on their homes", "in connection with the rally a week ago".
ELSEWHERE = wording(
    r"\b(?:at|in|from|on|of) (?:his|her|their) (?:own )?(?:homes?|houses?|apartments?|flats?|offices?|workplaces?|hotels?)\b"
    r"|\b(?:house-to-house|raids?|raided|searche[sd]|manhunt|hideouts?|days later|weeks later|months later|airport)\b"
)


# Who is taken away before the rally begins: "arrested 12 activists who tried to stage a rally".
TRIED_TO_RALLY = wording(
    r"\b(?:who|as they|when they|while they) (?:had )?"
    r"(?:tried|were trying|attempted|were attempting|sought|gathered|had gathered) (?:to )?"
    r"(?:[\w-]+ ){0,4}?(?:rally|protest|demonstrat\w*|picket|march|sit-in|vigil)\b"
)


def arrests(case: Case) -> Decision | None:
    """Arrests without a fight; of protesters, and people with flags or banners, they are a protest's."""
    if case.kinds & {"attack", "raid"} and "property" in case.families and not case.victims & ARMED_VICTIMS:
        return None  # "40 people were arrested and 20 houses burned after soldiers attacked two villages"
    if "arrest" not in case.kinds or case.families & EXPLOSIONS:
        return None
    fought = case.families & {"ground", "territory"} and family(case.first) != "arrest"
    slain = case.facts.killed and case.kinds & {"attack-on-civilians", "shooting-kill"} and case.doers & STATE_GROUPS
    # "Killed five suspected militants and arrested two others".
    fell = case.facts.killed and "killed" in case.kinds and "rebel" in case.facts.slain and case.doers & STATE_GROUPS
    if fought or slain or fell:
        return None
    by_police = "police" in case.words and "police" not in case.targets | case.victims  # else it is they who are held
    rebels = bool(case.doers) and case.doers <= IRREGULARS and not by_police
    if rebels and DETAINED.search(case.words):
        return "abduction", "inferred"
    if TRIED_TO_RALLY.search(case.words):
        return "protest-intervention", "inferred"
    rallied = "protesters" in case.targets and not ELSEWHERE.search(case.words)
    return ("protest-intervention", "inferred") if rallied or SIGNS.search(case.words) else ("arrest", "explicit")
