"""Cuts a run of capitalised words into the names of places that it holds: "Residents of X", "Sagaing Region of Myanmar".

Knows class words, words that are no names, and whose they are ("X's Y"). Doesn't know what stands around the run.
"""

from __future__ import annotations

import re

from eventx_rferl.language.lexicons import country_words, settings
from eventx_rferl.places import geo

PEOPLE_OF = frozenset(
    {
        "Residents",
        "Villagers",
        "People",
        "Inhabitants",
        "Locals",
        "Survivors",
        "Police",
        "Officials",
        "Streets",
        "Parts",
        "Most",
        "Much",
        "Half",
    }
)
DEEDS_OF = frozenset(
    "Shelling Bombing Bombardment Capture Recapture Retaking Liberation Conquest Loss Takeover Occupation Control Handover "
    "Seizure Storming Siege Fall Burning".split()
)
BESIDE = frozenset({"North", "South", "East", "West", "Northeast", "Northwest", "Southeast", "Southwest", "Outskirts", "Suburbs"})
LOCAL_GOVERNMENT = frozenset({"Local", "Government", "Govt", "Area", "Areas", "Council", "Councils"})
OPENING = PEOPLE_OF | BESIDE | DEEDS_OF
HALF_A_NAME = frozenset({"Democratic Republic", "Arab Republic", "Islamic Republic"})  # "of the Congo's North Kivu"
WORD = re.compile(r"\S+")
NAMES_BEGIN = frozenset({"North", "South", "East", "West", "Central", "Upper", "Lower", "General"})


def pieces(text: str, start: int, end: int, near: tuple[str, ...], stop: frozenset[str]) -> list[tuple[int, int]]:
    """The longest parts of a capitalised run that a gazetteer or the country list knows, else the run itself."""
    raw = text[start:end]
    for tail in ("'s", "’s", "'", "’"):
        if raw.endswith(tail):
            raw, end = raw[: -len(tail)], end - len(tail)
    if raw in HALF_A_NAME:
        return []
    if " " not in raw:
        return [] if raw in stop or raw.lower() in settings("places.toml")["classes"] else [(start, end)]
    words = [(m.start() + start, m.end() + start, m[0]) for m in WORD.finditer(raw)]
    if len(words) > 2 and words[1][2] == "of" and words[0][2] in OPENING:
        words = words[2:]  # "Residents of X", "West of X": the name is X
    while words and (words[-1][2] in stop or words[-1][2].lower() in settings("places.toml")["classes"]):
        if words[-1][2] in ("City", "Town") and len(words) > 1 and geo.lookup(" ".join(w[2] for w in words), near):
            break
        words.pop()
    while words and (words[0][2] in stop):
        whole = " ".join(word for _, _, word in words)
        begins = words[0][2] in NAMES_BEGIN or (words[0][2] == "The" and text[start - 2 : start - 1].islower())
        known = geo.lookup(whole, near) if begins and len(words) > 1 else None
        if known is not None and known.name.lower() == whole.lower():
            break  # "North Kivu", "South Waziristan", "General Santos", "in The Hague"
        words.pop(0)
    if len(words) > 1 and words[-1][2] == "Airport":  # "Khartoum International Airport": in Khartoum
        town = words[:-2] if words[-2][2] == "International" else words[:-1]
        words = town if town and geo.lookup(" ".join(w[2] for w in town), near) else words
    governed = any(word in ("Government", "Govt") for _, _, word in words)
    while governed and len(words) > 1 and words[-1][2] in LOCAL_GOVERNMENT:
        words.pop()
    if not words:
        return []
    possessive = next((n for n, w in enumerate(words[:-1]) if w[2].endswith(("'s", "’s"))), None)
    if possessive is not None:
        first, second = words[: possessive + 1], words[possessive + 1 :]
        return [(first[0][0], first[-1][1] - 2), (second[0][0], second[-1][1])]
    of = next((n for n, w in enumerate(words) if w[2] == "of"), 0)
    named = 1 < of < len(words) - 1 and words[of - 1][2].lower() in settings("places.toml")["classes"]
    whole = " ".join(w[2] for w in words)
    if named and words[of - 1][2] == "Agency":  # "Mohmand Agency of Pakistan"; but not "the Federal Agency of Investigation"
        unit = geo.lookup(" ".join(w[2] for w in words[: of - 1]), near)
        named = unit is not None and unit.kind != "city"
    if named and whole not in country_words() and not geo.lookup(whole, near):  # "Sagaing Region of Myanmar"
        return [(words[0][0], words[of - 2][1]), (words[of + 1][0], words[-1][1])]
    return [(words[0][0], words[-1][1])]
