"""FIN-05: how much of what was voted was paid."""

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
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import rate
from gouvernail.plans.models import BudgetLine, BudgetSection
from gouvernail.ui.charts.model import ColumnChart, Series


@indicator
class Execution(Indicator):
    """What was paid out of what was voted, in the last year that is over."""

    code, family, icon = "FIN-05", Family.FINANCES, "receipt"
    label = _("Taux d’exécution du budget")
    question = _("Le budget voté est-il consommé ?")
    definition = _(
        "Part du voté qui a été mandatée, sur le dernier exercice clos dont les deux montants sont connus, section par "
        "section. Seules les lignes dont le voté et le mandaté sont tous deux connus comptent ; HT et TTC ne "
        "s’additionnent pas : la base qui pèse le plus est retenue."
    )
    formula = _("Mandaté / voté, sur les lignes dont les deux sont connus.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Lignes budgétaires")
    owner_role = _("Direction des finances")
    frequency = _("annuelle")
    freshness_days = 400
    past = Past.FACTS
    past_reason = _("Chaque ligne porte son exercice : les exercices clos avant la date demandée se recomptent.")
    by_month = False
    how_to_get = _("Renseignez le voté et le mandaté des lignes budgétaires d’un exercice clos.")
    dimensions = (Dimension("section", _("Section")), Dimension("year", _("Exercice")))
    references = (
        Reference(
            label=_("Exécution visée en fonctionnement"),
            value=Decimal(95),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Ordre de grandeur d’usage, sans source publiée ; à fixer avec la direction des finances."),
            is_target=True,
        ),
        Reference(
            label=_("Exécution visée en investissement"),
            value=Decimal(80),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Ordre de grandeur d’usage, sans source publiée ; à fixer avec la direction des finances."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: amounts by year, section and basis, and freshness."""
        rows = [one for one in budget(scope) if one.year < on.year and one.voted_both]
        basis = largest_basis(rows, "voted_both")
        kept = [one for one in rows if one.basis == basis]
        year = max((one.year for one in kept), default=None)
        last = [one for one in kept if one.year == year]
        paid, voted = _sums(last)
        aside = sum(one.lines for one in rows if one.basis != basis and one.year == year)
        return Reading(
            value=rate(paid, voted),
            numerator=paid if last else None,
            denominator=voted if last else None,
            period=_now("exercice %(year)s") % {"year": year} if year else "",
            detail=_now("%(paid)s mandatés sur %(voted)s votés")
            % {"paid": said(paid, basis), "voted": said(voted, basis)}
            if last
            else "",
            as_of=last_read_of(scope, BudgetLine, on),
            absent_because=_now("Aucun exercice clos n’a de voté et de mandaté sur les mêmes lignes."),
            notes=(_now("%(count)s lignes dans une autre base, hors du calcul.") % {"count": aside},) if aside else (),
            chart=_chart(kept) if last else None,
            breakdowns=(Breakdown("section", _sections(last), "%"), Breakdown("year", _years(kept), "%"))
            if last
            else (),
            trend=tuple(TrendPoint(cell.label, cell.value) for cell in _years(kept)),
            links=(ListLink(_now("Lignes budgétaires"), "budget_line"),),
        )


def _sums(rows: list[Money]) -> tuple[Decimal, Decimal]:
    zero = Decimal(0)
    return sum((one.paid_both for one in rows), zero), sum((one.voted_both for one in rows), zero)


def _cell(key: str, label: str, rows: list[Money]) -> Cell:
    paid, voted = _sums(rows)
    text = _now("%(paid)s sur %(voted)s") % {"paid": said(paid, rows[0].basis), "voted": said(voted, rows[0].basis)}
    return Cell(key, label, value=rate(paid, voted), text=text, numerator=paid, denominator=voted)


def _sections(rows: list[Money]) -> tuple[Cell, ...]:
    labels = {section: str(label) for section, label in BudgetSection.choices} | {"": _now("Section non précisée")}
    parts = {key: [one for one in rows if one.section == key] for key in labels}
    return tuple(_cell(key or "none", labels[key], found) for key, found in parts.items() if found)


def _years(rows: list[Money]) -> tuple[Cell, ...]:
    years = sorted({one.year for one in rows})
    return tuple(_cell(str(year), str(year), [one for one in rows if one.year == year]) for year in years)


def _chart(rows: list[Money]) -> ColumnChart:
    cells = _years(rows)
    return ColumnChart(
        title=_now("Taux d’exécution, par exercice"),
        unit="%",
        source=_now("lignes budgétaires"),
        categories=tuple(cell.label for cell in cells),
        series=(Series(_now("Exécution"), tuple(cell.value for cell in cells)),),
        category_label=_now("Exercice"),
    )
