"""A server on the loopback that answers as it is told to, however badly, and stops by itself when its time is over."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from attrs import define, field

LONGEST = 20.0  # seconds that any handler lives


@define
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@define
class Script:
    """What the server does with each request in turn; the last is repeated."""

    turns: Sequence[Callable[[Handler], None]]
    asked: list[Asked] = field(factory=list)
    over: threading.Event = field(factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Plays one turn of the script."""

    protocol_version = "HTTP/1.1"
    timeout = LONGEST
    script: Script

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        script = self.script
        script.asked.append(Asked(self.path, dict(self.headers), json.loads(content)))
        turn = script.turns[min(len(script.asked), len(script.turns)) - 1]
        with suppress(OSError):
            turn(self)

    def send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | (headers or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def whole(content: object, **more: object) -> bytes:
    """A chat completion with this content."""
    body = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"} | more]}
    return json.dumps(body | {"usage": {"total_tokens": 100}}).encode()


def says(content: object, **more: object) -> Callable[[Handler], None]:
    """Answers with this content."""

    def turn(handler: Handler) -> None:
        handler.send(200, whole(content, **more))

    return turn


def fails(status: int, content: bytes = b"{}", **headers: str) -> Callable[[Handler], None]:
    """Answers with this status."""

    def turn(handler: Handler) -> None:
        handler.send(status, content, {name.replace("_", "-"): value for name, value in headers.items()})

    return turn


def raw(content: bytes) -> Callable[[Handler], None]:
    """Answers 200 with these bytes."""

    def turn(handler: Handler) -> None:
        handler.send(200, content)

    return turn


def refuses(form: str, then: Callable[[Handler], None], status: int = 500) -> Callable[[Handler], None]:
    """Answers with an error if asked for JSON in this way."""

    def turn(handler: Handler) -> None:
        asked = handler.script.asked[-1].body
        if (form == "max_tokens" and form in asked) or asked.get("response_format", {}).get("type") == form:
            handler.send(status, b'{"error": {"message": "unsupported"}}')
        else:
            then(handler)

    return turn


def hangs(handler: Handler) -> None:
    """Says nothing until the client has gone or the time is over."""
    handler.script.over.wait(LONGEST)


def drips(handler: Handler) -> None:
    """Sends one byte after the other, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends and not handler.script.over.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def floods(handler: Handler) -> None:
    """Sends more than anybody wants."""
    handler.send_response(200)
    handler.send_header("Content-Length", "50000000")
    handler.end_headers()
    for _ in range(500):
        if handler.script.over.is_set():
            return
        handler.wfile.write(b"x" * 100_000)


def hangs_up(handler: Handler) -> None:
    """Closes the connection without a word."""
    handler.close_connection = True
    handler.connection.close()


def breaks_off(handler: Handler) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True
    handler.connection.close()


def serve(*turns: Callable[[Handler], None]) -> tuple[str, Script, Callable[[], None]]:
    """The address of a server that plays these turns, what it was asked, and what stops it."""
    script = Script(turns)
    handler = type("Scripted", (Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    end = threading.Timer(3 * LONGEST, server.shutdown)  # even if a test forgets it
    end.daemon = True
    end.start()

    def stop() -> None:
        end.cancel()
        script.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)

    return f"http://127.0.0.1:{server.server_port}/v1", script, stop
