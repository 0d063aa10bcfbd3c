"""The records of the demonstration are what the product reads of its past, and lead to what it is today."""

import pytest

from gouvernail.demo.past import days_before, read_past
from gouvernail.demo.sheets import PLACES, read_subject
from gouvernail.indicators.models import Snapshot
from gouvernail.organisations.models import Organisation


@pytest.mark.parametrize("folder", PLACES)
def test_records_are_what_the_product_reads_of_the_past(folder, demo):
    place = Organisation.objects.get(slug=read_subject(folder, "organisations")["slug"])
    days = [days_before(place)[at] for at in (0, 9, 24)]
    before = Snapshot.objects.count()
    found = read_past(folder, place, days)
    written = read_subject(folder, "records")
    for day in days:
        assert found[day] == {code: kept[day] for code, kept in written.items() if day in kept}
    assert Snapshot.objects.count() == before
