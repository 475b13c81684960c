"""A fetched file is whole and has a note of where it came from; whatever the server does, nothing half is left behind."""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eventx.cli import main
from eventx.cli.fetch import fetch as command
from eventx.errors import FetchError, UsageError
from eventx.fetch import Fetched, fetch, is_public
from eventx.fetch.unpacking import unpacked

from .server import BODY, BOMB, PACKED, Answer, bad_chunks, drip, endless, garbage, plain, reset, serving, silent, slow_head, then


class Clock:
    """Waits without waiting, and remembers how long."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


def get(answer: Answer, folder: Path, *, clock: Clock | None = None, page: str = "/a/1.html", **options: Any) -> Fetched:
    with serving(answer) as (address, _):
        defaults: dict[str, Any] = {"allow_private": True, "timeout": 0.5, "deadline": 5.0, "sleep": clock or Clock()}
        return fetch(address + page, folder / "page.html", **{**defaults, **options})


def test_a_page_and_its_note(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    fetched = get(plain("200 OK", BODY, "X-Thing: caf\xe9"), tmp_path, progress=lambda *step: seen.append(step))
    assert (tmp_path / "page.html").read_bytes() == BODY
    note = json.loads((tmp_path / "page.html.source.json").read_text())
    assert note["sha256"] == fetched.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (note["status"], note["bytes"], note["content_type"]) == (200, len(BODY), "text/html")
    assert note["retrieved"].endswith("Z")
    assert seen[-1] == (len(BODY), len(BODY))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "page.html.source.json"]


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (PACKED, "gzip"),
        (PACKED + gzip.compress(b" ", mtime=0), "x-gzip"),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY, wbits=-15), "deflate"),
    ],
    ids=["gzip", "two pieces", "deflate", "bare"],
)
def test_what_is_packed_is_unpacked(tmp_path: Path, packed: bytes, encoding: str) -> None:
    get(plain("200 OK", packed, f"Content-Encoding: {encoding}"), tmp_path)
    assert (tmp_path / "page.html").read_bytes().strip() == BODY


@pytest.mark.parametrize("wbits", [-15, 15, 31])
@pytest.mark.parametrize("beyond", [0, 1, 2, 300])
def test_what_is_packed_very_small_is_unpacked_to_its_end(wbits: int, beyond: int) -> None:
    body = b"a" * ((1 << 16) + beyond)
    packed = zlib.compress(body, wbits=wbits)
    for chunks in ([packed], [packed[:9], b"", packed[9:]]):
        assert b"".join(unpacked(chunks)) == body
        with pytest.raises(EOFError):
            b"".join(unpacked([packed[:-2]]))


def test_an_empty_body_is_a_file_of_no_bytes(tmp_path: Path) -> None:
    assert get(plain("200 OK", b""), tmp_path).bytes == 0


@pytest.mark.parametrize(
    ("answer", "options", "words"),
    [
        (silent, {"retries": 0}, "no answer within"),
        (drip, {"deadline": 0.3}, "too slow"),
        (slow_head, {"deadline": 0.3}, "too slow"),
        (plain("500 Oops"), {"deadline": 0.5}, "not done after 0.5 s"),
        (plain("200 OK", PACKED[:-12], "Content-Encoding: gzip"), {"retries": 0}, "cut short"),
        (plain("200 OK", PACKED[:40], "Content-Encoding: gzip"), {"retries": 0}, "cut short"),
        (plain("200 OK", BODY, "Content-Encoding: br"), {}, "packs the body as 'br'"),
        (reset, {"retries": 1}, "tried 2 times"),
        (garbage, {"retries": 0}, "connection failed"),
        (bad_chunks, {"retries": 0}, "connection failed"),
        (plain(length=500), {"retries": 0}, "connection failed|cut short"),
        (BOMB, {}, "bomb"),
        (endless, {"max_bytes": 100_000}, "more than the 100,000 bytes"),
        (plain(length=10_000_000), {"max_bytes": 100_000}, "10,000,000 bytes, more than"),
        (plain("200 OK", BODY, "Content-Encoding: gzip"), {}, "not the gzip"),
        (plain("404 Not Found"), {}, "404: there is no such page"),
        (plain("403 Forbidden"), {}, "403: it doesn't allow this"),
        (plain("500 Oops"), {"retries": 2}, "500 Oops; tried 3 times"),
        (plain("429 Slow", BODY, "Retry-After: 99999999999999999999"), {}, "asks to wait"),
        (plain("302 Found", b"", "Location: /again"), {}, "more than 5 redirects"),
        (plain("302 Found", b"", "Location: file:///etc/passwd"), {}, "only http and https"),
        (plain("302 Found", b"", "Location: http://[::1"), {}, "Invalid IPv6 URL"),
    ],
)
def test_what_goes_wrong_is_said_and_leaves_nothing(tmp_path: Path, answer: Answer, options: dict[str, Any], words: str) -> None:
    with pytest.raises(FetchError, match=words):
        get(answer, tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_told_without_the_names_of_python_objects(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=r"the connection failed: [^()]+Connection refused") as told:
        fetch(f"http://127.0.0.1:{port}/x", tmp_path / "page.html", allow_private=True, retries=0, sleep=Clock())
    assert "host=" not in str(told.value)


def test_failures_that_pass_are_tried_again_with_growing_waits(tmp_path: Path) -> None:
    clock = Clock()
    get(then(plain("500 Oops"), plain("503 Busy"), plain()), tmp_path, clock=clock)
    assert clock.waits == [1.0, 2.0]
    assert (tmp_path / "page.html").read_bytes() == BODY


def test_a_body_cut_short_is_tried_again(tmp_path: Path) -> None:
    get(then(plain(length=500), plain()), tmp_path)
    assert (tmp_path / "page.html").read_bytes() == BODY


def test_the_server_says_how_long_to_wait(tmp_path: Path) -> None:
    clock = Clock()
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    answers = then(plain("429 Slow", BODY, "Retry-After: 7"), plain("503 Busy", BODY, f"Retry-After: {later}"), plain())
    get(answers, tmp_path, clock=clock, deadline=60.0)
    assert clock.waits[0] == 7.0
    assert 15 < clock.waits[1] <= 20


def test_a_redirect_is_followed_and_noted(tmp_path: Path) -> None:
    fetched = get(then(plain("301 Moved", b"", "Location: /b/2.html"), plain()), tmp_path)
    assert fetched.url.endswith("/a/1.html")
    assert fetched.final_url.endswith("/b/2.html")


def test_private_addresses_are_refused_unless_allowed(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="--allow-private"):
        get(plain(), tmp_path, allow_private=False)
    with serving(plain()) as (address, requests):
        port = address.rpartition(":")[2]
        with pytest.raises(FetchError, match=r"localhost is 127\.0\.0\.1.*--allow-private"):
            fetch(f"http://localhost:{port}/", tmp_path / "x", retries=0, timeout=1)
        assert not any(requests), "nothing may be sent before the address is looked at"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "/etc/passwd", "http://", "http://[bad", "javascript:1"]
)
def test_what_is_no_web_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError):
        fetch(url, tmp_path / "x")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "100.64.0.1", "::1", "::",
     "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "255.255.255.255"],
)  # fmt: skip
def test_these_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_these_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_a_password_in_the_address_is_neither_noted_nor_told(tmp_path: Path) -> None:
    with serving(plain()) as (address, _):
        url = address.replace("http://", "http://user:secret@")
        fetch(url, tmp_path / "page.html", allow_private=True)
    assert "secret" not in (tmp_path / "page.html.source.json").read_text()


def test_an_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("older")
    with pytest.raises(FetchError, match="there already"):
        get(plain(), tmp_path)
    assert (tmp_path / "page.html").read_text() == "older"
    get(plain(), tmp_path, overwrite=True)
    assert (tmp_path / "page.html").read_bytes() == BODY


def test_a_target_that_can_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="directory"):
        fetch("http://127.0.0.1:1/", tmp_path)
    with pytest.raises(FetchError, match="folder doesn't exist"):
        fetch("http://127.0.0.1:1/", tmp_path / "no" / "x")


def test_interrupted_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(_done: int, _size: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get(plain(), tmp_path, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_an_empty_answer_and_calls_what_is_no_address_a_wrong_call(tmp_path: Path) -> None:
    with serving(plain("200 OK", b"")) as (address, _):
        done = CliRunner().invoke(command, [f"{address}/a", "-o", str(tmp_path / "a.html"), "--allow-private"])
    assert (done.exit_code, "the server answers with nothing" in done.stderr) == (0, True)
    with pytest.raises(SystemExit) as ended:
        main(["fetch", "notaurl", "-o", str(tmp_path / "b.html")])
    assert ended.value.code == UsageError.exit_code
