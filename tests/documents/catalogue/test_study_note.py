"""The note of a study, its sheet and its slides: what they say, and that they open."""

import io
import re
from datetime import date

import pdfplumber
import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from gouvernail.documents.catalogue.study_note.content import study_note
from gouvernail.documents.catalogue.study_note.one_page import study_sheet
from gouvernail.documents.catalogue.study_slides.content import study_deck, study_slides
from gouvernail.documents.kit.freeze import from_json, to_json
from gouvernail.documents.kit.layout.tables import PAD_X, column_widths, whole_rows
from gouvernail.documents.kit.metrics import text_width
from gouvernail.documents.kit.story import Callout, Paragraph, StatusCell, Table
from gouvernail.organisations.enums import Role
from gouvernail.studies.models import CostLine, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.results import result_of
from gouvernail.studies.whole import whole_of
from tests.studies.making import address, make_study
from tests.worlds import person

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 13)


@pytest.fixture
def study(world):
    study = make_study(world.agglomeration)
    study.situation, study.plan = "Tout repose sur une personne.", "Consulter\nChoisir"
    study.save()
    study.scenarios.filter(name="Mutualiser").update(
        recommended=True,
        summary="À plusieurs.",
        advantages="Partage\nRelève",
        limits="Distance",
        conditions="Convention",
    )
    return study


def sections(report):
    return {section.heading: section.blocks for section in report.sections}


def text_of(blocks):
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [block.heading, *block.lines]
        elif isinstance(block, Callout):
            found += [block.kind, block.text]
        elif isinstance(block, Table):
            found += [cell.text if isinstance(cell, StatusCell) else cell for row in block.rows for cell in row]
    return "\n".join(found)


def test_the_note_follows_its_form(study):
    report = study_note(study, DAY)
    assert list(sections(report)) == [
        "L’essentiel", "La situation", "Les scénarios étudiés", "La comparaison",
        "La solidité du résultat", "La recommandation",
        "Le plan en étapes",
    ]  # fmt: skip
    assert "Tout repose" in text_of(sections(report)["La situation"])
    scenarios = text_of(sections(report)["Les scénarios étudiés"])
    assert "Partage" in scenarios
    assert "Limites : Distance" in scenarios
    assert text_of(sections(report)["Le plan en étapes"]).split("\n") == ["1", "Consulter", "2", "Choisir"]


def test_the_share_that_the_note_says_is_that_of_the_engine(study):
    share = float(result_of(whole_of(study)).answer.shares.first.max())
    words = text_of(sections(study_note(study, DAY))["L’essentiel"])
    assert f"{round(100 * share)}\u202f%" in words
    assert "Avis confirmé" in words


def test_the_scenario_put_forward_is_the_one_recommended(study):
    study.chosen = study.scenarios.get(name="Recruter")
    study.save()
    words = text_of(sections(study_note(study, DAY))["La recommandation"])
    assert "Scénario retenu : Recruter." in words
    assert "le devance" in words


def test_a_study_without_ratings_is_argued_and_says_so(world):
    study = Study.objects.create(organisation=world.agglomeration, title="Note", question="Externaliser ?")
    Scenario.objects.create(study=study, name="Rien", order=1)
    Scenario.objects.create(study=study, name="Tout", order=2, recommended=True, examined=False)
    report = study_note(study, DAY)
    assert "sans comparaison chiffrée" in text_of(sections(report)["L’essentiel"])
    assert "Hors étude" in text_of(sections(report)["L’essentiel"])
    assert "Aucun critère" in text_of(sections(report)["La comparaison"])


def test_what_is_doubtful_stands_in_the_note(study):
    Rating.objects.filter(criterion__name="Sécurité", scenario__name="Recruter").update(
        elsewhere="« pas si sûr » (p. 3).", elsewhere_low=2, elsewhere_high=2
    )
    words = text_of(sections(study_note(study, DAY))["Points à vérifier"])
    assert "pas si sûr" in words


def test_costs_of_two_bases_stand_in_two_columns(study):
    for scenario, basis in zip(study.scenarios.all(), ("ttc", "ht"), strict=False):
        CostLine.objects.create(scenario=scenario, year=2026, section="personnel", amount=1000, tax_basis=basis)
    (table, _sentence) = sections(study_note(study, DAY))["Les coûts"]
    assert table.headers == ("Scénario", "TTC", "HT")
    assert [one if isinstance(one, str) else one.text for one in table.rows[0]] == [
        "Ne rien faire",
        "1\u202f000\u202f€",
        "non renseigné",
    ]


def test_every_document_can_be_frozen_and_drawn_again(study):
    for document in (study_note(study, DAY), study_sheet(study, DAY), study_deck(study, DAY)):
        assert from_json(to_json(document)) == document


def test_the_slides_say_what_the_note_says(study):
    titles = [slide.title for slide in study_slides(study, DAY)]
    assert any("« Mutualiser » arrive en tête" in title for title in titles)
    assert any("premier pour" in title for title in titles)


@pytest.fixture
def owner(world):
    client = Client()
    client.force_login(world.owner)
    return client


