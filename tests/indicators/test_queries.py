import json
from datetime import date

import pytest

from gouvernail.indicators.queries import as_json, measure, measure_all
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from tests.factories import make_campaign, make_department, make_project


def test_the_catalogue_can_be_read_by_a_program():
    found = json.loads(json.dumps(as_json(), default=str))
    assert [one["code"] for one in found] == [one.code for one in indicators()]
    assert all(one["definition"] and one["formula"] and one["source"] for one in found)
    assert "value" not in found[0]


def test_values_come_with_a_place_absent_ones_null(place):
    make_project(place)
    found = {one["code"]: one for one in as_json(Scope.of_machine(place), date(2026, 1, 13))}
    assert found["PRJ-01"]["value"] == 1
    assert found["PAT-01"]["value"] is None
    assert found["PAT-01"]["absent_because"]


def test_a_program_reads_no_more_than_a_person(place):
    make_campaign(place, date(2025, 11, 3), {make_department(place, 4): (4, 1)})
    found = {one["code"]: one for one in as_json(Scope.of_machine(place), date(2026, 1, 13))}["CYB-07"]
    assert found["total_withheld"]
    assert found["numerator"] is found["denominator"] is found["value"] is None
    assert found["breakdowns"] == {}


def test_some_codes_or_all(place):
    scope, on = Scope.of_machine(place), date(2026, 1, 13)
    assert list(measure_all(scope, on, ["PRJ-01", "SUP-01"])) == ["PRJ-01", "SUP-01"]
    assert len(measure_all(scope, on)) == len(list(indicators()))
    with pytest.raises(KeyError):
        measure("XXX-99", scope, on)
