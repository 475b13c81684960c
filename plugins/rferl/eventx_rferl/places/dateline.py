"""The town in an article's dateline: "MAIDUGURI, Nigeria --".

Knows that the country behind it says which town of that name it is. Doesn't know whether anything happened there.
"""

from __future__ import annotations

from eventx_rferl.gazetteer.precisions import SETTLEMENTS
from eventx_rferl.model import Article, Place
from eventx_rferl.places import geo
from eventx_rferl.places.areas import place_from


def written_in(article: Article, near: tuple[str, ...]) -> Place | None:
    """The town of the dateline, if the gazetteer holds it."""
    first = next((block.start for block in article.blocks if block.kind == "paragraph"), 0)
    start = article.text.rfind(article.dateline, 0, first) if article.dateline else -1
    if start < 0 or not article.dateline:
        return None
    name, _, land = article.dateline.partition(", ")
    country = geo.country_in_capitals(land) if land else None
    end = start + len(name)
    name = name.title() if name.isupper() else name
    hit = geo.lookup(name, (country,) if country else near, ("city",))
    if hit is None or (hit.country != country if country else hit.country not in near and hit.population < geo.LARGE):
        return None
    place = place_from(name, start, end, geo.PRECISION[hit.kind], hit, None, "PLACE-DATELINE")
    return place if place.precision in SETTLEMENTS else None
