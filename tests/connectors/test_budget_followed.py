"""The budget is followed by import: the accounts' workbook updates the lines that are there, amount by amount."""

from decimal import Decimal

import pytest

from gouvernail.connectors import applying, comparing, receiving
from gouvernail.plans.execution import followed
from gouvernail.plans.models import BudgetLine
from gouvernail.registers.registry import register_of
from tests.factories import make_budget_line

FILE = (
    "Exercice;Libellé;Montant voté;Montant engagé;Montant facturé;Montant mandaté;Reporté sur l’année suivante\n"
    "2026;Pare-feu;24 000,00;20 000,00;18 000,00;15 000,00;5 000,00\n"
    "2026;Licences;14 200,00;;;;\n"
)


@pytest.fixture
def lines(world):
    return [
        make_budget_line(world.commune, 2026, 25_000, label="Pare-feu"),
        make_budget_line(world.commune, 2026, 14_200, label="Licences", section="fonctionnement"),
    ]


def test_the_follow_up_of_the_accounts_comes_by_a_file(world, owner, lines):
    run = receiving.receive(register_of("budget_line"), world.commune, owner, "suivi.csv", FILE.encode())
    comparing.compare(run, owner)
    assert not BudgetLine.objects.exclude(voted=None).exists(), "nothing is written before somebody agrees"
    applying.apply(run, owner)
    firewall, licences = (BudgetLine.objects.get(pk=one.pk) for one in lines)
    assert (firewall.voted, firewall.committed, firewall.invoiced) == (24_000, 20_000, 18_000)
    assert (firewall.paid, firewall.carried_over) == (15_000, 5_000)
    assert firewall.planned == 25_000, "what the file does not hold stays"
    assert (licences.voted, licences.committed) == (Decimal(14_200), None), "absent is not zero"
    row = next(one for one in followed(BudgetLine.objects.all()) if one.section == "investissement")
    assert (row.commitment, row.remains) == (Decimal(20) / Decimal(24), "")
