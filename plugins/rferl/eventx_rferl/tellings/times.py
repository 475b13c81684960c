"""Which time expressions of a sentence are the time of a telling.

Knows what an attribution must not lend (the day something was *said*), dates that name other things ("the May 26 vote"), and days
counted from the clause above. Doesn't know other sentences.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.agency import Found
from eventx_rferl.language.calendar_dates import apart, moved
from eventx_rferl.language.calendar_names import WEEKDAY
from eventx_rferl.language.dates import Phrase
from eventx_rferl.language.deeds import sought
from eventx_rferl.language.distances import distance
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger, When
from eventx_rferl.tellings.asides import between_commas, of_a_relative, of_something_else, still_ahead
from eventx_rferl.tellings.ownership import nearest, shared, within
from eventx_rferl.tellings.releases import before_release
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.reactions import reacts_before

SAID = wording(
    r"\b(?:said|says|told (?:(?!that )[\w./'’-]+ ){0,5}?(?!that )[\w./'’-]+(?: \([A-Z]{2,6}\))?|"
    r"claimed|announced|reported|stated|confirmed|warned|"
    r"threatened|"
    r"acknowledged|added|posted|wrote|tweeted|(?:statement|report|interview|briefing|news conference|message|video|"
    r"\b(?:in an?|media|blog|[Oo]nline|[Tt]elegram|[Ff]acebook|Twitter|Instagram|X) post)"
    r"(?: (?:released|issued|published|broadcast|posted))?)(?: on (?:X|Telegram|Facebook|Twitter|Instagram|social media))?"
    r"(?: (?:late|early|earlier))?(?: on| in)?(?: the (?:early |late )?(?:morning|afternoon|evening|night)(?: of| on))?"
    rf"(?: {WEEKDAY},?)?\s\(?$"
)
# "the May 26 vote": a date that belongs to the name of something else.
NAMED_AFTER = wording(
    r"\s(?!on|in|at|near|when|that|which|and|by|to|of|for|with|as|after|before|from|against|outside|late|early)"
    r"(?:[a-z]\w+|(?:[A-Z]\w+ )+(?:Movement|Coalition|Front|Brigades?|Group|Army|Organization|Party|Revolution)\b)"
)
# "On June 13, police had said seven were killed", "A day earlier officials put the toll at seven": when a figure was given.
GIVEN = wording(
    r",? (?:[^,;]{2,70}?\b)?(?:had (?:\w+ )?(?:said|put|reported|announced|counted|estimated|spoken)\b|"
    r"(?:put|raised|lowered|revised|placed) (?:the|its|their|that|this) (?:\w+ )?(?:toll|number|figure|count|dead)\b)"
)
# "Those arrested on May 3", "held since May 3", "until May 3": a day of something else than what is told.
THOSE = wording(r"\bthose \w+(?: \w+)? $")
STANDING = wording(r"\b(?:held|as|known|missing) since\s$")
UNTIL = wording(r"\b(?:until|through)(?: the)?\s$|\bby the end of\s$", re.IGNORECASE)
COUNTED = wording(r"\bsince\s$")
BY = wording(r"\b[Bb]y (?:(?:early|late|midday|noon|dawn|the (?:morning|evening|afternoon|night)) )?(?:of |on )?$")
RANKED = wording(
    r"\b(?:the|its|their) (?:[\w-]+ )?(?:first|second|third|fourth|fifth|sixth|latest|deadliest|worst|bloodiest|"
    r"biggest|most [a-z]+)\b[^,.;]{0,140}$"
)
# "One of its deadliest raids last month": raids are measured by this month or year, and done in the last one.
LAST = re.compile(r"(?:late |early |earlier )?last ")
SINCE = re.compile(r"\bsince (?:\w+ )?$")
DONE = wording(
    r"(?<=[a-z]) (?:killed|wounded|injured|shot|arrested|detained|abducted|kidnapped|seized|captured|murdered|slain) $"
)
# "The toll from the bombing rose to at least six on Friday"; but not "the crowd".
ROSE_TO = wording(
    r"\b(?:tolls?|deaths?|dead|killed|wounded|injured|victims|casualties|fatalities)\b[^.;]{0,100}?"
    r"\b(?:rose|risen|climbed|increased|jumped|grown|gone up|went up|was raised|stood|stands) (?:to|at) "
    r"(?:(?!\b(?:after|when|in|from|following)\b)[\w,-]+ ){1,5}(?:on |by )?$"
)
RISEN = wording(r"\b(?:climbed|risen|rose|reached|grown|stood|mounted|toll|number of (?:dead|victims|deaths))\b")
CAME = wording(
    r"\b(?:came|comes|struck|followed|happened|occurred|took place|began|started|"
    r"was (?:launched|carried out|staged)) (?:just |only )?$"
)


# "The commissioner on Monday confirmed that five had been killed", "officials on Monday said gunmen had fired".
SAYS_THEN = wording(
    r" (?:also |later )?(?:confirmed|said|announced|disclosed|reported|revealed|stated|told [\w ]{2,40}) (?:that|the|its|an?)\b"
    r"| (?:also |later )?said (?!so\b|nothing\b|little\b)[\w“\"]"
)
# "Those who were hurt on Monday said ...": not when they spoke.
OF_THEM = wording(
    r"\b(?:who|which|that|those|killed|wounded|injured|attacked|shot|attack|raid|clashes|fighting|protest|rally)\b[^,;]*$"
)


# As far before a time as "said" stands with a newsroom's name and the time of day: "told the X news agency late in the evening".
LED_UP = 60


def led_up_to(text: str, sentence: Sentence, phrase: Phrase) -> str:
    """What leads up to a time in its sentence."""
    return text[max(sentence.start, phrase.start - LED_UP) : phrase.start]


def _of_saying(text: str, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether something was said then: "said on Monday"; but not "said Monday's attack was its work"."""
    before = led_up_to(text, sentence, phrase)
    said = SAID.search(before) or (SAYS_THEN.match(text, phrase.end) and not OF_THEM.search(before))
    return bool(said) and not text.startswith(("'s ", "’s "), phrase.end)


