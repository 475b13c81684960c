"""Downloading one page or file, with a note of where it came from. Importing is another step, in another module.

Knows HTTP and how it goes wrong: slow servers, endless bodies, bombs, redirects to where one should not go. Doesn't look at what
it fetches. Uses no proxy and no credentials from the environment, so that the same call does the same everywhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from attrs import frozen

from eventx.errors import FetchError, UsageError
from eventx.fetch.addresses import is_public, no_address
from eventx.fetch.unpacking import KNOWN, unpacked
from eventx.version import version

if TYPE_CHECKING:
    import requests

__all__ = ["Fetched", "fetch", "is_public"]

Progress = Callable[[int, int | None], None]

_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5
_RETRIED = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 60.0  # seconds; a server that asks for more is told no
_CHUNK = 1 << 16
# A body may unpack to this many times its size on the wire; text seldom packs better than 1:20.
_MAX_RATIO = 100
_RATIO_FROM = 1 << 20


@frozen
class Fetched:
    """A file that was fetched: where it is, and everything that is known of where it came from."""

    url: str
    final_url: str
    path: Path
    sidecar: Path
    sha256: str
    bytes: int
    status: int
    retrieved: str
    headers: dict[str, str]


class _Again(Exception):
    """A failure that may pass: the reason, and how long the server asks to wait."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def fetch(
    url: str,
    path: str | os.PathLike[str],
    *,
    timeout: float = 30.0,
    deadline: float = 300.0,
    max_bytes: int = 50_000_000,
    retries: int = 3,
    allow_private: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Download ``url`` to ``path``, and write ``<path>.source.json`` beside it.

    ``timeout`` is the longest silence of the server, ``deadline`` the longest time for all of it, both in seconds; ``max_bytes``
    bounds the unpacked size. Failures that may pass (no connection, 429, 5xx, a body cut short) are tried again up to ``retries``
    times, with growing waits or the server's Retry-After. Raises :class:`~eventx.errors.FetchError`, and
    :class:`~eventx.errors.UsageError` for what is no address of the web; then neither file appears.
    """
    target = Path(path)
    if target.is_dir():
        raise FetchError(f"{target} is a directory; name a file in it")
    if target.exists() and not overwrite:
        raise FetchError(f"{target} is there already; choose another name, or overwrite it on purpose (--overwrite)")
    if not target.parent.is_dir():
        raise FetchError(f"can't write {target}: its folder doesn't exist")
    if words := no_address(url):
        raise UsageError(f"{_shown(url)}: {words}")
    limits = _Limits(timeout, deadline, time.monotonic() + deadline, max_bytes, allow_private, progress)
    for attempt in range(retries + 1):
        try:
            with _ended(url, limits) as watched:
                return _once(url, target, watched, limits)
        except _Again as error:
            if attempt == retries:
                tries = "once" if retries == 0 else f"{retries + 1} times"
                raise FetchError(f"{_shown(url)}: {error}; tried {tries}, try again later") from None
            wait = error.wait if error.wait is not None else min(2.0**attempt, _LONGEST_WAIT)
            if wait > _LONGEST_WAIT:
                raise FetchError(f"{_shown(url)}: {error}; the server asks to wait {wait:.0f} s, try again then") from None
            if time.monotonic() + wait > limits.ends:
                raise FetchError(f"{_shown(url)}: {error}; not done after {deadline:g} s, try again later") from None
            sleep(wait)
    raise AssertionError("the last try returns or raises")


@frozen
class _Limits:
    timeout: float
    deadline: float
    ends: float
    max_bytes: int
    allow_private: bool
    progress: Progress | None


@contextlib.contextmanager
def _ended(url: str, limits: _Limits) -> Iterator[list[socket.socket]]:
    """Ends the connections that are put into the list when the time is over, whatever is being waited for."""
    watched: list[socket.socket] = []

    def end() -> None:
        for connected in watched:
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, limits.ends - time.monotonic()), end)
    timer.daemon = True
    timer.start()
    try:
        yield watched
    except (FetchError, _Again):
        if time.monotonic() < limits.ends:
            raise
        raise _too_slow(url, limits) from None
    finally:
        timer.cancel()
        for connected in watched:
            connected.close()


def _too_slow(url: str, limits: _Limits) -> FetchError:
    return FetchError(f"{_shown(url)}: not done after {limits.deadline:g} s; the server is too slow")


def _once(url: str, target: Path, watched: list[socket.socket], limits: _Limits) -> Fetched:
    retrieved = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    at = url
    with _guarded_session(limits.allow_private, watched) as session:
        for _ in range(_MAX_REDIRECTS + 1):
            _checked(at, limits.allow_private)
            with _asked(session, at, limits) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    at = urljoin(at, response.headers["location"])
                    continue
                _refuse_failure(response, at)
                return _saved(response, url, at, target, retrieved, limits)
    raise FetchError(f"{_shown(url)}: more than {_MAX_REDIRECTS} redirects, the last to {_shown(at)}")


def _checked(url: str, allow_private: bool) -> None:
    """Refuse what can be told from the address alone; the rest is looked at when connected."""
    if words := no_address(url):
        raise FetchError(f"{_shown(url)}: {words}")
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):  # a name, not an address
        if not allow_private and not is_public(host):
            raise FetchError(
                f"{_shown(url)}: {host} is no address of the public internet; allow it if it is meant (--allow-private)"
            )


@contextlib.contextmanager
def _asked(session: requests.Session, url: str, limits: _Limits) -> Iterator[requests.Response]:
    import requests

    parts = urlsplit(url)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    headers = {"User-Agent": f"eventx/{version()}", "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
    try:
        with session.get(bare, headers=headers, timeout=limits.timeout, stream=True, allow_redirects=False) as response:
            yield response
    except requests.exceptions.SSLError as error:
        raise FetchError(f"{_shown(url)}: the server's certificate can't be trusted: {_reason(error)}") from None
    except requests.exceptions.Timeout:
        raise _Again(f"no answer within {limits.timeout:g} s") from None
    except (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
        raise _Again(f"the connection failed: {_reason(error)}") from None
    except (requests.exceptions.RequestException, ValueError) as error:
        raise FetchError(f"{_shown(url)}: {_reason(error)}") from None


def _guarded_session(allow_private: bool, watched: list[socket.socket]) -> requests.Session:
    """A session whose connections look at the address they really have before anything is sent, and are ``watched``.

    Looking at what a name resolves to beforehand would leave a gap in which the name can change its meaning.
    """
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _looked_at(super()._new_conn(), self.host, allow_private, watched)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _looked_at(super()._new_conn(), self.host, allow_private, watched)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
            super().init_poolmanager(*arguments, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    session = requests.Session()
    session.trust_env = False
    session.mount("http://", Adapter())
    session.mount("https://", Adapter())
    return session


def _looked_at(connected: socket.socket, host: str, allow_private: bool, watched: list[socket.socket]) -> socket.socket:
    address = str(connected.getpeername()[0])
    if allow_private or is_public(address):
        watched.append(connected.dup())  # what encrypts takes the other for its own
        return connected
    connected.close()
    raise FetchError(
        f"{host} is {address}, an address of this machine or a private network; if that is what you want, allow it "
        "(--allow-private)"
    )


def _refuse_failure(response: requests.Response, url: str) -> None:
    status = response.status_code
    if status in _RETRIED:
        raise _Again(f"the server answers {status} {response.reason or ''}".strip(), _retry_after(response))
    if status != 200:
        hint = {401: "it wants a login", 403: "it doesn't allow this", 404: "there is no such page", 410: "it is gone"}.get(
            status
        )
        raise FetchError(f"{_shown(url)}: the server answers {status}" + (f": {hint}" if hint else ""))


def _retry_after(response: requests.Response) -> float | None:
    """Seconds that the server asks to wait, from its number or its date; None if it doesn't say so legibly."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:12])
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    now = datetime.now(UTC)
    return max((then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds(), 0.0)


def _saved(response: requests.Response, url: str, at: str, target: Path, retrieved: str, limits: _Limits) -> Fetched:
    expected = response.headers.get("content-length", "")
    size = int(expected) if expected.isdecimal() else None
    packed = "content-encoding" in response.headers
    if size is not None and size > limits.max_bytes:
        raise FetchError(f"{_shown(at)}: {size:,} bytes, more than the {limits.max_bytes:,} allowed (--max-bytes)")
    digest = hashlib.sha256()
    try:
        with _aside(target) as (stream, aside):
            count = 0
            for chunk in _body(response, at):
                count += len(chunk)
                _stop_at_limits(response, at, count, limits)
                digest.update(chunk)
                stream.write(chunk)
                if limits.progress is not None:
                    limits.progress(count, None if packed else size)
            if time.monotonic() > limits.ends:  # where the length isn't told, what we ended looks whole
                raise _too_slow(at, limits)
            if size is not None and not packed and count < size:
                raise _Again(f"the body is cut short: {count:,} of {size:,} bytes")
            stream.flush()
            os.fsync(stream.fileno())
            sidecar = target.with_name(target.name + ".source.json")
            fetched = Fetched(
                _shown(url), _shown(at), target, sidecar, digest.hexdigest(), count, response.status_code, retrieved,
                dict(sorted((name.lower(), value) for name, value in response.headers.items() if name.lower() != "set-cookie")),
            )  # fmt: skip
            _write_sidecar(fetched)
            aside.replace(target)
            return fetched
    except OSError as error:
        import requests

        if isinstance(error, requests.exceptions.RequestException):
            raise
        raise FetchError(f"can't write {target}: {error.strerror or error}") from None


def _body(response: requests.Response, at: str) -> Iterator[bytes]:
    """The body, unpacked by us and not by the library, which would take a cut-off one for whole."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    response.raw.headers.pop("content-encoding", None)
    chunks = response.iter_content(_CHUNK)
    if encoding in ("identity", ""):
        yield from chunks
        return
    if encoding not in KNOWN:
        raise FetchError(f"{_shown(at)}: the server packs the body as {encoding!r}, though only gzip or deflate was asked for")
    try:
        yield from unpacked(chunks)
    except zlib.error:
        raise FetchError(f"{_shown(at)}: the body is not the gzip or deflate that the server says it is") from None
    except EOFError:
        raise _Again("the body is cut short: it ends inside what is packed") from None


def _stop_at_limits(response: requests.Response, at: str, count: int, limits: _Limits) -> None:
    if count > limits.max_bytes:
        raise FetchError(f"{_shown(at)}: more than the {limits.max_bytes:,} bytes allowed, unpacked (--max-bytes)")
    wire = response.raw.tell()
    if count > _RATIO_FROM and wire and count > wire * _MAX_RATIO:
        raise FetchError(f"{_shown(at)}: {wire:,} bytes unpack to over {count:,}; that is a bomb, not a page")


@contextlib.contextmanager
def _aside(target: Path) -> Iterator[tuple[Any, Path]]:
    aside = target.parent / f".{target.name}.{secrets.token_urlsafe(6)}.part"  # known before it is there
    try:
        with aside.open("xb") as stream:
            yield stream, aside
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()


def _write_sidecar(fetched: Fetched) -> None:
    """The note beside the file; written before the file appears, so that there is never a file without its note."""
    note = {
        "url": fetched.url,
        "final_url": fetched.final_url,
        "retrieved": fetched.retrieved,
        "status": fetched.status,
        "content_type": fetched.headers.get("content-type", ""),
        "bytes": fetched.bytes,
        "sha256": fetched.sha256,
        "headers": fetched.headers,
        "eventx": version(),
    }
    with _aside(fetched.sidecar) as (stream, aside):
        stream.write(json.dumps(note, ensure_ascii=False, indent=2).encode() + b"\n")
        stream.flush()
        aside.replace(fetched.sidecar)


def _shown(url: str) -> str:
    """The address without a password, for messages and notes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return repr(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _reason(error: BaseException) -> str:
    """The innermost words of an error that requests and urllib3 have wrapped several times."""
    inner: Any = error
    while (nested := getattr(inner, "reason", None) or (inner.args[0] if inner.args else None)) is not None:
        if not isinstance(nested, BaseException):
            break
        inner = nested
    # urllib3 puts the connection in front, as Python shows the object.
    return re.sub(r"^\w+\(host=[^)]*\): ", "", str(inner)) or type(inner).__name__
