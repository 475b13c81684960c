"""Rules 1xx: dates. Knows intervals and their precision; never compares with today, so that a check gives the same every day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from eventx.json_pointers import has_gap
from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

# Longest interval, in days, that each precision can mean; both ends are included. Longer than the schema's words, because sources
# round: a "week" can reach from the Monday of one to the Sunday of the next.
_LONGEST = {"day": 1, "days": 7, "week": 14, "month": 62, "year": 366}
_COARSE = frozenset(("week", "month", "year", "years"))
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_CLOCK = re.compile(r"T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?.*?(?:Z|[+-]([0-9]{2}):([0-9]{2}))$", re.ASCII)


@lru_cache(1 << 12)
def _day(text: str) -> date | None:
    """The calendar day a moment begins with; None for one that doesn't exist, which EVX107 tells."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _ends_before_it_starts(record: Record) -> Iterable[Breach]:
    when = record["date"]
    if "start" not in when or when["end"] >= when["start"]:
        return ()
    return (Breach("/date/end", f"the event ends on {when['end']}, before it starts on {when['start']}", when["end"]),)


def _longer_than_its_precision(record: Record) -> Iterable[Breach]:
    when = record["date"]
    longest = _LONGEST.get(when["precision"])
    if longest is None or "start" not in when or when["start"] == when["end"]:
        return ()
    days = (date.fromisoformat(when["end"]) - date.fromisoformat(when["start"])).days + 1
    if days <= longest:
        return ()
    words = f"precision '{when['precision']}', but the interval is {days} days long"
    return (Breach("/date/precision", words, when["precision"]),)


def _shorter_than_its_precision(record: Record) -> Iterable[Breach]:
    when = record["date"]
    if when["precision"] not in _COARSE or "start" not in when or when["start"] != when["end"]:
        return ()
    words = f"precision '{when['precision']}', but the interval is the one day {when['start']}"
    return (Breach("/date", words, when["start"]),)


def _interval_and_unknown(record: Record) -> Iterable[Breach]:
    when = record["date"]
    if when["precision"] == "unknown":
        if "start" in when:
            words = f"precision 'unknown', but the interval {when['start']} to {when['end']} is given"
            return (Breach("/date/precision", words, "unknown"),)
    elif "start" not in when and not has_gap(record, "/date/start"):
        words = f"precision '{when['precision']}', but no interval is given"
        return (Breach("/date/precision", words, when["precision"]),)
    return ()


def _published(record: Record) -> date | None:
    """The last day on which a source was published; None if no source says."""
    days = [day for source in record.get("sources", ()) if "published" in source and (day := _day(source["published"]))]
    return max(days) if days else None


def _after_publication(record: Record) -> Iterable[Breach]:
    published = _published(record)
    start = None if published is None else record["date"].get("start")
    # A time zone can put the event's day one after the publication's; two days can't be explained so.
    if published is None or start is None or (date.fromisoformat(start) - published).days <= 1:
        return ()
    words = f"the event starts on {start}, after its last source was published on {published}"
    return (Breach("/date/start", words, start),)


def _after_retrieval(record: Record) -> Iterable[Breach]:
    told = record["provenance"].get("retrieved")
    retrieved = None if told is None else _day(told)
    start = None if retrieved is None else record.get("date", {}).get("start")
    # As with a publication: a time zone explains one day.
    if retrieved is None or start is None or (date.fromisoformat(start) - retrieved).days <= 1:
        return ()
    words = f"the event starts on {start}, after its record was retrieved on {retrieved}"
    return (Breach("/date/start", words, start),)


def _fetched_before_published(record: Record) -> Iterator[Breach]:
    for index, source in enumerate(record["sources"]):
        if "published" in source and "retrieved" in source:
            published, retrieved = _day(source["published"]), _day(source["retrieved"])
            if published and retrieved and (published - retrieved).days > 1:
                words = f"retrieved on {retrieved}, before it was published on {published}"
                yield Breach(f"/sources/{index}/retrieved", words, source["retrieved"])


