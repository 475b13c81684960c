"""The contract of exporters. Each test is named after what a user would miss if it failed."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import pytest

from eventx.plugins import Exporter, options
from eventx.report import Losses, Record
from eventx.schema import CURRENT, schemas_dir


def examples() -> tuple[Record, ...]:
    """The valid examples that come with the schema, as single records."""
    found: list[Record] = []
    folder = schemas_dir() / CURRENT / "examples" / "valid"
    for path in sorted(folder.iterdir(), key=_name):
        if path.name.endswith(".json"):
            document = json.loads(path.read_text(encoding="utf-8"))
            found += document.get("events", [document])
    return tuple(found)


def _name(path: Any) -> str:
    return str(path.name)


class ExporterContract:
    """Inherit, and set ``exporter`` (the class). Every valid example of the schema is written with it.

    ``record`` is a record that the format has room for, if it has none for the simplest of events.
    """

    exporter: ClassVar[Callable[[], Exporter]]
    options: ClassVar[Mapping[str, Any]] = {}
    record: ClassVar[Record | None] = None

    @pytest.fixture(name="plugin")
    def _plugin(self) -> Exporter:
        return type(self).exporter()

    def _write(self, plugin: Exporter, records: Any) -> tuple[bytes, int, Losses]:
        out = io.BytesIO()
        losses = Losses()
        written = plugin.write(records, out, losses, **self.options)
        assert not out.closed, "the exporter closed a stream that isn't its own"
        return out.getvalue(), written, losses

    def test_it_is_an_exporter_with_named_options(self, plugin: Exporter) -> None:
        """Name, suffixes, write; every option has a name, a type and a default."""
        assert isinstance(plugin, Exporter), "an exporter has name, suffixes and write"
        assert plugin.name
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in plugin.suffixes)
        for option in options(plugin).values():
            assert option.type in (str, int, float, bool), f"option {option.name} must be str, int, float, bool or a Literal"

    def test_every_record_is_written_or_declared_as_left_out(self, plugin: Exporter) -> None:
        """Nothing vanishes."""
        records = examples()
        _, written, losses = self._write(plugin, iter(records))
        assert written + losses.left_out.total() == len(records), (
            f"{len(records)} records given, {written} written, {losses.left_out.total()} declared as left out"
        )

    def test_losses_are_explained(self, plugin: Exporter) -> None:
        """Each code of a loss stands in the exporter's ``codes``, so that 'eventx explain' knows it."""
        _, _, losses = self._write(plugin, iter(examples()))
        known: Mapping[str, str] = getattr(plugin, "codes", {})
        unknown = sorted(set(losses.counts) - set(known))
        assert not unknown, f"explain {', '.join(unknown)} in `codes`"
        for loss in losses:
            assert loss.record, "a loss names its record"

    def test_the_same_records_give_the_same_bytes(self, plugin: Exporter) -> None:
        """No clock, no random number, no order of a set."""
        once, _, _ = self._write(plugin, iter(examples()))
        again, _, _ = self._write(type(self).exporter(), iter(examples()))
        assert once == again

    def test_nothing_is_still_a_file(self, plugin: Exporter) -> None:
        """No records give an empty but whole output, not an error."""
        _, written, losses = self._write(plugin, iter(()))
        assert written == 0
        assert not losses.counts

    def test_records_are_not_changed(self, plugin: Exporter) -> None:
        """They are the caller's."""
        records = examples()
        before = copy.deepcopy(records)
        self._write(plugin, iter(records))
        assert records == before

    def test_records_are_taken_one_by_one(self, plugin: Exporter) -> None:
        """An exporter that gathers all records can't write a million of them."""
        minimal = self.record or next(one for one in examples() if "date" in one and one["kind"] == "event")
        out = io.BytesIO()
        sizes: list[int] = []

        def supply() -> Iterator[Record]:
            for number in range(4000):
                sizes.append(out.tell())
                yield {**minimal, "id": f"test:{number}"}

        type(self).exporter().write(supply(), out, Losses(), **self.options)
        assert sizes[-1] > 0, "nothing had been written when the last of 4,000 records was asked for"
        del plugin
