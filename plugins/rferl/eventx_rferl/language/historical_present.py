"""Finds what is told in the present as headlines tell it, and says it in the past: "Gunmen kill five in Mopti".

Knows which verbs tell events, where a subject stands before them, and which sentences tell what happened: headlines, and
sentences with a day. What is usual ("rebels attack convoys") stays as it is. Doesn't know events.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import country_words, forces, inflect, persons, settings, table, trigger_forms, weapons
from eventx_rferl.language.retold import Edit
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Sentence, Token

# Verbs of headlines beside those that tell an event.
BESIDES = ("leave", "claim", "try", "vow", "enter", "target", "escape", "flee")
# What the words of the trigger list are besides, too often to be read as verbs.
NEVER = frozenset(
    "have has is are be do does man men made taken line lines close house was were into through initial troop troops crowd "
    "crowds force forces home homes part parts down downs gun guns rifle rifles camp camps place places free black ward "
    "wards chain chains work plant plants hand hands lay lays round rounds club clubs mass masses machete wing wings ink "
    "pepper baton".split()
)
A_DAY = wording(
    rf"\b(?:{WEEKDAY}|{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}|today|yesterday|overnight|(?:this|last) (?:morning|evening|night))\b"
)
A_FEW = 3  # sentences of an item that is hardly more than its headline
USUAL = wording(
    r"\b(?:every|each|often|usually|regularly|always|sometimes|never|daily|weekly|annually|typically|routinely|frequently|whenever|"
    r"if|why|how|next|tomorrow|upcoming|scheduled)\b|\?$",
    re.IGNORECASE,
)
# Behind these a verb is no telling of its own: "vow to attack", "may attack", "the attack".
NO_SUBJECT = frozenset(
    "to will would could may might can must should shall not did do does let helps help makes we i you he she it they "
    "a an the this these those its their his her our my of in on at by from with for against near over under between into "
    "after before during amid as or than but few many first last latest other another".split()
)
ADVERBS = frozenset("also again then reportedly allegedly briefly now back".split())
MANY = frozenset("people police troops children women taliban mujahedin paramilitaries forces aircraft".split())
EITHER = frozenset("taliban police militia crew army".split())
PARTED = frozenset("of from in on near at for with by outside".split())
# What ends a stretch in which one subject has its verbs.
PARTS = frozenset(',;:()-–—“”"')
HAPPENED = frozenset("was were has have had is are did said told will would saw left found lay fell felt".split())
WHOSE = frozenset("who which that whose where what".split())
FRONTED = frozenset("as when after before while".split())
# What opens a clause with a subject of its own: "officials say rebels attack", "as blast hits convoy".
OPENING = FRONTED | {"say", "says"}
SAID_OF = frozenset("accused convicted".split())
BEFORE_ADJECTIVES = frozenset(
    "a an the of by and some several two three four five six seven eight nine ten its their his".split()
)


@cache
def present_forms() -> MappingProxyType[str, tuple[str, str]]:
    """Each present form of the verbs -> its past, and whether it is plain ("base") or has an s ("third")."""
    verbs = [row["phrase"].split() for row in table("triggers.tsv") if row["pos"] == "v"]
    firsts = {words[1] if words[0].endswith("ly") and len(words) > 1 else words[0] for words in verbs} | {*BESIDES}
    found: dict[str, tuple[str, str]] = {}
    for verb in sorted(firsts - NEVER):
        forms = inflect(verb)
        past = next(form for form, which in forms.items() if which == "past")
        third = next(form for form, which in forms.items() if which == "third")
        found.update({form: (past, which) for form, which in ((verb, "base"), (third, "third")) if form not in NEVER})
    return MappingProxyType(found)


@cache
def _nouns() -> frozenset[str]:
    """Present forms that are nouns, too."""
    listed = trigger_forms()
    return frozenset(
        form for form in present_forms() if form in weapons() or any(pos == "n" for _, pos, _ in listed.get(form, ()))
    )


def told_in_the_present(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Edit, ...]:
    """What has to be put into the past, in order."""
    edits: list[Edit] = []
    alone = _alone(sentences)
    for number, sentence in enumerate(sentences):
        if present_forms().keys().isdisjoint(sentence.words):  # asks for the sentence's words, not for all verbs
            continue
        title = alone[number] and article.text[sentence.end - 1] not in '.!?”"'
        lead = number == 0 and len(sentences) < A_FEW
        if not (title or lead) and not A_DAY.search(article.text, sentence.start, sentence.end):
            continue
        if not USUAL.search(article.text, sentence.start, sentence.end):
            edits.extend(_verbs(sentence, title=title))
    return tuple(edits)


def _alone(sentences: tuple[Sentence, ...]) -> list[bool]:
    """For each sentence, whether it is a paragraph of its own."""
    near = [-1, *(s.paragraph for s in sentences), -1]
    return [near[n] != near[n + 1] != near[n + 2] for n in range(len(sentences))]


def _verbs(sentence: Sentence, *, title: bool) -> list[Edit]:
    """The verbs of a sentence, if it is no title up to the first that is told in the past."""
    tokens, pasts = sentence.tokens, present_forms()
    found: list[Edit] = []
    begun, form, done = 0, "", False  # where the stretch begins; the form of the last verb; whether the stretch has its own
    for at, token in enumerate(tokens):
        if token.text in PARTS or token.lower in OPENING:
            begun, done = at + 1, False
            continue
        if token.lower in WHOSE or _in_the_past(tokens, at):
            if token.lower not in WHOSE and not title:
                break
            begun, form, done = len(tokens), "", True  # a clause with verbs of its own, up to the next mark
        past = pasts.get(token.lower)
        if past is not None and at and tokens[at - 1].lower == "to":
            form = ""  # "vow to storm a town and kill the governor": what is joined to it is meant, too
        if past is None or token.text[0].isupper():
            continue
        if any(start <= token.start < end for start, end in sentence.quotes):
            continue
        both = not done and title and past[1] == "base" and _two_of_them(tokens, at, begun)
        fits = both or (not done and _has_subject(tokens, at, begun, past[1]))
        if _goes_on(tokens, at, begun, form, past[1]) or (fits and _is_verb(tokens, at, begun)):
            if both:
                found.append(Edit(tokens[begun - 1].start, tokens[begun - 1].end, " and"))
            if past[0] != token.lower:
                found.append(Edit(token.start, token.end, past[0]))
            form, done = past[1], True
            one = _one(tokens, at + 1) if title else None
            if one is not None:
                found.append(Edit(one, one, "a "))
    return found


def _two_of_them(tokens: tuple[Token, ...], at: int, begun: int) -> bool:
    """Whether a comma stands for an "and" between two subjects: "Troops, rebels clash", "Armenia, Azerbaijan sign a deal"."""
    first, second = tokens[: begun - 1], tokens[begun:at]
    return (
        begun > 1
        and tokens[begun - 1].text == ","
        and all(
            0 < len(side) < 4 and all(token.text[0].isalpha() and token.lower not in NO_SUBJECT for token in side)
            for side in (first, second)
        )
        and not any(token.lower in present_forms() and token.lower not in _nouns() for token in first)
    )


def _one(tokens: tuple[Token, ...], at: int) -> int | None:
    """Where an article is left out before one person: "kills soldier", "arrest opposition leader"."""
    for n, token in enumerate(tokens[at : at + 3]):
        if token.lower in NO_SUBJECT or token.lower in _counts() or not token.text[0].isalpha() or token.lower.endswith("'s"):
            return None
        behind = tokens[at + n + 1].text if at + n + 1 < len(tokens) else "."
        if token.lower in _single() and not behind[0].isalpha():
            return tokens[at].start
        if token.lower in _single() and behind in PARTED | FRONTED | {"and", "over", "after"}:
            return tokens[at].start
    return None


@cache
def _single() -> frozenset[str]:
    return frozenset(
        row["phrase"] for row in table("persons.tsv") if row["phrase"] not in MANY and not row["phrase"].endswith("s")
    )


@cache
def _counts() -> frozenset[str]:
    return frozenset(settings("numbers.toml")["words"]) | BEFORE_ADJECTIVES


def _in_the_past(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a verb stands here that isn't told in the present: "fired", but not the adjective of "masked men"."""
    word = tokens[at].lower
    if word in HAPPENED:
        return tokens[at].text != "IS"
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if tokens[at].text[0].isupper() or behind == "by" or word == "suspected" or (word in SAID_OF and behind == "of"):
        return False  # "a town claimed by rebels", "suspected rebels", "a man accused of arson"
    if word not in _told_before() and not (word.endswith("ed") and len(word) > 4):
        return False
    return (
        at > 0
        and tokens[at - 1].lower not in BEFORE_ADJECTIVES
        and not tokens[at - 1].text[0].isdigit()
        and tokens[at - 1].text not in ":-–—"
    )


