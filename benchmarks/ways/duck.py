"""ACLED's table through DuckDB's SQL: as GeoJSON, flat or with the very members eventx writes, as CSV and as Parquet.

Nothing is validated, no ledger is kept, no loss is told; one row that doesn't fit the types ends the run. Geometry in Parquet is
a point's two numbers: well-known binary takes an extension of DuckDB's that is not in its package.
"""

from __future__ import annotations

import json
import os
import sys

_HEAD = '{"type":"FeatureCollection","features":['
_TYPES = """CASE sub_event_type
  WHEN 'Armed clash' THEN 'armed-clash' WHEN 'Government regains territory' THEN 'territory-regained'
  WHEN 'Non-state actor overtakes territory' THEN 'territory-overtaken' WHEN 'Air/drone strike' THEN 'aerial-strike'
  WHEN 'Shelling/artillery/missile attack' THEN 'bombardment' WHEN 'Remote explosive/landmine/IED' THEN 'explosive-device'
  WHEN 'Grenade' THEN 'grenade' WHEN 'Chemical weapon' THEN 'chemical-weapon' WHEN 'Suicide bomb' THEN 'suicide-bombing'
  WHEN 'Attack' THEN 'attack-on-civilians' WHEN 'Sexual violence' THEN 'sexual-violence'
  WHEN 'Abduction/forced disappearance' THEN 'abduction' WHEN 'Peaceful protest' THEN 'peaceful-protest'
  WHEN 'Protest with intervention' THEN 'protest-intervention' WHEN 'Excessive force against protesters' THEN 'excessive-force'
  WHEN 'Violent demonstration' THEN 'violent-demonstration' WHEN 'Mob violence' THEN 'mob-violence'
  WHEN 'Looting/property destruction' THEN 'looting-destruction' WHEN 'Agreement' THEN 'agreement' WHEN 'Arrests' THEN 'arrest'
  WHEN 'Change to group/activity' THEN 'group-change' WHEN 'Disrupted weapons use' THEN 'weapons-use-disrupted'
  WHEN 'Headquarters or base established' THEN 'base-established'
  WHEN 'Non-violent transfer of territory' THEN 'nonviolent-transfer' WHEN 'Other' THEN 'other' END"""
_ACTOR = """CASE {0} WHEN 'State forces' THEN 'state-forces' WHEN 'Rebel group' THEN 'rebel-group'
  WHEN 'Political militia' THEN 'political-militia' WHEN 'Identity militia' THEN 'identity-militia' WHEN 'Rioters' THEN 'rioters'
  WHEN 'Protesters' THEN 'protesters' WHEN 'Civilians' THEN 'civilians' WHEN 'External/Other forces' THEN 'external-forces' END"""
_PRECISION = "CASE geo_precision WHEN 1 THEN 'settlement' WHEN 2 THEN 'near-settlement' WHEN 3 THEN 'admin1' END"
_DIRECTED = "event_type = 'Violence against civilians'"
_BOTH = "concat_ws('; ', actor1, actor2)"
_BOTH_TYPES = f"concat_ws('; ', {_ACTOR.format('inter1')}, {_ACTOR.format('inter2')})"
# Cells given as numbers and days, blank cells as null: what a conversion needs, and as much of a check as there is.
_TYPED = """types={'event_date': 'DATE', 'year': 'INTEGER', 'time_precision': 'INTEGER', 'iso': 'INTEGER', 'latitude': 'DOUBLE',
  'longitude': 'DOUBLE', 'geo_precision': 'INTEGER', 'fatalities': 'BIGINT', 'timestamp': 'BIGINT'}"""
