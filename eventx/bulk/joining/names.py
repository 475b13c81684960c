"""Names among a group's cells: a table may have as many of them as rows, but few forms that they stand in.

Knows that what a group says depends of a plain name on nothing but its being there, and being the same as another. So each form,
which is the group's other cells, is learned once with names that stand in, and those of a row are filled in: here, or in columns
(:mod:`eventx.bulk.columns.names`). What is said of a form the reference decides
(:class:`eventx.bulk.joining.groups.GroupReader`); it is also asked if a form says of a row's own names what it does, and of every
name that isn't plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from attrs import evolve, frozen

from eventx.bulk.joining.groups import APART, FEW, Find, Group, Known, Read
from eventx.bulk.joining.placeholders import BETWEEN, NAME, Signs, filling, with_names
from eventx.rules.texts import NOTHING, SUSPECTS_WITHIN, SUSPICIOUS_WITHIN
from eventx.tabular.header_fit import Fit
from eventx.tabular.layout import MISSING, Text, Texts

_NAMES = re.compile(r"place\.(?:name|admin[123])|actors\[[^]]*\]\.(?:name|associates)").fullmatch
"""Texts of a record of which rules ask whether they are names, and else at most whether they are there."""
LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f"
FORM = rf"[{LETTER}](?:(?: ?[{LETTER}0-9'().,/:_-])* ?[{LETTER}0-9.)])?"
"""Names of Latin letters, each of one character, that stand in JSON and in a table without their delimiter as they are. They are
plain if they are shorter than :data:`LONG`, and stand for no name that isn't there."""
LONG = 200
_has_form = re.compile(rf"(?!.{{{LONG}}}){FORM}").fullmatch
# The same of many, one a line, but for two spaces: these are looked for apart, which takes a quarter of the time.
_have_form = re.compile(rf"(?:[{LETTER}](?:[{LETTER}0-9 '().,/:_-]*[{LETTER}0-9.)])?(?:\n|$))*").fullmatch
_candidates = re.compile(SUSPICIOUS_WITHIN).finditer  # a hundred times as fast as looking for what is suspicious itself
_suspicious = re.compile(SUSPECTS_WITHIN).match
STANDS_IN = "Q that stand in 0Z"
"""What all signs have in them that stand in for names, and no cell by chance."""
_TRIED = 1 << 11
"""After so many cells whose form wasn't known, beside those that were, it is decided that it isn't worth it."""
MOST = 1 << 10
"""Cells with names among them that are remembered as they are, where not only their form is."""
_WORTH = 8  # to look for a form takes so much less than to ask the reference
_Cells = Sequence[str]


@frozen
class _Form:
    """What cells of one form say: all as in ``known``, but for the names, which are filled into its parts, and into what is read
    in them."""

    known: Known
    fill: Callable[[_Cells], str]
    read: Callable[[str], Read]

    def said(self, given: _Cells, cells: str) -> Known:
        """What cells say."""
        form, parts = self.known, tuple(self.fill(given).encode().split(BETWEEN))
        return Known(parts, form.signs, form.kind, form.extras, form.point, form.differs, cells, self.read, None)


