"""How many, by the conventions that are written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventx_rferl.language.numbers import numbers_in, value_of
from eventx_rferl.language.sentences import sentences_of
from eventx_rferl.model import Article
from eventx_rferl.reader.text import read_text
from eventx_rferl.tolls.claims import claims_in
from eventx_rferl.tolls.figures import tolls_in


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("One in three houses was destroyed.", []),
        ("Nine out of ten people left.", []),
        ("Half of the 40 soldiers left.", []),
        ("Most of its 200 men left.", []),
        ("Two thirds of the 90 people left.", []),
        ("Two of the 40 soldiers left.", [2, 40]),
        ("Five, not seven, soldiers left.", [5]),
        ("They killed one in two attacks.", [1, 2]),
        ("One soldier and two hundred men left.", [1, 200]),
        ("The toll rose from 13 to 15.", [13, 15]),
    ],
)
def test_shares_and_hours_count_nobody(sentence: str, values: list[int]) -> None:
    assert [number.best for number in numbers_in(sentence, 0, len(sentence))] == values


def _read(words: str) -> Article:
    return read_text(words)


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("seven", 7, 7, 7),
        ("1,200", 1200, 1200, 1200),
        ("twenty-five", 25, 25, 25),
        ("at least 17", 17, 17, None),
        ("no fewer than six", 6, 6, None),
        ("more than 100", 101, 101, None),
        ("over 40", 41, 41, None),
        ("up to 30", None, None, 30),
        ("as many as 12", None, None, 12),
        ("several", 3, None, 9),
        ("around a dozen", 10, 12, 14),
        ("about 15", 13, 15, 17),
        ("more than a dozen", 13, 13, None),
        ("four or five", 4, None, 5),
        ("a dozen", 12, 12, 12),
        ("dozens", 24, None, 99),
        ("scores", 40, None, 99),
        ("hundreds", 200, None, 999),
        ("three hundred", 300, 300, 300),
        ("two thousand", 2000, 2000, 2000),
        ("1.2 million", 1200000, 1200000, 1200000),
        ("a hundred and fifty", 150, 150, 150),
        ("one thousand two hundred and six", 1206, 1206, 1206),
        ("six dozen", 72, 72, 72),
        ("between five and seven", 5, None, 7),
        ("somewhere between ten and fifteen", 10, None, 15),
        ("between one hundred and two hundred", 100, None, 200),
        ("between one and two dozen", 12, None, 24),
        ("two to three hundred", 200, None, 300),
        ("from three to five", 3, None, 5),
        ("five-seven", 5, None, 7),
        ("three, possibly four,", 3, None, 4),
        ("dozens, if not hundreds, of", 24, None, 999),
        ("about 10 to 15", 10, None, 15),
        ("as many as ten or twelve", None, None, 12),
        ("at least five to seven", 5, None, None),
        ("more than 20 and possibly as many as 40", 21, None, 40),
        ("fewer than ten but more than five", 6, None, 9),
        ("no more than two or three", None, None, 3),
        ("two or more", 2, 2, None),
        ("20-plus", 20, 20, None),
        ("three and possibly more", 3, 3, None),
        ("ten or fewer", None, None, 10),
        ("twenty or so", 18, 20, 22),
    ],
)
def test_words_become_bounds(words: str, low: int | None, best: int | None, high: int | None) -> None:
    sentence = f"There were {words} people there."
    found = numbers_in(sentence, 0, len(sentence))[0]
    assert (found.low, found.best, found.high) == (low, best, high)


def test_years_and_ages_count_nobody() -> None:
    sentence = "In 2014 a 34-year-old man left."
    assert numbers_in(sentence, 0, len(sentence)) == ()
    assert value_of("forty-two") == 42
    assert value_of("of") is None


def _tolls(sentence: str) -> list[tuple[str, int | None, int | None, str | None]]:
    article = _read(sentence)
    found = sentences_of(article)[0]
    return [
        (t.measure, t.number.low, t.number.high, t.claimant)
        for t in tolls_in(article.text, found, claims_in(article.text, found), ())
        if not t.superseded
    ]


@pytest.mark.parametrize(
    ("sentence", "tolls"),
    [
        (
            "A bomb went off in Lagos, killing three men and wounding 14 others, police said.",
            [("killed", 3, 3, "police"), ("injured", 14, 14, "police")],
        ),
        ("At least nine people were killed and 20 wounded in the raid.", [("killed", 9, None, None), ("injured", 20, 20, None)]),
        ("The mayor said two of his guards had died.", [("killed", 2, 2, "The mayor")]),
        ("A shepherd was killed near the village.", [("killed", 1, 1, None)]),
        ("Gunmen shot dead a judge and his two guards.", [("killed", 3, 3, None)]),
        ("No casualties were reported.", [("killed", 0, 0, None), ("injured", 0, 0, None)]),
        ("Nobody was hurt in the attack.", [("killed", 0, 0, None), ("injured", 0, 0, None)]),
        ("Two guerrillas were killed and five captured.", [("killed", 2, 2, None), ("arrested", 5, 5, None)]),
        ("Soldiers shot four rebels dead, capturing three.", [("killed", 4, 4, None), ("arrested", 3, 3, None)]),
        ("The rebels captured 12 outposts.", []),
        ("The death toll from the blast has risen to 31.", [("killed", 31, 31, None)]),
        ("Seven people, four of them children, were killed in the strike.", [("killed", 7, 7, None)]),
        ("The clashes left six soldiers dead.", [("killed", 6, 6, None)]),
        ("Militants kidnapped 40 students from a school.", [("abducted", 40, 40, None)]),
        ("Gunmen took six nuns into the forest.", [("abducted", 6, 6, None)]),
        ("Rebels led two engineers away at gunpoint.", [("abducted", 2, 2, None)]),
        ("Rescuers recovered the bodies of a woman and her two children.", [("killed", 3, 3, None)]),
        ("The explosion claimed 23 lives, officials said.", [("killed", 23, 23, "officials")]),
        ("The army lost 14 soldiers.", [("killed", 14, 14, None)]),
        ("It put the injured at 29.", [("injured", 29, 29, "It")]),
        ("Unidentified men killed Mohammad Akbar, 45, and his wife.", [("killed", 2, 2, None)]),
        ("Killed in the attack were three teachers.", [("killed", 3, 3, None)]),
        ("The couple was found dead.", [("killed", 2, 2, None)]),
        ("A father of three was killed.", [("killed", 1, 1, None)]),
        ("Between 10 and 15 people were wounded.", [("injured", 10, 15, None)]),
        ("Shells wounded three soldiers and one civilian.", [("injured", 3, 3, None), ("injured", 1, 1, None)]),
        ("Nine Tajiks, among them two guards, and five Kyrgyz died.", [("killed", 9, 9, None), ("killed", 5, 5, None)]),
        ("Seven people were killed, including three children, and 11 hurt.", [("killed", 7, 7, None), ("injured", 11, 11, None)]),
        (
            "The governor said 11 of his men were dead, along with 15 attackers.",
            [("killed", n, n, "The governor") for n in (11, 15)],
        ),
        ("The crowd caught two gang members and burned them alive.", [("killed", 2, 2, None)]),
        ("A crowd beat a man to death.", [("killed", 1, 1, None)]),
        ("About 40 people suffered burns.", [("injured", 36, 44, None)]),
        ("The attack caused no deaths or injuries.", [("killed", 0, 0, None), ("injured", 0, 0, None)]),
        ("The dead included four women.", []),
        ("Of the 40 wounded, 11 were in critical condition.", [("injured", 40, 40, None)]),
        ("Of the more than 70 pupils who were hurt in the stampede, nine are in hospital.", [("injured", 71, None, None)]),
        ("Of the 300 pupils, nine were hurt.", [("injured", 9, 9, None)]),
        ("The militia gave the number of fallen soldiers as 18.", [("killed", 18, 18, "The militia")]),
        ("The number of dead rose to 26, up from the 19 reported at dawn.", [("killed", 26, 26, None)]),
        ("A cook was stabbed to death and another lost a hand.", [("killed", 1, 1, None), ("injured", 1, 1, None)]),
        ("Jets killed a warlord known as Scar and six of his bodyguards.", [("killed", 7, 7, None)]),
        ("Four Nigeriens and a Chadian were killed.", [("killed", 5, 5, None)]),
        ("The army crushed a mutiny in the capital.", []),
        ("The crew, nine Danes, were taken off by a tugboat.", []),
        ("Six nuns were marched out of three convent schools by gunmen.", [("abducted", 6, 6, None)]),
        ("Armenia returned the bodies of six soldiers.", []),
        ("There was no immediate word on casualties.", []),
        ("Both sides suffered losses.", []),
        ("The army fired 30 missiles at the port.", []),
    ],
)
def test_tolls_are_read_as_told(sentence: str, tolls: list[tuple[str, int | None, int | None, str | None]]) -> None:
    assert _tolls(sentence) == tolls


def test_a_speaker_in_the_midst_of_a_sentence_gives_the_count_behind(events: Callable[[str], list[dict[str, Any]]]) -> None:
    (record,) = events("It was men of the same clan, villagers say, who shot dead up to 20 shepherds near Wau on May 13.")
    assert [toll["claimant"] for toll in record["tolls"]] == ["villagers"]


def test_they_are_those_who_spoke_before(events: Callable[[str], list[dict[str, Any]]]) -> None:
    (record,) = events("Shells hit Homs on May 13. They came from the hills, survivors told reporters. They put the dead at 30.")
    assert [toll["claimant"] for toll in record["tolls"]] == ["survivors"]


def test_a_count_that_no_newer_one_replaces_stands(events: Callable[[str], list[dict[str, Any]]]) -> None:
    (record,) = events("Rebels took Minova in Congo on May 13. A medic had counted 14 wounded.")
    assert [(toll["high"], "superseded" in str(toll)) for toll in record["tolls"]] == [(14, False)]


def test_an_older_count_is_superseded_not_added() -> None:
    article = _read("The death toll has risen to 11, up from four reported earlier.")
    found = tolls_in(article.text, sentences_of(article)[0], (), ())
    assert [(t.number.best, t.superseded) for t in found] == [(11, False), (4, True)]