_READ = "read_csv('{source}', header=true, delim=',', quote='\"', escape='\"', strict_mode=true, all_varchar=false, {typed})"
_PROPERTIES = f"""
  'acled:' || event_id_cnty AS id, 'event' AS kind, {_TYPES} AS type, 'reported' AS status, event_date AS date_start,
  event_date AS date_end, CASE time_precision WHEN 1 THEN 'day' WHEN 2 THEN 'week' ELSE 'month' END AS date_precision,
  NULL::VARCHAR AS date_text, location AS place, country, left(event_id_cnty, 3) AS country_code, admin1, admin2, admin3,
  NULL::VARCHAR AS pcode, latitude, longitude, {_PRECISION} AS place_precision, NULL::DOUBLE AS radius_m,
  CASE WHEN {_DIRECTED} THEN actor1 END AS initiators,
  CASE WHEN {_DIRECTED} THEN {_ACTOR.format("inter1")} END AS initiator_types,
  CASE WHEN {_DIRECTED} THEN actor2 END AS targets, CASE WHEN {_DIRECTED} THEN {_ACTOR.format("inter2")} END AS target_types,
  CASE WHEN NOT {_DIRECTED} THEN {_BOTH} END AS actors, CASE WHEN NOT {_DIRECTED} THEN {_BOTH_TYPES} END AS actor_types,
  NULL::BIGINT AS killed_low, nullif(fatalities, 0) AS killed_best, NULL::BIGINT AS killed_high,
  fatalities::VARCHAR AS killed_claims, NULL::BIGINT AS injured_low, NULL::BIGINT AS injured_best, NULL::BIGINT AS injured_high,
  NULL::VARCHAR AS injured_claims, NULL::VARCHAR AS other_tolls,
  civilian_targeting IS NOT NULL AS civilian_targeting, notes, tags, NULL::VARCHAR AS part_of, NULL::VARCHAR AS relations,
  source AS sources, NULL::VARCHAR AS source_urls, NULL::VARCHAR AS published, NULL::VARCHAR AS evidence, 'acled' AS importer,
  'human' AS method, NULL::DOUBLE AS confidence, NULL::VARCHAR AS licence, 'ACLED, https://acleddata.com' AS attribution,
  'no-redistribution' AS redistribution"""
_SIDE = """{{'name': {0}, 'type': {1}, 'codes': [{{'system': 'acled-inter', 'code': {2}, 'basis': 'source'}}],
  'role': CASE WHEN {3} THEN '{4}' ELSE 'not-stated' END, 'side': '{5}'}}"""
_ONE = _SIDE.format("actor1", _ACTOR.format("inter1"), "inter1", _DIRECTED, "initiator", "a")
_TWO = _SIDE.format("actor2", _ACTOR.format("inter2"), "inter2", _DIRECTED, "target", "b")
_RECORD = f"""to_json({{'schema_version': '1.0.0', 'kind': 'event', 'id': 'acled:' || event_id_cnty, 'type': {_TYPES},
  'civilian_targeting': civilian_targeting IS NOT NULL, 'notes': notes, 'acled:timestamp': "timestamp",
  'codes': [{{'system': 'acled', 'code': event_type, 'basis': 'source'}},
            {{'system': 'acled', 'code': sub_event_type, 'basis': 'source'}}],
  'date': {{'start': event_date, 'end': event_date, 'precision': 'day', 'basis': 'source'}},
  'tolls': [{{'measure': 'killed', 'who': 'all', 'best': fatalities}}],
  'sources': list_transform(string_split(source, '; '), lambda one: {{'name': one, 'scale': source_scale}}),
  'actors': CASE WHEN actor2 IS NULL THEN [{_ONE}] ELSE [{_ONE}, {_TWO}] END,
  'place': {{'name': location, 'admin1': admin1, 'admin2': admin2, 'admin3': admin3, 'precision': {_PRECISION},
    'country': {{'name': country, 'codes': [
      {{'system': 'iso3166-1-numeric', 'code': lpad(iso::VARCHAR, 3, '0'), 'basis': 'source'}},
      {{'system': 'iso3166-1-alpha3', 'code': left(event_id_cnty, 3), 'basis': 'crosswalk'}}]}},
    'point': {{'lat': latitude, 'lon': longitude}}}},
  'status': 'reported', 'provenance': {{'importer': {{'name': 'acled', 'version': '0'}}, 'mapping': 'acled-31',
    'dataset': {{'name': 'ACLED'}}, 'method': 'human'}},
  'rights': {{'terms': 'https://acleddata.com/eula', 'attribution': 'ACLED, https://acleddata.com',
    'redistribution': 'no-redistribution'}}}})::VARCHAR"""


def geojson_flat(source: str, target: str) -> None:
    """ACLED's columns as properties."""
    _features(f"SELECT * FROM {_table(source)}", "event_id_cnty", target)


def geojson_same(source: str, target: str) -> None:
    """The properties that eventx writes."""
    _features(f"SELECT {_PROPERTIES} FROM {_table(source)}", "id", target)


