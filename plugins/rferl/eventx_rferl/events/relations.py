"""Links events: in response to, follows, part of; and bounds the time of an event that has none by the events it is linked to.

Knows the links between clauses and the phrases "In retaliation," and "While the fighting was under way". Doesn't guess: an
event stays without a date unless it is bounded on both sides, or counted from a dated one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import Factory, define, evolve

from eventx_rferl.events.answers import answers
from eventx_rferl.events.gaps import gaps
from eventx_rferl.events.merged import Merged
from eventx_rferl.language.calendar_dates import moved
from eventx_rferl.language.distances import distance
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event, Mention, Relation, Sentence, When

RETALIATION = wording(
    r"\b(?:In|As|in|as) (?:apparent )?(?:retaliation|response|reprisal|revenge)(?= ?,)|\b(?:retaliatory|retaliated|responded)\b"
)
# ", killing five people, in revenge."
REVENGE = wording(
    r"\bin (?:apparent )?(?:revenge|retaliation|response|reprisal)(?=\.[”\"]?$)|"
    # "Militants in revenge blew up the bridge"
    r"\bin (?:apparent )?(?:revenge|retaliation|reprisal|retribution)(?= (?:[a-z]+ed|blew|shot|set|struck|hit|cut|broke|"
    r"drove|fell|took|beat)\b)|"
    # "Were killed in what police called a revenge attack"; but not "in revenge attacks for the bombing"
    r"\bin (?:what [^.;,]{3,40} |an? |(?:an )?apparent |suspected )*(?:revenge|reprisal|retaliatory|retaliation|tit-for-tat) "
    r"(?:attack|killing|raid|strike|shelling|bombing|assault|ambush)(?:s|es)?\b(?! (?:for|against|over|after|following)\b)"
)
PURSUIT = wording(
    r"\b(?:in (?:hot )?pursuit|(?:gave|giving) chase|pursu(?:ed|ing) the (?:attackers|assailants|raiders|gunmen|"
    r"kidnappers|rebels|"
    r"militants|bandits|insurgents))\b"
)
# "Israel's guns retaliated within minutes", "warplanes hit back by bombing": wherever it stands in the sentence.
HIT_BACK = wording(
    r"\b(?:retaliated|hit back|struck back|(?:responded|answered|replied)(?: the (?:next|following) \w+)? (?:with|by|within))\b"
    r"(?! at (?:critics|claims|accusations))"
)
COUNT = (
    r"(?:(?:Just|Only|About|Roughly|Some|Barely|Nearly|Almost|Less than|More than) )?"
    r"(?:half an |a few |several |some |(?:\w+ )?)?"
)
TIMED = wording(
    rf"(?:{COUNT}(?:hours?|minutes|days?|weeks?) (?:(?P<later>later|afterwards?|after (?:that|it|this)(?=,))|"
    r"earlier|before (?:that|it|this)|before(?=,))|"
    r"(?:On )?(?P<next>[Tt]he (?:next|following) (?:day|morning|night|evening))|"
    r"(?:On )?[Tt]he (?:previous|preceding) (?:day|night|evening)|[Tt]he (?:day|night|evening) before(?=,| [a-z]+ \w+ed\b)|"
    r"Earlier (?:that|the same|in the) day)\b",
    re.IGNORECASE,
)
UNIT = r"(?:hours?|minutes|days?|nights?|weeks?)"
PART = r"(?:day|morning|night|evening|afternoon)"
# "... ran into an ambush the following morning", "In the same town two nights earlier, ...": counted from what was told before.
COUNTED = wording(
    rf"\b{COUNT}{UNIT} (?P<later>later|afterwards?)\b|\b{COUNT}{UNIT} (?:earlier\b|before(?= ?[,.;:]))|"
    rf"\b[Tt]he (?:very )?(?P<next>next|following) {PART}\b|\b[Tt]he (?:very )?(?:previous|preceding) {PART}\b|"
    rf"\b[Tt]he {PART} before(?= ?[,.;:]|,)",
    re.IGNORECASE,
)
# "Hours before the announcement, an ELN patrol had made off with ...".
BEFORE_IT = wording(
    rf"{COUNT}{UNIT} (?:before|after) (?:the|this|that|his|their|its) (?:[\w-]+ )?[\w-]+,|(?:Before|After) (?:that|this|then)\b",
    re.IGNORECASE,
)
# "The order comes a day after ...": what was told before, and what this clause tells.
CAME = wording(
    r"^(?:The|This|That|It|Their|His|Its) ?(?:[\w’'-]+ ){0,4}?(?:came|comes|happened|took place) "
    r"(?:[\w-]+ ){0,4}?(?P<way>after|before) "
)
WHILE = wording(r"While (?:that|this) was (?:happening|going on|under way)\b|In the course of (?:it|that)\b")
Add = Callable[[str, int, int, int, int, str], None]
# How an event is linked to the one that its clause hangs on: the kind, whether the link is the governor's, and its rule.
BY_LINK: Mapping[str, tuple[str, bool, str]] = MappingProxyType(
    {
        "response": ("in-response-to", True, "REL-RESPONSE"),
        "result": ("in-response-to", False, "REL-RESULT"),
        "after": ("follows", True, "REL-AFTER"),
        "before": ("follows", False, "REL-BEFORE"),
        "ending": ("follows", True, "REL-ENDING"),
        "during": ("part-of", True, "REL-DURING"),
    }
)


@define
class _Links:
    """The relations found so far, by the number of the event that has them."""

    found: dict[int, list[Relation]] = Factory(dict)

    def add(self, kind: str, source: int, target: int, start: int, end: int, rule: str) -> None:
        """Link two events, if they aren't linked yet; an answer says more than any other link."""
        if source == target or source < 0 or target < 0:
            return
        known = self.found.setdefault(source, [])
        linked = any(r.target == target for r in known)
        if linked or any(r.target == source and r.type == kind for r in self.found.get(target, [])):
            if kind != "in-response-to":
                return
            known[:] = [r for r in known if r.target != target]
        known.append(Relation(kind, target, start, end, rule))


