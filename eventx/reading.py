"""From inputs to validated records, one at a time, every unit accounted for.

Knows how an importer is chosen by content, how its outcomes are judged and entered in the ledger, and what an importer may not
do. Doesn't know any format, and keeps no record: memory stays flat.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from eventx.errors import EventxError, InputError, PluginError, UsageError
from eventx.inputs import Location, Opened, open_input
from eventx.ledger import InputLedger, Ledger
from eventx.plugins import Importer, Plugin, Sniff, importer, importers, typed_options
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity
from eventx.validator import Validator

OnFinding = Callable[[Finding], None]
OnProgress = Callable[[int, int | None], None]
_PROGRESS_EVERY = 2000


@frozen
class Claim:
    """An importer's claim on an input."""

    plugin: Plugin
    sniff: Sniff


def recognise(opened: Opened, on_finding: OnFinding) -> str:
    """The name of the importer that claims an input by its content.

    Raises :class:`UsageError` if none does, or if two claim it equally. A broken importer is told about and passed over.
    """
    if not opened.head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise InputError(f"{opened.name}: the file is empty")
    head = _in_utf8(opened.head)
    claims: list[Claim] = []
    for plugin in importers().values():
        try:
            sniff = plugin.load().sniff(head, opened.name)
        except PluginError as error:
            on_finding(_broken(str(error), opened.name))
            continue
        except Exception as error:  # a stranger's code
            who = f"importer {plugin.name!r} of {plugin.distribution}"
            words = f"{who} failed to look at the file: {type(error).__name__}: {error}"
            on_finding(_broken(words, opened.name))
            continue
        if sniff is not None:
            claims.append(Claim(plugin, sniff))
    claims.sort(key=_by_score)
    if not claims:
        raise InputError(f"{opened.name}: no importer recognises this content; name one with --from ({', '.join(importers())})")
    first, *others = claims
    if others and others[0].sniff.score == first.sniff.score:
        both = " and ".join(f"{claim.plugin.name!r} ({claim.sniff.reason})" for claim in (first, others[0]))
        raise UsageError(f"{opened.name}: {both} both claim this file; choose with --from")
    return first.plugin.name


def _in_utf8(head: bytes) -> bytes:
    """The first bytes as importers look at them: UTF-16, which spreadsheets write, would hide every sign they look for."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode()
    return head


def _by_score(claim: Claim) -> float:
    return -claim.sniff.score


def _broken(message: str, name: str) -> Finding:
    return Finding("EVX901", Severity.WARNING, message, Position(name), advice="the other plugins work without it")


class Reading:
    """The records of some inputs, as an iterator of plain dicts; afterwards ``ledger`` accounts for every unit.

    ``failure`` holds what ended the reading early. An exception inside an importer becomes a :class:`PluginError` that names it;
    a stream that fails, an :class:`InputError`. Can be iterated once.
    """

    def __init__(
        self,
        inputs: Sequence[Location],
        ledger: Ledger,
        *,
        source_format: str | None = None,
        options: Mapping[str, Any] | None = None,
        on_finding: OnFinding | None = None,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.ledger = ledger
        self.failure: BaseException | None = None
        self._inputs = inputs
        self._format = source_format
        self._options = options or {}
        self._on_finding = on_finding
        self._on_progress = on_progress
        self._validator = Validator()

    def __iter__(self) -> Iterator[Record]:
        try:
            yield from self._all()
            for finding in self._validator.finish():
                self._note(finding)
        except GeneratorExit:
            raise
        except BaseException as error:
            self.failure = error
            raise

    def _all(self) -> Iterator[Record]:
        for location in self._inputs:
            with open_input(location) as opened:
                name = self._format or recognise(opened, self._note)
                plugin = importer(name)
                options = typed_options(plugin, self._options)
                account = InputLedger(opened.name, name, dict(options))
                yield from self._run(account, self._watched(opened, _guarded(plugin, opened, options)))

    def _run(self, account: InputLedger, items: Iterable[Outcome | End]) -> Iterator[Record]:
        """Judge each outcome, enter it in the ledger, and hand its records on."""
        self.ledger.inputs.append(account)
        for item in items:
            if isinstance(item, End):
                account.close(item)
                break
            outcome = self._judged(item)
            self.ledger.add(account, outcome)
            yield from outcome.records

    def _watched(self, opened: Opened, items: Iterable[Outcome | End]) -> Iterator[Outcome | End]:
        if self._on_progress is None:
            yield from items
            return
        for seen, item in enumerate(items, start=1):
            yield item
            if seen % _PROGRESS_EVERY == 0:
                self._on_progress(opened.tell(), opened.size)
        self._on_progress(opened.size or opened.tell(), opened.size)

    def _note(self, finding: Finding) -> None:
        self.ledger.note(finding)
        if self._on_finding is not None:
            self._on_finding(finding)

    def _judged(self, outcome: Outcome) -> Outcome:
        """The outcome after its records were validated: one bad record rejects the unit."""
        for finding in outcome.findings:
            self._note(finding)
        if outcome.kind is not Kind.KEPT:
            return outcome
        fatal: Finding | None = None
        for finding in self._validator.check_unit(outcome.records, outcome.position):
            self._note(finding)
            if fatal is None and finding.severity is Severity.ERROR:
                fatal = finding
        if fatal is None:
            return outcome
        return evolve(outcome, kind=Kind.REJECTED, records=(), reason=fatal.rule, message=fatal.message)


class Handed(Reading):
    """Records that are at hand as Python objects, judged and accounted for like those of a file."""

    def __init__(self, records: Iterable[Record], ledger: Ledger, *, on_finding: OnFinding | None = None) -> None:
        super().__init__((), ledger, on_finding=on_finding)
        self._records = records

    def _all(self) -> Iterator[Record]:
        return self._run(InputLedger("<records>", "python"), self._outcomes())

    def _outcomes(self) -> Iterator[Outcome | End]:
        count = 0
        for count, record in enumerate(self._records, start=1):
            yield Outcome.kept(Position("<records>", row=count), record)
        yield End(count, unit="record")


def _guarded(plugin: Importer, opened: Opened, options: Mapping[str, Any]) -> Iterator[Outcome | End]:
    try:
        yield from plugin.read(opened.stream, name=opened.name, **options)
    except (EventxError, GeneratorExit):
        raise
    except OSError as error:
        raise InputError(f"{opened.name}: can't be read to its end: {error}") from error
    except Exception as error:
        raise PluginError(
            f"{opened.name}: importer {plugin.name!r} failed with {type(error).__name__}: {error}; this is a fault of the "
            "importer, please report it with the file"
        ) from error