def said_on(text: str, sentence: Sentence, phrases: tuple[Phrase, ...]) -> When | None:
    """The day on which a sentence says that something was said."""
    for phrase in phrases:
        if phrase.when is None:
            continue
        if _of_saying(text, sentence, phrase):
            return phrase.when
        if reacts_before(text, phrase.end, min(phrase.end + 40, sentence.end)) >= 0:
            return phrase.when
    return None


# What is counted from the day on which it is said, if the sentence tells that day.
FROM_THE_TELLING = frozenset({"overnight", "past-day"})


def counted_from_said(text: str, sentence: Sentence, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The phrases, those of the speaker's own night counted from the speaker's day: "killed overnight, he said on May 3"."""
    said = said_on(text, sentence, phrases)
    if said is None or said.precision != "day":
        return phrases
    night = moved(said.start_day, -1)
    return tuple(
        evolve(p, when=evolve(p.when, start_day=night, end_day=said.end_day))
        if p.rule in FROM_THE_TELLING and p.when is not None
        else p
        for p in phrases
    )


ARTICLE = re.compile(r"\b(?:the|an?) $", re.IGNORECASE)
ON_THE = re.compile(r"\d+(?:st|nd|rd|th) ")  # "on the 13th of May"
# "A 2012 insurrection that briefly overran the city": of that year.
IN_WHICH = wording(r" (?:that|which|when|in which|during which)\b[^,.;]*$")


def _attributive(text: str, phrase: Phrase, head: int) -> bool:
    """Whether a date names something else than the telling: "ousted in the February 1 coup"."""
    article = ARTICLE.search(text, max(0, phrase.start - 5), phrase.start) and not ON_THE.match(text, phrase.start)
    named = NAMED_AFTER.match(text, phrase.end)
    if not article or named is None or phrase.end <= head <= named.end() + 12:
        return False
    return IN_WHICH.match(text, named.end(), head) is None


# "On Monday accused the group of an attack on soldiers": when it was accused.
ACCUSED = wording(
    r",? (?:(?:again|also|publicly|openly|once more) )?(?:accus(?:ed|es)|blam(?:ed|es)) (?:[\w’'-]+ ){1,12}?(?:of|for)\b"
)


def _given(text: str, phrase: Phrase, head: int) -> bool:
    """Whether a time stands before the verb that reports a figure or reacts: it is the time of the statement."""
    if phrase.end <= head and ACCUSED.match(text, phrase.end):
        return True
    given = GIVEN.match(text, phrase.end)
    return (given is not None and given.end() <= head) or reacts_before(text, phrase.end, head) >= 0


WHEN = re.compile(r",? when\b")


def _of_that_night(text: str, found: Found, phrase: Phrase, head: Trigger) -> bool:
    """ "There was no word of casualties from the overnight shelling": the one told before, whichever night that was."""
    right_before = phrase.rule == "overnight" and 0 <= head.start - phrase.end <= len(" artillery ")
    return right_before and found.number > 0 and text.endswith((" the ", "The "), 0, phrase.start)


def phrases_of(text: str, found: Found, owned: tuple[int, ...], number: int) -> tuple[Phrase, ...]:
    """The time expressions of a telling, the one nearest to its head first; not the day on which something was said."""
    group = found.groups[number]
    sentence = found.sentence
    usable: list[Phrase] = []
    seeking = sought(text, sentence.start, group.head.start)
    for phrase in found.phrases:
        if phrase.start < seeking or _of_that_night(text, found, phrase, group.head):
            continue
        if phrase.when is not None and WHEN.match(text, phrase.end) and _follows(found, number, phrase.end):
            # "The mayor, who lost an eye last December when a bomber struck, spoke on Monday"; but not what is counted from
            # another day: "one of those shot a day earlier, when soldiers opened fire".
            usable = [phrase]
            break
        before = led_up_to(text, sentence, phrase)
        if (
            _of_saying(text, sentence, phrase)
            or _given(text, phrase, group.head.start)
            or THOSE.search(before)
            or _attributive(text, phrase, group.head.start)
            or STANDING.search(before)
            or of_a_relative(text, found, phrase, group.head.start)
            or still_ahead(text, sentence, phrase, group.head)
            or of_something_else(text, sentence, phrase, group.head)
        ):
            continue
        going_on = group.head.type == "base-established" or (group.head.type == "crowd-strong" and group.head.form == "ing")
        if going_on and COUNTED.search(before):
            usable.append(phrase)  # "have set up a camp there since last week": set up then
            continue
        if _of_since(text, found, owned, phrase):
            continue
        since = COUNTED.search(before) or text[phrase.start : phrase.start + 6].lower() == "since "
        if (
            phrase.when is not None
            and phrase.when.precision != "day"
            and not since
            and not SINCE.search(before)
            and (ranked := RANKED.search(text, sentence.start, phrase.start))
            and not (LAST.match(text, phrase.start) and text.endswith("one of ", 0, ranked.start()))
        ):
            continue  # "the bombing, the second on police this month"
        if since and not WHEN.match(text, phrase.end) and phrase.when is not None and phrase.when.rule != "DATE-ANNIVERSARY":
            continue
        if (
            (done := DONE.search(before))
            and not any(t.start <= phrase.start - len(done[0]) + 1 < t.end for t in group.triggers)
            and group.head.end <= phrase.start
        ):
            continue  # "a funeral for children killed earlier in the week"
        if ROSE_TO.search(text, sentence.start, phrase.start):
            continue  # when it was counted
        if BY.search(before) and RISEN.search(text, sentence.start, sentence.end):
            continue  # "by the morning of October 11 the number of dead had climbed to nine"
        if UNTIL.search(before):
            # "Held out until the following morning": from the day told before to that; but the dead lie there.
            if phrase.rule == "day-after" and group.head.type not in CASUALTY:
                usable.append(evolve(phrase, rule="until-day-after"))
            continue
        marked = phrase.when is not None and phrase.when.rule == "DATE-ANNIVERSARY"
        own = within(found, owned, number, phrase.start) and _nearest_phrase(found, number, phrase.start)
        if marked if since else own:
            usable.append(_day_and_before(phrase) if INTO.search(before) else phrase)
    usable = before_release(sentence, text, group.head, _of_relative(text, sentence, group.head, usable))
    usable = between_commas(sentence, text, group.head, usable)
    clause = sentence.clauses[group.head.clause]

    if not usable:
        usable = [p for p in found.phrases if _loose(found, owned, p.start) and p.when is not None and p.when.precision == "day"]
        usable = [
            p
            for p in usable
            if not _of_saying(text, sentence, p)
            and not _attributive(text, p, group.head.start)
            and not UNTIL.search(led_up_to(text, sentence, p))
            and not _of_since(text, found, owned, p)
        ]
    if clause.link == "ending":
        usable = [p for p in usable if clause.start <= p.start < clause.end]  # a deal of that day ended days of fighting
    told = next((c for c in found.claims if c.content_start <= group.head.start < c.content_end), None)
    shifted = _shifted(text, found, number, usable)
    if shifted is not None:
        return (shifted,)
    if not usable:
        return ()
    past_perfect = HAD.search(text[clause.start : group.head.start]) is not None
    if FOUND.search(text[clause.start : group.head.end]) and group.head.type != "weapons-use-disrupted":
        usable = [_by_then(phrase) for phrase in usable]

    after = sentence.paragraph == 0 and clause.link == "after" and group.governor < 0 and not distance(clause.word)
    if after and not FELL.search(text, sentence.start, clause.start):
        usable = [_aftermath(phrase) if phrase.end <= clause.start else phrase for phrase in usable]

    def order(phrase: Phrase) -> tuple[bool, bool, bool, bool, int]:
        precise = (
            phrase.rule not in ("same-day", "that-day", "day-before", "day-after", "until-day-after")
            and (phrase.rule, phrase.unit) != ("offset", "days")
            if phrase.when is None
            else phrase.when.precision not in ("day", "days")
        )
        return (
            told is not None and not told.content_start <= phrase.start < told.content_end,
            not (clause.start <= phrase.start < clause.end),
            past_perfect and phrase.start < group.head.start,
            precise,
            abs(phrase.start - group.head.start),
        )

    return tuple(sorted(usable, key=order))


# "Nine people were hurt on Monday after a bomb went off": on that day.
FELL = wording(r"\b(?:killed|wounded|injured|hurt|unharmed|unhurt|intensive care|people (?:have |had )?died|\d+ dead)\b")
HAD = re.compile(r"\bhad (?:been )?(?:\w+ )?$")
FOUND = re.compile(
    r"\b(?:was|were|been) found (?:\w+ )?$|\bfound$|\b(?:discovered|recovered|turned up|washed up)$|"
    r"\b(?:found|discovered|recovered|unearthed) (?:[\w’'-]+ ){0,6}?(?:bodies|corpses)(?: of (?:[\w’'-]+ ?){1,4})?$"
)
RELATIVE = wording(r"\b(?:whom|who|that|which)\b(?: [\w’'-]+){1,4} $")
GOES_ON = wording(r" (?:was|were|is|are|has|have|had) ")


def _of_relative(text: str, sentence: Sentence, head: Trigger, usable: list[Phrase]) -> list[Phrase]:
    """ "Two nurses whom gunmen took last week were let go on Monday": the time within the clause of who was taken."""
    opening = RELATIVE.search(text, max(sentence.start, head.start - 60), head.start) if usable else None
    behind = GOES_ON.search(text, head.end, sentence.end) if opening and "," not in opening[0] else None
    inside = [phrase for phrase in usable if behind and head.end <= phrase.start and phrase.end <= behind.start()]
    return inside or usable


def _of_since(text: str, found: Found, owned: tuple[int, ...], phrase: Phrase) -> bool:
    """ "The first deaths since its troops crossed the border on August 24": the day of something else."""
    clauses = found.sentence.clauses
    inside = any(c.link == "since" and owned[n] < 0 and c.start <= phrase.start < c.end for n, c in enumerate(clauses))
    said = text[phrase.start : phrase.start + 6].lower() == "since "
    return inside and not said and SINCE.search(led_up_to(text, found.sentence, phrase)) is None


def _by_then(phrase: Phrase) -> Phrase:
    """The day on which somebody was found dead: it happened in the two days before, or on it."""
    when = phrase.when
    if when is None or when.precision != "day":
        return phrase
    return evolve(
        phrase, when=evolve(when, start_day=moved(when.start_day, -2), precision="days", basis="inferred", rule="DATE-FOUND")
    )


def _aftermath(phrase: Phrase) -> Phrase:
    """ "Shops stayed closed on Monday after police broke up a rally": of that day or the two before."""
    when = phrase.when
    if when is None or when.precision != "day" or when.basis != "explicit":
        return phrase
    return evolve(
        phrase, when=evolve(when, start_day=moved(when.start_day, -2), precision="days", basis="inferred", rule="DATE-AFTERMATH")
    )


# "The battle raged overnight into Tuesday": of the day before, too.
INTO = re.compile(r"\binto (?:(?:early|late) (?:on )?)?$")


def _day_and_before(phrase: Phrase) -> Phrase:
    """The day into which something went on, and the one on which it had begun."""
    when = phrase.when
    if when is None or when.precision != "day":
        return phrase
    return evolve(phrase, when=evolve(when, start_day=moved(when.start_day, -1), precision="days"))


def _loose(found: Found, owned: tuple[int, ...], at: int) -> bool:
    """Whether an offset stands in a clause that tells no event ("after its garrison slipped out on Saturday")."""
    return any(owned[n] < 0 and c.start <= at < c.end for n, c in enumerate(found.sentence.clauses))


def _shifted(text: str, found: Found, number: int, usable: list[Phrase]) -> Phrase | None:
    """ "... persuaded them to leave on Saturday, a day after rebels shelled the town": the day counted from the clause above.

    Only if that clause tells no event itself and the telling's own clause has no day. A clause that only says when ("The
    loss came a day after ...") stands for the event told before.
    """
    group = found.groups[number]
    clause = found.sentence.clauses[group.clause]
    if clause.link not in ("after", "before") or group.governor >= 0 or any(clause.start <= p.start < clause.end for p in usable):
        return None
    gap = distance(clause.word)
    if gap and not usable and CAME.search(text, found.sentence.start, clause.start):
        shift = gap[0] * (-1 if clause.link == "after" else 1)
        return Phrase(clause.start, clause.start + len(clause.word), "offset", None, shift, gap[1])
    for phrase in found.phrases:
        if (
            gap
            and gap[1] in ("days", "weeks", "years")
            and phrase.when is not None
            and phrase.when.precision == "day"
            and phrase.start < clause.start
        ):
            away = gap[0] * (-1 if clause.link == "after" else 1)
            when = phrase.when
            return evolve(
                phrase,
                when=evolve(
                    when,
                    start_day=apart(when.start_day, away, gap[1]),
                    end_day=apart(when.end_day, away, gap[1]),
                    basis="relative",
                    rule="DATE-LINKED",
                ),
            )
    return None


def _nearest_phrase(found: Found, number: int, at: int) -> bool:
    same = shared(found, number)
    return (
        len(same) < 2
        or nearest(found, number, at)
        or all(found.groups[n].head.end < at for n in same)
        or at < found.groups[same[0]].head.start
    )


def _follows(found: Found, number: int, at: int) -> bool:
    """Whether the telling's clause is the "when" clause right behind this offset."""
    clauses = found.sentence.clauses
    mine = {t.clause for t in found.groups[number].triggers}
    return any(index in mine and clause.link == "when" and 0 <= clause.start - at <= 3 for index, clause in enumerate(clauses))
