"""Reads whom a suicide bomber took along: "blew herself up, taking three officers with her".

Knows the words for it, and that they tell of the dead only where somebody blows himself up. Doesn't read other tolls.
"""

from __future__ import annotations

from eventx_rferl.language.wording import wording
from eventx_rferl.tolls.reader import Reader

TAKEN_ALONG = wording(r"\b(?:took|taking|takes|taken) (?P<who>[^,;.]{3,60}?) (?:along )?with (?:him|her|them)(?:self|selves)?\b")
BLEW_UP = wording(
    r"\b(?:blew|blow(?:s|ing)?|blown) (?:him|her|them)sel(?:f|ves) up\b|\b(?:suicide|human) bomb\w*\b|"
    r"\b(?:detonat|set(?:ting)? off|trigger|explod)\w*\b[^.;]{0,40}?\b(?:belts?|vests?|explosives|charges?|bombs?|"
    r"jackets?|waistcoats?|cars?|trucks?|vehicles?)\b|\bblew up (?:his|her|their) \w+|\bbombers?\b"
)


def taken_along(reader: Reader) -> None:
    """ "Detonated a belt of explosives and took four soldiers with him": they died, too."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in TAKEN_ALONG.finditer(text, start, end):
        first = reader.after(match.start("who"))
        if first >= 0 and not reader.people[first].part and BLEW_UP.search(text, start, end):
            reader.listed("killed", first, match.start(), until=match.end("who"))
