"""The documents of a plan as a general director takes them: offered, read on screen, taken away."""

import io
import re

import pytest
from docx import Document
from pptx import Presentation

DIRECTOR = "dgs@valbrune.example"
PLAN = "/c/ville-de-valbrune/ppi/"
PHONE = {"width": 390, "height": 844}


def _taken(page, name) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    return waiting.value.path().read_bytes()


def test_a_director_reads_the_plan_on_screen_and_takes_it_away(page, sign_in, axe):
    sign_in(DIRECTOR)
    page.goto(PLAN)
    page.get_by_role("link", name="Documents", exact=True).last.click()
    page.get_by_role("heading", name="Documents du plan", level=1).wait_for()
    axe(page)
    assert _taken(page, "Page pour les élus, PDF").startswith(b"%PDF")
    assert len(Presentation(io.BytesIO(_taken(page, "Diapositives, PPTX"))).slides) > 5

    page.get_by_role("link", name="Rapport", exact=True).click()
    page.locator(".document").wait_for()
    axe(page)
    shown = re.sub(r"\s+", " ", page.locator("main").inner_text())
    for total in ("529", "244", "40", "35", "848 k€"):
        assert total in shown
    assert "≥" not in shown, "every line of this plan has its amount: no year of it is a minimum"
    report = Document(io.BytesIO(_taken(page, "DOCX")))
    assert any("848" in paragraph.text for paragraph in report.paragraphs)


class TestOnAPhone:
    @pytest.fixture
    def viewport(self):
        return PHONE

    @pytest.mark.parametrize("path", ["documents/", "document/rapport/", "document/diaporama/", "document/annexe/"])
    def test_the_documents_hold_in_a_narrow_window(self, page, sign_in, axe, path):
        sign_in(DIRECTOR)
        page.goto(PLAN + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        axe(page)
