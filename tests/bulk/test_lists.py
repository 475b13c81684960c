"""What is filled into the form of a list of reports is what the reference says of it: output, findings, ledger."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.data import ucdp
from eventx.bulk import table_rows
from eventx.bulk.joining import groups, lists
from eventx.bulk.joining.groups import APART
from eventx.tabular.cells import Cells
from tests.bulk.test_columns import OUTPUTS, same
from tests.bulk.test_joining import run
from tests.bulk.test_joining import table as as_csv

pytest.importorskip("polars", reason="the columns need the extra bulk")
ALL = (*OUTPUTS, "out.ucdp.csv")
COLUMNS = ("number_of_sources", "source_article", "source_office", "source_date", "source_headline")
NAMES = ("Reuters", "AFP", "Kachin News", "Agence France Presse", "Narinjara News, Dhaka", "Café-Presse", "Daily News")
DAYS = ("2016-03-01", "2016-03-02", "2015-12-31", "2024-02-29")
HEADS = (
    *(
        "Clash in the hills of the north",
        "Army retakes the town, say villagers",
        "Ñandú – sept morts à la frontière, dit l’armée",
    ),
    *("Reuters: 30 % of the town is burnt", "Two dead", "What is known (and what is not)?", "  Double  spaces within a headline"),
)
ODD = (
    *("", " ", "-1", "NA", "NaT", "Na", "unknown", "null words in a headline", "=1+1", "=HYPERLINK(1) of some kind", "+x"),
    *("-cmd|' /C calc'!A0 in a headline", "2016-02-30", "2016-03-01", "0999-01-01", "2016-3-1", "2016-W10-2", "a;b", "@here"),
    *("Army; villagers flee the town", "say “so” and “so” again", 'it says "no" to the offer', 'x";"y', "back\\slash in it, too"),
    *("line\nbreak in a headline of it", "tab\tin a headline, it seems", "Cafe\u0301 Presse", "\u0420euters", "Reuters\u0410"),
    *("\u200bhidden sign in a headline", "Ã© is broken, as in a headline", "??? letters lost", "Reu?ers", "<b>bold</b> words"),
    *("&amp; in a headline of the day", " leads a headline of the day", "trails a headline of the day ", "two  spaces"),
    *(
        "\x1e between a headline and more",
        "\u2028 a line of its own in it",
        "%s of a headline, %d of it",
        "{0} of a headline",
        "%",
    ),
    *(
        "Words 00 that stand in 0Z",
        "Words 20 that, stand in 0Z",
        "9800-01-10",
        "Name,2016-03-01,Title of it",
        ",",
        ",,",
        "x" * 250,
    ),
    *(
        "\x85 next line in a headline",
        "\u00a0leads a headline of the day",
        "one | two in a headline",
        "\U0001f525 in a headline",
        "a\0b",
    ),
)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a few rows are read in columns, in chunks of a few rows."""
    monkeypatch.setattr(table_rows, "LARGE", 0)
    monkeypatch.setattr("eventx.bulk.table_file.SIZE", 9_000)


def rendered(reports: Sequence[tuple[str, str, str]]) -> list[str]:
    """The cells of reports, as UCDP has them."""
    if not any(name or day for name, day, _ in reports):
        return ["-1", "; ".join(head for _, _, head in reports), "", "", ""]
    article = ";".join(f'"{name},{day},{head}"' for name, day, head in reports)
    return [str(len(reports)), article, *(";".join(one[place] for one in reports) for place in range(3))]


def reports_of(chance: random.Random, odd: float) -> Iterator[list[str]]:
    """The cells of lists of few different names, days and headlines; ``odd``: how many of these, and of the cells, are others."""
    names, days, heads = (chance.sample(pool, chance.randint(2, len(pool))) for pool in (NAMES, DAYS, HEADS))
    oddities = chance.sample(ODD, 4)

    def text(pool: Sequence[str], blank: float = 0.05) -> str:
        if chance.random() < odd:
            return chance.choice(oddities if pool is not days else ("2016-02-30", "0999-01-01", *oddities[:1]))
        return "" if chance.random() < blank else chance.choice(pool)

    while True:
        free = 1.0 if chance.random() < 0.2 else 0.05
        count = chance.choice((1, 1, 1, 2, 2, 3, 4))
        cells = rendered([(text(names, free), text(days, free), text(heads)) for _ in range(count)])
        if chance.random() < odd:
            cells[chance.randrange(5)] = chance.choice((*oddities, "2", "1", "2016-03-01;2016-03-02"))
        yield cells


