"""The report of the actions undertaken after a report of recommendations, as the assembly receives it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.action_plan.models import RecommendationState
from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell, or_absent, short
from gouvernail.documents.catalogue.follow_up.sentences import essential
from gouvernail.documents.follow_up.reading import Answer, FollowUp
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, StatusCell, Table, Tile, Tiles
from gouvernail.governance.tables import outcome_badge
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of

STATE_TONES = {
    RecommendationState.OPEN: "risk",
    RecommendationState.ACCEPTED: "progress",
    RecommendationState.REFUSED: "neutral",
    RecommendationState.DONE: "good",
}


def follow_up_report(found: FollowUp, *, place: Organisation, on: date) -> Report:
    """Return the account as a written document; an empty report says that nothing is recorded."""
    sections = [
        Section(_("L’essentiel"), (_tiles(found), Paragraph(tuple(essential(found))))),
        Section(_("Vue d’ensemble"), (_overview(found),)),
        *(Section(_heading(rank, one), tuple(_answer(one, on))) for rank, one in enumerate(found.answers, 1)),
    ]
    return Report(
        title=_("Actions entreprises à la suite du rapport « %(origin)s »") % {"origin": found.origin},
        subtitle=_("Rapport à l’assemblée délibérante"),
        organisation=place.name,
        held_on=on,
        facts=(
            (_("Rapport"), found.origin),
            (_("Présenté le"), short(found.presented_on)),
            (_("Compte rendu"), _due(found)),
            (_("Situation au"), str(PartialDate.of_day(on))),
        ),
        sections=tuple(sections),
        footer=_("%(place)s · Suites du rapport « %(origin)s »") % {"place": place, "origin": found.origin},
        is_demo=place.is_demo,
    )


def _due(found: FollowUp) -> str:
    return _("dû le %(day)s") % {"day": short(found.deadline)} if found.deadline else ABSENT


def _tiles(found: FollowUp) -> Tiles:
    total = len(found.answers)
    silent = sum(1 for one in found.answers if one.is_silent)
    done = found.count(RecommendationState.DONE)
    return Tiles(
        (
            Tile(str(total), _("recommandations")),
            Tile(str(done), _("réalisées"), tone="good" if done else "neutral"),
            Tile(str(silent), _("sans suite connue"), tone="alert" if silent else "good"),
        )
    )


def _state(one: Answer) -> StatusCell:
    state = RecommendationState(one.recommendation.state)
    return StatusCell(str(state.label), STATE_TONES[state])


def _overview(found: FollowUp) -> Table:
    rows = tuple(
        (
            one.recommendation.number or str(rank),
            one.recommendation.title,
            _state(one),
            str(len(one.actions)),
            str(len(one.projects)),
            str(len(one.decisions)),
        )
        for rank, one in enumerate(found.answers, 1)
    )
    headers = (_("N°"), _("Recommandation"), _("État"), _("Actions"), _("Projets"), _("Décisions"))
    return Table(headers, rows, widths=(0.6, 4.2, 1.3, 0.8, 0.8, 0.9), align="lllrrr", empty=_("Aucune."))


def _heading(rank: int, one: Answer) -> str:
    return f"{one.recommendation.number or rank}. {one.recommendation.title}"


def _answer(one: Answer, on: date) -> list[Block]:
    item = one.recommendation
    blocks: list[Block] = [Table((_("État"), _("Priorité")), ((_state(one), _priority(one)),), widths=(2.0, 5.0))]
    if item.description:
        blocks.append(Paragraph((item.description,)))
    if item.state == RecommendationState.REFUSED:
        blocks.append(Paragraph((_("Motif du refus : %(text)s") % {"text": or_absent(item.refused_because)},)))
    if one.actions:
        blocks.append(_actions(one, on))
    if one.projects:
        blocks.append(_projects(one, on))
    if one.decisions:
        blocks.append(_decisions(one))
    if one.is_silent:
        blocks.append(Paragraph((_("Aucune action, aucun projet ni aucune décision n’y répond à ce jour."),)))
    return blocks


def _priority(one: Answer) -> str:
    return one.recommendation.get_priority_display() if one.recommendation.priority else ABSENT


def _actions(one: Answer, on: date) -> Table:
    register = register_of("action")
    rows = tuple(
        (
            str(action),
            cell(next(iter(register.badges(action, on)), None)),
            _("fait le %(day)s") % {"day": short(action.done_on)} if action.done_on else short(action.due),
            or_absent(action.owner_role),
            or_absent(action.evidence),
        )
        for action in one.actions
    )
    headers = (_("Action"), _("État"), _("Échéance"), _("Porteur"), _("Preuve"))
    return Table(headers, rows, widths=(3.0, 1.2, 1.2, 1.5, 1.6))


def _projects(one: Answer, on: date) -> Table:
    register = register_of("project")
    rows = tuple(
        (
            project.title,
            cell(next(iter(register.badges(project, on)), None)),
            f"{short(project.starts)} → {short(project.ends)}",
            or_absent(project.owner_role),
        )
        for project in one.projects
    )
    return Table((_("Projet"), _("État"), _("Calendrier"), _("Porteur")), rows, widths=(3.2, 1.3, 2.1, 1.8))


def _decisions(one: Answer) -> Table:
    rows = tuple(
        (
            str(decision),
            cell(outcome_badge(decision)),
            short(decision.decided_on or (decision.meeting.held_on if decision.meeting else None)),
            str(decision.meeting) if decision.meeting else ABSENT,
        )
        for decision in one.decisions
    )
    return Table((_("Décision"), _("Issue"), _("Date"), _("Instance")), rows, widths=(3.6, 1.4, 1.3, 1.9))
