"""What directories count and how long services answered: nobody is named, and a part is never more than the whole."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from gouvernail.estate.models import DirectoryMeasure, ServiceLevel

pytestmark = pytest.mark.django_db


def measure(world, **values):
    known = {"organisation": world.commune, "directory": "Entra ID", "measured_on": date(2026, 1, 5), "accounts": 40}
    return DirectoryMeasure(**(known | values))


def test_a_handful_of_people_is_not_measured(world):
    measure(world, second_factor=12).full_clean()
    measure(world, accounts=4, privileged=1).full_clean()
    for name in ("active_accounts", "second_factor", "lasting_passwords"):
        with pytest.raises(ValidationError) as refused:
            measure(world, accounts=4, **{name: 2}).full_clean()
        assert set(refused.value.message_dict) == {name}


def test_a_part_is_never_more_than_the_whole(world):
    with pytest.raises(ValidationError, match="plus que le nombre"):
        measure(world, active_accounts=41).full_clean()


def level(world, **values):
    known = {
        "organisation": world.commune,
        "service": "GRC",
        "month": date(2026, 1, 1),
        "availability": Decimal("99.2"),
    }
    return ServiceLevel(**(known | values))


def test_whether_a_promise_was_kept_is_unknown_without_one(world):
    assert level(world).held is None
    assert level(world, target=Decimal("99.5")).held is False
    assert level(world, target=Decimal("99.2")).held is True


@pytest.mark.parametrize(
    "values", [{"month": date(2026, 1, 2)}, {"availability": Decimal(-1)}, {"target": Decimal(101)}]
)
def test_what_is_no_month_or_no_percentage_is_refused(world, values):
    level(world).full_clean()
    with pytest.raises(ValidationError):
        level(world, **values).full_clean()
