"""The note to the director general: situation, scenarios for and against, comparison, recommendation, plan."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.french import in_words
from gouvernail.documents.catalogue.study_note.facts import StudyFacts, facts_of, strength
from gouvernail.documents.catalogue.study_note.figures import figures_in, paragraph
from gouvernail.documents.catalogue.study_note.tables import costs_table, matrix_table, shares_table
from gouvernail.documents.kit.story import Block, Callout, ChartBlock, Paragraph, Report, Section, StatusCell, Table
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.studies.models import Scenario, Study
from gouvernail.studies.pages.arguments import lines_in, parts_of
from gouvernail.studies.pages.robustness import rank_chart
from gouvernail.studies.pages.verdict import SentenceView


def study_note(study: Study, on: date, base: str = "") -> Report:
    """Return the note of a study as things stand on ``on``; reads the database, writes nothing.

    Every figure leads back to where it stands in the application, whose address is ``base``.
    """
    facts = facts_of(study, on, base)
    sections = [
        _essential(facts),
        _situation(facts),
        _scenarios(facts),
        _comparison(facts),
        _firmness(facts),
        _costs(facts),
        _recommendation(facts),
        _to_check(facts),
        _plan(facts),
    ]
    return Report(
        title=study.title,
        subtitle=_("Note à l’attention de la direction générale des services"),
        organisation=study.organisation.name,
        held_on=on,
        facts=heading_facts(facts),
        sections=tuple(one for one in sections if one is not None),
        footer=f"{study.organisation} · {study.title}",
        is_demo=study.organisation.is_demo,
    )


def heading_facts(facts: StudyFacts) -> tuple[tuple[str, str], ...]:
    """Return what stands at the head of a study's documents."""
    said = [
        (_("Objet"), facts.study.question),
        (_("Situation au"), str(PartialDate.of_day(facts.on))),
        (_("État de l’étude"), facts.study.get_state_display()),
    ]
    return tuple(said)


def _essential(facts: StudyFacts) -> Section:
    blocks: list[Block] = [_strength(facts)]
    for one in facts.checks:
        if one.on_view:
            sentence = one.sentence
            blocks.append(Callout(one.label, "", sentence, one.tone, figures_in(sentence, one.href)))
    if facts.basis:
        blocks.append(paragraph((facts.basis,), facts.places.page("study_members"), _("Pondération")))
    return Section(_("L’essentiel"), tuple(blocks))


def _strength(facts: StudyFacts) -> Paragraph:
    """Say how firmly the recommendation holds, its share leading to the line where it is computed."""
    scenario = facts.proposed
    return paragraph((strength(facts),), facts.places.share(scenario.pk) if scenario else "")


def _situation(facts: StudyFacts) -> Section | None:
    text = " ".join(facts.study.situation.split())
    if not text:
        return None
    return Section(_("La situation"), (paragraph((text,), facts.places.page("study_sheet")),))


def _scenarios(facts: StudyFacts) -> Section:
    count = len(facts.whole.scenarios)
    intro = _("%(count)s scénarios sont comparés, y compris ce qui se passerait si rien ne changeait.")
    if not any(one.baseline for one in facts.whole.scenarios):
        intro = _("%(count)s scénarios sont comparés.")
    words = in_words(count)
    counted = words[:1].upper() + words[1:]
    names = ((counted, facts.places.page("study_compare")),)
    blocks: list[Block] = [paragraph((intro % {"count": counted},), "", names=names)]
    for one in facts.whole.scenarios:
        blocks += scenario_blocks(one, facts.places.scenario(one.pk))
    return Section(_("Les scénarios étudiés"), tuple(blocks))


def scenario_blocks(scenario: Scenario, href: str) -> list[Block]:
    """Return a scenario in words, its figures leading to ``href``: its principle, then what is said for and against."""
    summary = " ".join(scenario.summary.split())
    blocks: list[Block] = [paragraph((summary or _("Principe non renseigné."),), href, scenario.name)]
    if not scenario.examined:
        text = _("Ce scénario n’a pas été étudié comme les autres.")
        blocks.append(Callout(_("Hors étude"), "", text, "risk"))
    for heading, lines in parts_of(scenario):
        listed = tuple(f"{heading} : {lines[0]}" if len(lines) == 1 else line for line in lines)
        blocks.append(paragraph(listed, href, "" if len(lines) == 1 else heading))
    return blocks


def _comparison(facts: StudyFacts) -> Section:
    if facts.result.answer is None:
        return Section(_("La comparaison"), (Paragraph((facts.result.refusal,)),))
    return Section(_("La comparaison"), (matrix_table(facts),))


def _firmness(facts: StudyFacts) -> Section | None:
    if facts.result.answer is None:
        return None
    chart = ChartBlock(rank_chart(facts.result.answer, facts.on), f"{facts.places.page('study_robustness')}#rangs")
    links = tuple(_links(one) for one in facts.said)
    return Section(_("La solidité du résultat"), (chart, shares_table(facts), Paragraph(facts.sentences, links=links)))


def _links(sentence: SentenceView) -> tuple[tuple[str, str], ...]:
    """Return the names of a sentence, each to its line or its sheet, then its figures, to where they come from."""
    names = [(piece.text, piece.href) for piece in sentence.pieces if piece.href]
    return (*names, *figures_in(sentence.text, sentence.href))


def _costs(facts: StudyFacts) -> Section | None:
    table = costs_table(facts)
    if table is None:
        return None
    text = _("Sur toute la période ; les montants de bases différentes ne s’additionnent pas.")
    return Section(_("Les coûts"), (table, Paragraph((text,))))


def _recommendation(facts: StudyFacts) -> Section | None:
    scenario = facts.proposed
    if scenario is None:
        return None
    verb = _("Scénario retenu : %(name)s.") if facts.study.chosen_id else _("Scénario recommandé : %(name)s.")
    sheet = facts.places.scenario(scenario.pk)
    sentence = verb % {"name": scenario.name}
    blocks: list[Block] = [paragraph((sentence,), "", names=((scenario.name, sheet),)), _strength(facts)]
    for heading, text in (
        (_("À condition de"), scenario.conditions),
        (_("Risques à suivre"), scenario.risks),
        (_("Limites acceptées"), scenario.limits),
        (_("Effet social"), scenario.social_effect),
        (_("Réversibilité"), scenario.reversibility),
    ):
        lines = lines_in(text)
        if lines:
            blocks.append(paragraph(tuple(lines), sheet, heading))
    return Section(_("La recommandation"), tuple(blocks))


def _to_check(facts: StudyFacts) -> Section | None:
    rows = tuple(
        (StatusCell(one.label, one.tone), StatusCell(one.sentence, "", one.href))
        for one in facts.checks
        if not one.on_view
    )
    if not rows:
        return None
    return Section(_("Points à vérifier"), (Table((_("Nature"), _("Constat")), rows, widths=(1.3, 5)),))


def _plan(facts: StudyFacts) -> Section | None:
    steps = lines_in(facts.study.plan)
    if not steps:
        return None
    sheet = facts.places.page("study_sheet")
    rows = tuple((str(rank), StatusCell(step, "", sheet)) for rank, step in enumerate(steps, 1))
    return Section(_("Le plan en étapes"), (Table((_("Étape"), _("Ce qu’il faut faire")), rows, widths=(0.7, 6)),))
