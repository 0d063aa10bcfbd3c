"""The list behind a number holds as many rows as the number says."""

from datetime import date

import pytest
from django.http import QueryDict

from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.registers.forms import FilterForm
from gouvernail.registers.listing import filtered
from gouvernail.registers.registry import register_of
from tests.factories import (
    make_action,
    make_contract,
    make_equipment,
    make_organisation,
    make_project,
    make_request,
    make_site,
)

ON = date(2026, 1, 13)


def listed(link, scope):
    """How many rows the list of a link holds on that day."""
    register, params = register_of(link.kind), QueryDict(link.query)
    form = FilterForm(params, register=register, place=scope.place, actor=scope.actor)
    rows = filtered(register, register.objects(scope.place, scope.actor), form, ON)
    tab = next((one for one in register.tabs if one.name == params.get("vue")), None)
    asked = {name for name in params if name not in {"vue", "tri"}}
    assert asked <= {one.name for one in register.filters}, "the list has no such filter"
    assert tab or not params.get("vue"), "the list has no such view"
    return rows.filter(tab.query(ON)).count() if tab else rows.count()


@pytest.fixture
def scope(db):
    place = make_organisation()
    site = make_site(place)
    for os, noted, protected in (
        ("windows_11", "", True),
        ("windows_11", "", False),
        ("windows_10", "eligible", True),
        ("windows_10", "bloque", None),
        ("windows_ancien", "a_remplacer", False),
    ):
        make_equipment(place, site=site, os=os, windows11=noted, protected=protected, condition="neuf")
    make_equipment(place, type="serveur", site=site)
    make_equipment(place, state="reforme", os="windows_10", windows11="eligible", protected=False)
    for status, due in (("en_cours", "2025"), ("en_cours", "T1 2026"), ("termine", "2025"), ("a_valider", "")):
        make_action(place, status, due)
    for life, health in (("en_cours", "en_risque"), ("en_cours", "en_alerte"), ("planifie", ""), ("en_pause", "")):
        make_project(place, life_cycle=life, health=health, structuring=health == "en_risque")
    for end in (date(2026, 1, 13), date(2026, 12, 31), date(2027, 1, 13), date(2026, 1, 12)):
        make_contract(place, ends_on=end, state="en_cours")
    make_request(place, date(2025, 12, 1)), make_request(place, date(2026, 1, 5), kind="projets")
    make_request(place, date(2025, 12, 1), days=3)
    return Scope.of_machine(place)


@pytest.mark.parametrize(
    ("code", "dimensions"),
    [
        ("PAT-01", ("type", "condition")),
        ("PAT-06", ("progress",)),
        ("CYB-02", ("protection",)),
        ("CYB-11", ("status",)),
        ("PRJ-01", ("health", "life_cycle", "weight")),
        ("CTR-02", ("kind",)),
        ("SUP-07", ("kind",)),
    ],
)
def test_the_list_of_a_cell_holds_what_the_cell_counts(scope, code, dimensions):
    shown = measure(code, scope, ON)
    compared = 0
    for dimension in dimensions:
        for cell in shown.cells(dimension):
            if cell.link:
                assert listed(cell.link, scope) == cell.value, cell.label
                compared += 1
    assert compared


@pytest.mark.parametrize("code", ["PAT-01", "PRJ-01", "CTR-02", "SUP-07"])
def test_the_first_list_holds_what_the_figure_counts(scope, code):
    shown = measure(code, scope, ON)
    assert listed(shown.rows[0], scope) == shown.value


def test_every_link_leads_to_a_list_that_understands_it(scope):
    from gouvernail.indicators.registry import indicators

    for one in indicators():
        shown = one.compute(scope, ON)
        for link in (*shown.rows, *(cell.link for part in shown.breakdowns for cell in part.cells if cell.link)):
            listed(link, scope)
