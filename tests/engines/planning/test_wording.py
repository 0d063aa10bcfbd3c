"""Sentences count as French does: the plural begins at two, and periods have the name of those of the plan."""

from decimal import Decimal

import pytest

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.wording import agreed, counted
from gouvernail.kernel.periods import Month, Quarter


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (0, None, "0 jour"),
        (1, None, "1 jour"),
        (Decimal("1.5"), None, "1,5 jour"),
        (2, None, "2 jours"),
        (Decimal("1.94"), 1, "1,9 jour"),
        (Decimal("1.96"), 1, "2,0 jours"),
        (Decimal("-1.5"), None, "−1,5 jour"),
    ],
)
def test_the_plural_begins_at_two_as_written(value, decimals, said):
    assert counted(value, "jour", decimals) == said


def test_what_agrees_follows_the_number():
    assert (agreed(1, "demandé"), agreed(3, "demandé")) == ("demandé", "demandés")


def test_a_length_is_said_in_the_periods_of_the_plan():
    quarters, months = Calendar(Quarter(2027, 1), 8), Calendar(Month(2027, 1), 24)
    assert [quarters.lasting(count) for count in (1, 2)] == ["1 trimestre", "2 trimestres"]
    assert [months.lasting(count) for count in (1, 2)] == ["1 mois", "2 mois"]
