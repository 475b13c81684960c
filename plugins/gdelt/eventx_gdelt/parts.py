"""What GDELT's columns mean that tables of others don't have, each as a part of a layout.

Knows how the cells of a part are read together, written, and found in a record, and the faults that GDELT's files are known for.
Doesn't know the order of columns (:mod:`eventx_gdelt.layout`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from eventx.tabular.cells import Cells, Field, Parsed, itself, shown, trouble_of
from eventx.tabular.paths import getter

_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
# Days on which rows were added whose dates fell back a century.
_FAULTY = ("20191231", "20200101", "20200102", "20200103", "20200104", "20200105")
_TWICE = "449676"
_IN_PATH, _IN_QUERY = (rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@/{more}-]|%[0-9A-Fa-f]{{2}})*" for more in ("", "?"))
# RFC 3986, without the ports, users and letters that few addresses have.
ADDRESS = rf"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:/{_IN_PATH})?(?:\?{_IN_QUERY})?(?:#{_IN_QUERY})?"
"""An address that is one beyond doubt."""


@frozen
class Reported:
    """``SQLDATE``: the day GDELT's machine read from the words, and when the row was added, which only serves to know a fault."""

    columns: tuple[str, ...] = ("SQLDATE", "DATEADDED")

    def ready(self) -> Cells:
        """The part made ready to run."""
        at = getter("date")
        added = getter("gdelt:DATEADDED")

        def parse(cell: str, when: str) -> Parsed:
            text, stamp = cell.strip(), when.strip() or None
            if not text:
                return ((None, "", stamp) if stamp else None), ()
            if text.startswith("1920") and when.startswith(_FAULTY):
                told = f"SQLDATE is {text}, but the row was added in {when[:4]}; the year is a known fault of these days"
                return (None, text, stamp), trouble_of("GDELT-1920", "SQLDATE", told, "the date stays words; 2020 is likely")
            found = _DAY.fullmatch(text)
            try:
                day = date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else None
            except ValueError:
                day = None
            if day is None:
                told = f"SQLDATE {cell!r} is no day of the calendar; a day is written YYYYMMDD"
                return None, trouble_of("TAB-DATE", "SQLDATE", told, "correct the day", error=True)
            return (day, "", stamp), ()

        def render(value: tuple[str | None, str, str | None] | None) -> tuple[str, ...]:
            if value is None:
                return "", ""
            day, words, stamp = value
            return (day.replace("-", "") if day else words), stamp or ""

        def get(record: dict[str, Any]) -> tuple[str | None, str, str | None] | None:
            found, stamp = at(record) or {}, added(record)
            day = found.get("start") if found.get("precision") == "day" else None
            words = found.get("text", "") if not day and "start" not in found and _DAY.fullmatch(found.get("text", "")) else ""
            return (day, words, stamp) if day or words or stamp else None

        def thaw(value: tuple[str | None, str, str | None]) -> dict[str, str] | None:
            day, words, _ = value
            if words:
                return {"precision": "unknown", "text": words, "basis": "source"}
            return {"start": day, "end": day, "precision": "day", "basis": "source"} if day else None

        def stamp_of(value: tuple[str | None, str, str | None]) -> str | None:
            return value[2]

        return Cells(self.columns, parse, render, get, (Field("date", thaw, fresh=True), Field("gdelt:DATEADDED", stamp_of)))


@frozen
class ActorCode:
    """The full CAMEO code of an actor."""

    column: str
    side: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)

    def ready(self) -> Cells:
        """The part made ready to run."""
        path = f"actors[side={self.side}].codes"
        at = getter(path)

        def parse(cell: str) -> Parsed:
            code = cell.strip()
            if code and code != cell:
                told = f"{self.column} {cell!r} has blanks around it"
                return code, trouble_of("GDELT-PADDED", self.column, told, "none: the record has the code without them")
            return code or None, ()

        def get(record: dict[str, Any]) -> str | None:
            return next((str(code["code"]) for code in at(record) or () if code["system"] == "cameo-actor"), None)

        def thaw(value: str) -> list[dict[str, str]]:
            return [{"system": "cameo-actor", "code": value, "basis": "source"}]

        return Cells(self.columns, parse, shown, get, (Field(path, thaw, fresh=True),))


