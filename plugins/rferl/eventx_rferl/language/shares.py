"""Tells the numbers that count from those that only measure: shares, hours, and what a figure is said not to be.

Knows "half of the 40", "one in three", "between 5 and 7 p.m.", "five, not seven". Doesn't know what is counted.
"""

from __future__ import annotations

import re

from eventx_rferl.language.ranges import Figure
from eventx_rferl.language.wording import wording

# "Half of the 40 soldiers", "most of its 200 houses": how many that is isn't said; "two of the 40" counts two.
SHARE = wording(
    r"\b(?:half|(?:one|an?|two|three|four)[- ](?:third|quarter|fourth|fifth|sixth|tenth)s?|all but [\w-]+|(?:some|many|most|much|"
    r"part|few|(?:the|a) (?:[a-z]+ )?(?:majority|minority|part|portion|fraction|share|bulk)|percent)) (?:of (?:the |its |their |"
    r"his |her |our |these |those |all |an estimated )?|the |its |their )(?:(?:other|remaining|original|first|last) )?$",
    re.IGNORECASE,
)
# "Many of the 17 wounded": so 17 were wounded.
BEFALLEN = re.compile(
    r" (?:dead|wounded|injured|killed|victims|fatalities|casualties|hurt|detained|arrested|hostages|abducted)\b"
)
# "Half of the 40 soldiers", "a third of the garrison", "one in three", "40 percent of its men": a count told as a share.
TOLD = wording(
    r"\b(?:half(?: of)?|(?:one|an?|two|three)[- ](?:third|quarter|fourth|fifth|sixth|tenth)s? of|(?:most|the majority|"
    r"\d+ percent|"
    r"[a-z]+ percent|all but [\w-]+) of) (?:the|its|their|his|some|an estimated) [\w-]+(?: [a-z]+)?|\b(?:one|nine) (?:in|"
    r"out of)(?: every)? "
    r"(?:two|three|four|five|six|ten|twenty|\d+)\b",
    re.IGNORECASE,
)
FRACTION = re.compile(r"[- ](?:thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b")
# "One in three houses", "nine out of every ten"; but not "killed one in two attacks".
IN_EVERY = re.compile(r" (?:in|out of|of)(?: (?:every|each))? ")
TIMES = wording(
    r" (?:[a-z]+ )?(?:attacks?|strikes?|raids?|clashes|incidents|blasts|explosions|bombings|shootings|ambushes|days|hours|"
    r"minutes|weeks|months|years|villages|towns|districts|provinces|regions|places|cities|neighborhoods|countries|locations|"
    r"waves|operations|battles)\b"
)
# "At around 6:30 a.m.", "about 8 p.m.": the hour, and its minutes.
HOUR = re.compile(r":\d\d\b| ?(?:[ap]\.?m\b|o['’]clock\b| ?in the (?:morning|afternoon|evening)\b| ?at night\b)")
MINUTES = re.compile(r"\d:$")
NOT = re.compile(r"(?<!\bif )\bnot $|\ball but $", re.IGNORECASE)
# "Of the 40 soldiers, half were killed".
FRONTED = re.compile(r"(?:^|[.,;] |\n)(?:Out )?[Oo]f (?:(?:the|its|their|his|those|these|an estimated) )?$")
# "Two soldiers, ages 22 and 24,".
AGED = re.compile(r"\b(?:aged?|ages) (?:between |from )?(?:\d{1,2}(?:,? and |, | to |-|–))*$", re.IGNORECASE)
PART_OF_THEM = wording(
    r"[^,.;]{1,60}, (?:only |nearly |almost |about |more than |some )?(?:half|most|many|some|all but|"
    r"an? (?:third|quarter|majority)|the majority|(?:one|two|three)[- ](?:thirds?|quarters?)|few|"
    r"(?:at least |up to )?[\w-]+ (?:were|was|died|had|have|has|survived|are|remain))\b"
)


def share_told(text: str, start: int, end: int) -> str:
    """The words of a stretch that tell how many as a share, which no figure is taken from; empty if there are none."""
    found = TOLD.search(text, start, end)
    return found[0] if found else ""


def counting(text: str, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The numbers that count something."""
    kept: list[Figure] = []
    for at, figure in enumerate(found):
        ahead = found[at + 1] if at + 1 < len(found) else None
        behind = found[at - 1] if at else None
        if (ahead and _ratio(text, figure, ahead)) or (behind and _ratio(text, behind, figure)):
            continue
        if not _measures(text, figure):
            kept.append(figure)
    return tuple(kept)


# What stands right before a figure in FRONTED, SHARE, NOT and AGED; the last is told by a mark, too.
LEADING = frozenset(
    "of the its their his her our these those all estimated other remaining original first last not but aged age ages between "
    "from and to".split()
)


def _measures(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - 50) : figure.start]
    last = before.rsplit(None, 1)[-1].lower() if before.strip() else ""
    if last in LEADING or not last.isalpha():
        fronted = FRONTED.search(before) and PART_OF_THEM.match(text, figure.end)
        share = (fronted or SHARE.search(before)) and not BEFALLEN.match(text, figure.end)
        if share or AGED.search(before) or NOT.search(before):
            return True
    return bool(HOUR.match(text, figure.end) or MINUTES.search(before[-2:]) or FRACTION.match(text, figure.end))


def _ratio(text: str, a: Figure, b: Figure) -> bool:
    """Whether two numbers are a ratio: "one in three"."""
    if a.best is None or b.best is None or not a.best < b.best <= 100 or a.modifier or b.modifier:
        return False
    if not IN_EVERY.fullmatch(text, a.end, b.start):
        return False
    whole = "every" in text[a.end : b.start] or "each" in text[a.end : b.start]
    if " in " not in text[a.end : b.start]:
        return whole or (b.best in (10, 100) and a.best < 10)
    return whole or ((a.best == 1 or b.best in (10, 100)) and not TIMES.match(text, b.end))
