from datetime import date

import pytest

from gouvernail.action_plan.models import Action
from gouvernail.action_plan.tables import is_late, late_condition
from gouvernail.kernel.partial_dates import PartialDate

TODAY = date(2026, 2, 15)


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        ("14/02/2026", "en_cours", True),
        ("15/02/2026", "en_cours", False),
        ("début février 2026", "en_cours", True),
        ("février 2026", "en_cours", False),
        ("janvier 2026", "a_planifier", True),
        ("T1 2026", "en_cours", False),
        ("2025", "bloque", True),
        ("2026", "en_cours", False),
        ("novembre-décembre 2025", "en_cours", True),
        ("14/02/2026", "termine", False),
        ("14/02/2026", "abandonne", False),
        (None, "en_cours", False),
    ],
)
def test_an_action_is_late_once_its_whole_due_period_is_over(world, due, status, late):
    action = Action.objects.create(
        organisation=world.commune, title="Essai", status=status, due=PartialDate.parse(due) if due else None
    )
    assert is_late(action, TODAY) is late
    assert Action.objects.filter(late_condition(TODAY)).exists() is late
