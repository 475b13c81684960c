"""The contract of exporters as tests. What each asks stands in :mod:`eventx.conformance.exporters`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from eventx.conformance import exporters as checks
from eventx.conformance.exporters import Writes
from eventx.conformance.probes import examples
from eventx.plugins import Exporter
from eventx.report import Record
from eventx.testing.skipping import shown

__all__ = ["ExporterContract", "examples"]


class ExporterContract:
    """Inherit, and set ``exporter`` (the class). Every valid example of the schema is written with it.

    ``record`` is a record that the format has room for, if it has none for the simplest of events. ``implied`` are shapes of
    pointers (``/date/precision``) whose values follow from others in the output, each with the reason.
    """

    exporter: ClassVar[Callable[[], Exporter]]
    options: ClassVar[Mapping[str, Any]] = {}
    record: ClassVar[Record | None] = None
    implied: ClassVar[Mapping[str, str]] = {}

    def _writes(self) -> Writes:
        kind = type(self)
        return Writes(kind.exporter, kind.options, kind.record, kind.implied)

    def test_it_is_an_exporter_with_named_options(self) -> None:
        """Name, suffixes, write; every option has a name, a type and a default."""
        checks.check_options(self._writes())

    def test_importing_it_loads_nothing_heavy(self) -> None:
        """A command that doesn't use the plugin must not pay for it."""
        with shown():
            checks.check_light(self._writes())

    def test_every_record_is_written_or_declared_as_left_out(self) -> None:
        """Nothing vanishes."""
        checks.check_account(self._writes())

    def test_losses_are_explained(self) -> None:
        """Each code of a loss stands in the exporter's ``codes``, so that 'eventx explain' knows it."""
        checks.check_explained(self._writes())

    def test_every_value_is_in_the_output_or_told_as_lost(self) -> None:
        """Probed value by value: written with it and without it, and compared."""
        checks.check_told(self._writes())

    def test_the_same_records_give_the_same_bytes(self) -> None:
        """No clock, no random number, no order of a set."""
        checks.check_determinism(self._writes())

    def test_nothing_is_still_a_file(self) -> None:
        """No records give an empty but whole output, not an error."""
        checks.check_nothing(self._writes())

    def test_records_are_not_changed(self) -> None:
        """They are the caller's."""
        checks.check_untouched(self._writes())

    def test_records_are_taken_one_by_one(self) -> None:
        """An exporter that gathers all records can't write a million of them."""
        checks.check_one_by_one(self._writes())

    def test_memory_does_not_grow_with_the_records(self) -> None:
        """Ten times the records, the same memory."""
        with shown():
            checks.check_memory(self._writes())

    def test_words_of_any_script_stand_in_the_output(self) -> None:
        """If plain ones do."""
        with shown():
            checks.check_scripts(self._writes())

    def test_writing_touches_no_network(self) -> None:
        """An exporter is a pure function of its records."""
        checks.check_offline(self._writes())
