"""An event one side of which isn't named, and what its article offers for it: its country, the armed group meant around it.

Knows the conventional names of those whom no words name. Doesn't decide who it was (:mod:`eventx_rferl.events.open_sides`).
"""

from __future__ import annotations

from eventx_rferl.actors.naming import GARRISONED
from eventx_rferl.events.parties import GENERIC, Parties, told_apart
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event
from eventx_rferl.values import evolve, frozen

STATES = STATE_GROUPS | {"state"}
Actors = tuple[Actor, ...]
SPEAKS = wording(
    r"^(?: \([A-Z][\w-]*\))?(?:, [^,]{0,20},|(?: [A-Z][\w.’'-]*){1,4})? "
    r"(?:said|says|told|reported|announced|claimed|confirmed|denied|spokes)"
)


@frozen
class Case:
    """An event and what its article offers for the side that isn't named: its country, and the armed group meant around it."""

    article: Article
    event: Event
    parties: Parties
    home: str | None
    rebels: Actor | None

    def made(self, name: str, type_: str, group: str, role: str, rule: str, country: str | None = None) -> Actor:
        """An actor that no words name; it stands where the event's trigger does."""
        head = self.event.mentions[0].head
        return Actor(name, "", head.start, head.end, group, type_, country or self.home, role, rule, "inferred")

    def force(self, kind: str, role: str, rule: str = "ACTOR-DEFAULT") -> Actor:
        """The army ("military") or the police of the event's country."""
        country = GARRISONED.get(self.home or "", self.home) if kind == "military" else self.home
        label = country_name(country)
        name = {"military": "Military Forces", "police": "Police Forces"}[kind]
        return self.made(f"{name} of {with_article(label)}" if label else name, kind, kind, role, rule, country)

    def unknown(self) -> Actor:
        """An armed group that nobody names."""
        name = with_country("Unidentified Armed Group", self.home)
        return self.made(name, "armed-group", "armed", "initiator", "ACTOR-UNKNOWN")

    def government(self, country: str) -> Actor:
        """A country's government as a party to a deal."""
        name = f"Government of {with_article(country_name(country) or '')}"
        return self.made(name, "government", "government", "participant", "ACTOR-OTHER-SIDE", country)

    def last_named(self, actor: Actor, role: str) -> Actor:
        """Whom the article named last, as a side of this event of which nobody is told."""
        return evolve(self.meant(actor, role), rule="ACTOR-LAST-NAMED")

    def meant(self, actor: Actor, role: str) -> Actor:
        """An actor that the article names elsewhere, as the side of this event."""
        head = self.event.mentions[0].head
        country = actor.country or (self.home if actor.group != "group" or actor.rule == "ACTOR-NAME" else None)
        plain = "(" in actor.name or actor.group == "group"
        return evolve(
            actor,
            name=actor.name if plain else with_country(actor.name, country),
            country=country,
            role=role,
            text="",
            start=head.start,
            end=head.end,
            rule="ACTOR-OTHER-SIDE",
            basis="inferred",
        )

    def beside(self, known: Actors) -> Actor | None:
        """Another armed actor that the event's own sentences name."""
        for mention in self.event.mentions:
            for actor in self.parties.actors:
                if mention.start <= actor.start < mention.end and self._another(actor, known):
                    return evolve(actor, role="target", rule="ACTOR-BESIDE", basis="inferred")
        return None

    def _another(self, actor: Actor, known: Actors) -> bool:
        """Whether an actor is of another side than those known, and doesn't only speak."""
        if actor.group in ("adjective", "peacekeepers", "state", "armed", "communal"):
            return False
        if any(actor.start == a.start or actor.name == a.name for a in known):
            return False
        countries = {a.country for a in known if a.group not in ("group", *GENERIC) and a.country}
        if (actor.country in countries and actor.group != "group") or SPEAKS.search(
            self.article.text[actor.end : actor.end + 48]
        ):
            return False
        first = known[0]
        if actor.group in GENERIC and first.group == "group" and not told_apart(actor, first):
            return False  # "rebels" beside the group that they are of
        if actor.group in STATE_GROUPS and actor.country is None and countries:
            return False
        own = actor.group in STATE_GROUPS and actor.country in (None, self.home)
        # Police beside soldiers of the same country are one side.
        return not (own and first.group in STATES and first.country in (None, self.home))


def with_country(name: str, country: str | None) -> str:
    """A name that an actor has in any country, with this one: "Rebels (X)"."""
    label = country_name(country)
    return f"{name} ({label})" if label else name
