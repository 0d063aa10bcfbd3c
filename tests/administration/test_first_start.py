from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gouvernail.accounts.models import User
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation
from tests.worlds import PASSWORD

TYPED = {
    "organisation_name": "Communauté de communes du Val Perdu", "kind": "cc", "siren": "", "email": "si@val.example",
    "function": "Référent SI", "password": PASSWORD,
}  # fmt: skip


def test_an_empty_installation_asks_for_its_first_administrator(db):
    client = Client()
    assert client.get("/").url == "/premier-demarrage/"
    answer = client.post("/premier-demarrage/", TYPED, follow=True)
    place = Organisation.objects.get()
    assert answer.redirect_chain[-1][0] == f"/c/{place.slug}/bien-demarrer/"
    assert Membership.objects.get().role == Role.ADMINISTRATOR
    assert len(answer.context["steps"]) == 6
    assert answer.context["done"] == 0


def test_once_somebody_is_there_the_page_is_no_more(world):
    assert Client().get("/premier-demarrage/").status_code == 404
    assert Client().post("/premier-demarrage/", TYPED).status_code == 404
    assert not User.objects.filter(email="si@val.example").exists()


def test_a_weak_password_or_a_wrong_siren_is_refused_with_a_sentence(db):
    answer = Client().post("/premier-demarrage/", TYPED | {"password": "motdepasse", "siren": "123 456 789"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "id_password_error" in text
    assert "id_siren_error" in text
    assert not User.objects.exists()


def test_two_people_who_open_an_installation_together_do_so_one_after_the_other(db):
    with CaptureQueriesContext(connection) as queries:
        Client().post("/premier-demarrage/", TYPED)
    inside = [query["sql"] for query in queries][2:]  # the form asks first, without waiting
    first = next(sql for sql in inside if "journal_head" in sql or "accounts_user" in sql)
    assert "journal_head" in first
