"""The files of a plan: each opens in what reads it, with the exact figures; the page for the élus is one page."""

import io

import pdfplumber
import pytest
from docx import Document
from pptx import Presentation

from gouvernail.action_plan.models import Axis
from gouvernail.connectors.spreadsheets import read_workbook
from gouvernail.documents.catalogue.ppi_facts.facts import facts_of
from gouvernail.documents.ppi.production import KINDS, document_of_place, plan_file
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanVersion
from tests.documents.ppi.conftest import SYSTEM
from tests.factories import make_budget_line


@pytest.fixture
def facts(place, lines, audit, run):
    return facts_of(place, SYSTEM)


def test_each_format_opens(facts):
    deck = Presentation(io.BytesIO(plan_file(facts, "diaporama", "pptx")))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert "848\u202fk€ sur 2016-2019, dont 62\u202f% en 2016" in titles
    assert any(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    for word in ("rapport", "annexe"):
        assert Document(io.BytesIO(plan_file(facts, word, "docx"))).paragraphs
        assert plan_file(facts, word, "pdf").startswith(b"%PDF")
    assert plan_file(facts, "diaporama", "pdf").startswith(b"%PDF")


def test_a_document_or_a_format_that_does_not_exist_is_refused_in_french(facts):
    with pytest.raises(ValueError, match="n’existe pas au format"):
        plan_file(facts, "fiche", "docx")
    with pytest.raises(ValueError, match="n’existe pas au format"):
        plan_file(facts, "inconnu", "pdf")
    assert {word: list(kind.formats) for word, kind in KINDS.items()} == {
        "rapport": ["pdf", "docx", "odt"], "diaporama": ["pptx", "pdf", "odp"], "fiche": ["pdf"],
        "annexe": ["pdf", "docx", "odt"], "tableau": ["xlsx", "ods"],
    }  # fmt: skip


def test_the_workbook_holds_numbers_and_the_filled_planning(facts):
    sheets = _sheets(facts, "xlsx")
    assert list(sheets)[:3] == ["Lignes du plan", "Totaux TTC", "Planning"]
    totals = sheets["Totaux TTC"]
    assert totals[0] == ["Axe", "2016", "2017", "2018", "2019", "Total"]
    assert totals[-1][1:] == [529_000, 244_000, 40_000, 35_000, 848_000]
    assert totals[1][3] is None, "nothing planned is blank, not zero"
    planning = {row[1]: row[6:] for row in sheets["Planning"][1:]}
    assert planning["Serveurs"][:4] == [None, "■", "■", None]
    assert not any(planning["Renfort"])
    assert _sheets(facts, "ods") == sheets


def _sheets(facts, extension):
    """The sheets of the workbook by name, without the blanks that end rows."""
    book = read_workbook(plan_file(facts, "tableau", extension), f"plan.{extension}")
    return {sheet.name: [list(row.cells) for row in sheet.rows] for sheet in book.sheets}


@pytest.mark.parametrize("count", [3, 40])
def test_the_page_for_elected_members_is_one_page_whatever_the_plan(place, lines, run, count):
    for rank in range(count):
        axis = Axis.objects.create(organisation=place, name=f"Axe numéro {rank} au nom assez long", order=rank + 10)
        for basis in ("ttc", "ht"):
            make_budget_line(place, 2016 + rank % 4, 1000 + rank, label=f"Ligne {rank}", axis=axis, tax_basis=basis)
    with pdfplumber.open(io.BytesIO(plan_file(facts_of(place, SYSTEM), "fiche", "pdf"))) as pdf:
        assert len(pdf.pages) == 1


def test_the_command_line_finds_a_place_and_a_version_or_says_it_does_not(place, lines, run):
    assert document_of_place(place.slug, None, "tableau", "xlsx").startswith(b"PK")
    assert document_of_place(place.slug, run.version_id, "fiche", "pdf").startswith(b"%PDF")
    with pytest.raises(Organisation.DoesNotExist):
        document_of_place("nulle-part", None, "fiche", "pdf")
    with pytest.raises(PlanVersion.DoesNotExist):
        document_of_place(place.slug, run.version_id + 999, "fiche", "pdf")
