"""Tells where a country's letters only say whose the thing behind them is: "a US air strike", not "the US said".

Knows words that are no nouns. Doesn't know what the thing is, nor which countries are written so: any country's name in capitals.
"""

from __future__ import annotations

from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording

# What stands behind a country and is nothing it owns: "in the US on Monday", "the UAE has", "the US again bombed".
NO_NOUN = wording(
    r" (?:[a-z]+(?:ed|ly)|and|or|but|nor|as|if|in|on|at|by|to|of|for|from|with|into|near|after|before|over|under|since|until|"
    r"during|against|between|than|when|while|where|who|which|that|because|despite|amid|last|this|next|early|late|today|yesterday|"
    r"also|not|now|then|is|are|was|were|has|had|have|says?|said|will|would|may|might|can|could|should|must|did|does|"
    r"sent|put|hit|struck|shot|began|took|made|gave|held|left|led|told|went|lost|fought|wants?|"
    r"again|once|twice|thrice|alone|itself|never|already|still|too|soon|first|just|even|both|meanwhile|however|therefore|"
    # its own ground: "in the US state of Ohio"
    r"states?|soil|mainland|territory|province|cit(?:y|ies)|towns?|villages?|border|coast|side)\b"
)


def whose(text: str, start: int, end: int) -> bool:
    """Whether these letters of a text are a country's and stand before a noun as an adjective does."""
    name = text[start:end]
    return (
        name.isupper()
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].islower()
        and (name in country_words() and NO_NOUN.match(text, end) is None)
    )
