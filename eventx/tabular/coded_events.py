"""Parts that tables of machine-coded events share: CAMEO's code of an action, a country by its name, the units of a place.

Knows what such cells mean in any of these tables. Doesn't know a table's columns: GDELT's, ICEWS's and POLECAT's own parts stand
in their plugins.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from eventx.tabular.cells import Cells, Field, Parsed, shown, trouble_of
from eventx.tabular.paths import getter
from eventx.vocabulary import listed

_LONGEST = 4  # of CAMEO's codes


def _empty() -> Mapping[str, str]:
    return types.MappingProxyType({})


@frozen
class Action:
    """A code of CAMEO, and by it the type. A code that isn't listed means what the longest listed code means it begins with.

    ``unlisted``: what is told of one that is none of CAMEO's. ``back``: the code of a type, for tables that are written.
    """

    column: str
    meaning: Mapping[str, str]
    unlisted: str
    back: Mapping[str, str] = field(factory=_empty)

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            code = cell.strip()
            if not code:
                return None, ()
            if self.listed(code) is None:
                told = f"{self.column} {cell!r} is none of CAMEO's"
                return None, trouble_of(self.unlisted, self.column, told, "the cell is kept as it is; the record has no type")
            return code, ()

        def get(record: dict[str, Any]) -> str | None:
            for code in record.get("codes", ()):
                if code["system"] == "cameo":
                    return str(code["code"])
            kind = record.get("type")
            return self.back.get(kind) if kind else None

        def kind(value: str) -> str | None:
            return self.meaning.get(self.listed(value) or "") or None

        def entry(value: str) -> list[dict[str, str]]:
            return [{"system": "cameo", "code": value, "basis": "source"}]

        # In CAMEO the first actor acts upon the second.
        fields = (
            Field("codes", entry, fresh=True),
            Field("type", kind),
            Field("actors[side=a].role", _initiator, weak=True),
            Field("actors[side=b].role", _target, weak=True),
        )
        return Cells(self.columns, parse, shown, get, fields)

    def listed(self, code: str) -> str | None:
        """The listed code that says most of a code."""
        return listed(code, self.meaning) if len(code) <= _LONGEST else None


def _initiator(_value: Any) -> str:
    return "initiator"


def _target(_value: Any) -> str:
    return "target"


def named_country(name: str, nations: Mapping[str, str]) -> dict[str, Any]:
    """A country by its name. ``nations``: names, and whatever else stands for them, in small letters → ISO's three letters."""
    code = nations.get(name.casefold())
    return {"name": name} | ({"codes": [{"system": "iso3166-1-alpha3", "code": code, "basis": "crosswalk"}]} if code else {})


@frozen
class NamedCountry:
    """A country by its name, with its ISO code beside it where the name is known."""

    column: str
    path: str
    nations: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            return cell.strip() or None, ()

        def thaw(value: str) -> dict[str, Any]:
            return named_country(value, self.nations)

        return Cells(self.columns, parse, shown, getter(f"{self.path}.name"), (Field(self.path, thaw, fresh=True),))


@frozen
class Units:
    """City, district and province; the finest that is named is the precision of the place. ``city``: where its name goes."""

    city: str
    columns: tuple[str, ...] = ("City", "District", "Province")

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(*cells: str) -> Parsed:
            found = tuple(cell.strip() or None for cell in cells)
            return (found if any(found) else None), ()

        def render(value: tuple[str | None, ...] | None) -> tuple[str, ...]:
            return tuple(one or "" for one in value) if value else ("", "", "")

        def precision(value: tuple[str | None, ...]) -> str:
            return next(name for name, cell in zip(("settlement", "admin2", "admin1"), value, strict=True) if cell)

        fields = (
            Field(self.city, _first),
            Field("place.admin2", _second),
            Field("place.admin1", _third),
            Field("place.precision", precision),
        )
        return Cells(self.columns, parse, render, unwritten, fields)


def _first(value: tuple[str | None, ...]) -> str | None:
    return value[0]


def _second(value: tuple[str | None, ...]) -> str | None:
    return value[1]


def _third(value: tuple[str | None, ...]) -> str | None:
    return value[2]


def unwritten(_record: dict[str, Any]) -> None:
    """What a record says of a part whose table is only read: nobody asks."""
