"""Finds attributions: who says what, who claims or denies, and where doubt is marked.

Knows the shapes ", the governor said", "X said (on July 24) that ...", "according to X", and the phrases of
``lexicon/claims.toml``. Doesn't judge whether a claim is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from attrs import evolve

from eventx_rferl.language.calendar_names import WEEKDAY
from eventx_rferl.language.lexicons import settings, table
from eventx_rferl.language.wording import Patterns, Wording, wording
from eventx_rferl.model import Claim, Sentence, Toll

WHO = r"(?P<who>(?:(?!,|;|(?<![A-Z])\.\s|“|”|\"| said| when | after | while )[^\n]){2,90}?)"
ACCORDING = wording(r"\b[Aa]ccording to (?P<who>(?:(?!,|;|\.(?:\s|$)| but | who )[^\n]){2,90})")
LEAD = wording(
    r"^(?:(?:But|And|Meanwhile|meanwhile|However|Also|Elsewhere|Separately|Later|Earlier|"
    r"(?:In|At|Near|Across|Outside|Along|Around|Beyond|Off) [^,]{2,45}|(?:which|where) [^,]{3,60}(?=,)|"
    rf"[Oo]n (?:[A-Z][a-z]+ \d+|(?:[Ee]arly |[Ll]ate )?{WEEKDAY}"
    r"(?: (?:morning|evening|night|afternoon))?)|"
    r"In a statement|The "
    r"previous day|(?:\w+ ){0,2}(?:[Mm]inutes|[Hh]ours?|[Dd]ays?|[Ww]eeks?) (?:earlier|later)(?!,)|,)[, ]+)+"
)
# "told RFE/RL's Kyrgyz Service", "told a local news agency by telephone"
AUDIENCE = (
    r"(?:(?:an?|the|its|his|her|our|several|local|foreign|state) )?[\w’'/.-]+(?: [\w’'/.-]+){0,5}?"
    "(?: (?:by|over the) (?:tele)?phone)?"
)
ASIDE = wording(
    r"(?:, (?:however|meanwhile|in turn|too|for (?:its|his|their) part)|,? (?:also|later|earlier|previously|initially|has|have|"
    r"had|now|each|all|both|first|on [A-Z][a-z]+ \d+))+,?\s*$"
)

# "The group, which monitors abuses in the region, said": what hangs on who speaks.
HANGING = wording(r", (?:which|who|whose)\b[^,;]{3,120},$")
SAID_SO = re.compile(r" (?:said|say|that|of|had|spoke|put|suggested|indicated)\b")
# "Nobody claimed the attack, which killed five": that isn't anybody's word.
NOBODY = re.compile(r"\W*(?:[Nn]obody|[Nn]o one|[Nn]o-one|[Nn]one|[Nn]either|[Nn]o [a-z]+)\b")
NOT_SAID = wording(r"\b(?:not|never|did|who|which|is|are|was|were)$|n['’]t$")
# What goes on behind an aside that says who speaks, and what stands alone before one: "In Bor, the source said, they shot".
WITHIN = wording(r", (?:were|was|had|has|have|are|is|would|will|did)\b")
ADVERBIAL = wording(
    r"\W*(?:In|At|On|Near|Outside|Across|Around|Earlier|Later|Meanwhile|Then|Afterwards?|The (?:next|same|previous))\b[^,]{0,60}"
)
PUT_BY = wording(
    r"\b(?:put|estimated|given|placed|reckoned|counted) at (?:[\w’'-]+ ){1,8}?by (?P<who>(?:the |an? )?[^,.;]{3,60}?)(?=[,.;]|$)"
)
# "Three clerks were hurt, said police spokesman Ali Noor."
INVERTED = wording(
    r",[”\"]? (?P<verb>said|says|reported|confirmed|announced|added) "
    r"(?P<who>(?:(?:[A-Z][\w’'-]*|an?|the|local|police|army|military|"
    r"hospital|regional|provincial|government|rebel|senior|deputy|state|district|city|rescue|security|medical|chief|official|officials|"
    r"residents|witnesses|spokesman|spokeswoman|spokesperson|officer|commander|governor|mayor|minister|doctor|doctors|of|for|al-[A-Z]\w+|"
    r"and|who|in|head) ?)+)(?=[,.;]|$)"
)

# ", Ivan Petrov, the governor of the region, said" and ", the group's spokesman, Ivan Petrov, said": one speaker.
NAMED = r"(?:[A-Z][\w’'-]+)(?: (?:[A-Z][\w’'-]+|al|bin|de|van)){1,3}"
ROLE = r"(?:an?|the|its|his|her|their|[A-Z][\w’'-]+['’]s|[a-z]+) [^,;.“”]{2,80}|spokes\w+ [^,;.“”]{2,60}"
ACCOUNT = wording(r"an? (?:claim|account|charge|report|allegation|accusation|version|figure) (?:that |which )?")
# "Shells fell on the town, but residents said ..."
CONTRAST = re.compile(r".*(?:, (?:but|though|although|while)|;) ")
# "Police fired tear gas, and organizers said ...": what stands before the "and" tells something, it doesn't speak.
JOINED = re.compile(
    r".*\b(?:[a-z]+ed (?:tear gas|rubber|water|stun|live|at|on|into|to|for|from|with|in|an?|the|their|its|his|her|\d+|one|two|"
    r"three|several|dozens|hundreds)|was|were|had|took|fell|broke|shot|threw|held|began|fought|used|went|came|set|left|hit|drove|met)\b"
    r".*, and "
)
LIVES = wording(r" (?:(?:at least|more than|about|some|nearly) )?(?:[\d,]+|[a-z]+) lives\b| the li(?:fe|ves)\b")


NO_SPEAKER = wording(
    r"\b(?:killing|wounding|injuring|which|where|who|that|leaving|in|and its|and)$|^(?:killing|wounding|which|who|in |"
    r"and |not |but |including|leaving|after|it |he )"
)
VERBLESS = wording(r"\b(?:an?|the|its|their|this|these|of|in|on|over|for|with|and)$")


@cache
def _verbs() -> tuple[str, dict[str, str]]:
    kinds = {row["phrase"]: row["kind"] for row in table("reporting.tsv")}
    return "|".join(re.escape(verb) for verb in sorted(kinds, key=len, reverse=True)), kinds


@cache
def _tail() -> Wording:
    return wording(
        rf",(?:[”\"])? {WHO}(?P<aside>, (?:however|meanwhile),)? (?P<verb>{_verbs()[0]})\b"
        rf"(?:(?<= told) (?!reporters\b){AUDIENCE}|"
        rf"(?! (?:it|he|she|they|that|the|to|a|his|its)\b))(?: (?:on|in|today|yesterday|earlier|later|late|early|[A-Z]\w+)\b"
        rf"[^,.;]*)?(?=[,.;]|$)"
    )


@cache
def _apposed() -> Wording:
    return wording(
        rf", (?P<who>{NAMED}, (?:{ROLE})|(?:{ROLE}), {NAMED}), (?P<verb>{_verbs()[0]})\b"
        r"(?: (?:on|in|today|yesterday|earlier|later|late|early|[A-Z]\w+)\b[^,.;]*)?(?=[,.;]|$)"
    )


@cache
def _head() -> Wording:
    return wording(
        rf"(?:^|(?<=, and )|(?<=, but )|(?<=, while )|(?<=; )|(?<= and )|(?<= as )|(?<=\. ))(?P<who>(?:(?! (?:{_verbs()[0]}) "
        rf")[^;“”\"\n]){{2,110}}?) (?P<verb>{_verbs()[0]})\b(?P<when> (?:on|late on|early on) [A-Z][a-z]+ \d+| (?:today|"
        rf"yesterday))?"
    )


@cache
def _shapes() -> Patterns[str]:
    shapes = {
        "according": ACCORDING,
        "tail": _tail(),
        "apposed": _apposed(),
        "head": _head(),
        "inverted": INVERTED,
        "put by": PUT_BY,
    }
    return Patterns(shapes.items())


def claims_in(text: str, sentence: Sentence) -> tuple[Claim, ...]:
    """The attributions of a sentence: tail and "according to" cover what stands before them, a head what follows."""
    standing = dict(_shapes().standing(text, sentence.start, sentence.end))
    if not standing:
        return ()

    def told(shape: str) -> Iterable[re.Match[str]]:
        return standing[shape].finditer(body) if shape in standing else ()

    kinds = _verbs()[1]
    found: list[Claim] = []
    body = text[sentence.start : sentence.end]
    base = sentence.start
    for match in told("according"):
        start, end = match.span("who")
        front = match.start() < 3
        span = (base + match.end(), sentence.end) if front else (sentence.start, base + match.start())
        found.append(_claim(text, base + start, base + end, span, "says"))
    for match in told("tail"):
        if match.end() < len(body) - 2 and not re.match(r"[,.;]", body[match.end() : match.end() + 1]):
            continue
        start, end = match.span("who")
        if NO_SPEAKER.search(match["who"]):
            continue
        account = ACCOUNT.match(match["who"])
        if account:  # ", a claim that the rebels rejected": whose claim it was isn't said here
            found.append(_claim(text, base + start + account.end(), base + end, (base + start, base + start), "denies"))
            continue
        stop = base + match.start()
        content = (_content_start(text, sentence, stop), stop)
        if WITHIN.match(body, match.end()) or (
            body.startswith(", ", match.end()) and ADVERBIAL.fullmatch(text[content[0] : stop])
        ):
            content = (content[0], sentence.end)  # "up to 30 villagers, the governor conceded, were killed"
        found.append(_claim(text, base + start, base + end, content, kinds[match["verb"]]))
    for match in told("put by"):
        at = base + match.start("who")
        found.append(_claim(text, at, base + match.end("who"), (base, at), "says"))
    for match in told("apposed"):
        stop = base + match.start()
        content = (_content_start(text, sentence, stop), stop)
        found.append(_claim(text, base + match.start("who"), base + match.end("who"), content, kinds[match["verb"]], whole=True))
    for match in told("head"):
        start, end = match.span("who")
        who = match["who"]
        lead = LEAD.match(who)
        cut = CONTRAST.match(who) or JOINED.match(who)
        if cut:
            start += cut.end()
        elif lead:
            start += lead.end()
        if NOBODY.match(body, start, end) or NOT_SAID.search(body[start:end]) or body.startswith(" by ", match.end()):
            continue  # "has not said whether", "a bomb claimed by the group": nobody's word
        aside = ASIDE.search(body[start:end])
        if aside:
            end = start + aside.start()
        hanging = HANGING.search(body[start:end])
        if hanging:
            end = start + hanging.start()
        words = body[start:end]
        if match["verb"] == "reports" and SAID_SO.match(body, match.end()):
            continue  # "Initial reports said ten soldiers were killed"
        if LIVES.match(body, match.end()):
            continue  # "the blast claimed 23 lives"
        if VERBLESS.search(who):
            continue  # "in a disputed stretch": no verb
        if not body[match.end() :].strip(' .,;”"') or any(c.end <= base + match.start("verb") <= c.end + 14 for c in found):
            continue
        if not words.strip() or any(c.start <= base + start < c.end for c in found) or _is_clause(words):
            continue
        if words.split()[0] in kinds:
            continue  # "admitted six dead and claimed to have counted 15": the speaker is named before
        stop = next(
            (
                base + match.end() + m.start()
                for m in re.finditer(r", (?:but|while|and (?:[A-Z][\w’']+ ){1,3}(?:denied|said|rejected))\b", body[match.end() :])
            ),
            sentence.end,
        )
        found.append(_claim(text, base + start, base + end, (base + match.end(), stop), kinds[match["verb"]]))
    for match in told("inverted"):
        start, end = base + match.start("who"), base + len(body[: match.end("who")].rstrip())
        if any((c.start < end and start < c.end) or c.content_start <= start <= c.content_start + 1 for c in found):
            continue
        at = base + match.start()
        found.append(_claim(text, start, end, (_content_start(text, sentence, at), at), kinds[match["verb"]]))
    return tuple(sorted(found, key=_position))


def _position(claim: Claim) -> int:
    return claim.start


# "Troops retook the village", "a mob dragged a visitor (accused of ...)": verbs of what is told, not of who speaks.
LINKED = wording(r"\b(?:that|which|who|and) (?:they|it|he|she)$|\bthan\b|\bbut$|\b(?:whom|what|(?:for|in) which)\b")
TELLING = wording(r", (?:when|killing|wounding|which|that|where)\b|\b(?:killed|wounded|were|was|hit|struck|attacked)\b")
FINITE = wording(r"\b(?:retook|took|beat|fell|threw|drove|went|came|broke)\b|, [a-z]+ed (?:an?|the|two|three|four|five|\d+) ")


def _is_clause(words: str) -> bool:
    """Whether the supposed speaker is more than a noun phrase."""
    return any(pattern.search(words) for pattern in (LINKED, FINITE, TELLING)) or len(words.split()) > 16


def _content_start(text: str, sentence: Sentence, upto: int) -> int:
    """Where the statement that a tail closes begins: after a "but" or semicolon, else with the sentence."""
    cut = [m.end() for m in re.finditer(r"; |, but ", text[sentence.start : upto])]
    return sentence.start + (cut[-1] if cut else 0)


def _claim(text: str, start: int, end: int, content: tuple[int, int], kind: str, *, whole: bool = False) -> Claim:
    words = text[start:end]
    cut = re.match(r"(?:(?:but|and|while|as|that|where|when|[Bb]y the time|until|after|before) )+", words)
    if cut:
        start += cut.end()
    relative = None if whole else re.search(r", (?:who|which|a |an |the )\b", text[start:end])
    if relative:
        end = start + relative.start()
    verbless = re.sub(r"[\s,]+$", "", text[start:end])
    return Claim(verbless, start, start + len(verbless), *content, kind)


def claimant_of(claims: tuple[Claim, ...], start: int, end: int) -> Claim | None:
    """The attribution that covers a stretch of text; the innermost if several do."""
    covering = [c for c in claims if c.content_start <= start and end <= c.content_end]
    return min(covering, key=_length) if covering else None


NOUN = re.compile(r"[A-Z]|(?:the|an?|its|his|her|their|local|officials|police|residents|witnesses|doctors)\b")
PRONOUNS = frozenset({"he", "she", "it", "they"})


def speaker_of(claims: tuple[Claim, ...]) -> Claim | None:
    """Who speaks last in a sentence, if it is said by a noun."""
    named = [claim for claim in claims if claim.text.lower() not in PRONOUNS and NOUN.match(claim.text)]
    return named[-1] if named else None


def who_said(tolls: tuple[Toll, ...], speaker: Claim) -> tuple[Toll, ...]:
    """The tolls with "he", "it" as the claimant replaced by who spoke before in the paragraph."""
    return tuple(
        evolve(toll, claimant=speaker.text, claimant_start=speaker.start, claimant_end=speaker.end, claimant_basis="inferred")
        if (toll.claimant or "").lower() in PRONOUNS
        else toll
        for toll in tolls
    )


def _length(claim: Claim) -> int:
    return claim.content_end - claim.content_start


@cache
def _doubt() -> Wording:
    return wording("|".join(settings("claims.toml")["doubt"]["patterns"]), re.IGNORECASE)


def doubted(text: str) -> tuple[int, int] | None:
    """Where a text says that an account could not be verified or wasn't confirmed."""
    match = _doubt().search(text)
    return match.span() if match else None


def mutual_blame(text: str) -> bool:
    """Whether a text says that both sides blame each other or that it isn't known which side did it."""
    lowered = text.lower()
    return any(phrase in lowered for phrase in settings("claims.toml")["doubt"]["mutual"])
