"""What a file is wrapped in: gzip, Zstandard, a zip archive, a spreadsheet's workbook, Parquet. An importer gets the content.

Knows the wrappings by their first bytes, never by name. A workbook becomes the CSV text of its one sheet (extra ``xlsx``);
Parquet that eventx wrote becomes the records that it holds as JSON, a line each (extra ``geoparquet``).
Doesn't choose: an archive of several files, or a workbook of several sheets, is refused with their names.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO, cast

from eventx.errors import InputError, UsageError

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_OLE = b"\xd0\xcf\x11\xe0"  # workbooks before 2007
_PARQUET = b"PAR1"
_IN_MEMORY = 32 << 20
_RECORDS = "record"  # the column that holds them whole
_ROWS = 1000
_SHOWN = 8
_LEFTOVERS = ("__MACOSX/", ".")


def unpacked(stream: BinaryIO, head: bytes, name: str, sheet: str | None, closing: ExitStack) -> tuple[BinaryIO, str]:
    """The content, and how messages call it; what has to be closed after use goes to ``closing``.

    Raises :class:`InputError` if there isn't exactly one thing inside.
    """
    if head.startswith(_GZIP):
        return _Checked(cast("BinaryIO", gzip.GzipFile(fileobj=stream)), name, "gzip file"), name.removesuffix(".gz")
    if head.startswith(_ZSTD):
        return _Checked(_zstd(stream, name), name, "Zstandard file"), name.removesuffix(".zst").removesuffix(".zstd")
    # One has to go back in it: an archive's list of content stands at its end.
    seekable = closing.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(stream, seekable)
    seekable.seek(0)
    if head.startswith(_PARQUET):
        return _Checked(_records(seekable, name), name, "Parquet file"), f"{name}/records.ndjson"
    if head.startswith(_OLE):
        return _sheet(seekable, name, sheet, closing)
    try:
        archive = closing.enter_context(zipfile.ZipFile(cast("BinaryIO", seekable)))
    except zipfile.BadZipFile as error:
        raise InputError(f"{name}: the zip file is damaged or cut off ({error}); get it again") from None
    members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith(_LEFTOVERS)]
    if any(one.filename in ("xl/workbook.xml", "xl/workbook.bin", "content.xml") for one in members):
        return _sheet(seekable, name, sheet, closing)
    if any(one.filename == "word/document.xml" for one in members):
        raise InputError(f"{name}: this is a document of a word processor; save the text of an article as .txt, a table as CSV")
    if len(members) != 1:
        names = ", ".join(one.filename for one in members[:_SHOWN]) + (", …" if len(members) > _SHOWN else "")
        raise InputError(f"{name}: the archive has {len(members)} files in it ({names}); unpack it and name the files")
    (member,) = members
    if member.flag_bits & 1:
        raise InputError(f"{name}: {member.filename} in it is encrypted; unpack it with its password")
    try:
        inside = closing.enter_context(archive.open(member))
    except NotImplementedError as error:
        raise InputError(
            f"{name}: {member.filename} in it is packed in a way that isn't known here ({error}); unpack it"
        ) from None
    return _Checked(cast("BinaryIO", inside), name, "zip file"), f"{name}/{member.filename}"


def _zstd(stream: BinaryIO, name: str) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        words = f"{name} is packed with Zstandard; to read it: pip install 'eventx-conflict[zst]'"
        raise UsageError(f"{words}. Or unpack it first (zstd -d)") from None
    return cast("BinaryIO", _Zstd(stream, zstandard.ZstdDecompressor(), zstandard.ZstdError))


class _Zstd:
    """Reads all frames of a stream; one that ends too early is an error, which the package's own reader doesn't tell."""

    def __init__(self, stream: BinaryIO, made: Any, error: type[Exception]) -> None:
        self._stream = stream
        self._made = made
        self._error = error
        self._frame = made.decompressobj()
        self._rest = b""

    def read(self, size: int) -> bytes:
        while len(self._rest) < size:
            packed = self._frame.unused_data or self._stream.read(1 << 17)
            if self._frame.eof:
                if not packed:
                    break
                self._frame = self._made.decompressobj()
            elif not packed:
                raise EOFError("it ends within a frame")
            try:
                self._rest += self._frame.decompress(packed)
            except self._error as error:
                raise EOFError(str(error)) from None
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def _records(stream: Any, name: str) -> BinaryIO:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(f"{name} is a Parquet file; to read it: pip install 'eventx-conflict[geoparquet]'") from None
    try:
        file = pyarrow.parquet.ParquetFile(stream)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{name}: the Parquet file is damaged or cut off ({error}); get it again") from None
    columns = file.schema_arrow.names
    if _RECORDS not in columns or str(file.schema_arrow.field(_RECORDS).type) not in ("string", "large_string", "string_view"):
        has = ", ".join(columns[:_SHOWN]) + (", …" if len(columns) > _SHOWN else "")
        raise InputError(
            f"{name}: this Parquet file has no column {_RECORDS!r} with whole records as text, which eventx writes; it has {has}"
            ". Save it as CSV and read that by a mapping ('eventx csv-mapping')"
        )
    return cast("BinaryIO", _Records(file.iter_batches(_ROWS, columns=[_RECORDS]), pyarrow.ArrowException))


class _Records:
    """Reads a column of JSON texts as lines, a line a row; one without a text is a blank line."""

    def __init__(self, batches: Iterator[Any], error: type[Exception]) -> None:
        self._batches = batches
        self._error = error
        self._lines = io.BytesIO()

    def read(self, size: int) -> bytes:
        while not (found := self._lines.read(size)):
            try:
                batch = next(self._batches, None)
            except (self._error, OSError) as error:
                raise EOFError(str(error)) from None
            if batch is None:
                break
            # In JSON a line break stands between values only, where a blank says the same.
            texts = (text.replace("\n", " ") if text else "" for text in batch.column(0).to_pylist())
            self._lines = io.BytesIO("".join(f"{text}\n" for text in texts).encode())
        return found


class _Checked(io.BufferedReader):
    """An unpacked stream whose damage is told in words."""

    def __init__(self, inner: BinaryIO, name: str, what: str) -> None:
        super().__init__(_Raw(inner, name, what))


class _Raw(io.RawIOBase):
    def __init__(self, inner: BinaryIO, name: str, what: str) -> None:
        self._inner = inner
        self._words = f"{name}: the {what} is damaged or cut off"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            found = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise InputError(f"{self._words} ({error}); get it again") from None
        buffer[: len(found)] = found
        return len(found)


def _sheet(stream: Any, name: str, wanted: str | None, closing: ExitStack) -> tuple[BinaryIO, str]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        words = f"{name} is a workbook of a spreadsheet; to read it: pip install 'eventx-conflict[xlsx]'"
        raise UsageError(f"{words}. Or save the sheet as CSV UTF-8") from None
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        filled = [one for one in book.sheet_names if book.get_sheet_by_name(one).height]
    except CalamineError as error:
        raise InputError(f"{name}: the workbook can't be read ({error}); save the sheet as CSV UTF-8") from None
    if wanted is None and len(filled) == 1:
        (wanted,) = filled
    if wanted not in filled:
        what = "no sheet with anything in it" if not filled else f"the sheets {', '.join(map(repr, filled))}"
        hint = f"; name one: '{name}#{filled[0]}'" if filled else ""
        raise InputError(f"{name}: the workbook has {what}{hint}")
    table: Any = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by the stack)
    closing.enter_context(table)
    text = io.TextIOWrapper(table, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    for row in cast("Iterator[list[Any]]", book.get_sheet_by_name(wanted).iter_rows()):
        rows.writerow([_text(cell) for cell in row])  # blank ones too, so that lines are numbered as the sheet's rows
    text.detach()
    table.seek(0)
    return table, f"{name}#{wanted}"


def _text(cell: Any) -> str:
    """A cell as CSV has it: whole numbers without a point, days without a midnight."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime.datetime():
            return cell.isoformat(" ")
        case datetime.date() | datetime.time():
            return cell.isoformat()
        case _:
            return str(cell)
