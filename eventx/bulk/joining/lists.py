"""Lists of texts in a group's cells, such as reports by outlet, day and headline: hardly two rows have the same.

Knows that what such a list says depends on its form alone where its texts are plain: how many elements there are, which of their
texts there are, and which of these are equal or come before another. So each form is learned once, with texts that stand in, and
those of a row are filled in. A part declares that its value is such a list (:attr:`eventx.tabular.cells.Field.listed`). What is
said of a form, and whether a text is plain, the reference decides (:class:`eventx.bulk.joining.groups.GroupReader`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, combinations
from operator import eq, lt
from typing import Any

from attrs import frozen

from eventx.bulk.joining.groups import APART, FEW, Find, Group, Known
from eventx.bulk.joining.placeholders import BETWEEN, filling
from eventx.bulk.joining.prose import SHORTEST, is_suspicious
from eventx.rules.texts import COMPUTED, SHORTER
from eventx.tabular.cells import Cells
from eventx.tabular.header_fit import Fit
from eventx.tabular.parts import ready
from eventx.validator.formats import is_date

_MOST = 3  # elements of a list; of longer ones hardly two have the same form
_LONGEST = 200  # characters of a text that is learned alone
_UNASKED = frozenset(("sources.title",))
"""Texts of a record of which rules ask at most whether they are there."""
_DAYS = frozenset(("sources.published",))
"""Those of which they ask whether they are a day that exists, and, if beside other members, which."""
_NEVER = r'"\\;|\x00-\x1f\x7f-\x9f\ud800-\udfff'
_as_it_is = re.compile(rf"(?![{re.escape(COMPUTED)}])[^\s{_NEVER}](?:[^{_NEVER}]*[^\s{_NEVER}])?").fullmatch
"""What a text is that stands in JSON and in a table as it is, and is one item where several are joined."""
_harmless = re.compile(rf"(?![{re.escape(COMPUTED)}])[ !#-%'-:=-\[\]-{{}}~]*(?<! )").fullmatch
"""Such a text in which there is nothing suspicious either."""
_List = tuple[tuple[str, ...], ...]
_Texts = tuple[str, ...]  # of all elements, one behind the other
_Key = tuple[bool, ...]


@frozen
class _Form:
    """What lists of one form say: all as in ``known``, but for the texts, which are filled into its parts."""

    known: Known
    fill: Callable[[_Texts], str]


class Lists:
    """What is known of a group whose cells are one such list; ``reference`` works out what any of its cells say.

    A text that is no prose or day is plain if the reference says of it what a form does; it is asked when the text is met again.
    """

    def __init__(self, part: Cells, reference: Find, delimiter: str) -> None:
        (field,) = part.fields
        self._parse, self._render, self._thaw = part.parse, part.render, field.thaw
        self._member, self._paths, self._width = field.path, field.gives, len(part.columns)
        self._reference, self._delimiter = reference, delimiter
        self._forms: dict[_Key, _Form | None] = {}
        self._plain: list[dict[str, bool | None]] = [{} for _ in field.gives]
        self._places = range(len(field.gives))

    def known(self, cells: str) -> Known | None:
        """What the cells say, with :data:`APART` between them; None if the reference has to look at the row."""
        given = tuple(cells.split(APART))
        value, troubles = self._parse(*given) if len(given) == self._width else (None, ())
        if not value or len(value) > _MOST or troubles or self._render(value) != given:
            return self._reference(cells)
        places = len(self._plain)
        texts = value[0] if len(value) == 1 else tuple(chain.from_iterable(value))
        for at, text in enumerate(texts):
            if text and not self._plain[at % places].get(text) and not self._is_plain(at % places, text):
                return self._reference(cells)
        key = self._key(value, texts)
        form = self._forms.get(key)
        if form is not None:
            return self._said(form, value, texts, cells)
        known = self._reference(cells)
        if key not in self._forms:
            form = self._learned(value)
            _remember(self._forms, key, form if form is not None and self._agrees(form, value, texts, known) else None)
        return known

    def _key(self, value: _List, texts: _Texts) -> _Key:
        """The form of a list: which texts it has, and how those of one place compare."""
        key = [*map(bool, texts)]
        for pair in combinations(value, 2):
            key += map(eq, *pair)
            key += map(lt, *pair)
        if self._delimiter:  # a cell that has it stands in quotes
            key += [self._delimiter in text for text in texts]
        return tuple(key)

    def _said(self, form: _Form, value: _List, texts: _Texts, cells: str) -> Known:
        parts = form.fill(texts).encode().split(BETWEEN)
        return form.known.likewise(tuple(parts), cells, {self._member: self._thaw(value)})

    def _agrees(self, form: _Form, value: _List, texts: _Texts, known: Known | None) -> bool:
        """Whether a form says of a list what the reference does, which is ``known``."""
        if known is None:
            return False
        mine = self._said(form, value, texts, "")
        return mine.parts == known.parts and mine.kind == known.kind and mine.members == known.members and known.is_bare

    def _learned(self, value: _List) -> _Form | None:
        """The form of a list; None if it isn't sure."""
        ordered = [sorted({*some}) for some in zip(*value, strict=True)]
        listed = tuple(tuple(map(self._stand_in, self._places, map(list.index, ordered, one), one)) for one in value)
        known = self._reference(APART.join(self._render(listed)))
        if known is None or not known.is_bare or known.members != {self._member: self._thaw(listed)}:
            return None
        known.settle()
        whole = BETWEEN.join(known.parts)
        if whole.count(BETWEEN) != len(known.parts) - 1:
            return None
        signs = {sign: at for at, sign in enumerate(chain.from_iterable(listed)) if sign}
        return _Form(known, filling(whole.decode(), signs))

    def _stand_in(self, place: int, rank: int, text: str) -> str:
        """What stands in for a text; of those of one place what has a higher rank comes later, as the texts do."""
        if not text:
            return ""
        if self._paths[place] in _DAYS:
            return f"980{rank}-0{rank + 1}-1{rank}"
        return f"Words {place}{rank} that{self._delimiter if self._delimiter and self._delimiter in text else ''} stand in 0Z"

    def _is_plain(self, place: int, text: str) -> bool:
        """Whether what a list says depends on nothing of a text."""
        path, plain = self._paths[place], self._plain[place]
        if path in _UNASKED and len(text) >= SHORTEST:
            return _is_prose(text)
        if len(text) > _LONGEST:
            return False
        found = plain.get(text)
        if path in _DAYS:
            found = text[0] != "0" and is_date(text)
        elif found is None and text in plain:
            found = self._is_plain_alone(place, text)
        return bool(_remember(plain, text, found))

    def _is_plain_alone(self, place: int, text: str) -> bool:
        if _as_it_is(text) is None:
            return False
        texts = tuple(text if number == place else self._stand_in(number, 0, text) for number in self._places)
        value = (texts,)
        form = self._forms.get(self._key(value, texts)) or self._learned(value)
        return form is not None and self._agrees(form, value, texts, self._reference(APART.join(self._render(value))))


def _is_prose(text: str) -> bool:
    if not SHORTEST <= len(text) < SHORTER or "null" in text:  # which may be what is written for no number
        return False
    return _harmless(text) is not None or (_as_it_is(text) is not None and not is_suspicious(text))


def _remember(memory: dict[Any, Any], key: Any, found: Any) -> Any:
    if len(memory) >= FEW:
        memory.clear()
    memory[key] = found
    return found


def finder(group: Group, found: Fit, reference: Find, delimiter: str) -> Find:
    """What finds out what a group's cells say: the reference, unless they are one such list and nothing else."""
    part = ready(group.parts[0], found.layout.missing)
    if len(group.parts) > 1 or found.layout.blank or part.columns != group.columns or not found.at.keys() >= {*part.columns}:
        return reference
    if len(part.columns) < 2 or [field.path for field in part.fields if field.listed] != [*group.members]:
        return reference
    # A rule that remembers what it met could say something else of the next list of a form.
    if len(part.fields) > 1 or any(rule.watch is not None for rule in group.rules):
        return reference
    return Lists(part, reference, delimiter).known
