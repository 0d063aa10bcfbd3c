"""The controls of a PPI as named rules, C1 to C8: each returns what it finds, in French, with its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gouvernail.engines.finance.ppi import Line, Plan, yearly_ratios
from gouvernail.engines.finance.programme import Programme
from gouvernail.engines.finance.subsidies import Subsidy, against_ceiling
from gouvernail.kernel.money import TaxBasis, euros
from gouvernail.kernel.numbers_fr import format_number

UNUSUAL_PACE = Decimal(3)
OPERATING_CHAPTERS = ("60", "61", "62", "64", "65")


class Gravity(StrEnum):
    """How much a finding weighs."""

    BLOCKING = "blocking"
    ALERT = "alert"
    NOTE = "note"

    @property
    def label(self) -> str:
        """What people read."""
        return {"blocking": "Bloquant", "alert": "Alerte", "note": "À noter"}[self.value]


@dataclass(frozen=True)
class Finding:
    """What a rule found: its number, its weight, a French sentence, the figures it rests on."""

    rule: str
    gravity: Gravity
    sentence: str
    figures: Mapping[str, Decimal] = field(default_factory=dict)


def totals_agree(plan: Plan, tolerance: Decimal = Decimal(0)) -> Iterator[Finding]:
    """C1: the totals written equal the sums of the lines, by row, column and over all, within ``tolerance`` euros."""
    by_axis, by_year, total = plan.by_axis(), plan.by_year(), plan.total()
    pairs = [(f"de l’axe « {axis} »", by_axis.get(axis), said) for axis, said in plan.stated_rows.items()]
    pairs += [(f"de l’année {year}", by_year.get(year), said) for year, said in plan.stated_columns.items()]
    if plan.stated_total is not None:
        pairs.append(("général", total, plan.stated_total))
    else:
        words = f"Le total général n’est pas écrit ; calculé : {euros(total.low)}"
        words += "." if total.settled else f" à {euros(total.high)}."
        yield Finding("C1", Gravity.NOTE, words, {"calculé": total.low})
    for what, computed, said in pairs:
        low, high = (computed.low, computed.high) if computed else (Decimal(0), Decimal(0))
        if not low - tolerance <= said <= high + tolerance:
            yield Finding(
                "C1",
                Gravity.ALERT,
                f"Le total {what} est écrit {euros(said)}, la somme des lignes donne {euros(low)}.",
                {"écrit": said, "calculé": low, "écart": said - low},
            )


def programmes_balance(
    programmes: Iterable[Programme], open_credits: Mapping[int, Decimal] | None = None
) -> Iterator[Finding]:
    """C2: the CP of each AP add up to it, and no year's CP goes beyond the credits voted."""
    for programme in programmes:
        for sentence in programme.flaws(open_credits):
            yield Finding("C2", Gravity.ALERT, sentence, {"écart": programme.imbalance})


def only_investment(plan: Plan) -> Iterator[Finding]:
    """C3: no operating expense (staff, services, maintenance, subscriptions) stands in an investment plan."""
    for operation, lines in _by_operation(plan).items():
        wrong = [one for one in lines if one.section == "operating" or one.account.startswith(OPERATING_CHAPTERS)]
        if wrong:
            amount = sum((one.amount or Decimal(0) for one in wrong), Decimal(0))
            yield Finding(
                "C3",
                Gravity.ALERT,
                f"« {operation} » : {euros(amount)} de fonctionnement dans un plan d’investissement ; "
                "ni éligible à l’investissement, ni au FCTVA au taux de l’investissement.",
                {"montant": amount},
            )


