"""The first minute of somebody who opens Gouvernail."""

import pytest


def test_the_sign_in_page_is_accessible_and_silent(page, axe):
    page.goto("/")
    assert page.locator("input[name=login]").is_visible()
    axe(page)


@pytest.mark.parametrize("email", ["referent-si@trois-rivieres.example", "elu@trois-rivieres.example"])
def test_signing_in_leads_to_one_s_collectivite(page, sign_in, axe, email):
    sign_in(email)
    page.goto("/")
    assert "/c/" in page.url
    assert page.locator("h1").count() == 1
    axe(page)


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}], ids=["phone"])
def test_on_a_phone_nothing_overflows(page, sign_in, viewport):
    sign_in("referent-si@trois-rivieres.example")
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_wrong_password_is_refused_in_french(page):
    page.goto("/")
    page.locator("input[name=login]").fill("referent-si@trois-rivieres.example")
    page.locator("input[name=password]").fill("un mauvais mot de passe")
    page.locator("input[name=password]").press("Enter")
    page.get_by_text("correct").first.wait_for()
    assert "/c/" not in page.url


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}], ids=["no-javascript"])
def test_without_javascript_one_still_gets_in(page, passwords, context_options):
    email = "dsi@valbrune.example"
    page.goto("/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(passwords[email])
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/c/**")


def test_an_unknown_page_says_so(page, tolerated, sign_in, axe):
    tolerated.append("404")
    sign_in("dsi@valbrune.example")
    page.goto("/c/nulle-part/")
    assert "introuvable" in page.locator("h1").inner_text()
    axe(page)
