"""Reads that nobody was killed or hurt, of which side, and who says so: "no casualties were reported", "the army had no losses".

Knows what makes an exception of somebody. Drops the count of what is denied, and reads no other.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.voice import person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number, Toll
from eventx_rferl.tolls import words as toll_words
from eventx_rferl.tolls.claims import claimant_of
from eventx_rferl.tolls.reader import Reader
from eventx_rferl.tolls.words import FORMER

# "No casualties were reported on the Azerbaijani side", "the Azerbaijani side suffered no casualties": of one side, not of all.
AMONG = wording(
    r"(?:,? (?:were|was|been|have|has|had|reported|recorded|registered|suffered|confirmed|so far))* (?:on|among|for|from) "
    r"(?:(?:the|its|their|our|his) )?(?P<who>(?:[\w’'-]+ ){0,2}?(?:side|forces|troops|army|military|police|soldiers|"
    r"servicemen|personnel|militants|fighters|rebels|civilians|residents))\b(?<!either side)(?<!each side)"
)
EXCEPT = re.compile(
    r",?(?: (?:or|and) (?:hurt|injured|wounded))? (?:except|other than|apart from|besides|save|"
    # "no one was hurt, but a shop was damaged" makes no exception
    r"but (?:the|for|an?|one|him|her)\b(?![^.;]{0,60}\b(?:was|were|had|has|have|is|are|did|caught|broke|went|took)\b))\b"
)
# "No one was hurt, but 13 protesters were taken to a hospital".
HURT_AFTER_ALL = wording(
    r",? (?:but|although|though|while) (?:at least |some |about )?(?:\d+|[a-z]+) [^.;]{0,80}?"
    r"\b(?:hospital|injured|wounded|hurt|treated)\b"
)
OURS = wording(
    r"\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir) )?(?P<who>(?:[A-Z][\w’'-]+ )?"
    r"(?:side|forces|troops|army|military|police|soldiers|servicemen)) (?:(?:has|have|had|also) )*"
    r"(?=(?:suffered|sustained|took|taken|reported) no\b)"
)


ONLY_WOUNDED = re.compile(r"\b(?:wounded|injured)\b")


# "Denied killing 12 people", "denied that 12 people were killed".
DENIED = wording(r"\bden(?:y|ies|ied|ying) (?:(?P<that>that)|(?:having )?[a-z]+(?:ing|ed|t))(?: at least| about| some| up to)? $")


def denied(reader: Reader) -> None:
    """A figure right behind a denial is nobody's, whatever the speaker says instead."""
    for toll in tuple(reader.found):
        denial = DENIED.search(reader.text, max(reader.sentence.start, toll.start - 40), toll.start)
        if denial is not None and toll.number.high != 0:
            reader.found = [
                evolve(t, group=toll.group) if t.group == "any" and t.start > toll.end else t
                for t in reader.found
                if t is not toll
            ]  # "denied losing 12 soldiers, and said two were hurt"


def nobody(reader: Reader) -> None:
    """Each statement that nobody was killed or hurt, unless it makes an exception."""
    text, sentence = reader.text, reader.sentence
    taken: list[tuple[int, int]] = []
    for measures, pattern in toll_words.none().standing(text, sentence.start, sentence.end):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            taken.append(match.span())
            if EXCEPT.match(text, match.end(), sentence.end):
                continue  # "no one was killed except the attacker"
            if ("killed", "inferred") in measures and HURT_AFTER_ALL.match(text, match.end(), sentence.end):
                continue
            if toll_words.not_yet().search(text[max(sentence.start, match.start() - 4) : match.end()]):
                continue
            said = match.start("what") if "what" in pattern.groupindex else match.start()
            claim = claimant_of(reader.claims, said, match.end())
            start, end = match.span()
            among = AMONG.match(text, end, sentence.end)
            ours = next((m for m in OURS.finditer(text, sentence.start, end) if start - m.end() <= len("sustained ")), None)
            side = (among or ours or {"who": ""})["who"]
            start, end = ours.start() if ours else start, among.end() if among else end
            words = text[start:end]
            who, older = person_class(words), bool(FORMER.search(text, sentence.start, said))
            people = side if who != "civilian" else ""
            for measure, basis in measures:
                if basis == "inferred" and ONLY_WOUNDED.search(words) and who not in ("any", "civilian"):
                    continue  # "no soldier was wounded": whether any was killed isn't said
                none = Number(0, 0, 0, start, end)
                toll = Toll(measure, none, start, end, words, who, superseded=older, basis=basis, people=people)
                if claim:
                    toll = evolve(toll, claimant=claim.text, claimant_start=claim.start, claimant_end=claim.end)
                reader.found.append(toll)
