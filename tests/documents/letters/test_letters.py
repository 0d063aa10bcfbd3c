"""Letters: their fields filled with what is known, the rest left to fill; refused to those who may not write."""

import io
from datetime import date

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from gouvernail.documents.kit import letter_to_docx
from gouvernail.documents.letters.fields import filled
from gouvernail.documents.letters.templates import TEMPLATES, template_of, templates_for
from gouvernail.documents.letters.texts import flaws_of, provided, words_of
from gouvernail.documents.letters.views import letter_of
from gouvernail.organisations.enums import Role
from gouvernail.suppliers.models import Contract, Supplier
from tests.documents.kit.test_style import STYLE
from tests.worlds import person


@pytest.fixture
def contract(sitting):
    """A contract that ends, with its notice."""
    supplier = Supplier.objects.create(organisation=sitting.place, name="Liaisons du Val", kind="operateur")
    return Contract.objects.create(
        organisation=sitting.place,
        supplier=supplier,
        title="Liens internet",
        kind="operateur",
        ends_on=date(2026, 6, 30),
        notice_months=3,
    )


def controls(content: bytes) -> dict[str, str]:
    """The fields of a DOCX: by key, their text, line by line; one that waits to be filled keeps its brackets."""
    body = Document(io.BytesIO(content)).element.body
    found = {}
    for control in body.iter(qn("w:sdt")):
        key = control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))
        lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in control.iter(qn("w:p"))]
        found[key] = "\n".join(lines) if lines else "".join(t.text or "" for t in control.iter(qn("w:t")))
    return found


def drawn(code: str, obj) -> bytes:
    template = template_of(code)
    place = obj.organisation
    letter = letter_of(template, filled(template.kind, obj, place), place, words_of(template, place))
    return letter_to_docx(letter, STYLE)


def test_what_is_known_fills_the_fields_and_the_rest_waits(contract):
    found = controls(drawn("non-reconduction", contract))
    assert found["prestataire"] == "Liaisons du Val"
    assert found["fin"] == "30/06/2026"
    assert found["preavis"] == "30/03/2026"
    assert found["reponse_avant"] == "[Réponse attendue avant le]"
    assert found["adresse"] == "[Adresse du prestataire]"


def test_a_convocation_holds_its_agenda_line_by_line(sitting):
    sitting.meeting.agenda.create(title="Réseau", order=1)
    sitting.meeting.agenda.create(title="Budget", order=2)
    found = controls(drawn("convocation", sitting.meeting))
    assert found["ordre_du_jour"] == "1. Réseau\n2. Budget"
    assert found["jour"] == "mardi 13 janvier 2026"


def test_a_notification_quotes_what_was_adopted(sitting):
    decision = sitting.taken_before("2.1", decided_on=date(2025, 12, 16), votes_for=3, votes_against=0)
    found = controls(drawn("notification", decision))
    assert found["libelle"] == "«\u00a0Le comité valide 2.1.\u00a0»"
    assert found["issue"] == "adoptée"


def test_every_field_named_in_a_letter_exists(sitting, contract):
    decision = sitting.decide("3.1")
    for template in TEMPLATES:
        obj = {"meeting": sitting.meeting, "contract": contract, "decision": decision}[template.kind]
        text = "\n".join(one.text for one in Document(io.BytesIO(drawn(template.code, obj))).paragraphs)
        assert "{" not in text, template.code


def test_a_letter_wears_the_house_style(contract):
    document = Document(io.BytesIO(drawn("demande", contract)))
    assert document.styles["Normal"].font.name == "Arial"
    assert len(document.inline_shapes) == 1


def test_the_page_completes_the_fields_and_sends_the_file(contract, world):
    site = Client()
    site.force_login(world.owner)
    page = f"/c/agglo/courriers/demande/{contract.pk}/"
    assert "Liaisons du Val" in site.get(page).content.decode()
    given = {"prestataire": "Liaisons du Val", "demande": "Un devis\r\nUn calendrier", "contrat": "Liens internet"}
    answer = site.post(page, given)
    assert 'filename="courrier-demande-liens-internet.docx"' in answer["Content-Disposition"]
    assert controls(answer.content)["demande"] == "Un devis\nUn calendrier"
    assert site.post(page, {"demande": "x" * 4_001}).status_code == 422


