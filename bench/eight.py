# ruff: noqa: E501 - a question in SQL reads better on one line
"""The eight questions of a dashboard: in SQL over raw rows, and as the indicators ask them of the monthly tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

import scale

YEAR = date(2025, 1, 1), date(2025, 12, 31)
EVER = date(2021, 1, 1), date(2025, 12, 31)


class Raw:
    """The same questions in SQL over the rows themselves, with the indexes of the application.

    What comes back is asked of equipment alone: SQL knows no alike titles, so its question is easier than ours.
    """

    def __init__(self) -> None:
        from django.db import connection

        from gouvernail.estate.models import Equipment
        from gouvernail.support.models import Request

        self.connection, self.request, self.equipment = connection, Request._meta.db_table, Equipment._meta.db_table
        self.light = connection.vendor == "sqlite"

    @cached_property
    def delay(self) -> str:
        """Days from opening to resolution."""
        return "julianday(closed_on) - julianday(opened_on)" if self.light else "closed_on - opened_on"

    def month(self, name: str) -> str:
        """The month of a day."""
        return f"strftime('%Y-%m', {name})" if self.light else f"date_trunc('month', {name})"

    def years_since(self, name: str) -> str:
        """Whole years, to a day or so, from a day kept as text."""
        if self.light:
            return f"CAST((julianday('{scale.ON}') - julianday({name})) / 365.25 AS int)"
        return f"CAST(floor((DATE '{scale.ON}' - CAST({name} AS date)) / 365.25) AS int)"

    def ask(self, sql: str):
        """A question, ready to be timed."""

        def call():
            with self.connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()

        return call

    def questions(self) -> dict[str, object]:
        """The eight questions, by name."""
        near = "julianday(opened_on) - julianday(before) <= 30" if self.light else "opened_on - before <= 30"
        closed, opened = (f"{name} BETWEEN '{YEAR[0]}' AND '{YEAR[1]}'" for name in ("closed_on", "opened_on"))
        used = f"{self.equipment} WHERE state = 'en_service'"
        sql = {
            "months and kinds": f"SELECT {self.month('opened_on')}, kind, count(*) FROM {self.request} GROUP BY 1, 2",
            "resolution: mean, median, p90": f"SELECT {self.delay} AS d, count(*) FROM {self.request} WHERE {closed} GROUP BY 1",
            "recurring": f"SELECT count(*) FROM (SELECT opened_on, lag(opened_on) OVER (PARTITION BY organisation_id, equipment_key ORDER BY opened_on) AS before FROM {self.request} WHERE equipment_key IS NOT NULL) AS t WHERE {near}",
            "backlog, month by month": f"SELECT {self.month('opened_on')}, count(*) FROM {self.request} GROUP BY 1 UNION ALL SELECT {self.month('closed_on')}, -count(*) FROM {self.request} WHERE closed_on IS NOT NULL GROUP BY 1",
            "departments that ask most": f"SELECT department_id, count(*) AS n FROM {self.request} WHERE {opened} GROUP BY 1 ORDER BY n DESC",
            "resolved within five days, by month": f"SELECT {self.month('closed_on')}, sum(CASE WHEN {self.delay} <= 5 THEN 1 ELSE 0 END), count(*) FROM {self.request} WHERE {closed} GROUP BY 1",
            "ages of computers": f"SELECT {self.years_since('in_service_on')}, count(*) FROM {used} AND type IN ('pc_fixe', 'pc_portable') GROUP BY 1",
            "renewals": f"SELECT {self.years_since('in_service_on')}, tax_basis, count(*), sum(purchase_price) FROM {used} GROUP BY 1, 2",
        }
        return {name: self.ask(one) for name, one in sql.items()}


def ours(root) -> dict[str, object]:
    """The same, as the indicators ask."""
    from gouvernail.indicators.catalogue.estate import age
    from gouvernail.indicators.renewal_rows import read_dues
    from gouvernail.kernel.periods import months_between
    from gouvernail.kernel.statistics import mean, median, percentile
    from gouvernail.support.queries import openings_by_department
    from gouvernail.support.reading import PlaceRequests

    def resolution():
        delays = sum(PlaceRequests(root).delays_by_kind(*YEAR).values(), Counter())
        return mean(delays), median(delays), percentile(delays, 0.9)

    def within_five_days():
        found = PlaceRequests(root).delays(*YEAR)
        return {key: sum(n for days, n in delays.items() if days <= 5) for key, delays in found.items()}

    ends = [month.last_day for month in months_between(*EVER)]
    return {
        "months and kinds": lambda: PlaceRequests(root).openings(*EVER),
        "resolution: mean, median, p90": resolution,
        "recurring": lambda: PlaceRequests(root).recurring(*EVER),
        "backlog, month by month": lambda: PlaceRequests(root).stocks(ends),
        "departments that ask most": lambda: openings_by_department(PlaceRequests(root).organisations, *YEAR),
        "resolved within five days, by month": within_five_days,
        "ages of computers": lambda: age.read_ages(root, scale.ON),
        "renewals": lambda: read_dues(root, scale.ON),
    }
