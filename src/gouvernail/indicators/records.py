"""The records kept of figures, read back: the one nearest before a day, the last of each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from gouvernail.indicators.models import Snapshot
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import short_day
from gouvernail.kernel.periods import Month

if TYPE_CHECKING:
    from gouvernail.indicators.base import Indicator

NEAR = timedelta(days=31)
"""How old, before the day asked for, a record may be and still stand for it."""
DECIMALS = Decimal("0.0001")


ByCode = dict[str, list["Record"]]


@dataclass(frozen=True)
class Record:
    """What was kept of a figure on a day."""

    on: date
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    version: str

    def says(self, value: Decimal | int) -> bool:
        """Whether it kept that very value, as precisely as records are kept."""
        return self.value == Decimal(value).quantize(DECIMALS)


def record_near(scope: Scope, one: Indicator, day: date) -> Record | None:
    """Return the last record in the month that ends on ``day``, of the present formula (one query a page and day)."""
    found = scope.once(("records", day), lambda: _read(scope, [day])[day])
    return next((record for record in found.get(one.code, ()) if record.version == one.version), None)


def gather(scope: Scope, days: Sequence[date]) -> None:
    """Read at once what will be asked of several days (one query a page)."""
    wanted = tuple(days)
    found = scope.once(("records", wanted), lambda: _read(scope, wanted))
    for day in wanted:
        scope.once(("records", day), partial(found.__getitem__, day))


def _read(scope: Scope, days: Sequence[date]) -> dict[date, ByCode]:
    """The records of the month before each day, by code, the latest first."""
    near = [Q(on__range=(day - NEAR, day)) for day in days]
    rows = Snapshot.objects.filter(reduce(or_, near), organisation=scope.place, value__isnull=False).order_by("-on")
    found: dict[date, ByCode] = {day: {} for day in days}
    for code, *values in rows.values_list("code", "on", "value", "numerator", "denominator", "version"):
        record = _record(*values)
        for day in days:
            if day - NEAR <= record.on <= day:
                found[day].setdefault(code, []).append(record)
    return found


def _record(on: date, value: Decimal, numerator: Decimal | None, denominator: Decimal | None, version: str) -> Record:
    kept = [None if one is None else one.normalize() + 0 for one in (value, numerator, denominator)]
    return Record(on, kept[0] or Decimal(0), kept[1], kept[2], version)


def absence_of_records(scope: Scope, one: Indicator, day: date) -> str:
    """Say since when a figure is recorded, where nothing near ``day`` is."""
    firsts = scope.once(
        "first records",
        lambda: dict(
            Snapshot.objects.filter(organisation=scope.place, value__isnull=False)
            .values_list("code")
            .annotate(first=Min("on"))
            .order_by()
        ),
    )
    first = firsts.get(one.code)
    if first is None:
        return _("Aucun relevé de ce chiffre n’est encore gardé : il y en aura un chaque nuit.")
    if first > day:
        return _("Pas de relevé avant le %(day)s.") % {"day": short_day(first)}
    return _("Pas de relevé dans le mois qui précède le %(day)s, avec la formule d’aujourd’hui.") % {
        "day": short_day(day)
    }


def months_recorded(scope: Scope, one: Indicator, first: Month, last: Month) -> dict[Month, Decimal]:
    """Return the last record of each month (one query)."""
    rows = Snapshot.objects.filter(
        organisation=scope.place, code=one.code, version=one.version, value__isnull=False,
        on__range=(first.first_day, last.last_day),
    ).order_by("on")  # fmt: skip
    return {Month.of(on): value.normalize() + 0 for on, value in rows.values_list("on", "value")}