@frozen
class CodedCountry:
    """A country by a code of one system, with its ISO code beside it where it has one."""

    column: str
    path: str
    system: str
    alpha3: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)

    def ready(self) -> Cells:
        """The part made ready to run."""
        at = getter(self.path)
        back = {code: own for own, code in self.alpha3.items() if code}

        def parse(cell: str) -> Parsed:
            return cell.strip() or None, ()

        def get(record: dict[str, Any]) -> str | None:
            codes = {code["system"]: code["code"] for code in (at(record) or {}).get("codes", ())}
            return codes.get(self.system) or back.get(codes.get("iso3166-1-alpha3", ""))

        def thaw(value: str) -> dict[str, Any]:
            codes = [{"system": self.system, "code": value, "basis": "source"}]
            if iso := self.alpha3.get(value):
                codes.append({"system": "iso3166-1-alpha3", "code": iso, "basis": "crosswalk"})
            return {"codes": codes}

        return Cells(self.columns, parse, shown, get, (Field(self.path, thaw, fresh=True),))


@frozen
class PlaceName:
    """``ActionGeo_FullName``: the place with its region and country, as one text."""

    columns: tuple[str, ...] = ("ActionGeo_FullName",)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            name = cell.strip()
            if "?" in name:
                told = f"ActionGeo_FullName {cell!r} has lost a letter"
                return name, trouble_of("GDELT-LETTERS", "ActionGeo_FullName", told, "look the place up by its point")
            return name or None, ()

        return Cells(self.columns, parse, shown, getter("place.name"), (Field("place.name", itself),))


# Six digits of which one, the first that does, differs from those of the id that stands for two places.
_OTHERS = "|".join(
    f"{_TWICE[:place]}[{''.join(sorted(set('0123456789') - {digit}))}][0-9]{{{5 - place}}}" for place, digit in enumerate(_TWICE)
)


@frozen
class Feature:
    """``ActionGeo_FeatureID``, which comes from one of two gazetteers, or is a country's or unit's code."""

    columns: tuple[str, ...] = ("ActionGeo_FeatureID",)
    alike: str = rf"-?[0-9]{{1,5}}|-?[0-9]{{7,12}}|-[0-9]{{6}}|[A-Z]{{2}}[0-9A-Z]{{0,4}}|{_OTHERS}"
    example: str = "-987654321987"

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            text = cell.strip()
            if text == _TWICE:
                told = f"ActionGeo_FeatureID {_TWICE} is the id of two places"
                return text, trouble_of("GDELT-FEATURE", "ActionGeo_FeatureID", told, "go by the name and the point")
            return text or None, ()

        path = "gdelt:ActionGeo_FeatureID"
        return Cells(self.columns, parse, shown, getter(path), (Field(path, itself),))


@frozen
class FirstReport:
    """``SOURCEURL``: the address of the first report found, or in older files the name of a source."""

    columns: tuple[str, ...] = ("SOURCEURL",)
    alike: str = ADDRESS
    example: str = "https://stand.in.example/Z0Z"

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            return cell.strip() or None, ()

        def get(record: dict[str, Any]) -> str | None:
            for source in record.get("sources", ()):
                if found := source.get("url") or source.get("name"):
                    return str(found)
            return None

        def thaw(value: str) -> list[dict[str, str]]:
            return [{"url" if re.match(r"https?://[^\s\"<>\\^`{|}]+$", value) else "name": value}]

        gives = ("sources.url", "sources.name")
        return Cells(self.columns, parse, shown, get, (Field("sources", thaw, fresh=True, gives=gives),))


@frozen
class Prefix:
    """Derived: the first characters of another cell (the year and month of a day, the base and root of an event code)."""

    column: str
    given: tuple[str, ...]
    length: int

    def derive(self, *cells: str) -> str:
        """The beginning."""
        return cells[0][: self.length]

    def same(self, cell: str, expected: str) -> bool:
        """Nothing else is the same."""
        return cell == expected


@frozen
class FractionOfYear:
    """Derived: GDELT's approximate date as a number, in which a month has 30 days and a year 365."""

    column: str = "FractionDate"
    given: tuple[str, ...] = ("SQLDATE",)

    def derive(self, *cells: str) -> str:
        """The number with four decimals."""
        found = _DAY.fullmatch(cells[0])
        return f"{int(found[1]) + ((int(found[2]) - 1) * 30 + int(found[3])) / 365:.4f}" if found else ""

    def same(self, cell: str, expected: str) -> bool:
        """The same up to the last decimals, which differ with how months were counted."""
        try:
            return abs(float(cell) - float(expected)) < 0.01
        except ValueError:
            return False