def relations_of(
    article: Article, merged: Merged, mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]
) -> dict[int, tuple[Relation, ...]]:
    """For each event number its relations to others."""
    # The tellings alone: a denial is merged into the event it denies, and is linked to nothing.
    home = {m.number: number for number, told in enumerate(merged.events) for m in told}
    links = _Links()
    named = answers(article, merged, sentences)
    for answer in named:
        links.add("in-response-to", answer.source, answer.target, answer.start, answer.end, "REL-ANSWER")
    for mention in (m for told in merged.events for m in told):
        if mention.governor in home and not any(a.start <= mention.head.start < a.end for a in named):
            _by_clause(mention, sentences[mention.sentence], home, links)
    for summed, part in merged.sums:
        clue = next((m for m in mentions if m.number == summed), None)
        if clue is not None and clue.governor in home and part in home and clue.link in ("after", "response"):
            clause = sentences[clue.sentence].clauses[clue.clause]
            span = clause.start, clause.start + len(clause.word)
            links.add(BY_LINK[clue.link][0], home[clue.governor], home[part], *span, "REL-SUM")
    _openings(article, merged, sentences, home, links.add)
    for gap in gaps(article, merged, sentences):
        links.add("follows", gap.second, gap.first, gap.start, gap.end, "REL-COUNTED")
    return {number: tuple(found) for number, found in links.found.items()}


def _by_clause(mention: Mention, sentence: Sentence, home: dict[int, int], links: _Links) -> None:
    """The link of a telling to the one its clause hangs on."""
    clause = sentence.clauses[mention.clause]
    if mention.link not in BY_LINK:
        return
    kind, governors, rule = BY_LINK[mention.link]
    here, there = home[mention.number], home[mention.governor]
    source, target = (there, here) if governors else (here, there)
    links.add(kind, source, target, clause.start, clause.start + len(clause.word), rule)


