"""The contracts every importer and exporter is held to."""

from __future__ import annotations

from pathlib import Path

from eventx.testing import ExporterContract, ImporterContract
from eventx_acled import AcledExporter, AcledImporter

SAMPLES = Path(__file__).parents[1] / "samples"


def longer(content: bytes, times: int) -> bytes:
    header, _, rows = content.partition(b"\n")
    return (
        header
        + b"\n"
        + b"".join(rows.replace(b"\nAAA", b"\nA%dA" % number).replace(b"AAA1,", b"A%dA1," % number, 1) for number in range(times))
    )


class TestImporter(ImporterContract):
    importer = AcledImporter
    samples = (SAMPLES / "every-code.csv",)
    repeat = staticmethod(longer)


class TestCells(ImporterContract):
    importer = AcledImporter
    samples = (SAMPLES / "every-code.csv",)
    options = {"evidence": "cells"}


class TestExporter(ExporterContract):
    exporter = AcledExporter
