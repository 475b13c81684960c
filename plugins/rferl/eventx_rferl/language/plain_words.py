"""Finds turns of phrase that say the same as plainer ones which the rules know: "lost their lives", "the 13th of May".

Knows only what is the same in every sentence, whoever is meant. Doesn't know what any of it tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.retold import Edit
from eventx_rferl.language.wording import Patterns, wording

Plainer = Callable[[re.Match[str]], str]
NUMBER = r"\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?"
ENDINGS = {"ed": "ed", "ost": "ed", "ook": "ed", "ing": "ing", "s": "s"}
SEVERAL = re.compile(
    r"(?:\d|[a-z]s|men|people|police|children|women|two|three|four|five|six|seven|eight|nine|ten|both|all|they) $"
)


def _as(base: str) -> Plainer:
    """The verb in the form of the first word: "losing their lives" is "dying"."""

    def plainer(match: re.Match[str]) -> str:
        verb = match["verb"].lower().split(" ")[0]
        ending = next((new for old, new in ENDINGS.items() if verb.endswith(old)), "ed")
        return base + ending

    return plainer


def _was(match: re.Match[str]) -> str:
    return "were " if SEVERAL.search(match.string, max(0, match.start() - 12), match.start()) else "was "


def _killed(match: re.Match[str]) -> str:
    if match["verb"].lower() == "losing":
        return "being killed"
    return f"{match['have']}been killed" if match["have"] else f"{_was(match)}killed"


def _alone(match: re.Match[str]) -> str:
    """The word behind what adds nothing, with the capital of what stood before it."""
    word = match["word"]
    return word[0].upper() + word[1:] if match[0][0].isupper() else word


PLAINER: Patterns[Plainer] = Patterns(
    (
        (_killed, wording(r"\b(?P<have>(?:has|have|had) )?(?P<verb>lost|losing) (?:his|her|their) (?:own )?li(?:fe|ves)\b")),
        (_as("kill"), wording(r"\b(?P<verb>claimed|claiming|took|taking) the li(?:fe|ves) of\b")),
        (
            _was,
            wording(
                r"\bgot (?=(?:(?:also|later|[a-z]+ly) )?(?:killed|wounded|injured|hurt|shot|arrested|detained|beaten|kidnapped|"
                r"abducted|stabbed|attacked|ambushed|captured|burned)\b)"
            ),
        ),
        (
            lambda match: f"{match['stem']}iz{match['end']}",
            wording(r"\b(?P<stem>vandal|terror|neutral|brutal|mobil|demobil|militar|organ|paral)is(?P<end>e|es|ed|ing)\b"),
        ),
        (_alone, wording(rf"\b[Aa] total of (?P<word>{NUMBER})\b(?![^.;]*\b(?:have|has) been\b)")),  # but a sum "so far"
        (_alone, wording(r"\b[Hh]eavily armed (?P<word>m[ae]n|gunm[ae]n|rebels|militants|fighters|soldiers|troops|police)\b")),
        (lambda match: f"{match['was']} killed", wording(r"\b(?P<was>was|were|been|being) (?:slain|left dead)\b")),
        (_as("kill"), wording(r"\b(?P<verb>result(?:ed|ing|s) in|caus(?:ed|ing|es)|l(?:ed|eading) to) the deaths? of\b")),
        (lambda _: "exploded", wording(r"\b(?:was|were) (?:\w+ly )?detonated\b(?! by\b)")),
        (lambda _: "arrested", wording(r"\btook into custody\b")),
        (
            lambda _: "set fire to",
            wording(
                r"(?<!was )(?<!were )(?<!been )(?<!being )\bset (?:ablaze|alight)"
                r"(?= (?:the|an?|its|their|his|her|several|dozens|scores|two|"
                r"three|four|five|six|\d+)\b(?! (?:same|next|previous|following|day|night)))"
            ),
        ),
        (lambda _: "ambushed", wording(r"\b(?:laid|set|sprang|mounted) an ambush (?:for|on|against)\b")),
        (
            lambda match: f"bombed {match['what']}",
            wording(
                r"\b(?:carried out|conducted|launched|staged) (?:an?|two|three|several|more|new|fresh) "
                rf"(?:air ?strikes?|air raids?) (?:on|against) (?P<what>(?!{WEEKDAY}|{MONTH}|\d)[\w’'-]+)"
            ),
        ),
        (
            lambda match: f"{match['stem']}or{match['end']}",
            wording(r"\b(?P<stem>[Nn]eighb|[Aa]rm|[Hh]arb|lab|[Cc]ol|[Hh]on|[Ff]av|[Rr]um)our(?P<end>[a-z]*)\b"),
        ),
        (
            lambda match: f"{match[0][:4]}nse",
            wording(r"\bdefence\b|\bDefence(?= (?:Ministry|Minister|Secretary|Department|Staff))"),
        ),
        (
            lambda match: f"{match['of']} Defense",
            wording(r"\b(?P<of>(?:Ministry|Minister|Department|Secretary) (?:of|for)) Defence\b"),
        ),
        (lambda match: f"{match['unit']}er{match['end']}", wording(r"\b(?P<unit>cent|(?:kilo)?met|theat|lit)re(?P<end>s?)\b")),
        (lambda _: "burned", wording(r"\bburnt\b")),
        (lambda _: "shot dead", wording(r"\b(?:gunned down|shot and killed|fatally shot|shot to death)\b")),
        (lambda _: "shooting dead", wording(r"\b(?:gunning down|shooting and killing|fatally shooting)\b")),
    )
)
# A day in other words than "May 13"; most articles have none, which their digits tell much sooner than their months do.
ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)\b")
OF_MONTHS: Patterns[Plainer] = Patterns(
    (
        lambda match: f"{match['month']} {match['day']}",
        wording(pattern),
    )
    for pattern in (
        rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th) (?:of )?(?P<month>{MONTH})\b",
        rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?! [A-Z])",
    )
)


def plainer_words(text: str, start: int, end: int) -> list[Edit]:
    """What can be said in plainer words between two offsets."""
    tables = (PLAINER, OF_MONTHS) if ORDINAL.search(text, start, end) else (PLAINER,)
    return [
        Edit(match.start(), match.end(), plainer(match))
        for table in tables
        for plainer, pattern in table.standing(text, start, end)
        for match in pattern.finditer(text, start, end)
    ]
