"""Numbers put in by the chunk are told as one by one, with the record that had each first."""

from __future__ import annotations

import random

import pytest

pl = pytest.importorskip("polars", reason="the columns need the extra bulk")


@pytest.mark.parametrize("seed", range(8))
def test_numbers_are_met_as_one_by_one(seed: int) -> None:
    from eventx.bulk.columns.seen_numbers import Marks

    dice = random.Random(seed)
    later: set[int] = set()
    marks, one_by_one = Marks(later.add, numbered=True), dict[int, int]()
    for chunk_number in range(12):
        before = 1 + 30 * chunk_number
        rows = [dice.randrange(2**64 - 40, 2**64) if dice.random() < 0.2 else dice.randrange(600) for _ in range(30)]
        chunk = pl.DataFrame({"mark": rows, "row": range(30)}, schema={"mark": pl.UInt64, "row": pl.UInt32})
        alone = {place for place in range(30) if dice.random() < 0.2}
        theirs = chunk.filter(~pl.col("row").is_in(list(alone)))
        again = marks.among(theirs["mark"]) | theirs["mark"].is_duplicated()
        marks.hold(theirs.filter(~again).with_columns(number=(pl.col("row") + before).cast(pl.UInt32)))
        later.clear()
        later.update(theirs.filter(again)["row"])
        told: dict[int, bool] = {}
        for row, mark in enumerate(rows):
            marks.turn = row if row in alone else None
            told[row] = bool(marks.met([mark], [before + row])) if row in alone or row in later else False
            if told[row]:
                assert marks.number(mark) == one_by_one.get(mark, before + rows.index(mark))
        for row, mark in enumerate(rows):
            assert told[row] == (mark in one_by_one)
            one_by_one.setdefault(mark, before + row)
        marks.end()


@pytest.mark.parametrize("seed", range(4))
def test_ids_of_chunks_and_ids_met_alone_are_one_set(seed: int) -> None:
    from eventx.bulk.columns.seen_ids import Ids
    from eventx.rules.seen import IdSet

    dice = random.Random(seed)
    first = IdSet()
    first.add_each(f"x:{number}" for number in range(0, 500, 7))
    ids, known = Ids(first), {f"x:{number}" for number in range(0, 500, 7)}
    for _ in range(20):
        names = [f"x:{number}" for number in dice.sample(range(2000), 60)]
        alone, chunk = names[:10], names[10:]
        assert ids.add_all(pl.Series(chunk), alone) == [place for place, name in enumerate(chunk) if name in known]
        known |= set(chunk)
        for name in (*alone, *dice.sample(chunk, 5), f"x:{dice.randrange(2000)}"):
            assert (name in ids) == (name in known)
            assert ids.add(name) == (name not in known)
            known.add(name)
        assert len(ids) == len(known)
        more = [f"x:{dice.randrange(4000)}" for _ in range(10)]
        assert ids.met(more) == [place for place, name in enumerate(more) if name in known or name in more[:place]]
        known |= set(more)


def test_the_same_words_have_one_number_in_columns_and_alone() -> None:
    from eventx.bulk.columns.prose import Through
    from eventx.rules.copies import mark_of_words

    same = [
        ("Shots fired at it.", "SHOTS fired, at it", "Shots\tfired\x1fat - it", "«Shots» fired at it"),
        ("Стреляли у моста в Ёлкино.", "СТРЕЛЯЛИ у моста в ёлкино"),
        ("Ο δρόμος της Αθήνας", "Ο ΔΡΌΜΟΣ ΤΗΣ ΑΘΉΝΑΣ"),
        ("Émeute à Évreux", "émeute À ÉVREUX!"),
        ("", "..."),
        ("3 dead",),
        ("5 dead",),
    ]  # fmt: skip
    notes = [one for some in same for one in some]
    in_columns = Through.of(pl.Series(notes)).words()
    for numbers in (in_columns.to_list(), list(map(mark_of_words, notes))):
        found = dict(zip(notes, numbers, strict=True))
        assert [len({found[one] for one in some}) for some in same] == [1] * len(same)
        assert len(set(numbers)) == len(same)
    assert Through.of(pl.Series(notes[:1])).words().item() == in_columns[0]
    assert not Through.of(pl.Series([], dtype=pl.String)).words().len()


def test_prose_is_beyond_doubt_whatever_stands_around_it() -> None:
    from eventx.bulk.columns.prose import Through
    from eventx.bulk.joining.prose import SHORTEST, SUSPICIOUS

    dice = random.Random(3)
    pieces = [*"aéÃÂ©ÐÑ°ØÙРСѓ’–üßÀ1<& =+-@(|\t\r\n", "\x80", "â€", "\ufffd", "\u200b", "\xad", "\x00", "\x7f"]
    for chunk in range(100):
        cells = ["".join(dice.choices(pieces, k=dice.randrange(12))) for _ in range(60)]
        # Also of a good length, and so that nothing but their own beginning is in doubt.
        cells += [
            f"{dice.choice(pieces)}{dice.choice(('Soldiers', 'солдаты'))} {one}{'.' * dice.choice((9, 60))}" for one in cells
        ]
        cells[3] += "\x1f" * (chunk % 7 == 0)
        prose = pl.Series("c1", cells)
        found = Through.of(prose).doubtful()
        lengths = prose.str.len_chars()
        assert found.to_list() == (prose.str.contains(SUSPICIOUS) | prose.str.contains(r"^\s") | (lengths < SHORTEST)).to_list()
        assert 60 < found.sum() < 120
