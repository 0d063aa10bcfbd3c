"""The plan of investment: what is planned year by year, one chart a tax basis, never added together."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import notes
from gouvernail.documents.kit.story import ChartBlock, Slide
from gouvernail.kernel.money import euros
from gouvernail.plans.pages import chart_of
from gouvernail.plans.ppi import Matrix

SHOWN = 2
"""A slide holds two charts side by side."""


def budget(situation: Situation) -> Slide | None:
    """The planned amounts by year and axis; the title speaks of the largest plan."""
    known = [one for one in situation.plan if one.total.total.value]
    if not known:
        return None
    ranked = sorted(known, key=lambda one: -(one.total.total.value or Decimal(0)))
    charts = tuple(ChartBlock(chart_of(one, situation.on)) for one in ranked[:SHOWN])
    return Slide(
        _title(ranked[0]),
        charts,
        columns=len(charts),
        notes=notes(*(_missing(one) for one in situation.plan)),
    )


def _title(matrix: Matrix) -> str:
    by_year = {year: cell.value for year, cell in zip(matrix.years, matrix.total.cells, strict=True) if cell.value}
    total = matrix.total.total.value or Decimal(0)
    peak = max(by_year, key=lambda year: by_year[year])
    share = int((Decimal(100) * by_year[peak] / total).to_integral_value())
    amount = f"{euros(total, kilo=True)} {matrix.label}"
    if matrix.total.total.missing:
        amount = _("Au moins %(amount)s") % {"amount": amount}
    return sentences.budget_title(amount, min(by_year), max(by_year), peak, share)


def _missing(matrix: Matrix) -> str:
    count = matrix.total.total.missing
    if not count:
        return ""
    return ngettext(
        "%(label)s : %(count)s ligne sans montant, le total est un minimum.",
        "%(label)s : %(count)s lignes sans montant, le total est un minimum.",
        count,
    ) % {"label": matrix.label, "count": count}
