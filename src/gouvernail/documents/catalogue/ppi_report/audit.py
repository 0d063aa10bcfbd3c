"""The first parts of the report: the state of the information system, then what the audit found and advises."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gouvernail.action_plan.models import Priority
from gouvernail.documents.catalogue.french import bound
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.kit.story import Block, ChartBlock, Paragraph, Section, Table
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number


def sections(facts: PlanFacts) -> list[Section | None]:
    """Return the introduction and the audit; a part that nobody filled is left out."""
    return [introduction(facts), _audit(facts)]


def introduction(facts: PlanFacts) -> Section | None:
    """Return the means and the environment."""
    blocks: list[Block] = []
    means = means_lines(facts)
    if means:
        blocks.append(Paragraph(means, _("Moyens humains et financiers")))
    if facts.audit.estate is not None and facts.audit.estate.chart is not None:
        blocks.append(ChartBlock(facts.audit.estate.chart))
    return Section(_("I. Introduction : état des lieux"), tuple(blocks)) if blocks else None


def means_lines(facts: PlanFacts) -> tuple[str, ...]:
    """Say the posts of the team, the days that can be bought, a usual year of investment."""
    found = []
    if facts.audit.posts is not None:
        found.append(
            _("Équipe : %(posts)s équivalents temps plein, d’après les capacités enregistrées.")
            % {"posts": format_number(facts.audit.posts)}
        )
    bought = [one.bought_days for one in facts.audit.capacities if one.bought_days]
    if bought:
        found.append(
            _("Prestataires : jusqu’à %(days)s jours achetables par trimestre.") % {"days": format_number(sum(bought))}
        )
    if facts.usual is not None:
        found.append(
            _("Investissement d’une année habituelle : %(amount)s (%(origin)s).")
            % {
                "amount": euros(facts.usual.usual_investment),
                "origin": facts.usual.usual_origin or _("origine non renseignée"),
            }
        )
    return tuple(map(bound, found))


def _audit(facts: PlanFacts) -> Section | None:
    blocks: list[Block] = []
    if facts.audit.findings:
        blocks += [Paragraph((_("Constats ouverts, par axe."),), _("Constats et conséquences")), findings_table(facts)]
    if facts.audit.risks:
        blocks.append(Paragraph(tuple(bound(one.title) for one in facts.audit.risks), _("Risques opérationnels")))
    if facts.audit.recommendations:
        blocks += [Paragraph((_("Du plus urgent au plus lointain."),), _("Matrice des recommandations"))]
        blocks.append(recommendations_table(facts))
    return Section(_("II. Synthèse de l’audit"), tuple(blocks)) if blocks else None


def findings_table(facts: PlanFacts) -> Table:
    """Return what the audit found and what it leads to."""
    rows = tuple(
        (one.axis.name if one.axis else _("Sans axe"), bound(one.title), bound(one.consequence) or "—")
        for one in facts.audit.findings
    )
    return Table((_("Axe"), _("Constat"), _("Conséquences, risques")), rows, widths=(1.8, 2.8, 2.8))


def recommendations_table(facts: PlanFacts) -> Table:
    """Return what is advised, by level of priority."""
    labels = dict(Priority.choices)
    rows = tuple(
        (
            str(labels.get(one.priority, _("Priorité non renseignée"))),
            one.number,
            bound(one.title),
            one.axis.name if one.axis else "—",
        )
        for one in facts.audit.recommendations
    )
    return Table((_("Priorité"), _("N°"), _("Recommandation"), _("Axe")), rows, widths=(2.3, 0.6, 3.2, 1.8))
