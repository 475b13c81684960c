"""Rules 6xx: texts and codes. Knows the marks that broken encodings, hidden characters and lost zeros leave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from eventx.report import Position, Record, Severity
from eventx.rules.names import NOTES, pointer_of
from eventx.rules.rule import Breach, Name, Rule, Watch
from eventx.rules.seen import Seen

# UTF-8 read as Windows-1252 or Latin-1: Ã and Â before a sign that no word has there, and â€ for curly quotes and dashes; the
# same for Cyrillic and Arabic, whose letters become pairs that begin with Ð or Ñ, Ø or Ù. UTF-8 read as Windows-1251: pairs that
# begin with Р or С. Cyrillic, Arabic or Greek of one byte a letter read as Latin-1: four accented letters and more in a row.
_HIGH = "\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_HIGH_1251 = "\u0080-\u00bfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґё№єјЅѕї"
_MOJIBAKE = re.compile(
    f"[ÃÂ][\u0080-\u00bf]|â€|(?:[ÐÑ][{_HIGH}]){{2}}|(?:[ØÙ][{_HIGH}]){{2}}|(?:[РС][{_HIGH_1251}]){{3}}"
    "|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{4}|\ufffd"
)
_SUSPECT = re.compile("[\u00c0-\u00ffРС\ufffd]")  # where it can begin; much faster to look for
# Zero-width and bidirectional controls, which make equal names unequal. The joiners are left out: Persian and Indic scripts need
# them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\u3164\ufeff\ufff9-\ufffb]"
)
# What a spreadsheet would compute or run: =…, a function called after + - or @, and a program named before |.
_FORMULA = re.compile(r"\s*(?:=[^\s=>]|[-+@][\w.]*\(|[-+@]\S*\|)")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|\?{2}")
# A question mark opens the query of an address, with a letter on both sides. An address begins nowhere within a word: looked for
# from each letter of a long one, it would take minutes.
_ADDRESS = re.compile(r"(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]*://|www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/)\S*", re.IGNORECASE)
# Look-alikes of another script within a word; the micro sign is none of them.
_MIXED = re.compile("[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
_MARKUP = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});|</?(?:br|p|b|i|a|em|strong|span|div)\b[^<>]*>", re.IGNORECASE)
NOTHING = frozenset(
    ("unknown", "n/a", "na", "none", "null", "nan", "nil", "undefined", "not available", "not known", "-", "--", "?", "tbd")
)
"""What is written, in small letters, for a name that isn't there."""
_PLACES = frozenset(("Nan", "Na", "Nil"))  # a province of Thailand, towns in Myanmar and elsewhere; programs write NaN and NA
_LONGEST_NOTHING = max(map(len, NOTHING))
_FULL_CELL = 32_767
_FORMS = {
    "iso3166-1-alpha2": (re.compile(r"[A-Z]{2}", re.ASCII), "two capital letters"),
    "iso3166-1-alpha3": (re.compile(r"[A-Z]{3}", re.ASCII), "three capital letters"),
    "iso3166-1-numeric": (re.compile(r"[0-9]{3}", re.ASCII), "three digits, with leading zeros"),
    "un-m49": (re.compile(r"[0-9]{3}", re.ASCII), "three digits, with leading zeros"),
    "fips10-4": (re.compile(r"[A-Z][A-Z0-9]", re.ASCII), "two capital letters or digits"),
    "gwno": (re.compile(r"[1-9][0-9]{0,2}", re.ASCII), "a number of up to three digits"),
    "cameo": (re.compile(r"0[1-9][0-9]{0,2}|1[0-9]{1,3}|20[0-9]{0,2}", re.ASCII), "two to four digits, with the leading zero"),
}


