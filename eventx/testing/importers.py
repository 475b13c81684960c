"""The contract of importers. Each test is named after what a user would miss if it failed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, cast

import pytest

from eventx.errors import EventxError
from eventx.plugins import Importer, options
from eventx.report import End, Kind, Outcome, Severity
from eventx.validator import Validator

_HEAVY = ("jsonschema", "jsonschema_rs", "requests", "pandas", "polars", "numpy", "pyarrow")
_FOREIGN = {
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "zip": b"PK\x03\x04" + bytes(range(256)) * 4,
    "zeros": b"\x00" * 1024,
    "nothing": b"",
}


def outcomes(importer: Importer, content: bytes, name: str, given: Mapping[str, Any]) -> tuple[list[Outcome], End | None]:
    """All that an importer yields for some bytes."""
    found: list[Outcome] = []
    end: End | None = None
    stream = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", io.BytesIO(content))))
    for item in importer.read(stream, name=name, **given):
        assert end is None, "an item comes after End; End must be the last"
        if isinstance(item, End):
            end = item
        else:
            assert isinstance(item, Outcome), f"an importer yields Outcome and End, not {type(item).__name__}"
            found.append(item)
    return found, end


class ImporterContract:
    """Inherit, and set ``importer`` (the class) and ``samples`` (paths of real input, small).

    ``options`` are given to every reading. ``repeat`` makes a longer input of ``n`` times a sample's content; set it if the
    format
    is streamed, and memory is checked not to grow with the input.
    """

    importer: ClassVar[Callable[[], Importer]]
    samples: ClassVar[tuple[Path, ...]]
    options: ClassVar[Mapping[str, Any]] = {}
    repeat: ClassVar[Callable[[bytes, int], bytes] | None] = None

    @pytest.fixture(name="plugin")
    def _plugin(self) -> Importer:
        return type(self).importer()

    def _each(self) -> Iterator[tuple[str, bytes]]:
        assert self.samples, "name at least one sample"
        for path in self.samples:
            yield path.name, path.read_bytes()

    def test_it_is_an_importer_with_named_options(self, plugin: Importer) -> None:
        """Name, sniff, read; every option has a name, a type and a default."""
        assert isinstance(plugin, Importer), "an importer has name, sniff and read"
        assert plugin.name
        for option in options(plugin).values():
            assert option.type in (str, int, float, bool), f"option {option.name} must be str, int, float, bool or a Literal"

    def test_importing_it_loads_nothing_heavy(self, plugin: Importer) -> None:
        """A command that doesn't use the plugin must not pay for it."""
        module = type(plugin).__module__
        program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60,
            env={"PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        heavy = [name for name in _HEAVY if name in json.loads(run.stdout)]
        assert not heavy, f"import {', '.join(heavy)} inside the function that needs it"

    def test_it_recognises_its_samples_and_nothing_foreign(self, plugin: Importer) -> None:
        """By content; a claim on foreign bytes takes the file away from the right importer."""
        for name, content in self._each():
            assert plugin.sniff(content[: 1 << 16], name) is not None, f"it doesn't recognise {name}"
        for what, content in _FOREIGN.items():
            assert plugin.sniff(content, "input") is None, f"it claims {what}"

    def test_every_unit_is_accounted_for(self, plugin: Importer) -> None:
        """One outcome a unit, then End with the reader's own count."""
        for name, content in self._each():
            found, end = outcomes(plugin, content, name, self.options)
            assert end is not None, f"{name}: no End; a reading without it counts as cut off"
            assert end.complete, f"{name}: End says the sample is cut off"
            assert end.read == len(found), f"{name}: {end.read} units read, {len(found)} outcomes"
            assert any(outcome.kind is Kind.KEPT for outcome in found), f"{name}: nothing was kept of a sample"

    def test_what_is_not_kept_has_a_reason_and_everything_a_position(self, plugin: Importer) -> None:
        """A ledger without reasons and places helps nobody."""
        for name, content in self._each():
            found, _ = outcomes(plugin, content, name, self.options)
            for outcome in found:
                assert outcome.position.file == name, "positions name the file as it was given"
                assert len(outcome.position.to_dict()) > 1, f"{outcome}: say row, line, byte, characters or pointer"
                if outcome.kind is Kind.KEPT:
                    assert outcome.records, "kept without a record"
                else:
                    assert outcome.reason, f"{outcome}: no reason"
                    assert not outcome.records, "records of a unit that was not kept"

    def test_records_are_valid(self, plugin: Importer) -> None:
        """No errors by schema or rules, and no id twice."""
        for name, content in self._each():
            validator = Validator()
            found, _ = outcomes(plugin, content, name, self.options)
            for outcome in found:
                for record in outcome.records:
                    errors = [f for f in validator.check(record, outcome.position) if f.severity is Severity.ERROR]
                    assert not errors, f"{name}: {errors[0]}"
            errors = [finding for finding in validator.finish() if finding.severity is Severity.ERROR]
            assert not errors, f"{name}: {errors[0]}"

    def test_records_say_where_they_come_from(self, plugin: Importer) -> None:
        """Every record has evidence: a quote or a row."""
        for name, content in self._each():
            if plugin.name == "eventx":  # hands on what is there
                continue
            found, _ = outcomes(plugin, content, name, self.options)
            for outcome in found:
                for record in outcome.records:
                    assert record.get("evidence"), f"{name}: {record['id']} has no evidence"

    def test_the_same_input_gives_the_same_records(self, plugin: Importer) -> None:
        """Ids and everything else are stable: no clock, no random number, no order of a set."""
        for name, content in self._each():
            once, again = (outcomes(type(self).importer(), content, name, self.options) for _ in range(2))
            assert once == again, f"{name}: two readings differ"
        del plugin

    @pytest.mark.parametrize("damage", ["nothing", "zeros", "PNG", "zip", "half", "turned", "latin"])
    def test_damaged_input_is_told_not_thrown(self, plugin: Importer, damage: str) -> None:
        """InputError or rejected units with findings; never another exception, never silence about a broken end."""
        for name, content in self._each():
            broken = {
                "half": content[: len(content) // 2],
                "turned": content[::-1],
                "latin": content.replace(b"e", b"\xe9"),
                **_FOREIGN,
            }[damage]
            try:
                found, end = outcomes(plugin, broken, name, self.options)
            except EventxError as error:
                assert str(error), "say what is wrong"
                continue
            assert end is None or not end.complete or end.read == len(found), "the account of damaged input doesn't balance"

    def test_reading_touches_no_network(self, plugin: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
        """An importer is a pure function of its bytes."""
        import socket

        def refuse(*_arguments: object, **_options: object) -> None:
            raise AssertionError("an importer opened a socket")

        monkeypatch.setattr(socket, "socket", refuse)
        for name, content in self._each():
            outcomes(plugin, content, name, self.options)

    def test_memory_does_not_grow_with_the_input(self, plugin: Importer) -> None:
        """Ten times the input, the same memory; only for formats that set ``repeat``."""
        repeat = type(self).repeat
        if repeat is None:
            pytest.skip("the format is not streamed: no `repeat` is set")
        name, content = next(self._each())
        outcomes(plugin, content, name, self.options)  # caches are filled before measuring
        peaks = []
        for times in (20, 200):
            stream = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(repeat(content, times))))
            tracemalloc.start()
            for _ in plugin.read(cast("BinaryIO", stream), name=name, **self.options):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert peaks[1] < peaks[0] * 1.5 + 300_000, f"memory grew from {peaks[0]:,} to {peaks[1]:,} bytes; yield as you read"
