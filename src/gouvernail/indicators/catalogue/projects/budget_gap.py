"""PRJ-04: what projects cost against what was voted for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.budget_rows import said
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import rate
from gouvernail.plans.models import BudgetLine

Row = tuple[int, str, str, Decimal, Decimal]


@indicator
class BudgetGap(Indicator):
    """How far what was paid for projects stands from what was voted, in years that are over."""

    code, family, icon = "PRJ-04", Family.PLAN, "report-money"
    label = _("Écart de budget des projets")
    question = _("Les projets coûtent-ils ce qui a été voté ?")
    definition = _(
        "Écart entre le mandaté et le voté des lignes rattachées à un projet, sur les exercices clos, en part du "
        "voté. Un écart négatif peut être une économie ou un retard : ce qui reste à faire n’est pas tenu, le "
        "chiffre ne le dit donc pas. La base qui pèse le plus (HT ou TTC) est retenue."
    )
    formula = _("(Mandaté − voté) / voté, sur les lignes de projets dont les deux sont connus.")
    unit = "%"
    direction = Direction.CONTEXT
    source = _("Lignes budgétaires rattachées aux projets")
    owner_role = _("Chefs de projet")
    frequency = _("annuelle")
    freshness_days = 400
    past = Past.FACTS
    past_reason = _("Chaque ligne porte son exercice : les exercices clos avant la date demandée se recomptent.")
    by_month = False
    how_to_get = _("Rattachez les lignes budgétaires à leur projet, avec le voté et le mandaté.")
    dimensions = (Dimension("project", _("Projet")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: amounts by project and basis, and freshness."""
        found = _closed(scope, on.year)
        weights: dict[str, Decimal] = {}
        for _pk, basis, _title, voted, _paid in found:
            weights[basis] = weights.get(basis, Decimal(0)) + voted
        basis = max(weights, key=lambda one: (weights[one], one), default="")
        kept = [row for row in found if row[1] == basis and row[3]]
        voted, paid = (sum((row[at] for row in kept), Decimal(0)) for at in (3, 4))
        cells = tuple(
            Cell(
                str(pk), title, value=rate(there - asked, asked),
                text=_now("%(paid)s sur %(voted)s") % {"paid": said(there, basis), "voted": said(asked, basis)},
                numerator=there - asked, denominator=asked,
                link=ListLink(_now("Lignes de ce projet"), "budget_line", f"project={pk}"),
            )
            for pk, _basis, title, asked, there in sorted(kept, key=lambda row: row[2])
        )  # fmt: skip
        as_of = last_read_of(scope, BudgetLine, on)
        return Reading(
            value=rate(paid - voted, voted),
            numerator=paid - voted if kept else None,
            denominator=voted if kept else None,
            period=_now("exercices clos avant %(year)s") % {"year": on.year},
            detail=_now("%(paid)s mandatés sur %(voted)s votés")
            % {"paid": said(paid, basis), "voted": said(voted, basis)}
            if kept
            else "",
            as_of=as_of,
            absent_because=_now(
                "Aucune ligne d’un exercice clos n’est rattachée à un projet avec son voté et son mandaté."
            ),
            chart=bars(
                [replace(cell, value=cell.value + 100) for cell in cells],
                title=_now("Mandaté en part du voté, par projet"),
                unit="%",
                source=_now("lignes budgétaires"),
                as_of=as_of,
                category=_now("Projet"),
            ),
            breakdowns=(Breakdown("project", cells, "%"),),
            links=(ListLink(_now("Lignes budgétaires"), "budget_line"),),
        )


def _closed(scope: Scope, year: int) -> list[Row]:
    """Add up what was voted and paid before a year, project by project and basis by basis (one query a page)."""
    both = Q(voted__isnull=False, paid__isnull=False, project__isnull=False)
    lines = scope.rows(BudgetLine).filter(both)
    parts = ("project_id", "tax_basis", "project__title", "year")
    rows = scope.once("budget gap", lambda: list(lines.values_list(*parts).annotate(v=Sum("voted"), p=Sum("paid"))))
    sums: dict[tuple[int, str, str], list[Decimal]] = {}
    for *key, spent_in, voted, paid in rows:
        if spent_in < year:
            held = sums.setdefault(tuple(key), [Decimal(0), Decimal(0)])
            held[0], held[1] = held[0] + voted, held[1] + paid
    return [(*key, voted, paid) for key, (voted, paid) in sums.items()]
