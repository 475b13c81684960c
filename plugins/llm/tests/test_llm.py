"""What a language model's answer is worth after it was held against the article. The article and the answers are invented."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import (
    breaks_off,
    drips,
    fails,
    floods,
    hangs,
    hangs_up,
    raw,
    refuses,
    says,
)

from eventx.errors import FetchError, InputError, UsageError
from eventx.report import End, Finding, Kind, Outcome, Position, Severity
from eventx.testing import ImporterContract
from eventx.validator import Validator
from eventx_llm import LlmImporter
from eventx_llm.amounts import amount
from eventx_llm.answers import json_in
from eventx_llm.article import Facts, file_of
from eventx_llm.checking import Check
from eventx_llm.client import Client, Server
from eventx_llm.prompt import CHUNK, chunks, digest, messages
from eventx_llm.quotes import find
from eventx_llm.times import is_dated
from eventx_llm.times import time as when

SAMPLES = Path(__file__).parents[1] / "samples"
SENTENCE = (
    "Two guards were killed and at least 12 people were wounded when gunmen opened fire on a checkpoint near the town of Batken"
)
GOOD: dict[str, Any] = {
    "quote": SENTENCE,
    "type": "armed-clash",
    "type_quote": "opened fire",
    "status": "reported",
    "date_quote": "on May 3",
    "places": [{"quote": "Batken"}],
    "actors": [
        {"quote": "gunmen", "role": "initiator", "type": "armed-group"},
        {"quote": "Two guards", "role": "target", "type": "police"},
    ],
    "tolls": [
        {"quote": "Two guards", "measure": "killed", "who": "combatants", "claimant_quote": "the regional police"},
        {"quote": "at least 12", "measure": "injured", "who": "all"},
    ],
}


def answer(*events: object) -> str:
    return json.dumps({"events": list(events)})


def changed(**members: object) -> dict[str, Any]:
    return GOOD | members


def reasons(found: list[Any]) -> list[str]:
    return [outcome.reason for outcome in found if outcome.kind is Kind.WITHHELD]


def test_what_the_article_proves_becomes_a_valid_record_with_our_offsets(ask: Any, sample: bytes) -> None:
    (record,), found, end, asked = ask(says(answer(GOOD)))
    assert (end.read, end.complete, len(found)) == (1, True, 1)
    assert [f for f in Validator().check(record, found[0].position) if f.severity is Severity.ERROR] == []
    assert (record["date"]["start"], record["date"]["precision"], record["date"]["basis"]) == ("2024-05-03", "day", "relative")
    assert [(t["measure"], t.get("best"), t.get("high"), t["text"]) for t in record["tolls"]] == [
        ("killed", 2, 2, "Two guards"),
        ("injured", 12, None, "at least 12"),
    ]
    assert record["tolls"][0]["claimant"] == "the regional police"
    text = LlmImporter().text(sample, "orva.txt")
    for item in record["evidence"]:
        assert text[item["quote"]["start"] : item["quote"]["end"]] == item["quote"]["exact"]
    assert record["llm:answer"] == answer(GOOD)
    assert record["llm:prompt_sha256"] == digest(asked[0].body["messages"])
    assert (record["llm:model"], record["provenance"]["method"]) == ("m", "model")


def test_one_statement_for_several_places_is_a_campaign_with_parts_and_its_toll_stands_once(ask: Any) -> None:
    records, _, _, _ = ask(says(answer(changed(places=[{"quote": "Batken"}, {"quote": "Osh"}]))))
    assert [r["kind"] for r in records] == ["campaign", "event", "event"]
    assert ["tolls" in r for r in records] == [True, False, False]
    assert {r["relations"][0]["target"] for r in records[1:]} == {records[0]["id"]}
    assert len({r["id"] for r in records}) == 3


def test_a_place_that_nobody_looked_up_keeps_its_name_without_a_point(ask: Any) -> None:
    (record,), _, _, _ = ask(says(answer(changed(places=[{"quote": "checkpoint"}]))))
    assert record["place"] == {"name": "checkpoint"}
    assert any(gap["pointer"] == "/place/point" for gap in record["gaps"])


def test_a_place_that_the_article_importer_looked_up_has_its_point() -> None:
    data = " date 2024-05-06 For a test.\n\nGunmen killed two policemen in the city of Osh, Kyrgyzstan, on May 3.\n"
    assert "point" in file_of(data.encode(), "a.txt", None).articles[0].places["osh"]


@pytest.mark.parametrize(
    ("event", "reason", "kept"),
    [
        (changed(quote="Ten guards were killed in Batken."), "LLM-QUOTE", False),
        (changed(quote=17), "LLM-QUOTE", False),
        (changed(type="space-battle"), "LLM-TYPE", False),
        (changed(type=None), "LLM-TYPE", False),
        ("an event", "LLM-ANSWER", False),
        (changed(date_quote="2642-31-34"), "LLM-QUOTE", True),
        (changed(date_quote="the town"), "LLM-DATE", True),
        (changed(date_quote=["May 3"]), "LLM-QUOTE", True),
        (changed(status="claimed"), "LLM-STATUS", True),
        (changed(status="certain", status_quote="said"), "LLM-STATUS", True),
        (changed(places=[{"quote": "Bishkek"}]), "LLM-QUOTE", True),
        (changed(places="Batken"), "LLM-ANSWER", True),
        (changed(places=[7]), "LLM-ANSWER", True),
        (changed(actors=[{"quote": "gunmen", "role": "hero"}]), "LLM-ROLE", True),
        (changed(actors=[{"quote": "gunmen", "role": "initiator", "type": "aliens"}]), "LLM-TYPE", True),
        (changed(tolls=[{"quote": "gunmen", "measure": "killed", "who": "all"}]), "LLM-NUMBER", True),
        (changed(tolls=[{"quote": "Two guards", "measure": "arrested", "who": "all"}]), "LLM-MEASURE", True),
        (changed(tolls=[{"quote": "3", "measure": "killed", "who": "all"}]), "LLM-MEASURE", True),
        (changed(tolls=[{"quote": "40", "measure": "killed", "who": "all"}]), "LLM-QUOTE", True),
        (changed(tolls=[{"quote": "12", "best": 99, "measure": "injured", "who": "martians"}]), "LLM-ANSWER", True),
        (
            changed(tolls=[{"quote": "12", "measure": "injured", "who": "all", "claimant_quote": "the United Nations"}]),
            "LLM-CLAIMANT",
            True,
        ),
    ],
)
def test_what_isn_t_proved_is_dropped_with_its_reason_and_counted(ask: Any, event: object, reason: str, kept: bool) -> None:
    records, found, end, _ = ask(says(answer(event)))
    assert reasons(found) == [reason]
    assert bool(records) is kept
    assert end.read == len(found) == 1 + kept
    assert all(outcome.message for outcome in found if outcome.kind is Kind.WITHHELD)


def test_a_model_s_own_figures_and_dates_are_not_looked_at(ask: Any) -> None:
    tolls = [{"quote": "at least 12", "measure": "injured", "who": "all", "best": 900, "low": -1}]
    (record,), _, _, _ = ask(says(answer(changed(date="2642-31-34", tolls=tolls))))
    assert record["date"]["start"] == "2024-05-03"
    assert (record["tolls"][0]["low"], record["tolls"][0]["best"]) == (12, 12)


def test_the_same_event_once_more_is_merged(ask: Any) -> None:
    _, found, end, _ = ask(says(answer(GOOD, GOOD)))
    assert [outcome.kind for outcome in found] == [Kind.KEPT, Kind.MERGED]
    assert end.read == 2


@pytest.mark.parametrize(
    "content",
    [
        f"Here you are:\n```json\n{answer(GOOD)}\n```\nAnything else?",
        f"Sure! {answer(GOOD)} Hope this {{helps}}.",
        json.dumps([GOOD]),
        answer(GOOD).replace("opened fire", "opened\\nfire").replace("\\n", "\n"),
        "\ufeff" + answer(GOOD),
    ],
)
def test_json_is_found_in_whatever_stands_around_it(ask: Any, content: str) -> None:
    records, _, _, _ = ask(says(content))
    assert len(records) == 1


def test_quotes_with_other_marks_and_white_space_are_the_article_s_words() -> None:
    text = "He said:\n“They’ve come – all of\u00a0them,” and left."
    span = find(text, '"They\'ve come - all  of them,"')
    assert span is not None
    assert text[span.start : span.end] == "They’ve come – all of\u00a0them,"
    assert find(text, "They have come") is None
    assert find(text, "he") is None
    assert find(text, "") is None


@pytest.mark.parametrize("status", [400, 404, 422, 500, 501])
def test_a_server_that_refuses_json_schema_is_asked_in_the_next_way(ask: Any, status: int) -> None:
    records, _, _, asked = ask(refuses("json_schema", says(answer(GOOD)), status))
    assert len(records) == 1
    assert [one.body.get("response_format", {}).get("type") for one in asked] == ["json_schema", "json_object"]


def test_a_server_that_refuses_every_format_and_setting_still_answers_bare_messages(ask: Any) -> None:
    bare = refuses("max_tokens", says(answer(GOOD)), 400)
    records, _, _, asked = ask(refuses("json_schema", refuses("json_object", bare, 400), 400))
    assert len(records) == 1
    assert set(asked[-1].body) == {"model", "messages"}


def test_an_answer_without_json_is_asked_for_again_and_then_rejected(ask: Any) -> None:
    records, found, end, asked = ask(says("I can't do that."))
    assert (records, end.read, len(asked)) == ([], 1, 3)
    assert (found[0].kind, found[0].reason) == (Kind.REJECTED, "LLM-ANSWER")
    records, _, _, asked = ask(says("I can't do that."), says(answer(GOOD)))
    assert (len(records), len(asked)) == (1, 2)


def test_an_answer_cut_off_at_its_longest_says_so(ask: Any) -> None:
    _, found, _, _ = ask(says(answer(GOOD)[:200], finish_reason="length"))
    assert "cut off" in found[0].message


@pytest.mark.parametrize(
    "failure",
    [fails(503), fails(502, b"<html>Bad gateway</html>"), fails(429, Retry_After="0"), hangs_up, breaks_off, raw(b"<html>")],
)
def test_what_may_pass_is_tried_again(ask: Any, failure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    records, _, _, asked = ask(failure, says(answer(GOOD)))
    assert (len(records), len(asked)) == (1, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": 7}',
        b"\xff",
    ],
)
def test_an_answer_of_another_shape_ends_with_a_sentence(ask: Any, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with pytest.raises(FetchError, match="tried 3 times"):
        ask(raw(content))


def test_waits_grow_and_the_server_s_own_wait_counts(serve: Any) -> None:
    address, _ = serve(fails(503), fails(503), fails(429, Retry_After="7"), says("{}"))
    waits: list[float] = []
    Client(Server(address, "m"), sleep=waits.append).ask(messages("x"), 1)
    assert waits == [1.0, 2.0, 7.0]


def test_a_server_that_asks_to_wait_for_long_is_told_no(serve: Any) -> None:
    address, _ = serve(fails(429, Retry_After="3600"))
    with pytest.raises(FetchError, match="3600 s"):
        Client(Server(address, "m")).ask(messages("x"), 1)


@pytest.mark.parametrize("turn", [hangs, drips])
def test_a_slow_server_is_left_in_time(ask: Any, turn: Any) -> None:
    with pytest.raises(FetchError, match=r"within 0\.4 s"):
        ask(turn, timeout=0.4, retries=0)


def test_an_endless_answer_is_cut(ask: Any) -> None:
    with pytest.raises(FetchError, match="longer than"):
        ask(floods, retries=0)


@pytest.mark.parametrize(
    ("status", "words"), [(401, "key_variable"), (403, "key_variable"), (302, "sends on"), (418, "HTTP 418")]
)
def test_what_will_not_pass_is_told_at_once(ask: Any, status: int, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        ask(fails(status, Location="http://127.0.0.1:9/"))


def test_nobody_there_ends_with_a_sentence(replay: Any, sample: bytes) -> None:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1:9"):
        replay(sample, endpoint="http://127.0.0.1:9/v1", model="m", retries=0)


def test_the_budget_ends_the_reading_as_cut_off(ask: Any) -> None:
    records, found, end, asked = ask(says("no"), max_requests=2)
    assert (records, found, end.complete, len(asked)) == ([], [], False, 2)
    assert "max_requests" in end.message
    _, _, end, _ = ask(says("no"), max_tokens=150)
    assert "max_tokens" in end.message


KEY = "sk-invented-0123456789"


def test_the_key_goes_into_one_header_and_nowhere_else(ask: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INVENTED_KEY", KEY)
    saved = tmp_path / "answers.jsonl"
    records, found, end, asked = ask(says(f"{KEY} {answer(GOOD)}"), key_variable="INVENTED_KEY", save=str(saved))
    assert asked[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(asked[0].body)
    assert KEY not in saved.read_text(encoding="utf-8")
    assert KEY not in json.dumps(records) + str(found) + str(end)


def test_the_key_is_in_no_message(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVENTED_KEY", KEY)
    with pytest.raises(FetchError) as caught:
        ask(fails(418, f"what is {KEY}?".encode()), key_variable="INVENTED_KEY")
    assert KEY not in str(caught.value)


def test_recorded_answers_give_the_same_records_without_a_server(ask: Any, replay: Any, sample: bytes, tmp_path: Path) -> None:
    saved = tmp_path / "answers.jsonl"
    records, found, end, _ = ask(says("no"), says(answer(GOOD, changed(type="x"))), save=str(saved))
    again = replay(sample, answers=str(saved))
    assert again == (records, found, end)
    assert replay(sample, answers=str(saved)) == again


def test_answers_to_another_article_are_refused(replay: Any, sample: bytes, tmp_path: Path, ask: Any) -> None:
    saved = tmp_path / "answers.jsonl"
    ask(says(answer(GOOD)), save=str(saved))
    with pytest.raises(InputError, match="no answer"):
        replay(sample.replace(b"Isfara", b"Vorukh"), answers=str(saved))


@pytest.mark.parametrize("line", ["{", "[]", '{"answer": 7}', '{"prompt_sha256": "x", "answer": "", "attempt": "a"}'])
def test_a_damaged_file_of_answers_is_told_by_its_line(replay: Any, sample: bytes, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f"\n{line}\n")
    with pytest.raises(InputError, match="line 2"):
        replay(sample, answers=str(tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "needs -O endpoint"),
        ({"endpoint": "http://127.0.0.1/v1"}, "needs -O endpoint"),
        ({"endpoint": "ftp://x/v1", "model": "m"}, "must be an address"),
        ({"endpoint": "http://[::1/v1", "model": "m"}, "no address"),
        ({"endpoint": "https://me:secret@x.example/v1", "model": "m"}, "must hold no user"),
        ({"endpoint": "http://127.0.0.1/v1", "model": "m", "key_variable": "NOT_SET_ANYWHERE"}, "NOT_SET_ANYWHERE"),
        ({"endpoint": "http://127.0.0.1/v1", "model": "m", "timeout": 0.0}, "timeout"),
        ({"endpoint": "http://127.0.0.1/v1", "model": "m", "answers": "x"}, "can't read|exclude"),
        ({"endpoint": "http://127.0.0.1/v1", "model": "m", "published": "May"}, "published=May"),
    ],
)
def test_options_that_can_t_work_are_told(replay: Any, sample: bytes, options: dict[str, Any], words: str) -> None:
    with pytest.raises((UsageError, InputError), match=words):
        replay(sample, **options)


def test_a_key_never_travels_without_encryption(replay: Any, sample: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVENTED_KEY", KEY)
    with pytest.raises(UsageError, match="https"):
        replay(sample, endpoint="http://models.example/v1", model="m", key_variable="INVENTED_KEY")


def test_a_long_article_is_asked_for_in_pieces_that_hold_all_of_it() -> None:
    text = "\n\n".join(f"Paragraph {number} " + "word " * 300 for number in range(40))
    pieces = list(chunks(text))
    assert len(pieces) > 1
    assert "\n\n".join(pieces) == text
    assert max(map(len, pieces)) <= CHUNK


PUBLISHED = date(2024, 5, 6)  # a Monday


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("on May 3", "2024-05-03", "2024-05-03", "day"),
        ("on June 3", "2023-06-03", "2023-06-03", "day"),
        ("3 May 2021", "2021-05-03", "2021-05-03", "day"),
        ("May 3-5, 2021", "2021-05-03", "2021-05-05", "days"),
        ("2021-05-03", "2021-05-03", "2021-05-03", "day"),
        ("in March", "2024-03-01", "2024-03-31", "month"),
        ("February 2024", "2024-02-01", "2024-02-29", "month"),
        ("in 2004", "2004-01-01", "2004-12-31", "year"),
        ("overnight", "2024-05-05", "2024-05-06", "days"),
        ("yesterday", "2024-05-05", "2024-05-05", "day"),
        ("on Friday", "2024-05-03", "2024-05-03", "day"),
        ("before dawn on May 3", "2024-05-03", "2024-05-03", "day"),
    ],
)
def test_times_are_computed_from_the_words(words: str, start: str, end: str, precision: str) -> None:
    found = when(words, PUBLISHED)
    assert found is not None
    assert (found["start"], found["end"], found["precision"]) == (start, end, precision)


@pytest.mark.parametrize(
    "words", ["2642-31-34", "May 42", "February 30, 2023", "a day earlier", "recently", "", "the Friday before"]
)
def test_words_that_name_no_time_are_none(words: str) -> None:
    assert when(words, PUBLISHED) is None


@pytest.mark.parametrize(
    "words",
    [
        "since 2014",
        "since early 2014",
        "until May 3",
        "before Friday",
        "since May 3, 2021",
        "by Saturday",
        "after March 2022",
        "since 3 May",
    ],
)
def test_a_bound_is_no_day_of_an_event(words: str) -> None:
    assert when(words, PUBLISHED) is None


@pytest.mark.parametrize(
    ("text", "quote", "dated"),
    [
        ("shelled Kherson on April 14, 2024, killing three civilians", "2024", True),
        ("shelled Kherson on April 14, 2024, killing three civilians", "14", True),
        ("shelled Kherson on April 14, 2024, killing three civilians", "three", False),
        ("people killed in the region since 2014, the UN says", "2014", True),
        ("were killed on 3 March", "3", True),
        ("killed in a raid in May 2021", "2021", True),
        ("killed 2024 people, the UN says", "2024", False),
        ("of 17 shells fired on May 3, killing 12", "12", False),
        ("the deaths of 1950 villagers in the raids", "1950", False),
    ],
)
def test_what_is_part_of_a_date_counts_nobody(text: str, quote: str, dated: bool) -> None:
    start = text.index(quote)
    assert is_dated(text, start, start + len(quote)) is dated


@pytest.mark.parametrize("words", ["May 3", "overnight", "on Friday"])
def test_nothing_is_counted_from_a_day_that_isn_t_known(words: str) -> None:
    assert when(words, None) is None


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("17", (17, 17, 17)),
        ("1,200 people", (1200, 1200, 1200)),
        ("at least twenty-five", (25, 25, None)),
        ("more than 30", (31, 31, None)),
        ("up to 40", (None, None, 40)),
        ("three hundred and five", (305, 305, 305)),
        ("dozens of fighters", (24, 99, None)),
        ("a shopkeeper", (1, 1, 1)),
        ("a dozen", (12, 12, 12)),
        ("No one", (0, 0, 0)),
        ("no casualties", (0, 0, 0)),
        ("12 of 30", (None, None, None)),
        ("people", (None, None, None)),
        ("9" * 30, (None, None, None)),
    ],
)
def test_amounts_are_computed_from_the_words(words: str, bounds: tuple[int | None, ...]) -> None:
    found = amount(words) or {}
    if words.startswith("dozens"):
        assert found == {"low": 24, "high": 99}
    else:
        assert (found.get("low"), found.get("best"), found.get("high")) == bounds


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["on May 3", "Batken", "Two guards", "killed", SENTENCE]),
)
JSON = st.recursive(
    LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(list(GOOD)), inner, max_size=6))
)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return file_of((SAMPLES / "orva.txt").read_bytes(), "orva.txt", None).articles[0]


@settings(max_examples=300, deadline=None)
@given(event=st.one_of(JSON, st.dictionaries(st.sampled_from(list(GOOD)), JSON).map(GOOD.__or__)))
def test_whatever_a_model_says_only_what_the_article_proves_stays(facts: Facts, event: object) -> None:
    check = Check(facts)
    found = check.event(event)
    assert found is not None or check.dropped
    if found is not None:
        assert facts.text[found.span.start : found.span.end] == SENTENCE or isinstance(event, dict)
        assert found.date is None or found.date["start"] <= "2024-12-31"
    for one in check.dropped:
        assert one.message.isprintable()


@given(st.text())
def test_whatever_text_is_searched_for_json(text: str) -> None:
    found = json_in(text)
    assert found is None or isinstance(found["events"], list)


@given(st.text(max_size=60))
def test_whatever_words_are_read_as_times_and_amounts(words: str) -> None:
    when(words, PUBLISHED)
    found = amount(words)
    assert found is None or all(value >= 0 for value in found.values())


@given(st.text(max_size=80), st.data())
def test_a_quote_that_stands_in_the_text_is_found_verbatim_up_to_marks_and_blanks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    span = find(text, quote)
    if span is not None:
        assert text[span.start : span.end].split() != []


class TestContract(ImporterContract):
    """With recorded answers the importer is a pure function of its bytes, and is held to the contract of all others."""

    importer = LlmImporter
    samples = (SAMPLES / "orva.txt",)
    options = {"answers": str(SAMPLES / "orva.answers.jsonl")}
    excepted = {"recognition": "a model is asked on purpose only"}


def test_it_recognises_nothing() -> None:
    assert LlmImporter().sniff((SAMPLES / "orva.txt").read_bytes(), "orva.txt") is None


def test_the_recorded_sample_is_of_this_prompt() -> None:
    """Whoever changes the prompt must record the sample's answers again."""
    row = json.loads((SAMPLES / "orva.answers.jsonl").read_text(encoding="utf-8"))
    facts = file_of((SAMPLES / "orva.txt").read_bytes(), "orva.txt", None).articles[0]
    assert row["prompt_sha256"] == digest(messages(next(chunks(facts.text))))


