"""What stands later in an article about other countries, other days or reactions doesn't leak into what was told before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def _countries(record: dict[str, Any]) -> set[str]:
    """The countries that a record names anywhere."""
    named = [record.get("place", {}), *record.get("actors", [])]
    return {one["country"]["name"] for one in named if "country" in one}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "Gunmen killed nine people in an attack on a village on May 13, police said.\n\n"
            "In neighboring Chad, the army has been fighting Boko Haram for years. Nigeria's army has also sent troops.",
            {"Chad", "Nigeria"},
        ),
        (
            "An air strike hit a market in Togoga on May 13, killing 51 people, doctors said.\n\n"
            "Eritrea entered the war in 2020. Eritrean troops have been accused of massacres in Ethiopia.",
            {"Eritrea"},
        ),
        (
            "Drones struck a wedding in the town of Bamina on May 13, killing 20 people, residents said.\n\n"
            "Russia and Turkey have both delivered drones to the army.",
            {"Russia", "Turkey"},
        ),
        (
            "Gunmen opened fire on a mosque on May 13, killing 11 worshippers.\n\n"
            "Attacks of this kind are common. In Burkina Faso, 30 worshippers were killed on April 20 in Essakane.",
            {"Burkina Faso"},
        ),
    ],
)
def test_a_country_named_in_a_later_paragraph_is_not_that_of_an_earlier_event(events: Events, text: str, other: set[str]) -> None:
    assert not _countries(events(f"{text}\n")[0]) & other


def test_the_only_country_an_article_is_about_may_be_named_later(events: Events) -> None:
    (record,) = events("Gunmen killed nine people in a village on May 13.\n\nThe governor said Nigeria would send troops.\n")
    assert {actor["country"]["name"] for actor in record["actors"]} == {"Nigeria"}


def test_a_dispatch_is_about_the_country_it_was_written_in_unless_it_names_another(events: Events) -> None:
    (record,) = events(
        "BAMAKO -- Gunmen attacked a military post near Menaka on May 13.\n\nNeighboring Niger expelled the French.\n"
    )
    assert record["place"]["country"]["name"] == "Mali"
    (record,) = events("NAIROBI -- Gunmen attacked a military post near Baidoa, Somalia, on May 13, killing six soldiers.\n")
    assert _countries(record) == {"Somalia"}


@pytest.mark.parametrize(
    "reaction",
    [
        "The UN condemned the attack.",
        "Turkey, Iran, and China also condemned the attack in Peshawar.",
        "On May 14, Washington condemned the bombing, while Beijing called for restraint.",
        "The African Union deplored the massacre in Pakistan.",
        "Britain's foreign secretary said he was appalled by the attack in Peshawar.",
        "The European Union voiced its condolences over the bombing and promised aid.",
    ],
)
def test_a_reaction_is_no_evidence_of_an_event(importer: Callable[..., Any], reaction: str) -> None:
    text = f"A suicide bomber killed 30 people in Peshawar on May 13.\n\n{reaction}\n"
    records, outcomes, _ = importer(text.encode(), published="2024-05-15")
    assert [record["type"] for record in records] == ["suicide-bombing"]
    assert not any(reaction in evidence["quote"]["exact"] for evidence in records[0]["evidence"])
    assert [outcome.reason for outcome in outcomes if outcome.reason] == ["ART-REACTION"]


def test_a_reaction_that_alone_tells_an_attack_is_no_event(importer: Callable[..., Any]) -> None:
    records, outcomes, _ = importer(b"The UN condemned the attack on a school in Herat.\n", published="2024-05-15")
    assert (records, [outcome.reason for outcome in outcomes]) == ([], ["ART-REACTION"])


def test_what_a_reaction_tells_of_the_victims_is_told_and_not_of_the_day_it_was_made(events: Events) -> None:
    (record,) = events("The UN on May 14 condemned an attack in Kandahar that killed nine people.\n")
    assert [toll["best"] for toll in record["tolls"]] == [9]
    assert (record["date"]["start"], record["date"]["basis"]) == ("2024-05-13", "inferred")


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ("The EU on May 14 deplored a bombing in Mogadishu that wounded 12 shoppers.", 12),
        ("Colombia mourned the ambush in Cauca that left five soldiers dead on May 12.", 5),
        ("Ankara condemned the raid in Kirkuk on May 13 that injured two Turkmen.", 2),
    ],
)
def test_blame_and_grief_leave_an_event_whose_victims_are_told(events: Events, told: str, many: int) -> None:
    (record,) = events(f"{told}\n")
    assert [toll["best"] for toll in record["tolls"]] == [many]


def test_who_condemns_a_strike_did_not_fly_it(events: Events) -> None:
    (record,) = events("Iran condemned Israel's air strike on Damascus on May 13 that killed two officers.\n")
    assert record["actors"][0]["name"] == "Military Forces of Israel"


def test_a_diplomats_protest_is_no_demonstration(events: Events) -> None:
    assert "peaceful-protest" not in {
        r["type"] for r in events("Iraq summoned the Turkish ambassador on May 14 to protest a raid.\n")
    }


def test_a_group_named_beside_an_old_attack_is_not_its_author(events: Events) -> None:
    told = "Attacks have surged since the TTP ended a cease-fire. A suicide bombing in Peshawar {} killed 80 people.\n"
    (old,) = events(told.format("in January 2023"))
    assert old["actors"][0]["name"] == "Unidentified Armed Group (Pakistan)"
    (new,) = events(told.format("on May 13"))
    assert "TTP" in new["actors"][0]["name"]


@pytest.mark.parametrize(
    "text",
    [
        "Four policemen were killed on May 13 in the Kodori Gorge, Georgian officials said.",
        "Ten people were killed on May 13 in Herat when a house collapsed during shelling by the army.",
        "Rebels sank a ferry near Goma on May 13, killing 12 people.",
        "Five soldiers were killed in Goma on May 13 after the truce collapsed.",
        "Israeli jets hit a target near Damascus on May 13, killing two people.",
        "Gunmen killed two farmers in a lightning raid on Herat on May 13.",
    ],
)
def test_a_word_that_disasters_and_figures_of_speech_share_takes_no_event_away(events: Events, text: str) -> None:
    assert [record["date"]["start"] for record in events(f"PRAGUE -- {text}")] == ["2024-05-13"]


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed in Herat on May 13 when a storm hit the city.",
        "Nine miners were killed in Osh on May 13 when a shaft collapsed.",
        "Six people were killed near Osh on May 13 when a bus plunged into a gorge.",
        "Three children died in Goma on May 13 in an outbreak of fever.",
        "At least 31 people died when a Bangladesh Air Force training jet crashed into a school in Dhaka on May 13.",
        "An Iranian fighter jet slammed into a stadium in Tabriz on May 13, killing both pilots and a man on the ground.",
        "A military helicopter crashed into a hangar in Karachi on May 13, killing five soldiers.",
        "Sixteen people were killed when a Russian Su-34 warplane crashed into an apartment building in Yeysk on May 13.",
        "A Philippine Army plane overshot the runway in Jolo and crashed into houses on May 13, killing 50 people.",
    ],
)
def test_disasters_are_no_events(importer: Callable[..., Any], text: str) -> None:
    records, outcomes, _ = importer(f"PRAGUE -- {text}".encode(), "a.txt", "2024-05-15")
    assert records == []
    assert "ART-ACCIDENT" in {outcome.reason for outcome in outcomes}


@pytest.mark.parametrize(
    "text",
    [
        "A candlelit procession wound through Yerevan on May 13 in remembrance of those killed in 1915.",
        "The army says 430 bodies have been recovered from the ruins of a factory that caved in on May 13.",
        "All 30 people on board a plane were killed on May 13 when it flew into a mountainside in bad weather.",
        "A skier died and another was injured in Almaty on May 13.",
        "Four people died and 11 were hurt on May 13 in Izmir, where the ground shook for a minute.",
        "Their lawyers said on May 13 that the confessions had been beaten out of them.",
        "The rebels, who lost the town of Bria to the army in May, have not commented.",
        "A woman set herself ablaze in front of the parliament in Skopje on May 13.",
        "Two nuns set fire to themselves at a monastery in Kirti on May 13 and died.",
        "A self-immolation outside the embassy in Washington on May 13 left a man dead.",
        "A trader burned himself to death at the market in Herat on May 13.",
        "Traders in Sanandaj kept their shutters down on May 13.",
        "A court in Kyiv on May 13 sentenced a former soldier to 12 years in prison for killing two civilians in 2022.",
        "The United States on May 13 imposed sanctions on six Iranian officials over the killing of protesters.",
        "The ministers exchanged salvos of criticism in Manila on May 13.",
    ],
)
def test_memorials_accidents_courts_and_figures_of_speech_tell_no_event(events: Events, text: str) -> None:
    assert events(f"{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "In Baghdad, no bombs went off on May 13, for the first time in 19 days.",
        "No rockets were fired at Sderot on May 13, the mayor said.",
        "A rumor, spread by text message, that border guards had been shot near Isfara was denied by Kyrgyz officials.",
        "Reports of a gun battle at the central bank in Port-au-Prince proved to be false.",
        "Some 11,000 drones have been launched at Ukraine this year, the air force says.",
        "The toll in Gaza has passed 44,000, the Health Ministry says.",
        "Their demand was that the Assam Rifles, whom they consider partial, be withdrawn from Imphal.",
        "This has been the fiercest fighting of soldiers and militants in Gaza for months.",
        "Three rebel groups occupying the town of Kidal sent envoys to the talks on May 13.",
        "A battle raged for the leadership of the party in Lagos on May 13.",
        "An army bulldozer hit a car near Hebron, Palestine, on May 13, killing a man.",
        "Envoys met on May 13 over Western Sahara, where Morocco fought the Algerian-armed rebels from 1985 to 1991.",
        "Envoys met on May 13 over Western Sahara, where Morocco fought insurgents backed by Algeria from 1985 to 1991.",
        "Mexico has seen a rise in attacks on police, especially in Sonora and Sinaloa.",
        'Soldiers have been manning a base at Keonta in a so-called "liberated zone" of the rebels since January.',
        "The rebels are being squeezed out of some areas by Kenyan and Ethiopian troops.",
        "A spokesman named separatists on May 13 who have been waging a bloody campaign in Pattani and Yala for a decade.",
        "The army has reported increased attacks in the Kharkiv region in recent days.",
        "The violence has killed more than 4,500 people in Yala and Pattani since a decades-old rebellion resurfaced in 2004.",
        "Tourists and fans camped in front of the stadium in Baku on May 13 before a concert.",
        "According to his foundation, 1,430 people were killed in insurgent attacks in 2023.",
        "In 2022, 640 civilians died in bombings across Afghanistan.",
        "Bandit raids killed 140 herders in Kenya in March, the ministry said.",
    ],
)
def test_what_did_not_happen_or_is_counted_over_a_year_tells_no_event(events: Events, text: str) -> None:
    assert events(f"PRAGUE -- {text}\n") == []


@pytest.mark.parametrize(
    "counted",
    [
        "Since January, more than 300 people have died in the fighting, according to doctors.",
        "At least 300 people have died in clashes in the area since January.",
        "Over 200 people have been killed in fighting in the region since early February, the governor says.",
        "The fighting has killed more than 300 people since January.",
        "The clashes have killed 300 since last autumn.",
        "Clashes between soldiers and rebels have claimed over 300 lives this year.",
    ],
)
def test_the_dead_of_months_are_not_those_of_the_fight_just_told(importer: Callable[..., Any], counted: str) -> None:
    text = f"JUBA -- Soldiers clashed with rebels near Malakal on May 12 and seven soldiers died.\n\n{counted}\n"
    (record,), outcomes, _ = importer(text.encode(), published="2024-05-15")
    assert [toll["best"] for toll in record["tolls"]] == [7]
    assert record["type"] == "armed-clash"
    assert "ART-AGGREGATE" in {outcome.reason for outcome in outcomes}


@pytest.mark.parametrize("counted", ["The fighting has killed nine people since Sunday.", "The clash has left nine people dead."])
def test_the_dead_so_far_of_the_fight_just_told_are_its_toll(events: Events, counted: str) -> None:
    (record,) = events(f"JUBA -- Soldiers clashed with rebels near Malakal on May 12.\n\n{counted}\n")
    assert [toll["best"] for toll in record["tolls"]] == [9]


def test_who_claims_what_a_raid_answered_did_not_fly_the_raid(events: Events) -> None:
    found = events(
        "Turkish jets bombed the northern Iraqi province of Dohuk on May 13, killing four fighters of the Kurdistan Workers' "
        "Party (PKK).\n\nAnkara said the raids were a response to a car bombing that killed three Turkish soldiers in the town "
        "of Cizre on May 10. The PKK claimed responsibility for that attack."
    )
    doers = {record["type"]: [one["name"] for one in record["actors"] if one["role"] == "initiator"] for record in found}
    assert doers["air-strike"] == ["Military Forces of Turkey"]
    assert "PKK" in doers["explosive-device"][0]


@pytest.mark.parametrize(
    "text",
    [
        "Russia returned the bodies of 1,000 Ukrainian soldiers killed in action on May 13, Ukraine said.",
        "Ukraine received the bodies of 909 fallen soldiers from Russia on May 13, officials said.",
        "Russia and Ukraine exchanged the bodies of 120 soldiers on May 13.",
        "Armenia handed the bodies of 30 Azerbaijani troops to Azerbaijan on May 13.",
        "Hamas gave Israel the bodies of four hostages on May 13 in Khan Younis.",
        "Ethiopia delivered the bodies of 20 Eritrean soldiers to the Red Cross on May 13.",
        "Armenia handed over to Azerbaijan the remains of 12 soldiers killed in the 1990s war on May 13.",
        "Kyiv said on May 13 that 1,200 bodies of Ukrainian troops killed on the battlefield had been brought home.",
        "Under the deal, Moscow gave back 6,000 dead Ukrainian soldiers on May 13.",
        "Russia and Ukraine exchanged 100 prisoners on May 13 and the bodies of 50 soldiers.",
    ],
)
def test_bodies_given_back_are_nobodys_toll(events: Events, text: str) -> None:
    records = events(f"KYIV, Ukraine -- {text}\n")
    assert {record["type"] for record in records} <= {"agreement"}
    assert not any("tolls" in record for record in records)


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers recovered the bodies of nine people killed in a strike on Kherson on May 13.",
        "A missile killed nine people in Kherson on May 13. Their bodies were returned to their families.",
        "The bodies of nine teachers killed by gunmen on May 13 were handed to their families in Kherson.",
    ],
)
def test_bodies_found_or_given_to_families_are_those_of_an_event(events: Events, text: str) -> None:
    (record,) = events(f"KYIV, Ukraine -- {text}\n")
    assert [toll["best"] for toll in record["tolls"]] == [9]


@pytest.mark.parametrize(
    "text",
    [
        "There was a skirmish of words over a checkpoint in Gori on May 13.",
        "Officers in costume fired blanks at a bus in Isiolo on May 13.",
        "Villagers near Bender heard explosions on May 13; the command said it had merely rehearsed the defense of the bridge.",
        "Were the depot at Cobasna ever to blow up, the blast would be felt in three countries.",
        "The hotline in Nairobi was bombarded with complaints on May 13.",
        "It was the first time in 16 months that the army had occupied an entire town.",
        "No house was torn down in Tulkarem on May 13.",
        "Relatives in Lima speak of a massacre planned abroad.",
        "Police freed the hostages in Guayaquil on May 13.",
        "Gunmen who had sworn allegiance to Islamic State met reporters in Jalalabad on May 13.",
        "Beijing wants a cease-fire in Kokang.",
        "Shops in Zahedan stayed shut on May 13 in memory of the worshippers gunned down in Khash.",
        "The hamlet of Gajre, where soldiers were back in barracks on May 13, was quiet.",
        "City bulldozers destroyed 20 illegal shops in Lagos on May 13.",
        "Municipal diggers flattened 40 stalls in Accra on May 13.",
        "The council's excavators demolished 12 homes in Nairobi on May 13.",
        "A former policeman's widow opened up on May 13 about her years in Mosul.",
        "Rebels held a news conference with two officers in Kaduna on May 13 about the released men.",
    ],
)
def test_what_was_only_played_said_or_imagined_is_no_event(events: Events, text: str) -> None:
    assert events(f"PRAGUE -- {text}") == []


@pytest.mark.parametrize(
    ("line", "place", "country"),
    [
        ("DAKAR", "Djibo", "Burkina Faso"),
        ("KABUL", "Waziristan", "Pakistan"),
        ("TBILISI", "Balkh province", "Afghanistan"),
        ("NAIROBI", "Tigray", "Ethiopia"),
        ("CAIRO", "Darfur", "Sudan"),
        # of a name that is nowhere known, the dateline says the country
        ("NAIROBI", "the village of Zarkol", "Kenya"),
    ],
)
def test_a_place_known_by_its_name_alone_is_in_its_country_whatever_was_named_before(
    events: Events, line: str, place: str, country: str
) -> None:
    (record,) = events(f"{line} -- Gunmen killed four traders in {place} on May 13.\n")
    assert {actor["country"]["name"] for actor in record["actors"]} == {country}


@pytest.mark.parametrize(
    "background",
    [
        "The border has seen daily shelling since the militant group's October 7 raid on Israel, which triggered a long war.",
        "Rockets have flown daily since the Palestinian faction's October 7 assault on Israel which sparked war in Gaza.",
        "Both armies have dug in since the paramilitaries' April 15 attack on army bases, which sparked the civil war.",
        "Some 90 farmers have been killed in a grim upsurge of violence since January.",
        "More than 300 civilians have died in a surge of attacks since January.",
        "On the Syrian side, 14 soldiers and two farmers have been killed, according to ministry figures.",
        "More than 400 people have died, ministry figures show.",
    ],
)
def test_what_a_war_began_with_and_what_is_counted_over_it_is_no_event(events: Events, background: str) -> None:
    (record,) = events(f"BEIRUT, Lebanon -- Rockets hit a clinic in Tyre on May 14, killing three people.\n\n{background}\n")
    assert [toll["best"] for toll in record["tolls"]] == [3]


@pytest.mark.parametrize(
    ("text", "events_told"),
    [
        ("The insurgency began when fighters attacked a police station in Mocimboa on May 2, killing two officers.", 2),
        ("An attack on a post in Sidon on May 2 killed five policemen, which triggered protests.", 2),
        ("Two people have died in the attack, according to the ministry's figures.", 1),
        ("Nine people have been killed in clashes since Monday.", 1),
    ],
)
def test_an_attack_of_its_own_day_is_told_whatever_it_led_to(events: Events, text: str, events_told: int) -> None:
    found = events(f"BEIRUT, Lebanon -- Rockets hit a clinic in Tyre on May 14, killing three people.\n\n{text}\n")
    assert len([record for record in found if record["kind"] == "event"]) == events_told


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Some 15 tankers had been on the bridge and six of them were destroyed.", []),
        ("Ten trucks were on the road, and three of them were burned.", []),
        ("Ten soldiers were on the road, and three of them were killed.", [3]),
        ("Nine rebels were destroyed, the army said.", [9]),
    ],
)
def test_vehicles_that_are_destroyed_are_no_dead(events: Events, text: str, killed: list[int]) -> None:
    (record,) = events(f"BAMAKO, Mali -- Gunmen ambushed a convoy near Gao on May 14. {text}\n")
    assert [toll["best"] for toll in record.get("tolls", [])] == killed


def test_the_latest_attack_is_the_one_just_told(events: Events) -> None:
    (record,) = events(
        "KATHMANDU, Nepal -- Rebels attacked a post in Nepal on May 14, wounding three policemen.\n\n"
        "The latest attack targeted police barracks in the town of Tikapur.\n"
    )
    assert record["place"]["name"] == "Tikapur"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Riot police chased a crowd in Nairobi.\n\nThe unrest since the contested Nov. 9 election has left dozens dead.", None),
        (
            "A bomb hurt 64 people in Burgos on May 14.\n\n"
            "The attack came a week before the 30th anniversary of the party's first congress, on March 12, 1981.",
            "2024-05-14",
        ),
        (
            "Fifteen people died in a raid in Borno.\n\nThe attack happened on Monday in Huyum, which has been hit repeatedly in "
            "recent weeks by the militants.",
            "2024-05-13",
        ),
    ],
)
def test_a_day_of_a_vote_or_a_war_is_not_that_of_the_event(events: Events, text: str, day: str | None) -> None:
    (record,) = events(f"MADRID, Spain -- {text}\n")
    assert record.get("date", {}).get("start") == day


@pytest.mark.parametrize(
    "background",
    [
        "The army has waged a fierce offensive against the rebel-held parts of the south since last December.",
        "The ambush caps a violent month in the province that left 22 farmers and six guards dead.",
        "The gang has been fighting drawn-out, bloody turf battles in the ports against younger rivals.",
        "Hundreds of commandos are stationed in northern Mindanao to help mayors combat armed insurgents.",
        "At first, two of the guards were thought to have been abducted, but both had hidden in a barn.",
        "The harbour was deserted by Tuesday evening, empty of both rebels and soldiers.",
        "Security forces seized Tuesday's editions of two newspapers.",
    ],
)
def test_what_somebody_is_known_for_or_was_thought_is_no_event(events: Events, background: str) -> None:
    assert len(events(f"MANILA, Philippines -- Rebels killed nine policemen in Sulu on May 14.\n\n{background}\n")) == 1


@pytest.mark.parametrize(
    ("text", "takers"),
    [
        ("Two soldiers were killed in Sulu on May 14 as troops set out to rescue four men kidnapped in Patikul last month.", 2),
        ("Troops clashed with rebels in Sulu on May 14 in a search for a nurse abducted in Patikul in April.", 2),
        ("Gunmen killed a teacher and kidnapped 12 students in Sulu on May 14.", 1),
    ],
)
def test_who_frees_somebody_did_not_take_them(events: Events, text: str, takers: int) -> None:
    found = events(f"MANILA, Philippines -- {text}\n")
    assert len(found) == takers
    taken = [record for record in found if record["type"] == "abduction"]
    assert not any("Military" in actor["name"] for record in taken for actor in record["actors"])
