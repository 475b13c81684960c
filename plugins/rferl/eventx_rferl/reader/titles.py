"""Takes headlines for the article's text where nothing else stands in it, as in a list of headlines or a feed without summaries.

Doesn't know what a headline tells.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.model import Article, Block

TITLES = ("headline", "heading")
ENDS = tuple('.!?…:;"”’)')


def entitles(text: str, block: Block) -> bool:
    """Whether a block can be the title of what stands below: it is marked as one, or a line that ends as no sentence does."""
    return block.kind in TITLES or not text.endswith(ENDS, block.start, block.end)


def with_titles_read(article: Article) -> Article:
    """The article; if none of its paragraphs ends as a sentence does, its headlines are paragraphs, too."""
    if any(block.kind == "paragraph" and not entitles(article.text, block) for block in article.blocks):
        return article
    blocks = tuple(evolve(block, kind="paragraph") if block.kind in TITLES else block for block in article.blocks)
    return evolve(article, blocks=blocks)
