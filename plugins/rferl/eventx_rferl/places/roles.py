"""Says what a named place is in its sentence: where it happened, what lies around it, where somebody comes from, who speaks.

Knows the prepositions, verbs and nouns around place names. Doesn't know the gazetteer or events.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from eventx_rferl.gazetteer.precisions import SETTLEMENTS, TOWNS
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.replies import answered
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Place, Sentence
from eventx_rferl.places.elsewhere import HIDEOUT_HIT, NOT_HERE, ON_THE_RISE
from eventx_rferl.places.handed import handed_on
from eventx_rferl.places.located import AGENT, HOME, OFFICE, RETAKEN, TAKEN, VICTIM_OF_DEED
from eventx_rferl.places.nested import APART
from eventx_rferl.places.owners import FORCES_OF, ITS_BASE, TOWNSPEOPLE, WHO_IS_BLAMED
from eventx_rferl.places.patients import LISTED, PATIENT
from eventx_rferl.places.sites import (
    HIT_SITE,
    HOSPITAL,
    OF_TOWN,
    SITE_OF,
    among_these,
    modifies,
    of_the_parties,
    said_or_talked,
    speaks,
)
from eventx_rferl.values import frozen

CONTAINED = wording(
    r",? in |, in (?:the )?(?:[\w’'-]+ ){0,4}|, (?:an?|the) (?:[\w’'-]+ ){1,5}in (?:the )?(?:[\w’'-]+ ){0,4}|"
    r",? in [A-Z]\w+['’]s (?:[\w-]+ ){0,2}|(?: district)? of [A-Z]\w+['’]s (?:[\w-]+ "
    r"){0,2}|, (?:the )?(?:capital|center) of (?:the )?(?:[\w-]+ ){0,4}"
)
HEAD = re.compile(r"(?: (?:[Pp]rovince|[Rr]egion|[Dd]istrict))?[.:]?\s*")
NEAR = re.compile(
    r"\b(?:[Nn]ear|[Oo]utside|[Oo]utskirts of|[Cc]lose to|[Nn]ot far from|[Nn]orth of|[Ss]outh of|[Ee]ast of|[Ww]est of|"
    r"[Aa]round) (?:the )?(?:(?:[\w’'-]+ ){0,3}?(?:village|town|city|port)s? of )?(?:the )?$"
)
ACROSS = re.compile(r"\b(?:across|beyond|over) (?:the )?$")
THEN_IN = wording(rf"\b(?:in|near|outside|at) (?:the )?(?:[a-z]+ ){{0,3}}(?!{MONTH}|{WEEKDAY})[A-Z]")
IN_ANOTHER = wording(rf", [^.;]*\b(?:in|at) (?:the )?(?:[a-z]+ ){{0,4}}(?!{MONTH}|{WEEKDAY})[A-Z]")
INTO = re.compile(r"\binto (?:the )?(?:\w+ ){0,2}$")
TOWARD = re.compile(r"\btowards? (?:the )?(?:\w+ ){0,2}$")
FROM = re.compile(r"\bfrom (?:neighbou?ring |nearby )?(?:the )?$")
# "A mob in the soldiers' hometown of X": there, not whence somebody comes.
IN_THEIR_HOME = wording(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Tt]hrough|[Ii]nto) (?:the )?(?:[\w’'-]+ ){0,3}(?:hometown|birthplace) of $"
)
# "Shells that came from across the border in Pakistan".
FROM_ACROSS = re.compile(r"\bfrom (?:across|over|beyond) the (?:border|frontier|river) (?:in|with) (?:the )?$")
PART_OF = re.compile(r"\b(?:capital of|(?<!ern )(?<!old )(?<!main )part of|rest of|center of power in) (?:the )?(?:\w+ )*$")


def nearness(place: Place, before: str) -> str:
    """The place's precision: near it, not in it, if the words say so."""
    return "near-settlement" if place.precision == "settlement" and NEAR.search(before) else place.precision


@frozen
class Named:
    """A name in its sentence: the words before it and behind it, and the place named before it in the same sentence.

    ``located``: the words right before it say "here"; ``listed``: only a comma or an "and" parts it from the place before.
    """

    text: str
    sentence: Sentence
    start: int
    end: int
    before: str
    after: str
    located: bool
    previous: Place | None
    listed: bool

    @property
    def between(self) -> str:
        """What stands between the place before and the name; nothing if there is none."""
        return self.text[self.previous.end : self.start] if self.previous is not None else ""

    @property
    def behind_a_location(self) -> bool:
        """Whether the place named before is one where it happened."""
        return self.previous is not None and self.previous.role == "location"

    @property
    def possessive(self) -> bool:
        """Whether something of the name's follows: "X's market"."""
        return self.after.startswith(("'s", "’s"))


