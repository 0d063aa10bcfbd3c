"""COPIL no. 3 of document 003: « à défaut de 1 et 4, engager 3 » behaves, and its minutes say what was decided."""

import shutil
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from tests.e2e.own_server import Server
from tests.e2e.test_first_copil import REFERENT, _download, _press


@pytest.fixture(scope="session")
def demo_folder(demo_template, tmp_path_factory):
    """Data of its own: this test uses the meeting up."""
    folder = tmp_path_factory.mktemp("conditional") / "demo"
    shutil.copytree(demo_template, folder)
    return folder


@pytest.fixture(scope="session")
def live_url(demo_folder):
    """A server of its own."""
    server = Server(demo_folder)
    server.start()
    yield server.url
    server.kill()


@pytest.fixture(scope="session")
def _sessions():
    return {}


def _open(page):
    page.goto("/c/cc-des-trois-rivieres/seances/")
    _press(page, "link", "COPIL SI n° 3")
    _press(page, "button", "Figer le support")
    _press(page, "link", "Tenir la séance")
    _press(page, "button", "Ouvrir la séance")


def _outcome(page, number):
    return page.locator(".hold-decision").filter(has_text=f"{number}.").first.locator(".panel-head").inner_text()


def _again(page, number, button):
    card = page.locator(".hold-decision").filter(has_text=f"{number}.").first
    if card.locator("summary", has_text="Corriger ce qui est enregistré").count():
        card.locator("summary", has_text="Corriger ce qui est enregistré").first.click()
    card.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()
    page.wait_for_timeout(800)


def test_the_third_scenario_stands_in_for_the_first_and_the_fourth(page, sign_in, axe, tolerated):
    tolerated.append("422")  # what is refused is said on the page
    sign_in(REFERENT)
    _open(page)
    for number in ("3.1", "3.2", "3.3", "3.4"):
        _again(page, number, "Adoptée")
        page.locator(f".hold-decision:has-text('{number}.') .panel-head", has_text="Adoptée").first.wait_for()

    _again(page, "3.5", "Adoptée")
    page.get_by_text("elle ne peut pas l’être aussi").first.wait_for()
    assert "Proposée" in _outcome(page, "3.5")
    axe(page)

    _again(page, "3.5", "Enregistrer « sans objet »")
    page.locator(".hold-decision:has-text('3.5.') .panel-head", has_text="Sans objet").first.wait_for()
    _press(page, "link", "Passer au relevé")
    _press(page, "button", "Établir le relevé")
    _press(page, "link", "Voir le relevé")
    name, minutes = _download(page, "PDF")
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(BytesIO(minutes)))
    assert name.endswith("releve.pdf")
    assert "sans objet" in text.lower()
    assert "empreinte" in text.replace("\n", " "), "the minutes carry the mark of the journal"
