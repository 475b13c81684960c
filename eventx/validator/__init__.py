"""Checking records: the schema first, then the numbered rules beyond it.

Knows which engine is asked when, and how older and newer versions are met. Doesn't know files
(:mod:`eventx.validator.files`), and never changes a record. Neither engine is imported before a validator is made.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from attrs import evolve, frozen

from eventx.errors import SchemaError
from eventx.report import Finding, Position, Record, Severity
from eventx.rules import Breach, Rule, Watch, catalogue, rule
from eventx.rules.coverage import Coverage
from eventx.rules.names import names_of
from eventx.rules.relations import MOST_REMEMBERED
from eventx.rules.rule import Check, Screen, learn
from eventx.rules.seen import Seen
from eventx.schema import CURRENT, parse_version, schema, versions
from eventx.validator.engines import Engines, engines_for
from eventx.validator.explain import Objection, shown
from eventx.validator.fast.looks import Look, LookIfThere, Unless, is_no_campaign
from eventx.validator.fast.members import Members
from eventx.validator.fast.picked import Picked
from eventx.validator.fast.verdict import Judge
from eventx.validator.values import strange, writable

__all__ = ["Alone", "Validator", "told_of"]

Learned = tuple[Any, ...]
_Plan = tuple[tuple[str, tuple[tuple[Rule, Check], ...]], ...]


@frozen
class Alone:
    """What is wrong with a record by itself. ``across``: the rules across records look at it too."""

    findings: tuple[Finding, ...]
    across: bool = True

    @property
    def bad(self) -> bool:
        """Whether there is an error."""
        return bool(self.findings) and any(finding.severity is Severity.ERROR for finding in self.findings)


class Validator:
    """Checks records one after the other; make one and use it for a whole stream.

    ``released`` are the event schemas by version, those of this package unless given. With ``screening`` the rules about a whole
    dataset are asked too.
    """

    in_order = False
    """Whether the ids of records that were judged by their members have to be remembered in the order of all records."""

    def __init__(
        self,
        version: str = CURRENT,
        *,
        rules: tuple[Rule, ...] | None = None,
        released: Mapping[str, Mapping[str, Any]] | None = None,
        screening: bool = False,
    ) -> None:
        self.version = version
        self._released = {name: schema("event", name) for name in versions()} if released is None else released
        if version not in self._released:
            raise SchemaError(f"no schema version {version!r}; there are {', '.join(self._released)}")
        self._own = released is None
        self._engines = {version: self._made(version)}
        chosen = catalogue() if rules is None else rules
        self._plan = _plan(chosen)
        self._name_rules = tuple((each, each.check_names) for each in chosen if each.check_names is not None)
        self._letter_rules = tuple((each, each.check_letters) for each in chosen if each.check_letters is not None)
        self.seen = Seen()
        """What is remembered of all records of the run."""
        self._watches: tuple[tuple[Rule, Watch], ...] = tuple(
            (each, each.watch(self.seen)) for each in chosen if each.watch is not None
        )

        self._rules = {each.id: each for each in chosen}
        self._screens = tuple(_screens(chosen)) if screening else ()

    def _made(self, version: str) -> Engines:
        return engines_for(version) if self._own else Engines(self._released[version])

    def covers(self, coverage: Mapping[str, Any]) -> None:
        """Let the screens know what a dataset's header says it covers."""
        for screen in self._screens:
            if isinstance(screen, Coverage):
                screen.states(coverage)

    def check(self, record: Record, position: Position) -> tuple[Finding, ...]:
        """Everything wrong with the next record of the stream. A record with an error is not remembered."""
        return self.check_unit((record,), position)

    def judge(self, rules: Iterable[Rule], *, schema: bool = True, base: Mapping[str, Any] | None = None) -> Judge:
        """What says whether a record is good by the schema and ``rules``; it remembers nothing.

        No only means that :meth:`check` has to look. Without ``schema`` only the rules are asked. ``base``: members which the
        schema has accepted, and which the records are given without.
        """
        chosen = frozenset(each.id for each in rules)
        by_member = self._by_member if schema and base is not None else None
        return Judge(
            (by_member or self._engines[self.version]).accepts if schema else None,
            [(each.needs, check) for _, some in self._plan for each, check in some if each.id in chosen],
            [check for each, check in self._name_rules if each.id in chosen],
            [check for each, check in self._letter_rules if each.id in chosen],
            [watch for each, watch in self._watches if each.id in chosen],
            base or {},
            by_member is None,
        )

    def remember_each(self, names: Iterable[str]) -> int:
        """Remember ids of events judged by their members, up to the first that a record had before; returns how many."""
        return self.seen.ids.add_each(names)

    def check_unit(self, records: Sequence[Record], position: Position) -> tuple[Finding, ...]:
        """Everything wrong with the next records, which stand or fall together: if one has an error, none is remembered."""
        judged = [self.alone(record, position) for record in records]
        across = self.across(records, position, judged)
        return tuple(finding for one, told in zip(judged, across, strict=True) for finding in (*one.findings, *told))

    def alone(self, record: Record, position: Position) -> Alone:
        """What is wrong with a record whatever else is in the stream. Nothing is remembered."""
        if not writable(record):
            told = tuple(told_of(objection, position, record) for objection in strange(record))
            if told:
                return Alone(told, across=False)
        if not self._engines[self.version].accepts(record):
            found = tuple(self._against_schema(record, position))
            if any(finding.severity is Severity.ERROR for finding in found):
                return Alone(found, across=False)
            return Alone((*found, *self._beyond_schema(record, position)))
        return Alone(self._beyond_schema(record, position))

    def across(self, records: Sequence[Record], position: Position, judged: Sequence[Alone]) -> list[tuple[Finding, ...]]:
        """What is wrong with each record of the next unit beside the others of the stream; then they are remembered."""
        found: list[tuple[Finding, ...]] = []
        several = len(records) > 1
        for record, one in zip(records, judged, strict=True):
            found.append(self._beside_others(record, position) if one.across else ())
            if several and isinstance(record, dict) and isinstance(record.get("id"), str):
                self.seen.hold(record)
        if several:
            self.seen.release()
        if any(one.bad for one in judged) or any(each.severity is Severity.ERROR for told in found for each in told):
            for record in records:
                if isinstance(record, dict) and isinstance(name := record.get("id"), str):
                    self.seen.rejected.add(name)
        elif self._watches or self._screens:
            screened = [finding for record in records for finding in self._remember(record, position)]
            found[-1] = (*found[-1], *screened)
        return found

    def learned(self, record: Record) -> Learned:
        """What the screens have to know of a good record; the same in any process, and small."""
        return tuple([learn(screen, record) for screen in self._screens])

    def screened(
        self, learned: Sequence[Sequence[Any]], names: Sequence[str], at: Callable[[int], Position]
    ) -> list[tuple[int, Finding]]:
        """What the screens say of the next good records, with the number of the record.

        ``learned`` is for each screen what it learned of each record; ``names`` are their ids, ``at`` gives the positions.
        """
        pairs = zip(self._screens, learned, strict=True)
        found = [each for screen, column in pairs for each in self._taken(screen, column, names, at)]
        found.sort(key=itemgetter(0))
        return found

    def screened_some(
        self,
        learned: Sequence[tuple[Sequence[int], Sequence[Any]]],
        names: Sequence[str],
        at: Callable[[int], Position],
    ) -> list[tuple[int, Finding]]:
        """The same where each screen has only to be told of some records: ``learned`` is their numbers, and what of each."""
        found: list[tuple[int, Finding]] = []
        for screen, (some, column) in zip(self._screens, learned, strict=True):
            picked = Picked(names, at, some)
            found += [(some[number], finding) for number, finding in self._taken(screen, column, picked, picked.at)]
        found.sort(key=itemgetter(0))
        return found

    def _taken(
        self, screen: Screen, learned: Sequence[Any], names: Sequence[str], at: Callable[[int], Position]
    ) -> Iterator[tuple[int, Finding]]:
        for number, broken, breach in screen.take(learned, names, at):
            yield number, _found(self._rules[broken], breach, at(number), names[number])

    @property
    def screens(self) -> tuple[Screen, ...]:
        """What learns of all good records of a run."""
        return self._screens

    def plain(self, record: Record) -> bool:
        """Whether a good record is nothing to the rules across records but its id."""
        return is_no_campaign(record) and all(
            watch.plain(record) for each, watch in self._watches if not each.needs or each.needs in record
        )

    def repeated(self, record: Record, position: Position) -> tuple[Finding, ...]:
        """What is wrong with a record whose id an earlier one has, and which is nothing to the other rules across records."""
        self.seen.ids.add(record["id"])
        return self._beside_others(record, position)

    @property
    def members_across(self) -> frozenset[str]:
        """The members of a record that rules across records look at."""
        found = {"id", "kind"}
        for each, _ in self._watches:
            found |= {each.needs, *each.each, *(path.partition(".")[0] for path in each.reads)}
        return frozenset(found)

    def members(self) -> Members | None:
        """What tells good lines by their members; None if they can't be judged one by one."""
        looks: list[tuple[str, Look, tuple[str, ...]]]
        looks = [(each.id, LookIfThere(each.needs, check), each.each) for _, some in self._plan for each, check in some]
        looks += [(each.id, LookIfThere(each.needs, Unless(watch.plain)), each.each) for each, watch in self._watches]
        looks.append(("", Unless(is_no_campaign), ()))
        names = [check for _, check in self._name_rules]
        letters = [check for _, check in self._letter_rules]
        by_member = self._by_member
        return None if by_member is None else Members(by_member.accepts, looks, names, letters, self._screens)

    @property
    def _by_member(self) -> Engines | None:
        """The engines for any of a record's members; None if the schema's verdict on it is not those on its members."""
        return self._engines[self.version].by_member

    def _remember(self, record: Record, position: Position) -> tuple[Finding, ...]:
        """Remember a good record; what the screens say of it."""
        self.seen.note(record)
        for each, watch in self._watches:
            if not each.needs or each.needs in record:
                watch.keep(record, position)
        if not self._screens:
            return ()
        learned = [(one,) for one in self.learned(record)]
        return tuple([finding for _, finding in self.screened(learned, (record["id"],), lambda _: position)])

    def finish(self) -> tuple[Finding, ...]:
        """What only shows after the last record: targets that were not there, tolls told twice, and what wasn't looked at."""
        found = [
            _found(each, sighting.breach, sighting.position, sighting.record)
            for each, watch in self._watches
            for sighting in watch.finish()
        ]
        found += [
            _found(self._rules[name], sighting.breach, sighting.position, sighting.record)
            for screen in self._screens
            for name, sighting in screen.finish()
        ]
        for each, watch in self._watches:
            if watch.stopped:
                words = f"{each.id} stopped to look: more than {MOST_REMEMBERED:,} relations were open at once"
                found.append(rule("EVX902").finding(words, Position("<run>"), ""))
        return tuple(found)

    def told_by(self, ids: Container[str], record: Record, position: Position) -> tuple[Finding, ...]:
        """What some of the rules about single members say of a record, which needs no others."""
        plan = [(each, check) for member, rules in self._plan if member in record for each, check in rules if each.id in ids]
        return tuple(_found(each, one, position, record["id"]) for each, check in plan for one in check(record))

    def _beyond_schema(self, record: Record, position: Position) -> tuple[Finding, ...]:
        found = [
            (each, breach)
            for member, rules in self._plan
            if not member or member in record
            for each, check in rules
            for breach in check(record)
        ]
        if self._name_rules or self._letter_rules:
            names = names_of(record)
            unusual = [name for name in names if not (name[2].isascii() and name[2].isprintable())]
            found += [(each, breach) for each, check in self._letter_rules if unusual for breach in check(unusual)]
            found += [(each, breach) for each, check in self._name_rules for breach in check(names)]
        return tuple([_found(each, breach, position, record["id"]) for each, breach in found])

    def _beside_others(self, record: Record, position: Position) -> tuple[Finding, ...]:
        watches = [(each, watch) for each, watch in self._watches if not each.needs or each.needs in record]
        return tuple([
            _found(each, breach, position, record["id"]) for each, watch in watches for breach in watch.see(record, position)
        ])  # fmt: skip

    def _against_schema(self, record: Record, position: Position) -> Iterator[Finding]:
        if not isinstance(record, dict):
            yield told_of(Objection("EVX026", "", f"a record must be a JSON object, not {shown(record)}"), position, record)
            return
        version, verdict = self._version_for(record.get("schema_version"))
        if verdict is not None:
            yield told_of(verdict, position, record)
        if version is None:
            return
        if version not in self._engines:
            self._engines[version] = self._made(version)
        newer = verdict is not None
        # A newer minor version may only add, so the record is read as one of ours, and what is unknown is noted.
        subject = {**record, "schema_version": version} if newer else record
        engines = self._engines[version]
        if engines.accepts(subject):
            return
        for objection in engines.objections(subject):
            yield told_of(objection, position, record, tolerated=newer and objection.unknown)

    def _version_for(self, given: object) -> tuple[str | None, Objection | None]:
        """The version to check a record under, and what is to be said about the one it names."""
        wanted = parse_version(given)
        if wanted is None or given == self.version:
            return self.version, None
        if isinstance(given, str) and given in self._released and wanted <= (parse_version(self.version) or wanted):
            return given, None
        ours = {parsed: name for name in self._released if (parsed := parse_version(name)) is not None}
        newest = parse_version(self.version) or max(ours)
        known = ", ".join(self._released)
        if wanted > newest and wanted[0] == newest[0]:
            message = f"the record follows schema {given}, which is newer than {self.version}; what is unknown is only noted"
            return self.version, Objection("EVX003", "/schema_version", message, shown(given))
        if wanted > newest:
            message = f"the record follows schema {given}, and this eventx knows none after {self.version}"
            return None, Objection("EVX002", "/schema_version", message, shown(given), "update eventx")
        message = f"there is no schema {given}; this eventx has {known}"
        return None, Objection("EVX002", "/schema_version", message, shown(given), "name the version the record was written for")


