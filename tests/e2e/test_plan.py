"""A plan cut by a fifth, as a general director lives it: what slips, why, what stays, both versions to the COPIL."""

import re

import pytest

DIRECTOR, IT_MANAGER = "dgs@valbrune.example", "dsi@valbrune.example"
PLACE = "/c/ville-de-valbrune/"


def _text(page):
    return re.sub(r"[\s\u00a0\u202f]+", " ", page.locator("main").inner_text())


def _press(page, role, name):
    page.get_by_role(role, name=name).first.click()
    page.wait_for_load_state()


def test_a_plan_cut_by_a_fifth_goes_to_the_copil_beside_the_voted_one(page, sign_in, axe):
    sign_in(DIRECTOR)
    page.goto(f"{PLACE}ppi/")
    plan = _text(page)
    for total in ("529 000 €", "244 000 €", "40 000 €", "35 000 €", "848 000 €"):
        assert total in plan
    assert "2016 : 7,1 fois" in plan
    assert "fonctionnement" in plan

    _press(page, "link", "Et si…")
    axe(page)
    _press(page, "button", re.compile("20.% de moins chaque année"))
    page.locator(".plan-compared").wait_for(timeout=60_000)
    page.locator("#run:not([hx-trigger])").wait_for(timeout=90_000)
    axe(page)
    answer = _text(page)
    assert "2 / 2" in answer
    assert "obligatoire" in answer
    assert re.search(r"Retardé de \d+ trimestre|Écarté", answer), answer
    assert re.search(r"(enveloppe|capacité) « ", answer), "the rule that holds each project back is named"
    assert "à côté de « Plan proposé au Bureau »" in answer

    _press(page, "link", "Porter au comité")
    axe(page)
    _press(page, "button", "Préparer la décision")
    decision = _text(page)
    assert "Plan proposé au Bureau" in decision
    assert "20 % de moins chaque année" in decision


def test_a_table_of_four_years_is_pasted_and_seen_before_it_is_written(page, sign_in, axe):
    sign_in(IT_MANAGER)
    page.goto(f"{PLACE}ppi/")
    _press(page, "link", "Saisir un tableau")
    page.get_by_label("Tableau").fill("Projets\t2018\t2019\nÉCOLES\t\t\n1. Tablettes\t12 k€\t8K\nTOTAL\t12 k€\t9 k€\n")
    _press(page, "button", "Lire le tableau")
    seen = _text(page)
    assert "Tablettes ÉCOLES 12 000 € 8 000 € 20 000 €" in seen
    assert "le total écrit est 9 000 €, la somme des lignes donne 8 000 €" in seen
    axe(page)


@pytest.mark.parametrize("scripts", [True, False])
class TestTheRoadmap:
    @pytest.fixture
    def context_options(self, scripts):
        return {"java_script_enabled": scripts}

    def test_a_project_is_moved_from_the_keyboard(self, page, sign_in, scripts):
        sign_in("referent-si@trois-rivieres.example")
        page.goto("/c/cc-des-trois-rivieres/feuille-de-route/?deplacer")
        before = _text(page)
        later = page.get_by_role("button", name="Plus tard : EDR sur les postes")
        later.focus()
        later.press("Enter")
        page.get_by_text("« EDR sur les postes » va maintenant de").wait_for()
        after = _text(page)
        assert after != before
        back = page.get_by_role("button", name="Plus tôt : EDR sur les postes")
        if scripts:
            assert page.evaluate("document.activeElement.id").startswith("plus-tard-")
        back.focus()
        back.press("Enter")
        page.get_by_text("va maintenant de T1 2027 à T2 2027").wait_for()


def test_the_roadmap_unfolded_is_accessible(page, sign_in, axe):
    sign_in(IT_MANAGER)
    page.goto(f"{PLACE}feuille-de-route/?deplacer")
    axe(page)
    assert "sont dessinés où le plan adopté les place" in _text(page)
    assert "Investissement par année" in page.content()


def test_a_slider_and_its_number_say_the_same(page, sign_in):
    sign_in(IT_MANAGER)
    page.goto(f"{PLACE}ppi/hypotheses/")
    slider = page.get_by_role("slider", name="Curseur : Variation de tous les budgets (%)")
    slider.focus()
    slider.press("ArrowLeft")
    assert page.locator("#id_variation").input_value() == "-5"
    page.locator("#id_variation").fill("-20")
    assert slider.input_value() == "-20"
    money = page.get_by_role("slider", name="Curseur : Investissement 2016")
    assert money.input_value() == "530000"
    money.press("ArrowRight")
    assert page.locator("#id_investment_2016").input_value() == "540000"
