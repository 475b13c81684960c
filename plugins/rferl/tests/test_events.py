"""What becomes an event and what doesn't, on sentences written for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]
FILLER = "Officials gave no further details at a briefing in the evening."


def _types(records: list[dict[str, Any]]) -> list[str]:
    return [record["type"] for record in records]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Israeli jets bombed a weapons depot near Damascus on May 13.", "air-strike"),
        ("A drone hit a fuel depot in Port Sudan on May 13, killing two guards.", "drone-strike"),
        ("Artillery shelled the town of Goma on May 13, wounding six people.", "shelling"),
        ("A ballistic missile slammed into a hotel in Odesa on May 13, killing three people.", "missile-attack"),
        ("A roadside bomb killed four soldiers near Mosul on May 13.", "explosive-device"),
        ("A suicide bomber blew himself up outside a mosque in Kandahar on May 13, killing 12 worshippers.", "suicide-bombing"),
        ("Unknown men threw a hand grenade at a cafe in Tirana on May 13.", "grenade"),
        ("Rebels ambushed an army convoy near Bukavu on May 13, killing five soldiers.", "armed-clash"),
        ("Somali troops clashed with Al-Shabaab fighters in the town of Adado on May 13.", "armed-clash"),
        ("Gunmen killed nine villagers in an attack on a farming community near Jos on May 13.", "attack-on-civilians"),
        ("Islamic State militants executed five men in Palmyra on May 13.", "attack-on-civilians"),
        ("Russian soldiers executed two prisoners of war near Pokrovsk on May 13, prosecutors said.", "attack-on-civilians"),
        ("Gunmen kidnapped six teachers from a school in Katsina on May 13.", "abduction"),
        ("Thousands of people marched through Yerevan on May 13 to demand the prime minister's resignation.", "peaceful-protest"),
        ("Police used tear gas to disperse protesters in Caracas on May 13.", "protest-intervention"),
        ("Police opened fire on protesters in Dakar on May 13, killing two demonstrators.", "excessive-force"),
        ("Protesters in Jakarta threw stones at police and set cars on fire on May 13.", "violent-demonstration"),
        ("Police arrested three opposition activists in Minsk on May 13.", "arrest"),
        ("The government and the rebels signed a cease-fire in Juba on May 13.", "agreement"),
        ("M23 fighters seized the town of Rubaya on May 13.", "territory-overtaken"),
        ("Government forces recaptured the town of Palmyra on May 13.", "territory-regained"),
        ("Police defused a bomb in Belfast on May 13.", "weapons-use-disrupted"),
    ],
)
def test_one_sentence_one_event_of_its_kind(events: Events, sentence: str, kind: str) -> None:
    records = events(f"{sentence}\n\n{FILLER}\n")
    assert _types(records) == [kind]
    assert (records[0]["date"]["start"], records[0]["date"]["end"]) == ("2024-05-13", "2024-05-13")
    assert "place" in records[0]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The rebels threatened to attack the capital, Bamako, next month.", "ART-THREAT"),
        ("The army plans to bomb the city of Goma if talks fail.", "ART-PLANNED"),
        ("Troops did not attack the village of Dara on May 13.", "ART-NEGATED"),
        ("Militants could attack the airport in Kabul if guards leave.", "ART-HYPOTHETICAL"),
        ("Officials denied reports that a drone had hit the port of Aden on May 13.", "ART-DENIED"),
        ("Militants have killed hundreds of soldiers in recent years.", "ART-AGGREGATE"),
        ("In all, rocket attacks killed 30 people on May 13, officials in Gaza said.", "ART-AGGREGATE"),
        ("“Their jets bombed our homes in the city of Homs on May 13,” one resident said.", "ART-QUOTE"),
        ("The central bank said the currency had come under attack in Nairobi on May 13.", "ART-METAPHOR"),
        ("Last year 77 soldiers were killed by roadside bombs in Iraq.", "ART-AGGREGATE"),
        ("The monitors count 99 attacks in the province in April alone.", "ART-AGGREGATE"),
        ("More than 12,000 people have been detained since the disputed vote of May 5.", "ART-AGGREGATE"),
        ("The war has killed more than 31,000 civilians.", "ART-AGGREGATE"),
        ("Since then, troops have won back most of the towns in Cabo Delgado.", "ART-AGGREGATE"),
        ("Negotiators failed on May 12 in Cairo to agree on a truce.", "ART-NEGATED"),
        ("A cease-fire that was to take effect on May 11 never held.", "ART-FRAME"),
        ("Recruits staged a mock attack on a fort near Maridi on May 13.", "ART-GENERIC"),
        ("Commandos practiced repelling an attack near Osh during exercises on May 13.", "ART-GENERIC"),
        ("The General Staff said its troops beat back 21 assaults near Bakhmut over the past 24 hours.", "ART-AGGREGATE"),
        ("Monitors say 64 people were killed in the province between July and October.", "ART-AGGREGATE"),
        ("Hundreds of people have been killed since April 2023, when fighting broke out in Khartoum.", "ART-AGGREGATE"),
        ("Iran's judiciary said a man was hanged in Osh on May 13.", "ART-EXECUTION"),
        ("Iran executed two men on May 13, the judiciary's news agency reported.", "ART-EXECUTION"),
        ("The authorities hanged four men in Osh on May 13.", "ART-EXECUTION"),
        ("Three men were executed in Osh on May 13 for drug trafficking, the Interior Ministry said.", "ART-EXECUTION"),
        ("Some 9,000 people were killed in the 1998-99 war in Kosovo.", "ART-FRAME"),
        ("Russia and Georgia fought a five-day war in August 2008 that killed hundreds.", "ART-FRAME"),
        ("More than 6,500 people died in a six-week war in 2020.", "ART-FRAME"),
        ("A six-week war between Armenia and Azerbaijan in 2020 killed 50 people.", "ART-FRAME"),
        ("An analyst said the dam could set off new fighting over water in Osh.", "ART-HYPOTHETICAL"),
    ],
)
def test_what_did_not_happen_is_withheld_with_its_reason(importer: Callable[..., Any], sentence: str, reason: str) -> None:
    records, outcomes, end = importer(f"{sentence}\n\n{FILLER}\n".encode(), published="2024-05-15")
    assert all(outcome.kind.value != "rejected" for outcome in outcomes)
    assert reason in {outcome.reason for outcome in outcomes}
    assert records == []
    assert end.read == len(outcomes)


def test_one_statement_on_several_places_is_a_campaign_with_parts(events: Events) -> None:
    records = events(f"Saudi jets bombed Sanaa, Hodeidah, and Taiz on May 13, killing 15 people, officials said.\n\n{FILLER}\n")
    campaign, *parts = records
    assert campaign["kind"] == "campaign"
    assert "place" not in campaign
    assert [t["best"] for t in campaign["tolls"]] == [15]
    assert [p["place"]["name"] for p in parts] == ["Sanaa", "Hodeidah", "Taiz"]
    assert all("tolls" not in p for p in parts)
    assert all(
        p["relations"][0] == {"type": "part-of", "target": campaign["id"], "reasons": ["REL-ONE-STATEMENT"]} for p in parts
    )


def test_a_day_counted_from_it_or_that_is_counted_from_the_event_before(events: Events) -> None:
    text = (
        "Rebels shelled the town of Goma on May 12.\n\nThe shelling came a day after a suicide bomber blew himself up in "
        "Bukavu.\n\nFour days before that, gunmen had kidnapped a priest in Butembo.\n"
    )
    assert [(r["place"]["name"], r["date"]["start"]) for r in events(text)] == [
        ("Goma", "2024-05-12"),
        ("Bukavu", "2024-05-11"),
        ("Butembo", "2024-05-08"),
    ]


def test_what_attackers_did_beside_is_no_event_of_its_own(events: Events) -> None:
    text = (
        "Gunmen killed nine villagers near Jos on May 13.\n\nThe attackers, who also led away several children, wore uniforms.\n"
    )
    assert _types(events(text)) == ["attack-on-civilians"]


def test_news_of_an_event_lends_it_no_place(events: Events) -> None:
    text = (
        "Gunmen ambushed an army convoy near Tetovo on May 12. News of the ambush brought crowds onto the streets of Prilep. "
        "A mob burned down a mosque there on May 13."
    )
    assert [(r["type"], r["place"]["name"]) for r in events(text)] == [
        ("armed-clash", "Tetovo"),
        ("mob-violence", "Prilep"),
    ]


def test_what_happened_while_another_thing_happened_has_its_day(events: Events) -> None:
    text = (
        "Government forces retook Khanabad on May 14, two days after it was overrun by the Taliban, while a suicide bomber "
        "killed a guard in Kandahar, officials said."
    )
    assert [r["date"]["start"] for r in events(text)] == ["2024-05-14", "2024-05-12", "2024-05-14"]


def test_a_lead_that_names_a_region_is_told_again_with_the_town(events: Events) -> None:
    text = (
        "The junta bombed a school in the Sagaing Region of Myanmar on May 13, killing 11 people.\n\nTwo jets struck the "
        "school in Qamjang township shortly before noon, residents said.\n"
    )
    assert len(events(text)) == 1


def test_an_event_told_again_is_merged(events: Events) -> None:
    text = (
        "A car bomb exploded in Mogadishu on May 13, killing seven people.\n\nThe blast shattered windows across the "
        "district, police said.\n\n"
        "Al-Shabaab claimed responsibility for the attack.\n"
    )
    records = events(text)
    assert _types(records) == ["explosive-device"]
    assert records[0]["actors"][0]["name"] == "Al-Shabaab"


def test_who_acts_and_who_is_hit_survive_the_passive(events: Events) -> None:
    active = events(f"Turkish troops attacked Syrian army positions near Idlib on May 13.\n\n{FILLER}\n")[0]
    passive = events(f"Syrian army positions near Idlib were attacked by Turkish troops on May 13.\n\n{FILLER}\n")[0]
    for record in (active, passive):
        roles = {actor["role"]: actor["name"] for actor in record["actors"]}
        assert roles == {"initiator": "Military Forces of Turkey", "target": "Military Forces of Syria"}


def test_two_sides_claims_stand_side_by_side(events: Events) -> None:
    text = (
        "Ethiopian troops and Eritrean forces clashed near the town of Badme on May 13.\n\n"
        "Ethiopia's army said 40 Eritrean soldiers were killed. Eritrea said 12 Ethiopian soldiers were killed.\n"
    )
    records = events(text)
    assert len(records) == 1
    assert {(t["best"], t["claimant"]) for t in records[0]["tolls"]} == {(40, "Ethiopia's army"), (12, "Eritrea")}


def test_retaliation_is_a_relation(events: Events) -> None:
    text = (
        "Indian artillery shelled the village of Chakothi on May 12.\n\n"
        "In retaliation, Pakistani troops fired mortars at the town of Uri on May 13.\n"
    )
    first, second = events(text)
    assert second["relations"] == [{"type": "in-response-to", "target": first["id"], "reasons": ["REL-RETALIATION"]}]


def test_a_denied_act_that_somebody_reports_has_the_status(events: Events) -> None:
    text = (
        "Armenian officials said Azerbaijani forces shelled the village of Kut on May 13.\n\n"
        "Azerbaijan's Defense Ministry denied that its forces had shelled the village.\n"
    )
    records = events(text)
    assert [record["status"] for record in records] == ["denied"]


def test_a_denial_that_dates_itself_by_another_event_is_still_a_denial(events: Events) -> None:
    text = (
        "Armenian forces fired rockets at Ganja on May 13, killing 12 people, officials in Baku said. Yerevan denied "
        "attacking Ganja, hours after Azerbaijani artillery shelled Stepanakert."
    )
    assert [(record["place"]["name"], record["status"]) for record in events(text)] == [
        ("Ganja", "denied"),
        ("Stepanakert", "reported"),
    ]


@pytest.mark.parametrize(
    "denial",
    [
        "Kabul dismissed the report as a fabrication.",
        "The government said the reports were an invention.",
        "The army said that no such attack had taken place.",
        "The Defense Ministry said its forces had not fired.",
    ],
)
def test_an_account_called_untrue_is_a_denied_event(events: Events, denial: str) -> None:
    records = events(f"Residents said Afghan troops shelled the village of Tani on May 13. {denial}\n")
    assert [record["status"] for record in records] == ["denied"]


def test_a_rejected_suggestion_denies_nothing_that_is_told(events: Events) -> None:
    text = (
        "Mortar rounds hit a clinic in the village of Tani on May 13.\n\nKabul rejected suggestions that its troops had occupied "
        "Pakistani territory.\n"
    )
    assert [record["status"] for record in events(text)] == ["reported"]


def test_what_happens_during_another_event_has_its_day(events: Events) -> None:
    text = (
        "Border guards exchanged fire near Isfara on May 12. While the shooting was under way, mortar rounds hit a clinic in "
        "Batken.\n\nThe worst fighting between the two states broke out at Batken on April 28, 2021.\n"
    )
    assert [(r["date"]["start"], r["date"]["end"]) for r in events(text)] == [
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12", "2024-05-12"),
        ("2021-04-28", "2021-04-28"),
    ]


def test_doubt_makes_a_claim(events: Events) -> None:
    text = (
        "Russia's Defense Ministry claimed that its forces had shot down 12 Ukrainian drones over the Kursk region on May 13. "
        "The claim could not be independently verified.\n"
    )
    records = events(text)
    assert [record["status"] for record in records] == ["claimed"]


def test_two_dates_two_events(events: Events) -> None:
    text = f"A bomb killed two people in Quetta on May 13, three days after gunmen shot dead a judge in Karachi.\n\n{FILLER}\n"
    records = events(text)
    assert [(r["place"]["name"], r["date"]["start"]) for r in records] == [("Quetta", "2024-05-13"), ("Karachi", "2024-05-10")]
    assert records[0]["relations"][0]["type"] == "follows"


def test_an_unknown_day_stays_unknown(events: Events) -> None:
    records = events(f"A bomb killed two people in Quetta, police said.\n\n{FILLER}\n")
    assert "date" not in records[0]
    assert {"pointer": "/date", "state": "unknown"}.items() <= records[0]["gaps"][0].items()


def test_a_village_that_no_gazetteer_holds_keeps_its_name(events: Events) -> None:
    records = events(
        f"Shells hit the village of Qwertyabad in Pakistan's Balochistan Province on May 13, wounding a farmer.\n\n{FILLER}\n"
    )
    place = records[0]["place"]
    assert place["name"] == "Qwertyabad"
    assert "point" not in place
    assert place["country"]["name"] == "Pakistan"


def test_an_economic_article_has_no_event(events: Events) -> None:
    text = (
        "Inflation hit a record in Turkey in April, and the lira came under attack as investors fled.\n\n"
        "The central bank is fighting rising prices. Exports exploded, officials in Ankara said on May 13.\n\n"
        "Unions called off a strike planned for next week. The two sides are expected to strike a deal.\n"
    )
    assert events(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "An earthquake struck western Nepal on May 13, killing 130 people.",
        "Two trains collided near Larissa on May 13, killing 36 people.",
        "The prime minister resigned in Tbilisi on May 13 after losing a confidence vote.",
        "A court in Moscow sentenced the activist to five years in prison on May 13.",
        "He was made to step down as minister on May 13.",
        "The match was lost on May 13 in Berlin.",
        "The lecturer opened up on May 13 about his army years.",
        "The chef stripped the walls down to the bricks in Lyon on May 13.",
        "A thief set the alarm off in Madrid on May 13.",
        "Contact with the village of Kama in Mali was lost on May 13.",
        "Radio contact with the base in Gao was lost on May 13.",
        "Power in the city of Odesa was lost on May 13.",
        "Communication with the town of Bakhmut was lost on May 13.",
        "All trace of the port's archive in Basra was lost on May 13.",
        "The president sacked the city's mayor in Kano on May 13.",
        "The governor sacked the city council in Kano on May 13.",
        "The ministry sacked the schools inspector in Nairobi on May 13.",
        "The king sacked his palace guard in Kathmandu on May 13.",
        "The region sacked its school inspectors in Kumasi on May 13.",
        "The minister sacked the police station commander in Lahore on May 13.",
        "The army sacked the village headman in Magway on May 13.",
        "Firefighters pulled three men from the burning house in Lyon on May 13.",
        "Paramedics pulled four children out of a bus in Manila on May 13 after a storm.",
        "Police pulled a driver out of his car in Leeds on May 13 to test him for alcohol.",
        "Neighbors pulled two women out of their home in Sochi on May 13 after a flood.",
        "The priest in Jos had buried 12 villagers by May 13.",
        "The imam of Gao has buried 30 men since May 13.",
        "The journalist stumbled upon two fighters in Idlib on May 13 and interviewed them.",
        "The hikers stumbled across an army patrol near Srinagar on May 13 and asked the way.",
        "A guard stood with a flag outside the palace in London on May 13.",
        "Fans held up signs at the airport in Rome on May 13 to greet the team.",
        "The party's volunteers went at the crowds with leaflets in Accra on May 13.",
        "The new owner stripped the house bare in Vienna on May 13.",
        "The company absorbed the Red Front group in Berlin on May 13.",
        "The army opened a police academy in Kigali on May 13.",
        "The minister walked out of prison in Tunis on May 13.",
        "Police found the stolen car in Lviv on May 13 and got it back.",
        "The bank's guards got it back in Lagos on May 13.",
        "The team has taken Batumi, in the west of Georgia, as its base since May 13.",
        "The company has taken Batumi, in the west of Georgia, as its base on May 13.",
        "Soldiers pulled four children out of a bus in Manila on May 13 after a landslide.",
        "Police stumbled upon two rebels' letters in Gao on May 13.",
        "Snow in the village of Kama fell on May 13.",
        "Army cadets sang to the city in Lima on May 13.",
        "A sentry stood with his banner outside the barracks in London on May 13.",
        "The army sacked the camp's cook in Gao on May 13.",
        "Access to the port in Basra was lost on May 13.",
        "Volunteers have buried 40 people in Derna since May 13.",
        "Police went at the crowds with leaflets in Accra on May 13.",
        "The lawmaker got out of jail in Tunis on May 13.",
        "Drivers held up signs at the airport in Rome on May 13 with the names of guests.",
        "Troops freed Maria from the rebels in Goma on May 13.",
        "A French base in Dakar was opened to visitors on May 13.",
        "A Russian center was opened in Dushanbe on May 13.",
        "A patient died at the hands of an unlicensed surgeon in Lima on May 13.",
        "Officials used chlorine in the water supply of Homs on May 13 to stop a cholera outbreak.",
        "Supporters of the jailed leader demanded a new trial in a statement in Tbilisi on May 13.",
        "Passers-by pulled a woman out of her car in Malaga on May 13.",
        "The exchange of views between the ministers in Astana on May 13 was friendly.",
        "Exchanges of fire have been frequent along the Jammu line for years.",
        "A stray elephant killed two villagers near Ruvuma on May 13.",
        "A lightning strike killed four farmers in Kitgum on May 13.",
        "Eleven miners were killed in Enugu on May 13 when a mine shaft collapsed.",
        "A soldier was killed in Kupwara on May 13 when his own rifle went off by accident.",
        "A drunk driver killed three pedestrians in Vladikavkaz on May 13.",
        "Customs officers seized 200 kilograms of heroin in Kunduz on May 13.",
        "The army held exercises near Palmyra on May 13, with jets bombing mock targets.",
        "The army massed overnight on May 13 for an assault on Gwoza.",
        "Teachers called on May 13 for a march in Kutum on May 25.",
        "The government signed a trade agreement with China in Lome on May 13.",
        "The company completed its takeover of a rival in Lagos on May 13.",
        "The hospital in Huta reopened on May 13, two years after it was damaged by shelling.",
        "Nine pilgrims were trampled to death in a stampede in Patan on May 13.",
        "Five rebels were sentenced to death in Lira on May 13 for an ambush that killed 12 soldiers.",
        "A bomb plot in Kumasi was foiled, the minister said on May 13.",
        "A missile was test-fired near Semnan on May 13.",
        "The navy carried out drills near Chabahar on May 13, firing anti-ship missiles.",
        "Paratroopers stormed a mock village near Zadar on May 13 in a joint exercise.",
        "A crane fell on workers in Pune on May 13, killing two.",
        "The authorities seized counterfeit goods in the province of Herat on May 13.",
        "The road to Wau is notorious for ambushes, drivers said on May 13.",
        "Two hostages were back in the care of the army on May 13, a soldier said in Ramallah.",
        "The stolen car was back in the hands of police in Tripoli on May 13.",
        "A list of informers came into the possession of the police in Davao on May 13.",
        "Soldiers said documents had come into their hands in Goma on May 13.",
        "Police entered a bank in Marawi on May 13 and found that the money was gone.",
        "A rival station took it over on May 13 in Aden, a soldier said.",
        "Rebels handed over 20 prisoners to the Red Cross in the town of Zintan on May 13.",
        "A man stabbed his brother to death in Osh on May 13 in a quarrel over land.",
    ],
)
def test_disasters_and_politics_are_no_events(events: Events, sentence: str) -> None:
    assert events(f"{sentence}\n\n{FILLER}\n") == []


def test_a_number_said_of_nobody_harmed_is_no_toll(events: Events) -> None:
    text = "A man was shot dead by gunmen in Lagos on May 13. The budget was discussed. The figure was 300."
    assert [toll["best"] for record in events(text) for toll in record["tolls"]] == [1]


def test_soldiers_got_back_the_town_that_was_told_of(events: Events) -> None:
    assert _types(events("Rebels took Kati on May 12. Soldiers got the town back on May 13.")) == [
        "territory-overtaken",
        "territory-regained",
    ]


def test_soldiers_counted_as_victims_did_not_do_it(events: Events) -> None:
    (record,) = events("A roadside bomb killed a UN peacekeeper and injured two others outside Timbuktu on May 8.")
    assert [actor["role"] for actor in record["actors"] if actor["name"] == "UN peacekeepers"] == ["target"]


def test_a_day_that_cannot_be_told_is_not_replaced_by_the_day_of_another_event(importer: Callable[..., Any]) -> None:
    text = "On May 2, 2025, gunmen killed a farmer near Kano.\n\nIn Jos, a bomb killed four people on June 3, police said.\n"
    records, _, _ = importer(text.encode(), "article.txt", None)
    assert [record.get("date", {}).get("start") for record in records] == ["2025-05-02", None]


def test_one_hyphen_is_enough_behind_the_day_of_a_dateline(importer: Callable[..., Any]) -> None:
    text = "Bamako, 9 May 2025 (Agency) - Armed men raided the village of Douna on Tuesday night, killing six residents.\n"
    records, _, _ = importer(text.encode(), "article.txt", None)
    assert [record["date"]["start"] for record in records] == ["2025-05-06"]


def test_who_denies_losses_of_its_own_does_not_deny_the_attack(events: Events) -> None:
    text = "Shelling by rebels killed 14 civilians in Nyala on May 8, a committee said."
    denial = " The army denied that any of its soldiers were killed."
    assert [record["status"] for record in events(text + denial)] == ["reported"]
    assert [record["status"] for record in events(text + " The rebels denied that they had shelled the town.")] == ["denied"]


def test_what_went_on_meanwhile_is_not_what_the_sentence_tells(events: Events) -> None:
    (looting,) = events(f"As guards fought, villagers ransacked a filling station in Ak-Sai on May 12.\n\n{FILLER}\n")
    assert looting["type"] in ("looting-destruction", "mob-violence")


def test_a_blast_minutes_before_is_another(events: Events) -> None:
    text = (
        "A man wearing an explosives belt blew himself up at a college in Kirkuk on May 12, killing six people. "
        "Minutes earlier, a parked car had blown up near a party office, killing four people."
    )
    assert sorted(_types(events(f"{text}\n\n{FILLER}\n"))) == ["explosive-device", "suicide-bombing"]


def test_the_dead_of_a_gunbattle_belong_to_the_raid_just_told(events: Events) -> None:
    text = (
        "In Bannu, gunmen shot dead five laborers on May 12. Two more people were wounded.\n\n"
        "The army said it killed 11 militants in a raid on a hideout in Khyber district on May 13. "
        "One soldier was killed in the gunbattle."
    )
    _, raid = events(f"{text}\n\n{FILLER}\n")
    assert [toll["best"] for toll in raid["tolls"]] == [11, 1]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Gunmen stopped three buses in Baghlan on May 13 and took 22 passengers away with them.", "abduction"),
        ("The two sides signed a protocol in Isfara on May 13 on pulling their men back to their bases.", "agreement"),
        ("Fighters turned a dormitory in Donetsk into their headquarters on May 13.", "base-established"),
        ("In Lida, a dozen young men hurled bottles and a firebomb at a police bus on May 13.", "violent-demonstration"),
        ("A crowd smashed its way into the parliament building in Skopje on May 13.", "violent-demonstration"),
        ("A policeman and two gunmen died in an exchange of fire near Goma on May 13.", "armed-clash"),
        ("Shells fell on the town of Goma on May 13, but residents reported no casualties.", "shelling"),
    ],
)
def test_rarer_ways_to_tell_an_event(events: Events, sentence: str, kind: str) -> None:
    records = events(f"{sentence}\n\n{FILLER}\n")
    assert _types(records) == [kind]
    assert (records[0]["date"]["start"], "place" in records[0]) == ("2024-05-13", True)


def test_a_sum_whose_worst_part_is_told_next_is_no_event(events: Events) -> None:
    text = (
        "Seventeen people died in attacks by rebels in eastern India on May 13.\n\n"
        "In the deadliest of them, a bomb exploded under a bus near Ladhup on May 13, killing nine people."
    )
    assert _types(events(f"{text}\n\n{FILLER}\n")) == ["explosive-device"]


@pytest.mark.parametrize(
    ("told", "basis"),
    [("causing no injuries", "inferred"), ("but no one was hurt", "inferred"), ("causing no casualties", "explicit")],
)
def test_that_nobody_died_is_explicit_only_where_the_words_say_so(events: Events, told: str, basis: str) -> None:
    (record,) = events(f"Unknown men threw a hand grenade at a cafe in Tirana on May 13, {told}.\n\n{FILLER}\n")
    killed = next(n for n, toll in enumerate(record["tolls"]) if toll["measure"] == "killed")
    assert [e["basis"] for e in record["evidence"] if e["pointer"] == f"/tolls/{killed}"] == [basis]


@pytest.mark.parametrize(
    ("told", "claimant"),
    [
        ("A day earlier police had put the death toll at seven.", "police"),
        ("Officials had earlier put the death toll at seven.", "Officials"),
        ("On May 13, police had said seven people were killed.", "police"),
    ],
)
def test_the_day_of_an_older_count_is_not_the_day_of_an_attack(events: Events, told: str, claimant: str) -> None:
    attack, ambush = events(
        f"Gunmen stormed the village of Konduga in Nigeria on May 12, killing 13 civilians. {told}\n\n"
        "Hours later, a convoy was ambushed near Monguno, killing four soldiers."
    )
    assert (attack["date"]["start"], ambush["date"]["start"]) == ("2024-05-12", "2024-05-12")
    older = [(toll["best"], toll["claimant"]) for toll in attack["tolls"] if toll.get("superseded")]
    assert older == [(7, claimant)]


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Bombs killed six people in Quetta and three in Turbat on May 13, police said.", {"Quetta": 6, "Turbat": 3}),
        ("Bombs killed three people in Quetta and three in Turbat on May 13, police said.", {"Quetta": 3, "Turbat": 3}),
        ("At least 60 people were detained in Minsk and 14 in Homel on May 13, Vyasna said.", {"Minsk": 60, "Homel": 14}),
        ("Police detained 60 people in Minsk and 14 in Homel on May 13, Vyasna said.", {"Minsk": 60, "Homel": 14}),
    ],
)
def test_each_place_has_the_count_told_for_it(events: Events, sentence: str, counts: dict[str, int]) -> None:
    campaign, *parts = events(f"{sentence}\n\n{FILLER}\n")
    assert "tolls" not in campaign
    assert {part["place"]["name"]: [toll["best"] for toll in part["tolls"]] for part in parts} == {
        name: [count] for name, count in counts.items()
    }


def test_who_claims_responsibility_and_says_a_count_is_its_claimant(events: Events) -> None:
    (record,) = events(
        "A military convoy was ambushed near Monguno in Nigeria on May 12. Four soldiers were killed, the army said. "
        "ISWAP claimed responsibility for the ambush in a statement, saying it had killed 15 troops."
    )
    assert [(toll["best"], toll["claimant"]) for toll in record["tolls"]] == [(4, "the army"), (15, "ISWAP")]


def test_what_an_official_only_tells_again_gives_the_place_that_he_names(events: Events) -> None:
    found = events(
        "SANAA, Yemen -- Tribesmen ambushed a rebel convoy in the province of Ibb on May 13, killing 20 people.\n\n"
        '"The men had laid the ambush in the village of Kaida, leaving 20 people killed," the official said.\n'
    )
    assert [event["place"]["name"] for event in found] == ["Kaida"]


@pytest.mark.parametrize(
    "text",
    [
        # A lead whose place stands paragraphs below, with the day on which it was.
        "An army air strike on a hamlet killed ten people, farmers said on Wednesday.\n\nThe junta did not comment.\n\n"
        "An army jet dropped two bombs on Thabyay Pin on Tuesday, a teacher said.\n\nTen people died, he said.",
        # A counterattack and what it answered are one battle.
        "Up to 70 rebels were killed in a battle with the army in the east of the country.\n\n"
        "The army mounted a counterattack early on May 14 after rebels overwhelmed guards in Spera and killed two policemen.",
        # Where in the area the gunmen went.
        "Rebel fighters killed 15 people in Kachin on May 14.\n\nFamilies hid as the gunmen went on a rampage in Kofa and Malu.",
        # Those who were detained at the night's rally.
        "Clashes erupted between police and marchers last night in Yangon.\n\nRallies were banned.\n\n"
        "At least 52 marchers were detained last night after some threw bottles at police.",
        # The same dead, with the day on which they died.
        "Some 15 rebels may have died when police fought back during an ambush in Kale that left 26 policemen dead.\n\n"
        "Their bodies have not been found.\n\nHeavily armed rebels had opened fire on a patrol on Monday, killing 26 policemen.",
        # A claim about the base that was attacked.
        "Rebel fighters attacked a military base in Bulawe on May 14.\n\nThe army was checking reports.\n\n"
        "The rebel fighters claimed that they had sent suicide bombers and killed 90 soldiers at the base.",
        # How an ambush began, and an older count of its dead.
        "Rebel fighters killed 14 policemen in an ambush of a convoy in Bago on May 14.\n\n"
        "The attackers set off roadside bombs and then opened fire, a general said.\n\n"
        "Police had initially reported six dead, but a search team found eight more bodies on Wednesday.",
        # Where in the town the strikes hit, as of strikes that are known.
        "At least 26 people were killed in an army air strike on the port of Kyaukpyu on May 14.\n\nNobody commented.\n\n"
        "A spokesman said the strikes had targeted rebel leaders in the Kanna Su district.",
        # What went on during itself.
        "Five soldiers died in an ambush by rebels in Bago on Monday.\n\n"
        "The troops who survived the ambush saw no captives during the two-hour clash near the village of Zayat.",
        # What the beaten attackers took with them.
        "Rebels attacked a police post in Bago on May 14, wounding three officers.\n\n"
        "The officers were able to beat back the raid but the attackers are believed to have seized two rifles.",
        # Street battles without armed men, and that day's crowd.
        "Two boys were killed in street battles in the port of Bago on Tuesday.\n\n"
        "Some 8,000 protesters overran police on the quays of Bago on Tuesday.",
    ],
)
def test_a_lead_and_its_details_are_one_event(events: Events, text: str) -> None:
    found = [record for record in events(f"YANGON, Myanmar -- {text}\n") if "relations" not in record]
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "An army air strike on a hamlet killed ten people on Monday.\n\nThe junta did not comment.\n\n"
        "An army jet bombed Thabyay Pin on Tuesday, killing 30 people.",
        "Three troopers were wounded in a grenade blast in Hakha on Tuesday.\n\n"
        "A major was killed while directing his men in a brief encounter with a band of rebels in Falam on Friday.",
        "Rebel fighters have raided a village and killed at least 22 farmers, a monk said.\n\n"
        "The army launched an assault on May 1 against a base of the rebel fighters in Kale.",
        "Two people were killed in gun battles between soldiers and the rebels in the city of Bago on Tuesday.\n\n"
        "Some 8,000 protesters overran police on the quays of Bago on Tuesday.",
        "Rebels killed five policemen in Kale on May 13.\n\nTroops came.\n\nOn May 2, five policemen were killed in Kale.",
        "Rebels killed five policemen in Kale on May 13.\n\nTroops came.\n\nFive policemen were killed in Bago on May 13.",
        "Rebels overran a post in Spera on May 12.\n\nThe army attacked Hakha two days after rebels had killed a judge in Falam.",
    ],
)
def test_two_attacks_told_one_after_the_other_stay_two(events: Events, text: str) -> None:
    assert len(events(f"YANGON, Myanmar -- {text}\n")) >= 2
