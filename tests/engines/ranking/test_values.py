"""Values follow their criterion from 0 to 1, by lines, broken lines or steps, and their means are exact."""

import numpy as np
import pytest

from gouvernail.engines.ranking.problem import Direction, Span
from gouvernail.engines.ranking.values import ValueFunction, straight_line


def test_a_straight_line_goes_from_the_worst_bound_to_the_best():
    assert straight_line(Span(0, 200), Direction.MORE)(np.array([0, 50, 200])).tolist() == [0, 0.25, 1]
    assert straight_line(Span(0, 200), Direction.LESS)(np.array([0, 50, 200])).tolist() == [1, 0.75, 0]


def test_a_broken_line_joins_its_points():
    value = ValueFunction(((0, 1), (100, 0.4), (200, 0)))
    assert value(np.array([50, 150])) == pytest.approx([0.7, 0.2])
    assert value.extremes(Span(50, 150)) == pytest.approx((0.2, 0.7))


def test_a_step_holds_from_its_threshold_on():
    value = ValueFunction(((0, 0), (10, 0.5), (20, 1)), stepped=True)
    assert value(np.array([9.9, 10, 25])).tolist() == [0, 0.5, 1]
    assert value.mean(Span(5, 15)) == pytest.approx(0.25)


@pytest.mark.parametrize("stepped", [False, True])
def test_the_mean_over_a_span_is_the_integral(stepped):
    value = ValueFunction(((0, 0), (3, 0.2), (7, 0.9), (10, 1)), stepped)
    fine = np.linspace(1, 9, 800_001)
    assert value.mean(Span(1, 9)) == pytest.approx(value(fine).mean(), abs=1e-5)
    assert value.mean(Span(4, 4)) == pytest.approx(float(value(4)))
