"""The pages of an import, through the three standing people; and the whole way of a file, without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gouvernail.connectors import applying, receiving
from gouvernail.connectors.models import ImportRun
from gouvernail.estate.models import Equipment
from gouvernail.organisations.enums import Role
from gouvernail.registers.registry import register_of
from tests.connectors.spreadsheets.making import xlsx_rows
from tests.worlds import person

ROWS = [["Nom", "Type"], ["SECRETMARK-1", "Fixe"], ["SECRETMARK-2", "Grille-pain"], ["SECRETMARK-3", "Fixe ?"]]
GETS = ("", "colonnes/", "verifier/", "verifier/?issue=refusee", "abandonner/", "rejets.xlsx")
POSTS = ("colonnes/", "feuille/", "verifier/", "accepter/", "recommencer/", "appliquer/", "abandonner/")


def _send(client, name="parc.xlsx", data=None, kind="equipment", slug="commune"):
    sent = SimpleUploadedFile(name, xlsx_rows(ROWS) if data is None else data)
    return client.post(f"/c/{slug}/imports/nouveau/", {"objet": kind, "fichier": sent})


def test_a_file_goes_all_the_way(signed_in):
    client = signed_in()
    start = client.get("/c/commune/imports/nouveau/?objet=equipment")
    assert start.context["form"]["objet"].value() == "equipment"
    columns = client.get(_send(client).url)
    assert "Rien n’est encore écrit" in columns.content.decode()
    chosen = {f"col-{line.index}": line.chosen for line in columns.context["lines"]}
    check = client.post(columns.request["PATH_INFO"], chosen, follow=True)
    text = check.content.decode()
    assert "Étape 3 sur 4 : vérifier avant d’enregistrer. Rien n’est encore écrit." in text
    assert "1 prête" in text
    assert not Equipment.objects.exists()
    row = check.context["lines"][0].row
    path = check.request["PATH_INFO"]
    client.post(path, {f"d:{row.pk}:R-ENUM:type": "accept"})
    done = client.post(path.replace("verifier", "appliquer"), follow=True)
    assert "L’import est appliqué" in done.content.decode()
    assert sorted(Equipment.objects.values_list("name", flat=True)) == ["SECRETMARK-1", "SECRETMARK-3"]
    again = client.post(path.replace("verifier", "appliquer"), follow=True)
    assert "déjà appliqué" in again.content.decode()
    assert Equipment.objects.count() == 2
    listed = client.get("/c/commune/imports/").content.decode()
    assert "parc.xlsx" in listed
    assert "Appliqué" in listed


def test_the_same_file_brought_again_is_said(world, compared, owner, signed_in):
    applying.apply(compared("equipment", ROWS), owner)
    client = signed_in()
    assert "Ce fichier a déjà été importé" in client.get(_send(client).url).content.decode()


def test_the_owner_sees_every_page_in_each_state(compared, owner, signed_in):
    client = signed_in()
    run = compared("equipment", ROWS)
    for page in GETS:
        assert client.get(f"/c/commune/imports/{run.pk}/{page}").status_code == 200, page
    assert client.get(f"/c/agglo/imports/{run.pk}/verifier/").status_code == 200
    applying.apply(run, owner)
    for page in GETS:
        assert client.get(f"/c/commune/imports/{run.pk}/{page}").status_code in (200, 302), page
    receiving.cancel(other := compared("equipment", ROWS), owner, register_of("equipment"))
    for page in GETS:
        assert client.get(f"/c/commune/imports/{other.pk}/{page}").status_code in (200, 302), page


def test_the_neighbour_and_the_stranger_see_nothing_of_it(world, compared, signed_in):
    run = compared("equipment", ROWS)
    for user, own in ((world.neighbour, "voisine"), (world.stranger, "etrangere")):
        client = signed_in(user)
        for slug in ("commune", "agglo", own):
            for page in GETS:
                assert client.get(f"/c/{slug}/imports/{run.pk}/{page}").status_code == 404, (slug, page)
            for page in POSTS:
                assert client.post(f"/c/{slug}/imports/{run.pk}/{page}").status_code == 404, (slug, page)
        assert "parc.xlsx" not in client.get(f"/c/{own}/imports/").content.decode()
    run.refresh_from_db()
    assert (run.state, run.counts["nouvelle"]) == ("a_verifier", 1)


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.ELECTED, Role.AUDITOR, Role.PROVIDER, Role.AGENT])
def test_who_may_not_import_is_told_so(world, compared, signed_in, role):
    run = compared("equipment", ROWS)
    client = signed_in(person("x@agglo.example", role, world.agglomeration))
    for page in ("", "nouveau/", "modeles/equipment.xlsx", *(f"{run.pk}/{page}" for page in GETS)):
        assert client.get(f"/c/commune/imports/{page}").status_code == 403, page
    for page in POSTS:
        assert client.post(f"/c/commune/imports/{run.pk}/{page}").status_code == 403, page


def test_a_referent_imports_where_they_are_and_not_above(world, signed_in):
    client = signed_in(person("referent@agglo.example", Role.REFERENT, world.commune))
    assert client.get(_send(client).url).status_code == 200
    assert client.get("/c/agglo/imports/nouveau/").status_code == 404
    assert _send(client, slug="voisine").status_code == 404


def test_reading_never_writes(compared, signed_in):
    run = compared("equipment", ROWS)
    client = signed_in()
    client.get("/")
    base = "/c/commune/imports/"
    acts = ("accepter/", "recommencer/", "appliquer/", "feuille/")
    pages = [base, f"{base}nouveau/", *(f"{base}{run.pk}/{page}" for page in (*GETS, *acts))]
    with CaptureQueriesContext(connection) as queries:
        for page in pages:
            client.get(page)
    assert [q["sql"] for q in queries if q["sql"].split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}] == []


def test_the_preview_asks_as_many_queries_for_a_page_of_lines_as_for_one(compared, signed_in):
    client = signed_in()
    costs = []
    for count in (1, 40):
        run = compared("equipment", [["Nom", "Type"], *([f"PC-{n}", "Fixe ?"] for n in range(count))])
        client.get(f"/c/commune/imports/{run.pk}/verifier/")
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(f"/c/commune/imports/{run.pk}/verifier/").context["lines"]) == count
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_list_asks_as_many_queries_for_many_imports_as_for_one(compared, signed_in):
    client = signed_in()
    costs = []
    for _round in range(2):
        for _n in range(1 if not costs else 6):
            compared("equipment", ROWS)
        client.get("/c/commune/imports/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/c/commune/imports/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("vide.xlsx", b"", "est vide"),
        ("parc.xlsx", b"PK\x03\x04 not a zip", "est abîmé ou incomplet"),
        ("parc.xlsx", b"%PDF-1.7 ...", "est un PDF, pas un tableur"),
        ("page.csv", b"<!doctype html><html></html>", "est une page web, pas un tableur"),
        ("parc.xlsx", b"Nom;Type\nPC-1;Fixe\n", "se présente comme un classeur XLSX mais c’est un fichier CSV"),
        ("parc.csv", b'Nom;Type\n"PC-1;Fixe\n', "n’est jamais fermé"),
        ("notes.docx", b"Nom;Type\nPC-1;Fixe\n", "n’est pas reconnue"),
    ],
)
def test_a_bad_file_gets_one_clear_sentence(signed_in, name, data, sentence):
    answer = _send(signed_in(), name, data)
    assert answer.status_code == 422
    (message,) = answer.context["form"].errors["fichier"]
    assert sentence in message
    assert not ImportRun.objects.exists()


def test_no_file_gets_a_sentence_too(signed_in):
    answer = signed_in().post("/c/commune/imports/nouveau/", {"objet": "equipment"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["fichier"]


def test_objects_that_cannot_be_imported_are_not_offered(signed_in):
    for kind in ("organisation", "nimporte"):
        assert _send(signed_in(), kind=kind).status_code == 422
    assert not ImportRun.objects.exists()


def test_dropping_is_asked_then_done(compared, signed_in):
    run = compared("equipment", ROWS)
    client = signed_in()
    assert "Rien n’a été écrit" in client.get(f"/c/commune/imports/{run.pk}/abandonner/").content.decode()
    client.post(f"/c/commune/imports/{run.pk}/abandonner/")
    run.refresh_from_db()
    assert run.state == "abandonne"


def test_who_is_not_signed_in_is_asked_to(compared):
    run = compared("equipment", ROWS)
    assert Client().get(f"/c/commune/imports/{run.pk}/verifier/").url.startswith("/compte/login/")


def test_an_answer_that_was_not_offered_changes_nothing(compared, signed_in):
    run = compared("equipment", ROWS)
    row = run.rows.get(line=4)
    invented = {f"d:{row.pk}:R-ENUM:type": "keep", f"d:{row.pk}:x:y": "z"}
    signed_in().post(f"/c/commune/imports/{run.pk}/verifier/", invented)
    row.refresh_from_db()
    assert row.outcome == "douteuse"


def test_lines_of_another_import_cannot_be_answered_from_here(compared, signed_in):
    run, other = compared("equipment", ROWS), compared("equipment", ROWS)
    row = other.rows.get(line=4)
    signed_in().post(f"/c/commune/imports/{run.pk}/verifier/", {f"d:{row.pk}:R-ENUM:type": "accept"})
    row.refresh_from_db()
    assert row.outcome == "douteuse"
