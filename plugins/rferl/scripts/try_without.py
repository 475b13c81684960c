"""Shows what each rule is worth: ``python try_without.py events.again`` takes its functions out one by one and scores anew.

A function that says yes or no says no, one that may find something finds nothing, one that gives back what it is given changes
nothing. Only the articles are read again where it was ever true. A line for each function: in how many articles that was, and by
how much events matched, events predicted and right values change without it, for the development set, the open sets and the shut
ones. A function without any change can go. Generators and functions of other kinds are left alone. Needs ``os.fork``.
"""

from __future__ import annotations

import importlib
import os
import pickle
import pkgutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType
from typing import Any

import eventx
import eventx_rferl
from eventx.scoring import score
from eventx.scoring.coded import coded_set
from eventx.scoring.events import Article, events_of

TESTS = Path(__file__).resolve().parent.parent / "tests"
FIELDS = ("type", "date", "place", "first actor", "second actor", "toll", "claimant", "relation")
NOTHING = {"bool": "False", "str": '""', "tuple[": "()", "list[": "[]", "frozenset[": "frozenset()"}
Coded = tuple[str, Article, Path, str | None]
Figures = tuple[int, ...]  # events matched, events predicted, values right


def texts() -> list[Coded]:
    """Every coded article of the tests with its group: dev, open or shut."""
    found: list[Coded] = []
    for folder in (TESTS / "articles", *sorted((TESTS / "blind").iterdir())):
        coded = coded_set(folder / "gold.json") if folder.is_dir() else None
        group = {"articles": "dev", "shut": "shut"}.get(folder.name.rstrip("0123456789"), "open")
        for article in coded.articles if coded else ():
            found.append((group, article, coded.files[article.key], coded.published.get(article.key)))
    return found


def figures(text: Coded) -> Figures:
    """What one article reads now."""
    _, article, path, published = text
    records = eventx.read(path, options={"published": published} if published else {}, on_finding=lambda _: None).records()
    found = score([article], [Article(article.key, events_of(list(records)))])
    return found.matched, found.found, sum(found.right[name] for name in FIELDS)


def warm() -> None:
    """Reads the tests' sentences, which no article has, so that no process made from this one has lists and patterns to make."""
    lines = [line.split("\t") for line in (TESTS / "sentences.tsv").read_text(encoding="utf-8").splitlines()[3:]]
    with TemporaryDirectory() as folder:
        for number in range(0, len(lines), 5):
            file = Path(folder) / f"{number}.txt"
            told = "\n\n".join(line[1] for line in lines[number : number + 5])
            file.write_text(f"{lines[number][0]} -- {told}\n", encoding="utf-8")
            list(eventx.read(file, options={"published": "2024-05-15"}, on_finding=lambda _: None).records())


def apart(job: Callable[[], Any]) -> Any:
    """The result of a job done in a process of its own, which leaves nothing known behind."""
    out, into = os.pipe()
    if (child := os.fork()) == 0:
        with os.fdopen(into, "wb") as pipe:
            pipe.write(pickle.dumps(job()))
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(told)


def functions() -> dict[str, FunctionType]:
    """The importer's functions by module and name."""
    found = {}
    for module in pkgutil.walk_packages(eventx_rferl.__path__, "eventx_rferl."):
        for name, value in vars(importlib.import_module(module.name)).items():
            bare = getattr(value, "__wrapped__", value)
            if isinstance(bare, FunctionType) and bare.__module__ == module.name:
                found[f"{module.name.removeprefix('eventx_rferl.')}.{name}"] = bare
    return found


def without(function: FunctionType) -> CodeType | None:
    """The code of a function with the same parameters that finds nothing; None if what that is can't be told."""
    code, kinds = function.__code__, dict(function.__annotations__)
    told = str(kinds.pop("return", "?"))
    same = next((name for name, kind in kinds.items() if str(kind) == told and told not in ("bool", "str", "int")), None)
    nothing = same or ("None" if told.endswith("| None") else next((v for k, v in NOTHING.items() if told.startswith(k)), None))
    if nothing is None or function.__closure__ or code.co_flags & 0x2C:  # a generator, or any number of parameters
        return None
    names, by_name = code.co_varnames, code.co_argcount + code.co_kwonlyargcount
    parameters = [*names[: code.co_argcount], *(["*"] if code.co_kwonlyargcount else []), *names[code.co_argcount : by_name]]
    made: dict[str, FunctionType] = {}
    exec(f"def quiet({', '.join(parameters)}): return {nothing}", made)
    return made["quiet"].__code__


def watched(name: str, function: FunctionType, true: set[str]) -> None:
    """Notes the function's name in ``true`` whenever what it gives is true."""
    same = FunctionType(function.__code__, function.__globals__, name, function.__defaults__)
    same.__kwdefaults__ = function.__kwdefaults__

    def noting(*values: object, **named: object) -> object:
        if given := same(*values, **named):
            true.add(name)
        return given

    # A function's code has no room for what it doesn't hold itself, so the name is looked up where the function looks.
    function.__globals__[f"noting_{function.__name__}"] = noting
    made: dict[str, FunctionType] = {}
    exec(f"def noted(*values, **named): return noting_{function.__name__}(*values, **named)", made)
    function.__code__ = made["noted"].__code__


def read_watched(text: Coded, tried: dict[str, FunctionType]) -> tuple[Figures, set[str]]:
    """What an article reads, and the functions that were true on the way."""
    true: set[str] = set()
    for name, function in tried.items():
        if not function.__closure__:
            watched(name, function, true)
    return figures(text), true


def main(prefix: str) -> None:
    """Try every function whose name begins with the prefix."""
    tried = {name: function for name, function in functions().items() if name.startswith(prefix)}
    coded = texts()
    warm()
    before: list[Figures] = []
    where: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(coded):
        found, true = apart(lambda text=text: read_watched(text, tried))
        before.append(found)
        for name in true:
            where[name].append(number)
    for name, function in sorted(tried.items()):
        quiet = without(function)
        if quiet is None:
            continue

        def job(function: FunctionType = function, quiet: CodeType = quiet, name: str = name) -> list[Figures]:
            function.__code__ = quiet
            return [figures(coded[number]) for number in where[name]]

        change: Counter[tuple[str, int]] = Counter()
        for number, now in zip(where[name], apart(job), strict=True):
            for n, (new, old) in enumerate(zip(now, before[number], strict=True)):
                change[coded[number][0], n] += new - old
        told = "  ".join(f"{group} {' '.join(f'{change[group, n]:+d}' for n in range(3))}" for group in ("dev", "open", "shut"))
        print(f"{name:50} {len(where[name]):4} articles  {told}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
