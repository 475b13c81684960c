"""Finds the words of a sentence that the trigger list names, and says whether each is a noun or a verb there.

Knows what stands before and behind nouns and verbs in English, and verbs whose sense hangs on later words ("took ... hostage").
Doesn't know whether a trigger tells an event.
"""

from __future__ import annotations

import re

from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.lexicons import longest, opening, persons, phrase_at, trigger_forms, trigger_frames, weapons
from eventx_rferl.language.surroundings import CASUALTY
from eventx_rferl.model import Sentence, Token, Trigger

DETERMINERS = frozenset({"the", "that", "this", "these", "those", "both", "its", "their", "his", "her"})
INDEFINITE = frozenset(
    {"a", "an", "another", "one", "two", "three", "four", "five", "several", "some", "many", "new", "fresh", "twin", "dozens"}
)
# What a noun of violence stands before when it only says of what kind a thing is.
COMPOUNDS = frozenset(
    "police gear shields squad squads song songs leader leaders movement movements camp camps center centers centre "
    "centres facility facilities organizer organizers warrant warrants helicopter helicopters rifle rifles group "
    "groups victim victims survivor survivors suspect suspects charge charges case cases plot plots talks line "
    "lines monitor monitors monitoring violation violations negotiations proposal proposals plan plans campaign "
    "vote votes letter note zone zones aircraft drone drones force forces capability capabilities unit units team "
    "teams detachment detachments ship ships dog dogs commander commanders participants participant banner banners "
    "slogan slogans call calls fund anniversary trial dispersal readiness training experience skills vehicle vehicles".split()
)
# Plain forms of verbs that are names of things more often.
THINGS = frozenset(
    "torch torches wound wounds burn burns fire fires rock rocks block blocks storm storms target targets land lands drop drops "
    "blast blasts hit strike strikes level levels clear light rake hammer mass knife punch club stone stones spray "
    "charge charges join find open take release releases free swap exchange exchanges sign signs fall falls down "
    "hurt fight fights battle battles wreck stage stages shower rain clubs empty".split()
)
# What stands before a noun of violence as its adjective.
MODIFIERS = frozenset(
    "police army military commando night dawn bomb gun rebel militant government drone missile rocket mortar artillery "
    "cross-border air surprise".split()
)
# "The Sunday attack", "the Monday evening raid": when it was, if an article stands before.
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morning evening afternoon predawn weekend overnight".split()
)
# Behind these a participle is the adjective of the people it stands before.
BEFORE_NAMES = frozenset("of for with from by to over about among between like including against near".split())
FINITE = frozenset("to not will would could may might can must should they we who that did does do n't didn't".split())


def _clause_of(sentence: Sentence, at: int) -> int:
    for number, clause in enumerate(sentence.clauses):
        if clause.start <= at < clause.end:
            return number
    return len(sentence.clauses) - 1


ADJECTIVE = re.compile(r"(?:ian|ani|ish|ese|an|al|ed|er|ist|ic|ive|ern|ing|ous|ly|est|ent|esh|raq|s|[^a]i)$")


def _noun_like(tokens: tuple[Token, ...], at: int, size: int) -> bool:
    """Whether a word that can be noun or verb is a noun here."""
    before = _before(tokens, at)
    after = tokens[at + size].lower if at + size < len(tokens) else ""
    if (
        before
        in ("to", "will", "would", "could", "may", "might", "can", "must", "not", "they", "we", "who", "did", "should", "and")
        and before != "and"
    ):
        return False
    if before in TIMES and any(token.lower in DETERMINERS for token in tokens[max(0, at - 3) : at - 1]):
        return True
    if before in MODIFIERS and after not in ("the", "a", "an", "its", "their", "his"):
        return True  # "a botched police raid left three people dead"
    if before in DETERMINERS | INDEFINITE or before.endswith(("'s", "s'")) or ADJECTIVE.search(before):
        return not (
            after in ("the", "a", "an", "its", "their") and not before.endswith("'s") and before not in DETERMINERS | INDEFINITE
        )
    if after in (
        "on",
        "in",
        "against",
        "by",
        "at",
        "that",
        "which",
        "and",
        "of",
        "between",
        "with",
        ",",
        ".",
        "along",
        "near",
        "over",
        "outside",
        "around",
        "was",
        "were",
        "has",
        "have",
        "had",
        "killed",
        "killing",
        "have",
        "for",
        "after",
        "late",
        "came",
        "hit",
        "struck",
        "destroyed",
        "damaged",
        "targeted",
        "wounded",
        "injured",
        "left",
    ):
        return True
    return before in ("in", "of", "from", "by", "with", "during", "after", "before", "for", "") and after not in (
        "the",
        "a",
        "an",
    )


