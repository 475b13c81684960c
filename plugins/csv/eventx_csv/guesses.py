"""What the headers and hashtags of tables of the field commonly mean.

Knows names, no cells. A guess that is wrong is seen in the starter mapping, which a person reads before it is used; so only names
are here that hardly mean anything else.
"""

from __future__ import annotations

import re
import unicodedata

# Header in plain form (lower case, letters without accents and digits only) → target.
KNOWN = {
    "eventid": "id", "id": "id", "eventidcnty": "id", "incidentid": "id", "incidentno": "id", "incidentnumber": "id", "ref": "id",
    "refno": "id", "reference": "id", "referenceno": "id", "referencenumber": "id", "caseid": "id", "caseno": "id",
    "casenumber": "id", "recordid": "id",
    "date": "date", "eventdate": "date", "incidentdate": "date", "day": "date", "dateofincident": "date", "dateofevent": "date",
    "dateofoccurrence": "date", "occurrencedate": "date", "when": "date", "fecha": "date", "datedelincident": "date",
    "datum": "date",
    "datestart": "date.start", "startdate": "date.start", "dateend": "date.end", "enddate": "date.end",
    "type": "type", "eventtype": "type", "incidenttype": "type", "category": "type", "subeventtype": "type",
    "typeofincident": "type", "typeofevent": "type", "typedincident": "type", "tipodeevento": "type",
    "place": "place.name", "location": "place.name", "town": "place.name", "city": "place.name", "locality": "place.name",
    "village": "place.name", "placename": "place.name", "locationname": "place.name",
    "settlement": "place.name", "where": "place.name", "lieu": "place.name",
    "localite": "place.name", "ville": "place.name", "lugar": "place.name", "ciudad": "place.name", "localidad": "place.name",
    "ort": "place.name", "land": "country", "staat": "country",
    "country": "country", "countryname": "country", "pays": "country", "pais": "country",
    "admin1": "place.admin1", "adm1": "place.admin1", "province": "place.admin1", "region": "place.admin1",
    "state": "place.admin1", "oblast": "place.admin1", "governorate": "place.admin1", "provincia": "place.admin1",
    "departamento": "place.admin1", "provinz": "place.admin1",
    "admin2": "place.admin2", "adm2": "place.admin2", "district": "place.admin2", "county": "place.admin2",
    "raion": "place.admin2", "rayon": "place.admin2", "municipio": "place.admin2",
    "admin3": "place.admin3", "adm3": "place.admin3", "subdistrict": "place.admin3",
    "pcode": "place.pcode", "admin2pcode": "place.pcode", "admin1pcode": "place.pcode",
    "lat": "place.point.lat", "latitude": "place.point.lat", "y": "place.point.lat", "gpsn": "place.point.lat",
    "gpslat": "place.point.lat", "gpslatitude": "place.point.lat", "latitud": "place.point.lat",
    "breite": "place.point.lat", "breitengrad": "place.point.lat", "lange": "place.point.lon", "laenge": "place.point.lon",
    "langengrad": "place.point.lon",
    "lon": "place.point.lon", "lng": "place.point.lon", "long": "place.point.lon", "longitude": "place.point.lon",
    "x": "place.point.lon", "gpse": "place.point.lon", "gpslon": "place.point.lon", "gpslong": "place.point.lon",
    "gpslongitude": "place.point.lon", "longitud": "place.point.lon",
    "actor1": "actors[1].name", "actor": "actors[1].name", "actor2": "actors[2].name", "sidea": "actors[1].name",
    "sideb": "actors[2].name", "perpetrator": "actors[initiator].name", "perpetrators": "actors[initiator].name",
    "attacker": "actors[initiator].name", "attackers": "actors[initiator].name", "assailant": "actors[initiator].name",
    "assailants": "actors[initiator].name", "allegedperpetrator": "actors[initiator].name", "auteur":
    "actors[initiator].name", "auteurs": "actors[initiator].name",
    "victim": "actors[target].name", "victims": "actors[target].name", "target": "actors[target].name",
    "victimes": "actors[target].name", "tater": "actors[initiator].name", "taeter": "actors[initiator].name",
    "opfer": "actors[target].name",
    "fatalities": "tolls[killed].range", "killed": "tolls[killed].range", "dead": "tolls[killed].range",
    "deaths": "tolls[killed].range", "nkill": "tolls[killed].range", "numberkilled": "tolls[killed].range",
    "numkilled": "tolls[killed].range",
    "numberofkilled": "tolls[killed].range", "numberofdeaths": "tolls[killed].range", "noofkilled": "tolls[killed].range",
    "peoplekilled": "tolls[killed].range", "totalkilled": "tolls[killed].range", "tues": "tolls[killed].range",
    "tote": "tolls[killed].range", "getotete": "tolls[killed].range", "verletzte": "tolls[injured].range",
    "morts": "tolls[killed].range", "muertos": "tolls[killed].range", "best": "tolls[killed].best", "low": "tolls[killed].low",
    "high": "tolls[killed].high", "deadlow": "tolls[killed].low", "deadhigh": "tolls[killed].high", "killedlow":
    "tolls[killed].low",
    "killedhigh": "tolls[killed].high", "killedmin": "tolls[killed].low", "killedmax": "tolls[killed].high",
    "fatalitieslow": "tolls[killed].low", "fatalitieshigh": "tolls[killed].high", "injuries": "tolls[injured].range",
    "injured": "tolls[injured].range", "wounded": "tolls[injured].range",
    "nwound": "tolls[injured].range", "numinjured": "tolls[injured].range",
    "numberinjured": "tolls[injured].range", "numberofinjured": "tolls[injured].range",
    "noofinjured": "tolls[injured].range", "peopleinjured": "tolls[injured].range", "totalinjured": "tolls[injured].range",
    "blesses": "tolls[injured].range", "heridos": "tolls[injured].range", "abducted": "tolls[abducted].range",
    "kidnapped": "tolls[abducted].range", "arrested": "tolls[arrested].range", "detained": "tolls[arrested].range",
    "displaced": "tolls[displaced].range", "missing": "tolls[missing].range",
    "source": "sources[1].name", "sources": "sources[1].name", "reportedby": "sources[1].name", "fuente": "sources[1].name",
    "quelle": "sources[1].name", "quellen": "sources[1].name", "ereignis": "type", "art": "type", "ereignisart": "type",
    "sourceurl": "sources[1].url", "url": "sources[1].url", "link": "sources[1].url",
    "notes": "notes", "description": "notes", "summary": "notes", "comment": "notes", "comments": "notes", "text": "notes",
    "what": "notes", "whathappened": "notes", "eventdescription": "notes", "incidentdescription": "notes",
    "eventsummary": "notes", "incidentsummary": "notes", "incidentdetails": "notes", "eventdetails": "notes",
    "circumstances": "notes", "quoi": "notes", "quepaso": "notes",
    "remarks": "notes", "narrative": "notes", "details": "notes", "commentaires": "notes", "descripcion": "notes",
    "beschreibung": "notes", "bemerkung": "notes", "bemerkungen": "notes", "anmerkungen": "notes", "zusammenfassung": "notes",
}  # fmt: skip

