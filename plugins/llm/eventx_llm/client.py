"""Asks a server that speaks OpenAI's chat completions, and survives what such servers do.

Knows the ways to ask for JSON, strictest first, and goes down them as the server refuses: ``json_schema``, ``json_object``,
plain text, and bare messages for servers that refuse ``temperature`` too. Bounds everything: the time of a request, the size of
an answer, the number of requests, the tokens. The key goes into one header and nowhere else. Doesn't look into the answers.
"""

from __future__ import annotations

import ipaddress
import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from attrs import define, frozen

from eventx.errors import EventxError, FetchError, UsageError
from eventx.version import version
from eventx_llm.answers import Answer
from eventx_llm.prompt import digest, shape

if TYPE_CHECKING:
    import requests

FORMS = ("json_schema", "json_object", "text", "bare")
REFUSED = (400, 404, 405, 406, 415, 422, 500, 501)  # a way of asking that a server doesn't know ends in one of these
REFUSED_PLAIN = (400, 422)
PASSING = (408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529)
LONGEST_WAIT = 60.0
MAX_ANSWER_TOKENS = 4000
MAX_BYTES = 1_000_000


class BudgetError(EventxError):
    """The requests or tokens that the reading may use are used up."""


class _Refused(Exception):
    """The server doesn't take this way of asking."""


