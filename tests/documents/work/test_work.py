"""Documents drawn beside: asked for, followed, ready, given up, interrupted; seen by who asked only."""

import shutil
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from gouvernail.documents.kit import office
from gouvernail.documents.models import DocumentWork, WorkState
from gouvernail.documents.work import operations, running
from gouvernail.organisations.enums import Role
from gouvernail.registers.operations import RefusedError
from tests.documents.kit import sample
from tests.worlds import person

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
WORK = "/c/agglo/preparations/{pk}/"


@pytest.fixture(autouse=True)
def held(monkeypatch):
    """Works wait until a test executes them: no thread runs beside."""
    monkeypatch.setattr(operations, "start", lambda work: None)


@pytest.fixture
def site(world):
    """The browser of the owner."""
    client = Client()
    client.force_login(world.owner)
    return client


def wanted(*extensions: str):
    deck = sample.sample_deck(slides=sample.SLIDES[1:3])
    return [operations.WantedFile(deck, one, f"support.{one}") for one in extensions]


def test_several_files_make_one_archive(world, owner, site):
    work = operations.ask(world.agglomeration, "Le dossier", wanted("pptx", "pdf"), actor=owner, name="dossier.zip")
    running.execute(work.pk)
    work.refresh_from_db()
    assert (work.state, work.percent) == (WorkState.DONE, 100)
    answer = site.get(WORK.format(pk=work.pk) + "fichier/")
    assert answer["Content-Disposition"] == 'attachment; filename="dossier.zip"'
    assert sorted(zipfile.ZipFile(BytesIO(answer.content)).namelist()) == ["support.pdf", "support.pptx"]


def test_the_page_tells_how_far_it_is_then_gives_the_file(world, owner, site):
    work = operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    page = WORK.format(pk=work.pk)
    assert "En attente de son tour" in site.get(page).content.decode()
    assert site.get(f"{page}fichier/").status_code == 404
    running.execute(work.pk)
    assert "Le document est prêt" in site.get(page).content.decode()
    assert site.get(f"{page}fichier/").content.startswith(b"%PDF")


def test_a_work_given_up_stops_before_its_next_file(world, owner, site):
    work = operations.ask(world.agglomeration, "Le support", wanted("pdf", "pptx"), actor=owner)
    site.post(WORK.format(pk=work.pk) + "annuler/")
    running.execute(work.pk)
    work.refresh_from_db()
    assert (work.state, work.content) == (WorkState.CANCELLED, None)
    assert "annulée" in site.get(WORK.format(pk=work.pk)).content.decode()


def test_a_killed_server_leaves_a_work_that_says_so(world, owner, site):
    work = operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    long_ago = timezone.now() - timedelta(minutes=5)
    DocumentWork.objects.filter(pk=work.pk).update(state=WorkState.RUNNING, beat_at=long_ago)
    text = site.get(WORK.format(pk=work.pk)).content.decode()
    assert "Le serveur s’est arrêté" in text
    assert "hx-trigger" not in text
    running.execute(work.pk)
    assert DocumentWork.objects.get().state == WorkState.RUNNING, "a work begun is not begun twice"


def test_a_fault_is_told_and_leaves_nothing(world, owner, monkeypatch):
    work = operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    monkeypatch.setattr(running, "draw", lambda *given, **more: 1 / 0)
    running.execute(work.pk)
    work.refresh_from_db()
    assert (work.state, work.content) == (WorkState.FAILED, None)
    assert "erreur inattendue" in work.refusal


def test_without_libreoffice_the_page_says_so_and_the_work_too(sitting, site, owner, monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    page = site.get(f"/c/agglo/seances/{sitting.meeting.pk}/").content.decode()
    assert "demandent LibreOffice" in page
    assert "support/preparer/" not in page
    work = operations.ask(sitting.place, "Le support", wanted("odp"), actor=owner)
    running.execute(work.pk)
    work.refresh_from_db()
    assert work.state == WorkState.FAILED
    assert "LibreOffice" in work.refusal


@needs_office
def test_a_deck_and_minutes_become_opendocument_files(sitting, site):
    sitting.decide("3.1")
    for word, extension in (("support", "odp"), ("releve", "odt")):
        address = f"/c/agglo/seances/{sitting.meeting.pk}/{word}/preparer/"
        assert site.post(address, {"format": extension}).status_code == 302
        work = DocumentWork.objects.first()
        running.execute(work.pk)
        answer = site.get(WORK.format(pk=work.pk) + "fichier/")
        package = zipfile.ZipFile(BytesIO(answer.content))
        assert package.read("mimetype").decode().startswith("application/vnd.oasis.opendocument")
        assert "COPIL SI" in package.read("content.xml").decode()
    assert site.post(address, {"format": "exe"}).status_code == 404


@needs_office
def test_a_conversion_is_stopped_at_once(monkeypatch):
    from gouvernail.documents.kit import deck_to_pptx

    with pytest.raises(office.ConversionError, match="arrêtée"):
        office.convert(deck_to_pptx(sample.sample_deck()), "odp", stopped=lambda: True)
    monkeypatch.setattr(office, "TIME_LIMIT", 0.0)
    with pytest.raises(office.ConversionError, match="deux minutes"):
        office.convert(deck_to_pptx(sample.sample_deck()), "odp")


def test_a_slow_format_is_not_drawn_in_the_request(sitting, site):
    assert site.get(f"/c/agglo/seances/{sitting.meeting.pk}/support.odp").status_code == 404


def test_one_person_does_not_fill_the_queue(world, owner):
    for _ in range(operations.MOST_OPEN):
        operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    with pytest.raises(RefusedError, match="en préparation"):
        operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)


def test_works_left_by_a_killed_server_keep_nobody_waiting(world, owner, site):
    for _ in range(operations.MOST_OPEN):
        left = operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    DocumentWork.objects.update(state=WorkState.RUNNING, beat_at=timezone.now() - timedelta(minutes=5))
    assert operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner).state == WorkState.QUEUED
    site.post(WORK.format(pk=left.pk) + "annuler/")
    left.refresh_from_db()
    assert left.state == WorkState.CANCELLED


def test_old_files_are_forgotten(world, owner):
    work = operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    DocumentWork.objects.filter(pk=work.pk).update(asked_at=timezone.now() - timedelta(days=8))
    assert running.forget_old() == 1


@pytest.mark.parametrize("who", ["neighbour", "stranger", "colleague"])
def test_only_who_asked_reads_the_file(world, owner, who):
    work = operations.ask(world.agglomeration, "Le support", wanted("pdf"), actor=owner)
    running.execute(work.pk)
    user = person("dsi2@agglo.example", Role.DSI, world.agglomeration) if who == "colleague" else getattr(world, who)
    other = Client()
    other.force_login(user)
    for page in ("", "fichier/"):
        assert other.get(WORK.format(pk=work.pk) + page).status_code == 404
    assert other.post(WORK.format(pk=work.pk) + "annuler/").status_code == 404
