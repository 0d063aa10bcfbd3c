"""The report of a plan of investment, in the form of document 001: introduction, audit, proposal."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.french import bound
from gouvernail.documents.catalogue.ppi_annex.content import programme_blocks
from gouvernail.documents.catalogue.ppi_facts import charges, sentences, tables
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.catalogue.ppi_facts.writing import report, tiles
from gouvernail.documents.catalogue.ppi_report import audit
from gouvernail.documents.kit.story import Block, Callout, ChartBlock, Paragraph, Report, Section
from gouvernail.plans.pages import chart_of
from gouvernail.ui.charts.model import GanttChart

MOST_BARS = 12
"""Bars that stand in one drawing beside a table on a page."""


def ppi_report(facts: PlanFacts) -> Report:
    """Return the report of a plan; writes nothing."""
    sections = (
        essential(facts),
        *audit.sections(facts),
        _planning(facts),
        _envelopes(facts),
        _financing(facts),
        Section(_("Autorisations de programme et crédits de paiement"), tuple(programme_blocks(facts))),
        _controls(facts),
        Section(_("Annexe : les lignes du plan"), (tables.lines_table(facts),)) if facts.lines else None,
    )
    return report(facts, facts.title, _("Plan pluriannuel d’investissement : rapport"), sections)


def essential(facts: PlanFacts) -> Section:
    """Return what to remember of the plan."""
    lines = [f"{sentences.headline(facts)}.", sentences.pace(facts), *sentences.duties_lines(facts)]
    blocks: list[Block] = [tiles(facts), Paragraph(tuple(bound(one) for one in lines if one))]
    if facts.version and facts.version.note:
        blocks.append(Callout(_("À savoir"), "", bound(" ".join(facts.version.note.split())), "neutral"))
    return Section(_("L’essentiel"), tuple(blocks))


def _planning(facts: PlanFacts) -> Section:
    blocks: list[Block] = [Paragraph((f"{sentences.planning_title(facts)}.",))]
    if facts.planning.rows:  # first: a table flows over two pages, where a drawing leaves half a page empty above it
        blocks.append(tables.planning_table(facts))
    if facts.planning.chart is not None:
        blocks += [ChartBlock(one) for one in drawn(facts.planning.chart)]
    if facts.planning.notes:
        blocks.append(Paragraph(tuple(map(bound, facts.planning.notes))))
    return Section(_("III. Proposition : planning de mise en œuvre"), tuple(blocks))


def drawn(chart: GanttChart) -> list[GanttChart]:
    """Cut a planning of many bars in two drawings, between two axes, that a page each can finish."""
    groups = list(dict.fromkeys(one.group for one in chart.bars))
    if len(chart.bars) <= MOST_BARS or len(groups) < 2:
        return [chart]
    sizes = [sum(one.group == group for one in chart.bars) for group in groups]
    cut = min(range(1, len(groups)), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))
    parts = [tuple(one for one in chart.bars if (one.group in groups[:cut]) is first) for first in (True, False)]
    return [
        replace(chart, bars=parts[0], source=""),
        replace(chart, bars=parts[1], title=_("%(title)s (suite)") % {"title": chart.title}),
    ]


def _envelopes(facts: PlanFacts) -> Section:
    blocks: list[Block] = []
    for matrix in facts.matrices:
        label = _("Par axe et par année, %(basis)s") % {"basis": sentences.basis_words(matrix)}
        blocks += [Paragraph((bound(f"{sentences.headline(facts)}."),), label), tables.matrix_table(matrix)]
        blocks += [ChartBlock(chart_of(matrix, facts.on)), tables.sections_table(matrix)]
    choices = sentences.open_choices(facts)
    if choices:
        blocks.append(Paragraph(tuple(map(bound, choices)), _("Variantes encore ouvertes")))
    if len(facts.matrices) > 1:
        text = _("Des montants de bases différentes ne s’additionnent pas : chaque base a son tableau.")
        blocks.append(Callout(_("À savoir"), "", text, "neutral"))
    return Section(_("III. Proposition : estimation financière des enveloppes"), tuple(blocks))


def _financing(facts: PlanFacts) -> Section:
    blocks: list[Block] = [Paragraph((f"{sentences.net_title(facts)}.",))]
    notes = sentences.financing_notes(facts)
    if notes:
        blocks.append(Callout(_("À confirmer"), "", bound("\n".join(notes)), "risk"))
    blocks.append(tables.net_table(facts))
    if facts.money.financing.years:
        blocks.append(tables.years_table(facts))
    blocks.append(tables.aids_table(facts))
    if facts.money.financing.rates:
        blocks.append(tables.rates_table(facts))
    if facts.money.depreciation:
        blocks.append(Paragraph(tuple(charges.charges_notes(facts)), _("Les amortissements à venir")))
        if charges.computed(facts):
            blocks.append(charges.charges_table(facts))
    return Section(_("Plan de financement"), tuple(blocks))


def _controls(facts: PlanFacts) -> Section:
    return Section(
        _("Contrôles avant le vote"),
        (Paragraph((f"{sentences.controls_title(facts)}.",)), tables.controls_table(facts)),
    )
