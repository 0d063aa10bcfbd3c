from datetime import date

import pytest

from gouvernail.indicators.base import Dimension, Indicator, PersonalDimensionError
from gouvernail.indicators.measure import Breakdown, Cell, Reading
from gouvernail.indicators.registry import indicator, indicator_of
from gouvernail.indicators.showing import measure_of
from gouvernail.organisations.protection import Group


@pytest.mark.parametrize("name", ["agent", "technicien", "demandeur", "user", "nom_du_technicien", "Prénom"])
def test_no_breakdown_by_person_can_be_declared(name):
    with pytest.raises(PersonalDimensionError):
        type("Bad", (Indicator,), {"dimensions": (Dimension(name, "…", serves_people=True),)})


@pytest.mark.parametrize("name", ["department", "service", "equipe"])
def test_a_breakdown_by_department_must_say_how_many_people_it_serves(name):
    with pytest.raises(PersonalDimensionError):
        type("Bad", (Indicator,), {"dimensions": (Dimension(name, "…"),)})


def test_no_indicator_may_go_round_the_protection():
    with pytest.raises(TypeError):
        type("Bad", (Indicator,), {"compute": lambda self, scope, on: None})


def test_two_indicators_may_not_share_a_code():
    with pytest.raises(ValueError, match="SUP-01"):
        indicator(type(indicator_of("SUP-01")))


def shown(reading):
    return measure_of(indicator_of("CYB-07"), reading, path="0001/", on=date(2026, 1, 13))


def test_a_cell_without_its_number_of_people_is_refused():
    with pytest.raises(ValueError, match="how many people"):
        shown(Reading(value=1, breakdowns=(Breakdown("department", (Cell("a", "A", 1),)),)))


def test_an_undeclared_breakdown_is_refused():
    with pytest.raises(ValueError, match="declares no dimension"):
        shown(Reading(value=1, breakdowns=(Breakdown("site", ()),)))


def test_a_withheld_cell_keeps_nothing_but_its_name():
    groups = (Group("0001/", "a", 3), Group("0001/", "b", 9), Group("0001/", "c", 40))
    cells = tuple(Cell(key, key.upper(), 1, numerator=1, denominator=9, text="1 sur 9") for key in "abc")
    found = shown(Reading(value=1, groups=groups, breakdowns=(Breakdown("department", cells),)))
    hidden = [cell for cell in found.cells("department") if cell.withheld]
    assert {cell.key for cell in hidden} == {"a", "b"}
    assert found.withheld == 2
    for cell in hidden:
        assert cell.value is cell.numerator is cell.denominator is cell.people is cell.link is None


def test_a_withheld_total_takes_everything_with_it():
    groups = (Group("0001/", "a", 3),)
    cells = (Cell("a", "A", 1),)
    found = shown(Reading(value=1, detail="1 clic", groups=groups, breakdowns=(Breakdown("department", cells),)))
    assert found.total_withheld
    assert (found.value, found.detail, found.breakdowns, found.trend, found.comparisons) == (None, "", (), (), ())
    assert found.withheld == 1
