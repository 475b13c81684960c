"""The words that say how bad something was by what came before it: "the deadliest raid since the war began".

What stands behind "since" is only what it is measured by. Knows patterns alone, for others to build on.
"""

from __future__ import annotations

# "Deadliest raid since": from the word that ranks up to "since".
WORST_SINCE = r"(?:first|deadliest|worst|bloodiest|highest|heaviest|largest|biggest|gravest)\b[^.;]*?\bsince\b"
# The same with what stands before it: "its second-deadliest raid since".
THE_WORST_SINCE = rf"\b(?:the|its|their|his) (?:[\w-]+ )?{WORST_SINCE}"
