"""The checks of importers, each named after what a user would miss.

Knows what is asked. What stands where in a file is compared in :mod:`eventx.conformance.places`.
"""

from __future__ import annotations

import gc
import hashlib
import json
import random
import sys
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from eventx.conformance.check import (
    Check,
    NotShown,
    hold,
    hold_members,
    hold_options,
    import_lightly,
    importable,
    in_fresh_python,
    in_words,
    offline,
    quiet,
)
from eventx.conformance.places import text_of, untrue_places
from eventx.conformance.reading import Reads, kept, stream_of, told
from eventx.report import End, Kind, Outcome, Severity
from eventx.rules import catalogue
from eventx.validator import Validator

FOREIGN = {
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "zip": b"PK\x03\x04" + bytes(range(256)) * 4,
    "zeros": b"\x00" * 1024,
    "nothing": b"",
    "random": random.Random(6).randbytes(8192),  # noqa: S311 (the same bytes each time)
}
_EARLY = 200
LONG = 2_000_000
"""Bytes; an input of which an importer that streams reads a small part before its first units."""
DAMAGES = ("nothing", "zeros", "PNG", "zip", "random", "half", "turned", "latin", "latin below", "holes", "holes below")
_SCRIPTS = " Ōsaka جلال‌آباد Բաթումի e\u0301 人 😀"


def check_options(reads: Reads) -> None:
    """Name, sniff, read; every option has a name, a type and a default."""
    plugin = reads.importer()
    hold_members(plugin, "importer", ("name", "sniff", "read"))
    hold_options(plugin)


def check_light(reads: Reads) -> None:
    """A command that doesn't use the plugin must not pay for it."""
    import_lightly(type(reads.importer()).__module__)


def check_recognition(reads: Reads) -> None:
    """By content; a claim on foreign bytes takes the file away from the right importer."""
    plugin = reads.importer()
    with quiet("sniff"):
        for name, content in reads.each():
            hold(plugin.sniff(content[: 1 << 16], name) is not None, f"it doesn't recognise {name}")
        for what, content in FOREIGN.items():
            claim = plugin.sniff(content, "input")
            hold(claim is None, f"it claims {what}; look for what only this format has")


def check_account(reads: Reads) -> None:
    """One outcome a unit, then End with the reader's own count."""
    for name, content in reads.each():
        found, end = reads.outcomes(content, name)
        if end is None:
            hold(False, f"{name}: no End; a reading without it counts as cut off")
            return
        hold(end.complete, f"{name}: End says the sample is cut off")
        hold(end.read == len(found), f"{name}: {end.read} units read, {len(found)} outcomes; every unit needs one")
        hold(kept(found) > 0, f"{name}: nothing was kept of a sample")


def check_silence(reads: Reads) -> None:
    """A longer file has more outcomes: what stands in the file twice is told twice."""
    name, content = next(reads.each())
    if reads.repeat is None:
        raise NotShown("nobody said how a longer input is made: set `repeat`")
    once, _ = reads.outcomes(reads.repeat(content, 1), name)
    many, end = reads.outcomes(reads.repeat(content, 9), name)
    hold(end is not None and end.read == len(many), f"{name} nine times over: the account doesn't balance")
    # Lines before and after the table may stand only once.
    hold(
        len(many) >= max(len(once) + 8, 8 * (len(once) - 4)), f"{name} nine times over has {len(many)} outcomes, once {len(once)}"
    )


def check_reasons(reads: Reads) -> None:
    """A ledger without reasons and places helps nobody; each reason is explained in ``codes``."""
    known = {rule.id for rule in catalogue()} | set(getattr(reads.importer(), "codes", {}))
    shown = False
    for name, content in reads.each():
        for outcome in reads.outcomes(content, name)[0]:
            shown = _hold_reason(outcome, name, known) or shown
    for name, content in () if shown else reads.each():
        for answer in (told(reads, damaged(content, damage), name) for damage in DAMAGES):
            for outcome in answer[0] if answer else ():
                shown = _hold_reason(outcome, name, known) or shown
    if not shown:
        raise NotShown("every unit of the samples is kept, and all that is damaged was refused whole; add one that can't be kept")


def _hold_reason(outcome: Outcome, name: str, known: Collection[str]) -> bool:
    """It says where it stands and, if it isn't kept, why, by a known code; returns whether it had to say that."""
    where = outcome.position
    hold(where.file == name, f"positions name the file as it was given, {name!r}, not {where.file!r}")
    hold(len(where.to_dict()) > 1, f"a unit that is {outcome.kind} has only the file as its place: say row, line, byte, …")
    if outcome.kind is Kind.KEPT:
        hold(bool(outcome.records), f"{where}: kept without a record")
        return False
    hold(bool(outcome.reason), f"{where}: {outcome.kind} without a reason")
    hold(not outcome.records, f"{where}: records of a unit that was not kept")
    hold(outcome.reason in known, f"explain {outcome.reason!r} in `codes`, so that 'eventx explain' knows it")
    return True


