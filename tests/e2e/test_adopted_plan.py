"""A what-if with its own rules, as an IT manager lives it: asked, answered, adopted, and on the agenda of the COPIL."""

import re

MANAGER = "dsi@valbrune.example"
PLACE = "/c/ville-de-valbrune/"


def _press(page, role, name):
    page.get_by_role(role, name=name).first.click()
    page.wait_for_load_state()


def test_a_plan_cut_by_a_fifth_with_a_frozen_quarter_is_adopted_and_reaches_the_agenda(page, sign_in, axe):
    sign_in(MANAGER)
    page.goto(f"{PLACE}ppi/hypotheses/")
    page.get_by_label("Nom de l’hypothèse").fill("Un cinquième de moins, sans clôture")
    page.locator("#id_variation").fill("-20")
    page.get_by_text("Règles avancées").click()
    page.get_by_label("Clôture de l’exercice").check()
    axe(page)
    _press(page, "button", "Calculer le plan")
    page.locator(".plan-compared").wait_for(timeout=60_000)
    page.locator("#run:not([hx-trigger])").wait_for(timeout=90_000)
    axe(page)
    table = page.locator(".plan-compared")
    starts = table.locator("tbody td:nth-of-type(2)").all_inner_texts()
    placed = [start.replace("\u00a0", " ") for start in starts if start.startswith("T")]
    assert placed
    assert not [one for one in placed if re.match(r"T4|.* à T4", one)], "nothing starts nor ends in the closing"

    _press(page, "link", "Adopter ce plan")
    axe(page)
    _press(page, "button", "Adopter")
    page.get_by_text("la décision à soumettre au comité est prête").wait_for()
    page.get_by_text("Plan adopté le").wait_for()
    page.goto(f"{PLACE}decisions/")
    _press(page, "link", re.compile("Un cinquième de moins, sans clôture"))
    assert page.locator("main").get_by_text("Un cinquième de moins, sans clôture").count()
    axe(page)
