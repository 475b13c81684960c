"""The contract every exporter is held to."""

from eventx.testing import ExporterContract
from eventx_geojson import GeojsonExporter


class TestExporter(ExporterContract):
    exporter = GeojsonExporter
