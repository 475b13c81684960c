"""Vocabularies, crosswalks and code lists say the same as the schema and as each other, and leave no code out."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from eventx.schema import schema, schemas_dir
from eventx.vocabulary import (
    NO_TERM,
    Term,
    code_list,
    crosswalk,
    is_a,
    names,
    vocabularies,
    vocabulary,
)

CROSSWALKS = Path(str(schemas_dir())) / "crosswalks"
LISTS = {
    ("acled", "event-type"): ("acled-sub-event-types", "acled-event-types"),
    ("acled-older", "event-type"): ("acled-older-event-types",),
    ("acled-disorder", "event-type"): ("acled-disorder-types",),
    ("ucdp", "event-type"): ("ucdp-types-of-violence",),
    ("cameo", "event-type"): ("cameo-events",),
    ("plover", "event-type"): ("plover-events",),
    ("gtd", "event-type"): ("gtd-attack-types",),
    ("acled-inter", "actor-type"): ("acled-inter",),
    ("cameo-actor", "actor-type"): ("cameo-actor-types",),
    ("plover-sector", "actor-type"): ("plover-sectors",),
    ("acled-time-precision", "date-precision"): ("acled-time-precisions",),
    ("ucdp-date-prec", "date-precision"): ("ucdp-date-prec",),
    ("acled-geo-precision", "place-precision"): ("acled-geo-precisions",),
    ("ucdp-where-prec", "place-precision"): ("ucdp-where-prec",),
    ("gdelt-geo-type", "place-precision"): ("gdelt-geo-types",),
    ("plover-resolution", "place-precision"): ("plover-resolutions",),
    ("ucdp-event-clarity", "kind"): ("ucdp-event-clarity",),
    ("ucdp-code-status", "status"): ("ucdp-code-status",),
}


def _codes(lists: tuple[str, ...]) -> set[str]:
    return {code for name in lists for code in code_list(name)}


def _terms(dimension: str) -> Mapping[str, Term]:
    return vocabulary("statuses" if dimension == "status" else f"{dimension}s").terms


@pytest.mark.parametrize(("system", "dimension"), LISTS)
def test_every_code_of_a_system_has_a_row_to_eventx(system: str, dimension: str) -> None:
    ours = _terms(dimension)
    table = crosswalk(system, dimension)
    assert set(table) == _codes(LISTS[system, dimension])
    assert {match.code for match in table.values()} - {None} <= set(ours)


@pytest.mark.parametrize(("system", "dimension"), LISTS)
def test_every_code_of_eventx_has_a_row_to_the_system(system: str, dimension: str) -> None:
    table = crosswalk(system, dimension, "from-eventx")
    assert set(table) == set(_terms(dimension))
    assert {match.code for match in table.values()} - {None} <= _codes(LISTS[system, dimension])


@pytest.mark.parametrize(("system", "dimension"), LISTS)
def test_what_matches_exactly_comes_back_the_same(system: str, dimension: str) -> None:
    back = crosswalk(system, dimension, "from-eventx")
    for code, match in crosswalk(system, dimension).items():
        if match.exact:
            assert match.code is not None
            returned = back[match.code]
            assert returned.code == code or not returned.exact, f"{code} is {match.code}, which is {returned.code}"


INVERSE = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}


@pytest.mark.parametrize(("system", "dimension"), LISTS)
def test_a_pair_is_as_near_seen_from_either_side(system: str, dimension: str) -> None:
    back = crosswalk(system, dimension, "from-eventx")
    for code, match in crosswalk(system, dimension).items():
        if match.code is not None and (returned := back[match.code]).code == code:
            assert returned.predicate == INVERSE.get(match.predicate, match.predicate), code


@pytest.mark.parametrize(
    ("system", "dimension", "code", "predicate"),
    [
        ("cameo-actor", "actor-type", "SEP", "skos:broadMatch"),
        ("cameo", "event-type", "1832", "skos:broadMatch"),
        ("cameo", "event-type", "183", "skos:narrowMatch"),
        ("plover", "event-type", "MOBILIZE/police", "skos:broadMatch"),
        ("gdelt-geo-type", "place-precision", "2", "skos:broadMatch"),
    ],
)
def test_broad_means_that_the_object_is_broader(system: str, dimension: str, code: str, predicate: str) -> None:
    assert crosswalk(system, dimension)[code].predicate == predicate


def test_there_is_no_crosswalk_without_its_list() -> None:
    stems = {path.name.split(".")[0] for path in CROSSWALKS.glob("*.sssom.tsv")}
    assert stems == {f"{system}-{dimension}" for system, dimension in LISTS}


@pytest.mark.parametrize(("system", "dimension"), LISTS)
@pytest.mark.parametrize("direction", ["to-eventx", "from-eventx"])
def test_the_labels_for_readers_are_those_of_the_lists(system: str, dimension: str, direction: str) -> None:
    labels = {code: row.get("label") or code for name in LISTS[system, dimension] for code, row in code_list(name).items()}
    ours = {code: term.label for code, term in _terms(dimension).items()}
    for row in _rows(CROSSWALKS / f"{system}-{dimension}.{direction}.sssom.tsv"):
        for side in ("subject", "object"):
            prefix, _, code = row[f"{side}_id"].partition(":")
            known = ours if prefix.startswith("eventx-") else labels
            assert row[f"{side}_label"] == ("" if prefix == "sssom" else known[unquote(code)])


def _rows(path: Path) -> list[dict[str, str]]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("path", sorted(CROSSWALKS.glob("*.sssom.tsv")), ids=lambda path: path.name)
def test_crosswalks_are_sssom(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    for needed in ("mapping_set_id", "mapping_set_version", "license", "curie_map"):
        assert any(needed in line for line in header)
    predicates = {f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")}
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert rows
    for row in rows:
        assert None not in row.values()
        assert row["predicate_id"] in predicates
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["object_id"] == NO_TERM or ":" in row["object_id"]
        assert not any(letter.isspace() for letter in row["subject_id"] + row["object_id"]), "a CURIE; readers drop others"
    subjects = [row["subject_id"] for row in rows]
    assert len(subjects) == len(set(subjects)), "one row a code: the one converters use"


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("event-types", ("properties", "type")),
        ("statuses", ("properties", "status")),
        ("kinds", ("properties", "kind")),
        ("actor-types", ("$defs", "actor", "properties", "type")),
        ("roles", ("$defs", "actor", "properties", "role")),
        ("date-precisions", ("$defs", "date", "properties", "precision")),
        ("bases", ("$defs", "date", "properties", "basis")),
        ("bases", ("$defs", "evidence", "properties", "basis")),
        ("place-precisions", ("$defs", "place", "properties", "precision")),
        ("toll-measures", ("$defs", "toll", "properties", "measure")),
        ("toll-groups", ("$defs", "toll", "properties", "who")),
        ("toll-states", ("$defs", "toll", "properties", "state")),
        ("relation-types", ("$defs", "relation", "properties", "type")),
        ("redistribution", ("$defs", "rights", "properties", "redistribution")),
        ("gap-states", ("$defs", "gap", "properties", "state")),
        ("code-bases", ("$defs", "code", "properties", "basis")),
    ],
)
def test_the_schema_allows_exactly_the_codes_of_the_vocabulary(name: str, pointer: tuple[str, ...]) -> None:
    found = schema()
    for step in pointer:
        found = found[step]
    assert set(found["enum"]) == set(vocabulary(name).terms)


def test_every_term_is_defined_and_every_parent_is_a_term() -> None:
    assert set(names()) == {one.name for one in vocabularies()}
    for one in vocabularies():
        for term in one.terms.values():
            assert term.label
            assert term.definition.endswith(".")
            assert term.parent is None or term.parent in one.terms


def test_no_term_is_above_itself() -> None:
    for one in vocabularies():
        for term in one.terms.values():
            above: list[str] = []
            parent = term.parent
            while parent is not None:
                assert parent != term.code
                assert parent not in above
                above.append(parent)
                parent = one.terms[parent].parent


def test_types_are_kinds_of_others() -> None:
    assert is_a("drone-strike", "remote-violence")
    assert is_a("drone-strike", "drone-strike")
    assert not is_a("remote-violence", "drone-strike")