def _openings(article: Article, merged: Merged, sentences: tuple[Sentence, ...], home: dict[int, int], add: Add) -> None:
    """Openings that don't say for what or from when ("In retaliation,", "Hours later"): the event told before is meant."""
    ordered = sorted((m for found in merged.events for m in found), key=_number)
    for mention in ordered:
        sentence = sentences[mention.sentence]
        text = article.text[sentence.start : sentence.end]
        earlier = [m for m in ordered if m.number < mention.number and m.sentence < mention.sentence and m.link == "main"]
        if not earlier:
            continue
        here, last = home[mention.number], home[earlier[-1].number]
        came = CAME.search(text)
        if came and here != last and mention.governor not in home and mention.head.start > sentence.start + came.end():
            first, second = (here, last) if came["way"] == "after" else (last, here)
            add("follows", second, first, sentence.start, sentence.start + came.end(), "REL-CAME-AFTER")
            continue
        pursuit = PURSUIT.search(text) if here != last and merged.events[here][0].number == mention.number else None
        if pursuit and mention.sentence - earlier[-1].sentence <= 2:
            start = sentence.start
            add("in-response-to", here, last, start + pursuit.start(), start + pursuit.end(), "REL-RETALIATION")
            continue
        if mention.link != "main" and (mention.link != "when" or mention.governor in home):
            continue
        answer = RETALIATION.match(text) or REVENGE.search(text) or HIT_BACK.search(text)
        if answer:
            start, end = sentence.start + answer.start(), sentence.start + answer.end()
            add("in-response-to", here, _answered(mention, ordered, home, last), start, end, "REL-RETALIATION")
            continue
        if here == last or merged.events[here][0].number != mention.number:
            continue
        if "earlier-deed" in mention.flags:
            add("follows", last, here, sentence.start, mention.head.end, "REL-EARLIER")
            continue
        during = WHILE.match(text)
        if during:
            add("part-of", here, last, sentence.start, sentence.start + during.end(), "REL-WHILE")
            continue
        counts = COUNTED.may_match(article.text, sentence.start, sentence.end)
        timed = TIMED.match(text) or (_counted_from(text, mention, sentence) if counts else None)
        if timed:
            start, end = sentence.start + timed.start(), sentence.start + timed.end()
            if timed["later"] or timed["next"]:
                add("follows", here, last, start, end, "REL-LATER")
            else:
                add("follows", last, here, start, end, "REL-EARLIER")
            continue
        apart = BEFORE_IT.match(text)
        if apart:
            first, second = (here, last) if re.search(r"\b[Bb]efore\b", apart[0]) else (last, here)
            add("follows", second, first, sentence.start, sentence.start + apart.end(), "REL-BEFORE-IT")


def _answered(mention: Mention, ordered: list[Mention], home: dict[int, int], last: int) -> int:
    """What is answered: what the sentence itself says it came after, else what was told last."""
    after = next((m for m in ordered if m.governor == mention.number and m.link == "after"), None)
    return home[after.number] if after is not None and home[after.number] != home[mention.number] else last


def _counted_from(text: str, mention: Mention, sentence: Sentence) -> re.Match[str] | None:
    """A time in the telling's own clause, or in the one it hangs on, that is counted from what was told before."""
    clause = sentence.clauses[mention.clause]
    start = sentence.start if clause.link == "when" else clause.start
    return COUNTED.search(text, start - sentence.start, clause.end - sentence.start)


def _number(mention: Mention) -> int:
    return mention.number


