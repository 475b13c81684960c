"""Opening what a user names as input: a path, standard input, or bytes at hand.

Knows files, ``-``, addresses (``s3://…``, through fsspec, extra ``remote``), the sheet of a workbook (``book.xlsx#Sheet``) or a
file of an archive (``all.zip#table.csv``), and that content may be wrapped (:mod:`eventx.files.unpacking`). Doesn't know any
format; an importer gets a plain binary stream that starts at the first byte, and the first bytes are looked at before, for
recognition.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from attrs import frozen

from eventx.errors import InputError, UsageError

HEAD_BYTES = 1 << 16
# How Zstandard, gzip, zip (and workbooks since 2007) and older workbooks begin; then what is only named, not unpacked.
_WRAPPINGS = (
    b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"PAR1",
    b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07",
)  # fmt: skip

_REMOTE = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
# Of an address of the web nothing behind the sign is ever sent; an object's key of other stores may have one in it.
_IN_REMOTE = re.compile(r"(https?://[^#]*|[^#]*\.(?:zip|xls[xmb]?|ods)(?:\?[^#]*)?)#(.+)", re.IGNORECASE)

Location = str | os.PathLike[str] | BinaryIO


@frozen
class Opened:
    """An input that is open: its name for messages, its stream from the first byte, its first bytes.

    ``size`` is the number of bytes on disk, ``tell()`` how many of them are read; both only for progress. ``beside``: hidden
    sheets of a workbook that nobody asked for, and that are not read. ``merged``: the ranges of cells that are one over several
    rows of data.
    """

    name: str
    stream: BinaryIO
    head: bytes
    size: int | None
    raw: BinaryIO
    beside: Sequence[str] = ()
    merged: Sequence[str] = ()

    def tell(self) -> int:
        """Bytes of the file that have been read so far."""
        try:
            return self.raw.tell()
        except (OSError, ValueError):
            return 0


class _Replayed(io.RawIOBase):
    """A stream that can't go back, with the bytes that were looked at put in front again."""

    def __init__(self, head: bytes, rest: BinaryIO, name: str) -> None:
        self.name = name
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        # Reading as much as is wanted would lose what comes before an error.
        found = getattr(self._rest, "read1", self._rest.read)(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def name_of(location: Location) -> str:
    """How messages call an input."""
    if isinstance(location, str | os.PathLike):
        return "<stdin>" if os.fspath(location) == "-" else printable(location)
    name = getattr(location, "name", None)
    return name if isinstance(name, str) else "<stream>"


def file_of(location: Location) -> Path | None:
    """The file that is read, as far as that is known; None for standard input, an address, a stream without a name."""
    name = location if isinstance(location, str | os.PathLike) else getattr(location, "name", None)
    if not isinstance(name, str | os.PathLike) or os.fspath(name) == "-" or _REMOTE.match(os.fspath(name)):
        return None
    return _sheet_of(os.fspath(name))[0].resolve()


def printable(path: str | os.PathLike[str]) -> str:
    """A path as it can be written anywhere. Names may hold bytes that are no UTF-8, which stand as ``\\xe9``."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def plain_size(location: str) -> int | None:
    """The bytes of a file that is read as it stands; None for anything else: a stream, what is packed, what isn't there."""
    try:
        if not Path(location).is_file():  # opening a pipe would take what is in it
            return None
        with Path(location).open("rb") as file:
            return None if file.read(8).startswith(_WRAPPINGS) else os.fstat(file.fileno()).st_size
    except (OSError, ValueError):
        return None


def plain_file(opened: Opened) -> Path | None:
    """The file an input is, if it is one, and not packed."""
    path = Path(opened.name)
    if opened.size is None or not path.is_file():
        return None
    with path.open("rb") as file:
        return path if file.read(512) == opened.head[:512] else None


@contextmanager
def open_input(location: Location) -> Iterator[Opened]:
    """Open an input, unpacking what it is wrapped in. Raises :class:`~eventx.errors.InputError` with the reason in words."""
    name = name_of(location)
    with ExitStack() as closing:
        if not isinstance(location, str | os.PathLike):
            yield _opened(name, location, None, None, closing)
        elif os.fspath(location) == "-":
            if sys.stdin is None:
                raise InputError("standard input is closed; name a file, or pipe something into the command")
            yield _opened(name, sys.stdin.buffer, None, None, closing)
        elif _REMOTE.match(os.fspath(location)):
            inside = _IN_REMOTE.fullmatch(name)
            url, sheet = inside.groups() if inside else (name, None)
            yield _opened(url, closing.enter_context(_remote(url)), None, sheet, closing)
        else:
            path, sheet = _sheet_of(os.fspath(location))
            file = closing.enter_context(_file(path))
            # A pipe with a name can be read once only, like standard input.
            size = path.stat().st_size if path.is_file() else None
            yield _opened(printable(path), file, size, sheet, closing)


def _remote(url: str) -> Any:
    """What an address names, through fsspec. Raises :class:`UsageError` if that isn't there or doesn't know such addresses."""
    try:
        import fsspec
    except ImportError:
        words = f"{url} is an address; to read it: pip install 'eventx-conflict[remote]'"
        raise UsageError(f"{words}. Or download it first ('eventx fetch')") from None
    try:
        return fsspec.open(url, "rb").open()
    except FileNotFoundError:
        raise InputError(f"{url}: no such file") from None
    except (ImportError, ValueError) as error:  # the package for this kind of address is missing, or nobody knows the kind
        hint = ". Or download it first ('eventx fetch')" if url.lower().startswith("http") else ""
        raise UsageError(f"{url}: can't be read: {error}{hint}") from None
    except Exception as error:  # whatever a service answers
        raise InputError(f"{url}: can't be opened: {type(error).__name__}: {error}") from error


def refuse_missing(locations: Iterable[Location]) -> None:
    """Raise :class:`InputError` for the first path that surely can't be opened, before others are read for nothing.

    Opens none: a pipe with a name could be read once only. Streams and addresses are taken as they are.
    """
    for location in locations:
        if not isinstance(location, str | os.PathLike) or os.fspath(location) == "-" or _REMOTE.match(os.fspath(location)):
            continue
        path, _ = _sheet_of(os.fspath(location))
        with suppress(OSError, ValueError):  # told in its own words when it is opened
            _refuse_absent(path)


def refuse_twice(locations: Iterable[Location]) -> None:
    """Raise :class:`UsageError` for standard input that is named twice: it would be found empty."""
    if sum(isinstance(one, str | os.PathLike) and os.fspath(one) == "-" for one in locations) > 1:
        raise UsageError("standard input ('-') is named twice, and can be read once")


def refuse_same_file(locations: Iterable[Location]) -> None:
    """Raise :class:`UsageError` for a file that is named twice: the second time none of its records would have a new id."""
    seen: set[str] = set()
    for one in locations:
        if not isinstance(one, str | os.PathLike) or os.fspath(one) == "-":
            continue
        name = os.fspath(one) if _REMOTE.match(os.fspath(one)) else os.path.realpath(one)
        if name in seen:
            raise UsageError(f"{printable(one)} is named twice, where each of its records can be written once; name it once")
        seen.add(name)


def in_a_list(given: Any) -> Sequence[Any]:
    """Inputs that were given as a list, or one alone, which is no list of letters or bytes. A folder stands for its files."""
    several = given if isinstance(given, Sequence) and not isinstance(given, str | bytes | bytearray) else (given,)
    return [one for each in several for one in _in_folder(each)]


def _in_folder(given: Any) -> Sequence[Any]:
    if not isinstance(given, str | os.PathLike) or not os.path.isdir(given):  # noqa: PTH112 (Path raises for long ones)
        return (given,)
    try:
        return sorted(str(one) for one in Path(given).iterdir() if not one.name.startswith(".")) or (given,)
    except OSError as error:
        raise InputError(f"{printable(given)}: the folder can't be read: {error.strerror or error}") from None


def refuse_nothing(given: Any, called: str) -> None:
    """Raise :class:`UsageError` for an empty list of inputs: a pattern that matched no file is no success."""
    if isinstance(given, Sized) and not len(given):
        raise UsageError(f"{called} was given nothing: the list is empty; did a pattern match no file?")


def refuse_other_than_input(location: object, called: str, takes: str, advice: str) -> None:
    """Raise :class:`UsageError` for what is neither a path nor a stream. ``called``: the function that it was given to."""
    if not isinstance(location, str | os.PathLike) and not hasattr(location, "read"):
        raise UsageError(f"{called} takes a path, '-'{takes}, not {type(location).__name__}; {advice}")


def _refuse_absent(path: Path) -> None:
    if path.is_dir():
        name = printable(path)
        if _in_folder(path) == (path,):
            raise InputError(f"{name} is a directory without files")
        words = f"name the files in it: {name}/* (in Python: sorted(pathlib.Path({name!r}).iterdir()))"
        raise InputError(f"{name} is a directory; {words}")
    try:
        path.stat()
    except FileNotFoundError:
        hint = "; a pattern that no file matches is taken for a name" if any(sign in path.name for sign in "*?[") else ""
        raise InputError(f"{printable(path)}: no such file{hint}") from None


def _sheet_of(location: str) -> tuple[Path, str | None]:
    """The file and the sheet of ``book.xlsx#Sheet``, or what of an archive is named so, unless a file has this very name."""
    whole = Path(location)
    with suppress(OSError, ValueError):  # told in its own words when it is opened
        if whole.exists():
            return whole, None
        for sign in re.finditer("#", location):
            file = Path(location[: sign.start()])
            if file.exists() and not file.is_dir():
                return file, location[sign.end() :]
    book, mark, sheet = location.rpartition("#")
    return (Path(book), sheet) if mark and book else (whole, None)


def _file(path: Path) -> BinaryIO:
    try:
        _refuse_absent(path)
        return path.open("rb")
    except PermissionError:
        raise InputError(f"{printable(path)}: no permission to read it") from None
    except OSError as error:
        raise InputError(f"{printable(path)}: can't be opened: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{str(path)!r}: no possible file name: {error}") from error


def _opened(name: str, raw: BinaryIO, size: int | None, sheet: str | None, closing: ExitStack) -> Opened:
    head = _read(name, raw, HEAD_BYTES)
    stream = cast("BinaryIO", io.BufferedReader(_Replayed(head, raw, name), HEAD_BYTES))
    beside: list[str] = []
    merged: list[str] = []
    if head.startswith(_WRAPPINGS):
        from eventx.files.unpacking import unpacked

        packed = name
        content, name = unpacked(stream, head, name, sheet, closing, beside, merged)
        head = _read(name, content, HEAD_BYTES)
        if not head and packed.startswith(name):
            name = packed  # the file that is there, when it is told that nothing is in it
        stream = cast("BinaryIO", io.BufferedReader(_Replayed(head, content, name), HEAD_BYTES))
    elif sheet is not None:
        words = f"{name} is neither a workbook nor an archive, so there is no {sheet!r} in it; name the file alone"
        raise InputError(words)
    return Opened(name, stream, head, size, raw, beside, merged)


def _read(name: str, stream: BinaryIO, count: int) -> bytes:
    parts: list[bytes] = []
    missing = count
    try:
        while missing and (part := stream.read(missing)):
            if isinstance(part, str):
                raise UsageError(f"{name} is open as text, which may have changed its bytes; open it with open(path, 'rb')")
            parts.append(part)
            missing -= len(part)
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror or error}") from error
    return b"".join(parts)
