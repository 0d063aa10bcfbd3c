"""The documents of a meeting in a browser: few clicks to the deck, shown without network, drawn beside, in a style."""

import shutil
from io import BytesIO

import pytest
from pptx import Presentation

REFERENT = "referent-si@trois-rivieres.example"
PLACE = "/c/cc-des-trois-rivieres/"
PHONE = {"width": 390, "height": 844}


class Clicks:
    """Follows links and buttons as a hand does, and counts."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def on(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def file(self, name: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.count += 1
            self.page.get_by_role("link", name=name, exact=True).first.click()
        return waiting.value.path().read_bytes()


def test_the_whole_deck_is_six_clicks_away_at_most(page, sign_in):
    sign_in(REFERENT)
    page.goto("/")
    hand = Clicks(page)
    hand.on("Préparer le COPIL SI n° 3")
    hand.on("Passer au support")
    hand.on("Voir à l’écran")
    slides = Presentation(BytesIO(hand.file("PPTX"))).slides
    assert hand.count <= 6
    assert len(slides) >= 25
    titles = [slide.shapes.title.text for slide in slides]
    assert sum(title.startswith("Décision 3.") for title in titles) == 5
    assert any(title.startswith("Depuis le COPIL SI n°\u00a02") for title in titles)
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) >= 5


def test_the_deck_is_shown_by_the_keyboard_with_the_network_gone(page, context, sign_in, axe):
    sign_in(REFERENT)
    page.goto(f"{PLACE}seances/")
    page.get_by_role("link", name="COPIL SI n° 3").first.click()
    page.goto(f"{page.url.rstrip('/')}/presenter/")
    axe(page)
    context.set_offline(True)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator("[data-present-now]").inner_text() == "4"
    assert page.locator(".present-slide:visible").count() == 1
    page.keyboard.press("End")
    last = page.locator(".present-slide:visible h2").inner_text()
    page.keyboard.press("Home")
    assert page.locator(".present-slide:visible h2").inner_text() != last
    context.set_offline(False)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
def test_a_long_document_shows_how_far_it_is_and_is_given_up(page, sign_in, axe):
    sign_in(REFERENT)
    page.goto(f"{PLACE}seances/")
    page.get_by_role("link", name="COPIL SI n° 3").first.click()
    page.get_by_role("button", name="ODP").click()
    page.wait_for_url("**/preparations/**")
    page.get_by_role("progressbar").wait_for()
    axe(page)
    page.get_by_role("button", name="Annuler").click()
    page.get_by_text("La préparation a été annulée").wait_for(timeout=60_000)


def test_a_style_is_refused_then_kept_then_taken_back(page, sign_in, axe, tolerated):
    tolerated.append("422")
    sign_in(REFERENT)
    page.goto(f"{PLACE}charte/")
    axe(page)
    page.get_by_label("Couleur principale").fill("#7fb0ff")
    page.get_by_role("button", name="Enregistrer").first.click()
    assert "Trop pâle sur fond blanc" in page.locator("main").inner_text()
    page.get_by_label("Couleur principale").fill("#0a6e50")
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_role("button", name="Rétablir la charte d’origine").wait_for()
    assert page.locator('.style-preview [fill="#0a6e50"]').count() > 0
    page.get_by_role("button", name="Rétablir la charte d’origine").click()
    assert "charte d’origine de Gouvernail" in page.locator("main").inner_text()


class TestOnAPhone:
    @pytest.fixture
    def viewport(self):
        return PHONE

    @pytest.mark.parametrize("path", ["charte/", "publications/", "publications/flash/2025-12/"])
    def test_the_pages_hold_in_a_narrow_window(self, page, sign_in, axe, path):
        sign_in(REFERENT)
        page.goto(PLACE + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        axe(page)
