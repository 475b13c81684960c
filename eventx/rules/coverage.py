"""Rule 511: events outside of what a dataset says it covers.

Knows the coverage of a dataset document's header, or that of a profile for files without a header. An event that lies in it in
part, or that doesn't say when or where, is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, field

from eventx.report import Position, Severity
from eventx.rules.rule import Breach, Parameter, Rule, Screen

_OUTSIDE = "EVX511"


@define
class Coverage(Screen):
    """The days and countries that are covered; empty: nothing is said of them."""

    rules: Mapping[str, Rule]
    start: str = field(init=False)
    end: str = field(init=False)
    countries: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        rule = self.rules[_OUTSIDE]
        self.start, self.end = rule.value("start"), rule.value("end")
        self.countries = frozenset(rule.value("countries"))

    def states(self, coverage: Mapping[str, Any]) -> None:
        """Take over what a header says; what the profile says stands."""
        given = self.rules[_OUTSIDE].given
        for name in ("start", "end"):
            if name not in given and isinstance(said := coverage.get(name), str):
                setattr(self, name, said)
        countries = coverage.get("countries")
        if "countries" not in given and isinstance(countries, list):
            self.countries = frozenset(one for country in countries for one in _called(country))

    @property
    def learns(self) -> tuple[str, ...]:
        """What is covered by days needs the date, what is covered by countries the place."""
        return ("date", "place") if self.start or self.end or self.countries else ()

    def part(self, member: str, value: Any) -> Breach | None:
        """In which words a date or a place lies outside."""
        if value is None:
            return None
        return self._of_date(value) if member == "date" else self._of_country(value.get("country"))

    def _of_date(self, when: Mapping[str, Any]) -> Breach | None:
        if "start" in when and ((self.start and when["end"] < self.start) or (self.end and when["start"] > self.end)):
            words = (
                f"the event is of {when['start']} to {when['end']}, the dataset covers {self.start or '…'} to {self.end or '…'}"
            )
            return Breach("/date", words, when["start"])
        return None

    def _of_country(self, country: Mapping[str, Any] | None) -> Breach | None:
        if self.countries and country is not None:
            called = _called(country)
            if called and self.countries.isdisjoint(called):
                listed = ", ".join(sorted(self.countries)[:5])
                words = f"the event is in {country.get('name') or called[0]}, the dataset covers {listed}"
                return Breach("/place/country", words, country.get("name"))
        return None

    def learned(self, *parts: Any) -> Breach | None:
        """In which words the event lies outside."""
        return next((one for one in parts if one is not None), None)

    def take(
        self,
        learned: Sequence[Breach | None],
        names: Sequence[str],  # noqa: ARG002
        at: Callable[[int], Position],  # noqa: ARG002
    ) -> Iterable[tuple[int, str, Breach]]:
        """Tell it."""
        return [(number, _OUTSIDE, breach) for number, breach in enumerate(learned) if breach is not None]


def _called(country: Any) -> list[str]:
    """The ISO 3166-1 alpha-3 codes of a country; its name if it has no code that is known."""
    from eventx.errors import SchemaError
    from eventx.vocabulary import country as coded
    from eventx.vocabulary import country_by_name

    if not isinstance(country, Mapping):
        return []
    found = []
    for one in country.get("codes", ()):
        try:
            known = coded(one["system"], one["code"])
        except (SchemaError, KeyError, TypeError):
            continue
        if known is not None:
            found.append(known.alpha3)
    name = country.get("name")
    if not found and isinstance(name, str):
        known = country_by_name(name)
        found.append(known.alpha3 if known is not None else name)
    return found


def _no_day(text: str) -> str:
    """Days are compared as texts, so each has to be one."""
    try:
        good = date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    return "" if good else f"needs a day written YYYY-MM-DD, not {text!r}"


def _no_code(text: str) -> str:
    from eventx.vocabulary import country as coded
    from eventx.vocabulary import country_by_name

    if coded("iso3166-1-alpha3", text) is not None:
        return ""
    capitals = text.strip().upper()
    near = country_by_name(text) or coded("iso3166-1-alpha3", capitals) or coded("iso3166-1-alpha2", capitals)
    advice = f"; did you mean {near.alpha3!r}?" if near is not None else ""
    return f"needs codes of ISO 3166-1 alpha-3, not {text!r}{advice}"


RULES = (
    Rule(
        _OUTSIDE, Severity.WARNING, "An event lies within what its dataset covers",
        "Whoever counts by the stated coverage leaves it out or believes that the coverage reaches further than it does.",
        "Correct the event, or the dataset's coverage. A profile can state the coverage of a file that has no header.",
        screen=Coverage,
        parameters=(
            Parameter("start", "", "the first day covered, written YYYY-MM-DD", form=_no_day, until="end"),
            Parameter("end", "", "the last day covered", form=_no_day),
            Parameter("countries", (), "the countries covered, by ISO 3166-1 alpha-3", form=_no_code),
        ),
    ),
)  # fmt: skip
