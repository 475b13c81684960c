"""Countries by the codes and names of every system that the field's data use, today's states and those that are gone."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter

import pytest

from eventx.schema import schemas_dir
from eventx.vocabulary import code_list, countries, country, country_by_name


@pytest.mark.parametrize(
    ("system", "code", "alpha3"),
    [
        ("fips10-4", "UP", "UKR"), ("fips10-4", "SU", "SDN"), ("fips10-4", "GM", "DEU"), ("fips10-4", "RS", "RUS"),
        ("fips10-4", "IZ", "IRQ"), ("fips10-4", "WE", "PSE"), ("fips10-4", "GZ", "PSE"), ("iso3166-1-alpha2", "GM", "GMB"),
        ("iso3166-1-numeric", "4", "AFG"), ("iso3166-1-numeric", "004", "AFG"), ("gwno", "775", "MMR"), ("gwno", "365", "RUS"),
        ("iso3166-1-alpha3", "XKX", "XKX"),
    ],
)  # fmt: skip
def test_a_code_is_of_its_system(system: str, code: str, alpha3: str) -> None:
    found = country(system, code)
    assert found is not None
    assert found.alpha3 == alpha3


@pytest.mark.parametrize(
    ("name", "alpha3"),
    [("Myanmar (Burma)", "MMR"), ("DR Congo (Zaire)", "COD"), ("Ivory Coast", "CIV"), ("eswatini", "SWZ"), ("Curaçao", "CUW"),
     ("Republic of Congo", "COG"), ("Kosovo", "XKX"), ("Russia (Soviet Union)", "RUS"), ("Türkiye", "TUR")],
)  # fmt: skip
def test_countries_by_the_names_that_datasets_use(name: str, alpha3: str) -> None:
    found = country_by_name(name)
    assert found is not None
    assert found.alpha3 == alpha3


def test_country_codes_are_unique_and_acled_names_complete() -> None:
    all_of_them = countries().values()
    for member in ("alpha2", "alpha3", "numeric", "gwno", "acled_name"):
        given = [value for one in all_of_them if (value := getattr(one, member))]
        assert len(given) == len(set(given)), member
    assert sum(1 for one in all_of_them if one.acled_name) == 243
    assert {one.acled_region for one in all_of_them if one.acled_name} >= {"Caucasus and Central Asia", "Middle East"}
    assert country("fips10-4", "no such code") is None
    assert country_by_name("Atlantis") is None


# The numbers and names of every state in which UCDP GED has had events since 1989, or could have.
UCDP = {
    2: "United States of America", 20: "Canada", 31: "Bahamas", 40: "Cuba", 41: "Haiti", 42: "Dominican Republic", 51: "Jamaica",
    52: "Trinidad and Tobago", 53: "Barbados", 70: "Mexico", 80: "Belize", 90: "Guatemala", 91: "Honduras", 92: "El Salvador",
    93: "Nicaragua", 94: "Costa Rica", 95: "Panama", 100: "Colombia", 101: "Venezuela", 110: "Guyana", 115: "Surinam",
    130: "Ecuador", 135: "Peru", 140: "Brazil", 145: "Bolivia", 150: "Paraguay", 155: "Chile", 160: "Argentina", 165: "Uruguay",
    200: "United Kingdom", 205: "Ireland", 210: "Netherlands", 211: "Belgium", 212: "Luxembourg", 220: "France",
    225: "Switzerland",
    230: "Spain", 235: "Portugal", 260: "Germany", 265: "East Germany", 290: "Poland", 305: "Austria", 310: "Hungary",
    315: "Czechoslovakia", 316: "Czech Republic", 317: "Slovakia", 325: "Italy", 338: "Malta", 339: "Albania", 341: "Montenegro",
    343: "North Macedonia", 344: "Croatia", 345: "Serbia (Yugoslavia)", 346: "Bosnia-Herzegovina", 347: "Kosovo", 349: "Slovenia",
    350: "Greece", 352: "Cyprus", 355: "Bulgaria", 359: "Moldova", 360: "Rumania", 365: "Russia (Soviet Union)", 366: "Estonia",
    367: "Latvia", 368: "Lithuania", 369: "Ukraine", 370: "Belarus", 371: "Armenia", 372: "Georgia", 373: "Azerbaijan",
    375: "Finland", 380: "Sweden", 385: "Norway", 390: "Denmark", 395: "Iceland", 402: "Cape Verde", 404: "Guinea-Bissau",
    411: "Equatorial Guinea", 420: "Gambia", 432: "Mali", 433: "Senegal", 434: "Benin", 435: "Mauritania", 436: "Niger",
    437: "Ivory Coast", 438: "Guinea", 439: "Burkina Faso", 450: "Liberia", 451: "Sierra Leone", 452: "Ghana", 461: "Togo",
    471: "Cameroon", 475: "Nigeria", 481: "Gabon", 482: "Central African Republic", 483: "Chad", 484: "Congo",
    490: "DR Congo (Zaire)", 500: "Uganda", 501: "Kenya", 510: "Tanzania", 516: "Burundi", 517: "Rwanda", 520: "Somalia",
    522: "Djibouti", 530: "Ethiopia", 531: "Eritrea", 540: "Angola", 541: "Mozambique", 551: "Zambia", 552: "Zimbabwe (Rhodesia)",
    553: "Malawi", 560: "South Africa", 565: "Namibia", 570: "Lesotho", 571: "Botswana", 572: "Kingdom of eSwatini (Swaziland)",
    580: "Madagascar (Malagasy)", 581: "Comoros", 590: "Mauritius", 600: "Morocco", 615: "Algeria", 616: "Tunisia", 620: "Libya",
    625: "Sudan", 626: "South Sudan", 630: "Iran", 640: "Turkey", 645: "Iraq", 651: "Egypt", 652: "Syria", 660: "Lebanon",
    663: "Jordan", 666: "Israel", 670: "Saudi Arabia", 678: "Yemen (North Yemen)", 680: "South Yemen", 690: "Kuwait",
    692: "Bahrain", 694: "Qatar", 696: "United Arab Emirates", 698: "Oman", 700: "Afghanistan", 701: "Turkmenistan",
    702: "Tajikistan", 703: "Kyrgyzstan", 704: "Uzbekistan", 705: "Kazakhstan", 710: "China", 712: "Mongolia", 713: "Taiwan",
    731: "North Korea", 732: "South Korea", 740: "Japan", 750: "India", 760: "Bhutan", 770: "Pakistan", 771: "Bangladesh",
    775: "Myanmar (Burma)", 780: "Sri Lanka", 781: "Maldives", 790: "Nepal", 800: "Thailand", 811: "Cambodia (Kampuchea)",
    812: "Laos", 816: "Vietnam (North Vietnam)", 820: "Malaysia", 830: "Singapore", 835: "Brunei", 840: "Philippines",
    850: "Indonesia", 860: "East Timor", 900: "Australia", 910: "Papua New Guinea", 920: "New Zealand", 940: "Solomon Islands",
    950: "Fiji",
}  # fmt: skip


def test_every_state_of_ucdp_is_known_by_number_and_by_name() -> None:
    for number, name in UCDP.items():
        found = country("gwno", str(number))
        assert found is not None, f"{number} {name}"
        assert found.ucdp_name == name
        assert country_by_name(name) == found


def test_a_state_with_a_number_has_a_name_as_ucdp_writes_it() -> None:
    """Serbia alone has none: UCDP writes 345, Serbia (Yugoslavia), to this day."""
    assert [one.alpha3 for one in countries().values() if one.gwno and not one.ucdp_name] == ["SRB"]


@pytest.mark.parametrize(
    ("system", "code", "alpha3"),
    [
        ("gwno", "345", "YUG"), ("gwno", "340", "SRB"), ("gwno", "315", "CSK"), ("gwno", "316", "CZE"), ("gwno", "265", "DDR"),
        ("gwno", "260", "DEU"), ("gwno", "680", "YMD"), ("gwno", "678", "YEM"), ("gwno", "347", "XKX"), ("fips10-4", "YI", "SCG"),
        ("fips10-4", "RB", "SRB"), ("fips10-4", "NT", "ANT"), ("fips10-4", "MQ", "UMI"), ("fips10-4", "JN", "SJM"),
    ],
)  # fmt: skip
def test_states_that_are_gone_and_lands_apart_are_known(system: str, code: str, alpha3: str) -> None:
    found = country(system, code)
    assert found is not None
    assert found.alpha3 == alpha3


def test_what_happened_in_yugoslavia_is_not_put_into_serbia() -> None:
    """Until its end, 345 was also what is now Kosovo, Montenegro, and in 1991 Croatia and Slovenia."""
    found = country_by_name("Serbia (Yugoslavia)")
    assert found is not None
    assert found.alpha3 == "YUG"
    assert country_by_name("Serbia") == country("iso3166-1-alpha3", "SRB")


def test_a_state_that_is_gone_says_since_when() -> None:
    text = (schemas_dir() / "vocabularies" / "countries.tsv").read_text(encoding="utf-8")
    until = {row["alpha3"]: row["until"] for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert {code: int(year) for code, year in until.items() if year} == {
        "ANT": 2010, "CSK": 1992, "DDR": 1990, "SCG": 2006, "SUN": 1991, "YMD": 1990, "YUG": 2003,
    }  # fmt: skip


def test_no_two_countries_have_a_name_in_common() -> None:
    names = Counter(
        folded
        for one in countries().values()
        for folded in {_folded(name) for name in (one.name, one.acled_name, one.ucdp_name, *one.aliases) if name}
    )
    assert [name for name, count in names.items() if count > 1] == []


def _folded(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))


def test_every_cell_is_a_code_of_its_system_or_blank() -> None:
    forms = {"alpha2": "[A-Z]{2}", "alpha3": "[A-Z]{3}", "numeric": "[0-9]{3}", "gwno": "[1-9][0-9]{0,2}"}
    for one in countries().values():
        for member, form in forms.items():
            value = getattr(one, member)
            assert value == "" or re.fullmatch(form, value), f"{one.alpha3} {member}"
        assert all(re.fullmatch("[A-Z]{2}", code) for code in one.fips)
        for name in (one.name, one.acled_name, one.ucdp_name, *one.aliases):
            assert name == name.strip()
        assert one.name


# FIPS 10-4 with its last changes (South Sudan in it).
FIPS = """
    AA AC AE AF AG AJ AL AM AN AO AQ AR AS AT AU AV AX AY BA BB BC BD BE BF BG BH BK BL BM BN BO BP BQ BR BS BT BU BV BX
    BY CA CB CD CE CF CG CH CI CJ CK CM CN CO CQ CR CS CT CU CV CW CY DA DJ DO DQ DR DX EC EG EI EK EN ER ES ET EU EZ FG
    FI FJ FK FM FO FP FQ FR FS GA GB GG GH GI GJ GK GL GM GO GP GQ GR GT GV GY GZ HA HK HM HO HQ HR HU IC ID IM IN IO IP
    IR IS IT IV IZ JA JE JM JN JO JQ JU KE KG KN KQ KR KS KT KU KV KZ LA LE LG LH LI LO LQ LS LT LU LY MA MB MC MD MF MG
    MH MI MJ MK ML MN MO MP MQ MR MT MU MV MX MY MZ NC NE NF NG NH NI NL NN NO NP NR NS NU NZ OD PA PC PE PK PL PM PO PP
    PS PU QA RE RI RM RN RO RP RQ RS RW SA SB SC SE SF SG SH SI SL SM SN SO SP ST SU SV SW SX SY SZ TB TD TE TH TI TK TL
    TN TO TP TS TT TU TV TW TX TZ UC UG UK UP US UV UY UZ VC VE VI VM VQ VT WA WE WF WI WQ WS WZ YM ZA ZI
""".split()
# Codes that were withdrawn, which data still have.
FIPS_WITHDRAWN = ("CZ", "GC", "NT", "RB", "UR", "YI", "YO", "YS")


def test_fips_is_whole_and_no_code_is_in_two_places() -> None:
    given = [code for one in countries().values() for code in one.fips]
    nowhere = list(code_list("fips10-4-no-country"))
    assert len(given + nowhere) == len(set(given + nowhere))
    assert set(given) == {*FIPS, *FIPS_WITHDRAWN}
    assert set(nowhere) == {"IY", "NM", "OC", "OS", "PF", "PG", "UF"}
    lacking = {one.alpha3 for one in countries().values() if not one.fips}
    assert lacking == {"ALA", "BES"}, "FIPS counts them to Finland, and ended before there was the other"
    assert country("fips10-4", "OS") is None


def test_regions_are_acleds() -> None:
    assert {one.acled_region for one in countries().values() if one.acled_name} == set(code_list("acled-regions"))
