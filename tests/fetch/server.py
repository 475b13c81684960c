"""A server on the loopback that misbehaves as it is told, and stops by itself."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator

BODY = b"<html><body>an article</body></html>"
Answer = Callable[[socket.socket, int], None]


def plain(status: str = "200 OK", body: bytes = BODY, *headers: str, length: int | None = None) -> Answer:
    """An answer with this status and body; ``length`` overrides Content-Length, -1 leaves it away."""

    def answer(client: socket.socket, _attempt: int) -> None:
        lines = [f"HTTP/1.1 {status}", "Connection: close", "Content-Type: text/html", *headers]
        if length != -1:
            lines.append(f"Content-Length: {len(body) if length is None else length}")
        client.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    return answer


def then(*answers: Answer) -> Answer:
    """The first answer to the first request, and so on; the last one for good."""

    def answer(client: socket.socket, attempt: int) -> None:
        answers[min(attempt, len(answers) - 1)](client, attempt)

    return answer


def drip(client: socket.socket, _attempt: int) -> None:
    """Headers at once, then a byte now and then."""
    client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(40):
        client.sendall(b"x")
        time.sleep(0.05)


def slow_head(client: socket.socket, _attempt: int) -> None:
    """A header that never ends, a byte now and then."""
    client.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(40):
        client.sendall(b"x")
        time.sleep(0.05)


def silent(client: socket.socket, _attempt: int) -> None:
    """Takes the request and says nothing."""
    time.sleep(1.5)
    del client


def reset(client: socket.socket, _attempt: int) -> None:
    """Hangs up at once, hard."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def garbage(client: socket.socket, _attempt: int) -> None:
    """Not HTTP."""
    client.sendall(b"\x00\x01\x02 what?\r\n\r\n")


def bad_chunks(client: socket.socket, _attempt: int) -> None:
    """A chunked body whose sizes are nonsense."""
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\nabc\r\n")


def endless(client: socket.socket, _attempt: int) -> None:
    """No length, and far more than anybody wants."""
    client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(200):
        client.sendall(b"x" * 65536)


BOMB = plain("200 OK", gzip.compress(b"\x00" * 40_000_000), "Content-Encoding: gzip")
PACKED = gzip.compress(BODY, mtime=0)


@contextlib.contextmanager
def serving(answer: Answer, most: int = 20) -> Iterator[tuple[str, list[str]]]:
    """The server's address and the first lines of the requests it got. It takes at most ``most`` connections."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    requests: list[str] = []
    stop = threading.Event()

    def handle(client: socket.socket, number: int) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(5)
            request = b""
            while b"\r\n\r\n" not in request and (part := client.recv(4096)):
                request += part
            requests.append(request.decode("latin-1"))
            answer(client, number)

    def run() -> None:
        workers = []
        number = 0
        while not stop.is_set() and number < most:
            try:
                client, _ = listener.accept()
            except TimeoutError:
                continue
            workers.append(threading.Thread(target=handle, args=(client, number), daemon=True))
            workers[-1].start()
            number += 1
        for worker in workers:
            worker.join(5)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", requests
    finally:
        stop.set()
        thread.join(10)
        listener.close()
