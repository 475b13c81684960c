"""The tables of figures that circulate beside event data: by what each is known, and what to say of it.

Knows column names as letters and digits only, in lower case, because a table comes with ``bd_best``, ``BdBest`` and ``BD best``.
Doesn't know rows: the header tells.
"""

from __future__ import annotations

from attrs import frozen

_ACLED = "event-level data of ACLED is to be had with an account at https://acleddata.com"
_GED = "UCDP's events are in its Georeferenced Event Dataset (GED) and Candidate Events, https://ucdp.uu.se/downloads/"
_ANY = "event-level data is to be had from the project that counted, for example ACLED (https://acleddata.com) or UCDP GED"


_WHY = "a figure is no event, and none can be made of it without inventing days, places and sides"
COUNTS = frozenset(
    {"count", "counts", "n", "events", "nevents", "eventcount", "eventscount", "numberofevents", "totalevents", "numevents",
     "incidents", "incidentcount", "numberofincidents", "value", "frequency"}
)  # fmt: skip
# How many died can be told of one event too; with a period for a date it can't be one.
TOLLS = frozenset({"fatalities", "deaths", "killed", "totaldeaths", "totalfatalities", "numberofdeaths", "best"})


@frozen
class Kind:
    """One kind of table.

    ``title`` says what the table is, ``row`` what a row of it is, ``why`` why that can't be read, ``where`` where events are.
    ``needed``: columns it must have, each as the names it goes by. ``starts``: beginnings of column names, of each of which there
    must be one. ``shared``: columns it has though events have them. ``figures``: columns that hold numbers, if it has them.
    """

    name: str
    title: str
    row: str
    where: str
    needed: tuple[tuple[str, ...], ...] = ()
    starts: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    figures: frozenset[str] = COUNTS
    why: str = _WHY
    score: float = 0.95

    @property
    def sure(self) -> bool:
        """Whether no table of events could look like it."""
        return self.score >= 0.95

    def fits(self, columns: frozenset[str]) -> bool:
        """Whether a table with these columns is of this kind, judged by what it has."""
        if any(map(columns.isdisjoint, self.needed)):
            return False
        return all(any(column.startswith(start) for column in columns) for start in self.starts)


# Columns that only tables of single events have. A table with one of them is never claimed, whatever else it has.
EVENT_COLUMNS = frozenset(
    {
        "eventid", "eventidcnty", "eventidnocnty", "dataid", "globaleventid", "relid", "incidentid", "eventdate", "sqldate",
        "datestart", "startdatetime", "geolocation", "whereprec", "dateprec", "wherecoordinates", "sourcearticle", "sourceurl",
        "typeofviolence", "dyadnewid", "conflictnewid", "actor1", "actor1code", "actor1name", "actorname", "eventcode",
        "cameocode", "timeprecision", "geoprecision", "notes", "date", "day", "eventday", "iday",
    }
)  # fmt: skip