def test_in_a_crowded_matrix_no_word_meets_its_neighbour(world):
    names = ("Infogérance", "Renforcement interne", "Recrutement", "Sortie du Cybercentre", "1 + 4", "Ne rien faire")
    study = make_study(world.agglomeration, "Serrée", {"Lisibilité organisationnelle": ("plus", ("Bonne",) * 6)}, names)
    ScaleWord.objects.filter(criterion__study=study).update(text="Moyenne à élevée")
    Rating.objects.filter(criterion__study=study).update(raw="Moyenne à élevée")
    blocks = sections(study_note(study, DAY))["La comparaison"]
    table = next(one for one in blocks if isinstance(one, Table))
    widths = column_widths(table, 17 / 2.54, 10.5)
    for row in whole_rows(table):
        for cell, width in zip(row, widths, strict=True):
            for word in cell.text.split(" "):
                assert text_width(word, 10.5, bold=bool(cell.tone)) <= width - PAD_X, word


def test_the_files_open(study, owner):
    note = Document(io.BytesIO(owner.get(address(study, "note.docx")).content))
    headings = [one.text for one in note.paragraphs if one.style.name == "Heading 1"]
    assert "La recommandation" in headings
    deck = Presentation(io.BytesIO(owner.get(address(study, "diaporama.pptx")).content))
    assert len(deck.slides) >= 4
    for name in ("note.pdf", "fiche.pdf", "diaporama.pdf"):
        answer = owner.get(address(study, name))
        assert answer.content.startswith(b"%PDF"), name
        assert answer.headers["Content-Disposition"].endswith(f'-{name}"')


def test_who_may_not_see_documents_sees_none(world, study):
    for user, status in ((world.neighbour, 404), (world.stranger, 404)):
        client = Client()
        client.force_login(user)
        for page in ("document/note/", "note.pdf", "diaporama.pptx"):
            assert client.get(address(study, page)).status_code == status


def test_an_elected_member_reads_the_documents_on_screen(world, study):
    client = Client()
    client.force_login(person("elu@agglo.example", Role.ELECTED, world.agglomeration))
    for word in ("note", "fiche", "diaporama"):
        page = client.get(address(study, f"document/{word}/")).content.decode()
        assert "Organisation" in page
        assert "Mutualiser" in page
    assert client.get(address(study, "document/autre/")).status_code == 404
    assert client.get(address(study, "note.pptx")).status_code == 404


NOT_FIGURES = re.compile(r"^(\d+|Rang \d+|Score sur 1)$")


def unlinked_figures(document):
    """Return the texts of a DOCX that hold a figure outside a link, but for titles, dates and ranks of steps."""
    body = document.element.body
    found = []
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f".//{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")).startswith(("Heading", "Title", "Subtitle")):
            continue
        plain = "".join(run.findtext(qn("w:t"), "") for run in paragraph.findall(qn("w:r")))
        if re.search(r"\d", re.sub("«[^»]*»", "", plain)) and not NOT_FIGURES.match(plain) and "2026" not in plain:
            found.append(plain)
    return found


@pytest.fixture
def told(study):
    """Give a study where figures stand everywhere: in its situation, its arguments, its plan, its costs."""
    study.situation, study.plan = "12 sites, 3 prestataires.", "Consulter en 3 mois"
    study.save()
    study.scenarios.filter(name="Mutualiser").update(limits="20 km à faire", conditions="2 réunions par an")
    CostLine.objects.create(scenario=study.scenarios.first(), year=2026, section="personnel", amount=1000)
    Rating.objects.filter(scenario__name="Recruter", criterion__name="Sécurité").update(
        elsewhere="Page 12 : faible.", elsewhere_low=2, elsewhere_high=2
    )
    return study


def test_every_figure_of_the_note_leads_back_to_where_it_stands(told):
    client = Client()
    client.force_login(person("dsi@agglo.example", Role.DIRECTION, told.organisation))
    note = Document(io.BytesIO(client.get(address(told, "note.docx")).content))
    assert unlinked_figures(note) == []
    addresses = {one.target_ref for one in note.part.rels.values() if one.is_external}
    assert len(addresses) > 20
    pages = {}
    for href in addresses:
        path, _sharp, anchor = href.removeprefix("http://testserver").partition("#")
        page = pages.setdefault(path, client.get(path))
        assert page.status_code == 200, href
        assert not anchor or f'id="{anchor}"' in page.content.decode(), href


def test_the_sheet_holds_on_one_page_whatever_is_written(told):
    for order in range(10, 22):
        Scenario.objects.create(
            study=told, order=order, name=f"Scénario {order} " * 8, summary="Une idée longue. " * 30
        )
    lines = "\n".join("Une condition qui demande bien des mots pour être dite entièrement. " * 4 for _line in range(9))
    told.scenarios.update(advantages=lines, limits=lines, risks=lines, conditions=lines)
    told.plan, told.question = lines, "Une question qui dure ? " * 40
    told.save()
    client = Client()
    client.force_login(person("dsi@agglo.example", Role.DIRECTION, told.organisation))
    sheet = client.get(address(told, "fiche.pdf"))
    with pdfplumber.open(io.BytesIO(sheet.content)) as pdf:
        assert len(pdf.pages) == 1
        assert re.search(r"Et\s\d+\sautres\sscénarios", pdf.pages[0].extract_text())