def _plan(rules: Iterable[Rule]) -> _Plan:
    """The rules for one record, grouped by the member they need, so that an absent member costs one look."""
    groups: dict[str, list[tuple[Rule, Check]]] = {}
    for each in rules:
        if each.check is not None:
            groups.setdefault(each.needs, []).append((each, each.check))
    return tuple((member, tuple(group)) for member, group in groups.items())


def _screens(rules: Iterable[Rule]) -> Iterator[Screen]:
    """One screen of each kind, with the rules that it is to ask."""
    groups: dict[Any, dict[str, Rule]] = {}
    for each in rules:
        if each.screen is not None:
            groups.setdefault(each.screen, {})[each.id] = each
    return (make(group) for make, group in groups.items())


def _found(each: Rule, breach: Breach, position: Position, name: str | None) -> Finding:
    return each.finding(breach.message, position, breach.pointer, breach.value, record=name)


def told_of(objection: Objection, position: Position, record: object = None, *, tolerated: bool = False) -> Finding:
    """What to tell of a mistake against the schema; only a note if it is ``tolerated``."""
    each = rule(objection.rule)
    name = record.get("id") if isinstance(record, dict) else None
    name = name if isinstance(name, str) else None
    found = each.finding(objection.message, position, objection.pointer, objection.value, record=name, advice=objection.advice)
    return evolve(found, severity=Severity.NOTE) if tolerated else found
