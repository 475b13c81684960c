"""What kind of event a short piece of news tells, if any: ACLED's event type and sub event type, and eventx's code.

Knows a linear model over the words of a snippet, pairs of neighbouring words, and pieces of four and five letters; its weights
stand in ``snippet_model.bin.gz``, made by ``scripts/build_classifier.py`` from labelled snippets of our own. Reads no dates, no
places, no actors, and doesn't look beyond the snippet: for an article use the importer, which decides from much more and shows
its evidence.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt
from types import MappingProxyType

from attrs import frozen

EVENT_TYPES = MappingProxyType(
    {
        "Armed clash": ("armed-clash", "Battles"),
        "Government regains territory": ("territory-regained", "Battles"),
        "Non-state actor overtakes territory": ("territory-overtaken", "Battles"),
        "Excessive force against protesters": ("excessive-force", "Protests"),
        "Protest with intervention": ("protest-intervention", "Protests"),
        "Peaceful protest": ("peaceful-protest", "Protests"),
        "Violent demonstration": ("violent-demonstration", "Riots"),
        "Mob violence": ("mob-violence", "Riots"),
        "Chemical weapon": ("chemical-weapon", "Explosions/Remote violence"),
        "Air/drone strike": ("aerial-strike", "Explosions/Remote violence"),
        "Suicide bomb": ("suicide-bombing", "Explosions/Remote violence"),
        "Shelling/artillery/missile attack": ("bombardment", "Explosions/Remote violence"),
        "Remote explosive/landmine/IED": ("explosive-device", "Explosions/Remote violence"),
        "Grenade": ("grenade", "Explosions/Remote violence"),
        "Sexual violence": ("sexual-violence", "Violence against civilians"),
        "Attack": ("attack-on-civilians", "Violence against civilians"),
        "Abduction/forced disappearance": ("abduction", "Violence against civilians"),
        "Agreement": ("agreement", "Strategic developments"),
        "Arrests": ("arrest", "Strategic developments"),
        "Change to group/activity": ("group-change", "Strategic developments"),
        "Disrupted weapons use": ("weapons-use-disrupted", "Strategic developments"),
        "Headquarters or base established": ("base-established", "Strategic developments"),
        "Looting/property destruction": ("looting-destruction", "Strategic developments"),
        "Non-violent transfer of territory": ("nonviolent-transfer", "Strategic developments"),
        "Other": ("strategic-development", "Strategic developments"),
    }
)
NONE = "none"
BUCKETS = 1 << 16
"""Features are told apart by their CRC-32, so the model needs no list of words; few that matter share a bucket."""

MAX_CHARACTERS = 2000
"""More than a paragraph says no more about its kind, and the time for a line stays bounded."""

_WORD = re.compile(r"[a-z][a-z'-]*|\d+")
_PIECES = (4, 5)


@frozen
class Classification:
    """The kind of an event: eventx's code and ACLED's two names."""

    type: str
    event_type: str
    sub_event_type: str


@frozen
class _Model:
    """For each bucket a whole number a label, all to one scale, and what each label begins with."""

    labels: tuple[str, ...]
    starts: tuple[float, ...]
    weights: Sequence[int]


def classify(text: str) -> Classification | None:
    """The kind of event that a snippet or headline tells; None if it tells none."""
    found = features(text)
    if not found:
        return None
    model = _model()
    width = len(model.labels)
    sums = [0] * width
    for bucket in found:
        at = bucket * width
        for label, weight in enumerate(model.weights[at : at + width]):
            sums[label] += weight
    # A long text has more features, not more to say: each counts by the root of how many there are.
    shrink = sqrt(len(found))
    scores = [total / shrink + start for total, start in zip(sums, model.starts, strict=True)]
    best = model.labels[max(range(width), key=scores.__getitem__)]
    if best == NONE:
        return None
    code, event_type = EVENT_TYPES[best]
    return Classification(code, event_type, best)


def features(text: str) -> frozenset[int]:
    """The buckets of a snippet's features; the order of words further apart doesn't matter, nor how often one stands there."""
    plain = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].replace("\u2019", "'")).encode("ascii", "ignore").decode()
    words = ["#" if word[0].isdigit() else word for word in _WORD.findall(plain.lower())]
    names = set(words)
    names.update(f"{one} {other}" for one, other in pairwise(words))
    for word in names & set(words):
        marked = f"<{word}>"
        for size in _PIECES:
            names.update("|" + marked[at : at + size] for at in range(len(marked) - size + 1))
    return frozenset(zlib.crc32(name.encode()) % BUCKETS for name in names)


@cache
def _model() -> _Model:
    packed = gzip.decompress((files(__package__) / "snippet_model.bin.gz").read_bytes())
    head, _, table = packed.partition(b"\n")
    said = json.loads(head)
    return _Model(tuple(said["labels"]), tuple(said["starts"]), memoryview(table).cast("b"))
