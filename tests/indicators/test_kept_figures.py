"""What is kept of figures and said of their past; where the facts of an absent one are entered."""

from datetime import date

import pytest
from django.urls import reverse

from gouvernail.indicators.models import PeerSharing, Snapshot
from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.snapshots import corrections_of, take
from gouvernail.organisations.enums import Role
from tests.factories import make_campaign, make_department, make_equipment, make_organisation, make_request
from tests.worlds import person

ON = date(2026, 1, 13)


@pytest.fixture
def here(db):
    return make_organisation("Communauté d’essai", lives_on=ON)


@pytest.fixture
def dsi(client, here):
    client.force_login(person("dsi@essai.example", Role.DSI, here))
    return client


def test_a_past_quarter_that_its_source_corrects_is_told(dsi, here):
    department = make_department(here, 12)
    for month in (10, 11):
        make_request(here, date(2025, month, 3), department=department)
    make_request(here, date(2025, 7, 3), department=department)
    take(here, date(2026, 1, 12))
    make_request(here, date(2025, 10, 9), department=department)
    take(here, ON)
    assert [one.value for one in Snapshot.objects.filter(code="SUP-01").order_by("on")][-2:] == [1, 3]
    (told,) = corrections_of("SUP-01", here, ON)
    assert "4e trimestre 2025 a été recalculé : 2 auparavant, 3 aujourd’hui" in told
    assert told in dsi.get(reverse("indicator", args=[here.slug, "SUP-01"])).content.decode()


def test_a_stock_is_compared_with_what_was_kept_of_it(dsi, here):
    make_equipment(here)
    take(here, date(2025, 10, 1))
    make_equipment(here)
    found = measure("PAT-01", Scope.of_machine(here), ON).comparisons
    assert [(one.value, one.change) for one in found] == [(1, "+1"), (None, "")]
    assert found[0].sub == "relevé du 01/10/2025"
    assert found[1].absent_because == "Pas de relevé avant le 01/10/2025."
    page = dsi.get(reverse("indicator", args=[here.slug, "PAT-01"])).content.decode()
    assert "sur trois mois" in page


def test_ratios_lent_to_the_stratum_are_kept_each_night(here):
    department = make_department(here, 12)
    make_campaign(here, date(2025, 11, 3), {department: (12, 3)})
    take(here, ON)
    assert not Snapshot.objects.filter(code="CYB-07").exists()
    PeerSharing.objects.create(organisation=here, since=ON)
    take(here, ON)
    assert Snapshot.objects.get(code="CYB-07").value == 25


def test_an_absent_figure_leads_to_where_its_facts_are_entered(dsi, here, client):
    page = dsi.get(reverse("indicator", args=[here.slug, "PAT-01"])).content.decode()
    assert reverse("equipment_create", args=[here.slug]) in page
    assert f"{reverse('import_start', args=[here.slug])}?objet=equipment" in page
    awaited = dsi.get(reverse("indicator", args=[here.slug, "CON-01"]))
    way = awaited.context["ways"][0]
    assert way.href.startswith(reverse("statements_month", args=[here.slug]))
    assert dsi.get(way.href).status_code == 200
