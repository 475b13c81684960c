"""Finds which event another one answers, where the text names it: "avenged the killing of two hunters", "a reply to mortar fire".

Knows the words for revenge, reply and reprisal, and compares what they name with the events of the whole article, told before or
behind: by kind, place, day and the words both share. Doesn't merge anything, and says nothing if no event is like what is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from attrs import frozen

from eventx_rferl.events.matching import kind_family, places_told, time_of
from eventx_rferl.events.merged import Merged
from eventx_rferl.language.dates import phrases_in
from eventx_rferl.language.lexicons import phrase_at, trigger_forms
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Sentence
from eventx_rferl.triggers.families import compatible, family

ANSWER = wording(
    r"\b(?:(?:revenge|retaliation|retribution|vengeance|payback|reprisals?|response|reply|answer) (?:for|to|against|over)|"
    r"aveng(?:e[ds]?|ing)|answer(?:ed|ing)|retaliat(?:ed|ing) (?:for|against|over)|"
    r"(?:respond(?:ed|ing)|react(?:ed|ing)|repl(?:ied|ying)) to|(?:hit|struck|hitting|striking) back (?:for|over)|"
    r"(?:prompted|provoked|anger(?:ed)?|angry|enraged|outrag(?:ed?)|infuriated|incensed|fury|furious) (?:by|at|over)) "
    r"(?!(?:calls?|questions?|critics|reporters|with|by)\b|the (?:calls?|phone|questions?|next|following)\b)"
    r"(?P<what>[^.;]{4,140})",
    re.IGNORECASE,
)
# Where what is answered ends: "answered the executions with a raid", ", killing more than 20".
ENDS = wording(r", | with (?:an?|its|their|his|more|new|\w+ing|\w+s)\b| by \w+ing\b| late on | when ")
# "Vowed revenge for the strike", "will not go without a response to": nothing that was done.
UNDONE = wording(
    r"\b(?:vow\w*|threat\w*|warn\w*|promis\w*|pledg\w*|sw[eo]re?|call(?:ed|s|ing)? for|demand\w*|urg\w*|will|would|could|may|"
    r"might|plan\w*|prepar\w*|no|not|without|if|fear\w*|feared)\b(?: [\w’'-]+){0,5} $",
    re.IGNORECASE,
)
PAST = frozenset({"past", "participle"})
WORD = re.compile(r"[A-Za-z][\w’'-]{3,}")
SUFFIX = re.compile(r"(?:’s|'s|ings?|ers?|ed|es|e|s)$")
OPENS = wording(r"\W*(?:(?:In|As|By way of)\b[^,;.]*)?")
# Words that any two tellings share.
COMMON = frozenset(
    """people that which with their they were have been said from days hours earlier later after before week month last this what
    when where into over near town city village district province region forc troop soldier fighter attack kill wound members
    militant group army polic government men north south east west""".split()
)
# What is named by a word that fits any violence.
ANY = wording(
    r"\b(?:violence|bloodshed|attacks?|incidents?|massacres?|killings?|deaths?|murders?|slayings?|losses|loss|"
    r"assaults?|executions?|beatings?|lynchings?|wounding|attacked|killed|shot|murdered|died|dead)\b"
)
# Families of deeds by the weapons told with them.
ARMS = MappingProxyType({"air": "air", "drone": "air", "missile": "shell", "rocket": "shell", "shell": "shell"})
# How much must speak for an event.
LIKE = 2


@frozen
class Answer:
    """That one event answers another, and the words that say so."""

    source: int
    target: int
    start: int
    end: int


def stems_of(text: str) -> frozenset[str]:
    """The telling words of a text without their endings."""
    return frozenset(SUFFIX.sub("", word.lower()) for word in WORD.findall(text)) - COMMON


def kinds_of(sentence: Sentence, start: int, end: int, *, told: bool = False) -> frozenset[str]:
    """The families of the deeds that nouns between two offsets name; ``told``: verbs, too, as in "the day after X was hit"."""
    tokens = [token for token in sentence.tokens if start <= token.start < end]
    named = (trigger_forms().get(phrase_at(tokens, at, trigger_forms)[0], ()) for at in range(len(tokens)))
    found = frozenset(family(kind) for readings in named for kind, pos, form in readings if pos == "n" or (told and form in PAST))
    found = found | {"ground"} if "execution" in found else found
    return found - {"raid"} if "air" in found else found  # "an air raid"


@frozen
class Named:
    """What is named, such as what an answer answers: the words, and what can be compared with an event."""

    text: str
    start: int
    end: int
    stems: frozenset[str]
    kinds: frozenset[str]


def likeness(article: Article, named: Named, told: tuple[Mention, ...]) -> int:
    """How much speaks for an event being what is named; below 0 if it can't be."""
    when = time_of(told)
    phrases = phrases_in(article.text, named.start, named.end, article.published) if when and article.published else ()
    days = [p.when for p in phrases if p.when is not None]
    if days and when is not None and not any(day.overlaps(when) for day in days):
        return -1
    kinds = {kind_family(m) for m in told} | {family(t.type) for m in told for t in m.triggers}
    kinds |= {ARMS[kind] for m in told for kind in m.weapons if kind in ARMS}
    loose = ANY.search(named.text) is not None
    violent = bool(kinds & {"ground", "air", "shell", "blast", "open", "bombed", "strike", "raid", "abduction"})
    listed = named.kinds - {"open"}
    if listed and not loose and not any(compatible(a, b) for a in listed for b in kinds - {"open"} or kinds):
        return -1
    if loose and not violent:
        return -1
    score = 2 if listed & kinds else 1 if loose or listed else 0
    score += 3 if days and when is not None else 0
    score += 3 if any(place.name in named.text for place in places_told(told)) else 0
    score += 1 if loose and any(t.measure == "killed" and t.number.high != 0 for m in told for t in m.tolls) else 0
    own = stems_of(" ".join(article.text[m.start : m.end] for m in told if not m.start <= named.start < m.end))
    return score + min(2, len(named.stems & own))


