"""One event told twice in an article is one, two that look alike stay two, and what tells of none gives none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[[str], list[dict[str, Any]]]

ONE = [
    # Counted together, then told one by one.
    "Two bombs went off in Kirkuk on May 13, killing eight people. The first bomb exploded at a market. The second exploded at a "
    "mosque, killing three.",
    "Two missiles hit Marib, Yemen, on May 13. One hit a school. Another hit a clinic, killing four people.",
    # How the fight of today began.
    "Soldiers and rebels traded fire for a third day on May 13 near Kitshanga in Congo.\n\n"
    "The shooting started at noon on Saturday when rebels tried to break out of a cordon, a teacher said.",
    # What it set on fire.
    "Jets pounded a camp near Kaya in Burkina Faso on May 13. A farmer said two herders' huts had burned as well.",
    # Another toll from another speaker, who names no other site.
    "A car bomb exploded outside a market in Kirkuk on May 13, killing three people.\n\n"
    "A doctor said a car bomb went off in Kirkuk on May 13, killing four people.",
    # Paragraphs behind the lead, in the lead's town and without its day.
    "Shells struck a bus depot in Toretsk overnight, the mayor said.\n\n"
    "Talks on a truce went on in Minsk.\n\n"
    "Neither side has withdrawn its tanks.\n\n"
    "A school in the west of Toretsk was badly damaged by the shelling of Toretsk.",
    # Whom the troops fired at is told before.
    "Troops opened fire on protesters in Zahedan on May 13, killing at least two, activists said.\n\n"
    "One group posted clips of bloodied men being carried away.\n\n"
    "Another said that the troops were shooting to kill and hospitals were full.",
    # The same victims again.
    "Gunmen killed 14 passengers in Ormara on May 13, officials said.\n\n"
    "The men wore uniforms, an officer said.\n\n"
    "Fourteen passengers had been led from their coach and were shot dead, an officer added.",
    # Hurt in what "after" tells.
    "A customs man was wounded in a shoot-out along the Kenyan-Somali border over the weekend.\n\n"
    "Officials said the 30-year-old inspector was hospitalized after the shoot-out erupted early on May 11.",
    # Fighters who were captured in a fight, and the fight.
    "Troops killed five insurgents and captured three others in Logar on May 13, NATO said.\n\n"
    "It said the troops were looking for a commander when the insurgents fired on them in Logar.",
    # A counterattack is the fight itself.
    "The governor says troops mounted a counterattack on May 13 after some 90 militants overwhelmed guards at a post in Spera "
    "district and killed two policemen.",
    # "The attack" that is pushed back.
    "Gunmen attacked a police post in Banjska on May 13, killing one officer.\n\n"
    "A second officer was hurt.\n\n"
    "The prime minister blamed Belgrade.\n\n"
    "Police pushed back the attack and took three men to the hospital in northern Mitrovica.",
    # A lead that knows only the wide area, and "the blast" below it.
    "At least nine people were killed when a suicide bomber rammed a police post in the North Caucasus on Monday.\n\n"
    "The blast hit the post in Nazran as officers were arriving at work.",
    # Below a picture's caption.
    "A soldier looks out over the valley of the river on June 8, 2020.\n\n"
    "Rebels have captured yet another district in the north.\n\n"
    "Council members said that rebels overran the district of Ishkimish on May 13.",
    # The day is that of the accusation; the attack has its own below.
    "The border guard chief on Monday accused Jaish al-Adl of an attack on Iranian soldiers in Sistan-Baluchestan.\n\n"
    "Gunmen killed 14 border guards and hurt six others on May 11 near Saravan and escaped to Pakistan.",
    # It was to be defused and went off.
    "Police found and tried to defuse a bomb in Nad Ali on May 13, but it exploded, killing two officers.",
    # A lead that knows neither the day nor the village, but the dead; and the whole story far below it.
    "A junta air strike on a monastery killed 11 people, residents of the area said.\n\n"
    "The council met in Mandalay.\n\n"
    "Monks have taken in some of those who fled.\n\n"
    "A jet dropped two bombs on the village of Pale in Sagaing on May 13, killing 11 people, a teacher said.",
    # What a speaker in the capital says of the fight elsewhere.
    "Nine marines died in a gun battle with the Abu Sayyaf on May 13 in the town of Patikul.\n\n"
    "The clash, which broke out in the hamlet of Buhanid, went on for two hours.\n\n"
    "In Manila, Col. Ramon Ilagan, deputy chief of the public affairs office of the army, said "
    "troops fought some 90 militants on May 13.",
    # Who is captured in the attack, or gone since.
    "The ELN attacked a patrol near Tibu on May 13 and killed three soldiers.\n\n"
    "The governor said that nine guerrillas were captured during the assault.\n\n"
    "One soldier was presumed captured by the rebels.",
    # A mountain range's name says nothing about the town.
    "Gunmen in the disputed Himalayan region shot dead two policemen on May 13, officials said.\n\n"
    "The gunmen fired at a patrol near a market in Srinagar on May 13, police said.",
    # One clash, and what it cost one side.
    "Three Kyrgyz border guards were hurt, and two Tajiks, in a firefight along the border on May 13, both sides said.\n\n"
    "Both blamed the other.\n\n"
    "Tajik guards shelled the Kyrgyz with mortars, wounding three border guards, the ministry said.",
    # On a road in the region that the lead tells.
    "Rebels ambushed a convoy of peacekeepers in northern Mali on May 13 and killed seven of them.\n\n"
    "The mission was sent there in 2013.\n\n"
    "The convoy was attacked on the road between Kidal and Gao on May 13, its commander said.",
    # A township, and the village in it.
    "Junta troops burned down most of the houses in a village in Sagaing Township on May 13, residents said.\n\n"
    "Some 90 troops torched the village of Inn Pin, local media said.",
    # A second one at the same spot.
    "A bomb exploded at a market in Kunduz on May 13, killing four people, police said.\n\n"
    "A second bomb exploded minutes later at the same market as people were fleeing, killing three more.",
    # Another person, and a separate statement.
    "Gunmen attacked a patrol in Gao on May 13, killing two soldiers.\n\nAnother soldier was wounded in the attack.\n\n"
    "A separate statement by the army said the attack in Gao was repelled.",
    # The other victims of one bomb, told by another speaker.
    "A bomb hit a police van in Quetta on May 13, killing two policemen, officials said.\n\n"
    "Three civilians were killed in Quetta on May 13 by the blast, doctors said.",
    # As many dead on the same day, in villages near the town.
    "Boko Haram fighters killed at least 15 people near Konduga on May 13, witnesses said.\n\n"
    "People hid in the bush.\n\n"
    "Fifteen people were killed on May 13 as gunmen swept through Dalwa, a teacher said.",
    # A lead, and the town below it; each source counts the dead otherwise.
    "Government guns shelled a rebel-held village in Syria's northwest on May 13, killing at least six, activists said.\n\n"
    "The United Nations warned of a catastrophe.\n\nTalks went on in Geneva.\n\n"
    "A war monitor said a teacher and four pupils were killed in the government shelling of the village of Sarmin on May 13.",
    # "The attack", whatever hit it and wherever the town lies.
    "At least 38 people were killed in a drone attack by paramilitaries in western Darfur, activists said on May 13. The attack, "
    "carried out by the Rapid Support Forces, hit the center of El-Fasher with four missiles.",
    # What an ambush was.
    "Five Colombian soldiers were killed and ten wounded in an ambush that the army blamed on the ELN.\n\n"
    "A roadside bomb went off as a convoy of soldiers was passing in Norte de Santander on May 13.",
    # The figure of whoever speaks for a hospital elsewhere.
    "A bomb struck a police station in the Iranian port of Chabahar on May 13, wounding 42 people, state TV said.\n\n"
    "Mohammad Karimi, head of the University of Medical Sciences in Zahedan, the capital of the province of Sistan and "
    "Baluchistan, told state TV that 42 people were hurt.",
    # A village near the town of the lead.
    "Boko Haram fighters killed at least four villagers on May 13 and abducted two girls close to the northern Nigerian "
    "town of Chibok, residents said.\n\n"
    "According to a television report, the fighters stormed Kautuva village at dawn, set homes ablaze and fired on residents.",
]

TWO = [
    # Others, found elsewhere.
    "Two policemen were abducted on May 13 from a post at Ergneti in Georgia, and a farmer was found dead in an orchard nearby.",
    # What a crowd did when it heard of the first.
    "Gunmen killed ten soldiers near Grupcin in Macedonia on May 13. When word of the ambush reached Prilep, hundreds of people "
    "went on the rampage.",
    "Shells struck a bus depot in Toretsk on May 13, the mayor said.\n\n"
    "Talks on a truce went on in Minsk.\n\n"
    "Neither side has withdrawn its tanks.\n\n"
    "Shelling badly damaged a school in Pokrovsk.",
    "Gunmen killed 14 passengers in Ormara on May 13, officials said.\n\nIn Turbat, gunmen killed 14 passengers of another bus.",
    "A suicide bomber hit a police station in Khujand on May 6, killing two people.\n\n"
    "Days later, a bomb went off at a disco in Khujand, wounding seven people.",
    "Rebels attacked a post in Gao on May 13, killing one officer.\n\n"
    "In Kidal, soldiers repelled an attack on May 13 and killed two rebels.",
    "Iran's guards clashed with rebels near its eastern frontier, killing four, Fars reported.\n\n"
    "The rebels came from abroad.\n\n"
    "In April, two guards were killed in an attack from across the Afghan border.",
    "A bomb killed nine people in the North Caucasus on Monday.\n\n"
    "In Nazran, another bomb hit a police post on Monday, killing two officers.",
    "Police defused a bomb in Nad Ali on May 13. Another bomb exploded in Sangin on May 13, killing two officers.",
    "Troops clashed with guerrillas in two places in Mindanao on May 13, killing four of them.\n\n"
    "The army separately killed two guerrillas in Compostela on May 13.",
    "Russian drones hit Kherson overnight, killing one woman, the mayor said.\n\n"
    "In Moscow, the ministry said that it had shot down 21 Ukrainian drones overnight.",
    "Police dispersed a march in Minsk on May 12, injuring 14 people, activists said.\n\n"
    "On May 5, police broke up a rally in Minsk.",
    "Gunmen killed four people at a church in northern Burkina Faso, officials said.\n\n"
    "Nobody claimed the attack.\n\n"
    "Thousands have fled the north.\n\n"
    "Earlier this month, on May 3, gunmen killed four people in a procession.",
    "Junta troops burned down houses in the village of Inn Pin on May 13, residents said.\n\n"
    "The troops then torched ten houses in the village of Taung Sa.",
    "Azerbaijani troops killed two soldiers near Yeraskh on May 13, the ministry said.\n\n"
    "That evening, it said, they opened fire and killed another soldier in Syunik.",
    "Boko Haram fighters killed three people near Konduga on May 13, witnesses said.\n\n"
    "People hid in the bush.\n\n"
    "Three people were killed on May 13 as gunmen swept through Dalwa, a teacher said.",
    # As many dead on one day, each in a village of its own name.
    "M23 rebels killed 10 people in the village of Kishishe on May 13, an aid group said.\n\n"
    "M23 rebels killed 10 people in the village of Bambo on May 13.",
    # One more, in the same town.
    "A bomb killed two soldiers at a checkpoint in Baidoa on May 13.\n\n"
    "A second bomb killed two traders at a market in Baidoa on May 13.",
    "Gunmen attacked a checkpoint in Baidoa on May 13, killing two soldiers.\n\n"
    "Another attack at a market in Baidoa killed four traders.",
    "A bomb killed three people in Kirkuk on May 13.\n\nSecurity was tightened.\n\nA bomb also wounded five people in Kirkuk.",
    # Only the place in town and the figure differ, or one is called another or the second.
    "A car bomb went off outside a bakery in Kirkuk on May 13, killing three people.\n\n"
    "A car bomb exploded beside a mosque in Kirkuk on May 13, killing four people.",
    "A bomb went off at a market in Kirkuk on May 13, killing three people. Another went off at the courthouse, police said.",
    "A shell hit a house in Kirkuk on May 13, killing three people. Another landed on a school in the city and wounded five.",
    "The first rocket hit a bakery in Kirkuk on May 13 and killed three people. The second rocket hit a school and killed two.",
    # Near a town, and in a village of which no gazetteer knows: others are dead.
    "A bomb went off near Kano on May 13, killing three traders.\n\nA bomb also exploded in the village of Dunuwa, killing five.",
    # Two towns, and "the attack" in the second.
    "A drone killed ten people in Kirkuk on May 13. The attack on a checkpoint in Mosul killed nine soldiers.",
    # An ambush and a bomb with victims of its own.
    "Three officers died in an ambush in Tocache, Peru, on May 13. A car bomb also exploded in Tocache, wounding nine shoppers.",
    # Others are the victims.
    "A roadside bomb hit a police patrol in Mosul on May 13, killing two officers.\n\n"
    "A roadside bomb hit an army convoy in Mosul on May 13, killing three soldiers.",
    # A town in the area that was told, with victims of its own; and two towns in it.
    "Boko Haram fighters killed nine farmers in Borno State on May 13.\n\nSoldiers gave chase.\n\n"
    "Boko Haram fighters wounded two soldiers in Dikwa on May 13.",
    "Russian jets bombed targets in Idlib Province on May 13, activists said.\n\n"
    "A Russian air strike killed 11 people in Maarat al-Numan on May 13.\n\n"
    "A Russian air strike hit a school in Saraqib on May 13.",
    # What went before has a month; the news no day.
    "Gunmen attacked a bus in Mandera County, killing 11 people, police said.\n\n"
    "Gunmen attacked a quarry in Mandera County in December, killing 36 workers.",
]

NONE = [
    "The authorities said they executed a man in Karaj on May 13.",
    "The regime confirmed the execution of two men in Pyongyang on May 13.",
    "The death of the airman brings the number of foreign soldiers killed in Mali this year to 16.",
    "Drone attacks on oil depots in the region of Samara have intensified in recent days, the governor said.",
    "Rocket attacks on Sderot have become more frequent in recent days.",
    "A court in Aqtau jailed an editor amid a widening crackdown on supporters of the party.",
    "The crackdown on independent media in Baku has been denounced abroad.",
    "The minister ruled out talks in Rasht and told the rebels to hand in their weapons.",
    "Residents of Knolevi said that a bus took the policemen back from the valley.",
    "He said that the talks were part of a plan to drive the rebels from Dagestan.",
    "Mediators tried to agree a cease-fire in Minsk.",
    "Kyiv demanded that troops leave the villages seized by Russian troops.",
    "The streets of Cochabamba were deserted.",
    "Many of these sectarian raids have occurred in Punjab.",
    "Syrian troops, who destroyed half of the city in two years of war, hold a post in Rastan.",
    "Troops have set up nine checkpoints on the highway to Kulob.",
    '"The operation is over. Seven men were killed in Grozny, and four were detained," the minister wrote on May 13.',
]


@pytest.mark.parametrize("text", ONE)
def test_one_event_told_again_is_one(events: Events, text: str) -> None:
    assert [record["kind"] for record in events(text)] == ["event"]


@pytest.mark.parametrize("text", TWO)
def test_two_events_that_look_alike_stay_two(events: Events, text: str) -> None:
    assert [record["kind"] for record in events(text)] == ["event", "event"]


@pytest.mark.parametrize("text", NONE)
def test_what_tells_of_no_event_gives_none(events: Events, text: str) -> None:
    assert events(text) == []


def test_what_an_attack_comes_after_is_another(events: Events) -> None:
    told = (
        "A blast killed four policemen in Kunduz on May 13, a senior officer said.\n\n"
        "The latest attack comes after militants killed three women in an explosion in Herat earlier this month.\n"
    )
    assert [r["place"]["name"] for r in events(told)] == ["Kunduz", "Herat"]


@pytest.mark.parametrize(
    "text",
    [
        "A total of 30 Boko Haram fighters have been killed in Borno, the army said, as troops tried to free six captives.",
    ],
)
def test_totals_are_no_events(events: Events, text: str) -> None:
    assert events(f"{text}\n") == []


def test_mosques_of_a_people_are_no_victims(events: Events) -> None:
    assert not any(r.get("tolls") for r in events("Several Shi'ite mosques were burned or wrecked in Basra on May 13.\n"))


def test_a_bloody_friday_is_no_day_of_the_week(events: Events) -> None:
    (told,) = events('Survivors accuse the army of massacring 40 marchers on a "bloody Friday" in Osh on May 3.')
    assert told["date"]["start"] == "2024-05-03"


def test_what_the_fighting_followed_has_a_day_of_its_own(events: Events) -> None:
    (told,) = events("Rebels fought troops near Tetovo on May 13.\n\nThe fighting followed the collapse of talks last week.")
    assert told["date"]["start"] == told["date"]["end"] == "2024-05-13"


def test_the_day_before_what_an_attack_followed_is_its_own(events: Events) -> None:
    (told,) = events("An attack on Gao on May 13 followed a long-running feud and killed nine herders.\n")
    assert told["date"]["start"] == "2024-05-13"


BOMBS = "A bomb killed ten people in Herat, Afghanistan, on May 12. On May 13 a blast in Kabul killed four. "


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("Herat hospital officials said 13 were dead.", [[10, 13], [4]]),
        ("The Herat provincial health director said the death toll had risen to 13.", [[10, 13], [4]]),
        ("Officials said 13 were dead.", [[10], [4, 13]]),
    ],
)
def test_a_figure_of_a_towns_official_is_that_of_the_town(events: Events, said: str, figures: list[list[int]]) -> None:
    assert [[toll["best"] for toll in record["tolls"]] for record in events(f"{BOMBS}{said}\n")] == figures


def test_what_a_side_claims_again_is_no_third_battle(events: Events) -> None:
    found = events(
        "Gunmen killed nine guards in a raid near Mannar on May 13. The rebels said they killed 25 soldiers during a separate "
        "battle.\n\nThe rebels, meanwhile, said they had repelled an offensive in the Kilinochchi district, killing 25 soldiers."
    )
    assert [e["place"]["name"] for e in found] == ["Mannar", "Kilinochchi district"]


def test_whatever_an_attack_could_be_its_day_is_told(events: Events) -> None:
    (attack,) = events(
        "Gunmen attacked a checkpoint in southern Afghanistan, killing eleven policemen.\n\n"
        "But an official said Monday's attack in Lashkar Gah could be the work of a turncoat."
    )
    assert attack["date"]["start"] == attack["date"]["end"] == "2024-05-13"
    assert attack["place"]["name"] == "Lashkar Gah"


def test_a_count_of_days_of_bloodshed_is_no_toll_of_the_last_strike(events: Events) -> None:
    found = events(
        "Palestinian rocket fire killed a man in the Israeli city of Rehovot on May 13. The bloodshed, which has left 30 "
        "Palestinians dead, came despite efforts at a truce."
    )
    assert [toll["best"] for e in found for toll in e["tolls"]] == [1]


def test_what_an_attack_follows_and_how_many_others_were_hurt(events: Events) -> None:
    post, base = events(
        "Several police officers were killed in an attack on a checkpoint in Helmand, Afghanistan, on May 13.\n\n"
        "A spokesman for the governor confirmed the attack but said only two died while ten others were wounded.\n\n"
        "The attack follows a May 11 raid on a base in which 26 soldiers were killed in Kandahar."
    )
    assert [(t["measure"], t.get("best")) for t in post["tolls"]][-2:] == [("killed", 2), ("injured", 10)]
    assert (base["date"]["start"], base["place"]["name"], base["tolls"][0]["best"]) == ("2024-05-11", "Kandahar", 26)


def test_the_dead_of_an_old_war_are_none_of_the_mines(events: Events) -> None:
    found = events(
        "A soldier was killed by a land mine in Grozny on May 13.\n\n"
        "The army had left Chechnya following a 1994-96 war with rebels that killed some 50,000 people."
    )
    assert [toll.get("best") for toll in found[0]["tolls"]] == [1]


def test_the_day_on_which_a_toll_rose_is_not_that_of_the_bomb(events: Events) -> None:
    (bomb,) = events(
        "The death toll from a truck bombing in Mazar-i-Sharif, Afghanistan, rose to at least six on Tuesday.\n\n"
        "The bombing late on Monday tore a crater in the road."
    )
    assert bomb["date"]["start"] == bomb["date"]["end"] == "2024-05-13"


def test_what_a_revenge_attack_was_for_is_another(events: Events) -> None:
    bomb, strike = events(
        "A truck bomb killed six people in Mazar-i-Sharif, Afghanistan, on May 13. The Taliban said the bombing on Monday, which "
        'tore up the road, was a "revenge attack" for U.S. air strikes this month in Kunduz that left 32 civilians dead.'
    )
    assert [toll["best"] for toll in bomb["tolls"]] == [6]
    assert (strike["place"]["name"], strike["tolls"][0]["best"]) == ("Kunduz", 32)
    assert strike["date"]["start"] == "2024-05-01"


def test_a_lead_in_the_perfect_tense_is_news(events: Events) -> None:
    (operation,) = events(
        "Indian soldiers have killed 27 Maoist fighters in what a minister called their largest operation so far."
    )
    assert operation["tolls"][0]["best"] == 27


@pytest.mark.parametrize(
    "counted",
    [
        "Some 2,700 people were killed in the conflict by the end of May, a UN agency says.",
        "As many as 40,000 people have died in Burundi's war pitting rebels against the army since early 1992 when the "
        "authorities called off an election.",
        "Both Rwanda and Uganda mount raids and air strikes in eastern Congo against their own rebels there.",
    ],
)
def test_what_is_counted_or_done_over_years_adds_nothing_to_the_last_bomb(events: Events, counted: str) -> None:
    (bomb,) = events(f"A bomb went off in a market in Bou Haroun, Algeria, on May 13, killing two women.\n\n{counted}")
    assert [toll["best"] for toll in bomb["tolls"]] == [2]


def test_weapons_that_raiders_take_along_are_no_find_of_weapons(events: Events) -> None:
    found = events(
        "Al-Shabaab fighters attacked an African Union base in Elbe, Somalia, on May 13, killing 40 Kenyan soldiers.\n\n"
        "Residents say the fighters hoisted a flag. They also say that the militants seized weapons on army trucks."
    )
    assert [e["type"] for e in found] == ["armed-clash"]


@pytest.mark.parametrize(
    "second",
    [
        "Ten minutes earlier, a bomb stuck to a car in Baghdad's Allawi area ripped it apart, killing the driver, police said.",
        "Half an hour later, a roadside bomb blew up in the north of Baghdad, officials said. Seven people were hurt.",
    ],
)
def test_a_bomb_some_minutes_apart_is_another(events: Events, second: str) -> None:
    found = events(f"A car bomb exploded outside a police station in Baghdad on May 13, killing four officers.\n\n{second}")
    assert len(found) == 2
    assert not any(actor["name"].startswith("Military Forces") for e in found for actor in e["actors"])


def test_whom_the_gunfight_killed_that_is_told_behind_them(events: Events) -> None:
    (fight,) = events(
        "Indian forces have killed two suspected militants during a gun battle in Indian-controlled Kashmir.\n\n"
        "According to police, the militants were killed following a long gunfight with soldiers in a mill on the edge of "
        "Srinagar."
    )
    assert fight["place"]["name"] == "Srinagar"


def test_a_suicide_bomber_told_twice_with_his_day_is_one(events: Events) -> None:
    found = events(
        "Four soldiers died on Monday in a gunfight with rebels in Indian-administered Kashmir four days after a suicide bomber "
        "killed 41 guards in the territory.\n\n"
        "A fifth soldier was hurt in the shootout while troops swept the Pulwama district, where the suicide bomber struck on "
        "Thursday.\n\nAn official said the militants fired back in the district 40 kilometers south of the city of Srinagar."
    )
    assert [e["type"] for e in found] == ["armed-clash", "suicide-bombing"]
    assert found[1]["place"]["name"] == "Pulwama district"


def test_what_a_group_counts_over_the_past_month_is_no_toll_of_the_ambush(events: Events) -> None:
    (ambush,) = events(
        "Militants ambushed a police patrol in Srinagar on May 13, killing one trooper.\n\n"
        "By a rights group's count, at least 34 people had been killed in the region over the past month."
    )
    assert [toll["best"] for toll in ambush["tolls"]] == [1]


def test_a_place_that_is_often_hit_makes_a_lead_no_habit(events: Events) -> None:
    (attack,) = events("Nine Malian soldiers were killed in an area regularly targeted by jihadists near Nampala on May 13.")
    assert attack["tolls"][0]["best"] == 9


def test_where_a_capitals_spokesman_speaks_is_not_where_they_fought(events: Events) -> None:
    (fight,) = events(
        "Nine Ukrainian soldiers have been killed in fighting with separatists in the past day, a Kyiv spokesman said."
    )
    assert fight.get("place", {}).get("name") != "Kyiv"


def test_a_month_long_before_is_no_day_of_the_attack(events: Events) -> None:
    (told,) = events(
        "Nine officers died as gunmen shot at their van in Ingushetia.\n\n"
        "The attack was the deadliest in the region since February, an officer said.\n"
    )
    assert told.get("date", {}).get("start", "2024-05") >= "2024-05"


def test_a_killing_behind_a_takeover_and_one_of_another_day_are_events_of_their_own(events: Events) -> None:
    taken, killed, again = events(
        "SITTWE, Myanmar -- The Arakan Army captured the garrison in Maungdaw on May 10.\n\n"
        "Its fighters killed 15 villagers in the town, survivors said.\n\n"
        "Forty people were killed in a mosque in Maungdaw on May 13, a rights group said.\n"
    )
    assert "tolls" not in taken
    assert [killed["tolls"][0]["best"], again["tolls"][0]["best"]] == [15, 40]
    assert "date" not in killed