def check_valid(reads: Reads) -> None:
    """No errors by schema or rules, and no id twice."""
    for name, content in reads.each():
        validator = Validator()
        found = [
            finding
            for outcome in reads.outcomes(content, name)[0]
            for record in outcome.records
            for finding in validator.check(record, outcome.position)
        ]
        errors = [finding for finding in (*found, *validator.finish()) if finding.severity is Severity.ERROR]
        hold(not errors, in_words(errors[0]) if errors else "")


def check_evidence(reads: Reads) -> None:
    """Every record has evidence: a quote or a row, of a file that it names without its folders."""
    if reads.importer().name == "eventx":  # hands on what is there
        return
    for name, content in reads.each():
        for record in reads.records(content, f"some/folder/{name}"):
            hold(bool(record.get("evidence")), f"{name}: {record['id']} has no evidence")
            for item in record["evidence"]:
                file = item.get("cell", {}).get("file", "")
                hold("/" not in file.partition("#")[0], f"{name}: evidence names the file {file!r}; Position.name has no folders")


def check_places(reads: Reads) -> None:
    """What a record points at stands there: the line exists, the cell's value is in it, the quote is the text's."""
    plugin = reads.importer()
    for name, content in reads.each():
        for words in untrue_places(plugin, reads.outcomes(content, name)[0], content, name):
            hold(False, f"{name}: {words}")


def check_determinism(reads: Reads) -> None:
    """No clock, no random number, no order of a set: another process, another time zone, the same records."""
    plugin = reads.importer()
    for name, content in reads.each():
        once, again = reads.outcomes(content, name), reads.outcomes(content, name)
        hold(once == again, f"{name}: two readings differ")
    kind = type(plugin)
    if "<locals>" in kind.__qualname__ or not importable(kind.__module__):
        return
    paths = tuple(path.resolve() for path in reads.samples)
    program = (
        f"from {kind.__module__} import {kind.__qualname__} as importer\n"
        "from eventx.conformance.importers import digest\nfrom eventx.conformance.reading import Reads\n"
        f"from pathlib import Path\npaths = tuple(map(Path, {[*map(str, paths)]!r}))\n"
        f"print(digest(Reads(importer, paths, {dict(reads.options)!r})))"
    )
    here = digest(Reads(kind, paths, reads.options))
    hold(in_fresh_python(program) == here, "two processes differ: sort sets, and ask no clock")


def digest(reads: Reads) -> str:
    """A hash over all that the samples give."""
    found = hashlib.sha256()
    for name, content in reads.each():
        for outcome in reads.outcomes(content, name)[0]:
            found.update(json.dumps([outcome.kind, outcome.reason, outcome.records, str(outcome.position)]).encode())
    return found.hexdigest()


def check_ids(reads: Reads) -> None:
    """An id is the unit's own: unique, and the same whatever the file is called."""
    for name, content in reads.each():
        ids = [record["id"] for record in reads.records(content, name)]
        twice = sorted({one for one in ids if ids.count(one) > 1}) if len(ids) < 5000 else []
        hold(not twice, f"{name}: id {twice[0] if twice else ''} stands twice; take it from what tells units apart")
        renamed = [record["id"] for record in reads.records(content, f"copy-{name}")]
        hold(ids == renamed, f"{name}: ids change with the file's name; take them from the content")


