"""The contract every importer is held to, run on the sample; and what this format means."""

from pathlib import Path

import eventx
from eventx.testing import ImporterContract
from eventx_incidentlog import IncidentLog

SAMPLE = Path(__file__).parent / "sample.log"


class TestContract(ImporterContract):
    importer = IncidentLog
    samples = (SAMPLE,)


def test_an_unknown_place_stays_unknown() -> None:
    first, second = eventx.read(SAMPLE)
    assert first.place is not None
    assert first.place.name == "Talas"
    assert second.place is None
