from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gouvernail.engines.finance.controls import (
    Gravity,
    aids_stay_below_the_ceiling,
    check,
    programmes_balance,
    totals_agree,
)
from gouvernail.engines.finance.ppi import Line, Plan, yearly_ratios
from gouvernail.engines.finance.programme import Programme
from gouvernail.engines.finance.subsidies import Subsidy
from gouvernail.kernel.money import TaxBasis
from tests.engines.finance.ppi_of_2016 import K, plan_of_2016


def said(findings, rule):
    return [one.sentence for one in findings if one.rule == rule]


def test_the_plan_of_2016_adds_up_to_848_k_euros():
    plan = plan_of_2016()
    assert plan.total().high == 848 * K
    assert {axis: total.high / K for axis, total in plan.by_axis().items()} == {
        "Infrastructure": 209,
        "Modernisation des outils": 629,
        "Centre de service": 10,
    }
    assert plan.total().high / len(plan.years) == 212 * K
    assert yearly_ratios(plan)[2016].quantize(Decimal("0.01")) == Decimal("7.05")


def test_the_traps_of_the_plan_of_2016_are_named():
    findings = check(plan_of_2016())
    assert said(findings, "C1") == ["Le total général n’est pas écrit ; calculé : 848\u202f000\u202f€."]
    assert "10\u202f000\u202f€ de fonctionnement" in said(findings, "C3")[0]
    pace = " ".join(said(findings, "C4"))
    assert "2016 : rythme atypique" in pace
    assert "7,05 fois" in pace
    assert "2018 : sous-programmation" in pace
    assert "2019 : sous-programmation" in pace
    assert "2017 : sous" not in pace
    assert len(said(findings, "C5")) == 3
    assert [one.gravity for one in findings if one.rule == "C6"] == [Gravity.BLOCKING]


def test_a_wrong_total_is_found_whichever_way_it_is_read():
    plan = plan_of_2016(stated_rows={"Infrastructure": 210 * K}, stated_total=850 * K)
    sentences = said(totals_agree(plan), "C1")
    assert any("Infrastructure" in one and "209" in one for one in sentences)
    assert any("général" in one for one in sentences)
    assert said(totals_agree(plan, tolerance=2 * K), "C1") == []


def test_a_clean_plan_has_no_finding():
    lines = tuple(
        Line("Socle", "Postes", year, 75 * K, TaxBasis.TTC, "investment", "21838", induced=Decimal(0))
        for year in (2026, 2027)
    )
    assert check(Plan(lines, stated_total=150 * K, usual_investment=75 * K)) == []


def test_open_variants_make_a_range():
    line = Line("A", "PRA", 2026, 90 * K, TaxBasis.TTC, "investment", variant="second site", induced=Decimal(0))
    plan = Plan((line, replace(line, variant="nuage", amount=30 * K), replace(line, variant="nuage", year=2027)))
    assert (plan.total().low, plan.total().high) == (90 * K, 120 * K)
    assert plan.by_year()[2026].low == 30 * K
    assert "variantes non tranchées (second site, nuage)" in said(check(plan), "C7")[0]


def test_mixing_ht_and_ttc_blocks():
    line = Line("A", "Postes", 2026, K, TaxBasis.TTC, "investment", induced=Decimal(0))
    plan = Plan((line, replace(line, basis=TaxBasis.HT)), stated_total=2 * K)
    assert [one.gravity for one in check(plan)] == [Gravity.BLOCKING]


def test_programmes_and_aids_have_their_rules():
    wrong = Programme("AP", Decimal(10), {2026: Decimal(9)})
    assert [one.rule for one in programmes_balance([wrong])] == ["C2"]
    generous = {"PRA": (Decimal(100), [Subsidy("DETR", notified=Decimal(81))])}
    found = list(aids_stay_below_the_ceiling(generous, date(2026, 1, 1)))
    assert found[0].figures["dépassement"] == 1
    exact = {"PRA": (Decimal(100), [Subsidy("DETR", notified=Decimal(80))])}
    assert list(aids_stay_below_the_ceiling(exact, date(2026, 1, 1))) == []


cells = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(2026, 2029), st.decimals(0, 10**6, places=2)), min_size=1, max_size=20
)


@given(cells)
def test_rows_and_columns_always_add_up_to_the_same_total(drawn):
    plan = Plan(tuple(Line(axis, axis, year, amount) for axis, year, amount in drawn))
    assert sum(one.high for one in plan.by_axis().values()) == plan.total().high
    assert sum(one.high for one in plan.by_year().values()) == plan.total().high
