"""Finds attributions: who says what, who claims or denies, and where doubt is marked.

Knows the shapes ", the governor said", "X said (on July 24) that ...", "according to X", and the phrases of
``lexicon/claims.toml``. Doesn't judge whether a claim is true.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import evolve

from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import Wording, wording
from eventx_rferl.model import Claim, Sentence, Toll
from eventx_rferl.tolls.attributions import attributions


def claims_in(text: str, sentence: Sentence) -> tuple[Claim, ...]:
    """The attributions of a sentence: tail and "according to" cover what stands before them, a head what follows."""
    return tuple(sorted(attributions(text, sentence), key=_position))


def _position(claim: Claim) -> int:
    return claim.start


def claimant_of(claims: tuple[Claim, ...], start: int, end: int) -> Claim | None:
    """The attribution that covers a stretch of text; the innermost if several do."""
    covering = [c for c in claims if c.content_start <= start and end <= c.content_end]
    return min(covering, key=_length) if covering else None


NOUN = re.compile(
    r"[A-Z]|(?:the|an?|its|his|her|their|local|police)\b|[a-z-]+s\b|"
    r"(?:[a-z-]+ ){1,4}(?:[A-Z]|spokes\w+$|official$|officer$|chief$)"
)
PRONOUNS = frozenset({"he", "she", "it", "they"})


def speaker_of(claims: tuple[Claim, ...]) -> Claim | None:
    """Who speaks last in a sentence, if it is said by a noun."""
    named = [claim for claim in claims if claim.text.lower() not in PRONOUNS and NOUN.match(claim.text)]
    return named[-1] if named else None


def he_said(claims: tuple[Claim, ...]) -> bool:
    """Whether a sentence gives somebody's word without saying whose: the one's who spoke before."""
    return any(claim.text.lower() in PRONOUNS for claim in claims)


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
