"""The documents of a plan through the owner, the neighbour and the stranger: offered, shown, sent, hidden."""

import pytest
from django.test import Client
from django.urls import reverse

from gouvernail.documents.kit import from_json
from gouvernail.documents.models import DocumentWork
from gouvernail.documents.ppi import preparing
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.enums import Role
from gouvernail.plans.versions.arresting import arrest
from tests.documents.ppi.conftest import make_run
from tests.factories import make_budget_line, make_project
from tests.worlds import person

SECRET = "SECRETMARK"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def pages(world):
    """The addresses of every document of the plan of the agglomeration, whose only line is a secret."""
    place = world.agglomeration
    make_budget_line(place, 2026, 1000, label=SECRET, tax_basis="ttc", section="investissement")
    first = arrest(place, title=f"Une {SECRET}", state="projet", actor=system_actor("essai"))
    second = arrest(place, title=f"Deux {SECRET}", state="projet", actor=system_actor("essai"))
    from gouvernail.action_plan.models import Axis

    axis = Axis.objects.create(organisation=place, name="Axe")
    projects = {name: make_project(place, title=f"{name} {SECRET}", axis=axis) for name in ("servers", "portal")}
    one = make_run(place, projects, f"Un {SECRET}", {"servers": ("2016-T2", "2016-T3")})
    other = make_run(place, projects, f"Autre {SECRET}", {"portal": ("2016-T2", "2017-T1")})
    slug = place.slug
    return [
        reverse("plan_documents", args=[slug]),
        *(reverse("plan_document", args=[slug, word]) for word in ("rapport", "diaporama", "fiche", "annexe")),
        reverse("plan_file", args=[slug, "tableau", "xlsx"]),
        reverse("plan_file", args=[slug, "rapport", "docx"]),
        reverse("plan_version_documents", args=[slug, first.pk]),
        reverse("plan_version_document", args=[slug, first.pk, "rapport"]),
        reverse("plan_version_file", args=[slug, first.pk, "fiche", "pdf"]),
        reverse("plan_versions_compared", args=[slug, second.pk, first.pk]),
        reverse("plan_versions_compared_file", args=[slug, second.pk, first.pk, "pptx"]),
        f"{reverse('plan_run_compared', args=[slug, one.pk])}?avec={other.pk}",
        f"{reverse('plan_run_compared_file', args=[slug, one.pk, 'pdf'])}?avec={other.pk}",
    ]


def test_the_owner_reads_everything_and_reading_writes_nothing(pages, world):
    entries = Entry.objects.count()
    for page in pages:
        assert client_of(world.owner).get(page).status_code == 200, page
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_sees_anything(pages, world, who):
    other = client_of(getattr(world, who))
    own = world.neighbour_commune if who == "neighbour" else world.stranger_agglomeration
    for page in pages:
        for address in (page, page.replace(f"/c/{world.agglomeration.slug}/", f"/c/{own.slug}/")):
            answer = other.get(address)
            assert SECRET.encode() not in answer.content, address
            if address == page or any(digit.isdigit() for digit in address.split("/ppi/")[1]):
                assert answer.status_code == 404, address


def test_the_pages_of_the_plan_offer_them(pages, world):
    site, slug = client_of(world.owner), world.agglomeration.slug
    assert reverse("plan_documents", args=[slug]) in site.get(reverse("ppi", args=[slug])).content.decode()
    compared = next(one for one in pages if "/avec-" in one)
    second, first = compared.split("/versions/")[1].rstrip("/").split("/avec-")
    page = site.get(f"{reverse('plan_version', args=[slug, second])}?avec={first}").content.decode()
    assert reverse("plan_version_documents", args=[slug, second]) in page
    assert compared in page


def test_unknown_documents_formats_and_comparisons_are_not_found(pages, world):
    site, slug = client_of(world.owner), world.agglomeration.slug
    version = next(one for one in pages if "/versions/" in one).split("/versions/")[1].split("/")[0]
    for address in (
        reverse("plan_document", args=[slug, "inconnu"]),
        reverse("plan_document", args=[slug, "tableau"]),
        reverse("plan_file", args=[slug, "fiche", "docx"]),
        reverse("plan_file", args=[slug, "rapport", "odt"]),
        reverse("plan_versions_compared", args=[slug, version, version]),
        reverse("plan_versions_compared_file", args=[slug, version, 999_999, "pdf"]),
    ):
        assert site.get(address).status_code == 404, address


def test_somebody_who_does_not_see_the_budget_sees_no_document_of_it(pages, world):
    agent = client_of(person("agent@agglo.example", Role.AGENT, world.agglomeration))
    for page in pages:
        assert agent.get(page).status_code in (403, 404), page


@pytest.fixture
def slow(pages):
    """The pages that offer a format that takes time, with that format."""
    of = {"rapport/": "odt", "annexe/": "odt", "diaporama/": "odp"}
    named = [(page, of[page.rsplit("document/")[-1]]) for page in pages if page.rsplit("document/")[-1] in of]
    return named + [(page, "odp") for page in pages if ("/avec-" in page and page.endswith("/")) or ("avec=" in page
                    and "comparaison/" in page)]  # fmt: skip


@pytest.fixture
def office(monkeypatch):
    monkeypatch.setattr(preparing, "find_office", lambda: "/usr/bin/soffice")


def test_what_takes_time_is_drawn_beside_the_page_from_what_the_person_sees(slow, office, world):
    assert len(slow) == 6
    site = client_of(world.owner)
    for page, extension in slow:
        assert f'name="format" value="{extension}"' in site.get(page).content.decode(), page
        DocumentWork.objects.all().delete()
        answer = site.post(page, {"format": extension})
        work = DocumentWork.objects.get()
        assert answer.url == reverse("document_work", args=[world.agglomeration.slug, work.pk])
        assert (work.organisation, work.name.rsplit(".")[-1]) == (world.agglomeration, extension)
        assert from_json(work.files[0]["story"]).title


def test_only_a_slow_format_of_the_document_is_prepared_and_three_at_most_wait(slow, office, world):
    site, (page, extension) = client_of(world.owner), slow[0]
    for other in ("pdf", "odp", "exe", ""):
        assert site.post(page, {"format": other}).status_code == 404, other
    assert not DocumentWork.objects.exists()
    for _turn in range(4):
        answer = site.post(page, {"format": extension}, follow=True)
    assert DocumentWork.objects.count() == 3
    assert "Trois documents sont déjà en préparation" in answer.content.decode()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_has_them_prepared(slow, office, world, who):
    for page, extension in slow:
        assert client_of(getattr(world, who)).post(page, {"format": extension}).status_code == 404, page
    assert not DocumentWork.objects.exists()


def test_without_libreoffice_the_page_says_what_to_take_instead(pages, world, monkeypatch):
    monkeypatch.setattr(preparing, "find_office", lambda: None)
    page = client_of(world.owner).get(pages[0]).content.decode()
    assert "demandent LibreOffice" in page
    assert 'name="format"' not in page
