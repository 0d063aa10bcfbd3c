"""A study in a browser: a cell edited where it stands, a slider that moves the ranking, figures behind each number."""

from __future__ import annotations

import re

from playwright.sync_api import expect

REFERENT = "referent-si@trois-rivieres.example"


def open_study(page, sign_in):
    sign_in(REFERENT)
    page.goto("/")
    page.get_by_role("link", name="Scénarios", exact=True).first.click()
    page.get_by_role("link", name="Organisation du système d’information").click()


def test_a_cell_edited_in_its_place_changes_what_the_comparison_says(page, sign_in):
    open_study(page, sign_in)
    cell = page.locator("tr", has_text="Coût financier").locator("td").first
    said = page.locator(".verdict-words")
    expect(said).to_contain_text("arrive en tête pour plus de 9 pondérations sur 10")
    before = said.inner_text()
    cell.get_by_role("link").click()
    expect(cell.get_by_role("combobox")).to_be_focused()
    cell.get_by_role("combobox").fill("Élevé et récurrent")
    page.keyboard.press("Enter")
    expect(cell).to_contain_text("Élevé et récurrent")
    expect(said).not_to_have_text(before)
    cell.get_by_role("link").click()
    cell.get_by_role("link", name="Annuler").click()
    expect(cell).to_contain_text("Élevé et récurrent")
    cell.get_by_role("link").click()
    cell.get_by_role("combobox").fill("Moyen (infogérance)")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("arrive en tête pour plus de 9 pondérations sur 10")


def test_a_slider_moves_the_ranking_and_keeps_the_focus(page, sign_in):
    open_study(page, sign_in)
    page.get_by_role("link", name="Pondérer").click()
    slider = page.get_by_label("Coût financier")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("output", has_text="10").first).to_be_visible()
    expect(page.locator("#ranking")).to_contain_text("1. Infogérance")
    expect(slider).to_be_focused()


def test_a_card_moved_up_moves_the_ranking_and_keeps_its_place(page, sign_in, axe):
    open_study(page, sign_in)
    page.get_by_role("link", name="Pondérer").click()
    page.get_by_role("link", name="Cartes").click()
    axe(page)
    up = page.get_by_role("button", name="Monter « Coût financier »")
    up.focus()
    card = page.locator(".weigh-card", has_text="Coût financier").locator("input")
    for level in ("2", "3"):
        page.keyboard.press("Enter")
        expect(card).to_have_value(level)
        expect(up).to_be_focused()
    top = page.locator(".level").first
    expect(top).to_contain_text("Coût financier")
    expect(page.locator(".level-blank")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"monter=\d+"))
    expect(page.locator("#ranking")).to_contain_text("1. Infogérance")


def test_comparing_pairs_says_when_answers_contradict_each_other(page, sign_in, axe):
    open_study(page, sign_in)
    page.get_by_role("link", name="Membres", exact=True).click()
    page.get_by_role("link", name="Donner les poids : Référent SI").click()
    page.get_by_role("link", name="Comparaisons deux à deux (AHP)").click()
    expect(page.locator("#coherence")).to_contain_text("quand toutes les paires")
    axe(page)
    pairs = page.locator("select[name^=p]")
    for rank in range(pairs.count()):
        pairs.nth(rank).select_option("1")
    expect(page.locator("#coherence")).to_contain_text("Rapport de cohérence : 0,00")
    pairs.nth(0).select_option("9")
    pairs.nth(9).select_option("9")
    expect(page.locator("#coherence")).to_contain_text("se contredisent")


def test_on_a_phone_each_criterion_is_one_line_opened_on_demand(page, sign_in, axe):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(REFERENT)
    page.goto("/c/cc-des-trois-rivieres/etudes/")
    page.get_by_role("link", name="Organisation du système d’information").click()
    axe(page)
    row = page.locator("tr", has_text="Coût financier")
    expect(row.locator("td").first).to_be_hidden()
    row.get_by_role("checkbox", name="Coût financier").press("Space")
    expect(row.locator("td").first).to_be_visible()
    axe(page)
    cell = page.locator("td[id^=case-]").nth(8)
    page.goto(f"{page.url.split('#')[0]}#{cell.get_attribute('id')}")
    expect(cell).to_be_in_viewport()


def test_every_number_of_the_paragraph_leads_to_its_figures(page, sign_in):
    open_study(page, sign_in)
    page.get_by_role("link", name="D’où vient la phrase 3").click()
    expect(page).to_have_url(re.compile(r"/robustesse/#poids-\d+$"))
    expect(page.locator("tr:target")).to_contain_text("Coût financier")
    expect(page.locator("tr:target")).to_be_in_viewport()
