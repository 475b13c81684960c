"""Reads off a regular expression the words that it can't do without.

Knows the syntax as far as that takes: what is spelt out, where words begin and end, what may be left away. Anything else (a class
of characters, what is repeated, what is only looked at) counts as anything at all, and syntax it doesn't know makes it give up:
what it says holds of every match. Doesn't run anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventx_rferl.language.keys import DIGIT, STEM, Keys, folded

# Spelling out "wom[ae]n|child(?:ren)?" stops where it would take more strings than this.
MOST = 64
# And so many blanks or marks that may be left away are looked at in one sequence.
MOST_GAPS = 3
# Of the sets of words that a match needs one each, so many are kept: the least common ones.
SETS = 3
# One of more words than these stands in most sentences (the words for people are 1,700).
MOST_WORDS = 250
# Words of nearly every sentence; to ask for one of them is to ask for nothing.
_EVERYWHERE = frozenset("a and in of s the to".split())
_FRAGMENT = re.compile(r"\w+|\W+")
_LETTER = re.compile(r"\w")
_UNIT = re.compile(
    r"(?P<plain>\((?:\?(?:(?:-?i)?:|P<\w+>))?[\w '’-]+(?:\|[\w '’-]+)*\))|(?P<text>(?:[^\\\[\](){}|.^$?*+]|\\[^\w\n])+)"
    r"|(?P<set>\[\^?\]?(?:[^\]\\]|\\.)*\])"
    r"|(?P<look>\(\?<?[=!])|(?P<open>\((?:\?(?:(?:-?i)?:|P<\w+>))?)|(?P<close>\))|(?P<or>\|)|(?P<escape>\\\w)"
    r"|(?P<repeat>(?:[?*+]|\{(?:\d+(?:,\d*)?|,\d+)\})[?+]?)|(?P<any>[.^$])|(?P<unknown>.)",
    re.DOTALL,
)
_OPENED = re.compile(r"^\((?:\?(?:\w*-?\w*:|P<\w+>))?")
_UNESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PUNCTUATION = re.compile(r"\[(?:\^\\w.*|-?(?:[^\w\\^-]|\\[s -]|-(?=\]))+)\]", re.DOTALL)
_FEW = re.compile(r"\[[^\\^-]{1,4}\]")
# Looking round for these says that a word ends or begins here.
_EDGES = re.compile(r"\(\?<?!(?:\\w|\[\\w[-’']*\])\)")

_ANY_NUMBER = Keys({DIGIT})


class _Choice:
    """Alternatives; one without any item can be left away."""

    __slots__ = ("branches", "spelt")

    def __init__(self, branches: list[_Branch]) -> None:
        self.branches = branches
        self.spelt = _spelt_out(branches)


class _Ahead:
    """What must follow, and may be what the pattern goes on with."""

    __slots__ = ("branches",)

    def __init__(self, branches: list[_Branch]) -> None:
        self.branches = branches


# Letters of a word in lower case, a choice, what is looked ahead for, a digit (None), or a gap: True if no letter stands there
# (or a word begins or ends), else False.
_Item = str | bool | _Choice | _Ahead | None
_Branch = list[_Item]


class _UnknownError(Exception):
    """Syntax that isn't known here."""


def needed(pattern: str) -> tuple[Keys, ...]:
    """Sets of lower-case words, and of stems with a star behind: every match has one of each set. The least common ones first.

    None if that can't be told.
    """
    units = [(str(unit.lastgroup), unit[0]) for unit in _UNIT.finditer(pattern)]
    units.reverse()
    try:
        branches = _branches(units)
    except _UnknownError:
        return ()
    return () if units else tuple([words for words in _of_choice(branches, left=False, right=False) if len(words) <= MOST_WORDS])


