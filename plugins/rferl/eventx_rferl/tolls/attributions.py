"""Reads attributions off the shapes in which English tells who says something: ", the governor said", "X said that".

Knows one sentence: which words name the speaker, and which stretch is what is said. One shape is read after the other; an
attribution that is found keeps others from being read off its words. Doesn't judge whether what is said is true.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from eventx_rferl.language.calendar_names import WEEKDAY
from eventx_rferl.language.charges import charged_with
from eventx_rferl.language.lexicons import table
from eventx_rferl.language.wording import Patterns, Wording, one_of, wording
from eventx_rferl.model import Claim, Sentence
from eventx_rferl.tolls.two_speakers import parted
from eventx_rferl.values import frozen

# A stop, but not that of a short title: "police Lt. Ali Abbas said".
STOP = r"\.(?<!Lt\.)(?<!Col\.)(?<!Gen\.)(?<!Maj\.)(?<!Capt\.)(?<!Brig\.)(?<!Sgt\.)(?<!Cmdr\.)(?<!Dr\.)(?<!Mr\.)(?<!Mrs\.)"
WHO = rf"(?P<who>(?:(?!,|;|{STOP}(?<![A-Z]\.)\s|“|”|\"| said| when | after | while )[^\n]){{2,90}}?)"
ACCORDING = wording(rf"\b[Aa]ccording to (?P<who>(?:(?!,|;|(?<![ .][A-Z]){STOP}(?:\s|$)| but | who )[^\n]){{2,90}})")
# "All five died, by the group's account".
BY_ACCOUNT = wording(
    r",? by (?P<who>(?:the |its |their |an? )?(?:[\w-]+ ){0,4}?[\w-]+?)['’]s? (?:own )?(?:account|count|reckoning|tally|"
    r"estimates?|figures?|"
    r"admission|version)\b"
)
LEAD = wording(
    r"^(?:(?:(?:Earlier|Later|Late|Early) (?:in the|that|the same) (?:day|morning|evening|night|week)|"
    r"(?:M(?:ost|ore) [a-z]+ly|[A-Z][a-z]+ly)(?=,)|"
    r"But|And|Meanwhile|meanwhile|However|Also|Elsewhere|Separately|Later|Earlier|"
    r"(?:[Ii]n|[Aa]t|[Nn]ear|Across|Outside|Along|Around|Beyond|Off|On (?:an?|the|its|their|both|either|all)|To (?:its|"
    r"the)|By|After|"
    r"Before|During|Over|Amid|(?:Farther|Further|Just|Not|Shortly|Soon|Deeper|Elsewhere|(?:North|South|East|West)(?:east|"
    r"west)? of)) "
    r"[^,]{2,45}|(?:which|where) [^,]{3,60}(?=,)|"
    rf"[Oo]n (?:[A-Z][a-z]+ \d+|\d+ [A-Z][a-z]+|(?:[Ee]arly |[Ll]ate )?{WEEKDAY}"
    r"(?: (?:morning|evening|night|afternoon))?)|"
    r"(?:[Ll]ast|[Tt]his) (?:week|month|year|night|morning)|[Yy]esterday|[Tt]oday|In a statement|[Bb]y contrast|[Oo]n the other "
    r"hand|[Ii]n turn|[Ff]or (?:its|their|his) part|[Ll]ikewise|(?:[Oo]n )?[Tt]he "
    r"(?:previous|same|next|following) (?:day|night|morning|evening|week|month)|"
    r"(?:\w+ ){0,2}(?:[Mm]inutes|[Hh]ours?|[Dd]ays?|[Ww]eeks?) (?:earlier|later)(?!,)|,)[, ]+){1,8}"
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
HAVE = re.compile(r" (?:has|have|had)(?: also| since| now)?$")
# "The group, which monitors abuses in the region, said": what hangs on who speaks.
HANGING = wording(r", (?:which|who|whose)\b[^,;]{3,120},$")
SAID_SO = re.compile(r" (?:said|say|that|of|had|spoke|put|suggested|indicated)\b")
# "Nobody claimed the attack, which killed five": that isn't anybody's word.
NOBODY = re.compile(r"\W*(?:[Nn]obody|[Nn]o one|[Nn]o-one|[Nn]one|[Nn]either|[Nn]o [a-z]+)\b")
NOT_SAID = wording(r"\b(?:not|never|did|who|which|(?:is|are|was|were)(?: (?:also|all|both|still|now|widely|each))?)$|n['’]t$")
# What goes on behind an aside that says who speaks, and what stands alone before one: "In Bor, the source said, they shot".
GOES_ON = wording(r", (?:were|was|had|has|have|are|is|would|will|did|who)\b")
WITHIN = wording(
    r", (?:were|was|had|has|have|are|is|would|will|did|who|when|after|as|left|hit|struck|shot|beat|took|blew|burnt|"
    r"killed|wounded|killing|wounding|"
    r"injuring|leaving|(?:and )?(?:then |later )?[a-z]{2,}ed (?!by\b)|and (?:then |later )?(?:shot|beat|led|took|set|left))\b"
)
ADVERBIAL = wording(
    r"\W*(?:(?:In|At|On|Near|Outside|Across|Around|Earlier|Later|Meanwhile|Then|Afterwards?|The (?:next|same|previous))\b"
    r"[^,]{0,60}|(?:[A-Z]\w+ )?(?:hours|days?|weeks?|months?|years?) (?:later|earlier))"
)
LEADS_ON = wording(r"\b(?:and|but|that|which|where|when|while),? ?$")
PUT_BY = wording(
    r"\b(?:put|estimated|given|placed|reckoned|counted) at (?:[\w’'-]+ ){1,8}?by (?P<who>(?:the |an? )?[^,.;]{3,60}?)(?=[,.;]|$)"
)
# "Three clerks were hurt, said police spokesman Ali Noor."
INVERTED = wording(
    r",[”\"]? (?P<verb>said|says|reported|confirmed|announced|added) "
    rf"(?!(?:on )?{WEEKDAY}\b)(?P<who>(?:(?:[A-Z][\w’'-]*|an?|the|local|police|army|military|"
    r"hospital|regional|provincial|government|rebel|senior|deputy|state|district|city|rescue|security|medical|chief|official|"
    r"officials|"
    r"residents|witnesses|ministry|agency|spokesman|spokeswoman|spokesperson|officer|commander|governor|mayor|minister|doctor|doctors|of|for|"
    r"al-[A-Z]\w+|"
    r"and|who|in|head) ?)+(?P<apposed>, (?:an?|the|its|his|her|their|deputy|chief|head|[a-z]+ ?spokes\w+) "
    r"[^,.;“”]{3,90})?)(?=[,.;]|$)"
)
# ", Ivan Petrov, the governor of the region, said" and ", the group's spokesman, Ivan Petrov, said": one speaker.
NAMED = r"(?:the )?(?:[A-Z][\w’'-]+)(?: (?:[A-Z][\w’'-]+|al|bin|de|van)){1,3}"
ROLE = r"(?:an?|the|its|his|her|their|[A-Z][\w’'-]+['’]s|[a-z]+) [^,;.“”]{2,80}|spokes\w+ [^,;.“”]{2,60}"
ACCOUNT = wording(r"an? (?:claim|account|charge|report|allegation|accusation|version|figure) (?:that |which )?")
# "Shells fell on the town, but residents said ..."
CONTRAST = re.compile(r".*(?:, (?:but|though|although|while|according to [^,;]{2,60}, and)|;) ")
# "Police fired tear gas, and organizers said ...": what stands before the "and" tells something, it doesn't speak.
JOINED = re.compile(
    r".*\b(?:[a-z]+ed (?:tear gas|rubber|water|stun|live|at|on|into|to|for|from|with|in|an?|the|their|its|his|her|\d+|one|two|"
    r"three|several|dozens|hundreds)|was|were|had|took|fell|broke|shot|threw|held|began|fought|used|went|came|set|left|hit|drove|"
    r"met)\b"
    r".*, and "
)
# "Up from the 20 reported at first": a figure, and nobody who reports.
A_FIGURE = wording(
    r"\b(?:the|from|than|of) (?:[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|\w*[a-z]ve)$"
)
A_COUNT = wording(r"\b(?:an?|the|its|their|his|official|final|latest|own)(?: \w+)?$", re.IGNORECASE)
BY_THEM = wording(
    rf" (?:(?:on |early |late )?(?:{WEEKDAY}|[A-Z][a-z]+ \d+) |yesterday |today |earlier )?by (?!telephone|phone|radio)"
)
A_REPORT = wording(r"\b(?:an?|its|their|his|her|this|that)(?: [\w-]+){0,2}$", re.IGNORECASE)
LIVES = wording(r" (?:(?:at least|more than|about|some|nearly) )?(?:[\d,]+|[a-z]+) lives\b| the li(?:fe|ves)\b")
# Guards are posted somewhere, statements on a network or a website.
STATIONED = wording(
    r" (?:there|near|at|outside|along|around|inside|to|by|as)\b|"
    r" (?:in|on) (?![A-Z][a-z]+ \d+|(?:\w+ ){0,2}(?:Telegram|Twitter|X|Facebook|YouTube|Instagram|VKontakte|WhatsApp|Web|website|"
    r"Internet|social|messag\w+|page|account|channel|forum|blog|site|video|statement))"
)
NO_SPEAKER = wording(
    r"^(?:contrary to|despite|unlike|as opposed to|according to)\b|\b(?:killing|wounding|injuring|which|where|who|that|"
    r"leaving|in|and "
    r"its|and)$|^(?:killing|wounding|which|who|in |(?:up|down) from |compared |"
    r"and |not |but |by |including|leaving|after|it |he )"
)
VERBLESS = wording(r"\b(?:an?|the|its|their|this|these|of|in|on|over|for|with|and)$", re.IGNORECASE)  # "An estimated 40"


@cache
def _verbs() -> tuple[str, dict[str, str]]:
    kinds = {row["phrase"]: row["kind"] for row in table("reporting.tsv")}
    longest_first = sorted(kinds, key=len, reverse=True)
    several_words = [re.escape(verb) for verb in longest_first if " " in verb]
    return "|".join((*several_words, one_of(verb for verb in longest_first if " " not in verb))), kinds


# When and where it was said, up to what is said: not in "In Sumy, the army said on Monday that its troops had left".
WHERE_SAID = r"(?:(?! that\b| (?:it|they|he|she) | (?:its|their|the) (?:[\w-]+ ){1,3}(?:had|has|have|was|were)\b)[^,.;])*"


@cache
def _tail() -> Wording:
    return wording(
        rf",(?:[”\"])? {WHO}(?P<aside>, (?:however|meanwhile),)? (?P<verb>{_verbs()[0]})\b"
        rf"(?:(?<= told) (?!reporters\b){AUDIENCE}|"
        rf"(?! (?:it|he|she|they|that|the|to|a|his|its)\b))(?: (?:on|in|at (?:the|an?|that)|today|yesterday|earlier|later|"
        rf"late|early|then|[A-Z]\w+)\b{WHERE_SAID})?(?=[,.;]|$)"
    )


@cache
def _apposed() -> Wording:
    return wording(
        rf", (?P<who>{NAMED}, (?:{ROLE})|(?:{ROLE}), {NAMED}), (?P<verb>{_verbs()[0]})\b"
        rf"(?: (?:on|in|today|yesterday|earlier|later|late|early|[A-Z]\w+)\b{WHERE_SAID})?(?=[,.;]|$)"
    )


@cache
def _head() -> Wording:
    letter = rf"(?:(?! (?:{_verbs()[0]}) )[^;“”\"\n])"
    return wording(
        rf"(?:^|(?<= )(?:(?<= and )|(?<=, but )|(?<=, while )|(?<=; )|(?<= as )(?![\w,-]+, )|(?<=\. )))"
        rf"(?P<who>{letter}{{2,110}}?|{letter}{{2,160}}?,) (?P<verb>{_verbs()[0]})\b"
        r"(?P<when> (?:on|late on|early on) [A-Z][a-z]+ \d+(?:, \d{4})?| (?:today|yesterday))?"
    )


# What is said ends where another speaker begins: "..., but residents said", "..., and the army denied".
STOPS = re.compile(r", (?:but|while|and (?:[A-Z][\w’']+ ){1,3}(?:denied|said|rejected))\b")
# So far behind a speaker the next verb is still the same one's: "X has said and repeated".
SAME_BREATH = 14


@frozen
class _Told:
    """A match of a shape in a sentence (``body``, whose offsets the match has), and what was found in it so far."""

    text: str
    sentence: Sentence
    body: str
    match: re.Match[str]
    found: tuple[Claim, ...]

    @property
    def kind(self) -> str:
        """What its verb says: says, claims, denies."""
        return _verbs()[1][self.match["verb"]]

    def at(self, offset: int) -> int:
        """Where an offset of the match stands in the text."""
        return self.sentence.start + offset

    def before(self) -> tuple[int, int]:
        """What stands before the match: the statement that it closes."""
        stop = self.at(self.match.start())
        return _content_start(self.text, self.sentence, stop), stop

    def claim(self, span: tuple[int, int], content: tuple[int, int], kind: str, *, whole: bool = False) -> Claim:
        """The attribution to the speaker at these offsets of the sentence."""
        return _claim(self.text, self.at(span[0]), self.at(span[1]), content, kind, whole=whole)


Reader = Callable[[_Told], Claim | None]
"""Reads the attribution off a match of one shape; None if it is none."""


def _according(told: _Told) -> Claim:
    """ "According to X, three died", "three died, according to X"; "in fighting in which, by the army's count, three died"."""
    match, led = told.match, told.body[: told.match.start()]
    front = not led.strip(' “"') or (
        told.body.startswith(",", match.end()) and (ADVERBIAL.fullmatch(led.rstrip(", ")) or LEADS_ON.search(led)) is not None
    )
    within = led.endswith(", ") and WITHIN.match(told.body, match.end())
    behind = told.at(match.end()), told.sentence.end
    before = told.sentence.start, _goes_on(told) if within else told.at(match.start())
    return told.claim(match.span("who"), behind if front else before, "says")


def _behind(told: _Told) -> Claim | None:
    """ "Three died, the governor said"."""
    match, (start, end) = told.match, told.match.span("who")
    if (had := HAVE.search(match["who"])) is not None:
        end = start + had.start()
    if NO_SPEAKER.search(match["who"]):
        return None
    account = ACCOUNT.match(match["who"])
    if account:  # ", a claim that the rebels rejected": whose claim it was isn't said here
        return told.claim((start + account.end(), end), (told.at(start), told.at(start)), "denies")
    content = told.before()
    aside = told.body.startswith(", ", match.end()) and ADVERBIAL.fullmatch(told.text[slice(*content)])
    named = match["who"].lower() not in ("it", "he", "she", "they") or GOES_ON.match(told.body, match.end())
    if aside or (named and WITHIN.match(told.body, match.end())):
        content = (content[0], _goes_on(told))  # "up to 30 villagers, the governor conceded, were killed"
    return told.claim((start, end), content, told.kind)


def _goes_on(told: _Told) -> int:
    """How far goes what an aside in its middle says who tells: to the end of the sentence, or to its semicolon."""
    stop = told.body.find("; ", told.match.end())
    return told.sentence.end if stop < 0 else told.at(stop)


def _put_by(told: _Told) -> Claim:
    """ "Put at 40 by the army"."""
    start, end = told.match.span("who")
    return told.claim((start, end), (told.sentence.start, told.at(start)), "says")


def _apposed_speaker(told: _Told) -> Claim:
    """ "Three died, Ivan Petrov, the governor, said"."""
    return told.claim(told.match.span("who"), told.before(), told.kind, whole=True)


def _before(told: _Told) -> Claim | None:
    """ "On Monday the governor, who visited the town, said that three died"."""
    start, end = _speaker(told)
    if start < 0 or _no_attribution(told) or _no_speaker(told, start, end):
        return None
    stop = STOPS.search(told.body, told.match.end())
    content = told.at(told.match.end()), told.at(stop.start()) if stop else told.sentence.end
    return told.claim((start, end), content, told.kind)


def _speaker(told: _Told) -> tuple[int, int]:
    """Where the speaker stands in what precedes a verb, without what leads up to it or hangs on it; -1 if it is nobody's word."""
    body, who, (start, end) = told.body, told.match["who"], told.match.span("who")
    cut = CONTRAST.match(who) or JOINED.match(who) or LEAD.match(who)
    start += cut.end() if cut else 0
    if NOBODY.match(body, start, end) or NOT_SAID.search(body[start:end]) or body.startswith(" by ", told.match.end()):
        return -1, -1  # "has not said whether", "a bomb claimed by the group"
    for trailing in (ASIDE, HANGING):
        found = trailing.search(body[start:end])
        end = start + found.start() if found else end
    return start, end


