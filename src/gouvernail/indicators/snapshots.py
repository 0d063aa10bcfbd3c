"""Figures kept as they are read, each night: what their source does not hold, and what it may correct later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.indicators.base import Indicator
from gouvernail.indicators.measure import Measure, Value
from gouvernail.indicators.models import PeerSharing, Snapshot
from gouvernail.indicators.past import BY_QUARTER, Past
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.records import DECIMALS
from gouvernail.indicators.registry import indicator_of, indicators
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import number_in_words
from gouvernail.kernel.periods import Month, Quarter
from gouvernail.organisations.models import Organisation

COMPARED = (
    "SUP-03", "SUP-04", "PRJ-03", "PRJ-04", "PAT-02", "PAT-03", "PAT-04", "PAT-06", "PAT-08", "CYB-02", "CYB-04",
    "CYB-07", "CTR-03", "CTR-04", "FIN-05", "FIN-06", "FIN-08",
)  # fmt: skip
"""Ratios that a collectivité may lend to its stratum: a count says first how large it is, and might tell which one."""
QUARTERS = 5
MONTHS = 13
"""Ends of months at which figures of dated facts are read again each night: a correction of the past is found out."""


def recorded() -> list[str]:
    """Return the codes of the figures whose past only their records tell."""
    return [one.code for one in indicators() if one.past == Past.RECORDS]


def reread() -> list[str]:
    """Return the codes of the stocks read again at the ends of past months."""
    return [one.code for one in indicators() if one.past == Past.FACTS and not one.is_over_days and one.by_month]


@transaction.atomic
def take(place: Organisation, on: date, codes: Iterable[str] | None = None) -> int:
    """Keep the figures of a place on a day, and return how many; what is withheld is never kept.

    A figure that was kept and reads otherwise now replaces it, and says so. Unless ``codes`` names some, they are all
    those whose past only records tell, stocks whose facts may not tell it all, those lent to the stratum by who shares,
    those of the last quarters, and those stocks again at the ends of the last months.
    """
    scope = Scope.of_machine(place)
    if codes is not None:
        return _take(place, on, measure_all(scope, on, codes))
    lent = COMPARED if PeerSharing.objects.filter(organisation=place).exists() else ()
    count = _take(place, on, measure_all(scope, on, dict.fromkeys((*recorded(), *reread(), *lent))))
    return count + sum(_take(place, span.last, measure_all(scope, on, kept, span)) for span, kept in _past_spans(on))


def _past_spans(on: date) -> Iterator[tuple[Span, list[str]]]:
    """Yield the quarters and the months that are over, with what is read again of each."""
    quarter, month = Quarter.of(on), Month.of(on)
    for _step in range(QUARTERS):
        quarter = quarter.previous()
        yield Span.of_quarter(quarter), list(BY_QUARTER)
    for back in range(1, MONTHS + 1):
        yield Span.of_month(month.shifted(-back)), reread()


def _take(place: Organisation, on: date, measures: dict[str, Measure]) -> int:
    held = {one.code: one for one in Snapshot.objects.filter(organisation=place, on=on)}
    count = 0
    for code, shown in measures.items():
        if shown.value is None and code not in held:
            continue
        _keep(held.get(code), place, indicator_of(code), on, shown)
        count += 1
    return count


def _keep(held: Snapshot | None, place: Organisation, one: Indicator, on: date, shown: Measure) -> None:
    parts = {
        "value": _kept(shown.value), "numerator": _kept(shown.numerator), "denominator": _kept(shown.denominator),
        "version": one.version,
    }  # fmt: skip
    if held is None:
        Snapshot.objects.create(organisation=place, code=one.code, on=on, **parts)
    elif held.value != parts["value"]:
        held.before = held.before if held.corrected_at else held.value
        held.corrected_at = timezone.now()
        for name, value in parts.items():
            setattr(held, name, value)
        held.save()


def _kept(value: Value | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(DECIMALS)


def corrections_of(code: str, place: Organisation, on: date) -> list[str]:
    """Return what was corrected in the records of a figure up to a day, the oldest first (one query)."""
    rows = Snapshot.objects.filter(organisation=place, code=code, on__lte=on, value__isnull=False)
    return [_corrected(one) for one in rows.exclude(corrected_at=None).order_by("on")]


def _corrected(one: Snapshot) -> str:
    words = {
        "day": f"{one.on:%d/%m/%Y}", "quarter": Quarter.of(one.on), "before": _number(one.before),
        "now": _number(one.value),
    }  # fmt: skip
    if one.code in BY_QUARTER:
        return _("Le %(quarter)s a été recalculé : %(before)s auparavant, %(now)s aujourd’hui.") % words
    return _("Le %(day)s a été recalculé : %(before)s auparavant, %(now)s aujourd’hui.") % words


def _number(value: Decimal | None) -> str:
    return number_in_words(None if value is None else value.normalize() + 0)
