"""The country of the place that an article's paragraphs are headed with, where several are: "BAMAKO — ", "Iran: ".

Knows that what stands under such a head happened there, however often the others are named. Asks the gazetteer;
doesn't find heads (:mod:`eventx_rferl.reader.datelines`).
"""

from __future__ import annotations

from functools import lru_cache

from eventx_rferl.model import Article
from eventx_rferl.places import geo


@lru_cache(maxsize=256)
def _land(name: str) -> str | None:
    """The country by that name, or of the one large city that has it."""
    country = geo.country_in_capitals(name)
    if country is not None:
        return country
    city = geo.lookup(name.title() if name.isupper() else name, (), ("city",))
    return city.country if city is not None and city.population >= geo.LARGE else None


def lands_first(article: Article, start: int, near: tuple[str, ...]) -> tuple[str, ...]:
    """The countries of an article with that of the head above an offset first."""
    above = [span for span in article.heads if span[0] <= start]
    land = _land(article.text[slice(*above[-1])]) if above else None
    return near if land is None else (land, *(country for country in near if country != land))
