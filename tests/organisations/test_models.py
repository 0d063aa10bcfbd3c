from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gouvernail.organisations.models import Organisation


def test_each_organisation_stands_under_its_parent(world):
    assert world.commune.path.startswith(world.agglomeration.path)
    assert world.commune.depth == 1
    assert world.commune.root_id == world.agglomeration.pk


def test_a_wrong_siren_is_refused_with_its_reason(db):
    with pytest.raises(ValidationError) as refusal:
        Organisation(name="X", slug="x", kind="cc", path="9/", siren="123456789").full_clean()
    assert "siren" in refusal.value.message_dict


def test_a_demonstration_lives_on_its_own_day(world):
    world.agglomeration.lives_on = date(2026, 1, 13)
    world.agglomeration.is_demo = world.commune.is_demo = True
    assert world.agglomeration.today() == date(2026, 1, 13)
    assert world.commune.today() == date(2026, 1, 13)
