"""Promises about every record: evidence is verbatim, runs are repeatable, sums hold, nothing crashes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventx.errors import InputError
from eventx.report import Position
from eventx.validator import Validator
from eventx_rferl import text

ARTICLES = Path(__file__).parent / "articles"
FILES = sorted(p.name for p in ARTICLES.iterdir() if p.suffix == ".html" or (p.suffix == ".txt" and ".body" not in p.name))


TOLD = "PRAGUE, 4 June 2024 (RFE/RL) -- "


@pytest.mark.parametrize("break_", ["\n", "\t", "\u00a0"])
def test_where_lines_are_broken_changes_nothing_but_the_quotes(importer: Callable[..., Any], break_: str) -> None:
    words = "The army said on June 3 that its troops had killed at least three Islamic State fighters near the town of Tal Afar."
    plain, _, _ = importer((TOLD + words + "\n\nHe gave no details.").encode(), "a.txt", None)
    broken, _, _ = importer((TOLD + words.replace(" ", break_) + "\n\nHe gave no details.").encode(), "a.txt", None)
    assert len(plain) == len(broken) == 1
    asked = ("type", "date", "place", "actors", "tolls", "notes")
    assert {key: plain[0].get(key) for key in asked} == {key: broken[0].get(key) for key in asked}
    assert any(break_ in evidence["quote"]["exact"] for evidence in broken[0]["evidence"])


@pytest.mark.parametrize("name", FILES)
def test_every_quote_stands_where_it_says_and_no_rule_has_anything_to_tell(importer: Callable[..., Any], name: str) -> None:
    data = (ARTICLES / name).read_bytes()
    body = text(data, name)
    records, outcomes, end = importer(data, name, "2024-12-31")
    assert end.read == len(outcomes)
    validator = Validator()
    told = [one for record in records for one in validator.check(record, Position(name))]
    assert [*told, *validator.finish()] == []
    for record in records:
        for evidence in record["evidence"]:
            quote = evidence["quote"]
            assert body[quote["start"] : quote["end"]] == quote["exact"] != ""
            target: Any = record
            for part in evidence["pointer"].split("/")[1:]:
                target = target[int(part)] if isinstance(target, list) else target[part]
        assert record["type"]
        for number, toll in enumerate(record.get("tolls", [])):
            assert any(e["pointer"] == f"/tolls/{number}" for e in record["evidence"]), toll


@pytest.mark.parametrize("name", FILES)
def test_the_same_bytes_give_the_same_records(importer: Callable[..., Any], name: str) -> None:
    data = (ARTICLES / name).read_bytes()
    first = json.dumps(importer(data, name)[0])
    assert json.dumps(importer(data, name)[0]) == first


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_relations_lead_somewhere(importer: Callable[..., Any], name: str) -> None:
    records, _, _ = importer((ARTICLES / name).read_bytes(), name, "2024-12-31")
    ids = [record["id"] for record in records]
    assert len(set(ids)) == len(ids)
    assert {r["target"] for record in records for r in record.get("relations", [])} <= set(ids)


def test_deaths_are_not_counted_twice(importer: Callable[..., Any]) -> None:
    gold = json.loads((ARTICLES / "gold.json").read_text(encoding="utf-8"))
    for article in gold["articles"]:
        records, _, _ = importer((ARTICLES / article["file"]).read_bytes(), article["file"], article["published"])
        told = sum(
            t.get("best", t.get("low", 0))
            for r in records
            for t in r.get("tolls", [])
            if t["measure"] == "killed" and not t.get("superseded")
        )
        coded = sum(c["best"] or c["low"] or 0 for e in article["events"] for c in e["deaths"])
        assert told <= coded + 2, article["id"]


def test_a_missing_publication_day_is_said(importer: Callable[..., Any]) -> None:
    _, outcomes, _ = importer((ARTICLES / "d03.txt").read_bytes(), "d03.txt")
    assert outcomes[0].findings[0].rule == "ART-NO-PUBLICATION-DATE"


def test_a_day_that_is_given_against_the_page_is_told(importer: Callable[..., Any]) -> None:
    page = "March 3, 2026\n\nOSH, Kyrgyzstan -- Gunmen shot at a patrol on Monday, killing two officers, the prosecutor said.\n"
    for option, told in (("2026-03-03", []), ("2026-03-10", ["ART-OTHER-DAY"]), (None, [])):
        records, outcomes, _ = importer(page.encode(), "a.txt", option)
        found = [one for outcome in outcomes for one in outcome.findings]
        assert [one.rule for one in found] == told
        assert records[0]["sources"][0]["published"] == option or option is None
        if told:
            assert found[0].message.startswith("published=2026-03-10 was given, but the page says 2026-03-03")
            assert records[0]["sources"][0]["note"].endswith("; the page says 2026-03-03")
            assert records[0]["date"]["start"] == "2026-03-09", "the day given is counted from"


SENTENCES = st.lists(
    st.sampled_from(
        [
            "A bomb killed 3 people in Kabul on May 3",
            "Pakistani jets",
            "in retaliation for",
            ", killing",
            ", when",
            "hours after",
            "the attack",
            "“quote",
            "” said",
            "dozens of",
            "the Taliban said",
            "1,000",
            "overnight",
            "in 2004",
            "police arrested",
            "Kharkiv’s",
            "near",
            ", and",
            ".",
            "\n\n",
            "-- ",
            "not",
            "that",
            "in which",
            "since",
            "two",
            "of them",
            "protesters marched",
            "\xa0",
            "é",
            "(TTP)",
            "…",
        ]
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SENTENCES)
def test_shuffled_words_never_crash(importer: Callable[..., Any], words: list[str]) -> None:
    data = ("The report said it was a long day for all of them. " + " ".join(words)).encode()
    records, outcomes, end = importer(data, published="2024-05-15")
    assert end.read == len(outcomes)
    body = text(data, "x")
    assert all(body[e["quote"]["start"] : e["quote"]["end"]] == e["quote"]["exact"] for r in records for e in r["evidence"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(str.encode)
    | st.text("<>/=\"' abpdivclsw&;!-[]", max_size=300).map(lambda t: f'<html><div class="wsw">{t}'.encode())
)
def test_any_bytes_are_read_or_refused(importer: Callable[..., Any], data: bytes) -> None:
    try:
        _, outcomes, end = importer(data)
    except InputError:
        return
    assert end.read == len(outcomes)


def test_a_declaration_that_is_none_is_refused_in_words(importer: Callable[..., Any]) -> None:
    with pytest.raises(InputError):
        importer(b"<html><![\x01")


def test_text_without_a_full_stop_does_not_take_for_ever(importer: Callable[..., Any]) -> None:
    data = ("The police said that it was a long day. " + "killed 3 people and " * 400).encode()
    started = time.monotonic()
    importer(data, published="2024-05-15")
    assert time.monotonic() - started < 120, "it hangs"


def test_he_who_gives_a_figure_is_named_and_marked_as_inferred(events: Callable[[str], list[dict[str, Any]]]) -> None:
    said = "Gunmen attacked a village near Kano on May 12, Governor Musa Bello said. He said six farmers were killed."
    (record,) = events(f"KANO, Nigeria -- {said}\n")
    (toll,) = record["tolls"]
    assert toll["claimant"] == "Governor Musa Bello"
    (item,) = (one for one in record["evidence"] if one["pointer"] == "/tolls/0/claimant")
    assert (item["quote"]["exact"], item["basis"]) == ("Governor Musa Bello", "inferred")


def test_it_at_the_head_of_a_paragraph_is_who_spoke_in_the_one_before(events: Callable[[str], list[dict[str, Any]]]) -> None:
    said = "Gunmen attacked a village near Kano on May 12, the Interior Ministry said.\n\nIt said six farmers were killed."
    (record,) = events(f"KANO, Nigeria -- {said}\n")
    assert record["tolls"][0]["claimant"] == "the Interior Ministry"


def test_who_announces_what_happened_the_same_day_is_the_claimant(events: Callable[[str], list[dict[str, Any]]]) -> None:
    said = "Six guards were killed in Bannu on May 7.\n\nThe same day, the army announced the killing of four rebels near Turbat."
    _, record = events(f"ISLAMABAD, Pakistan -- {said}\n")
    assert record["tolls"][0]["claimant"] == "the army"


def test_whom_somebody_follows_is_nothing_that_went_before(events: Callable[[str], list[dict[str, Any]]]) -> None:
    (record,) = events("MANILA, Philippines -- Police said the man who follows the group was arrested in Jolo on May 13.\n")
    assert record["tolls"][0]["claimant"] == "Police"


def test_the_country_in_the_first_sentence_behind_the_seed_forms_day_counts(importer: Callable[..., Any]) -> None:
    text = (
        " date 2024-05-15 Residents of Tajikistan's restive east say the death toll from clashes is higher.\n\n"
        "The rallies intensified after a protester was killed by police on May 12.\n\n"
        "Envoys of the United States and Germany expressed concern on May 14.\n"
    )
    records, _, _ = importer(text.encode())
    (record,) = (one for one in records if one["type"] == "excessive-force")
    assert [actor["name"] for actor in record["actors"]] == ["Police Forces of Tajikistan", "Protesters (Tajikistan)"]


def test_a_toll_told_as_a_share_is_left_out_and_that_is_said(importer: Callable[..., Any]) -> None:
    text = b"GAO, Mali -- Gunmen attacked an army post near Ansongo on May 13. Half of the 40 soldiers were killed.\n"
    (record,), outcomes, _ = importer(text, published="2024-05-15")
    assert "tolls" not in record
    (note,) = [finding for outcome in outcomes for finding in outcome.findings]
    assert (note.rule, note.severity.value) == ("ART-SHARE", "note")
    assert "Half of the 40 soldiers" in note.message


@pytest.mark.parametrize("figure", ["12 billion", "99999999999", "12345678901234567890", "two trillion", "60 million"])
def test_a_figure_that_no_event_can_have_is_left_out_and_that_is_said(importer: Callable[..., Any], figure: str) -> None:
    text = f"GAO, Mali -- Militants killed {figure} soldiers near Gao on May 13.\n"
    (record,), outcomes, _ = importer(text.encode(), published="2024-05-15")
    assert "tolls" not in record
    (finding,) = [finding for outcome in outcomes for finding in outcome.findings]
    assert (finding.rule, finding.severity.value) == ("ART-FIGURE", "warning")
    assert figure in finding.message


@pytest.mark.parametrize(
    ("sentence", "reason", "warned"),
    [
        ("Russian forces shelled the city of Kherson on May 24, 2024, killing three civilians.", "ART-LATER", True),
        ("Gunmen killed five people in Odesa on June 12, 2024.", "ART-LATER", True),
        ("Two people were arrested in Odesa on June 12, 2024, police said.", "ART-LATER", True),
        ("A bomb exploded in Odesa on May 16, 2024.", "ART-LATER", True),
        ("Rebels seized a police post in Odesa on January 2, 2025.", "ART-LATER", True),
        # without a year the year before would be a guess
        ("Gunmen shot dead two shopkeepers in Odesa on May 17, police said.", "ART-LATER", True),
        ("A bomb attack in Odesa on June 20 killed two shopkeepers.", "ART-LATER", True),
        ("Soldiers and rebels clashed near Odesa between May 20 and 22.", "ART-LATER", True),
        ("The opposition has called a protest in Odesa on May 22.", "ART-PLANNED", False),
        ("The opposition has called a protest in Odesa on May 22, 2024.", "ART-PLANNED", False),
        ("The army will attack Odesa on May 22, 2024.", "ART-PLANNED", False),
    ],
)
def test_the_past_of_a_day_after_publication_is_told_with_a_warning(
    importer: Callable[..., Any], sentence: str, reason: str, warned: bool
) -> None:
    records, (outcome,), _ = importer(f"KYIV -- {sentence}\n".encode(), published="2024-05-15")
    assert records == []
    assert outcome.reason == reason
    assert [finding.rule for finding in outcome.findings] == (["ART-LATER"] if warned else [])


@pytest.mark.parametrize(
    ("published", "sentence", "day"),
    [
        ("2024-01-03", "Gunmen shot dead two shopkeepers in Odesa on December 28.", "2023-12-28"),
        ("2024-05-15", "Gunmen shot dead two shopkeepers in Odesa on November 2.", "2023-11-02"),
        ("2024-05-15", "Gunmen shot dead two shopkeepers in Odesa on May 17 last year.", "2023-05-17"),
        ("2024-05-15", "The July 3 attack on a mosque in Odesa killed two people.", "2023-07-03"),
        ("2024-05-14", "Gunmen shot dead two shopkeepers in Odesa on May 13.", "2024-05-13"),
    ],
)
def test_a_day_without_a_year_is_last_year_s_where_it_could_be_no_slip(
    importer: Callable[..., Any], published: str, sentence: str, day: str
) -> None:
    (record,) = importer(f"KYIV -- {sentence}\n".encode(), published=published)[0]
    assert record["date"]["start"] == day
