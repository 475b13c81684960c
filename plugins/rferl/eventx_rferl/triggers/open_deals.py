"""When a word tells of a deal between two sides: a truce, a signature, a swap of prisoners.

Knows deals that are none: what one side declares, what is broken or over, talks that only go on. Each function takes what stands
around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import STATE_FORCES
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting, forces_in, names_people
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

# "Sent home", "went free": a swap only if one is named.
HOMEWARD = frozenset("send sent sending fly flew flown flying bring brought bringing go went gone walk walked walking".split())


HOSTAGES = wording(r" (?:\w+ )*(?:hostages?|captives?)\b(?![^.;]*\b(?:exchange|swap|return for)\b)")


# "Shots were exchanged across the river".
SHOTS = wording(
    r"\b(?:shots|gunfire|fire|rounds|volleys|salvos) (?:(?:was|were|had been|has been|have been|being|also|again|later) )+$",
    re.IGNORECASE,
)


# "Three villagers were swapped for four others".
FOR_PEOPLE = wording(
    r" for (?:(?:at least|some|about) )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|\w+teen|\w+ty) "
)


# "Was freed in an operation by commandos", "the operation freed 43 captives": an armed raid, if forces carried it out.
IN_A_RAID = wording(
    r"\b(?:in|during|through) (?:an?|the|its|their|two|several) (?:[\w’'-]+ ){0,5}?(?:operations?|raids?|assaults?)\b"
)
RAID_DID = wording(r"\b(?:operations?|raids?|assaults?)\b[^.;,]{0,50} $", re.IGNORECASE)
TAKEN = wording(
    r"\b(?:hostages?|captives?|kidnapped|abducted|kidnappers|captors|abductors|held (?:by|captive|hostage|in)|prisoners held|"
    r"schoolgirls|schoolchildren)\b",
    re.IGNORECASE,
)


IN_ORDER_TO = wording(
    r"[^.;,]{0,40}? (?:in order to|so as to|to|so that (?:they|he|she|it) (?:could|can|might) be) "
    r"(?:be )?(?:exchange|swap|trade)d?\b"
)


def rescued(at: Setting) -> Trigger | None:
    """Captives are freed by forces in an operation against those who hold them."""
    if at.trigger.form not in ("past", "participle", "third") or not TAKEN.search(at.whole):
        return None
    forces = forces_in(at.sentence, at.sentence.start, at.sentence.end) & STATE_FORCES
    if at.passive:
        return at.to("armed-clash") if forces and IN_A_RAID.search(at.whole) else None
    raid = RAID_DID.search(at.subject) or (at.doers & STATE_FORCES and IN_A_RAID.search(at.whole))
    return at.to("armed-clash") if raid else None


def swapped(at: Setting) -> Trigger | None:
    """Prisoners, captives or bodies change hands between two sides; shots that are exchanged are a fight."""
    if at.passive and SHOTS.search(at.subject):
        return at.to("armed-clash")
    if (
        at.trigger.form == "ing"
        and at.word in ("freeing", "releasing")
        and not re.search(r"\b(?:exchange|swap|mutual|return|deal)\w*", at.whole)
    ):
        return None  # "stormed the jail, freeing detainees"
    if IN_ORDER_TO.match(at.after):
        return None  # "were let go so as to exchange them for two captives": there is no swap yet
    if (raided := rescued(at)) is not None:
        return raided
    if at.trigger.form == "base" and re.search(r"\b(?:to|not) $", at.text[at.trigger.start - 4 : at.trigger.start]):
        return None  # "stormed a camp to free the hostages": what for
    if at.word.startswith("free") and HOSTAGES.match(at.after) and at.doers & STATE_FORCES:
        return None  # "police freed the hostages"
    if at.passive and at.word in ("swapped", "exchanged") and FOR_PEOPLE.match(at.after) and names_people(at.subject):
        return at.to("agreement")
    named = around("prisoners").search(at.whole)
    traded = re.search(r"\b(?:swap|exchange|in return for)\b", at.whole)
    if named and traded and at.trigger.form in ("past", "participle"):
        return at.to("agreement")  # "servicemen held by Azerbaijan were flown home in return for maps"
    if at.word.split()[0] in HOMEWARD:
        return None
    noun = at.trigger.type == "swap-noun"
    return at.to("agreement") if named and (noun or around("prisoners").search(at.after)) else None


# "Agreed only to keep working on the text of a treaty", "agreed to meet again": no deal yet.
TALKS_GO_ON = wording(
    r"\s+(?:only |merely |in principle )?(?:to|on) (?:keep|continu|go on|carry on|press on|meet|resum|hold|start|begin|open|"
    r"launch|restart|"
    r"step up|speed up|intensify|more|further|another|new|a (?:new|second|third|next|further))\w*\b(?! (?:their |its )?fire)"
    r"[^.;]{0,40}?\b(?:talk\w*|negotiat\w+|work\w*|meet\w*|discuss\w*|consult\w*|contacts?|dialogue|again|rounds?|process)\b"
)


WHO_HAD = wording(r"\bwho (?:had|have|has) (?:[\w-]+ ){0,2}$")


BOTH = wording(
    r"\b(?:[Bb]oth|[Tt]he two|[Tt]wo|[Pp]residents|[Ll]eaders|[Mm]inisters|[Ss]ides|[Cc]hiefs|[Gg]enerals|[Cc]ommanders|"
    r"[Gg]overnments)\b"
)


def agreed(at: Setting) -> Trigger | None:
    """A deal that ends or limits fighting; other deals are no events, nor is what people are known for having signed."""
    if WHO_HAD.search(at.subject):
        return None
    if at.word.startswith("order"):  # a general who orders his troops to pull back has agreed on nothing
        return at.to("agreement") if BOTH.search(at.subject) and at.trigger.form in ("past", "participle") else None
    paper = around("papers").search(at.after[:60])
    if paper and at.trigger.form in ("past", "participle") and around("terms").search(at.whole):
        return at.to("agreement")
    if not at.has("peace") and not (around("peace").search(at.whole) and at.trigger.form == "past"):
        return None
    return None if TALKS_GO_ON.match(at.after) else at.to("agreement")


# "The text of a peace treaty", "talks on a cease-fire": not there yet.
UNSIGNED = wording(
    r"\b(?:text|draft|version|wording|terms|outlines?|talks|negotiations|work(?:ing)?|progress|discussions?|dialogue|hopes?|prospects?|"
    r"chances?|efforts?|path|way|steps?|call|appeal|plan|proposal|idea|lack|absence|without)"
    r"(?: \w+)? (?:of|on|for|about|over|toward|towards|to)?(?: reach(?:ing)?)? ?(?:an?|the|any|their|its) (?:[\w-]+ ){0,3}$"
)
# "The cease-fire lay in ruins", "a truce was marred when rockets struck": what became of it.
OVER = wording(
    r"(?:[ ,][^.;]{0,40}?)? (?:(?:has|had|have|was|were|is|appeared|seemed|looked|all|but|already|largely|briefly|quickly|"
    r"soon|again|being|"
    r"been|to|in|be) )*(?:lay|lies|lying|ruins|tatters|shreds|jeopardy|doubt|dead|marred|strained|shattered|shaken|"
    r"undermined|frayed|fraying|"
    r"falter(?:ed|s|ing)|crumbl(?:ed|es|ing)|breached|violated|broken|expired?|expires|ran out|lapsed|wobbled|tested|"
    r"overshadowed|disrupted|punctured|interrupted|threatened|collaps(?:ed|es|ing))\b"
)


# "Declared a truce", "despite the cease-fire", "straining a truce", "a 2002 cease-fire": no deal of two sides was struck.
NOT_STRUCK = wording(
    r"\b(?:unilateral\w*|declar\w+|despite|violat\w+|broke\w*|breach\w*|during|under|since|ended|end of|collapse|strain\w*|"
    r"threaten\w*|undermin\w+|jeopardi\w+|endanger\w*|imperil\w*|shatter\w*|shak(?:e|es|en|ing)|shook|rattl\w+|weaken\w*|"
    r"test(?:ed|ing|s)|marr(?:ed|ing)|mars|(?:blow|challenge|threat|risk|setback) to|cracks? in)\b[^,;]{0,30}$|"
    r"\b(?:19|20)\d\d (?:[\w-]+ )?$"
)


def truce(at: Setting) -> Trigger | None:
    """A cease-fire of two sides; one that a single side declares, calls for, breaks or lives under is no deal."""
    before = at.subject[-60:]
    return None if NOT_STRUCK.search(before) or UNSIGNED.search(before) or OVER.match(at.after) else at.trigger
