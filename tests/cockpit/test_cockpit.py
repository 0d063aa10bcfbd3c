"""The home page, for each of the people who open it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gouvernail.accounts.models import User
from gouvernail.organisations.enums import Role
from tests.objects import make_object
from tests.worlds import person

HOME = "/c/cc-des-trois-rivieres/"


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _demo_user(name):
    return User.objects.get(email__startswith=f"{name}@trois-rivieres")


def _text(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])


def test_the_referent_sees_where_the_information_system_stands(demo):
    text = _text(_client(_demo_user("referent-si")).get(HOME))
    for words in (
        "En alerte",
        "Migration Windows 11",
        "27 postes",
        "À décider",
        "Actions à suivre",
        "Feuille de route",
    ):
        assert words in text
    assert "Préparer le COPIL SI n° 3" in text


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        ("dgs", ("Actions à suivre", "Décisions attendues", "Préparer le"), ()),
        ("elu", ("Actions à suivre", "Décisions attendues", "Feuille de route"), ("Préparer le",)),
        ("agent", ("Feuille de route",), ("Actions à suivre", "Décisions attendues", "Demandes au service SI")),
        ("prestataire", ("Actions à suivre",), ("Décisions attendues", "Demandes au service SI")),
    ],
)
def test_each_role_sees_its_own_part(demo, who, seen, unseen):
    text = _text(_client(_demo_user(who)).get(HOME))
    for words in seen:
        assert words in text, words
    for words in unseen:
        assert words not in text, words


def test_a_commune_sees_neither_the_community_nor_its_figures(demo):
    client = _client(User.objects.get(email="referent@pontaubry.example"))
    assert client.get(HOME).status_code == 404
    own = client.get("/", follow=True)
    assert "Migration Windows 11" not in _text(own) or "27 postes" not in _text(own)


def test_an_empty_place_leads_to_the_first_steps(world):
    text = _client(world.owner).get("/c/agglo/").content.decode()
    assert "/c/agglo/bien-demarrer/" in text


def test_the_home_page_asks_as_many_queries_whatever_the_number_of_objects(world):
    client = _client(world.owner)
    for kind in ("action", "project", "decision", "equipment", "request", "contract"):
        make_object(kind, world.commune, "un")
    client.get("/c/agglo/")
    with CaptureQueriesContext(connection) as few:
        client.get("/c/agglo/")
    for rank in range(20):
        for kind in ("action", "project", "decision", "equipment", "request", "contract"):
            make_object(kind, world.commune, f"n{rank}")
    with CaptureQueriesContext(connection) as many:
        client.get("/c/agglo/")
    assert len(many) == len(few)


def test_search_finds_what_one_may_see_and_nothing_else(world):
    make_object("action", world.commune, "ALPHA")
    make_object("equipment", world.commune, "ALPHA")
    elected = person("elu@agglo.example", Role.ELECTED, world.agglomeration)
    assert "PC-ALPHA" in _text(_client(world.owner).get("/c/agglo/recherche/?q=alpha"))
    seen = _text(_client(elected).get("/c/agglo/recherche/?q=alpha"))
    assert "Action ALPHA" in seen
    assert "PC-ALPHA" not in seen


def test_somebody_without_a_role_is_told_so(db):
    nobody = User.objects.create_user("seul@x.example", "une-phrase-longue-assez")
    assert "aucun rôle" in _text(_client(nobody).get("/"))


def test_health_answers(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_declaration_of_accessibility_says_non_conforme_to_anybody(client, db):
    assert "Non conforme" in client.get("/accessibilite/").content.decode()
