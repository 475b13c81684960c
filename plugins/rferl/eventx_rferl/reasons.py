"""Why a telling is not an event of its own, in words for a ledger's reader: what each id means, and what a line says.

Knows the reasons, not how they are found.
"""

from __future__ import annotations

import types
from collections.abc import Mapping

CODES: Mapping[str, str] = types.MappingProxyType(
    {
        "ART-ACCIDENT": "An accident or a disaster; no weapon is named.",
        "ART-AGGREGATE": "A count over a long time ('hundreds in recent years'), which is no single event.",
        "ART-ANAPHOR": "It points back ('the attack') to nothing that the article tells as an event.",
        "ART-CHARGE": "What somebody is charged with, suspected or convicted of; the article doesn't tell when it happened.",
        "ART-CORRECTED": "What the article takes back: a correction says that an earlier version told it.",
        "ART-CRIME": "An arrest for theft, fraud, drugs or the like, which is no event of a conflict.",
        "ART-CUT-OFF": "A page ends inside its article, so that what is missing might change what it says; fetch it again.",
        "ART-DENIAL": "The denial of an event that is told; that event's status is 'denied'.",
        "ART-DENIED": "Denied, and nobody is named who reports a concrete act.",
        "ART-EXECUTION": "An execution by sentence of a court or by a state's judiciary, which is no event of a conflict.",
        "ART-FICTION": "Told in a novel, a film or a game; it happened to nobody.",
        "ART-FIGURE": "A figure of victims that is higher than any event can have ('12 billion'); none is taken from it.",
        "ART-FRAME": "A war, the dead of one (bodies given back) or a change of power: the background of the story.",
        "ART-GENERIC": "A generality about what happens often, without a time and a place.",
        "ART-HYPOTHETICAL": "It did not happen: an if, a could, a would.",
        "ART-INTERCEPTED": "What was shot down of an attack whose hits are told.",
        "ART-LANGUAGE": "An article, of several in a file or of several files, isn't in English.",
        "ART-LATER": "Told as past, of a day after the one on which the article was published: one of the two days is wrong.",
        "ART-METAPHOR": "A figure of speech.",
        "ART-NEGATED": "The article says that it did not happen.",
        "ART-NO-EVENT": "The words of the sentences that tell it, taken together, are not those of an event.",
        "ART-NO-PUBLICATION-DATE": "The article doesn't say its day; give it with -O published=YYYY-MM-DD.",
        "ART-NO-TEXT": "An article, of several in a file or of several files, has no text, as an item of a feed may.",
        "ART-OTHER-DAY": "The option 'published' says another day than the page. The option's counts; the source says so.",
        "ART-PLANNED": "Planned, announced or averted; it has not happened.",
        "ART-QUOTE": "Somebody's words about events, quoted; what they refer to is coded where the article tells it itself.",
        "ART-REACTION": "What somebody condemns or mourns, without a word about it that tells when it happened or whom it hit.",
        "ART-SEVERAL": "Another article seems to begin within this one, or stands beside it unread; part the file.",
        "ART-SHARE": "How many were hit is told as a share ('half of the 40'), so no figure is taken from it.",
        "ART-SUM": "The sum of events that are told one by one; counting it too would count people twice.",
        "ART-THREAT": "A threat or a warning.",
        "ART-TOLD-AGAIN": "The same event told once more; its words are further evidence of the first record.",
        "ART-TOO-LONG": "An article, of several in a file or of several files, has more than 150,000 characters, so it is none.",
        "ART-TWO-DAYS": "The page says two days of publication, in its data and above its text; the first is taken.",
        "ART-UNREADABLE": "One of several files is no text or no page of an article.",
        "ART-VAGUE": "No time, place or victims by which it could be told from others.",
    }
)

# What the ledger says of a telling, behind its words: "the attack" points back to an event that isn't told.
MESSAGES: Mapping[str, str] = types.MappingProxyType(
    {
        "ART-TOLD-AGAIN": "tells an event again that is told before",
        "ART-DENIAL": "denies an event that is told; its status says so",
        "ART-NEGATED": "says that it did not happen",
        "ART-DENIED": "denies something that nobody in the article reports as a concrete act",
        "ART-PLANNED": "is planned, wished or ordered, not done",
        "ART-THREAT": "is a threat or a warning",
        "ART-HYPOTHETICAL": "is conditional or possible, not told as done",
        "ART-CHARGE": "is what somebody is charged with or convicted of",
        "ART-AGGREGATE": "counts over a period, not one event",
        "ART-SUM": "sums up events that are told one by one",
        "ART-INTERCEPTED": "tells what was shot down of a wave whose hits are told",
        "ART-GENERIC": "speaks of such events in general",
        "ART-FRAME": "names a war, the dead of one or a change of power as background",
        "ART-QUOTE": "stands in somebody's words",
        "ART-REACTION": "is only what somebody condemns or mourns",
        "ART-ACCIDENT": "tells of an accident, a disaster or a disease",
        "ART-CRIME": "is an arrest for a common crime",
        "ART-EXECUTION": "is an execution by sentence of a court or by a state's judiciary",
        "ART-LATER": "is told of a day after the article was published",
        "ART-CORRECTED": "is what a correction of the article takes back",
        "ART-FICTION": "is told in a novel, a film or a game",
        "ART-METAPHOR": "is a figure of speech",
        "ART-NO-EVENT": "stands in words that, taken together, tell no event",
        "ART-VAGUE": "says neither when, where nor with which victims, so it can't be told from other events",
        "ART-ANAPHOR": "points back to an event that isn't told",
    }
)