@cache
def _told_before() -> frozenset[str]:
    return frozenset(past for form, (past, _) in present_forms().items() if past not in present_forms()) | {
        row["past"] for row in table("irregular.tsv") if row["past"] not in present_forms()
    }


def _goes_on(tokens: tuple[Token, ...], at: int, begun: int, form: str, own: str) -> bool:
    """Whether a verb is the second of a subject: "storm a hotel, kill five", "and wound ten"."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    opens = at == begun or tokens[at - 1].lower == "and"
    return form == own and opens and behind is not None and (behind.lower not in NO_SUBJECT or behind.lower in ("a", "an", "the"))


def _has_subject(tokens: tuple[Token, ...], at: int, begun: int, form: str) -> bool:
    """Whether a noun that fits the verb's form stands right before it, or at the front of what does."""
    last = at - 1
    while last > begun and (tokens[last].lower in ADVERBS or tokens[last].lower.endswith("ly")):
        last -= 1
    word = tokens[last].lower if last >= begun else "of"
    if word in NO_SUBJECT or not word[0].isalpha() or word.endswith("'s"):
        return False
    if word.endswith("ing") and word not in trigger_forms():
        return False  # "Holding torches, women marched"
    parted = next((n for n in range(begun, last) if tokens[n].lower in PARTED), None)
    heads = [tokens[last], *([tokens[parted - 1]] if parted is not None and parted > begun else [])]
    joined = any(token.lower == "and" for token in tokens[begun:last])
    return any(_many(head) == (form == "base") or head.lower in EITHER for head in heads) or (joined and form == "base")