def _no_attribution(told: _Told) -> bool:
    """Whether the verb tells something else, or goes on with what somebody was told to say right before."""
    body, match = told.body, told.match
    return bool(
        (match["verb"] == "report" and A_REPORT.search(match["who"]))  # "In a news report on its website"
        or (match["verb"] == "reports" and SAID_SO.match(body, match.end()))  # "Initial reports said ten soldiers were killed"
        or (match["verb"].startswith("count") and A_COUNT.search(match["who"]))  # "by an official count"
        or (match["verb"].endswith("ed") and A_FIGURE.search(match["who"]))
        or LIVES.match(body, match.end())  # "the blast claimed 23 lives"
        or (match["verb"].endswith("ed") and BY_THEM.match(body, match.end()))  # "a truck bomb reported on Monday by the army"
        or (match["verb"] == "posted" and STATIONED.match(body, match.end()))  # "policemen posted there"
        or VERBLESS.search(match["who"])  # "in a disputed stretch": no verb
        or not body[match.end() :].strip(' .,;”"')
        or charged_with(told.text, told.sentence.start, told.sentence.end, told.at(match.start("verb")))
        or any(c.end <= told.at(match.start("verb")) <= c.end + SAME_BREATH for c in told.found)
        or any(c.start == told.at(match.end("verb")) + 1 for c in told.found)  # "said police spokesman Ali Noor": behind it
    )


