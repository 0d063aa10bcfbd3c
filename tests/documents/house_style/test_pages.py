"""The page of the house style: set once, worn by every document below; refused with a sentence; seen by who may."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pptx import Presentation

from gouvernail.documents.house_style.reading import style_of, template_of
from gouvernail.documents.kit.style import HOUSE
from gouvernail.documents.kit.typst_run import FONTS
from gouvernail.documents.models import DeckTemplate, HouseStyle
from gouvernail.documents.production import meeting_document
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from tests.documents.kit.templates import made
from tests.documents.kit.test_style import picture
from tests.worlds import person

LOOK = "/c/agglo/charte/"
GIVEN = {
    "accent1": "#0a6e50",
    "accent2": "#c2410c",
    "accent3": "#2f6fb0",
    "accent4": "#7b1e3a",
    "accent5": "#8a6fb0",
    "accent6": "#4d5b00",
    "ink": "#1f2d1f",
    "font": "Arial",
    "logo_alt": "",
}
ACTS = ("origine/", "modele/", "dispositions/")


@pytest.fixture
def site(world):
    """The browser of the owner."""
    client = Client()
    client.force_login(world.owner)
    return client


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_style_is_set_worn_and_told_to_the_journal(site, sitting):
    assert site.get(LOOK).status_code == 200
    answer = site.post(LOOK, GIVEN | {"logo": sent("logo.png", picture()), "logo_alt": "Logo de l’agglomération"})
    assert answer.status_code == 302
    style = style_of(sitting.place)
    assert style.accents[0] == "0a6e50"
    assert style.font.name == "Arial"
    assert style.logo.alt == "Logo de l’agglomération"
    assert Entry.objects.get().verb == "charte"
    package = zipfile.ZipFile(io.BytesIO(meeting_document(sitting.meeting.pk, "deck", "pptx")))
    assert "0a6e50" in package.read("ppt/theme/theme1.xml").decode()
    assert any(name.startswith("ppt/media/") for name in package.namelist())


def test_a_style_is_that_of_the_places_below_until_they_set_theirs(site, world):
    site.post(LOOK, GIVEN)
    assert style_of(world.commune).accents[0] == "0a6e50"
    assert style_of(world.stranger_agglomeration) == HOUSE
    assert "reprise de" in site.get("/c/commune/charte/").content.decode()
    site.post("/c/commune/charte/", GIVEN | {"accent1": "#7a1f5c"})
    assert style_of(world.commune).accents[0] == "7a1f5c"
    assert style_of(world.agglomeration).accents[0] == "0a6e50"
    site.post("/c/commune/charte/origine/")
    assert style_of(world.commune).accents[0] == "0a6e50"


def test_a_bad_colour_is_refused_and_nothing_is_kept(site, world):
    answer = site.post(LOOK, GIVEN | {"accent1": "#7fb0ff"})
    assert answer.status_code == 422
    assert "Trop pâle sur fond blanc" in answer.content.decode()
    answer = site.post(LOOK, GIVEN | {"ink": "rouge"})
    assert "hexadécimaux" in answer.content.decode()
    assert not HouseStyle.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "PNG ou un JPEG"),
        (picture(10, 10), "trop petite"),
        (picture(2000, 30), "trop allongée"),
        (picture()[:60], "abîmée"),
        (b"\x89PNG" + b"0" * 3_000_001, "3 Mo"),
    ],
)
def test_a_bad_logo_is_refused(site, content, said):
    answer = site.post(LOOK, GIVEN | {"logo": sent("logo.png", content), "logo_alt": "Logo"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not HouseStyle.objects.exists()


def test_a_logo_needs_its_words_and_may_be_taken_back(site, world):
    answer = site.post(LOOK, GIVEN | {"logo": sent("logo.png", picture())})
    assert "les lecteurs d’écran le lisent" in answer.content.decode()
    site.post(LOOK, GIVEN | {"logo": sent("logo.png", picture()), "logo_alt": "Logo"})
    site.post(LOOK, GIVEN | {"logo_alt": "Notre logo"})
    assert style_of(world.agglomeration).logo.alt == "Notre logo"
    site.post(LOOK, GIVEN | {"logo_alt": "Notre logo", "drop_logo": "on"})
    assert style_of(world.agglomeration).logo is None


def test_a_font_that_is_brought_is_measured_and_kept(site, world):
    brought = {
        "font": "fichier",
        "font_regular": sent("a.ttf", (FONTS / "Inter-Regular.ttf").read_bytes()),
        "font_bold": sent("b.ttf", (FONTS / "Inter-Bold.ttf").read_bytes()),
    }
    assert site.post(LOOK, GIVEN | brought).status_code == 302
    font = style_of(world.agglomeration).font
    assert font.name == "Inter"
    assert 1.1 < font.stretch < 1.25
    assert len(font.files) == 2
    site.post(LOOK, GIVEN | {"font": "Inter"})
    assert len(style_of(world.agglomeration).font.files) == 2, "a file stays until another font is chosen"


@pytest.mark.parametrize(("content", "said"), [(b"bonjour", "TrueType ou OpenType"), (b"OTTO" + b"0" * 40, "abîmé")])
def test_a_bad_font_is_refused(site, content, said):
    answer = site.post(LOOK, GIVEN | {"font": "fichier", "font_regular": sent("a.ttf", content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_font_announced_and_not_brought_is_asked_for(site, world):
    assert "Déposez le fichier de la police" in site.post(LOOK, GIVEN | {"font": "fichier"}).content.decode()


def test_a_template_is_kept_mapped_drawn_on_and_taken_back(site, sitting):
    answer = site.post(f"{LOOK}modele/", {"modele": sent("Notre modèle.pptx", made(slides=1))}, follow=True)
    assert "Le modèle est enregistré" in answer.content.decode()
    assert "Notre modèle.pptx" in answer.content.decode()
    deck = Presentation(io.BytesIO(meeting_document(sitting.meeting.pk, "deck", "pptx")))
    assert deck.slide_width == 9144000
    mapped = {"opening": "2", "section": "2", "body": "1", "pair": ""}
    site.post(f"{LOOK}dispositions/", mapped)
    assert template_of(sitting.place).pair is None
    site.post(f"{LOOK}dispositions/", mapped | {"body": "6"})
    assert template_of(sitting.place).body == 1, "a layout without a place for content cannot serve"
    site.post(f"{LOOK}dispositions/", {"retirer": "1"})
    assert template_of(sitting.place) is None
    assert [one.verb for one in Entry.objects.order_by("number")] == ["modele", "modele", "modele_retire"]


def test_a_bad_template_is_refused_with_its_sentence(site):
    answer = site.post(f"{LOOK}modele/", {"modele": sent("notes.pptx", b"bonjour")}, follow=True)
    assert "n’est pas une présentation PPTX" in answer.content.decode()
    assert "Choisissez un fichier" in site.post(f"{LOOK}modele/", follow=True).content.decode()
    assert not DeckTemplate.objects.exists()


@pytest.mark.parametrize("extension", ["pptx", "pdf", "docx"])
def test_an_example_is_sent_in_each_format(site, extension):
    assert site.get(f"{LOOK}exemple.{extension}").status_code == 200


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_sees_or_changes_the_style(world, who):
    other = Client()
    other.force_login(getattr(world, who))
    for page in ("", "exemple.pdf"):
        assert other.get(LOOK + page).status_code == 404
    for act in ACTS:
        assert other.post(LOOK + act, GIVEN).status_code == 404
    assert other.post(LOOK, GIVEN).status_code == 404
    assert not HouseStyle.objects.exists()


def test_an_elected_person_reads_documents_but_does_not_change_their_look(world):
    client = Client()
    client.force_login(person("elu@agglo.example", Role.ELECTED, world.agglomeration))
    assert client.get(LOOK).status_code == 403
    assert client.post(LOOK, GIVEN).status_code == 403
