import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gouvernail.accounts.models import User
from gouvernail.action_plan.models import Axis
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant
from gouvernail.plans.pages import _cell
from gouvernail.plans.ppi import Amount
from gouvernail.ui.navigation import groups
from tests.factories import make_budget_line, make_organisation, make_project
from tests.worlds import person


@pytest.fixture
def here(db):
    return make_organisation("Communauté d’essai", lives_on=date(2026, 1, 13))


@pytest.fixture
def dsi(client, here):
    client.force_login(person("dsi@essai.example", Role.DSI, here))
    return client


def text(response):
    return re.sub(r"[ \n]+", " ", response.content.decode())


def test_the_roadmap_shows_bars_and_table_and_narrows_to_an_axis(dsi, here):
    cyber = Axis.objects.create(organisation=here, name="Cybersécurité")
    make_project(here, "T1 2026", "T2 2026", title="Pare-feu centralisé", axis=cyber)
    make_project(here, "T1 2026", "T2 2026", title="Messagerie")
    make_project(here, title="Projet sans date")
    address = reverse("roadmap", args=[here.slug])
    page = text(dsi.get(address))
    assert "Pare-feu centralisé" in page
    assert "Messagerie" in page
    assert "aucune date" in page
    narrowed = text(dsi.get(address, {"axe": cyber.pk}))
    assert "Pare-feu centralisé" in narrowed
    assert "Messagerie" not in narrowed
    assert "Messagerie" in text(dsi.get(address, {"axe": "999999"})), "an axis that is not offered narrows nothing"


def test_an_empty_roadmap_says_what_to_do(dsi, here):
    assert "Aucun projet daté" in text(dsi.get(reverse("roadmap", args=[here.slug])))


def test_a_provider_sees_only_the_projects_confided(client, here):
    mine = make_project(here, "T1 2026", "T2 2026", title="Mon projet")
    make_project(here, "T1 2026", "T2 2026", title="Un autre projet")
    provider = person("provider@essai.example", Role.PROVIDER, here)
    ObjectGrant.objects.create(membership=Membership.objects.get(user=provider), kind="project", object_id=mine.pk)
    client.force_login(User.objects.get(pk=provider.pk))
    page = text(client.get(reverse("roadmap", args=[here.slug])))
    assert "Mon projet" in page
    assert "Un autre projet" not in page


def test_a_year_without_line_is_a_dash_and_a_line_without_amount_is_said_absent():
    assert (_cell(Amount(), False).text, _cell(Amount(lines=1, missing=1), False).text) == ("—", "")


def test_the_plan_says_absent_and_never_adds_two_bases(dsi, here):
    make_budget_line(here, 2026, 1200)
    make_budget_line(here, 2027, None)
    make_budget_line(here, 2026, 1000, tax_basis="ht")
    page = text(dsi.get(reverse("ppi", args=[here.slug])))
    assert "non renseigné" in page
    assert "1\u202f200\u202f€" in page
    assert "2\u202f200\u202f€" not in page
    assert "pas de total d’ensemble" in page
    assert "1 ligne sur 3 n’a pas de montant prévu" in page


def test_the_plan_narrows_to_a_section_and_counts_in_thousands(dsi, here):
    make_budget_line(here, 2026, 1200, label="A")
    make_budget_line(here, 2026, 5000, section="fonctionnement")
    address = reverse("ppi", args=[here.slug])
    assert "6\u202f200\u202f€" in text(dsi.get(address))
    page = text(dsi.get(address, {"section": "investissement", "unite": "k"}))
    assert "1,2\u202fk€" in page
    assert "6,2" not in page


def test_those_without_the_right_stay_out(client, here):
    address = reverse("ppi", args=[here.slug])
    assert client.get(address).status_code == 302
    client.force_login(person("agent@essai.example", Role.AGENT, here))
    assert client.get(address).status_code == 403
    client.force_login(person("other@essai.example", Role.DSI, make_organisation()))
    assert client.get(address).status_code == 404


def test_the_menu_leads_to_both():
    entries = {entry.url_name: entry.order for group in groups() for entry in group.entries}
    assert entries["roadmap"] == entries["ppi"] == 10


@pytest.mark.parametrize("name", ["roadmap", "ppi"])
def test_a_page_asks_as_many_questions_whatever_the_rows(dsi, here, name):
    def look():
        with CaptureQueriesContext(connection) as captured:
            assert dsi.get(reverse(name, args=[here.slug])).status_code == 200
        return len(captured)

    def fill(rows):
        for index in range(rows):
            axis = Axis.objects.create(organisation=here, name=f"Axe {rows} {index}")
            make_project(here, "T1 2026", "T2 2026", axis=axis)
            make_budget_line(here, 2026 + index % 3, index, axis=axis)

    fill(1)
    look()
    few = look()
    fill(50)
    assert look() == few
