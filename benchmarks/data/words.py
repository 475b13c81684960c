"""Words the invented rows are made of: towns, groups, reports.

Knows no table. What there is of each kind is a power of two, so that a few bits of one random number choose from it.
"""

from __future__ import annotations

from itertools import product

# Name, start of ACLED's ids, ISO number, Gleditsch-Ward number, FIPS, ACLED's region, UCDP's, south-west and north-east corner of
# a square that lies in the country.
COUNTRIES = (
    ("Afghanistan", "AFG", 4, 700, "AF", "Caucasus and Central Asia", "Asia", 31, 61, 35, 68),
    ("Bangladesh", "BGD", 50, 771, "BG", "South Asia", "Asia", 19, 89, 25, 92),
    ("Burkina Faso", "BFA", 854, 439, "UV", "Western Africa", "Africa", 11, -4, 14, 1),
    ("Colombia", "COL", 170, 100, "CO", "South America", "Americas", 1, -79, 7, -70),
    ("Ethiopia", "ETH", 231, 530, "ET", "Eastern Africa", "Africa", 4, 36, 15, 42),
    ("Iraq", "IRQ", 368, 645, "IZ", "Middle East", "Middle East", 31, 41, 36, 46),
    ("Kenya", "KEN", 404, 501, "KE", "Eastern Africa", "Africa", -2, 35, 4, 41),
    ("Mali", "MLI", 466, 432, "ML", "Western Africa", "Africa", 15, -6, 22, 1),
    ("Mexico", "MEX", 484, 70, "MX", "North America", "Americas", 17, -108, 26, -94),
    ("Nigeria", "NGA", 566, 475, "NI", "Western Africa", "Africa", 7, 4, 13, 12),
    ("Pakistan", "PAK", 586, 770, "PK", "South Asia", "Asia", 24, 64, 30, 70),
    ("Philippines", "PHL", 608, 840, "RP", "Southeast Asia", "Asia", 6, 118, 20, 125),
    ("Somalia", "SOM", 706, 520, "SO", "Eastern Africa", "Africa", 3, 47, 12, 51),
    ("Sudan", "SDN", 729, 625, "SU", "Northern Africa", "Africa", 8, 25, 22, 34),
    ("Ukraine", "UKR", 804, 369, "UP", "Europe", "Europe", 46, 29, 50, 40),
    ("Mozambique", "MOZ", 508, 541, "MZ", "Eastern Africa", "Africa", -25, 33, -16, 39),
)

_FIRST = ("Var", "Şah", "Ñan", "Łąk", "Kör", "Dže", "Mba", "Ouro", "Tam", "Bel", "Āra", "Quí", "Pho", "Zel", "Hor", "Ilé")
_MIDDLE = ("a", "e", "i", "o", "u", "ou", "ai", "ü")
_LAST = ("bād", "grad", "ville", "dougou", "pur", "tepe", "mar", "wick", "zar", "lândia", "khel", "ñoa", "'a", "sk", "ri", "met")
TOWNS = tuple("".join(parts) for parts in product(_FIRST, _MIDDLE, _LAST))

_HUES = ("Red", "Free", "United", "Northern", "River", "Mountain", "People's", "New")
_BODIES = ("Valley Front", "Salvation Army", "Guard", "Liberation Movement", "Defence Committee", "Brigade", "Council", "Ansar")
GROUPS = tuple(f"{hue} {body}" for hue, body in product(_HUES, _BODIES))

_AGENCIES = ("Courier", "Daily", "Radio", "Observer", "News Agency", "Post", "Monitor", "Gazette")
PAPERS = tuple(f"{town} {agency}" for town, agency in product(TOWNS[5:2048:256], _AGENCIES))

_WHO = (
    "armed men on motorcycles", "security forces", "unidentified gunmen", "a group of fighters", "residents", "soldiers",
    "police", "militiamen",
)  # fmt: skip
_DID = (
    "clashed with a patrol near the market", "opened fire on a checkpoint at the bridge",
    "set fire to several houses and a school", "gathered in front of the governor's office to demand water and power",
    "shelled positions outside the town", "detained a number of people, among them two teachers",
    "attacked a convoy of traders", "blocked the main road with tyres",
)  # fmt: skip
_THEN = (
    "The exchange lasted for about two hours, after which the attackers withdrew towards the hills.",
    "A spokesman said, \"\"we hold our positions\"\", and gave no figures.",
    "Local officials confirmed the incident; others in the district denied it.",
    "At least two vehicles, some livestock and food were taken.",
    "Three people were wounded, one of them – a boy of 12 – seriously.",
    "Witnesses speak of \"\"heavy\"\" fire from both sides and of people fleeing to Zürich Square.",
    "The army put the number of dead at four, the group's channel at nine.",
    "The curfew, in force since the weekend, was extended to neighbouring communes.",
    "The target was not known at the time of the report.",
    "Le préfet a confirmé l'attaque, sans donner de bilan.",
    "По словам очевидцев, стрельба продолжалась до вечера.",
    "أفاد شهود عيان بسماع دوي انفجارات في المنطقة.",
    "Shops stayed closed the next day; a funeral was held in the afternoon.",
    "It is not clear whether the two events are connected.",
    "The fighters left on foot before reinforcements could arrive from the barracks.",
    "Property damage was reported, but nobody was hurt, according to the hospital.",
)  # fmt: skip
_LAST_WORDS = (
    "Casualties are not known.", "No fatalities were reported.",
    "Fatalities coded as reported, \"\"at least\"\" being the minimum.", "The number of people is not given.",
)  # fmt: skip


def opening(number: int) -> str:
    """How a report goes on after its day and place: one of 64."""
    return f"{_WHO[number & 7]} {_DID[number >> 3 & 7]}."


def ending(number: int) -> str:
    """What a report ends with: one of 1024, as it stands inside a quoted cell; one in 64 has a line break."""
    between = "\n" if number & 63 == 63 else " "
    first, second = number & 15, number >> 4 & 15
    third, fourth = (first + 5) & 15, (second + 11) & 15
    more = f"{_THEN[fourth]} " if number & 3 else ""
    return f"{_THEN[first]}{between}{_THEN[second]} {_THEN[third]} {more}{_LAST_WORDS[number >> 8]}"
