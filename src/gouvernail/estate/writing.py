"""The one place through which equipment is written: whatever the way, the cohorts of places follow at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import QuerySet

from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.registers.gathering import Gathering

Touched = set[tuple[int, Month | None]]
"""The organisations whose equipment changed, with the months in which it was born or is due (``None``: not dated)."""
DATES = ("planned_replacement", "in_service_on", "bought_on")
COUNTED = {"organisation", "organisation_id", "type", "state", "tax_basis", "purchase_price", *DATES}


def _refresh(touched: Touched) -> None:
    from gouvernail.estate.cohorts import refresh

    refresh(touched)


equipment_changed = Gathering("cohorts_to_refresh", _refresh)
"""Gathers what a write touches; the cohorts follow."""


def months_of(made: Iterable[models.Model]) -> Touched:
    """Return what these pieces of equipment, as they stand in memory, belong to."""
    return {
        (one.organisation_id, month)
        for one in made
        for month in months_of_dates(*(getattr(one, name) for name in DATES))
    }


def months_of_dates(planned: PartialDate | None, started: PartialDate | None, bought: PartialDate | None) -> set:
    """Return the months, by their last days, of the dates that are told; ``None`` where a count has no month."""
    born = started or bought
    return {one and Month.of(one.last_day) for one in (planned, born)}


def months_of_rows(rows: QuerySet) -> Touched:
    """Return the same for stored rows (one query)."""
    found = rows.order_by().values_list("organisation_id", *DATES).distinct()
    return {(organisation, month) for organisation, *dates in found for month in months_of_dates(*dates)}


class EquipmentQuerySet(QuerySet):
    """Equipment; every way of writing several pieces at once refreshes the cohorts."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Create, then refresh."""
        made = list(objs)
        with equipment_changed() as touched:
            created = super().bulk_create(made, *args, **kwargs)
            touched |= months_of(made)
        return created

    def bulk_update(self, objs: Iterable[Any], fields: Sequence[str], batch_size: int | None = None) -> int:
        """Change, then refresh the months before and after."""
        changed = list(objs)
        with equipment_changed() as touched:
            touched |= self._stored([one.pk for one in changed])
            count = super().bulk_update(changed, fields, batch_size)
            touched |= months_of(changed)
        return count

    def update(self, **values: Any) -> int:
        """Change, then refresh the months before and after."""
        if not COUNTED & values.keys():
            return super().update(**values)
        with equipment_changed() as touched:
            pks = list(self.order_by().values_list("pk", flat=True))
            touched |= self._stored(pks)
            count = super().update(**values)
            touched |= self._stored(pks)
        return count

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, then refresh."""
        with equipment_changed() as touched:
            touched |= months_of_rows(self.model._base_manager.filter(pk__in=self.order_by().values("pk")))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _stored(self, pks: list[int]) -> Touched:
        touched: Touched = set()
        for at in range(0, len(pks), 900):  # SQLite takes no more than about a thousand at once
            touched |= months_of_rows(self.model._base_manager.filter(pk__in=pks[at : at + 900]))
        return touched
