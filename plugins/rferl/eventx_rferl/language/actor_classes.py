"""The classes of actors: which are a state's, which carry arms, which are a crowd, and the type each stands for in a record.

Knows the class words of ``lexicon/forces.tsv``; "group" is one named in ``lexicon/groups.tsv``, "state" a country's name. Doesn't
find actors.
"""

from __future__ import annotations

# Men in uniform on a state's or the United Nations' orders.
STATE_FORCES = frozenset({"military", "security", "police", "border", "guard", "peacekeepers"})
STATE_GROUPS = STATE_FORCES | {"intelligence", "government"}
# What stands for a state; peacekeepers are of many.
STATE = STATE_GROUPS - {"peacekeepers"} | {"state"}
# Armed men of no state.
IRREGULARS = frozenset({"armed", "rebels", "group", "militia"})
FIGHTERS = STATE_GROUPS | IRREGULARS
ARMED = STATE | FIGHTERS | {"communal"}
# Who, named in a clause, makes an everyday verb tell violence: a government speaks, its men shoot.
BEARING_ARMS = ARMED - {"government"}
CROWDS = frozenset({"protesters", "rioters", "crowd", "crowd-civilian"})
# What groups are by the types of records: of no state; a foreign one may be.
IRREGULAR_TYPES = frozenset({"rebel-group", "political-militia", "identity-militia"})
ARMED_GROUP_TYPES = IRREGULAR_TYPES | {"external-forces"}
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
