"""Decides whether a trigger counts where it stands: everyday verbs need a weapon, a crowd, prisoners, territory.

Knows which rule an open kind of the trigger list follows (the words it needs are in ``lexicon/contexts.toml``). Doesn't group
triggers.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from eventx_rferl.language.surroundings import CASUALTY, Setting, setting_of, weapons_in
from eventx_rferl.model import Actor, Sentence, Trigger
from eventx_rferl.triggers.open_changes import (
    authority_back,
    called_up,
    deployed,
    flag_lowered,
    given_up,
    graves_found,
    left_quietly,
    power_taken,
    stood_down,
)
from eventx_rferl.triggers.open_crowds import (
    on_the_streets,
    posture,
    square_filled,
    street_riot,
    windows_smashed,
)
from eventx_rferl.triggers.open_holding import fell, hands_changed, held_since, passed
from eventx_rferl.triggers.open_people import (
    agreed,
    bounded_measure,
    came_to_blows,
    captured,
    crowd_acts,
    disappeared,
    disarmed,
    dispersed,
    force_on_crowd,
    joined,
    looted,
    made_off,
    merged_groups,
    never,
    picked_up,
    riot_arms,
    seized,
    set_on_fire,
    stolen,
    surrendered,
    swapped,
    taken_away,
    truce,
    violent_crowd,
    weapons_found,
    weapons_taken,
)
from eventx_rferl.triggers.open_territory import (
    base_set_up,
    cleared,
    collapsed,
    driven_out,
    entered,
    fell_to,
    flag_raised,
    handed_over,
    left_territory,
    noun_of_capture,
    taken_over,
    taken_territory,
    troops_out,
)
from eventx_rferl.triggers.open_violence import (
    beaten,
    broke_out,
    burst_in,
    button_pressed,
    carried,
    cut_down,
    everyday_verb,
    executed,
    fought,
    fought_off,
    found_dead,
    gas_released,
    hit_back,
    hits,
    intercepted,
    launched,
    opened_up,
    overran,
    rammed,
    shot_down,
    under_fire,
    violated,
    went_up,
)

RULES: MappingProxyType[str, Callable[[Setting], Trigger | None]] = MappingProxyType(
    {
        "hit": hits,
        "explosion-weak": hits,
        "fall": fell,
        "pass-weak": passed,
        "held-weak": held_since,
        "clear": cleared,
        "overrun": overran,
        "launch": launched,
        "light": carried,
        "breakout": broke_out,
        "crowd": crowd_acts,
        "force-weak": force_on_crowd,
        "swap": swapped,
        "swap-noun": swapped,
        "agreement-weak": agreed,
        "shoot-down-weak": shot_down,
        "interception": intercepted,
        "go-up": went_up,
        "seize": seized,
        "weapons-seizure": weapons_taken,
        "weapons-found": weapons_found,
        "weapons-use-disrupted-weak": disarmed,
        "territory-or-arrest": captured,
        "territory-take": taken_territory,
        "territory-takeover": taken_over,
        "territory-enter": entered,
        "territory-drive-out": driven_out,
        "territory-fell": fell_to,
        "territory-noun": noun_of_capture,
        "battle-verb": fought_off,
        "nonviolent-transfer": left_territory,
        "troops-out": troops_out,
        "hand-over": handed_over,
        "fight": fought,
        "battle-noun": fought,
        "attack-weak": beaten,
        "disappearance": disappeared,
        "taken-away": taken_away,
        "picked-up": picked_up,
        "arson": set_on_fire,
        "looting-destruction-weak": looted,
        "stolen": stolen,
        "execution": executed,
        "surrender": surrendered,
        "group-change-weak": merged_groups,
        "group-join": joined,
        "base-weak": base_set_up,
        "found-dead": found_dead,
        "killed-weak": cut_down,
        "rammed": rammed,
        "under-fire": under_fire,
        "violent-crowd": violent_crowd,
        "territory-take-flag": flag_raised,
        "agreement-noun": truce,
        "other-weak": bounded_measure,
        "attack-burst": burst_in,
        "opened-up": opened_up,
        "riot-arms": riot_arms,
        "disperse-weak": dispersed,
        "come-to-blows": came_to_blows,
        "territory-collapse": collapsed,
        "violate-weak": violated,
        "button": button_pressed,
        "chemical-release": gas_released,
        "square-filled": square_filled,
        "posture": posture,
        "on-the-streets": on_the_streets,
        "street-riot": street_riot,
        "windows": windows_smashed,
        "made-off": made_off,
        "give-up": given_up,
        "stand-down": stood_down,
        "surrender-noun": surrendered,
        "hit-back": hit_back,
        "none": never,
        "arrest-weak": never,
        "coup": power_taken,
        "mass-grave": graves_found,
        "mobilisation-weak": deployed,
        "call-up": called_up,
        "leave-weak": left_quietly,
        "authority": authority_back,
        "territory-flag-down": flag_lowered,
        "change-hands": hands_changed,
    }
)
OPEN = frozenset(RULES)


def counted(
    text: str, sentence: Sentence, trigger: Trigger, actors: tuple[Actor, ...], others: tuple[Trigger, ...]
) -> Trigger | None:
    """The trigger if what its kind needs stands in its clause, with its kind made definite; None if it tells nothing here."""
    # A few verbs are everyday words too: ministers clash, exports explode.
    everyday = trigger.pos == "v" and (trigger.type == "explosion" or trigger.text.lower().startswith("clash"))
    rule = everyday_verb if everyday else RULES.get(trigger.type)
    return rule(setting_of(text, sentence, trigger, actors, others, OPEN)) if rule else trigger


__all__ = ["CASUALTY", "OPEN", "counted", "weapons_in"]
