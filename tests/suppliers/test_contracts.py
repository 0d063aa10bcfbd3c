from datetime import date

import pytest

from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract
from tests.objects import make_object

TODAY = date(2026, 1, 13)


@pytest.mark.parametrize(
    ("ends_on", "notice", "limit"),
    [
        (date(2026, 6, 30), 3, date(2026, 3, 30)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 6, 30), 0, date(2026, 6, 30)),
        (date(2026, 6, 30), None, None),
        (None, 3, None),
    ],
)
def test_the_last_day_to_give_notice(ends_on, notice, limit):
    assert Contract(ends_on=ends_on, notice_months=notice).denounce_by == limit


def _tab(name):
    return next(tab for tab in register_of("contract").tabs if tab.name == name).query(TODAY)


@pytest.mark.parametrize(
    ("ends_on", "to_renew", "over"),
    [
        (date(2026, 1, 12), False, True),
        (date(2026, 1, 13), True, False),
        (date(2027, 1, 12), True, False),
        (date(2027, 1, 13), False, False),
        (None, False, False),
    ],
)
def test_which_contracts_are_to_renew_within_twelve_months(world, ends_on, to_renew, over):
    contract = make_object("contract", world.commune)
    Contract.objects.filter(pk=contract.pk).update(ends_on=ends_on)
    assert Contract.objects.filter(_tab("a-renouveler")).exists() is to_renew
    assert Contract.objects.filter(_tab("echus")).exists() is over


def test_the_sheet_warns_of_a_notice_that_is_near(world):
    contract = make_object("contract", world.commune)
    contract.ends_on, contract.notice_months = date(2026, 6, 30), 3
    words = [str(badge.label) for badge in register_of("contract").badges(contract, TODAY)]
    assert "Préavis avant le 30/03/2026" in words


@pytest.mark.parametrize(
    ("ends_on", "renewal", "tone"),
    [
        (date(2026, 9, 30), "aucune", "alert"),
        (date(2026, 12, 31), "expresse", "risk"),
        (date(2028, 1, 1), "aucune", None),
        (date(2026, 9, 30), "tacite", None),
        (date(2026, 1, 12), "aucune", None),
    ],
)
def test_the_sheet_says_when_to_start_the_consultation(world, ends_on, renewal, tone):
    contract = make_object("contract", world.commune)
    contract.state, contract.ends_on, contract.renewal, contract.notice_months = "en_cours", ends_on, renewal, None
    found = [one for one in register_of("contract").badges(contract, TODAY) if "Consultation" in str(one.label)]
    assert [one.tone for one in found] == ([tone] if tone else [])
    assert all(f"{contract.consult_by:%d/%m/%Y}" in str(one.label) for one in found)