def with_reports(seed: int, rows: int, *, odd: float) -> bytes:
    """A table with such lists."""
    header, *lines = csv.reader(io.StringIO(b"".join(ucdp.table(rows, 3)).decode()))
    at = [header.index(name) for name in COLUMNS]
    for line, cells in zip(lines, reports_of(random.Random(seed), odd), strict=False):
        for number, cell in zip(at, cells, strict=True):
            line[number] = cell
    return as_csv(lines, header)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[lists.Lists]:
    """What knows the lists of the tables that were read."""
    found: list[lists.Lists] = []
    init = lists.Lists.__init__

    def noted(self: lists.Lists, part: Cells, reference: groups.Find, delimiter: str) -> None:
        init(self, part, reference, delimiter)
        found.append(self)

    monkeypatch.setattr(lists.Lists, "__init__", noted)
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_list_filled_into_its_form_is_what_the_reference_says(name: str, tmp_path: Path, made: list[lists.Lists]) -> None:
    (tmp_path / "t.csv").write_bytes(with_reports(1, 9, odd=0))
    run(tmp_path / "t.csv", tmp_path / name)
    (one,) = made
    reference, chance = one._reference, random.Random(name)
    asked: list[str] = []
    one._reference = lambda cells: (asked.append(cells), reference(cells))[1]
    filled = 0
    for odd in (0, 0, 0.05, 0.3):
        for some in islice(reports_of(chance, odd), 200):
            cells = APART.join(some)
            found, known = one.known(cells), reference(cells)
            filled += cells not in asked
            if known is None:
                assert found is None
                continue
            assert found is not None
            for said in ("parts", "signs", "kind", "extras", "point", "members"):
                assert getattr(found, said) == getattr(known, said), cells
    assert filled > 100
    assert one.known(cells + APART) is None  # a cell has the sign that parts them


@pytest.mark.parametrize("name", ["out.geojson", "out.ndjson", "out.acled.csv", "out.ucdp.csv"])
def test_tables_with_lists_of_reports(name: str, tmp_path: Path) -> None:
    data = with_reports(2, 60, odd=0.1)
    same(data, tmp_path, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "LARGE", 1 << 40)
        same(data, tmp_path, name)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 30), odd=st.sampled_from([0, 0.05, 0.4]), name=st.sampled_from(ALL))
def test_whatever_stands_in_lists(seed: int, odd: float, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    same(with_reports(seed, 40, odd=odd), tmp_path_factory.mktemp("t"), name)


def test_the_reference_is_asked_of_a_form_and_not_of_each_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    known = groups.GroupReader.known

    def noted(self: groups.GroupReader, cells: str) -> groups.Known | None:
        asked.append(cells)
        return known(self, cells)

    monkeypatch.setattr(groups.GroupReader, "known", noted)
    monkeypatch.setattr(table_rows, "LARGE", 1 << 40)
    data = b"".join(ucdp.table(500, 3))
    (tmp_path / "t.csv").write_bytes(data)
    run(tmp_path / "t.csv", tmp_path / "out.geojson")
    reports = {APART.join(row[name] for name in COLUMNS) for row in csv.DictReader(io.StringIO(data.decode()))}
    assert len(reports) > 450
    assert len(reports.intersection(asked)) < 100


def test_what_is_remembered_of_texts_has_an_end(tmp_path: Path, made: list[lists.Lists], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "FEW", 4)
    same(with_reports(2, 60, odd=0.05), tmp_path, "out.ndjson")
    (one,) = made
    assert max(map(len, (one._forms, *one._plain))) == 4