SUSPECTS_WITHIN = f"{_MOJIBAKE.pattern}|{_HIDDEN.pattern}|[&<]"
SUSPECTS = f"{SUSPECTS_WITHIN}|^(?:{_FORMULA.pattern})"
"""A regular expression: notes shorter than a cell, in which it finds nothing, break no rule here."""
BEGINNINGS = _SUSPECT.pattern[1:-1] + _HIDDEN.pattern[1:-1] + "&<"
"""The characters, for a set of a regular expression, with which all that begins."""
_AFTER_SUSPECT = f"[\u0080-\u00ff€{_HIGH}{_HIGH_1251}]"
SUSPICIOUS = f"[\u00c0-\u00ffРС]{_AFTER_SUSPECT}|[\ufffd{_HIDDEN.pattern[1:-1]}&<]|^(?:{_FORMULA.pattern})"
"""The same in a tenth of the time, but it finds more: where it finds nothing, neither does SUSPECTS."""
SUSPICIOUS_WITHIN = f"[{BEGINNINGS}](?:(?<=[\u00c0-\u00ffРС])(?={_AFTER_SUSPECT})|(?<=[\ufffd{_HIDDEN.pattern[1:-1]}&<]))"
"""What SUSPICIOUS finds anywhere in a text, in a form that Python looks for another ten times as fast."""
COMPUTED = "=+-@ \t\r\n"
"""The characters with which a text begins that SUSPICIOUS can find something in for its beginning."""
SHORTER = _FULL_CELL


def _mojibake(names: Sequence[Name]) -> Iterator[Breach]:
    for name in names:
        text = name[2]
        if (start := _SUSPECT.search(text)) and (found := _MOJIBAKE.search(text, start.start())):
            shown = text[max(found.start() - 10, 0) : found.end() + 10]
            yield Breach(pointer_of(name), f"{shown!r} looks like text read in the wrong encoding", shown)


def _hidden(names: Sequence[Name]) -> Iterator[Breach]:
    for name in names:
        text = name[2]
        if found := _HIDDEN.search(text):
            called = unicodedata.name(found[0], "a control character").lower()
            words = f"an invisible character, U+{ord(found[0]):04X} ({called}), stands at {found.start()}"
            yield Breach(pointer_of(name), words, text)


def _nothing_as_name(names: Sequence[Name]) -> Iterable[Breach]:
    return [
        Breach(pointer_of(name), f"{name[2]!r} is no name", name[2])
        for name in names
        if len(name[2]) <= _LONGEST_NOTHING and name[2].lower() in NOTHING and name[0] != NOTES and name[2] not in _PLACES
    ]


def _untidy(names: Sequence[Name]) -> Iterable[Breach]:
    return [
        Breach(pointer_of(name), f"{name[2]!r} has spaces at an end or twice", name[2])
        for name in names
        if name[0] != NOTES and ("  " in name[2] or "\n" in name[2] or name[2] != name[2].strip())
    ]


def _markup(names: Sequence[Name]) -> Iterable[Breach]:
    return [
        Breach(pointer_of(name), f"markup is left in the text: {found[0]!r}", found[0])
        for name in names
        if ("&" in name[2] or "<" in name[2]) and (found := _MARKUP.search(name[2]))
    ]


def _cut_by_a_cell(names: Sequence[Name]) -> Iterable[Breach]:
    return [
        Breach(pointer_of(name), f"the text is exactly {_FULL_CELL:,} characters long")
        for name in names
        if len(name[2]) == _FULL_CELL
    ]


def _not_composed(names: Sequence[Name]) -> Iterator[Breach]:
    for name in names:
        text = name[2]
        if name[0] != NOTES and not unicodedata.is_normalized("NFC", text):
            yield Breach(pointer_of(name), f"{text!r} writes letters and their marks apart (it is not in NFC)", text)


def _formula(names: Sequence[Name]) -> Iterable[Breach]:
    return [
        Breach(pointer_of(name), f"{name[2][:40]!r} is a formula for a spreadsheet", name[2])
        for name in names
        if name[2][0] in COMPUTED and _FORMULA.match(name[2])
    ]


