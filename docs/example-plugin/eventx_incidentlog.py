"""Reads an incident log: ``2026-03-01<TAB>Talas<TAB>what happened``, after a first line ``#incidentlog``."""

import datetime
from collections.abc import Iterator
from typing import BinaryIO

from eventx.plugins import Sniff
from eventx.report import End, Finding, Kind, Outcome, Position, Severity


class IncidentLog:
    """Incident logs, one line an incident."""

    name = "incidentlog"
    codes = {"LOG-LINE": "A line is a day, a place and words, separated by tabs.", "LOG-REMARK": "A line with # is a remark."}

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        return Sniff(1.0, "first line is #incidentlog") if head.startswith(b"#incidentlog") else None

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        count = 0
        for count, line in enumerate(stream, start=1):
            position = Position(name, line=count)
            if line.startswith(b"#"):
                yield Outcome(Kind.WITHHELD, position, reason="LOG-REMARK")
                continue
            try:
                day, place, notes = line.decode().rstrip("\r\n").split("\t")
                datetime.date.fromisoformat(day)
            except ValueError as error:
                yield Outcome.rejected(Finding("LOG-LINE", Severity.ERROR, f"no incident: {error}", position))
                continue
            record = {"schema_version": "1.0.0", "kind": "event", "id": f"incidentlog:{day}-{count}", "status": "reported"}
            record["date"] = {"start": day, "end": day, "precision": "day", "text": day, "basis": "explicit"}
            optional = {"place": {"name": place} if place else None, "notes": notes or None}
            record |= {member: value for member, value in optional.items() if value}
            file = {"file": position.name} if position.name else {}  # without its folders; standard input has no name
            record["evidence"] = [{"pointer": "", "cell": {**file, "line": count}}]
            yield Outcome.kept(position, record)
        yield End(count, unit="line")
