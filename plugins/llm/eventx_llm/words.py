"""The reasons in the ledger, in words."""

from __future__ import annotations

import types
from collections.abc import Mapping

CODES: Mapping[str, str] = types.MappingProxyType(
    {
        "LLM-ANSWER": "The model's answer, or a part of it, isn't what it was asked for: no JSON, or another shape.",
        "LLM-CLAIMANT": "The words for who claims a number don't stand in the article; the number is kept without them.",
        "LLM-DATE": "The words quoted for the date name no day, month or year that can be computed, or a bound only.",
        "LLM-MEASURE": "The sentence around the number says nothing of what it is said to count, or it is part of a date.",
        "LLM-NUMBER": "The words quoted for a number hold none that can be computed, or several.",
        "LLM-QUOTE": "The quoted words don't stand in the article.",
        "LLM-ROLE": "An actor whose part in the event isn't one of the schema's.",
        "LLM-STATUS": "A status that isn't one of the schema's, or that nothing in the article is quoted for.",
        "LLM-TOLD-AGAIN": "The model gave the same event once more.",
        "LLM-TYPE": "A type of event, or of actor, that the vocabulary doesn't have.",
    }
)