def _no_speaker(told: _Told, start: int, end: int) -> bool:
    """Whether the words are nobody's name or office, or one that is found already."""
    words = told.body[start:end]
    if not words.strip() or any(c.start <= told.at(start) < c.end for c in told.found) or _is_clause(words):
        return True
    return words.split()[0] in _verbs()[1]  # "admitted six dead and claimed to have counted 15": the speaker is named before


def _inverted(told: _Told) -> Claim | None:
    """ "Three died, said police spokesman Ali Noor"."""
    start, end = told.match.start("who"), len(told.body[: told.match.end("who")].rstrip())
    first, last = told.at(start), told.at(end)
    if WHO_IS.fullmatch(told.body, 0, told.match.start()):
        return None  # "Ali Noor, a spokesman for the army, said Omar Zawi, an editor, was shot"
    if any((c.start < last and first < c.end) or c.content_start <= first <= c.content_start + 1 for c in told.found):
        return None
    return told.claim((start, end), told.before(), told.kind, whole=bool(told.match["apposed"]))


# Somebody's name and office, and nothing that is told.
WHO_IS = wording(rf"{NAMED}, {ROLE}")


@cache
def _shapes() -> Patterns[Reader]:
    """The shapes in the order in which they are read."""
    return Patterns(
        (
            (_according, ACCORDING),
            (_behind, _tail()),
            (_put_by, PUT_BY),
            (_according, BY_ACCOUNT),
            (_apposed_speaker, _apposed()),
            (_inverted, INVERTED),
            (_before, _head()),
        )
    )