def _no_such_moment(record: Record) -> Iterator[Breach]:
    moments: list[tuple[str, dict[str, Any], str]] = []
    for index, source in enumerate(record.get("sources", ())):
        moments += [(f"/sources/{index}", source, name) for name in ("published", "retrieved") if name in source]
    if "provenance" in record and "retrieved" in record["provenance"]:
        moments.append(("/provenance", record["provenance"], "retrieved"))
    for where, holder, name in moments:
        text = holder[name]
        if not _is_a_moment(text):
            yield Breach(f"{where}/{name}", f"'{name}' is {text}, which is no day of the calendar or no time of the clock", text)


@lru_cache(1 << 12)
def _is_a_moment(text: str) -> bool:
    return _day(text) is not None and _on_the_clock(text)


def _on_the_clock(text: str) -> bool:
    clock = _CLOCK.search(text)
    if clock is None:
        return True
    hour, minute, second, zone_hour, zone_minute = (int(part or 0) for part in clock.groups())
    return hour < 24 and minute < 60 and second <= 60 and zone_hour < 24 and zone_minute < 60


def _year_in_the_words(record: Record) -> Iterable[Breach]:
    when = record["date"]
    if "text" not in when or "start" not in when or when.get("basis") in ("relative", "inferred"):
        return ()
    years = [int(year) for year in _YEAR.findall(when["text"])]
    if not years or any(int(when["start"][:4]) <= year <= int(when["end"][:4]) for year in years):
        return ()
    words = f"the words say {when['text']!r}, but the interval is {when['start']} to {when['end']}"
    return (Breach("/date/text", words, when["text"]),)


def _counted_before_it_happened(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        start = record.get("date", {}).get("start") if "as_of" in toll else None
        if start and (date.fromisoformat(start) - date.fromisoformat(toll["as_of"])).days > 1:
            words = f"the toll is of {toll['as_of']}, but the event starts on {start}"
            yield Breach(f"/tolls/{index}/as_of", words, toll["as_of"])


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
        "Check the year of the event and the publication date.",
        "date", _after_publication, reads=("date.start", "sources.published"),
    ),
    Rule(
        "EVX104", Severity.ERROR, "An interval and the precision 'unknown' exclude each other",
        "A date without an interval can only be words, and an interval is always some knowledge.",
        "Give start and end with their precision, or precision 'unknown' with the words alone. An interval that is withheld is "
        "told in `gaps`.", "date", _interval_and_unknown,
    ),
    Rule(
        "EVX105", Severity.WARNING, "The interval is as long as its precision says",
        "The 15th, as a stand-in for a month, makes a peak in every daily count.",
        "Give the first and the last day of the week, month or year that the source means.", "date", _shorter_than_its_precision,
    ),
    Rule(
        "EVX106", Severity.WARNING, "A source is not fetched before it is published",
        "One of the two dates is wrong, and the age of the information with it.",
        "Check both; a page that was updated has a later date of its own.", "sources", _fetched_before_published,
    ),
    Rule(
        "EVX107", Severity.ERROR, "Days of publication and retrieval exist",
        "Programs stop at 31 February, or make 3 March of it.",
        "Correct the day or the time.", "", _no_such_moment, each=("sources", "provenance"),
    ),
    Rule(
        "EVX108", Severity.WARNING, "The year in the words is the year of the interval",
        "A year that was completed from the wrong date moves the event by twelve months.",
        "Correct the interval, or the basis if the words count from another date.", "date", _year_in_the_words,
    ),
    Rule(
        "EVX109", Severity.WARNING, "A toll is not counted before the event",
        "It then belongs to an earlier event, or the day is wrong.",
        "Check `as_of` and the event's date.", "tolls", _counted_before_it_happened, reads=("date.start", "tolls.as_of"),
    ),
    Rule(
        "EVX114", Severity.WARNING, "An event is not after the day on which its record was retrieved",
        "By then nobody can have told it as having happened: the date is wrong, often its year, or the event was only planned.",
        "Check the event's year and the day of retrieval. No status says 'planned': leave such an event out until it happens.",
        "provenance", _after_retrieval, reads=("date.start", "provenance.retrieved"),
    ),
)  # fmt: skip
