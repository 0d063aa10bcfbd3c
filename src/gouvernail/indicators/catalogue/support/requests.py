"""SUP-01: how many requests, of which kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import Counts, Known, known, openings, total
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served, served_over
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rate, written
from gouvernail.kernel.periods import Month, Quarter, months_between
from gouvernail.support.models import RequestKind
from gouvernail.ui.charts.model import ColumnChart, Series


@indicator
class OpenedRequests(SpanIndicator):
    """Requests opened in the last whole quarter, with twelve months by kind."""

    code, family, icon = "SUP-01", Family.SUPPORT, "headset"
    label = _("Demandes au service SI")
    question = _("Combien de demandes le service reçoit-il, et de quelle nature ?")
    definition = _(
        "Demandes ouvertes pendant le dernier trimestre écoulé en entier. Le graphique donne les douze derniers mois "
        "écoulés, par nature (SUP-02). Un mois d’avant la première demande connue, ou d’après la dernière lecture de "
        "l’outil, est absent, pas nul."
    )
    formula = _("Nombre de demandes dont la date d’ouverture tombe dans le trimestre.")
    unit, unit_one = _("demandes"), _("demande")
    direction = Direction.CONTEXT
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 45
    how_to_get = _("Importez l’export de votre outil de tickets, ou saisissez les demandes.")
    dimensions = (
        Dimension("kind", _("Nature")),
        Dimension("department", _("Service demandeur"), serves_people=True),
    )

    def usual_span(self, on: date) -> Span:
        """The last whole quarter."""
        return Span.of_quarter(Quarter.of(on).previous())

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Count months from two years before the last one, then the days asked for (nine queries at most)."""
        last = Month.of(on).previous()
        seen = known(scope, on)
        before, year_before = span.previous(), span.year_before()
        months = openings(scope, last.shifted(-23).first_day, last.last_day)
        value = _count(scope, seen, span)
        kinds = _kinds(_kinds_of(scope, span)) if value is not None else ()
        people = served_over(scope, span.first, span.last) if span.is_quarter_or_year else served(scope, on)
        departments = (people.breakdown,) if span.is_quarter_or_year else ()
        return Reading(
            value=value,
            period=str(span),
            detail=_main_kind(kinds),
            as_of=seen.as_of,
            absent_because=seen.why_not(span, on),
            notes=() if departments or value is None else (_no_department(),),
            chart=_chart(months, seen, last) if any(map(seen.holds_month, _twelve(last))) else None,
            breakdowns=(Breakdown("kind", kinds), *departments) if value is not None else (),
            comparisons=tuple(
                Comparison(str(other), _count(scope, seen, other), since)
                for other, since in (
                    (before, since_previous(span)),
                    (year_before, _now("sur un an")),
                )
            ),
            trend=tuple(
                TrendPoint(str(month), total(months, Span.of_month(month)) if seen.holds_month(month) else None)
                for month in _twelve(last)
            ),
            links=(ListLink(_now("Toutes les demandes"), "request"),),
            groups=people.groups,
        )

    def read_months(self, scope: Scope, on: date, months: Sequence[Month]) -> dict[Month, Value | None]:
        """One query for all the months."""
        seen, counts = known(scope, on), openings(scope, months[0].first_day, months[-1].last_day)
        return {month: total(counts, Span.of_month(month)) if seen.holds_month(month) else None for month in months}


def since_previous(span: Span) -> str:
    """How to say the change from the span before: « sur un trimestre »."""
    if span.is_quarter_or_year:
        return _now("sur un trimestre") if span.months == 3 else _now("sur l’année d’avant")
    return _now("sur un mois") if span.months == 1 else _now("sur la période d’avant")


def _twelve(last: Month) -> list[Month]:
    return list(months_between(last.shifted(-11), last))


def _kinds_of(scope: Scope, span: Span) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(RequestKind.values, 0)
    for (_month, kind), n in openings(scope, span.first, span.last).items():
        counts[kind] = counts.get(kind, 0) + n
    return counts


def _count(scope: Scope, seen: Known, span: Span) -> int | None:
    return sum(openings(scope, span.first, span.last).values()) if seen.holds(span) else None


def _no_department() -> str:
    return _now(
        "Par service, le chiffre n’est donné que pour un trimestre ou une année : deux périodes presque égales "
        "permettraient de lire celui d’un petit groupe."
    )


def _kinds(totals: dict[str, int]) -> tuple[Cell, ...]:
    whole = sum(totals.values())
    return tuple(
        Cell(
            kind,
            str(RequestKind(kind).label),
            value=count,
            text=written(rate(count, whole), "%"),
            link=ListLink(_now("Demandes de cette nature, toutes dates"), "request", f"kind={kind}"),
        )
        for kind, count in totals.items()
    )


def _main_kind(cells: tuple[Cell, ...]) -> str:
    first = max(cells, key=lambda cell: cell.value or 0, default=None)
    if first is None or not first.value:
        return ""
    return _now("dont %(share)s : %(kind)s") % {"share": first.text, "kind": first.label.lower()}


def _chart(counts: Counts, seen: Known, last: Month) -> ColumnChart:
    months = _twelve(last)
    kinds = [kind for kind in RequestKind if any(counts.get((month, kind)) for month in months)]
    whole = sum(counts.get((month, kind), 0) for month in months for kind in kinds if seen.holds_month(month))
    return ColumnChart(
        title=_now("Demandes par mois et par nature"),
        summary=_now("%(total)s sur douze mois, de %(first)s à %(last)s.")
        % {"total": counted(whole, _now("demande"), _now("demandes")), "first": months[0], "last": months[-1]},
        unit=_now("demandes"),
        source=_now("registre des demandes"),
        as_of=seen.as_of,
        categories=tuple(
            month.short() if month.month == 1 or month == months[0] else month.abbreviation for month in months
        ),
        series=tuple(
            Series(
                str(kind.label),
                tuple(counts.get((month, kind), 0) if seen.holds_month(month) else None for month in months),
            )
            for kind in kinds
        ),
        category_label=_now("Mois"),
    )
