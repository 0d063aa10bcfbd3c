"""The comparison of scenarios behind decisions: how firmly it holds, beside what the committee is asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import cell, useful_table
from gouvernail.documents.catalogue.study_note.facts import StudyFacts, facts_of
from gouvernail.documents.catalogue.study_slides.content import costs_slide, matrix_slide
from gouvernail.documents.kit.story import Block, Callout, ChartBlock, Slide
from gouvernail.governance.reading import DecisionLine
from gouvernail.registers.models import Link
from gouvernail.studies.models import Study
from gouvernail.studies.pages.naming import name_of
from gouvernail.studies.pages.robustness import rank_chart


def study_slides(situation: Situation) -> list[Slide]:
    """Return the comparison of each study that leads to a decision of this meeting and that can be computed.

    The scenarios criterion by criterion, then how firmly the answer holds beside the decisions asked, then the costs.
    """
    by_study = _decisions_of_studies(situation.decisions)
    studies = Study.objects.filter(pk__in=by_study, organisation__path__startswith=situation.place.path)
    return [slide for one in studies.order_by("pk") for slide in _slides(one, by_study[one.pk], situation.on)]


def _decisions_of_studies(lines: Iterable[DecisionLine]) -> dict[int, list[DecisionLine]]:
    known = {line.decision.pk: line for line in lines}
    links = Link.objects.filter(from_kind="study", to_kind="decision", to_id__in=known).order_by("to_id")
    found: dict[int, list[DecisionLine]] = {}
    for study, decision in links.values_list("from_id", "to_id"):
        found.setdefault(study, []).append(known[decision])
    return found


def _slides(study: Study, lines: list[DecisionLine], on: date) -> list[Slide]:
    facts = facts_of(study, on)
    if facts.result.answer is None:
        return []
    made = (matrix_slide(facts), _firmness(facts, lines), costs_slide(facts))
    return [one for one in made if one is not None]


def _firmness(facts: StudyFacts, lines: list[DecisionLine]) -> Slide:
    study, answer, on = facts.study, facts.result.answer, facts.on
    left: list[Block] = [ChartBlock(rank_chart(answer, on))]
    if study.outside_view:
        left.append(Callout(_("Avis reçu"), "", " ".join(study.outside_view.split()), "neutral"))
    title = sentences.study_title(name_of(answer, answer.leader), float(answer.shares.first[answer.leader]))
    return Slide(
        title,
        (*left, _table(lines)),
        columns=2,
        split=len(left),
        kind="decision",
        notes="\n".join((facts.basis, *facts.sentences)),
    )


def _table(lines: list[DecisionLine]) -> Block:
    rows = tuple((one.decision.number, one.decision.title, cell(one.badge)) for one in lines)
    table, _unknown = useful_table((_("N°"), _("Décision soumise"), _("État")), rows, widths=(0.7, 4.0, 1.5))
    return table
