"""The mapping language: which column goes where in a record, and how its cells are read. Data, no expressions.

Knows the file's form (TOML or JSON, ``mapping.schema.json``) and the targets. Doesn't read tables.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping as MappingType
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import field, frozen

from eventx.errors import SchemaError, UsageError
from eventx.schema import schema
from eventx.vocabulary import crosswalk
from eventx_csv.dates import ORDERS, precision_of
from eventx_csv.heading import shipped
from eventx_csv.points import ORDERS as POINT_ORDERS

_TARGET = re.compile(r"(?P<list>[a-z_]+)\[(?P<key>[^\]]*)\](?:[.](?P<member>[a-z_.]+))?|(?P<path>[a-z_]+(?:[.][a-z_0-9]+)*)")
_LISTS = {"actors": "actor", "tolls": "toll", "sources": "source", "codes": "classification", "relations": "relation"}
_ONLY = {"codes": ("code", "label"), "relations": ("target",)}
_POINT = ("place", "point")
_TOLL_PARTS = ("low", "best", "high", "range", "text", "state", "claimant", "source", "group")


@frozen
class Target:
    """A place in a record: a path, or a member of the element of a list that ``key`` names."""

    path: tuple[str, ...]
    key: str | None = None
    member: str = ""

    @property
    def words(self) -> str:
        """The target as the mapping writes it."""
        return ".".join(self.path) if self.key is None else f"{self.path[0]}[{self.key}].{self.member}".rstrip(".")


@frozen
class Column:
    """One column, where it goes, and how its cells are read."""

    name: str
    target: Target
    order: str = ""
    separator: str = ""
    codes: MappingType[str, str] | None = None
    missing: frozenset[str] = frozenset()
    zero: str = ""
    crosswalk: str = ""
    otherwise: str = ""
    when: MappingType[str, tuple[str, ...]] = field(factory=dict)
    whole: bool = False
    constants: MappingType[str, Any] = field(factory=dict)


@frozen
class TableMapping:
    """A whole mapping."""

    name: str
    prefix: str
    id_columns: tuple[str, ...]
    hashed: bool
    complete_ids: bool
    columns: tuple[Column, ...]
    date_columns: tuple[str, str, str]
    constants: MappingType[str, Any] = field(factory=dict)
    encoding: str | None = None
    older_encoding: str | None = None
    delimiter: str | None = None
    decimal: str = "."
    missing: frozenset[str] = frozenset()
    header_rows: int = 1
    joined: bool = False
    thousands: str = ""
    required: tuple[str, ...] | None = None
    end_columns: tuple[str, str, str] = ("", "", "")

    @property
    def is_bare(self) -> bool:
        """Whether records say nothing of when or where something happened, nor of what kind it was."""
        named = {self.date_columns[0] and "date", *self.constants, *(column.target.path[0] for column in self.columns)}
        return named.isdisjoint(("date", "place", "country", "type", "codes"))

    def telling(self) -> tuple[str, ...]:
        """The headers of columns that say something of an event."""
        return (*(column.name for column in self.columns), *filter(None, (*self.date_columns, *self.end_columns)))

    def needed(self) -> tuple[str, ...]:
        """The headers that the table must have."""
        return tuple(dict.fromkeys((*self.id_columns, *self.telling())))

    def indispensable(self) -> tuple[str, ...]:
        """The headers without which the table is refused: all, unless the mapping says which."""
        return self.needed() if self.required is None else tuple(dict.fromkeys((*self.id_columns, *self.required)))


def load_mapping(location: str) -> TableMapping:
    """The mapping at a path, or a shipped one by its name.

    Raises :class:`UsageError` naming the file, the member and what to do.
    """
    if location in shipped():
        return _shipped_mapping(location)
    path = Path(location)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        names = ", ".join(shipped())
        words = f"no such file, and none of the shipped ones ({names}); 'eventx csv-mapping TABLE' writes a starter"
        raise UsageError(f"mapping {location}: {words}") from None
    except (OSError, UnicodeDecodeError) as error:
        words = str(error.strerror if isinstance(error, OSError) else error)
        raise UsageError(f"mapping {location}: can't be read: {words}") from None
    return parse_mapping(text, location, toml=path.suffix.lower() != ".json")


@cache
def _shipped_mapping(name: str) -> TableMapping:
    return parse_mapping(shipped()[name], name, toml=True)


def parse_mapping(text: str, name: str, *, toml: bool) -> TableMapping:
    """The mapping in a text."""
    try:
        loaded: dict[str, Any] = tomllib.loads(text) if toml else json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"mapping {name}: this is not {'TOML' if toml else 'JSON'}: {error}") from None
    if todo := _first_todo(loaded, ""):
        raise UsageError(f"mapping {name}: {todo} still says TODO; decide it, and see the comment beside it")
    for mistake in _judge().iter_errors(loaded):
        where = ".".join(str(part) for part in mistake.absolute_path) or "the file"
        raise UsageError(f"mapping {name}: {where}: {mistake.message}")
    about, identity = loaded["mapping"], loaded["id"]
    if ("columns" in identity) == ("hash" in identity):
        raise UsageError(f"mapping {name}: id: say either `columns` or `hash`")
    columns = tuple(_column(entry, name) for entry in loaded.get("column", ()))
    _refuse_unknown_constants(loaded.get("record", {}), name)
    parts = loaded.get("date", {})
    end = parts.get("end", {})
    _refuse_clashes(columns, loaded.get("record", {}), parts, name)
    return TableMapping(
        name=about["name"],
        prefix=about["prefix"],
        id_columns=tuple(identity.get("columns") or identity["hash"]),
        hashed="hash" in identity,
        complete_ids=identity.get("complete", False),
        columns=columns,
        date_columns=(parts.get("year", ""), parts.get("month", ""), parts.get("day", "")),
        constants=loaded.get("record", {}),
        encoding=about.get("encoding"),
        older_encoding=about.get("older_encoding"),
        delimiter=about.get("delimiter"),
        decimal=about.get("decimal", "."),
        missing=frozenset(about.get("missing", ())),
        header_rows=about.get("header_rows", 1),
        joined=about.get("header", "first") == "joined",
        thousands=about.get("thousands", ""),
        required=tuple(about["required"]) if "required" in about else None,
        end_columns=(end.get("year", ""), end.get("month", ""), end.get("day", "")),
    )


@cache
def _judge() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads((files("eventx_csv") / "mapping.schema.json").read_text(encoding="utf-8")))


def _first_todo(value: Any, where: str) -> str | None:
    if isinstance(value, str):
        return where if value.startswith("TODO") else None
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if found := _first_todo(inner, f"{where}.{key}".lstrip(".")):
            return found
    return None


def _column(entry: MappingType[str, Any], name: str) -> Column:
    if (walk := entry.get("crosswalk")) is not None:
        try:
            crosswalk(*walk.split(":", 1))
        except (SchemaError, TypeError):
            words = f"there is no crosswalk {walk!r}; write it like gtd:event-type"
            raise UsageError(f"mapping {name}: column {entry['name']!r}: {words}") from None
    where = f"mapping {name}: column {entry['name']!r}"
    target = _target(entry["to"], where)
    if target.key is None:
        _refuse_several(target.path, where, entry["to"], listed="separator" in entry)
    order = entry.get("order", "")
    is_date = target.path in (("date",), ("date", "start"), ("date", "end")) or target.member == "published"
    if is_date and not order:
        raise UsageError(
            f"mapping {name}: column {entry['name']!r} is a date; say its order: {', '.join(ORDERS)}, auto or %d.%m.%Y"
        )
    if target.path == _POINT and order not in POINT_ORDERS:
        raise UsageError(f"{where} is a point in one cell; say its order: {', '.join(POINT_ORDERS)}")
    if order and target.path != _POINT and not ("%" in order or order in (*ORDERS, "auto")):
        raise UsageError(
            f"mapping {name}: column {entry['name']!r}: order {order!r} is none of {', '.join(ORDERS)}, auto, %d.%m.%Y"
        )
    if "%" in order and precision_of(order) is None:
        raise UsageError(
            f"mapping {name}: column {entry['name']!r}: order {order!r} gives no certain date; "
            f"it needs a year (%Y), and a month with a day"
        )
    return Column(
        entry["name"], target, order, entry.get("separator", ""), entry.get("codes"), frozenset(entry.get("missing", ())),
        entry.get("zero", ""), entry.get("crosswalk", ""), entry.get("otherwise", ""),
        {name: tuple(cells) for name, cells in entry.get("when", {}).items()}, entry.get("whole", False), entry.get("with", {}),
    )  # fmt: skip


def slots(target: Target) -> tuple[str, ...]:
    """The single values of a record that a target fills; no two columns may fill the same."""
    if target.path == ("date",):
        return ("date.start", "date.end")
    if target.path == ("country",):
        return ("place.country",)
    if target.path == _POINT:
        return ("place.point.lat", "place.point.lon")
    if target.member == "range":
        return tuple(f"tolls[{target.key}].{one}" for one in ("low", "best", "high"))
    return (target.words,)


def _refuse_clashes(
    columns: tuple[Column, ...], constants: MappingType[str, Any], date: MappingType[str, str], name: str
) -> None:
    """Two columns for one value would silently lose one; a constant of the wrong kind has no room for a column's value."""
    filled = dict.fromkeys(("date.start", "date.end"), "the table [date]") if date else {}
    for column in columns:
        for slot in slots(column.target):
            if slot in filled and not column.when:
                raise UsageError(
                    f"mapping {name}: column {column.name!r}: {slot} is already filled by {filled[slot]}; "
                    "leave one of them unmapped, it then travels as an extra"
                )
            filled[slot] = f"column {column.name!r}"
        here: Any = constants
        steps = ("place", "country") if column.target.path == ("country",) else column.target.path
        for step in steps if column.target.key is not None else steps[:-1]:
            here = here.get(step, [] if column.target.key is not None else {})
            if not isinstance(here, list if column.target.key is not None else dict):
                raise UsageError(f"mapping {name}: record.{step} leaves no room for column {column.name!r}; see 'eventx schema'")


