"""Words of a telling, in lower case, that decide its type: who clashes, what a bomber wears, who beats whom.

Knows patterns only. Which of them decides, and in what order, is said in ``types``.
"""

from __future__ import annotations

from eventx_rferl.language.wording import wording

COMMUNAL = wording(
    r"\bstreet (?:clashes|fights?|brawls?)\b|"
    r"\bbetween (?:ethnic|local|rival|\w+ (?:villagers|residents))\b|\b(?:villagers|residents|ethnic \w+) (?:from|and|of)\b|"
    r"\b(?:villagers|residents|herders|herdsmen|farmers|tribes|tribesmen|clans|communities|fans|nomads|inmates|neighbors|"
    r"supporters|students|youths|settlers|migrants|muslims|christians|hindus|buddhists)\b"
)
# "Left 55 people dead, most of them villagers", "residents said": they suffer or tell, and nobody says that they fought.
NO_PARTY = wording(
    r"\b(?:(?:killed|wounded|injured|injuring|wounding|killing|hurt|left|leaving|most of them|mostly|many of them|"
    r"all of them|including|among them) (?:(?!and |from )[\w,’'-]+ ){0,5}?"
    r"(?:villagers|residents|farmers|herders|students|youths|migrants|neighbors)\b|"
    r"(?:villagers|residents) (?:said|say|told|reported)\b)"
)
# "Broke into a warehouse and carried off tons of grain": things are taken, not people.
CARRIED_OFF = wording(
    r"\b(?:carried|carry|carrying|took|taking|taken|hauled|hauling|drove|driven|driving|made|making|loaded|led) (?:off|away)"
    r"(?: with)? (?:(?!(?:people|men|women|girls|boys|children)\b)[\w,’'-]+ ){0,4}?(?:tons?|bags|sacks|boxes|grain|food|flour|"
    r"rice|cash|"
    r"money|medicines?|drugs|cattle|livestock|goats|sheep|cows|camels|animals|equipment|computers|weapons|rifles|ammunition|"
    r"supplies|goods|fuel|belongings|valuables|phones|telephones|furniture|generators?|motorcycles|tractors|crates)\b"
)
DROPPED = wording(r"\bdropp(?:ed|ing) (?:[\w-]+ ){0,3}?(?:bombs?|explosives|munitions)\b|\bbombs? (?:were |was )?dropped\b")
GUNS = wording(
    r"\b(?:gun|guns|gunfire|gunshots?|gun ?fights?|gun ?battles?|fire ?fights?|shoot-?outs?|exchanges? of fire|firearms?|"
    r"rifles?|shot|"
    r"automatic|heavily armed|machine guns?|militia\w*|artillery|mortars?|tanks?)\b"
)
POLICE = (
    r"(?:riot |military )?(?:police(?:men)?|security forces|security guards|soldiers|troops|officers|peacekeepers|guards|"
    r"gendarmes)"
)
PEOPLE = (
    r"(?:mobs?|students|youths|youngsters|teenagers|residents|villagers|supporters|opponents|fans|workers|miners|locals|migrants|"
    r"worshipp?ers|settlers|stone-throwers|crowds?|mourners|farmers|activists|protesters|demonstrators|refugees|traders|vendors|"
    r"inmates|rioters)"
)
CROWD_CLASH = wording(
    rf"\b{PEOPLE}\b[^.]{{0,60}}\b(?:and|with|by|at|attacked|battled|fought|battling|fighting|confronted|charged|stoned) "
    rf"(?:\w+ )?{POLICE}\b|"
    rf"\b{POLICE}\b[^.]{{0,40}}\b(?:and|with|between) (?:\w+ )?{PEOPLE}\b"
)
# Some of what was fired got through: then it is an attack, not only an interception.
REST_HIT = wording(
    r"\b(?:the rest|the others?|others|remaining|debris|fragments|wreckage|one of (?:them|the)|at least (?:one|two|three)|"
    r"several|some|two|three|four|five)\b[^.;]{0,60}\b(?:hit|struck|fell|landed|damaged|got through|broke through|reached|"
    r"crashed|slammed)\b|"
    r"\b(?:but|although|though|while) (?:an?|one|two|three|another|several|some) (?:(?:of (?:them|the)|[\w-]+) )?"
    r"(?:missiles?|drones?|rockets?|shells?|warheads?|(?<=of )them)?\b ?(?:[\w-]+ ){0,3}?(?:killed|wounded|injured|destroyed)\b"
)
# Taken and then killed: the killing decides.
SLAIN = wording(
    r"\b(?:abducted|kidnapped|seized|pulled|taken|took|dragged|captured|marched|led|hauled|bundled|forced|snatched|removed|ordered)\b"
    r"[^.;]{0,110}(?:\band (?:then |later )?|(?<=\w), (?:then |later )?)(?:killed|"
    r"murdered|executed|shot|beheaded|slain|hanged|stabbed|hacked|lynched|stoned|butchered|burned|beat|beaten)\b|"
    r"\b(?:abducted|kidnapped|seized|taken|dragged|led|marched|driven|snatched)\b[^.;]{0,90}\b(?:was|were|been) (?:later |then )?"
    r"found (?:dead|shot|hacked|beheaded|strangled|hanged|stabbed|murdered|killed)\b"
)
WORN = wording(
    r"\b(?:explosives?|bombs?|device|charge|belt|vest|dynamite|grenades)\b[^.;]{0,40}\b(?:strapped|hidden|concealed|beneath|"
    r"under|"
    r"around)\b[^.;]{0,20}\b(?:robes?|cloth(?:es|ing)|body|waist|coat|dress|hijab|burqa|jacket|himself|herself|chest|shawl|"
    r"veil)\b|"
    r"\b(?:blew up|detonated|exploded|set off) (?:an?|the|his|her) (?:[\w-]+ ){0,2}"
    r"(?:car|van|truck|vehicle|taxi|boat|bus|motorcycle|minibus|pickup|jeep)s? "
    r"(?:(?:in|on) which (?:he|she) (?:was|sat|had|rode)|(?:he|she) (?:was (?:driving|riding|sitting)|drove))\b|"
    r"\bdetonated (?:his|her|their) (?:vest|belt|explosives?|charge|payload|bomb|device)\b|\bexplosives?[- ](?:vest|belt)\b"
)
# A mine that goes off, not one that coal comes from.
MINE = wording(
    r"\b(?:by|on|onto|over|hit|struck|triggered|detonated|tripped|of|when) (?:an? |the |another |one |such |of |these |those )*"
    r"(?:anti-?\w+ |hidden |buried |old |sea )?mines?\b|"
    r"\b(?:remote-controlled|radio-controlled|anti-?tank|anti-?personnel|land|roadside) mines?\b|"
    r"(?:[:,;] |\b(?:be|was|were) )(?:an? |the )(?:[\w-]+ )?mine"
    r"(?=[,.]| (?:a|an|the|which|that|said|doctors|officials|police|deminers)\b)|"
    r"\b(?:a|an|the|another|old) (?:[\w-]+ )?mine (?:left|laid|planted|buried|dating|set|placed|hidden|put|sown|remaining)\b|"
    r"\bmines? (?:destroyed|damaged|hit|overturned|struck|exploded|detonated|went off|blew|killed|wounded|maimed|"
    r"ripped|tore|blast|explosion)\b"
)
# A helicopter that carries the hurt is no weapon.
RESCUE = wording(
    r"\b(?:in|by|on|aboard) (?:a |an |the )?(?:\w+ )?(?:helicopter|plane|aircraft) (?:on the way|to)\b|\b(?:airlifted|flown "
    r"by helicopter|evacuated by)\b"
)
PROTESTING = wording(
    r"\b(?:protest|demonstrat|crowd|march(?:ed|ing|ers|es)|(?:a|the|an? [\w-]+) march\b(?! \d)|rall(?:y|ies|ied)|stone|"
    r"sit-in|funeral|procession)"
)
MOB = wording(
    r"\b(?:residents|villagers|locals|neighbors|traders)\b[^.;]{0,40}\b(?:machetes|sticks|clubs|axes|knives|"
    r"iron bars)\b|\b(?:angry|enraged|furious) (?:\w+ )?(?:villagers|residents|crowds?|mobs?|locals|people)\b|\bmobs?\b|"
    r"\bcrowds? of (?!people\b|fans\b)[\w-]+|\b(?:hundreds|scores|dozens|thousands) of (?:[\w-]+ )?(?:men|youths|villagers|"
    r"residents|students|neighbors)\b[^.;]{0,60}\b(?:forced|broke|beat|attacked|stormed|burned|lynched|dragged|set)\b"
)
POLICE_CAR = wording(r"\bpolice (?:vans?|buses|bus|cars?|trucks?|wagons?|vehicles?|stations?)\b")
UNARMED_FOUGHT = wording(
    r"\b(?:miners|students|youths|workers|farmers|fans|supporters|protesters|demonstrators|teachers|pensioners|street vendors)\b"
    rf"[^.;,]{{0,30}}\b(?:battled|fought|battling|fighting)\b(?: with| against)? (?:\w+ )?{POLICE}\b"
)
BY_AIR_FORCE = wording(
    r"\b[Aa]ir [Ff]orce (?:(?:has|had|also|then|later|yesterday|today) )*(?:answered|responded|retaliated|raided|carried out|"
    r"launched|attacked|hit|struck|staged|mounted|bombarded|bombed|pounded|shelled|hammered|targeted|destroyed|flattened)\b"
)
# Riots of neighbors against each other, whoever calls them so.
ETHNIC_RIOTS = wording(
    r"\b(?:ethnic|communal|sectarian|religious|interreligious|inter-?communal|tribal|caste|anti-(?:muslim|christian|foreigner|"
    r"migrant|immigrant|tamil|armenian|chinese|hindu|rohingya|jewish)) (?:\w+ )?(?:riots?|rioting)\b"
)
SIGNS = wording(
    r"\bwith (?:[\w-]+ )?(?:flags|banners|placards|signs|portraits|candles|sheets of paper)\b|"
    r"\b(?:unfurl\w*|brandish\w*|wav(?:ed|ing)|"
    r"h(?:e|o)ld(?:ing)?(?: up)?) (?:an? |the )?(?:[\w-]+ ){0,2}(?:flags?|banners?|placards?|portraits?)\b"
)
STOLEN = wording(r"\b(?:made off|loot\w*|stole|stolen|emptied|carr(?:ied|ying) off)\b")
BULLETS = wording(r"\b(?:rubber(?:-coated)? bullets|pellets|buckshot|live fire)\b")
CIVIL_PLANE = wording(
    r"\b(?:passenger|commercial|civil(?:ian)?|cargo|airlines?|airways|humanitarian|rescue|aid|UN|un|medical|evacuation) "
    r"(?:[\w-]+ )?(?:plane|jet|aircraft|helicopter|flight|airliner)s?\b|\bairliners?\b"
)
AIRCRAFT_FIRED = wording(
    r"\b(?:helicopters?|gunships?|jets?|planes?|aircraft|warplanes?|bombers)(?: (?!and\b)[\w-]+){0,3} (?:shelled|shelling|"
    r"pounded|bombarded|strafed|raked|rocketed|bombed|flattened|leveled|razed|opened fire|"
    r"(?:fired|firing|shot|shooting|opened up) (?:at|on|upon|into))\b|"
    r"\b(?:raids?|strikes?|attacks?|sorties?|bombing|bombardment) by (?:[\w’'-]+ ){0,3}"
    r"(?:helicopters?|gunships?|jets?|jet fighters?|fighter planes?|planes?|aircraft|warplanes?|bombers)\b"
)
# Two groups of people, none of them police.
EACH_OTHER = wording(
    r"\b(?:at|on|upon|with|against|for|about|pelt\w*|attack\w*|fought|beat|hit|stoned|stabbed) (?:each other|one another)\b"
)
# "Guards pounded each other with mortars".
AT_EACH_OTHER = wording(
    r"\b(?:pound|shell|batter|bombard|rak|hit|pummel|hammer|target|shot|shoot|fir|attack|fought|fight|struck|strik)\w*"
    r"(?: at| on| against)? (?:each other|one another)\b"
)
# Injuries that make force against a crowd excessive.
SERIOUS = wording(
    r"\b(?:fractur\w+|lost (?:an? |his |her |their )?(?:eyes?|sight|legs?|arms?)|blind(?:ed|ing)|critical(?:ly)?|coma|"
    r"intensive care|serious(?:ly)? (?:injur\w+|wound\w+|hurt)|gunshot|crushed|surgery|shattered|ruptured|amputated|"
    r"(?:head|shrapnel|pellet|bullet) (?:wounds?|injur(?:y|ies)))\b"
)
# "Fired a missile at a helicopter", "the jet was hit near": what flies is the target, not the weapon.
AIMED_AT_AIRCRAFT = wording(
    r"\b(?:at|hit|struck|downed|against) (?:a|an|the|one|another) (?:[\w-]+ ){0,2}(?:helicopter|jet|plane|aircraft|warplane)"
    r"|\b(?:helicopter|jet|plane|aircraft|warplane)s?\b[^.;,]{0,30} (?:was|were|been) (?:hit|struck|downed|shot down|"
    r"brought down) (?:near|by|over)"
    r"|\b(?:helicopter|jet|plane|aircraft|airliner|warplane)s?\b[^.;,]{0,30} (?:(?:c[ao]me|coming|been|was|were) under "
    r"(?:[\w-]+ ){0,2}?(?:fire|gunfire|attack)\b|(?:was|were|been) (?:fired|shot) (?:at|on|upon))"
)
# "Explosives blew up under their helicopter": the aircraft was hit, it bombed nobody.
UNDER_AIRCRAFT = wording(
    r"\b(?:blew up|exploded|went off|detonated|burst) (?:right |just )?(?:under|beneath|below|beside|near|next to|close to|"
    r"inside|aboard) "
    r"(?:an?|the|their|its|his|one) (?:[\w-]+ ){0,2}(?:helicopter|plane|aircraft|jet|airliner)\b"
)
# "Burned three trucks and a spray plane": what stood on the ground.
BURNED_AIRCRAFT = wording(
    r"\b(?:burn(?:ed|t|ing)|torch(?:ed|ing)|set (?:fire to|ablaze|on fire)) (?:[\w-]+ ){0,5}?(?:planes?|helicopters?|aircraft)\b"
)
INTO_AMBUSH = wording(r"\b(?:ran|run|walked|fell|drove|driven|stumbled|blundered) into an ambush\b")
FORCED = wording(r"\b(?:detained|arrested|dragged|hauled|took away|truncheons|batons|tear gas|water cannon)\b")
TRIBES = wording(r"\b(?:tribes?|tribesmen|clans?|clansmen)\b")
VIGILANTES = wording(r"\b(?:crowds?|mobs?) of (?:[\w-]+ ){0,2}vigilantes\b")
