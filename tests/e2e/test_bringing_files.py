"""What people are handed, brought in by hand: an inventory full of faults, documents full of traps."""

from tests.connectors.reading.making import CALENDAR, CONTACT, pdf_plan
from tests.connectors.spreadsheets.making import xlsx_rows

REFERENT, PLACE = "referent-si@trois-rivieres.example", "cc-des-trois-rivieres"

INVENTORY = [
    ["Inventaire du parc, mairie"],
    [],
    ["Nom du poste", "Type de matériel", "Statut", "N° de série", "Date d’achat", "Prix", "HT ou TTC"],
    ["ESSAI-001", "Fixe", "Actif", "SN-ESSAI-1", "12/02/2024", "812,50 €", "TTC"],
    ["ESSAI-002", "Portabel", "Actif", "SN-ESSAI-2", "03/03/2024", "1\u00a0099,00 €", "TTC"],
    ["ESSAI-003", "Fixe", "\ufffdn stock", "SN-ESSAI-3", "2/12/2082", "700", "TTC"],
    ["ESSAI-004", "Fixe", "Actif", "SN-ESSAI-4", "31/02/2024", "700", "TTC"],
    ["ESSAI-001", "Fixe", "Actif", "SN-ESSAI-5", "12/02/2024", "environ 500", "TTC"],
    ["Total", None, None, None, None, "3 312", None],
]


def _send(page, address, name, data):
    page.goto(address)
    page.set_input_files("input[name=fichier]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def _press(page, role, name):
    page.get_by_role(role, name=name).first.click()
    page.wait_for_load_state()


def test_an_inventory_full_of_faults_is_in_within_a_few_clicks(page, sign_in, axe):
    sign_in(REFERENT)
    _send(page, f"/c/{PLACE}/imports/nouveau/?objet=equipment", "inventaire.xlsx", xlsx_rows(INVENTORY))
    axe(page)
    _press(page, "button", "Comparer")
    axe(page)
    text = page.locator("main").inner_text()
    assert "Portabel" in text
    assert "ligne de total, non lue" in page.locator("main").text_content()
    _press(page, "button", "Accepter toutes les propositions sûres")
    page.goto(page.url.split("?")[0] + "?issue=refusee")
    refused = page.locator("main").inner_text()
    assert "n’existe pas" in refused
    assert "même fiche que la ligne" in refused
    axe(page)
    _press(page, "button", "Importer")
    assert "L’import est appliqué" in page.locator("main").inner_text()
    page.goto(f"/c/{PLACE}/equipements/?q=ESSAI")
    assert "ESSAI-001" in page.locator("main").inner_text()


def _until_read(page):
    """A process reads the document: the page renews itself until it is done."""
    page.locator("#reading-progress").wait_for(state="detached", timeout=90_000)
    page.wait_for_load_state()


def test_a_document_is_read_arbitrated_and_applied(page, sign_in, axe):
    sign_in(REFERENT)
    _send(page, f"/c/{PLACE}/documents-lus/nouveau/", "plan.pdf", pdf_plan())
    _until_read(page)
    text = page.locator("main").inner_text()
    assert "Plan d’action du numérique" in text
    assert "DURANTEL" not in page.content()
    axe(page)
    page.locator("select[name^='f:']").first.select_option("ecarte")
    _press(page, "button", "Enregistrer les réponses")
    assert "1 réponse prise en compte" in page.content()
    document = page.url
    _press(page, "link", "Plan d’action du numérique")
    assert "page 1, tableau 1, ligne 3" in page.locator("main").inner_text()
    axe(page)
    page.goto(document)
    _press(page, "button", "Appliquer")
    assert "écrite" in page.content()
    page.goto(f"/c/{PLACE}/actions/?q=Recenser")
    assert "Recenser les équipements" in page.locator("main").inner_text()


def test_the_traps_of_a_calendar_are_said_where_they_stand(page, sign_in, axe):
    sign_in(REFERENT)
    data = f"{CALENDAR}\n{CONTACT}\nRéunion le XX mars 2026\n".encode()
    _send(page, f"/c/{PLACE}/documents-lus/nouveau/", "calendrier.txt", data)
    _until_read(page)
    assert "reste à compléter" in page.locator("main").inner_text()
    page.goto(page.url.split("?")[0] + "?gravite=alerte")
    assert "R-STANDSTILL" in page.locator("main").inner_text()
    axe(page)
    page.set_viewport_size({"width": 390, "height": 800})
    axe(page)