def parse_target(text: str) -> Target:
    """The target that a mapping writes so. Raises :class:`UsageError`."""
    return _target(text, "target")


def _target(text: str, where: str) -> Target:
    match = _TARGET.fullmatch(text)
    if match is None:
        raise UsageError(f"{where}: {text!r} is no target; write it like place.name or tolls[killed].best")
    if match["path"]:
        path = tuple(match["path"].split("."))
        if path != ("country",):
            _refuse_unknown(path, where, text, schema())
        return Target(path)
    list_name, key, member = match["list"], match["key"], match["member"] or ""
    if list_name not in _LISTS:
        raise UsageError(f"{where}: {list_name!r} is no list; there are {', '.join(_LISTS)}")
    _refuse_unknown_key(list_name, key, where, text)
    if list_name in _ONLY:
        if member not in ("", *_ONLY[list_name]):
            raise UsageError(f"{where}: {text!r}: there is no {member!r}; it has {', '.join(_ONLY[list_name])}")
        return Target((list_name,), key, member or _ONLY[list_name][0])
    if list_name == "tolls":
        if member not in _TOLL_PARTS:
            raise UsageError(f"{where}: {text!r}: a toll has {', '.join(_TOLL_PARTS)}")
    elif member != "country":  # whose name a cell has, or whose code
        path = tuple(member.split("."))
        found = _refuse_unknown(path, where, text, _definition(_LISTS[list_name]))
        _refuse_parts(found, where, text)
    return Target((list_name,), key, member)


