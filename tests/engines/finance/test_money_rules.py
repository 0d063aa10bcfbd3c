"""Subsidies, AP/CP, depreciation, net cost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.engines.finance.depreciation import schedule
from gouvernail.engines.finance.net_cost import net_cost
from gouvernail.engines.finance.programme import Programme, carry_over, rate
from gouvernail.engines.finance.subsidies import Subsidy, add_up, against_ceiling, started_too_early

DAY = date(2026, 6, 1)
amounts = st.decimals(min_value=0, max_value=1_000_000, places=2)


def test_asked_is_not_notified_and_not_received():
    aids = add_up(
        [
            Subsidy("DETR", asked=Decimal(40_000), notified=Decimal(30_000), received=Decimal(9_000)),
            Subsidy("Région", asked=Decimal(10_000)),
        ]
    )
    assert (aids.asked, aids.notified, aids.received, aids.to_come) == (50_000, 30_000, 9_000, 21_000)
    assert Subsidy("DSIL").state == "non renseignée"
    assert Subsidy("DSIL").expected is None


def test_public_aid_may_not_pass_four_fifths():
    plenty = [Subsidy("DETR", asked=Decimal(50_000)), Subsidy("Région", asked=Decimal(35_000))]
    over = against_ceiling(Decimal(100_000), plenty, DAY)
    assert (over.over, over.limit) == (5_000, 80_000)
    assert "85,0\u202f% pour un plafond de 80\u202f%" in over.sentence
    private = [*plenty[:1], Subsidy("Fondation", asked=Decimal(35_000), public=False)]
    assert against_ceiling(Decimal(100_000), private, DAY).over == 0
    with pytest.raises(ValueError, match="coût positif"):
        against_ceiling(Decimal(0), plenty, DAY)


def test_work_started_before_the_file_was_acknowledged_is_said():
    file = Subsidy("DETR", asked=Decimal(1), acknowledged=date(2026, 3, 1))
    assert started_too_early([file], date(2026, 3, 1)) == []
    assert "avant l’accusé de réception du 01/03/2026" in started_too_early([file], date(2026, 2, 28))[0]
    assert "aucun accusé" in started_too_early([Subsidy("DETR")], DAY)[0]


def test_an_authorisation_is_the_sum_of_its_credits():
    good = Programme("PRA", Decimal(100), {2026: Decimal(60), 2027: Decimal(40)}, committed=Decimal(70))
    assert good.flaws({2026: Decimal(60)}) == []
    assert good.left_to_commit == 30
    bad = Programme("PRA", Decimal(100), {2026: Decimal(60), 2027: Decimal(50)}, committed=Decimal(120))
    flaws = " ".join(bad.flaws({2026: Decimal(50)}))
    assert "non équilibrée" in flaws
    assert "écart 10" in flaws
    assert "20\u202f€ engagés au-delà" in flaws
    assert "au-delà des 50" in flaws


@given(amounts, amounts, amounts)
def test_closing_a_year_slides_what_was_not_paid_and_never_moves_the_authorisation(first, second, paid):
    paid = min(paid, first)
    programme = Programme("AP", first + second, {2026: first, 2027: second})
    closed = programme.closed(2026, paid)
    assert closed.imbalance == 0
    assert closed.credits[2027] == second + first - paid
    with pytest.raises(ValueError, match="payés en 2026"):
        programme.closed(2026, first + 1)


def test_only_what_is_committed_is_carried_over():
    left = carry_over(Decimal(100), Decimal(80), Decimal(50))
    assert (left.carried, left.lost) == (30, 20)
    with pytest.raises(ValueError, match="se suivre"):
        carry_over(Decimal(100), Decimal(110), Decimal(50))


def test_a_rate_of_nothing_is_not_zero():
    assert rate(Decimal(30), Decimal(120)) == Decimal("0.25")
    assert rate(Decimal(30), Decimal(0)) is None
    assert rate(None, Decimal(10)) is None


def test_an_asset_in_service_on_the_first_of_july_counts_half_a_year():
    plan = schedule(Decimal(6000), date(2026, 7, 1), 3)
    assert [(one.year, one.amount) for one in plan] == [(2026, 1000), (2027, 2000), (2028, 2000), (2029, 1000)]
    assert [one.year for one in schedule(Decimal(900), date(2026, 1, 1), 3)] == [2026, 2027, 2028]


def test_the_two_bases_of_days_differ_and_say_so():
    real = schedule(Decimal(3650), date(2026, 12, 31), 1, days_in_year=365)
    assert [one.amount for one in real] == [10, 3640]
    with pytest.raises(ValueError, match="360 ou de 365"):
        schedule(Decimal(1), DAY, 1, days_in_year=364)


@given(
    amounts,
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(1, 30),
    st.sampled_from([360, 365]),
)
def test_the_charges_add_up_to_the_asset_and_end_at_nothing(amount, day, years, basis):
    plan = schedule(amount, day, years, days_in_year=basis)
    assert sum(one.amount for one in plan) == amount
    assert plan[-1].left == 0
    assert all(one.amount >= 0 for one in plan)
    assert len(plan) in (years, years + 1)


def test_the_net_cost_is_unknown_while_an_aid_is():
    known = net_cost(Decimal(848_000), Decimal("139105.92"), Decimal(0), 20_000)
    assert known.net == Decimal("708894.08")
    assert known.per_inhabitant == Decimal("35.44")
    assert net_cost(Decimal(848_000), Decimal("139105.92"), None, 20_000).net is None
    assert net_cost(Decimal(1), Decimal(0), Decimal(0)).per_inhabitant is None
    with pytest.raises(ValueError, match="population"):
        net_cost(Decimal(1), None, None, 0)
