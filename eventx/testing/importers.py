"""The contract of importers as tests. What each asks stands in :mod:`eventx.conformance.importers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from eventx.conformance import importers as checks
from eventx.conformance.reading import Reads, outcomes
from eventx.plugins import Importer
from eventx.testing.skipping import shown

__all__ = ["ImporterContract", "outcomes"]


class ImporterContract:
    """Inherit, and set ``importer`` (the class) and ``samples`` (paths of real input, small).

    ``options`` are given to every reading. ``repeat`` makes a longer input of ``n`` times a sample's content, here or in the
    importer; set it if the format is streamed, and memory is checked not to grow with the input.
    """

    importer: ClassVar[Callable[[], Importer]]
    samples: ClassVar[tuple[Path, ...]]
    options: ClassVar[Mapping[str, Any]] = {}
    repeat: ClassVar[Callable[[bytes, int], bytes] | None] = None

    @pytest.fixture(name="plugin")
    def _plugin(self) -> Importer:
        return type(self).importer()

    def _reads(self, plugin: Importer) -> Reads:
        kind = type(self)
        repeat = kind.repeat or getattr(plugin, "repeat", None)
        return Reads(kind.importer, tuple(kind.samples), kind.options, repeat)

    def test_it_is_an_importer_with_named_options(self, plugin: Importer) -> None:
        """Name, sniff, read; every option has a name, a type and a default."""
        checks.check_options(self._reads(plugin))

    def test_importing_it_loads_nothing_heavy(self, plugin: Importer) -> None:
        """A command that doesn't use the plugin must not pay for it."""
        with shown():
            checks.check_light(self._reads(plugin))

    def test_it_recognises_its_samples_and_nothing_foreign(self, plugin: Importer) -> None:
        """By content; a claim on foreign bytes takes the file away from the right importer."""
        checks.check_recognition(self._reads(plugin))

    def test_every_unit_is_accounted_for(self, plugin: Importer) -> None:
        """One outcome a unit, then End with the reader's own count."""
        checks.check_account(self._reads(plugin))

    def test_a_longer_file_has_more_outcomes(self, plugin: Importer) -> None:
        """What stands in the file again is told again."""
        with shown():
            checks.check_silence(self._reads(plugin))

    def test_what_is_not_kept_has_a_reason_and_everything_a_position(self, plugin: Importer) -> None:
        """A ledger without reasons and places helps nobody."""
        checks.check_reasons(self._reads(plugin))

    def test_records_are_valid(self, plugin: Importer) -> None:
        """No errors by schema or rules, and no id twice."""
        checks.check_valid(self._reads(plugin))

    def test_records_say_where_they_come_from(self, plugin: Importer) -> None:
        """Every record has evidence: a quote or a row."""
        checks.check_evidence(self._reads(plugin))

    def test_what_is_pointed_at_is_there(self, plugin: Importer) -> None:
        """The line exists, the cell's value is in it, the quote is the text's."""
        checks.check_places(self._reads(plugin))

    def test_the_same_input_gives_the_same_records(self, plugin: Importer) -> None:
        """No clock, no random number, no order of a set."""
        checks.check_determinism(self._reads(plugin))

    def test_ids_are_unique_and_stay(self, plugin: Importer) -> None:
        """Also under another file name."""
        checks.check_ids(self._reads(plugin))

    @pytest.mark.parametrize("damage", checks.DAMAGES)
    def test_damaged_input_is_told_not_thrown(self, plugin: Importer, damage: str) -> None:
        """InputError or rejected units with findings; never another exception, never records out of random bytes."""
        checks.check_damage(self._reads(plugin), (damage,))

    def test_words_of_any_script_come_through(self, plugin: Importer) -> None:
        """As they stand in the file."""
        with shown():
            checks.check_scripts(self._reads(plugin))

    def test_reading_touches_no_network(self, plugin: Importer) -> None:
        """An importer is a pure function of its bytes."""
        checks.check_offline(self._reads(plugin))

    def test_memory_does_not_grow_with_the_input(self, plugin: Importer) -> None:
        """Ten times the input, the same memory; only for formats that set ``repeat``."""
        with shown():
            checks.check_memory(self._reads(plugin))