def named_in(article: Article, sentence: Sentence, start: int, end: int, *, told: bool = False) -> Named:
    """What the words between two offsets name, or also what they tell."""
    words = article.text[start:end]
    return Named(words, start, end, stems_of(words), kinds_of(sentence, start, end, told=told))


def _phrases(article: Article, sentence: Sentence) -> Iterator[tuple[re.Match[str], Named]]:
    for match in ANSWER.finditer(article.text, sentence.start, sentence.end):
        if UNDONE.search(article.text[max(sentence.start, match.start() - 60) : match.start()]):
            continue
        stop = ENDS.search(match["what"])
        start = match.start("what")
        end = start + (stop.start() if stop else len(match["what"]))
        yield match, named_in(article, sentence, start, end)


def _answering(
    article: Article, match: re.Match[str], named: Named, number: int, sentence: Sentence, told: tuple[Mention, ...]
) -> Mention | None:
    """The telling that answers: the one before the words, else behind what they name, else the last one told before."""
    here = [m for m in told if m.sentence == number and not named.start <= m.head.start < named.end]
    if here and OPENS.fullmatch(article.text, sentence.start, match.start()) and article.text.startswith(",", named.end):
        return here[0]  # "In what the army called payback for X, its drones ..."
    before = [m for m in here if m.head.start < match.start()]
    if before:
        return before[-1]
    if here and re.match(r" (?:with|by)\b", article.text[named.end : here[0].head.start]):
        return here[0]
    earlier = [m for m in told if m.sentence < number and m.paragraph >= sentence.paragraph - 1]
    return earlier[-1] if earlier else None


def answers(article: Article, merged: Merged, sentences: tuple[Sentence, ...]) -> tuple[Answer, ...]:
    """Which events answer which, by the words of the article."""
    home = {m.number: number for number, found in enumerate(merged.events) for m in found}
    told = tuple(sorted((m for found in merged.events for m in found), key=_start))
    found: list[Answer] = []
    for number, sentence in enumerate(sentences):
        for match, named in _phrases(article, sentence):
            answering = _answering(article, match, named, number, sentence, told)
            if answering is None:
                continue
            source = home[answering.number]
            target = likest(article, merged, named, source, told)
            if target >= 0:
                found.append(Answer(source, target, match.start(), named.end))
    return tuple(found)


def likest(article: Article, merged: Merged, named: Named, source: int, told: tuple[Mention, ...], *, ahead: bool = False) -> int:
    """The event that the words name: the likest; of equals the one told in them, then the nearest.

    It was no later than what is counted from it; ``ahead``: no matter when, but told before it.
    """
    home = {m.number: number for number, found in enumerate(merged.events) for m in found}
    inside = {home[m.number] for m in told if named.start <= m.head.start < named.end}
    choices: list[tuple[int, bool, int, int]] = []
    done = time_of(merged.events[source])
    for number, events in enumerate(merged.events):
        when = time_of(events)
        if number == source or (ahead and events[0].head.start > named.end):
            continue
        if not ahead and done is not None and when is not None and when.start_day > done.end_day:
            continue
        others = tuple(m for m in events if not named.start <= m.head.start < named.end)
        score = likeness(article, named, others or events)
        if score >= LIKE or (number in inside and score >= 1):
            choices.append((score, number in inside, -abs(events[0].head.start - named.start), number))
    return max(choices)[3] if choices else -1


def _start(mention: Mention) -> int:
    return mention.head.start
