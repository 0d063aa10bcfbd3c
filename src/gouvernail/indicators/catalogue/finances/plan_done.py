"""FIN-06: how much of the plan of investment was carried out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.budget_rows import Money, budget, largest_basis, said
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading, TrendPoint
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import rate
from gouvernail.plans.models import BudgetLine, BudgetSection
from gouvernail.ui.charts.model import ColumnChart, Series


@indicator
class PlanDone(Indicator):
    """What was paid out of what the plan foresaw, since its first year."""

    code, family, icon = "FIN-06", Family.FINANCES, "target"
    label = _("Réalisation du PPI")
    question = _("Le plan d’investissement se réalise-t-il ?")
    definition = _(
        "Investissement mandaté depuis le premier exercice du plan, rapporté à ce que le plan prévoyait pour les mêmes "
        "exercices clos. Seules les lignes dont le prévu et le mandaté sont connus comptent ; la base qui pèse le plus "
        "(HT ou TTC) est retenue."
    )
    formula = _("Mandaté cumulé / prévu cumulé, en investissement, sur les exercices clos.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Lignes budgétaires")
    owner_role = _("Direction des finances")
    frequency = _("annuelle")
    freshness_days = 400
    past = Past.FACTS
    past_reason = _("Chaque ligne porte son exercice : les exercices clos avant la date demandée se recomptent.")
    by_month = False
    how_to_get = _("Renseignez le prévu et le mandaté des lignes d’investissement des exercices clos.")
    dimensions = (Dimension("year", _("Exercice")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: amounts by year, section and basis, and freshness."""
        rows = [
            one
            for one in budget(scope)
            if one.section == BudgetSection.INVESTMENT and one.year < on.year and one.planned_both
        ]
        basis = largest_basis(rows, "planned_both")
        kept = [one for one in rows if one.basis == basis]
        paid, planned = _sums(kept)
        years = sorted({one.year for one in kept})
        cells = tuple(_cell(year, [one for one in kept if one.year == year]) for year in years)
        return Reading(
            value=rate(paid, planned),
            numerator=paid if kept else None,
            denominator=planned if kept else None,
            period=f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else "",
            detail=_now("%(paid)s mandatés sur %(planned)s prévus")
            % {"paid": said(paid, basis), "planned": said(planned, basis)}
            if kept
            else "",
            as_of=last_read_of(scope, BudgetLine, on),
            absent_because=_now("Aucun exercice clos n’a de prévu et de mandaté en investissement."),
            chart=ColumnChart(
                title=_now("Réalisation, par exercice"), unit="%", source=_now("lignes budgétaires"),
                categories=tuple(cell.label for cell in cells),
                series=(Series(_now("Réalisation"), tuple(cell.value for cell in cells)),),
                category_label=_now("Exercice"),
            ) if kept else None,
            breakdowns=(Breakdown("year", cells, "%"),) if kept else (),
            trend=tuple(TrendPoint(cell.label, cell.value) for cell in cells),
            links=(ListLink(_now("Investissement"), "budget_line", "vue=investissement"),),
        )  # fmt: skip


def _sums(rows: list[Money]) -> tuple[Decimal, Decimal]:
    zero = Decimal(0)
    return sum((one.paid_planned for one in rows), zero), sum((one.planned_both for one in rows), zero)


def _cell(year: int, rows: list[Money]) -> Cell:
    paid, planned = _sums(rows)
    text = _now("%(paid)s sur %(planned)s") % {
        "paid": said(paid, rows[0].basis), "planned": said(planned, rows[0].basis),
    }  # fmt: skip
    return Cell(str(year), str(year), value=rate(paid, planned), text=text, numerator=paid, denominator=planned)
