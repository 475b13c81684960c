"""Reads off a regular expression the words that it can't do without.

Knows the syntax as far as that takes: what is spelt out, where words begin and end, what may be left away. Anything else (a class
of characters, what is repeated, what is only looked at) counts as anything at all, and syntax it doesn't know makes it give up:
what it says holds of every match. Doesn't run anything.
"""

from __future__ import annotations

import re

# Of a word whose end is open so many letters are a key, with a star behind.
STEM = 4
# Spelling out "wom[ae]n|child(?:ren)?" stops where it would take more strings than this.
MOST = 64
# Stands for any number.
DIGIT = r"\d"
# Words of nearly every sentence; to ask for one of them is to ask for nothing.
_EVERYWHERE = frozenset("a an and as at by for from in is it of on or s the to was were with".split())
_WORD = re.compile(r"\w+")
_UNIT = re.compile(
    r"(?P<text>(?:[^\\\[\](){}|.^$?*+]|\\[^\w\n])+)|(?P<set>\[\^?\]?(?:[^\]\\]|\\.)*\])"
    r"|(?P<look>\(\?<?[=!])|(?P<open>\((?:\?(?:(?:-?i)?:|P<\w+>))?)|(?P<close>\))|(?P<or>\|)|(?P<escape>\\\w)"
    r"|(?P<repeat>(?:[?*+]|\{(?:\d+(?:,\d*)?|,\d+)\})[?+]?)|(?P<any>[.^$])|(?P<unknown>.)",
    re.DOTALL,
)
_UNESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PUNCTUATION = re.compile(r"\[(?:\^\\w.*|-?(?:[^\w\\^-]|\\[s -]|-(?=\]))+)\]", re.DOTALL)
_FEW = re.compile(r"\[[^\\^-]{1,4}\]")
# Looking round for these says that a word ends or begins here.
_EDGES = re.compile(r"\(\?<?!(?:\\w|\[\\w[-’']*\])\)")


class _Choice:
    """Alternatives; one without any item can be left away."""

    __slots__ = ("branches",)

    def __init__(self, branches: list[_Branch]) -> None:
        self.branches = branches


# What is spelt out, a choice, a digit (None), or a gap: True if no letter stands there (or a word begins or ends), else False.
_Item = str | bool | _Choice | None
_Branch = list[_Item]


class _UnknownError(Exception):
    """Syntax that isn't known here."""


def folded(text: str) -> str:
    """Lower case, with the three letters that match "i" and "s" without regard to case written as these."""
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def needed(pattern: str) -> frozenset[str]:
    """Lower-case words, and stems with a star behind, one of which every match has; none if that can't be told."""
    units = [(str(unit.lastgroup), unit[0]) for unit in _UNIT.finditer(pattern)]
    units.reverse()
    try:
        branches = _branches(units)
    except _UnknownError:
        return frozenset()
    return frozenset() if units else _of_choice(branches, left=False, right=False) or frozenset()


def _branches(units: list[tuple[str, str]]) -> list[_Branch]:
    """The alternatives up to a closing bracket or the end; takes them off the end of ``units``."""
    branches: list[_Branch] = [[]]
    while units and units[-1][0] != "close":
        kind, text = units.pop()
        if kind == "or":
            branches.append([])
            continue
        items = _items(kind, text, units)
        if units and units[-1][0] == "repeat":
            items = _repeated(items, units.pop()[1])
        branches[-1].extend(items)
    return branches


def _items(kind: str, text: str, units: list[tuple[str, str]]) -> list[_Item]:
    if kind == "text":
        plain = _UNESCAPE.sub(r"\1", text) if "\\" in text else text
        # What is repeated is the last letter.
        return [plain[:-1], plain[-1]] if len(plain) > 1 and units and units[-1][0] == "repeat" else [plain]
    if kind == "set":
        return [_Choice([[letter] for letter in text[1:-1]]) if _FEW.fullmatch(text) else bool(_PUNCTUATION.fullmatch(text))]
    if kind == "escape":
        if text == DIGIT:
            return [None]
        # "\n" and the like are no letters; numbers are back references.
        return [text[1] in "bAZsWntrfv"]
    if kind == "any":
        return [text != "."]
    if kind in ("open", "look"):
        if units and units[-1][0] == "repeat":
            raise _UnknownError(text)  # "(?i)", "(?P=name)", "(?(1)"
        inside = _source(units) if kind == "look" else ""
        branches = _branches(units)
        if not units:
            raise _UnknownError(text)
        units.pop()
        if kind == "open":
            return [_Choice(branches)]
        if text == "(?=":
            # What must follow may be what the pattern goes on with, or stand behind it.
            return [_Choice([[*one, False] for one in branches])]
        return [True] if _EDGES.fullmatch(text + inside + ")") else []
    raise _UnknownError(text)


def _source(units: list[tuple[str, str]]) -> str:
    """What stands up to the next closing bracket."""
    parts: list[str] = []
    for kind, text in reversed(units):
        if kind == "close":
            break
        parts.append(text)
    return "".join(parts)


