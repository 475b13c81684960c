"""The two engines for one version of the schema: a fast one that may only accept, and the reference that explains.

Knows how they are built and that they load nothing from a network. Doesn't know rules beyond the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Protocol

from eventx.report import Record
from eventx.schema import schema
from eventx.validator.explain import Objection, explain
from eventx.validator.formats import format_checker

if TYPE_CHECKING:
    from jsonschema.protocols import Validator as Reference
    from referencing import Registry


# The keywords of a schema whose verdict on an object is the verdict on each member, and on which members there are.
_BY_MEMBER = frozenset((
    "$schema", "$id", "$defs", "title", "description",
    "type", "properties", "patternProperties", "additionalProperties", "required",
))  # fmt: skip


class _Accepts(Protocol):
    def is_valid(self, instance: Any) -> bool: ...


class Engines:
    """The engines for one schema. The fast one is built at once, the reference when something needs an explanation.

    ``others`` are the schemas that this one refers to, by their ``$id``.
    """

    def __init__(self, schema: Mapping[str, Any], *, others: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        import jsonschema_rs

        self._schema = schema
        self._others = others or {}
        registry = None
        if self._others:
            registry = jsonschema_rs.Registry(resources=[(name, dict(other)) for name, other in self._others.items()])
        self._fast: _Accepts = jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=True, registry=registry)
        self._reference: Reference | None = None

    @cached_property
    def by_member(self) -> Engines | None:
        """The engines for any of an object's members; None if the schema's verdict on it is not those on its members."""
        if self._schema.keys() - _BY_MEMBER:
            return None
        return Engines({name: value for name, value in self._schema.items() if name != "required"}, others=self._others)

    def accepts(self, record: Record) -> bool:
        """Whether the fast engine accepts; False only means that the reference must be asked."""
        try:
            return self._fast.is_valid(record)
        except (ValueError, TypeError, OverflowError, RecursionError):  # Python objects that are no JSON
            return False

    def objections(self, record: Record) -> tuple[Objection, ...]:
        """All that the reference engine finds wrong; nothing if the record is valid."""
        if self._reference is None:
            by_member = self.by_member
            self._reference = _reference(self._schema, self._others, None if by_member is None else by_member.accepts)
        return explain(self._reference.iter_errors(record))


@cache
def engines_for(version: str) -> Engines:
    """The engines for events of one version of this package's schema. They remember no record, so one pair serves all."""
    return Engines(schema("event", version))


def _reference(
    schema: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]], accepts: Callable[[Record], bool] | None = None
) -> Reference:
    """The engine that explains. It doesn't look at members of the record that ``accepts`` does, given each alone."""
    import jsonschema
    from jsonschema.validators import extend
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    root, usual = dict(schema), jsonschema.Draft202012Validator.VALIDATORS["properties"]

    def properties(validator: Any, members: Mapping[str, Any], instance: Any, schema: Any) -> Iterator[Any]:
        if schema is root and accepts is not None and isinstance(instance, dict):
            members = {name: each for name, each in members.items() if name in instance and not accepts({name: instance[name]})}
        yield from usual(validator, members, instance, schema)

    registry: Registry[Any] = Registry().with_resources(
        (name, DRAFT202012.create_resource(dict(other))) for name, other in others.items()
    )
    engine: type[Reference] = extend(  # type: ignore[no-untyped-call]
        jsonschema.Draft202012Validator, {"pattern": _pattern, "properties": properties}
    )
    return engine(root, format_checker=format_checker(), registry=registry)


def _pattern(validator: Any, pattern: str, instance: object, schema: Any) -> Iterator[Any]:  # noqa: ARG001
    """``pattern`` as ECMA 262 means it: ``$`` is the end of the text, where Python's also stands before a last line break."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and not re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")
