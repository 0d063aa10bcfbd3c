"""What figures were, for those whose source only says what is: kept each day, shown as a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Comparison, Measure
from gouvernail.indicators.models import PeerSharing, Snapshot
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import change
from gouvernail.kernel.periods import Quarter, add_months
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.model import LineChart, Series

KEPT = (
    "PAT-01", "PAT-02", "PAT-03", "PAT-04", "PAT-05", "PAT-06", "PAT-08", "CYB-02", "CYB-04", "CYB-11", "PRJ-01",
    "PRJ-02", "PRJ-04", "CTR-01", "CTR-02", "CTR-03", "CTR-04", "COL-03", "RH-01", "RH-02", "RH-03", "SUP-05", "CYB-05",
    "CYB-06", "CYB-09", "CON-03", "FIN-05", "FIN-06", "FIN-07", "FIN-08", "MUT-01",
)  # fmt: skip
"""Figures read from a register that only holds its present state."""
COMPARED = (
    "SUP-03", "SUP-04", "PRJ-03", "PRJ-04", "PAT-02", "PAT-03", "PAT-04", "PAT-06", "PAT-08", "CYB-02", "CYB-04",
    "CYB-07", "CTR-03", "CTR-04", "FIN-05", "FIN-06", "FIN-08",
)  # fmt: skip
"""Ratios that a collectivité may lend to its stratum: a count says first how large it is, and might tell which one."""
BY_QUARTER = ("SUP-01", "SUP-02")
"""Figures of quarters that are over, read again each night: a source that corrects its past is found out."""
QUARTERS = 5
SHOWN = 60
NEAR = timedelta(days=31)
"""How old, before the day asked for, a kept figure may be and still stand for it."""
DECIMALS = Decimal("0.0001")


@transaction.atomic
def take(place: Organisation, on: date, codes: Iterable[str] | None = None) -> int:
    """Keep the figures of a place on a day, and return how many; what is withheld is never kept.

    A figure that was kept that day and reads otherwise now replaces it, and says so. Unless ``codes`` names some, they
    are all those kept each day, those lent to the stratum by who shares, and those of the last quarters.
    """
    scope = Scope.of_machine(place)
    if codes is not None:
        return _take(place, on, measure_all(scope, on, codes))
    lent = COMPARED if PeerSharing.objects.filter(organisation=place).exists() else ()
    count = _take(place, on, measure_all(scope, on, dict.fromkeys((*KEPT, *lent))))
    quarter = Quarter.of(on)
    for _step in range(QUARTERS):
        quarter = quarter.previous()
        shown = measure_all(scope, on, BY_QUARTER, Span.of_quarter(quarter))
        count += _take(place, quarter.last_day, shown)
    return count


def _take(place: Organisation, on: date, measures: dict[str, Measure]) -> int:
    held = {one.code: one for one in Snapshot.objects.filter(organisation=place, on=on)}
    count = 0
    for code, shown in measures.items():
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
    corrected = [_corrected(one) for one in rows if one.corrected_at and one.value is not None]
    by_quarter = code in BY_QUARTER
    if len(rows) < 2:
        return None, corrected
    chart = LineChart(
        title=_("Évolution relevée par Gouvernail"),
        unit=str(indicator_of(code).unit),
        source=_("relevés quotidiens"),
        as_of=rows[-1].on,
        categories=tuple(Quarter.of(one.on).short() if by_quarter else f"{one.on:%d/%m/%y}" for one in rows),
        series=(Series(_("Relevé"), tuple(one.value for one in rows)),),
        category_label=_("Trimestre") if by_quarter else _("Jour"),
    )
    return chart, corrected


def compared_to_kept(shown: Measure, place: Organisation) -> tuple[Comparison, ...]:
    """Return what a figure was three months and a year before its day, for one whose source only says what is.

    Each is the last figure kept in the month that ends that day by the same version of the formula; its value is
    ``None`` when there is none (one query).
    """
    if shown.code not in KEPT or shown.value is None:
        return ()
    year = add_months(shown.on, -12)
    kept = Snapshot.objects.filter(
        organisation=place, code=shown.code, version=indicator_of(shown.code).version, value__isnull=False,
        on__range=(year - NEAR, add_months(shown.on, -3)),
    ).order_by("-on")  # fmt: skip
    rows = list(kept.values_list("on", "value"))
    return tuple(
        _kept(shown, add_months(shown.on, -months), rows, label, since)
        for months, label, since in (
            (3, _("trois mois plus tôt"), _("sur trois mois")),
            (12, _("un an plus tôt"), _("sur un an")),
        )
    )


def _kept(shown: Measure, day: date, rows: list[tuple[date, Decimal]], label: str, since: str) -> Comparison:
    value = next((value for on, value in rows if day - NEAR <= on <= day), None)
    if value is None:
        return Comparison(label, None, since)
    moved = change(shown.value, value, points=shown.unit == "%")
    return Comparison(label, value.normalize() + 0, since, change=moved)


def _corrected(one: Snapshot) -> str:
    words = {"day": f"{one.on:%d/%m/%Y}", "quarter": Quarter.of(one.on), "before": _number(one.before)}
    if one.code in BY_QUARTER:
        return _("Le %(quarter)s a été recalculé : %(before)s auparavant.") % words
    return _("Le %(day)s a été recalculé : %(before)s auparavant.") % words


def _number(value: Decimal | None) -> str:
    return _("non renseigné") if value is None else f"{value.normalize():f}".replace(".", ",")
