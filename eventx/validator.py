"""Whether a record is right: first the schema, then the rules beyond it.

Knows the order: a fast engine that may only accept, the reference engine that explains what it doesn't accept, then the rules.
Doesn't know files or formats; positions are handed in. Nothing is repaired and nothing is fetched.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from eventx.report import Finding, Position, Record, Severity
from eventx.rules import RECORD_RULES, Rule
from eventx.rules.across import Across
from eventx.schema import CURRENT, parse_version, schema, versions

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*")
_WORDS = {
    "object": "an object", "array": "an array", "string": "text", "number": "a number", "integer": "a whole number",
    "boolean": "true or false", "null": "null",
}  # fmt: skip

_COMPILED = tuple((rule.needs, rule.check, rule) for rule in RECORD_RULES if rule.check is not None)


class Validator:
    """Checks records one by one; what must be remembered across them (ids, relations) is remembered here.

    ``texts`` maps the SHA-256 of an extracted text to the text, so that quotes can be looked up in it.
    """

    def __init__(self, *, texts: Mapping[str, str] | None = None) -> None:
        self._texts = texts or {}
        self._across = Across()
        self._accepts = _fast(CURRENT)

    def check(self, record: Any, position: Position) -> tuple[Finding, ...]:
        """Everything found in one record. An empty tuple means that schema and rules have nothing against it."""
        notes: tuple[Finding, ...] = ()
        if not self._accepts(record):
            found = tuple(explain(record, position))
            if any(finding.severity is Severity.ERROR for finding in found):
                return found
            notes = found
        return (*notes, *self._ruled(record, position))

    def finish(self) -> tuple[Finding, ...]:
        """What can only be said when all records have been seen."""
        return tuple(self._across.finish())

    def _ruled(self, record: Record, position: Position) -> Iterator[Finding]:
        for needs, check, rule in _COMPILED:
            if needs and needs not in record:
                continue
            for breach in check(record):
                yield _finding(rule, breach.message, position, record, breach.pointer, breach.value)
        if self._texts:
            yield from self._quotes(record, position)
        yield from self._across.check(record, position)

    def _quotes(self, record: Record, position: Position) -> Iterator[Finding]:
        texts = {source.get("id"): self._texts.get(source.get("sha256", "")) for source in record.get("sources", ())}
        for index, item in enumerate(record.get("evidence", ())):
            text = texts.get(item.get("source"))
            quote = item.get("quote")
            if text is None or quote is None:
                continue
            start = quote.get("start")
            there = quote["exact"] in text if start is None else text.startswith(quote["exact"], start)
            if not there:
                where = "" if start is None else f" at {start}"
                words = f"the text of source {item['source']!r} does not have these words{where}"
                rule = _rule("EVX404")
                yield _finding(rule, words, position, record, f"/evidence/{index}/quote/exact", quote["exact"])


@cache
def _rule(wanted: str) -> Rule:
    from eventx.rules import catalogue

    return next(rule for rule in catalogue() if rule.id == wanted)


def _finding(rule: Rule, message: str, position: Position, record: Any, pointer: str, value: str | None = None) -> Finding:
    name = record.get("id") if isinstance(record, dict) else None
    name = name if isinstance(name, str) else None
    return Finding(rule.id, rule.severity, message, position, pointer, value, rule.advice, name)


@cache
def _fast(version: str) -> Any:
    import jsonschema_rs

    engine = jsonschema_rs.Draft202012Validator(schema("event", version), validate_formats=True, offline=True)
    return engine.is_valid


@cache
def _reference(version: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_is_date)
    formats.checks("uri")(_is_uri)
    return Draft202012Validator(schema("event", version), format_checker=formats)


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or _URI.fullmatch(value) is not None


def accepted_fast(record: Any) -> bool:
    """Whether the fast engine accepts a record of the current version. It may refuse what is right, never the reverse."""
    return bool(_fast(CURRENT)(record))


def accepted_by_reference(record: Any) -> bool:
    """Whether the reference engine accepts a record of the current version."""
    return bool(_reference(CURRENT).is_valid(record))


def explain(record: Any, position: Position) -> Iterator[Finding]:
    """Every mistake against the schema, one finding each, by the reference engine.

    A record of an older version is held to that version's schema. One of a newer minor version is read as the current one:
    members this version doesn't know are notes then. A newer major version is refused.
    """
    stated = record.get("schema_version") if isinstance(record, dict) else None
    version = parse_version(stated)
    current = parse_version(CURRENT)
    newer_minor = False
    if version is None or stated in versions():
        engine = _reference(str(stated) if version else CURRENT)
    elif current is not None and version[0] == current[0] and version > current:
        newer_minor = True
        engine = _reference(CURRENT)
        record = {**record, "schema_version": CURRENT}
    else:
        words = f"schema version {stated!r} is not one that this eventx has: {', '.join(versions())}"
        yield _finding(_rule("EVX002"), words, position, record, "/schema_version", str(stated))
        return
    for error in sorted(engine.iter_errors(record), key=_where):
        yield from _explained(error, record, position, newer_minor)


def _where(error: Any) -> tuple[str, ...]:
    return tuple(f"{part:06d}" if isinstance(part, int) else part for part in error.absolute_path)


def _explained(error: Any, record: Any, position: Position, newer_minor: bool) -> Iterator[Finding]:
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error.absolute_path)
    rule = _rule("EVX001")
    value = error.instance
    shown: str | None = _shown(value)
    keyword = error.validator
    if keyword == "additionalProperties":
        yield from _unknown_members(error, record, position, pointer, newer_minor)
        return
    if keyword == "required":
        missing = next(name for name in error.validator_value if name not in value and f"'{name}'" in error.message)
        words, shown = f"{missing!r} is missing", None
    elif keyword == "dependentRequired":
        words, shown = _dependent(error), None
    elif value is None:
        words = "null is never used; leave an unknown value away"
    elif keyword == "enum":
        words = f"{shown} is none of the codes allowed here{_nearest(value, error.validator_value)}"
    elif keyword == "const":
        words = f"{shown} must be {error.validator_value!r}"
    elif keyword == "type":
        words = f"{shown} must be {_WORDS.get(error.validator_value, error.validator_value)}"
    elif keyword in ("minLength", "minItems", "minProperties"):
        words = "it is empty; leave an unknown value away"
    elif keyword in ("minimum", "maximum", "exclusiveMinimum"):
        bound = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}[keyword]
        words = f"{shown} must be {bound} {error.validator_value}"
    elif keyword in ("format", "pattern"):
        if keyword == "pattern" and "format" in error.schema and not _formatted(error.schema["format"], value):
            return  # the format says it better, once
        words = f"{shown} is not written as it must be: {_form(error.schema)}"
    else:
        words = error.message
    yield _finding(rule, words, position, record, pointer, shown)


def _formatted(name: str, value: Any) -> bool:
    try:
        return _is_date(value) if name == "date" else _is_uri(value)
    except ValueError:
        return False


def _form(subschema: Mapping[str, Any]) -> str:
    if subschema.get("format") == "date":
        return "a day of the calendar as YYYY-MM-DD"
    if subschema.get("format") == "uri":
        return "an address with its scheme, such as https://…"
    description = subschema.get("description", f"the pattern {subschema.get('pattern')}")
    return str(description).split(". ")[0].rstrip(".")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _nearest(value: Any, allowed: list[Any]) -> str:
    close = difflib.get_close_matches(str(value), [str(one) for one in allowed], n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f": {', '.join(map(str, allowed))}" if len(allowed) <= 10 else "; 'eventx schema' lists them"


def _dependent(error: Any) -> str:
    given, needed = next(
        (name, [other for other in others if other not in error.instance])
        for name, others in error.validator_value.items()
        if name in error.instance and any(other not in error.instance for other in others)
    )
    return f"{given!r} is given without {', '.join(map(repr, needed))}"


def _unknown_members(error: Any, record: Any, position: Position, pointer: str, newer_minor: bool) -> Iterator[Finding]:
    known = list(error.schema.get("properties", ()))
    prefixes = [re.compile(pattern) for pattern in error.schema.get("patternProperties", ())]
    for name in error.instance:
        if name in known or any(prefix.search(name) for prefix in prefixes):
            continue
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        words = f"there is no member {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
        if not pointer and not close:
            words += "; a member of your own needs a prefix, such as 'mine:" + name + "'"
        rule = _rule("EVX003" if newer_minor else "EVX001")
        yield _finding(rule, words, position, record, f"{pointer}/{name}", name)
