"""Rules 11x: dates that stand in for others. Looks at all events that claim one exact day; keeps a count for each day.

Compares a day with the days around it, so that a file about one week or one offensive says nothing. Doesn't know which of the
events on a heap are right: a heap is found, not its members.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

from attrs import define, field

from eventx.report import Position, Severity
from eventx.rules.rule import Breach, Parameter, Rule, Screen, Sighting

MOST_DAYS = 200_000
"""Days that are counted: more than five centuries of them."""
_NEW_YEAR, _IN_MONTH, _WEEKDAY, _ALONE = "EVX110", "EVX111", "EVX112", "EVX113"
_Seen = tuple[Position, str, str]


@define
class Dates(Screen):
    """How many events claim each day, and which was the first on a heap.

    ``counted`` are asked at the end for days of events that weren't taken, and how many they were.
    """

    rules: Mapping[str, Rule]
    counts: Counter[str | None] = field(factory=Counter)
    first: dict[str, _Seen] = field(factory=dict)
    counted: list[Callable[[], Iterable[tuple[str | None, int]]]] = field(factory=list)

    @property
    def learns(self) -> tuple[str, ...]:
        """The date."""
        return ("date",)

    def part(self, member: str, value: Any) -> str | None:  # noqa: ARG002
        """The day, if the event claims exactly one."""
        if value is not None and value["precision"] == "day" and (day := value.get("start")) is not None and day == value["end"]:
            return str(day)
        return None

    def learned(self, *parts: Any) -> Any:
        """The day."""
        return parts[0]

    def take(
        self, learned: Sequence[str | None], names: Sequence[str], at: Callable[[int], Position]
    ) -> Iterable[tuple[int, str, Breach]]:
        """Count the days."""
        counted = Counter(learned)
        del counted[None]
        new = [day for day in counted if day not in self.counts]
        for day in new:
            if len(self.counts) >= MOST_DAYS:
                del counted[day]
                continue
            self.counts[day] = 0
            # One of each year and of each day of a year is enough to point at.
            if day is not None and not (day[:4] in self.first and day[5:] in self.first):
                number = learned.index(day)
                seen = (at(number), names[number], day)
                self.first.setdefault(day[:4], seen)
                self.first.setdefault(day[5:], seen)
        self.counts.update(counted)
        return ()

    def merges(self, count: int) -> bool:  # noqa: ARG002
        """Always: a day is counted."""
        return True

    def more(self, learned: str | None, count: int) -> None:
        """Count more events of a day."""
        if learned in self.counts:
            self.counts[learned] += count

    def finish(self) -> Iterator[tuple[str, Sighting]]:
        """The heaps, each at the first event on it."""
        for day, count in chain.from_iterable(counted() for counted in self.counted):
            self.more(day, count)
        self.counted.clear()
        days = {date.fromisoformat(day): count for day, count in self.counts.items() if day is not None}
        if len(days) < 10:  # a heap is one beside other days
            return
        for name, rule in self.rules.items():
            if name == _NEW_YEAR:
                yield from self._new_year(rule, days)
            elif name == _IN_MONTH:
                yield from self._in_month(rule, days)
            elif name == _WEEKDAY:
                yield from self._weekday(rule, days)
            elif name == _ALONE:
                yield from self._alone(rule, days)

    def _at(self, key: str, rule: Rule, words: str) -> tuple[str, Sighting]:
        position, name, day = self.first[key]
        return rule.id, Sighting(Breach("/date/start", words, day), position, name)

    def _new_year(self, rule: Rule, days: Mapping[date, int]) -> Iterator[tuple[str, Sighting]]:
        heap = [day for day in days if (day.month, day.day) == (1, 1)]
        count = sum(days[day] for day in heap)
        least, most = min(days), max(days)
        around = [day + timedelta(step) for day in heap for step in (-3, -2, -1, 1, 2, 3)]
        near = [days.get(day, 0) for day in around if least <= day <= most]
        usual = sum(near) / len(near) * len(heap) if near else 0.0
        if count >= rule.value("least") and count > rule.value("times") * max(usual, 1):
            words = f"{count:,} events are on 1 January, where the days around it have {usual:.1f}"
            yield self._at("01-01", rule, words)

    def _in_month(self, rule: Rule, days: Mapping[date, int]) -> Iterator[tuple[str, Sighting]]:
        chosen = rule.value("days")
        for number in chosen:
            others = [other for other in range(number - 3, number + 4) if 1 <= other <= 28 and other not in chosen]
            heap: Counter[tuple[int, int]] = Counter()
            near: Counter[tuple[int, int]] = Counter()
            for day, count in days.items():
                if day.day == number and (day.month, number) != (1, 1):
                    heap[day.year, day.month] += count
                elif day.day in others:
                    near[day.year, day.month] += count
            if len(heap) < 3 or not others:
                continue
            # One battle in one month is no heap: the largest month is left out.
            (largest, _), *_ = heap.most_common(1)
            count = heap.total() - heap.pop(largest)
            usual = sum(near[month] for month in near if month != largest) / len(others)
            if count >= rule.value("least") and count > rule.value("times") * max(usual, 1):
                words = f"{count:,} events are on day {number} of a month, where the days around it have {usual:.1f}"
                key = next(day for day in self.first if day.endswith(f"-{number:02}") and day != "01-01")
                yield self._at(key, rule, words)

    def _weekday(self, rule: Rule, days: Mapping[date, int]) -> Iterator[tuple[str, Sighting]]:
        wanted = rule.value("weekday")
        weeks: Counter[date] = Counter()
        other = 0
        for day, count in days.items():
            if day.isoweekday() == wanted:
                weeks[day] += count
            else:
                other += count
        if len(weeks) < 8:
            return
        largest, _ = weeks.most_common(1)[0]
        count, usual = weeks.total() - weeks[largest], other / 6
        if count >= rule.value("least") and count > rule.value("times") * max(usual, 1):
            words = f"{count:,} events are on a {largest:%A}, where another day of the week has {usual:.1f}"
            yield self._at(min(weeks).isoformat()[5:], rule, words)

    def _alone(self, rule: Rule, days: Mapping[date, int]) -> Iterator[tuple[str, Sighting]]:
        years: Counter[int] = Counter()
        for day, count in days.items():
            years[day.year] += count
        order, total = sorted(years), years.total()
        if total < rule.value("least"):
            return
        for at in range(1, len(order)):
            if order[at] - order[at - 1] < rule.value("years"):
                continue
            for side in (order[:at], order[at:]):
                count = sum(years[year] for year in side)
                if count <= rule.value("share") * total:
                    plural = "event is" if count == 1 else "events are"
                    words = f"{count:,} {plural} {order[at] - order[at - 1]} years away from the other {total - count:,}"
                    yield self._at(f"{side[0]:04}", rule, words)


_LEAST = "events that a heap has at least"
RULES = (
    Rule(
        _NEW_YEAR, Severity.WARNING, "Events are not heaped on 1 January",
        "Programs make 1 January of a year without a day; daily and monthly counts then have a peak that nobody saw.",
        "Give the whole year as the interval, with the precision 'year', where only the year is known.",
        screen=Dates,
        parameters=(Parameter("least", 10, _LEAST), Parameter("times", 5.0, "how many times as many as the days around it")),
    ),
    Rule(
        _IN_MONTH, Severity.WARNING, "Events are not heaped on the first or the middle of the month",
        "The 1st, the 15th and the 16th stand in for a month without a day.",
        "Give the whole month as the interval, with the precision 'month', where only the month is known.",
        screen=Dates,
        parameters=(
            Parameter("least", 20, _LEAST), Parameter("times", 3.0, "how many times as many as the days around it"),
            Parameter("days", (1, 15, 16), "the days of the month that are looked at", highest=31),
        ),
    ),
    Rule(
        _WEEKDAY, Severity.WARNING, "Events are not heaped on Mondays",
        "The first day of a week stands in for the week.",
        "Give the whole week as the interval, with the precision 'week', where only the week is known.",
        screen=Dates,
        parameters=(
            Parameter("least", 30, _LEAST), Parameter("times", 2.5, "how many times as many as another day of the week"),
            Parameter("weekday", 1, "the day of the week that is looked at; 1 is Monday", highest=7),
        ),
    ),
    Rule(
        _ALONE, Severity.WARNING, "No events are decades away from all others",
        "A lost century or a program's zero (1900, 1904, 1970) stretches every axis; GDELT has events of 2020 dated 1920.",
        "Check the years against the source.",
        screen=Dates,
        parameters=(
            Parameter("years", 20, "how many years without an event lie between"),
            Parameter("share", 0.02, "how much of all events is few", lowest=0, highest=1),
            Parameter("least", 50, "how many events there are at least"),
        ),
    ),
)  # fmt: skip
