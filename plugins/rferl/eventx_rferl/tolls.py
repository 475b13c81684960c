"""Reads how many people were killed or hurt, as each source gives it.

Knows the shapes "killing three men", "two people were killed", "nine dead", "the death toll has risen to 11, up from four", "no
casualties", "a shopkeeper" (one). Sub-counts ("three of them children") are no tolls. Doesn't know which event a toll
belongs to, and adds nothing up.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import evolve

from eventx_rferl.claims import claimant_of
from eventx_rferl.lexicons import country_words, persons
from eventx_rferl.model import Claim, Number, Sentence, Toll
from eventx_rferl.numbers import numbers_in
from eventx_rferl.voice import person_class

KILL = (
    r"(?:killed|dead|slain|shot dead|gunned down|shot and killed|beheaded|executed|assassinated|murdered|massacred|"
    r"stabbed to death|beaten to death|hacked to death|burned to death|burned alive|lynched|slaughtered|neutralized|eliminated)"
)
HURT = (
    r"(?:wounded|injured|hurt|treated for (?:\w+ )?(?:injuries|wounds)|hospitalized|maimed|harmed|"
    r"treated in (?:\w+ )?hospitals?|taken to (?:a |the )?hospital)"
)
NONE = re.compile(
    r"\b(?P<words>no (?:immediate )?(?:reports of )?(?P<what>casualties|injuries|deaths|fatalities|victims)"
    r"|(?:nobody|no one|no-one|none)(?: else)? (?:was|were|has been|had been) (?P<verb>hurt|injured|wounded|killed|harmed))\b",
    re.IGNORECASE,
)
NOT_YET = re.compile(r"no immediate (?:word|report|information)|gave no|not (?:immediately )?(?:clear|known)", re.IGNORECASE)
SUB = re.compile(r"(?:\bof (?:them|whom|these)\b|\bamong them\b|\bincluding\b)", re.IGNORECASE)
VERB = re.compile(
    rf"\b(?:(?:were|was|have been|has been|had been|are|is|being|be|reported|reportedly|left)(?: (?:also|slightly|seriously|"
    rf"badly|lightly|critically|severely|fatally|reportedly))? )?(?P<verb>{KILL}|{HURT}|died|had died|perished|"
    r"lost (?:his|her|their) li(?:fe|ves)|(?:suffered|sustained) (?:[\w-]+ ){0,2}(?:injuries|wounds|burns))\b",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    r"\b(?P<verb>(?:has |have |had )?(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|shot dead|shot and killed|"
    r"gunned down|shooting dead|"
    r"shot and wounded|assassinat(?:ed|ing)|murder(?:ed|ing)|behead(?:ed|ing)|execut(?:ed|ing)|massacr(?:ed|ing)|"
    r"slaughter(?:ed|ing)|lynch(?:ed|ing)|neutraliz(?:ed|ing)|claimed the "
    r"lives? of|took the lives? of|stabb(?:ed|ing) to death|kidnapp(?:ed|ing)|abduct(?:ed|ing)|arrest(?:ed|ing)|detain(?:ed|"
    r"ing)))\s+"
)
LEAVING = re.compile(r"\b(?:leaving|left|leave)\s+")
TOLL = re.compile(
    r"\b(?P<what>death toll|toll|number of (?P<n>dead|killed|deaths|wounded|injured|people killed|people injured|victims))\b",
    re.IGNORECASE,
)
UP_FROM = re.compile(
    r"\bup from\b|\bearlier (?:count|report|toll|figure)s?\b|\bpreviously reported\b|\binitially\b", re.IGNORECASE
)


@cache
def _person() -> re.Pattern[str]:
    nations = [
        word
        for word, (_, kind) in country_words().items()
        if kind == "adjective" and word.endswith("s") and not word.endswith("ss")
    ]
    words = "|".join(re.escape(word) for word in sorted([*persons(), *nations], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _singular() -> re.Pattern[str]:
    """A single victim: "a shopkeeper", "its 61-year-old driver", "another", "a fourth"."""
    words = "|".join(re.escape(w) for w in sorted(persons(), key=len, reverse=True) if not w.endswith("s") or w.endswith("ss"))
    modifier = r"(?:[\w’'-]+,? ){0,6}?"
    return re.compile(
        rf"\A(?:(?:a|an|one|its|his|her|their|the) (?!day|week|month|year|few|hour|number|total){modifier}(?:{words})\b|"
        rf"another\b(?! (?:\d|two|three))|a (?:second|third|fourth|fifth)\b)"
        rf"(?P<of> of (?:the )?[\w’'.-]+(?: (?-i:[A-Z])[\w’'.-]+){{0,5}})?(?P<and>,? and (?:(?:one|two|three|four|five|"
        rf"several) of (?:his|her|their)|his|her|their|its|a|an|one|two|three|four|five)(?: (?:two|three|four|five))?(?: "
        rf"[\w-]+)?? (?:(?:{words})s?)\b)?",
        re.IGNORECASE,
    )


def _measure(verb: str) -> str:
    if re.search(r"kidnapp|abduct", verb):
        return "abducted"
    if re.search(r"arrest|detain", verb):
        return "arrested"
    return (
        "killed"
        if re.match(
            r"(?:has |have |had )?(?:kill|dead|slain|shot d|shot and k|gunned|behead|execut|assassin|murder|massacr|stabb|"
            r"hacked|burned|lynch|slaughter|neutraliz|eliminat|"
            r"beaten|died|perish|lost|claimed|took|shooting)",
            verb,
            re.IGNORECASE,
        )
        else "injured"
    )


def _phrase_end(text: str, start: int, end: int) -> int:
    """Where the noun phrase after a number ends: at its last word for people."""
    stop = re.compile(
        r"[,.;:)]|\b(?:in|when|after|on|at|near|and|who|that|which|were|was|have|has|had|as|during|from|outside|by|late|early|"
        r"overnight|more than|inside|are|is)\b"
    ).search(text, start, end)
    limit = stop.start() if stop else end
    people = [m for m in _person().finditer(text, start, limit) if m[0].lower() != "dead"]
    if people:
        return people[-1].end()
    return start


def _object(text: str, start: int, end: int, numbers: tuple[Number, ...]) -> tuple[Number, int, int] | None:
    """Number and phrase of what follows a verb: "three men", "28", "a shopkeeper", "Hamdullah Rahimzai, ..., and his driver"."""
    lead = re.compile(r"(?:the |all |an estimated |another |some |a total of )*").match(text, start)
    begin = lead.end() if lead else start
    for number in numbers:
        if number.start in (start, begin):
            stop = max(_phrase_end(text, number.end, end), number.end)
            rest = text[number.end : number.end + 26].lower()
            if re.match(
                r"(?:-|\s*(?:percent|per cent|kilomet|meters|miles|tanks?\b|vehicles|houses|homes|buildings|drones|missiles|"
                r"rockets|years?\b|hours|days|bases|villages))",
                rest,
            ):
                return None
            found = text[start:begin].lower()
            if "all" in found or "another" in found or "estimated" in found:
                return number, start, stop
            return number, number.start, stop
    one = _singular().match(text[start:end])
    if one:
        count = 1
        stop = start + one.end()
        if one["and"]:
            extra = [n for n in numbers if start + one.start("and") <= n.start < start + one.end("and")]
            count += (extra[0].best or 1) if extra else 1
        return Number(count, count, count, start, stop), start, stop
    name = re.match(
        r"(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+, (?:a|an|the) [^,]{3,60}(?P<and>, and (?:his|her) (?:\w+ )?\w+)?", text[start:end]
    ) or re.match(r"(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+(?P<and> and (?:his|her) (?:\w+ )?\w+)?", text[start:end])
    if name and not re.match(r"(?:The|In|On)\b", name[0]) and _person().search(name[0]):
        count = 2 if name["and"] else 1
        stop = start + name.end()
        return Number(count, count, count, start, stop), start, stop
    return None


def _subject(text: str, start: int, end: int, numbers: tuple[Number, ...]) -> tuple[Number, int, int] | None:
    """Number and phrase of what stands before a passive verb."""
    before = text[start:end]
    usable = [n for n in numbers if start <= n.start and n.end <= end]
    for number in reversed(usable):
        between = text[number.end : end]
        tail = text[number.end : min(number.end + 14, end)]
        if SUB.match(tail.strip()) and not re.match(r"\s*(?:of|in) (?:the|its|their)\b", tail):
            continue
        phrase = re.sub(r",[^,]*\b(?:of (?:them|whom)|none of them)\b[^,]*,", "", between)
        phrase = re.sub(r"\bof (?:its|the|their|his)\b", "", phrase)
        if re.search(r"\b(?:was|were|when|after|that|which)\b", phrase) or phrase.count(",") > 1:
            break
        if (
            (
                re.match(r"(?:-|\s*(?:percent|kilomet|meters|missiles|drones|rockets|hours|days|years))", between)
                or (not _person().search(phrase) and phrase.strip() not in ("", "more", "others"))
            )
            and phrase.strip()
            and not re.fullmatch(r"\s*(?:more|others?|people)?\s*", phrase)
            and not _person().search(phrase)
        ):
            continue
        stop = max(_phrase_end(text, number.end, end), number.end)
        return number, number.start, stop
    one = None
    for match in re.finditer(r"\b(?:a|an|another|one|its|his)\b", before, re.IGNORECASE):
        found = _singular().match(before[match.start() :])
        rest = before[match.start() + found.end() :] if found else "x"
        if found and len(rest.split()) <= 3 and not re.search(r"[,;]|\b(?:in|at|on)\b", rest.strip(" ,")):
            one = (match.start(), found.end())
            break
    if one:
        at = start + one[0]
        return Number(1, 1, 1, at, at + one[1]), at, at + one[1]
    return None


def tolls_in(text: str, sentence: Sentence, claims: tuple[Claim, ...], dates: tuple[tuple[int, int], ...]) -> tuple[Toll, ...]:
    """The tolls of a sentence, in order."""
    start, end = sentence.start, sentence.end
    numbers = tuple(n for n in numbers_in(text, start, end) if not any(s < n.end and n.start < e for s, e in dates))
    found: list[Toll] = []

    def add(measure: str, part: tuple[Number, int, int] | None, at: int) -> None:
        if part is None or any(t.start < part[2] and part[1] < t.end and t.measure == measure for t in found):
            return
        number, first, last = part
        if SUB.search(text[last : last + 10]) and re.match(r"\s*,?\s*(?:of them|of whom)", text[last : last + 10]):
            return
        if SUB.search(text[max(start, first - 14) : first].lower()):
            return
        claim = claimant_of(claims, at, at + 1)
        group = person_class(text[first:last])
        part_of = re.compile(r", (?P<n>\w+) of (?:them|whom) (?P<who>[\w-]+(?: [\w-]+)?)").match(text, last)
        if part_of and group == "any" and number.low:
            share = next((n.best for n in numbers if n.start == part_of.start("n")), None)
            if share and 2 * share >= number.low:
                group = person_class(part_of["who"])
        toll = Toll(measure, number, first, last, text[first:last], group)
        if claim and not (claim.start <= first < claim.end):
            toll = evolve(toll, claimant=claim.text, claimant_start=claim.start, claimant_end=claim.end)
        found.append(toll)

    for match in NONE.finditer(text, start, end):
        if NOT_YET.search(text[max(start, match.start() - 4) : match.end()]):
            continue
        what = (match["what"] or "").lower()
        verb = (match["verb"] or "").lower()
        zero = Number(0, 0, 0, match.start(), match.end())
        measures = ("killed",) if what in ("deaths", "fatalities") or verb == "killed" else ("killed", "injured")
        for measure in measures:
            found.append(Toll(measure, zero, match.start(), match.end(), match["words"]))
    for match in TOLL.finditer(text, start, end):
        figure = re.compile(
            r"\b(?:risen|rose|climbed|increased|grown|grew|stood|stands|was|at|to)\b(?: \w+){0,2}? (?:to |at )?"
        ).search(text, match.end(), end)
        first = next(
            (
                n
                for n in numbers
                if n.start > match.end()
                and re.search(r"\b(?:to|at|was|stands at|of)\s(?:at least )?$", text[max(start, n.start - 12) : n.start])
            ),
            None,
        )
        if figure and first:
            superseded = bool(UP_FROM.search(text[start : match.start()]))
            measure = "injured" if match["n"] in ("wounded", "injured", "people injured") else "killed"
            claim = claimant_of(claims, first.start, first.end)
            found.append(
                Toll(
                    measure,
                    first,
                    first.start,
                    first.end,
                    text[first.start : first.end],
                    superseded=superseded,
                    claimant=claim.text if claim else None,
                    claimant_start=claim.start if claim else -1,
                    claimant_end=claim.end if claim else -1,
                )
            )
            older = next((n for n in numbers if n.start > first.end and UP_FROM.search(text[first.end : n.start])), None)
            if older:
                found.append(Toll(measure, older, older.start, older.end, text[older.start : older.end], superseded=True))
    for match in ACTIVE.finditer(text, start, end):
        if re.search(r"\b(?:were|was|been|being|be|is|are)(?: \w+)? $", text[max(start, match.start() - 18) : match.start()]):
            continue
        part = _object(text, match.end(), end, numbers)
        add(_measure(match["verb"]), part, match.start())
        if part:
            second = re.compile(r",? and (?:(?P<verb>wounding|wounded|injuring|injured|killing|killed) )?").match(text, part[2])
            if second and not second["verb"]:
                more = _object(text, second.end(), end, numbers)
                if (
                    more
                    and more[0].low is not None
                    and not re.match(r"\s*(?:was|were|" + HURT + ")", text[more[2] : more[2] + 12])
                ):
                    add(_measure(match["verb"]), more, match.start())
    for match in LEAVING.finditer(text, start, end):
        part = _object(text, match.end(), end, numbers)
        after = (
            re.compile(r"\s*(?:others )?(?P<state>dead|wounded|injured|hurt)\b(?: (?:or|and) (?:wounded|injured))?").match(
                text, part[2]
            )
            if part
            else None
        )
        if part and after:
            add("killed" if after["state"] == "dead" else "injured", part, match.start())
    for match in re.compile(r"\b(?P<state>dead|wounded|injured)\b").finditer(text, start, end):
        number = next(
            (
                n
                for n in numbers
                if 0 <= match.start() - n.end <= 8 and re.fullmatch(r"\s*(?:people |others |more )?", text[n.end : match.start()])
            ),
            None,
        )
        if number:
            add("killed" if match["state"] == "dead" else "injured", (number, number.start, match.end()), match.start())
    for match in re.compile(r"\bdeaths? of (?=\w)").finditer(text, start, end):
        add("killed", _object(text, match.end(), end, numbers), match.start())
    at = start
    for match in VERB.finditer(text, start, end):
        passive = re.match(
            r"(?:were|was|have been|has been|had been|died|had died|perished|lost|suffered|sustained|are|is|being|reported)",
            match[0],
            re.IGNORECASE,
        )
        elliptic = re.match(HURT, match["verb"], re.IGNORECASE)
        if not passive and not (
            elliptic and re.search(r"\band \w+(?: \w+){0,2} $", text[max(at, match.start() - 40) : match.start()])
        ):
            continue
        part = _subject(text, max(start, at), match.start(), numbers)
        add(_measure(match["verb"]), part, match.start())
        if part is not None:
            joint = re.search(r"\band (?:at least |about |some )?$", text[max(start, at) : part[1]])
            if joint:
                low = max(start, at)
                earlier = tuple(n for n in numbers if n.end <= low + joint.start())
                add(_measure(match["verb"]), _subject(text, low, low + joint.start(), earlier), match.start())
        at = match.end()
    return tuple(sorted(found, key=_start))


def _start(toll: Toll) -> int:
    return toll.start
