from datetime import date
from decimal import Decimal

import pytest

from gouvernail.engines.finance.dated import UnknownOnThatDay
from gouvernail.engines.finance.fctva import Family, Regime, recoverable


def test_the_plan_of_2016_gives_back_139_k_euros_two_years_later():
    back = recoverable(Decimal(848_000), Family.INVESTMENT, date(2016, 6, 30), Regime.TWO_YEARS_LATER)
    assert back.amount == Decimal("139105.92")
    assert back.year == 2018
    assert back.rate.written() == "16,404\u202f%"


def test_the_cloud_has_its_own_rate_and_only_since_2021():
    assert recoverable(Decimal(1000), Family.CLOUD_IAAS, date(2021, 1, 1), Regime.SAME_YEAR).amount == 56
    with pytest.raises(UnknownOnThatDay, match="01/01/2021"):
        recoverable(Decimal(1000), Family.CLOUD_IAAS, date(2020, 12, 31), Regime.SAME_YEAR)


def test_what_is_not_eligible_gives_nothing_back_and_needs_no_rate():
    back = recoverable(Decimal(1000), Family.NOT_ELIGIBLE, date(1999, 1, 1), Regime.NEXT_YEAR)
    assert (back.amount, back.rate) == (0, None)


def test_the_doubts_on_the_rate_come_along():
    back = recoverable(Decimal(1), Family.INVESTMENT, date(2026, 1, 1), Regime.SAME_YEAR, today=date(2028, 1, 1))
    assert any("non vérifié depuis plus de 12 mois" in one for one in back.warnings)
