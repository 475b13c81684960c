"""What the reference engine objects to, in words for people: one finding for one mistake.

Knows the errors of ``jsonschema`` and how to say them. Doesn't decide anything: whether a record is valid is the engine's word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from eventx.json_pointers import pointer_to

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_LONGEST_VALUE = 80
_LONGEST_LIST = 12

TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
    "null": "null",
}

_DAY = "a day of the calendar, written YYYY-MM-DD"
_MOMENT = "a day (YYYY-MM-DD) or a time with its zone (2026-02-28T14:05:00Z)"
FORMS = {
    "start": _DAY,
    "end": _DAY,
    "as_of": _DAY,
    "published": _MOMENT,
    "retrieved": _MOMENT,
    "created": _MOMENT,
    "id": "the source in lower case, a colon, and the source's own id, such as 'acled:AFG12345'",
    "target": "the id of the other record, such as 'acled:AFG12345'",
    "language": "a language tag such as 'en' or 'pt-BR'",
    "sha256": "64 lower-case hexadecimal digits",
    "system": "the system's name in lower case, such as 'iso3166-1-alpha3'",
    "pointer": "a JSON Pointer such as '/place/name'",
    "url": "an address with its scheme, such as 'https://example.org/report'",
    "terms": "an address with its scheme, such as 'https://example.org/terms'",
    "homepage": "an address with its scheme, such as 'https://example.org/data'",
}
_EXTRA = re.compile(r"[^:]+:.+", re.DOTALL)

EXAMPLES = {
    "date": '{"start": "2026-03-01", "end": "2026-03-01", "precision": "day"}',
    "country": '{"name": "Mali"}',
    "point": '{"lat": 16.27, "lon": -0.04}',
    "place": '{"name": "Gao"}',
    "type": '"armed-clash"',
    "actors": '[{"name": "Group A", "role": "initiator"}]',
    "tolls": '[{"measure": "killed", "who": "all", "best": 2}]',
    "sources": '[{"name": "Radio A"}]',
    "codes": '[{"system": "iso3166-1-alpha3", "code": "MLI", "basis": "source"}]',
}
"""How members are written that people write in another type."""
_SCHEMA = "$schema"
_NO_SCHEMA = (
    "leave it out: 'schema_version' says which schema a record follows, and an editor is told by its own settings where the file "
    "of the schema is (docs/editors.md)"
)
# Of several objections to one value only the first in this order is told: the others follow from it.
_ORDER = ("type", "const", "enum", "minLength", "minItems", "minProperties", "pattern", "format")


@frozen
class Objection:
    """One mistake against the schema: the rule it is numbered by, where, and in which words."""

    rule: str
    pointer: str
    message: str
    value: str | None = None
    advice: str | None = None
    unknown: bool = False
    """Whether a newer minor version could have made it right: a member or a code that this version doesn't know."""


def shown(value: object) -> str:
    """A value as JSON, cut to a length that fits a message."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def explain(errors: Iterable[ValidationError]) -> tuple[Objection, ...]:
    """The engine's errors, in the order of their pointers, each mistake once."""
    groups: dict[tuple[str | int, ...], list[ValidationError]] = {}
    for error in errors:
        groups.setdefault(tuple(error.absolute_path), []).append(error)
    found = [objection for path, group in groups.items() for objection in _explain_one_place(path, group)]
    return tuple(sorted(found, key=_by_place))


def _by_place(objection: Objection) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in objection.pointer.split("/"))


def _explain_one_place(path: tuple[str | int, ...], errors: Sequence[ValidationError]) -> Iterator[Objection]:
    by_keyword: dict[str, list[ValidationError]] = {}
    for error in errors:
        by_keyword.setdefault(str(error.validator), []).append(error)
    for keyword in _ORDER:
        if keyword in by_keyword:
            yield _about_value(path, by_keyword[keyword][0])
            break
    for keyword, found in by_keyword.items():
        if keyword in _ORDER:
            continue
        if keyword == "additionalProperties":
            yield from _unknown_members(path, found[0])
        elif keyword == "required":
            yield from _missing_members(path, found[0])
        elif keyword == "dependentRequired":
            yield from _missing_partners(path, found[0])
        else:
            yield from (_about_value(path, error) for error in found)


def _name(path: tuple[str | int, ...]) -> str:
    """The member a message speaks of; an entry of an array is called by the array."""
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return "the record"
    if path and isinstance(path[-1], int):
        return f"entry {path[-1]} of '{names[-1]}'"
    return f"'{names[-1]}'"


def _member(path: tuple[str | int, ...]) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _about_value(path: tuple[str | int, ...], error: ValidationError) -> Objection:
    pointer, name, value = pointer_to(path), _name(path), shown(error.instance)
    keyword, wanted = str(error.validator), error.validator_value
    if keyword == "type":
        return _wrong_type(path, error)
    if error.instance is None:
        return _null(pointer, name, "one of its codes")
    if keyword == "const" and path[-1:] == ("schema_version",):
        return Objection("EVX002", pointer, f"{name} is {value}, not {shown(wanted)}", value)
    if keyword in ("enum", "const"):
        return _not_listed(pointer, name, error.instance, wanted if isinstance(wanted, list) else [wanted])
    if keyword in ("minLength", "minItems", "minProperties"):
        advice = "leave the member out if nothing is known; what isn't there is unknown"
        return Objection("EVX010", pointer, f"{name} is empty", value, advice)
    if keyword in ("pattern", "format"):
        form = FORMS.get(_member(path))
        if form == _DAY and str(error.instance).startswith("0"):  # which has that form
            form += ", in a year from 1000 on"
        words = f"must be {form}" if form else f"doesn't have the form the schema asks for ({shown(wanted)})"
        return Objection("EVX008", pointer, f"{name} is {value}; it {words}", value)
    if keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        limits = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "exclusiveMaximum": "less than"}
        swapped = "correct it; latitude and longitude are often exchanged" if _member(path) in ("lat", "lon") else None
        return Objection("EVX009", pointer, f"{name} is {value}; it must be {limits[keyword]} {wanted}", value, swapped)
    return Objection("EVX001", pointer, f"{name}: {error.message}", value)


