"""The whole catalogue against its oracles, over worlds drawn at random: no computed indicator without one."""

import pytest

from gouvernail.indicators.queries import measure
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from tests.indicators.drawn_world import ON, draw_world
from tests.indicators.oracles import ORACLES, World
from tests.indicators.stated_oracles import FLOORS  # noqa: F401 (enters the oracles of stated figures)

COMPUTED = {one.code for one in indicators()}


def test_every_computed_indicator_has_an_oracle_and_no_other():
    assert set(ORACLES) == COMPUTED


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_every_indicator_says_what_its_oracle_says(seed):
    told = set()
    for place in draw_world(seed):
        scope = Scope.of_machine(place)
        for code, expected in ORACLES.items():
            shown = measure(code, scope, ON)
            assert not shown.total_withheld, f"{code} could not be compared"
            assert (shown.value, shown.numerator, shown.denominator) == expected(World(place, ON)), code
            told |= {code} if shown.value is not None else set()
    assert told == COMPUTED, "each of them had something to say"
