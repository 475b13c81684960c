"""Says whether a telling is taken back by a correction of the article, or told in a novel, a film or a game.

Knows the words for these (``lexicon/invented.toml``). Doesn't know what the corrected article says instead.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.accidents import VIOLENT
from eventx_rferl.language.lexicons import settings, weapons
from eventx_rferl.language.wording import Wording, wording
from eventx_rferl.triggers.standing import Standing


@cache
def _words(name: str) -> Wording:
    return wording(rf"\b(?:{'|'.join(settings('invented.toml')[name])})\b", re.IGNORECASE)


@cache
def _opened() -> Wording:
    return wording(rf"(?:{'|'.join(settings('invented.toml')['opened'])})", re.IGNORECASE)


@cache
def _work_tells() -> Wording:
    """ "The novel, her third, tells how": a work that tells, or that something stands in; not "the author of the novel told"."""
    words = settings("invented.toml")
    work, tells = "|".join(words["work"]), "|".join(words["tells"])
    named = rf"(?<!of the )(?<!of a )(?<!of his )(?<!of her )(?<!on the )\b(?:{work})\b"
    return wording(
        rf"{named}(?:,? (?!(?:that|how|when|where|whose)\b)[\w’'-]+){{0,6}}?,? (?:{tells})\b",
        re.IGNORECASE,
    )


@cache
def _in_a_work() -> Wording:
    """ "In his first novel, soldiers shoot 40 monks"."""
    work = "|".join(settings("invented.toml")["work"])
    return wording(rf"\W*In (?:the|his|her|a) (?:[\w-]+ ){{0,2}}?(?:{work})(?: [^.,;]{{1,60}})?, ", re.IGNORECASE)


def corrected(at: Standing) -> str:
    """ "An earlier version of this story said five people were killed": the article takes it back."""
    start, end = at.sentence.start, at.sentence.end
    said = _opened().match(at.text, start, end) or _words("correction").search(at.text, start, end)
    return "ART-CORRECTED" if said else ""


def fictional(at: Standing) -> str:
    """ "The novel tells how rebels stormed the palace": what stands behind what the work does."""
    start, end = at.sentence.start, at.sentence.end
    told = _in_a_work().match(at.text, start, end) or _work_tells().search(at.text, start, end)
    return "ART-FICTION" if told is not None and told.end() <= at.trigger.start else ""


def of_a_game(at: Standing) -> str:
    """ "Attacked on the kingside", "shot wide": of a game, if the sentence tells no harm to anybody."""
    if not _words("game").search(at.text, at.sentence.start, at.sentence.end):
        return ""
    harm = VIOLENT.search(at.whole) or _words("harm").search(at.whole) or at.sentence.words & weapons().keys()
    return "" if harm else "ART-FICTION"
