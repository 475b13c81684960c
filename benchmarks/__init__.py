"""Benchmarks: eventx beside the tools that do a part of its work, on data generated here."""
