"""The classes of actors: which are a state's, which carry arms, which are a crowd, and the type each stands for in a record.

Knows the class words of ``lexicon/forces.tsv``. Doesn't find actors.
"""

from __future__ import annotations

STATE = frozenset({"military", "security", "police", "border", "intelligence", "government", "guard", "state"})
ARMED = STATE | {"armed", "rebels", "group", "militia", "communal", "peacekeepers"}
CROWD = frozenset({"protesters", "crowd", "rioters", "crowd-civilian"})
TYPES = {
    "military": "military",
    "security": "state-forces",
    "police": "police",
    "border": "state-forces",
    "guard": "police",
    "intelligence": "intelligence",
    "government": "government",
    "state": "military",
    "armed": "armed-group",
    "rebels": "rebel-group",
    "militia": "political-militia",
    "communal": "identity-militia",
    "protesters": "protesters",
    "crowd": "protesters",
    "crowd-civilian": "protesters",
    "rioters": "rioters",
    "civilians": "civilians",
    "peacekeepers": "peacekeepers",
}
