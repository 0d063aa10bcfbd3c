"""CTR-03: how much goes to the three largest suppliers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import amounts, at_day, counted, rate
from gouvernail.suppliers.models import Contract, ContractState

LARGEST, SHOWN = 3, 8


@indicator
class Concentration(Indicator):
    """The share of the three largest suppliers in what contracts cost a year."""

    code, family, icon = "CTR-03", Family.CONTRACTS, "chart-donut"
    label = _("Part des trois premiers prestataires")
    question = _("La dépense dépend-elle de quelques prestataires ?")
    definition = _(
        "Part des trois prestataires les plus payés dans le montant annuel des contrats en cours. HT et TTC ne "
        "s’additionnent pas : seule la base qui pèse le plus est retenue, les autres contrats sont comptés à part."
    )
    formula = _("Montants annuels des trois premiers prestataires / montants annuels connus, dans une même base.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Registre des contrats")
    owner_role = _("Référent SI et commande publique")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("Le montant d’un contrat est celui d’aujourd’hui : une révision remplace l’ancien.")
    how_to_get = _("Renseignez le montant annuel des contrats en cours, HT ou TTC.")
    dimensions = (Dimension("supplier", _("Prestataire")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: amounts by supplier and tax basis, and freshness."""
        rows = scope.rows(Contract).filter(state=ContractState.RUNNING)
        bases: dict[str, dict[tuple[int, str], Decimal]] = defaultdict(dict)
        counts: dict[str, int] = defaultdict(int)
        unpriced = 0
        for pk, name, basis, n, priced, amount in rows.values_list(
            "supplier_id", "supplier__name", "tax_basis"
        ).annotate(n=Count("pk"), priced=Count("yearly_amount"), amount=Sum("yearly_amount")):
            unpriced += n - priced
            counts[basis] += priced
            if amount:
                bases[basis][(pk, name)] = amount
        basis = max(bases, key=lambda one: (sum(bases[one].values()), one), default="")
        paid = sorted(bases.get(basis, {}).items(), key=lambda one: (-one[1], one[0][1]))
        whole, largest = sum(amount for _key, amount in paid), sum(amount for _key, amount in paid[:LARGEST])
        as_of = last_read_of(scope, Contract, on)
        cells = tuple(_cell(key, amount, whole, basis) for key, amount in paid[:SHOWN])
        return Reading(
            value=rate(largest, whole),
            numerator=largest if paid else None,
            denominator=whole if paid else None,
            period=at_day(on),
            detail=_now("de %(money)s par an") % {"money": amounts({basis: whole})} if paid else "",
            as_of=as_of,
            absent_because=_now("Aucun contrat en cours n’a de montant annuel."),
            notes=_notes(unpriced, sum(n for one, n in counts.items() if one != basis)),
            chart=bars(
                cells, title=_now("Part de chaque prestataire"), unit="%", source=_now("registre des contrats"),
                as_of=as_of, category=_now("Prestataire"),
            ),
            breakdowns=(Breakdown("supplier", cells, "%"),),
            links=(ListLink(_now("Contrats en cours"), "contract", "vue=en-cours"),),
        )  # fmt: skip


def _cell(key: tuple[int, str], amount: Decimal, whole: Decimal, basis: str) -> Cell:
    pk, name = key
    link = ListLink(_now("Contrats de ce prestataire"), "contract", f"vue=en-cours&supplier={pk}")
    return Cell(str(pk), name, value=rate(amount, whole), text=amounts({basis: amount}), link=link)


def _notes(unpriced: int, elsewhere: int) -> tuple[str, ...]:
    one, many, notes = _now("contrat"), _now("contrats"), []
    if unpriced:
        notes.append(_now("%(count)s sans montant annuel, hors du calcul.") % {"count": counted(unpriced, one, many)})
    if elsewhere:
        notes.append(_now("%(count)s dans une autre base, hors du calcul.") % {"count": counted(elsewhere, one, many)})
    return tuple(notes)
