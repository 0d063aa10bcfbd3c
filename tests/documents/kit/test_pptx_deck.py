"""The PPTX opens again, holds the whole story, and is accessible and editable."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from gouvernail.documents.kit import deck_to_pptx
from gouvernail.documents.kit.story import Callout, ChartBlock, DecisionSheet, Paragraph, Slide, Table
from gouvernail.ui.charts import model
from tests.documents.kit import sample
from tests.documents.kit.texts import squeeze, texts_of


def _open(deck):
    return Presentation(io.BytesIO(deck_to_pptx(deck)))


@pytest.fixture(scope="module")
def deck():
    return sample.sample_deck()


@pytest.fixture(scope="module")
def presentation(deck):
    return _open(deck)


def _walk(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _walk(shape.shapes)


def _charts(presentation):
    return [shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def _chart(chart):
    slides = (Slide("Un titre", (ChartBlock(chart),)),)
    return _charts(_open(sample.sample_deck(slides=slides)))[0].chart


def _values(chart):
    return {series.name: tuple(series.values) for plot in chart.plots for series in plot.series}


def _alternative(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr") or ""


def _shown(presentation):
    parts = []
    for slide in presentation.slides:
        for shape in _walk(slide.shapes):
            parts.append(_alternative(shape))
            if shape.has_text_frame:
                parts.append(shape.text_frame.text)
            if getattr(shape, "has_table", False) and shape.has_table:
                parts += [cell.text for row in shape.table.rows for cell in row.cells]
            if getattr(shape, "has_chart", False) and shape.has_chart:
                parts += list(_values(shape.chart)) + list(shape.chart.plots[0].categories)
                parts += [text.text or "" for text in shape.chart._chartSpace.iter(qn("a:t"))]
        if slide.has_notes_slide:
            parts.append(slide.notes_slide.notes_text_frame.text)
    return squeeze("\n".join(parts))


def test_every_text_of_the_story_is_shown_or_noted(deck, presentation):
    shown = _shown(presentation)
    assert [text for text in texts_of(deck) if squeeze(text) not in shown] == []


def test_a_text_far_too_long_is_whole_in_the_notes():
    text = "Un contexte qui ne finit jamais, avec des réserves et des renvois à d’autres actes. " * 12
    sheet = DecisionSheet("1", "Titre", text, (text, text + "bis"), (text + "ter",), text + "quater")
    slides = (
        Slide("Un titre", (sheet,)),
        Slide("Un autre", (Callout("Avis", "Titre", text + "cinq"), Table(("A",), ((text + "six",),)))),
        Slide("Un dernier", (Paragraph((text * 3,)),)),
    )
    shown = _shown(_open(sample.sample_deck(slides=slides)))
    assert [found for found in texts_of(slides) if squeeze(found).strip() not in shown] == []


def test_each_slide_has_one_title_of_its_own(presentation):
    titles = []
    for slide in presentation.slides:
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert sum("TITLE" in str(kind) and "SUB" not in str(kind) for kind in kinds) == 1
        titles.append(slide.shapes.title.text)
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_identifiers_are_unique_on_each_slide(presentation):
    for slide in presentation.slides:
        numbers = slide._element.xpath("//p:cNvPr/@id")
        assert len(numbers) == len(set(numbers))


def test_charts_tables_and_groups_have_an_alternative(presentation):
    seen = set()
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_chart or getattr(shape, "has_table", False) or shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                seen.add(shape.shape_type)
                assert len(_alternative(shape)) > 10, shape.name
    assert {MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.TABLE, MSO_SHAPE_TYPE.GROUP} <= seen


def test_frames_and_rules_are_marked_decorative(presentation):
    for slide in presentation.slides:
        for shape in _walk(slide.shapes):
            if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and not shape.text_frame.text:
                assert "decorative" in shape._element.xpath(".//p:cNvPr")[0].xml


def test_every_run_is_french(presentation):
    for slide in presentation.slides:
        elements = [slide._element] + ([slide.notes_slide._element] if slide.has_notes_slide else [])
        for run in (run for element in elements for run in element.iter(qn("a:r"), qn("a:fld"))):
            assert run.find(qn("a:rPr")).get("lang") == "fr-FR"
    for shape in _charts(presentation):
        assert shape.chart._chartSpace.find(qn("c:lang")).get("val") == "fr-FR"


def test_no_shape_leaves_the_slide(presentation):
    for slide in presentation.slides:
        for shape in _walk(slide.shapes):
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width + 10
            assert shape.top + shape.height <= presentation.slide_height + 10


def test_footer_date_and_number_stand_on_each_slide_but_the_opening(presentation):
    for slide in list(presentation.slides)[1:]:
        texts = {str(shape.placeholder_format.type).split(" ")[0]: shape for shape in slide.placeholders}
        assert (
            texts["FOOTER"].text_frame.text
            == "CC des Trois Rivières · COPIL SI n°\u00a03 · Démonstration : données fictives"
        )
        assert texts["DATE"].text_frame.text == "mardi 13 janvier 2026"
        assert texts["SLIDE_NUMBER"]._element.xpath(".//a:fld/@type") == ["slidenum"]


def test_only_a_demonstration_says_so():
    slides = (Slide("Un titre"),)
    real = _shown(_open(sample.sample_deck(slides=slides, is_demo=False)))
    assert "Démonstration" not in real
    assert "Démonstration" in _shown(_open(sample.sample_deck(slides=())))


def test_notes_hold_what_the_speaker_says_then_the_texts_cut(presentation, deck):
    noted = [slide.notes_slide.notes_text_frame.text for slide in presentation.slides if slide.has_notes_slide]
    told = next(text for text in noted if text.startswith(deck.slides[1].notes))
    assert told.endswith(f"Sources\u00a0:\n• {deck.slides[1].source}")
    assert any("Textes complets" in text and "pour préparer le marché" in text for text in noted)


def test_stacked_columns_hold_the_figures_and_a_total_without_fill():
    chart = _chart(sample.REQUESTS)
    values = _values(chart)
    assert {name: tuple(map(int, run)) for name, run in values.items() if name != "Total"} == {
        run.label: run.values for run in sample.REQUESTS.series
    }
    assert values["Total"][:3] == (54.0, 50.0, 62.0)
    phantom = chart._chartSpace.xpath(".//c:ser")[-1]
    assert phantom.xpath("./c:spPr/a:noFill")
    assert chart._chartSpace.xpath(".//c:legendEntry/c:idx/@val") == ["4"]


def test_a_total_over_an_absent_value_says_at_least():
    series = (model.Series("A", (1, 2)), model.Series("B", (3, None)))
    chart = _chart(model.ColumnChart("T", categories=("x", "y"), series=series))
    values = _values(chart)
    assert values["B"] == (3.0, None)
    assert values["Total"] == (4.0, None)
    assert values["Total, au moins"] == (None, 2.0)
    assert "≥" in chart._chartSpace.xpath(".//c:ser")[-1].xpath("./c:dLbls/c:numFmt/@formatCode")[0]


def test_the_total_of_the_workbook_is_a_formula():
    import zipfile

    chart = _chart(sample.INVESTMENT)
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(B2:D2)</f>" in sheet
    assert "<v>529</v>" in sheet


@pytest.mark.parametrize("chart", [sample.PHISHING, sample.USES, sample.ROBUSTNESS])
def test_lines_and_bars_hold_their_series(chart):
    drawn = _chart(chart)
    assert _values(drawn) == {run.label: run.values for run in chart.series}
    assert tuple(drawn.plots[0].categories) == chart.categories


def test_a_ring_holds_its_parts():
    drawn = _chart(sample.STATUSES)
    assert tuple(drawn.plots[0].categories) == tuple(label for label, _ in sample.STATUSES.parts)
    assert _values(drawn) == {"projets": tuple(float(value) for _, value in sample.STATUSES.parts)}


def test_a_gauge_holds_its_rate():
    assert _values(_chart(sample.MIGRATION))["Postes sous Windows 11"][0] == 68.2


def test_a_histogram_parts_its_bins_at_the_threshold():
    values = _values(_chart(sample.AGES))
    within, beyond = values.values()
    assert list(values)[1] == "Au-delà de 5 ans"
    assert [a if a is not None else b for a, b in zip(within, beyond, strict=True)] == list(sample.AGES.counts)
    assert [value is None for value in beyond] == [True] * 5 + [False] * 4


def test_a_roadmap_is_a_group_that_says_each_project(presentation):
    groups = [s for slide in presentation.slides for s in slide.shapes if s.name.startswith("Feuille de route")]
    assert len(groups) == 1
    alternative = _alternative(groups[0])
    assert all(bar.label in alternative for bar in sample.ROADMAP.bars)
    names = [shape.name for shape in groups[0].shapes]
    assert "Jalon : Vote du budget" in names
    assert "Réalisé : Migration Windows 11" in names
    assert "Réalisé : EDR sur les postes" not in names  # absent is not zero: nothing is drawn as done


def test_a_decision_has_its_four_boxes_and_its_outcome():
    adopted = replace(sample.SCENARIO, outcome="adopté", votes="unanimité")
    shown = _shown(_open(sample.sample_deck(slides=(Slide("Un titre", (adopted,)),))))
    assert "☑ Adoptée" in shown
    assert "☐ Rejetée" in shown
    assert "unanimité" in shown
    assert "☑" not in _shown(_open(sample.sample_deck(slides=(Slide("Un titre", (sample.SCENARIO,)),))))


def test_brand_colours_follow_the_theme(presentation):
    theme = next(
        rel.target_part for rel in presentation.slide_master.part.rels.values() if rel.reltype.endswith("/theme")
    ).blob.decode()
    assert "1B4FA8" in theme
    for shape in _charts(presentation):
        assert not shape.chart._chartSpace.xpath('.//c:ser/c:spPr/a:solidFill/a:srgbClr[@val="1B4FA8"]')


def test_properties_say_what_and_when_without_the_clock(deck, presentation):
    properties = presentation.core_properties
    assert properties.title == deck.title
    assert properties.author == deck.organisation
    assert properties.created == properties.modified == datetime(2026, 1, 13, 12)


def test_a_chart_that_cannot_be_drawn_is_refused_in_french():
    bad = model.ColumnChart("T", categories=("x",), series=(model.Series("A", (-1,)),))
    with pytest.raises(ValueError, match="négative"):
        deck_to_pptx(sample.sample_deck(slides=(Slide("Un titre", (ChartBlock(bad),)),)))


def test_twenty_five_slides_are_drawn():
    slides = tuple(replace(slide, title=f"{slide.title} {n}") for n in range(2) for slide in sample.SLIDES[1:])
    assert len(_open(sample.sample_deck(slides=slides)).slides) >= 25


def test_axes_are_numbered_as_the_format_allows(presentation):
    charts = [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]
    for chart in charts:
        owners = [
            int(one.get("val"))
            for axis in chart._chartSpace.xpath("//c:catAx|//c:valAx")
            for one in axis.xpath("c:axId")
        ]
        named = [int(one.get("val")) for one in chart._chartSpace.xpath("//c:axId|//c:crossAx")]
        assert len(owners) == len(set(owners))
        assert set(named) == set(owners)
        assert all(0 < number < 2**32 for number in named)
    assert charts
