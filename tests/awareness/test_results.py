import pytest
from django.test import Client

from gouvernail.awareness.models import Campaign, CampaignResult
from gouvernail.awareness.queries import results_of
from gouvernail.organisations.models import Department
from tests.objects import DAY


@pytest.fixture
def campaign(world):
    for name, headcount in (("Accueil", 12), ("Culture", 20), ("Cabinet", 3)):
        Department.objects.create(organisation=world.commune, name=name, headcount=headcount)
    return Campaign.objects.create(organisation=world.commune, name="Faux colis", sent_on=DAY)


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _typed(rows):
    departments = {one.name: one.pk for one in Department.objects.all()}
    return {
        f"{column}_{departments[name]}": value
        for name, values in rows.items()
        for column, value in zip(("recipients", "clicked", "submitted", "reported"), values, strict=True)
    }


def test_results_are_typed_by_department(world, campaign):
    page = f"/c/commune/campagnes/{campaign.pk}/resultats/"
    typed = _typed({"Accueil": (12, 3, "", 2), "Culture": (18, 2, "", ""), "Cabinet": (3, 3, "", "")})
    assert _client(world.owner).post(page, typed).status_code == 302
    assert CampaignResult.objects.count() == 3
    assert CampaignResult.objects.get(department__name="Culture").reported is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((12, 13, "", ""), "Plus que de destinataires"),
        (("", 1, "", ""), "d’abord"),
        ((12, "", "", ""), "nombre de clics"),
        (("9" * 30, 1, "", ""), "inférieure ou égale"),
    ],
)
def test_bad_counts_are_refused_and_nothing_is_written(world, campaign, values, sentence):
    page = f"/c/commune/campagnes/{campaign.pk}/resultats/"
    answer = _client(world.owner).post(page, _typed({"Accueil": values}))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not CampaignResult.objects.exists()


def test_small_departments_are_withheld_with_what_would_give_them_away(world, campaign):
    for name, recipients, clicked in (("Accueil", 12, 3), ("Culture", 18, 2), ("Cabinet", 3, 3)):
        department = Department.objects.get(name=name)
        CampaignResult.objects.create(campaign=campaign, department=department, recipients=recipients, clicked=clicked)
    results = results_of(campaign)
    assert {line.label: line.withheld for line in results.lines} == {"Accueil": True, "Culture": False, "Cabinet": True}
    assert (results.total.recipients, results.total.clicked) == (33, 8)
    sheet = _client(world.owner).get(f"/c/commune/campagnes/{campaign.pk}/").content.decode()
    assert "Non affiché : moins de 5 personnes" in sheet


def test_the_neighbour_cannot_type_results(world, campaign):
    assert _client(world.neighbour).post(f"/c/commune/campagnes/{campaign.pk}/resultats/", {}).status_code == 404
    assert _client(world.neighbour).post(f"/c/voisine/campagnes/{campaign.pk}/resultats/", {}).status_code == 404
