"""Which place of the gazetteer a name means, in the countries that its text is about or abroad.

Knows a town from the unit around it that bears its name. Doesn't know what a place is in its sentence.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from eventx_rferl.gazetteer import Candidate, folded
from eventx_rferl.places import geo
from eventx_rferl.places.known_names import alone, only_one


def resolved(name: str, precision: str, near: tuple[str, ...], alpha3: str | None) -> Candidate | None:
    """What a name means in the countries that a text is about; one abroad only if it is known by its name alone."""
    if alpha3:
        return geo.lookup(name, (alpha3,), ("country",))
    kinds = geo.KINDS.get(precision, ())
    hit = geo.lookup(name, near, kinds)
    if hit is not None and precision == "auto" and hit.kind in ("admin1", "admin2"):
        town = geo.lookup(name, (hit.country,), ("city",))
        if hit.lat is None and town is not None and town.country == hit.country:
            return town
        if (
            town is not None
            and town.country == hit.country
            and (town.population or 0) >= A_TOWNS_PEOPLE
            and any(_bears(town.name, unit) for unit in (name, hit.name, hit.name.split(" ")[0]))
        ):
            hit = town
    if hit is None and kinds and precision != "settlement":
        hit = geo.lookup(name, near, ())
    if hit is not None and precision == "admin1" and hit.kind == "admin1" and only_one(name, hit):
        return hit
    if hit is not None and precision == "auto" and near and hit.country not in near and alone(name, hit):
        return hit
    if hit is not None and near and hit.country not in near and (precision != "auto" or (hit.population or 0) < 100_000):
        return None
    return hit


# Of so many people, a town is as likely meant as the unit around it that bears its name: "near Marib".
A_TOWNS_PEOPLE = 10_000
SPELT_ALIKE = 0.75
# "Ar Raqqah" is the city of Raqqa.
WITH_ARTICLE = re.compile(r"(?:a[lrsdnz]|ash|el) (?=\w{3})")


def _bears(town: str, unit: str) -> bool:
    """Whether a town has the name of the unit around it, written otherwise: "Basrah" in Basra, "Karagandy" in Karaganda."""
    one, other = (WITH_ARTICLE.sub("", folded(name), count=1).rstrip("h") for name in (town, unit))
    return one == other or SequenceMatcher(None, one, other).ratio() >= SPELT_ALIKE


def hit_abroad(name: str, near: tuple[str, ...]) -> Candidate | None:
    """The town that only another country has by this name, however small: "X's artillery shelled Y"."""
    hit = geo.lookup(name, near, ("city",))
    return hit if hit is not None and alone(name, hit, least=0) else None
