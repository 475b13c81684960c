"""Score predicted records against coded articles: ``python score.py GOLD PREDICTIONS [--words]``.

GOLD is a gold.json (``articles[]``) or a seed gold (one article). PREDICTIONS is a folder with ``<article id>.ndjson``.
A campaign and its parts count as one event with several places. A predicted and a coded event match if their evidence
overlaps or their types are the same sub event type, and their dates overlap (an unknown date agrees with any); pairs are taken
by score: +3 same sub type, +2 overlapping date, +2 a place in common, +2 overlapping evidence of the first telling,
+1 any evidence. At least 4 points and either evidence or type with date are needed. Then, given a match: type, date
overlap, places (by name, or within the precision's distance), first actor (name or country and type), tolls (measure and
low/best/high), claimants, status, relations.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from datetime import date
from pathlib import Path

SUB = {
    "territory-regained": "Government regains territory",
    "territory-overtaken": "Non-state actor overtakes territory",
    "armed-clash": "Armed clash",
    "excessive-force": "Excessive force against protesters",
    "protest-intervention": "Protest with intervention",
    "peaceful-protest": "Peaceful protest",
    "violent-demonstration": "Violent demonstration",
    "mob-violence": "Mob violence",
    "chemical-weapon": "Chemical weapon",
    "air-strike": "Air/drone strike",
    "drone-strike": "Air/drone strike",
    "aerial-strike": "Air/drone strike",
    "suicide-bombing": "Suicide bomb",
    "shelling": "Shelling/artillery/missile attack",
    "missile-attack": "Shelling/artillery/missile attack",
    "bombardment": "Shelling/artillery/missile attack",
    "explosive-device": "Remote explosive/landmine/IED",
    "grenade": "Grenade",
    "sexual-violence": "Sexual violence",
    "attack-on-civilians": "Attack",
    "abduction": "Abduction/forced disappearance",
    "agreement": "Agreement",
    "arrest": "Arrests",
    "group-change": "Change to group/activity",
    "weapons-use-disrupted": "Disrupted weapons use",
    "base-established": "Headquarters or base established",
    "looting-destruction": "Looting/property destruction",
    "nonviolent-transfer": "Non-violent transfer of territory",
    "other": "Other",
}
KM = {"town": 10, "district": 30, "province": 120, "region": 250, "country": 250, "border": 250}
ACTOR_TYPES = {
    "State forces": {"military", "state-forces", "police", "intelligence", "government"},
    "External/Other forces": {"external-forces", "peacekeepers"},
    "Rebel group": {"rebel-group"},
    "Political militia": {"armed-group", "political-militia"},
    "Identity militia": {"identity-militia"},
    "Civilians": {"civilians"},
    "Protesters": {"protesters"},
    "Rioters": {"rioters"},
}


def merged(path: Path) -> list[dict]:
    """Campaigns with their parts as one event."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    heads = {
        r["id"]: {"record": r, "places": [r["place"]] if "place" in r else []}
        for r in records
        if not part_of_campaign(r, records)
    }
    for r in records:
        parent = part_of_campaign(r, records)
        if parent:
            heads[parent]["places"].append(r["place"])
    return list(heads.values())


def part_of_campaign(record: dict, records: list[dict]) -> str | None:
    campaigns = {r["id"] for r in records if r["kind"] == "campaign"}
    for relation in record.get("relations", []):
        if (
            relation["type"] == "part-of"
            and relation["target"] in campaigns
            and "REL-ONE-STATEMENT" in relation.get("reasons", [])
        ):
            return relation["target"]
    return None


def spans(event: dict) -> list[tuple[int, int]]:
    return [(e["quote"]["start"], e["quote"]["end"]) for e in event["record"]["evidence"] if e["pointer"] == ""]


def head(event: dict) -> int:
    return next(e["quote"]["start"] for e in event["record"]["evidence"] if e["pointer"] == "/type")