def _letters_lost(names: Sequence[Name]) -> Iterable[Breach]:
    return [
        Breach(pointer_of(name), f"letters of {name[2]!r} were replaced by question marks", name[2])
        for name in names
        if "?" in name[2] and name[0] != NOTES and _LOST.search(_ADDRESS.sub(" ", name[2]))
    ]


def _mixed_scripts(names: Sequence[Name]) -> Iterator[Breach]:
    for name in names:
        if name[0] != NOTES and (found := _MIXED.search(name[2])):
            one, other = (unicodedata.name(letter, "?").split()[0].capitalize() for letter in found[0])
            yield Breach(pointer_of(name), f"{name[2]!r} has {one} and {other} letters in one word: {found[0]!r}", name[2])


def _crosswalk_disagrees(record: Record) -> Iterator[Breach]:
    for index, code in enumerate(record["codes"]):
        if code["basis"] != "crosswalk" or "type" not in record:
            continue
        from eventx.errors import EventxError
        from eventx.vocabulary import crosswalk, is_a

        try:
            match = crosswalk(code["system"], "event-type").get(code["code"])
        except EventxError:
            continue  # no crosswalk for this system
        meant = match.code if match is not None else None
        if meant is not None and not (is_a(record["type"], meant) or is_a(meant, record["type"])):
            words = f"{code['code']!r} is called derived from '{record['type']}', but means '{meant}'"
            yield Breach(f"/codes/{index}/code", words, code["code"])


_Coded = tuple[str, int, int, dict[str, Any]]


def _coded(record: Record) -> list[_Coded]:
    """Every code of the record: its pointer with places for two indexes, the indexes, and the code."""
    found: list[_Coded] = [("/codes/{1}", 0, index, code) for index, code in enumerate(record.get("codes", ()))]
    place = record.get("place")
    if place is not None and "country" in place and "codes" in place["country"]:
        found += [("/place/country/codes/{1}", 0, index, code) for index, code in enumerate(place["country"]["codes"])]
    for number, actor in enumerate(record.get("actors", ())):
        if "codes" in actor:
            found += [("/actors/{0}/codes/{1}", number, index, code) for index, code in enumerate(actor["codes"])]
        if "country" in actor and "codes" in actor["country"]:
            found += [
                ("/actors/{0}/country/codes/{1}", number, index, code) for index, code in enumerate(actor["country"]["codes"])
            ]
    return found


def _codes(record: Record) -> list[dict[str, Any]]:
    """The same codes without where they stand, in a third of the time."""
    found: list[dict[str, Any]] = [*record.get("codes", ())]
    place = record.get("place")
    if place is not None and "country" in place:
        found += place["country"].get("codes", ())
    for actor in record.get("actors", ()):
        if "codes" in actor:
            found += actor["codes"]
        if "country" in actor:
            found += actor["country"].get("codes", ())
    return found


@lru_cache(1 << 12)
def _has_form(system: str, code: str) -> bool:
    return system not in _FORMS or _FORMS[system][0].fullmatch(code) is not None


def _code_out_of_form(record: Record) -> Iterator[Breach]:
    if all(_has_form(code["system"], code["code"]) for code in _codes(record)):
        return
    for pointer, number, index, code in _coded(record):
        if not _has_form(code["system"], code["code"]):
            where = pointer.format(number, index)
            form = _FORMS[code["system"]][1]
            yield Breach(f"{where}/code", f"{code['code']!r} is no code of {code['system']}: {form}", code["code"])


@frozen
class Systems(Watch):
    """The code systems that were met in a run; those that eventx doesn't know are told once, whatever becomes of the record."""

    seen: Seen
    met: set[str] = field(factory=set)

    def see(self, record: Record, position: Position) -> Iterator[Breach]:  # noqa: ARG002
        """Each system that eventx doesn't know, where it is first met."""
        for pointer, number, index, code in _coded(record):
            system = code["system"]
            if system not in self.met:
                from eventx.vocabulary import vocabulary

                self.met.add(system)
                if system not in vocabulary("code-systems").terms:
                    where = pointer.format(number, index)
                    yield Breach(f"{where}/system", f"eventx knows no code system {system!r}", system)

    def quiet(self, record: Record) -> bool:
        """Whether each system was met before, or eventx knows it."""
        return self.met.issuperset([code["system"] for code in _codes(record)]) or self.plain(record)

    def plain(self, record: Record) -> bool:
        """Whether eventx knows each system."""
        from eventx.vocabulary import vocabulary

        known = vocabulary("code-systems").terms
        return all(code["system"] in known for code in _codes(record))