# Kind of event in plain form → code of eventx, beside the codes and labels of the vocabulary.
KINDS = {
    "ied": "explosive-device", "iedattack": "explosive-device", "iedexplosion": "explosive-device",
    "roadsidebomb": "explosive-device", "landmine": "explosive-device", "mine": "explosive-device",
    "uxo": "explosive-device", "erw": "explosive-device",
    "kidnapping": "abduction", "kidnap": "abduction", "hostagetaking": "abduction", "enlevement": "abduction",
    "secuestro": "abduction", "airstrike": "air-strike", "airraid": "air-strike", "aerialattack": "air-strike",
    "frappeaerienne": "air-strike", "uavstrike": "drone-strike", "droneattack": "drone-strike", "clash": "armed-clash",
    "armedclashes": "armed-clash", "clashes": "armed-clash", "affrontement": "armed-clash", "artillery": "shelling",
    "mortar": "shelling", "suicideattack": "suicide-bombing", "svied": "suicide-bombing", "pbied": "suicide-bombing",
    "gefecht": "armed-clash", "gefechte": "armed-clash", "luftangriff": "air-strike", "drohnenangriff": "drone-strike",
    "raketenangriff": "missile-attack", "beschuss": "shelling", "artilleriebeschuss": "shelling",
    "selbstmordanschlag": "suicide-bombing", "entfuhrung": "abduction", "festnahme": "arrest", "verhaftung": "arrest",
    "plunderung": "looting-destruction",
}  # fmt: skip