def begins(pattern: str) -> Keys:
    """The words and stems one of which every match begins with, or a digit; none if that can't be told or they are many."""
    units = [(str(unit.lastgroup), unit[0]) for unit in _UNIT.finditer(pattern)]
    kept: list[tuple[str, str]] = []
    opens, deep = True, 0
    for kind, text in units:
        if not opens:
            kept.append((kind, text))
        elif text != r"\b":  # what each alternative of the whole has to begin with
            return Keys()
        deep += (kind in ("open", "look")) - (kind == "close")
        opens = kind == "or" and deep == 0
    kept.reverse()
    try:
        found = Keys().union(*map(_first, _branches(kept)))
    except _UnknownError:
        return Keys()
    return found if not kept and len(found) <= MOST_WORDS else Keys()


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
        plain = folded(_UNESCAPE.sub(r"\1", text) if "\\" in text else text)
        if len(plain) > 1 and units and units[-1][0] == "repeat":
            return [*_fragments(plain[:-1]), *_fragments(plain[-1])]  # what is repeated is the last letter
        return [*_fragments(plain)]
    if kind == "plain":
        return [_plain(text)]
    if kind == "set":
        if _FEW.fullmatch(text) is None:
            return [bool(_PUNCTUATION.fullmatch(text))]
        letters = dict.fromkeys(folded(text[1:-1]))
        return [*_fragments(*letters)] if len(letters) == 1 else [_Choice([[*_fragments(letter)] for letter in letters])]
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
            once = not units or units[-1][0] != "repeat"
            return branches[0] if once and len(branches) == 1 else [_Choice(branches)]
        if text == "(?=":
            return [_Ahead(branches)]
        if text == "(?<=":
            return [True] if all(_ends_bare(one, left=False) for one in branches) else []
        return [True] if _EDGES.fullmatch(text + inside + ")") else []
    raise _UnknownError(text)


@lru_cache(maxsize=512)  # patterns have many parts in common
def _plain(text: str) -> _Choice:
    """A group of alternatives that are spelt out."""
    return _Choice([[*_fragments(words)] for words in folded(_OPENED.sub("", text[:-1])).split("|")])


@lru_cache(maxsize=1024)
def _fragments(text: str) -> tuple[_Item, ...]:
    """The words of a string, and what stands between them."""
    return tuple([part if _LETTER.match(part) else True for part in _FRAGMENT.findall(text)])


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


def _spelt_out(branches: list[_Branch]) -> list[str] | None:
    """All the strings of a choice within a word, if it has no gaps and not too many."""
    found: list[str] = []
    for branch in branches:
        run = [""]
        for item in branch:
            spelt = [item] if isinstance(item, str) else item.spelt if isinstance(item, _Choice) else None
            if spelt is None or len(run) * len(spelt) > MOST:
                return None
            run = [one + other for one in run for other in spelt]
        found.extend(run)
    return found if len(found) <= MOST else None


def _of_choice(branches: list[_Branch], *, left: bool, right: bool) -> list[Keys]:
    """What one alternative or the other needs; ``left`` and ``right``: whether no letter can stand beside the choice."""
    each: list[list[Keys]] = []
    for branch in branches:
        sets = _of_branch(branch, left=left, right=right) or _without_gap(branch, left=left, right=right)
        if not sets:
            return []
        each.append(sets)
    if len(each) == 1:
        return each[0]
    return [Keys().union(*(sets[min(n, len(sets) - 1)] for sets in each)) for n in range(max(map(len, each)))]


def _without_gap(branch: _Branch, *, left: bool, right: bool) -> list[Keys]:
    """What a sequence needs in which a blank or mark may be left away ("air ?strike"): the words of one way or of the other."""
    at = [n for n, item in enumerate(branch) if isinstance(item, _Choice) and item.branches == [[True], []]]
    if not 0 < len(at) <= MOST_GAPS:
        return []
    before, behind = branch[: at[0]], branch[at[0] + 1 :]
    return _of_choice([[*before, True, *behind], [*before, *behind]], left=left, right=right)


