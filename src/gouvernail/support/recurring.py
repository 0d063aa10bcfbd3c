"""Which requests come back, counted from what is kept of their titles and of their equipment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from gouvernail.engines.recurrence.returning import Requests, comparable, returning
from gouvernail.kernel.periods import Month

RECURRING_DAYS = 30
"""A request comes back when one like it was opened at most so many days before, in the same organisation."""
MONTHS_AT_ONCE = 6
"""What bounds the memory: the requests of so many months, and of the thirty days before them."""

Counts = tuple[Counter[tuple[Month, str]], Counter[tuple[Month, str]]]


def recurring_of(rows: QuerySet, first: date, last: date) -> Counts:
    """Count the comparable and the recurring requests of an organisation opened between two days, by month and kind.

    Comparable are those with a title in a category, or an equipment; recurring those that another of the same
    category with an alike title, or of the same equipment, comes before by ``RECURRING_DAYS`` at most.
    """
    told: Counter[tuple[Month, str]] = Counter()
    again: Counter[tuple[Month, str]] = Counter()
    known = rows.filter(Q(equipment_key__isnull=False) | ~Q(title_sketch=b"") & ~Q(category=""))
    for start, end in _spans(first, last):
        since = start - timedelta(days=RECURRING_DAYS)
        found = list(
            known.filter(opened_on__range=(since, end))
            .order_by("opened_on", "pk")
            .values_list("opened_on", "kind", "category", "title_sketch", "equipment_key")
        )
        for key, returns in _judged(found, start):
            told[key] += 1
            again[key] += returns
    return told, again


def _spans(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        end = min(last, Month.of(first).shifted(MONTHS_AT_ONCE - 1).last_day)
        yield first, end
        first = end + timedelta(days=1)


def _judged(found: list[tuple[Any, ...]], start: date) -> Iterator[tuple[tuple[Month, str], bool]]:
    if not found:
        return
    opened, kinds, categories, sketches, equipment = zip(*found, strict=True)
    numbers: dict[str, int] = {"": -1}
    requests = Requests(
        days=np.fromiter((day.toordinal() for day in opened), np.int64, len(found)),
        groups=np.fromiter((numbers.setdefault(one, len(numbers)) for one in categories), np.int64, len(found)),
        sketches=sketches,
        equipment=equipment,
    )
    months: dict[date, Month] = {}
    for day, kind, told, again in zip(
        opened, kinds, comparable(requests), returning(requests, RECURRING_DAYS), strict=True
    ):
        if told and day >= start:
            month = months.get(day) or months.setdefault(day, Month.of(day))
            yield (month, kind), bool(again)
