"""FIN-07: the share of what is planned that others pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import rate
from gouvernail.kernel.money import euros
from gouvernail.plans.financing import Financing, financing_of
from gouvernail.plans.models import BudgetLine, Subsidy

ZERO = Decimal(0)


@indicator
class Cofunded(Indicator):
    """Notified subsidies and FCTVA, out of what is planned from this year on."""

    code, family, icon = "FIN-07", Family.FINANCES, "cash"
    label = _("Part cofinancée")
    question = _("Quelle part des projets est payée par des subventions et le FCTVA ?")
    definition = _(
        "Subventions notifiées et FCTVA attendu, rapportés au montant TTC des lignes prévues à partir de l’année en "
        "cours. Une subvention demandée n’est pas une subvention notifiée. Les lignes HT ou sans base restent hors du "
        "calcul : le FCTVA ne se calcule que sur du TTC, au taux en vigueur l’année de la dépense."
    )
    formula = _("(Subventions notifiées + FCTVA) / montants TTC prévus.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Lignes budgétaires et subventions")
    owner_role = _("Direction des finances")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("Le prévu se corrige à chaque budget sans garder ce qu’il était.")
    version = "1"
    how_to_get = _(
        "Saisissez les montants prévus des lignes budgétaires en TTC, avec leur compte ou leur section, et les "
        "subventions notifiées."
    )
    dimensions = (Dimension("source", _("Financeur")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Four queries: lines, subsidies, the regime of the FCTVA, and freshness."""
        subsidies = list(scope.rows(Subsidy))
        found = financing_of(scope.place, scope.rows(BudgetLine).filter(year__gte=on.year), subsidies, on)
        spent, fctva = _planned(found), _returned(found)
        aids = sum((one.notified or ZERO for one in subsidies), ZERO)
        known = fctva is not None and spent > 0
        parts = ((fctva, "fctva", _now("FCTVA")), (aids, "subventions", _now("Subventions notifiées")))
        cells = tuple(_cell(key, label, part, spent) for part, key, label in parts) if known else ()
        as_of = last_read_of(scope, BudgetLine, on)
        return Reading(
            value=rate(fctva + aids, spent) if known else None,
            numerator=fctva + aids if known else None,
            denominator=spent if known else None,
            period=_now("lignes prévues à partir de %(year)s") % {"year": on.year},
            detail=_now("%(part)s sur %(whole)s TTC") % {"part": euros(fctva + aids), "whole": euros(spent)}
            if known
            else "",
            as_of=as_of,
            absent_because=_now("Aucune ligne prévue en TTC, ou FCTVA inconnu pour une des années."),
            notes=tuple(found.notes),
            chart=bars(
                cells, title=_now("Part payée par d’autres, par financeur"), unit="%",
                source=_now("lignes budgétaires et subventions"), as_of=as_of, category=_now("Financeur"),
            ),
            breakdowns=(Breakdown("source", cells, "%"),) if cells else (),
            links=(ListLink(_now("Lignes budgétaires"), "budget_line"), ListLink(_now("Subventions"), "subsidy")),
        )  # fmt: skip


def _planned(found: Financing) -> Decimal:
    return sum((one.spent for one in found.years), ZERO)


def _returned(found: Financing) -> Decimal | None:
    returned = [one.fctva for one in found.years]
    return None if None in returned else sum(returned, ZERO)


def _cell(key: str, label: str, part: Decimal, whole: Decimal) -> Cell:
    return Cell(key, label, value=rate(part, whole), text=euros(part), numerator=part, denominator=whole)