# Whose they are that a name stands before: a people's or a party's.
PEOPLE_BEHIND = wording(
    r"^ (?:(?:armed|ethnic|tribal|civilian|rebel|young|local) )?(?:m[ae]n|wom[ae]n|children|youths?|boys?|girls?|people|"
    r"famil(?:y|ies)|villages?|villagers?|hamlets?|homes?|houses?|huts|bunkers?|trenches|posts?|positions?|fighters?|gunm[ae]n|"
    r"militants?|militias?|militiam[ae]n|insurgents?|rebels?|guerrillas?|tribes?|tribesm[ae]n|clans?|herders?|herdsm[ae]n|"
    r"farmers?|"
    r"elders?|chiefs?|leaders?|students?|protesters?|mobs?|groups?|volunteers|areas|side|settlements?|church(?:es)?)\b"
)


def of_a_people(at: Named) -> bool:
    """Whether people or what is theirs stand right behind a name, which a town abroad may bear, too: "Kuki bunkers"."""
    return PEOPLE_BEHIND.match(at.after) is not None


def role_of(at: Named, place: Place, *, classed: bool) -> str:
    """location, context (around it), reference (a distance, another place), origin, direction, home, or agent (a government).

    ``classed``: a word says what the name is ("the village of X").
    """
    for rule in ORDER:
        role = rule(at, place)
        if role:
            return role
    if not at.located and not at.listed and (AGENT.match(at.after) or WHO_IS_BLAMED.search(at.before)):
        return "agent"
    if at.listed and at.previous is not None:
        return at.previous.role
    if at.located or classed:
        return "location"
    if place.precision in SETTLEMENTS and (RETAKEN.search(at.before) or TAKEN.search(at.before)):
        return "location"
    return "context" if at.start != at.sentence.start else "agent"


def _answered(at: Named, _place: Place) -> str:
    """ "Answered the shelling of X with ...": where that was."""
    return "reference" if any(first <= at.start < last for first, last in answered(at.text, at.sentence)) else ""


def _where_they_were_taken(at: Named, _place: Place) -> str:
    """ "Were treated in a hospital in X"."""
    return "context" if HOSPITAL.search(at.before) and not HIT_SITE.search(at.before) else ""


def _where_it_was_said(at: Named, _place: Place) -> str:
    """ "Told reporters in X that ...", "while talks in X went on", "In X, Col. Y, an army spokesman, said"."""
    return (
        "reference" if speaks(at.text, at.sentence, at.before, at.end) or said_or_talked(at.text, at.sentence, at.before) else ""
    )


def _in_these(at: Named, _place: Place) -> str:
    """ "Several villages, including X"; but a truce with "the rebels who control X" isn't there."""
    if among_these(at.before):
        return "location"
    return "context" if of_the_parties(at.text, at.sentence, at.before) else ""


# "A desert that stretches from X's outskirts to the border".
STRETCHES = wording(r"\b(?:stretch(?:es|ed|ing)|extend(?:s|ed|ing)|run(?:s|ning)|reach(?:es|ing)) from (?:the )?$")


def _part_of_town(at: Named, place: Place) -> str:
    """ "X's central market", a part of the town."""
    if place.precision not in SETTLEMENTS or STRETCHES.search(at.before):
        return ""
    return "location" if OF_TOWN.match(at.after) or SITE_OF.search(at.before) else ""


# "Which the government in Baghdad does not control": who rules, not where it happened.
SEAT = wording(
    r"(?:\b(?P<site>seat|offices?|buildings?|headquarters|compound) of (?:the )?)?"
    r"\b(?:government|authorities|regime|leadership|rulers) in (?:the )?$"
)


def _seat(at: Named, _place: Place) -> str:
    """ "The government in Baghdad"; but "offices of the government in Baghdad" are there."""
    capital = country_words().get(at.text[at.start : at.end], ("", ""))[1] == "capital"
    seat = SEAT.search(at.before) if capital else None
    return "reference" if seat is not None and not seat["site"] else ""


def _owner(at: Named, place: Place) -> str:
    """ "X's government", "X-based"; but "X's students marched", "in X soldiers killed"."""
    land = place.precision == "country"
    there = land and not at.possessive and at.before.endswith(("In ", " in "))
    if not there and (FORCES_OF.match(at.after) or (land and ITS_BASE.match(at.after))):
        return "agent"
    if place.precision in SETTLEMENTS and TOWNSPEOPLE.match(at.after):
        return "location"
    return "context" if at.possessive or at.after.startswith("-based") else ""


def _across_the_river(at: Named, _place: Place) -> str:
    """ "Neighborhoods across the Tigris River"."""
    return "reference" if at.after.startswith(" River") and ACROSS.search(at.before) else ""


# Where the areas below the state are towns with their surroundings, of the same name.
MUNICIPAL = frozenset({"MKD", "SVN", "LVA", "MLT"})


def _direction(at: Named, place: Place) -> str:
    """ "Drove into X", if X is more than a town; "toward X"."""
    into = place.precision in ("country", "region", "admin1") and place.country not in MUNICIPAL and INTO.search(at.before)
    return "direction" if into or TOWARD.search(at.before) else ""


def _heads(at: Named, place: Place) -> str:
    """ "Kabul. A truck was stopped ...": a name alone heads a dispatch of a list."""
    alone = at.start == at.sentence.start and HEAD.fullmatch(at.text, place.end, at.sentence.end)
    return "location" if alone else ""


