"""The roadmap and the plan of investment as their templates take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.kernel.money import euros
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import BudgetSection
from gouvernail.plans.ppi import Amount, Matrix, Row
from gouvernail.projects.models import Project
from gouvernail.projects.tables import health_badge, life_badge
from gouvernail.registers.listing import Cell, Heading, Table
from gouvernail.registers.listing import Row as TableRow
from gouvernail.registers.registry import register_of
from gouvernail.ui.charts.model import ColumnChart, Series

KILO = "k"


@dataclass(frozen=True)
class View:
    """One of several views of a page, as the tabs component takes it."""

    label: str
    href: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class MatrixCell:
    """An amount in words, and what it does not count."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A row in words."""

    label: str
    cells: list[MatrixCell]


@dataclass(frozen=True)
class MatrixPart:
    """A matrix in words, with its chart."""

    label: str
    years: list[int]
    axes: list[MatrixRow]
    sections: list[MatrixRow]
    total: MatrixRow
    chart: ColumnChart


def views_of(params: QueryDict, path: str, name: str, choices: list[tuple[str, str]]) -> list[View]:
    """Return the views that one parameter of the address chooses between; the first is the one without it."""
    chosen = params.get(name, "")
    known = {value for value, _label in choices}
    return [
        View(label, _address(params, path, name, value), value == chosen or (not value and chosen not in known))
        for value, label in choices
    ]


def _address(params: QueryDict, path: str, name: str, value: str) -> str:
    changed = params.copy()
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"{path}?{changed.urlencode()}" if changed else path


def sections_offered() -> list[tuple[str, str]]:
    """The sections of the budget one may look at apart."""
    return [("", _("Tout")), *((value, str(label)) for value, label in BudgetSection.choices)]


def units_offered() -> list[tuple[str, str]]:
    """The units one may read amounts in."""
    return [("", _("En euros")), (KILO, _("En k€"))]


def matrix_part(matrix: Matrix, *, kilo: bool, on: date) -> MatrixPart:
    """Return a matrix in words."""
    return MatrixPart(
        matrix.label,
        matrix.years,
        [_row(row, kilo) for row in matrix.axes],
        [_row(row, kilo) for row in matrix.sections],
        _row(matrix.total, kilo),
        chart_of(matrix, on),
    )


def _row(row: Row, kilo: bool) -> MatrixRow:
    return MatrixRow(row.label, [_cell(amount, kilo) for amount in (*row.cells, row.total)])


def _cell(amount: Amount, kilo: bool) -> MatrixCell:
    """An amount in words: empty is « non renseigné », a dash no line; what is missing of a sum is said under it."""
    if not amount.lines:
        return MatrixCell("—")
    if amount.value is None:
        return MatrixCell("")
    text = euros(amount.value, kilo=kilo)
    if amount.high is not None:
        text = _("%(low)s à %(high)s") % {"low": text, "high": euros(amount.high, kilo=kilo)}
    if not amount.missing:
        return MatrixCell(text)
    note = _("%(count)s lignes sans montant") if amount.missing > 1 else _("%(count)s ligne sans montant")
    return MatrixCell(text, note % {"count": amount.missing})


def chart_of(matrix: Matrix, on: date) -> ColumnChart:
    """Return the plan of one tax basis as columns by year, stacked by axis, in thousands of euros.

    A year is a minimum only where a line has no amount: an axis that no line plans that year costs nothing then.
    """
    total = matrix.total.total.value
    return ColumnChart(
        title=_("Montants prévus par année, %(basis)s") % {"basis": matrix.label},
        summary=_("%(total)s sur %(count)s ans.") % {"total": euros(total, kilo=True), "count": len(matrix.years)}
        if total is not None and len(matrix.years) > 1
        else "",
        unit="k€",
        source=_("lignes budgétaires"),
        as_of=on,
        categories=tuple(str(year) for year in matrix.years),
        series=tuple(
            Series(row.label, tuple(_columns(row, matrix)), _minimums(row), _unplanned(row, matrix))
            for row in matrix.axes
        ),
        category_label=_("Année"),
    )


def _columns(row: Row, matrix: Matrix) -> Iterator[float | None]:
    """The amounts of an axis: zero where it plans no line in a year that is known, absent where none has an amount."""
    for cell, year in zip(row.cells, matrix.total.cells, strict=True):
        yield 0 if not cell.lines and year.value is not None else _kilo(cell.value)


def _unplanned(row: Row, matrix: Matrix) -> tuple[int, ...]:
    """The years that are known in which an axis plans no line: a dash in the table, as in the matrix."""
    pairs = enumerate(zip(row.cells, matrix.total.cells, strict=True))
    return tuple(at for at, (cell, year) in pairs if not cell.lines and year.value is not None)


def _minimums(row: Row) -> tuple[int, ...]:
    """The years in which a line of an axis has no amount beside others that have one."""
    return tuple(at for at, cell in enumerate(row.cells) if cell.missing and cell.value is not None)


def _kilo(value: Decimal | None) -> float | None:
    return None if value is None else float(value / 1000)


def project_table(place: Organisation, projects: list[Project]) -> Table:
    """Return the projects of a roadmap as a table."""
    headings = [
        Heading("title", _("Projet"), primary=True),
        Heading("starts", _("Début")),
        Heading("ends", _("Fin")),
        Heading("progress", _("Avancement")),
        Heading("life_cycle", _("Cycle de vie")),
        Heading("health", _("Santé")),
    ]
    rows = [_project(place, headings, one) for one in projects]
    return Table(_("Projets de la feuille de route"), headings, rows, empty=_("Aucun projet avec ces critères."))


def _project(place: Organisation, headings: list[Heading], one: Project) -> TableRow:
    life, health = life_badge(one), health_badge(one)
    cells = [
        Cell(headings[0], one.title, sub=one.axis.name if one.axis else ""),
        Cell(headings[1], one.starts.short() if one.starts else ""),
        Cell(headings[2], one.ends.short() if one.ends else ""),
        Cell(headings[3], "", progress=one.progress),
        Cell(headings[4], str(life.label), life.tone, life.icon),
        Cell(headings[5], str(health.label), health.tone, health.icon, sub=one.health_reason)
        if health
        else Cell(headings[5], ""),
    ]
    return TableRow(one.pk, register_of("project").href(place, one), cells)


def budget_list_href(place: Organisation) -> str:
    """Return the address of the list of budget lines."""
    return reverse("budget_line_list", args=[place.slug])


def figures(
    caption: str, headings: list[str], rows: Iterable[list[str]], *, empty: str = "", words: bool = False
) -> Table:
    """Return rows of texts as a table: the first cell names the row, the others are figures unless ``words``."""
    columns = [
        Heading(f"c{rank}", label, align="start" if words or not rank else "end", primary=not rank)
        for rank, label in enumerate(headings)
    ]
    made = [
        TableRow(number, "", [Cell(column, text) for column, text in zip(columns, row, strict=True)])
        for number, row in enumerate(rows)
    ]
    return Table(caption, columns, made, empty=empty)
