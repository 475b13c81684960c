"""Rules 1xx: dates. Knows intervals and their precision; never compares with today, so that a check gives the same every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

# Longest interval, in days, that each precision can mean; both ends are included.
_LONGEST = {"day": 1, "days": 7, "week": 14, "month": 62, "year": 366}


def _ends_before_it_starts(record: Record) -> Iterator[Breach]:
    when = record["date"]
    if "start" in when and when["end"] < when["start"]:
        yield Breach("/date/end", f"the event ends on {when['end']}, before it starts on {when['start']}", when["end"])


def _longer_than_its_precision(record: Record) -> Iterator[Breach]:
    when = record["date"]
    longest = _LONGEST.get(when["precision"])
    if longest is None or "start" not in when or when["start"] == when["end"]:
        return
    days = (date.fromisoformat(when["end"]) - date.fromisoformat(when["start"])).days + 1
    if days > longest:
        yield Breach(
            "/date/precision", f"precision {when['precision']!r}, but the interval is {days} days long", when["precision"]
        )


def _unknown_with_interval(record: Record) -> Iterator[Breach]:
    when = record["date"]
    if when["precision"] == "unknown" and "start" in when:
        yield Breach("/date/precision", f"precision 'unknown', but the interval {when['start']} to {when['end']} is given")
    elif when["precision"] != "unknown" and "start" not in when:
        yield Breach("/date/start", f"precision {when['precision']!r}, but no interval is given")


def _after_publication(record: Record) -> Iterator[Breach]:
    start = record["date"].get("start")
    days = [source["published"][:10] for source in record.get("sources", ()) if "published" in source]
    # A time zone can put the event's day one after the publication's; two days can't be explained so.
    if start and days and (date.fromisoformat(start) - date.fromisoformat(max(days))).days > 1:
        yield Breach("/date/start", f"the event starts on {start}, after its last source was published on {max(days)}", start)


RULES = (
    Rule(
        "EVX101", Severity.ERROR, "An event ends no earlier than it starts",
        "Software that plots or counts by interval drops such events or loops.",
        "Swap the two ends, or correct the wrong one from the source.", "date", _ends_before_it_starts,
    ),
    Rule(
        "EVX102", Severity.WARNING, "The interval is no longer than its precision says",
        "Precision is what people filter by; a 'day' that lasts a month passes every filter.",
        "State the precision that the interval has, or narrow the interval.", "date", _longer_than_its_precision,
    ),
    Rule(
        "EVX103", Severity.WARNING, "An event is not after the publications that report it",
        "Then either date is wrong, often the year of a day without one.",
        "Check the year of the event and the publication date.", "date", _after_publication,
    ),
    Rule(
        "EVX104", Severity.ERROR, "An interval and the precision 'unknown' exclude each other",
        "A date without an interval can only be words, and an interval is always some knowledge.",
        "Give start and end with their precision, or precision 'unknown' with the words alone.", "date", _unknown_with_interval,
    ),
)  # fmt: skip
