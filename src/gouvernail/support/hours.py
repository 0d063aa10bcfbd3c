"""How long requests waited in minutes of opening hours, counted over columns, for those whose hours are known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast

from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_time import UNKNOWN, Timetable, working_minutes_of_arrays

AT_ONCE = 50_000
"""What bounds the memory: so many requests at a time."""

_BITS = 32
"""A delay in minutes fits in so many bits: eight thousand years."""

ByMonth = dict[tuple[Month, str], Counter[int]]


class InstantText(Func):
    """An instant in UTC as a text that arrays read: a datetime for each row would cost more than all the rest."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps it so."""
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS text)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL writes it in a zone."""
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AT TIME ZONE 'UTC' AS text)", **context)


def count_minutes(rows: QuerySet, first: date, last: date, timetable: Timetable | None) -> ByMonth:
    """Return, for requests resolved between two days, how many took each number of minutes, by month and kind.

    One query, none without a timetable. Requests whose hours are not known, or began before the timetable, are left
    out.
    """
    found: ByMonth = defaultdict(Counter)
    if timetable is None:
        return found
    known = rows.filter(closed_on__range=(first, last), opened_at__isnull=False, closed_at__isnull=False)
    day = Cast(F("closed_on"), TextField())
    asked = known.values_list("kind", day, InstantText(F("opened_at")), InstantText(F("closed_at")))
    sql, parameters = asked.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while lot := cursor.fetchmany(AT_ONCE):
            kinds, days, opened, closed = zip(*lot, strict=True)
            worked = working_minutes_of_arrays(timetable, instants(opened), instants(closed))
            for month, kind, minutes, n in _counted(kinds, np.array(days, "datetime64[M]"), worked):
                found[(Month(1970 + month // 12, month % 12 + 1), kind)][minutes] += n
    return found


def _counted(kinds: tuple[str, ...], months: np.ndarray, worked: np.ndarray) -> Iterator[tuple[int, str, int, int]]:
    names, codes = np.unique(np.array(kinds), return_inverse=True)
    held = (months.astype(np.int64) * len(names) + codes) << _BITS
    keys, counts = np.unique((held | worked)[worked != UNKNOWN], return_counts=True)
    for key, n in zip(keys.tolist(), counts.tolist(), strict=True):
        month, code = divmod(key >> _BITS, len(names))
        yield month, str(names[code]), key & ((1 << _BITS) - 1), n


def instants(found: Any) -> np.ndarray:
    """Return instants as arrays keep them, in UTC to the minute: from texts in UTC, datetimes with a zone, nothing."""
    plain = [
        one.astimezone(UTC).replace(tzinfo=None) if isinstance(one, datetime) and one.tzinfo else one for one in found
    ]
    return np.array(plain, "datetime64[us]").astype("datetime64[m]")
