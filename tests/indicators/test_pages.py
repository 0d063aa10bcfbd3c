import re
from datetime import date

import pytest
from django.urls import reverse

from gouvernail.indicators.registry import indicators
from gouvernail.organisations.enums import Role
from gouvernail.ui.navigation import groups
from tests.factories import make_campaign, make_department, make_equipment, make_organisation, make_site
from tests.worlds import person

CODES = [one.code for one in indicators()]


@pytest.fixture
def here(db):
    return make_organisation("Communauté d’essai", lives_on=date(2026, 1, 13))


@pytest.fixture
def signed_in(client, here):
    def sign_in(role=Role.DSI, place=here):
        client.force_login(person(f"{role}@essai.example", role, place))
        return client

    return sign_in


def text(response):
    return re.sub(r"[ \n]+", " ", response.content.decode())


def test_the_list_shows_every_indicator(signed_in, here):
    page = text(signed_in().get(reverse("indicators", args=[here.slug])))
    for one in indicators():
        assert str(one.label) in page
        assert reverse("indicator", args=[here.slug, one.code]) in page
    assert "non renseigné" in page


@pytest.mark.parametrize("code", CODES)
def test_each_indicator_says_what_it_rests_on(signed_in, here, code):
    one = next(found for found in indicators() if found.code == code)
    response = signed_in().get(reverse("indicator", args=[here.slug, code]))
    assert response.status_code == 200
    page = text(response)
    for words in ("Définition", "Formule", "Source", "Fraîcheur", "Version de la formule"):
        assert words in page
    if one.references:
        assert "ce ne sont pas des normes" in page


def test_an_unknown_code_is_not_found(signed_in, here):
    assert signed_in().get(reverse("indicator", args=[here.slug, "XXX-99"])).status_code == 404


def test_the_help_explains_all_without_a_place(signed_in):
    page = text(signed_in().get(reverse("indicators_help")))
    for one in indicators():
        assert one.code in page


def test_a_list_is_offered_only_to_those_who_may_open_it(signed_in, here):
    make_equipment(here, os="windows_10", site=make_site(here, "Mairie"))
    address = reverse("indicator", args=[here.slug, "PAT-06"])
    equipment = reverse("equipment_list", args=[here.slug])
    assert f"{equipment}?vue=windows-10" in text(signed_in(Role.DSI).get(address))
    elected = text(signed_in(Role.ELECTED).get(address))
    assert "1 poste à migrer" in elected
    assert f"{equipment}?" not in elected


def test_a_withheld_department_shows_neither_value_nor_list(signed_in, here):
    small, middle, large = (make_department(here, size, name) for size, name in ((3, "DG"), (9, "SIG"), (40, "RH")))
    make_campaign(here, date(2025, 11, 3), {small: (3, 1), middle: (9, 4), large: (40, 10)})
    response = signed_in().get(reverse("indicator", args=[here.slug, "CYB-07"]))
    page = text(response)
    assert page.count("Non affiché : protège un groupe de moins de 5 personnes") == 2
    assert "4 sur 9" not in page
    assert "44,4" not in page
    assert "10 sur 40" in page


def test_those_without_the_right_stay_out(signed_in, here, client):
    assert client.get(reverse("indicators", args=[here.slug])).status_code == 302
    assert signed_in(Role.AGENT).get(reverse("indicators", args=[here.slug])).status_code == 403
    assert signed_in(Role.DSI, make_organisation()).get(reverse("indicators", args=[here.slug])).status_code == 404


def test_the_menu_leads_to_them():
    dashboard = next(group for group in groups() if group.key == "dashboard")
    assert "indicators" in [entry.url_name for entry in dashboard.entries]


@pytest.mark.parametrize("name", ["indicators", "indicator"])
def test_a_page_asks_as_many_questions_whatever_the_rows(signed_in, here, query_count, name):
    def look():
        client.get(reverse(name, args=[here.slug, *(["PAT-06"] if name == "indicator" else [])]))

    client = signed_in()
    site = make_site(here)
    make_equipment(here, site=site, os="windows_10")
    look()
    few = query_count(look)
    for _number in range(50):
        make_equipment(here, site=site, os="windows_10")
    assert query_count(look) == few