def _hit(at: Named, place: Place) -> str:
    """ "X was shelled", "in an X courtyard"; but not "a convoy sent from X was shelled"."""
    if FROM.search(at.before):
        return ""
    if place.precision not in ("country", "region") and (PATIENT.match(at.after) or LISTED.match(at.after)):
        return "location"
    return "location" if place.precision == "settlement" and modifies(at.before, at.after) else ""


DEED = wording(
    r"^ (?:(?:suicide|car|truck|bus|metro|market|school|mosque|church|theater|airport|hotel|prison|train|bomb|terror|terrorist|"
    r"hostage|nightclub|wedding|funeral) )*(?:bombings?|attacks?|blasts?|explosions?|massacres?|shootings?|killings?|assaults?|"
    r"raid|siege|ambush|crackdown|hostage-taking|beheadings?)\b"
)


def _deed_there(at: Named, place: Place) -> str:
    """ "Took responsibility for the X bombing": where it was."""
    return "location" if place.precision in SETTLEMENTS and DEED.match(at.after) else ""


def _apart(at: Named, _place: Place) -> str:
    """ "In Y, 30 kilometers north of X"."""
    town = at.previous is not None and at.behind_a_location and at.previous.precision in SETTLEMENTS | {"admin1", "admin2"}
    return "reference" if town and APART.fullmatch(at.between) else ""


def _handed_on(at: Named, place: Place) -> str:
    """ "Cleared X of rebels", "lost X to the army"."""
    return "location" if place.precision in TOWNS and handed_on(at.before, at.after) else ""


def _not_here(at: Named, _place: Place) -> str:
    """ "A man from X", "relations with X"; but not "in Y and X"."""
    if FROM_ACROSS.search(at.before):
        return "origin"
    if IN_THEIR_HOME.search(at.before):
        return ""
    if not NOT_HERE.search(at.before) or (at.listed and at.behind_a_location) or HIDEOUT_HIT.search(at.before):
        return ""
    return "origin" if FROM.search(at.before) else "reference"


def _whole_of_it(at: Named, _place: Place) -> str:
    """ "The capital of X", "the rest of X"."""
    return "context" if " of " in at.before and PART_OF.search(at.before[-50:]) else ""


def _home(at: Named, _place: Place) -> str:
    """ "Residents of X"."""
    return "home" if at.before.endswith(" of ") and HOME.search(at.before) else ""


def _of_officials(at: Named, _place: Place) -> str:
    """ "The governors of Kyrgyzstan's X Province and Tajikistan's Y Province agreed"."""
    if OFFICE.search(at.before) is None:
        return ""
    # "The mayor of X was shot": there, if no other place is named.
    return "location" if VICTIM_OF_DEED.match(at.after) and not THEN_IN.search(at.text, at.end, at.sentence.end) else "context"


OUTSIDE = re.compile(r"(?:Outside|Beyond|Away from) (?:[\w’'-]+ ){0,6}")


def _elsewhere_than(at: Named, _place: Place) -> str:
    """ "Outside X, some 150 people lit candles in a park in Y"."""
    opens = OUTSIDE.fullmatch(at.text, at.sentence.start, at.start)
    return "reference" if opens and IN_ANOTHER.match(at.text, at.end, at.sentence.end) else ""


WIDER = wording(r"^ (?:region|republic|province|territory|(?P<town>city|town|port|village)) of (?:the )?(?P<inner>[A-Z][\w’'-]+)")
# "The Chechen capital, Grozny,": the town; but "in the Chechen capital, Russian troops".
CAPITAL_THERE = re.compile(r" capital(?: [A-Z]|, (?:[A-Z][\w’'-]+ ?){1,3}(?:[,.;]|(?:on|at|in|after|when|by)\b))")


def _wider(at: Named, _place: Place) -> str:
    """ "The Caucasus republic of X", "the Volga city of X": around it; but not "the Y region of" a country."""
    if CAPITAL_THERE.match(at.after):
        return "context"
    wider = WIDER.match(at.after)
    if wider and wider["town"] and not at.before.endswith("the "):
        return ""  # "in Y town of the X region"
    return "context" if wider and country_words().get(wider["inner"], ("", ""))[1] not in ("name", "adjective") else ""


def _around_it(at: Named, place: Place) -> str:
    """ "In Y, in the X region"."""
    wide = at.behind_a_location and place.precision in ("admin1", "admin2", "region", "country")
    return "context" if wide and CONTAINED.fullmatch(at.between) else ""


def _where_it_is_on_the_rise(at: Named, _place: Place) -> str:
    """ "Has seen a surge of violence, mainly in X"."""
    return "reference" if " in " in at.before and ON_THE_RISE.search(at.before) else ""


ORDER: tuple[Callable[[Named, Place], str], ...] = (
    _answered,
    _of_officials,
    _elsewhere_than,
    _where_it_is_on_the_rise,
    _where_they_were_taken,
    _where_it_was_said,
    _in_these,
    _seat,
    _part_of_town,
    _owner,
    _across_the_river,
    _direction,
    _heads,
    _hit,
    _deed_there,
    _apart,
    _handed_on,
    _not_here,
    _whole_of_it,
    _home,
    _wider,
    _around_it,
)
