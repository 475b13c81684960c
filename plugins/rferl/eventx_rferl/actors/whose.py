"""Says whose an actor is: "gunmen of the X front", "the X, whose forces", "forces loyal to Y", "the Gulf Clan, a drug gang".

Knows the words that stand between two actors of one sentence when they are one and the same. Doesn't find actors.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.actor_classes import ARMED, IRREGULARS, STATE, STATE_FORCES, TYPES
from eventx_rferl.language.allies import listed_on
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

BELONGS = wording(
    r" (?:of|from|belonging to|loyal to|with|affiliated with|allied with|linked to|from among|sent by|"
    r"(?:who|that) (?:have |had )?(?:sworn|pledged|swore) (?:allegiance|loyalty) to|"
    r"(?:thought|believed|said|suspected) to (?:belong to|be (?:from|members of|with))) (?:the |an? )?"
    r"(?!(?:kill|abduct|kidnap|attack|bomb|shell|burn|loot|execut|shoot|tortur|massacr|behead|rap|arrest|detain|seiz|murder|"
    r"raid)\w*ing\b)"
    r"(?:[\w-]+ ){0,2}"
)


BRACKETED = re.compile(r" \([^)]{2,12}\) ")
WHOSE = wording(r"(?: \([^)]{2,12}\))?, whose (?:[\w-]+ ){0,2}")
APPOSED = wording(r"(?: \([^)]{2,12}\))?, an? (?:[\w-]+ ){0,4}")
MEN = wording(r"\b(?:fighters|gunmen|guerrillas|rebels|militants|insurgents|separatists|jihadists|militiamen)$")
OF_THE = re.compile(r" (?:of|from|belonging to|loyal to) (?:the )?(?:[a-z-]+ ){0,2}")
OWNED = STATE | {"rebels", "armed", "militia"}
KINDS = frozenset({"rebels", "armed", "militia", "security"})
FORCES = (STATE_FORCES | IRREGULARS) - {"peacekeepers", "group"}


def owned(text: str, found: list[Actor]) -> tuple[Actor, ...]:
    """ "Gunmen of the X front", "troops from Eritrea", "warplanes of the Y coalition": one actor, with the owner's identity."""
    made: list[Actor] = []
    merged = -1
    men: Actor | None = None
    for actor in found:
        last = made[-1] if made else None
        if last is not None and actor.start == merged and actor.group == "group":
            made.append(evolve(actor, text=text[last.start : actor.end], start=last.start))  # "gunmen of the X and Y clans"
            continue
        if last is not None and text[last.end : actor.start] == " (" and text[actor.end : actor.end + 1] == ")":
            if (
                last.rule == "ACTOR-NAME" and actor.rule != "ACTOR-NAME"
            ):  # a name that no list holds, and its short form that one does
                made[-1] = evolve(actor, text=text[last.start : last.end], start=last.start, end=last.end)
            continue  # "the National Front (NF)": one actor
        if (
            last is not None
            and last.group == "group"
            and actor.country is None
            and BRACKETED.fullmatch(text, last.end, actor.start)
        ):  # "Islamic State (IS) gunmen"
            made[-1] = evolve(last, text=text[last.start : actor.end], end=actor.end)
            continue
        if last is not None and actor.group == "group" and last.group in KINDS and text[last.end : actor.start] == " ":
            # "the paramilitary X", "militant group X"
            made[-1] = evolve(actor, text=text[last.start : actor.end], start=last.start)
            continue
        if (
            last is not None
            and last.group == actor.group == "group"
            and MEN.search(last.text)
            and OF_THE.fullmatch(text[last.end : actor.start])
        ):  # "ethnic X fighters of the Y": whose they are, whatever such fighters are mostly called
            made[-1] = evolve(actor, text=text[last.start : actor.end], start=last.start)
            continue
        if (
            last is not None
            and last.group == "group"
            and actor.group in KINDS
            and APPOSED.fullmatch(text[last.end : actor.start])
        ):
            continue  # "the Gulf Clan, a drug gang"
        if (
            last is not None
            and actor.country is None
            and last.group in FORCES
            and actor.group in FORCES
            and text[last.end : actor.start] == " "
        ):
            made[-1] = evolve(last, text=text[last.start : actor.end], end=actor.end)  # "a navy officer", "rebel soldiers"
            continue
        if last is not None and actor.country is None and actor.group in OWNED and WHOSE.fullmatch(text[last.end : actor.start]):
            side = "military" if last.group in ("state", "adjective") else last.group
            made.append(evolve(last, text=actor.text, start=actor.start, end=actor.end, group=side))  # "the X, whose forces"
            continue
        if (
            last is not None
            and last.country is None
            and last.group in ARMED - {"group"}
            and BELONGS.fullmatch(text[last.end : actor.start])
            and actor.group in ARMED
        ):
            made[-1], merged = evolve(actor, text=text[last.start : actor.end], start=last.start), actor.start
            men = last if actor.group == "state" else None
            if men is not None:
                made[-1] = _men_of(men, made[-1])
            continue
        if men is not None and actor.group == "state" and listed_on(text, made[-1], actor, found):
            made.append(_men_of(men, actor))  # "border guards of X and Y", "troops from X, Y and Z"
            continue
        made.append(actor)
    return tuple(made)


