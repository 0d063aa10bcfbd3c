"""Nothing leaves a slide, nothing overflows its frame, nothing is lost, whatever a story holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.layout.shapes import ChartArea, Group, Panel, TableArea
from gouvernail.documents.kit.metrics import line_height, text_width, wrap
from gouvernail.documents.kit.story import Callout, ChartBlock, DecisionSheet, Paragraph, Slide, Table, Tile, Tiles
from gouvernail.ui.charts import model
from tests.documents.kit.sample import ACTIONS, ROADMAP, SCENARIO, sample_deck

LONG = "Une phrase qui n’en finit pas de s’allonger, avec des incises, des chiffres (1\u202f234) et des réserves. " * 6


def _panels(shapes):
    for shape in shapes:
        if isinstance(shape, Group):
            yield from shape.items
        elif isinstance(shape, Panel):
            yield shape


def _boxes(shapes):
    yield from (shape.box for shape in shapes if isinstance(shape, TableArea | ChartArea))
    yield from (panel.box for panel in _panels(shapes))


def _assert_sound(deck):
    for page in lay_out(deck):
        for box in _boxes(page.shapes):
            assert box.w >= 0
            assert box.h >= 0
            assert box.x >= -0.001
            assert box.y >= -0.001
            assert box.x + box.w <= grid.WIDTH + 0.001, page.title
            assert box.y + box.h <= grid.SOURCE.y + 0.001, page.title
        for panel in _panels(page.shapes):
            _assert_text_holds(panel)
        title_lines = wrap(page.title, grid.TITLE.w, page.title_size, bold=True)
        if page.kind == "content":
            assert line_height(page.title_size, len(title_lines)) <= grid.TITLE.h + 0.01


def _assert_text_holds(panel):
    height = 0.0
    for line in panel.lines:
        text = "".join(run.text for run in line.runs)
        bold = any(run.bold for run in line.runs)
        width = panel.box.w - 2 * panel.inset - (0.2 if line.bullet else 0)
        height += line.before + line_height(line.size, len(wrap(text, width + 0.01, line.size, bold=bold)))
    assert height <= panel.box.h + 0.09, (panel.name, panel.lines)


def _only(*blocks, **changes):
    return sample_deck(slides=(Slide("Un titre", blocks, **changes),))


def test_the_sample_deck_is_sound():
    _assert_sound(sample_deck())


@pytest.mark.parametrize(
    "block",
    [
        Callout(LONG, LONG, LONG, "alert"),
        Tiles(tuple(Tile(LONG, LONG, LONG) for _ in range(6))),
        Tiles(tuple(Tile("12", "actions") for _ in range(9))),
        Table(("A", "B"), ((LONG, LONG),) * 30),
        Table(tuple("ABCDEFGHIJ"), (tuple("x" * 40 for _ in range(10)),) * 25),
        Paragraph((LONG,) * 8, LONG),
        Paragraph((LONG * 5,)),
        DecisionSheet("1" * 40, LONG, LONG, (LONG,) * 4, (LONG,) * 5, LONG, LONG, LONG, LONG, LONG),
        ChartBlock(replace(ROADMAP, bars=ROADMAP.bars * 4)),
        ChartBlock(model.GaugeChart(LONG, LONG, source=LONG, percent=50)),
    ],
)
@pytest.mark.parametrize("columns", [1, 2])
def test_what_is_far_too_long_still_holds(block, columns):
    _assert_sound(_only(block, block, columns=columns))


@given(
    st.lists(st.sampled_from([*sample_deck().slides[1].blocks, ACTIONS, SCENARIO, ChartBlock(ROADMAP)]), max_size=5),
    st.sampled_from([1, 2]),
    st.integers(0, 5),
)
def test_any_blocks_in_any_columns_hold(chosen, columns, split):
    _assert_sound(_only(*chosen, columns=columns, split=split))


def test_a_long_table_goes_on_with_its_header_and_every_row_once():
    rows = tuple((str(number), "Action") for number in range(40))
    pages = lay_out(_only(Table(("N°", "Action"), rows)))[1:]
    grids = [shape.grid for page in pages for shape in page.shapes]
    assert [row[0].text for grid_ in grids for row in grid_.rows] == [row[0] for row in rows]
    assert {grid_.headers for grid_ in grids} == {("N°", "Action")}
    assert max(len(grid_.rows) for grid_ in grids) - min(len(grid_.rows) for grid_ in grids) <= 3
    assert [page.title for page in pages[:2]] == ["Un titre", "Un titre (suite\u00a02/4)"]


def test_a_cell_cut_on_the_slide_is_whole_in_what_was_lost():
    page = lay_out(_only(Table(("N°", "Action"), (("1", LONG),))))[1]
    assert page.shapes[0].grid.rows[0][1].text.endswith("…")
    assert LONG in page.lost


def test_a_title_too_long_is_cut_and_kept_whole():
    page = lay_out(sample_deck(slides=(Slide(LONG),)))[1]
    assert page.title.endswith("…")
    assert LONG in page.lost


def test_a_title_on_two_lines_is_not_cut():
    title = (
        "La migration prend un trimestre de retard ; le comité doit choisir entre louer des postes et prolonger " * 1
    )
    page = lay_out(
        sample_deck(
            slides=(
                Slide(
                    title.strip(),
                ),
            )
        )
    )[1]
    assert page.title == title.strip()


def test_the_opening_slide_of_the_story_is_not_drawn_twice():
    deck = sample_deck()
    pages = lay_out(deck)
    assert [page.kind for page in pages].count("opening") == 1
    assert pages[0].title == deck.title
    assert pages[0].notes == deck.slides[0].notes
    assert lay_out(sample_deck(slides=()))[0].title == deck.title


def test_a_section_that_shows_a_chart_is_drawn_as_a_slide():
    pages = lay_out(_only(ChartBlock(ROADMAP), kind="section"))
    assert pages[1].kind == "content"
    assert pages[1].shapes


def test_pages_are_numbered_one_by_one():
    pages = lay_out(sample_deck())
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


def test_an_empty_table_says_so():
    (shape,) = lay_out(_only(Table(("N°", "Action"), (), empty="Aucune action en retard.")))[1].shapes
    assert shape.grid.rows[0][0].text.startswith("Aucune")


def test_a_chart_without_data_says_so():
    shapes = lay_out(_only(ChartBlock(model.ColumnChart("Demandes"))))[1].shapes
    texts = [run.text for panel in _panels(shapes) for line in panel.lines for run in line.runs]
    assert "Aucune donnée à cette date" in texts


def test_a_bar_outside_the_period_is_said_and_not_drawn():
    early = model.GanttBar("Ancien", "Axe", date(2020, 1, 1), date(2020, 2, 1), 100)
    shapes = lay_out(_only(ChartBlock(replace(ROADMAP, bars=(early,)))))[1].shapes
    names = [panel.name for panel in _panels(shapes)]
    assert "Hors période" in names
    assert "Prévu : Ancien" not in names


def test_a_bar_begun_before_the_period_shows_only_what_was_done_within_it():
    bar = model.GanttBar("À cheval", "Axe", date(2025, 1, 1), date(2026, 12, 31), 50)
    chart = replace(ROADMAP, bars=(bar,), start=date(2026, 1, 1), end=date(2026, 12, 31))
    names = [panel.name for panel in _panels(lay_out(_only(ChartBlock(chart)))[1].shapes)]
    assert "Prévu : À cheval" in names
    assert "Réalisé : À cheval" not in names


@given(st.text(max_size=80), st.floats(0.3, 12), st.sampled_from([9.0, 14.0, 26.0]))
def test_wrapped_lines_hold_and_lose_nothing(text, width, size):
    lines = wrap(text, width, size)
    assert all(text_width(line, size) <= width + 1e-9 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
