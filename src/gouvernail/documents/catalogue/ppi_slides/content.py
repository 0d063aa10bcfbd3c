"""The plan of investment as slides, in the order of document 001: introduction, audit, proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.action_plan.models import Priority
from gouvernail.documents.catalogue.french import bound
from gouvernail.documents.catalogue.ppi_annex.content import programmes_table
from gouvernail.documents.catalogue.ppi_facts import sentences, tables
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.catalogue.ppi_facts.writing import tiles
from gouvernail.documents.catalogue.ppi_report import audit
from gouvernail.documents.kit.story import Block, Callout, ChartBlock, Deck, Paragraph, Slide
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.plans.pages import chart_of
from gouvernail.plans.ppi import Matrix


def ppi_deck(facts: PlanFacts) -> Deck:
    """Return the slides of a plan as a deck of their own; writes nothing."""
    parts = (
        (_("Introduction"), (_essential(facts), _means(facts))),
        (_("Synthèse de l’audit"), (_findings(facts), _risks(facts), _recommendations(facts))),
        (_("Proposition de PPI"), _proposal(facts)),
    )
    slides = [Slide(facts.title, kind="opening")]
    for rank, (title, made) in enumerate(parts):
        kept = [one for one in made if one is not None]
        if kept:
            slides += [Slide(f"{'I' * (rank + 1)}. {title}", kind="section"), *kept]
    return Deck(
        title=facts.title,
        subtitle=_("Plan pluriannuel d’investissement, %(origin)s") % {"origin": facts.origin},
        organisation=facts.place.name,
        held_on=facts.on,
        held_on_text=str(PartialDate.of_day(facts.on)),
        footer=f"{facts.place} · {facts.title}",
        slides=tuple(slides),
        is_demo=facts.place.is_demo,
    )


def _source(facts: PlanFacts) -> str:
    return facts.origin[:1].upper() + facts.origin[1:]


def _essential(facts: PlanFacts) -> Slide:
    lines = [sentences.pace(facts), *sentences.duties_lines(facts), *sentences.financing_notes(facts)[:1]]
    kept = tuple(bound(one) for one in lines if one)
    blocks: list[Block] = [tiles(facts)]
    blocks += [Callout(one.label, "", bound(one.sentence), one.tone) for one in facts.warned[:2]]
    if kept:
        blocks.append(Paragraph(kept))
    return Slide(bound(sentences.headline(facts)), tuple(blocks), source=_source(facts), notes=_note(facts))


def _note(facts: PlanFacts) -> str:
    return facts.version.note if facts.version else ""


def _means(facts: PlanFacts) -> Slide | None:
    means = audit.means_lines(facts)
    estate = facts.audit.estate
    blocks: list[Block] = [Paragraph(means, _("Moyens humains et financiers"))] if means else []
    if estate is not None and estate.chart is not None:
        blocks.append(ChartBlock(estate.chart))
    if not blocks:
        return None
    return Slide(_("État des lieux du système d’information"), tuple(blocks), columns=len(blocks), split=1)


def _findings(facts: PlanFacts) -> Slide | None:
    count = len(facts.audit.findings)
    if not count:
        return None
    title = ngettext("L’audit relève %(count)s constat", "L’audit relève %(count)s constats", count)
    return Slide(title % {"count": count}, (audit.findings_table(facts),), source=_("constats ouverts du registre"))


def _risks(facts: PlanFacts) -> Slide | None:
    count = len(facts.audit.risks)
    if not count:
        return None
    title = ngettext("%(count)s risque opérationnel à réduire", "%(count)s risques opérationnels à réduire", count)
    return Slide(
        title % {"count": count},
        (Paragraph(tuple(bound(one.title) for one in facts.audit.risks)),),
        source=_("registre des risques"),
    )


def _recommendations(facts: PlanFacts) -> Slide | None:
    """The matrix of document 001: one block a level of priority, in two columns."""
    if not facts.audit.recommendations:
        return None
    labels = dict(Priority.choices)
    found: dict[int | None, list[str]] = {}
    for one in facts.audit.recommendations:
        found.setdefault(one.priority, []).append(bound(f"{one.number} {one.title}".strip()))
    blocks = tuple(
        Paragraph(tuple(titles), str(labels.get(priority, _("Priorité non renseignée"))))
        for priority, titles in found.items()
    )
    return Slide(
        _("Matrice des recommandations, du plus urgent au plus lointain"),
        blocks,
        columns=2 if len(blocks) > 1 else 1,
        split=-(-len(blocks) // 2),
        source=_("recommandations de l’audit"),
    )


def _proposal(facts: PlanFacts) -> Iterable[Slide | None]:
    yield _gantt(facts)
    for matrix in facts.matrices:
        yield _matrix(facts, matrix)
    yield _choices(facts)
    yield _financing(facts)
    yield _programmes(facts)
    yield _controls(facts)


def _gantt(facts: PlanFacts) -> Slide | None:
    if facts.planning.chart is None:
        return None
    left = [f"{one.label} : {one.why}" for one in facts.planning.unplaced]
    return Slide(
        sentences.planning_title(facts),
        (ChartBlock(replace(facts.planning.chart, source="", title=_("Projets par axe et par trimestre"))),),
        source=_("planning : %(source)s") % {"source": facts.planning.source},
        notes=bound("\n".join((*left, *facts.planning.notes))),
    )


def _matrix(facts: PlanFacts, matrix: Matrix) -> Slide:
    title = _("Enveloppes par axe et par année (%(basis)s)") % {"basis": sentences.basis_words(matrix)}
    if matrix is sentences.main_matrix(facts):
        title = bound(sentences.heaviest_axis(matrix)) or title
    blocks = (ChartBlock(replace(chart_of(matrix, facts.on), source="")), tables.matrix_table(matrix))
    return Slide(title, blocks, columns=2, split=1, source=_source(facts), notes=sentences.pace(facts))


def _choices(facts: PlanFacts) -> Slide | None:
    choices = sentences.open_choices(facts)
    if not choices:
        return None
    return Slide(_("Des variantes restent à trancher"), (Paragraph(tuple(map(bound, choices))),), source=_source(facts))


def _financing(facts: PlanFacts) -> Slide:
    left: list[Block] = [tables.net_table(facts, kilo=True)]
    right: list[Block] = [tables.years_table(facts, kilo=True)] if facts.money.financing.years else []
    notes = sentences.financing_notes(facts)
    if notes:
        left.append(Callout(_("À confirmer"), "", bound(notes[0]), "risk"))
    if facts.money.subsidies:
        right.append(tables.aids_table(facts))
    rates = " ; ".join(f"{one.label} : {one.written()} ({one.source})" for one in facts.money.financing.rates)
    return Slide(
        bound(sentences.net_title(facts)),
        (*left, *right),
        columns=2 if right else 1,
        split=len(left),
        source=bound(rates),
        notes=bound("\n".join(notes)),
    )


def _programmes(facts: PlanFacts) -> Slide | None:
    if not facts.programmes:
        return None
    bad = sum(bool(one.flaws) for one in facts.programmes)
    title = _("Toutes les autorisations de programme sont équilibrées")
    if bad:
        title = ngettext(
            "%(count)s autorisation de programme n’est pas équilibrée",
            "%(count)s autorisations de programme ne sont pas équilibrées",
            bad,
        ) % {"count": bad}
    return Slide(title, (programmes_table(facts),), source=_("lignes budgétaires"))


def _controls(facts: PlanFacts) -> Slide | None:
    if not facts.controls:
        return None
    return Slide(sentences.controls_title(facts), (tables.controls_table(facts),), source=_source(facts))
