"""Writes the flat table as a workbook (Office Open XML), with what Python brings along.

Knows the parts of a workbook of one sheet, what a spreadsheet has no room for, and which signs XML can't have. A text is a text
there: it is run as no formula, and taken for no date or number. Reads nothing.

XlsxWriter (3.3) was tried in the place of this: as fast and no dearer in memory, but it leaves its copy of the sheet on the disk
when a run fails, has other bytes on another system, and would take an extra for what needs nothing now; what it would save is a
third of this module, most of it constants.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO, Final, cast
from xml.sax.saxutils import escape

from eventx.errors import OutputError
from eventx.report import Losses, Record, counted
from eventx.tabular.flat import COLUMNS, PARTS, Scalar, flat, lost
from eventx.tabular.formula_guard import guarded, lost_in_cells, unguarded

ROWS = 1_048_576  # of a sheet, the header included
TEXT = 32_767  # UTF-16 units of a cell
BYTES = 2**31 - 2**20  # of the sheet, unpacked; beyond, some programs can't unpack it
_DAYS = ("date_start", "date_end")
_EPOCH = date(1899, 12, 30)
_FIRST = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WIDE = {"id": 26, "notes": 60, "evidence": 40, "actors": 40, "initiators": 30, "targets": 30, "sources": 24, "place": 20}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}">'
    '<bookViews><workbookView/></bookViews><sheets><sheet name="events" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Styles by number: 0 as it is, 1 a day, 2 a header, 3 a text, which stays one when somebody edits its cell.
    "xl/styles.xml": f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf fontId="1" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def _letters(number: int) -> str:
    return (_letters((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)


_LETTERS = tuple(_letters(number) for number in range(1, len(COLUMNS) + 1))
_TOP = (
    f'<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" '
    'activePane="bottomRight" state="frozen"/>'
    "</sheetView></sheetViews><cols>"
    + "".join(f'<col min="{at}" max="{at}" width="{_WIDE.get(name, 14)}" customWidth="1"/>' for at, name in enumerate(COLUMNS, 1))
    + "</cols><sheetData>"
)


def write_workbook(records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
    """Write the workbook; return how many records. Raises :class:`OutputError` for more than a sheet can have."""
    count = 0
    with zipfile.ZipFile(cast("BinaryIO", _Onward(out)), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(_entry(name), _HEAD + content)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w") as sheet:
            size = sheet.write((_HEAD + _TOP + _row(1, map(_header, COLUMNS))).encode())
            for count, record in enumerate(records, start=1):
                for code, pointer, detail in _lost(record):
                    losses.add(code, record["id"], pointer, detail)
                size += sheet.write(_row(count + 1, (_cell(name, one) for name, one in flat(record).items())).encode())
                if count >= ROWS or size > BYTES:
                    words = f"a workbook can't hold more than the {counted(count - 1, 'record')} before {record['id']}"
                    raise OutputError(f"{words}; write .csv or .parquet, or fewer records")
            sheet.write(f'</sheetData><autoFilter ref="A1:{_LETTERS[-1]}{count + 1}"/></worksheet>'.encode())
    return count


class _Onward:
    """Takes bytes and never goes back, so that a workbook has the same bytes in a file, in a pipe and packed."""

    def __init__(self, out: BinaryIO) -> None:
        self.write, self.flush = out.write, out.flush


def _entry(name: str) -> zipfile.ZipInfo:
    """A part that has the same bytes on every day and machine."""
    info = zipfile.ZipInfo(name)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    return info


def _row(number: int, cells: Iterable[str]) -> str:
    inner = "".join(f'<c r="{column}{number}"{cell}</c>' for column, cell in zip(_LETTERS, cells, strict=True) if cell)
    return f'<row r="{number}">{inner}</row>'


def _header(name: str) -> str:
    return f' s="2" t="inlineStr"><is><t>{name}</t></is>'


def _cell(name: str, value: Scalar) -> str:
    """What stands between the cell's place and its end; empty for what isn't known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v>'
    if not isinstance(value, str):
        if abs(value) <= 2**53 and repr(value) != "-0.0":
            return f"><v>{value!r}</v>"
        value = repr(value)  # a spreadsheet would round it, or forget its sign
    if name in _DAYS and (day := date.fromisoformat(value)) >= _FIRST:
        return f' s="1"><v>{(day - _EPOCH).days}</v>'
    text = escape(_ESCAPE.sub("_x005F_", _NO_XML.sub("\ufffd", _held(value))), {"\r": "&#13;"})
    return f' s="3" t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _held(text: str) -> str:
    """As much of a text as a cell holds. An apostrophe before what a reader of ours would take one from."""
    text = guarded(text) if unguarded(text) != text else text
    return text if _fits(text) else text.encode("utf-16-le")[: 2 * TEXT].decode("utf-16-le", "ignore")


def _fits(text: str) -> bool:
    return len(text) <= TEXT // 2 or len(text.encode("utf-16-le")) <= 2 * TEXT


def _lost(record: Record) -> Iterator[tuple[str, str, str]]:
    yield from lost(record)
    yield from lost_in_cells(record)
    for part in PARTS:
        for name, value in zip(part.names, part.cells(record), strict=True):
            if isinstance(value, str):
                if not _fits(value):
                    yield "CSV-CUT", f"/{part.members[0]}", name
                if _NO_XML.search(value.replace("\0", "")):
                    yield "CSV-SIGNS", f"/{part.members[0]}", name
