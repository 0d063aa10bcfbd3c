"""Ages and renewals of the equipment of a place, answered by its cohorts: some hundred rows, whatever stands behind.

Months that a day cuts are read date by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gouvernail.estate.models import CohortBasis, PlaceCohort
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation


class Born(NamedTuple):
    """Equipment born in a month, or on one date; neither where no date is known."""

    month: Month | None
    when: PartialDate | None
    count: int
    ordinals: int


class Ending(NamedTuple):
    """Equipment of one type and tax basis with the same month, or the same date, from which its end is told.

    ``planned`` says that the month is that of its replacement; it is otherwise that of its birth.
    """

    type: str
    planned: bool
    month: Month | None
    when: PartialDate | None
    tax_basis: str
    count: int
    priced: int
    price: Decimal | None


def born(place: Organisation, types: Iterable[str], on: date) -> Iterator[Born]:
    """Yield the equipment in use of some types, month by month; date by date where a birthday of it may be near a day.

    That is the month of ``on`` in any year, and all that is later (two queries).
    """
    rows = PlaceCohort.objects.filter(place=place, basis=CohortBasis.AGE, type__in=list(types)).order_by()
    cut: set[date] = set()
    for day, count, ordinals in rows.values_list("month", "count", "ordinals"):
        month = Month.of(day) if day else None
        if month and (month.month == on.month or month > Month.of(on)):
            cut.add(day)
        else:
            yield Born(month, None, count, ordinals)
    for day, dates in rows.filter(month__in=cut).values_list("month", "dates"):
        for text, (count, _priced, _price) in dates.items():
            when = PartialDate.from_text(text)
            yield Born(Month.of(day), when, count, count * when.last_day.toordinal())


def ending(place: Organisation, cut: Set[tuple[bool, Month]]) -> Iterator[Ending]:
    """Yield the equipment in use month by month (two queries).

    It comes date by date for the months of ``cut``, given as (planned, month).
    """
    names = ("type", "basis", "month", "tax_basis")
    rows = PlaceCohort.objects.filter(place=place).exclude(basis=CohortBasis.AGE).order_by()
    for type, basis, day, tax_basis, count, priced, price in rows.values_list(*names, "count", "priced", "price"):
        planned, month = basis == CohortBasis.PLANNED, Month.of(day) if day else None
        if (planned, month) not in cut:
            yield Ending(type, planned, month, None, tax_basis, count, priced, price)
    days = {month.first_day for _planned, month in cut}
    for type, basis, day, tax_basis, dates in rows.filter(month__in=days).values_list(*names, "dates"):
        planned, month = basis == CohortBasis.PLANNED, Month.of(day)
        for text, (count, priced, price) in dates.items() if (planned, month) in cut else ():
            when = PartialDate.from_text(text)
            yield Ending(type, planned, month, when, tax_basis, count, priced, Decimal(price) if price else None)
