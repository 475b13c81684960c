"""Takes headlines for the article's text where nothing else stands in it, as in a list of headlines or a feed without summaries.

Doesn't know what a headline tells.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.model import Article

TITLES = ("headline", "heading")


def with_titles_read(article: Article) -> Article:
    """The article; if it has no paragraph, its headlines are its paragraphs."""
    if any(block.kind == "paragraph" for block in article.blocks):
        return article
    blocks = tuple(evolve(block, kind="paragraph") if block.kind in TITLES else block for block in article.blocks)
    return evolve(article, blocks=blocks)
