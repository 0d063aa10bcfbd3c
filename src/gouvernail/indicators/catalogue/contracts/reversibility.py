"""CTR-04: critical contracts that one could leave."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate
from gouvernail.suppliers.models import Contract, ContractState
from gouvernail.ui.charts.model import GaugeChart


@indicator
class Reversibility(Indicator):
    """The share of critical running contracts with a clause of reversibility."""

    code, family, icon = "CTR-04", Family.CONTRACTS, "refresh"
    label = _("Contrats critiques réversibles")
    question = _("Pourrait-on quitter nos prestataires critiques ?")
    definition = _(
        "Part des contrats critiques en cours qui ont une clause de réversibilité, parmi ceux pour lesquels on le "
        "sait. Une clause n’est pas un essai : Gouvernail ne tient pas encore si la réversibilité a été éprouvée."
    )
    formula = _("Contrats critiques avec clause / contrats critiques dont la clause est connue.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Registre des contrats")
    owner_role = _("Référent SI et commande publique")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("La clause de réversibilité et l’importance d’un contrat ne sont pas datées.")
    how_to_get = _("Notez les contrats critiques, et s’ils ont une clause de réversibilité.")
    dimensions = (Dimension("clause", _("Clause de réversibilité")),)
    references = (
        Reference(
            label=_("Tous les contrats critiques réversibles"),
            value=Decimal(100),
            unit="%",
            since=date(2021, 4, 1),
            source=_("Objectif proposé par Gouvernail ; le CCAG-TIC de 2021 prévoit un plan de réversibilité."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by clause, and freshness."""
        rows = scope.rows(Contract).filter(state=ContractState.RUNNING, critical=True)
        counts: Counter[bool | None] = Counter(dict(rows.values_list("reversibility").annotate(n=Count("pk"))))
        known = counts[True] + counts[False]
        value, as_of = rate(counts[True], known), last_read_of(scope, Contract, on)
        tone = "alert" if counts[False] else "risk" if counts[None] else "good"
        return Reading(
            value=value,
            numerator=counts[True] if known else None,
            denominator=known or None,
            period=at_day(on),
            detail=_now("%(count)s sans clause")
            % {"count": counted(counts[False], _now("contrat critique"), _now("contrats critiques"))},
            tone=tone if known else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun contrat critique en cours ne dit s’il est réversible."),
            notes=(_now("%(count)s sans information : à relire.")
                   % {"count": counted(counts[None], _now("contrat critique"), _now("contrats critiques"))},)
            if counts[None] else (),
            chart=GaugeChart(
                title=_now("Contrats critiques réversibles"), unit="%", source=_now("registre des contrats"),
                as_of=as_of, percent=value, target=100, tone=tone,
                caption=_now("%(yes)s sur %(known)s") % {"yes": counts[True], "known": known},
            ) if known else None,
            breakdowns=(Breakdown("clause", _cells(counts)),),
            links=(ListLink(_now("Contrats critiques"), "contract", "vue=critiques"),),
        )  # fmt: skip


def _cells(counts: Counter[bool | None]) -> tuple[Cell, ...]:
    rows = ((True, _now("Avec clause")), (False, _now("Sans clause")), (None, _now("Sans information")))
    return tuple(Cell(str(state), label, value=counts[state]) for state, label in rows if counts[state])
