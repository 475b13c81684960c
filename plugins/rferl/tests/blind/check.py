#!/usr/bin/env python3
"""Check the codings of this set: python3 check.py.

Knows the form of gold.json (offsets, dates, types, numbers, links), not whether a coding is right.

Writes each fault with the event it concerns, then a count by kind of event; exit status 1 if there is any fault.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

BATTLES = {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"}
AGAINST_CIVILIANS = {"Sexual violence", "Attack", "Abduction/forced disappearance", "Excessive force against protesters"}
NEVER_TARGETING = BATTLES | {
    "Protest with intervention", "Peaceful protest", "Agreement", "Arrests", "Change to group/activity",
    "Disrupted weapons use", "Headquarters or base established", "Non-violent transfer of territory",
    "Looting/property destruction", "Other",
}  # fmt: skip
EITHER = {
    "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb",
    "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
}  # fmt: skip
ACTOR_TYPES = {
    "State forces", "Rebel group", "Political militia", "Identity militia",
    "Rioters", "Protesters", "Civilians", "External/Other forces",
}  # fmt: skip
PLACE_PRECISIONS = {"town", "district", "province", "region", "country", "border"}
DATE_SPANS = {"day": (1, 1), "days": (2, 6), "week": (2, 7), "month": (8, 31), "year": (32, 366)}


def event_faults(event: dict[str, Any], text: str, published: date, ids: set[str]) -> list[str]:
    faults = []
    said = "\n".join(span["text"] for span in event["evidence"])
    start, end = date.fromisoformat(event["date_start"]), date.fromisoformat(event["date_end"])
    low, high = DATE_SPANS[event["date_precision"]]
    if not low <= (end - start).days + 1 <= high:
        faults.append("date span does not fit its precision")
    if end > published:
        faults.append("dated after publication")
    if event["date_words"] is not None and event["date_words"] not in text:
        faults.append(f"date words not in text: {event['date_words']}")
    if event["core"] != (event["date_precision"] in ("day", "days") and end >= published - timedelta(days=2)):
        faults.append("core does not follow from the date")
    if event["sub_event_type"] not in BATTLES | AGAINST_CIVILIANS | NEVER_TARGETING | EITHER:
        faults.append("unknown type")
    if not event["evidence"]:
        faults.append("no evidence")
    for place in event["places"]:
        if place["name"] not in text or place["precision"] not in PLACE_PRECISIONS:
            faults.append(f"place: {place['name']}")
        lat, lon = place["lat"], place["lon"]
        if lat is None or lon is None:
            placed = lat is lon and place["precision"] == "border"
        else:
            placed = -90 <= lat <= 90 and -180 <= lon <= 180
        if not placed:
            faults.append(f"coordinates: {place['name']}")
    for role in ("actor1", "actor2"):
        actor = event[role]
        if actor and (actor["type"] not in ACTOR_TYPES or (actor["mention"] is not None and actor["mention"] not in text)):
            faults.append(f"{role}: {actor}")
    for measure in ("deaths", "injured"):
        for toll in event[measure]:
            chain = [toll[key] for key in ("low", "best", "high") if toll[key] is not None]
            if not chain or chain != sorted(chain) or min(chain) < 0:
                faults.append(f"{measure} range: {toll}")
            if toll["words"] not in said:
                faults.append(f"{measure} words not in evidence: {toll['words']}")
            if toll["claimed_by"] is not None and toll["claimed_by"] not in text:
                faults.append(f"{measure} source not in text: {toll['claimed_by']}")
            if "supersedes" in toll and toll["supersedes"] not in said:
                faults.append(f"{measure} older figure not in evidence: {toll['supersedes']}")
    targeting, kind = event["civilian_targeting"], event["sub_event_type"]
    if (kind in AGAINST_CIVILIANS and not targeting) or (kind in NEVER_TARGETING and targeting):
        faults.append("civilian targeting does not fit the type")
    victim = event["actor2"] and event["actor2"]["type"]
    if targeting and kind not in AGAINST_CIVILIANS and victim != "Civilians":
        faults.append("civilian targeting without civilians")
    if event["status"] not in ("reported", "claimed", "denied"):
        faults.append("status")
    for relation in event["relations"]:
        if relation["type"] not in ("in-response-to", "part-of", "follows") or relation["event"] not in ids - {event["id"]}:
            faults.append(f"relation: {relation}")
    return faults


def main(root: pathlib.Path) -> int:
    faults: list[str] = []
    kinds: dict[str, Counter[str]] = {}
    articles = 0
    for gold in sorted(root.glob("*/gold.json")):
        folder = gold.parent
        counted = kinds[folder.name] = Counter()
        for article in json.loads(gold.read_text(encoding="utf-8"))["articles"]:
            articles += 1
            text = (folder / article["body_file"]).read_bytes().decode("utf-8")
            size = len(re.sub(r"^ date .*\n", "", text).split())
            if not (12 if folder.name == "minis" else 80) <= size <= 700 or "\r" in text:
                faults.append(f"{article['id']}: {size} words, or line ends")
            if not (folder / article["file"]).exists():
                faults.append(f"{article['id']}: file missing")
            ids = {event["id"] for event in article["events"]}
            if len(ids) != len(article["events"]) or any(not name.startswith(article["id"] + "-e") for name in ids):
                faults.append(f"{article['id']}: event ids")
            spans = [(e["id"], span) for e in article["events"] for span in e["evidence"]]
            spans += [("not_events", span) for span in article["not_events"]]
            for name, span in spans:
                if not span["text"] or text[span["start"] : span["end"]] != span["text"]:
                    faults.append(f"{article['id']} {name}: offset {span['start']}")
            for event in article["events"]:
                counted[event["sub_event_type"]] += 1
                for fault in event_faults(event, text, date.fromisoformat(article["published"]), ids):
                    faults.append(f"{event['id']}: {fault}")
    lines = [f"FAULT {fault}" for fault in faults]
    lines.append("".join(f"{name:>6}" for name in kinds))
    for kind in sorted({kind for counted in kinds.values() for kind in counted}):
        lines.append("".join(f"{counted[kind]:6}" for counted in kinds.values()) + f"  {kind}")
    sums = ", ".join(f"{name} {sum(counted.values())}" for name, counted in kinds.items())
    events = sum(sum(counted.values()) for counted in kinds.values())
    outcome = f"{len(faults)} fault(s)" if faults else "ok"
    lines.append(f"{articles} articles, {events} events ({sums}) - {outcome}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(__file__).parent))