def triggers_in(text: str, sentence: Sentence) -> tuple[Trigger, ...]:
    """Every word of a sentence that the lexicon lists, longest match first."""
    forms = trigger_forms()
    tokens = sentence.tokens
    found: list[Trigger] = []
    first, frames = opening(trigger_forms), opening(trigger_frames)
    met = sentence.words & first | sentence.words & frames
    at = 0
    for begin in [n for n, token in enumerate(tokens) if token.lower in met] if met else ():
        if begin < at:
            continue  # a word of the trigger before
        at, word = begin, tokens[begin].lower
        framed = _framed(text, sentence, at) if word in frames else None
        if framed is not None:
            found.append(framed)
            at += framed.text.count(" ") + 1
            continue
        words, size = phrase_at(tokens, at, trigger_forms) if word in first else ("", 0)
        if size:
            reading = _reading(forms[words], tokens, at, size)
            if reading:
                kind, pos, form = reading
                definite, plural = _definite(tokens, at) if pos == "n" else (False, False)
                start, end = tokens[at].start, tokens[at + size - 1].end
                found.append(
                    Trigger(
                        start,
                        end,
                        text[start:end],
                        kind,
                        pos,
                        _clause_of(sentence, start),
                        form,
                        definite,
                        plural or form == "plural",
                    )
                )
                at += size
    return tuple(found)


# "Took control of alleys where militants had held hostages": the later word belongs to another verb.
ELSEWHERE = re.compile(r"\b(?:where|in which|from which|whose)\b")


def _framed(text: str, sentence: Sentence, at: int) -> Trigger | None:
    """A verb whose sense hangs on words some way behind it ("took three workers hostage"), within its clause."""
    tokens = sentence.tokens
    for size in range(min(longest(trigger_frames)[tokens[at].lower], len(tokens) - at), 0, -1):
        words = " ".join([t.lower for t in tokens[at : at + size]])
        frames = trigger_frames().get(words)
        if frames is None:
            continue
        before = tokens[at - 1].lower if at else ""
        if tokens[at].text.istitle() and at and before not in (".", "“", '"', ":"):
            continue  # part of a name: "the United States"
        if before == "those" and all(frame.form in ("past", "participle") for frame in frames):
            continue  # "were among those bundled into vans": told before
        noun = words in THINGS and (before in DETERMINERS | INDEFINITE | {"in", "of", "during"} or before.endswith("'s"))
        start, end = tokens[at].start, tokens[at + size - 1].end
        for frame in () if noun else frames:
            if not frame.tail.may_match(text, sentence.start, sentence.end):
                continue
            if frame.form in ("base", "third") and at and tokens[at - 1].lower in DETERMINERS | INDEFINITE:
                continue  # "an exchange of fire"
            if (
                frame.form == "base"
                and size == 1
                and at > 1
                and tokens[at - 2].lower in ("a", "an", "another")
                and before.isalpha()
            ):
                continue  # "a fierce encounter with the rebels"
            if frame.form in ("base", "third") and before.isdigit() and at > 1 and A_MONTH.fullmatch(tokens[at - 2].text):
                continue  # "a May 13 attack left two officers dead"
            if frame.form in ("base", "third") and size == 1 and (text.startswith(" of ", end) or _has_verb(tokens, at)):
                continue  # "heavy exchanges of fire", "the newest raid was aimed at a barracks"
            if frame.form in ("base", "third") and words in weapons() and before not in FINITE:
                continue  # "some 50 rockets at the city"
            clause = _clause_of(sentence, start)
            told = frame.tail.match(text, end, min(sentence.clauses[clause].end, end + 110))
            if told and not ELSEWHERE.search(told[0]):
                return Trigger(start, end, text[start:end], frame.kind, "v", clause, frame.form)
    return None


