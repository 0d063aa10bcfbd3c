"""Figures as files: tables that spreadsheets open, drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Cell, Measure
from gouvernail.organisations.models import Organisation
from gouvernail.registers.exporting import Format, write_table
from gouvernail.ui.charts.model import Chart
from gouvernail.ui.charts.svg import draw

WIDTH = 760

DRAWERS: dict[str, tuple[str, Callable[[Chart], bytes]]] = {}
"""How a chart becomes a file, by extension: its media type, and what draws it. Upper rooms add theirs."""
BOARD_FILES: list[tuple[str, str]] = []
"""Files of a whole board that upper rooms make: what they are called, and the name of their address."""


def figures_file(measures: Iterable[Measure], *, place: Organisation, format: Format, title: str) -> bytes:
    """Return the table of figures and of their parts, as anybody who may see them here may see them."""
    headers = [
        _("Code"), _("Indicateur"), _("Ventilation"), _("Valeur"), _("Unité"), _("Numérateur"), _("Dénominateur"),
        _("Période"), _("Données du"), _("Précision"),
    ]  # fmt: skip
    rows = [row for one in measures for row in _rows(one)]
    notes = [_("Collectivité : %(place)s. Aucun chiffre ne porte sur une personne.") % {"place": place.name}]
    return write_table(headers, rows, format=format, title=title, notes=notes)


def _rows(one: Measure) -> Iterable[list[object]]:
    said = one.absent_because or one.detail
    shown = (one.value, one.unit, one.numerator, one.denominator)
    yield [one.code, one.label, "", *shown, one.period, one.as_of, said]
    for past in one.comparisons:
        label = _("Comparaison : %(when)s") % {"when": past.label}
        said = past.absent_because or " · ".join(filter(None, (f"{past.change} {past.since}".strip(), past.sub)))
        yield [one.code, one.label, label, past.value, one.unit, None, None, past.label, None, said]
    for part in one.breakdowns:
        for cell in part.cells:
            yield [
                one.code,
                one.label,
                cell.label,
                *_cell(cell, part.unit or one.unit),
                one.period,
                one.as_of,
                cell.text,
            ]


def _cell(cell: Cell, unit: str) -> tuple[object, ...]:
    return cell.value, unit if cell.value is not None else "", cell.numerator, cell.denominator


def drawing(chart: Chart) -> bytes:
    """Return a chart as an SVG file that stands alone."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{draw(chart, width=WIDTH, static=True)}'.encode()


DRAWERS["svg"] = ("image/svg+xml", drawing)


def attachment(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to save, never shown by the browser itself."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
