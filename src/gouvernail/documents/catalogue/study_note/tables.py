"""The tables of a study's documents: the matrix in words and dots, the shares, the costs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.study_note.facts import StudyFacts
from gouvernail.documents.kit.story import StatusCell, Table
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.studies.costing import bills_of
from gouvernail.studies.pages.costs import amount
from gouvernail.studies.pages.matrix import CellView, row_of

TONES = {5: "good", 4: "good", 2: "risk", 1: "alert"}


def matrix_table(facts: StudyFacts) -> Table:
    """Return the criteria that count, a scenario a column, each rating in its own words with its dots."""
    whole = facts.whole
    scenarios = whole.scenarios
    rows = tuple(
        (criterion.name, *(_cell(one) for one in _row(facts, criterion).cells)) for criterion in whole.counting
    )
    widths = (1.8, *(1.7 for _one in scenarios))
    empty = _("Aucun critère ne compte encore.")
    return Table((_("Critère"), *(one.label for one in scenarios)), rows, widths=widths, empty=empty)


def _row(facts: StudyFacts, criterion):
    return row_of(facts.whole, criterion, facts.study.organisation, editable=False)


def _cell(cell: CellView) -> str | StatusCell:
    if not cell.text:
        return _("non renseigné")
    aside = ", ".join(part for part in (cell.span, *(mark.label for mark in cell.marks)) if part)
    text = cell.text.split("(")[0].strip() + (f" ({aside})" if aside else "")
    if not cell.filled:
        return text
    tone = TONES.get(cell.filled)
    return StatusCell(text, tone) if tone else text


def shares_table(facts: StudyFacts) -> Table:
    """Return how often each scenario comes first, its mean rank, its score."""
    answer = facts.result.answer
    rows = tuple(
        (
            answer.study.scenarios[row].name,
            format_percent(float(answer.shares.first[row]), 1),
            f"{answer.shares.mean_rank[row]:.2f}".replace(".", ","),
            f"{answer.scores[row]:.2f}".replace(".", ","),
        )
        for row in answer.shares.order
    )
    headers = (_("Scénario"), _("Premier"), _("Rang moyen"), _("Score sur 1"))
    return Table(headers, rows, widths=(3, 1, 1, 1), align="lrrr")


def costs_table(facts: StudyFacts) -> Table | None:
    """Return what each scenario costs over the horizon, a tax basis a column; nothing when nobody typed a cost."""
    everything = [line for lines in facts.costs.values() for line in lines]
    bases = [bill.basis for bill in bills_of(everything)]
    if not bases:
        return None
    rows = []
    for one in facts.whole.scenarios:
        by_basis = {bill.basis: bill for bill in bills_of(facts.costs.get(one.pk, ()))}
        rows.append(
            (
                one.label,
                *(
                    _in_line(amount(by_basis[basis].total)) if basis in by_basis else _("non renseigné")
                    for basis in bases
                ),
            )
        )
    headers = (_("Scénario"), *(str(basis.label) for basis in bases))
    return Table(headers, tuple(rows), widths=(2, *(2 for _one in bases)), align="l" + "r" * len(bases))


def _in_line(text: str) -> str:
    value, *note = text.split("\n")
    return f"{value} ({note[0]})" if note else value
