"""The contract every importer is held to."""

from pathlib import Path

from eventx.testing import ImporterContract
from eventx_rferl import Importer

ARTICLES = Path(__file__).parent / "articles"


class TestImporter(ImporterContract):
    importer = Importer
    samples = (ARTICLES / "d01.txt", ARTICLES / "d07.html", ARTICLES / "d11.html")
