"""The two peoples of a fight between neighbors: "Fulani herders and Tiv villagers fought with rifles".

Knows the nouns for people of a people. Doesn't know whether they fought; a side that is an actor already stays as it is.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Mention

FOLK = (
    r"(?:herders|herdsmen|farmers|villagers|tribesmen|hunters|nomads|pastoralists|shepherds|residents|youths|clansmen|"
    r"tribes|clans|communities|cattle (?:keepers|herders|raiders))"
)
PAIR = wording(rf"\b(?P<one>[A-Z][a-z’'-]+)(?: {FOLK})? and (?:armed )?(?P<two>[A-Z][a-z’'-]+) {FOLK}\b")


def two_peoples(article: Article, mentions: tuple[Mention, ...], home: str | None, named: list[Actor]) -> list[Actor]:
    """Both sides of a fight between two peoples, in the order of the words; none if the words name no two, or soldiers fought."""
    if len({a.name for a in named}) > 1 or any(a.group in STATE_GROUPS for a in named):
        return []
    pair = next((found for m in mentions if (found := PAIR.search(article.text, m.start, m.end))), None)
    if pair is None:
        return []
    made = []
    for which in ("one", "two"):
        known = next((a for a in named if a.start <= pair.start(which) < a.end), None)
        name = f"{pair[which]} Militia"
        spot = pair.span(which)
        made.append(known or Actor(name, pair[which], *spot, "group", "identity-militia", home, "initiator", "ACTOR-NAME"))
    return [made[0], evolve(made[1], role="target")]
