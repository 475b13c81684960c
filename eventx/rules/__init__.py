"""The numbered rules: what the schema can't say about a record, and why it matters.

Knows all of them, by id. An id is never used again for another rule. The hundreds tell the subject: 0 the form, 1 dates,
2 places, 3 tolls, 4 evidence, 5 ids and relations, 6 texts and codes, 7 status and provenance, 9 the run. Rules look only at
records that the schema has accepted. How they are run is :mod:`eventx.validator`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from eventx.errors import UsageError
from eventx.report import Finding, Position, Severity, several
from eventx.rules import (
    copies,
    coverage,
    date_heaps,
    dates,
    evidence,
    form,
    places,
    point_piles,
    relations,
    status,
    texts,
    tolls,
)
from eventx.rules.rule import Breach, Parameter, Rule, Screen, Sighting, Watch

__all__ = [
    "EMPTY", "Breach", "Parameter", "Rule", "Screen", "Sighting", "Watch", "by_id", "catalogue", "left_hidden", "nothing_in",
    "rule",
]  # fmt: skip

EMPTY, HIDDEN, MERGED, UNREAD, FETCHED = "EVX904", "EVX905", "EVX906", "EVX907", "EVX908"
_SHOWN = 8  # ranges; the rest are counted
_RUN = (
    Rule(
        "EVX901", Severity.WARNING, "Every installed plugin can be loaded",
        "A broken plugin can't be used; all others can.",
        "Reinstall or uninstall the package that the message names.",
    ),
    Rule(
        "EVX902", Severity.WARNING, "Every relation of a run is followed to its end",
        "Memory is bounded: beyond some number of open relations a rule stops to look, and may miss what it is there to find.",
        "Put a campaign before its parts, or check the file in pieces that hold both.",
    ),
    Rule(
        "EVX903", Severity.WARNING, "The number of rows is not the limit of a program",
        "Services give so many rows and no more, without a word; counts of such a file are counts of the limit.",
        "Ask for less at a time (a country, a month) and compare the sum with the service's own count.",
        parameters=(
            Parameter(
                "limits", (250, 1000, 5000, 10_000, 65_535, 1_048_575),
                "numbers of rows that mean a limit: GDELT's article search, UCDP's, ACLED's and HAPI's services, spreadsheets",
            ),
        ),
    ),
    Rule(
        EMPTY, Severity.WARNING, "A file of events holds some",
        "A header without rows is what a query that went wrong leaves, and what is made of several files doesn't show it.",
        "Look whether that is all there is to have; where files without events are expected, switch this rule off in a profile.",
    ),
    Rule(
        HIDDEN, Severity.NOTE, "A workbook's hidden sheets hold no events",
        "Of a workbook with one visible sheet that one is read; hidden ones mostly hold a form's choices.",
        "If such a sheet holds events, read it too by its name: book.xlsx#Sheet.",
    ),
    Rule(
        MERGED, Severity.WARNING, "Each row of a sheet has its own cells",
        "What stands in cells merged over several rows stands in the first of them alone; the others are blank, and read so.",
        "Unmerge the cells in the spreadsheet, and write the value into each row that it is for.",
    ),
    Rule(
        UNREAD, Severity.ERROR, "Each of several inputs is one that an importer reads",
        "Among thousands of files there is one that is empty, a picture or an error page; the others are read, and it is told.",
        "Name the right importer with --from, or leave the file out; --strict writes nothing where there is one.",
    ),
    Rule(
        FETCHED, Severity.NOTE, "The note that 'eventx fetch' puts beside a file is no input",
        "A folder of fetched pages holds one beside each page; it is withheld.",
        "Nothing needs to be done; to leave them out, name the pages alone: pages/*.html.",
    ),
)  # fmt: skip


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, in order of their ids."""
    topics = (form, dates, date_heaps, places, point_piles, tolls, evidence, relations, copies, coverage, texts, status)
    return tuple(sorted((*(each for topic in topics for each in topic.RULES), *_RUN), key=_id_of))


def nothing_in(file: str, unit: str, read: int, blank: int) -> Finding | None:
    """EVX904 for a file whose units are all blank; None if it holds some, or is a text, which may well tell of no event."""
    if read > blank or unit not in ("row", "record"):
        return None
    return rule(EMPTY).finding(f"the file holds no {several(unit)}", Position(file))


def of_workbook(file: str, hidden: Sequence[str], merged: Sequence[str]) -> tuple[Finding, ...]:
    """EVX905 for each hidden sheet of a workbook that was not read, and EVX906 for the merged cells of the one that was."""
    at = Position(file)
    found = [rule(HIDDEN).finding(f"the hidden sheet {one!r} is not read", at) for one in hidden]
    if merged:
        shown = ", ".join(merged[:_SHOWN]) + (f" and {len(merged) - _SHOWN} more" if len(merged) > _SHOWN else "")
        found.append(rule(MERGED).finding(f"the cells {shown} are merged: all rows of each but its first are blank there", at))
    return tuple(found)


def _id_of(rule: Rule) -> str:
    return rule.id


@cache
def by_id() -> Mapping[str, Rule]:
    """The same by their ids."""
    return {each.id: each for each in catalogue()}


def rule(name: str) -> Rule:
    """The rule of this id. Raises :class:`~eventx.errors.UsageError`."""
    try:
        return by_id()[name]
    except KeyError:
        raise UsageError(f"no rule {name!r}; 'eventx rules' lists them") from None
