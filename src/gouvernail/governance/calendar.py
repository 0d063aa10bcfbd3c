"""When meetings fall: what was announced, else the rhythm of the committee, on days when a town hall sits.

A day suits when it is a working day of the territory, no « pont » beside a public holiday, outside the school holidays
that are known (``school``), and outside the two spans when committees do not meet (house rule: from 24 December to
2 January, the first three weeks of August).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from gouvernail.governance.models import Committee, Meeting
from gouvernail.governance.school import Break, break_on
from gouvernail.kernel.french_calendar import WEEKDAYS
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month, add_months
from gouvernail.kernel.working_days import DEFAULT_ZONE, public_holidays

MONDAY, FRIDAY, SATURDAY = 0, 4, 5
QUIET = (((12, 24), (12, 31)), ((1, 1), (1, 2)), ((8, 1), (8, 21)))
"""Spans of the year, by month and day, when committees do not meet."""
ONE_DAY = timedelta(days=1)


def next_date(
    committee: Committee,
    previous: Meeting | None,
    today: date,
    zone: str = DEFAULT_ZONE,
    breaks: Sequence[Break] = (),
) -> PartialDate:
    """Return the date to propose for the meeting after ``previous``.

    The date announced then, if it is still to come; otherwise so many months later by the rhythm of the phase, on the
    same day of the week where it suits, and not before ``today``; without a rhythm, the month to come, the day being
    unknown.
    """
    if previous and previous.next_on and not previous.next_on.is_before(today):
        return previous.next_on
    months = committee.months_after(today)
    if previous is None or not months:
        coming = Month.of(today).next()
        return PartialDate.of_month(coming.year, coming.month)
    last = previous.held_on
    steps = 1
    while (found := add_months(last.first_day, months * steps)) < today:
        steps += 1
    if not last.is_exact:
        return PartialDate.of_month(found.year, found.month)
    return PartialDate.of_day(suitable_day(found, last.first_day.weekday(), zone, breaks, after=today))


def year_plan(
    committee: Committee, start: date, last: date, zone: str = DEFAULT_ZONE, breaks: Sequence[Break] = ()
) -> list[date]:
    """Return the days to propose after ``start`` and up to ``last``: the rhythm of each phase, on days that suit.

    The weekday of ``start`` is kept where it can be. Each step counts from where the rhythm says, not from the day
    that a holiday made of it, so that nothing drifts. Empty when nobody fixed a rhythm.
    """
    found: list[date] = []
    anchor, steps = start, 0
    while months := committee.months_after(add_months(anchor, steps)):
        if committee.months_after(anchor) != months:
            anchor, steps = add_months(anchor, steps), 0  # the phase changed: count on from here
        steps += months
        wanted = add_months(anchor, steps)
        if wanted > last:
            break
        day = suitable_day(wanted, start.weekday(), zone, breaks, after=(found[-1] if found else start) + ONE_DAY)
        if day > last:
            break
        found.append(day)
    return found


def suitable_day(wanted: date, weekday: int, zone: str, breaks: Sequence[Break] = (), *, after: date) -> date:
    """Return the day nearest to ``wanted`` that falls on ``weekday`` and suits; later ones, then other days, after."""
    day = wanted + timedelta(days=(weekday - wanted.weekday() + 3) % 7 - 3)
    for week in range(6):
        other = day + timedelta(days=7 * week)
        if other >= after and is_suitable(other, zone, breaks):
            return other
    day = max(wanted, after)
    while not is_suitable(day, zone, breaks):
        day += ONE_DAY
    return day


def is_suitable(day: date, zone: str = DEFAULT_ZONE, breaks: Sequence[Break] = ()) -> bool:
    """Say whether a day may be proposed to a committee."""
    return not (why_unsuitable(day, zone) or break_on(day, breaks))


def why_unsuitable(day: date, zone: str = DEFAULT_ZONE) -> str:
    """Say in French why a committee does not sit on a day; nothing when it may."""
    if day.weekday() >= SATURDAY:
        return _("c’est un samedi ou un dimanche")
    if day in public_holidays(day.year, zone):
        return _("c’est un jour férié")
    if _is_bridge(day, zone):
        return _("c’est un pont, à côté d’un jour férié")
    if any(first <= (day.month, day.day) <= last for first, last in QUIET):
        return _("c’est une période où les comités ne siègent pas")
    return ""


def _is_bridge(day: date, zone: str) -> bool:
    other = {MONDAY: day + ONE_DAY, FRIDAY: day - ONE_DAY}.get(day.weekday())
    return other is not None and other in public_holidays(other.year, zone)


def day_in_words(when: PartialDate) -> str:
    """Write the date of a meeting: « mardi 13 janvier 2026 », or as much of it as is known."""
    return f"{WEEKDAYS[when.first_day.weekday()]} {when}" if when.is_exact else str(when)
