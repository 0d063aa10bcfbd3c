"""A dashboard of a place as a PDF, as somebody may see it on a day."""

from __future__ import annotations

from collections.abc import Mapping

from gouvernail.documents.catalogue.board_sheet.content import board_sheet
from gouvernail.documents.house_style.reading import style_of
from gouvernail.documents.kit.typst_run import chart_png
from gouvernail.documents.kit.typst_sheet import sheet_to_pdf
from gouvernail.indicators import board_pages
from gouvernail.indicators.boards import Layout
from gouvernail.indicators.forms import SpanForm
from gouvernail.indicators.narrowing import part_asked
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.model import Chart

PICTURE_INCHES = 7.0


def board_pdf(layout: Layout, place: Organisation, actor: Actor, asked: Mapping[str, str]) -> bytes:
    """Return the dashboard as one A4 sheet; ``asked`` holds the period and the part, as in the address of the page."""
    on = place.today()
    wanted = layout.narrowed_by(asked, on)
    span, part = SpanForm(wanted, on).span, part_asked(place, wanted)
    measures = measure_all(Scope(place, actor), on, [item.code for item in layout.items], span)
    view = board_pages.board(layout, measures, None, None, part)
    sheet = board_sheet(
        str(layout.name), str(layout.about), view, place=place, part=part.label if part else "", on=on
    )  # fmt: skip
    return sheet_to_pdf(sheet, style_of(place))


def picture(chart: Chart) -> bytes:
    """Return a chart as a PNG picture, to paste into a letter."""
    return chart_png(chart, PICTURE_INCHES)