# The same in French, Spanish, Russian, Ukrainian and Arabic, as they are written.
_HEADERS = {
    "date": "fecha del hecho, fecha del incidente, date de l'événement, дата, дата события, дата инцидента, дата події, "
    "التاريخ, تاريخ, تاريخ الحادث, تاريخ الحدث",
    "type": "type d'événement, type d'attaque, tipo de hecho, tipo de incidente, тип, тип события, тип инцидента, вид "
    "события, тип події, тип інциденту, النوع, نوع الحادث, نوع الحدث",
    "country": "страна, країна, البلد, الدولة",
    "place.admin1": "région, département, область, регион, регіон, المحافظة, الولاية",
    "place.admin2": "cercle, municipalité, район, المديرية, القضاء",
    "place.admin3": "commune, громада",
    "place.name": "village, lieu de l'incident, vereda, lugar del hecho, место, город, село, населённый пункт, место "
    "события, місце, місто, населений пункт, місце події, المكان, الموقع, القرية, المدينة, البلدة",
    "place.point.lat": "широта, خط العرض",
    "place.point.lon": "долгота, довгота, خط الطول",
    "actors[initiator].name": "auteur présumé, auteurs présumés, presunto autor, нападавшие, нападники, الجهة المنفذة, المهاجم",
    "tolls[killed].range": "nombre de morts, nombre de tués, número de muertos, fallecidos, погибшие, погибло, убитые, "
    "убито, число погибших, количество погибших, загиблі, загинуло, кількість загиблих, القتلى, عدد القتلى",
    "tolls[injured].range": "nombre de blessés, número de heridos, lesionados, раненые, ранено, число раненых, количество "
    "раненых, поранені, поранено, кількість поранених, الجرحى, عدد الجرحى",
    "notes": "observations, résumé, resumen, описание, примечание, примечания, опис, примітки, الوصف, التفاصيل, ملاحظات",
    "sources[1].name": "источник, источники, джерело, джерела, المصدر, المصادر",
    "sources[1].url": "lien, enlace, ссылка, посилання, الرابط",
}
_WORDS = {
    "armed-clash": "affrontements, accrochage, combate, combates, enfrentamiento, enfrentamiento armado, бой, бои, "
    "боестолкновение, вооруженное столкновение, бій, бої, збройне зіткнення, اشتباك, اشتباكات, اشتباك مسلح",
    "air-strike": "frappe aérienne, bombardement aérien, bombardeo aéreo, авиаудар, авиационный удар, авіаудар, غارة جوية, "
    "غارات جوية, قصف جوي",
    "drone-strike": "frappe de drone, удар бпла, атака бпла, удар дрона, атака дрона, атака беспилотника, атака безпілотника",
    "missile-attack": "ракетный удар, ракетная атака, ракетний удар, ракетна атака, قصف صاروخي",
    "shelling": "обстрел, артобстрел, артиллерийский обстрел, обстріл, артобстріл, артилерійський обстріл, قصف مدفعي",
    "explosive-device": "eei, engin explosif improvisé, mina antipersonal, сву, мина, підрив на міні, عبوة ناسفة, لغم, لغم أرضي",
    "suicide-bombing": "attentat suicide, самоподрыв, تفجير انتحاري, هجوم انتحاري",
    "abduction": "похищение, викрадення, اختطاف, خطف",
    "arrest": "arrestation, detención, задержание, арест, затримання, арешт, اعتقال",
    "looting-destruction": "pillage, saqueo, мародёрство, نهب",
}

