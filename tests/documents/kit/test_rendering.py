"""What a slide looks like: texts measured in their boxes with a real font, pages rendered by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from gouvernail.documents.kit import deck_to_pptx, office
from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.typst_run import FONTS
from tests.documents.kit import sample
from tests.documents.kit.templates import made
from tests.documents.kit.test_own_template import _drawn
from tests.documents.kit.test_pptx_deck import _walk
from tests.documents.kit.test_style import STYLE

INTER_TO_CALIBRI = 0.864
"""Inter runs 1.16 times as wide as Calibri: measured by it, reduced, a text is as wide as in Calibri."""
FOOT = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
needs_tools = pytest.mark.skipif(
    office.find_office() is None or shutil.which("pdftoppm") is None, reason="LibreOffice n’est pas installé"
)


def opened(data: bytes):
    return Presentation(io.BytesIO(data))


def measured(shape) -> tuple[float, float]:
    """The height that the text of a shape takes, and the height it has, in points."""
    frame = shape.text_frame
    room = Emu(shape.width - (frame.margin_left or 0) - (frame.margin_right or 0)).pt
    height = 0.0
    for paragraph in frame.paragraphs:
        pieces = [(run.text, run.font.size.pt, bool(run.font.bold)) for run in paragraph.runs if run.font.size]
        if not pieces:
            continue
        size = max(points for _text, points, _bold in pieces)
        indent = Emu(int(paragraph._p.get_or_add_pPr().get("marL", 0))).pt
        height += lines_of(pieces, room - indent) * size * 1.2
        height += paragraph.space_before.pt if paragraph.space_before else 0
    return height, Emu(shape.height).pt


def lines_of(pieces: list[tuple[str, float, bool]], room: float) -> int:
    """How many lines the runs of a paragraph take when words go to the line."""
    words = [(word, size, bold) for text, size, bold in pieces for word in text.split(" ")]
    lines, used = 1, 0.0
    for word, size, bold in words:
        width = width_of(word + " ", size, bold)
        if used and used + width_of(word, size, bold) > room:
            lines, used = lines + 1, 0.0
        used += width
    return lines


def width_of(text: str, size: float, bold: bool) -> float:
    """The width of a text as Calibri would be, in points."""
    name = "Inter-Bold.ttf" if bold else "Inter-Regular.ttf"
    return font(name).getlength(text) / 1000 * size * INTER_TO_CALIBRI


def font(name: str, kept: dict = {}):  # noqa: B006 - a cache
    if name not in kept:
        kept[name] = ImageFont.truetype(FONTS / name, 1000)
    return kept[name]


@pytest.fixture(scope="module", params=["house", "style", "own template"])
def deck(request):
    """The sample deck on the house template, in a style, on somebody's template."""
    story = sample.sample_deck()
    if request.param == "own template":
        return _drawn(made(13.333, 7.5))
    return opened(deck_to_pptx(story, STYLE) if request.param == "style" else deck_to_pptx(story))


def test_no_text_overflows_its_box(deck):
    over = []
    for number, slide in enumerate(deck.slides, 1):
        for shape in _walk(slide.shapes):
            if not shape.has_text_frame or (shape.is_placeholder and shape.placeholder_format.type in FOOT):
                continue
            needed, room = measured(shape)
            if needed > room * 1.04 + 2:
                over.append(f"{number} {shape.name}: {needed:.0f} > {room:.0f}")
    assert over == []


def test_texts_are_large_enough_to_be_read(deck):
    small = {
        run.font.size.pt
        for slide in deck.slides
        for shape in _walk(slide.shapes)
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size and run.font.size.pt < 9
    }
    assert small == set()


def test_only_symbols_leave_the_fonts_of_the_theme(deck):
    for slide in deck.slides:
        for shape in _walk(slide.shapes):
            if shape.has_text_frame:
                for run in (run for one in shape.text_frame.paragraphs for run in one.runs):
                    assert run.font.name in (None, "Segoe UI Symbol"), run.text


@needs_tools
def test_libreoffice_shows_each_slide_full_and_within_its_edges(tmp_path):
    (tmp_path / "deck.pptx").write_bytes(deck_to_pptx(sample.sample_deck()))
    pdf = rendered(tmp_path)
    subprocess.run(["pdftoppm", "-r", "30", "-png", str(pdf), str(tmp_path / "page")], check=True)
    pages = sorted(tmp_path.glob("page-*.png"))
    assert len(pages) == len(lay_out(sample.sample_deck()))
    for page in pages:
        picture = Image.open(page).convert("L")
        assert ink_of(picture) > 0.004, f"{page.name} is blank"
        assert is_even(picture.crop((picture.width - 6, 0, picture.width, picture.height))), f"{page.name}: right edge"


def rendered(folder: Path) -> Path:
    """The deck of a folder as LibreOffice shows it."""
    profile = (folder / "profile").as_uri()
    command = [office.find_office(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(folder / "deck.pptx")], check=True, capture_output=True)
    return folder / "deck.pdf"


def ink_of(picture: Image.Image) -> float:
    """The share of the pixels that are not of the ground of the page."""
    histogram = picture.histogram()
    ground = max(range(256), key=lambda shade: histogram[shade])
    near = sum(histogram[max(ground - 8, 0) : ground + 9])
    return 1 - near / (picture.width * picture.height)


def is_even(strip: Image.Image) -> bool:
    """Say whether a strip holds one shade only."""
    low, high = strip.getextrema()
    return high - low < 16


@needs_tools
def test_charts_stay_native_through_libreoffice():
    import zipfile

    package = zipfile.ZipFile(io.BytesIO(office.convert(deck_to_pptx(sample.sample_deck()), "odp")))
    charts = [name for name in package.namelist() if name.startswith("Object") and name.endswith("content.xml")]
    drawn = [name for name in charts if b"chart:chart" in package.read(name)]
    story = deck_to_pptx(sample.sample_deck())
    native = sum(1 for slide in opened(story).slides for shape in slide.shapes if shape.has_chart)
    assert len(drawn) == native > 5
