"""The checks of exporters, each named after what a user would miss.

Knows what is asked. The strictest: a value that isn't in the output is reported as a loss, probed value by value.
"""

from __future__ import annotations

import copy
import gc
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from eventx.conformance.check import (
    Broken,
    Check,
    NotShown,
    hold,
    hold_members,
    hold_options,
    import_lightly,
    importable,
    in_fresh_python,
    offline,
    quiet,
)
from eventx.conformance.probes import examples, probes
from eventx.plugins import Exporter
from eventx.plugins.faults import LEAVE_OUT, amiss_behind
from eventx.report import Loss, Losses, Record

_SCRIPTS = "Ōsaka جلال‌آباد Բաթումի 人 😀"


_TELLING = 8  # characters; a shorter value can stand in an output by chance


@frozen
class Writes:
    """An exporter to be checked. ``record`` is one that the format has room for, if it has none for the simplest of events.

    ``implied`` are shapes of pointers (``/date/precision``) whose values follow from others in the output, each with the reason.
    """

    exporter: Callable[[], Exporter]
    options: Mapping[str, Any] = field(factory=dict)
    record: Record | None = None
    implied: Mapping[str, str] = field(factory=dict)

    def write(self, records: Iterable[Record]) -> tuple[bytes, int, Losses, tuple[Loss, ...]]:
        """What a fresh exporter writes, how many records it says that it wrote, and all its losses."""
        out = io.BytesIO()
        every: list[Loss] = []
        losses = Losses(heed=every.append)
        with quiet("writing"):
            written = self.exporter().write(iter(records), out, losses, **self.options)
        words = amiss_behind(written, out)
        hold(not words, f"the exporter {words}")
        return out.getvalue(), written, losses, tuple(every)

    def usual(self) -> Record:
        """A record that can be written again and again: the one given, or the first example that the format takes."""
        if self.record is not None:
            return self.record
        events = [one for one in examples() if "date" in one and one["kind"] == "event"]
        return next((one for one in events if self.write([one])[1] == 1), events[0])


def check_options(writes: Writes) -> None:
    """Name, suffixes, write; every option has a name, a type and a default."""
    plugin = writes.exporter()
    hold_members(plugin, "exporter", ("name", "suffixes", "write"))
    wrong = [suffix for suffix in plugin.suffixes if not suffix.startswith(".") or suffix != suffix.lower()]
    hold(not wrong, f"suffixes begin with a dot and are in lower case, not {wrong}")
    hold_options(plugin)


def check_light(writes: Writes) -> None:
    """A command that doesn't use the plugin must not pay for it."""
    import_lightly(type(writes.exporter()).__module__)


def check_account(writes: Writes) -> None:
    """Nothing vanishes."""
    records = examples()
    _, written, losses, _ = writes.write(records)
    words = f"{len(records)} records given, {written} written, {losses.left_out.total()} declared as left out"
    hold(written + losses.left_out.total() == len(records), f"{words}; {LEAVE_OUT}")


def check_explained(writes: Writes) -> None:
    """Each code of a loss stands in the exporter's ``codes``, so that 'eventx explain' knows it."""
    _, _, losses, every = writes.write(examples())
    known: Mapping[str, str] = getattr(writes.exporter(), "codes", {})
    unknown = sorted(set(losses.counts) - set(known))
    hold(not unknown, f"explain {', '.join(unknown)} in `codes`")
    ids = {record["id"] for record in examples()}
    strange = [loss for loss in every if loss.record not in ids]
    words = f"{strange[0].code} names {strange[0].record!r}" if strange else ""
    hold(not strange, f"a loss names its record by its id; {words}")


def check_told(writes: Writes) -> None:
    """A value that isn't in the output is reported as a loss: each record is written with and without it, and compared."""
    silent: dict[str, str] = {}
    implied = {*writes.implied, *getattr(writes.exporter(), "implied", {})}
    for probe in probes():
        if probe.shape in silent or probe.shape in implied:
            continue
        output, _, losses, every = writes.write([copy.deepcopy(probe.record)])
        if isinstance(probe.value, str) and len(probe.value) >= _TELLING and probe.value.encode() in output:
            continue  # it is there, and would be without this one: the same value elsewhere
        if losses.left_out or any(_covers(loss.pointer, probe.pointer) for loss in every):
            continue
        if output == writes.write([copy.deepcopy(probe.without)])[0]:
            silent[probe.shape] = probe.record["id"]
    first = ", ".join(f"{shape} of {record}" for shape, record in list(silent.items())[:12])
    hold(not silent, f"{len(silent)} kinds of value vanish untold: {first}; write them, or losses.add(code, id, pointer)")


def _covers(told: str, asked: str) -> bool:
    """Whether a loss at one pointer tells of a value at or under it; a loss without a pointer tells of all."""
    return asked == told or asked.startswith(told + "/") or told.startswith(asked + "/")


def check_determinism(writes: Writes) -> None:
    """No clock, no random number, no order of a set: another process, another time zone, the same bytes."""
    hold(writes.write(examples())[0] == writes.write(examples())[0], "two outputs of the same records differ")
    kind = type(writes.exporter())
    if "<locals>" in kind.__qualname__ or not importable(kind.__module__):
        return
    program = (
        f"from {kind.__module__} import {kind.__qualname__} as exporter\n"
        "from eventx.conformance.exporters import Writes, digest\n"
        f"print(digest(Writes(exporter, {dict(writes.options)!r})))"
    )
    here = digest(Writes(kind, writes.options))
    hold(in_fresh_python(program) == here, "two processes differ: sort sets, and ask no clock")