KINDS = (
    Kind(
        "HAPI",
        "HDX HAPI's table of conflict events",
        "the number of events and deaths of one type in one month and one administrative unit",
        f"HAPI counts ACLED's events, and {_ACLED}",
        needed=(("events",), ("eventtype",), ("referenceperiodstart",)),
    ),
    Kind(
        "ACLED CAST",
        "a table of ACLED's Conflict Alert System (CAST)",
        "the number of events forecast, and later observed, for one month and one first-order unit",
        _ACLED,
        needed=(("totalforecast", "battlesforecast"), ("ervforecast", "vacforecast", "battlesforecast")),
    ),
    Kind(
        "ACLED weekly",
        "ACLED's aggregated data",
        "the number of events and deaths of one type in one week and one first-order unit, with the unit's centroid",
        _ACLED,
        needed=(("week",), ("events",), ("eventtype", "subeventtype", "disordertype")),
    ),
    Kind(
        "HDX monthly",
        "a sheet of monthly counts as HDX has them of ACLED",
        "the number of events, and of deaths, in one month and one country or district",
        _ACLED,
        needed=(
            ("events", "numberofevents", "eventcount", "nevents", "totalevents"),
            ("month",),
            ("year",),
            ("country", "iso3", "admin1", "admin2"),
        ),
    ),
    Kind(
        "ACLED lists",
        "one of ACLED's lists of actors, actor types, countries or regions",
        "the number of events of one of these, with its first and last date",
        _ACLED,
        needed=(("eventcount",), ("firsteventdate",)),
        shared=frozenset({"actorname"}),
    ),
    Kind(
        "ACLED deletions",
        "ACLED's list of deleted events",
        "the id of an event that ACLED has taken back, and when",
        "take these ids out of the events you hold, and get the others anew from ACLED, https://acleddata.com",
        needed=(("deletedtimestamp",), ("eventidcnty", "dataid")),
        shared=frozenset({"eventidcnty", "dataid"}),
        why="it says nothing of what happened",
    ),
    Kind(
        "UCDP battle-related deaths",
        "UCDP's Battle-Related Deaths Dataset",
        "the battle deaths of one conflict or dyad in one year",
        _GED,
        needed=(("bdbest",), ("bdlow", "bdhigh"), ("year",)),
    ),
    Kind(
        "UCDP one-sided",
        "UCDP's One-sided Violence Dataset",
        "the civilians killed by one actor in one year",
        _GED,
        needed=(("isgovernmentactor",), ("bestfatalityestimate",), ("year",)),
        shared=frozenset({"actorname"}),
    ),
    Kind(
        "UCDP non-state",
        "UCDP's Non-State Conflict Dataset",
        "the deaths of one non-state conflict in one year",
        _GED,
        needed=(("org",), ("bestfatalityestimate",), ("year",)),
    ),
    Kind(
        "UCDP dyadic",
        "UCDP's Dyadic Dataset",
        "one pair of warring sides in one year",
        _GED,
        needed=(("dyadid",), ("intensitylevel", "intensity"), ("incompatibility",), ("year",)),
    ),
    Kind(
        "UCDP conflict",
        "the UCDP/PRIO Armed Conflict Dataset",
        "one conflict in one year",
        _GED,
        needed=(("conflictid", "id"), ("intensitylevel",), ("incompatibility",), ("year",)),
    ),
    Kind(
        "UCDP country-year",
        "UCDP's Country-Year Dataset on Organized Violence",
        "the conflicts and deaths of all three types of violence in one country and one year",
        _GED,
        needed=(("year",),),
        starts=("sbtotaldeaths", "ostotaldeaths"),
    ),
    Kind(
        "ViEWS",
        "a table of ViEWS' forecasts",
        "the deaths forecast for one month and one country or grid cell",
        _GED,
        needed=(("monthid",),),
        starts=("mainmean",),
    ),
    Kind(
        "PRIO-GRID",
        "a table by PRIO-GRID cells",
        "figures for one cell of half a degree and one year or month",
        f"it is made from events elsewhere, often UCDP's: {_GED}",
        needed=(("gid", "priogridgid", "priogridid", "pgid", "pggid"), ("year", "month", "monthid")),
    ),
    Kind(
        "World Bank",
        "a table of World Bank indicators",
        "one indicator of one country, with a column for each year",
        f"its conflict indicators are UCDP's: {_GED}",
        needed=(("countryname",), ("countrycode",), ("indicatorname",), ("indicatorcode",)),
    ),
)

# Kinds that are known by all of their columns together, not by some of them.
CHART = Kind(
    "Our World in Data",
    "a chart's data as Our World in Data has them",
    "figures for one country or region in one year or on one day",
    f"its source is named beside the chart; if that is UCDP, {_GED}",
)
SERIES = Kind(
    "series",
    "a chart's data",
    "one figure for a time, and perhaps a place or a series",
    _ANY,
    figures=COUNTS | TOLLS,
    score=0.7,
)
