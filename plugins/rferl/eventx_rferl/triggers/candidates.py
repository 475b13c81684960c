"""Decides whether a trigger counts where it stands: everyday verbs need a weapon, a crowd, prisoners, territory.

Knows which rule an open kind of the trigger list follows (the words it needs are in ``lexicon/contexts.toml``). Doesn't group
triggers.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from attrs import evolve

from eventx_rferl.language.surroundings import CASUALTY, Setting, setting_of, weapons_in
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Trigger
from eventx_rferl.triggers import open_changes as changes
from eventx_rferl.triggers import open_crowds as crowds
from eventx_rferl.triggers import open_deals as deals
from eventx_rferl.triggers import open_fights as fights
from eventx_rferl.triggers import open_goods as goods
from eventx_rferl.triggers import open_harm as harm
from eventx_rferl.triggers import open_holding as holding
from eventx_rferl.triggers import open_people as people
from eventx_rferl.triggers import open_territory as territory
from eventx_rferl.triggers import open_violence as violence


def _never(_at: Setting) -> None:
    """Tells no event, whatever stands around it."""
    return


RULES: MappingProxyType[str, Callable[[Setting], Trigger | None]] = MappingProxyType(
    {
        "hit": violence.hits,
        "explosion-weak": violence.hits,
        "rang-out": violence.rang_out,
        "sink": violence.sunk,
        "overrun": violence.overran,
        "launch": violence.launched,
        "breakout": violence.broke_out,
        "shoot-down-weak": violence.shot_down,
        "way-shot": violence.way_shot,
        "battle-verb": fights.fought_off,
        "fight": fights.fought,
        "battle-noun": fights.fought,
        "encounter": fights.encountered,
        "attack-weak": harm.beaten,
        "execution": harm.executed,
        "firing-squad": harm.firing_squad,
        "severed": harm.severed,
        "burned-dead": harm.burned_to_death,
        "set-off": violence.triggered,
        "set-off-mine": violence.one_set_off,
        "found-dead": harm.found_dead,
        "killed-weak": harm.cut_down,
        "rammed": violence.rammed,
        "under-fire": violence.under_fire,
        "attack-burst": violence.burst_in,
        "opened-up": violence.opened_up,
        "stumbled-on": violence.stumbled_on,
        "gas-spread": harm.gas_spread,
        "fall": holding.fell,
        "pass-weak": holding.passed,
        "held-weak": holding.held_since,
        "territory-back": holding.got_back,
        "control-held": holding.in_control,
        "change-hands": holding.hands_changed,
        "clear": territory.cleared,
        "territory-take": territory.taken_territory,
        "territory-takeover": territory.taken_over,
        "territory-enter": territory.entered,
        "back-in": territory.back_in,
        "march-in": territory.marched_in,
        "territory-drive-out": territory.driven_out,
        "territory-fell": territory.fell_to,
        "territory-noun": territory.noun_of_capture,
        "nonviolent-transfer": territory.left_territory,
        "troops-out": territory.troops_out,
        "hand-over": territory.handed_over,
        "base-weak": territory.base_set_up,
        "territory-take-flag": territory.flag_raised,
        "control-taken": territory.control_taken,
        "swap": deals.swapped,
        "swap-noun": deals.swapped,
        "rescued": deals.rescued,
        "agreement-weak": deals.agreed,
        "seize": people.seized,
        "territory-or-arrest": people.captured,
        "disappearance": people.disappeared,
        "taken-away": people.taken_away,
        "taken-captive": people.taken_captive,
        "picked-up": people.picked_up,
        "agreement-noun": deals.truce,
        "made-off": people.made_off,
        "hijack": people.hijacked,
        "weapons-seizure": goods.weapons_taken,
        "weapons-found": goods.weapons_found,
        "weapons-use-disrupted-weak": goods.disarmed,
        "defused": goods.defused,
        "arson": goods.set_on_fire,
        "looting-destruction-weak": goods.looted,
        "stolen": goods.stolen,
        "sacked": goods.sacked,
        "crowd": crowds.crowd_acts,
        "force-weak": crowds.force_on_crowd,
        "violent-crowd": crowds.violent_crowd,
        "riot-arms": crowds.riot_arms,
        "disperse-weak": crowds.dispersed,
        "march-stopped": crowds.march_stopped,
        "come-to-blows": crowds.came_to_blows,
        "posture": crowds.posture,
        "posture-alone": crowds.stood_alone,
        "turned-violent": crowds.turned_violent,
        "surrender": changes.surrendered,
        "group-change-weak": changes.merged_groups,
        "allegiance": changes.sworn,
        "other-weak": changes.bounded_measure,
        "stand-down": changes.stood_down,
        "surrender-noun": changes.surrendered,
        "coup": changes.power_taken,
        "mass-grave": changes.graves_found,
        "authority": changes.authority_back,
        "none": _never,
        "arrest-weak": _never,
    }
)
OPEN = frozenset(RULES)


def counted(
    text: str, sentence: Sentence, trigger: Trigger, actors: tuple[Actor, ...], others: tuple[Trigger, ...]
) -> Trigger | None:
    """The trigger if what its kind needs stands in its clause, with its kind made definite; None if it tells nothing here."""
    # A few verbs are everyday words too: ministers clash, exports explode.
    everyday = trigger.pos == "v" and (trigger.type == "explosion" or trigger.text.lower().startswith("clash"))
    rule = violence.everyday_verb if everyday else RULES.get(trigger.type)
    told = rule(setting_of(text, sentence, trigger, actors, others, OPEN)) if rule else trigger
    tried = told is not None and told.form == "base" and told.type.startswith("territory-")
    if told is not None and tried and ATTEMPT.search(text, sentence.start, trigger.start):
        return evolve(told, type="armed-clash")
    return told


# "Foiled an attempt by rebels to overrun a base": they fought, and took nothing.
ATTEMPT = wording(r"\b(?:attempt(?:s|ed|ing)?|bid|efforts?|tr(?:y|ies|ied|ying)|failed|sought|seeking)\b[^.;,]{0,50} to $")


__all__ = ["CASUALTY", "OPEN", "counted", "weapons_in"]