A_MONTH = re.compile(MONTH)
# Verbs in the past that don't end in "ed": those that nothing but a subject stands before, and all.
ONLY_PAST = frozenset("was were had came took began broke shook rose".split())
PAST = ONLY_PAST | frozenset("has hit struck left saw led cost set tore".split())


def _has_verb(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word is a noun whose verb comes right behind it; one that may be an adjective, only behind an article."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if after in ONLY_PAST:
        return True  # "similar marches took place"
    if not (after.endswith("ed") or after in PAST):
        return False
    before = [token.lower for token in tokens[max(0, at - 3) : at]]
    return any(word in DETERMINERS or word in ("a", "an") for word in before) and not FINITE.intersection(before)


COMBAT_IN = frozenset("in with between near at on and against for during around across after that which as was were".split())


def _reading(
    readings: tuple[tuple[str, str, str], ...], tokens: tuple[Token, ...], at: int, size: int
) -> tuple[str, str, str] | None:
    nouns = [r for r in readings if r[1] == "n"]
    verbs = [r for r in readings if r[1] == "v"]
    after = tokens[at + size].text if at + size < len(tokens) else ""
    before = _before(tokens, at)
    if before == "-" and tokens[at - 1].end == tokens[at].start:
        return None  # "a U.S.-brokered truce", "the U.N.-backed force"
    if nouns and nouns[0][2] == "singular" and after in COMPOUNDS and size == 1:
        return None  # "riot police", "a protest song", "a detention center"
    if tokens[at].text == "March" and after[:1].isdigit():
        return None  # "March 19: An air strike ..."
    if tokens[at].text[:1].isupper() and at and not tokens[at].text.isupper() and before not in (".", "“", '"', ":"):
        return None  # part of a name: "Strike Force", "Free March"
    if (
        verbs
        and verbs[0][0] in CASUALTY
        and verbs[0][2] in ("past", "participle")
        and before in ("the", "of")
        and after.lower() not in ("in", "by")
    ):
        return None  # "the wounded", "number of wounded"
    if size == 1 and verbs and verbs[0][2] in ("past", "participle") and before in BEFORE_NAMES and after.lower() in persons():
        return None  # "portraits of murdered activists"
    if size == 1 and verbs and verbs[0][2] in ("past", "participle") and _person_at(tokens, at + 1) and _counted(tokens, at):
        return None  # "sent home 90 captured soldiers", "in memory of two murdered traders"
    if verbs and verbs[0][2] in ("past", "participle") and before == "those":
        return None  # "one of those gunned down a day earlier": background, not what the sentence tells
    if verbs and verbs[0][2] in ("past", "participle") and before in ("a", "an", "the", "his", "its", "their"):
        return None  # "a planned attack", "the besieged town"
    if not nouns and verbs[0][2] in ("base", "third") and _names_thing(tokens[at].lower, before):
        return None  # "a bomb", "gunshot wounds": the plain form of a verb that is a noun here
    if tokens[at].lower == "marched" and before in ("was", "were", "been", "being"):
        return None  # "teachers were marched out of a school": others made them
    if tokens[at].lower == "combat" and after.islower() and after not in COMBAT_IN:
        return None  # "to help the authorities combat local insurgents"
    if nouns and verbs:
        form = verbs[0][2]
        if form == "ing" and nouns:
            called = at > 1 and tokens[at - 1].text.istitle() and tokens[at - 2].lower in DETERMINERS  # "the Kabul bombing"
            determined = (
                called
                or before in DETERMINERS | INDEFINITE
                or before.endswith(("'s", "-house", "-hand", "-quarters"))
                or before
                in (
                    "heavy",
                    "fierce",
                    "intense",
                    "for",
                    "of",
                    "in",
                    "car",
                    "fresh",
                    "sporadic",
                    "street",
                    "ensuing",
                    "bitter",
                    "after",
                    "following",
                    "amid",
                    "",
                )
            )
            verbal = after.lower() in ("a", "an", "the", "its", "their", "at", "on") or after[:1].isupper() or after[:1].isdigit()
            return nouns[0] if determined and not (before in ("for", "of", "after", "following") and verbal) else verbs[0]
        return nouns[0] if _noun_like(tokens, at, size) or (size == 1 and _has_verb(tokens, at)) else verbs[0]
    return (nouns or verbs)[0]


def _person_at(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a person's word stands here, or behind one that says of what kind: "vendors", "vegetable vendors"."""
    near = [token.lower for token in tokens[at : at + 2]]
    return bool(near) and (near[0] in persons() or (len(near) > 1 and near[0].isalpha() and _kind_of(near[0], near[1])))


def _kind_of(word: str, person: str) -> bool:
    return person in persons() and word not in BEFORE_NAMES and word not in DETERMINERS | INDEFINITE | FINITE | LINKING


LINKING = frozenset("and or in on at when who as after before while during inside outside some all other others many".split())
FREED = frozenset("back freed released returned rescued all other return release rescue".split())
COUNTS = frozenset("two three four five six seven eight nine ten eleven twelve dozen dozens several many some fellow".split())


def _counted(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a number that is no day or year stands before a word."""
    if at == 0:
        return False
    before = tokens[at - 1]
    if before.lower in FREED:
        return True  # "gave back abducted women"
    if before.text.replace(",", "").isdigit():
        return not (at > 1 and tokens[at - 2].text[:1].isupper()) and not re.fullmatch(r"(?:19|20)\d\d", before.text)
    return before.lower in COUNTS


def _names_thing(word: str, before: str) -> bool:
    """Whether the base form of a verb is the name of a thing here: nothing that a verb in that form follows is before it."""
    return (word in THINGS or word in weapons()) and before not in FINITE and not before.endswith("n't")


RESUMED = frozenset("resumption renewal continuation escalation intensification flare-up upsurge end".split())


def _definite(tokens: tuple[Token, ...], at: int) -> tuple[bool, bool]:
    """Whether a noun phrase is definite ("the attack", "that strike", "Pakistan's strikes"), and whether it counts several."""
    plural = False
    for index in range(at - 1, max(at - 6, -1), -1):
        word = tokens[index].lower
        if (
            word == "the"
            and index >= 2
            and tokens[index - 1].lower == "of"
            and tokens[index - 2].lower in ("one", "some", "two", "series")
        ):
            return False, False
        if word in DETERMINERS:
            return True, plural
        if word in ("of", "in") and index >= 2 and tokens[index - 1].lower in RESUMED and tokens[index - 2].lower == "the":
            return True, plural  # "the resumption in heavy fighting"
        if word.endswith(("'s", "s'")):
            return True, plural
        if word in INDEFINITE:
            return False, word in ("several", "two", "three", "twin", "dozens", "many", "some")
        if len(word) > 4 and word.endswith("ed"):
            break
        if word in (
            ",",
            ".",
            "of",
            "in",
            "on",
            "by",
            "and",
            "with",
            "for",
            "from",
            "to",
            "as",
            "at",
            "after",
            "before",
            "during",
        ):
            break
    return False, plural


def _before(tokens: tuple[Token, ...], at: int) -> str:
    """The word before, also before a mark of a quote that opens on a word in small letters: "in an “attack” on a base"."""
    quoted = at > 1 and tokens[at - 1].text in ("“", '"') and tokens[at].text.islower()
    return tokens[at - 1 - quoted].lower if at else ""
