"""FIN-08: how much of the spending is subscriptions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.budget_rows import Money, budget, largest_basis, said
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import rate
from gouvernail.plans.models import BudgetLine
from gouvernail.ui.charts.model import ColumnChart, Series

ACCOUNTS = ("65811", "65818", "611")
"""M57 accounts of software as a service, licences paid each year, and services bought."""


@indicator
class Subscriptions(Indicator):
    """The share of paid subscriptions and outsourced services in what the information system cost a year."""

    code, family, icon = "FIN-08", Family.FINANCES, "cloud"
    label = _("Part des abonnements et services")
    question = _("La dépense glisse-t-elle vers les abonnements ?")
    definition = _(
        "Part des comptes 65811, 65818 et 611 de la M57 (droits d’usage en nuage, redevances, prestations de services) "
        "dans tout ce qui a été mandaté pour le système d’information sur le dernier exercice clos. Les lignes sans "
        "compte restent hors du calcul."
    )
    formula = _("Mandaté aux comptes 65811, 65818 et 611 / mandaté des lignes dont le compte est connu.")
    unit = "%"
    direction = Direction.CONTEXT
    source = _("Lignes budgétaires")
    owner_role = _("Direction des finances")
    frequency = _("annuelle")
    freshness_days = 400
    past = Past.FACTS
    past_reason = _("Chaque ligne porte son exercice : les exercices clos avant la date demandée se recomptent.")
    by_month = False
    how_to_get = _("Renseignez le compte M57 et le mandaté des lignes budgétaires d’un exercice clos.")
    dimensions = (Dimension("year", _("Exercice")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: amounts by year, account and basis, and freshness."""
        rows = [one for one in budget(scope) if one.year < on.year and one.paid and one.account]
        basis = largest_basis(rows, "paid")
        kept = [one for one in rows if one.basis == basis]
        years = sorted({one.year for one in kept})
        cells = tuple(_cell(year, [one for one in kept if one.year == year]) for year in years)
        last = cells[-1] if cells else None
        return Reading(
            value=last.value if last else None,
            numerator=last.numerator if last else None,
            denominator=last.denominator if last else None,
            period=_now("exercice %(year)s") % {"year": last.label} if last else "",
            detail=last.text if last else "",
            as_of=last_read_of(scope, BudgetLine, on),
            absent_because=_now("Aucune ligne mandatée d’un exercice clos ne porte son compte M57."),
            chart=ColumnChart(
                title=_now("Part des abonnements et services, par exercice"), unit="%",
                source=_now("lignes budgétaires"), categories=tuple(cell.label for cell in cells),
                series=(Series(_now("Part"), tuple(cell.value for cell in cells)),), category_label=_now("Exercice"),
            ) if cells else None,
            breakdowns=(Breakdown("year", cells, "%"),) if cells else (),
            links=(ListLink(_now("Fonctionnement"), "budget_line", "vue=fonctionnement"),),
        )  # fmt: skip


def _cell(year: int, rows: list[Money]) -> Cell:
    whole = sum((one.paid for one in rows), Decimal(0))
    part = sum((one.paid for one in rows if one.account.startswith(ACCOUNTS)), Decimal(0))
    text = _now("%(part)s sur %(whole)s") % {"part": said(part, rows[0].basis), "whole": said(whole, rows[0].basis)}
    return Cell(str(year), str(year), value=rate(part, whole), text=text, numerator=part, denominator=whole)
