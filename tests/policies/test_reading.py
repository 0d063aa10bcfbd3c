"""Readings are counted by department, never by person, and nothing gives a small department away."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.journal.models import Entry
from gouvernail.organisations.models import Department
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.policies import reading
from gouvernail.policies.models import Reading
from gouvernail.registers.operations import RefusedError
from tests.factories import make_department
from tests.policies.conftest import TODAY
from tests.policies.test_circuit import publish, write

END = date(2026, 2, 13)


def campaign_of(charter, owner, asked):
    version = publish(charter, owner)
    return reading.open_campaign(version, asked, closes_on=END, actor=owner, on=TODAY)


def test_each_acceptance_adds_one_and_says_nobody(charter, owner, place):
    campaign = campaign_of(charter, owner, {make_department(place, 12): 12})
    line = campaign.readings.get()
    acts = Entry.objects.count()
    for _person in range(3):
        reading.accept_reading(line, on=TODAY)
    line.refresh_from_db()
    assert line.accepted == 3
    assert Entry.objects.count() == acts, "who reads leaves no trace"


def test_no_more_than_were_asked(charter, owner, place):
    line = campaign_of(charter, owner, {make_department(place, 6): 6}).readings.get()
    reading.count_on_paper(line, 6, actor=owner)
    reading.accept_reading(line, on=TODAY)
    line.refresh_from_db()
    assert line.accepted == 6
    with pytest.raises(RefusedError, match="dépasse"):
        reading.count_on_paper(line, 1, actor=owner)


@pytest.mark.parametrize("answered", [0, 3])
def test_whoever_holds_the_address_of_a_small_department_cannot_count_its_answers(charter, owner, place, answered):
    line = campaign_of(charter, owner, {make_department(place, 3): 3}).readings.get()
    Reading.objects.filter(pk=line.pk).update(accepted=answered)
    for _attempt in range(5):
        assert reading.accept_reading(line, on=TODAY) is None, "whatever had answered, nothing is refused"


def test_counting_on_paper_never_tells_how_many_of_a_small_department_answered(charter, owner, place):
    line = campaign_of(charter, owner, {make_department(place, 4): 4}).readings.get()
    reading.accept_reading(line, on=TODAY)
    for more in (4, 3):  # whatever had answered, nothing is refused and nothing goes beyond those asked
        reading.count_on_paper(line, more, actor=owner)
    line.refresh_from_db()
    assert line.accepted == 4


def test_a_campaign_that_is_over_counts_no_more(charter, owner, place):
    campaign = campaign_of(charter, owner, {make_department(place, 6): 6})
    line = campaign.readings.get()
    with pytest.raises(RefusedError):
        reading.accept_reading(line, on=date(2026, 2, 14))
    reading.close_campaign(campaign, actor=owner, on=TODAY)
    line.refresh_from_db()
    with pytest.raises(RefusedError):
        reading.accept_reading(Reading.objects.get(pk=line.pk), on=TODAY)


def test_only_what_is_published_is_read(charter, owner, place):
    with pytest.raises(RefusedError, match="publiée"):
        reading.open_campaign(
            write(charter, owner), {make_department(place, 9): 9}, closes_on=END, actor=owner, on=TODAY
        )


@pytest.mark.parametrize(("count", "end", "words"), [(0, END, "au moins un service"), (9, date(2026, 1, 1), "passée")])
def test_a_campaign_asks_somebody_until_some_day(charter, owner, place, count, end, words):
    with pytest.raises(RefusedError, match=words):
        reading.open_campaign(
            publish(charter, owner), {make_department(place, 9): count}, closes_on=end, actor=owner, on=TODAY
        )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(parts=st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12)), min_size=1, max_size=6))
def test_no_small_department_is_shown_nor_found_by_subtraction(charter, owner, place, parts):
    charter.versions.all().delete()
    Department.objects.all().delete()
    sizes = {make_department(place, size, f"Service {rank}"): size for rank, (size, _yes) in enumerate(parts)}
    campaign = campaign_of(charter, owner, sizes)
    for line, (size, yes) in zip(campaign.readings.order_by("pk"), parts, strict=True):
        Reading.objects.filter(pk=line.pk).update(accepted=min(size, yes))
    shown = reading.readings_of(campaign)
    hidden = [line for line in shown.lines if line.withheld]
    assert all(line.addressed >= SMALL_GROUP for line in shown.lines if not line.withheld)
    assert all(line.addressed is None and line.accepted is None for line in hidden)
    if shown.total and hidden:
        remainder = shown.total.addressed - sum(line.addressed for line in shown.lines if not line.withheld)
        assert len(hidden) >= 2
        assert remainder >= SMALL_GROUP
