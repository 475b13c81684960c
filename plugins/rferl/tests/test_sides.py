"""Who did it and to whom where a sentence alone doesn't say it plainly, on sentences written for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]


def _sides(record: dict[str, Any]) -> tuple[list[str], list[str]]:
    actors = record.get("actors", ())
    first = [a["name"] for a in actors if a["role"] == "initiator"]
    return first, [a["name"] for a in actors if a["role"] == "target"]


def _one(events: Events, text: str) -> dict[str, Any]:
    (record,) = events(f"{text}\n")
    return record


def test_a_name_and_its_abbreviation_are_one_actor(events: Events) -> None:
    record = _one(events, "Fighters of the Balochistan Liberation Army (BLA) shot dead two miners near Quetta on May 13.")
    assert _sides(record)[0] == ["Balochistan Liberation Army (BLA)"]


@pytest.mark.parametrize(
    "text",
    [
        "A van carrying nine policemen hit the landmine near Basra in Iraq on May 13.",
        "A bus carrying 20 policemen struck a roadside bomb near Basra in Iraq on May 13, killing five.",
    ],
)
def test_who_drives_over_a_mine_has_not_laid_it(events: Events, text: str) -> None:
    assert _sides(_one(events, text)) == (["Unidentified Armed Group (Iraq)"], ["Police Forces of Iraq"])


def test_who_blows_up_a_mine_acts(events: Events) -> None:
    record = _one(events, "Taliban fighters set off a landmine near Herat in Afghanistan on May 13, killing five policemen.")
    assert "Police Forces of Afghanistan" not in _sides(record)[0]


def test_who_is_suspected_of_being_behind_it_did_it(events: Events) -> None:
    told = (
        "A blast killed four policemen in Jolo on May 13, officers said, with Abu Sayyaf fighters suspected of being behind it."
    )
    assert _sides(_one(events, told)) == (["Abu Sayyaf"], ["Police Forces of the Philippines"])


@pytest.mark.parametrize("rank", ["Lt.", "Col.", "Maj. Gen.", "Lieutenant"])
def test_who_speaks_with_a_short_rank_is_not_hit(events: Events, rank: str) -> None:
    record = _one(events, f"An explosion in Basra on May 13 injured six people, police {rank} Ali Abbas said.")
    assert _sides(record)[1] == ["Civilians (Iraq)"]
    assert record["tolls"][0]["claimant"] == f"police {rank} Ali Abbas"


def test_they_are_who_acted_in_the_sentence_before(events: Events) -> None:
    record = _one(
        events,
        "Fighters of Al-Shabaab entered Bardere in Somalia. They stormed the police station on May 13 and freed two men.",
    )
    assert _sides(record)[0] == ["Al-Shabaab"]


def test_who_names_a_murder_a_crime_did_not_do_it(events: Events) -> None:
    record = _one(
        events,
        "A lawyer was shot dead in Peshawar on May 13. The Taliban called the murder a conspiracy.",
    )
    assert "Taliban" not in str(_sides(record)[0])


def test_a_second_participle_is_passive_as_the_first(events: Events) -> None:
    record = _one(events, "Three soldiers were pulled out of a bus and executed near Gao in Mali on May 13.")
    first, second = _sides(record)
    assert "Military Forces of Mali" in second
    assert "Military Forces of Mali" not in first


def test_its_members_are_those_of_the_group_that_speaks(events: Events) -> None:
    records = events(
        "Al-Shabaab took responsibility for a bombing in Mogadishu on May 13 that killed four clerks. The group said it was "
        "revenge for a drone strike near Jilib on May 10 that killed three of its members.\n"
    )
    strike = next(r for r in records if r["type"] == "drone-strike")
    assert _sides(strike)[1] == ["Al-Shabaab"]


@pytest.mark.parametrize(
    "told",
    [
        "A commander of JNIM told Reuters that Monday's ambush was revenge for a raid.",
        "JNIM said the ambush on the convoy was a punishment for a raid.",
    ],
)
def test_a_group_that_says_what_an_ambush_was_for_did_it(events: Events, told: str) -> None:
    record = _one(events, f"Gunmen ambushed an army convoy near Gao in Mali on May 13 and killed five soldiers. {told}")
    assert "JNIM" in str(_sides(record)[0])


def test_comrades_whom_police_shot_are_no_civilians(events: Events) -> None:
    record = events(
        "A commander of the Kachin Independence Army (KIA) said two comrades were shot dead by police in Bhamo on May 12."
    )[0]
    assert "Kachin" in str(_sides(record)[1])


def test_a_group_that_calls_a_bombing_revenge_did_it(events: Events) -> None:
    record = _one(
        events,
        "A suicide bomber rammed a car into an army convoy near Kandahar in Afghanistan on May 13, killing five soldiers. The "
        "Haqqani network described the bombing as revenge for a raid.",
    )
    assert "Haqqani" in str(_sides(record)[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A crowd dragged two men from a minibus in Jacmel in Haiti on May 13 and hacked them to death.", "mob-violence"),
        ("Gunmen broke into a depot near Nyala in Sudan on May 13 and carried off tons of grain.", "looting-destruction"),
        ("Dozens of nurses who had rallied in Tunis on May 13 were driven away with tear gas.", "protest-intervention"),
        ("A hand grenade was thrown at a kiosk in Dushanbe on May 13, hurting two men. No arrests have been made.", "grenade"),
        ("Dozens of villagers were burned to death when a jet dropped two bombs on a truck near Kunduz on May 13.", "air-strike"),
    ],
)
def test_what_was_done_decides_not_a_word_beside_it(events: Events, text: str, kind: str) -> None:
    assert _one(events, text)["type"] == kind


def test_fighting_told_paragraphs_later_is_no_telling_of_a_bomb(events: Events) -> None:
    records = events(
        "A magnetic bomb on a minivan blew up in Kabul on May 13. The driver was killed.\n\nThe fighting came as talks stalled.\n"
    )
    assert records[0]["type"] == "explosive-device"


def test_both_sides_of_a_truce_are_those_who_fight_in_the_article(events: Events) -> None:
    records = events(
        "The Rapid Support Forces (RSF) shelled an army base in Omdurman in Sudan on May 13, killing two men.\n\nThe two sides "
        "signed a cease-fire in Omdurman on May 3, but it collapsed.\n"
    )
    truce = next(r for r in records if r["type"] == "agreement")
    assert [a["name"] for a in truce["actors"]] == ["Government of Sudan", "Rapid Support Forces (RSF)"]


def test_a_capital_that_only_says_where_is_no_target(events: Events) -> None:
    record = _one(events, "Gunmen attacked a village northeast of Bamako in Mali on May 13 and killed nine farmers.")
    assert _sides(record)[1] == ["Civilians (Mali)"]


def test_what_a_raid_is_measured_by_takes_nothing_from_it(events: Events) -> None:
    record = _one(
        events,
        "At least 17 people were killed when army jets bombed a market in Omdurman in Sudan on May 13, in one of the worst raids "
        "since war broke out in April.",
    )
    assert record["type"] == "air-strike"
    assert record["tolls"][0]["low"] == 17


def test_troops_who_pull_out_behind_a_capture_are_of_it(events: Events) -> None:
    records = events(
        "Taliban fighters captured the center of the Darqad district in Afghanistan on May 13. Government troops ran out of "
        "ammunition and pulled out, leaving behind the bodies of 11 comrades.\n"
    )
    assert [len(r.get("tolls", ())) for r in records] == [1]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Twelve soldiers died in an Al-Shabaab ambush near Afgoye in Somalia on May 13.",
            "Al-Shabaab",
            "Military Forces of Somalia",
        ),
        (
            "Ukrainian shelling of Horlivka in Ukraine killed a bus driver on May 13.",
            "Military Forces of Ukraine",
            "Civilians (Ukraine)",
        ),
        (
            "Interior Ministry troops killed three suspected rebels near Buynaksk in Russia on May 13.",
            "Police Forces of Russia",
            "Rebels (Russia)",
        ),
        (
            "Security forces killed four militants near Bannu in Pakistan on May 13 and lost one soldier in the gunfight.",
            "Security Forces of Pakistan",
            "Militants (Pakistan)",
        ),
        (
            "Three U.S. marines were killed in fighting with insurgents near Ramadi in Iraq on May 13.",
            "Military Forces of the United States",
            "Insurgents (Iraq)",
        ),
        (
            "A bomb killed twelve people at a market in Maiduguri in Nigeria on May 13. The attack was put down to Boko Haram.",
            "Boko Haram",
            "Civilians (Nigeria)",
        ),
        (
            "A bomb killed twelve people in Maiduguri in Nigeria on May 13. The governor held Boko Haram responsible.",
            "Boko Haram",
            "Civilians (Nigeria)",
        ),
        ("In Nablus in the West Bank, troops arrested five men on May 12.", "Military Forces of Israel", "Civilians (Palestine)"),
        (
            "Police detained an activist of the Pashtun Tahafuz Movement in Peshawar in Pakistan on May 13.",
            "Police Forces of Pakistan",
            "Civilians (Pakistan)",
        ),
        (
            "Islamic State militants took four United Nations observers hostage near Daraa in Syria on May 12.",
            "Islamic State",
            "Civilians (International)",
        ),
        # One name, two groups.
        ("UCK fighters killed two policemen near Tetovo in Macedonia on May 12.", "National Liberation Army", "Police Forces of"),
        (
            "UCK fighters killed two policemen near Podujevo in Kosovo on May 12.",
            "Kosovo Liberation Army",
            "Police Forces of Kosovo",
        ),
        # A people of the country is no other country's citizens.
        ("Police detained four Albanians in Pristina in Kosovo on May 13.", "Police Forces of Kosovo", "Civilians (Kosovo)"),
        ("Gunmen abducted two Albanians near Kandahar in Afghanistan on May 13.", "Unidentified", "Civilians (Albania)"),
    ],
)
def test_who_did_it_to_whom(events: Events, text: str, first: str, second: str) -> None:
    doers, targets = _sides(events(f"{text}\n")[0])
    assert doers
    assert doers[0].startswith(first)
    assert any(target.startswith(second) for target in targets)


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        (
            "U.S., British and French jets struck a base near Homs on May 13, killing four soldiers.",
            {"Military Forces of the United States", "Military Forces of the United Kingdom", "Military Forces of France"},
            {"Military Forces of Syria"},
        ),
        (
            "Soldiers from Niger, Mali and Burkina Faso killed 20 militants near Tera on May 13.",
            {"Military Forces of Niger", "Military Forces of Mali", "Military Forces of Burkina Faso"},
            {"Militants (Niger)"},
        ),
        (
            "Islamic State attacked Kurdish and Iraqi forces near Makhmur on May 13, killing six.",
            {"Islamic State"},
            {"Military Forces of Iraq", "Kurdish Forces"},
        ),
        (
            "Iraqi and Kurdish forces killed 12 militants near Kirkuk on May 13.",
            {"Military Forces of Iraq", "Kurdish Forces"},
            {"Militants (Iraq)"},
        ),
        (
            "Greek and Turkish policemen clashed with smugglers near Edirne on May 13.",
            {"Police Forces of Greece", "Police Forces of Turkey"},
            {"Unidentified Gang (Turkey)"},
        ),
    ],
)
def test_all_whom_one_phrase_names_stand_on_one_side(events: Events, text: str, initiators: set[str], targets: set[str]) -> None:
    record = _one(events, text)
    assert {a["name"] for a in record["actors"] if a["role"] == "initiator"} == initiators
    assert {a["name"] for a in record["actors"] if a["role"] == "target"} == targets


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "The foreign ministers of Armenia and Azerbaijan signed a cease-fire in Moscow on May 10.",
            {"Government of Armenia", "Government of Azerbaijan"},
        ),
        (
            "Kyrgyz and Tajik border officials agreed on a cease-fire in Batken on May 12.",
            {"Government of Kyrgyzstan", "Government of Tajikistan"},
        ),
        (
            "Kyrgyz President Sadyr Japarov signed a cease-fire with Tajik President Emomali Rahmon in Batken on May 12.",
            {"Government of Kyrgyzstan", "Government of Tajikistan"},
        ),
        (
            "A cease-fire between the junta and the Arakan Army was signed in the Chinese city of Kunming on May 11.",
            {"Government of Myanmar", "Arakan Army"},
        ),
    ],
)
def test_both_parties_of_a_deal_are_named(events: Events, text: str, parties: set[str]) -> None:
    record = _one(events, text)
    assert {actor["name"] for actor in record["actors"]} == parties


@pytest.mark.parametrize(
    "deal",
    [
        "On Friday the government and a clan militia signed a cease-fire in Galkayo.",
        "A clan militia in Galkayo signed a cease-fire with the federal government on Friday.",
    ],
)
def test_the_government_that_signs_with_a_militia_is_a_party_and_no_group_of_another_fight(events: Events, deal: str) -> None:
    records = events(f"MOGADISHU -- Al-Shabaab fighters stormed a base in Baidoa on May 11, killing four soldiers.\n\n{deal}\n")
    signed = next(r for r in records if r["type"] == "agreement")
    assert {a["name"] for a in signed["actors"]} == {"Government of Somalia", "Clan Militia (Somalia)"}


@pytest.mark.parametrize("day", ["On Sunday", "On May 12", "Late on Sunday night", "On Sunday,"])
def test_whoever_stands_behind_the_day_did_it(events: Events, day: str) -> None:
    (record,) = events(f"MOGADISHU -- {day} a clan militia attacked a village near Galkayo.\n")
    assert _sides(record)[0] == ["Clan Militia (Somalia)"]


def test_two_ministers_are_those_of_the_states_that_fought(events: Events) -> None:
    records = events(
        "Tajik troops shelled the Kyrgyz village of Maksat on May 11, wounding two Kyrgyz border guards. The two foreign "
        "ministers agreed on a cease-fire by telephone on May 12.\n"
    )
    deal = next(r for r in records if r["type"] == "agreement")
    assert {a["name"] for a in deal["actors"]} == {"Government of Kyrgyzstan", "Government of Tajikistan"}
    assert {a["basis"] for a in deal["actors"] if "basis" in a} <= {"inferred"}


def test_a_group_and_its_own_men_are_one_target(events: Events) -> None:
    (record,) = events(
        "BOGOTA -- Soldiers fought ELN guerrillas in Arauca on May 13. Two guerrillas were killed and five captured.\n"
    )
    assert [actor["name"] for actor in record["actors"]] == ["Military Forces of Colombia", "National Liberation Army (ELN)"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "A drone hit a rebel post near Rubaya in Congo on May 13, killing three fighters, an army spokesman said.",
            (["Military Forces of the Democratic Republic of the Congo"], ["Rebels (Democratic Republic of the Congo)"]),
        ),
        (
            "Two missiles hit a militant camp near Miranshah in Pakistan on May 13, a military official said.",
            ([], ["Militants (Pakistan)"]),
        ),
        (
            "A rocket killed three rebels in Goma on May 13, the rebels' military wing said.",
            ([], ["Rebels (Democratic Republic of the Congo)"]),
        ),
        (
            "A missile killed three rebels in Idlib on May 13, the Free Syrian Army said.",
            ([], ["Free Syrian Army"]),
        ),
        (
            "A bomb went off in the market of Setif, a garrison town in the east of Algeria, on May 13, injuring nine shoppers.",
            (["Unidentified Armed Group (Algeria)"], ["Civilians (Algeria)"]),
        ),
        (
            "A grenade killed two bakers in Cali on May 13. Nobody has claimed it. Prosecutors blame the National Liberation "
            "Army (ELN).",
            (["National Liberation Army (ELN)"], ["Civilians (Colombia)"]),
        ),
        (
            "Militants who had entered the northern districts of Ramadi in Iraq were driven out by soldiers on May 13.",
            (["Military Forces of Iraq"], ["Militants (Iraq)"]),
        ),
    ],
)
def test_who_tells_of_it_where_it_was_and_how_they_came_there_are_told_apart_from_the_sides(
    events: Events, text: str, sides: tuple[list[str], list[str]]
) -> None:
    assert _sides(_one(events, text)) == sides


def test_two_groups_of_one_country_do_two_deeds(events: Events) -> None:
    told = events(
        "Gunmen of the United Self-Defense Forces of Colombia (AUC) dragged four men from a bar in Puerto Asis on May 9 and shot "
        "them. The National Liberation Army (ELN) has let go a reporter whom it had seized on May 3."
    )
    assert [_sides(record)[0] for record in told] == [["AUC"], ["National Liberation Army (ELN)"]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Militants disguised as soldiers raided a prison in Bama in Nigeria on May 13.", ["Militants (Nigeria)"]),
        ("Men posing as police abducted a banker in Peshawar in Pakistan on May 13.", ["Unidentified Armed Group (Pakistan)"]),
        ("Abu Sayyaf men shelled Lamitan in the Philippines on May 13 to draw soldiers away from a siege.", ["Abu Sayyaf"]),
        (
            "A bomb killed nine soldiers in Quetta in Pakistan on May 13. The Taliban said in an emailed statement that it was "
            "behind the blast.",
            ["Tehrik-e Taliban Pakistan (TTP)"],
        ),
        (
            "A reporter was fired on as he left his house in Tripoli in Libya on May 13.",
            ["Unidentified Armed Group (Libya)"],
        ),
    ],
)
def test_who_poses_as_soldiers_is_none_and_whom_it_was_to_lure_is_not_hit(events: Events, text: str, first: list[str]) -> None:
    record = _one(events, text)
    assert _sides(record)[0] == first
    assert not {"Military Forces of the Philippines"} & set(_sides(record)[1])


@pytest.mark.parametrize(
    ("told", "answer", "target"),
    [
        (
            "An army air strike hit a market in Nyala on May 13, killing at least 23 people, residents said.",
            "The army denied targeting civilians. It said its aircraft had struck a depot of the Rapid Support Forces.",
            "Civilians (Sudan)",
        ),
        (
            "An army air strike on a village near Nyala killed 16 farmers on May 13, residents said.",
            "The army said it had destroyed a base of the Rapid Support Forces.",
            "Civilians (Sudan)",
        ),
        (
            "An army air strike hit Nyala on May 13, killing at least 23 people, residents said.",
            "The army said its aircraft had struck a depot of the Rapid Support Forces.",
            "Rapid Support Forces (RSF)",
        ),
    ],
)
def test_whom_those_who_bombed_a_market_say_they_meant_is_not_whom_they_hit(
    events: Events, told: str, answer: str, target: str
) -> None:
    (record,) = events(f"KHARTOUM, Sudan -- {told}\n\n{answer}\n")
    assert [actor["name"] for actor in record["actors"] if actor["role"] == "target"] == [target]
