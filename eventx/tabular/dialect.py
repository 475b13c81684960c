"""How a table is written: its encoding, separator, and whether it has a byte order mark.

Knows how to tell these from the first bytes, and says by what. Doesn't guess an encoding: what isn't Unicode has to be named by
the user, because a wrong 8-bit encoding never fails, it only gives wrong letters.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from eventx.errors import InputError, UsageError

# (mark, encoding); the longer marks first, because UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIED = 1 << 16  # bytes by which the script of a text is told
_BLANK_ROWS = re.compile(rb'(?:[ ,;\t|"]*\r?\n)+')
_SEPARATOR_LINE = re.compile(r"sep=.?")
TITLES = 10
"""Rows at the top of a table, at most, that are looked at for titles."""
_DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
# Signs of files that are no text, for a sentence that helps more than "not UTF-8".
_BINARIES = (
    (b"PK\x03\x04", "a zip file or an Excel workbook; unpack it, or save the sheet as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save the sheet as CSV UTF-8"),
    (b"\x1f\x8b", "a gzip file inside another"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"PAR1", "a Parquet file"),
)


@frozen
class Dialect:
    """A table's encoding and separator, and by what they are known."""

    encoding: str
    delimiter: str
    quotechar: str = '"'
    mark: bytes = b""
    evidence: tuple[str, ...] = ()

    def named(self) -> str:
        """The dialect in words."""
        return f"{self.encoding}, separated by {_DELIMITER_NAMES.get(self.delimiter, repr(self.delimiter))}"


def detect(
    head: bytes, *, name: str, complete: bool = False, encoding: str | None = None, delimiter: str | None = None
) -> Dialect:
    """The dialect of a table that begins with ``head``; ``complete`` says that this is all of it.

    Raises :class:`InputError` for what is empty, binary, or in an encoding that has to be named, and :class:`UsageError` for an
    encoding or a separator that is named and isn't any.
    """
    if not head.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise InputError(f"{name}: the file is empty")
    for sign, what in _BINARIES:
        if head.startswith(sign):
            raise InputError(f"{name}: this is no table but {what}")
    dialect = _encoding(head, name, complete, encoding)
    text = head[len(dialect.mark) :].decode(dialect.encoding, errors="ignore")
    # A NUL further down is damage, and is told in its line, behind the rows above it.
    if "\x00" in (first := _first_line(text)):
        line = text.count("\n", 0, text.index(first)) + 1
        where = f"{name}:{line}: character {first.index(chr(0)) + 1} of this line"
        words = "the file is binary, damaged, or UTF-16 without a byte order mark (then -O encoding=utf-16-le reads it)"
        raise InputError(f"{where} is NUL; {words}")
    return _delimiter(text, dialect, name, delimiter)


def _first_line(text: str) -> str:
    """The first line that isn't blank."""
    return re.split(r"[\r\n]", text.lstrip(" \t\r\n"), maxsplit=1)[0]


def names_separator(cells: Sequence[str], delimiter: str) -> bool:
    """Whether a first row is the line ``sep=;``, which tells spreadsheets the separator and is neither header nor row."""
    return _SEPARATOR_LINE.fullmatch(delimiter.join(cells)) is not None


def past_separator_line(text: str) -> str:
    """The beginning of a table without a first line ``sep=;``."""
    first, end, rest = text.partition("\n")
    return rest if end and _SEPARATOR_LINE.fullmatch(first.removesuffix("\r")) else text


def _encoding(head: bytes, name: str, complete: bool, named: str | None) -> Dialect:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return Dialect(encoding, ",", mark=mark, evidence=(f"{encoding} by its byte order mark",))
    if named is not None:
        _refuse_no_encoding(named, name)
        return Dialect(named, ",", evidence=(f"{named}, as named",))
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head, final=complete)
    except UnicodeDecodeError as error:
        raise not_utf8(head, error.start, name) from None
    ascii_only = head.isascii()
    return Dialect("utf-8", ",", evidence=("utf-8: all of it is ASCII" if ascii_only else "utf-8: it decodes without error",))


def not_utf8(text: bytes, at: int, name: str) -> InputError:
    """What to raise for a text with a byte that is no UTF-8 and without a word of what else it is."""
    line = text.count(b"\n", 0, at) + 1
    around = text[max(at - 12, 0) : at + 12]
    likely = ("windows-1256",) if _is_arabic(text[: max(_TRIED, at + 12)]) else ("windows-1252", "windows-1251")
    tries = "; ".join(f"as {one} {around.decode(one, 'replace')!r}" for one in likely)
    words = f"{name}:{line}: byte {at} (0x{text[at]:02x}) is not UTF-8. Name the encoding with -O encoding=…; "
    return InputError(f"{words}the text there reads {tries}")


