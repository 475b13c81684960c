"""Files of eventx JSON lifted to a newer schema version: NDJSON line by line, a document as a whole.

Knows which of the two a file is, and accounts for every record. What follows the version already passes through to the byte; what
can't be lifted stays as it is and is told. Doesn't validate: that is the next step, and another command's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from attrs import define, field

from eventx.errors import InputError, SchemaError
from eventx.migration.steps import STEPS, Step, migrate

_BOM = b"\xef\xbb\xbf"


@define
class Lifting:
    """What became of one file's records: how many were lifted from each version, were current already, or are as they were.

    ``refused`` has the line of each record that couldn't be lifted, and why; a document's records all have its first line.
    """

    file: str
    to: str
    lifted: Counter[str] = field(factory=Counter)
    current: int = 0
    refused: list[tuple[int, str]] = field(factory=list)

    @property
    def read(self) -> int:
        """All records of the file."""
        return self.lifted.total() + self.current + len(self.refused)

    def sentence(self) -> str:
        """The same in one line."""
        noun = "record" if self.read == 1 else "records"
        words = f"{self.file}: {self.read:,} {noun}: {self.lifted.total():,} lifted to schema {self.to}"
        words += f", {self.current:,} there already, {len(self.refused):,} left as they are"
        return words

    def to_dict(self) -> dict[str, Any]:
        """A JSON object."""
        refused = [{"line": line, "message": message} for line, message in self.refused]
        return {
            "file": self.file, "to": self.to, "read": self.read, "lifted": dict(self.lifted), "current": self.current,
            "refused": refused,
        }  # fmt: skip


def lift(stream: BinaryIO, out: BinaryIO, *, name: str, to: str, steps: tuple[Step, ...] = STEPS) -> Lifting:
    """Lift the records of a file; each that can't be lifted is written as it is. A file without any has no record.

    Raises :class:`InputError` for what surely isn't JSON: a table, an article.
    """
    account = Lifting(name, to)
    first = stream.readline()
    number = 1
    while first and not first.removeprefix(_BOM).strip():
        out.write(first)
        first, number = stream.readline(), number + 1
    if not first:
        return account
    try:
        alone = isinstance(found := json.loads(first.removeprefix(_BOM)), dict) and not (
            "events" in found and "kind" not in found
        )
    except ValueError:
        alone = first.count(b'":') > 1 and first.rstrip().endswith(b"}")  # a broken record among lines
        if not alone and first.removeprefix(_BOM).lstrip()[:1] not in (b"{", b"["):
            words = "this is not eventx JSON, and only that follows a version of the schema"
            raise InputError(f"{name}: {words}; nothing was written") from None
    if not alone:
        out.write(_document(first + stream.read(), number, account, steps))
        return account
    for at, line in _numbered(first, stream, number):
        out.write(_line(line, at, account, steps))
    return account


def _numbered(first: bytes, stream: BinaryIO, number: int) -> Iterator[tuple[int, bytes]]:
    while first:
        yield number, first
        first, number = stream.readline(), number + 1


def _line(line: bytes, number: int, account: Lifting, steps: tuple[Step, ...]) -> bytes:
    body = line.removeprefix(_BOM)
    if not body.strip():
        return line
    try:
        record = json.loads(body.rstrip())
        if not isinstance(record, dict):
            raise SchemaError("this is no record: it is no JSON object")
        made = migrate(record, account.to, steps=steps)
    except (ValueError, RecursionError) as error:
        account.refused.append(_no_json(error, number))
        return line
    except SchemaError as error:
        account.refused.append((number, str(error)))
        return line
    if not _count(record, account):
        return line
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _no_json(error: Exception, line: int) -> tuple[int, str]:
    """The line of the file in which a text that begins in ``line`` is no JSON, and why in words."""
    if isinstance(error, json.JSONDecodeError):
        return line + error.lineno - 1, f"this is not JSON: {error.msg} (column {error.colno})"
    return line, f"this is not JSON: {error}"


def _count(record: Mapping[str, Any], account: Lifting) -> bool:
    """Enter a record that can be lifted; whether there was anything to lift."""
    version = record["schema_version"]
    if version == account.to:
        account.current += 1
        return False
    account.lifted[version] += 1
    return True


def _document(content: bytes, line: int, account: Lifting, steps: tuple[Step, ...]) -> bytes:
    try:
        document = json.loads(content.removeprefix(_BOM))
        one = "kind" in document  # a member ``events`` of a record is its own
        records = document if isinstance(document, list) else [document] if one else document.get("events", [document])
        if not isinstance(records, list):
            raise TypeError
        if isinstance(document, list):
            made: Any = [migrate(record, account.to, steps=steps) for record in records]
        else:
            made = migrate(document, account.to, steps=steps)
    except (ValueError, RecursionError) as error:
        account.refused.append(_no_json(error, line))
        return content
    except (AttributeError, KeyError, TypeError):
        account.refused.append((line, "this is no record, no array of records and no dataset document"))
        return content
    except SchemaError as error:  # one that can't be lifted holds the document back
        account.refused += [(line, str(error))] * max(len(records), 1)
        return content
    changed = sum([_count(record, account) for record in records])
    if not changed and (isinstance(document, list) or document["schema_version"] == account.to):
        return content
    indent = 2 if content.count(b"\n") > 1 else None
    return json.dumps(made, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass") + b"\n"
