"""Framework documents through their pages: written, read, counted; who may not sees nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gouvernail.organisations.enums import Role
from gouvernail.policies import circuit
from gouvernail.policies.models import Policy, PolicyVersion, Process, ReadingCampaign, VersionPaper
from tests.factories import make_department
from tests.policies.test_circuit import publish, write
from tests.worlds import person


@pytest.fixture
def page(client, world):
    client.force_login(world.owner)
    return client


def address(place, name, *args):
    return reverse(name, args=[place.slug, *args])


def test_a_version_goes_its_way_by_the_pages(page, place, charter):
    page.post(address(place, "policy_version_new", charter.pk), {"number": "1.0", "text": "Article 1.", "changes": ""})
    version = charter.versions.get()
    here = address(place, "policy_version", charter.pk, version.pk)
    attached = {"file": SimpleUploadedFile("charte.pdf", b"%PDF-1.7 x")}
    assert page.post(address(place, "policy_attach", charter.pk, version.pk), attached).status_code == 302
    page.post(address(place, "policy_step", charter.pk, version.pk), {"etape": "avis"})
    opinion = {"function": "CST", "position": "reserves", "comment": "Préciser.", "given_on": "2026-01-12"}
    page.post(address(place, "policy_opinion", charter.pk, version.pk), opinion)
    page.post(
        address(place, "policy_validate", charter.pk, version.pk),
        {"by": "Conseil du 13/01/2026", "validated_on": "2026-01-13"},
    )
    page.post(address(place, "policy_step", charter.pk, version.pk), {"etape": "publier"})
    text = page.get(here).content.decode()
    assert "Publiée" in text
    assert "Favorable avec réserves" in text
    assert "Conseil du 13/01/2026" in text
    paper = VersionPaper.objects.get()
    assert page.get(address(place, "policy_paper", charter.pk, version.pk, paper.pk)).content == b"%PDF-1.7 x"


def test_a_refused_file_is_said_at_its_field(page, place, charter, owner):
    version = write(charter, owner)
    wrong = {"file": SimpleUploadedFile("virus.exe", b"MZ")}
    answer = page.post(address(place, "policy_attach", charter.pk, version.pk), wrong)
    assert answer.status_code == 422
    assert "ce format n’est pas accepté" in answer.content.decode()
    assert not VersionPaper.objects.exists()


def test_an_agent_reads_what_is_published_and_nothing_else(client, world, place, charter, owner):
    client.force_login(person("agent@agglo.example", Role.AGENT, place))
    write(charter, owner)
    assert charter.title not in client.get(address(place, "policy_list")).content.decode()
    assert client.get(address(place, "policy_sheet", charter.pk)).status_code == 404
    PolicyVersion.objects.all().delete()
    published = publish(charter, owner)
    draft = circuit.write_version(charter, number="1.1", text="Secret.", changes="", actor=owner)
    text = client.get(address(place, "policy_sheet", charter.pk)).content.decode()
    assert "Article 1." in text
    assert "Version 1.1" not in text
    assert client.get(address(place, "policy_version", charter.pk, published.pk)).status_code == 200
    assert client.get(address(place, "policy_version", charter.pk, draft.pk)).status_code == 404
    assert client.get(address(place, "policy_version_change", charter.pk, draft.pk)).status_code == 403


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_others_reach_none_of_it(client, world, place, charter, owner, who):
    version = publish(charter, owner)
    client.force_login(getattr(world, who))
    for name in ("policy_version", "policy_version_change", "policy_opinion", "policy_validate", "reading_open"):
        assert client.get(address(place, name, charter.pk, version.pk)).status_code == 404, name


def test_people_read_and_accept_without_saying_who_they_are(page, place, charter, owner, client):
    make_department(place, 9, "Ressources")
    version = publish(charter, owner)
    asked = {f"service-{one.pk}": 9 for one in place.departments.all()}
    page.post(address(place, "reading_open", charter.pk, version.pk), {"closes_on": "2026-02-13", **asked})
    campaign = ReadingCampaign.objects.get()
    line = campaign.readings.get()
    here = reverse("read_policy", args=[line.token])
    assert here in page.get(address(place, "reading_campaign", charter.pk, campaign.pk)).content.decode()
    client.logout()
    assert "J’ai lu ce document" in client.get(here).content.decode()
    client.post(here)
    answer = client.get(here).content.decode()
    assert "C’est noté" in answer
    assert "J’ai lu ce document" not in answer
    client.post(here)
    line.refresh_from_db()
    assert line.accepted == 1, "the same browser counts once"
    ReadingCampaign.objects.update(closed_on=place.today())
    text = client.get(here).content.decode()
    assert "Article 1." not in text, "the address shows nothing once the campaign is over"


def test_an_address_that_nobody_was_given_leads_nowhere(client, db):
    assert client.get(reverse("read_policy", args=["abc"])).status_code == 404


def test_signatures_on_paper_are_added(page, place, charter, owner):
    from gouvernail.policies import reading
    from tests.policies.test_reading import END, TODAY

    campaign = reading.open_campaign(
        publish(charter, owner), {make_department(place, 30): 30}, closes_on=END, actor=owner, on=TODAY
    )
    line = campaign.readings.get()
    here = address(place, "reading_count", charter.pk, campaign.pk, line.pk)
    page.post(here, {"more": "12"})
    page.post(here, {"more": "-3"})
    page.post(here, {"more": "99"})
    line.refresh_from_db()
    assert line.accepted == 12
    page.post(address(place, "reading_close", charter.pk, campaign.pk))
    campaign.refresh_from_db()
    assert campaign.closed_on == TODAY


def test_roles_are_shared_out_by_the_grid(page, place):
    process = Process.objects.create(organisation=place, name="Arrivée", functions="Encadrant\nRéférent SI")
    here = address(place, "process_raci", process.pk)
    assert page.get(here).status_code == 200
    typed = {"title-0": "Préparer le poste", "cell-0-0": "C", "cell-0-1": "R", "title-1": "", "title-2": ""}
    text = page.post(here, typed, follow=True).content.decode()
    assert "personne n’en répond (A)" in text
    text = page.post(here, typed | {"cell-0-1": "RA"}, follow=True).content.decode()
    assert "un seul A et au moins un R" in text


def test_the_demonstration_holds_the_documents_that_document_003_names(demo):
    titles = set(Policy.objects.values_list("title", flat=True))
    assert {"Charte informatique", "Politique de mots de passe", "Feuille de route numérique 2026-2028"} <= titles
    assert Process.objects.count() == 3


def test_a_reader_of_a_published_document_does_not_learn_that_another_version_is_written(
    client, world, place, charter, owner
):
    publish(charter, owner)
    write(charter, owner, "7.31")
    pages = [address(place, "policy_list"), address(place, "policy_sheet", charter.pk)]
    client.force_login(world.owner)
    assert all("7.31" in client.get(one).content.decode() for one in pages)
    assert charter.title in client.get(f"{pages[0]}?vue=en-cours").content.decode()
    client.force_login(person("agent@agglo.example", Role.AGENT, place))
    texts = [client.get(one).content.decode() for one in pages]
    assert all(charter.title in text and "7.31" not in text for text in texts)
    assert charter.title not in client.get(f"{pages[0]}?vue=en-cours").content.decode()