def parquet_same(source: str, target: str) -> None:
    """The flat columns that eventx writes, and the nested record as JSON."""
    box = "{'xmin': longitude, 'ymin': latitude, 'xmax': longitude, 'ymax': latitude} AS bbox"
    select = f"SELECT {_PROPERTIES}, {box}, {_RECORD} AS record FROM {_table(source)}"
    _run(f"COPY ({select}) TO '{target}' (FORMAT parquet, CODEC zstd)")


def parquet_flat(source: str, target: str) -> None:
    """ACLED's columns."""
    _run(f"COPY (SELECT * FROM {_table(source)}) TO '{target}' (FORMAT parquet, CODEC zstd)")


def csv_same(source: str, target: str) -> None:
    """The flat columns that eventx writes, as CSV."""
    _run(f"COPY (SELECT {_PROPERTIES} FROM {_table(source)}) TO '{target}' (FORMAT csv, HEADER true)")


def geojson_rejects(source: str, target: str) -> None:
    """ACLED's columns as properties; rows that don't fit are listed instead (a day that doesn't exist, not a missing id)."""
    import duckdb

    kept = f"{_TYPED}, store_rejects=true"
    _features(f"SELECT * FROM {_READ.format(source=source, typed=kept)}", "event_id_cnty", target)
    (listed,) = duckdb.sql("SELECT count(*) FROM reject_errors").fetchall()
    print(json.dumps({"listed": listed[0]}))


def ucdp_acled(source: str, target: str) -> None:
    """UCDP's table in ACLED's columns, with the simplest of mappings: types and regions of countries stay blank."""
    blank = ", ".join(f"NULL AS {name}" for name in ("admin3", "source_scale", "tags", '"timestamp"'))
    same = "CASE type_of_violence WHEN 1 THEN 'Rebel group' WHEN 2 THEN 'Political militia' ELSE 'Civilians' END"
    first = "CASE WHEN gwnoa IS NOT NULL THEN 'State forces' ELSE 'Political militia' END"
    pair = f"{first} || '-' || {same}"
    select = f"""SELECT 'ucdp:' || id AS event_id_cnty, date_start::DATE AS event_date, year, date_prec AS time_precision,
      CASE type_of_violence WHEN 3 THEN 'Violence against civilians' END AS event_type, side_a AS actor1, {first} AS inter1,
      side_b AS actor2, {same} AS inter2, {pair} AS interaction, CASE type_of_violence WHEN 3 THEN 'Civilian targeting' END
      AS civilian_targeting, country_id AS iso, region, country, adm_1 AS admin1, adm_2 AS admin2, where_coordinates AS location,
      latitude, longitude, where_prec AS geo_precision, replace(source_office, ';', '; ') AS source, best AS fatalities, {blank}
      FROM {_READ.format(source=source, typed="sample_size=20480")}"""
    _run(f"COPY ({select}) TO '{target}' (FORMAT csv, HEADER true)")


def gdelt_ndjson(source: str, target: str) -> None:
    """GDELT's 61 cells as a flat object a line, under numbers for names, as text."""
    table = f"read_csv('{source}', header=false, delim='\t', quote='', escape='', all_varchar=true)"
    _run(f"COPY (SELECT * FROM {table}) TO '{target}' (FORMAT json)")


def _features(select: str, identifier: str, target: str) -> None:
    """A FeatureCollection: its head stands where a table has its header, its tail is put behind the last feature."""
    point = "{'type': 'Point', 'coordinates': [longitude, latitude]}"
    feature = f"to_json({{'type': 'Feature', 'id': {identifier}, 'geometry': {point}, 'properties': one}})::VARCHAR || ','"
    head = _HEAD.replace('"', '""')
    options = "FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER E'\\x01'"
    _run(f"COPY (SELECT {feature} AS \"{head}\" FROM ({select}) AS one) TO '{target}' ({options})")
    with open(target, "r+b") as out:
        out.seek(-2, os.SEEK_END)  # the comma and the end of the last line
        out.write(b"\n]}\n")


def _table(source: str) -> str:
    return _READ.format(source=source, typed=_TYPED)


def _run(sql: str) -> None:
    import duckdb

    duckdb.sql(sql)


if __name__ == "__main__":
    WAYS = (geojson_flat, geojson_same, geojson_rejects, csv_same, parquet_same, parquet_flat, ucdp_acled, gdelt_ndjson)
    {one.__name__: one for one in WAYS}[sys.argv[1]](*sys.argv[2:])
