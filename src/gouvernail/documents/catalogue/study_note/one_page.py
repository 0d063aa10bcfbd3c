"""The sheet for elected members: one page, what is asked, what is proposed, how firmly, at what cost."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.french import bound
from gouvernail.documents.catalogue.study_note.facts import StudyFacts, facts_of, strength
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.studies.costing import Bill, bills_of
from gouvernail.studies.models import Scenario, Study
from gouvernail.studies.pages.arguments import lines_in
from gouvernail.studies.pages.costs import amount

MOST_LINES, MOST_LETTERS = 3, 130


def study_sheet(study: Study, on: date) -> Report:
    """Return the one-page sheet of a study as things stand on ``on``; reads the database, writes nothing."""
    facts = facts_of(study, on)
    sections = [_proposal(facts), _scenarios(facts), _conditions(facts), _next(facts)]
    return Report(
        title=study.title,
        subtitle=_("Fiche à l’attention des élus"),
        organisation=study.organisation.name,
        held_on=on,
        facts=((_("Question"), bound(study.question)), (_("Situation au"), str(PartialDate.of_day(on)))),
        sections=tuple(one for one in sections if one is not None),
        footer=f"{study.organisation} · {study.title}",
        is_demo=study.organisation.is_demo,
    )


def _proposal(facts: StudyFacts) -> Section:
    scenario = facts.proposed
    blocks: list[Block] = [Paragraph((strength(facts),))]
    if scenario is not None:
        verb = _("Retenu : %(name)s.") if facts.study.chosen_id else _("Proposé : %(name)s.")
        blocks.insert(0, Paragraph((verb % {"name": scenario.name},)))
    doubts = [one for one in facts.checks if one.tone == "risk"]
    if doubts:
        blocks.append(Paragraph((_("À savoir : %(doubt)s") % {"doubt": bound(doubts[0].sentence)},)))
    return Section(_("Ce qui est proposé"), tuple(blocks))


def _scenarios(facts: StudyFacts) -> Section:
    rows = tuple(
        (one.label, short(one.summary), _share(facts, one), _cost(facts, one)) for one in facts.whole.scenarios
    )
    headers = (_("Scénario"), _("Principe"), _("Premier pour"), _("Coût sur la période"))
    return Section(_("Les scénarios"), (Table(headers, rows, widths=(1.6, 3, 0.9, 1.5), align="llrr"),))


def _share(facts: StudyFacts, scenario: Scenario) -> str:
    share = facts.share(scenario)
    return _("non comparé") if share is None else format_percent(share)


def _cost(facts: StudyFacts, scenario: Scenario) -> str:
    bills = bills_of(facts.costs.get(scenario.pk, ()))
    known = [_said(bill) for bill in bills if bill.total.value]
    return " ; ".join(known) or _("non renseigné")


def _said(bill: Bill) -> str:
    value, *note = amount(bill.total).split("\n")
    return f"{value} {bill.basis.label}" + (f" ({note[0]})" if note else "")


def _conditions(facts: StudyFacts) -> Section | None:
    scenario = facts.proposed
    if scenario is None:
        return None
    blocks = [
        Paragraph(tuple(map(bound, lines[:MOST_LINES])), heading)
        for heading, lines in (
            (_("Avantages"), lines_in(scenario.advantages)),
            (_("Limites et risques"), lines_in(scenario.limits) + lines_in(scenario.risks)),
            (_("Conditions"), lines_in(scenario.conditions)),
        )
        if lines
    ]
    return Section(_("Le scénario proposé"), tuple(blocks)) if blocks else None


def _next(facts: StudyFacts) -> Section | None:
    steps = lines_in(facts.study.plan)[:MOST_LINES]
    return Section(_("Les premières étapes"), (Paragraph(tuple(map(bound, steps))),)) if steps else None


def short(text: str, most: int = MOST_LETTERS) -> str:
    """Return the beginning of a text, cut between two words when it is longer than ``most`` letters."""
    words = " ".join(text.split())
    if len(words) <= most:
        return bound(words) or _("non renseigné")
    return bound(words[:most].rsplit(" ", 1)[0]) + "…"
