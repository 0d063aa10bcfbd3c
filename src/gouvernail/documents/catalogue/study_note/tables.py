"""The tables of a study's documents: the matrix in words and dots, the shares, the costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.study_note.facts import StudyFacts
from gouvernail.documents.kit.story import StatusCell, Table
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.registers.models import TaxBasis
from gouvernail.studies.costing import bills_of
from gouvernail.studies.models import Scenario
from gouvernail.studies.pages.costs import amount
from gouvernail.studies.pages.matrix import CellView, row_of
from gouvernail.studies.pages.naming import figure

if TYPE_CHECKING:
    from gouvernail.engines.ranking.answer import Answer

TONES = {5: "good", 4: "good", 2: "risk", 1: "alert"}


MOST_WITH_LEVELS = 5
"""Scenarios beside which a cell has room for its levels; with more of them, its words lead to them."""


def matrix_table(facts: StudyFacts) -> Table:
    """Return the criteria that count, a scenario a column, each rating in its own words with its dots."""
    whole = facts.whole
    scenarios = whole.scenarios
    rows = tuple(
        (
            StatusCell(criterion.name, "", facts.places.criterion(criterion.pk)),
            *(
                _cell(one, facts.places.cell(criterion.pk, one.scenario.pk), crowded=len(scenarios) > MOST_WITH_LEVELS)
                for one in _row(facts, criterion).cells
            ),
        )
        for criterion in whole.counting
    )
    headers = (_("Critère"), *(one.label for one in scenarios))
    crowded = len(scenarios) > MOST_WITH_LEVELS
    widths = _by_longest_word(headers, rows) if crowded else (1.8, *(1.7 for _one in scenarios))
    empty = _("Aucun critère ne compte encore.")
    return Table(headers, rows, widths=widths, empty=empty)


def _by_longest_word(headers: tuple[str, ...], rows: tuple[tuple[StatusCell, ...], ...]) -> tuple[float, ...]:
    """Share the width by the longest word of each column, so that no word meets its neighbour."""
    columns = zip(headers, *([cell.text for cell in row] for row in rows), strict=True)
    return tuple(float(max(len(word) for text in column for word in text.split())) for column in columns)


def _row(facts: StudyFacts, criterion):
    return row_of(facts.whole, criterion, facts.study.organisation, editable=False)


def _cell(cell: CellView, href: str, *, crowded: bool) -> StatusCell:
    if not cell.text:
        return StatusCell(_("non renseigné"), "", href)
    aside = ", ".join(part for part in ("" if crowded else cell.span, *(mark.label for mark in cell.marks)) if part)
    text = cell.text.split("(")[0].strip() + (f" ({aside})" if aside else "")
    return StatusCell(text, TONES.get(cell.filled, ""), href)


def shares_table(facts: StudyFacts) -> Table:
    """Return how often each scenario comes first, give or take the standard error, its mean rank, its score."""
    answer = facts.result.answer
    scenarios = answer.study.scenarios
    rows = tuple(
        (scenarios[row].name, *_figures(answer, row, facts.places.share(scenarios[row].id)))
        for row in answer.shares.order
    )
    headers = (_("Scénario"), _("Premier"), _("Rang moyen"), _("Score sur 1"))
    return Table(headers, rows, widths=(2.6, 1.6, 1, 1), align="lrrr")


def _figures(answer: Answer, row: int, href: str) -> list[StatusCell]:
    first = float(answer.shares.first[row])
    said = {"share": format_percent(first, 1), "error": figure(100 * float(answer.shares.error(first)), 1)}
    share = _("%(share)s ± %(error)s") % said if answer.shares.draws else said["share"]
    texts = (share, figure(float(answer.shares.mean_rank[row]), 2), figure(float(answer.scores[row]), 2))
    return [StatusCell(text, "", href) for text in texts]


def costs_table(facts: StudyFacts) -> Table | None:
    """Return what each scenario costs over the horizon, a tax basis a column; nothing when nobody typed a cost."""
    bases = [bill.basis for bill in bills_of(line for lines in facts.costs.values() for line in lines)]
    if not bases:
        return None
    rows = tuple((one.label, *_costs(facts, one, bases)) for one in facts.whole.scenarios)
    headers = (_("Scénario"), *(str(basis.label) for basis in bases))
    return Table(headers, rows, widths=(2, *(2 for _one in bases)), align="l" + "r" * len(bases))


def _costs(facts: StudyFacts, scenario: Scenario, bases: list[TaxBasis]) -> list[StatusCell]:
    bills = {bill.basis: bill for bill in bills_of(facts.costs.get(scenario.pk, ()))}
    texts = [_in_line(amount(bills[basis].total)) if basis in bills else _("non renseigné") for basis in bases]
    return [StatusCell(text, "", facts.places.cost(scenario.pk)) for text in texts]


def _in_line(text: str) -> str:
    value, *note = text.split("\n")
    return f"{value} ({note[0]})" if note else value
