"""How long requests waited, counted over columns: a million resolutions are a few numbers each, not as many objects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_days import working_days_of_arrays

AT_ONCE = 50_000
"""What bounds the memory: so many requests at a time."""

WIDE = timedelta(days=400)
"""Beyond, the requests resolved between two days are taken for a large share of all."""

_BITS = 20
"""A delay fits in twenty bits: 2 871 years."""


class Closings(NamedTuple):
    """``n`` requests of a kind resolved in a month that have one number in common: a delay, or a day of the month."""

    month: Month
    kind: str
    number: int
    n: int


def count_closings(
    rows: QuerySet, first: date, last: date, zone: str
) -> Iterator[tuple[list[Closings], list[Closings], list[Closings]]]:
    """Yield, for requests resolved between two days, how many by day, by delay, by delay in working days (one query).

    Several lots count for one month: they add up. ``zone`` is the territory, for working days.
    """
    # Days as texts: a date would be made a Python object row by row, which costs more than all the rest.
    days = (Cast(name, TextField()) for name in ("opened_on", "closed_on"))
    asked = _resolved(rows, first, last).values_list("kind", *days)
    sql, parameters = asked.query.sql_with_params()
    kinds: dict[str, int] = {}
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while lot := cursor.fetchmany(AT_ONCE):
            named, opened, closed = zip(*lot, strict=True)
            start, end = np.array(opened, "datetime64[D]"), np.array(closed, "datetime64[D]")
            months = end.astype("datetime64[M]")
            for kind in set(named) - kinds.keys():
                kinds[kind] = len(kinds)
            codes = np.fromiter(map(kinds.__getitem__, named), np.int64, len(lot))
            held = months.astype(np.int64) * 64 + codes
            by_day, by_delay = (end - months).astype(np.int64) + 1, (end - start).astype(np.int64)
            by_work = working_days_of_arrays(start, end, zone)
            names = list(kinds)
            yield tuple(_counted(held, numbers, names) for numbers in (by_day, by_delay, by_work))


def _resolved(rows: QuerySet, first: date, last: date) -> QuerySet:
    """The requests resolved between two days.

    SQLite, which knows nothing of how many they are, would look each up from the index of the days of resolution. When
    they are many, reading the index that holds every fact from end to end costs half as much: comparing texts makes it.
    """
    if connection.vendor == "sqlite" and last - first > WIDE:
        ended = rows.annotate(ended=Cast("closed_on", TextField()))
        return ended.filter(ended__range=(first.isoformat(), last.isoformat()))
    return rows.filter(closed_on__range=(first, last))


def _counted(held: np.ndarray, numbers: np.ndarray, kinds: list[str]) -> list[Closings]:
    found, counts = np.unique((held << _BITS) | numbers, return_counts=True)
    told = []
    for key, n in zip(found.tolist(), counts.tolist(), strict=True):
        months, kind = divmod(key >> _BITS, 64)
        month = Month(1970 + months // 12, months % 12 + 1)
        told.append(Closings(month, kinds[kind], key & ((1 << _BITS) - 1), n))
    return told
