"""What a file is wrapped in: gzip, Zstandard, a zip archive, a spreadsheet's workbook, Parquet. An importer gets the content.

Knows the wrappings by their first bytes, never by name. A workbook becomes the CSV text of its one sheet (extra ``xlsx``);
Parquet that eventx wrote becomes lines of records (:mod:`eventx.files.parquet`).
A cell whose value is an error is the error's name there (``#REF!``), for it isn't blank; ``.xls`` and ``.xlsb`` don't show it.
Doesn't choose: an archive of several files, or a workbook of several sheets, is refused with their names unless one is named.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import html
import io
import re
import shutil
import sys
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
_RECORDS = "records.ndjson"
"""What is in a Parquet file."""
_IN_MEMORY = 32 << 20
_CHUNK = 1 << 20
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\b[^>]*>")
_PAIR = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_ATTRIBUTES = rb"(?:[^>\"]|\"[^\"]*\")*"
# A cell with a formula or an error's value (``#REF!``), and what stands behind it as its value.
_ODD = re.compile(
    rb"<c\b(" + _ATTRIBUTES + rb")>\s*(<f\b" + _ATTRIBUTES + rb"(?:/>|>[^<]*</f>))?\s*(?:<v\s*/>|<v\b[^>]*>([^<]*)</v>)?\s*</c>"
)
_PLACE = re.compile(rb"\br=\"([A-Z]+)([0-9]+)\"")
_ERROR, _ODS_ERROR = b't="e"', b'calcext:value-type="error"'
_SHOWN = 8
# What nothing here unpacks, by its first bytes: its name, and what does.
FOREIGN = {
    b"BZh": ("bzip2", "bunzip2"),
    b"\xfd7zXZ\x00": ("xz", "unxz"),
    b"7z\xbc\xaf\x27\x1c": ("7-Zip", "7z x"),
    b"Rar!\x1a\x07": ("RAR", "unrar x"),
}
_LEFTOVERS = ("__MACOSX/", ".")


def unpacked(
    stream: BinaryIO,
    head: bytes,
    name: str,
    sheet: str | None,
    closing: ExitStack,
    beside: list[str],
    merged: list[str],
) -> tuple[BinaryIO, str]:
    """The content, and how it is named in messages and can be named again.

    What has to be closed after use goes to ``closing``; ``beside`` takes the names of hidden sheets, which are not read,
    and ``merged`` the ranges of cells that are one over several rows of data.

    Raises :class:`InputError` if there isn't exactly one thing inside.
    """
    for start, (packing, program) in FOREIGN.items():
        if head.startswith(start):
            raise InputError(
                f"{name} is packed with {packing}, which isn't read; unpack it first ({program}), or pack it with gzip"
            )
    if sheet is not None and head.startswith((_GZIP, _ZSTD)):
        words = f"{name} is one packed file, no workbook or archive, so there is no {sheet!r} in it; name the file alone"
        raise InputError(words)
    if head.startswith(_GZIP):
        return _Checked(cast("BinaryIO", gzip.GzipFile(fileobj=stream)), name, "gzip file"), name.removesuffix(".gz")
    if head.startswith(_ZSTD):
        return _Checked(_zstd(stream, name), name, "Zstandard file"), name.removesuffix(".zst").removesuffix(".zstd")
    # One has to go back in it: an archive's list of content stands at its end.
    seekable = closing.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(stream, seekable)
    seekable.seek(0)
    if head.startswith(_PARQUET):
        from eventx.files.parquet import lines_of

        if sheet not in (None, _RECORDS):
            raise InputError(f"{name}: there is no {sheet!r} in a Parquet file; name the file alone")
        return _Checked(lines_of(seekable, name), name, "Parquet file"), f"{name}#{_RECORDS}"
    if head.startswith(_OLE):
        return _sheet(seekable, name, sheet, closing, beside, merged)
    try:
        archive = closing.enter_context(zipfile.ZipFile(cast("BinaryIO", seekable)))
    except zipfile.BadZipFile as error:
        raise InputError(f"{name}: the zip file is damaged or cut off ({error}); get it again") from None
    members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith(_LEFTOVERS)]
    if any(one.filename in ("xl/workbook.xml", "xl/workbook.bin", "content.xml") for one in members):
        return _sheet(seekable, name, sheet, closing, beside, merged)
    if any(one.filename == "word/document.xml" for one in members):
        raise InputError(f"{name}: this is a document of a word processor; save the text of an article as .txt, a table as CSV")
    wanted = members if sheet is None else [one for one in members if one.filename == sheet]
    if len(wanted) != 1:
        names = ", ".join(one.filename for one in members[:_SHOWN]) + (", …" if len(members) > _SHOWN else "")
        hint = f"; name one: '{name}#{members[0].filename}'" if members else ""
        lacks = "" if sheet is None else f"no {sheet!r}, but "
        raise InputError(f"{name}: the archive has {lacks}{len(members)} file{'s'[: len(members) != 1]} in it ({names}){hint}")
    (member,) = wanted
    if member.flag_bits & 1:
        raise InputError(f"{name}: {member.filename} in it is encrypted; unpack it with its password")
    try:
        inside = closing.enter_context(archive.open(member))
    except NotImplementedError as error:
        raise InputError(
            f"{name}: {member.filename} in it is packed in a way that isn't known here ({error}); unpack it"
        ) from None
    return _Checked(cast("BinaryIO", inside), name, "zip file"), f"{name}#{member.filename}"


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
            found = getattr(self._inner, "read1", self._inner.read)(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise InputError(f"{self._words} ({error}); get it again") from None
        buffer[: len(found)] = found
        return len(found)


def _sheet(
    stream: Any, name: str, wanted: str | None, closing: ExitStack, beside: list[str], merged: list[str]
) -> tuple[BinaryIO, str]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        words = f"{name} is a workbook of a spreadsheet; to read it: pip install 'eventx-conflict[xlsx]'"
        raise UsageError(f"{words}. Or save the sheet as CSV UTF-8") from None
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        sizes = {one: book.get_sheet_by_name(one).height for one in book.sheet_names}
        hidden = {one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible}
    except CalamineError as error:
        raise InputError(f"{name}: the workbook can't be read ({error}); save the sheet as CSV UTF-8") from None
    filled = [one for one, height in sizes.items() if height]
    seen = [one for one in filled if one not in hidden] or filled
    if wanted is None and len(seen) == 1:
        (wanted,) = seen  # beside hidden ones, such as the lists of a form's choices
        beside += [one for one in filled if one != wanted]
    if wanted not in filled:
        named = [f"{one!r} (hidden)" if one in hidden else repr(one) for one in filled]
        what = "no sheet with anything in it" if not filled else f"the sheets {', '.join(named)}"
        hint = f"; name one: '{name}#{max(seen, key=sizes.__getitem__)}'" if filled else ""
        raise InputError(f"{name}: the workbook has {what}{hint}")
    errors = _errors(stream, wanted, name)
    sheet = book.get_sheet_by_name(wanted)
    left = sheet.start[1] if sheet.start else 0  # rows are given from the sheet's first, cells from the first that is filled
    table: Any = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by the stack)
    closing.enter_context(table)
    text = io.TextIOWrapper(table, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    over_rows = _over_rows(sheet)
    header = 0  # the first row that most columns have a cell in; those above are titles
    for number, row in enumerate(cast("Iterator[list[Any]]", sheet.iter_rows()), 1):
        texts = [_text(cell) for cell in row]
        for column, shown in errors.get(number, ()):  # which the package gives as blank
            texts[column - left] = shown
        if over_rows and not header and 2 * sum(map(bool, texts)) > len(texts):
            header = number
        rows.writerow(texts)  # blank ones too, so that lines are numbered as the sheet's rows
    text.detach()
    table.seek(0)
    merged += [shown for first, shown in over_rows if 0 < header < first]
    return table, f"{name}#{wanted}"


def _over_rows(sheet: Any) -> list[tuple[int, str]]:
    """The ranges of cells that are merged over several rows, each with its first row, counted from 1."""
    ranges = getattr(sheet, "merged_cell_ranges", None) or ()  # older packages and some kinds of workbook don't tell them
    return sorted(
        (top + 1, f"{_column(left)}{top + 1}:{_column(right)}{low + 1}") for (top, left), (low, right) in ranges if low > top
    )


def _column(index: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        letters, index = chr(65 + letter) + letters, index - 1
    return letters


def _errors(stream: Any, sheet: str, name: str) -> dict[int, list[tuple[int, str]]]:
    """The cells of a workbook's sheet whose value is an error: by their row, the column's index and the error's name.

    Raises :class:`InputError` for a formula that nobody has worked out, which would read as if it were blank.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    if not zipfile.is_zipfile(stream):  # only workbooks since 2007 are looked at
        return found
    with zipfile.ZipFile(stream) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            _refuse_errors_of_ods(archive, sheet, name)
            return found
        with archive.open(part) as inside:
            rest = b""
            while chunk := inside.read(_CHUNK):
                rest += chunk
                for cell in _ODD.finditer(rest) if b"<f" in rest or _ERROR in rest else ():
                    place = _PLACE.search(cell[1])
                    if place is None:
                        continue
                    if _ERROR in cell[1]:
                        index = sum((letter - 64) * 26**power for power, letter in enumerate(reversed(place[1]))) - 1
                        found.setdefault(int(place[2]), []).append((index, sys.intern((cell[3] or b"#ERROR").decode())))
                    elif cell[2] and not (cell[3] or b"").strip() and b't="str"' not in cell[1]:  # that of a text may be empty
                        where = f"the cell {(place[1] + place[2]).decode()} of the sheet {sheet!r}"
                        words = f"{where} has a formula but no value, for the program that wrote it computed none"
                        advice = "Open the workbook in a spreadsheet and save it, or put the value in the cell"
                        raise InputError(f"{name}: {words}. {advice}")
                rest = rest[max(rest.rfind(b"<c"), 0) :]
    return found


def _refuse_errors_of_ods(archive: zipfile.ZipFile, sheet: str, name: str) -> None:
    """An OpenDocument sheet's errors have no place to read off, so that what they stand for can't be said in its cells."""
    if "content.xml" not in archive.namelist():
        return
    for table in archive.read("content.xml").split(b"<table:table ")[1:]:
        title = table.partition(b">")[0].decode()
        if html.unescape(title.partition('table:name="')[2].partition('"')[0]) == sheet and _ODS_ERROR in table:
            words = f"the sheet {sheet!r} has cells whose value is an error, such as #REF!"
            raise InputError(f"{name}: {words}. Correct them, or save the sheet as CSV UTF-8, which has their names as text")


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the file in a workbook that holds a sheet; None if it doesn't say."""
    if not {_BOOK, _LINKS} <= {*archive.namelist()}:
        return None
    sheets, links = ([dict(_PAIR.findall(tag)) for tag in _TAG.findall(archive.read(one).decode())] for one in (_BOOK, _LINKS))
    ids = {html.unescape(one.get("name", "")): one[name] for one in sheets for name in one if name.endswith(":id")}
    target = next((one.get("Target", "") for one in links if one.get("Id") == ids.get(sheet)), "")
    part = target[1:] if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else None


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
