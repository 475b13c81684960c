"""The code lists of other systems are whole: nothing is lost from them unseen, and what is composed can be taken apart."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from eventx.schema import schemas_dir
from eventx.vocabulary import code_list, countries, crosswalk, is_a, vocabulary

SIZES = {
    "acled-disorder-types": 4,
    "acled-event-types": 6,
    "acled-geo-precisions": 3,
    "acled-inter": 8,
    "acled-interactions": 44,
    "acled-older-event-types": 11,
    "acled-regions": 17,
    "acled-sub-event-types": 25,
    "acled-time-precisions": 3,
    "cameo-actor-types": 39,
    "cameo-countries": 32,
    "cameo-events": 318,
    "fips10-4-no-country": 7,
    "gdelt-geo-types": 6,
    "gtd-attack-types": 9,
    "plover-contexts": 37,
    "plover-events": 83,
    "plover-resolutions": 5,
    "plover-sectors": 32,
    "quad-classes": 4,
    "ucdp-code-status": 6,
    "ucdp-date-prec": 5,
    "ucdp-event-clarity": 2,
    "ucdp-types-of-violence": 3,
    "ucdp-where-prec": 7,
}
# Lists that no crosswalk is over, and why.
WITHOUT = {
    "acled-interactions": "a pair of actor types, each of which has its row",
    "acled-regions": "an attribute of countries, in countries.tsv",
    "cameo-countries": "what CAMEO has beside ISO's codes, with those codes",
    "plover-contexts": "what an event is about, for which eventx has no vocabulary",
    "quad-classes": "classes of CAMEO's and PLOVER's types, which follow from the type",
    "fips10-4-no-country": "places that are in no country",
}


def _lists() -> set[str]:
    return {path.name.removesuffix(".tsv") for path in (schemas_dir() / "vocabularies" / "lists").iterdir()}


def test_every_list_is_here_with_all_its_codes() -> None:
    sizes = {name: len(code_list(name)) for name in _lists()}
    assert {name: size for name, size in sizes.items() if name in SIZES} == SIZES


def test_every_list_has_a_crosswalk_or_a_reason_to_have_none() -> None:
    stems = {path.name.split(".")[0] for path in (schemas_dir() / "crosswalks").iterdir() if path.name.endswith(".tsv")}
    for name in _lists() - set(WITHOUT):
        codes = set(code_list(name))
        assert any(codes <= set(crosswalk(*_parts(stem))) for stem in stems), name


def _parts(stem: str) -> tuple[str, str]:
    dimension = next(
        one
        for one in ("event-type", "actor-type", "date-precision", "place-precision", "kind", "status")
        if stem.endswith(f"-{one}")
    )
    return stem.removesuffix(f"-{dimension}"), dimension


def test_every_system_of_a_crosswalk_is_a_code_system() -> None:
    known = vocabulary("code-systems").terms
    for path in (schemas_dir() / "crosswalks").iterdir():
        if path.name.endswith(".tsv"):
            assert _parts(path.name.split(".")[0])[0] in known


def test_codes_are_written_without_outer_blanks_and_once() -> None:
    for name in _lists():
        lines = (schemas_dir() / "vocabularies" / "lists" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        width = lines[0].count("\t")
        codes = [line.split("\t")[0] for line in lines[1:]]
        assert codes == [code.strip() for code in codes]
        assert len(codes) == len(set(codes))
        assert all(line.count("\t") == width for line in lines), name


def test_interactions_follow_from_the_two_sides_in_the_order_of_their_numbers_but_for_one() -> None:
    types = {int(row["number"]): code for code, row in code_list("acled-inter").items()}
    for text, row in code_list("acled-interactions").items():
        first, second = divmod(int(row["number"]), 10)
        if second == 0:
            assert text == f"{types[first]} only"
        elif row["number"] == "78":
            assert text == "External/Other forces-Civilians"
        else:
            assert text == f"{types[first]}-{types[second]}"


def test_every_pair_of_actor_types_is_one_interaction_and_every_interaction_is_a_pair_that_maps() -> None:
    numbers = {row["number"] for row in code_list("acled-interactions").values()}
    pairs = {f"{one}{other}" for one, other in combinations_with_replacement("12345678", 2)}
    assert numbers == pairs | {f"{one}0" for one in "12345678"}
    by_number = {row["number"]: code for code, row in code_list("acled-inter").items()}
    matches = crosswalk("acled-inter", "actor-type")
    assert all(matches[by_number[digit]].code for number in numbers for digit in number if digit != "0")


def test_acled_types_have_the_parents_that_their_words_have_here() -> None:
    matches = crosswalk("acled", "event-type")
    for sub, row in code_list("acled-sub-event-types").items():
        ours, above = matches[sub].code, matches[row["event_type"]].code
        assert ours is not None
        assert above is not None
        assert is_a(ours, above), sub


def test_the_disorder_type_of_a_type_is_that_of_its_acled_type() -> None:
    subs = code_list("acled-sub-event-types")
    disorder = crosswalk("acled-disorder", "event-type", "from-eventx")
    for ours, match in crosswalk("acled", "event-type", "from-eventx").items():
        if match.code in subs and ours not in ("strategic-development",):
            assert disorder[ours].code == subs[match.code]["disorder_type"], ours


def test_the_older_types_are_those_that_acled_no_longer_has_and_their_loss_is_told() -> None:
    today = set(code_list("acled-sub-event-types")) | set(code_list("acled-event-types"))
    for code, match in crosswalk("acled-older", "event-type").items():
        assert match.code is not None
        assert match.note, f"{code}: what is lost has to be told"
        if code in today and (now := crosswalk("acled", "event-type")[code]).code:
            assert match.code == now.code, f"{code} is a type of today too, and says the same"


def test_every_cameo_code_falls_back_to_its_base_and_its_root() -> None:
    codes = code_list("cameo-events")
    assert [code for code in codes if len(code) == 2] == [f"{number:02}" for number in range(1, 21)]
    for code, row in codes.items():
        assert code.isdigit()
        assert 2 <= len(code) <= 4
        for length in range(2, len(code)):
            assert codes[code[:length]]["quad_class"] == row["quad_class"], code


def test_the_quad_class_of_a_type_is_one_and_follows_from_its_root() -> None:
    classes = set(code_list("quad-classes"))
    bounds = {"1": range(1, 6), "2": range(6, 9), "3": range(9, 14), "4": range(14, 21)}
    for code, row in code_list("cameo-events").items():
        assert int(code[:2]) in bounds[row["quad_class"]]
    assert {row["quad"] for row in code_list("plover-events").values()} - {""} == classes


def test_cameos_own_country_codes_are_not_isos_and_lead_to_them() -> None:
    for code, row in code_list("cameo-countries").items():
        assert code not in countries(), "or a region would be read as a country"
        assert row["alpha3"] == "" or row["alpha3"] in countries()


# How many codes below the root CAMEO's codebook (1.1b3) has, and the two that GDELT and ICEWS have besides (1213, 1214).
BELOW = {
    "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5, "10": 27, "11": 12, "12": 26 + 2,
    "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14, "19": 9, "20": 7,
}  # fmt: skip


@pytest.mark.parametrize("root", BELOW)
def test_cameo_is_whole(root: str) -> None:
    assert sum(1 for code in code_list("cameo-events") if code.startswith(root) and len(code) > 2) == BELOW[root]


def test_what_gdelt_calls_not_specified_further_is_its_root() -> None:
    matches = crosswalk("cameo", "event-type")
    for root in BELOW:
        assert matches[f"{root}0"].code == matches[root].code


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("193", "armed-clash"), ("195", "aerial-strike"), ("1952", "drone-strike"), ("1831", "suicide-bombing"),
        ("1411", "protest"),
        ("0871", "agreement"), ("138", "declaration-threat"), ("1312", None), ("057", None), ("163", None), ("015", None),
    ],
)  # fmt: skip
def test_cameo_codes_are_what_they_say_and_nothing_where_nothing_fits(code: str, ours: str | None) -> None:
    assert crosswalk("cameo", "event-type")[code].code == ours
