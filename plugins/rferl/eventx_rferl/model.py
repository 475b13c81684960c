"""The values that the steps of the article importer hand on.

Knows only what they hold. Every value says where it stands in the extracted text (``start``, ``end``: code points, end
exclusive), which rule found it, and how: *explicit* (the words say it), *relative* (counted from another date), *inferred*
(from the context).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from operator import attrgetter

from attrs import field

from eventx_rferl.values import frozen

# Keys to look by offset among what stands in order.
START, END = attrgetter("start"), attrgetter("end")


@frozen
class Block:
    """A paragraph, sub-heading or line of the extracted text; ``kind`` is paragraph, heading, headline, credit or notice."""

    start: int
    end: int
    kind: str


@frozen
class Article:
    """An article as the reader hands it on: its text, what is text in it, and where it comes from.

    ``heads``: where the places stand that its paragraphs are headed with, if several are. ``other_day``: another one on which its
    page says that it was published.
    """

    key: str
    text: str
    sha256: str
    form: str
    blocks: tuple[Block, ...]
    published: date | None = None
    published_text: str | None = None
    published_note: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    dateline: str | None = None
    heads: tuple[tuple[int, int], ...] = ()
    other_day: date | None = None


@frozen
class Token:
    """A word or a mark."""

    start: int
    end: int
    text: str
    lower: str


@frozen
class Clause:
    """A stretch of a sentence that can tell one thing, and how it hangs on the one it belongs to.

    ``link`` is main, and, part (", killing"), which ("that killed", "in which"), when, as, after, before, during, since,
    response, ending; ``parent`` is the number of the governing clause, -1 for the main one.
    """

    start: int
    end: int
    link: str = "main"
    parent: int = -1
    word: str = ""


@frozen(eq=False)
class Sentence:
    """A sentence with its words, clauses and quoted stretches. Equal only to itself: it is looked up for each of its triggers."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...] = ()
    quotes: tuple[tuple[int, int], ...] = ()
    words: frozenset[str] = field(init=False, repr=False, eq=False)

    @words.default
    def _words(self) -> frozenset[str]:
        return frozenset([token.lower for token in self.tokens])

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that stand as a whole between two offsets."""
        return self.tokens[bisect_left(self.tokens, start, key=START) : bisect_right(self.tokens, end, key=END)]


@frozen
class When:
    """A time as an interval of days."""

    start_day: date
    end_day: date
    precision: str
    start: int
    end: int
    basis: str
    rule: str
    anchor: str = ""

    def overlaps(self, other: When) -> bool:
        """Whether the two share a day."""
        return self.start_day <= other.end_day and other.start_day <= self.end_day

    @property
    def days(self) -> int:
        """How long the interval is."""
        return (self.end_day - self.start_day).days + 1


@frozen
class Number:
    """How many: bounds that the words give."""

    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int

    @property
    def some(self) -> int:
        """One figure for it: the likeliest, else what is sure, else the most that there can be ("as many as 60")."""
        return self.best or self.low or self.high or 0


@frozen
class Place:
    """A place name in the text, and what the gazetteer makes of it.

    ``pointless``: why it has no point, if more is known; ``land``: the words that its country is inferred from, if it is.
    """

    name: str
    start: int
    end: int
    precision: str
    role: str = "location"
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    gazetteer_id: str | None = None
    gazetteer_source: str | None = None
    rule: str = "PLACE-NAME"
    basis: str = "explicit"
    pointless: str = ""
    land: tuple[int, int] | None = None

    @property
    def key(self) -> str:
        """What makes two mentions the same place."""
        return self.gazetteer_id or self.name.lower()


@frozen
class Actor:
    """Who: the name by convention, the words, and what kind of actor; ``group`` is the class word of the lexicon."""

    name: str
    text: str
    start: int
    end: int
    group: str
    type: str | None = None
    country: str | None = None
    role: str = "participant"
    rule: str = "ACTOR-PHRASE"
    basis: str = "explicit"


@frozen
class Claim:
    """An attribution: who says it, and the stretch of text that is said."""

    text: str
    start: int
    end: int
    content_start: int
    content_end: int
    kind: str

    @property
    def reach(self) -> int:
        """Where what names the speaker ends: "Ali Noor, a spokesman for the army, said" up to what is said."""
        return max(self.end, self.content_start) if self.content_end > self.end else self.end


@frozen
class Toll:
    """A number of victims as one source gives it.

    ``where``: the place it is told for, if each place has a count of its own; ``people``: the name of the group of victims, one
    for all claims about it; ``raised``: whether the words say that it replaces a lower one.
    """

    measure: str
    number: Number
    start: int
    end: int
    victims: str = ""
    group: str = "any"
    claimant: str | None = None
    claimant_start: int = -1
    claimant_end: int = -1
    claimant_basis: str = "explicit"
    superseded: bool = False
    raised: bool = False
    basis: str = "explicit"
    where: str = ""
    people: str = ""


@frozen
class Trigger:
    """A word that may tell an event; ``type`` is from the lexicon and may be an open kind (see triggers.tsv)."""

    start: int
    end: int
    text: str
    type: str
    pos: str
    clause: int
    form: str = ""
    definite: bool = False
    plural: bool = False


@frozen
class Mention:
    """One telling of an event within a sentence: its triggers and all that stands with them.

    ``stated``: its day read as of a made-up day, where the words give one that can't be told without the day of publication.
    """

    number: int
    sentence: int
    paragraph: int
    start: int
    end: int
    head: Trigger
    triggers: tuple[Trigger, ...]
    clause: int
    link: str = "main"
    governor: int = -1
    when: When | None = None
    places: tuple[Place, ...] = ()
    context: tuple[Place, ...] = ()
    weapons: frozenset[str] = frozenset()
    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()
    withheld: str = ""
    definite: bool = False
    plural: bool = False
    objects: tuple[tuple[int, int], ...] = ()
    claim: Claim | None = None
    flags: frozenset[str] = frozenset()
    stated: When | None = None


@frozen
class Relation:
    """A link between two events by their numbers."""

    type: str
    target: int
    start: int
    end: int
    rule: str


@frozen
class Event:
    """One incident, put together from all its mentions; ``country`` is where it was, as far as the article tells.

    ``placeless``: why it has no place, if more is known.
    """

    number: int
    mentions: tuple[Mention, ...]
    type: str = "other"
    type_basis: str = "explicit"
    when: When | None = None
    places: tuple[Place, ...] = ()
    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()
    status: str = "reported"
    status_spans: tuple[tuple[int, int], ...] = ()
    claimant: str | None = None
    civilian_targeting: bool = False
    relations: tuple[Relation, ...] = ()
    type_rule: str = "ART-TRIGGER"
    country: str | None = None
    placeless: str = ""