def test_the_sheet_of_an_object_offers_its_letters(contract, world):
    site = Client()
    site.force_login(world.owner)
    page = site.get(f"/c/agglo/contrats/{contract.pk}/").content.decode()
    assert all(str(one.label) in page for one in templates_for("contract"))


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_writes_about_an_object(contract, world, who):
    other = Client()
    other.force_login(getattr(world, who))
    own = {"neighbour": "voisine", "stranger": "etrangere"}[who]
    for slug in ("agglo", own):
        page = f"/c/{slug}/courriers/demande/{contract.pk}/"
        assert other.get(page).status_code == 404
        assert other.post(page, {}).status_code == 404


def test_who_does_not_see_contracts_does_not_write_about_them(contract, world):
    client = Client()
    client.force_login(person("elu@agglo.example", Role.ELECTED, world.agglomeration))
    assert client.get(f"/c/agglo/courriers/demande/{contract.pk}/").status_code == 403
    assert client.get("/c/agglo/courriers/inconnu/1/").status_code in (403, 404)


TEXT = {
    "recipient": "{prestataire}",
    "subject": "rappel, {contrat}",
    "reference": "",
    "body": "Bonjour,\r\n\r\n{demande}",
}


def said(content: bytes) -> str:
    """All that a DOCX says, in the order of its paragraphs."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def test_a_place_writes_its_own_words_tries_them_and_goes_back_to_those_provided(contract, world):
    site, page = Client(), "/c/agglo/courriers/demande/texte/"
    site.force_login(world.owner)
    assert "{reponse_avant}" in site.get(page).content.decode()
    example = site.post(page, TEXT | {"essai": "1"})
    assert "rappel, [Contrat]" in said(example.content)
    template = template_of("demande")
    assert words_of(template, world.agglomeration) == provided(template), "trying keeps nothing"
    assert site.post(page, TEXT).status_code == 302
    letter = said(drawn("demande", contract))
    assert "rappel, Liens internet" in letter
    assert "Bonjour," in letter
    assert "distinguées" not in letter
    site.post(f"{page}fourni/")
    assert "distinguées" in said(drawn("demande", contract))


def test_the_words_of_a_place_serve_those_below_it(contract, world):
    site = Client()
    site.force_login(world.owner)
    site.post("/c/agglo/courriers/demande/texte/", TEXT)
    below = world.agglomeration.children.first()
    assert words_of(template_of("demande"), below).subject == "rappel, {contrat}"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"body": "Le {montant} est dû."}, "Le champ « {montant} » n’existe pas"),
        ({"subject": "{seance}"}, "Champs possibles"),
        ({"body": "Une { seule"}, "accolade est seule"),
        ({"body": "Merci de {demande} vite."}, "seul dans son paragraphe"),
        ({"body": " "}, "obligatoire"),
    ],
)
def test_what_cannot_stand_in_a_letter_is_refused_in_a_sentence(world, changed, words):
    site = Client()
    site.force_login(world.owner)
    answer = site.post("/c/agglo/courriers/demande/texte/", TEXT | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("\u00a0", " ")


def test_the_words_provided_stand_by_themselves():
    assert [flaws_of(one, provided(one)) for one in TEMPLATES] == [[]] * len(TEMPLATES)


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_writes_the_words_of_a_place(world, who):
    other = Client()
    other.force_login(getattr(world, who))
    assert other.get("/c/agglo/courriers/demande/texte/").status_code == 404
    assert other.post("/c/agglo/courriers/demande/texte/", TEXT).status_code == 404
    assert other.post("/c/agglo/courriers/demande/texte/fourni/").status_code == 404