# Hashtag and the attributes it must have → target; of several that fit, the first. https://hxlstandard.org/standard/dictionary/
_TAGS: tuple[tuple[str, frozenset[str], str], ...] = tuple(
    (tag, frozenset(attributes.split()), target)
    for tag, attributes, target in (
        ("event", "code", "id"), ("event", "id", "id"), ("event", "type", "type"),
        ("date", "end", "date.end"), ("date", "start", "date.start"), ("date", "occurred", "date"),
        ("loc", "name", "place.name"), ("country", "name", "country"), ("country", "code", "country"),
        ("adm1", "name", "place.admin1"), ("adm2", "name", "place.admin2"), ("adm3", "name", "place.admin3"),
        ("adm1", "code", "place.pcode"), ("adm2", "code", "place.pcode"), ("adm3", "code", "place.pcode"),
        ("loc", "code", "place.pcode"),
        ("geo", "lat", "place.point.lat"), ("geo", "lon", "place.point.lon"),
        ("group", "name first", "actors[1].name"), ("group", "name second", "actors[2].name"),
        ("affected", "killed min", "tolls[killed].low"), ("affected", "killed max", "tolls[killed].high"),
        ("affected", "killed", "tolls[killed].range"), ("affected", "injured", "tolls[injured].range"),
        ("affected", "abducted", "tolls[abducted].range"), ("affected", "displaced", "tolls[displaced].range"),
        ("affected", "missing", "tolls[missing].range"),
        ("description", "", "notes"), ("meta", "source", "sources[1].name"), ("meta", "url", "sources[1].url"),
    )
)  # fmt: skip
# Attributes that make a part of a whole: their number is not the number of all.
_PARTS = set(
    "f m i female male females males women men girls boys adults children minors infants elderly civilians civilian soldiers "
    "militants military police security forces troops rebels".split()
)


def meant(header: str, tag: str = "") -> str | None:
    """The target that a column with this header, or surer with this hashtag, most likely has; None if it can't be told."""
    return _tagged(tag) or KNOWN.get(plain(header)) or _before_sign(header)


def _before_sign(header: str) -> str | None:
    """The target of what stands before a bracket or a stroke: "Killed (total)". What stands behind may say that it is only a part
    of it, as in "Killed (M)", or something else as well, as in "Killed/Injured"."""
    first, *more = re.split(r"[/(\[|:]", header)
    target = KNOWN.get(plain(first))
    words = re.findall(r"[^\W\d_]+", " ".join(more).lower())
    if not plain(first).isascii() and any(plain(one) not in KNOWN for one in more if not plain(one).isascii()):
        return None  # in other scripts the words of parts aren't known here
    others = {KNOWN[plain(one)] for one in more if plain(one) in KNOWN}
    return target if not _PARTS & {*words} and others <= {target} else None


def _tagged(tag: str) -> str | None:
    name, *attributes = (part.strip().lower() for part in tag.strip().removeprefix("#").split("+"))
    if _PARTS & {*attributes}:
        return None
    if name in ("date", "loc", "country", "adm1", "adm2", "adm3") and not attributes:
        attributes = ["occurred" if name == "date" else "name"]
    return next((target for each, needed, target in _TAGS if each == name and needed <= {*attributes}), None)


def plain(header: str) -> str:
    """A header without case, accents, blanks and signs."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", header).lower())


KNOWN |= {plain(word): target for target, words in _HEADERS.items() for word in words.split(", ")}
KINDS |= {plain(word): code for code, words in _WORDS.items() for word in words.split(", ")}
