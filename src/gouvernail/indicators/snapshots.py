"""What figures were, for those whose source only says what is: kept each day, shown as a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.indicators.models import Snapshot
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.model import LineChart, Series

KEPT = (
    "PAT-01", "PAT-02", "PAT-03", "PAT-04", "PAT-05", "PAT-06", "PAT-08", "CYB-02", "CYB-04", "CYB-11", "PRJ-01",
    "PRJ-02", "CTR-01", "CTR-02", "CTR-03", "CTR-04", "COL-03",
)  # fmt: skip
"""Figures read from a register that only holds its present state."""
SHOWN = 60
DECIMALS = Decimal("0.0001")


@transaction.atomic
def take(place: Organisation, on: date, codes: Iterable[str] = KEPT) -> int:
    """Keep the figures of a place on a day, and return how many; what is withheld is never kept.

    A figure that was kept that day and reads otherwise now replaces it, and says so.
    """
    scope = Scope.of_machine(place)
    held = {one.code: one for one in Snapshot.objects.filter(organisation=place, on=on)}
    count = 0
    for code, shown in measure_all(scope, on, codes).items():
        if shown.value is None and code not in held:
            continue
        value = None if shown.value is None else Decimal(shown.value).quantize(DECIMALS)
        _keep(held.get(code), place, code, on, value)
        count += 1
    return count


def _keep(held: Snapshot | None, place: Organisation, code: str, on: date, value: Decimal | None) -> None:
    version = indicator_of(code).version
    if held is None:
        Snapshot.objects.create(organisation=place, code=code, on=on, value=value, version=version)
    elif held.value != value:
        held.before = held.before if held.corrected_at else held.value
        held.value, held.version, held.corrected_at = value, version, timezone.now()
        held.save()


def history_of(code: str, place: Organisation, on: date) -> tuple[LineChart | None, list[str]]:
    """Return the line of the figures kept up to a day (``None`` under two), and what was corrected in it."""
    rows = list(Snapshot.objects.filter(organisation=place, code=code, on__lte=on).order_by("-on")[:SHOWN])[::-1]
    corrected = [
        _("Le %(day)s a été recalculé : %(before)s auparavant.")
        % {"day": f"{one.on:%d/%m/%Y}", "before": _number(one.before)}
        for one in rows
        if one.corrected_at
    ]
    if len(rows) < 2:
        return None, corrected
    chart = LineChart(
        title=_("Évolution relevée par Gouvernail"),
        unit=str(indicator_of(code).unit),
        source=_("relevés quotidiens"),
        as_of=rows[-1].on,
        categories=tuple(f"{one.on:%d/%m/%y}" for one in rows),
        series=(Series(_("Relevé"), tuple(one.value for one in rows)),),
        category_label=_("Jour"),
    )
    return chart, corrected


def _number(value: Decimal | None) -> str:
    return _("non renseigné") if value is None else f"{value.normalize():f}".replace(".", ",")
