"""The first COPIL, as the Référent SI lives it: prepared, shown, held, minuted, in one sitting at the keyboard."""

from io import BytesIO

from pptx import Presentation

REFERENT = "referent-si@trois-rivieres.example"


def _press(page, role, name):
    page.get_by_role(role, name=name).first.click()
    page.wait_for_load_state()


def _download(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def _record(page, number, button):
    card = (
        page.locator("section, article, li, form")
        .filter(has_text=f"{number}. ")
        .filter(has=page.get_by_role("button", name=button, exact=True))
    )
    card.last.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()


def test_a_copil_is_prepared_shown_held_and_minuted(page, sign_in, axe):
    sign_in(REFERENT)
    page.goto("/")

    _press(page, "link", "Préparer le COPIL SI n° 3")
    _press(page, "button", "Ajouter les points cochés")
    axe(page)
    _press(page, "link", "Passer au support")

    name, deck = _download(page, "PPTX")
    slides = Presentation(BytesIO(deck)).slides
    assert name.endswith(".pptx")
    assert len(slides) > 12
    assert any("27 postes sur 85" in (slide.shapes.title.text if slide.shapes.title else "") for slide in slides)

    _press(page, "button", "Figer le support")
    assert "figé" in page.locator("main").inner_text().lower()
    _press(page, "link", "Tenir la séance")
    _press(page, "button", "Ouvrir la séance")
    axe(page)

    for number in ("3.1", "3.2", "3.3", "3.4"):
        _record(page, number, "Adoptée")
    text = page.locator("main").inner_text()
    assert "3.5" in text
    assert "À défaut" in text

    page.goto(page.url.split("#")[0].replace("tenir/", ""))
    _press(page, "link", "Décisions")
    held = page.locator("main").inner_text()
    assert held.count("Adoptée") >= 4


def test_a_stranger_sees_nothing_of_it(page, sign_in, tolerated):
    tolerated.append("404")
    sign_in("dsi@valbrune.example")
    answer = page.goto("/c/cc-des-trois-rivieres/seances/")
    assert answer.status == 404
    assert "COPIL SI" not in page.locator("main").inner_text()