def infer_dates(article: Article, events: tuple[Event, ...], sentences: tuple[Sentence, ...]) -> tuple[Event, ...]:
    """Dates of undated events from their relations, where those bound them on both sides."""
    known = list(events)
    for _ in range(3):
        for event in tuple(known):
            if event.when is None:
                when = _counted(event, known, sentences) or _named(article, event, known) or _bounded(article, event, known)
                if when is not None:
                    known[event.number] = evolve(known[event.number], when=when)
    return tuple(known)


def _counted(event: Event, events: list[Event], sentences: tuple[Sentence, ...]) -> When | None:
    """The time from a linked event by the distance that the linking words give."""
    for other in events:
        for mention in other.mentions:
            for own in event.mentions:
                linked = (own.governor == mention.number and own.link in ("after", "before")) or (
                    mention.governor == own.number and mention.link in ("after", "before")
                )
                if not linked or other.when is None:
                    continue
                dependent = own if own.governor == mention.number else mention
                clause = sentences[dependent.sentence].clauses[dependent.clause]
                gap = distance(clause.word)
                sign = -1 if (dependent is own) == (dependent.link == "after") else 1
                if gap is not None and other.when.precision in ("day", "days"):
                    number, unit = gap[0] * sign, gap[1]
                    return When(
                        moved(other.when.start_day, number, unit),
                        moved(other.when.end_day, number, unit),
                        other.when.precision,
                        clause.start,
                        clause.start + len(clause.word),
                        "relative",
                        "DATE-LINKED",
                        "event",
                    )
                if re.match(r"in the week", clause.word, re.IGNORECASE) and other.when.precision in ("day", "days"):
                    first = other.when.start_day
                    return When(
                        moved(first, -7),
                        moved(first, -1),
                        "week",
                        clause.start,
                        clause.start + len(clause.word),
                        "relative",
                        "DATE-WEEK-BEFORE",
                        "event",
                    )
    for relation in event.relations:
        other = events[relation.target]
        if relation.type == "part-of" and other.when is not None:
            return When(
                other.when.start_day,
                other.when.end_day,
                other.when.precision,
                relation.start,
                relation.end,
                "inferred",
                "DATE-PART-OF",
                "event",
            )
    return None


def _named(article: Article, event: Event, events: list[Event]) -> When | None:
    """The time from an event that the text names, by the distance that the words before it give: "two days after the ambush"."""
    after = [(r, events[r.target], 1) for r in event.relations if r.rule == "REL-COUNTED"]
    before = [(r, other, -1) for other in events for r in other.relations if r.target == event.number and r.rule == "REL-COUNTED"]
    for relation, other, sign in (*after, *before):
        gap = distance(article.text[relation.start : relation.end])
        if gap is not None and other.when is not None and other.when.precision in ("day", "days"):
            start, end = (moved(day, gap[0] * sign, gap[1]) for day in (other.when.start_day, other.when.end_day))
            span = (relation.start, relation.end)
            return When(start, end, other.when.precision, *span, "relative", "DATE-LINKED", "event")
    return None


def _width(start: date, end: date) -> str:
    days = (end - start).days + 1
    return "day" if days == 1 else "days" if days <= 6 else "week" if days <= 7 else "month" if days <= 62 else "year"


def _bounded(article: Article, event: Event, events: list[Event]) -> When | None:
    """Between the event it follows or answers and the one that follows it, or publication."""
    lower = [r for r in event.relations if r.type in ("in-response-to", "follows") and events[r.target].when is not None]
    upper = [
        (other, r)
        for other in events
        for r in other.relations
        if r.target == event.number and r.type in ("in-response-to", "follows") and other.when is not None
    ]
    if not lower:
        return None
    relation = lower[0]
    first = events[relation.target].when
    start = first.start_day if first else None
    end = min((o.when.end_day for o, _ in upper if o.when), default=article.published)
    if start is None or end is None or end < start or (end - start).days > 31:
        return None
    return When(start, end, _width(start, end), relation.start, relation.end, "inferred", "DATE-BOUNDED", "event")
