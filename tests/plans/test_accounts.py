from datetime import date

import pytest
from django.urls import reverse

from gouvernail.engines.finance.accounts import Nature
from gouvernail.organisations.enums import Role
from gouvernail.plans.accounts import NATURES, usual_nature
from gouvernail.plans.models import BudgetLine
from tests.factories import make_budget_line, make_organisation
from tests.worlds import person


@pytest.fixture
def place(db):
    return make_organisation(lives_on=date(2026, 1, 13))


@pytest.fixture
def line(place):
    return make_budget_line(place, 2026, 24_000, label="Sauvegarde en ligne", section="investissement", account="21838")


@pytest.fixture
def referent(client, place):
    client.force_login(person("referent@essai.example", Role.REFERENT, place))
    return client


def test_every_nature_of_the_engine_has_its_french_words():
    assert set(NATURES) == set(Nature)


def test_an_account_is_proposed_with_its_section_its_chapter_and_its_reasons(referent, place, line):
    address = reverse("line_account", args=[place.slug, line.pk])
    assert address in referent.get(reverse("budget_line_sheet", args=[place.slug, line.pk])).content.decode()
    assert referent.get(address).context["proposal"] is None
    page = referent.get(address, {"nature": "cloud_iaas"}).content.decode()
    assert "Compte 65811" in page
    assert "Fonctionnement, chapitre 65" in page
    assert "éligible au FCTVA à son propre taux" in page
    assert "de la section investissement à la section fonctionnement" in page
    line.refresh_from_db()
    assert line.account == "21838", "reading a proposal writes nothing"


def test_the_account_is_kept_when_somebody_says_so(referent, place, line):
    answer = referent.post(reverse("line_account", args=[place.slug, line.pk]), {"nature": "cloud_iaas"})
    assert answer["Location"] == reverse("budget_line_sheet", args=[place.slug, line.pk])
    line.refresh_from_db()
    assert (line.account, line.section) == ("65811", "fonctionnement")


def test_the_unit_price_settles_small_equipment_and_the_sequel_settles_a_study(referent, place, line):
    address = reverse("line_account", args=[place.slug, line.pk])

    def account(**said):
        return referent.get(address, said).context["proposal"].account.number

    assert account(nature="equipment", unit_price="980") == "21838"
    assert account(nature="equipment", unit_price="300") == "60632"
    assert (account(nature="study", followed="oui"), account(nature="study", followed="non")) == ("2031", "617")


def test_a_price_that_is_none_is_refused_in_words(referent, place, line):
    answer = referent.get(
        reverse("line_account", args=[place.slug, line.pk]), {"nature": "equipment", "unit_price": "cher"}
    )
    assert answer.status_code == 422
    assert answer.context["proposal"] is None


def test_the_account_of_a_line_says_what_was_bought():
    assert usual_nature(BudgetLine(account="65818")) == "subscription"
    assert usual_nature(BudgetLine(account="99")) == ""


def test_three_people(client, world):
    line = make_budget_line(world.commune, 2026, 1_000)
    address = reverse("line_account", args=[world.commune.slug, line.pk])
    seen = {}
    for name in ("owner", "neighbour", "stranger"):
        client.force_login(getattr(world, name))
        seen[name] = client.get(address).status_code
    assert seen == {"owner": 200, "neighbour": 404, "stranger": 404}
    client.force_login(person("elu@commune.example", Role.ELECTED, world.commune))
    assert client.get(address).status_code == 403
