"""The sheet for elected members: one page, what is asked, what is proposed, how firmly, at what cost."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pdfplumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.study_note.facts import StudyFacts, facts_of, strength
from gouvernail.documents.catalogue.study_note.figures import paragraph
from gouvernail.documents.kit.story import Block, Report, Section, StatusCell, Table
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.studies.costing import Bill, bills_of
from gouvernail.studies.models import Scenario, Study
from gouvernail.studies.pages.arguments import lines_in
from gouvernail.studies.pages.costs import amount


@dataclass(frozen=True)
class Detail:
    """How much a sheet says: scenarios, lines under a heading, letters of a line and of the principle of a scenario."""

    scenarios: int
    lines: int
    letters: int
    principle: int


DETAILS = (Detail(8, 3, 150, 130), Detail(7, 2, 110, 90), Detail(5, 1, 80, 60))
"""From the fullest to the shortest, which always holds on a page."""

LABEL, NAME = 40, 100
"""Letters of the name of a scenario, in the table and above it."""


def study_sheet(study: Study, on: date, base: str = "") -> Report:
    """Return the sheet of a study as things stand on ``on``, in full detail; writes nothing."""
    return _sheet(facts_of(study, on, base), DETAILS[0])


def sheet_on_one_page(study: Study, on: date, base: str, draw_pdf: Callable[[Report], bytes]) -> Report:
    """Return the fullest sheet that ``draw_pdf`` draws on a single page: set tighter, then shorter, until it does."""
    facts = facts_of(study, on, base)
    for detail in DETAILS[:-1]:
        for compact in (False, True):
            report = replace(_sheet(facts, detail), compact=compact)
            with pdfplumber.open(io.BytesIO(draw_pdf(report))) as pdf:
                if len(pdf.pages) == 1:
                    return report
    return _sheet(facts, DETAILS[-1])


def _sheet(facts: StudyFacts, detail: Detail) -> Report:
    study = facts.study
    sections = [_proposal(facts, detail), _scenarios(facts, detail), _conditions(facts, detail), _next(facts, detail)]
    return Report(
        title=study.title,
        subtitle=_("Fiche à l’attention des élus"),
        organisation=study.organisation.name,
        held_on=facts.on,
        facts=(
            (_("Question"), short(study.question, 2 * detail.letters)),
            (_("Situation au"), str(PartialDate.of_day(facts.on))),
        ),
        sections=tuple(one for one in sections if one is not None),
        footer=f"{study.organisation} · {study.title}",
        is_demo=study.organisation.is_demo,
        compact=True,
    )


def _proposal(facts: StudyFacts, detail: Detail) -> Section:
    scenario = facts.proposed
    blocks: list[Block] = [paragraph((strength(facts),), facts.places.share(scenario.pk) if scenario else "")]
    if scenario is not None:
        verb = _("Retenu : %(name)s.") if facts.study.chosen_id else _("Proposé : %(name)s.")
        name = short(scenario.name, NAME)
        names = ((name, facts.places.scenario(scenario.pk)),)
        blocks.insert(0, paragraph((verb % {"name": name},), "", names=names))
    doubts = [one for one in facts.checks if one.tone == "risk"]
    if doubts:
        said = _("À savoir : %(doubt)s") % {"doubt": short(doubts[0].sentence, 2 * detail.letters)}
        blocks.append(paragraph((said,), doubts[0].href))
    return Section(_("Ce qui est proposé"), tuple(blocks))


def _scenarios(facts: StudyFacts, detail: Detail) -> Section:
    shown = _first(facts, detail.scenarios)
    rows = tuple(
        (
            short(one.label, LABEL),
            short(one.summary, detail.principle),
            StatusCell(_share(facts, one), "", facts.places.share(one.pk)),
            StatusCell(_cost(facts, one), "", facts.places.cost(one.pk)),
        )
        for one in shown
    )
    headers = (_("Scénario"), _("Principe"), _("Premier pour"), _("Coût sur la période"))
    blocks: list[Block] = [Table(headers, rows, widths=(1.6, 3, 0.9, 1.5), align="llrr")]
    if left := len(facts.whole.scenarios) - len(shown):
        sentence = ngettext("Et %(count)s autre scénario.", "Et %(count)s autres scénarios.", left) % {"count": left}
        blocks.append(paragraph((sentence,), facts.places.page("study_compare")))
    return Section(_("Les scénarios"), tuple(blocks))


def _first(facts: StudyFacts, most: int) -> list[Scenario]:
    """Return the scenarios in their order; where there are too many, those that come first most often."""
    scenarios = facts.whole.scenarios
    if len(scenarios) <= most:
        return scenarios
    ahead = sorted(scenarios, key=lambda one: -(facts.share(one) or 0))[:most]
    return [one for one in scenarios if one in ahead or one == facts.proposed]


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


def _conditions(facts: StudyFacts, detail: Detail) -> Section | None:
    scenario = facts.proposed
    if scenario is None:
        return None
    sheet = facts.places.scenario(scenario.pk)
    blocks = [
        paragraph(_shortened(lines, detail), sheet, heading)
        for heading, lines in (
            (_("Avantages"), lines_in(scenario.advantages)),
            (_("Limites et risques"), lines_in(scenario.limits) + lines_in(scenario.risks)),
            (_("Conditions"), lines_in(scenario.conditions)),
        )
        if lines
    ]
    return Section(_("Le scénario proposé"), tuple(blocks)) if blocks else None


def _next(facts: StudyFacts, detail: Detail) -> Section | None:
    steps = _shortened(lines_in(facts.study.plan), detail)
    said = paragraph(steps, facts.places.page("study_sheet"))
    return Section(_("Les premières étapes"), (said,)) if steps else None


def _shortened(lines: list[str], detail: Detail) -> tuple[str, ...]:
    return tuple(short(line, detail.letters) for line in lines[: detail.lines])


def short(text: str, most: int) -> str:
    """Return the beginning of a text, cut between two words when it is longer than ``most`` letters."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words or _("non renseigné")
    return words[:most].rsplit(" ", 1)[0] + "…"
