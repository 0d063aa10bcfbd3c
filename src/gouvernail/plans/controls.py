"""What to check of a plan before it is put to a vote: each control answers in one plain sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.plans.models import BudgetSection
from gouvernail.plans.parameters import PAST_YEARS, ROUNDING, USUAL_PACE, in_force
from gouvernail.plans.ppi import Amount, Matrix, past_investment
from gouvernail.registers.models import TaxBasis

OPERATING = Q(section=BudgetSection.OPERATING) | Q(section="", account__startswith="6")
LOOKS_LIKE_A_TOTAL = Q(label__istartswith="total") | Q(label__istartswith="sous-total")


@dataclass(frozen=True)
class Control:
    """One control: how it turned out (good, risk, alert, neutral when it cannot be told), in which words."""

    code: str
    label: str
    tone: str
    sentence: str

    @property
    def icon(self) -> str:
        """The icon of a control that cannot be told; the others take that of their tone."""
        return "help" if self.tone == "neutral" else ""


@dataclass(frozen=True)
class Plan:
    """What the controls look at: the budget lines, their matrices, the day."""

    rows: QuerySet
    matrices: list[Matrix]
    on: date


def check_plan(rows: QuerySet, matrices: list[Matrix], on: date) -> list[Control]:
    """Return every control of a plan, in order (three queries)."""
    plan = Plan(rows, matrices, on)
    return [control(plan) for control in CONTROLS] if matrices else []


def sums_agree(plan: Plan) -> Control:
    """C1: sums by line and by column give the same whole, and no line is itself a total."""
    label = _("Les totaux concordent")
    gap = max(abs(_by_columns(one) - (one.total.total.value or Decimal(0))) for one in plan.matrices)
    suspect = plan.rows.filter(LOOKS_LIKE_A_TOTAL).count()
    if gap > in_force(ROUNDING, plan.on).value:
        return Control("C1", label, "alert", _("Lignes et colonnes diffèrent de %(gap)s.") % {"gap": euros(gap)})
    if suspect:
        sentence = _("%(count)s au libellé de total : à retirer, sinon elle compte deux fois.")
        return Control("C1", label, "alert", sentence % {"count": _lines(suspect)})
    return Control("C1", label, "good", _("Par ligne et par colonne, les sommes sont les mêmes à l’euro près."))


def nothing_is_operating(plan: Plan) -> Control:
    """C3: operating expenses are no investment, whatever the plan is called."""
    label = _("Rien que de l’investissement")
    found = list(
        plan.rows.order_by().filter(OPERATING).values_list("tax_basis").annotate(n=Count("pk"), value=Sum("planned"))
    )
    if not found:
        return Control("C3", label, "good", _("Aucune ligne de fonctionnement."))
    known = [f"{euros(value)} {TaxBasis(basis).label}" for basis, _n, value in found if value is not None]
    sentence = _("%(count)s de fonctionnement (%(amounts)s) : non éligibles à l’investissement, à lire à part.") % {
        "count": _lines(sum(n for _basis, n, _value in found)),
        "amounts": _(" et ").join(known) or _("montant non renseigné"),
    }
    return Control("C3", label, "risk", sentence)


def pace_is_usual(plan: Plan) -> Control:
    """C4: no coming year holds far more investment than the past ones."""
    label = _("Rythme d’investissement")
    limit = in_force(USUAL_PACE, plan.on)
    usual = past_investment(plan.rows, plan.on.year, PAST_YEARS)
    if not usual:
        sentence = _("Non vérifiable : aucun montant mandaté en investissement sur les trois années passées.")
        return Control("C4", label, "neutral", sentence)
    high = [
        _("%(year)s : %(ratio)s fois") % {"year": year, "ratio": format_number(_ratio(amount, usual))}
        for year, amount in _investment_by_year(plan)
        if year >= plan.on.year and amount / usual > limit.value
    ]
    words = {"usual": euros(usual.quantize(Decimal(1), ROUND_HALF_UP)), "limit": format_number(limit.value)}
    if high:
        sentence = _("Rythme atypique au regard de %(usual)s mandatés par an (seuil : %(limit)s fois). %(years)s.")
        return Control("C4", label, "risk", sentence % (words | {"years": ", ".join(high)}))
    sentence = _("Aucune année à venir ne dépasse %(limit)s fois les %(usual)s mandatés par an.")
    return Control("C4", label, "good", sentence % words)


def tax_basis_is_known(plan: Plan) -> Control:
    """C6: an amount without its tax basis blocks any consolidated total."""
    label = _("Base de prix connue et unique")
    unknown = next((one.total.total for one in plan.matrices if one.basis == TaxBasis.UNKNOWN), None)
    if unknown:
        sentence = _(
            "%(count)s sans base HT ou TTC : leur total n’est ni HT ni TTC, et ne peut être consolidé avec aucun autre."
        )
        return Control("C6", label, "alert", sentence % {"count": _lines(unknown.lines)})
    if len(plan.matrices) > 1:
        return Control("C6", label, "risk", _("Le plan mêle des montants HT et TTC : leurs totaux restent séparés."))
    return Control("C6", label, "good", _("Tous les montants sont %(basis)s.") % {"basis": plan.matrices[0].label})


CONTROLS: tuple[Callable[[Plan], Control], ...] = (sums_agree, nothing_is_operating, pace_is_usual, tax_basis_is_known)


def _by_columns(matrix: Matrix) -> Decimal:
    return sum((cell.value or Decimal(0) for row in matrix.axes for cell in row.cells), Decimal(0))


def _investment_by_year(plan: Plan) -> list[tuple[int, Decimal]]:
    """Planned investment by year; where bases are mixed, the largest basis of each year, never their sum."""
    name = str(BudgetSection.INVESTMENT.label)
    rows = [(one.years, row) for one in plan.matrices for row in one.sections if row.label == name]
    largest: dict[int, Decimal] = {}
    for years, row in rows:
        for year, amount in zip(years, row.cells, strict=True):
            largest[year] = max(largest.get(year, Decimal(0)), amount.value or Decimal(0))
    return sorted(largest.items())


def _ratio(amount: Decimal, usual: Decimal) -> Decimal:
    return (amount / usual).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _lines(count: int) -> str:
    return _("%(count)s lignes") % {"count": count} if count > 1 else _("1 ligne")


def missing_amounts(matrices: list[Matrix]) -> Amount:
    """Return how many lines of the plan have no amount, among how many."""
    whole = Amount()
    for one in matrices:
        whole.lines += one.total.total.lines
        whole.missing += one.total.total.missing
    return whole
