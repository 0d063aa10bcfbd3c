"""The pages of sources, through the three standing people; and the whole way of a source, without a script."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from gouvernail.connectors.sources import applying, launching, reading
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.support.models import Request
from tests.connectors.sources.conftest import SECRET, request_record
from tests.factories import make_department
from tests.worlds import person

ONE = ("", "regler/", "oublier/", "mots/")
ONE_POSTS = ("regler/", "essayer/", "approuver/", "oublier/", "mots/", "lire/")
RUN_POSTS = ("appliquer/", "abandonner/")


@pytest.fixture
def enter(world, monkeypatch):
    """A browser signed in as the owner, or as somebody else; readings end before the answer comes."""
    monkeypatch.setattr(launching._readings, "start", lambda pk, data: launching.execute(pk, data))

    def sign_in(user=None) -> Client:
        client = Client()
        client.force_login(user or world.owner)
        return client

    return sign_in


def settings(**values):
    return {
        "name": "Mairie", "address": "serveur.example", "option-user": "lecteur", "option-password": SECRET,
        "authority": "", "streams": ["demandes"], "schedule": "aucune",
    } | values  # fmt: skip


def test_a_source_goes_all_the_way(played, enter, world):
    client = enter()
    assert "Relier une source" in client.get("/c/commune/sources/").content.decode()
    choose = client.get("/c/commune/sources/nouvelle/").content.decode()
    assert "/c/commune/sources/nouvelle/gestsup/" in choose
    form = client.get("/c/commune/sources/nouvelle/essai/").content.decode()
    assert "GRANT SELECT ON essai" in form
    values = settings(organisation=world.commune.pk)
    saved = client.post("/c/commune/sources/nouvelle/essai/", values, follow=True)
    assert "La source est enregistrée et répond." in saved.content.decode()
    path = saved.request["PATH_INFO"]
    played.records = [request_record(number) for number in range(1, 4)]
    read = client.post(f"{path}lire/", {"flux": "demandes"}, follow=True)
    text = read.content.decode()
    assert "Rien n’est encore écrit" in text
    assert "3 enregistrements attendent" in text
    words = client.get(f"{path}mots/")
    (word,) = words.context["groups"][0]["words"]
    explained = client.post(f"{path}mots/", {f"m:{word.pk}": "projets"}, follow=True)
    assert "1 mot expliqué" in explained.content.decode()
    run = explained.request["PATH_INFO"]
    assert "Appliquer 3 changements" in explained.content.decode()
    assert not Request.objects.exists()
    done = client.post(f"{run}appliquer/", follow=True)
    assert "La lecture est appliquée." in done.content.decode()
    assert set(Request.objects.values_list("kind", flat=True)) == {"projets"}
    again = client.post(f"{run}appliquer/", follow=True)
    assert "déjà appliquée" in again.content.decode()
    assert client.get(path).status_code == 200


def test_what_changed_is_shown_old_beside_new(played, connection, read, enter, owner):
    played.records = [request_record(number) for number in range(1, 4)]
    run = read(connection)
    connection.words.update(confirmed=True)
    run = read(connection)
    applying.apply(run, owner)
    played.records = [request_record(1, category="Autre catégorie", raw={"x": "y"}), request_record(2)]
    run = read(connection)
    client = enter()
    page = client.get(f"/c/commune/sources/lectures/{run.pk}/?issue=modifiee").content.decode()
    assert re.search(r"<del>Poste</del>.*<ins>Autre catégorie</ins>", page, re.DOTALL)
    assert "1 demande que la source n’a plus sera supprimée" in page
    for outcome in ("inchangee", "disparue", "nouvelle", "conflit", "nimporte"):
        assert client.get(f"/c/commune/sources/lectures/{run.pk}/?issue={outcome}").status_code == 200


def test_the_pages_ask_a_fixed_number_of_questions(played, connection, read, enter, django_assert_max_num_queries):
    played.records = [request_record(number, kind_word=f"Mot {number}") for number in range(1, 60)]
    run = read(connection)
    client = enter()
    for path in (
        f"/c/commune/sources/lectures/{run.pk}/",
        f"/c/commune/sources/{connection.pk}/",
        "/c/commune/sources/",
    ):
        with django_assert_max_num_queries(22):
            client.get(path)


def test_a_secret_is_never_shown_again(played, connection, enter):
    client = enter()
    pages = [client.get(f"/c/commune/sources/{connection.pk}/{page}").content.decode() for page in ONE]
    assert not any(SECRET in page for page in pages)
    assert "Déjà enregistré ; laissez vide pour le garder" in pages[1]
    changed = client.post(
        f"/c/commune/sources/{connection.pk}/regler/", settings(**{"option-password": "", "name": "Autre"})
    )
    assert changed.status_code == 302
    connection.refresh_from_db()
    assert (connection.name, SECRET in connection.sealed) == ("Autre", False)
    assert reading.access_to(connection).secret("password") == SECRET
    assert not any(SECRET in str(entry.details) for entry in Entry.objects.all())


def test_a_secret_does_not_follow_an_address(played, connection, enter):
    client = enter()
    path = f"/c/commune/sources/{connection.pk}/regler/"
    refused = client.post(path, settings(address="ailleurs.example", **{"option-password": ""}))
    assert refused.status_code == 422
    assert "retapez ce secret" in refused.content.decode()


def test_a_failed_test_says_what_to_do(played, connection, enter):
    client = enter()
    client.post(f"/c/commune/sources/{connection.pk}/regler/", settings(**{"option-password": "faux"}))
    page = client.post(f"/c/commune/sources/{connection.pk}/essayer/", follow=True).content.decode()
    assert "Mot de passe refusé." in page
    assert "Retapez-le." in page


def test_rules_are_approved_after_a_first_reading_by_hand(played, connection, read, owner, enter):
    client = enter()
    path = f"/c/commune/sources/{connection.pk}/"
    client.post(f"{path}regler/", settings(schedule="jour", **{"option-password": ""}))
    refused = client.post(f"{path}approuver/", follow=True).content.decode()
    assert "Appliquez d’abord une lecture vous-même" in refused
    applying.apply(read(connection), owner)
    client.post(f"{path}approuver/")
    connection.refresh_from_db()
    assert connection.approved_by == owner.key
    client.post(f"{path}regler/", settings(schedule="jour", **{"option-user": "autre", "option-password": ""}))
    connection.refresh_from_db()
    assert (connection.approved_by, connection.approved_at) == ("", None)


def test_forgetting_a_source_keeps_what_it_brought(played, connection, read, owner, enter):
    played.records = [request_record(1)]
    read(connection)
    connection.words.update(confirmed=True)
    applying.apply(read(connection), owner)
    client = enter()
    client.post(f"/c/commune/sources/{connection.pk}/oublier/")
    assert not Connection.objects.exists()
    assert Request.objects.count() == 1


def test_a_reading_can_be_dropped(played, connection, read, enter):
    played.records = [request_record(1)]
    run = read(connection)
    enter().post(f"/c/commune/sources/lectures/{run.pk}/abandonner/")
    run.refresh_from_db()
    assert (run.state, run.requests.count()) == (ReadingState.CANCELLED, 0)


def test_a_reading_under_way_shows_how_far_it_is(played, connection, owner, enter):
    run = reading.start(connection, "demandes", owner)
    client = enter()
    assert "En attente de son tour" in client.get(f"/c/commune/sources/lectures/{run.pk}/").content.decode()
    SourceRun.objects.filter(pk=run.pk).update(received=1200, expected=4800, begun_at=timezone.now())
    page = client.get(f"/c/commune/sources/lectures/{run.pk}/").content.decode()
    assert "1 200 enregistrements lus sur 4 800" in page.replace("\u202f", " ")
    part = client.get(
        f"/c/commune/sources/lectures/{run.pk}/", headers={"HX-Request": "true", "HX-Target": "source-progress"}
    )
    assert "<html" not in part.content.decode()
    client.post(f"/c/commune/sources/lectures/{run.pk}/abandonner/")
    run.refresh_from_db()
    assert (run.state, run.cancel_asked) == (ReadingState.READING, True)


def test_the_neighbour_and_the_stranger_see_nothing_of_it(world, played, connection, read, enter):
    played.records = [request_record(1)]
    run = read(connection)
    for user, own in ((world.neighbour, "voisine"), (world.stranger, "etrangere")):
        client = enter(user)
        assert connection.name not in client.get(f"/c/{own}/sources/").content.decode()
        for slug in ("commune", "agglo", own):
            for page in ONE:
                assert client.get(f"/c/{slug}/sources/{connection.pk}/{page}").status_code == 404, (slug, page)
            assert client.get(f"/c/{slug}/sources/lectures/{run.pk}/").status_code == 404
            for page in ONE_POSTS:
                assert client.post(f"/c/{slug}/sources/{connection.pk}/{page}").status_code == 404, (slug, page)
            for page in RUN_POSTS:
                assert client.post(f"/c/{slug}/sources/lectures/{run.pk}/{page}").status_code == 404, (slug, page)
    connection.refresh_from_db()
    run.refresh_from_db()
    assert run.state == ReadingState.READY


def test_the_owner_above_sees_the_sources_below(played, connection, enter):
    page = enter().get("/c/agglo/sources/").content.decode()
    assert f"/c/agglo/sources/{connection.pk}/" in page
    assert enter().get(f"/c/agglo/sources/{connection.pk}/").status_code == 200


@pytest.mark.parametrize("role", [Role.ELECTED, Role.AUDITOR, Role.DIRECTION, Role.AGENT, Role.PROVIDER])
def test_who_may_not_import_has_no_way_in(world, connection, enter, role):
    client = enter(person(f"{role}@commune.example", role, world.commune))
    for page in ("", "nouvelle/", "nouvelle/gestsup/", f"{connection.pk}/"):
        assert client.get(f"/c/commune/sources/{page}").status_code == 403, page


def test_a_source_cannot_be_put_where_one_may_not_import(world, played, enter, monkeypatch):
    monkeypatch.setenv("GOUVERNAIL_SOURCE_HOSTS", "serveur.example")  # a referent may then set sources at home
    client = enter(world.neighbour)
    answer = client.post("/c/voisine/sources/nouvelle/essai/", settings(organisation=world.commune.pk))
    assert answer.status_code == 422
    assert not Connection.objects.exists()


def test_the_operations_hold_without_the_pages(world, connection, owner):
    from gouvernail.connectors.sources import connecting
    from gouvernail.organisations.actors import actor_of
    from tests.objects import DAY

    for user in (world.neighbour, world.stranger):
        actor = actor_of(user, DAY)
        for act in (connecting.try_connection, connecting.approve_rules, connecting.delete_connection):
            with pytest.raises(PermissionDenied):
                act(connection, actor)
        with pytest.raises(PermissionDenied):
            connecting.save_connection(connection, {}, actor)


def test_no_small_department_is_told_by_a_preview(world, played, connection, read, owner, enter):
    make_department(world.commune, headcount=3, name="PETITSERVICE")
    make_department(world.commune, headcount=60, name="Grand service")
    make_department(world.commune, headcount=50, name="Autre service")
    names = ["PETITSERVICE"] * 3 + ["Grand service"] * 9 + ["Autre service"] * 7
    played.records = [request_record(number, department_word=name) for number, name in enumerate(names, 1)]
    read(connection)
    connection.words.update(confirmed=True)
    run = read(connection)
    client = enter()
    path = f"/c/commune/sources/lectures/{run.pk}/"
    assert "PETITSERVICE" not in client.get(path).content.decode()
    applying.apply(run, owner)
    run = read(connection)
    shown = client.get(f"{path.replace(str(run.pk - 1), str(run.pk))}?issue=inchangee").content.decode()
    assert "PETITSERVICE" not in shown
    words = client.get(f"/c/commune/sources/{connection.pk}/mots/").context["groups"]
    departments = next(group for group in words if group["field"] == "service")
    assert [(one.word, one.count) for one in departments["words"]] == [
        ("Autre service", 0), ("Grand service", 0), ("PETITSERVICE", 0),
    ]  # fmt: skip
