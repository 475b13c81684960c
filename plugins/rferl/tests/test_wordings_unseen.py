"""Classes of wording that articles bring which nobody has tuned on: one sentence of ours for each, with its counter-example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]
FILLER = "Officials gave no further details at a briefing in the evening."


def _tolls(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(t["measure"], t.get("best", t.get("low"))) for t in record.get("tolls", []) if t["measure"] in ("killed", "injured")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Gunmen in a van without number plates shot dead a trader in Basra on May 13.", "attack-on-civilians"),
        ("Some 400 people defied death threats and rallied for peace in Bukavu on May 13.", "peaceful-protest"),
        ("Rockets knocked out a power plant in Kharkiv on May 13.", "missile-attack"),
        ("A drone crippled a pumping station near Samara on May 13.", "drone-strike"),
        ("Police fired volleys at people who had gathered outside the town hall in Dakar on May 13.", "excessive-force"),
        ("Thousands packed the main square of Tbilisi on May 13 to demand new elections.", "peaceful-protest"),
        ("Youths from Bazar and Kum pelted each other with stones near Osh on May 13.", "mob-violence"),
        ("Around 80 people gathered in Oslo on May 13 with portraits of murdered journalists.", "peaceful-protest"),
        ("A doctor was led out of her clinic by armed men in Goma on May 13.", "abduction"),
        ("Gunmen took two nurses from a vaccination post near Ghazni on May 13.", "abduction"),
        ("Riot police fired rubber bullets at a peaceful crowd in Quito on May 13, injuring nine people.", "excessive-force"),
        ("Army and rebel delegates agreed in Juba on May 13 to halt all hostilities.", "agreement"),
        ("Police detained a reporter in Minsk on May 13 for covering protests by miners.", "arrest"),
        ("Intelligence agents took away Shirin Amadi, a union leader, from her home in Sanandaj on May 13.", "arrest"),
        ("Masked men stopped a van near Charkhel on May 13. They pulled out 11 passengers and drove off.", "abduction"),
        ("Bullets hit a passenger plane as it landed in Goma on May 13.", "attack-on-civilians"),
        ("Army helicopters shelled suspected hideouts in Mamozai on May 13.", "air-strike"),
        (
            "Missiles and drones hit bases of two parties in Koy Sanjaq on May 13. The army said the bombardment was a reply.",
            "aerial-strike",
        ),
        ("A procession in Parachinar was fired on by masked men on May 13.", "attack-on-civilians"),
        (
            "When a crowd threw stones at an office in Osh on May 13, guards opened fire, killing a teenager.",
            "violent-demonstration",
        ),
        ("Two members of the Basij militia were killed in an ambush near Marivan on May 13.", "armed-clash"),
        ("The two groups fought with mortars near the hamlet of Filo in Colombia on May 13.", "armed-clash"),
        ("A remote-controlled mine destroyed an army truck in Grozny on May 13, killing four soldiers.", "explosive-device"),
        (
            "The coast was quiet, but Yayladagi saw a crowd burn down a bank and pelt police with stones on May 13.",
            "violent-demonstration",
        ),
        ("The president announced the seizure by his army of the town of Fuzuli on May 13.", "territory-regained"),
        ("Marines expelled some 300 guerrillas from the village of Dunguan on May 13.", "territory-regained"),
        (
            "Tajik troops drove tanks into the Kyrgyz village of Dostuk on May 13, overpowering its garrison.",
            "territory-overtaken",
        ),
        ("A bomber rammed the governor's vehicle in Faizabad with a car full of explosives on May 13.", "suicide-bombing"),
        ("Six villagers were slain in a wooded ravine near Obrinje on May 13.", "attack-on-civilians"),
        ("An unarmed team of observers was seized at a roadblock near Slovyansk on May 13.", "abduction"),
        (
            "Marchers who wanted to show their support were met by police with batons in Karachi on May 13.",
            "protest-intervention",
        ),
        ("The rebel commander Isa Dimo broke with the movement on May 13 and took his militia to Kaga.", "group-change"),
    ],
)
def test_a_wording_tells_its_event(events: Events, sentence: str, kind: str) -> None:
    assert [record["type"] for record in events(f"{sentence}\n\n{FILLER}\n")] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The rebels received threats of an attack on Goma on May 13.",
        "Reports that a commander had died in an air strike near Idlib on May 13 were denied by both sides.",
        "Observers documented 1,240 civilian deaths in the country in August 2023.",
        "The president warned on May 13 that any soldier who crossed the border would be treated as an invader.",
        "A court in Dakar heard on May 13 how the man stood before a panel of judges.",
        "Snow brought traffic to a halt in Moscow on May 13.",
        "Police rubbished a video that showed a mosque being bombed in Imphal on May 13.",
        "More than two million landmines were destroyed by 30 states last year.",
        "A ransom changed hands on May 13, police in Jos said.",
    ],
)
def test_a_wording_that_tells_nothing_is_left(events: Events, sentence: str) -> None:
    assert events(f"{sentence}\n\n{FILLER}\n") == []


@pytest.mark.parametrize(
    ("sentence", "tolls"),
    [
        (
            "A shell killed a clerk in Horlivka and wounded four passengers on May 13, the mayor said.",
            [("killed", 1), ("injured", 4)],
        ),
        (
            "Troops killed three rebels near Gao on May 13, the army's chief spokesman, Salif Keita, said.",
            [("killed", 3)],
        ),
        ("Nine people, two nurses and a driver among them, were wounded by a shell in Sumy on May 13.", [("injured", 9)]),
        ("The mayor of Kaya is fighting for his life after a gunman shot him in the back there on May 13.", [("injured", 1)]),
        ("Jets bombed a camp near Kilis on May 13, and state television spoke of 35 militants killed.", [("killed", 35)]),
        ("A judge and two of her clerks were found riddled with bullets in Basra on May 13.", [("killed", 3)]),
        ("Gunmen raided a village near Gao on May 13, looting shops and shooting 12 men.", [("killed", 12)]),
        (
            "Rebels beat back an attack near Palma on May 13, killing eight insurgents, and lost one of their own.",
            [("killed", 8), ("killed", 1)],
        ),
        (
            "After a clash near Goma on May 13 a clinic received the bodies of nine soldiers and 31 wounded.",
            [("killed", 9), ("injured", 31)],
        ),
        ("A mine went off near Taiz on May 13, and a shepherd had shrapnel wounds.", [("injured", 1)]),
    ],
)
def test_who_is_counted_and_who_only_speaks(events: Events, sentence: str, tolls: list[tuple[Any, ...]]) -> None:
    record = events(f"{sentence}\n\n{FILLER}\n")[0]
    assert _tolls(record) == tolls


def test_a_name_and_an_office_are_one_speaker(events: Events) -> None:
    record = events("Three people were killed by shells in Sumy on May 13, Petro Hnatiuk, the governor of the region, said.\n")[0]
    assert [t["claimant"] for t in record["tolls"]] == ["Petro Hnatiuk, the governor of the region"]


@pytest.mark.parametrize(
    ("sentence", "kind", "killed"),
    [
        ("His body was found in a ditch two days later.", "attack-on-civilians", 1),
        ("Villagers found his body, with bullet wounds, in a well on May 14.", "attack-on-civilians", 1),
        ("His family has heard nothing from him since.", "abduction", None),
    ],
)
def test_a_body_that_turns_up_makes_an_abduction_a_killing(events: Events, sentence: str, kind: str, killed: int | None) -> None:
    [record] = events(f"Masked men bundled a councilor into a car in Horlivka on May 13. {sentence}\n")
    assert (record["type"], dict(_tolls(record)).get("killed")) == (kind, killed)


def test_found_dead_and_dragged_off_the_day_before_is_one_killing(events: Events) -> None:
    [record] = events(
        "A reporter and her driver were found shot dead near Samarra on May 13. Armed men had dragged them from a bus the "
        "evening before, a colleague said.\n"
    )
    assert record["type"] == "attack-on-civilians"
    assert record["date"]["start"] == "2024-05-12"


@pytest.mark.parametrize(
    "denial",
    [
        "A spokesman for the army said nobody had laid a hand on him.",
        "The army insists that he was never struck and that he had slipped on the stairs.",
        "“This is a fairy tale,” an army spokesman said.",
    ],
)
def test_a_denial_in_other_words_is_a_denial(events: Events, denial: str) -> None:
    [record] = events(f"Soldiers beat a student to death in Jos on May 13, his parents say. {denial}\n")
    assert record["status"] == "denied"


def test_that_police_fired_live_rounds_is_denied_not_the_rally(events: Events) -> None:
    [record] = events(
        "Police used tear gas to disperse a rally in Dakar on May 13. The ministry denied that officers had fired live rounds.\n"
    )
    assert record["status"] == "reported"


def test_victims_that_day_are_those_of_what_was_just_told(events: Events) -> None:
    [record] = events("Crowds attacked mosques in Baghdad with firebombs on May 12. Three clerics were killed that day.\n")
    assert _tolls(record) == [("killed", 3)]


def test_a_night_with_two_dates_is_those_two_days(events: Events) -> None:
    [record] = events("Jets bombed a camp near Kunduz overnight on May 9-10.\n")
    assert (record["date"]["start"], record["date"]["end"]) == ("2024-05-09", "2024-05-10")


def test_losses_since_a_day_of_this_week_are_no_count_over_months(events: Events) -> None:
    [record] = events(
        "Jets pounded villages near Shatoi for a third day on May 15. Officials said 34 people had been killed since May 13.\n"
    )
    assert _tolls(record) == [("killed", 34)]
    records = events("Jets pounded villages near Shatoi on May 14. Officials said 34 people had been killed since March 13.\n")
    assert [_tolls(r) for r in records] == [[]]


def test_a_time_in_the_clause_of_who_was_taken_is_that_of_the_taking(events: Events) -> None:
    (taken,) = events(
        f"Two nurses whom gunmen took at gunpoint from a clinic in Laiagam last week were let go on May 13.\n\n{FILLER}\n"
    )
    assert taken["date"]["end"] < "2024-05-13"


def test_less_than_24_hours_later_is_the_next_day(events: Events) -> None:
    raid, chase = events(
        "Gunmen killed six farmers in Gusau on the night of May 10.\n\nLess than 24 hours later, troops ran into the same gang "
        f"near Kaura; two soldiers were killed.\n\n{FILLER}\n"
    )
    assert (raid["date"]["start"], chase["date"]["start"]) == ("2024-05-10", "2024-05-11")


def test_the_sentence_before_may_hold_the_day(events: Events) -> None:
    text = (
        "Rebels attacked a hotel in Palma on May 10. Two days later, guests tried to leave in a convoy. The rebels ambushed it, "
        "killing seven.\n"
    )
    assert [r["date"]["start"] for r in events(text)] == ["2024-05-10", "2024-05-12"]


def test_the_day_of_what_came_after_may_not_be_its_own(events: Events) -> None:
    text = (
        "Troops ended a siege in Kismayo on May 14 after gunmen stormed a hotel there.\n\nThe assault began on May 13 when the "
        "gunmen opened fire on guests.\n"
    )
    [record] = events(text)
    assert (record["date"]["start"], record["date"]["end"]) == ("2024-05-13", "2024-05-13")


def test_who_was_killed_when_others_were_taken(events: Events) -> None:
    [record] = events("Gunmen kidnapped two bishops near Aleppo on May 13. The deacon at the wheel was shot dead.\n")
    assert (record["type"], _tolls(record)) == ("abduction", [("killed", 1)])


def test_a_truce_has_the_day_on_which_it_was_announced_at_the_latest(events: Events) -> None:
    [record] = events(
        "The foreign ministries of Armenia and Azerbaijan announced on May 13 that they had agreed to cease hostilities.\n"
    )
    assert (record["type"], record["date"]["end"]) == ("agreement", "2024-05-13")


def test_after_fighting_all_day_is_the_same_day(events: Events) -> None:
    records = events(
        "Ministers agreed on a truce on May 13, after soldiers of both states had fired on one another all day near Batken.\n"
    )
    assert [(r["type"], r["date"]["start"]) for r in records] == [("agreement", "2024-05-13"), ("armed-clash", "2024-05-13")]


@pytest.mark.parametrize(
    ("sentence", "tolls"),
    [
        ("A shell hit a house in Kunduz on May 13, and six members of one family died.", [("killed", 6)]),
        ("A bomber blew up a bus in Kabul on May 13, killing 24 trainees and 11 passersby.", [("killed", 24), ("killed", 11)]),
        ("A shell hit a school in Sumy on May 13, killing nine children and a woman.", [("killed", 10)]),
        ("A mob set on shops in Bitola on May 13; a 52-year-old ethnic Albanian was stabbed and later died.", [("killed", 1)]),
    ],
)
def test_what_a_phrase_counts(events: Events, sentence: str, tolls: list[tuple[Any, ...]]) -> None:
    assert _tolls(events(f"{sentence}\n\n{FILLER}\n")[0]) == tolls
