"""Whether a record, or some members of it, is good: nothing but yes or no, and nothing is remembered.

Knows rules by their functions and an engine that only accepts. Doesn't know what to tell of a record that isn't good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from eventx.report import Record
from eventx.rules.names import names_of
from eventx.rules.rule import Check, Name, NameCheck, Watch
from eventx.validator.values import writable

_MOST = 1 << 16


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
    _good_names: set[tuple[str, str]] = field(factory=set, init=False)

    def __call__(self, given: Record) -> bool:
        """Whether it is good for sure."""
        record = {**self.base, **given} if self.base else given
        if self.accepts is not None and not (writable(given) and self.accepts(record if self.whole else given)):
            return False
        for needs, check in self.checks:
            if not needs or needs in record:
                for _ in check(record):
                    return False
        if self.names or self.letters:
            for name in names_of(record):
                if (name[0], name[2]) not in self._good_names and not self._is_good(name):
                    return False
        return not self.watches or all(watch.quiet(record) for watch in self.watches)

    def _is_good(self, name: Name) -> bool:
        """Whether a name is good, which is remembered: rules look at names one by one, and tables say them again and again."""
        checks: Iterable[NameCheck] = self.names if name[2].isascii() else (*self.names, *self.letters)
        for check in checks:
            for _ in check((name,)):
                return False
        if len(self._good_names) >= _MOST:
            self._good_names.clear()
        self._good_names.add((name[0], name[2]))
        return True
