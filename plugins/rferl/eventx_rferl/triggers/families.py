"""Families of kinds: which triggers can be tellings of one event.

Knows that a strike may be from the air and a raid a fight. Doesn't know texts, nor which kind an event has in the end.
"""

from __future__ import annotations

FAMILIES = {
    "air": ("air-strike", "drone-strike", "aerial-strike"),
    "shell": ("shelling", "missile-attack", "bombardment", "shelling-weak"),
    "blast": (
        "explosive-device",
        "suicide-bombing",
        "grenade",
        "explosion",
        "explosion-noun",
        "explosive-or-air",
        "explosion-weak",
    ),
    "raid": ("raid",),
    "bombed": ("attack-air-or-bomb",),
    "ground": (
        "armed-clash",
        "shooting",
        "shooting-kill",
        "clash-noun",
        "battle-verb",
        "attack-on-civilians",
        "killing-noun",
        "fight",
        "ambush",
    ),
    "territory": ("territory-overtaken", "territory-regained", "nonviolent-transfer"),
    "demo": (
        "protest-noun",
        "protest-noun-weak",
        "crowd-strong",
        "violent-demonstration",
        "disperse",
        "mob-violence",
        "peaceful-protest",
        "protest-intervention",
        "excessive-force",
    ),
    "open": ("attack", "hit", "killed", "injured", "anaphor", "breakout", "launch", "under-fire"),
    "strike": ("strike-noun",),
    "property": ("burned", "looting-destruction"),
    "agreement": ("agreement", "agreement-noun"),
    "abduction": ("abduction",),
    "arrest": ("arrest",),
    "other": ("other",),
    "disrupted": ("weapons-use-disrupted",),
    "downed": ("shoot-down",),
}
BY_KIND = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
COMPATIBLE = {
    frozenset(pair)
    for pair in (
        ("air", "shell"),
        ("ground", "territory"),
        ("air", "blast"),
        ("shell", "blast"),
        ("property", "ground"),
        ("property", "demo"),
        ("demo", "arrest"),
        ("ground", "demo"),
        ("shell", "ground"),
        ("strike", "air"),
        ("raid", "air"),
        ("raid", "ground"),
        ("raid", "arrest"),
        ("raid", "blast"),
        ("bombed", "air"),
        ("bombed", "blast"),
        ("bombed", "shell"),
        ("bombed", "raid"),
        ("bombed", "strike"),
        ("strike", "raid"),
        ("strike", "shell"),
        ("strike", "blast"),
    )
}


def family(kind: str) -> str:
    """The family of a kind of the lexicon; a kind of its own if none is listed."""
    return BY_KIND.get(kind, kind)


def compatible(a: str, b: str) -> bool:
    """Whether two families can be tellings of one event."""
    if a == b:
        return True
    if "open" in (a, b):
        return not {a, b} & {
            "agreement",
            "other",
            "arrest",
            "abduction",
            "disrupted",
            "group-change",
            "nonviolent-transfer",
        }
    return frozenset((a, b)) in COMPATIBLE