def _men_of(men: Actor, land: Actor) -> Actor:
    """ "Border guards of X", "rebels from X": what they are, with the country; a bare country's name stands for its army."""
    label = country_name(land.country)
    if men.group in IRREGULARS and label:
        return evolve(land, name=f"{men.name} ({label})", group=men.group, type=men.type, rule="ACTOR-PHRASE")
    if men.group in STATE_FORCES - {"military", "peacekeepers"} and label:
        name = f"{men.name} of {with_article(label)}"
        return evolve(land, name=name, group=men.group, type=men.type, rule="ACTOR-PHRASE")
    return evolve(land, group="military", rule="ACTOR-PHRASE")


ALLIED = wording(
    r"\b(?:linked (?:to|with)|links to|ties to|tied to|affiliated (?:to|with)|allied (?:to|with)|(?:affiliate|ally|branch|"
    r"arm|offshoot|franchise|sympathizers?) of|(?:allegiance|loyalty) to|inspired by|close to|sympathetic to|"
    r"broke(?:n)? (?:away )?(?:from|with)|split from|split off from|once part of|rivals? (?:of|to)|successor (?:of|to)) "
    r"(?:the )?(?:\w+ )?$"
)
AFFILIATE = wording(
    r"^(?:[- ](?:linked|affiliated|aligned|allied|inspired)| affiliates?| offshoots?| franchises?| sympathizers?)\b"
)


def only_compared(text: str, actor: Actor) -> bool:
    """ "A group linked to X", "an X affiliate": a group named only for whom another one is close to."""
    if text.endswith("size of ", 0, actor.start):
        return True  # "a strip the size of Estonia"
    if actor.group != "group":
        return False
    return close_to(text, actor.start, actor.end)


def close_to(text: str, start: int, end: int) -> bool:
    """Whether the words around a group's name say that another one is close to it."""
    return bool(AFFILIATE.match(text[end : end + 24]) or ALLIED.search(text[max(0, start - 50) : start]))


# "Mr. Kabongo's soldiers", in a text that calls him a rebel leader.
OWNER = re.compile(r"\b([A-Z][\w’-]+)['’]s (?:[a-z]+ )?$")


def led(text: str, actor: Actor) -> Actor:
    """The soldiers of a man whom the text calls a rebel leader or a warlord: rebels."""
    owner = (
        OWNER.search(text[max(0, actor.start - 40) : actor.start]) if actor.group == "military" and not actor.country else None
    )
    if owner is None:
        return actor
    leads = re.search(
        rf"\b(?:(?:[Rr]ebel|[Gg]uerrilla|[Ii]nsurgent|[Mm]ilitia|[Ss]eparatist)s? (?:leader|commander|chief)|[Ww]arlord),? "
        rf"(?:[A-Z][\w’.-]+ ){{0,3}}{re.escape(owner[1])}\b",
        text,
    )
    return evolve(actor, name="Rebels", group="rebels", type=TYPES["rebels"]) if leads else actor


LOYAL = wording(r" loyal to (?P<who>[^.;]{3,70}?(?P<name>[A-Z][\w’'-]+(?: (?:al-)?[A-Z][\w’'-]+)+))(?![\w-])")


def loyal(text: str, actor: Actor, end: int) -> Actor:
    """ "forces loyal to the governor, Ismail Khan": his militia, unless he heads the state."""
    match = LOYAL.match(text, actor.end, end)
    if (
        match is None
        or actor.country
        or actor.group not in ARMED - {"group"}
        or re.search(r"\b(?:[Pp]resident|[Pp]rime)\b", match["who"])
    ):
        return actor
    return evolve(
        actor,
        name=f"Militia of {match['name']}",
        text=text[actor.start : match.end()],
        end=match.end(),
        group="group",
        type="political-militia",
        rule="ACTOR-NAME",
    )
