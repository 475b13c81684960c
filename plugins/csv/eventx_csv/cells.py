"""What one cell says, by its kind.

Knows numbers, degrees, ranges and truth. A cell that isn't of its kind is an error in words.
"""

from __future__ import annotations

import math
import re

_WHOLE = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?(\d+([.]\d*)?|[.]\d+)([eE][-+]?\d+)?")
_DEGREES = re.compile(
    r"""(?P<ahead>[NSEWnsew])?\s*(?P<sign>[-+−])?\s*(?:
        (?P<deg>\d{1,3}) \s*[°d:\s]\s* (?P<min>\d{1,2}([.]\d+)?)
        (?: (?:\s*['′m:]\s*|\s+) (?P<sec>\d{1,2}([.]\d+)?) \s*(?:["″s]|'')? | \s*['′m:]? )
        | (?P<number>\d{1,3}([.]\d+)?) \s*(?P<degree>°)? ) \s*(?P<side>[NSEWnsew])?""",
    re.VERBOSE,
)
# "3 and 5" alone may be two counts.
_RANGE = re.compile(
    r"(?P<low>\d+)\s*(?:-|–|to|à|a|bis)\s*(?P<high>\d+)"
    r"|(?:between|entre|zwischen)\s+(?P<from>\d+)\s*(?:-|–|and|à|et|a|y|und)\s*(?P<till>\d+)",
    re.IGNORECASE,
)
# A bound, also in the words of other languages that a starter knows headers of; what stands before it is by how much it is moved.
_BOUNDS = (
    ("low", 0, re.compile(r"(?:>=|≥|at least|min\.|mind\.|mindestens|au moins|al menos)\s*(\d+)|(\d+)\s*\+", re.IGNORECASE)),
    ("low", 1, re.compile(r"(?:>|more than|over|plus de|más de|mehr als)\s*(\d+)", re.IGNORECASE)),
    ("high", 0, re.compile(r"(?:<=|≤|at most|up to|max\.|höchstens|bis zu|au plus|hasta|jusqu['’]à)\s*(\d+)", re.IGNORECASE)),
    ("high", -1, re.compile(r"(?:<|less than|fewer than|under|moins de|menos de|weniger als)\s*(\d+)", re.IGNORECASE)),
)
_ABOUT = re.compile(r"(?:~|≈|ca\.?|circa|about|around|approx\.?|etwa|rund|env\.?|environ|unos|unas)\s*(\d+)", re.IGNORECASE)
TRUE, FALSE = ("1", "1.0", "true", "t", "yes", "y"), ("0", "0.0", "false", "f", "no", "n")


class BadCell(ValueError):
    """A cell that is not of its kind; the message says what would be."""


def whole(text: str, mark: str = ".") -> int:
    """A whole number; ``3.0`` is one, as spreadsheets write it (``3,0`` if that is the mark), ``1.23E+15`` is not."""
    plain = re.sub(
        r"[.]0+$" if mark == "." else rf"(?:[.]|{re.escape(mark)})0{{1,2}}$", "", text
    )  # 3.000 and 3,000 may be thousands
    if _WHOLE.fullmatch(plain) is None:
        raise BadCell(f"{text!r} is no whole number" + ("; a spreadsheet has cut its digits" if "E+" in text.upper() else ""))
    if len(plain) > 16:
        raise BadCell(f"a number of {len(plain)} digits is no count of anything here")
    return int(plain)


def count(text: str, mark: str = ".") -> int:
    """A number of people."""
    number = whole(text, mark)
    if number < 0:
        raise BadCell(f"{text!r} is negative; if it stands for 'unknown', name it in `missing`")
    return number


def decimal(text: str, mark: str) -> float:
    """A decimal number with this decimal mark."""
    if mark != "." and "." in text:
        raise BadCell(f"{text!r} has a point, but the mapping says that decimals have {mark!r}")
    plain = text.replace(mark, ".")
    if _DECIMAL.fullmatch(plain) is None:
        hint = '; if its decimals have a comma, say decimal = ","' if "," in text and mark != "," else ""
        raise BadCell(f"{text!r} is no decimal number{hint}")
    number = float(plain)
    if not math.isfinite(number):
        raise BadCell(f"{text!r} is too large")
    return number


def degrees(text: str, mark: str, sides: str = "NSEW") -> float:
    """Degrees, as a decimal number or as degrees, minutes and seconds with a side (``34° 31' 12" N``, ``34.52 N``).

    ``sides`` are those that fit: a latitude in the east is a swapped column.
    """
    match = _DEGREES.fullmatch(text.strip().replace(mark, "."))
    if match is None or (match["number"] and not (match["ahead"] or match["degree"] or match["side"])):
        if text.count(".") == 1 and mark not in text:
            mark = "."  # as spreadsheets leave some cells; degrees have no thousands for a point to stand between
        return _on_earth(decimal(text.replace("−", "-"), mark), text, sides)
    if sum(match[part] is not None for part in ("ahead", "sign", "side")) > 1:
        raise BadCell(f"{text!r} says its side twice; write a letter or a sign")
    side = (match["side"] or match["ahead"] or "").upper()
    if side not in sides:
        raise BadCell(f"{text!r} ends in {side}, but this column takes {' or '.join(sides)}; are latitude and longitude swapped?")
    below = side in ("S", "W") or match["sign"] in ("-", "−")
    if match["number"]:
        return _on_earth(-float(match["number"]) if below else float(match["number"]), text, sides)
    minutes, seconds = float(match["min"]), float(match["sec"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise BadCell(f"{text!r} has 60 minutes or seconds, or more")
    value = int(match["deg"]) + minutes / 60 + seconds / 3600
    return _on_earth(round(-value if below else value, 6), text, sides)


def _on_earth(value: float, text: str, sides: str) -> float:
    if abs(value) > (90 if sides == "NS" else 180):
        words = "latitude: it is beyond 90" if sides == "NS" else "longitude: it is beyond 180"
        raise BadCell(f"{text!r} is no {words} degrees")
    return value


def counts(text: str, mark: str = ".") -> dict[str, int | str]:
    """A number of people, or a range: ``7``, ``1-4``, ``10+``, ``at least 3``, ``<5``; one that is about so keeps its words."""
    if match := _RANGE.fullmatch(text):
        low, high = (count(one) for one in match.groups() if one is not None)
        if low > high:
            raise BadCell(f"{text!r} ends below where it starts")
        return {"low": low, "high": high}
    for end, moved, bound in _BOUNDS:
        if match := bound.fullmatch(text):
            number = count(next(filter(None, match.groups()))) + moved
            if number < 0:
                raise BadCell(f"{text!r} is fewer than none")
            return {end: number}
    if match := _ABOUT.fullmatch(text):
        return {"best": count(match[1]), "text": text}
    try:
        return {"best": count(text, mark)}
    except BadCell:
        if not any(letter.isalpha() for letter in text) or "E+" in text.upper():
            raise
        raise BadCell(
            f"{text!r} is no number, range (1-4) or bound (10+, ca. 10); if it means 'unknown', name it in `missing`"
        ) from None


def without_thousands(text: str, sign: str) -> str:
    """The text without the sign between thousands, where each group has three digits; else as it is."""
    grouped = rf"(?<![\d{re.escape(sign)}])\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+(?![\d{re.escape(sign)}])"
    return re.sub(grouped, lambda match: match[0].replace(sign, ""), text)


def truth(text: str) -> bool:
    """Yes or no in the usual spellings."""
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise BadCell(f"{text!r} is neither yes nor no")