def damaged(content: bytes, damage: str) -> bytes:
    """A sample, broken in one of the ways of ``DAMAGES``. ``below`` leaves the first line, by which many know their format."""
    if damage.endswith(" below"):
        first, end, rest = content.partition(b"\n")
        return first + end + damaged(rest, damage.removesuffix(" below"))
    holes = bytearray(content)
    for place in random.Random(len(content)).sample(range(len(content)), min(len(content) // 20, 200)):  # noqa: S311 (repeatable)
        holes[place] = (holes[place] * 7 + 131) % 256
    changed = {
        "half": content[: len(content) // 2],
        "turned": content[::-1],
        "latin": content.replace(b"e", b"\xe9"),
        "holes": bytes(holes),
    }
    return {**changed, **FOREIGN}[damage]


def check_damage(reads: Reads) -> None:
    """InputError or rejected units with findings; never another exception, never records out of random bytes."""
    for name, content in reads.each():
        for damage in DAMAGES:
            answer = told(reads, damaged(content, damage), name)
            if answer is None:
                continue
            found, end = answer
            balanced = end is None or not end.complete or end.read == len(found)
            hold(balanced, f"{name} ({damage}): the account of damaged input doesn't balance")
            for outcome in found:
                silent = outcome.kind is Kind.REJECTED and not outcome.findings
                hold(not silent, f"{name} ({damage}): {outcome.position} is rejected without a finding")
            if damage in FOREIGN and damage != "nothing":
                hold(not kept(found), f"{name} ({damage}): records were made of bytes that mean nothing")


def check_scripts(reads: Reads) -> None:
    """Words in any script come through as they stand in the file."""
    shown = False
    for name, content in reads.each():
        text = text_of(content)
        if text is None or content != text.encode():
            continue
        before = reads.outcomes(content, name)[0]
        for words in _words(reads.records(content, name)):
            if text.count(words) != 1:
                continue
            first, space, rest = words.partition(" ")
            found, _ = told(reads, text.replace(words, first + _SCRIPTS + space + rest).encode(), name) or ([], None)
            if kept(found) != kept(before):
                continue  # it was refused, and told
            shown = True
            records = json.dumps([one.records for one in found], ensure_ascii=False)
            hold(_SCRIPTS.strip() in records, f"{name}: {_SCRIPTS.strip()!r} after {words[:40]!r} doesn't come through unchanged")
            break
    if not shown:
        raise NotShown("no sample has notes or a name that stand in the file word for word")


def _words(records: list[dict[str, Any]]) -> Iterator[str]:
    for record in records[:50]:
        place = record.get("place", {})
        for words in (record.get("notes"), place.get("name")):
            if isinstance(words, str) and len(words) > 3:
                yield words


def check_offline(reads: Reads) -> None:
    """An importer is a pure function of its bytes."""
    with offline("reading"):
        for name, content in reads.each():
            reads.outcomes(content, name)


def check_memory(reads: Reads) -> None:
    """More input, the same memory: no object is kept of a unit that has passed, and what isn't asked for isn't read."""
    plugin = reads.importer()
    if not getattr(plugin, "streams", True):
        raise NotShown("the importer says that it reads its input whole (`streams = False`)")
    name, content = next(reads.each())
    repeat = reads.repeat
    if repeat is None:
        raise NotShown("nobody said how a longer input is made: set `repeat`, or `streams = False`")
    once = max(1, len(reads.outcomes(content, name)[0]))  # and caches are filled before measuring
    # What a buffer of some size holds goes up and down; what is kept of each unit is there far behind, too.
    for late in (1200, 40_200):
        longer = repeat(content, max(2 * late // once + 2, LONG // max(1, len(content))))
        grown, more = _grown(reads, longer, name, late), late - _EARLY
        if grown < more // 4:
            return
    hold(False, f"{grown:,} more objects are held after {more:,} more units; forget a unit that has passed")


def _grown(reads: Reads, longer: bytes, name: str, late: int) -> int:
    """How many more objects are held after so many units than after the first few."""
    blocks: list[int] = []
    units = reads.importer().read(stream_of(longer, most=len(longer) // 2 + 1), name=name, **reads.options)
    # What comes after would only take time: an importer that reads on of itself has done so by now.
    for number, item in enumerate(islice(units, late + 1)):
        hold(not isinstance(item, End), f"{name}, made {len(longer):,} bytes long, has only {number} units")
        if number in (_EARLY, late):
            gc.collect()
            blocks.append(sys.getallocatedblocks())
    return blocks[1] - blocks[0]


CHECKS: tuple[Check[Reads], ...] = (
    Check("options", "is an importer whose options have names, types and defaults", check_options),
    Check("light", "importing it is quick, and loads nothing heavy", check_light),
    Check("recognition", "recognises its samples and nothing foreign", check_recognition),
    Check("account", "accounts for every unit it reads", check_account),
    Check("silence", "tells units again that stand in the file again", check_silence),
    Check("reasons", "says why a unit is not kept, and where everything stands", check_reasons),
    Check("valid", "makes valid records", check_valid),
    Check("evidence", "says for every record where it comes from", check_evidence),
    Check("places", "points at lines, cells and words that are there", check_places),
    Check("determinism", "gives the same records each time", check_determinism),
    Check("ids", "gives ids that are unique and stay", check_ids),
    Check("damage", "refuses damaged input in words", check_damage),
    Check("scripts", "keeps words of any script", check_scripts),
    Check("offline", "opens no socket", check_offline),
    Check("memory", "needs no more memory for a longer input", check_memory),
)
