"""Finds armed men who are named only after a person: "Bravo's men", "followers of field commander Rahmon Sanginov".

Knows the words for such men, and how a text says to which listed group their leader belongs. Doesn't know who anybody is: without
such words they are the person's militia.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import MappingProxyType

from attrs import frozen

from eventx_rferl.language.lexicons import country_words, group_names, groups, table, territories
from eventx_rferl.language.titles import LEADERS, title, titles
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Token

# Men whom only a person has, and those whom a town or a movement can have, too.
HIS = frozenset("men followers loyalists henchmen bodyguards gunmen band".split())
ALSO_HIS = frozenset("fighters militia militiamen forces troops faction gang guerrillas supporters".split())
TITLES = rf"(?:{title(*LEADERS)}|[Kk]nown as|[Aa]lias|[Nn]icknamed)"
OF = wording(
    rf" of (?:the )?(?P<who>(?:[a-z-]+ ){{0,4}}(?:(?:{title('ranks', 'clergy', small=False)}) )?)"
    r"(?P<name>[A-Z][\w’'-]+(?: (?:al-)?[A-Z][\w’'-]+){0,2})(?![\w-])"
)
CHIEF = rf"(?:[a-z-]+ ){{0,2}}(?:commander|{'|'.join(titles('chiefs'))})"
LED = wording(rf"^ {CHIEF},? (?:[A-Z][\w’'-]+ )?$")
LEADS = wording(rf"^,? (?:(?:an?|the|one of the) )?(?:{CHIEF}s? )?(?:of|in|with|from) (?:the )?(?:[a-z-]+ ){{0,2}}$")
CHIEF_OF = wording(rf"\b{CHIEF} (?:of|in|with) (?:the )?$")
BEHIND = wording(rf"^, (?:{TITLES} )?(?:[A-Z][\w’'-]+ )?$")
REACH = 70


@frozen
class Followers:
    """The conventional name of somebody's men, their actor type and country, and where the words end."""

    name: str
    type: str
    country: str | None
    end: int


def followers_at(text: str, tokens: tuple[Token, ...], at: int) -> tuple[Followers, int] | None:
    """Men told as a person's own that begin at this capitalised token, "X's men", and the index behind them."""
    stop = next((n for n in range(at, min(at + 4, len(tokens))) if tokens[n].text.endswith(("'s", "’s"))), None)
    if stop is None or not all(t.text[:1].isupper() for t in tokens[at : stop + 1]):
        return None
    head = next((n for n in (stop + 1, stop + 2) if n < len(tokens) and tokens[n].lower in HIS | ALSO_HIS), None)
    if head is None or any(t.text[:1].isupper() for t in tokens[stop + 1 : head + 1]):
        return None
    name = re.sub(rf"^(?:{TITLES} )+", "", text[tokens[at].start : tokens[stop].end - 2])
    if not _a_person(text, name, sure=tokens[head].lower in HIS):
        return None
    return _whose(text, name, tokens[head].end), head + 1


def followers_of(text: str, words: str, end: int, limit: int) -> Followers | None:
    """Men told as a person's behind their word: "followers" or "gunmen", and then "of warlord X"."""
    last = words.rsplit(maxsplit=1)[-1].lower()
    match = OF.match(text, end, limit) if last in HIS | ALSO_HIS else None
    titled = match is not None and re.search(TITLES, match["who"]) is not None
    if match is None or not (titled or (last in HIS and not match["who"])):
        return None
    return _whose(text, match["name"], match.end()) if _a_person(text, match["name"], sure=titled) else None


@cache
def leaders() -> MappingProxyType[str, str]:
    """The names of heads of states whose armies are called theirs, with the country's alpha-3 code."""
    return MappingProxyType({name: row["alpha3"] for row in table("leaders.tsv") for name in row["names"].split(";")})


@lru_cache(maxsize=256)
def _a_person(text: str, name: str, *, sure: bool) -> bool:
    """Whether a name is a person's: no country's or group's, and said with a title if its words can have others."""
    known = [*name.split(), name]
    if any(word in country_words() or word in territories() or word in groups() for word in known):
        return False
    titled = re.search(rf"\b{TITLES}(?: [A-Z][\w’'-]+)? {re.escape(name)}\b", text) is not None
    return titled or (sure and not name.startswith(("The ", "In ", "On ", "But ")))


@lru_cache(maxsize=256)
def _whose(text: str, name: str, end: int) -> Followers:
    """The listed group that a person is said to command, else a militia of the person's own."""
    last = name.rsplit(maxsplit=1)[-1]
    for match in re.finditer(rf"\b{re.escape(last)}\b", text[:end]):
        for start, stop in group_names().finditer(text, max(0, match.start() - REACH), match.end() + REACH):
            led = stop <= match.start() and LED.match(text[stop : match.start()])
            apposed = (
                stop <= match.start()
                and BEHIND.match(text[stop : match.start()])
                and CHIEF_OF.search(text[max(0, start - 50) : start])
            )
            leads = start >= match.end() and LEADS.match(text[match.end() : start])
            if led or leads or apposed:
                group = groups()[text[start:stop]]
                return Followers(group.name, group.type, group.country, end)
    whole = (
        name
        if " " in name
        else next((m[0] for m in re.finditer(rf"\b[A-Z][\w’'-]+ {re.escape(name)}\b", text) if _first(m[0])), name)
    )
    return Followers(f"Militia of {whole}", "political-militia", None, end)


def _first(name: str) -> bool:
    """Whether a name begins with a first name, not with a title or the article."""
    word = name.split(maxsplit=1)[0]
    return re.fullmatch(TITLES, word) is None and word not in ("The", "In", "On", "But", "And", "When", "After", "Field")
