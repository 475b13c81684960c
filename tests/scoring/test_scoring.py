"""eventx score: what counts as the same event, what counts as right, and what a reader is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from eventx.cli import cli
from eventx.errors import UsageError
from eventx.scoring import Article, Score, score
from eventx.scoring.coded import coded_set, predicted, records_by
from eventx.scoring.events import events_of
from eventx.scoring.matching import pairs, points

TEXT = "Gunmen killed three farmers in Aba on May 3. A bomb wounded two in Bor on May 4. Nothing happened in Cim."


def quoted(start: int, end: int, pointer: str = "", exact: str | None = None) -> dict[str, Any]:
    return {"pointer": pointer, "quote": {"start": start, "end": end, "exact": exact or TEXT[start:end]}}


def record(number: int, **members: Any) -> dict[str, Any]:
    made = {
        "schema_version": "1.0.0", "kind": "event", "id": f"test:{number}", "status": "reported", "type": "attack-on-civilians",
        "date": {"start": "2024-05-03", "end": "2024-05-03", "precision": "day"},
        "place": {"name": "Aba", "point": {"lat": 5.1, "lon": 7.36}, "precision": "settlement"},
        "actors": [
            {"name": "Unidentified Armed Group (Nigeria)", "role": "initiator", "type": "political-militia"},
            {"name": "Civilians (Nigeria)", "role": "target", "type": "civilians"},
        ],
        "tolls": [{"measure": "killed", "who": "all", "low": 3, "best": 3, "high": 3, "text": "three farmers"}],
        "evidence": [quoted(0, 44)],
    }  # fmt: skip
    return {**made, **members}


def one(*records: dict[str, Any]) -> tuple[Article, ...]:
    return (Article("a", events_of(records)),)


def test_a_set_scored_against_itself_is_right_in_every_field() -> None:
    result = score(
        one(record(1), record(2, date={"start": "2024-06-01", "end": "2024-06-01", "precision": "day"})), one(record(1))
    )
    assert (result.coded, result.found, result.matched) == (2, 1, 1)
    assert result.precision == 1.0
    assert result.recall == 0.5
    assert all(result.right[name] == result.of[name] for name in result.of)
    assert [name for name, _ in result.misses] == ["events"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "abduction"}, "type"),
        ({"place": {"name": "Bor"}}, "place"),
        ({"place": {"name": "Aba", "point": {"lat": 5.4, "lon": 7.36}}}, "place"),
        ({"actors": [{"name": "Police Forces of Nigeria", "role": "initiator", "type": "police"}]}, "first actor"),
        ({"actors": []}, "second actor"),
        ({"tolls": [{"measure": "killed", "who": "all", "low": 3}]}, "toll"),
        ({"tolls": [{"measure": "injured", "who": "all", "low": 3, "best": 3, "high": 3}]}, "toll"),
        ({"tolls": [{"measure": "killed", "who": "all", "low": 3, "best": 3, "high": 3, "claimant": "police"}]}, "claimant"),
        ({"status": "claimed"}, "status"),
    ],
)
def test_each_field_that_is_off_is_told_and_the_event_still_counts(change: dict[str, Any], field: str) -> None:
    result = score(one(record(1)), one(record(1, **change)))
    assert result.matched == 1
    assert field in [name for name, _ in result.misses]
    assert result.right[field] < result.of[field]


def _toll(number: int, **members: Any) -> dict[str, Any]:
    return {"measure": "killed", "who": "all", "low": number, "best": number, "high": number, **members}


@pytest.mark.parametrize(
    ("coded", "told", "right"),
    [
        ([_toll(4)], [_toll(3), _toll(1)], 1),
        ([_toll(3), _toll(1)], [_toll(4)], 2),
        ([_toll(4, claimant="police")], [_toll(3, claimant="police"), _toll(1)], 0),
        ([_toll(5)], [_toll(3), _toll(1)], 0),
        ([_toll(4, high=None)], [_toll(3), _toll(1)], 0),
        ([_toll(3), _toll(5)], [_toll(4), _toll(4)], 0),
    ],
)
def test_figures_of_one_claimant_add_up(coded: list[dict[str, Any]], told: list[dict[str, Any]], right: int) -> None:
    result = score(one(record(1, tolls=coded)), one(record(1, tolls=told)))
    assert (result.right["toll"], result.of["toll"]) == (right, len(coded))


def _battle(first: str, second: str, kind: str = "armed-clash") -> dict[str, Any]:
    return record(1, type=kind, actors=[{"name": first, "role": "initiator"}, {"name": second, "role": "target"}])


def test_the_order_of_sides_means_something_but_in_battles() -> None:
    for kind, right in (("armed-clash", 1), ("shelling", 0)):
        result = score(one(_battle("A", "B", kind)), one(_battle("B", "A", kind)))
        assert (result.right["first actor"], result.right["second actor"]) == (right, right)
    result = score(one(_battle("A", "B")), one(_battle("A", "A")))
    assert (result.right["first actor"], result.right["second actor"]) == (1, 0)


def test_letters_that_shorten_a_name_are_no_other_name() -> None:
    for short, full, right in (
        ("Islamic State (IS)", "Islamic State", 1),
        ("Islamic State-Khorasan", "Islamic State-Khorasan (IS-K)", 1),
        ("Military Forces (USA)", "Military Forces (UK)", 0),
        ("Militia (Mali)", "Militia", 0),
    ):
        result = score(one(_battle(short, "B", "shelling")), one(_battle(full, "B", "shelling")))
        assert result.right["first actor"] == right


def test_events_on_other_days_are_never_one() -> None:
    other = record(1, date={"start": "2024-05-05", "end": "2024-05-05", "precision": "day"})
    assert points(events_of([record(1)])[0], events_of([other])[0]) == 0
    assert score(one(record(1)), one(other)).matched == 0


def test_a_neighbouring_town_is_right_within_the_precision_of_the_coder() -> None:
    vague = record(1, place={"name": "the north", "point": {"lat": 5.1, "lon": 7.36}, "precision": "admin1"})
    near = record(1, place={"name": "Uyo", "point": {"lat": 5.0, "lon": 7.9}, "precision": "settlement"})
    assert score(one(vague), one(near)).right["place"] == 1
    assert score(one(record(1)), one(near)).right["place"] == 0


def test_names_in_other_scripts_and_no_names_at_all_are_compared_too() -> None:
    kharkiv, kyiv, nameless = (
        {"place": {**name, "precision": "settlement"}} for name in ({"name": "Харків"}, {"name": "Київ"}, {})
    )
    assert score(one(record(1, **kharkiv)), one(record(1, **kharkiv))).right["place"] == 1
    assert score(one(record(1, **kharkiv)), one(record(1, **kyiv))).right["place"] == 0
    assert score(one(record(1, **nameless)), one(record(1, **nameless))).right["place"] == 0
    accented = record(1, place={"name": "Mykolaïv", "precision": "settlement"})
    assert score(one(accented), one(record(1, place={"name": "MYKOLAIV"}))).right["place"] == 1


def test_a_campaign_with_its_parts_is_one_event_with_several_places() -> None:
    campaign = record(1, kind="campaign")
    del campaign["place"]
    part = record(2, tolls=[], relations=[{"type": "part-of", "target": "test:1", "reasons": ["REL-ONE-STATEMENT"]}])
    (event,) = events_of([campaign, part])
    assert [place.name for place in event.places] == ["Aba"]
    assert len(event.tolls) == 1


def test_a_superseded_figure_is_not_compared() -> None:
    old = {"measure": "killed", "who": "all", "low": 1, "best": 1, "high": 1, "superseded": True}
    assert score(one(record(1)), one(record(1, tolls=[old, *record(1)["tolls"]]))).predicted["toll"] == 1


def test_articles_of_one_side_only_are_missed_or_extra() -> None:
    result = score((Article("a", events_of([record(1)])),), (Article("b", events_of([record(1)])),))
    assert (result.coded, result.found, result.matched) == (1, 1, 0)
    assert result.f1 == 0.0


def test_no_events_on_either_side_is_no_figure_and_no_crash() -> None:
    assert (Score().f1, score((), ()).precision) == (None, None)


DAYS = st.dates().map(lambda day: {"start": day.isoformat(), "end": day.isoformat(), "precision": "day"})
RECORDS = st.lists(
    st.builds(
        record, st.just(0), type=st.sampled_from(["abduction", "arrest", "shelling"]), date=DAYS, status=st.just("reported")
    ),
    max_size=6,
).map(lambda made: [{**each, "id": f"test:{number}"} for number, each in enumerate(made)])


@given(RECORDS, RECORDS)
def test_no_event_is_in_two_pairs_and_shares_stay_within_one(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> None:
    taken = pairs(events_of(left), events_of(right))
    assert (
        len({gold.id for gold, _ in taken}) == len({found.id for _, found in taken}) == len(taken) <= min(len(left), len(right))
    )
    result = score(one(*left), one(*right))
    assert result.f1 is None or 0 <= result.f1 <= 1


def coded(folder: Path, **members: Any) -> Path:
    """A coded set of one article with one event."""
    event = {
        "id": "a-e1", "sub_event_type": "Attack", "date_start": "2024-05-03", "date_end": "2024-05-03",
        "places": [{"name": "Aba", "country": "NGA", "lat": 5.1, "lon": 7.36, "precision": "town"}],
        "actor1": None, "actor2": {"name": "Civilians (Nigeria)", "country": "NGA", "type": "Civilians"},
        "deaths": [{"words": "three", "low": 3, "high": 3, "best": 3, "claimed_by": None}], "injured": [],
        "status": "reported", "relations": [], "evidence": [{"start": 0, "end": 44}],
    }  # fmt: skip
    article = {
        "id": "a", "file": "a.txt", "body_file": "a.txt", "published": "2024-05-05", "published_in_file": False,
        "events": [{**event, **members}], "not_events": [{"start": 80, "end": 105, "why": "negated"}],
    }  # fmt: skip
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "gold.json"
    path.write_text(json.dumps({"articles": [article]}), encoding="utf-8")
    return path


def test_a_coded_set_is_read_with_its_spans_and_its_text(tmp_path: Path) -> None:
    found = coded_set(coded(tmp_path))
    assert found is not None
    (article,) = found.articles
    assert article.text == TEXT
    assert article.not_events == (((80, 105), "negated"),)
    assert found.published == {"a": "2024-05-05"}


@pytest.mark.parametrize("also", ["Armed clash", ["Mob violence", "Armed clash"]])
def test_a_type_that_the_coder_also_allows_is_right_and_counted_under_the_first(tmp_path: Path, also: Any) -> None:
    gold = coded_set(coded(tmp_path, sub_event_type_alt=also))
    assert gold is not None
    found = events_of([record(1, type="armed-clash", evidence=[quoted(0, 44)])])
    result = score(gold.articles, (Article("a", found),))
    assert result.right["type"] == 1
    assert set(result.kinds) == {"Attack", "Armed clash"}


def test_words_that_are_not_in_the_article_and_events_that_are_none_are_told(tmp_path: Path) -> None:
    gold = coded_set(coded(tmp_path))
    assert gold is not None
    right = record(1, evidence=[quoted(0, 44), quoted(7, 13, "/type")])
    none = record(2, type="arrest", date={"precision": "unknown"}, evidence=[quoted(88, 96, "/type", exact="arrested")])
    result = score(gold.articles, (Article("a", events_of([right, none])),))
    assert result.matched == 1
    assert result.non_events == 1
    assert (result.right["quotes"], result.of["quotes"]) == (2, 3)


def test_predictions_may_be_a_folder_with_a_file_for_each_article(tmp_path: Path) -> None:
    gold = coded_set(coded(tmp_path))
    folder = tmp_path / "predicted"
    folder.mkdir()
    (folder / "a.ndjson").write_text(json.dumps(record(1)) + "\n", encoding="utf-8")
    (article,) = predicted(folder, gold, records_by(None, {}))
    assert [event.id for event in article.events] == ["test:1"]


def test_a_folder_without_a_file_for_any_article_is_a_wrong_call(tmp_path: Path) -> None:
    gold = coded_set(coded(tmp_path))
    assert gold is not None
    (tmp_path / "other").mkdir()
    with pytest.raises(UsageError, match=r"such as a\.ndjson"):
        list(predicted(tmp_path / "other", gold, records_by(None, {})))


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli, ["score", *map(str, arguments)], catch_exceptions=True)


def test_the_command_prints_a_table_and_can_fail_a_job(tmp_path: Path) -> None:
    gold = coded(tmp_path)
    done = run(gold, "--from", "rferl", "--misses")
    assert done.exit_code == 0, done.output
    assert "first actor" in done.output
    assert "Attack" in done.output
    assert run(gold, "--from", "rferl", "--fail-under", "1").exit_code == 1
    found = json.loads(run(gold, "--from", "rferl", "--format", "json").output)
    assert found["events"]["coded"] == 1
    assert found["kinds"]["Attack"]["recall"] == 1.0


def test_two_tables_can_be_compared(tmp_path: Path) -> None:
    for name in ("gold", "found"):
        (tmp_path / f"{name}.ndjson").write_text(json.dumps(record(1)) + "\n", encoding="utf-8")
    done = run(tmp_path / "gold.ndjson", tmp_path / "found.ndjson")
    assert done.exit_code == 0
    assert "F1 1.00" in done.output


def test_what_is_wrong_with_a_set_is_said_with_its_place(tmp_path: Path) -> None:
    path = coded(tmp_path, sub_event_type="Attack")
    broken = json.loads(path.read_text())
    del broken["articles"][0]["events"][0]["places"]
    path.write_text(json.dumps(broken))
    assert "articles[0] (a): events[0] (a-e1) lacks 'places'" in str(run(path).exception)
    (tmp_path / "records.ndjson").write_text(json.dumps(record(1)) + "\n", encoding="utf-8")
    assert "no coded set" in str(run(tmp_path / "records.ndjson").exception)


@pytest.mark.parametrize(
    ("member", "wrong", "words"),
    [
        ("sub_event_type", "Atack", "'Atack' is no sub event type; did you mean 'Attack'?"),
        ("sub_event_type_alt", ["Armed clash", "Fight"], "'Fight' is no sub event type"),
        ("sub_event_type", ["Attack"], "['Attack'] is no sub event type"),
        ("status", "rumour", "'rumour' is no status"),
        ("status", None, "None is no status"),
        ("relations", [{"type": "after", "event": "a-e2"}], "'after' is no type of a relation"),
        ("relations", [{"type": None, "event": "a-e2"}], "None is no type of a relation"),
        ("actor1", {"name": "Group A", "country": None, "type": "Rebels"}, "'Rebels' is no type of an actor"),
        ("places", [{"name": "Aba", "lat": None, "lon": None, "precision": "village"}], "'village' is no precision of a place"),
    ],
)
def test_a_word_of_the_coder_that_nothing_can_agree_with_is_told_and_not_counted_as_a_miss(
    tmp_path: Path, member: str, wrong: Any, words: str
) -> None:
    done = run(coded(tmp_path, **{member: wrong}))
    assert words in str(done.exception)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (
            {"deaths": [{"words": "x", "low": "x", "best": None, "high": None, "claimed_by": None}]},
            "deaths[0]: low 'x' is no whole number",
        ),
        (
            {"injured": [{"words": "x", "low": 5, "best": None, "high": 3, "claimed_by": None}]},
            "injured[0]: low 5, high 3 don't rise",
        ),
        (
            {"evidence": [{"start": 0, "end": 44}, {"start": 0, "end": 99999}]},
            "evidence[1]: 0 to 99999 is no passage of the article's 105",
        ),
        ({"date_start": "2024-05-04"}, "date_start 2024-05-04 is after date_end 2024-05-03"),
        ({"date_end": "3 May"}, "date_end '3 May' is no day"),
        ({"relations": [{"type": "follows", "event": "a-e9"}]}, "relations: follows 'a-e9', which is no event of the article"),
        (
            {"places": [{"name": "Aba", "lat": 510, "lon": 7.36, "precision": "town"}]},
            "places[0]: lat 510 is no number from -90 to 90",
        ),
        ({"actor1": {"name": None, "country": None, "type": None}}, "actor1: name None is no text"),
        ({"status": "rumour"}, "it is one of reported, claimed, confirmed, denied, retracted"),
    ],
)
def test_what_no_prediction_could_agree_with_is_refused_with_article_event_and_field(
    tmp_path: Path, members: dict[str, Any], words: str
) -> None:
    told = str(run(coded(tmp_path, **members)).exception)
    assert "gold.json: articles[0] (a): events[0] (a-e1): " in told
    assert words in told


def test_a_set_with_a_text_that_is_not_there_an_id_twice_or_broken_json_is_refused(tmp_path: Path) -> None:
    path = coded(tmp_path)
    whole = json.loads(path.read_text())
    event = whole["articles"][0]["events"][0]
    for change, words in (
        ({"body_file": "b.txt"}, "articles[0] (a): body_file 'b.txt': there is no such file"),
        ({"events": [event, event]}, "articles[0] (a): events[1] (a-e1): the id 'a-e1' stands twice"),
        ({"events": "none"}, 'articles[0] (a): events: a list of coded events stands here, in square brackets, not "none"'),
        ({"not_events": [{"start": 9, "end": 9}]}, "articles[0] (a): not_events[0]: 9 to 9 is no passage"),
    ):
        path.write_text(json.dumps({"articles": [{**whole["articles"][0], **change}]}))
        assert words in str(run(path).exception)
    path.write_text("{")
    assert "gold.json is no JSON: Expecting property name" in str(run(path).exception)


def test_a_set_that_names_the_text_of_another_article_is_refused(tmp_path: Path) -> None:
    path = coded(tmp_path)
    told = record(1, evidence=[{"pointer": "/status", "quote": {"exact": "Soldiers fled", "start": 0, "end": 13}}])
    (tmp_path / "a.ndjson").write_text(json.dumps(told) + "\n", encoding="utf-8")
    whole = json.loads(path.read_text())
    whole["articles"][0] |= {"file": "a.ndjson", "published_in_file": True}
    path.write_text(json.dumps(whole))
    assert "stands in the body_file of article 'a'; is it the text of another one?" in str(run(path).exception)


def test_a_miss_is_told_in_words_with_how_far_a_place_is_off(tmp_path: Path) -> None:
    gold = coded_set(coded(tmp_path, actor1={"name": "Group A", "country": None, "type": None}))
    assert gold is not None
    other = record(
        1,
        place={"name": "Bor", "point": {"lat": 5.1, "lon": 8.36}, "precision": "settlement"},
        tolls=[{"measure": "killed", "who": "all", "low": 12, "text": "at least 12"}],
    )
    told = dict(score(gold.articles, (Article("a", events_of([other])),)).misses)
    assert told["place"] == "a-e1 place Aba (within 10 km): predicted Bor, 111 km off"
    sides = "Unidentified Armed Group (Nigeria) (initiator, Political militia); Civilians (Nigeria) (target, Civilians)"
    assert told["first actor"] == f"a-e1 first actor Group A: predicted {sides}"
    assert told["toll"] == "a-e1 killed 3 “three”: predicted killed at least 12 “at least 12”"


def test_an_event_to_which_the_coder_gave_no_type_is_not_counted_for_its_type(tmp_path: Path) -> None:
    gold = coded_set(coded(tmp_path, sub_event_type=None))
    assert gold is not None
    result = score(gold.articles, one(record(1)))
    assert (result.matched, result.of["type"]) == (1, 0)
    assert list(result.as_json()["kinds"]) == ["(no type)", "Attack"]


def test_records_that_are_rejected_are_told_and_change_the_exit_code(tmp_path: Path) -> None:
    for name, status in (("gold", "reported"), ("found", "perhaps")):
        both = [record(1), record(2, status=status)]
        (tmp_path / f"{name}.ndjson").write_text("".join(json.dumps(one) + "\n" for one in both), encoding="utf-8")
    done = run(tmp_path / "gold.ndjson", tmp_path / "found.ndjson")
    assert done.exit_code == 1
    assert f"{tmp_path / 'found.ndjson'}:2:72: error EVX007 at /status" in done.stderr
    assert "1 error: such records are rejected, and not compared" in done.stderr
    assert "2 coded events in 1 article, 1 predicted, 1 matched" in done.stdout


def test_tables_of_which_one_names_no_texts_are_one_article(tmp_path: Path) -> None:
    named = record(1, sources=[{"name": "a", "sha256": "a" * 64}]), record(2, type="arrest", sources=[{"sha256": "b" * 64}])
    for name, records in (("plain", [record(1), record(2, type="arrest")]), ("named", named)):
        (tmp_path / f"{name}.ndjson").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    plain, texts = tmp_path / "plain.ndjson", tmp_path / "named.ndjson"
    assert "in 1 article, 2 predicted, 2 matched" in run(plain, texts).stdout
    assert "in 2 articles, 2 predicted, 2 matched" in run(texts, texts).stdout


def test_the_sub_event_type_of_an_acled_row_is_compared_not_its_wider_type() -> None:
    def battle(finer: str) -> dict[str, Any]:
        codes = [{"system": "acled", "code": code, "basis": "source"} for code in ("Battles", finer)]
        return record(1, type="armed-clash", codes=codes)

    result = score(one(battle("Armed clash")), one(battle("Government regains territory")))
    assert result.matched == 1
    assert (result.right["type"], result.of["type"]) == (0, 1)
    assert set(result.kinds) == {"Armed clash", "Government regains territory"}


def _row(number: int, **members: Any) -> dict[str, Any]:
    made = {**record(number), **members}
    return {name: value for name, value in made.items() if value is not None and name != "evidence"}


@pytest.mark.parametrize(
    "members",
    [
        {"type": None},
        {"type": "statement"},
        {"date": {"precision": "unknown", "text": "2024-05-03"}},
        {"type": "protest", "actors": [{"name": "Protesters (Nigeria)", "role": "not-stated", "type": "protesters"}]},
        {"actors": None},
    ],
)
def test_rows_of_a_table_scored_against_themselves_are_right_whatever_they_lack(members: dict[str, Any]) -> None:
    table = [_row(1, **members), _row(2, **members, place={"name": "Bor", "precision": "settlement"})]
    result = score(one(*table), one(*table))
    assert result.f1 == 1.0
    assert result.misses == []
    other = _row(1, type="abduction", date={"start": "2024-06-09", "end": "2024-06-09", "precision": "day"})
    assert score(one(*table), one(other)).matched == 0


def test_rows_that_two_coders_typed_differently_are_one_event_by_day_place_and_actor() -> None:
    strangers = [{"name": "Rioters (Nigeria)", "role": "not-stated", "type": "rioters"}]
    result = score(one(_row(1)), one(_row(1, type="abduction")))
    assert (result.matched, result.right["type"]) == (1, 0)
    assert score(one(_row(1)), one(_row(1, type="mob-violence", actors=strangers))).matched == 0
