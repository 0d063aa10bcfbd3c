"""Budget tables: units, taxes, empty cells, totals, the section of an expense, projects that change of axis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document, Table
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.kernel.money import parse_amount
from gouvernail.kernel.numbers_fr import UnreadableNumber, format_number
from gouvernail.kernel.text import fold

_AMOUNT = re.compile(r"(?<![\w/])(\d[\d\s\u00a0\u202f.,]*)\s?(k\s?€|m\s?€|€|k\b|euros?)", re.IGNORECASE)
ALIKE, UNLIKE = 0.6, 0.25
"""From, and below, which share of common words two names are taken for one project, or for two."""

JUMP = 3
"""From so many times the usual amount on, a year is said to jump."""


@dataclass(frozen=True)
class BudgetTable:
    """A table of amounts by year: the columns of years, the rows, the row of totals."""

    table: Table
    years: dict[int, int]

    @cached_property
    def body(self) -> list[int]:
        """The rows that hold amounts, totals left out."""
        return [rank for rank in range(1, len(self.table.rows)) if self.amounts(rank) and not self.is_total(rank)]

    def is_total(self, rank: int) -> bool:
        """Whether a row is a total."""
        return fold(self.table.rows[rank][0]).startswith("total")

    def cell(self, rank: int, column: int) -> str:
        """The text of a cell, empty beyond the last one."""
        row = self.table.rows[rank]
        return row[column] if column < len(row) else ""

    def amounts(self, rank: int) -> dict[int, Decimal]:
        """The amounts of a row in euros, by year; « 175K » is read as « 175 k€ »."""
        found = {}
        for column, year in self.years.items():
            value = amount_of(self.cell(rank, column))
            if value is not None:
                found[year] = value
        return found


def amount_of(cell: str) -> Decimal | None:
    """Return an amount in euros, ``None`` when the cell holds none."""
    text = re.sub(r"(?i)(\d)\s*k$", r"\1 k€", cell.strip())
    if not re.search(r"\d", text):
        return None
    try:
        return parse_amount(text)
    except UnreadableNumber:
        return None


def budget_tables(document: Document) -> list[BudgetTable]:
    """Return the tables with two columns of years or more and at least one amount."""
    found = []
    for table in document.tables:
        if not table.rows:
            continue
        years = {
            column: int(cell) for column, cell in enumerate(table.rows[0]) if re.fullmatch(r"20\d\d", cell.strip())
        }
        one = BudgetTable(table, years)
        if len(years) >= 2 and one.body:
            found.append(one)
    return found


@rule("R-UNIT", Gravity.ALERT, gettext_lazy("unité absente ou mêlée"))
def unit(document: Document) -> Iterator[Flag]:
    """Say of an amount that it bears no euro sign while the others do."""
    for one in budget_tables(document):
        cells = [(rank, one.cell(rank, column)) for rank in range(1, len(one.table.rows)) for column in one.years]
        with_sign = [cell for _rank, cell in cells if "€" in cell]
        for rank, cell in cells:
            if with_sign and cell and amount_of(cell) is not None and "€" not in cell:
                yield on(
                    document.lines[one.table.lines[rank]],
                    _("« %(cell)s » n’a pas le signe € que portent les autres montants.") % {"cell": cell},
                    raw=cell,
                    proposal=re.sub(r"(?i)\s*k$", " k€", cell) if cell[-1] in "kK" else f"{cell} €",
                    confidence=90,
                )


@rule("R-NULL-ZERO", Gravity.ALERT, gettext_lazy("cellule vide : zéro ou inconnu ?"))
def empty_amount(document: Document) -> Iterator[Flag]:
    """Say of the empty cells of a budget that nothing tells whether they are zero."""
    for one in budget_tables(document):
        empty = [(rank, year) for rank in one.body for column, year in one.years.items() if not one.cell(rank, column)]
        if empty:
            yield on(
                document.lines[one.table.lines[empty[0][0]]],
                _("%(count)s cellule(s) vide(s) dans le tableau des montants : zéro, ou non renseigné ?")
                % {"count": len(empty)},
                proposal=_("laisser vide : absent n’est pas zéro"),
                confidence=90,
                others=tuple(one.table.lines[rank] for rank, _year in empty[1:]),
            )


@rule("R-TOTAL", Gravity.INFO, gettext_lazy("total absent ou faux"))
def totals(document: Document) -> Iterator[Flag]:
    """Recompute the totals; say those that differ, and the grand total when no column gives it."""
    for one in budget_tables(document):
        sums = {year: Decimal() for year in one.years.values()}
        for rank in one.body:
            for year, value in one.amounts(rank).items():
                sums[year] += value
        for rank in range(1, len(one.table.rows)):
            if not one.is_total(rank):
                continue
            for year, value in one.amounts(rank).items():
                if value != sums[year]:
                    yield on(
                        document.lines[one.table.lines[rank]],
                        _("Le total de %(year)s est écrit %(amount)s €, la somme des lignes fait %(amount_2)s €.")
                        % {"year": year, "amount": format_number(value), "amount_2": format_number(sums[year])},
                        proposal=f"{format_number(sums[year])} €",
                        confidence=90,
                    )
        if not any(fold(cell).startswith("total") for cell in one.table.rows[0]):
            whole = sum(sums.values(), Decimal())
            yield on(
                document.lines[one.table.lines[0]],
                _("Le tableau n’a pas de colonne de total."),
                proposal=_("%(amount)s € sur %(words)s-%(words_2)s (calculé)")
                % {"amount": format_number(whole), "words": min(sums), "words_2": max(sums)},
                confidence=85,
            )


@rule("R-TAXBASE", Gravity.BLOCKING, gettext_lazy("montants ni HT ni TTC"))
def tax_base(document: Document) -> Iterator[Flag]:
    """Say that amounts stand in the document and that nowhere it says HT or TTC."""
    if re.search(r"\b(?:ht|ttc|hors taxes?|toutes taxes)\b", document.folded):
        return
    for one in budget_tables(document):
        yield on(
            document.lines[one.table.lines[0]],
            _("Rien ne dit si ces montants sont hors taxes ou toutes taxes comprises."),
            proposal=_("« inconnue », jusqu’à la réponse du service financier"),
            confidence=90,
        )


@rule("R-BUDGET-JUMP", Gravity.ALERT, gettext_lazy("année sans rapport avec l’habitude"))
def jump(document: Document) -> Iterator[Flag]:
    """Compare the years of a plan with the yearly investment that the document says is usual."""
    usual = _usual_investment(document)
    if usual is None:
        return
    amount, line = usual
    for one in budget_tables(document):
        for rank in range(1, len(one.table.rows)):
            if not one.is_total(rank):
                continue
            far = {year: value for year, value in one.amounts(rank).items() if value > JUMP * amount or value < amount}
            if far and any(value > JUMP * amount for value in far.values()):
                told = ", ".join(
                    _("%(year)s : %(times)s fois") % {"year": year, "times": format_number(value / amount, 1)}
                    for year, value in far.items()
                )
                yield on(
                    document.lines[one.table.lines[rank]],
                    _("Le document dit %(amount)s € d’investissement par an ; le plan s’en écarte (%(told)s).")
                    % {"amount": format_number(amount), "told": told},
                    proposal=_("expliquer l’écart, ou étaler"),
                    confidence=75,
                    others=(line,),
                )


def _usual_investment(document: Document) -> tuple[Decimal, int] | None:
    for line in document.filled:
        hit = re.search(r"(\d[\d ]*\s?k\s?€?)\s*(?:d')?\s*investissement", line.folded)
        value = amount_of(hit[1]) if hit else None
        if value and "\t" not in line.text:
            return value, line.number
    return None


_OPERATING = re.compile(
    r"\b(?:recrutement|renfort|prestations? de services?|maintenance|formations?|abonnements?|infogerance|location)\b"
)


@rule("R-SECTION-BUDG", Gravity.ALERT, gettext_lazy("fonctionnement dans un plan d’investissement"))
def wrong_section(document: Document) -> Iterator[Flag]:
    """Say of a recruitment, a service or a subscription that it is no investment."""
    if not re.search(r"\bplan pluriannuel d'investissement|\bppi\b|programmation pluriannuelle", document.folded):
        return
    for line in document.filled:
        hit = _OPERATING.search(line.folded)
        item = re.match(r"\s*\d{1,2}\.\s", line.text)
        if hit and item and "\t" in line.text and "<" not in line.text:
            yield on(
                line,
                _("« %(words)s » relève du fonctionnement (chapitres 011, 012 ou 65), pas de l’investissement.")
                % {"words": hit[0]},
                proposal=_("section de fonctionnement"),
                confidence=75,
            )


@rule("R-VARIANT", Gravity.ALERT, gettext_lazy("variante sans montant"))
def variant(document: Document) -> Iterator[Flag]:
    """Say of a variant left open that no amount is tied to it."""
    for line in document.filled:
        hits = re.findall(r"(?:\d )?variantes?\b[^.<•\t]{0,60}", line.folded)
        if hits and not _AMOUNT.search(line.text):
            rent = _(" ; une location relève du fonctionnement") if "location" in " ".join(hits) else ""
            yield on(
                line,
                _("%(count)s variante(s) sans montant : « %(words)s »%(rent)s.")
                % {"count": len(hits), "words": hits[0].strip()[:60], "rent": rent},
                raw=hits[0],
                proposal=_("un montant par variante, ou le choix fait"),
                confidence=80,
            )


@rule("R-CAT-MOVE", Gravity.ALERT, gettext_lazy("projet qui change d’axe, ou qui disparaît"))
def moved(document: Document) -> Iterator[Flag]:
    """Compare the lists of projects by axis that a document holds: what changed of axis, what is no more there."""
    lists = _projects_by_axis(document)
    for before, after in pairwise(lists):
        if len(set(before) & set(after)) >= 2:
            yield from _compare(before, after)


@dataclass(frozen=True)
class Item:
    """A project named under an axis: its words, its line, whether it stands in the first list of its row."""

    words: str
    line: int
    first: bool


Items = dict[str, list[Item]]


def _projects_by_axis(document: Document) -> list[Items]:
    """Tables whose rows are axes (their cells numbered lists), and lists of numbered rows under an axis in capitals."""
    found: list[Items] = []
    for table in document.tables:
        axes: Items = {}
        current = ""
        for row, line in zip(table.rows, table.lines, strict=True):
            cells = [re.sub(r"<[^>]+>", " ", cell) for cell in row]
            items = _numbered_items(cells, line)
            if items and cells[0]:
                axes[fold(cells[0])] = items
            elif cells[0].isupper() and not any(cells[1:]):
                current = fold(cells[0])
                axes[current] = []
            elif current and (item := re.match(r"\d{1,2}\. (.+)", cells[0])):
                axes[current].append(Item(item[1], line, True))
        if len([one for one in axes.values() if one]) >= 2:
            found.append(axes)
    return found


def _numbered_items(cells: list[str], line: int) -> list[Item]:
    return [
        Item(item.strip(), line, rank == 0)
        for rank, cell in enumerate(cells[1:])
        for item in re.split(r"\s*\d{1,2}\. ", cell)[1:]
    ]


_SMALL = frozenset(
    [
        "le",
        "la",
        "les",
        "de",
        "des",
        "du",
        "d",
        "et",
        "en",
        "pour",
        "a",
        "au",
        "aux",
        "l",
        "un",
        "une",
        "par",
        "sur",
        "avec",
        "ou",
        "mise",
        "place",
        "projet",
        "projets",
    ]
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z0-9]{2,}", fold(text)) if word not in _SMALL)


def _likeness(one: str, two: str) -> float:
    first, second = _stems(one), _stems(two)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _compare(before: Items, after: Items) -> Iterator[Flag]:
    held = [(axis, item) for axis, items in after.items() for item in items]
    lost: list[Item] = []
    for axis, items in before.items():
        for item in items:
            near = max(held, key=lambda one: _likeness(item.words, one[1].words), default=None)
            likeness = _likeness(item.words, near[1].words) if near else 0.0
            if near and likeness >= ALIKE and near[0] != axis and axis in after:
                yield _moved(axis, item, *near)
            elif likeness < UNLIKE and item.first:
                lost.append(item)
    if lost:
        words = " ; ".join(f"« {item.words[:60]} »" for item in lost[:6])
        yield Flag(
            lost[0].line,
            _("%(count)s projet(s) de la feuille de route ne se retrouvent pas dans le planning : %(words)s.")
            % {"count": len(lost), "words": words},
            raw=lost[0].words,
            proposal=_("demander s’ils sont abandonnés ou rangés sous un autre nom"),
            confidence=50,
            others=tuple(sorted({item.line for item in lost[1:]})),
        )


def _moved(axis: str, item: Item, now: str, found: Item) -> Flag:
    return Flag(
        found.line,
        _(
            "« %(words)s » est sous « %(now)s », et « %(words_2)s » était sous « %(axis)s » : le projet a "
            "changé d’axe, les montants par axe ne se comparent pas."
        )
        % {"words": found.words, "now": now, "words_2": item.words, "axis": axis},
        raw=found.words,
        proposal=_("garder un seul axe par projet"),
        confidence=60,
        others=(item.line,),
    )
