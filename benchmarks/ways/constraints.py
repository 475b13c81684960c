"""What the table validators are asked to check of ACLED's table: the same constraints for all of them.

About what eventx checks of single cells of these columns. What it checks beside (derived columns, the rules beyond the schema)
no other does.
"""

from __future__ import annotations

EVENT_TYPES = (
    "Battles", "Explosions/Remote violence", "Protests", "Riots", "Strategic developments", "Violence against civilians",
)  # fmt: skip
ACTOR_TYPES = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
# Column → least and most.
WHOLE = {"year": (1900, 2100), "time_precision": (1, 3), "iso": (1, 999), "geo_precision": (1, 3), "fatalities": (0, 1_000_000)}
DECIMAL = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0)}
# Column → its values, and whether it can be blank.
LISTED = {"event_type": (EVENT_TYPES, False), "inter1": (ACTOR_TYPES, True), "inter2": (ACTOR_TYPES, True)}
DAY = "event_date"
UNIQUE = "event_id_cnty"
FILLED = ("sub_event_type", "country", "location", "source", "notes")