def pace_is_usual(plan: Plan) -> Iterator[Finding]:
    """C4: no year goes beyond three times the usual investment, none falls below the theoretical renewal."""
    for year, ratio in yearly_ratios(plan).items():
        if ratio > UNUSUAL_PACE:
            yield Finding(
                "C4",
                Gravity.ALERT,
                f"{year} : rythme atypique, {euros(plan.by_year()[year].high)} soit {format_number(ratio, 2)} fois "
                f"l’investissement habituel ({euros(plan.usual_investment)} par an).",
                {"rapport": ratio},
            )
    floor = plan.renewal_need if plan.renewal_need is not None else plan.usual_investment
    if floor is None:
        return
    named = "le besoin de renouvellement" if plan.renewal_need is not None else "l’investissement habituel"
    for year, total in plan.by_year().items():
        if total.high < floor:
            yield Finding(
                "C4",
                Gravity.ALERT,
                f"{year} : sous-programmation, {euros(total.high)} pour {named} de {euros(floor)} par an.",
                {"manque": floor - total.high},
            )


def induced_costs_are_known(plan: Plan) -> Iterator[Finding]:
    """C5: every operation says its induced operating cost, even 0."""
    for operation, lines in _by_operation(plan).items():
        if all(one.induced is None for one in lines):
            yield Finding("C5", Gravity.ALERT, f"« {operation} » : coût de fonctionnement induit non renseigné.")


def tax_basis_is_said(plan: Plan) -> Iterator[Finding]:
    """C6: every amount says HT or TTC; without it no consolidated total can be trusted."""
    silent = [one for one in plan.lines if one.amount is not None and one.basis is TaxBasis.UNKNOWN]
    if silent:
        amount = sum((one.amount or Decimal(0) for one in silent), Decimal(0))
        yield Finding(
            "C6",
            Gravity.BLOCKING,
            f"HT ou TTC non précisé pour {len(silent)} montant(s), {euros(amount)} en tout : "
            "les totaux consolidés ne valent rien sans cette base.",
            {"montant": amount, "lignes": Decimal(len(silent))},
        )
    said = {one.basis for one in plan.lines if one.amount is not None} - {TaxBasis.UNKNOWN}
    if len(said) > 1:
        yield Finding("C6", Gravity.BLOCKING, "Des montants HT et des montants TTC sont mêlés dans le même plan.")


def variants_are_chosen(plan: Plan) -> Iterator[Finding]:
    """C7: variants still open make a range, not a total."""
    for choice in dict.fromkeys(one.choice or one.operation for one in plan.lines if one.variant):
        names = list(
            dict.fromkeys(one.variant for one in plan.lines if one.variant and (one.choice or one.operation) == choice)
        )
        span = plan.total(lambda line, choice=choice: bool(line.variant) and (line.choice or line.operation) == choice)
        if len(names) > 1:
            yield Finding(
                "C7",
                Gravity.ALERT,
                f"« {choice} » : variantes non tranchées ({', '.join(names)}), "
                f"de {euros(span.low)} à {euros(span.high)}.",
                {"minimum": span.low, "maximum": span.high},
            )


def aids_stay_below_the_ceiling(costs: Mapping[str, tuple[Decimal, Iterable[Subsidy]]], on: date) -> Iterator[Finding]:
    """C8: the public aid to each operation (name → cost, subsidies) stays at or below the ceiling of the day."""
    for operation, (cost, subsidies) in costs.items():
        compared = against_ceiling(cost, subsidies, on)
        if compared.over:
            yield Finding(
                "C8",
                Gravity.ALERT,
                f"« {operation} » : {compared.sentence}",
                {"aides": compared.aid, "plafond": compared.limit, "dépassement": compared.over},
            )


ON_A_PLAN = (
    totals_agree,
    only_investment,
    pace_is_usual,
    induced_costs_are_known,
    tax_basis_is_said,
    variants_are_chosen,
)
"""The rules that read the plan alone, in the order of their numbers."""


def check(plan: Plan) -> list[Finding]:
    """Every finding of the rules that read the plan alone (C2 and C8 ask for programmes and subsidies)."""
    return [finding for rule in ON_A_PLAN for finding in rule(plan)]


def _by_operation(plan: Plan) -> dict[str, list[Line]]:
    operations: dict[str, list[Line]] = {}
    for line in plan.lines:
        operations.setdefault(line.operation, []).append(line)
    return operations