def _many(token: Token) -> bool:
    word = token.lower
    if token.text[0].isupper() and word not in MANY:  # names: "Hamas fires", but "Albanians", "Rebels"
        return word in _named_many()
    return word in MANY or word.endswith("men") or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


@cache
def _named_many() -> frozenset[str]:
    peoples = {word.lower() + "s" for word in country_words()}
    return frozenset(
        word
        for word in (*persons(), *forces(), *present_forms(), *peoples)
        if word.endswith(("s", "men")) and not word.endswith("ss")
    )


def _is_verb(tokens: tuple[Token, ...], at: int, begun: int) -> bool:
    """Whether a word is the verb and not a noun before it: in "police raid kills three" the verb is still to come."""
    noun = tokens[at].lower in _nouns()
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or behind.text in PARTS or behind.lower == ".":
        return not noun and tokens[begun].lower not in PARTED  # "in response to missile launches, they bombed the port"
    past = present_forms().get(behind.lower)
    many = tokens[at].lower.endswith("s")
    if behind.lower == "by" or _in_the_past(tokens, at + 1) or (past is not None and (past[1] == "base") == many):
        return False
    for n, token in enumerate(tokens[at + 2 :] if noun else ()):
        if token.text in PARTS or token.lower in WHOSE | FRONTED:
            break
        if _in_the_past(tokens, at + 2 + n):
            return False
    return not noun or not many or behind.lower not in PARTED


__all__ = ["present_forms", "told_in_the_present"]