def attributions(text: str, sentence: Sentence) -> tuple[Claim, ...]:
    """The attributions of a sentence, shape by shape."""
    body = text[sentence.start : sentence.end]
    found: tuple[Claim, ...] = ()
    for read, pattern in _shapes().standing(text, sentence.start, sentence.end):
        for match in pattern.finditer(body):
            claim = read(_Told(text, sentence, body, match, found))
            found = found if claim is None else (*found, claim)
    return parted(text, found)


# "Ali Noor, head of a hospital in Sirta, the capital of the northern province of Quma,": however long.
NAME_AND_OFFICE = wording(r"(?:The )?[A-Z][\w.’'-]*(?: (?:of|for|the|and|on|al|bin|de|van|[A-Z][\w.’'-]*)){1,8}, [^;]*,")
# Up to so many letters whoever speaks may be any words.
USUAL = 110
# "Troops retook the village", "a mob dragged a visitor (accused of ...)": verbs of what is told, not of who speaks.
LINKED = wording(
    r"\b(?:could|would|did|can|does|do) not\b|\bcannot\b|"
    r"\b(?:that|which|who|and) (?:they|it|he|she)$|\bthan\b|\bbut$|\b(?:whom|what|(?:for|in) which)\b"
)
TELLING = wording(r", (?:when|killing|wounding|which|that|where)\b|\b(?:killed|wounded|were|was|hit|struck|attacked)\b")
FINITE = wording(r"\b(?:retook|took|beat|fell|threw|drove|went|came|broke)\b|, [a-z]+ed (?:an?|the|two|three|four|five|\d+) ")


