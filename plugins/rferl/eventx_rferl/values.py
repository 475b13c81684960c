"""How the importer makes its values: attrs' ``frozen`` and ``evolve``, for the thousands that an article takes.

To a type checker they are attrs' own, so it holds that no value is changed. Python doesn't watch over that as well while one is
made: that costs more than all else in making it, a twentieth of the time of an article.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["evolve", "frozen"]

if TYPE_CHECKING:
    from attrs import evolve, frozen
else:
    from attrs import define, fields

    def frozen(cls: type | None = None, *, eq: bool = True) -> Any:
        """As :func:`attrs.frozen`."""
        return define(cls, eq=eq, unsafe_hash=eq or None, on_setattr=None)

    @cache
    def _members(cls: type) -> tuple[Any, dict[str, int]]:
        """What gives all that a value of a class is made of, in the order in which it is given, and the place of each."""
        names = [each.name for each in fields(cls) if each.init]
        return attrgetter(*names, "__class__"), {name: at for at, name in enumerate(names)}  # of one name it gives no tuple

    def evolve(value: Any, /, **changes: Any) -> Any:
        """As :func:`attrs.evolve`."""
        cls = type(value)
        given, place = _members(cls)
        *members, _ = given(value)
        for name, changed in changes.items():
            if name not in place:
                raise TypeError(f"{cls.__name__} has no {name}")
            members[place[name]] = changed
        return cls(*members)