def _wrong_type(path: tuple[str | int, ...], error: ValidationError) -> Objection:
    pointer, name, value = pointer_to(path), _name(path), shown(error.instance)
    types = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    wanted = " or ".join(TYPE_WORDS.get(str(kind), str(kind)) for kind in types)
    if error.instance is None:
        return _null(pointer, name, wanted)
    advice: str | None = None
    if isinstance(error.instance, str) and ("integer" in types or "number" in types):
        advice = "write the number without quotes"
    elif isinstance(error.instance, int | float) and not isinstance(error.instance, bool) and "string" in types:
        advice = "put it in quotes"
    elif example := _example(path):
        advice = f"write it like {example}"
    elif "array" in types:
        advice = "put it in an array, even if there is only one"
    return Objection("EVX006", pointer, f"{name} is {_kind(error.instance)}, {value}; it must be {wanted}", value, advice)


def _example(path: tuple[str | int, ...]) -> str:
    """How a member is written, or an entry of a list; "" for one of which there is no example."""
    example = EXAMPLES.get(_member(path), "")
    return example[1:-1] if example.startswith("[") and isinstance(path[-1], int) else example


def _null(pointer: str, name: str, wanted: str) -> Objection:
    advice = "leave the member out; what isn't there is unknown, and `gaps` can say why"
    return Objection("EVX012", pointer, f"{name} is null; it must be {wanted} or not be there", "null", advice)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, Mapping):
        return "an object"
    return f"a Python {type(value).__name__}"


def _not_listed(pointer: str, name: str, given: object, listed: Sequence[Any]) -> Objection:
    codes = [code for code in listed if isinstance(code, str)]
    near = closest(given, codes) if isinstance(given, str) else []
    if near:
        advice = "did you mean " + " or ".join(f"'{code}'" for code in near) + "?"
    elif len(codes) <= _LONGEST_LIST:
        advice = "use one of " + ", ".join(f"'{code}'" for code in codes)
    else:
        advice = "'eventx schema' prints the list"
    return Objection("EVX007", pointer, f"{name} is {shown(given)}, which is not one of its codes", shown(given), advice, True)


def misnamed_records(document: Any) -> str | None:
    """The member of a JSON object that holds a dataset's records, though not under the name ``events``; None if there is none."""
    if not isinstance(document, Mapping) or "kind" in document or "events" in document:
        return None
    for name, value in document.items():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) and "schema_version" in one for one in value):
            return str(name)
    return None


def closest(given: str, known: Iterable[str]) -> list[str]:
    """The known words most like the one given, in spite of case, spaces and underscores; none if none is like it."""
    import difflib

    names = list(known)
    wanted = given.strip().lower()
    for name in names:
        if name.replace("-", "_") == wanted.replace(" ", "_").replace("-", "_"):
            return [name]
    return difflib.get_close_matches(wanted, names, n=2, cutoff=0.6)


def _unknown_members(path: tuple[str | int, ...], error: ValidationError) -> Iterator[Objection]:
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    known = list(schema.get("properties", {}))
    extras = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    owner = "the record" if not path else _name(path)
    given: Mapping[str, Any] = error.instance if isinstance(error.instance, Mapping) else {}
    for member in given:
        if member in known or any(pattern.search(member) for pattern in extras):
            continue
        free = [name for name in known if name not in given] or known
        near = closest(member, free) or [name for name in free if member.startswith(name)][:1]  # latitude
        if member == _SCHEMA:
            advice = _NO_SCHEMA
        elif near:
            advice = "did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
        elif extras and _EXTRA.fullmatch(member):
            advice = "write the prefix in lower-case letters, digits and hyphens"
        elif extras:
            advice = f"put it under your own prefix, as in 'myproject:{member}'"
        else:
            advice = "put it at the top of the record under your own prefix, or leave it out"
        message = f"{owner} has no member '{member}' in the schema"
        yield Objection("EVX005", pointer_to((*path, member)), message, shown(given[member]), advice, True)


def _missing_members(path: tuple[str | int, ...], error: ValidationError) -> Iterator[Objection]:
    given = error.instance if isinstance(error.instance, Mapping) else {}
    wanted = error.validator_value if isinstance(error.validator_value, list) else []
    for member in wanted:
        if member not in given:
            yield Objection("EVX004", pointer_to(path), f"{_name(path)} lacks the member '{member}'", None, f"add '{member}'")


def _missing_partners(path: tuple[str | int, ...], error: ValidationError) -> Iterator[Objection]:
    given = error.instance if isinstance(error.instance, Mapping) else {}
    wanted = error.validator_value if isinstance(error.validator_value, Mapping) else {}
    for member, partners in wanted.items():
        for partner in partners if member in given else ():
            if partner not in given:
                message = f"{_name(path)} has '{member}' but not '{partner}'"
                yield Objection("EVX011", pointer_to(path), message, None, f"add '{partner}', or leave '{member}' out")
