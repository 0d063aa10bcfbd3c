"""A collectivité's own PowerPoint file: refused with a sentence, or drawn on with every thing in its place."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from gouvernail.documents.kit import deck_on_template
from gouvernail.documents.kit.own_template import UnusableTemplateError, read_template
from gouvernail.documents.kit.story import ChartBlock, Paragraph, Slide, Table
from tests.documents.kit import sample
from tests.documents.kit.templates import as_potx, made, rewritten
from tests.documents.kit.test_pptx_deck import _shown
from tests.documents.kit.texts import squeeze, texts_of

SIZES = [(10.0, 7.5), (10.0, 5.625), (13.333, 7.5), (16.0, 9.0)]
LATER = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER}


def _drawn(data: bytes, deck=None):
    template, _facts = read_template(data)
    return Presentation(io.BytesIO(deck_on_template(deck or sample.sample_deck(), template)))


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]:g} × {size[1]:g}")
def drawn(request):
    """The sample deck on a template of each size."""
    return _drawn(made(*request.param, slides=2))


def test_the_layouts_are_given_what_they_serve():
    template, facts = read_template(made())
    names = {one.rank: one.name for one in facts}
    assert names[template.opening] == "Title Slide"
    assert names[template.section] == "Section Header"
    assert names[template.body] == "Title and Content"
    assert names[template.pair] == "Two Content"


def test_a_template_with_one_layout_serves_for_all():
    template, _facts = read_template(made(keep=(1,)))
    assert (template.opening, template.section, template.body, template.pair) == (0, 0, 0, None)
    assert len(_drawn(made(keep=(1,))).slides) > 10


def test_a_potx_is_a_template_too():
    assert len(_drawn(as_potx(made())).slides) > 10


def test_the_example_slides_are_gone(drawn):
    titles = [slide.shapes.title.text for slide in drawn.slides]
    assert "Diapositive d’exemple" not in titles
    assert titles[0] == sample.sample_deck().title
    assert all(titles)


def test_every_text_of_the_story_is_shown_or_noted(drawn):
    shown = _shown(drawn)
    assert [text for text in texts_of(sample.sample_deck()) if squeeze(text) not in shown] == []


def test_no_placeholder_is_left_empty(drawn):
    for slide in drawn.slides:
        for shape in slide.placeholders:
            if shape.placeholder_format.type not in LATER and shape.has_text_frame:
                assert shape.text_frame.text.strip(), (slide.shapes.title.text, shape.name)


def test_no_shape_leaves_the_slide_and_identifiers_are_unique(drawn):
    for slide in drawn.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= drawn.slide_width + 1000
            assert shape.top + shape.height <= drawn.slide_height + 1000
        numbers = slide._element.xpath("//p:cNvPr/@id")
        assert len(numbers) == len(set(numbers))


def _of(data: bytes, *blocks, columns: int = 1):
    slides = (Slide("Un titre", tuple(blocks), columns=columns),)
    return _drawn(data, sample.sample_deck(slides=slides)).slides[1]


def test_a_chart_a_table_and_a_text_take_the_placeholder_made_for_them():
    chart = _of(made(), ChartBlock(sample.REQUESTS))
    held = [one for one in chart.placeholders if one.placeholder_format.idx == 1]
    assert len(held) == 1
    assert held[0].has_chart
    assert held[0].chart.part.chart_workbook.xlsx_part is not None, "the figures stay editable"
    table = _of(made(), Table(("A", "B"), (("1", "2"),)))
    assert next(one for one in table.placeholders if one.placeholder_format.idx == 1).has_table
    text = _of(made(), Paragraph(("Un point", "Un autre")))
    assert "Un autre" in text.placeholders[1].text_frame.text


def test_two_columns_take_the_two_places_of_the_template():
    slide = _of(made(), ChartBlock(sample.REQUESTS), ChartBlock(sample.INVESTMENT), columns=2)
    assert slide.slide_layout.name == "Two Content"
    held = {one.placeholder_format.idx: one for one in slide.placeholders if one.placeholder_format.idx in (1, 2)}
    assert sorted(held) == [1, 2]
    assert all(one.has_chart for one in held.values())
    assert held[1].left < held[2].left


def test_a_text_beside_its_heading_is_no_item_of_a_list():
    slide = _of(made(), Paragraph(("Un point", "Un autre"), heading="À retenir"))
    first = slide.placeholders[1].text_frame.paragraphs[0]._p
    assert first.find(qn("a:pPr")).find(qn("a:buNone")) is not None


def test_titles_of_content_share_one_size(drawn):
    sizes = set()
    for slide in list(drawn.slides)[1:]:
        if slide.slide_layout.name in ("Title and Content", "Two Content"):
            sizes |= {run.font.size for one in slide.shapes.title.text_frame.paragraphs for run in one.runs}
    assert len(sizes) == 1


def test_the_sections_that_name_the_example_slides_are_gone():
    extension = (
        b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        b'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"/></p:ext></p:extLst></p:presentation>'
    )
    spoilt = rewritten(made(slides=1), swap=(b"</p:presentation>", extension))
    template, _facts = read_template(spoilt)
    package = zipfile.ZipFile(io.BytesIO(deck_on_template(sample.sample_deck(), template)))
    assert b"sectionLst" not in package.read("ppt/presentation.xml")


REFUSED = {
    "n’est pas une présentation PPTX": b"Bonjour",
    "mot de passe": b"\xd0\xcf\x11\xe0" + b"0" * 100,
    "macros": rewritten(made(), add={"ppt/vbaProject.bin": b"x"}),
    "n’est pas une présentation PowerPoint": rewritten(made(), add={"x": b""}).replace(
        b"ppt/presentation.xml", b"ppt/presentatiom.xml"
    ),
    "ne s’ouvre pas": rewritten(made(), swap=(b"<p:sldMasterIdLst>", b"<p:sldMasterIdLst")),
    "titre et un espace réservé de contenu": made(keep=(5,)),
    "Agrandissez-le": made(10.0, 7.5, keep=(4,)),
}


@pytest.mark.parametrize("said", REFUSED)
def test_a_file_that_cannot_serve_is_refused_and_the_sentence_says_what_to_do(said):
    with pytest.raises(UnusableTemplateError, match=said):
        read_template(REFUSED[said])


def test_a_template_without_any_title_is_refused():
    deck = Presentation(io.BytesIO(made(keep=(1,))))
    for shape in list(deck.slide_layouts[0].placeholders):
        if shape.placeholder_format.type == PP_PLACEHOLDER.TITLE:
            shape._element.getparent().remove(shape._element)
    buffer = io.BytesIO()
    deck.save(buffer)
    with pytest.raises(UnusableTemplateError, match="espace réservé pour le titre"):
        read_template(buffer.getvalue())


def test_a_file_too_heavy_is_refused():
    with pytest.raises(UnusableTemplateError, match="20 Mo"):
        read_template(b"PK\x03\x04" + b"0" * 20_000_001)


LAYOUT, LINKS = "ppt/slideLayouts/slideLayout2.xml", "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
IMAGE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
OUT = (
    b'<Relationship Id="rId99" Type="%s" Target="http://ailleurs.example/x.png" TargetMode="External"/></Relationships>'
)


def _with(member, change):
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made())) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in source.namelist():
            content = source.read(name)
            written.writestr(name, change(content) if name == member else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("member", "change", "words"),
    [
        (LAYOUT, lambda content: content + b" " * 40_000_000, "démesuré"),
        (LAYOUT, lambda content: content.replace(b'type="title"', b'type="inconnu"'), "ne s’ouvre pas"),
        (LAYOUT, lambda _content: b"<html/>", "ne s’ouvre pas"),
        (LINKS, lambda content: content.replace(b"</Relationships>", OUT % IMAGE), "ailleurs"),
    ],
)
def test_a_forged_template_is_refused_in_a_sentence(member, change, words):
    with pytest.raises(UnusableTemplateError, match=words):
        read_template(_with(member, change))


def test_an_archive_that_lies_about_its_sizes_is_refused_in_a_sentence():
    data = bytearray(made())
    start = data.index(b"ppt/presentation.xml") + 40
    data[start : start + 40] = bytes(40)
    with pytest.raises(UnusableTemplateError, match="ne s’ouvre pas"):
        read_template(bytes(data))


def test_a_link_to_follow_may_stay_in_a_template():
    link = IMAGE.replace(b"/image", b"/hyperlink")
    read_template(_with(LINKS, lambda content: content.replace(b"</Relationships>", OUT % link)))
