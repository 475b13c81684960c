"""Where results go: a file that appears whole or not at all, or standard output.

Knows files and ``-``, and that a file's suffix may ask for packing (:mod:`eventx.files.packing`). Doesn't know formats.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from eventx.errors import OutputError, UsageError
from eventx.files.inputs import Location, file_of
from eventx.files.packing import packed, packing_of

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_BUFFER = 1 << 18  # bytes; exporters write a record at a time
_PART = 1 << 26  # bytes


@contextmanager
def open_output(path: str | os.PathLike[str], *, held_back: bool = False) -> Iterator[BinaryIO]:
    """A binary stream for ``path``: written aside in the same folder and renamed when the block ends without an exception.

    What ends with ``.gz`` or ``.zst`` is packed so. ``-`` is standard output, written as the bytes come or, if ``held_back``,
    after the block has ended well. Raises :class:`~eventx.errors.OutputError` with the reason in words; an exception inside the
    block leaves no file behind. That it is on the disk before this returns is not asked of the system, because a large output
    would wait for seconds: if the machine itself fails right then, neither this file nor one that it replaced may be there.
    """
    if os.fspath(path) == "-":
        with _in_words("<stdout>"), _standard_output(held_back) as stream:
            yield stream
        return
    target = _file(path)
    packing = packing_of(target)
    if target.exists() and not target.is_file():  # a device or a pipe can't be replaced, only written to
        with _in_words(target), target.open("wb") as stream, packed(stream, packing) as out:
            yield out
        return
    # Known before it is there, whenever one interrupts; not by the module secrets, with which OpenSSL is loaded.
    aside = target.parent / f".{target.name}.{os.urandom(6).hex()}.part"
    try:
        with _in_words(target):
            file = _LetGo(aside, "xb", opener=_for_its_owner)
        with _in_words(target), io.BufferedWriter(file, _BUFFER) as stream, packed(stream, packing) as out:
            yield out
        with _in_words(target):
            _take_mode(aside, target)
            aside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class _LetGo(io.FileIO):
    """A file of which the system is told after each part that it needn't be held in memory, but for one that ends before.

    Linux holds all that is written, and to take memory for it can cost more than all else of writing (on a virtual machine 3.5 of
    the 13 processor seconds for a million rows); a result that is read much later, if at all, pushes out what others hold there.
    """

    _since = 0

    def write(self, data: Buffer, /) -> int:
        """As :meth:`io.FileIO.write`."""
        written = super().write(data)
        self._since += written
        if self._since >= _PART and sys.platform == "linux":
            self._since = 0
            with contextlib.suppress(OSError):  # only a hint
                os.posix_fadvise(self.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return written


@contextmanager
def open_text(path: str | os.PathLike[str]) -> Iterator[IO[str]]:
    """The same for text: UTF-8, line feeds, and an escape for half of a surrogate pair, which has no bytes."""
    with open_output(path) as out:
        text = io.TextIOWrapper(cast("io.BufferedWriter", out), "utf-8", errors="backslashreplace", newline="\n")
        yield text
        text.flush()
        text.detach()


def told_apart(sources: Iterable[Location], targets: Iterable[tuple[str, str | os.PathLike[str] | None]]) -> None:
    """Raise a usage error if one file is to be written twice, or over a source. ``targets``: names and paths."""
    taken: dict[Path | None, str] = {file: "a source" for source in sources if (file := file_of(source)) is not None}
    for called, path in targets:
        if path is None or os.fspath(path).startswith("/dev/"):
            continue
        where = None if os.fspath(path) == "-" else Path(path).resolve()
        if where in taken:
            one = f"{called} {os.fspath(path)}"
            if where is None:
                raise UsageError(f"{one} and {taken[where]} would both go to standard output; give one of them a file")
            raise UsageError(f"{one} is {taken[where]} too; give it a name of its own")
        taken[where] = called


def refuse_other_than_path(target: object, called: str) -> None:
    """Raise a usage error for a target that is neither a path nor ``-``. ``called``: the function that it was given to."""
    if not isinstance(target, str | os.PathLike):
        words = f"{called} writes to a path or '-' (standard output), not to {type(target).__name__}"
        raise UsageError(f"{words}; for records without a file take eventx.read(…).records(), which are JSON objects")


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Raise :class:`~eventx.errors.OutputError` if a file surely can't be written there, before there is anything to write."""
    if os.fspath(path) == "-":
        return
    target = _file(path)
    if not target.exists():
        with _in_words(target), tempfile.TemporaryFile(dir=target.parent):
            pass


def _file(path: str | os.PathLike[str]) -> Path:
    """The file to write. Raises :class:`~eventx.errors.OutputError` for a folder, also one that isn't there yet (``new/``)."""
    target = Path(path)
    if target.is_dir() or os.fspath(path).endswith("/"):
        raise OutputError(f"{os.fspath(path)} is a directory; name a file in it")
    return target


@contextmanager
def _standard_output(held_back: bool) -> Iterator[BinaryIO]:
    stream = sys.stdout.buffer
    # What a plugin prints meanwhile must not get among the records.
    with contextlib.redirect_stdout(sys.stderr):
        if not held_back:
            yield stream
        else:
            with tempfile.TemporaryFile() as spool:
                yield spool
                spool.seek(0)
                shutil.copyfileobj(spool, stream)
    stream.flush()


def _take_mode(aside: Path, target: Path) -> None:
    """Give the new file the permissions a plainly opened one would have; until then they are for its owner alone."""
    if target.exists():
        aside.chmod(target.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        aside.chmod(0o666 & ~mask)


@contextmanager
def _in_words(target: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise OutputError(f"can't write {target}: its folder doesn't exist") from None
    except PermissionError:
        raise OutputError(f"can't write {target}: no permission") from None
    except OSError as error:
        raise OutputError(f"can't write {target}: {error.strerror or error}") from error
