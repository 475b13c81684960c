"""Contract suites for plugins: what eventx relies on, as tests that a plugin's author inherits in three lines.

    class TestContract(ImporterContract):
        importer = MyImporter
        samples = (Path("sample.log"),)

Knows what an importer and an exporter must do. Needs pytest; nothing else of eventx imports this package.
"""

from eventx.testing.exporters import ExporterContract
from eventx.testing.importers import ImporterContract

__all__ = ["ExporterContract", "ImporterContract"]