def _definition(name: str) -> MappingType[str, Any]:
    found: MappingType[str, Any] = schema()["$defs"][name]
    return found


def _refuse_unknown_key(list_name: str, key: str, where: str, text: str) -> None:
    """What names an element says of some lists what it is; a word that doesn't exist would be no word, or reject every row."""
    first, _, rest = key.partition(":")
    members = _definition(_LISTS[list_name])["properties"]
    wanted = {"actors": ("role", first), "tolls": ("measure", first), "relations": ("type", key)}.get(list_name)
    if list_name == "actors" and first.isdecimal():
        return
    who = rest.partition(":")[0]
    for member, word in (*((wanted,) if wanted else ()), *((("who", who),) if who and list_name == "tolls" else ())):
        if word not in (known := members[member]["enum"]):
            or_number = " (or a number)" if list_name == "actors" else ""
            raise UsageError(f"{where}: {text!r}: {word!r} is no {member}; it is one of {', '.join(known)}{or_number}")


def _refuse_several(path: tuple[str, ...], where: str, text: str, *, listed: bool) -> None:
    """One cell is one value: no object and no list of objects; and a list of values only by what separates them."""
    if path in (("date",), ("country",), ("place", "country"), _POINT):
        return
    found = _refuse_unknown(path, where, text, schema())
    if found.get("type") == "array" and found["items"].get("type") == "string":
        if not listed:
            raise UsageError(f'{where}: {text!r} is a list; say what separates its values, as in separator = ";"')
        return
    _refuse_parts(found, where, text)
    if listed:
        raise UsageError(f"{where}: {text!r} is one value, no list; leave the separator out")


def _refuse_parts(found: MappingType[str, Any], where: str, text: str) -> None:
    if found.get("type") == "object":
        raise UsageError(f"{where}: {text!r} has members, which a cell has not; name one: {', '.join(found['properties'])}")
    if found.get("type") == "array":
        raise UsageError(f"{where}: {text!r} is a list, which a cell is not; see 'eventx schema'")


def _refuse_unknown(path: tuple[str, ...], where: str, text: str, here: MappingType[str, Any]) -> MappingType[str, Any]:
    """What the schema says of a path below ``here``."""
    for step in path:
        if "$ref" in here:
            here = schema()["$defs"][here["$ref"].rpartition("/")[2]]
        properties = here.get("properties", {})
        if step not in properties:
            raise UsageError(f"{where}: {text!r}: there is no {step!r}; see 'eventx schema'")
        here = properties[step]
    return schema()["$defs"][here["$ref"].rpartition("/")[2]] if "$ref" in here else here


def _refuse_unknown_constants(constants: MappingType[str, Any], name: str) -> None:
    for member in constants:
        if member not in schema()["properties"] and ":" not in member:
            raise UsageError(f"mapping {name}: record.{member}: there is no such member; see 'eventx schema'")
