"""The same event in other words: who is said to tell it, how its day is written, what the sentence opens with.

None of these changes what a coder takes from a sentence of ``sentences.tsv``. A word that only stands nearer or farther away may
tip a rule, so a few sentences may read otherwise; the floor is what a change must not fall below.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventx.scoring.events import events_of

Events = Callable[[str], list[dict[str, Any]]]

LINES = [line.split("\t") for line in (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()[3:]]
# One sentence with one event, in which nobody speaks yet.
SAID = re.compile(r"\b(?:sa(?:id|ys?)|told|ccording|blamed|accused|report\w*|announced|insist\w*|confirmed|claimed|put)\b|[“”\"]")
SENTENCES = [
    (place, sentence)
    for place, sentence, events, _ in LINES
    if " / " not in events and sentence.endswith(".") and sentence.count(". ") == 0 and not SAID.search(sentence)
]
A_WAY = 90  # sentences are tried
OPENING = re.compile(
    r"(?:The|An?|Two|Three|Four|Five|Six|Some|At|More|Dozens|Hundreds|Thousands|Gunmen|Police|Protesters|Militants|Soldiers|"
    r"Rebels|Troops|Suspected|Armed|Security|Fighters|Demonstrators|Residents|Rockets|Shells|Jets|Bombs|Planes)\b"
)
PLACED = re.compile(r"^(.*?) in ([A-Z]\w+)( on May 13)(.*)$")
ON_MAY_13 = re.compile(r"\bon May 13\b")


def _within(sentence: str) -> str:
    """A sentence as it stands within another."""
    return sentence[0].lower() + sentence[1:] if OPENING.match(sentence) else sentence


# A subject that is plain from its words, and a verb whose past ends in "ed": "Gunmen killed", "A car bomb wounded".
NOW = re.compile(
    r"^(?P<who>(?P<one>An? (?:[\w-]+ ){0,2}?bomb(?:er)?)|(?:(?!(?:was|were|had|has|have|who|that|by|of)\b)[\w’'-]+ ){0,4}?"
    r"(?!was\b|has\b)(?:[\w-]+s|\w*men|[Pp]olice|[Tt]roops)) (?P<verb>kill|attack|shell|bomb|storm|raid|ambush|abduct|kidnap|"
    r"arrest|detain|fire|clash|block|march|protest|wound)(?:p?ed|d) "
)


def _now(told: re.Match[str]) -> str:
    verb = told["verb"] + ("es" if told["verb"].endswith(("s", "sh")) else "s") if told["one"] else told["verb"]
    return f"{told['who']} {verb} "


# "Gunmen attacked X, killing six": what they did, whom it hit.
KILLING = re.compile(
    r"^(?P<deed>[A-Z].*?), killing (?P<whom>(?:at least |more than )?(?!his|her|its)(?:[a-z]+|\d+) [\w’'-]+(?: [\w’'-]+)?)\.$"
)


def _were(whom: str) -> str:
    return f"{whom[0].upper()}{whom[1:]} {'was' if whom.startswith(('a ', 'an ')) else 'were'} killed"


def _split(behind: Callable[[str], str]) -> Callable[[str], str]:
    """The deed, and whom it killed in other words behind it."""
    return lambda told: KILLING.sub(lambda m: f"{m['deed']}{behind(m['whom'])}", told)


OTHERWISE: dict[str, Callable[[str], str]] = {
    "said behind": lambda told: f"{told[:-1]}, officials said.",
    "said in front": lambda told: f"Officials said that {_within(told)}",
    "told to a newsroom": lambda told: f"Witnesses told RFE/RL that {_within(told)}",
    "said by a spokesman": lambda told: f"Police spokesman Ahmed Karimi said {_within(told)}",
    "said by a named spokesman": lambda told: f"{told[:-1]}, said Ahmed Karimi, a spokesman for the provincial governor.",
    "told to reporters": lambda told: f"Police spokesman Ahmed Karimi told reporters that {_within(told)}",
    "said by an officer": lambda told: f"Colonel Ahmed Karimi, a spokesman for the army, said {_within(told)}",
    "by a statement": lambda told: f"{told[:-1]}, according to a police statement.",
    "the latest one": lambda told: f"{told[:-1]}, the latest bloodshed there.",
    "it was reported": lambda told: f"It was reported that {_within(told)}",
    "the day first": lambda told: f"On May 13, {_within(told.replace(' on May 13', '', 1))}" if " on May 13" in told else told,
    "measured by what was": lambda told: f"In the worst incident there since the truce, {_within(told)}",
    "one more": lambda told: f"In a separate incident, {_within(told)}",
    "meanwhile": lambda told: f"Meanwhile, {_within(told)}",
    "at an hour": lambda told: ON_MAY_13.sub("on May 13 at around 6:30 a.m.", told, count=1),
    "weekday and day": lambda told: ON_MAY_13.sub("on Monday, May 13,", told, count=1).replace(",,", ",").replace(",.", "."),
    "in the morning": lambda told: ON_MAY_13.sub("on the morning of May 13", told, count=1),
    "as it happens": lambda told: NOW.sub(_now, told),
    "on the day's morning": lambda told: ON_MAY_13.sub("Monday morning", told, count=1),
    "no word before the day": lambda told: ON_MAY_13.sub("May 13", told, count=1),
    "the nth of May": lambda told: ON_MAY_13.sub("on the 13th of May", told, count=1),
    "lost their lives": lambda told: re.sub(r"\bwere killed\b(?! and| or| by)", "lost their lives", told, count=1),
    "gunned down": lambda told: told.replace("shot dead", "gunned down"),
    "got": lambda told: re.sub(r"\b(?:was|were) (?=killed|wounded|injured|arrested|detained|shot)", "got ", told, count=1),
    "in all": lambda told: re.sub(
        r"\b(killed|wounded|arrested|abducted) (two|three|four|five|six|\d+) ", r"\1 a total of \2 ", told
    ),
    "the place first": lambda told: PLACED.sub(lambda m: f"In {m[2]}, {_within(m[1])}{m[3]}{m[4]}", told),
    "place and day first": lambda told: PLACED.sub(lambda m: f"In {m[2]}{m[3]}, {_within(m[1])}{m[4]}", told),
    "a town in the north": lambda told: re.sub(r"\bin ([A-Z]\w+) on May 13", r"in \1, a town in the north, on May 13", told),
    "and no more is known": lambda told: f"{told} The motive was not immediately clear.",
    "day first": lambda told: ON_MAY_13.sub("on 13 May", told),
    "said in the middle": lambda told: re.sub(r" on May 13(?= [a-z])", " on May 13, police said,", told, count=1),
    "by officials, in the middle": lambda told: re.sub(
        r" on May 13(?= [a-z])", " on May 13, according to local officials,", told, count=1
    ),
    "said by a hospital": lambda told: f"{told[:-1]}, a hospital official said.",
    "said on a day": lambda told: f"Officials on Tuesday said {_within(told)}",
    "added by police": lambda told: f"Police added that {_within(told)}",
    "and what was done": lambda told: f"{told[:-1]}, and the authorities closed the roads.",
    "amid": lambda told: f"{told[:-1]} amid rising tensions.",
    "the deed for its dead": _split(lambda whom: f". The attack killed {whom}."),
    "the dead in a sentence": _split(lambda whom: f". {_were(whom)}."),
    "its result": _split(lambda whom: f", resulting in the deaths of {whom}."),
    "the dead before it": lambda told: KILLING.sub(lambda m: f"{_were(m['whom'])} when {_within(m['deed'])}.", told),
    "the deed before them": lambda told: KILLING.sub(lambda m: f"After {_within(m['deed'])}, {_were(m['whom']).lower()}.", told),
    "in the area": lambda told: PLACED.sub(lambda m: f"In the {m[2]} area, {_within(m[1])}{m[3]}{m[4]}", told),
    "a total": lambda told: re.sub(r"\b(killing|killed|wounded) (two|three|four|five|six|\d+) ", r"\1 a total of \2 ", told),
    "heavily armed": lambda told: re.sub(
        r"^(Gunmen|Militants|Rebels|Soldiers|Police|Troops) ", lambda m: f"Heavily armed {m[1].lower()} ", told
    ),
    "with a past": lambda told: re.sub(
        r"^(Gunmen|Militants|Rebels|Bandits|Jihadists|Insurgents) (?!who|of|from|on|in|suspected|occupying)",
        r"\1, who have been fighting the army for years, ",
        told,
    ),
}
FLOOR = 0.94


def _coded(events: Events, place: str, sentence: str) -> list[tuple[Any, ...]]:
    return [
        (
            event.kind,
            tuple(actor.name for actor in event.actors),
            sorted((toll.measure, toll.low, toll.high) for toll in event.tolls if toll.low is not None),
        )
        for event in events_of(events(f"{place} -- {sentence}\n"))
    ]


@pytest.mark.parametrize("way", OTHERWISE)
def test_an_event_told_otherwise_is_the_same(events: Events, way: str) -> None:
    changed = [(place, sentence, told) for place, sentence in SENTENCES if (told := OTHERWISE[way](sentence)) != sentence]
    tried, other = 0, []
    for place, sentence, told in changed[:: max(1, len(changed) // A_WAY)]:
        wanted = _coded(events, place, sentence)
        if len(wanted) != 1:
            continue
        tried += 1
        if _coded(events, place, told) != wanted:
            other.append(told)
    assert tried > 40
    assert len(other) <= tried * (1 - FLOOR), "\n".join(other)


def test_british_spelling_is_the_same(events: Events) -> None:
    american = (
        "Rebels ambushed an armored column in a neighborhood in the center of Grozny on May 13, the Defense Ministry said, "
        "killing six members of a self-defense group."
    )
    british = american
    for ours, theirs in (("armored", "armoured"), ("neighbor", "neighbour"), ("center", "centre"), ("efense", "efence")):
        british = british.replace(ours, theirs)
    assert british != american
    assert _coded(events, "MOSCOW, Russia", british) == _coded(events, "MOSCOW, Russia", american) != []
