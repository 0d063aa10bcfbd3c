"""Ages and renewals of the equipment of a place, answered by its cohorts: some hundred rows, whatever stands behind.

Months that a day cuts are read day by day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from gouvernail.estate.models import CohortBasis, PlaceCohort
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation


class Born(NamedTuple):
    """Equipment born on one day, or in a month given by its first day where any of its days makes the same age.

    ``day`` is ``None`` where no date is known, or where it is surely to come.
    """

    day: date | None
    count: int
    ordinals: int


class Ending(NamedTuple):
    """Equipment of one type and tax basis with the same day, or month by its first day, from which its end is told.

    ``planned`` says that the day is that of its replacement; it is otherwise that of its birth.
    """

    type: str
    planned: bool
    day: date | None
    tax_basis: str
    count: int
    priced: int
    price: Decimal | None


def born(place: Organisation, types: Iterable[str], on: date) -> Iterator[Born]:
    """Yield the equipment in use of some types, month by month; day by day where a birthday of it may be near ``on``.

    That is the month of ``on`` in any year, and all that is later (two queries).
    """
    rows = PlaceCohort.objects.filter(place=place, basis=CohortBasis.AGE, type__in=list(types)).order_by()
    cut: list[date] = []
    for month, count, ordinals in rows.values_list("month").annotate(Sum("count"), Sum("ordinals")):
        if month and (month.month == on.month or month > on):
            cut.append(month)
        else:
            yield Born(month, count, ordinals)
    found: Counter[str] = Counter()
    for dates in rows.filter(month__in=cut).values_list("dates", flat=True):
        for text, (count, _priced, _price) in dates.items():
            found[text] += count
    for text, count in found.items():
        when = PartialDate.from_text(text)
        day = None if when.is_after(on) else min(when.last_day, on)
        yield Born(day, count, count * day.toordinal() if day else 0)


def ending(place: Organisation, cut: Set[tuple[bool, Month]]) -> Iterator[Ending]:
    """Yield the equipment in use month by month (two queries).

    It comes day by day for the months of ``cut``, given as (planned, month).
    """
    names = ("type", "basis", "month", "tax_basis")
    rows = PlaceCohort.objects.filter(place=place).exclude(basis=CohortBasis.AGE).order_by()
    apart = {(planned, month.first_day) for planned, month in cut}
    for type, basis, day, tax_basis, count, priced, price in rows.values_list(*names, "count", "priced", "price"):
        planned = basis == CohortBasis.PLANNED
        if (planned, day) not in apart:
            yield Ending(type, planned, day, tax_basis, count, priced, price)
    days = {day for _planned, day in apart}
    for type, basis, day, tax_basis, dates in rows.filter(month__in=days).values_list(*names, "dates"):
        planned = basis == CohortBasis.PLANNED
        for text, (count, priced, price) in dates.items() if (planned, day) in apart else ():
            last = PartialDate.from_text(text).last_day
            yield Ending(type, planned, last, tax_basis, count, priced, Decimal(price) if price else None)