def _refuse_no_encoding(encoding: str, name: str) -> None:
    """Raise :class:`UsageError` for what is no encoding of text files: an unknown name, or a codec of something else (base64)."""
    try:
        b"a".decode(encoding, errors="ignore")
        good = codecs.lookup(encoding).name != "punycode"  # of names in addresses, as "idna", which fails
    except (LookupError, ValueError):
        good = False
    if not good:
        raise UsageError(f"{name}: {encoding!r} is no encoding of text files; try utf-8, windows-1252 or windows-1251")


def recoded(text: bytes, encoding: str | None, name: str) -> bytes:
    """A text in UTF-8 if its encoding is named; a byte order mark is believed more. Raises :class:`InputError`, or
    :class:`UsageError` if there is no such encoding."""
    if encoding is None:
        return text
    _refuse_no_encoding(encoding, name)
    mark, marked = next(((mark, one) for mark, one in _MARKS if text.startswith(mark)), (b"", encoding))
    try:
        return text[len(mark) :].decode(marked).encode()
    except UnicodeDecodeError as error:
        advice = "which its byte order mark names" if mark else "which was named; name another encoding"
        raise InputError(f"{name}: byte {len(mark) + error.start} is none of {marked}, {advice}") from None


def _is_arabic(head: bytes) -> bool:
    """Whether the bytes that are no ASCII read as Arabic script in the encoding of Windows; those of Cyrillic give a mixture."""
    signs = bytes(byte for byte in head if byte > 0x7F).decode("windows-1256", "replace")
    return sum("\u0600" <= one <= "\u06ff" for one in signs) > 0.9 * len(signs)


def _delimiter(text: str, dialect: Dialect, name: str, named: str | None) -> Dialect:
    if named is not None:
        delimiter = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}.get(named, named)
        if len(delimiter) != 1:
            raise UsageError(f"{name}: a separator is one character, not {named!r}; 'tab' and 'semicolon' can be written so")
        return evolve(dialect, delimiter=delimiter, evidence=(*dialect.evidence, "separator as named"))
    text = past_titles(text)
    counts = {one: _cells(text, one) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=counts.__getitem__)
    if counts[best] <= 1:
        return evolve(dialect, delimiter=",", evidence=(*dialect.evidence, "one column: no separator in the first line"))
    words = f"{counts[best]} columns by {_DELIMITER_NAMES[best]} in the first line"
    return evolve(dialect, delimiter=best, evidence=(*dialect.evidence, words))


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a row has nothing in it, as sheets have them above a header and below a table."""
    return not any(map(str.strip, cells))


def in_utf8(head: bytes, encoding: str | None = None, name: str = "") -> bytes:
    """The same text in UTF-8: UTF-16, which spreadsheets and Windows write, would hide every sign that is looked for, and so
    does a dash in the ``encoding`` that a user names. Raises :class:`UsageError` if there is no such encoding."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode()
    if encoding is None or head.startswith(codecs.BOM_UTF8):
        return head
    _refuse_no_encoding(encoding, name)
    return head.decode(encoding, errors="ignore").encode()


def past_blank_rows(head: bytes) -> bytes:
    """The beginning of a table, or of any text, without blank lines and rows of separators alone at its top."""
    match = _BLANK_ROWS.match(head)
    return head[match.end() :] if match else head


def titles_above(rows: Iterable[Sequence[str]]) -> int:
    """How many of the first rows of a table are titles above its header; 0 if none is.

    Titles are narrow and a header is wide: a row of one cell is a title of a row of three or more, one of two of nine or more.
    """
    widest = 1
    above: list[Sequence[str]] = []
    for cells in rows:
        width = _filled(cells)
        if width > max(2, 8 * (widest - 1)):
            # A header with a blank behind each comma looks like prose, but is as wide as what stands below it.
            return next((number for number, one in enumerate(above) if sum(map(bool, map(str.strip, one))) >= width), len(above))
        widest = max(widest, width)
        above.append(cells)
    return 0


def _filled(cells: Sequence[str]) -> int:
    """How many cells have something in them. In prose a blank stands behind a comma, so that what follows is no cell."""
    return sum(bool(cell.strip(' \r"')) and not cell.startswith(" ") for cell in cells)


def past_titles(text: str) -> str:
    """The beginning of a table from its header, if there are titles above it."""
    *lines, _ = text.split("\n", TITLES)
    rows = (max((line.split(one) for one in _DELIMITERS), key=lambda cells: (_filled(cells), len(cells))) for line in lines)
    return "\n".join(text.split("\n")[titles_above(rows) :])


def _cells(text: str, delimiter: str) -> int:
    """How many cells the first row has that isn't blank; it may go over several lines."""
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return next((len(row) for row in rows if not is_blank(row)), 0)
    except csv.Error:
        return 0
