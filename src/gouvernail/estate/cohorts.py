"""Equipment in use counted by the month of its birth and of its end, for each place: what ages and renewals read.

Brought up to date month by month, in the transaction that writes equipment, or written anew to the same values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from gouvernail.estate.models import CohortBasis, Equipment, EquipmentState, PlaceCohort
from gouvernail.estate.writing import Touched
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import lineage

BATCH = 500
Key = tuple[str, str, Month | None, str]


@dataclass
class Cohort:
    """How many, how many of them with a price, their prices, and the same for each date as it is written."""

    count: int = 0
    priced: int = 0
    price: Decimal | None = None
    ordinals: int = 0
    dates: dict[str, list[str | int | None]] = field(default_factory=dict)

    def add(self, when: PartialDate | None, count: int, priced: int, price: Decimal | None) -> None:
        """Add pieces of equipment of one date."""
        self.count += count
        self.priced += priced
        self.price = _sum(self.price, price)
        if when is not None:
            self.ordinals += count * when.last_day.toordinal()
            known = self.dates.get(when.to_text(), [0, 0, None])
            total = _sum(Decimal(known[2]) if known[2] else None, price)
            self.dates[when.to_text()] = [known[0] + count, known[1] + priced, None if total is None else str(total)]


def refresh(touched: Touched) -> None:
    """Compute anew the months of the places at or above the organisations whose equipment changed."""
    months: dict[str, set[Month | None]] = defaultdict(set)
    paths = dict(Organisation.objects.filter(pk__in={pk for pk, _month in touched}).values_list("pk", "path"))
    for pk, month in touched:
        for path in lineage(paths[pk]) if pk in paths else ():
            months[path].add(month)
    _hold(months)
    for place, path in Organisation.objects.filter(path__in=months).order_by("path").values_list("pk", "path"):
        _write(place, path, months[path])


@transaction.atomic
def rebuild(paths: Iterable[str] | None = None) -> None:
    """Write the cohorts of the places at or above some paths, or of all, from nothing."""
    wanted = None if paths is None else {above for path in paths for above in lineage(path)}
    places = Organisation.objects.filter(Q() if wanted is None else Q(path__in=wanted)).order_by("path")
    found = list(places.values_list("pk", "path"))
    _hold(path for _pk, path in found)
    for place, path in found:
        _write(place, path, None)


def _hold(paths: Iterable[str]) -> None:
    """Let one writer at a time count a tree, until its transaction ends (SQLite has one anyway)."""
    roots = {lineage(path)[0] for path in paths}
    held = Organisation.objects.select_for_update(no_key=True).filter(path__in=roots).order_by("path")
    list(held.values_list("pk", flat=True))


def _write(place: int, path: str, months: set[Month | None] | None) -> None:
    held = PlaceCohort.objects.filter(place=place)
    if months is not None:
        days = [month.first_day for month in months if month]
        held = held.filter(Q(month__in=days) | Q(month=None) if None in months else Q(month__in=days))
    held.delete()
    PlaceCohort.objects.bulk_create(
        (
            PlaceCohort(
                place_id=place,
                basis=basis,
                type=type,
                month=month and month.first_day,
                tax_basis=tax_basis,
                count=one.count,
                priced=one.priced,
                price=one.price,
                ordinals=one.ordinals,
                dates=dict(sorted(one.dates.items())),
            )
            for (basis, type, month, tax_basis), one in _counted(_equipment(path, months)).items()
            if months is None or month in months
        ),
        batch_size=BATCH,
    )


def _equipment(path: str, months: set[Month | None] | None) -> QuerySet:
    rows = Equipment._base_manager.filter(organisation__path__startswith=path, state=EquipmentState.IN_USE).order_by()
    if months is None or None in months:
        return rows
    first, last = min(months).first_day.isoformat(), max(months).last_day.isoformat()
    asked = Q()
    for name in ("planned_replacement", "in_service_on", "bought_on"):
        asked |= Q(**{f"{name}__last_day__gte": first, f"{name}__last_day__lte": last})
    return rows.filter(asked)


def _counted(rows: QuerySet) -> dict[Key, Cohort]:
    found: dict[Key, Cohort] = defaultdict(Cohort)
    names = ("type", "planned_replacement", "in_service_on", "bought_on", "tax_basis")
    for type, planned, started, bought, tax_basis, n, priced, price in rows.values_list(*names).annotate(
        n=Count("pk"), priced=Count("purchase_price"), total=Sum("purchase_price")
    ):
        born = started or bought
        ends, basis = (planned, CohortBasis.PLANNED) if planned else (born, CohortBasis.LIFE)
        found[(CohortBasis.AGE, type, _month(born), tax_basis)].add(born, n, priced, price)
        found[(basis, type, _month(ends), tax_basis)].add(ends, n, priced, price)
    return found


def _month(when: PartialDate | None) -> Month | None:
    return Month.of(when.last_day) if when else None


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if other is None else other if one is None else one + other


def forget(instance: Organisation, **_kwargs: Any) -> None:
    """Count anew what stands above an organisation that is gone."""
    rebuild([instance.path])
