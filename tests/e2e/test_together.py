"""Two people hold the same meeting, one loses the network, the server is killed: nothing lost, nothing doubled."""

import shutil
import subprocess
import sys

import pytest

from tests.e2e.conftest import GOUVERNAIL, environment
from tests.e2e.own_server import Server

REFERENT, DGS = "referent-si@trois-rivieres.example", "dgs@trois-rivieres.example"
PASSWORD = "demo-trois-rivieres-2026"


@pytest.fixture
def server(demo_template, tmp_path):
    folder = tmp_path / "together"
    shutil.copytree(demo_template, folder)
    server = Server(folder)
    server.start()
    yield server
    if server.process.poll() is None:
        server.kill()


@pytest.fixture
def two(browser, server):
    """The browsers of two people who are signed in."""
    contexts, pages = [], []
    for email in (REFERENT, DGS):
        context = browser.new_context(base_url=server.url, locale="fr-FR", timezone_id="Europe/Paris")
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto("/compte/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_load_state()
        contexts.append(context)
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()


def open_copil_3(page) -> str:
    """Freeze the deck of COPIL no. 3, open the meeting; return the address on which it is held."""
    page.goto("/c/cc-des-trois-rivieres/seances/")
    page.get_by_role("link", name="COPIL SI n° 3").first.click()
    page.get_by_role("button", name="Figer le support").first.click()
    page.get_by_role("link", name="Tenir la séance").first.click()
    page.get_by_role("button", name="Ouvrir la séance").first.click()
    page.wait_for_selector("[data-live]")
    return page.url.split("#")[0]


def decide(page, number: str, button: str) -> None:
    card(page, number).get_by_role("button", name=button, exact=True).first.click()


def card(page, number: str):
    return page.locator(".hold-decision").filter(has_text=f"{number}.").first


def shows(page, number: str, outcome: str) -> None:
    found = page.locator(f".hold-decision:has-text('{number}.') .panel-head", has_text=outcome).first
    found.wait_for(timeout=30_000)


def test_two_people_one_without_network_and_a_server_killed(two, server):
    referent, dgs = two
    here = open_copil_3(referent)
    dgs.goto(here)

    decide(referent, "3.1", "Adoptée")
    shows(referent, "3.1", "Adoptée")
    shows(dgs, "3.1", "Adoptée")  # the other page moves by itself

    dgs.context.set_offline(True)
    decide(dgs, "3.2", "Rejetée")
    dgs.wait_for_selector("#live-notice:not([hidden])")
    decide(dgs, "3.3", "Rejetée")  # a second press while the first one waits
    decide(referent, "3.4", "Adoptée")
    shows(referent, "3.4", "Adoptée")

    server.kill()
    referent.locator("#notes-general").fill("Ce qui a été dit pendant la panne.")
    referent.get_by_role("button", name="Enregistrer les notes").click()
    referent.wait_for_selector("#live-notice:not([hidden])")
    server.start()
    dgs.context.set_offline(False)

    for number, outcome in (("3.2", "Rejetée"), ("3.3", "Rejetée"), ("3.4", "Adoptée")):
        shows(dgs, number, outcome)
        shows(referent, number, outcome)
    referent.wait_for_selector("#live-notice", state="hidden")
    referent.goto(here)
    assert referent.locator("#notes-general").input_value() == "Ce qui a été dit pendant la panne."

    # « À défaut de 1 et 4, engager 3 »: scenarios 1 (3.2) and 4 (3.3) failed, so the third may be engaged
    decide(referent, "3.5", "Adoptée")
    shows(referent, "3.5", "Adoptée")
    recorded = acts(server)
    assert sorted(recorded) == sorted(set(recorded)), "a decision was recorded twice"
    assert len(recorded) == 5
    assert "intact" in check(server)


def acts(server) -> list[str]:
    """The decisions that the journal says were recorded."""
    code = (
        "import django; django.setup(); from gouvernail.journal.models import Entry; "
        "print('|'.join(Entry.objects.filter(verb='enregistrer_decision').values_list('label', flat=True)))"
    )
    return ask(server, ["-c", code]).strip().split("|")


def ask(server, arguments) -> str:
    env = environment(server.folder) | {"DJANGO_SETTINGS_MODULE": "gouvernail.config.settings"}
    done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=True)
    return done.stdout


def check(server) -> str:
    done = subprocess.run([GOUVERNAIL, "check"], env=environment(server.folder), capture_output=True, text=True)
    return done.stdout + done.stderr