RULES = (
    Rule(
        "EVX601", Severity.WARNING, "Names and notes are read in the right encoding",
        "A name with broken letters matches nothing, and each further save breaks it more.",
        "Read the original again with its encoding named (-O encoding=…).", check_letters=_mojibake,
    ),
    Rule(
        "EVX602", Severity.WARNING, "Names and notes have no invisible characters",
        "Two names that look the same are then different actors or places.",
        "Take the character out at the source, or keep the raw cell under the source's prefix.", check_letters=_hidden,
    ),
    Rule(
        "EVX603", Severity.WARNING, "A code derived by a crosswalk fits the type it was derived from",
        "Then the type was changed afterwards, and the old code still counts in somebody's table.",
        "Derive the codes again, or mark the code as the source's own.",
        "codes", _crosswalk_disagrees, reads=("codes", "type"),
    ),
    Rule(
        "EVX604", Severity.WARNING, "A code has the form of its system",
        "Leading zeros go lost in spreadsheets, and codes of one system are taken for another's.",
        "Take the code from the source as text, or name the system it belongs to.",
        "", _code_out_of_form, each=("codes", "place", "actors"),
    ),
    Rule(
        "EVX605", Severity.NOTE, "A code system is one that eventx knows",
        "Codes of another system are kept, but no crosswalk translates them.",
        "Correct the system's name if it is misspelt; told once in a run.", "", watch=Systems, each=("codes", "place", "actors"),
    ),
    Rule(
        "EVX606", Severity.WARNING, "A name is a name",
        "'Unknown' as a name becomes the most violent actor of the country. Unknown is absent.",
        "Leave the name away; `gaps` can say why.", check_names=_nothing_as_name,
    ),
    Rule(
        "EVX607", Severity.NOTE, "Names have no spaces too many",
        "Names that differ in a space only don't match.",
        "Keep the source's cell as it is under its prefix, and the name without the spaces.", check_names=_untidy,
    ),
    Rule(
        "EVX608", Severity.WARNING, "Names and notes are text, not markup",
        "'&amp;' and '<br>' were meant for a browser; searching and matching miss such names.",
        "Take the text from the page after its markup was read.", check_names=_markup,
    ),
    Rule(
        "EVX609", Severity.WARNING, "Notes are not cut off",
        "A cell of a spreadsheet holds 32,767 characters; what was longer is lost.",
        "Export the table again without a spreadsheet.", check_names=_cut_by_a_cell,
    ),
    Rule(
        "EVX610", Severity.NOTE, "Names are in the composed form of Unicode",
        "An é of one character and an e with an accent look the same and don't match.",
        "Normalise names to NFC.", check_letters=_not_composed,
    ),
    Rule(
        "EVX611", Severity.WARNING, "Names and notes are no formulas",
        "A spreadsheet that opens the table computes them, and some run programs (CSV injection).",
        "Take the cell out at the source; a report's words don't begin like this.", check_names=_formula,
    ),
    Rule(
        "EVX612", Severity.WARNING, "No letters of a name were replaced by question marks",
        "The table was saved in an encoding that hasn't these letters; they are lost, and the name matches nothing.",
        "Take the name from the source, or an export in UTF-8.", check_names=_letters_lost,
    ),
    Rule(
        "EVX613", Severity.WARNING, "A word of a name is in one script",
        "A Cyrillic а among Latin letters looks the same and makes another name of it.",
        "Write the word anew in one script.", check_letters=_mixed_scripts,
    ),
)  # fmt: skip
