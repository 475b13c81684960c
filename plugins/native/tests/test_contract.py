"""The contracts every importer and exporter is held to."""

from pathlib import Path

from eventx.testing import ExporterContract, ImporterContract
from eventx_native import NativeExporter, NativeImporter

SAMPLES = Path(__file__).parents[1] / "samples"


def longer(content: bytes, times: int) -> bytes:
    return b"".join(content.replace(b'"sample:', b'"sample:%d-' % number) for number in range(times))


class TestImporter(ImporterContract):
    importer = NativeImporter
    samples = (SAMPLES / "events.ndjson", SAMPLES / "dataset.json")
    repeat = staticmethod(longer)


class TestExporter(ExporterContract):
    exporter = NativeExporter


class TestDocument(ExporterContract):
    exporter = NativeExporter
    options = {"document": True, "title": "Examples"}
