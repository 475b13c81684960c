"""The codes that every importer of tables may give, each in a sentence.

Knows no layout and loads nothing that does, so that a list of a plugin's codes costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "TAB-ROW-LENGTH": "A row has more or fewer cells than the header, so which cell belongs to which column can't be known.",
    "TAB-QUOTES": "The quotes of a row don't match, so it can't be split into cells; or it is no JSON object where others are.",
    "TAB-ID": "The row has no usable id. Of a table that has none, --from csv makes ids by a mapping, which csv-mapping writes.",
    "TAB-REPEATED-ID": "The id stood in the row before, but the row isn't the same event told again. It is not counted twice.",
    "TAB-MONADIC": "The row tells the event of the row before again, for its other actor (a monadic export). It counts once.",
    "TAB-SAME-ROW": "The row repeats the row before, cell by cell. It counts once.",
    "TAB-DATE": "The date is blank, in no form that can be read without guessing, or there is no such day.",
    "TAB-DATE-ORDER": "Day and month are both numbers. A note says which comes first and why; an error, that nothing shows it.",
    "TAB-TWO-DIGIT-YEAR": "The year has two digits. It is read as 1970 to 2069.",
    "TAB-SERIAL-DATE": "The date is the serial number of a spreadsheet, which counts the days from 30 December 1899.",
    "TAB-NUMBER": "A number can't be read, or is outside its range. As a warning: the cell is kept as it is.",
    "TAB-UNKNOWN": "A figure of the dead or injured is a word for unknown, such as n/a or NA: the record has none, never 0. Or "
    "the table has the dots of Stata for what isn't known, which are read as blank.",
    "TAB-HALF-POINT": "Of latitude and longitude one is blank. The record has no point; the other cell is kept as it is.",
    "TAB-NULL-POINT": "Latitude and longitude are both 0, a spot in the sea that programs write for a place they don't know.",
    "TAB-CODE": "A code isn't in its list. The cell is kept as it is, and the record says nothing of it.",
    "TAB-OLDER-CODE": "A code of an earlier version of the source, translated with some loss, which the message says.",
    "TAB-DIFFERS": "A column contradicts another that it follows from. Both are kept.",
    "TAB-COLUMNS": "The table lacks columns of its layout, read as blank, or has others, which travel with the records. As a "
    "warning: no column says where it was, or how many were hurt, so no record does; or one of figures may be that by another "
    "name.",
    "TAB-HEADER-AGAIN": "A row is the header again, as where tables were put one behind the other. It is left out.",
    "TAB-NO-HEADER": "The table has no header row; its columns are those of the layout whose width and content it has.",
    "TAB-TITLES": "Lines of few cells, such as a title or a day of export, stand above the header. They belong to no record.",
    "TAB-ENCODING": "Some bytes are not UTF-8. They are read as windows-1252, which never fails, so look at the letters.",
    "TAB-PAGE": "A JSON answer is one page of several, or may be; the other pages are not in this file.",
    "TAB-RESTRICTED": "The account that asked an API may see only part of the data, such as what is older than a year.",
    "blank": "A line without anything on it, or with separators alone.",
    "sum": "A row called a total or an average where an id stands, without date, type and actors; in a table without ids, one of "
    "nothing but such a name and figures. It adds up other rows.",
    "id-alone": "A row with nothing in it but what stands where ids do, such as a footnote below a table. It tells of no event.",
    "hxl": "The row of HXL hashtags under the header. It says what columns are, not what happened.",
}
OF_TERMS: Mapping[str, str] = {
    "TAB-OTHERS": "The id of some rows is another source's, as where eventx wrote other events in this layout. None of the terms "
    "of the source whose layout it is are claimed for such rows. It is told once for a table, at its end, with their number.",
}
"""The code of importers that claim a source's terms for its rows."""
