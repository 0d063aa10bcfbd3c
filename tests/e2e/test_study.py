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


def test_every_number_of_the_paragraph_leads_to_its_figures(page, sign_in):
    open_study(page, sign_in)
    page.get_by_role("link", name="D’où vient la phrase 3").click()
    expect(page).to_have_url(re.compile(r"/robustesse/#poids$"))
    expect(page.get_by_role("heading", name="Jusqu’où chaque poids peut bouger")).to_be_in_viewport()
