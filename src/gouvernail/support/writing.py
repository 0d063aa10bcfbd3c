"""The one place through which requests are written: whatever the way, the monthly tables follow in the transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet

from gouvernail.kernel.periods import Month
from gouvernail.registers.gathering import Gathering

Touched = set[tuple[int, Month]]
INSTANTS = (("opened_at", "opened_on"), ("closed_at", "closed_on"))
"""The instants of a request, and the day each goes with."""
COUNTED = frozenset(
    (
        "organisation", "organisation_id", "kind", "opened_on", "closed_on", "opened_at", "closed_at", "department",
        "department_id", "category", "title_sketch", "equipment_key", "read_at",
    )
)  # fmt: skip
"""The fields that the monthly tables count."""
MANY = 900
"""Identifiers asked for at once: SQLite takes no more than about a thousand."""


def changed_months(rows: QuerySet) -> Touched:
    """Return the (organisation, month) in which requests were opened or resolved (two queries)."""
    touched: Touched = set()
    for name in ("opened_on", "closed_on"):
        found = rows.order_by().exclude(**{name: None}).values_list("organisation_id", name).distinct()
        touched |= {(pk, Month.of(day)) for pk, day in found}
    return touched


def _refresh(touched: Touched) -> None:
    from gouvernail.support.rollups import refresh

    months: dict[int, set[Month]] = defaultdict(set)
    for organisation, month in touched:
        months[organisation].add(month)
    refresh(months)


months_changed = Gathering("months_of_requests_to_refresh", _refresh)
"""Gathers the months that a write touches; their tables follow."""


class RequestQuerySet(QuerySet):
    """Requests; every way of writing several at once refreshes the monthly tables."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Create, then refresh."""
        made = list(objs)
        for one in made:
            one.drop_other_days()
        with months_changed() as touched:
            created = super().bulk_create(made, *args, **kwargs)
            touched.update(months_of(made))
        return created

    def bulk_update(self, objs: Iterable[Any], fields: Sequence[str], batch_size: int | None = None) -> int:
        """Change, then refresh the months before and after."""
        changed = list(objs)
        for one in changed:
            one.drop_other_days()
        told = {*fields, *(instant for instant, day in INSTANTS if day in fields)}
        with months_changed() as touched:
            touched.update(self._months_by_pk([one.pk for one in changed]))
            count = super().bulk_update(changed, sorted(told), batch_size)
            touched.update(months_of(changed))
        return count

    def update(self, **values: Any) -> int:
        """Change, then refresh the months before and after."""
        if not COUNTED & values.keys():
            return super().update(**values)
        with months_changed() as touched:
            pks = list(self.order_by().values_list("pk", flat=True))
            touched.update(self._months_by_pk(pks))
            count = super().update(**values)
            touched.update(self._months_by_pk(pks))
        return count

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, then refresh."""
        with months_changed() as touched:
            touched.update(changed_months(self.model._base_manager.filter(pk__in=self.order_by().values("pk"))))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _months_by_pk(self, pks: list[int]) -> Touched:
        touched: Touched = set()
        for at in range(0, len(pks), MANY):
            touched |= changed_months(self.model._base_manager.filter(pk__in=pks[at : at + MANY]))
        return touched


def months_of(made: list[models.Model]) -> Touched:
    """Return the (organisation, month) that these requests, as they stand in memory, belong to."""
    days = ((one.organisation_id, day) for one in made for day in (one.opened_on, one.closed_on))
    return {(organisation, Month.of(day)) for organisation, day in days if isinstance(day, date)}
