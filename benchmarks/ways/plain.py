"""ACLED's table as flat GeoJSON with the standard library alone: no types but the point, no check, no ledger."""

from __future__ import annotations

import csv
import json
import sys

source, target = sys.argv[1:]
with open(source, encoding="utf-8", newline="") as table, open(target, "w", encoding="utf-8") as out:
    out.write('{"type":"FeatureCollection","features":[')
    for number, row in enumerate(csv.DictReader(table)):
        point = {"type": "Point", "coordinates": [float(row["longitude"]), float(row["latitude"])]}
        feature = {"type": "Feature", "id": row["event_id_cnty"], "geometry": point, "properties": row}
        out.write(("," if number else "") + "\n" + json.dumps(feature, ensure_ascii=False))
    out.write("\n]}\n")
