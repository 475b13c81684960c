"""The newest version of each record that some files have, and the ids that were deleted.

Knows which version is the newer: by when their source last changed them, where both say so, else by the order of the files.
They stand in a file that goes with the run, so that memory stays flat. Doesn't know what is done with a version that isn't the
newest.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from attrs import frozen

from eventx.report import Record

HELD_IS_NEWER, HELD_IS_THE_SAME, HELD_IS_CHANGED = "newer", "same", "changed"


@frozen
class Version:
    """The newest version of a record among the changes: which file has it, counted from 1, and as which of that file's records.

    ``held``: how the record that is brought up to date compares, once that is known, and ``differs``: in what.
    """

    file: int
    place: int
    changed: float | None
    text: str
    held: str | None = None
    differs: str = ""

    @property
    def record(self) -> Record:
        """The version itself, made anew each time."""
        found: Record = json.loads(self.text)
        return found


def changed(record: Record) -> float | None:
    """When its source last changed a record, in seconds since 1970; None where it doesn't say.

    It stands under the prefix of the record's id: ``acled:timestamp``, which ACLED raises with every edit.
    """
    found = record.get(f"{str(record.get('id', '')).partition(':')[0]}:timestamp")
    # A number of more than 64 bits can't be remembered as a whole one.
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def is_older(one: float | None, other: float | None) -> bool:
    """Whether a version is surely older than another, by when they were changed."""
    return one is not None and other is not None and one < other


class Newest:
    """The newest versions, and the deleted ids; closed at the end of the run."""

    def __init__(self) -> None:
        # A name of nothing: a file of SQLite's own, which is gone when it is closed.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("CREATE TABLE newest (id TEXT PRIMARY KEY, file, place, changed, held, differs, record)")
        self._db.execute("CREATE TABLE gone (id TEXT PRIMARY KEY, changed, met)")
        self._db.execute("CREATE TABLE refused (id TEXT PRIMARY KEY, why)")
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Forget all."""
        self._db.close()

    def offer(self, file: int, place: int, record: Record) -> None:
        """Remember a version, unless one that is there is newer."""
        name, stamp = record["id"], changed(record)
        old = self._db.execute("SELECT changed FROM newest WHERE id = ?", (name,)).fetchone()
        if old is None or not is_older(stamp, old[0]):
            row = (name, file, place, stamp, None, "", json.dumps(record))
            self._db.execute("INSERT OR REPLACE INTO newest VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def of(self, name: str) -> Version | None:
        """The newest version of a record; None if no change has one."""
        asked = "SELECT file, place, changed, record, held, differs FROM newest WHERE id = ?"
        found = self._db.execute(asked, (name,)).fetchone()
        return None if found is None else Version(*found)

    def has(self, name: str) -> bool:
        """Whether a change has a version of a record."""
        return self._db.execute("SELECT 1 FROM newest WHERE id = ?", (name,)).fetchone() is not None

    def compare(self, name: str, held: str, differs: str = "") -> None:
        """Remember how the record that is held compares with the newest version."""
        self._db.execute("UPDATE newest SET held = ?, differs = ? WHERE id = ?", (held, differs, name))

    def ids(self) -> Iterator[str]:
        """The ids of all that changes or was deleted."""
        for (name,) in self._db.execute("SELECT id FROM newest UNION SELECT id FROM gone"):
            yield name

    def not_held(self) -> Iterator[str]:
        """The ids of records that were compared with none, in the order in which they came."""
        for (name,) in self._db.execute("SELECT id FROM newest WHERE held IS NULL ORDER BY rowid"):
            yield name

    def refuse(self, name: str, why: str) -> None:
        """Remember that a version of a record was rejected, and why the first was."""
        self._db.execute("INSERT OR IGNORE INTO refused VALUES (?, ?)", (name, why))

    def refused(self, name: str) -> str:
        """Why a version of a record was rejected; "" if none was."""
        found = self._db.execute("SELECT why FROM refused WHERE id = ?", (name,)).fetchone()
        return "" if found is None else str(found[0])

    def refusals(self) -> Iterator[tuple[str, str]]:
        """The ids of records of which a version was rejected, and why."""
        yield from self._db.execute("SELECT id, why FROM refused ORDER BY rowid")

    def forget_refused(self, name: str) -> None:
        """Forget that a version of a record was rejected, which has been told."""
        self._db.execute("DELETE FROM refused WHERE id = ?", (name,))

    def delete(self, name: str, when: float | None) -> None:
        """Remember that a record was deleted, and when it was the last time; None, at a time that nobody tells, is after all."""
        told = self._db.execute("SELECT changed FROM gone WHERE id = ?", (name,)).fetchone()
        if told is None or (told[0] is not None and not is_older(when, told[0])):
            self._db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?, 0)", (name, when))

    def is_gone(self, record: Record) -> bool:
        """Whether a record was deleted, and not changed after that; it is remembered that it was met."""
        found = self._db.execute("SELECT changed FROM gone WHERE id = ?", (record["id"],)).fetchone()
        if found is None or is_older(found[0], changed(record)):
            return False
        self._db.execute("UPDATE gone SET met = 1 WHERE id = ?", (record["id"],))
        return True

    def was_met(self, name: str) -> bool:
        """Whether a record with a deleted id was met."""
        return bool(self._db.execute("SELECT met FROM gone WHERE id = ?", (name,)).fetchone() == (1,))
