"""Contract suites for plugins: what eventx relies on, as tests that a plugin's author inherits in three lines.

    class TestContract(ImporterContract):
        importer = MyImporter
        samples = (Path("sample.log"),)

Knows how checks become tests: one for each, with its id; one that can't be made is skipped, with the reason. What they ask
stands in :mod:`eventx.conformance`. Needs pytest; nothing else of eventx imports this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar

import pytest

from eventx.conformance import exporters, importers
from eventx.conformance.check import Check, NotShown
from eventx.conformance.exporters import Writes
from eventx.conformance.reading import Reads
from eventx.plugins import Exporter, Importer
from eventx.report import Record

__all__ = ["ExporterContract", "ImporterContract"]

_ID = attrgetter("id")


class _Contract:
    excepted: ClassVar[Mapping[str, str]] = {}

    def _made(self, check: Check[Any], subject: Reads | Writes) -> None:
        if check.id in self.excepted:
            pytest.skip(self.excepted[check.id])
        try:
            check.run(subject)
        except NotShown as error:
            pytest.skip(str(error))


class ImporterContract(_Contract):
    """Inherit, and set ``importer`` (the class) and ``samples`` (paths of real input, small).

    ``options`` are given to every reading. ``repeat`` makes a longer input of ``n`` times a sample's content, here or in the
    importer; set it if the format is streamed, and memory is checked not to grow with the input. ``excepted`` are checks that the
    format can't keep, by their ids, each with the reason.
    """

    importer: ClassVar[Callable[[], Importer]]
    samples: ClassVar[tuple[Path, ...]]
    options: ClassVar[Mapping[str, Any]] = {}
    repeat: ClassVar[Callable[[bytes, int], bytes] | None] = None

    @pytest.mark.parametrize("check", importers.CHECKS, ids=_ID)
    def test_contract(self, check: Check[Reads]) -> None:
        """It keeps what the check asks of importers."""
        kind = type(self)
        repeat = kind.repeat or getattr(kind.importer, "repeat", None)
        self._made(check, Reads(kind.importer, tuple(kind.samples), kind.options, repeat))


class ExporterContract(_Contract):
    """Inherit, and set ``exporter`` (the class). Every valid example of the schema is written with it.

    ``record`` is a record that the format has room for, if it has none for the simplest of events. ``implied`` are shapes of
    pointers (``/date/precision``) whose values follow from others in the output, each with the reason. ``excepted`` are checks
    that the format can't keep, by their ids, each with the reason.
    """

    exporter: ClassVar[Callable[[], Exporter]]
    options: ClassVar[Mapping[str, Any]] = {}
    record: ClassVar[Record | None] = None
    implied: ClassVar[Mapping[str, str]] = {}

    @pytest.mark.parametrize("check", exporters.CHECKS, ids=_ID)
    def test_contract(self, check: Check[Writes]) -> None:
        """It keeps what the check asks of exporters."""
        kind = type(self)
        self._made(check, Writes(kind.exporter, kind.options, kind.record, kind.implied))
