"""The periods of a what-if, quarters or months: hypotheses are said by quarter, whatever the plan counts in."""

from __future__ import annotations

from datetime import date

from gouvernail.engines.planning.calendar import Calendar, read_period
from gouvernail.kernel.periods import Month, Quarter

MONTHS_IN_QUARTER = 3


def monthly(calendar: Calendar, on: date) -> Calendar:
    """Return the months of the quarters of a calendar, those that were over on a day left out."""
    first = max(Month.of(calendar.at(0).first_day), Month.of(on))
    last = Month.of(calendar.at(calendar.count - 1).last_day)
    return Calendar(first, (last.year - first.year) * 12 + last.month - first.month + 1)


def by_month(calendar: Calendar) -> bool:
    """Say whether a calendar counts in months."""
    return isinstance(calendar.first, Month)


def period_of(calendar: Calendar, day: date) -> int:
    """Return the number of the period that holds a day; negative before the plan."""
    if by_month(calendar):
        month = Month.of(day)
        return calendar.read(f"{month.year}-{month.month:02d}")
    quarter = Quarter.of(day)
    return calendar.read(f"{quarter.year}-T{quarter.quarter}")


def period_said(calendar: Calendar, text: str, *, last: bool = False) -> int:
    """Return the number of a period written « 2027-T2 » or « 2027-03 »; the ``last`` or the first that it covers."""
    at = read_period(text)
    return period_of(calendar, at.last_day if last else at.first_day)


def lasting(calendar: Calendar, quarters: int) -> int:
    """Return how many periods so many quarters are."""
    return quarters * MONTHS_IN_QUARTER if by_month(calendar) else quarters


def of_months(calendar: Calendar, months: int) -> int:
    """Return how many periods so many months take, a quarter begun counted whole."""
    return months if by_month(calendar) else -(-months // MONTHS_IN_QUARTER)
