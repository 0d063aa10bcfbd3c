"""How long the support worked between two instants: minutes of its opening hours, and no others.

Opening hours are those of a clock on the wall, so they are laid out day by day as instants: whatever a clock does in
March and October, and wherever it hangs, an hour of opening is sixty minutes. Two instants then differ by what was open
before the one and before the other, which costs a search in a sorted table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from gouvernail.kernel.opening_hours import Ranges
from gouvernail.kernel.working_days import DEFAULT_ZONE, public_holidays

UNKNOWN = -1
"""What stands for a number of minutes that is not known, in arrays."""

CLOCKS = {
    "metropole": "Europe/Paris",
    "alsace-moselle": "Europe/Paris",
    "guadeloupe": "America/Guadeloupe",
    "guyane": "America/Cayenne",
    "martinique": "America/Martinique",
    "mayotte": "Indian/Mayotte",
    "nouvelle-caledonie": "Pacific/Noumea",
    "polynesie": "Pacific/Tahiti",
    "reunion": "Indian/Reunion",
    "saint-barthelemy": "America/St_Barthelemy",
    "saint-martin": "America/Marigot",
    "saint-pierre-et-miquelon": "America/Miquelon",
    "wallis-et-futuna": "Pacific/Wallis",
}
"""The time zone of each territory of ``working_days.ZONES``; in Polynesia that of Tahiti, where most people live."""

_MINUTE = np.timedelta64(1, "m")
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Week:
    """The hours of each weekday, Monday first, from a day on."""

    since: date
    days: tuple[Ranges, ...]
    open_on_holidays: bool = False


@dataclass(frozen=True)
class Timetable:
    """When a support is open: its weeks, in the order of the days from which they hold, and its closed days.

    ``closed`` are pairs of days, both included; ``zone`` is the territory, for its holidays and its clock.
    """

    weeks: tuple[Week, ...]
    closed: tuple[tuple[date, date], ...] = ()
    zone: str = DEFAULT_ZONE

    @property
    def clock(self) -> ZoneInfo:
        """The time zone in which its hours are told."""
        return ZoneInfo(CLOCKS[self.zone])

    def hours_of(self, day: date) -> Ranges:
        """Return when it is open on a day."""
        week = next((one for one in reversed(self.weeks) if one.since <= day), None)
        if week is None or any(first <= day <= last for first, last in self.closed):
            return ()
        if not week.open_on_holidays and day in public_holidays(day.year, self.zone):
            return ()
        return week.days[day.weekday()]


def working_minutes(timetable: Timetable, start: datetime, end: datetime) -> int | None:
    """Return how many minutes the support was open from ``start`` to ``end``, both with a zone, taken to the minute.

    ``None`` where it is not known: hours that begin later than ``start``, or an end before its start.
    """
    arrays = (np.array([_utc(one)], "datetime64[m]") for one in (start, end))
    found = int(working_minutes_of_arrays(timetable, *arrays)[0])
    return None if found == UNKNOWN else found


def working_minutes_of_arrays(timetable: Timetable, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return the same for arrays of instants in UTC (``datetime64``, ``NaT`` for none); ``UNKNOWN`` where it is not.

    The work is laying the days out, once for a span of years, then two searches an instant.
    """
    starts, ends = starts.astype("datetime64[m]"), ends.astype("datetime64[m]")
    found = np.full(len(starts), UNKNOWN, np.int64)
    if not timetable.weeks:
        return found
    known = ~(np.isnat(starts) | np.isnat(ends)) & (ends >= starts)
    known &= starts >= np.datetime64(_utc(_midnight(timetable.weeks[0].since, timetable.clock)), "m")
    if known.any():
        first, last = starts[known].min().item().year, ends[known].max().item().year
        laid = _laid_out(timetable, first, last)
        found[known] = _open_before(laid, ends[known]) - _open_before(laid, starts[known])
    return found


Run = tuple[datetime, datetime]
Laid = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Runs of opening: when each begins, when it ends, and how many minutes were open before it."""


def _open_before(laid: Laid, instants: np.ndarray) -> np.ndarray:
    starts, ends, before = laid
    at = np.searchsorted(starts, instants, side="right") - 1
    inside = (np.minimum(instants, ends[at]) - starts[at]) // _MINUTE
    return np.where(at < 0, 0, before[at] + inside)


@lru_cache(maxsize=64)
def _laid_out(timetable: Timetable, first: int, last: int) -> Laid:
    """Lay out whole years, and a day on each side: a year does not end everywhere at once."""
    day, end = date(first, 1, 1) - timedelta(days=1), date(last + 1, 1, 1)
    runs: list[Run] = []
    while day <= end:
        runs += _runs_of(day, timetable.hours_of(day), timetable.clock)
        day += timedelta(days=1)
    runs = runs or [(_EPOCH, _EPOCH)]
    starts, ends = (np.array(column, "datetime64[m]") for column in zip(*runs, strict=True))
    lengths = (ends - starts) // _MINUTE
    return starts, ends, np.cumsum(lengths) - lengths


def _runs_of(day: date, hours: Ranges, clock: ZoneInfo) -> Iterator[Run]:
    """Yield the hours of a day as instants in UTC; a day on which clocks change is walked minute by minute."""
    midnight, next_one = (_midnight(one, clock) for one in (day, day + timedelta(days=1)))
    if midnight.utcoffset() == next_one.utcoffset():
        for start, end in hours:
            yield _utc(midnight) + timedelta(minutes=start), _utc(midnight) + timedelta(minutes=end)
        return
    began = None
    instant, last = _utc(midnight), _utc(next_one)
    while instant <= last:
        shown = instant.replace(tzinfo=UTC).astimezone(clock)
        minute = 60 * shown.hour + shown.minute
        is_open = instant < last and any(start <= minute < end for start, end in hours)
        if is_open and began is None:
            began = instant
        elif not is_open and began is not None:
            yield began, instant
            began = None
        instant += timedelta(minutes=1)


def _midnight(day: date, clock: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock)


def _utc(instant: datetime) -> datetime:
    """Return an instant in UTC without a zone, as arrays keep them."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def written_minutes(minutes: int) -> str:
    """Write a length of work: « 45 min », « 3 h », « 27 h 05 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
