"""When the next meeting falls: what was announced, else the rhythm of the committee, on a working day to come."""

from __future__ import annotations

from datetime import date, timedelta

from gouvernail.governance.models import Committee, Meeting
from gouvernail.kernel.french_calendar import WEEKDAYS
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month, add_months

SATURDAY = 5


def next_date(committee: Committee, previous: Meeting | None, today: date) -> PartialDate:
    """Return the date to propose for the meeting after ``previous``.

    The date announced then, if it is still to come; otherwise so many months later by the rhythm of the phase, on the
    same day of the week, and not before ``today``; without a rhythm, the month to come, the day being unknown.
    """
    if previous and previous.next_on and not previous.next_on.is_before(today):
        return previous.next_on
    months = committee.months_between_meetings
    if previous is None or not months:
        coming = Month.of(today).next()
        return PartialDate.of_month(coming.year, coming.month)
    last = previous.held_on
    steps = 1
    while (found := add_months(last.first_day, months * steps)) < today:
        steps += 1
    if not last.is_exact:
        return PartialDate.of_month(found.year, found.month)
    return PartialDate.of_day(_same_weekday(found, last.first_day, today))


def _same_weekday(found: date, like: date, today: date) -> date:
    """Return the day nearest to ``found`` that is the same day of the week as ``like``, never a Sunday nor past."""
    day = found + timedelta(days=(like.weekday() - found.weekday() + 3) % 7 - 3)
    if day < today:
        day += timedelta(days=7)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def day_in_words(when: PartialDate) -> str:
    """Write the date of a meeting: « mardi 13 janvier 2026 », or as much of it as is known."""
    return f"{WEEKDAYS[when.first_day.weekday()]} {when}" if when.is_exact else str(when)
