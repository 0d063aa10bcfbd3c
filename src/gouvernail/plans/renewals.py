"""Renewals of equipment as a yearly programme: what comes to its end each year, at the price of its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.engines.finance.accounts import Account, Nature, propose
from gouvernail.estate.models import EquipmentState, EquipmentType
from gouvernail.kernel.money import euros
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import BudgetLine, BudgetNature, BudgetSection, UnitPrice
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of

YEARS = 4
NATURES = {EquipmentType.MOBILE: Nature.TELEPHONY}
"""What a type is bought as, when it is not computer equipment."""
SECTIONS = {"investment": BudgetSection.INVESTMENT, "operating": BudgetSection.OPERATING}


@dataclass(frozen=True)
class Renewal:
    """How many of one type come to their end in a year, the price each and the price it was counted with."""

    year: int
    type: str
    count: int
    late: int
    price: UnitPrice

    @property
    def cost(self) -> Decimal | None:
        """Euros, in the tax basis of the price; ``None`` without a price."""
        return None if self.price.price is None else self.price.price * self.count

    @property
    def label(self) -> str:
        """The type in words."""
        return str(EquipmentType(self.type).label)

    @property
    def account(self) -> Account:
        """The account proposed for it at that price, by the rules of the year: small equipment is no investment."""
        known = self.price.price if self.price.tax_basis == TaxBasis.TTC else None
        nature = NATURES.get(EquipmentType(self.type), Nature.EQUIPMENT)
        return propose(nature, date(self.year, 12, 31), unit_price_ttc=known).account


@dataclass
class Programme:
    """Renewals by year and type, and how many pieces could not be placed, by reason."""

    renewals: list[Renewal] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)

    def total(self, year: int, basis: str, account: Account | None = None) -> Decimal:
        """Euros of a year in one tax basis, on one account (all: ``None``)."""
        costs = (
            one.cost
            for one in self.renewals
            if one.year == year and one.price.tax_basis == basis and account in (None, one.account)
        )
        return sum((cost for cost in costs if cost is not None), Decimal(0))

    @property
    def accounts(self) -> list[Account]:
        """The accounts proposed, each once."""
        return list(dict.fromkeys(one.account for one in self.renewals))

    @property
    def bases(self) -> list[str]:
        """The tax bases of the prices, each once."""
        return list(dict.fromkeys(one.price.tax_basis for one in self.renewals))

    @property
    def years(self) -> list[int]:
        """The years with renewals."""
        return sorted({one.year for one in self.renewals})


def programme_of(place: Organisation, actor: Actor, on: date) -> Programme:
    """Return what comes to its end in the coming years (two queries); what is overdue counts in the present year."""
    prices: dict[str, UnitPrice] = {}
    for one in register_of("unit_price").objects(place, actor).filter(since__lte=on).order_by("since"):
        prices[one.type] = one
    found = Programme()
    due: Counter[tuple[int, str]] = Counter()
    late: Counter[str] = Counter()
    pieces = register_of("equipment").objects(place, actor).filter(state=EquipmentState.IN_USE)
    for kind, replaced, served, bought in pieces.order_by().values_list(
        "type", "planned_replacement", "in_service_on", "bought_on"
    ):
        price = prices.get(kind)
        start = served or bought
        if price is None:
            found.unplaced[_("%(type)s : prix non renseigné") % {"type": EquipmentType(kind).label}] += 1
            continue
        if replaced is None and (start is None or price.lifetime is None):
            found.unplaced[_("%(type)s : âge ou durée d’usage inconnus") % {"type": EquipmentType(kind).label}] += 1
            continue
        year = replaced.first_day.year if replaced else start.first_day.year + price.lifetime
        if year < on.year:
            late[kind] += 1
        if year < on.year + YEARS:
            due[max(year, on.year), kind] += 1
    found.renewals = [
        Renewal(year, kind, count, late[kind] if year == on.year else 0, prices[kind])
        for (year, kind), count in sorted(due.items())
    ]
    return found


def already_planned(programme: Programme, lines: Iterable[BudgetLine]) -> list[str]:
    """Say which recurrent lines of the plan may count the same renewals: same year, same account, another name."""
    accounts = {one.number for one in programme.accounts}
    labels = {label_of(one) for one in programme.accounts}
    return [
        _("%(line)s, %(amount)s au compte %(account)s : déjà prévu, à ne pas compter deux fois.")
        % {"line": line, "amount": euros(line.planned), "account": line.account}
        for line in lines
        if line.planned
        and line.nature == BudgetNature.RECURRENT
        and line.year in programme.years
        and line.account in accounts
        and line.label not in labels
    ]


def label_of(account: Account) -> str:
    """What the lines of the programme on an account are called."""
    return _("Renouvellement : %(account)s (programme)") % {"account": account.label}


def write_lines(place: Organisation, programme: Programme, *, actor: Actor) -> int:
    """Write one budget line a year, basis and account for the programme; return how many.

    Raises ``RefusedError`` when lines of the programme are there already: nothing is overwritten in silence.
    """
    register = register_of("budget_line")
    labels = [label_of(account) for account in programme.accounts]
    known = set(BudgetLine.objects.filter(organisation=place, label__in=labels).values_list("label", "year"))
    wanted = [
        (year, basis, account, programme.total(year, basis, account))
        for year in programme.years
        for basis in programme.bases
        for account in programme.accounts
        if programme.total(year, basis, account)
    ]
    taken = sorted({year for year, _basis, account, _amount in wanted if (label_of(account), year) in known})
    if taken:
        years = ", ".join(map(str, taken))
        raise RefusedError(
            _("Le programme a déjà ses lignes (%(years)s) : modifiez-les ou retirez-les d’abord.") % {"years": years}
        )
    with transaction.atomic():
        for year, basis, account, amount in wanted:
            line = BudgetLine(
                organisation=place,
                year=year,
                label=label_of(account),
                section=SECTIONS[account.section],
                nature=BudgetNature.RECURRENT,
                account=account.number,
                planned=amount,
                tax_basis=TaxBasis(basis),
                source=_("Programme de renouvellement"),
            )
            save_object(register, line, actor=actor)
    return len(wanted)