def _is_clause(words: str) -> bool:
    """Whether the supposed speaker is more than a noun phrase."""
    if NAME_AND_OFFICE.fullmatch(words):
        return TELLING.search(words) is not None
    long = len(words.split()) > 16 or len(words) > USUAL
    return long or any(pattern.search(words) for pattern in (LINKED, FINITE, TELLING))


CUT = re.compile(r"; |, but ")


def _content_start(text: str, sentence: Sentence, upto: int) -> int:
    """Where the statement that a tail closes begins: after a "but" or semicolon, else with the sentence."""
    cut = [m.end() for m in CUT.finditer(text[sentence.start : upto])]
    return sentence.start + (cut[-1] if cut else 0)


JOINING = re.compile(r"(?:(?:but|and|while|as|that|where|when|[Bb]y the time|until|after|before) )+")
TRAILING = wording(rf"(?: (?:(?:late|early) )?on (?:{WEEKDAY}|[A-Z][a-z]+ \d{{1,2}}|\d{{1,2}} [A-Z][a-z]+))?[\s,]*$")
WHO_IT_IS = re.compile(r", (?:who|which|a |an |the )\b")


def _claim(text: str, start: int, end: int, content: tuple[int, int], kind: str, *, whole: bool = False) -> Claim:
    words = text[start:end]
    cut = JOINING.match(words)
    if cut:
        start += cut.end()
    relative = None if whole else WHO_IT_IS.search(text[start:end])
    if relative:
        end = start + relative.start()
    verbless = TRAILING.sub("", text[start:end])
    return Claim(verbless, start, start + len(verbless), *content, kind)
