"""Stated figures: what is missing is said, a handful counts for nothing, the page of the month is one step away."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gouvernail.indicators.alerts import alerts_of
from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from tests.factories import make_organisation
from tests.indicators.stated_world import state
from tests.worlds import person

ON = date(2026, 1, 13)
Q4 = PartialDate.of_quarter(2025, 4)


def shown(code, place, span=None):
    return measure(code, Scope.of_machine(place), ON, span)


@pytest.mark.django_db
def test_some_months_are_not_the_quarter():
    place = make_organisation()
    state(place, "incidents", PartialDate.of_month(2025, 10), 1)
    state(place, "incidents", PartialDate.of_month(2025, 11), 0)
    found = shown("CYB-10", place)
    assert found.value is None
    assert place.name in found.absent_because
    assert shown("CYB-10", place, Span(date(2025, 10, 1), date(2025, 11, 30))).value == 1
    state(place, "incidents", PartialDate.of_month(2025, 12), 0)
    assert shown("CYB-10", place).value == 1


@pytest.mark.django_db
def test_zero_is_stated_and_without_object_is_not_zero():
    quiet, closed = make_organisation(), make_organisation()
    state(quiet, "incidents", Q4, 0)
    state(closed, "incidents", Q4, None)
    assert shown("CYB-10", quiet).value == 0
    assert shown("CYB-10", closed).value is None
    assert "Sans objet" in shown("CYB-10", closed).absent_because


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "counted", "others", "part"),
    [
        ("SUP-08", "demandes-traitees", {"demandes-dans-le-delai": 1}, {"subject": "haute"}),
        ("SUP-09", "demandes-resolues", {"demandes-premier-niveau": 1}, {}),
        ("SUP-10", "enquete-reponses", {"enquete-note": 2}, {}),
        ("EPN-02", "epn-accompagnements", {}, {"subject": "sante"}),
        ("FIN-09", "licences-payees", {"licences-sans-usage": 1}, {"subject": "Paie"}),
    ],
)
@pytest.mark.parametrize("size", [1, 4])
def test_a_handful_counts_for_nothing_here_nor_above(code, counted, others, part, size):
    """A statement of fewer than five, however it reached the table, moves no total: nothing can be subtracted."""
    top = make_organisation()
    small, large = make_organisation(parent=top), make_organisation(parent=top)
    period = PartialDate.of_day(date(2025, 12, 31)) if code == "FIN-09" else Q4
    for place, count in ((small, size), (large, 40)):
        state(place, counted, period, count, **part)
        for other, value in others.items():
            state(place, other, period, value, **part)
    alone, whole, big = (shown(code, place) for place in (small, top, large))
    assert (alone.value, alone.numerator, alone.denominator) == (None, None, None)
    assert all(cell.value is None for one in alone.breakdowns for cell in one.cells)
    assert big.value is not None
    assert (whole.value, whole.numerator, whole.denominator) == (big.value, big.numerator, big.denominator)
    assert whole.detail == big.detail


@pytest.mark.django_db
def test_an_old_state_is_shown_as_old():
    place = make_organisation()
    day = PartialDate.of_day(date(2024, 6, 30))
    state(place, "traitements", day, 30)
    state(place, "traitements-revus", day, 12)
    found = shown("CON-01", place)
    assert (found.value, found.as_of, found.stale) == (40, date(2024, 6, 30), True)


def test_the_page_of_an_absent_figure_leads_to_where_it_is_stated(world):
    client = Client()
    client.force_login(world.owner)
    page = client.get(reverse("indicator", args=[world.commune.slug, "SUP-10"])).content.decode()
    assert f"{reverse('statements_month', args=[world.commune.slug])}?faits=enquete-reponses" in page
    assert "Relever ces chiffres" in page


def test_what_was_stated_and_is_no_more_is_told_once_to_who_may_state_it(world):
    place = world.commune
    state(place, "incidents", PartialDate.of_month(2024, 1), 1)
    state(place, "enquete-reponses", PartialDate.of_month(2024, 1), 12)
    found = [one for one in alerts_of(place, actor_of(world.owner, ON), ON).stale if "relever" in one.title]
    assert [one.title for one in found] == ["2 chiffres à relever"]
    elected = actor_of(person("elu@agglo.example", Role.ELECTED, place), ON)
    assert not [one for one in alerts_of(place, elected, ON).stale if "relever" in one.title]
