"""Requests never tell who asked, who answers, nor which small department is behind them."""

from django.test import Client

from gouvernail.organisations.models import Department
from gouvernail.support.models import Request
from tests.objects import DAY


def _page(world, path) -> str:
    client = Client()
    client.force_login(world.owner)
    return client.get(path).content.decode("utf-8-sig")


def _request(world, name, headcount):
    department = Department.objects.create(organisation=world.commune, name=name, headcount=headcount)
    return Request.objects.create(
        organisation=world.commune,
        reference=f"D-{len(name)}-{headcount}",
        kind="support",
        department=department,
        opened_on=DAY,
        requester="cafe" * 8,
    )


def test_a_small_department_is_not_named_anywhere(world):
    request = _request(world, "CABINET", 3)
    for path in ("demandes/", "demandes/export/?format=csv", f"demandes/{request.pk}/", "demandes/?tri=department"):
        assert "CABINET" not in _page(world, f"/c/agglo/{path}")


def test_a_department_of_unknown_size_is_not_named_either(world):
    _request(world, "MYSTERE", None)
    assert "MYSTERE" not in _page(world, "/c/agglo/demandes/")


def test_a_large_department_is_named_and_can_be_chosen(world):
    request = _request(world, "ACCUEIL", 12)
    other = _request(world, "CULTURE", 20)
    text = _page(world, f"/c/agglo/demandes/?department={request.department_id}")
    assert request.reference in text
    assert other.reference not in text


def test_the_list_behind_a_small_department_is_withheld(world):
    small, large = _request(world, "CABINET", 3), _request(world, "ACCUEIL", 12)
    text = _page(world, f"/c/agglo/demandes/?department={small.department_id}")
    assert large.reference in text, "a filter that is not offered must narrow nothing"


def test_the_pseudonym_of_the_requester_is_never_shown(world):
    request = _request(world, "ACCUEIL", 12)
    for path in (
        "demandes/",
        "demandes/export/?format=csv",
        f"demandes/{request.pk}/",
        f"demandes/{request.pk}/modifier/",
    ):
        assert "cafecafe" not in _page(world, f"/c/agglo/demandes/{path}")
    assert "cafecafe" not in _page(world, "/c/agglo/recherche/?q=cafecafe").replace('value="cafecafe"', "").replace(
        "« cafecafe »", ""
    )


def test_no_field_says_who_handles_a_request():
    words = ("technic", "assign", "agent", "handler", "owner")
    assert not [field.name for field in Request._meta.get_fields() if any(word in field.name for word in words)]


def test_a_place_that_serves_too_few_people_keeps_its_list_to_itself(world):
    request = _request(world, "CABINET", 3)
    _request_of(world.neighbour_commune, "ACCUEIL", 30)
    _request_of(world.agglomeration, "PETIT", 4)
    own = _page(world, "/c/commune/demandes/")
    assert request.reference not in own
    assert "Liste non affichée" in own
    above = _page(world, "/c/agglo/demandes/export/?format=csv")
    assert request.reference in above
    assert "Commune d’Essai" not in above


def _request_of(organisation, name, headcount):
    department = Department.objects.create(organisation=organisation, name=name, headcount=headcount)
    return Request.objects.create(
        organisation=organisation, reference=f"V-{headcount}", kind="support", department=department, opened_on=DAY
    )
