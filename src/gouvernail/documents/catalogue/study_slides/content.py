"""The slides of a study: its question and scenarios, its matrix, how firmly the answer holds, what it costs."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.study_note.facts import StudyFacts, facts_of, strength
from gouvernail.documents.catalogue.study_note.one_page import short
from gouvernail.documents.catalogue.study_note.tables import costs_table, matrix_table, shares_table
from gouvernail.documents.kit.story import ChartBlock, Deck, Paragraph, Slide, Table
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.studies.models import Study
from gouvernail.studies.pages.arguments import lines_in
from gouvernail.studies.pages.robustness import rank_chart

MOST_LETTERS = 220


def study_deck(study: Study, on: date, base: str = "") -> Deck:
    """Return the slides of a study as a deck of their own; reads the database, writes nothing."""
    day = str(PartialDate.of_day(on))
    opening = Slide(study.title, (Paragraph((study.question,)),), kind="opening")
    return Deck(
        title=study.title,
        subtitle=study.question,
        organisation=study.organisation.name,
        held_on=on,
        held_on_text=day,
        footer=f"{study.organisation} · {study.title}",
        slides=(opening, *study_slides(study, on, base)),
        is_demo=study.organisation.is_demo,
    )


def study_slides(study: Study, on: date, base: str = "") -> list[Slide]:
    """Return the slides that compare the scenarios of a study, for a deck of any committee."""
    facts = facts_of(study, on, base)
    slides = [_scenarios(facts), matrix_slide(facts), _robustness(facts), costs_slide(facts), _proposal(facts)]
    return [one for one in slides if one is not None]


def _scenarios(facts: StudyFacts) -> Slide:
    rows = tuple((one.label, short(one.summary, MOST_LETTERS)) for one in facts.whole.scenarios)
    table = Table((_("Scénario"), _("Principe")), rows, widths=(1.4, 3.6))
    title = _("%(count)s scénarios pour une question") % {"count": len(rows)}
    return Slide(title, (Paragraph((facts.study.question,)), table), source=_source(facts))


def matrix_slide(facts: StudyFacts) -> Slide | None:
    """Return the scenarios criterion by criterion; nothing while no criterion counts."""
    if not facts.whole.counting:
        return None
    return Slide(_title(facts), (matrix_table(facts),), source=_source(facts), notes=facts.basis)


def _robustness(facts: StudyFacts) -> Slide | None:
    if facts.result.answer is None:
        return None
    blocks = (
        ChartBlock(rank_chart(facts.result.answer, facts.on)),
        shares_table(facts),
        Paragraph(facts.sentences[1:4]),
    )
    notes = "\n".join((facts.basis, *facts.sentences))
    return Slide(strength(facts), blocks, columns=2, split=1, source=_source(facts), notes=notes)


def costs_slide(facts: StudyFacts) -> Slide | None:
    """Return what each scenario costs; nothing while nobody typed a cost."""
    table = costs_table(facts)
    if table is None:
        return None
    text = _("Les montants de bases différentes ne s’additionnent pas ; un montant absent n’est pas zéro.")
    return Slide(_("Ce que coûte chaque scénario"), (table, Paragraph((text,))), source=_source(facts))


def _proposal(facts: StudyFacts) -> Slide | None:
    scenario = facts.proposed
    if scenario is None:
        return None
    parts = (
        Paragraph(tuple(lines), heading)
        for heading, lines in (
            (_("Conditions"), lines_in(scenario.conditions)),
            (_("Limites et risques"), lines_in(scenario.limits) + lines_in(scenario.risks)),
            (_("Étapes"), lines_in(facts.study.plan)),
        )
        if lines
    )
    verb = _("Scénario retenu : %(name)s") if facts.study.chosen_id else _("Scénario proposé : %(name)s")
    blocks = tuple(parts)
    return Slide(verb % {"name": scenario.label}, blocks, columns=2, split=max(1, len(blocks) - 1)) if blocks else None


def _title(facts: StudyFacts) -> str:
    leader = facts.leader
    if leader is None:
        return _("Les scénarios, critère par critère")
    return _("Critère par critère, « %(name)s » arrive en tête") % {"name": leader.label}


def _source(facts: StudyFacts) -> str:
    return _("Étude « %(title)s », situation au %(day)s") % {
        "title": facts.study.title,
        "day": PartialDate.of_day(facts.on),
    }