def digest(writes: Writes) -> str:
    """A hash of what the examples give."""
    return hashlib.sha256(writes.write(examples())[0]).hexdigest()


def check_nothing(writes: Writes) -> None:
    """No records give an empty but whole output, not an error."""
    _, written, losses, _ = writes.write(())
    hold(written == 0, f"no records were given, {written} written")
    hold(not losses.counts, "no records were given, and losses told")


def check_untouched(writes: Writes) -> None:
    """The records are the caller's."""
    records = examples()
    before = copy.deepcopy(records)
    writes.write(records)
    hold(records == before, "the exporter changed the records it was given; copy what you change")


def _many(record: Record, count: int) -> Iterator[Record]:
    for number in range(count):
        yield {**record, "id": f"test:{number}"}


def _gathering_few(writes: Writes) -> dict[str, Any]:
    """The options; an exporter that gathers some records at a time names in ``gathers`` the option that says how many."""
    gathers = getattr(writes.exporter(), "gathers", None)
    return {**writes.options, **({gathers: 50} if gathers else {})}


def check_one_by_one(writes: Writes) -> None:
    """An exporter that gathers all records can't write a million of them."""
    count = 4000
    out = io.BytesIO()
    grown = False

    def supply() -> Iterator[Record]:
        nonlocal grown
        head = None
        for record in _many(writes.usual(), count):
            yield record
            head = out.tell() if head is None else head  # what stands before the first record proves nothing
            grown = out.tell() > head
            if grown:
                return

    writes.exporter().write(supply(), out, Losses(), **_gathering_few(writes))
    hold(grown, f"none of {count:,} records had been written when the last was asked for; write as you go")


class _Nowhere(io.RawIOBase):
    """Takes any number of bytes and keeps none."""

    def __init__(self) -> None:
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size


def check_memory(writes: Writes) -> None:
    """More records, the same memory: no object is kept of a record that has passed, and its output doesn't wait."""
    if not getattr(writes.exporter(), "streams", True):
        raise NotShown("the exporter says that it needs its records whole (`streams = False`)")
    early, late = 100, 1000
    writes.write(_many(writes.usual(), 10))  # caches are filled before measuring
    out: Any = _Nowhere()
    blocks: dict[int, int] = {}
    sizes: dict[int, int] = {}

    def supply() -> Iterator[Record]:
        for number, record in enumerate(_many(writes.usual(), late + 1)):
            if number in (early, late):
                gc.collect()
                blocks[number], sizes[number] = sys.getallocatedblocks(), out.tell()
            yield record

    writes.exporter().write(supply(), out, Losses(), **_gathering_few(writes))
    grown, more = blocks[late] - blocks[early], late - early
    hold(grown < more // 4, f"{grown:,} more objects are held after {more} more records; forget a record that is written")
    whole = out.tell()
    hold(2 * sizes[late] > whole, f"{sizes[late]:,} of {whole:,} bytes came before the last record; write as you go")


def check_scripts(writes: Writes) -> None:
    """Words in any script stand in the output if plain ones do."""
    record = writes.usual()
    shown = False
    for member, plain in (("notes", "Plainwords"), ("place", "Plainplace")):
        probe = _saying(record, member, plain)
        if plain.encode() not in writes.write([probe])[0]:
            continue
        shown = True
        try:
            output, *_ = writes.write([_saying(record, member, _SCRIPTS)])
        except UnicodeError as error:
            raise Broken(f"{_SCRIPTS!r} can't be written: {error}; write UTF-8") from error
        escaped = json.dumps(_SCRIPTS)[1:-1].encode()
        hold(_SCRIPTS.encode() in output or escaped in output, f"{_SCRIPTS!r} in {member} doesn't stand in the output")
    if not shown:
        raise NotShown("neither notes nor the name of a place stand in the output in plain bytes")


def _saying(record: Record, member: str, words: str) -> Record:
    return {**record, member: words if member == "notes" else {**record.get("place", {}), "name": words}}


def check_offline(writes: Writes) -> None:
    """An exporter is a pure function of its records."""
    with offline("writing"):
        writes.write(examples())


CHECKS: tuple[Check[Writes], ...] = (
    Check("options", "is an exporter whose options have names, types and defaults", check_options),
    Check("light", "importing it is quick, and loads nothing heavy", check_light),
    Check("account", "writes every record or declares it as left out", check_account),
    Check("explained", "explains each code of a loss", check_explained),
    Check("told", "tells every value that isn't in the output", check_told),
    Check("determinism", "gives the same bytes each time", check_determinism),
    Check("nothing", "makes a whole output of no records", check_nothing),
    Check("untouched", "leaves the records as they were", check_untouched),
    Check("one-by-one", "writes before it has all records", check_one_by_one),
    Check("memory", "needs no more memory for more records", check_memory),
    Check("scripts", "keeps words of any script", check_scripts),
    Check("offline", "opens no socket", check_offline),
)