def _of_branch(branch: _Branch, *, left: bool, right: bool) -> list[Keys]:
    """What each part of a sequence needs, the least common first."""
    if len(branch) == 1 and isinstance(branch[0], str):
        return _of_word([branch[0]], left=left, right=right)
    found: list[Keys] = []
    run = [""]  # the ways to spell the word up to here; ``left``: whether it begins there
    for at, item in enumerate(branch):
        if item is None or isinstance(item, bool):
            found.extend(_of_word(run, left=left, right=item is True))
            if item is None:
                found.append(_ANY_NUMBER)
            run, left = [""], item is True
            continue
        if isinstance(item, _Ahead):
            if _begins_bare([item], 0, right=False):
                found.extend(_of_word(run, left=left, right=True))
            found.extend(_of_choice(item.branches, left=left and not any(run), right=False))
            continue
        spelt = [item] if isinstance(item, str) else item.spelt
        if spelt is not None and len(run) * len(spelt) <= MOST:
            run = [one + other for one in run for other in spelt]
            continue
        found.extend(_of_word(run, left=left, right=_begins_bare(branch, at, right=right)))
        left = left and not any(run)
        if isinstance(item, _Choice) and spelt is None:
            found.extend(_of_choice(item.branches, left=left, right=_begins_bare(branch, at + 1, right=right)))
            run, left = [""], _ends_bare([item], left=left)
        else:
            run = spelt or [""]
    found.extend(_of_word(run, left=left, right=right))
    return sorted(dict.fromkeys(found), key=_cost)[:SETS] if len(found) > 1 else found


def _first(branch: _Branch, run: tuple[str, ...] = ("",)) -> Keys:
    """What a sequence begins with; ``run``: the ways to spell what stands right before it, in front of which stands no letter."""
    for at, item in enumerate(branch):
        if isinstance(item, _Ahead):
            if any(run) and _begins_bare([item], 0, right=False):
                return _whole(run, right=True)
            continue
        spelt = [item] if isinstance(item, str) else item.spelt if isinstance(item, _Choice) else None
        if spelt is not None and len(run) * len(spelt) <= MOST:
            run = tuple([one + other for one in run for other in spelt])
        elif isinstance(item, _Choice):
            return Keys().union(*(_first([*one, *branch[at + 1 :]], run) for one in item.branches))
        elif item is None and run == ("",):
            return _ANY_NUMBER
        else:
            return _whole(run, right=item is True)
    return _whole(run, right=False)


def _whole(spellings: tuple[str, ...], *, right: bool) -> Keys:
    """The words, or their stems where they may go on."""
    if not all(word.isascii() and len(word) >= (1 if right else STEM) for word in spellings):
        raise _UnknownError(spellings)
    return Keys(spellings if right else [word[:STEM] + "*" for word in spellings])


def _of_word(spellings: list[str], *, left: bool, right: bool) -> list[Keys]:
    """A key for each way to spell a word; if it may go on beyond that only by its first letters."""
    if not left or not all(word.isascii() for word in spellings):
        return []
    if right:
        return [] if not all(spellings) or not _EVERYWHERE.isdisjoint(spellings) else [Keys(spellings)]
    return [Keys([word[:STEM] + "*" for word in spellings])] if all(len(word) >= STEM for word in spellings) else []


def _cost(keys: Keys) -> int:
    """How often one of these words may stand in a sentence, very roughly: short ones often."""
    return sum(12 if len(key) < STEM else 1 for key in keys)


def _begins_bare(branch: _Branch, at: int, *, right: bool) -> bool:
    """Whether what follows can't begin with a letter."""
    if at == len(branch):
        return right
    item = branch[at]
    if isinstance(item, _Ahead) and all(_begins_bare(one, 0, right=False) for one in item.branches):
        return True
    if not isinstance(item, _Choice | _Ahead):
        return item is True
    after = _begins_bare(branch, at + 1, right=right)
    return after if isinstance(item, _Ahead) else all(_begins_bare(one, 0, right=after) for one in item.branches)


def _ends_bare(branch: _Branch, *, left: bool) -> bool:
    """Whether it surely ends without a letter; ``left``: whether what stands before it does."""
    for item in branch:
        if isinstance(item, _Ahead):
            continue
        left = all(_ends_bare(one, left=left) for one in item.branches) if isinstance(item, _Choice) else item is True
    return left
