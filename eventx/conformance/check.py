"""What a check is: an id, words, and a function that raises :class:`Broken` or :class:`NotShown`.

Knows how a stranger's code is called so that whatever it does, the check ends with words. Doesn't know any check.
"""

from __future__ import annotations

import contextlib
import importlib.util
import inspect
import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from attrs import frozen

from eventx.errors import PluginError
from eventx.plugins import Exporter, Importer, options
from eventx.report import Finding

HEAVY = ("jsonschema", "jsonschema_rs", "requests", "pandas", "polars", "numpy", "pyarrow", "torch", "lxml", "spacy")
SLOWEST_IMPORT = 2.0
"""Seconds that importing a plugin may take; recognising a file imports them all."""
LONGEST = 60.0
"""Seconds that another process may take for a check."""

_PROBE = """
import json, socket, sys, time
opened = []
class Watched(socket.socket):
    def __init__(self, *given, **named):
        opened.append("socket")
        super().__init__(*given, **named)
socket.socket = Watched
sys.path[:0] = json.loads(sys.argv[2])
import eventx.plugins, eventx.report
before = time.perf_counter()
__import__(sys.argv[1])
took = time.perf_counter() - before
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps({"modules": sorted(sys.modules), "opened": opened, "took": took}))
"""

_Subject = TypeVar("_Subject")


class Broken(AssertionError):
    """The plugin doesn't hold what the check asks for; the message says what was found and what to do."""


class NotShown(Exception):
    """The check can't be made with what there is; the message says what is missing."""


@frozen
class Check(Generic[_Subject]):
    """One thing that is asked of a plugin. ``title`` says it in words; ``run`` raises if it doesn't hold."""

    id: str
    title: str
    run: Callable[[_Subject], None]


def hold(condition: bool, otherwise: str) -> None:
    """Raise :class:`Broken` with these words unless the condition holds."""
    if not condition:
        raise Broken(otherwise)


def hold_members(plugin: object, role: str, members: Sequence[str]) -> None:
    """It has these members, and a name that is text."""
    kind, missing = type(plugin).__qualname__, [each for each in members if not hasattr(plugin, each)]
    hold(not missing, f"{kind} lacks {', '.join(missing)}; an {role} has {', '.join(members)}")
    name = getattr(plugin, "name", None)
    hold(isinstance(name, str) and bool(name), f"the name of {kind} is the text that its entry point has, not {name!r}")


def in_words(finding: Finding) -> str:
    """A finding as a command prints it."""
    pointer = f" at {finding.pointer}" if finding.pointer else ""
    return f"{finding.position}: {finding.severity.value} {finding.rule}{pointer}: {finding.message}"


def hold_options(plugin: Importer | Exporter) -> None:
    """Every option has a default and a type that a command line can give."""
    method: Any = plugin.read if isinstance(plugin, Importer) else plugin.write
    try:
        named = options(plugin)
    except PluginError as error:
        raise Broken(str(error)) from error
    parameters = inspect.signature(method).parameters
    bare = [name for name in named if parameters[name].default is inspect.Parameter.empty]
    hold(not bare, f"option {', '.join(bare)} must have a default")


@contextlib.contextmanager
def quiet(what: str) -> Iterator[None]:
    """Raise :class:`Broken` if the block writes to standard output, or tries to end the program."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            yield
    except SystemExit as error:
        raise Broken(
            f"{what} called sys.exit({error.code!r}); raise InputError instead, the program is not yours to end"
        ) from None
    said = printed.getvalue()
    hold(not said, f"{what} printed {said[:60]!r}; standard output belongs to the records, hand on findings instead")


@contextlib.contextmanager
def offline(what: str) -> Iterator[None]:
    """Raise :class:`Broken` if the block opens a socket or looks up a name."""
    import ssl  # noqa: F401 (makes a class of socket.socket, and so has to be there before a library asks for it in the block)

    tried: list[str] = []

    def refuse(*_arguments: object, **_options: object) -> Any:
        tried.append("socket")
        raise OSError("no network here")

    names = ("socket", "create_connection", "getaddrinfo", "gethostbyname")
    kept = [(name, getattr(socket, name)) for name in names]
    for name in names:
        setattr(socket, name, refuse)
    try:
        yield
    finally:
        for name, original in kept:
            setattr(socket, name, original)
        # Also one that was swallowed: it would have worked where there is a network.
        hold(not tried, f"{what} reached for the network; a plugin works on the bytes and records it is given")


def importable(module: str) -> bool:
    """Whether another process can import the module by its name."""
    try:
        return module != "__main__" and importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def import_lightly(module: str) -> None:
    """Raise :class:`Broken` if importing the module loads heavy packages, takes long, prints, or opens a socket."""
    if not importable(module):
        raise NotShown(f"module {module} can't be imported by its name")
    run = _fresh(_PROBE, [module, json.dumps(sys.path)], {}, f"importing {module}")
    last = run.stderr.rstrip().rpartition("\n")[2]
    hold(run.returncode == 0 and last.startswith("{"), f"importing {module} in a fresh Python failed: {last}")
    found = json.loads(last)
    heavy = [name for name in HEAVY if name in found["modules"]]
    hold(not heavy, f"importing it loads {', '.join(heavy)}; import them inside the function that needs them")
    hold(not run.stdout, f"importing it prints {run.stdout[:60]!r}")
    hold(not found["opened"], "importing it opens a socket")
    hold(found["took"] < SLOWEST_IMPORT, f"importing it takes {found['took']:.1f} s; read data when it is needed, not before")


def in_fresh_python(program: str) -> str:
    """What a program of a line or two prints in another process, with another order of sets and another time zone."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "2" else "2"
    zone = "UTC" if os.environ.get("TZ") == "Pacific/Auckland" else "Pacific/Auckland"
    start = "import sys, json; sys.path[:0] = json.loads(sys.argv[1])\n"
    run = _fresh(start + program, [json.dumps(sys.path)], {"PYTHONHASHSEED": seed, "TZ": zone}, "it")
    hold(run.returncode == 0, f"it fails in a fresh Python: {run.stderr.rstrip().rpartition(chr(10))[2]}")
    return run.stdout.strip()


def _fresh(program: str, arguments: Sequence[str], environment: Mapping[str, str], what: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 (our own interpreter, our own program)
            [sys.executable, "-c", program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=LONGEST, env={**os.environ, "PYTHONUTF8": "1", **environment},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Broken(f"{what} had not ended after {LONGEST:g} s in a fresh Python") from None
