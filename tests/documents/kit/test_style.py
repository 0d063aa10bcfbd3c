"""The house style: what is drawn inside it wears it, in every format, and nothing outside does."""

from __future__ import annotations

import io
import re
import threading
import zipfile

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation

from gouvernail.documents.kit import deck_to_pdf, deck_to_pptx, report_to_docx, report_to_pdf
from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.metrics import text_width
from gouvernail.documents.kit.story import ChartBlock, Slide
from gouvernail.documents.kit.style import (
    HOUSE,
    INTER_STRETCH,
    Font,
    Logo,
    Style,
    chart_colours,
    chart_lettering,
    dressed,
    worn,
)
from gouvernail.documents.kit.typst_run import FONTS
from gouvernail.documents.kit.typst_shapes import draw_for
from gouvernail.ui.charts import svg
from gouvernail.ui.charts.colours import LIGHT, TOKENS, contrast
from tests.documents.kit import sample

GREENS = ("0a6e50", "c2410c", "2f6fb0", "7b1e3a", "8a6fb0", "4d5b00")


def picture(width: int = 120, height: int = 40) -> bytes:
    """A PNG picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG")
    return buffer.getvalue()


STYLE = Style("1f2d1f", GREENS, Font("Arial", 1.14), Logo(picture(), 120, 40, "Logo de la CC"))


@pytest.fixture(scope="module")
def package():
    """The PPTX of the sample deck in another style, as an archive."""
    return zipfile.ZipFile(io.BytesIO(deck_to_pptx(sample.sample_deck(), STYLE)))


def test_a_font_that_is_brought_serves_the_charts_too_and_takes_no_more_room():
    wide = Style("1f2d1f", GREENS, Font("Large d’Essai", 1.4, ((FONTS / "Inter-Regular.ttf").read_bytes(),)))
    lettering = chart_lettering(wide)
    drawn = svg.draw(sample.ROADMAP, width=600, static=True, lettering=lettering)
    assert re.search(r'font-family="[^"]*Large d’Essai[^"]*, Inter,', drawn)
    sizes = {float(one) for one in re.findall(r'font-size="([\d.]+)"', drawn)}
    plain = {
        float(one) for one in re.findall(r'font-size="([\d.]+)"', svg.draw(sample.ROADMAP, width=600, static=True))
    }
    assert max(sizes) == pytest.approx(max(plain) * INTER_STRETCH / 1.4, abs=0.06)
    assert chart_lettering(STYLE) == svg.INTER, "without its file, a font is that of office software alone"
    with dressed(wide):
        assert "Large d’Essai" in draw_for(sample.ROADMAP, Box(0, 0, 6, 4))


def test_the_theme_of_a_deck_holds_the_colours_and_the_font(package):
    theme = package.read("ppt/theme/theme1.xml").decode()
    assert all(colour in theme for colour in ("1f2d1f", *GREENS))
    assert set(re.findall(r'<a:latin typeface="([^"]+)"', theme)) == {"Arial"}
    slides = "".join(package.read(name).decode() for name in package.namelist() if "slides/slide" in name)
    assert not re.search(r'srgbClr val="E06C0A"', slides, re.IGNORECASE), "a series colour is a theme colour"


def test_the_logo_stands_in_the_layouts_with_its_alternative_and_leaves_the_footer_free(package):
    deck = Presentation(io.BytesIO(deck_to_pptx(sample.sample_deck(), STYLE)))
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    for name in ("Ouverture", "Contenu"):
        logo = next(shape for shape in layouts[name].shapes if shape.name == "Logo")
        assert logo._element.xpath(".//p:cNvPr/@descr") == ["Logo de la CC"]
        assert abs(logo.width / logo.height - 3) < 0.02, "the picture is not stretched"
        footer = next(shape for shape in layouts[name].placeholders if "FOOTER" in str(shape.placeholder_format.type))
        assert logo.left + logo.width <= footer.left or logo.top + logo.height <= footer.top


def test_a_report_wears_the_same_style():
    document = Document(io.BytesIO(report_to_docx(sample.sample_report(), STYLE)))
    heading = document.styles["Heading 1"]
    assert heading.font.name == "Arial"
    assert str(heading.font.color.rgb) == GREENS[0].upper()
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "Logo de la CC"
    assert report_to_pdf(sample.sample_report(), STYLE) != report_to_pdf(sample.sample_report())


def test_a_pdf_with_a_logo_still_claims_to_be_accessible():
    pdf = deck_to_pdf(sample.sample_deck(slides=(Slide("Un titre", (ChartBlock(sample.STATUSES),)),)), STYLE)
    assert b"pdfuaid" in pdf


def test_a_pdf_embeds_the_font_that_is_given():
    files = ((FONTS / "Inter-Italic.ttf").read_bytes(),)
    deck = sample.sample_deck(slides=())
    assert b"Inter-Italic" not in deck_to_pdf(deck)
    own = Style(font=Font("Inter", 1.16, files))
    assert deck_to_pdf(deck, own).startswith(b"%PDF")


def test_a_wider_font_is_measured_wider():
    with dressed(STYLE):
        assert text_width("Décisions", 20) == pytest.approx(1.14 * _plain_width())
    assert text_width("Décisions", 20) == _plain_width()


def _plain_width() -> float:
    with dressed(HOUSE):
        return text_width("Décisions", 20)


def test_the_style_is_of_one_thread_and_of_one_block():
    seen = []
    with dressed(STYLE):
        thread = threading.Thread(target=lambda: seen.append(worn()))
        thread.start()
        thread.join()
        assert worn() is STYLE
    assert seen == [HOUSE]
    assert worn() is HOUSE


def test_the_colours_of_charts_follow_and_their_labels_stay_readable():
    assert chart_colours(HOUSE) is LIGHT
    colours = chart_colours(STYLE)
    assert set(colours) == set(TOKENS)
    assert colours["c1"] == "#0a6e50"
    for token in ("c1", "c2", "c3", "c4", "c5", "c6", "rank-1", "rank-2", "rank-3", "rank-4"):
        assert contrast(colours[f"on-{token}"], colours[token]) >= 4.5, token
    assert "#1b4fa8" not in deck_svg(STYLE)


def deck_svg(style: Style) -> str:
    """The drawing of a chart in a style."""
    from gouvernail.documents.kit.layout.shapes import Box
    from gouvernail.documents.kit.typst_shapes import draw_for

    with dressed(style):
        return draw_for(sample.REQUESTS, Box(0, 0, 6, 3))
