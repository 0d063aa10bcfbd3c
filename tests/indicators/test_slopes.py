import random

import pytest

from gouvernail.indicators.slopes import slope_of

SEASONS = [0, 5, 3, 0, 0, -5, -30, -40, 30, 20, 10, 7]


def months(count, slope=0.0, noise=8.0, seed=1):
    draw = random.Random(seed)
    values = [100 + slope * at + SEASONS[at % 12] + draw.gauss(0, noise) for at in range(count)]
    return values, [at % 12 + 1 for at in range(count)]


def test_a_rise_is_said_with_bounds_that_hold_it():
    found = slope_of(*months(24, slope=3))
    assert found.is_one
    assert found.low < 3 < found.high
    assert found.seasonal


def test_a_summer_is_no_fall():
    assert not slope_of(*months(24)).is_one


def test_chance_is_called_a_slope_one_time_in_twenty_at_most():
    called = sum(slope_of(*months(24, seed=seed)).is_one for seed in range(400))
    assert called <= 28


def test_a_flat_run_has_no_slope():
    found = slope_of([7] * 24, [at % 12 + 1 for at in range(24)])
    assert (found.each, found.is_one) == (0, False)


def test_less_than_two_years_is_told_with_its_seasons():
    found = slope_of([float(at) for at in range(12)], list(range(1, 13)))
    assert (found.each, found.is_one, found.seasonal) == (1, True, False)


def test_two_values_make_no_slope():
    with pytest.raises(ValueError, match="trois"):
        slope_of([1, 2], [1, 2])
