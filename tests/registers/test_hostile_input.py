"""What no page of ours sends: each gets a page or a sentence, never a breakdown, and leads nowhere else."""

import pytest
from django.test import Client

from gouvernail.action_plan.models import Action, Axis
from tests.objects import make_object

LONG = ["a " * 3000, "x" * 100_000, "\x00", "\x00abc", "%", "²"]


@pytest.fixture
def client(world):
    client = Client()
    client.force_login(world.owner)
    return client


@pytest.mark.parametrize("typed", LONG)
@pytest.mark.parametrize(
    "page",
    ["/c/agglo/actions/?q=", "/c/agglo/actions/export/?q=", "/c/agglo/recherche/?q=", "/c/agglo/journal/?texte="],
)
def test_a_search_may_be_anything(client, page, typed):
    address, name = page[:-1].split("?")
    assert client.get(address, {name: typed}).status_code == 200


def test_a_search_that_is_too_long_is_said_to_be(client):
    assert "field-error" in client.get("/c/agglo/actions/", {"q": "x" * 201}).content.decode()


def test_the_pages_of_the_journal_keep_the_word_whatever_it_holds(client):
    assert client.get("/c/agglo/journal/", {"texte": "a&page=9"}).context["querystring"] == "texte=a%26page%3D9"


@pytest.mark.parametrize(
    "back",
    [
        "abc",
        "home",
        "//evil.example/",
        "https://evil.example/c/agglo/actions/",
        "/c/voisine/actions/",
        "\x00",
        "x" * 9000,
    ],
)
def test_a_bulk_change_leads_back_to_its_list_only(client, back):
    answer = client.post("/c/agglo/actions/lot/", {"retour": back})
    assert (answer.status_code, answer.url) == (302, "/c/agglo/actions/")


def test_a_bulk_change_leads_back_to_the_list_as_it_was_filtered(client):
    assert client.post("/c/agglo/actions/lot/", {"retour": "/c/agglo/actions/?q=a"}).url == "/c/agglo/actions/?q=a"


@pytest.mark.parametrize("selected", ["²", "٣", "9" * 400, "9" * 5000, "-1", "\x00", "1e3"])
def test_identifiers_that_are_none_select_nothing(world, client, selected):
    action = make_object("action", world.commune)
    typed = {"selected": [action.pk, selected], "lot-status": "bloque"}
    assert client.post("/c/agglo/actions/lot/", typed).status_code == 302
    assert Action.objects.get().status == "bloque"


def test_saving_a_sheet_keeps_the_axis_that_stands_above_one_s_place(world):
    action = make_object("action", world.neighbour_commune)
    action.axis = Axis.objects.create(organisation=world.agglomeration, name="Axe commun")
    action.save()
    client = Client()
    client.force_login(world.neighbour)
    page = f"/c/voisine/actions/{action.pk}/modifier/"
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(page, typed | {"title": "Renommée"}).status_code == 302
    action.refresh_from_db()
    assert (action.title, str(action.axis)) == ("Renommée", "Axe commun")


def test_another_axis_above_one_s_place_cannot_be_chosen(world):
    action = make_object("action", world.neighbour_commune)
    other = Axis.objects.create(organisation=world.stranger_agglomeration, name="Axe étranger")
    client = Client()
    client.force_login(world.neighbour)
    page = f"/c/voisine/actions/{action.pk}/modifier/"
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(page, typed | {"axis": other.pk}).status_code == 422


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("actions", {"cost": "9" * 40}),
        ("actions", {"cost": "9" * 28 + " M€"}),
        ("actions", {"cost": "9" * 1_000_000}),
        ("actions", {"number": "9" * 19}),
        ("actions", {"number": "9" * 1_000_000}),
        ("contrats", {"ends_on": "0001-01-01"}),
        ("contrats", {"ends_on": "9999-12-31"}),
        ("contrats", {"notice_months": "121"}),
        ("contrats", {"renewals_allowed": "32768"}),
        ("demandes", {"opened_on": "9999-12-31"}),
        ("projets", {"starts": "01/01/9999"}),
    ],
)
def test_a_value_out_of_all_proportion_gets_a_sentence_at_its_field(world, client, page, typed):
    supplier = make_object("supplier", world.commune)
    base = {
        "organisation": world.commune.pk, "title": "Essai", "status": "a_etudier", "tax_basis": "ttc",
        "kind": "support", "supplier": supplier.pk, "state": "en_cours", "reference": "R", "opened_on": "2026-01-13",
    }  # fmt: skip
    answer = client.post(f"/c/agglo/{page}/nouveau/", base | typed)
    assert answer.status_code == 422
    assert next(iter(typed)) in answer.context["form"].errors