class TwoArticles:
    """A stand-in for the article importer: a file of two articles and one that it refuses, cut off at its end."""

    name = "rferl"
    parts = (
        "Two guards were killed when gunmen opened fire in Batken on May 3, 2024.\n",
        "A blast hit a bus in Isfara on May 4, 2024.\n",
    )

    def sniff(self, head: bytes, filename: str) -> None:
        return None

    def texts(self, data: bytes, name: str) -> tuple[str, ...]:
        return self.parts

    def read(self, stream: object, *, name: str, published: str | None = None) -> Any:
        yield Outcome.rejected(Finding("ART-LANGUAGE", Severity.ERROR, "article 2 is in Russian", Position(name, row=2)))
        yield End(1, "mention", complete=False, message="the page ends inside its body")


def test_each_article_of_a_file_is_asked_for_and_refused_ones_are_passed_on(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventx.plugins.importer", lambda _name: TwoArticles())
    second = {"quote": "A blast hit a bus in Isfara", "type": "explosive-device", "date_quote": "May 4, 2024"}
    first = changed(quote="gunmen opened fire in Batken", date_quote="May 3, 2024", tolls=[])
    records, found, end, asked = ask(says(answer(first)), says(answer(second)))
    assert len(asked) == 2
    assert [r["date"]["start"] for r in records] == ["2024-05-03", "2024-05-04"]
    assert [(o.kind, o.position.row) for o in found] == [(Kind.REJECTED, 2), (Kind.KEPT, 1), (Kind.KEPT, 2)]
    assert (end.read, end.complete, end.message) == (3, False, "the page ends inside its body")


def test_content_is_read_only_when_asked(sample: bytes) -> None:
    found = LlmImporter().read(io.BytesIO(sample), name="x", answers=str(SAMPLES / "orva.answers.jsonl"))
    assert isinstance(list(found)[-1], End)
