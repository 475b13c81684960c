"""What a plugin did wrong, in words: which rule of the contract it broke, or what it raised and where in its own files.

Knows what may come from a stranger's code. Doesn't call it, and judges no records (:mod:`eventx.validator`).
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import BinaryIO

from eventx.errors import PluginError
from eventx.report import End, Finding, Kind, Outcome, Position, Severity

AFTER_END = "an item comes after End; End must be the last"
LEAVE_OUT = "losses.leave_out(code, id) tells of a record that isn't written"


def amiss(item: object) -> str:
    """What is wrong with an item that an importer yields; empty if it is as it should be. Asked of each, so it is quick."""
    if not isinstance(item, Outcome):
        if not isinstance(item, End):
            return f"an importer yields Outcome and End, not {type(item).__name__}"
        if type(item.read) is not int:
            return f"End says that {item.read!r} units were read; it takes a whole number"
        return _amiss_in(item.findings, "End") if item.findings else ""
    if not isinstance(item.position, Position):
        return f"the position of an outcome is a Position, not {type(item.position).__name__}"
    if type(item.records) is not tuple and not isinstance(item.records, list):
        return f"the records of an outcome are a tuple, not {type(item.records).__name__}; Outcome.kept makes one"
    if item.findings and (words := _amiss_in(item.findings, "an outcome")):
        return words
    if item.kind is Kind.KEPT:
        return ""
    if not isinstance(item.kind, Kind):
        return f"the kind of an outcome is one of Kind, not {item.kind!r}"
    return "" if isinstance(item.reason, str) and item.reason else f"{item.kind} without a reason"


def place_of(item: object, otherwise: str) -> str:
    """Where an item that is amiss stands, if it says so."""
    return str(item.position) if isinstance(item, Outcome) and isinstance(item.position, Position) else otherwise


def _amiss_in(findings: object, of: str) -> str:
    if not isinstance(findings, tuple | list):
        return f"the findings of {of} are a tuple, not {type(findings).__name__}"
    for one in findings:
        if not isinstance(one, Finding):
            return f"a finding is a Finding, not {type(one).__name__}"
        if not isinstance(one.severity, Severity):
            return f"the severity of a finding is Severity.ERROR, WARNING or NOTE, not {one.severity!r}"
        if not isinstance(one.position, Position):
            return f"the position of a finding is a Position, not {type(one.position).__name__}"
        if not isinstance(one.rule, str) or not one.rule:
            return f"the rule of a finding is its code, not {one.rule!r}"
    return ""


def amiss_behind(written: object, out: BinaryIO) -> str:
    """What is wrong once an exporter has returned ``written``; empty if it is as it should be."""
    if out.closed:
        return "closed a stream that isn't its own; a TextIOWrapper is to be detached"
    if type(written) is not int or written < 0:
        return f"returned {str(written)[:60]}; `write` returns how many records were written"
    return ""


def fault(who: str, did: str, error: BaseException, *, module: str, advice: str) -> PluginError:
    """The exception of a plugin, whose class stands in ``module``, as one of ours: what it raised, and where in its own files."""
    told = PluginError(f"{who} {did} {raised(error, module)}; {advice}")
    told.trace = "".join(traceback.format_exception(error))
    return told


def raised(error: BaseException, module: str) -> str:
    """What a plugin, whose class stands in ``module``, has raised, and where in its own files."""
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return words + _place(error, module)


def trace_of(error: BaseException) -> str:
    """Python's traceback of what is behind one of our exceptions; empty if nothing is."""
    trace: str = getattr(error, "trace", "")
    if not trace and error.__cause__ is not None:
        return "".join(traceback.format_exception(error.__cause__))
    return trace


def fails_in(error: BaseException, made: object) -> bool:
    """Whether an error has passed through the package of a plugin that this is an object of."""
    return any(_frames_in(error, type(made).__module__))


def _place(error: BaseException, module: str) -> str:
    """The last line of the plugin's own that the error has passed through; its file if it wasn't in one."""
    for frame, line in reversed([*_frames_in(error, module)]):
        return f" (line {line} of {frame.f_code.co_filename})"
    file = getattr(sys.modules.get(module), "__file__", None)
    return f" (in {file})" if file else ""


def _frames_in(error: BaseException, module: str) -> Iterator[tuple[FrameType, int]]:
    package = module.partition(".")[0]
    if package == "eventx":
        return
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_globals.get("__name__", "").partition(".")[0] == package:
            yield frame, line