def touch(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> bool:
    return any(s < f and t < e for s, e in a for t, f in b)


def dates(event: dict) -> tuple[date, date] | None:
    when = event["record"].get("date", {})
    return (date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if "start" in when else None


def plain(name: str) -> str:
    name = re.sub(r"\b(?:district|region|province|oblast|the|city|town|both|border|near|outskirts of)\b", "", name.lower())
    return re.sub(r"[^a-z]", "", name)


def distance(a: dict, b: dict) -> float:
    la, lb = math.radians(a["lat"]), math.radians(b["lat"])
    c = math.sin(la) * math.sin(lb) + math.cos(la) * math.cos(lb) * math.cos(math.radians(a["lon"] - b["lon"]))
    return 6371 * math.acos(max(-1, min(1, c)))


def same_place(gold: dict, place: dict) -> bool:
    if (
        plain(gold["name"]) == plain(place["name"])
        or (plain(gold["name"]) and plain(gold["name"]) in plain(place["name"]))
        or (plain(place["name"]) and plain(place["name"]) in plain(gold["name"]))
    ):
        return True
    if gold["precision"] == "border" and place.get("precision") == "line-or-area":
        return True
    return gold["lat"] is not None and "point" in place and distance(gold, place["point"]) <= KM[gold["precision"]]


def place_ok(gold: dict, place: dict) -> bool:
    """Name agrees and, where both have points, they are within the precision's distance."""
    if not same_place(gold, place):
        return False
    return gold["lat"] is None or "point" not in place or distance(gold, place["point"]) <= KM[gold["precision"]]


def subtypes(gold: dict) -> set[str]:
    return {gold["sub_event_type"], *gold.get("sub_event_type_alt", [])}


def points(gold: dict, event: dict) -> float:
    evidence = [(s["start"], s["end"]) for s in gold["evidence"]]
    same_type = SUB.get(event["record"].get("type", "")) in subtypes(gold)
    when = dates(event)
    overlap = (
        when is not None and when[0] <= date.fromisoformat(gold["date_end"]) and date.fromisoformat(gold["date_start"]) <= when[1]
    )
    if when is not None and not overlap:
        return 0
    touching = touch(evidence, spans(event))
    first = any(s <= head(event) < e for s, e in evidence)
    place = any(same_place(g, p) for g in gold["places"] for p in event["places"])
    score = 3 * same_type + 2 * overlap + 2 * place + 2 * first + 1 * touching
    return score if touching or (same_type and overlap) else 0


def pair(gold: list[dict], found: list[dict]) -> list[tuple[dict, dict]]:
    scored = sorted(
        ((points(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(found)), key=lambda x: (-x[0], x[1], x[2])
    )
    used_g, used_p, pairs = set(), set(), []
    for score, i, j in scored:
        if score >= 4 and i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def actor_ok(gold: dict | None, actor: dict | None) -> bool:
    if gold is None or actor is None:
        return gold is None and actor is None
    if plain(gold["name"]) == plain(actor.get("name", "")):
        return True
    codes = {c["code"] for c in actor.get("country", {}).get("codes", [])}
    return actor.get("type") in ACTOR_TYPES[gold["type"]] and (gold["country"] is None or gold["country"] in codes)


def score(gold_path: Path, folder: Path) -> dict:
    raw = json.loads(gold_path.read_text(encoding="utf-8"))
    articles = raw.get("articles") or [raw]
    t = dict.fromkeys(
        [
            "gold",
            "found",
            "matched",
            "type",
            "date",
            "places",
            "place_found",
            "place_ok",
            "actor1",
            "actor2",
            "tolls",
            "toll_ok",
            "toll_pred",
            "claim",
            "claim_ok",
            "status",
            "relations",
            "relation_ok",
            "relation_pred",
            "withheld_bad",
        ],
        0,
    )
    misses: list[str] = []
    for art in articles:
        aid = art.get("id") or "s01"
        events = merged(folder / f"{aid}.ndjson")
        pairs = pair(art["events"], events)
        t["gold"] += len(art["events"])
        t["found"] += len(events)
        t["matched"] += len(pairs)
        ids = {id(g): g["id"] for g, _ in pairs}
        by_record = {p["record"]["id"]: g["id"] for g, p in pairs}
        for g in art["events"]:
            if id(g) not in ids:
                misses.append(f"{g['id']} missed: {g['sub_event_type']} {g['date_start']} {[p['name'] for p in g['places']]}")
        matched = {id(p) for _, p in pairs}
        for p in events:
            if id(p) not in matched:
                misses.append(
                    f"{aid} extra: {p['record'].get('type')} {p['record'].get('date', {}).get('start')} "
                    f"{[x['name'] for x in p['places']]}: {p['record']['notes'][:90]}"
                )
        for n in art.get("not_events", []):
            for p in events:
                if n["start"] <= head(p) < n["end"]:
                    t["withheld_bad"] += 1
                    misses.append(f"{aid} coded a non-event ({n['why']}): {n['text'][:80]}")
        for g, p in pairs:
            r = p["record"]
            ok = SUB.get(r.get("type", "")) in subtypes(g)
            t["type"] += ok
            if not ok:
                misses.append(f"{g['id']} type {r.get('type')} for {g['sub_event_type']}")
            when = dates(p)
            good = (
                when is not None
                and when[0] <= date.fromisoformat(g["date_end"])
                and date.fromisoformat(g["date_start"]) <= when[1]
            )
            t["date"] += good
            if not good:
                misses.append(f"{g['id']} date {when} for {g['date_start']}..{g['date_end']} ({g.get('date_words')})")
            t["places"] += len(g["places"])
            for gp in g["places"]:
                named = [x for x in p["places"] if same_place(gp, x)]
                t["place_found"] += bool(named)
                t["place_ok"] += any(place_ok(gp, x) for x in named)
                if not any(place_ok(gp, x) for x in named):
                    misses.append(f"{g['id']} place {gp['name']} not in {[(x['name'], x.get('point')) for x in p['places']]}")
            actors = r.get("actors", [])
            named = list(actors)
            for key in ("actor1", "actor2"):
                roles = {"actor1": ("initiator", "participant"), "actor2": ("target", "participant")}[key]
                wanted = g[key]
                got = [a for a in named if a["role"] in roles]
                demo = (
                    g["sub_event_type"] in ("Protest with intervention", "Excessive force against protesters") or wanted is None
                )
                pool = named if demo and wanted is not None else got
                good = any(actor_ok(wanted, a) for a in pool) if pool else wanted is None
                t[key] += good
                if not good:
                    misses.append(
                        f"{g['id']} {key} {[(a.get('name'), a['role'], a.get('type')) for a in named]} for "
                        f"{wanted and wanted['name']}"
                    )
            tolls = [x for x in r.get("tolls", []) if not x.get("superseded")]
            t["toll_pred"] += len(tolls)
            for key, measure in (("deaths", "killed"), ("injured", "injured")):
                for c in g[key]:
                    t["tolls"] += 1
                    hits = [
                        x
                        for x in tolls
                        if x["measure"] == measure
                        and (x.get("low"), x.get("best"), x.get("high")) == (c["low"], c["best"], c["high"])
                    ]
                    t["toll_ok"] += bool(hits)
                    if not hits:
                        misses.append(
                            f"{g['id']} toll {measure} {c['words']} not in {[(x['measure'], x.get('text')) for x in tolls]}"
                        )
                        continue
                    t["claim"] += 1
                    claimed = (
                        any(
                            plain(c["claimed_by"] or "")[:12] in plain(x.get("claimant", ""))
                            or plain(x.get("claimant", "-"))[:12] in plain(c["claimed_by"] or "")
                            for x in hits
                        )
                        if c["claimed_by"]
                        else any("claimant" not in x for x in hits)
                    )
                    t["claim_ok"] += claimed
                    if not claimed:
                        misses.append(f"{g['id']} claimant {hits[0].get('claimant')!r} for {c['claimed_by']!r}")
            t["status"] += r["status"] == g["status"]
            if r["status"] != g["status"]:
                misses.append(f"{g['id']} status {r['status']} for {g['status']}")
            links = {(x["type"], by_record.get(x["target"])) for x in r.get("relations", [])}
            wanted_links = {(x["type"], x["event"]) for x in g["relations"]}
            t["relations"] += len(wanted_links)
            t["relation_pred"] += len(links)
            t["relation_ok"] += len(links & wanted_links)
            for link in wanted_links ^ links:
                misses.append(f"{g['id']} relation {'missing' if link in wanted_links else 'extra'}: {link}")
    return {"counts": t, "misses": misses}


def table(t: dict) -> str:
    precision, recall = t["matched"] / max(t["found"], 1), t["matched"] / max(t["gold"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    m = max(t["matched"], 1)
    rows = [
        f"events      P {precision:.2f} ({t['matched']}/{t['found']})  R {recall:.2f} ({t['matched']}/{t['gold']})  F1 {f1:.2f}",
        f"type        {t['type'] / m:.2f}",
        f"date        {t['date'] / m:.2f}",
        f"places      {t['place_ok'] / max(t['places'], 1):.2f} ({t['place_ok']}/{t['places']}; by name {t['place_found']})",
        f"actor1      {t['actor1'] / m:.2f}",
        f"actor2      {t['actor2'] / m:.2f}",
        f"tolls       {t['toll_ok'] / max(t['tolls'], 1):.2f} ({t['toll_ok']}/{t['tolls']}; predicted {t['toll_pred']})",
        f"claimant    {t['claim_ok'] / max(t['claim'], 1):.2f}",
        f"status      {t['status'] / m:.2f}",
        f"relations   {t['relation_ok']}/{t['relations']} (predicted {t['relation_pred']})",
        f"non-events coded {t['withheld_bad']}",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--words", action="store_true", help="list the misses")
    options = parser.parse_args()
    result = score(options.gold, options.predictions)
    print(table(result["counts"]))
    if options.words:
        print("\n".join(result["misses"]))
