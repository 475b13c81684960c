"""Whether a record, or some members of it, is good: nothing but yes or no, and nothing is remembered.

Knows rules by their functions and an engine that only accepts. Doesn't know what to tell of a record that isn't good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from eventx.report import Record
from eventx.rules.names import names_of
from eventx.rules.rule import Check, Name, NameCheck, Watch
from eventx.validator.values import writable

_MOST = 1 << 16


class GoodNames:
    """Names in which rules find nothing. It is remembered: rules look at names one by one, and many records say the same ones."""

    def __init__(self, names: Sequence[NameCheck], letters: Sequence[NameCheck]) -> None:
        self._names = names
        self._all = (*names, *letters)
        self._good: set[tuple[str, str]] = set()

    def has_all_of(self, record: Record) -> bool:
        """Whether all names of a record are good."""
        good = self._good
        return all((name[0], name[2]) in good or self._learns(name) for name in names_of(record))

    def _learns(self, name: Name) -> bool:
        checks = self._names if name[2].isascii() and name[2].isprintable() else self._all
        for check in checks:
            for _ in check((name,)):
                return False
        if len(self._good) >= _MOST:
            self._good.clear()
        self._good.add((name[0], name[2]))
        return True


@frozen
class Judge:
    """Says whether a record is good; a no only means that the validator has to look.

    ``accepts`` is asked about the members given, or with ``whole`` about those and ``base``: members that are good, and which
    records are given without. Without it only the rules are asked.
    """

    accepts: Callable[[Record], bool] | None
    checks: Sequence[tuple[str, Check]]
    names: Sequence[NameCheck]
    letters: Sequence[NameCheck]
    watches: Sequence[Watch]
    base: Mapping[str, Any]
    whole: bool
    _good_names: GoodNames = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_good_names", GoodNames(self.names, self.letters))

    def __call__(self, given: Record) -> bool:
        """Whether it is good for sure."""
        record = {**self.base, **given} if self.base else given
        if self.accepts is not None and not (writable(given) and self.accepts(record if self.whole else given)):
            return False
        for needs, check in self.checks:
            if not needs or needs in record:
                for _ in check(record):
                    return False
        if (self.names or self.letters) and not self._good_names.has_all_of(record):
            return False
        return not self.watches or all(watch.quiet(record) for watch in self.watches)