class Named:
    """What is known of a group some of whose cells are names, those ``at`` these places; ``reference`` works out what any of its
    cells say.

    ``missing``: what stands for a blank. A form is learned when it is met again: those that aren't would only take time. Where
    there are nearly as many forms as cells, none are looked for any more.

    ``signs``: what stands in for the name at each place. ``nothing``: names, in small letters, that stand for none. ``able`` is
    false if there are no names, or nothing can stand in for them.
    """

    def __init__(self, at: Sequence[int], reference: Find, delimiter: str, missing: Sequence[str]) -> None:
        self.signs = {place: f"Words {place}{STANDS_IN}" for place in at}
        self._splits = re.compile("(" + "|".join(self.signs.values()) + ")").split
        self.reference, self.delimiter = reference, delimiter
        self.nothing = NOTHING | {one.lower() for one in (*MISSING, *missing)}
        self._forms: dict[str, _Form | None] = {}
        self._met: set[str] = set()
        self._plain: set[str] = {""}  # as far as it is known, which names are so, and which aren't
        self._odd: set[str] = set()
        self._left = _TRIED
        signs = self.signs.values()
        self.able = bool(signs) and not any((delimiter and delimiter in one) or one.lower() in self.nothing for one in signs)

    def known(self, cells: str) -> Known | None:
        """What the cells say, with :data:`APART` between them; None if the reference has to look at the row."""
        if self._left < 0:
            return self.reference(cells)
        given = cells.split(APART)
        stands: dict[str, str] = {}
        form = given.copy()
        for place, sign in self.signs.items():
            if (name := given[place]) and (name in stands or self._is_plain(name)):
                form[place] = stands.setdefault(name, sign)
        key = APART.join(form)
        if key in self._forms:
            found = self._forms[key]
            self._left += _WORTH if found is not None else -1
            return self.reference(cells) if found is None else found.said(given, cells)
        self._left -= 1
        known = self.reference(cells)
        if key in self._met:
            _make_room(self._forms)
            self._forms[key] = self._learned(key, given, known)
        elif stands and known is not None:
            _make_room(self._met)
            self._met.add(key)
        return known

    def form(self, cells: str, given: str, wanted: Signs) -> Known | None:
        """What cells say in which signs stand in for names, taken apart at ``wanted`` signs, also those of names; ``given`` has
        the names. None if it isn't sure."""
        known = self.reference(given)
        form = self._learned(cells, given.split(APART), known)
        if form is None:
            return None
        signs = {sign: place for place, sign in self.signs.items()}
        stands = {place: signs[cell] for place, cell in enumerate(cells.split(APART)) if place in self.signs and cell in signs}
        parts = with_names(*self._apart(form.known), wanted, stands)
        return None if parts is None else evolve(form.known, parts=parts, signs=wanted)

    def filled(self, cells: str) -> tuple[Known, Signs] | None:
        """What cells say with signs in the place of all names, and the signs in their pieces, also for these; None if the
        reference has to look at them."""
        given = cells.split(APART)
        for place, sign in self.signs.items():
            given[place] = sign
        known = self.reference(APART.join(given))
        return None if known is None else (known, self._apart(known)[1])

    def _apart(self, known: Known) -> tuple[list[bytes], Signs]:
        """What stands around all signs, also those of names, and which these are."""
        names = {sign: NAME - place for place, sign in self.signs.items()}
        left, parts, signs = iter(known.parts), [], []
        for some in known.signs:
            found: list[int] = []
            for sign in (*some, None):
                between = self._splits(next(left).decode())
                parts += [part.encode() for part in between[::2]]
                found += [names[one] for one in between[1::2]]
                found += [] if sign is None else [sign]
            signs.append(tuple(found))
        return parts, tuple(signs)

    def _learned(self, key: str, given: _Cells, known: Known | None) -> _Form | None:
        """The form of cells of which this is known; None if it isn't sure."""
        cells = key.split(APART)
        # By its own place: the first cell that says the same may be none of the names, as a country's.
        signs = {sign: place for place, sign in self.signs.items() if cells[place] == sign}
        others = [cell for place, cell in enumerate(cells) if place not in self.signs or cell not in signs]
        if known is None or any(STANDS_IN in cell for cell in others):
            return None
        listed = self.reference(key)
        if listed is None or any(STANDS_IN in cell for _, _, cell in listed.extras):
            return None
        fill, extras, differs = filling(orjson.dumps(listed.members).decode(), signs), listed.extras, listed.differs
        listed.settle()
        whole = BETWEEN.join(listed.parts)
        if whole.count(BETWEEN) != len(listed.parts) - 1:
            return None

        def read(cells: str) -> Read:
            return orjson.loads(fill(cells.split(APART))), extras, differs

        form = _Form(listed, filling(whole.decode(), signs), read)
        mine = form.said(given, APART.join(given))
        same = (mine.parts, mine.signs, mine.kind, mine.extras, mine.point, mine.differs, mine.members)
        return form if same == _all_of(known) else None

    def odd_among(self, names: Iterable[str]) -> set[str]:
        """Those of some names that aren't plain."""
        some = {*names}
        odd = some & self._odd
        if new := some - self._plain - odd:
            if len(self._plain) + len(self._odd) + len(new) > 4 * MOST:
                self._plain, self._odd = {""}, set()
            more = set() if self._are_plain(new) else {name for name in new if not self._is_plain(name)}
            self._plain |= new - more
            self._odd |= more
            odd |= more
        return odd

    def _are_plain(self, names: set[str]) -> bool:
        text = "\n".join(names)
        lower = text.lower().split("\n")
        if not _have_form(text) or len(lower) != len(names) or "  " in text or max(map(len, names)) >= LONG:
            return False
        if (self.delimiter and self.delimiter in text) or not self.nothing.isdisjoint(lower):
            return False
        return text.isascii() or not _is_suspicious(text)

    def _is_plain(self, name: str) -> bool:
        if _has_form(name) is None or name.lower() in self.nothing or (self.delimiter and self.delimiter in name):
            return False
        return name.isascii() or not _is_suspicious(name)


def _is_suspicious(text: str) -> bool:
    return any(_suspicious(text, one.start()) for one in _candidates(text))


def _all_of(known: Known) -> tuple[Any, ...]:
    return known.parts, known.signs, known.kind, known.extras, known.point, known.differs, known.members


def _make_room(memory: dict[str, Any] | set[str]) -> None:
    if len(memory) >= FEW:
        memory.clear()


def names_of(group: Group, found: Fit, at: Sequence[int], reference: Find, delimiter: str) -> Named | None:
    """The names among a group's cells in the columns ``at``; None if there are none among others."""
    layout = found.layout
    # A rule that remembers what it met could say something else of the next cells of a form.
    if layout.blank or any(rule.watch is not None and not rule.each for rule in group.rules):
        return None
    given = {name for one in layout.derived for name in ((one.given,) if isinstance(one.given, str) else one.given)}
    texts = [part for part in group.parts if isinstance(part, Text) or (isinstance(part, Texts) and part.separator == ";")]
    columns = [part.column for part in texts if _NAMES(part.field) and part.column in found.at.keys() - given]
    places = [at.index(found.at[name]) for name in columns if found.at[name] in at]
    named = Named(places, reference, delimiter, layout.missing)
    return named if named.able and len(at) > 1 else None
