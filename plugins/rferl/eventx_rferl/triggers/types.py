"""Decides what kind of event it is, from triggers, weapons, actors and victims: the rules in their order, nothing else.

Knows the order of ACLED's coding rules (battles before demonstrations before remote violence before violence against civilians),
and where news needs another. What each rule knows stands at the rule. Doesn't know places or dates.
"""

from __future__ import annotations

from eventx_rferl.triggers import type_crowds as crowds
from eventx_rferl.triggers import type_developments as developments
from eventx_rferl.triggers import type_ground as ground
from eventx_rferl.triggers import type_remote as remote
from eventx_rferl.triggers.type_facts import Decision, Facts, Rule, case_of, first_to_decide

ORDER: tuple[Rule, ...] = (
    developments.agreement,
    developments.group_change,
    crowds.run_down,
    crowds.protester_killed,
    ground.taken_and_killed,
    ground.abduction,
    developments.territory_changes_hands,
    developments.quiet_change,
    remote.chemical_weapon,
    crowds.stormed_by_crowd,
    crowds.demonstration,
    ground.sexual_violence,
    remote.aircraft_shot_at,
    remote.shot_down,
    developments.other_development,
    remote.weapons_use_disrupted,
    developments.arrests,
    remote.stormed_with_bombs,
    remote.would_be_bomber,
    remote.suicide_bombing,
    ground.each_other,
    ground.raid_by_air_force,
    ground.ambush,
    ground.mutiny,
    ground.clash,
    remote.remote_violence,
    ground.told_outright,
)


def decide(facts: Facts) -> Decision:
    """The event type and how it was found: explicit (a word names it) or inferred."""
    case = case_of(facts)
    return first_to_decide(ORDER, case) or ground.violence(case)
