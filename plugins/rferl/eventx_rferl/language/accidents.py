"""Tells an accident or a disaster from an attack: a collision, a flood, a blast in a coal mine, and no weapon beside it.

Knows the words for them (``lexicon/accidents.tsv``), aircraft that fall by themselves, fires that nobody set, and that a mine in
which people dig is no weapon. Doesn't know events.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventx_rferl.language.lexicons import patterns, weapons
from eventx_rferl.language.wording import wording

# Weapons that accidents are told with too.
HARMLESS = frozenset({"stones", "riot"})
VIOLENT = wording(
    r"\b(?:gunm[ae]n|ambush\w*|attackers?|assailants?|militants?|rebels?|insurgents?|guerrillas?|bandits?|opened fire|shot dead|"
    r"slain|murder(?:ed|s)?|massacred?|execut(?:ed|ions?)|beheaded|gunned down|lynched|fighting|shell(?:ed|ing)|"
    r"bomb(?:ed|ing|ings|ardment)|air ?strikes?|air raids?|storm(?:ed|ing)|"
    r"clash(?:es|ed)?|shoot-?outs?|gun ?battles?|firefights?)\b",
    re.IGNORECASE,
)
# An aircraft that falls by itself is no weapon, whatever it falls on; one that somebody shot down or flew there is.
FELL = wording(
    r"\b(?:jets?|planes?|warplanes?|airplanes?|aircraft|helicopters?|choppers?|airliners?|gunships?|(?:Su|MiG|Mi|F|Il|An|Tu|C)-"
    r"\d+\w*)(?: [\w-]+){0,9}? (?:crash(?:ed|es|ing)|slammed|plow(?:ed|ing)|smashed|plunged|flew|came down|went down) "
    r"(?:into|in|on|onto|near|outside|off|at|because|due|north|south|east|west|northeast|northwest|"
    r"southeast|southwest|some|shortly|soon|minutes|during|while|after|as)\b|"
    r"\b(?:bad weather|thick fog|engine failure|pilot error)\b"
)
BROUGHT_DOWN = wording(
    r"\b(?:(?:shot|brought|gunned) (?:\w+ )?down|shooting down|downed|(?:hit|struck|attacked) by|hijack\w*|ramm(?:ed|ing)|"
    r"suicide|kamikaze|deliberate(?:ly)?|on purpose|terroris\w+|under fire|fired (?:at|on))\b"
)
# A fire that breaks out is told as one of several, "a fire at a hospital"; "the fire" and bare "fire at" may be somebody's.
FIRE = wording(
    r"\b[Aa]n? (?:(?:huge|massive|big|large|major|deadly|devastating|fast-moving|raging|overnight|early-morning|kitchen|"
    r"electrical|warehouse|factory|hospital|hotel|school|prison|market|apartment|building|nightclub|hostel|dormitory|ferry|oil|fuel|"
    r"chemical) ){0,3}fire (?:at|in|inside|aboard|on board|near|tore|swept|ripped|raced|gutted|engulfed|destroyed|raged|spread|"
    r"broke|killed|left|claimed)\b|"
    r"\b[Ff]ire (?:tore|swept|ripped|raced|gutted|engulfed|raged) |\b[Ff]ires? (?:that |which |had |has )?broke out\b"
)
# Somebody set it, or it is what an attack left.
SET = wording(
    r"\b(?:arson\w*|set (?:\w+ ){0,3}(?:on fire|fire|ablaze|alight)|torch(?:ed|ing)|firebomb\w*|petrol bombs?|molotov|riot\w*|"
    r"protest\w*|looter\w*|mob|debris|wreckage|struck|hit by|intercept\w*|"
    r"confirm\w*|caus(?:ed|ing)|spark(?:ed|ing)|trigger(?:ed|ing)|start(?:ed|ing)|report(?:ed|ing)|ignit\w+|hurled|threw|lobbed)\b",
    re.IGNORECASE,
)
# A gun that goes off by itself, or in the hands of who cleans it.
BY_MISTAKE = wording(
    r"\b(?:went off|discharged|fired) (?:by accident|accidentally)\b|\baccidental(?:ly)? discharged?\b|"
    r"\baccidentally (?:shot|killed|wounded|injured) (?:himself|herself|themselves|an? (?:comrade|colleague|friend))\b|"
    r"\bcleaning (?:his|her|an?|the|their) (?:[\w-]+ )?(?:guns?|weapons?|rifles?|pistols?)\b"
)
# Where miners work, not what is laid.
MINE_WORKS = wording(
    r"\b(?:miners?|mine ?shafts?|(?:coal|gold|copper|zinc|silver|iron|diamond|jade|amber|cobalt|salt|emerald|uranium|tin|coltan|"
    r"nickel) mines?|mine (?:collapse|workers?|accident|owners?|disaster|managers?))\b"
)
# A mine where people dig, in which something goes wrong: it has what is dug there before it, or something goes off inside it.
PIT = wording(
    r"\b(?:coal|gold|silver|diamond|copper|cobalt|coltan|iron(?: ore)?|tin|zinc|lead|nickel|uranium|chrome|chromite|bauxite|"
    r"jade|ruby|emerald|gem|salt|potash|lithium|tantalum|manganese|phosphate|open-pit|underground|artisanal|makeshift|unlicensed|"
    r"abandoned)[ -]mines?\b|\b(?:blast|explosion|fire|methane|gas|cave-in|collapse|shift|miners) (?:[\w-]+ )?(?:at|in|inside) "
    r"(?:(?:an?|the) )?(?:[\w-]+ ){0,2}?mines?\b(?!-)(?! (?:blast|explosion|field|went|exploded|detonated))|"
    r"\bmine ?shafts?\b|\bcollier(?:y|ies)\b|"
    r"\bpit (?:[\w-]+ )?(?:killed|left|claimed|trapped) (?:[\w-]+ ){0,2}?(?:miners|workers)\b",
    re.IGNORECASE,
)
MINE = wording(r"\bmines?\b", re.IGNORECASE)
# What went wrong there.
IN_PIT = wording(r"\b(?:explosions?|blasts?|exploded|fires?|collapsed?|flooded|flooding|smoke|cave-in|gas)\b", re.IGNORECASE)
MINES = frozenset({"mine", "mines"})


def accident(words: str, tokens: frozenset[str]) -> bool:
    """Whether a sentence of these words tells an accident or a disaster and names no weapon."""
    if VIOLENT.search(words):
        return False
    if BY_MISTAKE.search(words):
        return True
    fell = FELL.search(words) is not None and not BROUGHT_DOWN.search(words)
    harmless = {*HARMLESS, "air"} if fell else HARMLESS
    if not tokens.isdisjoint(MINES) and not MINE.search(MINE_WORKS.sub(" ", PIT.sub(" ", words))):
        tokens = tokens - MINES
    if any(weapons()[word] not in harmless for word in tokens & weapons().keys()):
        return False
    burned = FIRE.search(words) is not None and not SET.search(words)
    return fell or burned or (PIT.search(words) is not None and IN_PIT.search(words) is not None) or disaster(words)


@lru_cache(maxsize=16)  # once for all triggers of a sentence
def disaster(words: str) -> bool:
    """Whether these words name an accident or a disaster."""
    return patterns("accidents.tsv").match_in(words)
