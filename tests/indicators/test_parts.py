"""Every part of every figure, and every figure of another time, against slow loops over worlds drawn at random."""

from datetime import date, timedelta

import pytest

from gouvernail.indicators.queries import measure, measure_all
from gouvernail.indicators.registry import indicator_of, indicators
from gouvernail.indicators.scope import Scope
from gouvernail.support.models import Request
from tests.indicators import oracles
from tests.indicators.drawn_world import ON, draw_world
from tests.indicators.oracles import ORACLES, World
from tests.indicators.parts import PARTS, month_counts
from tests.indicators.stated_parts import YEARS  # noqa: F401 (enters the parts of stated figures)

DECLARED = {(one.code, dimension.name) for one in indicators() for dimension in one.dimensions}
LARGEST_ONLY = ("CTR-03",)
SPANS = ("SUP-01", "SUP-02", "SUP-03", "SUP-04")
"""Their oracles read the days of ``oracles.QUARTER`` or ``oracles.TWELVE_MONTHS``, which are moved here."""


def test_every_dimension_of_every_computed_indicator_has_its_loop():
    assert set(PARTS) == DECLARED


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_every_cell_says_what_its_loop_says(seed):
    compared = set()
    for place in draw_world(seed):
        world, shown = (
            World(place, ON),
            measure_all(Scope.of_machine(place), ON, sorted({code for code, _ in DECLARED})),
        )
        for code, found in shown.items():
            for part in found.breakdowns:
                expected = PARTS[(code, part.dimension)](world)
                read = "denominator" if code == "RH-03" else "value"
                for cell in part.cells:
                    assert not cell.withheld, (code, cell.label)
                    assert getattr(cell, read) == expected.get(str(cell.key), 0), (code, part.dimension, cell.key)
                    compared.add((code, part.dimension))
                told = {key for key, value in expected.items() if value} - {str(cell.key) for cell in part.cells}
                assert not told or code in LARGEST_ONLY, (code, part.dimension, "no cell for", told)
    assert compared == DECLARED, "each of them had something to compare"


@pytest.mark.django_db
@pytest.mark.parametrize("code", SPANS)
def test_the_figure_of_another_time_is_that_of_its_loop(code, monkeypatch):
    place = draw_world(3)[0]
    scope, usual = Scope.of_machine(place), indicator_of(code).usual_span(ON)
    for span in (usual.previous(), usual.year_before()):
        days = (span.first, span.last)
        monkeypatch.setattr(oracles, "QUARTER", days)
        monkeypatch.setattr(oracles, "TWELVE_MONTHS", days)
        expected = ORACLES[code](World(place, ON))[0]
        assert measure(code, scope, ON, span).value == expected, span
        compared = {one.value for one in measure(code, scope, ON).comparisons}
        assert expected in compared, "the page says the same beside the figure"


@pytest.mark.django_db
def test_the_lines_beside_the_figures_are_those_of_a_loop():
    place = draw_world(4)[0]
    world, scope = World(place, ON), Scope.of_machine(place)
    months = month_counts(world, "opened_on", date(2025, 1, 1), date(2025, 12, 31))
    assert list(measure("SUP-01", scope, ON).trend_values) == months
    assert list(measure("SUP-06", scope, ON).trend_values) == months
    ends = [date(2025 + at // 12, at % 12 + 1, 1) - timedelta(days=1) for at in range(1, 13)]
    stocks = [
        sum(one.opened_on <= day and (one.closed_on is None or one.closed_on > day) for one in Request.objects.all()
            if one.organisation.path.startswith(place.path))
        for day in ends
    ]  # fmt: skip
    assert list(measure("SUP-07", scope, ON).trend_values) == stocks
