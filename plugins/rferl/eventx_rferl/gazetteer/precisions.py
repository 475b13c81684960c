"""How precisely a place is known, in the words of records, and which precisions belong together.

Knows names only. Which precision a place has is said in the room ``places``.
"""

from __future__ import annotations

FINEST_FIRST = (
    "exact",
    "settlement",
    "near-settlement",
    "admin2",
    "admin1",
    "line-or-area",
    "region",
    "country",
    "international",
)
# A town or village, or what lies near it.
SETTLEMENTS = frozenset({"settlement", "near-settlement"})
# Also the district that bears a town's name: all that one event can have happened in.
TOWNS = SETTLEMENTS | {"exact", "admin2"}
# Also a province: less than a country.
SUBNATIONAL = TOWNS | {"admin1"}
# What a town lies in: naming it alone says little.
AREAS = frozenset({"admin1", "region", "country"})
