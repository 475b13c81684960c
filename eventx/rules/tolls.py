"""Rules 3xx: how many. Knows claims, their bounds and their words; never adds claims of different claimants."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

_NUMBERS = ("low", "best", "high")
# Two ways in which sources divide a total; entries of one way don't overlap.
_DIVISIONS = (("civilians", "combatants"), ("side-a", "side-b", "civilians", "unspecified"))
_SIDES = frozenset(("side-a", "side-b", "civilians", "unspecified"))
_VAGUE = re.compile(
    r"\b(dozens|scores|hundreds|thousands|tens|several|(?<!as )many|some|numerous|multiple|various|a number|a handful|few|heavy"
    r"|mass)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:[,.\u00a0\u202f ][0-9]{3})+(?![\w])|(?<![\w.,])[0-9]+(?![\w])(?!-year)")
# A figure in words ("twelve people, many of them children"), or in digits, is no vague word.
_EXACT = re.compile(
    r"[0-9]|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|a dozen)\b",
    re.IGNORECASE,
)
_IN_WORDS = {
    **dict.fromkeys(("a", "an", "he", "she", "him", "her", "one"), 1),
    **{word: number for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)},
}
_WORD = re.compile(rf"\b(?:{'|'.join(_IN_WORDS)})\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|with|plus)\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:of|aged) [0-9]+\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(million|billion)\b", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:more|over|above|fewer|less|under)\b", re.IGNORECASE)
_SPACERS = re.compile("[,.\u00a0\u202f ]")
_PEOPLE = 10**10  # there never were so many at a time
_FILLERS = frozenset((9999, 99999, 999999, 9999999, 99999999))


def _bounds(record: Record) -> Iterator[Breach]:
    for member in ("tolls", "resolved_tolls"):
        for index, toll in enumerate(record.get(member, ())):
            given = [(name, toll[name]) for name in _NUMBERS if name in toll]
            for (lower, least), (upper, most) in pairwise(given):
                if least > most:
                    yield Breach(f"/{member}/{index}/{upper}", f"{lower} is {least}, but {upper} is {most}", str(most))


def _state_with_numbers(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        state = toll.get("state")
        if state is None:
            continue
        numbers = [toll[name] for name in _NUMBERS if name in toll]
        if state == "none" and not any(numbers):
            continue  # "nobody was hurt" and 0 say the same
        if numbers:
            yield Breach(f"/tolls/{index}/state", f"state '{state}', but a number is given", state)


def _empty(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        if not ("best" in toll or "state" in toll or "text" in toll or "low" in toll or "high" in toll):
            yield Breach(f"/tolls/{index}", "the claim has no number, no state and no words")


def _by_claim(record: Record) -> Iterable[list[tuple[int, dict[str, Any]]]]:
    """The claims of one claimant, in one source, of one day, about one measure; those that were replaced are left out."""
    claims: dict[tuple[Any, ...], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for index, toll in enumerate(record["tolls"]):
        if not toll.get("superseded"):
            claims[toll["measure"], toll.get("claimant"), toll.get("source"), toll.get("as_of")].append((index, toll))
    return claims.values()


def _least(toll: dict[str, Any]) -> int:
    """What a claim says at least."""
    found: int = toll.get("low", toll.get("best", 0))
    return found


def _parts_and_total(record: Record) -> Iterator[Breach]:
    if len(record["tolls"]) == 1:
        return
    for group in _by_claim(record):
        totals = [(index, toll.get("high", toll["best"])) for index, toll in group if toll["who"] == "all" and "best" in toll]
        if not totals or len(group) == len(totals):
            continue
        parts = max(sum(_least(toll) for _, toll in group if toll["who"] in names) for names in _DIVISIONS)
        parts = max([parts, *(_least(toll) for _, toll in group if toll["who"] != "all")])
        for index, most in totals:
            if parts > most:
                measure = record["tolls"][index]["measure"]
                yield Breach(f"/tolls/{index}", f"{parts} {measure} by group, but at most {most} in all", str(most))


def _sides_and_total(record: Record) -> Iterator[Breach]:
    if len(record["tolls"]) < 5:
        return
    for group in _by_claim(record):
        said = {toll["who"]: (index, toll) for index, toll in group if "best" in toll}
        if len(said) != len(group) or not said.keys() >= _SIDES | {"all"}:
            continue
        index, total = said["all"]
        parts = sum(said[who][1]["best"] for who in _SIDES)
        if parts != total["best"] and parts <= total.get("high", total["best"]):  # else EVX304
            words = f"the sides, civilians and unspecified have {parts} {total['measure']}, but all have {total['best']}"
            yield Breach(f"/tolls/{index}/best", words, str(total["best"]))


def _group_unnamed(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        if toll["who"] == "group" and "group" not in toll:
            yield Breach(f"/tolls/{index}/who", "who is 'group', but `group` doesn't name it", "group")


def _vague_words(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        if "text" in toll and "best" in toll and _VAGUE.search(toll["text"]) and not _EXACT.search(toll["text"]):
            words = f"the words are {toll['text']!r}, but best is {toll['best']}"
            yield Breach(f"/tolls/{index}/best", words, str(toll["best"]))


def _other_number_in_words(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        if "text" not in toll:
            continue
        if _LARGE.search(toll["text"]):
            continue  # "1.5 million" is no 1 and no 5
        given = [toll[name] for name in _NUMBERS if name in toll]
        # "A girl of 14" is one, and so is "one of 14".
        text = _AGE.sub("", toll["text"]) if {*given} == {1} else toll["text"]
        told = [int(_SPACERS.sub("", number)) for number in _DIGITS.findall(text)]
        if told and _JOINED.search(text):  # "17 of them and a constable" are 18
            told.append(sum(told) + sum(_IN_WORDS[word.lower()] for word in _WORD.findall(text)))
        # "More than 90" is at least 91, and "fewer than 20" at most 19.
        near = {number + step for number in given for step in ((-1, 0, 1) if _BEYOND.search(toll["text"]) else (0,))}
        if given and told and not near & set(told):
            words = f"the words are {toll['text']!r}, but the numbers are {', '.join(map(str, given))}"
            yield Breach(f"/tolls/{index}/text", words, toll["text"])


def _more_killed_than_casualties(record: Record) -> Iterator[Breach]:
    tolls = record["tolls"]
    for index, both in enumerate(tolls):
        if both["measure"] != "casualties" or both.get("superseded"):
            continue
        most = both.get("high", both.get("best"))
        same = ("who", "group", "claimant", "source", "as_of")
        for part in tolls:
            told = part["measure"] in ("killed", "injured") and not part.get("superseded")
            if told and most is not None and _least(part) > most and all(part.get(name) == both.get(name) for name in same):
                yield Breach(f"/tolls/{index}", f"{_least(part)} {part['measure']}, but at most {most} casualties", str(most))


def _two_figures(record: Record) -> Iterator[Breach]:
    if len(record["tolls"]) == 1:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for index, toll in enumerate(record["tolls"]):
        if toll.get("superseded"):
            continue
        key = (*(toll.get(name) for name in ("measure", "who", "group", "claimant", "source", "as_of")),)
        if key in seen:
            words = f"the same claim of {toll['measure']} as entry {seen[key]}, by the same claimant for the same people"
            yield Breach(f"/tolls/{index}", words)
        seen.setdefault(key, index)


def _chosen_from_nothing(record: Record) -> Iterator[Breach]:
    for index, chosen in enumerate(record["resolved_tolls"]):
        claims = [toll for toll in record.get("tolls", ()) if toll["measure"] == chosen["measure"]]
        if not claims:
            yield Breach(f"/resolved_tolls/{index}", f"no claim of {chosen['measure']} stands in `tolls`")
            continue
        bounds = [toll[name] for toll in claims for name in _NUMBERS if name in toll and toll["who"] == chosen["who"]]
        if "best" in chosen and bounds and not min(bounds) <= chosen["best"] <= max(bounds):
            words = f"best is {chosen['best']}, but the claims are between {min(bounds)} and {max(bounds)}"
            yield Breach(f"/resolved_tolls/{index}/best", words, str(chosen["best"]))


def _filler(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        for name in _NUMBERS:
            if toll.get(name) in _FILLERS:
                yield Breach(f"/tolls/{index}/{name}", f"{name} is {toll[name]}, the sign for a missing value", str(toll[name]))


def _more_than_people(record: Record) -> Iterator[Breach]:
    for member in ("tolls", "resolved_tolls"):
        for index, toll in enumerate(record.get(member, ())):
            for name in _NUMBERS:
                if toll.get(name, 0) > _PEOPLE:
                    words = f"{name} is {toll[name]}, which is more people than there are"
                    yield Breach(f"/{member}/{index}/{name}", words, str(toll[name]))


RULES = (
    Rule(
        "EVX301", Severity.WARNING, "low ≤ best ≤ high",
        "Sums of bounds come out the wrong way round. Real tables have such rows, so they are kept and told.",
        "Correct the bound from the source; leave away the ones it doesn't give.", "", _bounds, each=("tolls", "resolved_tolls"),
    ),
    Rule(
        "EVX302", Severity.ERROR, "A number and a state that says there is none exclude each other",
        "One program would count the number, the other would not.",
        "Keep the number, or the state.", "tolls", _state_with_numbers,
    ),
    Rule(
        "EVX303", Severity.ERROR, "A claim says something",
        "A claim without number, state and words is no claim.",
        "Give what the source says, or leave the claim away; unknown is absent.", "tolls", _empty,
    ),
    Rule(
        "EVX304", Severity.WARNING, "The parts of a claim are no more than its total",
        "Then one of the figures is of somebody else, or counted twice.",
        "Check which claimant each figure belongs to.", "tolls", _parts_and_total,
    ),
    Rule(
        "EVX305", Severity.ERROR, "A group is named where `who` is 'group'",
        "Otherwise nobody knows whom the number counts.",
        "Name it in `group`, in the words of the source.", "tolls", _group_unnamed,
    ),
    Rule(
        "EVX306", Severity.WARNING, "Vague words are not made into a figure",
        "'Dozens' is no 24; the figure would be read as the source's.",
        "Leave `best` away; `low` and `high` may bound what the words can mean.", "tolls", _vague_words,
    ),
    Rule(
        "EVX307", Severity.WARNING, "The number in the words is the number of the claim",
        "One of the two was taken from another place in the source.",
        "Correct the number, or the words.", "tolls", _other_number_in_words,
    ),
    Rule(
        "EVX308", Severity.WARNING, "Killed or injured are no more than the casualties",
        "`casualties` is killed and injured together; often a source means injured by it.",
        "Check what the source counts.", "tolls", _more_killed_than_casualties,
    ),
    Rule(
        "EVX309", Severity.WARNING, "A claimant makes one claim about the same people",
        "Entries of one claimant are added up, so a claim that stands twice is counted twice.",
        "Mark the older one as superseded, give each its day in `as_of`, or keep one.", "tolls", _two_figures,
    ),
    Rule(
        "EVX310", Severity.WARNING, "A resolved figure is chosen from the claims",
        "A figure that nobody claims has no owner.",
        "Add the claim it was chosen from, or correct the figure.",
        "resolved_tolls", _chosen_from_nothing, reads=("resolved_tolls", "tolls"),
    ),
    Rule(
        "EVX311", Severity.WARNING, "A number is not the sign for a missing value",
        "9999 dead in a sum is noticed late or never.",
        "Leave the number away, with the state 'unknown'.", "tolls", _filler,
    ),
    Rule(
        "EVX312", Severity.WARNING, "The figures by side add up to the total",
        "Where all parts are given, somebody is missing from a part, or the total is of another report.",
        "Check the parts against the source; leave away a total that nobody gives.", "tolls", _sides_and_total,
    ),
    Rule(
        "EVX313", Severity.ERROR, "A figure is no more than there are people",
        "It is another number that got into its place, such as an id, and the columns of many programs can't even hold it.",
        "Take the figure from the source, or leave it away.", "", _more_than_people, each=("tolls", "resolved_tolls"),
    ),
)  # fmt: skip
