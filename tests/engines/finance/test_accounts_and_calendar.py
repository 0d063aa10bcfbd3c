from datetime import date
from decimal import Decimal

import pytest

from gouvernail.engines.finance.accounts import Nature, chart, propose
from gouvernail.engines.finance.calendar import budget_year

DAY = date(2026, 6, 1)


@pytest.mark.parametrize("nature", Nature)
def test_every_nature_has_an_account_and_its_reason(nature):
    proposal = propose(nature, DAY)
    assert proposal.account.number in chart()
    assert proposal.reasons[0].endswith(".")


@pytest.mark.parametrize(
    ("nature", "facts", "number"),
    [
        (Nature.EQUIPMENT, {"unit_price_ttc": Decimal("500.01")}, "21838"),
        (Nature.EQUIPMENT, {"unit_price_ttc": Decimal(500)}, "60632"),
        (Nature.SCHOOL_EQUIPMENT, {}, "21831"),
        (Nature.SUBSCRIPTION, {}, "65818"),
        (Nature.CLOUD_IAAS, {}, "65811"),
        (Nature.STUDY, {"followed_by_investment": True}, "2031"),
        (Nature.STUDY, {"followed_by_investment": False}, "617"),
    ],
)
def test_the_account_follows_the_facts(nature, facts, number):
    assert propose(nature, DAY, **facts).account.number == number


def test_what_was_not_read_in_a_source_says_so():
    assert "de mémoire" in propose(Nature.CLOUD_IAAS, DAY).warnings[0]
    assert propose(Nature.PERPETUAL_LICENCE, DAY).warnings == ()
    assert propose(Nature.STAFF, DAY).account.chapter == "012"


def test_the_budget_year_2027():
    steps = {step.key: step for step in budget_year(2027, date(2027, 4, 6))}
    assert steps["dob"].earliest == date(2027, 1, 26)
    assert steps["dob"].latest == date(2027, 4, 5)
    assert steps["sent"].latest == date(2027, 3, 25)
    assert steps["vote"].latest == date(2027, 4, 6)
    assert steps["accounts"].latest == date(2028, 6, 30)
    assert "CFU" in steps["accounts"].label


def test_a_year_of_elections_has_until_the_end_of_april():
    assert {step.key: step for step in budget_year(2026, renewal=True)}["vote"].latest == date(2026, 4, 30)
    with pytest.raises(ValueError, match="au plus tard le 15/04/2027"):
        budget_year(2027, date(2027, 4, 20))