class _Again(Exception):
    """A failure that may pass: the reason, and how long the server asks to wait."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@frozen
class Server:
    """Where to ask, whom, with which key, and within which bounds."""

    endpoint: str
    model: str
    key: str = ""
    timeout: float = 120.0
    retries: int = 3
    max_requests: int = 20
    max_tokens: int = 200_000


@define
class Client:
    """Asks one server, and keeps count of what it used."""

    server: Server
    sleep: Callable[[float], None] | None = None
    requests_made: int = 0
    tokens_used: int = 0
    form: int = 0

    def __attrs_post_init__(self) -> None:
        check(self.server)

    def ask(self, messages: list[dict[str, str]], attempt: int) -> Answer:
        """One answer. From the second attempt on the next way of asking is tried: the last one brought no JSON.

        Raises :class:`BudgetError`, and :class:`~eventx.errors.FetchError` if there is no answer to be had.
        """
        if attempt > 1:
            self.form = min(self.form + 1, len(FORMS) - 1)
        while True:
            try:
                return self._patiently(messages, attempt)
            except _Refused as error:
                if self.form == len(FORMS) - 1:
                    raise FetchError(f"{self.server.endpoint} refuses every way of asking: {error}") from None
                self.form += 1

    def _patiently(self, messages: list[dict[str, str]], attempt: int) -> Answer:
        for turn in range(self.server.retries + 1):
            try:
                return self._once(messages, attempt)
            except _Again as error:
                if turn == self.server.retries:
                    raise FetchError(f"{self.server.endpoint}: {error}; tried {_times(turn + 1)}, try again later") from None
                wait = error.wait if error.wait is not None else min(2.0**turn, LONGEST_WAIT)
                if wait > LONGEST_WAIT:
                    raise FetchError(f"{self.server.endpoint}: {error}; it asks to wait {wait:.0f} s, try again then") from None
                (self.sleep or time.sleep)(wait)
        raise AssertionError("the last turn returns or raises")

    def _once(self, messages: list[dict[str, str]], attempt: int) -> Answer:
        if self.requests_made >= self.server.max_requests:
            raise BudgetError(f"the budget of {self.server.max_requests} requests is used up; raise it with -O max_requests=N")
        if self.tokens_used >= self.server.max_tokens:
            raise BudgetError(f"the budget of {self.server.max_tokens} tokens is used up; raise it with -O max_tokens=N")
        self.requests_made += 1
        form = FORMS[self.form]
        status, headers, content = _post(self.server, _body(self.server.model, messages, form))
        words = self._clean(content.decode("utf-8", "replace"))
        if status in (REFUSED if form.startswith("json") else REFUSED_PLAIN) and form != "bare":
            raise _Refused(f"HTTP {status} {_short(words)}")
        if status in PASSING:
            raise _Again(f"HTTP {status} {_short(words)}".strip(), _retry_after(headers))
        self._fail(status, headers, words)
        try:
            whole = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            raise _Again(f"the answer is no JSON: {_short(words)}") from None
        return self._answer(whole, messages, attempt, form)

    def _fail(self, status: int, headers: dict[str, str], words: str) -> None:
        where = self.server.endpoint
        if status in (401, 403):
            said = "the key isn't accepted" if self.server.key else "it wants a key: name its variable with -O key_variable=NAME"
            raise FetchError(f"{where}: HTTP {status}, {said}")
        if status == 404:
            raise FetchError(f"{where}: HTTP 404; is it the address that ends in /v1, and the model {self.server.model!r} there?")
        if 300 <= status < 400:
            raise FetchError(
                f"{where} sends on to {self._clean(headers.get('location', 'nowhere'))}; give that address, if you trust it"
            )
        if status != 200:
            raise FetchError(f"{where}: HTTP {status} {_short(words)}")

    def _answer(self, whole: object, messages: list[dict[str, str]], attempt: int, form: str) -> Answer:
        choices = whole.get("choices") if isinstance(whole, dict) else None
        first = choices[0] if isinstance(choices, list) and choices else None
        message = first.get("message") if isinstance(first, dict) else None
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, list):  # some servers send parts
            content = "".join(part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str))
        if not isinstance(whole, dict) or not isinstance(first, dict) or not isinstance(content, str):
            raise _Again("the answer holds no choices[0].message.content")
        usage = whole.get("usage")
        total = usage.get("total_tokens") if isinstance(usage, dict) else None
        asked = sum(len(one["content"]) for one in messages)
        used = total if isinstance(total, int) and not isinstance(total, bool) and total > 0 else (asked + len(content)) // 4
        self.tokens_used += used
        text = self._clean(content).encode("utf-8", "replace").decode("utf-8")
        finished = str(first.get("finish_reason") or "").encode("utf-8", "replace").decode("utf-8")
        return Answer(digest(messages), self.server.model, attempt, form, text, self._clean(finished), used)

    def _clean(self, text: str) -> str:
        """The text without the key, should the server repeat it."""
        return text.replace(self.server.key, "[key]") if len(self.server.key) > 3 else text


def check(server: Server) -> None:
    """Refuse what can't work, or would give the key away. Raises UsageError."""
    try:
        parts = urlsplit(server.endpoint)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"option endpoint={server.endpoint}: no address of the web: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"option endpoint={server.endpoint}: must be an address like http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError("option endpoint: must hold no user, key or query; name the key's variable with -O key_variable=NAME")
    if server.key and parts.scheme == "http" and not _is_loopback(host):
        raise UsageError(f"option endpoint={server.endpoint}: a key must not travel without encryption; use https")
    if not re.fullmatch(r"[\x21-\x7e]*", server.key):
        raise UsageError("the key holds blanks or letters that no header takes; look at the variable it is in")
    for name, value in (("timeout", server.timeout), ("max_requests", server.max_requests), ("max_tokens", server.max_tokens)):
        if not value > 0:
            raise UsageError(f"option {name}={value}: must be more than 0")
    if server.retries < 0:
        raise UsageError(f"option retries={server.retries}: must be 0 or more")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _body(model: str, messages: list[dict[str, str]], form: str) -> dict[str, Any]:
    body: dict[str, Any] = {"model": model, "messages": messages}
    if form != "bare":
        body |= {"temperature": 0, "max_tokens": MAX_ANSWER_TOKENS}
    if form == "json_schema":
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": "events", "strict": True, "schema": shape()}}
    elif form == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def _post(server: Server, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (small letters) and content of one request. Raises _Again for what may pass."""
    import requests

    address = server.endpoint.rstrip("/") + "/chat/completions"
    headers = {"User-Agent": f"eventx/{version()}", "Accept": "application/json", "Accept-Encoding": "identity"}
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    ends = time.monotonic() + server.timeout
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy and no key from the environment
            with session.post(
                address, json=body, headers=headers, timeout=server.timeout, allow_redirects=False, stream=True
            ) as response:
                content = _content(response, ends, server.timeout)
                return response.status_code, {name.lower(): value for name, value in response.headers.items()}, content
    except requests.Timeout:
        raise _Again(f"no answer within {server.timeout:g} s") from None
    except requests.RequestException as error:
        raise _Again(f"no answer ({type(error).__name__})") from None


def _content(response: requests.Response, ends: float, timeout: float) -> bytes:
    """The body, byte by byte: a server that sends one a second must not hold us longer than the time of a request."""
    found = bytearray()
    for piece in response.iter_content(1):
        found += piece
        if len(found) > MAX_BYTES:
            raise FetchError(f"the answer is longer than {MAX_BYTES // 1_000_000} MB; is it an endpoint of chat completions?")
        if time.monotonic() > ends:
            raise _Again(f"no whole answer within {timeout:g} s")
    return bytes(found)


def _retry_after(headers: dict[str, str]) -> float | None:
    given = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", given):
        return float(given)
    try:
        when = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds()) if when.tzinfo else None


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _short(words: str) -> str:
    return " ".join(words.split())[:160]
