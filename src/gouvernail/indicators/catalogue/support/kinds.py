"""SUP-02: what requests are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import Known, known, openings, total
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rate
from gouvernail.kernel.periods import Month, Quarter
from gouvernail.support.models import RequestKind
from gouvernail.ui.charts.model import DonutChart


@indicator
class RequestKinds(SpanIndicator):
    """The share of each kind of request, and that of users' support among them."""

    code, family, icon = "SUP-02", Family.SUPPORT, "chart-donut"
    label = _("Répartition des demandes")
    question = _("De quoi les demandes parlent-elles ?")
    definition = _(
        "Part de chaque nature (support aux utilisateurs, sites et réseau, projets, sécurité et incidents) dans les "
        "demandes ouvertes pendant le dernier trimestre écoulé. Le chiffre est la part du support aux utilisateurs."
    )
    formula = _("Demandes de support aux utilisateurs / demandes ouvertes.")
    unit = "%"
    direction = Direction.CONTEXT
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 45
    how_to_get = _("Importez l’export de votre outil de tickets, avec la nature de chaque demande.")
    dimensions = (Dimension("kind", _("Nature")),)

    def usual_span(self, on: date) -> Span:
        """The last whole quarter."""
        return Span.of_quarter(Quarter.of(on).previous())

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Seven queries: three spans, what is known, and who is served."""
        seen = known(scope, on)
        counts = _kinds(scope, span) if seen.holds(span) else {}
        whole = sum(counts.values())
        cells = tuple(_cell(kind, counts.get(kind, 0), whole) for kind in RequestKind) if whole else ()
        support = counts.get(RequestKind.SUPPORT, 0)
        return Reading(
            value=rate(support, whole),
            numerator=support if whole else None,
            denominator=whole or None,
            period=str(span),
            detail=_now("sur %(count)s") % {"count": counted(whole, _now("demande"), _now("demandes"))},
            as_of=seen.as_of,
            absent_because=_now("Aucune demande pendant cette période.")
            if seen.holds(span)
            else seen.why_not(span, on),
            chart=_chart(cells, counts, seen) if whole else None,
            breakdowns=(Breakdown("kind", cells, "%"),) if whole else (),
            comparisons=tuple(
                Comparison(str(other), _share(scope, seen, other), since)
                for other, since in (
                    (span.previous(), _now("depuis la période d’avant")),
                    (span.year_before(), _now("sur un an")),
                )
            ),
            links=(ListLink(_now("Toutes les demandes"), "request"),),
            groups=served(scope, on).groups,
        )

    def read_months(self, scope: Scope, on: date, months: Sequence[Month]) -> dict[Month, Value | None]:
        """One query for all the months."""
        seen, counts = known(scope, on), openings(scope, months[0].first_day, months[-1].last_day)
        return {
            month: rate(counts.get((month, RequestKind.SUPPORT), 0), total(counts, Span.of_month(month)))
            if seen.holds_month(month)
            else None
            for month in months
        }


def _kinds(scope: Scope, span: Span) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (_month, kind), n in openings(scope, span.first, span.last).items():
        counts[kind] = counts.get(kind, 0) + n
    return counts


def _share(scope: Scope, seen: Known, span: Span):
    if not seen.holds(span):
        return None
    counts = _kinds(scope, span)
    return rate(counts.get(RequestKind.SUPPORT, 0), sum(counts.values()))


def _cell(kind: RequestKind, count: int, whole: int) -> Cell:
    return Cell(
        kind,
        str(kind.label),
        value=rate(count, whole),
        text=counted(count, _now("demande"), _now("demandes")),
        numerator=count,
        denominator=whole,
        link=ListLink(_now("Demandes de cette nature, toutes dates"), "request", f"kind={kind}"),
    )


def _chart(cells: tuple[Cell, ...], counts: dict[str, int], seen: Known):
    words = {
        "title": _now("Demandes par nature"), "unit": _now("demandes"), "source": _now("registre des demandes"),
        "as_of": seen.as_of,
    }  # fmt: skip
    if len(cells) > 5:
        return bars(cells, category=_now("Nature"), **words)
    return DonutChart(
        **words,
        parts=tuple((cell.label, counts[cell.key]) for cell in cells if counts.get(cell.key)),
        centre_label=_now("demandes"),
    )
