"""The records of three invented rows, in full, so that a change of meaning is seen."""

from __future__ import annotations

from acled_rows import cells, imported, table
from pytest_regressions.data_regression import DataRegressionFixture


def test_records(data_regression: DataRegressionFixture) -> None:
    rows = [
        cells(),
        cells(
            event_id_cnty="AAA2", event_date="16 May 2025", year="2025", time_precision="3",
            event_type="Violence against civilians", sub_event_type="Abduction/forced disappearance", inter1="3",
            actor1="Unidentified Armed Group (A)", inter2="7", actor2="Civilians (A)", interaction="37",
            civilian_targeting="Civilian targeting", geo_precision="3", fatalities="0",
        ),
        cells(
            event_id_cnty="AAA3", time_precision="2", event_type="Strategic developments", sub_event_type="Other", actor2="",
            inter2="", disorder_type="Strategic developments", interaction="State forces only", country="Red Sea", iso="",
            region="Eastern Africa", latitude="", longitude="", fatalities="",
        ),
    ]  # fmt: skip
    records = imported(table(*rows))
    for record in records:
        del record["provenance"]["importer"]["version"]
    data_regression.check({"records": records})
