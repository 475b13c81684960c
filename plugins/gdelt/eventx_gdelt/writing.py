"""Writing a GDELT file.

Knows the file: tab-separated, no header, no quoting, each row in the width it came in. What of other records a row can say, the
layout decides; what it can't is found by reading the row back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from eventx.report import Losses, Record
from eventx.tabular.header_fit import fit
from eventx.tabular.losses import Said, declare, given_anew, missing
from eventx.tabular.rows import Refused, RowReader, RowWriter
from eventx_gdelt.layout import PREFIX, action, layout_named, layouts
from eventx_gdelt.reading import RIGHTS

_BREAKS = re.compile(r"[\t\r\n\0]+")


def write_table(records: Iterable[Record], out: BinaryIO, losses: Losses, *, vintage: str) -> int:
    """Write a row for each record; return how many rows. ``vintage`` is ``own``, ``2.0`` or ``1.0``."""
    wanted = {"2.0": layouts()[0], "1.0": layouts()[1]}.get(vintage)
    writers: dict[str, tuple[RowWriter, RowReader]] = {}
    count = 0
    for record in records:
        own = layout_named(record.get("provenance", {}).get("mapping", ""))
        if own is None and _left_out(record, losses):
            continue
        layout = wanted or own or layouts()[0]
        if layout.name not in writers:
            found = fit(layout, layout.header)
            writer = RowWriter(found, afresh=wanted is not None)
            writers[layout.name] = writer, RowReader(found, {"status": "reported", "kind": "report"})
        writer, reader = writers[layout.name]
        said: Said = []
        cells = writer.write(record if own else _shaped(record, said))
        flat = [_BREAKS.sub(" ", cell) for cell in cells]
        if flat != cells:
            said.append(("GDELT-WHITE-SPACE", "", ""))
        out.write(("\t".join(flat) + "\n").encode())
        said += [("GDELT-COLUMN", f"/{PREFIX}:{column}", column) for column in writer.left_out(record)]
        read = reader.read(flat)
        again = {} if isinstance(read, Refused) else read[0]
        anew = given_anew(record, PREFIX, RIGHTS if own is not None else None)
        declare(said, missing(record, again, without=anew), losses, record["id"], "GDELT-OTHER")
        count += 1
    return count


def _left_out(record: Record, losses: Losses) -> bool:
    name = record["id"]
    if record["kind"] == "campaign":
        losses.leave_out("GDELT-CAMPAIGN", name)
    elif record["status"] in ("denied", "retracted"):
        losses.leave_out("GDELT-NOT-HAPPENED", name, record["status"])
    elif not any(code["system"] == "cameo" for code in record.get("codes", ())) and record.get("type") not in action().back:
        losses.leave_out("GDELT-NO-CODE", name, record.get("type", "no type"))
    else:
        return False
    return True


def _shaped(record: Record, said: Said) -> Record:
    """A record of another source as a row can say it."""
    made: dict[str, Any] = dict(record)
    date = record.get("date", {})
    if date.get("precision") != "day":
        said.append(("GDELT-DATE", "/date", date.get("precision", "no date")))
    if "tolls" in record:
        said.append(("GDELT-TOLLS", "/tolls", f"{len(record['tolls'])}"))
    actors = record.get("actors", ())
    seats = [_first(actors, "initiator", "a"), _first(actors, "target", "b")]
    chosen = [actor for actor in seats if actor is not None]
    if len(chosen) < len(actors):
        said.append(("GDELT-ACTORS", "/actors", f"{len(actors) - len(chosen)} of {len(actors)}"))
    made["actors"] = [{**actor, "side": side} for actor, side in zip(seats, "ab", strict=True) if actor is not None]
    return made


def _first(actors: Any, role: str, side: str) -> dict[str, Any] | None:
    """Who acts, or who is acted upon; where that isn't said, who stands on the side."""
    by_role = [actor for actor in actors if actor["role"] == role]
    by_side = [actor for actor in actors if actor.get("side") == side and actor["role"] in (role, "not-stated", "participant")]
    return next(iter([*by_role, *by_side]), None)
