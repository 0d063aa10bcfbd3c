"""The requests resolved in a long time are found by another way than those of a month: the same ones."""

import random
from datetime import date, timedelta

import pytest

from gouvernail.support import closings
from gouvernail.support.counting import requests_of
from tests.factories import make_organisation, make_request

FIRST, LAST = date(2025, 3, 5), date(2025, 4, 20)


@pytest.mark.django_db
@pytest.mark.parametrize("wide", [timedelta.min, timedelta.max])
def test_both_ways_count_the_same_requests(wide, monkeypatch):
    monkeypatch.setattr(closings, "WIDE", wide)
    draw, place = random.Random(5), make_organisation()
    delays = []
    for number in range(40):
        opened = date(2025, 2, 1) + timedelta(days=draw.randrange(90))
        days = draw.randrange(20) if number % 5 else None
        make_request(place, opened, days)
        if days is not None and FIRST <= opened + timedelta(days=days) <= LAST:
            delays.append(days)
    make_request(place, FIRST, (LAST - FIRST).days)
    lots = list(closings.count_closings(requests_of(place.pk), FIRST, LAST, "metropole"))
    found = [one.number for _by_day, by_delay, _by_work in lots for one in by_delay for _n in range(one.n)]
    assert sorted(found) == sorted([*delays, (LAST - FIRST).days])
