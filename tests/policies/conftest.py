from datetime import date

import pytest

from gouvernail.policies.models import Policy

TODAY = date(2026, 1, 13)


@pytest.fixture
def place(world):
    """The agglomeration, on its day."""
    world.agglomeration.lives_on, world.agglomeration.is_demo = TODAY, True
    world.agglomeration.save()
    return world.agglomeration


@pytest.fixture
def charter(place):
    """A charter without a version."""
    return Policy.objects.create(organisation=place, title="Charte d’usage", kind="charte", review_months=12)
