"""Texts that report no conflict: what goes on about an accident, and stray words of war; a report's events are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def _read(importer: Run, *paragraphs: str) -> tuple[list[dict[str, Any]], list[str]]:
    text = "\n\n".join(paragraphs)
    records, outcomes, _ = importer(f"NAIROBI, Kenya -- {text}\n".encode(), published="2024-05-15")
    return records, [outcome.reason for outcome in outcomes if outcome.reason]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "A blast ripped through a fireworks factory near Nakuru on Monday, killing nine workers.",
            "The explosion flattened two halls. Nineteen people were hospitalized.",
        ),
        ("A gas pipe exploded beneath a bakery in Kisumu on May 13, killing four.", "Two more people died in hospital later."),
        ("At least nine people were killed in a fire at a tannery in Nakuru on Monday.", "Five were hospitalized."),
        ("A garment factory in Kisumu caught fire on May 13, killing two workers.", "Six women were injured."),
        ("A bus plunged into a ravine near Mombasa on Monday, killing 12.", "Another 20 passengers were injured, police said."),
        (
            "The death toll from a storm in Kenya rose to 24 on Monday.",
            "It came on top of 15 deaths reported in Uganda and Rwanda.",
        ),
    ],
)
def test_what_goes_on_about_an_accident_is_no_event(importer: Run, paragraphs: tuple[str, ...]) -> None:
    records, reasons = _read(importer, *paragraphs)
    assert records == []
    assert set(reasons) <= {"ART-ACCIDENT", "ART-VAGUE", "ART-ANAPHOR"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("A bus plunged into a ravine near Mombasa on Monday, killing 12.", "Gunmen killed four people in Garissa on Tuesday."),
        ("A fire at a hospital in Nakuru killed 25.", "A bomb exploded at a market in Mandera on May 13, killing five people."),
        (
            "Floods killed 30 people in Garissa on May 12.",
            "An explosion outside a police station in Mombasa killed four officers on May 13.",
        ),
        ("Lightning killed three herders in Garissa.", "Al-Shabab fighters killed six soldiers in Lamu on May 13."),
    ],
)
def test_what_is_told_beside_an_accident_is_kept(importer: Run, paragraphs: tuple[str, ...]) -> None:
    assert len(_read(importer, *paragraphs)[0]) == 1


SUMMIT = (
    "The foreign ministers of Kenya and Ethiopia discussed trade and a new railway in Nairobi on Tuesday.",
    "They signed no document, but agreed to meet again in June. Both praised what they called a fruitful visit.",
    "The two economies grew by 5 percent last year, and exports of tea and coffee rose.",
    "The railway is to be paid for by loans, the finance ministry said. A bank in London will examine the plan.",
    "Analysts see the visit as a sign of better relations after years of mistrust.",
)


@pytest.mark.parametrize(
    "stray",
    [
        "The opposition says the government has been arresting and intimidating its critics in the capital.",
        "The old fort that was once the headquarters of the rebels of 1920 was the scene of a reception.",
        "A health agency put the total number of deaths in East Africa at 1,270, of which 480 were in Uganda.",
    ],
)
def test_a_stray_word_of_war_in_a_text_about_something_else_is_no_event(importer: Run, stray: str) -> None:
    assert _read(importer, *SUMMIT, stray)[0] == []


@pytest.mark.parametrize(
    "told",
    [
        "Gunmen killed three policemen in Mandera on Monday.",
        "A car bomb exploded outside a hotel in Mogadishu on May 13, killing six people.",
        "Police fired tear gas at protesters in Kisumu on Tuesday.",
        "Rebels captured the town of Moyale on May 12.",
        "Five herders were shot dead by unknown attackers near Garissa on Monday.",
    ],
)
def test_an_event_told_in_passing_is_kept(importer: Run, told: str) -> None:
    assert len(_read(importer, *SUMMIT, told)[0]) == 1


def test_what_one_side_did_to_another_this_week_is_kept_without_a_town(importer: Run) -> None:
    told = "Ethiopian guards wounded a herder last week when he tried to take his goats to a well on the other bank of the river."
    assert len(_read(importer, *SUMMIT, told)[0]) == 1


def test_what_was_done_this_week_is_kept_beside_an_event_that_is_told_clearly(importer: Run) -> None:
    clear = "Police opened fire on protesters in Kisumu on May 13, killing two of them."
    unclear = "In addition, scores have been arrested as the protests entered a fifth day on Tuesday."
    kinds = [r["type"] for r in _read(importer, *SUMMIT, clear, unclear)[0] if r["kind"] == "event"]
    assert kinds == ["excessive-force", "arrest"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The poet died of cardiac arrest in Nakuru on Monday.",
        "The minister suffered a respiratory arrest in Kisumu on May 13.",
        "An old man fell to the ground near the market in Kisumu on Monday.",
        "The shilling fell to a record low in Nairobi on Monday.",
        "Unemployment in Kenya fell to 4 percent in April.",
        "A worker fell to his death from a tower in Mombasa on Tuesday.",
        "Rescuers were battling to reach survivors of the collapsed tower in Nakuru on May 13.",
        "Doctors are fighting to save the lives of 12 passengers in Kisumu.",
        "Firefighters battled to contain a blaze at a depot in Mombasa on Monday.",
        "Troops took part in drills in urban combat near Nakuru on Monday.",
        "Instructors gave lessons in close combat in Nairobi on May 13.",
        "Prosecutors showed the court footage of villagers being herded onto buses by militiamen.",
        "Judges in The Hague last week saw a video of soldiers shooting prisoners.",
        "Police have consistently broken up rallies in the capital and arrested activists.",
        "The government has a long record of arresting protesters in Nairobi.",
        "Soldiers of the defense forces marched through Nairobi on Monday to mark the anniversary of independence.",
        "Thousands lined the streets of Kisumu on Tuesday to watch the parade.",
        "Mourners lined the road as the coffin of the singer was driven through Mombasa on May 13.",
        "The mill that rebels once used as their headquarters was opened as a museum in Nairobi on Monday.",
        "Some 20 rebels were executed in Kisumu in the weeks after the 1916 rising.",
        "Nearly 500 people died in the Easter Rising.",
        "Customs officers found 20 kilos of cocaine in a truck near Mombasa on Monday. The driver was arrested.",
        "Police in Nakuru arrested two men for stealing cars on May 13.",
        "A baker was arrested in Kisumu on May 13. He is suspected of selling counterfeit medicine.",
        "Three people were arrested over the fire in Nakuru on Monday, prosecutors said, citing violations of safety rules.",
        "Two sisters were found dead in Nakuru on Monday after a murder-suicide.",
        "Boats lay on the sand in Lamu on Monday as the tide withdrew.",
        "Leaders met in Lamu on Monday to mark the anniversary of the landings of 1942, when soldiers drove out the garrison.",
        "Ministers were in Mombasa on Friday to remember the World War II landings of 1943 that liberated the island.",
        "On April 24, 1916, rebels seized the post office in Kisumu.",
        "In 1944, troops captured the town of Moyale and killed 200 soldiers.",
        "Most of the war's victims were villagers massacred by militias.",
        "Villagers near Garissa have accused the army of killing civilians.",
        "Prosecutors in Kisumu accused Otieno Were of attacks that left two policemen wounded.",
        "A guard in Nakuru turned his gun on himself on May 13.",
        "In all, 900 people have died in the region.",
        "It was the worst bloodshed in Kenya since protests in Kisumu in 2007, when hundreds were killed.",
        "A pickpocket in Nakuru was beaten after he resisted arrest on May 13.",
        "At least nine policemen have been killed in Kenya over the past two days.",
        "The militia has stepped up its fight for the north since February, attacking offices and seizing land.",
    ],
)
def test_an_everyday_sentence_with_a_word_of_war_tells_no_event(importer: Run, sentence: str) -> None:
    assert _read(importer, sentence)[0] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Police arrested a poet in Nakuru on Monday; he suffered a cardiac arrest in his cell.",
        "The town of Mandera fell to rebels on May 13.",
        "Moyale fell to the insurgents on Monday after a week of fighting.",
        "Troops shot a herder, who fell to the ground and died, near Garissa on May 13.",
        "Soldiers battled to retake the town of Mandera on Monday, killing nine rebels.",
        "Troops fought to reach the center of Moyale on May 13 and killed six fighters.",
        "Soldiers fought rebels near Mandera on Monday while medics battled to save the wounded.",
        "A soldier was killed in combat near Mandera on May 13.",
        "Two soldiers died during drills when rebels attacked their camp near Mandera on May 13.",
        "Prosecutors said gunmen killed five villagers near Garissa on May 13.",
        "Police broke up a rally in Nairobi on Monday and arrested nine activists, who said they are consistently harassed.",
        "Veterans marched through Nairobi on Monday to demand their pensions.",
        "Thousands marched through Nairobi on Monday to demand elections.",
        "Hundreds of protesters lined the streets of Kisumu on Monday to protest the governor's visit.",
        "Rebels began building a base near Mandera on May 13.",
        "Soldiers have been building a military base near Moyale since Monday.",
        "In the days after the 2021 coup, soldiers shot dead 12 protesters in Bago, Myanmar, on March 13, 2021.",
        "Gunmen killed six people in the village of Rising Sun on May 13.",
        "Police in Nakuru arrested two opposition activists for fraud on May 13.",
        "Police in Mandera arrested three militants with 20 kilos of heroin on May 13.",
        "Police arrested a journalist in Nairobi on Monday and accused him of stealing documents.",
        "Police arrested 12 people in Kisumu on May 13.",
        "Soldiers arrested a rebel commander near Mandera on May 13. He financed his men by smuggling drugs.",
        "Officers arrested nine gang members in Nairobi on Tuesday and seized cocaine and guns.",
        "Two sisters were found shot dead in Garissa on Monday; villagers blamed militants.",
        "The army withdrew from Moyale on May 13 and rebels moved in.",
        "Hundreds marched in Nairobi on Monday to mark the anniversary of the shooting in 2019, when police killed nine.",
        "Leaders gathered in Nairobi on Monday for talks. Gunmen killed three guards outside.",
        "The city on Monday marks the first anniversary of the bombing that killed nine people in Garissa on May 13, 2023.",
        "Rebels captured the town of Moyale on May 3, 1998.",
        "Militias massacred 40 villagers in Mandera on May 13, the war's worst day.",
        "A hail of bullets killed three policemen in Nakuru on May 13.",
        "Amid a drought, herders attacked a village near Garissa on May 13, killing nine farmers.",
        "Frost had set in when gunmen attacked a bus near Moyale on May 13, killing six passengers.",
        "Troops shot dead three people in Kisumu as thousands marched to mark the anniversary of the coup.",
        "Survivors gathered in Nakuru to remember the victims and police arrested nine of them.",
        "Forty militants escaped from a police station in Mandera on May 13.",
        "Troops fought to rescue trapped civilians in Moyale on May 13, and 12 rebels died.",
        "The army said its jets hit nothing but rebel camps near Mandera on Monday, killing 12.",
        "Rocket fire from Mandera has increased, wounding nine people on May 13.",
        "Many of these villagers were killed in Mandera on May 13.",
    ],
)
def test_one_that_looks_like_it_and_tells_an_event_is_kept(importer: Run, sentence: str) -> None:
    assert len(_read(importer, sentence)[0]) == 1
