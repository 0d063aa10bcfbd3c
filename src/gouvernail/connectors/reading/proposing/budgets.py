"""Tables of amounts by year, as budget lines; plannings by axis, as projects; findings with what they entail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.model import Document, Table
from gouvernail.connectors.reading.proposing.drawing import draw, part_title
from gouvernail.connectors.reading.proposing.parts import Part, Said
from gouvernail.connectors.reading.rules.budget import BudgetTable, amount_of, budget_tables
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.text import fold

_INVESTMENT = re.compile(
    r"plan pluriannuel d'investissement|\bppi\b|section d'investissement|programmation pluriannuelle"
)
_TAXES = {"ttc": r"\bttc\b|toutes taxes", "ht": r"\bht\b|hors taxes?"}


def budget_lines(document: Document) -> Iterator[Part]:
    """Yield a part for each table of amounts: one line for each cell that holds one; blank cells give nothing."""
    basis = _basis(document)
    section = "Investissement" if _INVESTMENT.search(document.folded) else ""
    for one in budget_tables(document):
        title = part_title(document, one.table.lines[0])
        headers = {
            "year": _("Année"),
            "label": _("Libellé"),
            "planned": _("Prévu"),
            "tax_basis": _("Base"),
            "section": _("Section"),
        }
        part = Part("budget_line", title, headers if section else {k: v for k, v in headers.items() if k != "section"})
        for rank in one.body:
            for column, year in one.years.items():
                if amount_of(one.cell(rank, column)) is None:
                    continue
                said = _said(one, rank, column, basis)
                cells = {
                    "year": str(year),
                    "label": one.cell(rank, 0).capitalize() if one.cell(rank, 0).isupper() else one.cell(rank, 0),
                    "planned": _amount(one, rank, column),
                    "tax_basis": basis or "HT ou TTC non précisé",
                    "section": section,
                }
                place = one.table.place_of(rank) if one.table.place.table else None
                part.proposals.append(draw(document, cells, [one.table.lines[rank]], 80, said, place))
        yield part


def _basis(document: Document) -> str:
    found = [name for name, pattern in _TAXES.items() if re.search(pattern, document.folded)]
    return found[0].upper() if len(found) == 1 else ""


def _amount(one: BudgetTable, rank: int, column: int) -> str:
    value = amount_of(one.cell(rank, column))
    return format_number(value) if value is not None else ""


def _said(one: BudgetTable, rank: int, column: int, basis: str) -> list[Said]:
    cell = one.cell(rank, column)
    said = []
    if "€" not in cell:
        sentence = _("« %(cell)s » n’a pas de signe € : lu %(words)s €.") % {
            "cell": cell,
            "words": _amount(one, rank, column),
        }
        said.append(Said("R-UNIT", sentence, 90))
    if not basis:
        sentence = _("Rien ne dit si ce montant est HT ou TTC : la base reste « non précisé ».")
        said.append(Said("R-TAXBASE", sentence, 90, doubt=False))
    return said


def projects(document: Document) -> Iterator[Part]:
    """Yield the numbered rows that a planning lays out under its axes in capitals."""
    for table in document.tables:
        part = Part("project", part_title(document, table.lines[0]), {"title": _("Projet"), "axis": _("Axe")})
        axis = ""
        for row, line in zip(table.rows, table.lines, strict=True):
            item = re.match(r"\d{1,2}[.)]\s+(.+)", row[0])
            if row[0].isupper() and not any(row[1:]):
                axis = row[0].capitalize()
            elif item and axis:
                part.proposals.append(draw(document, {"title": item[1], "axis": axis}, [line], 80))
        if len(part.proposals) >= 3:
            yield part


def findings(document: Document) -> Iterator[Part]:
    """Yield the findings of a table whose columns are the findings and what they entail, item by item."""
    for table in document.tables:
        columns = _finding_columns(table)
        if columns is None:
            continue
        title = part_title(document, table.lines[0])
        part = Part("finding", title, {"title": _("Constat"), "consequence": _("Conséquences"), "axis": _("Axe")})
        for row, line in zip(table.rows[1:], table.lines[1:], strict=True):
            found, risks = (_items(row[column]) if column < len(row) else [] for column in columns)
            for rank, words in enumerate(found):
                paired = len(found) == len(risks)
                cells = {"title": words, "axis": row[0], "consequence": risks[rank] if paired else ""}
                said = [] if paired else [Said("R-TABLE-SHIFT", _("Les conséquences n’ont pu être rattachées."), 60)]
                part.proposals.append(draw(document, cells, [line], 80, said))
        if part.proposals:
            yield part


def _finding_columns(table: Table) -> tuple[int, int] | None:
    heads = [fold(cell) for cell in table.rows[0]] if table.rows else []
    found = next((rank for rank, head in enumerate(heads) if head.startswith("constat")), None)
    risks = next((rank for rank, head in enumerate(heads) if re.search(r"consequence|risque", head)), None)
    return (found, risks) if found and risks and len(table.rows) > 1 else None


def _items(cell: str) -> list[str]:
    """The items of a cell that holds a list, tags taken away; numbers that glue to the word before still part them."""
    text = re.sub(r"<[^>]+>", " ", cell)
    pieces = re.split(r"(?:^|(?<=[^\d\s])|\s)\d{1,2}\.\s|•", text)
    return [piece.strip() for piece in pieces if piece.strip()]