def _repeated(items: list[_Item], repeat: str) -> list[_Item]:
    if not items:
        return items
    *before, last = items
    if repeat in ("?", "??"):
        return [*before, _Choice([[last], []])]
    again: _Branch = [last, False, last]
    if repeat[0] == "*" or repeat.startswith(("{0", "{,")):
        return [*before, _Choice([[], [last], again])]
    if isinstance(last, _Choice):
        return [*before, _Choice([[last], again])]
    # Once at least; a gap without letters stays one, however often.
    return [*items, False] if isinstance(last, str) else items


def _of_choice(branches: list[_Branch], *, left: bool, right: bool) -> frozenset[str] | None:
    """The keys of one alternative or the other; ``left`` and ``right``: whether no letter can stand beside the choice."""
    found: set[str] = set()
    for branch in branches:
        keys = _of_branch(branch, left=left, right=right)
        if keys is None:
            return None
        found |= keys
    return frozenset(found)


def _of_branch(branch: _Branch, *, left: bool, right: bool) -> frozenset[str] | None:
    """The keys of the part of a sequence that is the least common."""
    found: list[frozenset[str]] = []
    run, open_left = [""], left
    for at, item in enumerate(branch):
        if item is None or isinstance(item, bool):
            _keep(found, _of_strings(run, left=open_left, right=bool(item)))
            _keep(found, frozenset({DIGIT}) if item is None else None)
            run, open_left = [""], bool(item)
            continue
        beside = all(_bare(text[-1:]) if text else open_left for text in run)
        options = [item] if isinstance(item, str) else _spelt_out(item)
        if options is not None and len(run) > 1:
            # What must be said, without what may be said before it.
            _keep(found, _of_strings(options, left=beside, right=_begins_bare(branch, at + 1, right=right)))
        if options is not None and len(options) * len(run) <= MOST:
            run = [one + other for one in run for other in options]
            continue
        closed = _begins_bare([item], 0, right=_begins_bare(branch, at + 1, right=right))
        _keep(found, _of_strings(run, left=open_left, right=closed))
        if options is not None and len(options) <= MOST:
            run, open_left = options, beside
            continue
        choice = item if isinstance(item, _Choice) else _Choice([[item]])
        _keep(found, _of_choice(choice.branches, left=beside, right=_begins_bare(branch, at + 1, right=right)))
        run, open_left = [""], _ends_bare([choice], left=beside)
    _keep(found, _of_strings(run, left=open_left, right=right))
    return min(found, key=_cost, default=None)


def _keep(found: list[frozenset[str]], keys: frozenset[str] | None) -> None:
    if keys is not None:
        found.append(keys)


def _cost(keys: frozenset[str]) -> int:
    """How often one of these words may stand in a sentence, very roughly: short ones often."""
    return sum(12 if len(key) < STEM else 1 for key in keys)


def _bare(letter: str) -> bool:
    return bool(letter) and not letter.isalnum() and letter != "_"


def _begins_bare(branch: _Branch, at: int, *, right: bool) -> bool:
    """Whether what follows can't begin with a letter."""
    if at == len(branch):
        return right
    item = branch[at]
    if isinstance(item, str):
        return _bare(item[:1])
    if not isinstance(item, _Choice):
        return bool(item)
    return all(_begins_bare([*one, *branch[at + 1 :]], 0, right=right) for one in item.branches)


def _ends_bare(branch: _Branch, *, left: bool) -> bool:
    """Whether it surely ends without a letter; ``left``: whether what stands before it does."""
    if not branch:
        return left
    last = branch[-1]
    if isinstance(last, str):
        return _bare(last[-1:])
    if not isinstance(last, _Choice):
        return bool(last)
    left = _ends_bare(branch[:-1], left=left)
    return all(_ends_bare(one, left=left) for one in last.branches)


def _spelt_out(choice: _Choice) -> list[str] | None:
    """All the strings of a choice, if it has no gaps and not too many."""
    found: list[str] = []
    for branch in choice.branches:
        run = [""]
        for item in branch:
            options = [item] if isinstance(item, str) else _spelt_out(item) if isinstance(item, _Choice) else None
            if options is None or len(run) * len(options) > MOST:
                return None
            run = [one + other for one in run for other in options]
        found.extend(run)
    return found


def _of_strings(strings: list[str], *, left: bool, right: bool) -> frozenset[str] | None:
    """A key for each of the strings that may stand here: its longest word, which is the rarest more often than not."""
    if strings == [""]:
        return None
    found: set[str] = set()
    for text in strings:
        keys = _keys(text, left=left, right=right)
        if not keys:
            return None
        found.add(max(keys, key=len))
    return frozenset(found)


def _keys(text: str, *, left: bool, right: bool) -> list[str]:
    """The words of a string that can be asked for; one that may go on beyond the string only by its first letters."""
    words = _WORD.findall(folded(text))
    stem = words.pop() if words and not right and not _bare(text[-1]) else ""
    if words and not left and not _bare(text[0]):
        del words[0]
    elif not words and not left and not _bare(text[:1]):
        stem = ""
    keys = [word for word in words if word not in _EVERYWHERE and word.isascii()]
    return [*keys, stem[:STEM] + "*"] if len(stem) >= STEM and stem.isascii() else keys
