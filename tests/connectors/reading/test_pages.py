"""The pages of documents, through the three standing people; the whole way of a document, without a script."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from gouvernail.action_plan.models import Action
from gouvernail.connectors.reading import applying, receiving
from gouvernail.connectors.reading.models import DocumentReading
from tests.connectors.reading.making import CALENDAR, docx_plan, text

MARKED = "Plan de la ville\nSECRETMARK le XX mars 2026\n1 Recenser les équipements SECRETMARK En cours\n"
MARKED += "2 Revoir les droits SECRETMARK À planifier\n☐ Retenir SECRETMARK\nCOPIL SECRETMARK mensuel\n"
GETS = ("", "?gravite=alerte", "?gravite=ecartes", "?gravite=nimporte", "defauts.xlsx", "abandonner/")
POSTS = ("arbitrer/", "appliquer/", "abandonner/")


def send(client, name="plan.docx", data=None, slug="commune"):
    sent = SimpleUploadedFile(name, docx_plan() if data is None else data)
    return client.post(f"/c/{slug}/documents-lus/nouveau/", {"fichier": sent})


@pytest.fixture
def marked(world, owner):
    return receiving.receive(world.commune, owner, "SECRETMARK.txt", text(MARKED))


def test_a_document_goes_all_the_way(signed_in):
    client = signed_in()
    assert "Rien ne sera écrit" in client.get("/c/commune/documents-lus/nouveau/").content.decode()
    shown = client.get(send(client).url)
    page = shown.content.decode()
    assert "Plan d’action du numérique" in page
    assert "Appliquer 1 proposition" in page
    assert "Masqué à la lecture" in page
    assert "DURANTEL" not in page
    fault = next(iter(shown.context["page"]))
    path = shown.request["PATH_INFO"]
    client.post(f"{path}arbitrer/", {f"f:{fault.pk}": "retenu", "gravite": fault.gravity}, follow=True)
    fault.refresh_from_db()
    assert fault.answer == "retenu"
    part = shown.context["parts"][0]
    check = client.get(part.href).content.decode()
    assert "tableau 1, ligne 2" in client.get(f"{part.href}?issue=nouvelle").content.decode()
    assert "R-FFFD" in check
    done = client.post(f"{path}appliquer/", follow=True).content.decode()
    assert "1 fiche écrite. D’autres propositions attendent encore." in done or "1 fiche écrite." in done
    assert Action.objects.get().title == "Recenser les équipements"
    assert "plan.docx" in client.get("/c/commune/documents-lus/").content.decode()


def test_a_document_that_cannot_be_read_is_said_beside_the_field(signed_in):
    answer = send(signed_in(), "faux.pdf", b"%PDF-1.4 rien")
    assert answer.status_code == 422
    assert "abîmé ou incomplet" in answer.content.decode()
    assert not DocumentReading.objects.exists()


def test_a_document_applied_and_brought_again_is_said(world, owner, signed_in):
    data = text("1 Recenser les équipements En cours\n2 Revoir les droits des comptes À planifier")
    applying.apply(receiving.receive(world.commune, owner, "plan.txt", data), owner)
    client = signed_in()
    again = client.get(send(client, "plan.txt", data).url).content.decode()
    assert "Ce document a déjà été appliqué" in again


def test_applied_twice_from_the_page_it_says_so(world, owner, signed_in):
    data = text("1 Recenser les équipements En cours\n2 Revoir les droits des comptes À planifier")
    reading = receiving.receive(world.commune, owner, "plan.txt", data)
    client = signed_in()
    path = f"/c/commune/documents-lus/{reading.pk}/appliquer/"
    assert "2 fiches écrites." in client.post(path, follow=True).content.decode()
    assert "était déjà appliqué" in client.post(path, follow=True).content.decode()


def test_something_moved_meanwhile_it_is_compared_again(world, owner, signed_in):
    data = text("1 Recenser les équipements En cours\n2 Revoir les droits des comptes À planifier")
    reading = receiving.receive(world.commune, owner, "plan.txt", data)
    Action.objects.create(organisation=world.commune, number=1, title="Recenser les équipements", status="termine")
    answer = signed_in().post(f"/c/commune/documents-lus/{reading.pk}/appliquer/", follow=True).content.decode()
    assert "Rien n’est écrit" in answer
    assert Action.objects.count() == 1
    (run,) = applying.runs_of(reading)
    assert run.counts == {"modifiee": 1, "nouvelle": 1}


def test_the_faults_are_handed_back_as_a_spreadsheet(marked, signed_in):
    answer = signed_in().get(f"/c/commune/documents-lus/{marked.pk}/defauts.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert any("R-DATE-PLACEHOLDER" in row for row in rows)


def test_the_owner_sees_every_page_in_each_state(marked, owner, signed_in):
    client = signed_in()
    for page in GETS:
        assert client.get(f"/c/commune/documents-lus/{marked.pk}/{page}").status_code == 200, page
    assert client.get(f"/c/agglo/documents-lus/{marked.pk}/").status_code == 200
    applying.apply(marked, owner)
    for page in GETS:
        assert client.get(f"/c/commune/documents-lus/{marked.pk}/{page}").status_code == 200, page
    assert client.post(f"/c/commune/documents-lus/{marked.pk}/abandonner/").status_code == 302


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_others_see_and_do_nothing(world, marked, signed_in, who):
    client = signed_in(getattr(world, who))
    for slug in ("commune", "voisine", "etrangere"):
        for page in GETS:
            answer = client.get(f"/c/{slug}/documents-lus/{marked.pk}/{page}")
            assert answer.status_code in (403, 404), (slug, page)
        for page in POSTS:
            assert client.post(f"/c/{slug}/documents-lus/{marked.pk}/{page}").status_code in (403, 404), (slug, page)
        assert "SECRETMARK" not in client.get(f"/c/{slug}/documents-lus/").content.decode()
    assert not Action.objects.exists()


def test_many_documents_cost_no_more_queries(world, owner, signed_in):
    client = signed_in()

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/c/commune/documents-lus/")
        return len(captured)

    receiving.receive(world.commune, owner, "un.txt", text(CALENDAR))
    client.get("/c/commune/documents-lus/")
    one = queries()
    for name in ("deux.txt", "trois.txt", "quatre.txt"):
        receiving.receive(world.commune, owner, name, text(CALENDAR))
    assert queries() == one
